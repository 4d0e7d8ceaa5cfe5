// 7.15 Trust is revised.
//
// Whoever pledged is observed: trust moves towards what was delivered, and falls faster than it
// rises. Shared measurement makes delivery visible; safety on a firm backbone softens
// disappointment. Asymmetry: Slovic (1993), Risk Analysis 13(6); Poortinga & Pidgeon (2004), Risk
// Analysis 24(6). Sources: A24, B15, B31, D27; equilibrium of such a rule, L16.
#pragma once

#include "model/rules/trusting/accountability.hpp"

namespace samen {

struct Trust {
  double gain = 0.08;
  double loss = 0.24;
  double safety_softens = 0.4;
  double misperception = 0.15;
  double transparency_speeds = 0.5;

  static constexpr std::array parameters{
      Parameter{&Trust::gain,
                "gain",
                "1/month",
                {0, 1},
                "share of a pleasant surprise taken into trust",
                "assumption; V13"},
      Parameter{&Trust::loss,
                "loss",
                "1/month",
                {0, 1},
                "share of a disappointment taken out of trust",
                "Slovic (1993); Poortinga & Pidgeon (2004)"},
      Parameter{&Trust::safety_softens,
                "safety_softens",
                "share",
                {0, 1},
                "share of that loss full safety on four beacons prevents",
                "A24; assumption",
                adds_nothing},
      Parameter{&Trust::misperception,
                "misperception",
                "share",
                {0, 1},
                "spread of what is seen of a partner's delivery without shared measurement",
                "D27; assumption",
                adds_nothing},
      Parameter{&Trust::transparency_speeds,
                "transparency_speeds",
                "share",
                {0, 1},
                "how much faster trust follows delivery where partners work in the open",
                "E16; assumption",
                adds_nothing},
  };
};

/// One revision: towards `observed`, at the rate of a gain or of a loss.
template <class Real>
Real revised_trust(const Real& trust, const Real& observed, double gain, const Real& loss) {
  const Real surprise = observed - trust;
  return trust + select(surprise > 0.0, gain, loss) * surprise;
}

/// What seat i sees of the delivery of seat j.
template <class Real>
Real seen_delivery(const World<Real>& world, int i, int j, double spread,
                   const Draws<Real>& draws) {
  if (spread == 0.0) return world.delivered[j];
  const Layout& layout = *world.layout;
  return share(world.delivered[j] +
               spread * draws.normal({.purpose = Purpose::observation_noise,
                                      .month = world.month,
                                      .table = layout.tables[layout.seats[i].table].key,
                                      .i = layout.seats[i].key,
                                      .j = layout.seats[j].key}));
}

template <class Real>
void revise_trust(World<Real>& world, const Trust& p, const Draws<Real>& draws,
                  const Accountability& measuring = {}) {
  const Layout& layout = *world.layout;
  each_table(world, [&](int m, Desk<Real>&) {
    const Mask<Real> at_work = world.alive[m] && world.operating[m];
    if (none(at_work)) return;
    const Levers& levers = world.levers(m);
    const double pace = 1.0 + p.transparency_speeds * levers.transparency;
    const double gain = least(1.0, pace * p.gain);
    const Real loss =
        least(1.0, pace * p.loss) *
        (1.0 - p.safety_softens * levers.safety * world.beacons[m] / 4.0 * world.safety_kept[m]);
    const double spread = p.misperception * (1.0 - informed(levers, measuring));
    for (const int j : layout.seats_at(m)) {
      const Mask<Real> watched = at_work && world.member[j] && world.pledge[j] > 0.0;
      if (none(watched)) continue;
      for (const int i : layout.seats_at(m)) {
        if (i == j) continue;
        const Real seen = seen_delivery(world, i, j, spread, draws);
        Real& trust = world.trust[layout.pair(i, j)];
        trust = select(watched && world.member[i], share(revised_trust(trust, seen, gain, loss)),
                       trust);
      }
    }
  });
}

}  // namespace samen
