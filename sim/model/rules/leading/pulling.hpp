// 7.9 Who pulls.
//
// The puller is the convener, or backbone staff, of collective impact (Kania & Kramer 2011). The
// other rules assume a neutral puller who is hired. Alternatively nobody pulls, or a volunteer, or
// one member permanently, or each member in turn. Members hesitate to volunteer: Diekmann (1985),
// Volunteer's dilemma, J. Conflict Resolution 29(4) – the one who acts bears the cost and everyone
// has the benefit; the larger the group, the likelier it is that nobody acts (L13). An offer is not
// enough: the others must consent, and groups that vote on such a role seldom give it to anybody
// (Güth et al. 2007; Kosfeld, Okada & Riedl 2009, American Economic Review 99(4)). Unpaid pullers
// burn out. Support and neutrality decide how effective a member is as puller (B27, B30). A member
// who pulls leads by example: Güth, Levati, Sutter & van der Heijden (2007), J. Public Economics 91
// (7.32). Sources: A06, A26, B25–B30, B56, C05, C11, X3, G17, G18.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

/// Who pulls (X3, 7.9): a neutral, hired puller, nobody, a volunteer, a partner, or all in turn.
enum class PullerKind { neutral, none, volunteer, partner, rotating };
constexpr bool is_member(PullerKind kind) {
  return kind != PullerKind::neutral && kind != PullerKind::none;
}
inline constexpr std::array<std::string_view, 5> puller_kind_names{"neutral", "none", "volunteer",
                                                                   "partner", "rotating"};

namespace event {
inline constexpr EventKind puller_steps_up{12}, puller_burns_out{13}, puller_hands_over{14};
}
namespace purpose {
inline constexpr Purpose volunteers{48}, burn_out{49}, consent{51};
}

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
  double acceptance = 0.5;

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
      Parameter{
          &Pulling::acceptance,
          "acceptance",
          "share",
          {0, 1},
          "chance that a member consents to a volunteer whom it does not support at all",
          "Güth et al. (2007), Kosfeld et al. (2009); rule added for V5; assumption; 1: nobody is "
          "asked (L13)",
          leaves_as_is},
  };

  struct Levers {
    double neutrality = 1.0;
    PullerKind puller_kind = PullerKind::neutral;

    static constexpr std::array parameters{
        Parameter{&Levers::neutrality,
                  "neutrality",
                  "share",
                  {0, 1},
                  "how far the puller keeps the host's own aspirations out of the mission",
                  "B30, D34; assumption"},
        choice<&Levers::puller_kind>("puller_kind", puller_kind_names,
                                     "who pulls (convenes): a neutral, hired puller, nobody, an "
                                     "unpaid volunteer, the host or every "
                                     "member in turn",
                                     "X3, A26, B25-B30, B56, C05"),
    };
  };

  template <class Real>
  struct State {
    std::vector<Mask<Real>> pulls;      ///< the delegate on this seat is a puller
    std::vector<Mask<Real>> burnt_out;  ///< burnt out as a volunteer
    std::vector<Real> legitimacy;       ///< legitimacy of the puller, 1 for a hired, neutral one

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {100, &State::pulls, Per::seat, moving},
          {101, &State::burnt_out, Per::seat, moving},
          {82, &State::legitimacy, Per::table, moving, Law::share, "legitimacy is a share", 1.0},
      });
    }
  };

  static constexpr std::array events{
      EventRow{event::puller_steps_up, "puller_steps_up", "chance with which each volunteers"},
      EventRow{event::puller_burns_out, "puller_burns_out", "FTE asked of each"},
      EventRow{event::puller_hands_over, "puller_hands_over", "quality of method"},
  };
  static constexpr std::array purposes{
      PurposeRow{purpose::volunteers, "volunteers"},
      PurposeRow{purpose::burn_out, "burn_out"},
      PurposeRow{purpose::consent, "consent"},
  };
};
template <>
struct ParametersOf<Pulling> {
  Pulling pulling;
  static constexpr auto member = &ParametersOf::pulling;
  static constexpr std::string_view name = "pulling", number = "7.9",
                                    title = "who pulls (convenes)";
};

/// Sets the size of the puller that the table wants, whether it is paid, and how far a puller
/// without full neutrality favours the host.
template <class Real>
void choose_puller(World<Real>& world, const Pulling&) {
  each_table(world, [&](int m, Workspace<Real>&) {
    const auto& levers = world.levers(m);
    const PullerKind kind = levers.puller_kind;
    const bool volunteers = kind == PullerKind::volunteer;
    world.wanted_puller[m] = volunteers || kind == PullerKind::none ? 0.0 : levers.puller;
    world.paid[m] = volunteers ? 0.0 : 1.0;
    world.host_favoured[m] = kind == PullerKind::neutral ? 1.0 - levers.neutrality : 0.0;
  });
}

/// When levers change: a new kind of puller starts without the effects of the former kind. A person
/// who has burnt out has not recovered.
template <class Real>
void release_pullers(World<Real>& world, const Pulling&) {
  each_table(world, [&](int m, Workspace<Real>&) {
    if (!world.turned(m, &Pulling::Levers::puller_kind)) return;
    for (const int i : world.layout->seats_at(m)) world.pulls[i] = Mask<Real>(false);
    world.bias[m] = 0.0;
    world.legitimacy[m] = 1.0;
  });
}

/// p*: the chance with which each of n members volunteers in the symmetric mixed equilibrium
/// (Diekmann 1985). A lone member acts, unless acting costs as much as it brings.
template <class Real>
Real volunteering_chance(const Real& n, double cost_over_benefit) {
  constexpr double nobody_else = 1e-9;
  return 1.0 - power(Real(cost_over_benefit), Real(1.0 / greatest(n - 1.0, nobody_else)));
}

/// Number of members who pull at table m.
template <class Real>
Real pullers(const World<Real>& world, int m) {
  Real n = 0.0;
  for (const int i : world.layout->seats_at(m))
    n += select(world.member[i] && world.pulls[i], 1.0, 0.0);
  return n;
}

/// Support of seat j for seat i as puller, from its trust in seat i and its ownership of the
/// matter.
template <class Real>
Real support_by(const World<Real>& world, int j, int i, const Pulling& p) {
  return p.trust_in_support * world.trust[world.layout->pair(j, i)] +
         (1.0 - p.trust_in_support) * world.ownership[j];
}

/// Support of the others for seat i as puller.
template <class Real>
Real support_for(const World<Real>& world, int i, const Pulling& p) {
  return mean_over_others(world, i, [&](int j) { return support_by(world, j, i, p); });
}

/// FTE that table m asks of each volunteer.
template <class Real>
Real load_of_volunteers(const World<Real>& world, int m) {
  return world.levers(m).puller / greatest(pullers(world, m), 1.0);
}

/// The volunteer was a person: its successor on the seat has neither volunteered nor burnt out.
template <class Real>
void reset_successors(World<Real>& world, int m) {
  for (const int i : world.layout->seats_at(m)) {
    world.pulls[i] = world.pulls[i] && !world.replaced[i];
    world.burnt_out[i] = world.burnt_out[i] && !world.replaced[i];
  }
}

/// Volunteers burn out under their load.
template <class Real>
void burn_out(World<Real>& world, int m, const Pulling& p, const Draws<Real>& draws,
              Workspace<Real>& workspace) {
  const auto& layout = *world.layout;
  const Real load = load_of_volunteers(world, m);
  for (const int i : layout.seats_at(m)) {
    const Mask<Real> burns =
        world.sits(i) && world.pulls[i] &&
        draws.uniform({.purpose = purpose::burn_out,
                       .month = world.month,
                       .table = layout.tables[m].key,
                       .i = layout.seats[i].key}) < share(p.burn_out / 12.0 * load);
    if (none(burns)) continue;
    world.pulls[i] = world.pulls[i] && !burns;
    world.burnt_out[i] = world.burnt_out[i] || burns;
    world.motivation[i] *= select(burns, 1.0 - p.burn_out_cost, 1.0);
    note(workspace, burns,
         {.month = world.month,
          .kind = event::puller_burns_out,
          .table = m,
          .organisation = layout.seats[i].organisation},
         load);
  }
}

/// Whether the others let seat i pull, if it offers to. Under a quorum, as many must agree as for a
/// beacon; otherwise all must. A lone member asks nobody.
template <class Real>
Mask<Real> consented(const World<Real>& world, int i, const Pulling& p, const Draws<Real>& draws) {
  if (p.acceptance == 1.0) return Mask<Real>(true);
  const auto& layout = *world.layout;
  const int m = layout.seats[i].table;
  const auto& levers = world.levers(m);
  const double needed = levers.rule == decltype(levers.rule)::quorum ? levers.quorum : 1.0;
  const Real agreeing = mean_over_others(world, i, [&](int j) {
    const Real chance = p.acceptance + (1.0 - p.acceptance) * support_by(world, j, i, p);
    const Mask<Real> agrees = draws.uniform({.purpose = purpose::consent,
                                             .month = world.month,
                                             .table = layout.tables[m].key,
                                             .i = layout.seats[j].key,
                                             .j = layout.seats[i].key}) < chance;
    return select(agrees, Real(1.0), Real(0.0));
  });
  return agreeing >= needed || members(world, m) <= 1.0;
}

/// When boards meet and nobody pulls, each member who has not burnt out decides whether to
/// volunteer; it pulls if the others consent.
template <class Real>
void volunteer(World<Real>& world, int m, const Pulling& p, const Draws<Real>& draws,
               Workspace<Real>& workspace) {
  const auto& layout = *world.layout;
  if (world.month % layout.calendar.board_interval != 0) return;
  const Mask<Real> vacant = world.alive[m] && pullers(world, m) == 0.0;
  if (none(vacant)) return;
  Real able = 0.0;
  for (const int i : layout.seats_at(m))
    able += select(world.sits(i) && !world.burnt_out[i], 1.0, 0.0);
  const Real chance = volunteering_chance(able, p.cost_over_benefit);
  for (const int i : layout.seats_at(m)) {
    const Mask<Real> steps_up = vacant && world.sits(i) && !world.burnt_out[i] &&
                                draws.uniform({.purpose = purpose::volunteers,
                                               .month = world.month,
                                               .table = layout.tables[m].key,
                                               .i = layout.seats[i].key}) < chance;
    if (none(steps_up)) continue;
    const Mask<Real> let = steps_up && consented(world, i, p, draws);
    world.pulls[i] = world.pulls[i] || let;
    note(workspace, let,
         {.month = world.month,
          .kind = event::puller_steps_up,
          .table = m,
          .organisation = layout.seats[i].organisation},
         chance);
  }
}

/// The role passes from member to member, in the order of the seats after the host. It passes after
/// its months or when its holder leaves; each handover lowers the quality of the method.
template <class Real>
void hand_over_role(World<Real>& world, int m, const Pulling& p, Workspace<Real>& workspace) {
  const auto& layout = *world.layout;
  const auto& at = layout.tables[m];
  const auto had = std::span(workspace.effort).first(static_cast<std::size_t>(at.seats));
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
  Mask<Real> past = !anyone;  // true after the former puller's seat
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
    note(workspace, handed_over,
         {.month = world.month,
          .kind = event::puller_hands_over,
          .table = m,
          .organisation = layout.seats[i].organisation},
         world.method[m]);
  }
}

/// Sets the legitimacy of the members who pull at table m; it is 0 if nobody pulls.
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
void fill_puller_role(World<Real>& world, const Pulling& p, const Draws<Real>& draws) {
  const auto& layout = *world.layout;
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    const auto& at = layout.tables[m];
    const auto& levers = world.levers(m);
    const PullerKind kind = levers.puller_kind;
    const Mask<Real> alive = world.alive[m];
    if (kind == PullerKind::neutral)
      world.legitimacy[m] = 1.0 - p.hired_bias_costs * (1.0 - levers.neutrality);
    if (!is_member(kind) || none(alive)) return;
    if (kind == PullerKind::volunteer) {
      reset_successors(world, m);
      burn_out(world, m, p, draws, workspace);
      volunteer(world, m, p, draws, workspace);
    } else if (kind == PullerKind::rotating) {
      hand_over_role(world, m, p, workspace);
    } else {
      const Mask<Real> here = world.sits(at.host);
      const Real bias = select(here, 1.0 - levers.neutrality * p.partner_neutrality, 0.0);
      world.pulls[at.host] = select(alive, here, world.pulls[at.host]);
      world.bias[m] = select(alive, bias, world.bias[m]);
    }
    const Real n = pullers(world, m);
    const Real size = kind == PullerKind::volunteer
                          ? least(Real(levers.puller), Real(p.part_time * n))
                          : select(n > 0.0, world.puller[m], Real(0.0));
    world.puller[m] = select(alive, size, world.puller[m]);
    legitimate(world, m, p);
  });
}

}  // namespace samen
