// Tables of the result of a doubt.
#pragma once

#include <vector>

#include "analysis/output/table.hpp"
#include "analysis/statistics/doubt.hpp"

namespace samen::analysis {

/// The share of the sets in which each difference holds, what decides it, and outside money.
std::vector<Table> tables_of(const Doubt& doubt, const Money& money);

/// What happened to each assumption.
Table table_of_parameters(const Doubt& doubt);

}  // namespace samen::analysis
