// Production functions: what effort yields, alone and as a team. The decision (7.28) and the
// production (7.34) share them.
//
// A goal needs a mix of capabilities. The complexity chi of the goal limits how far one capability
// can replace another: F(Z) = (sum_c r_c^(1-eps) Z_c^eps)^(1/eps) with eps = 1 - 3 chi, the
// constant elasticity of substitution of Arrow, Chenery, Minhas & Solow (1961), Rev. Economics and
// Statistics 43(3). At chi = 0 skills substitute, at chi = 1 every skill is needed (A09, B03, C08).
// A team divides the labour: each member moves towards what it is good at, while the work needs its
// mix. The division is found by iterative proportional fitting (Deming & Stephan 1940, Ann. Math.
// Statistics 11(4)). All outputs are homogeneous of degree one in effort.
#pragma once

#include <array>
#include <span>

#include "model/world/mechanism.hpp"

namespace samen {

struct Output {
  double order_binds = 0.75;
  double focus = 4.0;
  double specialisation = 4.0;
  int imagined_sweeps = 2;
  int planned_sweeps = 6;
  double integration_reach = 1.3;
  double integration_floor = 0.5;
  double least_supply = 1e-9;
  double least_skill = 1e-3;

  static constexpr std::array parameters{
      Parameter{&Output::order_binds,
                "order_binds",
                "share",
                {0, 1},
                "work lost per unit of complexity while a predecessor is not half done",
                "B13; assumption"},
      Parameter{&Output::focus,
                "focus",
                "exponent",
                {0, 16},
                "how sharply a lone organisation concentrates on what it does well",
                "assumption"},
      Parameter{&Output::specialisation,
                "specialisation",
                "exponent",
                {0, 16},
                "how sharply a team that knows its members divides the labour; 0 is no division",
                "D28; assumption",
                adds_nothing},
      Parameter{&Output::imagined_sweeps,
                "imagined_sweeps",
                "rounds",
                {1, 100},
                "rounds of fitting in the division of labour a board imagines",
                "assumption"},
      Parameter{&Output::planned_sweeps,
                "planned_sweeps",
                "rounds",
                {1, 100},
                "rounds of fitting in the division of labour a table plans",
                "assumption"},
      Parameter{&Output::integration_reach,
                "integration_reach",
                "factor",
                {0, 10},
                "integration per unit of the mean geometric mean of trust and knowledge",
                "C09; assumption"},
      Parameter{&Output::integration_floor,
                "integration_floor",
                "share",
                {0, 1},
                "part of the integration that does not need beacons",
                "B53; assumption"},
      Parameter{&Output::least_supply,
                "least_supply",
                "k€/k€",
                {1e-15, 1e-3},
                "floor of a supply per k€ of effort, so that a missing skill counts as tiny",
                "numerical"},
      Parameter{&Output::least_skill,
                "least_skill",
                "k€/k€",
                {1e-3, 0.1},
                "floor of a skill in the division of labour",
                "numerical"},
  };

  template <class Real>
  struct State {
    std::vector<Real> solo_output;  ///< stake × goal: effective k€ per k€ of working alone
    std::vector<Real> integration;  ///< I, from co-operation to collaboration
    std::vector<Real> way;          ///< yield of the way of working as a team, 1 at the start
    std::vector<Real> own_way;      ///< yield of the way of working alone, 1 at the start
    std::vector<Real> taken_up;     ///< share of what is done for a goal that those outside take up
    std::vector<Real> agreed_order;  ///< share of the effort that goes to the goal whose turn it is

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {23, &State::solo_output, Per::stake_goal, moving},
          {48, &State::integration, Per::table, moving},
          {118, &State::way, Per::table_goal, optional, amount,
           "the yield of a way of working is finite and not negative", 1.0},
          {121, &State::own_way, Per::stake_goal, optional, amount,
           "the yield of a way of working alone is finite and not negative", 1.0},
          {0, &State::taken_up, Per::goal, monthly, free, "", 1.0},
          {115, &State::agreed_order, Per::table, optional, Law::share,
           "what an agreed order binds is a share"},
      });
    }
  };
};
template <>
struct ParametersOf<Output> {
  Output output;
  static constexpr auto member = &ParametersOf::output;
  static constexpr std::string_view name = "output", number = "7.28", title = "what effort yields";
};

/// Whether every predecessor of goal k is half done.
template <class Real>
Mask<Real> may_begin(const World<Real>& world, int k) {
  constexpr double half_done = 0.5;
  Mask<Real> free = true;
  for (const int before : world.layout->goals[k].after)
    free = free && world.progress[before] >= half_done;
  return free;
}

/// Openness of goal k: the share at which it can be worked on. It is 1 once every predecessor is
/// half done; before that it is lower by `order_binds` times the complexity of the goal. The order
/// binds complex problems only. Where a goal needs others than the partners, it is open as far as
/// they take it up.
template <class Real>
Real openness(const World<Real>& world, int k, const Output& p) {
  const double complexity = world.layout->goals[k].complexity;
  return select(may_begin(world, k), 1.0, 1.0 - p.order_binds * complexity) * world.taken_up[k];
}

template <class Real>
Real unfinished(const World<Real>& world, int k) {
  return select(world.progress[k] < 1.0, 1.0, 0.0);
}

/// epsilon of goal k, and whether it is 0, the Cobb-Douglas limit.
struct Substitution {
  double epsilon;
  bool cobb_douglas;
  explicit Substitution(const Goal& goal)
      : epsilon(1.0 - 3.0 * goal.complexity), cobb_douglas(epsilon < 1e-6 && epsilon > -1e-6) {}
};

/// What supply c adds to the sum in F, computed from the logarithm of its ratio Z_c / r_c.
template <class Real>
SAMEN_INLINE Real transformed(const Real& log_ratio, const Substitution& s) {
  return s.cobb_douglas ? log_ratio : exponential(Real(s.epsilon * log_ratio));
}
/// F, computed from the sum of the transformed supplies, weighted by r_c.
template <class Real>
SAMEN_INLINE Real untransformed(const Real& sum, const Substitution& s) {
  return s.cobb_douglas ? exponential(sum) : power(sum, 1.0 / s.epsilon);
}

/// Output F of supplies Z_c of each capability [effective k€ per k€] for the mix r_c of goal k.
/// Uses the memory of the supplies.
template <class Real>
SAMEN_INLINE Real ces_output(const World<Real>& world, int k, const Output& p,
                             std::span<Real> supplies) {
  const Substitution substitution(world.layout->goals[k]);
  const int capabilities = world.layout->capabilities;
  replace_each(supplies,
               [&](const auto& supply) { return logarithm(greatest(supply, p.least_supply)); });
  for (int c = 0; c < capabilities; ++c) supplies[c] -= world.log_mix(k, c);
  replace_each(supplies,
               [&](const auto& log_ratio) { return transformed(log_ratio, substitution); });
  Real sum = 0.0;
  for (int c = 0; c < capabilities; ++c) sum += world.mix(k, c) * supplies[c];
  return untransformed(sum, substitution);
}

/// Renews the yield per k€ of organisation i alone, per goal: the better of effort spread over the
/// mix of the goal and effort concentrated on the organisation's strengths. Only learning and a
/// better way of working (7.33.1) change this yield; boards renew it when they meet. Because F is
/// homogeneous, spread effort yields the mean of order epsilon of the skills q_c. Concentrated
/// effort yields the mean of order epsilon of q_c^(focus + 1) / sum_c r_c q_c^focus. Both means are
/// weighted by r_c.
template <class Real>
void renew_solo_output(World<Real>& world, int i, Workspace<Real>& workspace) {
  const auto& layout = *world.layout;
  const Output& p = *world.yields;
  const int capabilities = layout.capabilities;
  const std::span log_skill = std::span(workspace.skill).first(capabilities);
  const std::span attention = std::span(workspace.weight).first(capabilities);
  const std::span spread = std::span(workspace.line_ups[0].pull).first(capabilities);
  const std::span concentrated = std::span(workspace.line_ups[1].pull).first(capabilities);
  for (int c = 0; c < capabilities; ++c) {
    log_skill[c] = world.skill(i, c);
    attention[c] = world.skill(i, c);
  }
  replace_each(log_skill,
               [&](const auto& skill) { return logarithm(greatest(skill, p.least_supply)); });
  replace_each(attention, [&](const auto& skill) { return power(skill, p.focus); });
  double complexity = -1.0;  // complexity of the previous goal
  for (const int s : layout.stakes_of(i))
    for (const int k : layout.goals_of(layout.stakes[s].set)) {
      const Substitution substitution(layout.goals[k]);
      if (layout.goals[k].complexity != complexity) {
        for (int c = 0; c < capabilities; ++c) {
          spread[c] = log_skill[c];
          concentrated[c] = (p.focus + 1.0) * log_skill[c];
        }
        for (const std::span logs : {spread, concentrated})
          replace_each(logs, [&](const auto& log) { return transformed(log, substitution); });
      }
      complexity = layout.goals[k].complexity;
      Real total = 0.0, spread_sum = 0.0, concentrated_sum = 0.0;
      for (int c = 0; c < capabilities; ++c) {
        total += world.mix(k, c) * attention[c];
        spread_sum += world.mix(k, c) * spread[c];
        concentrated_sum += world.mix(k, c) * concentrated[c];
      }
      world.solo_output[layout.of_stake(s, k)] =
          world.own_way[layout.of_stake(s, k)] *
          greatest(untransformed(spread_sum, substitution),
                   untransformed(concentrated_sum, substitution) / above_zero(total));
    }
}

/// A team as one member sees it: the effort of each seat and its skills. Seats that do not take
/// part have rows without weight.
template <class Real>
struct Team {
  std::span<Real> effort;   ///< per seat of the table [k€]
  std::span<Real> skill;    ///< seat × capability
  std::span<Real> weight;   ///< seat × capability: skill^s, 0 for seats that do not take part
  std::span<Real> skilled;  ///< seat × capability: weight times skill
};

/// A team of the size of table m, without values, in the memory of a workspace.
template <class Real>
Team<Real> team_at(const World<Real>& world, int m, Workspace<Real>& workspace) {
  const auto seats = static_cast<std::size_t>(world.layout->tables[m].seats);
  const auto capabilities = static_cast<std::size_t>(world.layout->capabilities);
  const std::size_t entries = seats * capabilities;
  return {std::span(workspace.effort).first(seats), std::span(workspace.skill).first(entries),
          std::span(workspace.weight).first(entries), std::span(workspace.skilled).first(entries)};
}

/// Sets `weight` = max(skill, floor)^s for the seats that take part, 0 for the others.
template <class Real, class TakesPart>
void weigh_skills(Team<Real>& team, const Real& specialisation, const Output& p,
                  TakesPart&& takes_part) {
  const std::size_t capabilities = team.skill.size() / team.effort.size();
  std::ranges::copy(team.skill, team.weight.begin());
  replace_each(
      team.weight,
      [&](const auto& skill, const auto& s) { return power(greatest(skill, p.least_skill), s); },
      specialisation);
  for (std::size_t entry = 0; entry < team.skill.size(); ++entry) {
    team.weight[entry] =
        select(takes_part(static_cast<int>(entry / capabilities)), team.weight[entry], Real(0.0));
    team.skilled[entry] = team.weight[entry] * team.skill[entry];
  }
}

inline constexpr int nobody = -1;

/// The seats of a team that take part: all, or all but one.
template <class Real>
struct LineUp {
  int without = nobody;        ///< seat left out
  Real total = 0.0;            ///< effort of the seats that take part [k€]
  std::span<Real> per_weight;  ///< per capability: 1 over the sum of their weights
  std::span<Real> reach;       ///< per seat: working space
  std::span<Real> pull;        ///< per capability: working space
  std::span<Real> supply;      ///< per capability: working space
};

template <class Real>  // keeps a sum over no seats above zero
inline constexpr double least_sum = is_single<Real> ? 1e-30 : 1e-60;

/// The line-up of a team without seat `without`, in line-up `place` of a workspace.
template <class Real>
LineUp<Real> line_up(const Team<Real>& team, int without, Workspace<Real>& workspace, int place) {
  const std::size_t seats = team.effort.size();
  const std::size_t capabilities = team.skill.size() / seats;
  auto& space = workspace.line_ups[static_cast<std::size_t>(place)];
  LineUp<Real> who{without,
                   0.0,
                   std::span(space.per_weight).first(capabilities),
                   std::span(space.reach).first(seats),
                   std::span(space.pull).first(capabilities),
                   std::span(space.supply).first(capabilities)};
  for (Real& column : who.per_weight) column = least_sum<Real>;
  for (std::size_t i = 0; i < seats; ++i) {
    if (static_cast<int>(i) == without) continue;
    who.total += team.effort[i];
    for (std::size_t c = 0; c < capabilities; ++c)
      who.per_weight[c] += team.weight[i * capabilities + c];
  }
  invert(who.per_weight);
  return who;
}

/// Divides the labour of some line-ups of one team on goal k, in `sweeps` rounds of fitting. The
/// labour of seat i in capability c is weight_ic · reach_i · pull_c; each round scales it to the
/// mix over the seats and then to the efforts over the capabilities. A run spends a fifth of its
/// time here. Unrolling the usual case, six capabilities and eight seats, makes runs 3 % faster.
template <class Real, std::size_t n>
void divide_labour(const World<Real>& world, int k, const Team<Real>& team,
                   std::array<LineUp<Real>, n>& line_ups, int sweeps) {
  const int seats = static_cast<int>(team.effort.size());
  const int capabilities = world.layout->capabilities;
  for (LineUp<Real>& who : line_ups)
    for (int c = 0; c < capabilities; ++c) who.pull[c] = world.mix(k, c) * who.per_weight[c];
  for (int sweep = 1;; ++sweep) {
    for (int i = 0; i < seats; ++i) {
      std::array<Real, n> row;
      row.fill(Real(least_sum<Real>));
#pragma GCC unroll 6
      for (int c = 0; c < capabilities; ++c)
        for (std::size_t who = 0; who < n; ++who)
          row[who] += team.weight[i * capabilities + c] * line_ups[who].pull[c];
      for (std::size_t who = 0; who < n; ++who) line_ups[who].reach[i] = row[who];
    }
    for (LineUp<Real>& who : line_ups) {
      invert(who.reach);
      for (int i = 0; i < seats; ++i)
        who.reach[i] = i == who.without ? Real(0.0) : team.effort[i] * who.reach[i];
    }
    if (sweep == sweeps) return;
    for (int c = 0; c < capabilities; ++c) {
      std::array<Real, n> column;
      column.fill(Real(least_sum<Real>));
#pragma GCC unroll 8
      for (int i = 0; i < seats; ++i)
        for (std::size_t who = 0; who < n; ++who)
          column[who] += team.weight[i * capabilities + c] * line_ups[who].reach[i];
      for (std::size_t who = 0; who < n; ++who) line_ups[who].pull[c] = column[who];
    }
    for (LineUp<Real>& who : line_ups) {
      invert(who.pull);
      for (int c = 0; c < capabilities; ++c) who.pull[c] *= world.mix(k, c);
    }
  }
}

/// Output of some line-ups of one team on goal k, with `sweeps` rounds of fitting.
template <class Real, std::size_t n>
std::array<Real, n> team_outputs(const World<Real>& world, int k, const Team<Real>& team,
                                 std::array<LineUp<Real>, n>& line_ups, int sweeps,
                                 const Output& p) {
  const int seats = static_cast<int>(team.effort.size());
  const int capabilities = world.layout->capabilities;
  divide_labour(world, k, team, line_ups, sweeps);
  std::array<Real, n> outputs;
  for (std::size_t which = 0; which < n; ++which) {
    const LineUp<Real>& who = line_ups[which];
    const Mask<Real> works = who.total > 0.0;
    const Real norm = 1.0 / select(works, who.total, 1.0);
    for (int c = 0; c < capabilities; ++c) {
      Real supply = 0.0;
      for (int i = 0; i < seats; ++i) supply += team.skilled[i * capabilities + c] * who.reach[i];
      who.supply[c] = supply * (who.pull[c] * norm);
    }
    const Real per_unit = ces_output(world, k, p, who.supply);
    outputs[which] = select(works, who.total * per_unit, 0.0);
  }
  return outputs;
}

/// The goals that table m has agreed to reach in order: as far as the agreement binds, the effort
/// goes to the first of them that is not reached and whose predecessors are half done.
template <class Real>
void keep_to_order(const World<Real>& world, int m, std::span<Real> shares) {
  const Real bound = world.agreed_order[m];
  if (none(bound > 0.0)) return;
  const auto& layout = *world.layout;
  const int first = layout.sets[layout.tables[m].set].first_goal;
  Mask<Real> found = false;
  for (const int k : layout.goals_of(layout.tables[m].set)) {
    const Mask<Real> free = may_begin(world, k) && unfinished(world, k) > 0.0;
    const Mask<Real> turn = free && !found;
    found = found || free;
    shares[k - first] = (1.0 - bound) * shares[k - first] + select(turn, bound, Real(0.0));
  }
}

/// Shares of the table's effort over the goals of its set: mission times room. Once the third
/// beacon stands, the shares also follow the order of the goals, and more so where members agreed
/// on it at a step (7.16.1). All shares are 0 when no work is left.
template <class Real>
void share_over_goals(const World<Real>& world, int m, const Output& p, std::span<Real> shares) {
  const auto& layout = *world.layout;
  const GoalSet& set = layout.sets[layout.tables[m].set];
  Real total = 0.0;
  for (const int k : layout.goals_of(layout.tables[m].set)) {
    const Real open = openness(world, k, p);
    const Real order = select(world.beacons[m] >= 3.0, open * open * open, 1.0);
    Real& part = shares[k - set.first_goal];
    part = world.mission[layout.of_table(m, k)] * unfinished(world, k) * order;
    total += part;
  }
  const Real norm = 1.0 / above_zero(total);
  for (int k = 0; k < set.goals; ++k) shares[k] *= norm;
  keep_to_order(world, m, shares);
}

/// Integration I: from co-operation side by side (0) to collaboration as one team (1).
template <class Real>
Real integration(const World<Real>& world, int m, const Output& p) {
  const Real ties = mean_over_pairs(world, m, [&](int pair) {
    return square_root(Real(world.knowledge[pair] * world.trust[pair]));
  });
  return least(1.0, p.integration_reach * ties) *
         (p.integration_floor + (1.0 - p.integration_floor) * world.beacons[m] / 4.0);
}

}  // namespace samen
