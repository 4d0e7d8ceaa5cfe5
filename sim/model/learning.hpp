// 7.16 Organisations learn from each other at work.
//
// Working as one team, an organisation with a learning culture takes over from the best at the
// table. Under a cut the engagement comes on top of the job and wears the delegate out. Sources:
// B49, B61
// ("not on top of it"), D16, D21.
#pragma once

#include "model/world.hpp"

namespace samen {

struct Learning {
  double rate = 0.01;
  double strain = 0.01;

  static constexpr std::tuple parameters{
      Parameter{&Learning::rate,
                "rate",
                "1/month",
                {0, 1},
                "share of the distance to the best learned at full culture and integration",
                "assumption"},
      Parameter{&Learning::strain,
                "strain",
                "1/month",
                {0, 1},
                "share of motivation lost in an operating month under a cut",
                "B61; assumption"},
  };
};
static_assert(well_described<Learning>());

inline void learn(World& world, const Learning& p) {
  const Layout& layout = *world.layout;
  const int capabilities = layout.capabilities;
  // Read: the best skill at every table, before anyone learns.
  const auto best = std::span(world.work_pairs).first(layout.tables.size() * capabilities);
  for (const int m : layout.all_tables())
    for (int c = 0; c < capabilities; ++c) {
      Real top = 0.0;
      for (const int j : layout.seats_at(m))
        top = greatest(top, select(world.member[j], world.skill(world.organisation_of(j), c), 0.0));
      best[m * capabilities + c] = top;
    }
  // Write: an organisation learns at each of its tables.
  for (const int i : layout.all_organisations())
    for (int c = 0; c < capabilities; ++c) {
      Real& skill = world.capability[i * capabilities + c];
      Real learned = 0.0;
      Real furthest = 0.0;
      for (const int seat : layout.organisations[i].seats) {
        const int m = layout.seats[seat].table;
        const Real gap = greatest(0.0, best[m * capabilities + c] - skill);
        const Mask learns = world.sits(seat) && world.operating[m];
        learned += select(learns, world.learning[i] * p.rate * world.integration[m] * gap, 0.0);
        furthest = greatest(furthest, select(learns, gap, 0.0));
      }
      skill += least(learned, furthest);  // at several tables: never past the best of them
    }
  for (const int i : layout.all_seats()) {
    const Mask strained = world.sits(i) && world.operating[layout.seats[i].table] &&
                          world.cut[world.organisation_of(i)] < 1.0;
    world.motivation[i] *= select(strained, 1.0 - p.strain, 1.0);
  }
}

}  // namespace samen
