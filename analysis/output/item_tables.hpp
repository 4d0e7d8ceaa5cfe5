// Tables of the balance as a list, and of the motor: whether tables pay for themselves, from when,
// and what must be true for it.
#pragma once

#include <optional>
#include <vector>

#include "analysis/output/table.hpp"
#include "analysis/statistics/item_balance.hpp"

namespace samen::analysis {

/// What each item earns, in each arm; who gets it; and what is borne all the same: in the arm
/// nothing, the cost of doing nothing. If the list cannot be told, an empty table that says why.
/// Nothing if the scenario has no list.
std::vector<Table> tables_of_items(const Batch& batch, Language language);

/// Recurring income over recurring cost in the arms that meet; nothing if no table has any cost.
std::optional<Table> table_of_motor(const Batch& batch, int point, Language language);

}  // namespace samen::analysis
