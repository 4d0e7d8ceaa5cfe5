// 7.30 Collaboration by law (mandated collaboration).
//
// Where the law mandates collaboration, members cannot leave. Boards pledge at least what the law
// requires, whether they approve or not; they account for that money and for nothing else. Members
// make a mandated matter their own less easily (7.17). If each board is left to itself, the
// obligation strengthens self-interest (7.28). What the law requires comes first. The boards divide
// the rest of the budget as before; the rest shrinks if the budget cannot hold both. Sources: E02,
// E04, E05.
#pragma once

#include "model/world/seating.hpp"

namespace samen {

namespace event {
inline constexpr EventKind complies{24};
}

struct Obligation {
  double least_share = 0.2;
  double financial = 1.0;

  static constexpr std::array parameters{
      Parameter{&Obligation::least_share,
                "least_share",
                "share",
                {0, 1},
                "share of the open budget a law asks of a member, over all its imposed tables",
                "E02; assumption",
                adds_nothing},
      Parameter{&Obligation::financial,
                "financial",
                "share",
                {0, 1},
                "share of what the law asks that is delivered whatever the inclination",
                "E05; assumption",
                adds_nothing},
  };

  static constexpr std::array events{
      EventRow{event::complies, "complies", "by how much the pledge was raised [k€/month]"},
  };
};
template <>
struct ParametersOf<Obligation> {
  Obligation obligation;
  static constexpr auto member = &ParametersOf::obligation;
  static constexpr std::string_view name = "obligation", number = "7.30",
                                    title = "collaboration by law";
};

/// The pledge that the law requires of seat i [k€/month]: a part of the open budget, at operating
/// tables.
template <class Real>
Real obliged_of(const World<Real>& world, int i, const Obligation& p) {
  const auto& layout = *world.layout;
  const int m = layout.seats[i].table;
  const double mandated = world.levers(m).mandated;
  if (mandated == 0.0) return Real(0.0);
  double imposed = 0.0;
  const int owner = world.organisation_of(i);
  for (const int seat : layout.organisations[owner].seats)
    imposed += world.levers(layout.seats[seat].table).mandated > 0.0 ? 1.0 : 0.0;
  return select(world.sits(i) && world.operating[m],
                mandated * p.least_share / imposed * world.open_budget[owner], 0.0);
}

/// Raises the pledges of one organisation to what the law requires. If these pledges and the rest
/// together exceed the open budget, the rest is cut in proportion.
template <class Real>
void comply(World<Real>& world, int organisation, const Obligation& p, Workspace<Real>& workspace) {
  const auto& layout = *world.layout;
  const OrganisationLayout& owner = layout.organisations[organisation];
  Real obliged = 0.0;
  Real free = 0.0;
  for (const int i : owner.seats) {
    const Real asked = obliged_of(world, i, p);
    obliged += asked;
    free += greatest(0.0, world.pledge[i] - asked);
  }
  if (none(obliged > 0.0)) return;
  for (const int s : layout.stakes_of(organisation)) free += world.solo_pledge[s];
  const Real free_budget = world.open_budget[organisation] - obliged;
  const Real kept = select(free > free_budget, free_budget / above_zero(free), 1.0);
  for (const int i : owner.seats) {
    const Real asked = obliged_of(world, i, p);
    const Real own = world.pledge[i];
    const Real above = kept * greatest(0.0, own - asked);
    world.pledge[i] = select(obliged > 0.0, asked + above, own);
    note(workspace, asked > own,
         {.month = world.month,
          .kind = event::complies,
          .table = layout.seats[i].table,
          .organisation = organisation},
         asked - own);
  }
  for (const int s : layout.stakes_of(organisation))
    world.solo_pledge[s] = select(obliged > 0.0, kept * world.solo_pledge[s], world.solo_pledge[s]);
}

/// Boards of members of mandated tables pledge what the law requires.
template <class Real>
void oblige(World<Real>& world, const Obligation& p) {
  if (!boards_meet(world)) return;
  if (!any_table_with(world, &Seating::Levers::mandated)) return;
  each_organisation(world,
                    [&](int i, Workspace<Real>& workspace) { comply(world, i, p, workspace); });
  each_table(world, [&](int m, Workspace<Real>&) { add_up_pledges(world, m); });
}

/// Members account for the money that the law requires: they deliver at least that much.
template <class Real>
void account_for_money(World<Real>& world, const Obligation& p) {
  const auto& layout = *world.layout;
  each_table(world, [&](int m, Workspace<Real>&) {
    if (world.levers(m).mandated == 0.0) return;
    for (const int i : layout.seats_at(m)) {
      const Real due = p.financial * least(obliged_of(world, i, p), world.pledge[i]);
      const Real least_delivered = due / above_zero(world.pledge[i]);
      world.delivered[i] =
          select(due > 0.0, greatest(world.delivered[i], least_delivered), world.delivered[i]);
    }
  });
}

}  // namespace samen
