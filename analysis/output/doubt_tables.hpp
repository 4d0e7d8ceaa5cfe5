// What a doubt comes to, as tables.
#pragma once

#include <vector>

#include "analysis/output/table.hpp"
#include "analysis/statistics/doubt.hpp"

namespace samen::analysis {

/// In which share of the sets each difference holds, what decides, and money from outside.
std::vector<Table> tables_of(const Doubt& doubt, const Money& money);

/// What became of each assumption.
Table table_of_parameters(const Doubt& doubt);

}  // namespace samen::analysis
