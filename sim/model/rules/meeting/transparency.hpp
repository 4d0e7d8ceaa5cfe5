// 7.14 Partners work in the open.
//
// A partner who shares its knowledge becomes known to others, even without a meeting. Transparency
// raises partners' knowledge of each other month by month, and makes trust follow delivery faster
// (7.36), for better and for worse. Source: E16.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

struct Transparency {
  double know = 0.03;

  static constexpr std::array parameters{
      Parameter{&Transparency::know,
                "know",
                "1/month",
                {0, 1},
                "share of the unknown that full transparency shows, meeting or not",
                "E16; assumption",
                adds_nothing},
  };
};
template <>
struct ParametersOf<Transparency> {
  Transparency transparency;
  static constexpr auto member = &ParametersOf::transparency;
  static constexpr std::string_view name = "transparency", number = "7.14",
                                    title = "partners work in the open";
};

template <class Real>
void work_in_the_open(World<Real>& world, const Transparency& p) {
  const auto& layout = *world.layout;
  each_table(world, [&](int m, Workspace<Real>&) {
    const double shown = p.know * world.levers(m).transparency;
    if (shown == 0.0 || none(world.alive[m])) return;
    for (const int i : layout.seats_at(m))
      for (const int j : layout.seats_at(m)) {
        if (i == j) continue;
        Real& known = world.knowledge[layout.pair(i, j)];
        known =
            select(world.sits(i) && world.member[j], share(known + shown * (1.0 - known)), known);
      }
  });
}

}  // namespace samen
