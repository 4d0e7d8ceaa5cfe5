// 7.34 Work is done.
//
// The effort that members delivered and its match pay for coordination, for the puller after start
// money has ended, and for time to reflect. The rest becomes work. If everyone coordinates with
// everyone, coordination grows with the square of the members; through a hub it grows only linearly
// (L27). Members who pool little need less coordination, and members who trust each other need less
// coordination and less of a hub: Provan & Kenis (2008), JPART 18(2); Gulati & Singh (1998),
// Administrative Science Quarterly 43(4). The more integrated the table is, the more it works as
// one team and the less side by side. Visible progress – a small win – feeds élan (momentum) and
// motivation. Nothing rewards harmony. Sources: A14, A21, B13, B18, B26, C03, D19, D28, D30; small
// wins, Ansell & Gash (2008), JPART 18(4).
#pragma once

#include "model/rules/working/output.hpp"
#include "model/world/mechanism.hpp"
#include "model/world/shocks.hpp"

namespace samen {

namespace event {
inline constexpr EventKind small_win{7}, goal_reached{8};
}

struct Production {
  double pair_overhead = 0.0124;
  double hub_overhead = 0.037;
  double hub_per_puller = 2.0;
  double method_saves = 0.5;
  double team_saves = 0.6;
  double win_steps = 4.0;
  double win_elan = 0.15;
  double win_motivation = 0.05;
  double friend_share = 0.03;
  double overlap = 0.0;
  double full_effort = 2.0;
  double trust_saves = 0.3;

  static constexpr std::array parameters{
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
                "assumption",
                adds_nothing},
      Parameter{&Production::method_saves,
                "method_saves",
                "share",
                {0, 1},
                "share of the coordination a perfect method saves",
                "B33; assumption",
                adds_nothing},
      Parameter{&Production::team_saves,
                "team_saves",
                "share",
                {0, 1},
                "share of the partners to coordinate that small teams save",
                "assumption",
                adds_nothing},
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
                "D19; assumption",
                adds_nothing},
      Parameter{&Production::win_motivation,
                "win_motivation",
                "share",
                {0, 1},
                "share of the missing motivation a small win gives",
                "F13, F22; assumption",
                adds_nothing},
      Parameter{&Production::friend_share,
                "friend_share",
                "share",
                {0, 0.1},
                "share of the effort a full critical friend costs",
                "C30; assumption",
                adds_nothing},
      Parameter{&Production::overlap,
                "overlap",
                "share",
                {0, 1},
                "share of what several do alone on one goal that repeats or hinders what others do",
                "D01; 0: no overlap",
                adds_nothing},
      Parameter{&Production::full_effort,
                "full_effort",
                "k€/month/member",
                {0, 1000},
                "pooled effort a member from which coordination takes all its hours, and below "
                "which it takes them in proportion",
                "assumption; 0: whatever is pooled",
                adds_nothing},
      Parameter{&Production::trust_saves,
                "trust_saves",
                "share",
                {0, 1},
                "share of the coordination that full trust among all members saves",
                "Provan & Kenis (2008), Gulati & Singh (1998); assumption",
                adds_nothing},
  };

  struct Levers {
    double teams = 0.0;
    double critical_friend = 0.0;

    static constexpr std::array parameters{
        Parameter{&Levers::teams,
                  "teams",
                  "share",
                  {0, 1},
                  "share of the coordination done inside small teams",
                  "A18; assumption"},
        Parameter{&Levers::critical_friend,
                  "critical_friend",
                  "share",
                  {0, 1},
                  "share of the drift a critical friend prevents, at a cost",
                  "C30"},
    };
  };

  template <class Real>
  struct State {
    std::vector<Real> effort;              ///< the pledge P times the shares delivered and workable
                                           ///< [k€/month]
    std::vector<Real> total_effort;        ///< of all members [k€/month]
    std::vector<Real> workable;            ///< share of the delivery that can become work
    std::vector<Real> matched;             ///< match by outside money [k€/month]
    std::vector<Real> match_offered;       ///< match offered per own k€
    std::vector<Real> solo_matched;        ///< outside money on top of work alone [k€/month]
    std::vector<Real> solo_match_rate;     ///< match per own k€ of work alone
    std::vector<Mask<Real>> missed;        ///< the pledges missed the threshold, this month
    std::vector<Mask<Real>> given_back;    ///< pledges are given back, this month
    std::vector<Real> gift_due;            ///< part of the lead gift that is due [k€/month]
    std::vector<Real> gift_left;           ///< rest of the lead gift [k€]
    std::vector<Real> gift_paid;           ///< part of the lead gift paid [k€/month]
    std::vector<Real> overhead_paid;       ///< for coordination [k€/month]
    std::vector<Real> wage_paid;           ///< of the puller [k€/month]
    std::vector<Real> work_done;           ///< spending left for the work [k€/month]
    std::vector<Real> sanction_time;       ///< time taken by this month's sanctions [k€]
    std::vector<Real> friction;            ///< institutional friction: its factor on coordination
    std::vector<Real> table_output;        ///< table × goal: of this month [effective k€]
    std::vector<Real> output;              ///< of this month [effective k€]
    std::vector<Real> progress;            ///< x
    std::vector<Real> earlier_progress;    ///< at the end of last month
    std::vector<Real> reached_at;          ///< month, or `never`
    std::vector<Real> won;                 ///< share of the small wins that has been won
    std::vector<Real> months_without_win;  ///< months of operation since the last small win
    std::vector<double> paid;              ///< 1 where the puller is paid
    std::vector<Real> producing;           ///< share of the table's work that makes output
    std::vector<Real> own_producing;       ///< share of an organisation's own work that does
    std::vector<Real> discipline;          ///< share of an organisation's spending that becomes
                                           ///< work
    std::vector<Real> own_means;           ///< at hand for bills before members pay them [k€]
    std::vector<Real> own_surplus;         ///< at hand for the work [k€]
    std::vector<Real> upkeep_due;          ///< of a body of its own [k€/month]
    std::vector<Real> upkeep_paid;         ///< of it, paid [k€/month]
    std::vector<Real> drawn;               ///< paid from own means, for bills and work [k€/month]

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {32, &State::effort, Per::seat, moving},
          {56, &State::total_effort, Per::table, moving},
          {0, &State::workable, Per::table, scratch, free, "", 1.0},
          {57, &State::matched, Per::table, moving},
          {0, &State::match_offered, Per::table, scratch},
          {0, &State::solo_matched, Per::organisation, scratch},
          {0, &State::solo_match_rate, Per::organisation, scratch},
          {0, &State::missed, Per::table, scratch},
          {0, &State::given_back, Per::table, scratch},
          {0, &State::gift_due, Per::table, scratch},
          {84, &State::gift_left, Per::table, moving, amount,
           "what is left of a gift is not negative"},
          {85, &State::gift_paid, Per::table, moving},
          {58, &State::overhead_paid, Per::table, moving},
          {59, &State::wage_paid, Per::table, moving},
          {60, &State::work_done, Per::table, moving},
          {61, &State::sanction_time, Per::table, moving, amount,
           "time for sanctions is finite and not negative"},
          {69, &State::friction, Per::table, moving, amount,
           "institutional friction is finite and not negative"},
          {67, &State::table_output, Per::table_goal, moving},
          {73, &State::output, Per::goal, moving},
          {71, &State::progress, Per::goal, moving, Law::share, "progress is a share"},
          {0, &State::earlier_progress, Per::goal, scratch},
          {76, &State::reached_at, Per::goal, moving, free, "", never},
          {0, &State::won, Per::set, scratch},
          {64, &State::months_without_win, Per::table, moving},
          {0, &State::paid, Per::table, scratch, free, "", 1.0},
          {0, &State::producing, Per::table, scratch, free, "", 1.0},
          {0, &State::own_producing, Per::organisation, scratch, free, "", 1.0},
          {0, &State::discipline, Per::organisation, scratch, free, "", 1.0},
          {0, &State::own_means, Per::table, monthly},
          {0, &State::own_surplus, Per::table, monthly},
          {0, &State::upkeep_due, Per::table, monthly},
          {0, &State::upkeep_paid, Per::table, monthly},
          {0, &State::drawn, Per::table, monthly},
      });
    }
  };

  static constexpr std::array events{
      EventRow{event::small_win, "small_win", "number of small wins"},
      EventRow{event::goal_reached, "goal_reached", "goal, counted from 1"},
  };
};
template <>
struct ParametersOf<Production> {
  Production production;
  static constexpr auto member = &ParametersOf::production;
  static constexpr std::string_view name = "production", number = "7.34", title = "work is done";
};

/// Coordination of n members with a puller of f FTE and method quality G [FTE].
template <class Real>
Real coordination(const Real& n, const Real& puller, const Real& method, double teams,
                  const Production& p) {
  const Real hub = least(1.0, p.hub_per_puller * puller);
  const Real parties = teams > 0.0 ? greatest(2.0, n * (1.0 - p.team_saves * teams)) : n;
  const Real pairwise = p.pair_overhead * parties * (parties - 1.0) / 2.0;
  const Real central = p.hub_overhead * parties;
  return ((1.0 - hub) * pairwise + hub * central) * (1.0 - p.method_saves * method);
}

/// Share of the full coordination that table m needs when its members pool `pooled` this month
/// [k€]. It is smaller if there is little to coordinate and if members trust each other.
template <class Real>
Real coordination_needed(const World<Real>& world, int m, const Real& pooled, const Production& p) {
  Real needed = 1.0;
  if (p.full_effort > 0.0)
    needed = least(1.0, pooled / (p.full_effort * greatest(members(world, m), Real(1.0))));
  if (p.trust_saves > 0.0)
    needed *= 1.0 - p.trust_saves *
                        mean_over_pairs(world, m, [&](int pair) { return world.trust[pair]; });
  return needed;
}

/// Pays the bills of table m out of its own means, if it has any, and of this month's income, and
/// returns the effort that is left for the work.
template <class Real>
Real pay_bills(World<Real>& world, int m, const Production& p) {
  const auto& levers = world.levers(m);
  const double fte_cost = world.conventions.fte_cost;
  TableAccount<Real>& account = world.table_account[m];
  const Mask<Real> seeded = world.seeded[m];
  const Mask<Real> at_work = world.alive[m] && world.operating[m];
  const Money<Real> delivered = world.total_effort[m];
  const Money<Real> own = select(world.missed[m], 0.0, delivered);
  const Money<Real> match =
      select(at_work, least(world.match_offered[m] * own, levers.match_cap), 0.0);
  const Money<Real> gift = select(at_work && own > 0.0, world.gift_due[m], 0.0);
  const Money<Real> wanted_wage =
      world.paid[m] > 0.0 ? Money<Real>(fte_cost * world.puller[m]) : Money<Real>(0.0);
  const Money<Real> seed = select(seeded, levers.seed_money, 0.0);
  const Money<Real> seed_wage = least(seed, wanted_wage);
  const Money<Real> surplus = select(at_work && own > 0.0, world.own_surplus[m], 0.0);
  const Money<Real> means = world.own_means[m];
  const Money<Real> available = own + match + gift + surplus;
  const Real coordinating =
      fte_cost * coordination(members(world, m), world.pull(m), world.method[m], levers.teams, p) *
      (1.0 + world.friction[m]) * coordination_needed(world, m, Real(available), p);
  const Money<Real> overhead =
      select(at_work, least(coordinating + world.sanction_time[m], available + means), 0.0);
  const Money<Real> upkeep = least(world.upkeep_due[m], available + means - overhead);
  const Mask<Real> seed_suffices = seeded && world.employs[m] == 0.0;
  const Money<Real> own_wage = select(
      seed_suffices, 0.0, least(wanted_wage - seed_wage, available + means - overhead - upkeep));
  const Money<Real> from_means = least(means, overhead + upkeep + own_wage);
  const Money<Real> pool = available + from_means - overhead - upkeep - own_wage;
  const Money<Real> reflection =
      pool * (levers.reflection + p.friend_share * levers.critical_friend);
  const Money<Real> work = pool - reflection;
  world.matched[m] = Real(match);
  world.overhead_paid[m] = Real(overhead);
  world.wage_paid[m] = Real(seed_wage + own_wage);
  world.work_done[m] = Real(work);
  world.gift_left[m] -= Real(gift);
  world.gift_paid[m] = Real(gift);
  world.upkeep_paid[m] = Real(upkeep);
  world.drawn[m] = Real(from_means + surplus);
  account.own += delivered;
  account.lost += delivered - own;
  account.gift += gift;
  account.match += match;
  account.seed += seed;
  account.overhead += overhead;
  account.wage += seed_wage + own_wage;
  account.upkeep += upkeep;
  account.drawn += from_means + surplus;
  account.reflection += reflection;
  account.work += work;
  account.seed_unspent += seed - seed_wage;
  return Real(work);
}

/// The output of table m's work for its goals this month. What members do side by side goes their
/// own ways; what they do as a team goes the way of the table (7.33.1).
template <class Real>
void work_together(World<Real>& world, int m, const Real& work, Workspace<Real>& workspace) {
  const auto& layout = *world.layout;
  const Output& output = *world.yields;
  const auto& at = layout.tables[m];
  const int capabilities = layout.capabilities;
  Team<Real> team = team_at(world, m, workspace);
  const auto shares = std::span(workspace.shares).first(layout.sets[at.set].goals);

  const Real per_effort = work / above_zero(world.total_effort[m]);
  for (const int i : layout.seats_at(m)) {
    const int row = i - at.first_seat;
    team.effort[row] = world.effort[i] * per_effort * world.discipline[world.organisation_of(i)];
    for (int c = 0; c < capabilities; ++c)
      team.skill[row * capabilities + c] = world.skill(world.organisation_of(i), c);
  }
  weigh_skills(team, Real(output.specialisation * world.plan_quality[m]), output,
               [&](int row) { return world.member[at.first_seat + row]; });
  std::array all{line_up(team, nobody, workspace, 0)};
  share_over_goals(world, m, output, shares);
  world.integration[m] = select(work > 0.0, integration(world, m, output), world.integration[m]);
  for (const int k : layout.goals_of(at.set)) {
    const Real part = shares[k - layout.sets[at.set].first_goal];
    if (none(part > 0.0)) continue;
    Real beside = 0.0;
    for (const int i : layout.seats_at(m))
      beside += team.effort[i - at.first_seat] *
                world.solo_output[layout.of_stake(layout.seats[i].stake, k)];
    const Real as_team = team_outputs(world, k, team, all, output.planned_sweeps, output)[0];
    world.table_output[layout.of_table(m, k)] =
        part * ((1.0 - world.integration[m]) * beside +
                world.integration[m] * (as_team * world.way[layout.of_table(m, k)]));
  }
}

/// Adds the output of the solo project of stake s. The project follows the owner's aspirations and
/// ignores any agreed order of goals.
template <class Real>
void work_alone(World<Real>& world, int s) {
  const auto& layout = *world.layout;
  const auto& stake = layout.stakes[s];
  if (none(world.solo_pledge[s] > 0.0)) return;
  Real weight_left = 0.0;
  for (const int k : layout.goals_of(stake.set))
    weight_left += world.aspiration[layout.of_stake(s, k)] * unfinished(world, k);
  const Real per_part = solo_work(world, s) / above_zero(weight_left);
  for (const int k : layout.goals_of(stake.set))
    world.output[k] += per_part * world.aspiration[layout.of_stake(s, k)] * unfinished(world, k) *
                       world.solo_output[layout.of_stake(s, k)];
}

/// Removes the output that the solo projects of a set lose because they duplicate or hinder each
/// other: the part p.overlap of the output on a goal that different organisations contribute. A
/// single project loses nothing; n equal projects lose p.overlap (n - 1)/n of their output.
template <class Real>
void lose_to_overlap(World<Real>& world, int set, const Production& p) {
  const auto& layout = *world.layout;
  if (p.overlap == 0.0) return;
  for (const int k : layout.goals_of(set)) {
    Real total = 0.0;
    Real squares = 0.0;
    for (const int s : layout.sets[set].stakes) {
      Real weight_left = 0.0;
      for (const int other : layout.goals_of(set))
        weight_left += world.aspiration[layout.of_stake(s, other)] * unfinished(world, other);
      const Real part =
          world.aspiration[layout.of_stake(s, k)] * unfinished(world, k) / above_zero(weight_left);
      const Real made = solo_work(world, s) * part * world.solo_output[layout.of_stake(s, k)];
      total += made;
      squares += made * made;
    }
    const Real repeated = p.overlap * (total - squares / above_zero(total));
    world.output[k] = greatest(0.0, world.output[k] - repeated);
  }
}

/// Turns this month's output into progress; returns the small wins of the set.
template <class Real>
Real make_progress(World<Real>& world, int set, const Production& p, Workspace<Real>& workspace) {
  const auto& layout = *world.layout;
  const int first = layout.sets[set].first_goal;
  Real before = 0.0;
  Real after = 0.0;
  for (const int k : layout.goals_of(set)) {
    before += world.progress[k];
    world.earlier_progress[k] = world.progress[k];
    // Openness at the end of last month; stored, because a predecessor may pass one half in this
    // loop.
    workspace.shares[k - first] = openness(world, k, *world.yields);
  }
  for (const int k : layout.goals_of(set)) {
    const Mask<Real> open = world.progress[k] < 1.0;
    const Real done = workspace.shares[k - first] * world.output[k];
    world.progress[k] = least(1.0, world.progress[k] + done / layout.goals[k].work);
    after += world.progress[k];
    const Mask<Real> reached = open && world.progress[k] >= 1.0;
    world.reached_at[k] = select(reached, world.month, world.reached_at[k]);
    note(workspace, reached, {.month = world.month, .kind = event::goal_reached}, Real(k + 1));
  }
  const Real won = whole_part(Real(p.win_steps * after));
  world.won[set] = won / (p.win_steps * layout.sets[set].goals);
  return won - whole_part(Real(p.win_steps * before));
}

template <class Real>
void celebrate_wins(World<Real>& world, int set, const Real& wins, const Production& p,
                    Workspace<Real>& workspace) {
  const auto& layout = *world.layout;
  for (const int m : layout.sets[set].tables)
    world.months_without_win[m] = select(world.alive[m] && world.operating[m] && wins == 0.0,
                                         world.months_without_win[m] + 1.0, 0.0);
  if (none(wins > 0.0)) return;
  for (const int m : layout.sets[set].tables) {
    if (none(world.alive[m])) continue;
    const Real elan = world.elan[m];
    const double celebrated = p.win_elan * world.levers(m).celebrate;
    world.elan[m] = select(world.alive[m], share(elan + celebrated * wins * (1.0 - elan)), elan);
    for (const int i : layout.seats_at(m)) {
      const Real motivation = world.motivation[i];
      const Real more = share(motivation + p.win_motivation * wins * (1.0 - motivation));
      world.motivation[i] = select(world.sits(i), more, motivation);
    }
    note(workspace, world.alive[m] && wins > 0.0,
         {.month = world.month, .kind = event::small_win, .table = m}, wins);
  }
}

template <class Real>
void produce(World<Real>& world, const Production& p) {
  const auto& layout = *world.layout;
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    const Mask<Real> at_work = world.alive[m] && world.operating[m] && !world.given_back[m];
    Real delivered = 0.0;
    for (const int i : layout.seats_at(m)) {
      const Real ready = world.delivered[i] * world.workable[m];
      world.effort[i] = select(at_work, world.pledge[i] * ready, 0.0);
      delivered += world.effort[i];
    }
    world.total_effort[m] = delivered;
    for (const int k : layout.goals_of(layout.tables[m].set))
      world.table_output[layout.of_table(m, k)] = 0.0;
    const Real work = pay_bills(world, m, p) * world.producing[m];
    if (!none(work > 0.0)) work_together(world, m, work, workspace);
  });
  each_set(world, [&](int set, Workspace<Real>& workspace) {
    for (const int k : layout.goals_of(set)) {
      world.output[k] = 0.0;
      for (const int m : layout.sets[set].tables)
        world.output[k] += world.table_output[layout.of_table(m, k)];
    }
    for (const int s : layout.sets[set].stakes) work_alone(world, s);
    lose_to_overlap(world, set, p);
    const Real wins = make_progress(world, set, p, workspace);
    celebrate_wins(world, set, wins, p, workspace);
  });
}

}  // namespace samen
