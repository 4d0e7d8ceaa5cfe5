// 7.2 What is there to spend.
//
// The white space of the plan, less what unsolved problems squeeze out of it, is the open budget of
// an organisation. A table's puller is paid by start money first; afterwards the partners must
// carry the puller themselves. Sources: B24, B57, B58, B61; burden on organisations that do
// nothing, A08; survival after funding ends, Feinberg, Bontempo & Greenberg (2008).
#pragma once

#include "model/rules/room/spaces.hpp"

namespace samen {

struct Budget {
  double cut_hazard = 0.04;
  double cut_factor = 0.3;
  double squeeze = 0.009;
  double fte_cost = 5.8;
  double carried_share = 0.5;
  double unpaid_puller = 0.1;

  static constexpr std::array parameters{
      Parameter{&Budget::cut_hazard,
                "cut_hazard",
                "1/year",
                {0, 12},
                "rate at which a cut strikes an organisation",
                "assumption; FL"},
      Parameter{&Budget::cut_factor,
                "cut_factor",
                "share",
                {0, 1},
                "what a cut leaves of the white space until the next period",
                "assumption"},
      Parameter{&Budget::squeeze,
                "squeeze",
                "k€/k€",
                {0, 1},
                "open budget lost per k€ of burden above that of the start",
                "assumption; A08",
                adds_nothing},
      Parameter{&Budget::fte_cost,
                "fte_cost",
                "k€/month",
                {0.1, 100},
                "cost of one full-time equivalent",
                "FL: 60-80 k€ a year"},
      Parameter{&Budget::carried_share,
                "carried_share",
                "share",
                {0, 1},
                "share of the pledges the partners will spend on their puller",
                "assumption; B58",
                adds_nothing},
      Parameter{&Budget::unpaid_puller,
                "unpaid_puller",
                "FTE",
                {0, 10},
                "puller a table finds without money before it operates",
                "B56; assumption",
                adds_nothing},
  };
};

/// Income of organisation i in month t [k€/month].
template <class Real>
Real income_at(const World<Real>& world, int i, int t) {
  return world.income[i] * power(1.0 + world.growth[i], t / 12.0);
}

/// Burden on organisation i this month, after the relief its goals' progress gives [k€/month].
template <class Real>
Real burden_on(const World<Real>& world, int i) {
  const Layout& layout = *world.layout;
  Real burden = 0.0;
  for (const int s : layout.stakes_of(i))
    for (const int k : layout.goals_of(layout.stakes[s].set))
      burden += world.burden_share[layout.of_stake(s, k)] * world.burden[k] *
                (1.0 - layout.goals[k].relief * world.progress[k]);
  return burden;
}

/// Whether start money flows to table m this month.
template <class Real>
Mask<Real> seed_flows(const World<Real>& world, int m) {
  const Levers& levers = world.levers(m);
  return world.alive[m] && world.funded[m] > 0.0 &&
         (levers.seed_money > 0.0 && world.month < levers.seed_months);
}

/// What a cut leaves of the white space of organisation i from this month on; the drawn cuts and
/// the scheduled ones.
template <class Real>
void strike_cuts(World<Real>& world, int i, const Budget& p, const Draws<Real>& draws,
                 Desk<Real>& desk) {
  const Real before = world.cut[i];
  const Mask<Real> struck =
      draws.uniform({.purpose = Purpose::cut,
                     .month = world.month,
                     .i = world.layout->organisations[i].key}) < p.cut_hazard / 12.0;
  world.cut[i] = select(struck, least(before, p.cut_factor), before);
  for (const ScheduledCut& cut : world.layout->cuts)
    if (cut.month == world.month && (cut.organisation < 0 || cut.organisation == i))
      world.cut[i] = least(world.cut[i], cut.factor);
  note(desk, world.cut[i] < before,
       {.month = world.month, .kind = EventKind::cut, .organisation = i}, world.cut[i]);
}

template <class Real>
void set_budget(World<Real>& world, const Budget& p, const Draws<Real>& draws,
                const Spaces& spaces = {}) {
  each_organisation(world, [&](int i, Desk<Real>& desk) {
    strike_cuts(world, i, p, draws, desk);
    const Real income = income_at(world, i, world.month);
    const Real plan = world.white_space[i] * world.cut[i] * income;
    const Real open = room_at_all_levels(world, i, plan, income, p.fte_cost, spaces);
    const Real squeezed = greatest(0.0, burden_on(world, i) - world.initial_burden[i]);
    world.open_budget[i] = greatest(0.0, open - p.squeeze * squeezed);
  });
  each_table(world, [&](int m, Desk<Real>&) {
    const Levers& levers = world.levers(m);
    const double wanted = hired_puller(levers);
    const double funded = least(wanted, levers.seed_money / p.fte_cost);
    const Real carried = least(wanted, p.carried_share * world.total_pledge[m] / p.fte_cost);
    const double unpaid = least(wanted, p.unpaid_puller);
    const Real unfunded = select(world.operating[m], carried, unpaid);
    const Real size = select(seed_flows(world, m), funded, unfunded);
    world.puller[m] = select(world.alive[m], size, world.puller[m]);
  });
}

}  // namespace samen
