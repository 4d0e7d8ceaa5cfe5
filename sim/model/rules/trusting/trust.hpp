// 7.36 Trust is revised.
//
// Partners observe each partner that pledged. Their trust in it moves towards what it delivered,
// and falls faster than it rises. Shared measurement makes delivery visible; safety on a firm
// backbone softens disappointment. Asymmetry: Slovic (1993), Risk Analysis 13(6); Poortinga &
// Pidgeon (2004), Risk Analysis 24(6). Sources: A24, B15, B31, D27; equilibrium of this rule, L16.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

namespace purpose {
inline constexpr Purpose observation_noise{40};
}

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
                "Slovic (1993); Poortinga & Pidgeon (2004): one to three times gain"}
          .plausible_between(0.08, 0.24),
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

  struct Levers {
    double measure = 1.0;
    double ratings = 0.0;
    double transparency = 0.0;

    static constexpr std::array parameters{
        Parameter{&Levers::measure,
                  "measure",
                  "share",
                  {0, 1},
                  "shared measurement: how well partners see what others deliver",
                  "D27; assumption"},
        Parameter{&Levers::ratings,
                  "ratings",
                  "share",
                  {0, 1},
                  "how far what a team sees of a member revises the trust of its whole pool",
                  "E19"},
        Parameter{&Levers::transparency,
                  "transparency",
                  "share",
                  {0, 1},
                  "how far partners work in the open",
                  "E16"},
    };
  };

  template <class Real>
  struct State {
    std::vector<Real> trust;          ///< of seat i in seat j
    std::vector<Real> initial_trust;  ///< at the start
    std::vector<double> informed;     ///< how well partners see what others deliver

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {41, &State::trust, Per::pair, moving, Law::share, "trust is a share"},
          {42, &State::initial_trust, Per::pair, fixed},
          {0, &State::informed, Per::table, scratch},
      });
    }
  };

  static constexpr std::array purposes{
      PurposeRow{purpose::observation_noise, "observation_noise"},
  };
};
template <>
struct ParametersOf<Trust> {
  Trust trust;
  static constexpr auto member = &ParametersOf::trust;
  static constexpr std::string_view name = "trust", number = "7.36", title = "trust is revised";
};

/// One revision: trust moves towards `observed`, at the rate of a gain or of a loss.
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
  const auto& layout = *world.layout;
  return share(world.delivered[j] +
               spread * draws.normal({.purpose = purpose::observation_noise,
                                      .month = world.month,
                                      .table = layout.tables[layout.seats[i].table].key,
                                      .i = layout.seats[i].key,
                                      .j = layout.seats[j].key}));
}

template <class Real>
void revise_trust(World<Real>& world, const Trust& p, const Draws<Real>& draws) {
  const auto& layout = *world.layout;
  each_table(world, [&](int m, Workspace<Real>&) {
    const Mask<Real> at_work = world.alive[m] && world.operating[m];
    if (none(at_work)) return;
    const auto& levers = world.levers(m);
    const double pace = 1.0 + p.transparency_speeds * levers.transparency;
    const double gain = least(1.0, pace * p.gain);
    const Real loss =
        least(1.0, pace * p.loss) *
        (1.0 - p.safety_softens * levers.safety * world.beacons[m] / 4.0 * world.safety_kept[m]);
    const double spread = p.misperception * (1.0 - world.informed[m]);
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

/// Where ratings are visible, the observations of a team also revise the trust of the other members
/// of its pool, at `ratings` times the pace.
template <class Real>
void rate_each_other(World<Real>& world, const Trust& p) {
  const auto& layout = *world.layout;
  each_table(world, [&](int first, Workspace<Real>&) {
    const auto& pool = layout.tables[first];
    const double weight = world.levers(first).ratings;
    if (pool.teams.empty() || weight == 0.0) return;
    for (const int m : pool.teams)
      for (const int j : layout.seats_at(m)) {
        const Mask<Real> rated = world.sits(j) && world.operating[m] && world.pledge[j] > 0.0;
        if (none(rated)) continue;
        const int b = j - layout.tables[m].first_seat;
        for (int a = 0; a < pool.seats; ++a) {
          if (a == b) continue;
          const Mask<Real> reads = rated && !world.member[layout.tables[m].first_seat + a];
          for (const int other : pool.teams) {
            Real& trust = world.trust[layout.tables[other].first_pair + a * pool.seats + b];
            trust = select(reads,
                           share(revised_trust(trust, world.delivered[j], weight * p.gain,
                                               Real(weight * p.loss))),
                           trust);
          }
        }
      }
  });
}

}  // namespace samen
