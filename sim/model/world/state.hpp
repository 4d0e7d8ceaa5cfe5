// The state variables of all mechanisms. Storage, laws and hashes follow from this list.
#pragma once

#include "model/world/world.hpp"

namespace samen {

constexpr std::size_t entries(const Layout& layout, Per per) {
  const auto capabilities = static_cast<std::size_t>(layout.capabilities);
  switch (per) {
    case Per::organisation:
      return layout.organisations.size();
    case Per::organisation_capability:
      return layout.organisations.size() * capabilities;
    case Per::stake:
      return layout.stakes.size();
    case Per::stake_goal:
      return static_cast<std::size_t>(layout.stake_entries);
    case Per::seat:
      return layout.seats.size();
    case Per::seat_goal:
      return static_cast<std::size_t>(layout.expressed_entries);
    case Per::pair:
      return static_cast<std::size_t>(layout.pairs);
    case Per::table:
      return layout.tables.size();
    case Per::table_goal:
      return static_cast<std::size_t>(layout.mission_entries);
    case Per::table_capability:
      return layout.tables.size() * capabilities;
    case Per::goal:
      return layout.goals.size();
    case Per::goal_capability:
      return layout.goals.size() * capabilities;
    case Per::set:
      return layout.sets.size();
  }
  return 0;
}

/// The columns of all mechanisms.
template <class Real>
constexpr auto columns() {
  return Mechanisms::columns<World<Real>, Real>();
}

/// How many numbers and conditions a world holds for one replicate, without the accounts.
inline std::size_t size_of_state(const Layout& layout) {
  std::size_t numbers = 0;
  for (const auto& column : columns<double>()) numbers += entries(layout, column.per);
  return numbers;
}

/// Calls visit(values) with the values of one column.
template <class AnyWorld, class AnyColumn, class Visit>
void visit_column(AnyWorld& world, const AnyColumn& column, Visit&& visit) {
  if (column.numbers)
    visit(world.*column.numbers);
  else if (column.conditions)
    visit(world.*column.conditions);
  else if (column.money)
    visit(world.*column.money);
  else
    visit(world.*column.plain);
}

/// Calls visit(number in the hash, rows, per) for the columns of accounts.
template <class AnyWorld, class Visit>
void for_each_account(AnyWorld& world, Visit&& visit) {
  visit(104, world.account, Per::organisation);
  visit(105, world.organisation_flows, Per::organisation);
  visit(106, world.table_account, Per::table);
  visit(107, world.flows, Per::set);
}

/// Memory that the state of a world takes [bytes], for all its replicates together.
template <class Real>
double bytes_of_state(const World<Real>& world) {
  double bytes = 0.0;
  const auto add = [&](const auto& values) {
    bytes += static_cast<double>(values.size() * sizeof(values[0]));
  };
  for (const auto& column : columns<Real>()) visit_column(world, column, add);
  for_each_account(world, [&](int, const auto& rows, Per) { add(rows); });
  return bytes;
}

}  // namespace samen
