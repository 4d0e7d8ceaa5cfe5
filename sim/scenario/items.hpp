// The balance of the choices as a list: [[item]].
//
// An item names a part of what the ledger computes (7.35): of the burden that progress takes off a
// goal (avoided cost), or of the revenue of a goal (extra revenue). Items are no extra money: no
// run reads them, and for each goal they sum to at most what full progress gives. They are stored
// as JSON for the result file:
//   items  a list of name, kind, goal, amount [k€/month at full progress, at the start], from
//   (month
//          of the calendar), whom, and outside: whether that is no organisation
//   goals  for each goal of the file: burden, growth, relief, revenue, and inside: the share of its
//          burden that falls on organisations
#pragma once

#include <array>
#include <string_view>

namespace samen {

inline constexpr std::array<std::string_view, 2> item_kinds{"avoided cost", "extra revenue"};
inline constexpr std::string_view avoided_cost_kind = item_kinds[0];

/// Those who may bear an item, besides a single organisation. The first are the organisations
/// together; the others are parts of the rest of society.
inline constexpr std::array<std::string_view, 4> item_bearers{"organisations", "municipality",
                                                              "funder", "society"};
inline constexpr std::string_view organisations_together = item_bearers[0];

/// Whether the bearer is a part of the rest of society, and no organisation.
constexpr bool is_outside(std::string_view bearer) {
  for (const std::string_view known : item_bearers)
    if (known == bearer) return known != organisations_together;
  return false;
}

}  // namespace samen
