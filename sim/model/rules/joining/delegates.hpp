// 7.8 Delegates move on.
//
// A collaboration lives in persons. A successor starts with little of the ownership and the
// acquaintance of the predecessor; the others know the organisation a bit less; trust falls back
// towards what the organisations had at the start. Sources: B05, B26, C26;
// turnover of members in coalitions, F3.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

namespace event {
inline constexpr EventKind delegate_replaced{5};
}
namespace purpose {
inline constexpr Purpose move_on{33}, new_motivation{34};
}

struct Delegates {
  double turnover = 0.12;
  double ownership_kept = 0.4;
  double knowledge_kept = 0.4;
  double knowledge_of_newcomer = 0.7;
  double trust_kept = 0.4;
  double motivation_mean = 0.65;
  double motivation_sd = 0.15;

  static constexpr std::array parameters{
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
                "assumption",
                leaves_as_is},
      Parameter{&Delegates::knowledge_kept,
                "knowledge_kept",
                "share",
                {0, 1},
                "knowledge of the others the successor takes over",
                "assumption",
                leaves_as_is},
      Parameter{&Delegates::knowledge_of_newcomer,
                "knowledge_of_newcomer",
                "share",
                {0, 1},
                "knowledge the others keep of the organisation",
                "assumption",
                leaves_as_is},
      Parameter{&Delegates::trust_kept,
                "trust_kept",
                "share",
                {0, 1},
                "how much of the change in trust since the start survives",
                "assumption",
                leaves_as_is},
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

  template <class Real>
  struct State {
    std::vector<Real> motivation;      ///< of the delegate
    std::vector<Mask<Real>> replaced;  ///< the delegate, this month

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {24, &State::motivation, Per::seat, moving, Law::share, "motivation is a share"},
          {0, &State::replaced, Per::seat, scratch},
      });
    }
  };

  static constexpr std::array events{
      EventRow{event::delegate_replaced, "delegate_replaced", ""},
  };
  static constexpr std::array purposes{
      PurposeRow{purpose::move_on, "move_on"},
      PurposeRow{purpose::new_motivation, "new_motivation"},
  };
};
template <>
struct ParametersOf<Delegates> {
  Delegates delegates;
  static constexpr auto member = &ParametersOf::delegates;
  static constexpr std::string_view name = "delegates", number = "7.8", title = "delegates move on";
};

/// The delegate on seat i is replaced, where `moves`.
template <class Real>
void succeed(World<Real>& world, int i, const Mask<Real>& moves, const Delegates& p,
             const Draws<Real>& draws) {
  const auto& layout = *world.layout;
  const auto& at = layout.seats[i];
  const Real z = draws.normal({.purpose = purpose::new_motivation,
                               .month = world.month,
                               .table = layout.tables[at.table].key,
                               .i = at.key});
  world.replaced[i] = moves;
  world.motivation[i] =
      select(moves, share(p.motivation_mean + p.motivation_sd * z), world.motivation[i]);
  world.ownership[i] *= select(moves, p.ownership_kept, 1.0);
  for (const int other : layout.seats_at(at.table)) {
    if (other == i) continue;
    const Mask<Real> meets_successor = moves && world.member[other];
    const int mine = layout.pair(i, other);
    world.knowledge[mine] *= select(meets_successor, p.knowledge_kept, 1.0);
    world.knowledge[layout.pair(other, i)] *= select(meets_successor, p.knowledge_of_newcomer, 1.0);
    const Real start = world.initial_trust[mine];
    world.trust[mine] = select(meets_successor, start + p.trust_kept * (world.trust[mine] - start),
                               world.trust[mine]);
  }
}

template <class Real>
void delegates_move_on(World<Real>& world, const Delegates& p, const Draws<Real>& draws) {
  const auto& layout = *world.layout;
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    if (none(world.alive[m])) return;
    for (const int i : layout.seats_at(m)) {
      const Mask<Real> moves =
          world.sits(i) && draws.uniform({.purpose = purpose::move_on,
                                          .month = world.month,
                                          .table = layout.tables[m].key,
                                          .i = layout.seats[i].key}) < p.turnover / 12.0;
      world.replaced[i] = false;
      if (none(moves)) continue;
      succeed(world, i, moves, p, draws);
      note(workspace, moves,
           {.month = world.month,
            .kind = event::delegate_replaced,
            .table = m,
            .organisation = layout.seats[i].organisation},
           Real(0.0));
    }
  });
}

}  // namespace samen
