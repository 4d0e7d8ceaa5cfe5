// 7.11 Boards decide: nothing, alone or together.
//
// Four times a year each home board divides its open budget over the options it has, by what each
// is worth to it: avoided cost, extra revenue and – the more it thinks in terms of the whole –
// relief of the burden on everyone. Together is worth what the others would add, seen with one's
// own imperfect knowledge and trust, less the cost of changing oneself, which grows as matters
// become concrete. Shares follow Luce (1959), Individual Choice Behavior. What reaches the table
// passes the mandate gate: the home board approves, or the delegate's own mandate caps the pledge.
// Sources: A02, A03, A16, A23, B04, B21, B38, B46, B70, C14, E03, E11.
#pragma once

#include "model/output.hpp"

namespace samen {

struct Decide {
  double horizon = 48.0;
  double keep = 0.4;
  double sharpness = 1.5;
  double stranger_discount = 0.6;
  double integration_hope = 0.2;
  double partner_effort = 0.5;
  double change_weight = 0.6;
  double change_floor = 0.2;
  double concrete_after = 18.0;
  double deal_eases = 0.6;
  double joint_eases = 0.5;
  double mandate_reach = 0.6;
  double least_budget = 0.001;

  static constexpr std::tuple parameters{
      Parameter{&Decide::horizon,
                "horizon",
                "months",
                {1, 600},
                "months of relief a board counts as the value of a goal",
                "assumption"},
      Parameter{&Decide::keep,
                "keep",
                "k€/k€",
                {1e-6, 100},
                "value of keeping a k€ for own use",
                "assumption"},
      Parameter{&Decide::sharpness,
                "sharpness",
                "exponent",
                {0, 20},
                "how sharply boards follow value (Luce)",
                "Luce (1959); assumption"},
      Parameter{&Decide::stranger_discount,
                "stranger_discount",
                "factor",
                {0, 2},
                "skill expected of an unknown partner, relative to the mean",
                "B16, B67; assumption"},
      Parameter{&Decide::integration_hope,
                "integration_hope",
                "share",
                {0, 1},
                "integration expected above the present one",
                "assumption"},
      Parameter{&Decide::partner_effort,
                "partner_effort",
                "share",
                {0, 1},
                "share of its open budget a partner is expected to bring at least",
                "assumption"},
      Parameter{&Decide::change_weight,
                "change_weight",
                "factor",
                {0, 10},
                "weight of own change cost in the value of together",
                "E03; assumption"},
      Parameter{&Decide::change_floor,
                "change_floor",
                "share",
                {0, 1},
                "part of the change cost that counts before matters are concrete",
                "E03; assumption"},
      Parameter{&Decide::concrete_after,
                "concrete_after",
                "months",
                {0.1, 600},
                "months of operation until the collaboration is fully concrete",
                "E03; assumption"},
      Parameter{&Decide::deal_eases,
                "deal_eases",
                "share",
                {0, 1},
                "share of the change cost a non-monetary deal takes away",
                "E22; assumption"},
      Parameter{&Decide::joint_eases,
                "joint_eases",
                "share",
                {0, 1},
                "share of the change cost joint implementation takes away from an owner",
                "E04; assumption"},
      Parameter{&Decide::mandate_reach,
                "mandate_reach",
                "share",
                {0, 1},
                "share of the pledge a full mandate covers without the board",
                "B70; assumption"},
      Parameter{&Decide::least_budget,
                "least_budget",
                "k€/month",
                {1e-9, 1},
                "floor of the open budget in the value per own k€",
                "numerical"},
  };
};
static_assert(well_described<Decide>());

/// Value to the owner of stake s of full progress on goal k [k€]; eco weight 0: own burden and
/// revenue, 1: everyone's burden as far as one aspires to the goal.
inline Real value_of_goal(const World& world, int s, int k, const Decide& p) {
  const Layout& layout = *world.layout;
  const Goal& goal = layout.goals[k];
  const GoalSet& set = layout.sets[layout.stakes[s].set];
  const Real relief = burden_at(goal, world.month) * goal.relief * p.horizon;
  const Real eco = world.eco[layout.stakes[s].organisation];
  const Real own = world.burden_share[layout.of_stake(s, k)] * relief +
                   goal.revenue * p.horizon / set.organisations;
  const Real common = set.goals * world.aspiration[layout.of_stake(s, k)] * relief;
  return (1.0 - eco) * own + eco * common;
}

/// u_alone: value per k€ of working alone on the goals of the stake.
inline Real value_of_alone(const World& world, int s, const Decide& p, const Output& output) {
  const Layout& layout = *world.layout;
  const StakeLayout& stake = layout.stakes[s];
  Real room_left = 0.0;
  Real value = 0.0;
  for (const int k : layout.goals_of(stake.set)) {
    const Real part = world.aspiration[layout.of_stake(s, k)] * room(world, k);
    room_left += part;
    value += value_of_goal(world, s, k, p) * openness(world, k, output) * part *
             solo_output(world, stake.organisation, k, output) / layout.goals[k].work;
  }
  return value / greatest(room_left, 1e-300);
}

/// How concrete the collaboration has become: 0 before operations, 1 after `concrete_after` months.
inline Real concreteness(const World& world, int m, const Decide& p) {
  return select(world.operating[m],
                least(1.0, (world.month - world.operating_since[m]) / p.concrete_after), 0.0);
}

/// Own change cost after the egoism, deals and joint implementation that weigh or ease it.
inline Real felt_change_cost(const World& world, int i, const Decide& p) {
  const Levers& levers = world.levers(world.layout->seats[i].table);
  const int owner = world.organisation_of(i);
  return world.change_cost[owner] * (1.0 - world.eco[owner]) * (1.0 - p.deal_eases * levers.deal) *
         (1.0 - p.joint_eases * levers.joint * world.ownership[i]);
}

/// u_together: value per own k€ of putting the open budget of seat i into its table.
inline Real value_of_together(World& world, int i, const Decide& p, const Output& output) {
  const Layout& layout = *world.layout;
  const SeatLayout& seat = layout.seats[i];
  const TableLayout& at = layout.tables[seat.table];
  const int capabilities = layout.capabilities;
  const double matched = 1.0 + at.levers.match;
  const int me = i - at.first_seat;
  const int sweeps = output.imagined_sweeps;

  const Team team = team_at(world, seat.table);
  const auto shares = std::span(world.work_goals).first(layout.sets[at.set].goals);

  const Real mean_skill = mean_over_members(world, seat.table, [&](int j) {
    Real sum = 0.0;
    for (int c = 0; c < capabilities; ++c) sum += world.skill(world.organisation_of(j), c);
    return sum / capabilities;
  });
  for (const int j : layout.seats_at(seat.table)) {
    const int row = j - at.first_seat;
    const Real known = j == i ? Real(1.0) : world.knowledge[layout.pair(i, j)];
    for (int c = 0; c < capabilities; ++c)
      team.skill[row * capabilities + c] = known * world.skill(world.organisation_of(j), c) +
                                           (1.0 - known) * p.stranger_discount * mean_skill;
    const Real theirs =
        greatest(world.pledge[j], p.partner_effort * world.open_budget[world.organisation_of(j)]);
    const Real believed =
        j == i ? world.open_budget[seat.organisation] : theirs * world.trust[layout.pair(i, j)];
    team.effort[row] = select(world.member[j], matched * believed, 0.0);
  }
  weigh_skills(team.skill, team.weight, capabilities,
               output.specialisation * mean_knowledge(world, seat.table), output,
               [&](int row) { return world.member[at.first_seat + row]; });
  share_over_goals(world, seat.table, output, shares);

  const Real together = least(1.0, p.integration_hope + world.integration[seat.table]);
  Real value = 0.0;
  for (const int k : layout.goals_of(at.set)) {
    const Real beside = team.effort[me] * solo_output(world, seat.organisation, k, output);
    const Real added = greatest(0.0, team_output(world, k, team, sweeps, -1, output) -
                                         team_output(world, k, team, sweeps, me, output));
    value += value_of_goal(world, seat.stake, k, p) * openness(world, k, output) *
             shares[k - layout.sets[at.set].first_goal] *
             ((1.0 - together) * beside + together * added) / layout.goals[k].work;
  }
  const Real per_own = value / greatest(world.open_budget[seat.organisation], p.least_budget);
  const Real resistance =
      p.change_weight * felt_change_cost(world, i, p) *
      (p.change_floor + (1.0 - p.change_floor) * concreteness(world, seat.table, p));
  return per_own / (1.0 + resistance);
}

/// What kept a seat from pledging more, the first that holds.
inline Reason what_blocks(const World& world, int i, bool approved, const Decide& p) {
  if (world.open_budget[world.organisation_of(i)] == 0.0) return Reason::white_space;
  if (!approved && world.mandate[i] == 0.0) return Reason::mandate;
  if (!approved) return Reason::board;
  if (world.value_together[i] < p.keep) return Reason::value;
  return Reason::none;
}

namespace detail {

/// Luce weights of the options of an organisation: alone per stake, together per seat.
inline Real weight_alone(const World& world, int s, const Decide& p) {
  return may_go_alone(world.arm) ? power(world.value_alone[s], p.sharpness) : Real(0.0);
}

inline Real weight_together(const World& world, int i, const Decide& p) {
  const Mask possible = world.sits(i) && world.operating[world.layout->seats[i].table];
  return select(possible, power(world.value_together[i], p.sharpness), 0.0);
}

inline void note_decision(World& world, int organisation, int seat, Real keep, Real alone,
                          Real together, Reason block) {
  const Layout& layout = *world.layout;
  const bool together_open = seat >= 0 && together > 0.0;
  const bool alone_open = may_go_alone(world.arm);
  const Real best = greatest(keep, greatest(alone, together));
  const Real worst = least(keep, least(alone, together));
  const Real second = keep + alone + together - best - worst;
  Real value_alone = 0.0;
  for (const int s : layout.stakes_of(organisation))
    value_alone = greatest(value_alone, world.value_alone[s]);
  world.decisions.push_back({
      .month = world.month,
      .organisation = organisation,
      .seat = seat,
      .open_budget = world.open_budget[organisation],
      .value_alone = value_alone,
      .value_together = seat >= 0 ? world.value_together[seat] : Real(0.0),
      .share_keep = keep,
      .share_alone = alone,
      .share_together = together,
      .cap = seat >= 0 ? world.cap[seat] : Real(0.0),
      .margin = best - second,
      .alone_open = alone_open,
      .together_open = together_open,
      .block = block,
  });
}

}  // namespace detail

/// Divides the open budget of one organisation over its options.
inline void divide_budget(World& world, int organisation, const Decide& p, const Draws& draws) {
  const Layout& layout = *world.layout;
  const OrganisationLayout& owner = layout.organisations[organisation];
  const Real budget = world.open_budget[organisation];
  const Real keep = power(p.keep, p.sharpness);
  Real total = keep;
  for (const int s : layout.stakes_of(organisation)) total += detail::weight_alone(world, s, p);
  for (const int i : owner.seats) total += detail::weight_together(world, i, p);

  Real alone = 0.0;
  for (const int s : layout.stakes_of(organisation)) {
    const Real part = detail::weight_alone(world, s, p) / total;
    world.solo_pledge[s] = budget * part;
    alone += part;
  }
  if (world.keep_decisions && owner.seats.empty())
    detail::note_decision(world, organisation, -1, keep / total, alone, 0.0,
                          budget == 0.0 ? Reason::white_space : Reason::none);
  for (const int i : owner.seats) {
    const TableLayout& at = layout.tables[layout.seats[i].table];
    const Real part = detail::weight_together(world, i, p) / total;
    const Mask approved =
        draws.uniform(
            {.purpose = Purpose::approval, .month = world.month, .table = at.key, .i = owner.key}) <
        world.anchoring[i];
    const Real let_through = select(approved, 1.0, p.mandate_reach * world.mandate[i]);
    world.cap[i] = select(world.sits(i), let_through, world.cap[i]);
    const Mask asked = world.sits(i) && world.operating[layout.seats[i].table];
    world.pledge[i] = select(asked, budget * part * world.cap[i], 0.0);
    const Reason block = asked ? what_blocks(world, i, approved, p) : Reason::none;
    if (block != Reason::none)
      world.events.push_back({.month = world.month,
                              .kind = EventKind::refusal,
                              .reason = block,
                              .table = layout.seats[i].table,
                              .organisation = organisation,
                              .value = world.cap[i]});
    if (world.keep_decisions)
      detail::note_decision(world, organisation, i, keep / total, alone, part, block);
  }
}

inline void decide(World& world, const Decide& p, const Output& output, const Draws& draws) {
  const Layout& layout = *world.layout;
  if (world.month % layout.calendar.board_interval != 0) return;
  for (const int s : layout.all_stakes())
    if (may_go_alone(world.arm)) world.value_alone[s] = value_of_alone(world, s, p, output);
  for (const int m : layout.all_tables())
    if (!none(world.alive[m])) world.integration[m] = integration(world, m, output);
  for (const int i : layout.all_seats()) {
    const int seat = i;
    if (none(world.sits(seat))) continue;
    world.value_together[i] =
        select(world.sits(seat), value_of_together(world, seat, p, output), 0.0);
  }
  for (const int m : layout.all_tables()) world.total_pledge[m] = 0.0;
  for (const int i : layout.all_organisations()) divide_budget(world, i, p, draws);
  for (const int i : layout.all_seats())
    world.total_pledge[layout.seats[i].table] += world.pledge[i];
}

}  // namespace samen
