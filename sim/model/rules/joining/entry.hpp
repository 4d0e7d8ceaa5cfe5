// 7.36 New members join, outsiders are let in.
//
// An open table has seats for organisations that did not found it. Those to whom its goals are
// worth their while come, the more readily the more others they are worth it for and the more has
// been won already: a benefit for as many as possible makes a success grow. Whoever comes is a
// newcomer: trust, knowledge and ownership start where everyone's did. Who has no organisation
// behind it – a resident, a volunteer, an expert by experience – fits no box: it is let in only
// after months at the door, sooner where it is trusted, later where the table works like an
// organisation itself; there it is also pushed out more easily (7.17). Sources: E09, E10, A28;
// C02, D13, D36.
#pragma once

#include "model/rules/deciding/decision.hpp"
#include "model/rules/joining/leaving.hpp"

namespace samen {

struct Entry {
  double rate = 2.0;
  double unproven = 0.3;
  double admission = 12.0;
  double closes = 0.5;

  static constexpr std::array parameters{
      Parameter{&Entry::rate,
                "rate",
                "1/year",
                {0, 12},
                "rate at which a candidate joins where all gain and all small wins are won",
                "E10; assumption"},
      Parameter{&Entry::unproven,
                "unproven",
                "share",
                {0, 1},
                "part of that rate before the first small win",
                "E10, D19; assumption",
                leaves_as_is},
      Parameter{&Entry::admission,
                "admission",
                "months",
                {1, 1200},
                "mean time at the door of who has no organisation behind it, if fully trusted",
                "D13; assumption"},
      Parameter{&Entry::closes,
                "closes",
                "share",
                {0, 1},
                "part of its chance to be let in that a professional table takes away",
                "D36; assumption"},
  };
};

/// What a k€ with its match would be worth to the owner of seat i at its table, beside the others
/// [k€/k€].
template <class Real>
Real benefit_of(const World<Real>& world, int i, std::span<const Real> shares, const Decide& decide,
                const Output& output) {
  const Layout& layout = *world.layout;
  const SeatLayout& seat = layout.seats[i];
  const int set = layout.tables[seat.table].set;
  Real value = 0.0;
  for (const int k : layout.goals_of(set))
    value += value_of_goal(world, seat.stake, k, decide) * openness(world, k, output) *
             shares[k - layout.sets[set].first_goal] *
             world.solo_output[layout.of_stake(seat.stake, k)] / layout.goals[k].work;
  return (1.0 + layout.tables[seat.table].levers.match) * value;
}

/// Share of the small wins of a set that has been won.
template <class Real>
Real won_so_far(const World<Real>& world, int set, double win_steps) {
  Real sum = 0.0;
  for (const int k : world.layout->goals_of(set)) sum += world.progress[k];
  return whole_part(Real(win_steps * sum)) / (win_steps * world.layout->sets[set].goals);
}

/// Chance a month that a candidate joins.
template <class Real>
Real joining_chance(const Real& breadth, const Real& won, double open, const Entry& p) {
  return share(p.rate / 12.0 * open * breadth * (p.unproven + (1.0 - p.unproven) * won));
}

/// Chance a month that who has no organisation behind it is let in.
template <class Real>
Real admission_chance(const Real& trusted, const Real& professional, double open, const Entry& p) {
  return share(open * trusted * (1.0 - p.closes * professional) / p.admission);
}

/// Members of table m let in whom they let in, all at once.
template <class Real>
void let_in(World<Real>& world, int m, const Entry& p, const Decide& decide, const Output& output,
            double win_steps, const Draws<Real>& draws, Desk<Real>& desk) {
  const Layout& layout = *world.layout;
  const TableLayout& at = layout.tables[m];
  const auto shares = std::span(desk.shares).first(layout.sets[at.set].goals);
  share_over_goals(world, m, output, shares);
  Real gain = 0.0;
  Real everyone = 0.0;
  for (const int i : layout.seats_at(m)) {
    Real& benefit = desk.effort[static_cast<std::size_t>(i - at.first_seat)];
    benefit = benefit_of<Real>(world, i, shares, decide, output);
    const Mask<Real> counts = world.member[i] || world.waits[i];
    everyone += select(counts, Real(1.0), Real(0.0));
    gain += select(counts && benefit > decide.keep, Real(1.0), Real(0.0));
  }
  const Real breadth = gain / greatest(everyone, 1.0);
  const Real joining =
      joining_chance(breadth, won_so_far(world, at.set, win_steps), at.levers.open, p);
  for (const int i : layout.seats_at(m)) {
    if (none(world.waits[i])) continue;
    const Mask<Real> knocks =
        world.waits[i] && world.alive[m] &&
        desk.effort[static_cast<std::size_t>(i - at.first_seat)] > decide.keep;
    const Real trusted =
        mean_over_members(world, m, [&](int j) { return world.trust[layout.pair(j, i)]; });
    const Real chance = layout.organisations[layout.seats[i].organisation].structure
                            ? joining
                            : admission_chance(trusted, professional(world, m), at.levers.open, p);
    world.joins[i] = knocks && draws.uniform({.purpose = Purpose::entry,
                                              .month = world.month,
                                              .table = at.key,
                                              .i = layout.seats[i].key}) < chance;
    note(desk, world.joins[i],
         {.month = world.month,
          .kind = EventKind::joins,
          .table = m,
          .organisation = layout.seats[i].organisation},
         breadth);
  }
  for (const int i : layout.seats_at(m)) {
    if (none(world.waits[i])) continue;
    world.member[i] = world.member[i] || world.joins[i];
    world.waits[i] = world.waits[i] && !world.joins[i];
  }
}

template <class Real>
void new_members_join(World<Real>& world, const Entry& p, const Decide& decide,
                      const Output& output, double win_steps, const Draws<Real>& draws) {
  each_table(world, [&](int m, Desk<Real>& desk) {
    if (none(world.alive[m]) || !world.layout->tables[m].has_waiting) return;
    let_in(world, m, p, decide, output, win_steps, draws, desk);
  });
}

}  // namespace samen
