// 7.11 A deal opens doors.
//
// Instead of paying, a government adapts rules, mediates and brings partners together (E22). A deal
// lowers barriers (the cost of change, 7.28) and widens the white space of plans (5). This rule
// adds its third effect: through its contacts, partners know each other sooner. A deal brings in no
// money.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

struct Deal {
  double doors = 0.0;

  static constexpr std::array parameters{
      Parameter{&Deal::doors,
                "doors",
                "1/month",
                {0, 1},
                "share of the unknown between partners that a full deal opens",
                "E22; 0: none",
                adds_nothing},
  };
};
template <>
struct ParametersOf<Deal> {
  Deal deal;
  static constexpr auto member = &ParametersOf::deal;
  static constexpr std::string_view name = "deal", number = "7.11", title = "a deal opens doors";
};

/// When levers change: a new deal changes the white space.
template <class Real>
void change_slack(World<Real>& world, const Deal&) {
  if (!has_tables(world.arm)) return;
  const auto slack = [&](int i, const auto& levers) {
    return slack_by_deals(*world.layout, i, *world.initial, [&](int m) { return levers[m].deal; });
  };
  each_organisation(world, [&](int i, Workspace<Real>&) {
    const double before = slack(i, world.levers_before), now = slack(i, world.levers_now);
    if (now != before) world.white_space[i] = share(world.white_space[i] * (now / before));
  });
}

template <class Real>
void open_doors(World<Real>& world, const Deal& p) {
  const auto& layout = *world.layout;
  each_table(world, [&](int m, Workspace<Real>&) {
    const double opened = p.doors * world.levers(m).deal;
    if (opened == 0.0) return;
    for (const int i : layout.seats_at(m))
      for (const int j : layout.seats_at(m)) {
        if (i == j) continue;
        Real& known = world.knowledge[layout.pair(i, j)];
        known += select(world.sits(i) && world.sits(j), opened, 0.0) * (1.0 - known);
      }
  });
}

}  // namespace samen
