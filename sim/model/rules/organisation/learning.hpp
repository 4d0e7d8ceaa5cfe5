// 7.37 Organisations learn from each other at work.
//
// In an integrated team, an organisation with a learning culture takes over skills from the best at
// the table. Under a cut, collaboration comes on top of the delegate's job and wears the
// delegate out. Sources: B49, B61 ("not on top of it"), D16, D21.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

struct Learning {
  double rate = 0.01;
  double strain = 0.01;

  static constexpr std::array parameters{
      Parameter{&Learning::rate,
                "rate",
                "1/month",
                {0, 1},
                "share of the distance to the best learned at full culture and integration",
                "assumption",
                adds_nothing},
      Parameter{&Learning::strain,
                "strain",
                "1/month",
                {0, 1},
                "share of motivation lost in an operating month under a cut",
                "B61; assumption",
                adds_nothing},
  };

  template <class Real>
  struct State {
    std::vector<Real> best_skill;  ///< table × capability

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {0, &State::best_skill, Per::table_capability, scratch},
      });
    }
  };
};
template <>
struct ParametersOf<Learning> {
  Learning learning;
  static constexpr auto member = &ParametersOf::learning;
  static constexpr std::string_view name = "learning", number = "7.37",
                                    title = "organisations learn";
};

/// Organisation i learns from the best at each of its tables.
template <class Real>
void learn_from_the_best(World<Real>& world, int i, const Learning& p) {
  const auto& layout = *world.layout;
  const int capabilities = layout.capabilities;
  Mask<Real> learns_somewhere = false;
  for (const int seat : layout.organisations[i].seats)
    learns_somewhere =
        learns_somewhere || (world.sits(seat) && world.operating[layout.seats[seat].table]);
  if (none(learns_somewhere)) return;
  for (int c = 0; c < capabilities; ++c) {
    Real& skill = world.capability[i * capabilities + c];
    Real learned = 0.0;
    Real furthest = 0.0;
    for (const int seat : layout.organisations[i].seats) {
      const int m = layout.seats[seat].table;
      const Real gap = greatest(0.0, world.best_skill[m * capabilities + c] - skill);
      const Mask<Real> learns = world.sits(seat) && world.operating[m];
      learned += select(learns, world.learning[i] * p.rate * world.integration[m] * gap, 0.0);
      furthest = greatest(furthest, select(learns, gap, 0.0));
    }
    skill += least(learned, furthest);  // a learner never passes the best skill at its tables
  }
}

template <class Real>
void learn(World<Real>& world, const Learning& p) {
  const auto& layout = *world.layout;
  const int capabilities = layout.capabilities;
  // First read: the best skill at every table, before anyone learns.
  each_table(world, [&](int m, Workspace<Real>&) {
    if (none(world.alive[m] && world.operating[m])) return;
    for (int c = 0; c < capabilities; ++c) {
      Real top = 0.0;
      for (const int j : layout.seats_at(m))
        top = greatest(top, select(world.member[j], world.skill(world.organisation_of(j), c), 0.0));
      world.best_skill[m * capabilities + c] = top;
    }
    for (const int i : layout.seats_at(m)) {
      const Mask<Real> strained =
          world.sits(i) && world.operating[m] && world.cut[world.organisation_of(i)] < 1.0;
      world.motivation[i] *= select(strained, 1.0 - p.strain, 1.0);
    }
  });
  // Then write: each organisation learns at each of its tables.
  each_organisation(world, [&](int i, Workspace<Real>&) { learn_from_the_best(world, i, p); });
}

}  // namespace samen
