// 7.2 A policy period opens.
//
// A policy plan fixes for five years what an organisation may spend on renewal with others: the
// white space. A new plan takes the collaboration up only where the home board knows it and
// somebody owns it, and it ends the cuts of the period before. It takes own work up by what of the
// open budget went into it: plans follow what was spent (Wildavsky 1964). Sources: practice reports
// on tight plan cycles and white space (B24, B61, B05); slack and innovation, Nohria & Gulati
// (1996), Academy of Management Journal 39(5); budgets grow from their base, Wildavsky (1964), The
// Politics of the Budgetary Process.
#pragma once

#include <algorithm>

#include "model/world/mechanism.hpp"

namespace samen {

struct Policy {
  double plan_uptake = 0.065;
  double own_uptake = 0.5;
  double white_space_ceiling = 0.15;

  static constexpr std::array parameters{
      Parameter{&Policy::plan_uptake,
                "plan_uptake",
                "share of income",
                {0, 0.15},
                "white space (slack) a new plan adds where the collaboration is anchored and owned",
                "B61; fitted to V9",
                adds_nothing},
      Parameter{&Policy::own_uptake,
                "own_uptake",
                "factor",
                {0, 1},
                "how far a new plan takes up own work, beside a table that all know and own",
                "Wildavsky (1964); assumption: the middle; 0: only tables widen plans",
                adds_nothing}
          .plausible_between(0.0, 1.0),
      Parameter{&Policy::white_space_ceiling,
                "white_space_ceiling",
                "share of income",
                {0, 1},
                "largest white space (slack) a plan allows",
                "assumption"},
  };

  template <class Real>
  struct State {
    std::vector<Real> plan_support;  ///< factor on the uptake by a new plan

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {0, &State::plan_support, Per::table, scratch, free, "", 1.0},
      });
    }
  };
};
template <>
struct ParametersOf<Policy> {
  Policy policy;
  static constexpr auto member = &ParametersOf::policy;
  static constexpr std::string_view name = "policy", number = "7.2",
                                    title = "a policy period opens";
};

/// Share of its open budget that organisation i last put into own work.
template <class Real>
Real share_alone(const World<Real>& world, int i) {
  Real alone = 0.0;
  for (const int s : world.layout->stakes_of(i)) alone += world.solo_pledge[s];
  const Real open = world.open_budget[i];
  return select(open == 0.0, 0.0, least(1.0, alone / select(open == 0.0, 1.0, open)));
}

template <class Real>
void open_policy_period(World<Real>& world, const Policy& p) {
  const auto& layout = *world.layout;
  const auto& periods = layout.calendar.periods;
  if (std::find(periods.begin(), periods.end(), world.month) == periods.end()) return;
  each_organisation(world, [&](int i, Workspace<Real>&) {
    world.cut[i] = 1.0;
    Real taken_up = p.own_uptake == 0.0 ? Real(0.0) : p.own_uptake * share_alone(world, i);
    for (const int seat : layout.organisations[i].seats)
      taken_up = greatest(taken_up, select(world.sits(seat),
                                           world.anchoring[seat] * world.ownership[seat] *
                                               world.plan_support[layout.seats[seat].table],
                                           0.0));
    const Real wanted = world.white_space[i] + p.plan_uptake * taken_up;
    world.white_space[i] = greatest(world.white_space[i], least(p.white_space_ceiling, wanted));
  });
}

}  // namespace samen
