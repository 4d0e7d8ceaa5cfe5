// 7.17 Members stay or leave, tables end.
//
// A member leaves the sooner the less the table gives it: ownership, élan, trust, value. The table
// ends when its goals are reached, when fewer than three members are left, when it has faded, or
// when nobody pays the puller any more. Sources: A13, B37, D22; endings and survival of coalitions,
// Feinberg et al. (2008) and NORC (2012); three members as the least, the latter's definition.
#pragma once

#include "model/rules/deciding/decision.hpp"
#include "model/rules/joining/formality.hpp"
#include "model/rules/room/budget.hpp"

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
  double pushed_out = 0.1;

  static constexpr std::array parameters{
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
                "F2; assumption",
                adds_nothing},
      Parameter{&Leaving::unpaid_months,
                "unpaid_months",
                "months",
                {1, 1200},
                "months without it that end a table",
                "F2; assumption"},
      Parameter{&Leaving::pushed_out,
                "pushed_out",
                "1/year",
                {0, 12},
                "rate at which a professional table pushes out who has no organisation behind it",
                "D36; assumption"},
  };
};

template <class Real>
struct Satisfaction {
  Real ownership, elan, trust, value;
  Real mean() const { return 0.25 * (ownership + elan + trust + value); }
  /// code_of the reason named after the lowest of the four, the first of equals.
  Real lowest() const {
    const Real low = least(least(ownership, elan), least(trust, value));
    const Real trust_or_value =
        select(low == trust, code_of(Reason::low_trust), code_of(Reason::low_value));
    return select(low == ownership, code_of(Reason::low_ownership),
                  select(low == elan, code_of(Reason::low_elan), trust_or_value));
  }
};

template <class Real>
Satisfaction<Real> satisfaction_of(const World<Real>& world, int i, const Decide& decide) {
  const Real value = world.value_together[i];
  return {world.ownership[i], world.elan[world.layout->seats[i].table], mean_trust(world, i),
          value / (value + decide.keep)};
}

template <class Real>
Real leaving_chance(const Real& satisfaction, const Leaving& p) {
  return share(p.hazard / 12.0 * exponential(Real(-p.sensitivity * (satisfaction - p.neutral))));
}

/// How far table m works like an organisation itself: with an operation and a paid puller.
template <class Real>
Real professional(const World<Real>& world, int m) {
  return select(world.operating[m], least(1.0, world.puller[m]), 0.0);
}

/// Chance a month that seat i is pushed out: only who has no organisation behind it, and the more
/// the table works like one.
template <class Real>
Real push(const World<Real>& world, int i, const Leaving& p) {
  const SeatLayout& seat = world.layout->seats[i];
  if (world.layout->organisations[seat.organisation].structure) return Real(0.0);
  return share(p.pushed_out / 12.0 * professional(world, seat.table));
}

/// Members of table m leave, all at once: nobody sees who else goes.
template <class Real>
void members_leave(World<Real>& world, int m, const Leaving& p, const Decide& decide,
                   const Draws<Real>& draws, Desk<Real>& desk, const Formal& formal = {}) {
  const Layout& layout = *world.layout;
  for (const int i : layout.seats_at(m)) {
    const Mask<Real> here = world.sits(i);
    world.leaves[i] = false;
    if (none(here)) continue;
    const Satisfaction<Real> satisfaction = satisfaction_of(world, i, decide);
    world.satisfaction[i] = select(here, satisfaction.mean(), world.satisfaction[i]);
    // Nobody leaves what the law imposes.
    const Real wishes = (1.0 - world.levers(m).mandated) *
                        leaving_chance(world.satisfaction[i], p) * formal_ties(world, i, formal);
    const Real luck = draws.uniform({.purpose = Purpose::leave,
                                     .month = world.month,
                                     .table = layout.tables[m].key,
                                     .i = layout.seats[i].key});
    world.leaves[i] = here && luck < wishes + push(world, i, p);
    if (none(world.leaves[i])) continue;
    note(desk, world.leaves[i],
         {.month = world.month,
          .kind = EventKind::leaves,
          .table = m,
          .organisation = layout.seats[i].organisation},
         world.satisfaction[i],
         select(luck < wishes, satisfaction.lowest(), code_of(Reason::pushed_out)));
  }
  for (const int i : layout.seats_at(m)) {
    const Mask<Real> left = world.leaves[i];
    world.member[i] = world.member[i] && !left;
    world.present[i] = world.present[i] && !left;
    world.pledge[i] = select(left, 0.0, world.pledge[i]);
    world.value_together[i] = select(left, 0.0, world.value_together[i]);
  }
}

/// code_of what ends table m this month, the first that holds, or of none.
template <class Real>
Real what_ends(const World<Real>& world, int m, const Leaving& p) {
  const Layout& layout = *world.layout;
  Mask<Real> all_reached = true;
  for (const int k : layout.goals_of(layout.tables[m].set))
    all_reached = all_reached && world.progress[k] >= 1.0;
  const Real money = select(world.unpaid_months[m] >= p.unpaid_months, code_of(Reason::money),
                            code_of(Reason::none));
  const Real faded =
      select(world.low_elan_months[m] >= p.faded_months, code_of(Reason::faded), money);
  const Real too_few =
      select(members(world, m) < p.least_members, code_of(Reason::too_few_members), faded);
  return select(world.alive[m], select(all_reached, code_of(Reason::goals_reached), too_few),
                code_of(Reason::none));
}

/// Ends table m where there is a cause; one that has ended stays so.
template <class Real>
void close_table(World<Real>& world, int m, const Real& cause, Desk<Real>& desk) {
  const Mask<Real> ends = world.alive[m] && cause != code_of(Reason::none);
  if (none(ends)) return;
  world.alive[m] = world.alive[m] && !ends;
  world.ended_at[m] = select(ends, world.month, world.ended_at[m]);
  world.ended_by[m] = select(ends, cause, world.ended_by[m]);
  world.total_pledge[m] = select(ends, 0.0, world.total_pledge[m]);
  for (const int i : world.layout->seats_at(m)) {
    world.pledge[i] = select(ends, 0.0, world.pledge[i]);
    world.value_together[i] = select(ends, 0.0, world.value_together[i]);
    world.present[i] = world.present[i] && !ends;
  }
  note(desk, ends, {.month = world.month, .kind = EventKind::table_ends, .table = m},
       members(world, m), cause);
}

template <class Real>
void end_table(World<Real>& world, int m, const Leaving& p, Desk<Real>& desk) {
  const Levers& levers = world.levers(m);
  const Mask<Real> alive = world.alive[m];
  const Mask<Real> fading = world.elan[m] < p.faded_below;
  world.low_elan_months[m] =
      select(alive, select(fading, world.low_elan_months[m] + 1.0, 0.0), world.low_elan_months[m]);
  const Mask<Real> unpaid = world.operating[m] && !seed_flows(world, m) &&
                            world.puller[m] < p.paid_share * hired_puller(levers);
  world.unpaid_months[m] =
      select(alive, select(unpaid, world.unpaid_months[m] + 1.0, 0.0), world.unpaid_months[m]);
  close_table(world, m, what_ends(world, m, p), desk);
}

template <class Real>
void stay_or_leave(World<Real>& world, const Leaving& p, const Decide& decide,
                   const Draws<Real>& draws, const Formal& formal = {}) {
  each_table(world, [&](int m, Desk<Real>& desk) {
    if (none(world.alive[m])) return;
    members_leave(world, m, p, decide, draws, desk, formal);
    end_table(world, m, p, desk);
  });
}

}  // namespace samen
