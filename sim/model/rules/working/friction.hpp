// 7.5 What the world puts in the way.
//
// Existing rules and systems are not made for collaboration: institutional friction multiplies the
// cost of coordination (7.34). This friction falls while a government sits at the table: the
// distance shrinks and the government learns. There are also practical obstacles, such as a room
// that stays locked or a form that nobody may sign. While an obstacle stands, part of the delivery
// is lost. A puller and the support of the home organisations remove the obstacle sooner. Sources:
// A20, D37, C19; C16.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

namespace event {
inline constexpr EventKind obstacle_arises{27}, obstacle_solved{28};
}
namespace purpose {
inline constexpr Purpose obstacle{66}, obstacle_solved{67};
}

struct Friction {
  double government_learns = 0.02;
  double loss = 0.3;
  double solved = 0.2;
  double puller = 0.4;
  double anchoring = 0.4;

  static constexpr std::array parameters{
      Parameter{&Friction::government_learns,
                "government_learns",
                "1/month",
                {0, 1},
                "share of the institutional friction taken away while a government is a member",
                "C19; assumption",
                adds_nothing},
      Parameter{&Friction::loss,
                "loss",
                "share",
                {0, 1},
                "share of what is delivered that is lost while an obstacle stands",
                "C16; assumption",
                adds_nothing},
      Parameter{&Friction::solved,
                "solved",
                "1/month",
                {0, 1},
                "chance that an obstacle is out of the way by itself",
                "C16; assumption"},
      Parameter{&Friction::puller,
                "puller",
                "1/month/FTE",
                {0, 1},
                "what a full-time puller adds to that chance",
                "B26, C16; assumption",
                adds_nothing},
      Parameter{&Friction::anchoring,
                "anchoring",
                "1/month",
                {0, 1},
                "what full anchoring at home adds to it",
                "C16; assumption",
                adds_nothing},
  };

  struct Levers {
    double friction = 0.0;
    double obstacles = 0.0;

    static constexpr std::array parameters{
        Parameter{
            &Levers::friction,
            "friction",
            "factor",
            {0, 10},
            "institutional friction at the start, as what it adds to the cost of coordination",
            "A20, D37"},
        Parameter{&Levers::obstacles,
                  "obstacles",
                  "1/year",
                  {0, 12},
                  "practical obstacles that arise while the table is at work",
                  "C16"},
    };
  };

  template <class Real>
  struct State {
    std::vector<Mask<Real>> obstructed;  ///< a practical obstacle exists

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {97, &State::obstructed, Per::table, moving},
      });
    }
  };

  static constexpr std::array events{
      EventRow{event::obstacle_arises, "obstacle_arises", "share of delivery it takes"},
      EventRow{event::obstacle_solved, "obstacle_solved", ""},
  };
  static constexpr std::array purposes{
      PurposeRow{purpose::obstacle, "obstacle"},
      PurposeRow{purpose::obstacle_solved, "obstacle_solved"},
  };
};
template <>
struct ParametersOf<Friction> {
  Friction friction;
  static constexpr auto member = &ParametersOf::friction;
  static constexpr std::string_view name = "friction", number = "7.5",
                                    title = "what the world puts in the way";
};

/// Before the first month: sets the institutional friction of each table.
template <class Real>
void set_friction(World<Real>& world, const Friction&) {
  each_table(world, [&](int m, Workspace<Real>&) { world.friction[m] = world.levers(m).friction; });
}

/// When levers change: friction restarts where its lever changes, and obstacles disappear where
/// none can arise any more.
template <class Real>
void reset_friction(World<Real>& world, const Friction&) {
  each_table(world, [&](int m, Workspace<Real>&) {
    const auto& levers = world.levers(m);
    if (world.turned(m, &Friction::Levers::friction)) world.friction[m] = levers.friction;
    if (levers.obstacles == 0.0) world.obstructed[m] = Mask<Real>(false);
  });
}

/// Institutional friction falls where a government takes part.
template <class Real>
void ease_friction(World<Real>& world, const Friction& p) {
  const auto& layout = *world.layout;
  each_table(world, [&](int m, Workspace<Real>&) {
    if (world.levers(m).friction == 0.0) return;
    Mask<Real> government = false;
    for (const int i : layout.seats_at(m))
      if (layout.organisations[layout.seats[i].organisation].sector == Sector::government)
        government = government || world.sits(i);
    world.friction[m] *= select(government, 1.0 - p.government_learns, 1.0);
  });
}

/// Chance that the obstacle at table m is removed before this month's work.
template <class Real>
Real solving_chance(const World<Real>& world, int m, const Friction& p) {
  const Real anchored = mean_over_members(world, m, [&](int i) { return world.anchoring[i]; });
  return share(p.solved + p.puller * world.puller[m] + p.anchoring * anchored);
}

/// Obstacles come and go at operating tables and take their part of the delivery. A new obstacle
/// lasts at least one month.
template <class Real>
void meet_obstacles(World<Real>& world, const Friction& p, const Draws<Real>& draws) {
  const auto& layout = *world.layout;
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    const double rate = world.levers(m).obstacles;
    if (rate == 0.0) return;
    const Mask<Real> at_work = world.alive[m] && world.operating[m];
    if (none(at_work)) return;
    const auto luck = [&](Purpose purpose) {
      return draws.uniform(
          {.purpose = purpose, .month = world.month, .table = layout.tables[m].key});
    };
    const Mask<Real> stood = world.obstructed[m];
    const Mask<Real> solved =
        at_work && stood && luck(purpose::obstacle_solved) < solving_chance(world, m, p);
    const Mask<Real> arises = at_work && !stood && luck(purpose::obstacle) < rate / 12.0;
    world.obstructed[m] = (stood && !solved) || arises;
    const Mask<Real> loses = at_work && world.obstructed[m];
    for (const int i : layout.seats_at(m))
      world.delivered[i] *= select(loses && world.member[i], 1.0 - p.loss, 1.0);
    Event event{.month = world.month, .kind = event::obstacle_solved, .table = m};
    note(workspace, solved, event, Real(0.0));
    event.kind = event::obstacle_arises;
    note(workspace, arises, event, Real(p.loss));
  });
}

}  // namespace samen
