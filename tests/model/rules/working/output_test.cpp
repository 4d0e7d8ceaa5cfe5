// What effort yields: openness, room, the output of one organisation and of a team, the shares of
// the goals and integration (7.28 and 7.34).
#include "model/rules/working/output.hpp"

#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::output_test {
namespace {

/// Complexity at which the exponent of the output function is `epsilon`.
double complexity_for(double epsilon) {
  return (1.0 - epsilon) / 3.0;
}

/// One goal with the exponent `epsilon`, and partners and capabilities to be filled in.
Scene one_goal(double epsilon, int partners, const std::vector<double>& mix) {
  const int capabilities = static_cast<int>(mix.size());
  Scene scene({.partners = partners, .goals = 1, .capabilities = capabilities}, {},
              Arm::only_together, 1, 0, complexity_for(epsilon));
  scene.world.required_mix = mix;
  return scene.renewed();
}

double output_of(const Scene& scene, std::vector<double> supply, const Output& p = {}) {
  return ces_output(scene.world, 0, p, std::span(supply));
}

/// A team of everybody in the scene, with the skills they have, on its own working space.
struct WholeTeam {
  WholeTeam(const Scene& scene, std::vector<double> efforts, double specialisation,
            const Output& p = {})
      : effort(std::move(efforts)),
        skill(scene.world.capability),
        weight(skill.size()),
        skilled(skill.size()),
        workspace(scene.world.workspaces[0]) {
    Team<double> team = view();
    weigh_skills(team, specialisation, p, [](int) { return true; });
  }
  Team<double> view() { return {effort, skill, weight, skilled}; }
  double output(const Scene& scene, int sweeps = 6, int without = nobody, const Output& p = {},
                int k = 0) {
    std::array line_ups{line_up(view(), without, workspace, 0)};
    return team_outputs(scene.world, k, view(), line_ups, sweeps, p)[0];
  }
  std::vector<double> effort, skill, weight, skilled;
  Workspace<double> workspace;
};

// ---- The output function -------------------------------------------------------------------

TEST(Output, with_half_substitutable_skills_squares_the_sum_of_square_roots) {
  // epsilon 1/2: (sqrt(0.25 0.4) + sqrt(0.75 0.9))^2 = 0.1 + 0.675 + 2 sqrt(0.0675).
  const Scene scene = one_goal(0.5, 1, {0.25, 0.75});
  EXPECT_NEAR(output_of(scene, {0.4, 0.9}), 0.775 + 2.0 * std::sqrt(0.0675), 1e-12);
}

TEST(Output, with_needed_skills_is_held_back_by_the_scarce_one) {
  // epsilon -1: 1 / (0.25 / 0.2 + 0.25 / 0.6) = 1 / (5/4 + 5/12) = 3/5.
  const Scene scene = one_goal(-1.0, 1, {0.5, 0.5});
  EXPECT_NEAR(output_of(scene, {0.2, 0.6}), 0.6, 1e-12);
}

TEST(Output, between_the_two_is_a_geometric_mean) {
  // epsilon 0: exp(0.5 ln(0.2 / 0.5) + 0.5 ln(0.6 / 0.5)) = sqrt(0.4 1.2).
  const Scene scene = one_goal(0.0, 1, {0.5, 0.5});
  EXPECT_NEAR(output_of(scene, {0.2, 0.6}), std::sqrt(0.48), 1e-12);
}

TEST(Output, passes_smoothly_through_the_geometric_mean) {
  const double middle = output_of(one_goal(0.0, 1, {0.3, 0.7}), {0.2, 0.6});
  for (const double epsilon : {-1e-4, -2e-6, -5e-7, 5e-7, 2e-6, 1e-4})
    EXPECT_NEAR(output_of(one_goal(epsilon, 1, {0.3, 0.7}), {0.2, 0.6}), middle, 1e-4) << epsilon;
}

TEST(Output, close_to_the_geometric_mean_still_follows_the_power_law) {
  for (const double epsilon : {-0.05, -0.01, 0.01, 0.05}) {
    const double sum = std::pow(0.3, 1.0 - epsilon) * std::pow(0.2, epsilon) +
                       std::pow(0.7, 1.0 - epsilon) * std::pow(0.6, epsilon);
    EXPECT_NEAR(output_of(one_goal(epsilon, 1, {0.3, 0.7}), {0.2, 0.6}),
                std::pow(sum, 1.0 / epsilon), 1e-12)
        << epsilon;
  }
}

TEST(Output, of_simple_work_is_the_sum_of_supplies) {
  const Scene scene = one_goal(1.0, 1, {0.2, 0.3, 0.5});
  EXPECT_NEAR(output_of(scene, {0.7, 0.1, 0.4}), 1.2, 1e-12);
}

TEST(Output, counts_a_missing_skill_as_tiny) {
  // epsilon -1 and a floor of 0.001: 1 / (0.25 / 0.001 + 0.25 / 0.5) = 1 / 250.5.
  const Scene scene = one_goal(-1.0, 1, {0.5, 0.5});
  Output p;
  p.least_supply = 0.001;
  EXPECT_NEAR(output_of(scene, {0.0, 0.5}, p), 1.0 / 250.5, 1e-15);
}

TEST(Output, ignores_a_skill_the_goal_does_not_need) {
  for (const double epsilon : {-2.0, -0.5, 0.0, 0.5, 1.0}) {
    const double with = output_of(one_goal(epsilon, 1, {0.4, 0.6, 0.0}), {0.2, 0.5, 0.9});
    const double bare = output_of(one_goal(epsilon, 1, {0.4, 0.6}), {0.2, 0.5});
    EXPECT_DOUBLE_EQ(with, bare) << epsilon;
  }
}

// ---- One organisation alone ----------------------------------------------------------------

TEST(Output, alone_concentrates_on_what_one_does_well_when_skills_substitute) {
  // Skills 0.9 and 0.3, half of the work each, focus 1: weights 0.45 : 0.15 = 3/4, 1/4, so
  // 0.75 0.9 + 0.25 0.3 = 0.75, better than spreading (0.6).
  Scene scene = one_goal(1.0, 1, {0.5, 0.5});
  scene.world.capability = {0.9, 0.3};
  scene.p().output.focus = 1.0;
  EXPECT_NEAR(solo_output(scene, 0, 0), 0.75, 1e-12);
  scene.p().output.focus = 4.0;  // 0.9^4 : 0.3^4 = 81 : 1
  EXPECT_NEAR(solo_output(scene, 0, 0), (81 * 0.9 + 0.3) / 82, 1e-12);
}

TEST(Output, alone_spreads_when_every_skill_is_needed) {
  // epsilon -1, spread: supplies 0.45 and 0.15, 1 / (0.25 / 0.45 + 0.25 / 0.15) = 0.45;
  // concentrated at focus 1: supplies 0.675 and 0.075, 0.27.
  Scene scene = one_goal(-1.0, 1, {0.5, 0.5});
  scene.world.capability = {0.9, 0.3};
  scene.p().output.focus = 1.0;
  EXPECT_NEAR(solo_output(scene, 0, 0), 0.45, 1e-12);
}

TEST(Output, alone_counts_a_missing_skill_as_tiny) {
  // epsilon -1 and a floor of 0.001, spread: 1 / (0.5 / 0.001 + 0.5 / 0.5) = 1 / 501, and far less
  // concentrated: hardly anything is done of what one cannot do.
  Scene scene = one_goal(-1.0, 1, {0.5, 0.5});
  scene.world.capability = {0.0, 0.5};
  scene.p().output.focus = 1.0;
  scene.p().output.least_supply = 0.001;
  EXPECT_NEAR(solo_output(scene, 0, 0), 1.0 / 501.0, 1e-15);
}

TEST(Output, alone_is_of_each_goal_what_its_own_mix_and_complexity_ask) {
  // Skills 0.9 and 0.3 and focus 1. Goal 1, epsilon 1: 0.75 as above. Goal 2, epsilon -1: 0.45.
  // Goal 3, the same complexity, but a quarter to three: 1 / (0.25 / 0.9 + 0.75 / 0.3) = 0.36.
  Scene scene({.partners = 2, .goals = 3, .capabilities = 2});
  scene.world.required_mix = {0.5, 0.5, 0.5, 0.5, 0.25, 0.75};
  scene.world.capability = {0.2, 0.2, 0.9, 0.3};
  scene.p().output.focus = 1.0;
  for (const int k : {0, 1, 2})
    scene.setting->layout.goals[k].complexity = complexity_for(k == 0 ? 1.0 : -1.0);
  const double expected[] = {0.75, 0.45, 0.36};
  for (const int k : {0, 1, 2}) {
    EXPECT_NEAR(solo_output(scene, 1, k), expected[k], 1e-12) << k;
    EXPECT_NEAR(solo_output(scene, 0, k), 0.2, 1e-12) << k;
  }
}

TEST(Output, alone_is_taken_stock_of_when_boards_meet) {
  Scene scene = table_of(3);
  scene.setting->layout.calendar.board_interval = 3;
  const std::vector<double> before = scene.world.solo_output;
  for (double& skill : scene.world.capability) skill *= 0.5;
  const auto hold_board = [&](int month) {
    scene.at(month).acts({"ask_home_boards", "weigh_options", "decide"});
    return scene.world.solo_output;
  };
  EXPECT_EQ(hold_board(1), before);
  EXPECT_EQ(hold_board(2), before);
  const std::vector<double> after = hold_board(3);
  for (std::size_t n = 0; n < before.size(); ++n) EXPECT_NEAR(after[n], 0.5 * before[n], 1e-12);
}

TEST(Output, is_worked_out_from_the_start) {
  for (const Arm arm : {Arm::nothing, Arm::alone, Arm::only_together, Arm::together})
    for (std::uint32_t replicate = 0; replicate < 5; ++replicate) {
      Scene scene({.partners = 4, .goals = 5}, {}, arm, 1, replicate);
      const World<double> before = scene.world;
      scene.renewed();
      EXPECT_EQ(scene.world.log_of_mix, before.log_of_mix);
      EXPECT_EQ(scene.world.burden, before.burden);
      EXPECT_EQ(scene.world.solo_output, before.solo_output);
      for (const double made : before.solo_output) EXPECT_GT(made, 0.0);
    }
}

TEST(Output, alone_does_not_depend_on_complexity_with_equal_skills) {
  for (const double complexity : {0.0, 0.2, 1.0 / 3.0, 0.7, 1.0}) {
    Scene scene = one_goal(1.0 - 3.0 * complexity, 1, {0.2, 0.3, 0.5});
    scene.skilled(0.37);
    EXPECT_NEAR(solo_output(scene, 0, 0), 0.37, 1e-12) << complexity;
  }
}

TEST(Output, alone_falls_with_complexity) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene({.partners = 2 + static_cast<int>(replicate) % 5}, {}, Arm::only_together, 1,
                replicate);
    double before = 2.0;
    for (const double complexity : {0.0, 0.25, 0.5, 0.75, 1.0}) {
      for (Goal& goal : scene.setting->layout.goals) goal.complexity = complexity;
      const double now = solo_output(scene, 0, 0);
      EXPECT_LT(now, before) << replicate << ' ' << complexity;
      EXPECT_GT(now, 0.0);
      before = now;
    }
  }
}

// ---- A team --------------------------------------------------------------------------------

TEST(Output, of_a_team_after_one_round_of_fitting) {
  // Efforts 3 and 1, skills ((0.8, 0.2), (0.4, 0.6)) as weights, half of the work each.
  // Columns to 1/2:      ((1/3, 1/8), (1/6, 3/8));  row sums 11/24 and 13/24.
  // Rows to 3/4 and 1/4: ((6/11, 9/44), (1/13, 9/52)).
  Scene scene = one_goal(1.0, 2, {0.5, 0.5});
  scene.world.capability = {0.8, 0.2, 0.4, 0.6};
  WholeTeam team(scene, {3.0, 1.0}, 1.0);
  const double first = 0.8 * 6 / 11 + 0.4 / 13;
  const double second = 0.2 * 9 / 44 + 0.6 * 9 / 52;
  EXPECT_NEAR(team.output(scene, 1), 4.0 * (first + second), 1e-12);
  for (Goal& goal : scene.setting->layout.goals) goal.complexity = complexity_for(-1.0);
  EXPECT_NEAR(team.output(scene, 1), 4.0 / (0.25 / first + 0.25 / second), 1e-12);
}

TEST(Output, of_a_team_without_division_of_labour_uses_mean_skills) {
  // Exponent 0: everyone does everything, supplies r_c times the effort-weighted mean skill:
  // (3 0.8 + 0.4) / 4 = 0.7 and (3 0.2 + 0.6) / 4 = 0.3, half of the work each.
  Scene scene = one_goal(-1.0, 2, {0.5, 0.5});
  scene.world.capability = {0.8, 0.2, 0.4, 0.6};
  WholeTeam team(scene, {3.0, 1.0}, 0.0);
  for (const int sweeps : {1, 2, 6})
    EXPECT_NEAR(team.output(scene, sweeps), 4.0 / (0.5 / 0.7 + 0.5 / 0.3), 1e-12) << sweeps;
}

TEST(Output, of_equals_in_a_team_is_what_they_make_alone) {
  for (const double epsilon : {-2.0, -1.1, 0.0, 0.5, 1.0}) {
    Scene scene = one_goal(epsilon, 3, {0.2, 0.3, 0.5});
    scene.skilled(0.6);
    WholeTeam team(scene, {1.0, 2.0, 4.0}, 4.0);
    EXPECT_NEAR(team.output(scene), 7.0 * solo_output(scene, 0, 0), 1e-11);
  }
}

TEST(Output, of_nobody_is_nothing) {
  Scene scene = one_goal(0.5, 2, {0.5, 0.5});
  EXPECT_EQ(WholeTeam(scene, {0.0, 0.0}, 4.0).output(scene), 0.0);
  EXPECT_EQ(WholeTeam(scene, {2.0, 0.0}, 4.0).output(scene, 6, 0), 0.0);
}

TEST(Output, weighs_skills_above_a_floor_and_only_of_those_who_take_part) {
  std::vector<double> skill{0.5, 0.0, 0.8, 0.8};
  std::vector<double> effort(2), weight(4), skilled(4);
  Team<double> team{effort, skill, weight, skilled};
  Output p;
  p.least_skill = 1e-3;
  weigh_skills(team, 2.0, p, [](int row) { return row == 0; });
  EXPECT_NEAR(weight[0], 0.25, 1e-15);
  EXPECT_NEAR(weight[1], 1e-6, 1e-18);
  EXPECT_EQ(weight[2], 0.0);
  EXPECT_EQ(weight[3], 0.0);
  for (const int entry : {0, 1, 2, 3}) EXPECT_EQ(skilled[entry], weight[entry] * skill[entry]);
}

// L26: n organisations with one skill each, work that asks for all of them equally, equal efforts.
// Alone each makes r^(1/eps - 1) = n^(1 - 1/eps) per k€, together 1: a multiplier n^(1/eps - 1).
double multiplier(double epsilon, int n) {
  Scene scene = one_goal(epsilon, n, std::vector<double>(n, 1.0 / n));
  scene.skilled(0.0);
  for (int i = 0; i < n; ++i) scene.world.capability[i * n + i] = 1.0;
  Output& p = scene.p().output;
  p.least_supply = 1e-40;
  p.least_skill = 1e-9;
  double alone = 0.0;
  for (int i = 0; i < n; ++i) alone += solo_output(scene, i, 0);
  WholeTeam team(scene, std::vector<double>(n, 1.0), 4.0, p);
  return team.output(scene, 6, nobody, p) / alone;
}

TEST(Output, of_complementary_partners_multiplies_as_exact_theory_says) {
  EXPECT_NEAR(multiplier(0.5, 8), 8.0, 1e-9);
  EXPECT_NEAR(multiplier(0.7, 8), 2.438, 5e-4);
  EXPECT_NEAR(multiplier(1.0, 8), 1.0, 1e-9);
  for (const int n : {2, 3, 5})
    for (const double epsilon : {0.4, 0.6, 0.9})
      EXPECT_NEAR(multiplier(epsilon, n), std::pow(n, 1.0 / epsilon - 1.0), 1e-8);
}

TEST(Output, of_complementary_partners_is_tenfold_where_exact_theory_says) {
  EXPECT_NEAR(multiplier(0.474539, 8), 10.0, 1e-4);
  EXPECT_NEAR(multiplier(0.375804, 4), 10.0, 1e-4);
}

TEST(Output, of_a_team_gains_from_dividing_the_labour) {
  // Complementary partners at complexity 0.7: the sharper the division, the more they make.
  Scene scene = one_goal(-1.1, 2, {0.5, 0.5});
  scene.world.capability = {0.9, 0.2, 0.2, 0.9};
  double before = 0.0;
  for (const double specialisation : {0.0, 1.0, 4.0}) {
    const double now = WholeTeam(scene, {1.0, 1.0}, specialisation).output(scene);
    EXPECT_GT(now, 1.05 * before) << specialisation;
    before = now;
  }
}

/// Random partners, efforts and sharpness of the division of labour.
struct RandomTeam {
  explicit RandomTeam(std::uint32_t replicate)
      : scene({.partners = 2 + static_cast<int>(replicate) % 7, .goals = 2}, {}, Arm::only_together,
              1, replicate),
        team(scene, efforts(), 4.0 * draw(100)) {}
  double draw(Key i) const {
    return scene.draws.uniform({.purpose = purpose::leave, .month = 9, .i = i});
  }
  std::vector<double> efforts() const {
    std::vector<double> effort;
    for (Key i = 0; i < scene.layout().organisations.size(); ++i) effort.push_back(5.0 * draw(i));
    return effort;
  }
  Scene scene;
  WholeTeam team;
};

TEST(Output, of_a_team_is_homogeneous_of_degree_one_in_effort) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    RandomTeam random(replicate);
    const double once = random.team.output(random.scene);
    for (const double factor : {1e-3, 2.0, 1e3}) {
      WholeTeam scaled = random.team;
      for (double& effort : scaled.effort) effort *= factor;
      EXPECT_NEAR(scaled.output(random.scene) / (factor * once), 1.0, 1e-12) << replicate;
    }
  }
}

TEST(Output, of_a_team_gives_everyone_exactly_their_own_hours) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    RandomTeam random(replicate);
    random.team.output(random.scene);
    const auto& fitted = random.team.workspace.line_ups[0];
    const double total =
        std::accumulate(random.team.effort.begin(), random.team.effort.end(), double(0.0));
    for (std::size_t i = 0; i < random.team.effort.size(); ++i) {
      double row = 0.0;
      for (std::size_t c = 0; c < 6; ++c)
        row += random.team.weight[i * 6 + c] * fitted.reach[i] * fitted.pull[c];
      EXPECT_NEAR(row / total, random.team.effort[i] / total, 1e-12) << replicate;
    }
  }
}

TEST(Output, of_a_team_falls_with_complexity) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    RandomTeam random(replicate);
    double before = 1e9;
    for (const double complexity : {0.0, 0.25, 0.5, 0.75, 1.0}) {
      for (Goal& goal : random.scene.setting->layout.goals) goal.complexity = complexity;
      const double now = random.team.output(random.scene);
      EXPECT_LT(now, before) << replicate << ' ' << complexity;
      before = now;
    }
  }
}

TEST(Output, of_a_team_without_someone_is_that_of_the_others) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    RandomTeam random(replicate);
    WholeTeam& team = random.team;
    const int out = static_cast<int>(team.effort.size()) - 1;
    const double without = team.output(random.scene, 6, out);
    EXPECT_GT(without, 0.0);
    for (std::size_t c = 0; c < 6; ++c) team.weight[out * 6 + c] = team.skilled[out * 6 + c] = 0.0;
    team.effort[out] = 0.0;
    EXPECT_DOUBLE_EQ(team.output(random.scene), without) << replicate;
  }
}

TEST(Output, of_two_line_ups_at_once_is_what_each_makes) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    RandomTeam random(replicate);
    WholeTeam& team = random.team;
    for (const int k : {0, 1}) {
      std::array both{line_up(team.view(), nobody, team.workspace, 0),
                      line_up(team.view(), 1, team.workspace, 1)};
      const auto [with, without] = team_outputs(random.scene.world, k, team.view(), both, 6, {});
      EXPECT_EQ(with, team.output(random.scene, 6, nobody, {}, k)) << replicate;
      EXPECT_EQ(without, team.output(random.scene, 6, 1, {}, k)) << replicate;
    }
  }
}

TEST(Output, of_a_team_does_not_depend_on_the_order_at_the_table) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    RandomTeam random(replicate);
    WholeTeam turned = random.team;
    const std::size_t n = turned.effort.size();
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t from = (i + 1) % n;
      turned.effort[i] = random.team.effort[from];
      for (std::size_t c = 0; c < 6; ++c) {
        turned.skill[i * 6 + c] = random.team.skill[from * 6 + c];
        turned.weight[i * 6 + c] = random.team.weight[from * 6 + c];
        turned.skilled[i * 6 + c] = random.team.skilled[from * 6 + c];
      }
    }
    const double straight = random.team.output(random.scene);
    EXPECT_NEAR(turned.output(random.scene) / straight, 1.0, 1e-12) << replicate;
  }
}

// ---- Openness, room, shares of the goals ---------------------------------------------------

TEST(Openness, loses_three_quarters_of_complexity_until_the_predecessor_is_half_done) {
  Scene scene({.goals = 3}, {}, Arm::only_together, 1, 0, 0.7);
  Output p;
  p.order_binds = 0.75;
  scene.world.progress = {0.499, 0.5, 0.0};
  EXPECT_EQ(openness(scene.world, 0, p), 1.0);
  EXPECT_NEAR(openness(scene.world, 1, p), 1.0 - 0.75 * 0.7, 1e-15);
  EXPECT_EQ(openness(scene.world, 2, p), 1.0);
}

TEST(Openness, needs_every_predecessor) {
  Scene scene({.goals = 3}, {}, Arm::only_together, 1, 0, 0.4);
  scene.setting->layout.goals[2].after = {0, 1};
  Output p;
  p.order_binds = 0.75;
  for (const std::vector<double>& done : {std::vector<double>{0.9, 0.1, 0.0}, {0.1, 0.9, 0.0}}) {
    scene.world.progress = done;
    EXPECT_NEAR(openness(scene.world, 2, p), 0.7, 1e-15);
  }
  scene.world.progress = {0.9, 0.9, 0.0};
  EXPECT_EQ(openness(scene.world, 2, p), 1.0);
}

TEST(Openness, is_full_for_simple_work_and_where_order_does_not_bind) {
  Scene simple({.goals = 2}, {}, Arm::only_together, 1, 0, 0.0);
  EXPECT_EQ(openness(simple.world, 1, Output{}), 1.0);
  Scene complex({.goals = 2}, {}, Arm::only_together, 1, 0, 1.0);
  Output p;
  p.order_binds = 0.0;
  EXPECT_EQ(openness(complex.world, 1, p), 1.0);
}

TEST(Shares, follow_the_mission_over_the_goals_with_room) {
  Scene scene({.goals = 3});
  scene.world.mission = {0.5, 0.3, 0.2};
  scene.world.progress = {1.0, 0.2, 0.0};
  std::vector<double> shares(3);
  scene.with_beacons(2);
  share_over_goals<double>(scene.world, 0, Output{}, shares);
  EXPECT_EQ(shares[0], 0.0);
  EXPECT_NEAR(shares[1], 0.6, 1e-15);
  EXPECT_NEAR(shares[2], 0.4, 1e-15);
}

TEST(Shares, follow_the_order_of_the_goals_once_the_third_beacon_stands) {
  // Goal 2 is open since goal 1 is done; goal 3 waits for goal 2: open 1 - 0.75 0.7 = 0.475.
  Scene scene({.goals = 3}, {}, Arm::only_together, 1, 0, 0.7);
  scene.world.mission = {0.5, 0.3, 0.2};
  scene.world.progress = {1.0, 0.2, 0.0};
  Output p;
  p.order_binds = 0.75;
  std::vector<double> shares(3);
  scene.with_beacons(3);
  share_over_goals<double>(scene.world, 0, p, shares);
  const double waiting = 0.2 * 0.475 * 0.475 * 0.475;
  EXPECT_EQ(shares[0], 0.0);
  EXPECT_NEAR(shares[1], 0.3 / (0.3 + waiting), 1e-14);
  EXPECT_NEAR(shares[2], waiting / (0.3 + waiting), 1e-14);
}

TEST(Shares, are_zero_when_nothing_is_left_to_do) {
  Scene scene({.goals = 2});
  scene.world.progress = {1.0, 1.0};
  std::vector<double> shares(2, 0.5);
  share_over_goals<double>(scene.world, 0, Output{}, shares);
  EXPECT_EQ(shares, (std::vector<double>{0.0, 0.0}));
}

TEST(Shares, sum_to_one_while_there_is_work) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    const int goals = 1 + static_cast<int>(replicate) % 7;
    const Scene scene =
        lived_in(replicate, 40, {.partners = 3 + static_cast<int>(replicate) % 6, .goals = goals});
    std::vector<double> shares(goals);
    share_over_goals<double>(scene.world, 0, Output{}, shares);
    double left = 0.0;
    for (int k = 0; k < goals; ++k) left += unfinished(scene.world, k);
    if (left == 0.0) continue;
    EXPECT_NEAR(std::accumulate(shares.begin(), shares.end(), 0.0), 1.0, 1e-12) << replicate;
    for (const double share_of_goal : shares) EXPECT_GE(share_of_goal, 0.0);
  }
}

TEST(Room, closes_when_a_goal_is_reached) {
  Scene scene({.goals = 2});
  scene.world.progress = {0.999999, 1.0};
  EXPECT_EQ(unfinished(scene.world, 0), 1.0);
  EXPECT_EQ(unfinished(scene.world, 1), 0.0);
}

// ---- Integration ---------------------------------------------------------------------------

TEST(Integration, is_the_geometric_mean_of_trust_and_knowledge_grown_by_beacons) {
  // sqrt(0.36 0.25) = 0.3, times 1.3 = 0.39, of which half needs beacons.
  Scene scene = table_of(3).knowing(0.36).trusting(0.25);
  Output p;
  p.integration_reach = 1.3;
  p.integration_floor = 0.5;
  const double expected[] = {0.195, 0.24375, 0.2925, 0.34125, 0.39};
  for (int beacons = 0; beacons <= 4; ++beacons)
    EXPECT_NEAR(integration(scene.with_beacons(beacons).world, 0, p), expected[beacons], 1e-15);
}

TEST(Integration, averages_over_ordered_pairs_of_members) {
  // Members 1 and 2: sqrt(0.64 0.25) = 0.4 one way, sqrt(0.16 0.25) = 0.2 the other: mean 0.3.
  Scene scene = table_of(3).knowing(1.0).trusting(1.0).with_beacons(4);
  scene.knowledge(0, 1) = 0.64;
  scene.knowledge(1, 0) = 0.16;
  scene.trust(0, 1) = 0.25;
  scene.trust(1, 0) = 0.25;
  scene.world.member[2] = false;
  Output p;
  p.integration_reach = 1.3;
  EXPECT_NEAR(integration(scene.world, 0, p), 0.39, 1e-15);
}

TEST(Integration, has_a_ceiling_of_one) {
  Scene scene = table_of(4).knowing(1.0).trusting(1.0);
  EXPECT_EQ(integration(scene.with_beacons(4).world, 0, Output{}), 1.0);
  EXPECT_EQ(integration(scene.with_beacons(0).world, 0, Output{}), 0.5);
}

TEST(Integration, is_nothing_without_trust_or_knowledge_or_reach) {
  EXPECT_EQ(integration(table_of(3).knowing(0.0).trusting(0.8).world, 0, Output{}), 0.0);
  EXPECT_EQ(integration(table_of(3).knowing(0.8).trusting(0.0).world, 0, Output{}), 0.0);
  Output p;
  p.integration_reach = 0.0;
  EXPECT_EQ(integration(table_of(3).knowing(0.8).trusting(0.8).world, 0, p), 0.0);
}

TEST(Integration, rises_with_trust_and_with_knowledge) {
  const auto at = [](double known, double trusted) {
    return integration(table_of(3).knowing(known).trusting(trusted).world, 0, Output{});
  };
  EXPECT_LT(at(0.2, 0.4), at(0.5, 0.4));
  EXPECT_LT(at(0.4, 0.2), at(0.4, 0.5));
}

TEST(Integration, is_a_share_in_every_world) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    const Scene scene = lived_in(replicate, 60, {.partners = 3 + static_cast<int>(replicate) % 8});
    const double now = integration(scene.world, 0, Output{});
    EXPECT_GE(now, 0.0) << replicate;
    EXPECT_LE(now, 1.0) << replicate;
  }
}

}  // namespace
}  // namespace samen::testing::output_test
