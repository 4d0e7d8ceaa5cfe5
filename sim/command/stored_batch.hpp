// A batch as its result file has it, to be run again.
#pragma once

#include <string>
#include <vector>

#include "io/run_table.hpp"

namespace samen {

/// A table whose runs are those of a whole batch. Throws Misuse where they are a part.
RunTable whole_table_of(const std::string& file);

/// Says so where another version wrote the file: then other numbers prove nothing.
void warn_of_other_version(const RunTable& table);

/// The first few of some names.
std::string listed_few(const std::vector<std::string>& names);

}  // namespace samen
