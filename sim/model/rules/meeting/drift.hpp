// 7.15 Course drifts.
//
// It is hard to keep course: month by month, the talk at a table moves away from the aspirations
// that brought its members there. Reflection and a critical friend keep it on course; delegates who
// meet also pull it back towards the aspirations of their organisations (7.17). Sources: C12, C15,
// C30.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

namespace purpose {
inline constexpr Purpose drift{69};
}

struct Drift {
  double noise = 0.0;
  double half_kept_at = 0.1;

  static constexpr std::array parameters{
      Parameter{&Drift::noise,
                "noise",
                "share/month",
                {0, 1},
                "spread by which the weight of a goal in what is talked about wanders",
                "C15; 0: no drift",
                adds_nothing},
      Parameter{&Drift::half_kept_at,
                "half_kept_at",
                "share",
                {1e-6, 1},
                "reflection share that halves it",
                "C12; assumption"},
  };

  static constexpr std::array purposes{
      PurposeRow{purpose::drift, "drift"},
  };
};
template <>
struct ParametersOf<Drift> {
  Drift drift;
  static constexpr auto member = &ParametersOf::drift;
  static constexpr std::string_view name = "drift", number = "7.15", title = "course drifts";
};

/// Part of the drift that neither reflection nor a critical friend corrects.
inline double unwatched(const auto& levers, const Drift& p) {
  return p.half_kept_at / (p.half_kept_at + levers.reflection) * (1.0 - levers.critical_friend);
}

/// The expressed aspirations of all members drift by the same amount; weights remain shares.
template <class Real>
void drift_off_course(World<Real>& world, const Drift& p, const Draws<Real>& draws) {
  if (p.noise == 0.0) return;
  const auto& layout = *world.layout;
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    if (none(world.alive[m])) return;
    const auto& at = layout.tables[m];
    const double spread = p.noise * unwatched(world.levers(m), p);
    const int goals = layout.sets[at.set].goals;
    const auto step = std::span(workspace.shares).first(goals);
    Real mean = 0.0;
    for (int k = 0; k < goals; ++k) {
      step[k] = draws.normal({.purpose = purpose::drift,
                              .month = world.month,
                              .table = at.key,
                              .i = static_cast<Key>(k)});
      mean += step[k] / goals;
    }
    for (const int i : layout.seats_at(m)) {
      Real* const expressed = &world.expressed[layout.seats[i].first_expressed];
      Real sum = 0.0;
      for (int k = 0; k < goals; ++k)
        sum += greatest(0.0, expressed[k] + spread * (step[k] - mean));
      const Real norm = 1.0 / above_zero(sum);
      for (int k = 0; k < goals; ++k) {
        const Real next = norm * greatest(0.0, expressed[k] + spread * (step[k] - mean));
        expressed[k] = select(world.sits(i), next, expressed[k]);
      }
    }
  });
}

}  // namespace samen
