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

#include "model/rules/deciding/bottleneck.hpp"
#include "model/rules/deciding/giving.hpp"
#include "model/rules/deciding/payoff.hpp"
#include "model/rules/room/spaces.hpp"
#include "model/rules/working/output.hpp"

namespace samen {

/// By what boards decide: imagined value, or what paid (payoff.hpp).
enum class BoardRule { value, payoff };

inline constexpr std::array<std::string_view, 2> board_rule_names{"value", "payoff"};

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
  double individual_surge = 0.75;
  double mandate_reach = 0.6;
  double least_budget = 0.001;
  BoardRule rule = BoardRule::value;

  static constexpr std::array parameters{
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
                "B16, B67; assumption",
                leaves_as_is},
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
                "E03; assumption",
                adds_nothing},
      Parameter{&Decide::change_floor,
                "change_floor",
                "share",
                {0, 1},
                "part of the change cost that counts before matters are concrete",
                "E03; assumption",
                leaves_as_is},
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
                "E22; assumption",
                adds_nothing},
      Parameter{&Decide::joint_eases,
                "joint_eases",
                "share",
                {0, 1},
                "share of the change cost joint implementation takes away from an owner",
                "E04; assumption",
                adds_nothing},
      Parameter{&Decide::individual_surge,
                "individual_surge",
                "factor",
                {0, 10},
                "what individual implementation of an imposed collaboration adds to the change "
                "cost, relative to it",
                "E04: 0.5-1; assumption",
                adds_nothing},
      Parameter{&Decide::mandate_reach,
                "mandate_reach",
                "share",
                {0, 1},
                "share of the pledge a full mandate covers without the board",
                "B70; assumption",
                adds_nothing},
      Parameter{&Decide::least_budget,
                "least_budget",
                "k€/month",
                {1e-9, 1},
                "floor of the open budget in the value per own k€",
                "numerical"},
      choice<&Decide::rule>(
          "rule", board_rule_names,
          "boards go by imagined value (Luce), or learn from what paid (Roth and Erev)",
          "G10: both must lead to the same conclusions"),
  };
};

/// Value to the owner of stake s of full progress on goal k [k€]; eco weight 0: own burden and
/// revenue, 1: everyone's burden as far as one aspires to the goal.
template <class Real>
Real value_of_goal(const World<Real>& world, int s, int k, const Decide& p) {
  const Layout& layout = *world.layout;
  const Goal& goal = layout.goals[k];
  const GoalSet& set = layout.sets[layout.stakes[s].set];
  const double relief = world.burden[k] * goal.relief * p.horizon;
  const Real eco = eco_weight(world, layout.stakes[s].organisation);
  const Real own = world.burden_share[layout.of_stake(s, k)] * relief +
                   goal.revenue * p.horizon / set.organisations;
  const Real common = set.goals * world.aspiration[layout.of_stake(s, k)] * relief;
  return (1.0 - eco) * own + eco * common;
}

/// u_alone: value per k€ of working alone on the goals of the stake.
template <class Real>
Real value_of_alone(const World<Real>& world, int s, const Decide& p, const Output& output) {
  const Layout& layout = *world.layout;
  Real room_left = 0.0;
  Real value = 0.0;
  for (const int k : layout.goals_of(layout.stakes[s].set)) {
    const Real part = world.aspiration[layout.of_stake(s, k)] * room(world, k);
    room_left += part;
    value += value_of_goal(world, s, k, p) * openness(world, k, output) * part *
             world.solo_output[layout.of_stake(s, k)] / layout.goals[k].work;
  }
  return value / greatest(room_left, 1e-300);
}

/// How concrete the collaboration has become: 0 before operations, 1 after `concrete_after` months.
template <class Real>
Real concreteness(const World<Real>& world, int m, const Decide& p) {
  return select(world.operating[m],
                least(1.0, (world.month - world.operating_since[m]) / p.concrete_after), 0.0);
}

/// Own change cost after the egoism, deals and joint implementation that weigh or ease it.
template <class Real>
Real felt_change_cost(const World<Real>& world, int i, const Decide& p) {
  const Levers& levers = world.levers(world.layout->seats[i].table);
  const int owner = world.organisation_of(i);
  return world.change_cost[owner] * (1.0 - eco_weight(world, owner)) *
         (1.0 - p.deal_eases * levers.deal) *
         (1.0 - p.joint_eases * levers.joint * world.ownership[i]) *
         (1.0 + p.individual_surge * levers.mandated * (1.0 - levers.joint)) *
         world.change_eased[world.layout->seats[i].table];
}

/// Mean skill over the members of table m and all capabilities.
template <class Real>
Real mean_skill(const World<Real>& world, int m) {
  const int capabilities = world.layout->capabilities;
  return mean_over_members(world, m, [&](int j) {
    Real sum = 0.0;
    for (int c = 0; c < capabilities; ++c) sum += world.skill(world.organisation_of(j), c);
    return sum / capabilities;
  });
}

/// Fills the team as seat i imagines it: partners it knows little are taken for somewhat less than
/// the mean, and what they will bring is believed as far as they are trusted.
template <class Real>
void imagine_team(const World<Real>& world, int i, const Real& mean, const Decide& p,
                  const Giving& giving, Team<Real>& team) {
  const Layout& layout = *world.layout;
  const TableLayout& at = layout.tables[layout.seats[i].table];
  const int capabilities = layout.capabilities;
  const int m = layout.seats[i].table;
  const Real matched = 1.0 + match_imagined(world, m, giving);
  const Real gift = gift_due(world, m, giving) / greatest(members(world, m) - 1.0, 1.0);
  for (const int j : layout.seats_at(layout.seats[i].table)) {
    const int row = j - at.first_seat;
    const Real known = j == i ? Real(1.0) : world.knowledge[layout.pair(i, j)];
    const Real unknown = (1.0 - known) * p.stranger_discount * mean;
    for (int c = 0; c < capabilities; ++c)
      team.skill[row * capabilities + c] =
          known * world.skill(world.organisation_of(j), c) + unknown;
    const Real theirs =
        greatest(world.pledge[j], p.partner_effort * world.open_budget[world.organisation_of(j)]);
    const Real believed =
        j == i ? world.open_budget[world.organisation_of(i)]
               : theirs * encouraged(world, m, world.trust[layout.pair(i, j)], giving);
    team.effort[row] =
        select(world.member[j], matched * believed + (j == i ? Real(0.0) : gift), 0.0);
  }
}

/// u_together: value per own k€ of putting the open budget of seat i into its table. `shares` are
/// those of the table over its goals, `mean` is the mean skill and `known` the mean knowledge at
/// it.
template <class Real>
Real value_of_together(const World<Real>& world, int i, std::span<const Real> shares,
                       const Real& mean, const Real& known, const Decide& p, const Output& output,
                       Desk<Real>& desk, const Giving& giving = {}) {
  const Layout& layout = *world.layout;
  const SeatLayout& seat = layout.seats[i];
  const TableLayout& at = layout.tables[seat.table];
  const int me = i - at.first_seat;
  const int sweeps = output.imagined_sweeps;
  Team<Real> team = team_at(world, seat.table, desk);
  imagine_team(world, i, mean, p, giving, team);
  weigh_skills(team, Real(output.specialisation * known), output,
               [&](int row) { return world.member[at.first_seat + row]; });

  std::array line_ups{line_up(team, nobody, desk, 0), line_up(team, me, desk, 1)};
  const Real imagined = line_ups[0].total;
  const Real together = least(1.0, p.integration_hope + world.integration[seat.table]);
  Real value = 0.0;
  for (const int k : layout.goals_of(at.set)) {
    const Real part = shares[k - layout.sets[at.set].first_goal];
    if (none(part > 0.0)) continue;
    const Real beside = team.effort[me] * world.solo_output[layout.of_stake(seat.stake, k)];
    const auto [with_me, without_me] = team_outputs(world, k, team, line_ups, sweeps, output);
    const Real added = greatest(0.0, with_me - without_me);
    value += value_of_goal(world, seat.stake, k, p) * openness(world, k, output) * part *
             ((1.0 - together) * beside + together * added) / layout.goals[k].work;
  }
  const Real per_own = value / greatest(world.open_budget[seat.organisation], p.least_budget);
  const Real resistance =
      p.change_weight * felt_change_cost(world, i, p) *
      (p.change_floor + (1.0 - p.change_floor) * concreteness(world, seat.table, p));
  return risked(at.levers, Real(per_own / (1.0 + resistance)), imagined, p.keep);
}

/// The value of together for every seat of table m.
template <class Real>
void weigh_together(World<Real>& world, int m, const Decide& p, const Output& output,
                    const Giving& giving, Desk<Real>& desk) {
  const Layout& layout = *world.layout;
  if (none(world.alive[m])) return;
  world.integration[m] =
      select(world.alive[m], integration(world, m, output), world.integration[m]);
  const auto shares = std::span(desk.shares).first(layout.sets[layout.tables[m].set].goals);
  share_over_goals(world, m, output, shares);
  const Real mean = mean_skill(world, m);
  const Real known = mean_knowledge(world, m);
  for (const int i : layout.seats_at(m)) {
    const Mask<Real> here = world.sits(i);
    if (none(here)) continue;
    const Real value =
        value_of_together<Real>(world, i, shares, mean, known, p, output, desk, giving);
    world.value_together[i] = select(here, value, world.value_together[i]);
  }
}

/// What kept a seat from pledging more, the first that holds.
template <class Real>
Real what_blocks(const World<Real>& world, int i, const Mask<Real>& approved, const Decide& p) {
  const Real worth =
      select(world.value_together[i] < p.keep, code_of(Reason::value), code_of(Reason::none));
  const Real refused =
      select(world.mandate[i] == 0.0, code_of(Reason::mandate), code_of(Reason::board));
  const int owner = world.organisation_of(i);
  const auto tightest = [&](SpaceLevel level) {
    return world.tightest_space[owner] == static_cast<double>(level);
  };
  const Real level = select(tightest(SpaceLevel::organisation), code_of(Reason::staff),
                            select(tightest(SpaceLevel::person), code_of(Reason::person), worth));
  const Real willing = select(worth == code_of(Reason::none), level, worth);
  return select(world.open_budget[owner] == 0.0, code_of(Reason::white_space),
                select(approved, willing, refused));
}

namespace detail {

/// Luce weights of the options of an organisation: alone per stake, together per seat.
template <class Real>
Real weight_alone(const World<Real>& world, int s, const Decide& p) {
  if (!may_go_alone(world.arm)) return 0.0;
  return p.rule == BoardRule::payoff ? world.alone_propensity[s]
                                     : power(world.value_alone[s], p.sharpness);
}

template <class Real>
Real weight_together(const World<Real>& world, int i, const Decide& p) {
  const Mask<Real> possible = world.sits(i) && world.operating[world.layout->seats[i].table];
  if (none(possible)) return Real(0.0);
  if (p.rule == BoardRule::payoff) return select(possible, world.together_propensity[i], 0.0);
  return select(possible, power(world.value_together[i], p.sharpness), 0.0);
}

/// Keeps what an organisation decided about one seat (-1: it sits nowhere), for every replicate.
template <class Real>
void note_decision(const World<Real>& world, int organisation, int seat, const Real& keep,
                   const Real& alone, const Real& together, const Real& block, Desk<Real>& desk) {
  if (!desk.keeps_decisions) return;
  const bool alone_open = may_go_alone(world.arm);
  const Real best = greatest(keep, greatest(alone, together));
  const Real worst = least(keep, least(alone, together));
  const Real second = keep + alone + together - best - worst;
  Real value_alone = 0.0;
  for (const int s : world.layout->stakes_of(organisation))
    value_alone = greatest(value_alone, world.value_alone[s]);
  for (int which = 0; which < lanes<Real>; ++which)
    desk.decisions[which].push_back(
        {desk.order,
         {
             .month = world.month,
             .organisation = organisation,
             .seat = seat,
             .open_budget = lane(world.open_budget[organisation], which),
             .value_alone = lane(value_alone, which),
             .value_together = seat >= 0 ? lane(world.value_together[seat], which) : 0.0,
             .share_keep = lane(keep, which),
             .share_alone = lane(alone, which),
             .share_together = lane(together, which),
             .cap = seat >= 0 ? lane(world.cap[seat], which) : 0.0,
             .margin = lane(Real(best - second), which),
             .alone_open = alone_open,
             .together_open = seat >= 0 && lane(together, which) > 0.0,
             .block = static_cast<Reason>(static_cast<int>(lane(block, which))),
         }});
}

}  // namespace detail

/// Divides the open budget of one organisation over its options.
template <class Real>
void divide_budget(World<Real>& world, int organisation, const Decide& p, const Draws<Real>& draws,
                   Desk<Real>& desk, const Giving& giving = {}) {
  const Layout& layout = *world.layout;
  const OrganisationLayout& owner = layout.organisations[organisation];
  const Real budget = world.open_budget[organisation];
  const Real keep = p.rule == BoardRule::payoff ? world.keep_propensity[organisation]
                                                : Real(power(p.keep, p.sharpness));
  Real total = keep;
  for (const int s : layout.stakes_of(organisation)) total += detail::weight_alone(world, s, p);
  for (const int i : owner.seats) total += detail::weight_together(world, i, p);
  const Real kept = keep / total;

  Real alone = 0.0;
  for (const int s : layout.stakes_of(organisation)) {
    const Real part = detail::weight_alone(world, s, p) / total;
    world.solo_pledge[s] = budget * part;
    alone += part;
  }
  if (owner.seats.empty())
    detail::note_decision<Real>(
        world, organisation, -1, kept, alone, 0.0,
        select(budget == 0.0, code_of(Reason::white_space), code_of(Reason::none)), desk);
  for (const int i : owner.seats) {
    const TableLayout& at = layout.tables[layout.seats[i].table];
    const Real part = detail::weight_together(world, i, p) / total;
    const Mask<Real> at_home =
        draws.uniform(
            {.purpose = Purpose::approval, .month = world.month, .table = at.key, .i = owner.key}) <
        world.anchoring[i];
    const Mask<Real> through = node_lets_through(world, i, draws);
    const Mask<Real> approved = at_home && through;
    const Real let_through = select(approved, 1.0, p.mandate_reach * world.mandate[i]);
    world.cap[i] = select(world.sits(i), let_through, world.cap[i]);
    const Mask<Real> asked = world.sits(i) && world.operating[layout.seats[i].table];
    const Real given = not_crowded_out(world, layout.seats[i].table, giving) *
                       pledged_in_kind(at.levers, owner, world.month);
    world.pledge[i] = select(asked, budget * part * world.cap[i] * given, 0.0);
    const Real blocked = select(at_home && !through && budget > 0.0, code_of(Reason::bottleneck),
                                what_blocks(world, i, approved, p));
    const Real block = select(asked, blocked, code_of(Reason::none));
    note(desk, block != code_of(Reason::none),
         {.month = world.month,
          .kind = EventKind::refusal,
          .table = layout.seats[i].table,
          .organisation = organisation},
         world.cap[i], block);
    detail::note_decision(world, organisation, i, kept, alone, part, block, desk);
  }
}

template <class Real>
void decide(World<Real>& world, const Decide& p, const Output& output, const Draws<Real>& draws,
            const Giving& giving = {}, const Payoff& payoff = {}) {
  const Layout& layout = *world.layout;
  if (world.month % layout.calendar.board_interval != 0) return;
  if (has_tables(world.arm))  // where organisations learn
    each_organisation(world,
                      [&](int i, Desk<Real>& desk) { renew_solo_output(world, i, output, desk); });
  each_table(world,
             [&](int m, Desk<Real>& desk) { weigh_together(world, m, p, output, giving, desk); });
  each_organisation(world, [&](int i, Desk<Real>& desk) {
    if (may_go_alone(world.arm))
      for (const int s : layout.stakes_of(i))
        world.value_alone[s] = value_of_alone(world, s, p, output);
    if (p.rule == BoardRule::payoff) reinforce(world, i, p.keep, payoff);
    divide_budget(world, i, p, draws, desk, giving);
  });
  each_table(world, [&](int m, Desk<Real>& desk) {
    world.total_pledge[m] = 0.0;
    for (const int i : layout.seats_at(m)) world.total_pledge[m] += world.pledge[i];
    face_threshold(world, m, giving, desk);
  });
}

}  // namespace samen
