// 7.1 The funder sits at the table: what it eases, and what it costs when its role is not clear.
#include <cmath>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::funder_test {
namespace {

using testing::lived_in;
using testing::Scene;
using testing::state_of;
using testing::table_of;

/// Three partners, the second of which is the funder.
Scene funded_table(double clarity, FunderRole role = FunderRole::partner) {
  Scene scene({.partners = 3, .goals = 2});
  scene.setting->layout.tables[0].funder = 1;
  scene.levers([=](Levers& levers) { levers.funder_role = role, levers.role_clarity = clarity; });
  return scene;
}

Funder stated() {
  return {.eases = 0.25, .support = 0.5, .pull = 0.5, .silences = 0.4};
}

TEST(FunderAtTheTable, eases_the_change_asked_of_everyone) {
  Scene scene = funded_table(1.0).owning(0.5);
  const double before = felt_change_cost(scene.world, 0, scene.p().decision);
  seat_funder(scene.world, stated());
  EXPECT_NEAR(felt_change_cost(scene.world, 0, scene.p().decision), 0.75 * before, 1e-15);
}

TEST(FunderAtTheTable, lets_plans_take_the_collaboration_up_as_far_as_it_knows_the_partners) {
  Scene scene = funded_table(1.0).anchored(0.5).owning(0.4).knowing(0.1);
  scene.knowledge(1, 0) = 0.7, scene.knowledge(1, 2) = 0.5;  // what the funder knows of them
  for (double& space : scene.world.white_space) space = 0.03;
  Policy p;
  p.plan_uptake = 0.02;
  p.white_space_ceiling = 0.15;
  scene.at(30);
  seat_funder(scene.world, stated());
  open_policy_period(scene.world, p);
  EXPECT_NEAR(scene.world.white_space[0], 0.03 + 0.02 * 0.5 * 0.4 * (1.0 + 0.5 * 0.6), 1e-15);
}

TEST(FunderAtTheTable, without_a_clear_role_draws_the_mission_towards_its_agenda) {
  for (const double clarity : {1.0, 0.2, 0.0}) {
    Scene scene = funded_table(clarity);
    scene.world.aspiration = {1.0, 0.0, 0.0, 1.0, 1.0, 0.0};
    scene.world.expressed = {0.5, 0.5, 0.5, 0.5, 0.5, 0.5};
    seat_funder(scene.world, stated());
    draw_up_mission(scene.world, 0, scene.p().mission);
    EXPECT_NEAR(scene.world.mission[1], 0.5 + (1.0 - clarity) * 0.5 * 0.5, 1e-15);
    EXPECT_NEAR(scene.world.mission[0] + scene.world.mission[1], 1.0, 1e-15);
  }
}

TEST(FunderAtTheTable, without_a_clear_role_lets_disappointment_count_for_more) {
  // Safety 1 with four beacons softens a loss by 0.4; with a funder whose role is half clear, by
  // 0.4 * 0.8.
  const auto fallen = [](Scene scene) {
    scene.operating().pledging(1.0).delivering(0.0).trusting(0.5).with_beacons(4.0);
    scene.levers([](Levers& levers) { levers.safety = levers.measure = 1.0; });
    seat_funder(scene.world, stated());
    Trust p;
    p.loss = 0.2;
    p.safety_softens = 0.4;
    revise_trust(scene.world, p, scene.draws);
    return 0.5 - scene.trust(0, 2);
  };
  EXPECT_NEAR(fallen(funded_table(1.0)), 0.5 * 0.2 * 0.6, 1e-15);
  EXPECT_NEAR(fallen(funded_table(0.5)), 0.5 * 0.2 * (1.0 - 0.4 * 0.8), 1e-15);
}

TEST(FunderAtTheTable, without_a_clear_role_leaves_more_conflicts_unspoken) {
  // Handled with chance sqrt(method * safety * kept): sqrt(1 * 0.64 * 0.6) = 0.6197 instead of 0.8.
  // n = 3000, 4 standard errors, false alarm 6e-5.
  constexpr int conflicts = 3000;
  Scene scene = funded_table(0.0).aligned(0.0).with_method(1.0);
  scene.levers([](Levers& levers) { levers.safety = 0.64; });
  scene.p().conflict = {.rate = 1.0, .lesson = 0.0, .damage = 0.0};
  seat_funder(scene.world, stated());
  int handled = 0;
  for (std::uint32_t replicate = 0; replicate < conflicts; ++replicate) {
    scene.draws = Draws<double>(5, replicate);
    scene.forgetting_events();
    scene.acts({"recall_tension", "raise_conflicts", "smooth_over", "face_conflict"});
    ASSERT_EQ(scene.world.events().size(), 1u);
    handled += scene.world.events()[0].kind == event::conflict_handled;
  }
  const double chance = std::sqrt(0.64 * 0.6);
  EXPECT_NEAR(handled / double{conflicts}, chance,
              4.0 * std::sqrt(chance * (1.0 - chance) / conflicts));
}

TEST(FunderAtTheTable, who_has_left_eases_and_draws_nothing) {
  Scene scene = funded_table(0.0);
  seat_funder(scene.world, stated());
  EXPECT_GT(scene.world.funder_pull[0], 0.0);
  scene.world.member[1] = false;
  seat_funder(scene.world, stated());
  EXPECT_EQ(scene.world.funder_pull[0], 0.0);
  EXPECT_EQ(scene.world.change_eased[0], 1.0);
  EXPECT_EQ(scene.world.plan_support[0], 1.0);
  EXPECT_EQ(scene.world.safety_kept[0], 1.0);
}

TEST(FunderAtTheTable, outside_or_unnamed_it_changes_nothing) {
  for (Scene scene : {funded_table(0.0, FunderRole::outside), funded_table(0.0)}) {
    if (scene.world.levers(0).funder_role == FunderRole::partner)
      scene.setting->layout.tables[0].funder = -1;
    const auto before = state_of(scene.world);
    seat_funder(scene.world, stated());
    EXPECT_EQ(scene.world.funder_pull[0], 0.0);
    EXPECT_EQ(scene.world.change_eased[0], 1.0);
    EXPECT_EQ(state_of(scene.world), before);
  }
}

}  // namespace
}  // namespace samen::funder_test
