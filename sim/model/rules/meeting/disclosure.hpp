// 7.30 Aspirations are brought to the table, or kept back.
//
// A delegate may show only part of what the organisation aspires to and for the rest be polite:
// every goal alike. The mission forms from what is shown; decisions go by the true aspirations, so
// that what stays hidden steers the process all the same. Those who meet show more, the more they
// trust the others and the safer the table is. Sources: B51, B64.
#pragma once

#include "model/world/world.hpp"

namespace samen {

struct Disclosure {
  double opening = 0.10;

  static constexpr std::array parameters{
      Parameter{&Disclosure::opening,
                "opening",
                "1/meeting",
                {0, 1},
                "share of what is hidden that is shown at a meeting in full trust and safety",
                "B51; assumption"},
  };
};

/// What seat i brings to the table for goal k.
template <class Real>
Real brought(const World<Real>& world, int i, int k) {
  const Layout& layout = *world.layout;
  const double alike = 1.0 / layout.sets[layout.tables[layout.seats[i].table].set].goals;
  const Real shown = world.disclosed[i];
  return shown * world.aspiration[layout.of_stake(layout.seats[i].stake, k)] +
         (1.0 - shown) * alike;
}

template <class Real>
void disclose(World<Real>& world, const Disclosure& p) {
  each_table(world, [&](int m, Desk<Real>&) {
    const Levers& levers = world.levers(m);
    if (levers.disclosure == 1.0 || none(world.alive[m])) return;
    for (const int i : world.layout->seats_at(m)) {
      const Real shown = world.disclosed[i];
      const Real more = p.opening * levers.safety * mean_trust(world, i) * (1.0 - shown);
      world.disclosed[i] = select(world.sits(i) && world.present[i], share(shown + more), shown);
    }
  });
}

}  // namespace samen
