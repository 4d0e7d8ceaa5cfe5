// 7.16 Aspirations are brought to the table, or kept back.
//
// A delegate may show only part of the organisation's aspirations and be polite about the rest:
// that part values every goal alike. The mission forms from what delegates show. Boards decide by
// the true aspirations, so hidden aspirations also steer the process. Delegates who meet show more,
// the more they trust the others and the safer the table is. Sources: B51, B64.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

struct Disclosure {
  double opening = 0.10;

  static constexpr std::array parameters{
      Parameter{&Disclosure::opening,
                "opening",
                "1/meeting",
                {0, 1},
                "share of what is hidden that is shown at a meeting in full trust and safety",
                "B51; assumption"},
  };

  struct Levers {
    double disclosure = 1.0;

    static constexpr std::array parameters{
        Parameter{&Levers::disclosure,
                  "disclosure",
                  "share",
                  {0, 1},
                  "share of the true aspirations that is shown at the start",
                  "B64; assumption"}
            .settled("it is what members bring to their first meeting, and what they have shown "
                     "stays known"),
    };
  };
};
template <>
struct ParametersOf<Disclosure> {
  Disclosure disclosure;
  static constexpr auto member = &ParametersOf::disclosure;
  static constexpr std::string_view name = "disclosure", number = "7.16",
                                    title = "aspirations are shown or kept back";
};

/// Before the first month: members bring the aspirations that they choose to show.
template <class Real>
void withhold_aspirations(World<Real>& world, const Disclosure&) {
  const auto& layout = *world.layout;
  each_table(world, [&](int m, Workspace<Real>&) {
    for (const int i : layout.seats_at(m)) {
      world.disclosed[i] = world.levers(m).disclosure;
      for (const int k : layout.goals_of(layout.tables[m].set))
        world.expressed[layout.of_seat(i, k)] = brought(world, i, k);
    }
  });
}

template <class Real>
void disclose(World<Real>& world, const Disclosure& p) {
  each_table(world, [&](int m, Workspace<Real>&) {
    const auto& levers = world.levers(m);
    if (levers.disclosure == 1.0 || none(world.alive[m])) return;
    for (const int i : world.layout->seats_at(m)) {
      const Real shown = world.disclosed[i];
      const Real more = p.opening * levers.safety * mean_trust(world, i) * (1.0 - shown);
      world.disclosed[i] = select(world.sits(i) && world.present[i], share(shown + more), shown);
    }
  });
}

}  // namespace samen
