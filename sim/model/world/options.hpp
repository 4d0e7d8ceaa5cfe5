// The options of an organisation. They depend on the arm and on whether the organisation still sits
// at a table.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

/// Whether the owner of stake s once sat at a table of its goals and no longer does, because it
/// left or because the table ended.
template <class Real>
Mask<Real> lost_its_table(const World<Real>& world, int s) {
  const auto& layout = *world.layout;
  Mask<Real> sat(false), sits(false);
  for (const int i : layout.organisations[layout.stakes[s].organisation].seats) {
    if (layout.seats[i].stake != s) continue;
    sat = sat || !world.waits[i];
    sits = sits || world.sits(i);
  }
  return sat && !sits;
}

/// Whether the owner of stake s may work on its goals alone.
template <class Real>
Mask<Real> may_work_alone(const World<Real>& world, int s) {
  if (may_go_alone(world.arm)) return Mask<Real>(true);
  if (!has_tables(world.arm) || !world.conventions.leavers_alone) return Mask<Real>(false);
  return lost_its_table(world, s);
}

}  // namespace samen
