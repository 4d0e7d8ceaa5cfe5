// A shock takes a share of what is delivered.
//
// For some months, partners lose a share of what they intend to deliver: staff is called elsewhere,
// a building site stands still. A shock takes the same share of work alone and of work at tables. A
// shock that names a table strikes that table only. Partners do not spend what they do not deliver.
// Only a table has beacons (milestones), which absorb part of a shock (delivery.hpp). Sources: B52,
// B54.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

namespace event {
inline constexpr EventKind shock{29};
}

struct Shocks {
  static constexpr std::array events{
      EventRow{event::shock, "shock", "its size"},
  };
};

/// The table number that means work alone.
inline constexpr int at_no_table = -1;

/// Total size, in [0, 1], of this month's shocks on the delivery of an organisation at a table or
/// alone.
inline double shock_on(const auto& layout, int month, int organisation, int table) {
  double size = 0.0;
  for (const Shock& shock : layout.shocks)
    if (shock.month <= month && month < shock.month + shock.months &&
        (shock.table < 0 || shock.table == table) &&
        (shock.organisation < 0 || shock.organisation == organisation))
      size += shock.size;
  return size < 1.0 ? size : 1.0;
}

/// What the owner of stake s delivers on its own this month [k€/month].
template <class Real>
Real solo_effort(const World<Real>& world, int s) {
  const auto& layout = *world.layout;
  return world.solo_pledge[s] *
         (1.0 - shock_on(layout, world.month, layout.stakes[s].organisation, at_no_table));
}

/// What solo effort and the outside money that matches it come to [k€/month].
template <class Real>
Real solo_means(const World<Real>& world, int s) {
  const int owner = world.layout->stakes[s].organisation;
  return solo_effort(world, s) * world.discipline[owner] * (1.0 + world.solo_match_rate[owner]);
}

/// The work that results from it: all that does not go to experiments [k€/month].
template <class Real>
Real solo_work(const World<Real>& world, int s) {
  return solo_means(world, s) * world.own_producing[world.layout->stakes[s].organisation];
}

/// Records each shock in its first month if it can strike anybody: at the table it names, while
/// that table lives; otherwise wherever the options of the boards allow any work.
template <class Real>
void note_shocks(World<Real>& world) {
  const std::vector<Shock>& shocks = world.layout->shocks;
  if (shocks.empty()) return;
  const Mask<Real> anything_done(has_tables(world.arm) || may_go_alone(world.arm));
  each(world, static_cast<int>(shocks.size()), [&](int n, Workspace<Real>& workspace) {
    const Shock& shock = shocks[n];
    if (shock.month != world.month || shock.size == 0.0) return;
    note(workspace, shock.table < 0 ? anything_done : world.alive[shock.table],
         {.month = world.month,
          .kind = event::shock,
          .table = shock.table,
          .organisation = shock.organisation},
         Real(shock.size));
  });
}

}  // namespace samen
