// 7.6 Conflict is faced or not.
//
// Friction is likelier where the least aligned member stands far from the mission. Handled in
// safety and with method it teaches partners about each other and binds; left alone it costs trust
// and élan. Harmony itself is never rewarded. Sources: A21, A24, C27, C28, D22.
#pragma once

#include "model/rules/meeting/harmony.hpp"

namespace samen {

struct Conflict {
  double rate = 0.15;
  double lesson = 0.05;
  double damage = 0.10;

  static constexpr std::array parameters{
      Parameter{&Conflict::rate,
                "rate",
                "1/month",
                {0, 1},
                "chance of a conflict at zero alignment of the least aligned member",
                "assumption"},
      Parameter{&Conflict::lesson,
                "lesson",
                "share",
                {0, 1},
                "knowledge and ownership gained by those present when it is handled",
                "C27; assumption",
                adds_nothing},
      Parameter{&Conflict::damage,
                "damage",
                "share",
                {0, 1},
                "trust and élan lost when it is not",
                "D22; assumption",
                adds_nothing},
  };
};

/// What a conflict at table m does to those present: it teaches where it is handled, and costs
/// trust and élan where it is left alone.
template <class Real>
void feel_conflict(World<Real>& world, int m, const Mask<Real>& handled,
                   const Mask<Real>& left_alone, const Conflict& p) {
  const Layout& layout = *world.layout;
  for (const int i : layout.seats_at(m)) {
    for (const int j : layout.seats_at(m)) {
      if (i == j) continue;
      const Mask<Real> both = world.present[i] && world.present[j];
      Real& known = world.knowledge[layout.pair(i, j)];
      Real& trust = world.trust[layout.pair(i, j)];
      known = share(known + select(both && handled, p.lesson, 0.0));
      trust *= select(both && left_alone, 1.0 - p.damage, 1.0);
    }
    world.ownership[i] =
        share(world.ownership[i] + select(world.present[i] && handled, p.lesson, 0.0));
  }
  world.elan[m] *= select(left_alone, 1.0 - p.damage, 1.0);
}

template <class Real>
void face_conflict(World<Real>& world, const Conflict& p, const Draws<Real>& draws,
                   const Harmony& harmony = {}) {
  const Layout& layout = *world.layout;
  each_table(world, [&](int m, Desk<Real>& desk) {
    world.hard_talk[m] = false;
    if (none(world.alive[m])) return;
    const auto luck = [&](Purpose purpose) {
      return draws.uniform(
          {.purpose = purpose, .month = world.month, .table = layout.tables[m].key});
    };
    Real least_aligned = 1.0;
    for (const int i : layout.seats_at(m))
      least_aligned = least(least_aligned, select(world.member[i], world.alignment[i], 1.0));
    const Real distance = 1.0 - least_aligned;
    const Real tension = world.tension[m];
    const Mask<Real> arises =
        world.alive[m] && luck(Purpose::conflict) < p.rate * distance + harmony.returns * tension;
    if (none(arises)) return;
    const Mask<Real> faced = brought_up(world, m, arises, harmony, draws, desk);
    const Real skill =
        square_root(Real(world.method[m] * world.levers(m).safety * world.safety_kept[m])) *
        (1.0 - harmony.hardens * tension);
    const Mask<Real> handled = faced && luck(Purpose::conflict_handled) < skill;
    const Mask<Real> left_alone = faced && !handled;
    world.hard_talk[m] = left_alone;
    feel_conflict(world, m, handled, left_alone, p);
    Event event{.month = world.month, .kind = EventKind::conflict_handled, .table = m};
    note(desk, handled, event, distance);
    event.kind = EventKind::conflict_unhandled;
    note(desk, left_alone, event, distance);
  });
}

}  // namespace samen
