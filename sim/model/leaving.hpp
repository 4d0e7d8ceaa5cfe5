// 7.17 Members stay or leave, tables end.
//
// A member leaves the sooner the less the table gives it: ownership, élan, trust, value. The table
// ends when its goals are reached, when fewer than three members are left, when it has faded, or
// when nobody pays the puller any more. Sources: A13, B37, D22; endings and survival of coalitions,
// Feinberg et al. (2008) and NORC (2012); three members as the least, the latter's definition.
#pragma once

#include "model/budget.hpp"
#include "model/decision.hpp"

namespace samen {

struct Leaving {
  double hazard = 0.04;
  double sensitivity = 8.0;
  double neutral = 0.40;
  int least_members = 3;
  double faded_below = 0.15;
  int faded_months = 6;
  double paid_share = 0.5;
  int unpaid_months = 12;

  static constexpr std::tuple parameters{
      Parameter{&Leaving::hazard,
                "hazard",
                "1/year",
                {0, 12},
                "rate at which a member of neutral satisfaction leaves",
                "F1; assumption"},
      Parameter{&Leaving::sensitivity,
                "sensitivity",
                "1/satisfaction",
                {0, 100},
                "how strongly satisfaction lowers that rate",
                "assumption"},
      Parameter{
          &Leaving::neutral, "neutral", "share", {0, 1}, "neutral satisfaction", "assumption"},
      Parameter{&Leaving::least_members,
                "least_members",
                "members",
                {1, 1000},
                "a table with fewer members ends",
                "F2: definition of the HCAP study"},
      Parameter{&Leaving::faded_below,
                "faded_below",
                "élan",
                {0, 1},
                "a table below this élan is fading",
                "A13; assumption"},
      Parameter{&Leaving::faded_months,
                "faded_months",
                "months",
                {1, 1200},
                "months of fading that end a table",
                "A13; assumption"},
      Parameter{&Leaving::paid_share,
                "paid_share",
                "share",
                {0, 1},
                "share of the wanted puller that must be paid after the start money",
                "F2; assumption"},
      Parameter{&Leaving::unpaid_months,
                "unpaid_months",
                "months",
                {1, 1200},
                "months without it that end a table",
                "F2; assumption"},
  };
};
static_assert(well_described<Leaving>());

struct Satisfaction {
  Real ownership, elan, trust, value;
  Real mean() const { return 0.25 * (ownership + elan + trust + value); }
  Reason lowest() const {
    const Real low = least(least(ownership, elan), least(trust, value));
    if (low == ownership) return Reason::low_ownership;
    if (low == elan) return Reason::low_elan;
    return low == trust ? Reason::low_trust : Reason::low_value;
  }
};

inline Satisfaction satisfaction_of(const World& world, int i, const Decide& decide) {
  const Real value = world.value_together[i];
  return {world.ownership[i], world.elan[world.layout->seats[i].table], mean_trust(world, i),
          value / (value + decide.keep)};
}

inline Real leaving_chance(Real satisfaction, const Leaving& p) {
  return share(p.hazard / 12.0 * exponential(-p.sensitivity * (satisfaction - p.neutral)));
}

inline void members_leave(World& world, const Leaving& p, const Decide& decide,
                          const Draws& draws) {
  const Layout& layout = *world.layout;
  for (const int i : layout.all_seats()) {
    if (none(world.sits(i))) continue;
    world.satisfaction[i] =
        select(world.sits(i), satisfaction_of(world, i, decide).mean(), world.satisfaction[i]);
  }
  for (const int i : layout.all_seats()) {
    const SeatLayout& seat = layout.seats[i];
    const Mask leaves =
        world.sits(i) && draws.uniform({.purpose = Purpose::leave,
                                        .month = world.month,
                                        .table = layout.tables[seat.table].key,
                                        .i = seat.key}) < leaving_chance(world.satisfaction[i], p);
    if (none(leaves)) continue;
    world.events.push_back({.month = world.month,
                            .kind = EventKind::leaves,
                            .reason = satisfaction_of(world, i, decide).lowest(),
                            .table = seat.table,
                            .organisation = seat.organisation,
                            .value = world.satisfaction[i]});
    world.work_seats[i] = 1.0;  // all leave at once, below
  }
}

inline void end_tables(World& world, const Leaving& p) {
  const Layout& layout = *world.layout;
  for (const int m : layout.all_tables()) {
    if (none(world.alive[m])) continue;
    const Levers& levers = world.levers(m);
    const Mask fading = world.elan[m] < p.faded_below;
    world.low_elan_months[m] = select(fading, world.low_elan_months[m] + 1.0, 0.0);
    const Mask unpaid = world.operating[m] && !seed_flows(world, m) &&
                        world.puller[m] < p.paid_share * levers.puller;
    world.unpaid_months[m] = select(unpaid, world.unpaid_months[m] + 1.0, 0.0);
    Mask all_reached = true;
    for (const int k : layout.goals_of(layout.tables[m].set))
      all_reached = all_reached && world.progress[k] >= 1.0;

    Reason cause = Reason::none;
    if (all_reached)
      cause = Reason::goals_reached;
    else if (members(world, m) < p.least_members)
      cause = Reason::too_few_members;
    else if (world.low_elan_months[m] >= p.faded_months)
      cause = Reason::faded;
    else if (world.unpaid_months[m] >= p.unpaid_months)
      cause = Reason::money;
    if (cause == Reason::none) continue;
    world.alive[m] = false;
    world.ended_at[m] = world.month;
    world.ended_by[m] = cause;
    world.total_pledge[m] = 0.0;
    for (const int i : layout.seats_at(m)) {
      world.pledge[i] = 0.0;
      world.value_together[i] = 0.0;
      world.present[i] = false;
    }
    world.events.push_back({.month = world.month,
                            .kind = EventKind::table_ends,
                            .reason = cause,
                            .table = m,
                            .value = members(world, m)});
  }
}

inline void stay_or_leave(World& world, const Leaving& p, const Decide& decide,
                          const Draws& draws) {
  const Layout& layout = *world.layout;
  for (const int i : layout.all_seats()) world.work_seats[i] = 0.0;
  members_leave(world, p, decide, draws);
  for (const int i : layout.all_seats()) {
    const Mask left = world.work_seats[i] == 1.0;
    world.member[i] = world.member[i] && !left;
    world.present[i] = world.present[i] && !left;
    world.pledge[i] = select(left, 0.0, world.pledge[i]);
    world.value_together[i] = select(left, 0.0, world.value_together[i]);
  }
  end_tables(world, p);
}

}  // namespace samen
