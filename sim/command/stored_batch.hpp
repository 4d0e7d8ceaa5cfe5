// Reads a batch from its result file, to repeat it.
#pragma once

#include <string>
#include <vector>

#include "io/run_table.hpp"
#include "scenario/scenario.hpp"

namespace samen {

/// Returns the run table of a whole batch. Throws Misuse if the file holds only a part of a batch.
RunTable whole_table_of(const std::string& file);

/// The scenario of a batch, in the precision of its runs. A file without a precision is older than
/// single precision; its runs are in double precision.
Scenario stored_scenario(const RunTable& table, const std::string& file);

/// Warns if another version wrote the file: then different numbers prove nothing.
void warn_of_other_version(const RunTable& table);

/// Lists the first few names.
std::string listed_few(const std::vector<std::string>& names);

}  // namespace samen
