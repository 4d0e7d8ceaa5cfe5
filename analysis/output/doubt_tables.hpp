// Tables of the uncertainty of a result (samen doubt).
#pragma once

#include <string>
#include <vector>

#include "analysis/output/table.hpp"
#include "analysis/statistics/doubt.hpp"

namespace samen::analysis {

/// The share of the sets in which each difference holds, its drivers, and outside money.
std::vector<Table> tables_of(const Doubt& doubt, const MoneyUnit& money);

/// How far the assumptions move: "20 % off (9 further, as far as their sources leave open)".
std::string reach_in(const Language& language, const Doubt& doubt);

/// The role of each assumption.
Table table_of_parameters(const Doubt& doubt);

}  // namespace samen::analysis
