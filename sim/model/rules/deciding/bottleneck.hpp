// 7.23 One node all mandates pass through.
//
// At a table with a bottleneck, the mandates of all members depend on one person: a pledge needs
// the approval of the host's board besides that of the own board. A table can also relapse into a
// bottleneck: everybody comes to see the director as the only decider, unless the members renew
// their roles each time they reflect. Sources: C13, C14.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

namespace purpose {
inline constexpr Purpose bottleneck{68};
}

struct Bottleneck {
  double relapse = 0.0;
  double named_again = 5.0;

  static constexpr std::array parameters{
      Parameter{&Bottleneck::relapse,
                "relapse",
                "1/month",
                {0, 1},
                "share of the way to one decider a table goes while nobody names the roles",
                "C13; 0: no relapse"},
      Parameter{&Bottleneck::named_again,
                "named_again",
                "1/month",
                {0, 100},
                "share of the relapse undone per share of effort spent on reflection",
                "C13; assumption"},
  };

  struct Levers {
    double bottleneck = 0.0;

    static constexpr std::array parameters{
        Parameter{&Levers::bottleneck,
                  "bottleneck",
                  "share",
                  {0, 1},
                  "share of the pledges that need the approval of the host's board too",
                  "C14"},
    };
  };

  template <class Real>
  struct State {
    std::vector<Real> relapse;  ///< how far decisions have slipped back to one person

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {70, &State::relapse, Per::table, moving, Law::share, "a relapse of roles is a share"},
      });
    }
  };

  static constexpr std::array purposes{
      PurposeRow{purpose::bottleneck, "bottleneck"},
  };
};
template <>
struct ParametersOf<Bottleneck> {
  Bottleneck bottleneck;
  static constexpr auto member = &ParametersOf::bottleneck;
  static constexpr std::string_view name = "bottleneck", number = "7.23",
                                    title = "one node all mandates pass through";
};

/// Roles slip back to one decider, and reflection renews them.
template <class Real>
void slip_back(World<Real>& world, const Bottleneck& p) {
  if (p.relapse == 0.0) return;
  each_table(world, [&](int m, Workspace<Real>&) {
    const double undone = least(1.0, p.named_again * world.levers(m).reflection);
    const Real now = world.relapse[m];
    const Real next = share((now + p.relapse * (1.0 - now)) * (1.0 - undone));
    world.relapse[m] = select(world.alive[m], next, now);
  });
}

/// At the boards: marks the pledges that the host's board, the one node, does not approve. The
/// host's board approves the pledges of the others if it approves its own.
template <class Real>
void approve_at_node(World<Real>& world, const Bottleneck&, const Draws<Real>& draws) {
  const auto& layout = *world.layout;
  if (!boards_meet(world)) return;
  each_table(world, [&](int m, Workspace<Real>&) {
    const auto& at = layout.tables[m];
    for (const int i : layout.seats_at(m)) world.held_at_node[i] = false;
    const Real weight = 1.0 - (1.0 - world.levers(m).bottleneck) * (1.0 - world.relapse[m]);
    if (none(weight > 0.0)) return;
    for (const int i : layout.seats_at(m))
      if (i != at.host)
        world.held_at_node[i] = world.member[at.host] &&
                                draws.uniform({.purpose = purpose::bottleneck,
                                               .month = world.month,
                                               .table = at.key,
                                               .i = layout.seats[i].key}) < weight &&
                                !world.approved[at.host];
  });
}

}  // namespace samen
