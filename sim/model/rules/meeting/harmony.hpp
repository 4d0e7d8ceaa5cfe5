// 7.31 Friction is brought up, or smoothed over.
//
// A friendly table does not bring its friction up. Nothing is lost that day, and nothing won: what
// is swallowed weakens commitments, stays as tension, comes back as a conflict later, and is harder
// to handle then. Harmony itself is never rewarded. Sources: A21, B31, C27, C28, X11.
#pragma once

#include "model/world/world.hpp"

namespace samen {

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
};

/// Whether the friction that `arises` at table m is brought up; tension forces it out. What is not
/// is smoothed over.
template <class Real>
Mask<Real> brought_up(World<Real>& world, int m, const Mask<Real>& arises, const Harmony& p,
                      const Draws<Real>& draws, Desk<Real>& desk) {
  const Layout& layout = *world.layout;
  const double surfacing = world.levers(m).surfacing;
  if (surfacing == 1.0) return arises;
  const Real tension = world.tension[m];
  const Mask<Real> out = arises && draws.uniform({.purpose = Purpose::surfacing,
                                                  .month = world.month,
                                                  .table = layout.tables[m].key}) <
                                       surfacing + (1.0 - surfacing) * tension;
  const Mask<Real> smoothed = arises && !out;
  for (const int i : layout.seats_at(m))
    world.ownership[i] *= select(smoothed && world.present[i], 1.0 - p.weakens, 1.0);
  world.tension[m] = select(out, 0.0, tension + select(smoothed, p.builds * (1.0 - tension), 0.0));
  note(desk, smoothed, {.month = world.month, .kind = EventKind::conflict_smoothed, .table = m},
       world.tension[m]);
  return out;
}

}  // namespace samen
