// 7.9 The table reflects.
//
// Time to look back improves the method and, once at work, lets the plan catch up with what
// partners have learned of each other. It costs effort (7.13), so there is a best amount. Sources:
// A25, C23, D16, D21, D27.
#pragma once

#include "model/rules/trusting/accountability.hpp"

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
};

template <class Real>
void reflect(World<Real>& world, const Reflection& p, const Accountability& measuring = {}) {
  each_table(world, [&](int m, Desk<Real>&) {
    if (none(world.alive[m])) return;
    const double v = world.levers(m).reflection;
    const double lessons = lessons_of_measurement(world.levers(m), measuring);
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
