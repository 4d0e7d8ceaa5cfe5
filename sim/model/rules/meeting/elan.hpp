// 7.20 Élan is kept up.
//
// Élan (momentum) fades unless a puller (convener) and informal contact feed it; it fades more
// slowly once there is real work. In one report, enthusiasm without action turned into doubt in
// eight months (A13, A14). Sources: A13–A15, B26, B42, D19; half-life without events, L29.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

struct Elan {
  double puller = 0.12;
  double informal = 0.06;
  double leak = 0.09;
  double operating_leak = 0.7;

  static constexpr std::array parameters{
      Parameter{&Elan::puller,
                "puller",
                "1/month/FTE",
                {0, 1},
                "share of the missing élan a full-time puller restores",
                "B26; assumption",
                adds_nothing},
      Parameter{&Elan::informal,
                "informal",
                "1/month",
                {0, 1},
                "share of the missing élan informal contact restores",
                "B42; assumption",
                adds_nothing},
      Parameter{&Elan::leak,
                "leak",
                "1/month",
                {0, 1},
                "share of élan (momentum) that leaks away",
                "A13: half-life of 3-8 months",
                adds_nothing}
          .plausible_between(0.083, 0.206),
      Parameter{&Elan::operating_leak,
                "operating_leak",
                "factor",
                {0, 1},
                "on the leak once the table operates",
                "A14; assumption",
                leaves_as_is},
  };

  template <class Real>
  struct State {
    std::vector<Real> elan;  ///< E
    std::vector<double>
        elan_brought;  ///< share of the missing élan that the persons sent add [1/month]

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {45, &State::elan, Per::table, moving, Law::share, "élan is a share"},
          {0, &State::elan_brought, Per::table, scratch},
      });
    }
  };
};
template <>
struct ParametersOf<Elan> {
  Elan elan;
  static constexpr auto member = &ParametersOf::elan;
  static constexpr std::string_view name = "elan", number = "7.20",
                                    title = "élan (momentum) is kept up";
};

template <class Real>
void keep_elan(World<Real>& world, const Elan& p) {
  each_table(world, [&](int m, Workspace<Real>&) {
    const Real elan = world.elan[m];
    const Real restored =
        (p.puller * world.pull(m) + p.informal * world.levers(m).informal + world.elan_brought[m]) *
        (1.0 - elan);
    const Real leaked = p.leak * elan * select(world.operating[m], p.operating_leak, 1.0);
    world.elan[m] = select(world.alive[m], share(elan + restored - leaked), elan);
  });
}

}  // namespace samen
