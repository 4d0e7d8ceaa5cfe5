// 7.13 Work is done.
//
// What was delivered, with the match, pays the coordination, the puller once start money is over,
// and time to reflect; the rest works. Coordination by everyone with everyone grows with the square
// of the members, through a hub only linearly (L27). The table works side by side or
// as one team, by how integrated it is. Progress that is visible – a small win – feeds élan and
// motivation. Nothing rewards harmony. Sources: A14, A21, B13, B18, B26, C03, D19, D28, D30; small
// wins, Ansell & Gash (2008), JPART 18(4).
#pragma once

#include "model/budget.hpp"
#include "model/output.hpp"

namespace samen {

struct Production {
  double pair_overhead = 0.0124;
  double hub_overhead = 0.037;
  double hub_per_puller = 2.0;
  double method_saves = 0.5;
  double team_saves = 0.6;
  double win_steps = 4.0;
  double win_elan = 0.15;
  double win_motivation = 0.05;

  static constexpr std::tuple parameters{
      Parameter{&Production::pair_overhead,
                "pair_overhead",
                "FTE/pair",
                {0, 1},
                "coordination of a pair without a hub",
                "FL: 0.35 FTE for 28 pairs"},
      Parameter{&Production::hub_overhead,
                "hub_overhead",
                "FTE/member",
                {0, 1},
                "coordination of a member through a hub",
                "L27: hub and pairs equal near n = 7"},
      Parameter{&Production::hub_per_puller,
                "hub_per_puller",
                "1/FTE",
                {0, 10},
                "share of the coordination a full-time puller takes to the hub",
                "assumption"},
      Parameter{&Production::method_saves,
                "method_saves",
                "share",
                {0, 1},
                "share of the coordination a perfect method saves",
                "B33; assumption"},
      Parameter{&Production::team_saves,
                "team_saves",
                "share",
                {0, 1},
                "share of the partners to coordinate that small teams save",
                "assumption"},
      Parameter{&Production::win_steps,
                "win_steps",
                "wins/goal",
                {1, 100},
                "visible steps in one goal",
                "D19, D20; assumption"},
      Parameter{&Production::win_elan,
                "win_elan",
                "share",
                {0, 1},
                "share of the missing élan a celebrated small win gives",
                "D19; assumption"},
      Parameter{&Production::win_motivation,
                "win_motivation",
                "share",
                {0, 1},
                "share of the missing motivation a small win gives",
                "F13, F22; assumption"},
  };
};
static_assert(well_described<Production>());

/// Coordination of n members with a puller of f FTE and method quality G [FTE].
inline Real coordination(Real n, Real puller, Real method, double teams, const Production& p) {
  const Real hub = least(1.0, p.hub_per_puller * puller);
  const Real grouped = greatest(2.0, n * (1.0 - p.team_saves * teams));
  const Real parties = select(teams > 0.0, grouped, n);
  const Real pairwise = p.pair_overhead * parties * (parties - 1.0) / 2.0;
  const Real central = p.hub_overhead * parties;
  return ((1.0 - hub) * pairwise + hub * central) * (1.0 - p.method_saves * method);
}

/// Pays the bills of table m out of what came in this month and returns the effort left to work.
inline Real pay_bills(World& world, int m, const Production& p, const Budget& budget) {
  const Levers& levers = world.levers(m);
  TableAccount& account = world.table_account[m];
  const Mask seeded = seed_flows(world, m);
  const Mask at_work = world.alive[m] && world.operating[m];
  const Real own = world.total_effort[m];
  const Real match = select(at_work, least(levers.match * own, levers.match_cap), 0.0);
  const Real wanted_wage = budget.fte_cost * world.puller[m];
  const Real seed = select(seeded, levers.seed_money, 0.0);
  const Real seed_wage = least(seed, wanted_wage);
  const Real coordinating = budget.fte_cost * coordination(members(world, m), world.puller[m],
                                                           world.method[m], levers.teams, p);
  const Real overhead = select(at_work, least(coordinating, own + match), 0.0);
  const Real own_wage = select(seeded, 0.0, least(wanted_wage, own + match - overhead));
  const Real pool = own + match - overhead - own_wage;
  const Real reflection = pool * levers.reflection;
  const Real work = pool - reflection;
  world.matched[m] = match;
  world.overhead_paid[m] = overhead;
  world.wage_paid[m] = seed_wage + own_wage;
  world.work_done[m] = work;
  account.own += own;
  account.match += match;
  account.seed += seed;
  account.overhead += overhead;
  account.wage += seed_wage + own_wage;
  account.reflection += reflection;
  account.work += work;
  account.seed_unspent += seed - seed_wage;
  return work;
}

/// Adds the output of table m's work to its goals.
inline void work_together(World& world, int m, Real work, const Output& output) {
  const Layout& layout = *world.layout;
  const TableLayout& at = layout.tables[m];
  const int capabilities = layout.capabilities;
  const Team team = team_at(world, m);
  const auto shares = std::span(world.work_goals).first(layout.sets[at.set].goals);

  const Real per_effort = work / greatest(world.total_effort[m], 1e-300);
  for (const int i : layout.seats_at(m)) {
    const int row = i - at.first_seat;
    team.effort[row] = world.effort[i] * per_effort;
    for (int c = 0; c < capabilities; ++c)
      team.skill[row * capabilities + c] = world.skill(world.organisation_of(i), c);
  }
  weigh_skills(team.skill, team.weight, capabilities, output.specialisation * world.plan_quality[m],
               output, [&](int row) { return world.member[at.first_seat + row]; });
  share_over_goals(world, m, output, shares);
  world.integration[m] = integration(world, m, output);
  for (const int k : layout.goals_of(at.set)) {
    Real beside = 0.0;
    for (const int i : layout.seats_at(m))
      beside +=
          team.effort[i - at.first_seat] * solo_output(world, world.organisation_of(i), k, output);
    const Real as_team = team_output(world, k, team, output.planned_sweeps, -1, output);
    world.output[k] += shares[k - layout.sets[at.set].first_goal] *
                       ((1.0 - world.integration[m]) * beside + world.integration[m] * as_team);
  }
}

/// Adds the output of the solo project of stake s: own aspirations, no agreed order.
inline void work_alone(World& world, int s, const Output& output) {
  const Layout& layout = *world.layout;
  const StakeLayout& stake = layout.stakes[s];
  if (none(world.solo_pledge[s] > 0.0)) return;
  Real room_left = 0.0;
  for (const int k : layout.goals_of(stake.set))
    room_left += world.aspiration[layout.of_stake(s, k)] * room(world, k);
  for (const int k : layout.goals_of(stake.set)) {
    const Real part =
        world.aspiration[layout.of_stake(s, k)] * room(world, k) / greatest(room_left, 1e-300);
    world.output[k] +=
        world.solo_pledge[s] * part * solo_output(world, stake.organisation, k, output);
  }
}

/// Turns this month's output into progress; returns the small wins of the set.
inline Real make_progress(World& world, int set, const Production& p, const Output& output) {
  const Layout& layout = *world.layout;
  Real before = 0.0;
  Real after = 0.0;
  for (const int k : layout.goals_of(set)) {
    before += world.progress[k];
    // Openness as of last month: `work_goals` keeps it, since a predecessor may pass one half now.
    world.work_goals[k - layout.sets[set].first_goal] = openness(world, k, output);
  }
  for (const int k : layout.goals_of(set)) {
    const Mask open = world.progress[k] < 1.0;
    const Real done = world.work_goals[k - layout.sets[set].first_goal] * world.output[k];
    world.progress[k] = least(1.0, world.progress[k] + done / layout.goals[k].work);
    after += world.progress[k];
    const Mask reached = open && world.progress[k] >= 1.0;
    world.reached_at[k] = select(reached, Real(world.month), world.reached_at[k]);
    if (!none(reached))
      world.events.push_back({.month = world.month,
                              .kind = EventKind::goal_reached,
                              .value = static_cast<double>(k + 1)});
  }
  return whole_part(p.win_steps * after) - whole_part(p.win_steps * before);
}

inline void celebrate_wins(World& world, int set, Real wins, const Production& p) {
  const Layout& layout = *world.layout;
  if (none(wins > 0.0)) return;
  for (const int m : layout.all_tables()) {
    if (layout.tables[m].set != set || none(world.alive[m])) continue;
    const Real elan = world.elan[m];
    const double celebrated = p.win_elan * layout.tables[m].levers.celebrate;
    world.elan[m] = select(world.alive[m], share(elan + celebrated * wins * (1.0 - elan)), elan);
    for (const int i : layout.seats_at(m)) {
      const Real motivation = world.motivation[i];
      const Real more = share(motivation + p.win_motivation * wins * (1.0 - motivation));
      world.motivation[i] = select(world.sits(i), more, motivation);
    }
    world.events.push_back(
        {.month = world.month, .kind = EventKind::small_win, .table = m, .value = wins});
  }
}

inline void produce(World& world, const Production& p, const Output& output, const Budget& budget) {
  const Layout& layout = *world.layout;
  for (Real& output_of_goal : world.output) output_of_goal = 0.0;
  for (const int m : layout.all_tables()) {
    Real delivered = 0.0;
    const Mask at_work = world.alive[m] && world.operating[m];
    for (const int i : layout.seats_at(m)) {
      world.effort[i] = select(at_work, world.pledge[i] * world.delivered[i], 0.0);
      delivered += world.effort[i];
    }
    world.total_effort[m] = delivered;
    const Real work = pay_bills(world, m, p, budget);
    if (!none(work > 0.0)) work_together(world, m, work, output);
  }
  for (const int s : layout.all_stakes()) work_alone(world, s, output);
  for (const int set : layout.all_sets()) {
    const Real wins = make_progress(world, set, p, output);
    celebrate_wins(world, set, wins, p);
  }
}

}  // namespace samen
