// 7.19 Conflict is faced or not.
//
// Friction is likelier if the least aligned member stands far from the mission. If members handle
// it in safety and with method, they learn about each other and draw closer. If they leave it
// alone, it costs trust and élan. Harmony itself has no benefit. Sources: A21, A24, C27, C28, D22.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

namespace event {
inline constexpr EventKind conflict_handled{3}, conflict_unhandled{4};
}
namespace purpose {
inline constexpr Purpose conflict{36}, conflict_handled{37};
}

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

  struct Levers {
    double safety = 0.6;

    static constexpr std::array parameters{
        Parameter{&Levers::safety,
                  "safety",
                  "share",
                  {0, 1},
                  "safety to bring up friction and failure",
                  "A24, C27; assumption"},
    };
  };

  template <class Real>
  struct State {
    std::vector<Mask<Real>> hard_talk;  ///< a conflict was left alone this month
    std::vector<Mask<Real>> arises;     ///< a conflict arises this month
    std::vector<Real> returning;        ///< chance that suppressed friction returns [1/month]
    std::vector<Real> handling;         ///< factor on the skill to handle a conflict
    std::vector<Real> safety_kept;      ///< factor on the safety to speak up

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {0, &State::hard_talk, Per::table, scratch},
          {0, &State::arises, Per::table, scratch},
          {0, &State::returning, Per::table, scratch},
          {0, &State::handling, Per::table, scratch, free, "", 1.0},
          {0, &State::safety_kept, Per::table, scratch, free, "", 1.0},
      });
    }
  };

  static constexpr std::array events{
      EventRow{event::conflict_handled, "conflict_handled", "1 less the least alignment"},
      EventRow{event::conflict_unhandled, "conflict_unhandled", "1 less the least alignment"},
  };
  static constexpr std::array purposes{
      PurposeRow{purpose::conflict, "conflict"},
      PurposeRow{purpose::conflict_handled, "conflict_handled"},
  };
};
template <>
struct ParametersOf<Conflict> {
  Conflict conflict;
  static constexpr auto member = &ParametersOf::conflict;
  static constexpr std::string_view name = "conflict", number = "7.19",
                                    title = "conflict is faced or not";
};

/// The effect of a conflict at table m on those present: they learn from a handled conflict; an
/// unhandled one costs trust and élan.
template <class Real>
void feel_conflict(World<Real>& world, int m, const Mask<Real>& handled,
                   const Mask<Real>& left_alone, const Conflict& p) {
  const auto& layout = *world.layout;
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

/// Distance of the member least aligned with the mission of table m.
template <class Real>
Real distance_at(const World<Real>& world, int m) {
  Real least_aligned = 1.0;
  for (const int i : world.layout->seats_at(m))
    least_aligned = least(least_aligned, select(world.member[i], world.alignment[i], 1.0));
  return 1.0 - least_aligned;
}

/// A conflict arises from distance to the mission, or from suppressed friction that returns.
template <class Real>
void raise_conflicts(World<Real>& world, const Conflict& p, const Draws<Real>& draws) {
  each_table(world, [&](int m, Workspace<Real>&) {
    world.hard_talk[m] = false;
    world.arises[m] = false;
    if (none(world.alive[m])) return;
    world.arises[m] = world.alive[m] && draws.uniform({.purpose = purpose::conflict,
                                                       .month = world.month,
                                                       .table = world.layout->tables[m].key}) <
                                            p.rate * distance_at(world, m) + world.returning[m];
  });
}

/// Members handle the open friction, or leave it alone.
template <class Real>
void face_conflict(World<Real>& world, const Conflict& p, const Draws<Real>& draws) {
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    const Mask<Real> faced = world.arises[m];
    if (none(faced)) return;
    const Real distance = distance_at(world, m);
    const Real skill =
        square_root(Real(world.method[m] * world.levers(m).safety * world.safety_kept[m])) *
        world.handling[m];
    const Mask<Real> handled =
        faced && draws.uniform({.purpose = purpose::conflict_handled,
                                .month = world.month,
                                .table = world.layout->tables[m].key}) < skill;
    const Mask<Real> left_alone = faced && !handled;
    world.hard_talk[m] = left_alone;
    feel_conflict(world, m, handled, left_alone, p);
    Event event{.month = world.month, .kind = event::conflict_handled, .table = m};
    note(workspace, handled, event, distance);
    event.kind = event::conflict_unhandled;
    note(workspace, left_alone, event, distance);
  });
}

}  // namespace samen
