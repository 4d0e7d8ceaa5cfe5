// Tables of winners and losers: the own balance of each organisation, or of each kind if there are
// many.
#pragma once

#include <utility>
#include <vector>

#include "analysis/output/table.hpp"
#include "analysis/statistics/balances.hpp"

namespace samen::analysis {

/// The largest number of organisations that are shown individually.
inline constexpr std::size_t most_organisations = 12;

/// The arms in which some balances are not zero.
std::vector<int> arms_with_balances(const Balances& balances, const Batch& batch, int point);

/// Pairs of arms to compare: the two arms of the answer, and every other arm against the second arm
/// of the answer.
std::vector<std::pair<int, int>> gaining_pairs(const std::vector<int>& arms, const Batch& batch);

/// Number of organisations with a negative mean balance in an arm, or with a negative mean
/// difference between the first treatment and the second.
std::size_t losers(const Balances& balances, const Treatment& treatment);
std::size_t losers(const Balances& balances, const Treatment& first, const Treatment& second);

/// The balance of each organisation in each arm, and its gain from one arm over another. Empty if
/// the file has no balances or if there is nothing to show. For a list design, one row for each
/// point.
std::vector<Table> tables_of_organisations(const Batch& batch);

}  // namespace samen::analysis
