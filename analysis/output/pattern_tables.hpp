// What became of patterns, as tables.
#pragma once

#include <vector>

#include "analysis/output/table.hpp"
#include "analysis/statistics/judged_patterns.hpp"

namespace samen::analysis {

/// Which patterns hold and what their criteria came to; with the mapping, what stands for what.
std::vector<Table> tables_of(const std::vector<JudgedPattern>& all, bool with_mapping);

}  // namespace samen::analysis
