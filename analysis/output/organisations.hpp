// Tables of who gains and who loses: the own balance of each organisation, or of each kind if there
// are many.
#pragma once

#include <utility>
#include <vector>

#include "analysis/output/table.hpp"
#include "analysis/statistics/balances.hpp"

namespace samen::analysis {

/// The most organisations that are shown one by one.
inline constexpr std::size_t most_organisations = 12;

/// Arms whose balances matter, because some are not zero.
std::vector<int> arms_with_balances(const Balances& balances, const Batch& batch, int point);

/// Pairs of arms to compare: the two arms of the answer, and every other arm against the second arm
/// of the answer.
std::vector<std::pair<int, int>> gaining_pairs(const std::vector<int>& arms, const Batch& batch);

/// How many organisations are below zero on average in an arm, or by the choice of the first arm
/// over the second.
std::size_t losers(const Balances& balances, const Treatment& treatment);
std::size_t losers(const Balances& balances, const Treatment& first, const Treatment& second);

/// What each organisation gets in each arm, and what it gains by one arm over another. Empty if the
/// file does not say it or if there is nothing to show. For a list design, one line for each point.
std::vector<Table> tables_of_organisations(const Batch& batch);

}  // namespace samen::analysis
