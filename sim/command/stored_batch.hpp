// Reads a batch from its result file, to run it again.
#pragma once

#include <string>
#include <vector>

#include "io/run_table.hpp"
#include "scenario/scenario.hpp"

namespace samen {

/// Returns the table of runs of a whole batch. Throws Misuse if the file holds only a part of one.
RunTable whole_table_of(const std::string& file);

/// The scenario of a batch, in the precision in which it was run: a file from before single
/// precision states no precision and has runs in double precision.
Scenario stored_scenario(const RunTable& table, const std::string& file);

/// Warns if another version wrote the file, because different numbers then prove nothing.
void warn_of_other_version(const RunTable& table);

/// Lists the first few of some names.
std::string listed_few(const std::vector<std::string>& names);

}  // namespace samen
