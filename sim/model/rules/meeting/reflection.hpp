// 7.22 The table reflects.
//
// Looking back improves the method. Once the table operates, reflection also updates the plan with
// what partners have learned about each other. It costs effort (7.34), so there is an optimal
// amount. Sources: A25, C23, D16, D21, D27.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

struct Reflection {
  double gain = 0.05;
  double half_gain_at = 0.1;
  double wear = 0.01;
  double puller_care = 0.6;
  double plan_update = 0.5;

  static constexpr std::array parameters{
      Parameter{&Reflection::gain,
                "gain",
                "1/month",
                {0, 1},
                "share of the missing quality of method won by endless reflection",
                "C23; assumption",
                adds_nothing},
      Parameter{&Reflection::half_gain_at,
                "half_gain_at",
                "share",
                {1e-6, 1},
                "reflection share at which half of that gain is reached",
                "assumption"},
      Parameter{&Reflection::wear,
                "wear",
                "1/month",
                {0, 1},
                "share of the quality of method lost to routine",
                "B33; assumption",
                adds_nothing},
      Parameter{&Reflection::puller_care,
                "puller_care",
                "share",
                {0, 1},
                "share of that loss a full-time puller prevents",
                "B28; assumption",
                adds_nothing},
      Parameter{&Reflection::plan_update,
                "plan_update",
                "1/month",
                {0, 1},
                "speed at which reflection takes new knowledge into the plan",
                "D16; assumption",
                adds_nothing},
  };

  struct Levers {
    double reflection = 0.1;

    static constexpr std::array parameters{
        Parameter{&Levers::reflection,
                  "reflection",
                  "share",
                  {0, 0.9},
                  "share of the effort spent on looking back and learning",
                  "A25, D16; assumption"},
    };
  };

  template <class Real>
  struct State {
    std::vector<double> lesson;  ///< factor on what reflection yields

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {0, &State::lesson, Per::table, scratch, free, "", 1.0},
      });
    }
  };
};
template <>
struct ParametersOf<Reflection> {
  Reflection reflection;
  static constexpr auto member = &ParametersOf::reflection;
  static constexpr std::string_view name = "reflection", number = "7.22",
                                    title = "the table reflects";
};

template <class Real>
void reflect(World<Real>& world, const Reflection& p) {
  each_table(world, [&](int m, Workspace<Real>&) {
    if (none(world.alive[m])) return;
    const double v = world.levers(m).reflection;
    const double lessons = world.lesson[m];
    const Real there =
        mean_over_members(world, m, [&](int i) { return select(world.present[i], 1.0, 0.0); });
    const Real quality = world.method[m];
    const Real won = lessons * p.gain * v / (v + p.half_gain_at) * (1.0 - quality) * there;
    const Real worn = p.wear * quality * (1.0 - p.puller_care * least(1.0, world.pull(m)));
    world.method[m] = select(world.alive[m], share(quality + won - worn), quality);
    const Real learned = least(1.0, lessons * p.plan_update * v) *
                         greatest(0.0, mean_knowledge(world, m) - world.plan_quality[m]);
    world.plan_quality[m] += select(world.alive[m] && world.operating[m], learned, 0.0);
  });
}

}  // namespace samen
