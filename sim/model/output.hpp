// What effort yields, alone and as a team – shared by the decision (7.11) and the production
// (7.13).
//
// A goal needs a mix of capabilities. How far one can stand in for another is the complexity chi of
// the goal: F(Z) = (sum_c r_c^(1-eps) Z_c^eps)^(1/eps) with eps = 1 - 3 chi, the constant
// elasticity of substitution of Arrow, Chenery, Minhas & Solow (1961), Rev. Economics and
// Statistics 43(3). At chi = 0 skills substitute, at chi = 1 every skill is needed (A09, B03, C08).
// A team divides the labour: everyone moves towards what one is good at while the work asks for its
// mix, found by iterative proportional fitting (Deming & Stephan 1940, Ann. Math. Statistics
// 11(4)). All outputs are homogeneous of degree one in effort.
#pragma once

#include <span>

#include "model/world.hpp"

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

  static constexpr std::tuple parameters{
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
                "D28; assumption"},
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
                {1e-9, 0.1},
                "floor of a skill in the division of labour",
                "numerical"},
  };
};
static_assert(well_described<Output>());

/// How far goal k can be worked on: 1 once every predecessor is half done, before that less by
/// `order_binds` times its complexity. The order binds complex problems only.
inline Real openness(const World& world, int k, const Output& p) {
  const Goal& goal = world.layout->goals[k];
  Mask free = true;
  for (const int before : goal.after) free = free && world.progress[before] >= 0.5;
  return select(free, 1.0, 1.0 - p.order_binds * goal.complexity);
}

inline Real room(const World& world, int k) {
  return select(world.progress[k] < 1.0, 1.0, 0.0);
}

/// Output F of supplies Z_c of each capability [effective k€ per k€] for the mix r_c of goal k.
template <class Supply>
Real ces_output(const World& world, int k, const Output& p, Supply&& supply) {
  const double epsilon = 1.0 - 3.0 * world.layout->goals[k].complexity;
  const bool cobb_douglas = epsilon < 1e-6 && epsilon > -1e-6;
  Real sum = 0.0;
  for (int c = 0; c < world.layout->capabilities; ++c) {
    const Real r = world.mix(k, c);
    const Real ratio = greatest(supply(c), p.least_supply) / greatest(r, 1e-300);
    sum += select(r > 0.0, r * (cobb_douglas ? logarithm(ratio) : power(ratio, epsilon)), 0.0);
  }
  return cobb_douglas ? exponential(sum) : power(sum, 1.0 / epsilon);
}

/// Output per k€ of one organisation on goal k: effort spread as the goal asks or concentrated on
/// what it does well, whichever is better.
inline Real solo_output(const World& world, int organisation, int k, const Output& p) {
  Real total = 0.0;
  for (int c = 0; c < world.layout->capabilities; ++c)
    total += world.mix(k, c) * power(world.skill(organisation, c), p.focus);
  const Real norm = 1.0 / greatest(total, 1e-300);
  const Real spread = ces_output(
      world, k, p, [&](int c) { return world.mix(k, c) * world.skill(organisation, c); });
  const Real concentrated = ces_output(world, k, p, [&](int c) {
    const Real q = world.skill(organisation, c);
    return world.mix(k, c) * power(q, p.focus) * norm * q;
  });
  return greatest(spread, concentrated);
}

/// A team as one sees it: the effort of each seat and its skills; rows of seats that do not take
/// part have no weight.
struct Team {
  std::span<Real> effort;  ///< per seat of the table [k€]
  std::span<Real> skill;   ///< seat × capability
  std::span<Real> weight;  ///< seat × capability: skill^s, 0 for who takes no part
  std::span<Real> labour;  ///< seat × capability: working space
};

/// An unfilled team of the size of table m, in the world's working space.
inline Team team_at(World& world, int m) {
  const auto seats = static_cast<std::size_t>(world.layout->tables[m].seats);
  const std::size_t entries = seats * static_cast<std::size_t>(world.layout->capabilities);
  const std::span space(world.work_pairs);
  return {std::span(world.work_seats).first(seats), space.first(entries),
          space.subspan(entries, entries), space.subspan(2 * entries, entries)};
}

/// Fills `weight` = max(skill, floor)^s for the seats that take part, 0 for the others.
template <class TakesPart>
void weigh_skills(std::span<const Real> skill, std::span<Real> weight, int capabilities,
                  Real specialisation, const Output& p, TakesPart&& takes_part) {
  for (std::size_t entry = 0; entry < skill.size(); ++entry)
    weight[entry] = select(takes_part(static_cast<int>(entry) / capabilities),
                           power(greatest(skill[entry], p.least_skill), specialisation), 0.0);
}

/// Output of a team on goal k with `sweeps` rounds of fitting, the seat `without` left out (-1: no
/// one). Efforts are relative: the result is scaled by their sum.
inline Real team_output(const World& world, int k, const Team& team, int sweeps, int without,
                        const Output& p) {
  const int seats = static_cast<int>(team.effort.size());
  const int capabilities = world.layout->capabilities;
  const auto at = [&](int i, int c) { return i * capabilities + c; };
  const auto effort = [&](int i) { return i == without ? Real(0.0) : team.effort[i]; };
  Real total = 0.0;
  for (int i = 0; i < seats; ++i) total += effort(i);
  const Mask works = total > 0.0;
  if (none(works)) return 0.0;
  const Real norm = 1.0 / select(works, total, 1.0);
  for (int i = 0; i < seats; ++i)
    for (int c = 0; c < capabilities; ++c)
      team.labour[at(i, c)] = i == without ? Real(0.0) : team.weight[at(i, c)];
  for (int sweep = 0; sweep < sweeps; ++sweep) {
    for (int c = 0; c < capabilities; ++c) {
      Real column = 0.0;
      for (int i = 0; i < seats; ++i) column += team.labour[at(i, c)];
      const Real scale = world.mix(k, c) / greatest(column, 1e-300);
      for (int i = 0; i < seats; ++i) team.labour[at(i, c)] *= scale;
    }
    for (int i = 0; i < seats; ++i) {
      Real row = 0.0;
      for (int c = 0; c < capabilities; ++c) row += team.labour[at(i, c)];
      const Real scale = effort(i) * norm / greatest(row, 1e-300);
      for (int c = 0; c < capabilities; ++c) team.labour[at(i, c)] *= scale;
    }
  }
  const Real per_unit = ces_output(world, k, p, [&](int c) {
    Real supply = 0.0;
    for (int i = 0; i < seats; ++i) supply += team.labour[at(i, c)] * team.skill[at(i, c)];
    return supply;
  });
  return select(works, total * per_unit, 0.0);
}

/// Shares of the table's effort over the goals of its set: mission times room, in the order of the
/// goals once the third beacon stands. 0 everywhere when nothing is left to do.
inline void share_over_goals(const World& world, int m, const Output& p, std::span<Real> shares) {
  const Layout& layout = *world.layout;
  const GoalSet& set = layout.sets[layout.tables[m].set];
  Real total = 0.0;
  for (const int k : layout.goals_of(layout.tables[m].set)) {
    const Real open = openness(world, k, p);
    const Real order = select(world.beacons[m] >= 3.0, open * open * open, 1.0);
    Real& part = shares[k - set.first_goal];
    part = world.mission[layout.of_table(m, k)] * room(world, k) * order;
    total += part;
  }
  for (int k = 0; k < set.goals; ++k) shares[k] /= greatest(total, 1e-300);
}

/// Integration I: from co-operation side by side (0) to collaboration as one team (1).
inline Real integration(const World& world, int m, const Output& p) {
  const Real ties = mean_over_pairs(
      world, m, [&](int pair) { return square_root(world.knowledge[pair] * world.trust[pair]); });
  return least(1.0, p.integration_reach * ties) *
         (p.integration_floor + (1.0 - p.integration_floor) * world.beacons[m] / 4.0);
}

}  // namespace samen
