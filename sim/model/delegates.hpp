// 7.3 Delegates move on.
//
// A collaboration lives in persons. A successor starts with little of the ownership and the
// acquaintance of the predecessor; the others know the organisation a bit less; trust falls back
// towards what the organisations had at the start. Sources: B05, B26, C26;
// turnover of members in coalitions, F3.
#pragma once

#include "model/world.hpp"

namespace samen {

struct Delegates {
  double turnover = 0.12;
  double ownership_kept = 0.4;
  double knowledge_kept = 0.4;
  double knowledge_of_newcomer = 0.7;
  double trust_kept = 0.4;
  double motivation_mean = 0.65;
  double motivation_sd = 0.15;

  static constexpr std::tuple parameters{
      Parameter{&Delegates::turnover,
                "turnover",
                "1/year",
                {0, 12},
                "rate at which a delegate is replaced",
                "assumption"},
      Parameter{&Delegates::ownership_kept,
                "ownership_kept",
                "share",
                {0, 1},
                "ownership the successor takes over",
                "assumption"},
      Parameter{&Delegates::knowledge_kept,
                "knowledge_kept",
                "share",
                {0, 1},
                "knowledge of the others the successor takes over",
                "assumption"},
      Parameter{&Delegates::knowledge_of_newcomer,
                "knowledge_of_newcomer",
                "share",
                {0, 1},
                "knowledge the others keep of the organisation",
                "assumption"},
      Parameter{&Delegates::trust_kept,
                "trust_kept",
                "share",
                {0, 1},
                "how much of the change in trust since the start survives",
                "assumption"},
      Parameter{&Delegates::motivation_mean,
                "motivation_mean",
                "share",
                {0, 1},
                "mean motivation of a delegate",
                "assumption; B21"},
      Parameter{&Delegates::motivation_sd,
                "motivation_sd",
                "share",
                {0, 1},
                "spread of motivation between delegates",
                "assumption; B21"},
  };
};
static_assert(well_described<Delegates>());

inline void delegates_move_on(World& world, const Delegates& p, const Draws& draws) {
  const Layout& layout = *world.layout;
  for (const int i : layout.all_seats()) {
    const int seat = i;
    const SeatLayout& at = layout.seats[i];
    const Key table = layout.tables[at.table].key;
    const Mask moves =
        world.sits(seat) &&
        draws.uniform(
            {.purpose = Purpose::move_on, .month = world.month, .table = table, .i = at.key}) <
            p.turnover / 12.0;
    if (none(moves)) continue;
    const Real z = draws.normal(
        {.purpose = Purpose::new_motivation, .month = world.month, .table = table, .i = at.key});
    world.motivation[i] =
        select(moves, share(p.motivation_mean + p.motivation_sd * z), world.motivation[i]);
    world.ownership[i] *= select(moves, p.ownership_kept, 1.0);
    for (const int other : layout.seats_at(at.table)) {
      const Mask meets_successor = moves && world.member[other] && other != seat;
      const int mine = layout.pair(seat, other);
      world.knowledge[mine] *= select(meets_successor, p.knowledge_kept, 1.0);
      world.knowledge[layout.pair(other, seat)] *=
          select(meets_successor, p.knowledge_of_newcomer, 1.0);
      const Real start = world.initial_trust[mine];
      world.trust[mine] = select(
          meets_successor, start + p.trust_kept * (world.trust[mine] - start), world.trust[mine]);
    }
    world.events.push_back({.month = world.month,
                            .kind = EventKind::delegate_replaced,
                            .table = at.table,
                            .organisation = at.organisation});
  }
}

}  // namespace samen
