// Quantities that several rules need and that belong to no single rule.
#pragma once

#include "model/world/world.hpp"

namespace samen {

/// Income of organisation i in month t [k€/month].
template <class Real>
Real income_at(const World<Real>& world, int i, int t) {
  return world.income[i] * power(1.0 + world.growth[i], t / 12.0);
}

/// Burden on organisation i this month [k€/month], less the relief by the progress of its goals.
template <class Real>
Real burden_on(const World<Real>& world, int i) {
  const auto& layout = *world.layout;
  Real burden = 0.0;
  for (const int s : layout.stakes_of(i))
    for (const int k : layout.goals_of(layout.stakes[s].set))
      burden += world.burden_share[layout.of_stake(s, k)] * world.burden[k] *
                (1.0 - layout.goals[k].relief * world.progress[k]);
  return burden;
}

/// The eco (prosocial) weight in the decisions of an organisation.
template <class Real>
Real eco_weight(const World<Real>& world, int organisation) {
  return world.eco[organisation] * (1.0 - world.self_interest[organisation]);
}

/// The aspiration for goal k that seat i brings to the table: the aspiration of its organisation,
/// times the share that the seat discloses.
template <class Real>
Real brought(const World<Real>& world, int i, int k) {
  const auto& layout = *world.layout;
  const double alike = 1.0 / layout.sets[layout.tables[layout.seats[i].table].set].goals;
  const Real shown = world.disclosed[i];
  return shown * world.aspiration[layout.of_stake(layout.seats[i].stake, k)] +
         (1.0 - shown) * alike;
}

/// How much table m works like an organisation itself, 0 … 1: 0 before it operates, then the size
/// of its puller.
template <class Real>
Real professional(const World<Real>& world, int m) {
  return select(world.operating[m], least(1.0, world.puller[m]), 0.0);
}

/// Where the delegate of seat i stands on the commitment walk, 0 … 1: what the home organisation
/// covers, times the mean of ownership of the mission and trust in the others (B22).
template <class Real>
Real commitment(const World<Real>& world, int i) {
  return world.cap[i] * 0.5 * (world.ownership[i] * world.alignment[i] + mean_trust(world, i));
}

/// Whether boards meet this month.
template <class Real>
bool boards_meet(const World<Real>& world) {
  return world.month % world.layout->calendar.board_interval == 0;
}

/// Adds up what is pledged at table m.
template <class Real>
void add_up_pledges(World<Real>& world, int m) {
  world.total_pledge[m] = 0.0;
  for (const int i : world.layout->seats_at(m)) world.total_pledge[m] += world.pledge[i];
}

}  // namespace samen
