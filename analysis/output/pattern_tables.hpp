// Tables of the verdicts on patterns.
#pragma once

#include <vector>

#include "analysis/output/table.hpp"
#include "analysis/statistics/judged_patterns.hpp"

namespace samen::analysis {

/// Which patterns hold, and the results of their criteria; with `mapping`, also which part of the
/// model stands for what.
std::vector<Table> tables_of(const std::vector<JudgedPattern>& all, bool with_mapping);

}  // namespace samen::analysis
