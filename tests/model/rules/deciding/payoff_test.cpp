// 7.29 Boards learn from what paid.
#include "model/rules/deciding/payoff.hpp"

#include <numeric>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::payoff_test {
namespace {

Payoff stated() {
  Payoff p;
  p.months = 48.0;
  p.eco = 0.0;
  p.strength = 9.0;
  p.forgetting = 0.1;
  p.experimentation = 0.2;
  return p;
}

Parameters learning_boards() {
  Parameters p;
  p.decision.rule = BoardRule::payoff;
  p.levers.operate_after = 0;
  return p;
}

/// One goal; three partners with known propensities, payoffs and shares.
Scene three_options() {
  Scene scene(SceneSize{.partners = 3, .goals = 1}, learning_boards(), Arm::together);
  scene.operating().anchored(1.0).with_budget(10.0);
  scene.world.keep_propensity = {4.0, 4.0, 4.0};
  scene.world.alone_propensity = {1.0, 1.0, 1.0};
  scene.world.together_propensity = {5.0, 5.0, 5.0};
  scene.world.alone_earned = {1.0, 0.0, 0.0};
  scene.world.alone_spent = {2.0, 0.0, 0.0};
  scene.world.together_earned = {6.0, 0.0, 0.0};
  scene.world.together_spent = {4.0, 0.0, 0.0};
  scene.world.conventions.keep = 0.4;
  return scene;
}

TEST(PayoffRule, reinforces_by_what_an_option_paid_times_its_share) {
  Scene scene = three_options();
  reinforce_options(scene.world, 0, stated());
  // Paid per k€: keep 0.4, alone 0.5, together 1.5; shares 0.4, 0.1, 0.5.
  const double keep = 0.16, alone = 0.05, together = 0.75;
  EXPECT_NEAR(scene.world.keep_propensity[0], 3.6 + 0.8 * keep + 0.1 * (alone + together), 1e-14);
  EXPECT_NEAR(scene.world.alone_propensity[0], 0.9 + 0.8 * alone + 0.1 * (keep + together), 1e-14);
  EXPECT_NEAR(scene.world.together_propensity[0], 4.5 + 0.8 * together + 0.1 * (keep + alone),
              1e-14);
  EXPECT_EQ(scene.world.together_earned[0], 0.0);  // the next board counts anew
  EXPECT_EQ(scene.world.alone_spent[0], 0.0);
}

TEST(PayoffRule, an_option_that_opens_is_tried_as_much_as_the_mean_of_the_others) {
  Scene scene = three_options();
  scene.world.together_propensity[0] = 0.0;
  reinforce_options(scene.world, 0, stated());
  EXPECT_NEAR(scene.world.together_propensity[0], 2.5, 1e-14);
}

TEST(PayoffRule, before_the_first_board_all_options_are_alike) {
  Scene scene(SceneSize{.partners = 3, .goals = 1}, learning_boards(), Arm::together);
  scene.operating().world.conventions.keep = 0.4;
  reinforce_options(scene.world, 0, stated());
  const double kept = scene.world.keep_propensity[0];
  // Only keeping pays at once, so the first board reinforces it alone: 0.9 * 3.6 + 0.8 * 0.4.
  EXPECT_NEAR(kept, 0.9 * 3.6 + 0.8 * 0.4, 1e-14);
  EXPECT_NEAR(scene.world.alone_propensity[0], 3.6, 1e-14);
  EXPECT_NEAR(scene.world.together_propensity[0], 3.6, 1e-14);
}

TEST(PayoffRule, divides_the_budget_in_proportion_and_keeps_the_mandate_gate) {
  // A board at which nothing paid and nothing is forgotten: propensities stay what they are.
  Scene scene = three_options();
  scene.world.alone_earned[0] = scene.world.together_earned[0] = 0.0;
  scene.p().decision.keep = scene.p().payoff.forgetting = 0.0;
  scene.acts({"ask_home_boards", "weigh_options", "reinforce"});
  divide_budget(scene.world, 0, scene.p().decision, scene.workspace());
  EXPECT_NEAR(scene.world.solo_pledge[0], 10.0 * 0.1, 1e-14);
  EXPECT_NEAR(scene.world.pledge[0], 10.0 * 0.5, 1e-14);
  scene.anchored(0.0).mandated(0.5).acts({"ask_home_boards"});
  divide_budget(scene.world, 0, scene.p().decision, scene.workspace());
  EXPECT_NEAR(scene.world.pledge[0], 10.0 * 0.5 * scene.p().decision.mandate_reach * 0.5, 1e-14);
}

TEST(PayoffRule, what_pays_wins_in_the_long_run) {
  Scene scene = three_options();
  for (int board = 0; board < 400; ++board) {
    scene.world.together_earned[0] = 3.0, scene.world.together_spent[0] = 1.0;
    scene.world.alone_earned[0] = 0.1, scene.world.alone_spent[0] = 1.0;
    reinforce_options(scene.world, 0, stated());
  }
  const double total = scene.world.keep_propensity[0] + scene.world.alone_propensity[0] +
                       scene.world.together_propensity[0];
  EXPECT_GT(scene.world.together_propensity[0] / total, 0.7);
  EXPECT_LT(scene.world.alone_propensity[0] / total, 0.2);  // experimentation keeps it alive
}

TEST(PayoffRule, credits_progress_by_the_part_of_the_effort_that_made_it) {
  Scene scene(SceneSize{.partners = 2, .goals = 1}, learning_boards(), Arm::together);
  World<double>& world = scene.operating().world;
  Goal& goal = scene.setting->layout.goals[0];
  goal.burden = 40.0;
  goal.growth = 0.0;
  goal.relief = 0.8;
  goal.revenue = 2.0;
  scene.renewed();
  world.burden_share = {0.25, 0.25};
  world.solo_output = {0.5, 0.5};
  world.solo_pledge = {2.0, 0.0};
  world.effort = {1.0, 3.0};
  world.total_effort = {4.0};
  world.table_output = {4.0};
  world.output = {5.0};  // 1 of this is the first partner's own project
  world.earlier_progress = {0.1};
  world.progress = {0.2};
  world.learns_from_payoff = true;
  earn_payoffs(world, stated());
  const double value = 48.0 * (0.25 * 40.0 * 0.8 + 2.0);  // of full progress: 480 k€
  EXPECT_NEAR(world.together_earned[0], value * 0.1 * 0.8 * 0.25, 1e-12);
  EXPECT_NEAR(world.together_earned[1], value * 0.1 * 0.8 * 0.75, 1e-12);
  EXPECT_NEAR(world.alone_earned[0], value * 0.1 * 0.2, 1e-12);
  EXPECT_EQ(world.alone_earned[1], 0.0);
  EXPECT_EQ(world.together_spent[1], 3.0);
}

TEST(PayoffRule, the_common_good_counts_only_where_asked_for) {
  Scene scene(SceneSize{.partners = 2, .goals = 1}, learning_boards());
  scene.world.eco = {0.9, 0.0};
  scene.world.burden_share = {0.25, 0.25};
  Payoff p = stated();
  EXPECT_EQ(payoff_of_goal(scene.world, 0, 0, p), payoff_of_goal(scene.world, 1, 0, p));
  p.eco = 1.0;
  EXPECT_GT(payoff_of_goal(scene.world, 0, 0, p), payoff_of_goal(scene.world, 1, 0, p));
}

TEST(PayoffRule, under_the_other_rule_no_propensity_exists) {
  for (std::uint32_t replicate = 0; replicate < 5; ++replicate) {
    const Scene scene = lived_in(replicate, 40, {}, {}, Arm::together);
    for (const double propensity : scene.world.keep_propensity) EXPECT_EQ(propensity, 0.0);
    for (const double earned : scene.world.together_earned) EXPECT_EQ(earned, 0.0);
  }
}

TEST(PayoffRule, what_it_divides_never_exceeds_the_budget_in_any_world) {
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    const Scene scene = lived_in(replicate, 61, {.partners = 5}, learning_boards(), Arm::together);
    for (int i = 0; i < 5; ++i)  // of the last board, month 60
      EXPECT_LE(scene.world.solo_pledge[i] + scene.world.pledge[i],
                scene.world.open_budget[i] + 1e-12);
  }
}

}  // namespace
}  // namespace samen::testing::payoff_test
