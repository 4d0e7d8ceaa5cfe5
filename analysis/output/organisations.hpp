// Who gains and who loses, as tables: the own balance of each organisation, or of each kind where
// there are many.
#pragma once

#include <utility>
#include <vector>

#include "analysis/output/table.hpp"
#include "analysis/statistics/balances.hpp"

namespace samen::analysis {

/// Most organisations that are shown one by one.
inline constexpr std::size_t most_organisations = 12;

/// Arms whose balances say something: those in which some are not zero.
std::vector<int> arms_with_balances(const Balances& balances, const Batch& batch, int point);

/// Pairs of arms to compare: those of the answer, and every other arm against the second of them.
std::vector<std::pair<int, int>> gaining_pairs(const std::vector<int>& arms, const Batch& batch);

/// Organisations that are on average below zero by an arm, or by choosing the first over the
/// second.
std::size_t losers(const Balances& balances, const Treatment& treatment);
std::size_t losers(const Balances& balances, const Treatment& first, const Treatment& second);

/// What each gets in each arm, and what it gains by one over another; none where the file does not
/// tell or nothing is to be told. Of a list of points: a line for each.
std::vector<Table> tables_of_organisations(const Batch& batch);

}  // namespace samen::analysis
