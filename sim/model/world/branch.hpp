// Branching (model description 7.41): from a given month on, boards have other options. All arms of
// a replicate share the history before that month, so later differences come from the choice made
// there alone: "what if we had acted alone from 2018?".
//
// A comparison of counterfactuals from a common state, as in Woodward (2003), Making Things Happen;
// policy models save the state before the policy changes for the same reason.
#pragma once

#include "model/rules/working/output.hpp"
#include "model/world/initial.hpp"
#include "model/world/seating.hpp"

namespace samen {

namespace reason {
inline constexpr Reason branched{13};
}

/// Where the arms separate.
struct Branch {
  int month = 0;                ///< the first month in which the arms differ
  Arm history = Arm::together;  ///< the options of the boards before that month

  static constexpr std::array reasons{
      ReasonRow{reason::branched, "branched"},
  };
};

/// From their next meeting on, boards have the options of `arm`. If the arm has no tables, all
/// tables close at the end of the previous month. If the arm has tables and the history had none,
/// tables start as at the beginning of a run, and deals widen the white space of their members. The
/// effort that boards last decided continues until their next meeting.
template <class Real>
void branch_to(World<Real>& world, Arm arm) {
  const bool had_tables = has_tables(world.arm);
  if (had_tables && !has_tables(arm))
    each_table(world, [&](int m, Workspace<Real>& workspace) {
      close_table(world, m, code_of(reason::branched) + Real(0.0), workspace);
    });
  const bool tables_begin = !had_tables && has_tables(arm);
  if (tables_begin)
    each_table(world, [&](int m, Workspace<Real>&) { world.alive[m] = Mask<Real>(true); });
  world.arm = arm;
  each_organisation(world, [&](int i, Workspace<Real>& workspace) {
    if (tables_begin)
      world.white_space[i] =
          share(world.white_space[i] * slack_by_deals(*world.layout, i, *world.initial,
                                                      [&](int m) { return world.levers(m).deal; }));
    renew_solo_output(world, i, workspace);
  });
}

}  // namespace samen
