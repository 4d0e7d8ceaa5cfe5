// 7.2 A policy period opens: cuts end and the plan takes up what is anchored and owned.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::policy_test {
namespace {

using testing::lived_in;
using testing::Scene;
using testing::state_of;
using testing::table_of;

constexpr int opening = 30;

Scene at_opening(int partners = 3) {
  Scene scene = table_of(partners).at(opening);
  scene.setting->layout.calendar.periods = {opening, 90};
  return scene;
}

/// Two partners who sit together at two tables: seats 0 and 2 are of the first, 1 and 3 of the
/// second.
Scene at_two_tables() {
  Scene scene = table_of(2);
  LayoutPlan plan;
  plan.calendar.periods = {opening};
  plan.sets = {{"challenge", {Goal{.name = "goal"}}}};
  plan.organisations.resize(2);
  plan.organisations[0].name = "first";
  plan.organisations[1].name = "second";
  plan.tables.resize(2);
  for (int m : {0, 1}) {
    plan.tables[m].name = m == 0 ? "one table" : "another table";
    plan.tables[m].members = {0, 1};
  }
  scene.setting->layout = lay_out(plan);
  scene.setting->initial_values.mixes.resize(1);
  scene.setting->initial_values.given_missions.resize(2);
  start(scene.world, *scene.setting, Arm::only_together, scene.draws);
  return scene.at(opening);
}

/// Worlds of different size, age and luck, at the start of a policy period.
Scene random_opening(std::uint32_t replicate) {
  const int r = static_cast<int>(replicate);
  Scene scene = lived_in(replicate, 3 + 2 * r, {.partners = 3 + r % 6, .goals = 1 + r % 4});
  scene.setting->layout.calendar.periods = {opening};
  return scene.at(opening);
}

TEST(Policy, a_plan_takes_up_what_is_anchored_and_owned) {
  Scene scene = at_opening().anchored(0.5).owning(0.6);
  std::ranges::fill(scene.world.white_space, 0.03);
  open_policy_period(scene.world, {.plan_uptake = 0.02, .white_space_ceiling = 0.15});
  for (const double w : scene.world.white_space) EXPECT_NEAR(w, 0.03 + 0.02 * 0.5 * 0.6, 1e-15);
}

TEST(Policy, the_seat_that_is_best_anchored_and_owned_counts) {
  Scene scene = at_two_tables();
  std::ranges::fill(scene.world.white_space, 0.03);
  scene.world.anchoring = {0.9, 0.5, 0.4, 0.5};
  scene.world.ownership = {0.1, 0.2, 0.5, 0.8};
  open_policy_period(scene.world, {.plan_uptake = 0.1, .white_space_ceiling = 1.0});
  // First partner: the greater of 0.9 * 0.1 and 0.4 * 0.5; second: of 0.5 * 0.2 and 0.5 * 0.8.
  EXPECT_NEAR(scene.world.white_space[0], 0.03 + 0.1 * 0.20, 1e-15);
  EXPECT_NEAR(scene.world.white_space[1], 0.03 + 0.1 * 0.40, 1e-15);
}

TEST(Policy, a_seat_left_or_at_an_ended_table_does_not_count) {
  Scene scene = at_two_tables();
  std::ranges::fill(scene.world.white_space, 0.03);
  scene.world.anchoring = {0.5, 0.5, 1.0, 1.0};
  scene.world.ownership = {0.5, 0.5, 1.0, 1.0};
  scene.world.member[0] = false;
  scene.world.alive[1] = false;
  open_policy_period(scene.world, {.plan_uptake = 0.1, .white_space_ceiling = 1.0});
  EXPECT_EQ(scene.world.white_space[0], 0.03);
  EXPECT_NEAR(scene.world.white_space[1], 0.03 + 0.1 * 0.25, 1e-15);
}

TEST(Policy, own_work_is_taken_up_by_its_part_of_the_open_budget) {
  Scene scene = at_opening();
  scene.world.white_space = {0.03, 0.03, 0.03};
  scene.world.open_budget = {8.0, 0.0, 5.0};
  scene.world.solo_pledge = {6.0, 0.0, 5.0};
  open_policy_period(scene.world,
                     {.plan_uptake = 0.04, .own_uptake = 0.5, .white_space_ceiling = 0.15});
  EXPECT_NEAR(scene.world.white_space[0], 0.03 + 0.04 * 0.5 * 0.75, 1e-15);
  EXPECT_EQ(scene.world.white_space[1], 0.03);  // where no budget was open, none was used
  EXPECT_NEAR(scene.world.white_space[2], 0.03 + 0.04 * 0.5, 1e-15);
}

TEST(Policy, the_better_of_table_and_own_work_counts) {
  for (const double owned : {0.2, 0.9}) {
    Scene scene = at_opening().anchored(1.0).owning(owned);
    std::ranges::fill(scene.world.white_space, 0.03);
    std::ranges::fill(scene.world.open_budget, 4.0);
    std::ranges::fill(scene.world.solo_pledge, 2.0);
    open_policy_period(scene.world,
                       {.plan_uptake = 0.04, .own_uptake = 1.0, .white_space_ceiling = 0.15});
    for (const double w : scene.world.white_space)
      EXPECT_NEAR(w, 0.03 + 0.04 * std::max(0.5, owned), 1e-15);
  }
}

TEST(Policy, own_work_at_factor_zero_leaves_the_white_space_as_it_was) {
  Scene scene = at_opening().anchored(0.0);
  std::ranges::fill(scene.world.open_budget, 4.0);
  std::ranges::fill(scene.world.solo_pledge, 4.0);
  const auto before = state_of(scene.world);
  open_policy_period(scene.world, {.plan_uptake = 0.1, .own_uptake = 0.0});
  EXPECT_EQ(state_of(scene.world), before);
}

TEST(Policy, the_ceiling_holds) {
  Scene scene = at_opening().anchored(1.0).owning(1.0);
  std::ranges::fill(scene.world.white_space, 0.145);
  open_policy_period(scene.world, {.plan_uptake = 0.02, .white_space_ceiling = 0.15});
  for (const double w : scene.world.white_space) EXPECT_EQ(w, 0.15);
}

TEST(Policy, a_new_period_ends_the_cuts_in_every_arm) {
  for (const Arm arm : {Arm::nothing, Arm::alone, Arm::only_together, Arm::together}) {
    Scene scene({}, {}, arm);
    scene.setting->layout.calendar.periods = {opening};
    scene.world.cut = {0.3, 1.0, 0.3};
    open_policy_period(scene.at(opening - 1).world, {});
    EXPECT_EQ(scene.world.cut, (std::vector<double>{0.3, 1.0, 0.3}));
    open_policy_period(scene.at(opening).world, {});
    EXPECT_EQ(scene.world.cut, (std::vector<double>{1.0, 1.0, 1.0}));
  }
}

TEST(Policy, plans_open_in_the_months_of_the_calendar_only) {
  Scene scene = at_opening().anchored(1.0).owning(1.0);
  std::vector<int> changed;
  for (int t = 0; t < 150; ++t) {
    std::ranges::fill(scene.world.white_space, 0.03);
    open_policy_period(scene.at(t).world, {.plan_uptake = 0.02, .white_space_ceiling = 0.15});
    if (scene.world.white_space[0] != 0.03) changed.push_back(t);
  }
  EXPECT_EQ(changed, (std::vector<int>{30, 90}));
}

TEST(Policy, without_uptake_a_plan_leaves_the_white_space_as_it_was) {
  Scene scene = at_opening().anchored(1.0).owning(1.0);
  const auto before = state_of(scene.world);
  open_policy_period(scene.world, {.plan_uptake = 0.0, .white_space_ceiling = 0.15});
  EXPECT_EQ(state_of(scene.world), before);
}

TEST(Policy, each_cause_widens_the_white_space) {
  struct Cause {
    const char* name;
    std::function<void(Scene&, Policy&, double)> set;
    double low, high;
  };
  const std::vector<Cause> causes{
      {"plan_uptake", [](Scene&, Policy& p, double x) { p.plan_uptake = x; }, 0.01, 0.03},
      {"ceiling", [](Scene&, Policy& p, double x) { p.white_space_ceiling = x; }, 0.04, 0.06},
      {"own_uptake",
       [](Scene& s, Policy& p, double x) {
         s.world.open_budget = s.world.solo_pledge = {4.0, 4.0, 4.0};
         p.own_uptake = x;
       },
       0.7, 0.9},
      {"anchoring", [](Scene& s, Policy&, double x) { s.anchored(x); }, 0.2, 0.7},
      {"ownership", [](Scene& s, Policy&, double x) { s.owning(x); }, 0.2, 0.7}};
  for (const Cause& cause : causes) {
    const auto outcome = [&](double x) {
      Scene scene = at_opening().anchored(0.8).owning(0.8);
      std::ranges::fill(scene.world.white_space, 0.03);
      Policy p{.plan_uptake = 0.1, .white_space_ceiling = 0.15};
      cause.set(scene, p, x);
      open_policy_period(scene.world, p);
      return scene.world.white_space[0];
    };
    EXPECT_LT(outcome(cause.low), outcome(cause.high)) << cause.name;
  }
}

TEST(Policy, in_any_world_white_space_grows_by_at_most_the_uptake_and_nothing_else_changes) {
  const Policy p{.plan_uptake = 0.05, .own_uptake = 0.7, .white_space_ceiling = 0.15};
  int grown = 0;
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_opening(replicate);
    const World<double> before = scene.world;
    open_policy_period(scene.world, p);
    for (const int i : scene.layout().all_organisations()) {
      grown += scene.world.white_space[i] > before.white_space[i];
      EXPECT_GE(scene.world.white_space[i], before.white_space[i]);
      EXPECT_LE(scene.world.white_space[i], before.white_space[i] + p.plan_uptake);
      EXPECT_LE(scene.world.white_space[i], p.white_space_ceiling);
      EXPECT_EQ(scene.world.cut[i], 1.0);
    }
    scene.world.white_space = before.white_space;
    scene.world.cut = before.cut;
    EXPECT_EQ(state_of(scene.world), state_of(before));
  }
  EXPECT_GT(grown, 0);
}

TEST(Policy, relabelling_partners_changes_nothing) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_opening(replicate);
    Scene reversed = scene;
    const auto reverse = [](auto& column) { std::ranges::reverse(column); };
    reverse(reversed.world.white_space);
    reverse(reversed.world.anchoring);
    reverse(reversed.world.ownership);
    reverse(reversed.world.member);
    open_policy_period(scene.world, {.plan_uptake = 0.05, .white_space_ceiling = 0.15});
    open_policy_period(reversed.world, {.plan_uptake = 0.05, .white_space_ceiling = 0.15});
    reverse(reversed.world.white_space);
    EXPECT_EQ(scene.world.white_space, reversed.world.white_space);
  }
}

}  // namespace
}  // namespace samen::policy_test
