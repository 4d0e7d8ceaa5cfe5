// 7.19 Who pulls.
//
// A neutral, hired puller is what the other rules take for granted. Instead nobody may pull, a
// volunteer may, or a member: one for good, or each in turn. Nobody is quick to volunteer: Diekmann
// (1985), Volunteer's dilemma, J. Conflict Resolution 29(4) – whoever acts bears the cost, everyone
// has the benefit, and the larger the group the likelier nobody acts (L13). Who pulls unpaid burns
// out. A member who pulls is worth what support and neutrality give it (B27, B30), and leads by
// example: Güth, Levati, Sutter & van der Heijden (2007), J. Public Economics 91 (7.12). Sources:
// A06, A26, B25–B30, B56, C05, C11, X3, G17, G18.
#pragma once

#include "model/world/world.hpp"

namespace samen {

struct Pulling {
  double cost_over_benefit = 0.2;
  double part_time = 0.2;
  double burn_out = 1.0;
  double burn_out_cost = 0.5;
  double trust_in_support = 0.5;
  double partner_neutrality = 0.6;
  double bias_costs = 1.0;
  double hired_bias_costs = 0.0;
  int rotation_months = 12;
  double handover_loss = 0.05;

  static constexpr std::array parameters{
      Parameter{&Pulling::cost_over_benefit,
                "cost_over_benefit",
                "k€/k€",
                {0, 1},
                "cost of pulling over what each member gains from being pulled",
                "L13, B56; assumption"},
      Parameter{&Pulling::part_time,
                "part_time",
                "FTE",
                {0, 1},
                "what one volunteer works as puller",
                "A06; assumption",
                leaves_as_is},
      Parameter{&Pulling::burn_out,
                "burn_out",
                "1/year/FTE",
                {0, 12},
                "rate of burning out per FTE asked of each volunteer",
                "A06; assumption",
                adds_nothing},
      Parameter{&Pulling::burn_out_cost,
                "burn_out_cost",
                "share",
                {0, 1},
                "motivation that burning out costs",
                "A06; assumption",
                adds_nothing},
      Parameter{&Pulling::trust_in_support,
                "trust_in_support",
                "share",
                {0, 1},
                "weight of trust, against ownership, in the support for a member who pulls",
                "B27; assumption"},
      Parameter{&Pulling::partner_neutrality,
                "partner_neutrality",
                "share",
                {0, 1},
                "how neutral a partner who pulls for good can be, on top of levers.neutrality",
                "B30, D34; assumption",
                leaves_as_is},
      Parameter{&Pulling::bias_costs,
                "bias_costs",
                "share",
                {0, 1},
                "legitimacy that full bias costs a partner who pulls",
                "B27, B30; assumption",
                adds_nothing},
      Parameter{&Pulling::hired_bias_costs,
                "hired_bias_costs",
                "share",
                {0, 1},
                "legitimacy that full bias costs a hired puller",
                "B30; 0: bias shows in the mission only",
                adds_nothing},
      Parameter{&Pulling::rotation_months,
                "rotation_months",
                "months",
                {1, 1200},
                "months until a rotating role passes on",
                "C05, C11; assumption"},
      Parameter{&Pulling::handover_loss,
                "handover_loss",
                "share",
                {0, 1},
                "quality of method lost when the role passes on",
                "X3; with it fixed and rotating do alike (G17)",
                adds_nothing},
  };
};

/// p*: the chance with which each of n volunteers when nobody does better by acting otherwise
/// (Diekmann 1985); a lone member acts, unless it costs all it gives.
template <class Real>
Real volunteering_chance(const Real& n, double cost_over_benefit) {
  constexpr double nobody_else = 1e-9;
  return 1.0 - power(Real(cost_over_benefit), Real(1.0 / greatest(n - 1.0, nobody_else)));
}

/// How many members pull.
template <class Real>
Real pullers(const World<Real>& world, int m) {
  Real n = 0.0;
  for (const int i : world.layout->seats_at(m))
    n += select(world.member[i] && world.pulls[i], 1.0, 0.0);
  return n;
}

/// Support of the others for seat i as puller: trust in it, and ownership of the matter.
template <class Real>
Real support_for(const World<Real>& world, int i, const Pulling& p) {
  return mean_over_others(world, i, [&](int j) {
    return p.trust_in_support * world.trust[world.layout->pair(j, i)] +
           (1.0 - p.trust_in_support) * world.ownership[j];
  });
}

/// FTE asked of each volunteer at table m.
template <class Real>
Real load_of_volunteers(const World<Real>& world, int m) {
  return world.levers(m).puller / greatest(pullers(world, m), 1.0);
}

/// Volunteers burn out under what is asked of them.
template <class Real>
void burn_out(World<Real>& world, int m, const Pulling& p, const Draws<Real>& draws,
              Desk<Real>& desk) {
  const Layout& layout = *world.layout;
  const Real load = load_of_volunteers(world, m);
  for (const int i : layout.seats_at(m)) {
    const Mask<Real> burns =
        world.sits(i) && world.pulls[i] &&
        draws.uniform({.purpose = Purpose::burn_out,
                       .month = world.month,
                       .table = layout.tables[m].key,
                       .i = layout.seats[i].key}) < share(p.burn_out / 12.0 * load);
    if (none(burns)) continue;
    world.pulls[i] = world.pulls[i] && !burns;
    world.burnt_out[i] = world.burnt_out[i] || burns;
    world.motivation[i] *= select(burns, 1.0 - p.burn_out_cost, 1.0);
    note(desk, burns,
         {.month = world.month,
          .kind = EventKind::puller_burns_out,
          .table = m,
          .organisation = layout.seats[i].organisation},
         load);
  }
}

/// At a board of which nobody pulls, each member who has not burnt out decides for itself.
template <class Real>
void volunteer(World<Real>& world, int m, const Pulling& p, const Draws<Real>& draws,
               Desk<Real>& desk) {
  const Layout& layout = *world.layout;
  if (world.month % layout.calendar.board_interval != 0) return;
  const Mask<Real> vacant = world.alive[m] && pullers(world, m) == 0.0;
  if (none(vacant)) return;
  Real able = 0.0;
  for (const int i : layout.seats_at(m))
    able += select(world.sits(i) && !world.burnt_out[i], 1.0, 0.0);
  const Real chance = volunteering_chance(able, p.cost_over_benefit);
  for (const int i : layout.seats_at(m)) {
    const Mask<Real> steps_up = vacant && world.sits(i) && !world.burnt_out[i] &&
                                draws.uniform({.purpose = Purpose::volunteers,
                                               .month = world.month,
                                               .table = layout.tables[m].key,
                                               .i = layout.seats[i].key}) < chance;
    world.pulls[i] = world.pulls[i] || steps_up;
    note(desk, steps_up,
         {.month = world.month,
          .kind = EventKind::puller_steps_up,
          .table = m,
          .organisation = layout.seats[i].organisation},
         chance);
  }
}

/// The role passes from member to member, in the order of the seats from the host's on, after its
/// months or when who has it leaves; the craft of the table suffers.
template <class Real>
void pass_the_role_on(World<Real>& world, int m, const Pulling& p, Desk<Real>& desk) {
  const Layout& layout = *world.layout;
  const TableLayout& at = layout.tables[m];
  const auto had = std::span(desk.effort).first(static_cast<std::size_t>(at.seats));
  Mask<Real> anyone = false;
  for (const int i : layout.seats_at(m)) {
    had[i - at.first_seat] = select(world.pulls[i], 1.0, 0.0);
    anyone = anyone || world.pulls[i];
  }
  const Mask<Real> over = pullers(world, m) == 0.0 || world.month % p.rotation_months == 0;
  const Mask<Real> passes = world.alive[m] && members(world, m) > 0.0 && (over || !anyone);
  if (none(passes)) return;
  for (const int i : layout.seats_at(m)) world.pulls[i] = world.pulls[i] && !passes;
  Mask<Real> open = passes;
  Mask<Real> past = !anyone;  // the seat of who had it
  for (int step = 0; step < 2 * at.seats; ++step) {
    const int row = (at.host - at.first_seat + step) % at.seats;
    const int i = at.first_seat + row;
    const Mask<Real> takes = open && past && world.member[i];
    world.pulls[i] = world.pulls[i] || takes;
    open = open && !takes;
    past = past || had[row] > 0.0;
    const Mask<Real> handed_over = takes && anyone && had[row] == 0.0;
    if (none(handed_over)) continue;
    world.method[m] *= select(handed_over, 1.0 - p.handover_loss, 1.0);
    note(desk, handed_over,
         {.month = world.month,
          .kind = EventKind::puller_hands_over,
          .table = m,
          .organisation = layout.seats[i].organisation},
         world.method[m]);
  }
}

/// What the members who pull at table m are worth as pullers, where somebody does.
template <class Real>
void legitimate(World<Real>& world, int m, const Pulling& p) {
  Real support = 0.0;
  for (const int i : world.layout->seats_at(m))
    support += select(world.member[i] && world.pulls[i], support_for(world, i, p), Real(0.0));
  const Real n = pullers(world, m);
  const Real legitimacy = share(support / greatest(n, 1.0)) * (1.0 - p.bias_costs * world.bias[m]);
  world.legitimacy[m] = select(world.alive[m], legitimacy, world.legitimacy[m]);
}

template <class Real>
void take_the_role(World<Real>& world, const Pulling& p, const Draws<Real>& draws) {
  const Layout& layout = *world.layout;
  each_table(world, [&](int m, Desk<Real>& desk) {
    const TableLayout& at = layout.tables[m];
    const PullerKind kind = at.levers.puller_kind;
    const Mask<Real> alive = world.alive[m];
    if (kind == PullerKind::neutral)
      world.legitimacy[m] = 1.0 - p.hired_bias_costs * (1.0 - at.levers.neutrality);
    if (!is_member(kind) || none(alive)) return;
    if (kind == PullerKind::volunteer) {
      burn_out(world, m, p, draws, desk);
      volunteer(world, m, p, draws, desk);
    } else if (kind == PullerKind::rotating) {
      pass_the_role_on(world, m, p, desk);
    } else {
      const Mask<Real> here = world.sits(at.host);
      const Real bias = select(here, 1.0 - at.levers.neutrality * p.partner_neutrality, 0.0);
      world.pulls[at.host] = select(alive, here, world.pulls[at.host]);
      world.bias[m] = select(alive, bias, world.bias[m]);
    }
    const Real n = pullers(world, m);
    const Real size = kind == PullerKind::volunteer
                          ? least(Real(at.levers.puller), Real(p.part_time * n))
                          : select(n > 0.0, world.puller[m], Real(0.0));
    world.puller[m] = select(alive, size, world.puller[m]);
    legitimate(world, m, p);
  });
}

}  // namespace samen
