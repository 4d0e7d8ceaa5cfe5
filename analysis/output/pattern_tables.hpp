// Tables of the verdicts on patterns.
#pragma once

#include <vector>

#include "analysis/output/table.hpp"
#include "analysis/statistics/judged_patterns.hpp"

namespace samen::analysis {

/// The verdicts on patterns and the results of their criteria; with `mapping`, also what the parts
/// of the model stand for, in the words of the scenario.
std::vector<Table> tables_of(const std::vector<JudgedPattern>& all, bool with_mapping,
                             Language language);

}  // namespace samen::analysis
