// 7.39 One node all mandates pass through.
//
// One person can be the link on which the mandates of all depend: where a table has such a
// bottleneck, a pledge needs the approval of the host's board besides one's own. And unless roles
// are named again and again – which is what looking back is for – everybody looks to the director
// as the one who decides: a table relapses into such a bottleneck. Sources: C13, C14.
#pragma once

#include "model/world/world.hpp"

namespace samen {

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
};

/// How far roles have slipped back to one decider, and are named again.
template <class Real>
void slip_back(World<Real>& world, const Bottleneck& p) {
  if (p.relapse == 0.0) return;
  each_table(world, [&](int m, Desk<Real>&) {
    const double undone = least(1.0, p.named_again * world.levers(m).reflection);
    const Real now = world.relapse[m];
    const Real next = share((now + p.relapse * (1.0 - now)) * (1.0 - undone));
    world.relapse[m] = select(world.alive[m], next, now);
  });
}

/// Whether a pledge of seat i may pass as far as the one node is concerned: the host's board, whose
/// approval is that of its own pledge.
template <class Real>
Mask<Real> node_lets_through(const World<Real>& world, int i, const Draws<Real>& draws) {
  const Layout& layout = *world.layout;
  const SeatLayout& seat = layout.seats[i];
  const TableLayout& at = layout.tables[seat.table];
  const Real weight = 1.0 - (1.0 - at.levers.bottleneck) * (1.0 - world.relapse[seat.table]);
  if (i == at.host || none(weight > 0.0)) return true;
  const Mask<Real> depends =
      world.member[at.host] &&
      draws.uniform(
          {.purpose = Purpose::bottleneck, .month = world.month, .table = at.key, .i = seat.key}) <
          weight;
  const Mask<Real> approves =
      draws.uniform({.purpose = Purpose::approval,
                     .month = world.month,
                     .table = at.key,
                     .i = layout.seats[at.host].key}) < world.anchoring[at.host];
  return !depends || approves;
}

}  // namespace samen
