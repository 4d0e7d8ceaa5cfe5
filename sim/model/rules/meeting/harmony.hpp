// 7.18 Friction is brought up, or smoothed over.
//
// A friendly table avoids conflict: it does not bring friction up. At that moment nothing is lost
// and nothing is won. But suppressed friction weakens commitments, stays as tension and returns
// later as a conflict that is harder to handle. Harmony itself has no benefit. Sources: A21, B31,
// C27, C28, X11.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

namespace event {
inline constexpr EventKind conflict_smoothed{21};
}
namespace purpose {
inline constexpr Purpose surfacing{56};
}

struct Harmony {
  double weakens = 0.05;
  double builds = 0.25;
  double returns = 0.1;
  double hardens = 0.5;

  static constexpr std::array parameters{
      Parameter{&Harmony::weakens,
                "weakens",
                "share",
                {0, 1},
                "ownership lost by those present when friction is smoothed over",
                "B31; assumption",
                adds_nothing},
      Parameter{&Harmony::builds,
                "builds",
                "share",
                {0, 1},
                "share of the room for tension that one smoothed friction fills",
                "assumption"},
      Parameter{&Harmony::returns,
                "returns",
                "1/month",
                {0, 1},
                "chance that full tension comes back as a conflict",
                "C27; assumption",
                adds_nothing},
      Parameter{&Harmony::hardens,
                "hardens",
                "share",
                {0, 1},
                "share of the chance to handle a conflict that full tension takes away",
                "C27; assumption",
                adds_nothing},
  };

  struct Levers {
    double surfacing = 1.0;

    static constexpr std::array parameters{
        Parameter{&Levers::surfacing,
                  "surfacing",
                  "share",
                  {0, 1},
                  "chance that friction is brought up rather than smoothed over",
                  "X11, C27; assumption"},
    };
  };

  template <class Real>
  struct State {
    std::vector<Real> tension;  ///< from suppressed friction

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {63, &State::tension, Per::table, moving, Law::share, "tension is a share"},
      });
    }
  };

  static constexpr std::array events{
      EventRow{event::conflict_smoothed, "conflict_smoothed", "tension afterwards"},
  };
  static constexpr std::array purposes{
      PurposeRow{purpose::surfacing, "surfacing"},
  };
};
template <>
struct ParametersOf<Harmony> {
  Harmony harmony;
  static constexpr auto member = &ParametersOf::harmony;
  static constexpr std::string_view name = "harmony", number = "7.18",
                                    title = "friction is brought up or smoothed over";
};

/// Suppressed friction returns, and is then harder to handle.
template <class Real>
void recall_tension(World<Real>& world, const Harmony& p) {
  each_table(world, [&](int m, Workspace<Real>&) {
    world.returning[m] = p.returns * world.tension[m];
    world.handling[m] = 1.0 - p.hardens * world.tension[m];
  });
}

/// Members bring up the friction that arises, or suppress it; the higher the tension, the likelier
/// they bring it up.
template <class Real>
void smooth_over(World<Real>& world, const Harmony& p, const Draws<Real>& draws) {
  const auto& layout = *world.layout;
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    const double surfacing = world.levers(m).surfacing;
    const Mask<Real> arises = world.arises[m];
    if (surfacing == 1.0 || none(arises)) return;
    const Real tension = world.tension[m];
    const Mask<Real> out = arises && draws.uniform({.purpose = purpose::surfacing,
                                                    .month = world.month,
                                                    .table = layout.tables[m].key}) <
                                         surfacing + (1.0 - surfacing) * tension;
    const Mask<Real> smoothed = arises && !out;
    for (const int i : layout.seats_at(m))
      world.ownership[i] *= select(smoothed && world.present[i], 1.0 - p.weakens, 1.0);
    world.tension[m] =
        select(out, 0.0, tension + select(smoothed, p.builds * (1.0 - tension), 0.0));
    note(workspace, smoothed, {.month = world.month, .kind = event::conflict_smoothed, .table = m},
         world.tension[m]);
    world.arises[m] = out;
  });
}

}  // namespace samen
