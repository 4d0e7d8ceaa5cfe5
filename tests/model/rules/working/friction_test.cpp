// 7.5 What the world puts in the way.
#include "model/rules/working/friction.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::friction_test {
namespace {

TEST(Friction, multiplies_what_coordination_costs) {
  double overhead[2];
  for (const int friction : {0, 1}) {
    Scene scene = table_of(5).operating().with_puller(0.0).pledging(10.0);
    scene.world.friction[0] = 0.5 * friction;
    scene.world.total_effort[0] = 50.0;
    scene.with_start_money().acts({"announce_money"});
    pay_bills(scene.world, 0, scene.p().production);
    overhead[friction] = scene.world.overhead_paid[0];
    EXPECT_NEAR(scene.world.table_account[0].balance(), 0.0, 1e-12);
  }
  EXPECT_GT(overhead[0], 0.0);
  EXPECT_NEAR(overhead[1], 1.5 * overhead[0], 1e-12);
}

TEST(Friction, starts_at_the_lever_and_falls_while_a_government_is_a_member) {
  Parameters p = first_edition();
  p.levers.friction = 2.0;
  Scene scene(SceneSize{.partners = 3}, p);
  EXPECT_EQ(scene.world.friction[0], 2.0);
  p.friction.government_learns = 0.1;
  ease_friction(scene.world, p.friction);
  EXPECT_EQ(scene.world.friction[0], 2.0);
  scene.setting->layout.organisations[1].sector = Sector::government;
  ease_friction(scene.world, p.friction);
  EXPECT_NEAR(scene.world.friction[0], 1.8, 1e-15);
  scene.world.member[1] = false;
  ease_friction(scene.world, p.friction);
  EXPECT_NEAR(scene.world.friction[0], 1.8, 1e-15) << "the government has left";
}

/// A table at work that meets an obstacle whenever there is none.
Scene obstructed() {
  Scene scene = table_of(3).operating().delivering(0.8).with_puller(0.0).anchored(0.0);
  scene.levers([](Levers& levers) { levers.obstacles = 12.0; });
  scene.p().friction.loss = 0.25;
  scene.p().friction.solved = 0.0;
  return scene;
}

void meet(Scene& scene) {
  meet_obstacles(scene.world, scene.p().friction, scene.draws);
}

TEST(Obstacles, cost_part_of_what_is_delivered_while_they_stand) {
  Scene scene = obstructed();
  meet(scene);
  EXPECT_TRUE(bool(scene.world.obstructed[0]));
  for (const double delivered : scene.world.delivered) EXPECT_NEAR(delivered, 0.6, 1e-15);
  ASSERT_EQ(scene.world.events().size(), 1u);
  EXPECT_EQ(scene.world.events()[0].kind, event::obstacle_arises);
  scene.at(1).delivering(0.8);
  meet(scene);
  for (const double delivered : scene.world.delivered) EXPECT_NEAR(delivered, 0.6, 1e-15);
  EXPECT_EQ(scene.world.events().size(), 1u) << "one at a time";
}

TEST(Obstacles, are_solved_by_a_puller_and_by_partners_backed_at_home) {
  Scene scene = obstructed();
  scene.p().friction = {.solved = 0.2, .puller = 0.4, .anchoring = 0.4};
  scene.with_puller(0.5).anchored(0.25);
  EXPECT_NEAR(solving_chance(scene.world, 0, scene.p().friction), 0.2 + 0.2 + 0.1, 1e-15);
  meet(scene);
  scene.p().friction.solved = 1.0;
  scene.at(1).delivering(0.8);
  meet(scene);
  EXPECT_FALSE(bool(scene.world.obstructed[0]));
  EXPECT_EQ(scene.world.delivered[0], 0.8);
  EXPECT_EQ(scene.world.events().back().kind, event::obstacle_solved);
}

TEST(Obstacles, arise_at_their_rate) {
  // 6 a year: a chance of one half a month. n = 4000 months; the band of four standard errors has
  // a false-alarm rate below 1 in 10 000.
  Scene scene = obstructed();
  scene.levers([](Levers& levers) { levers.obstacles = 6.0; });
  int arisen = 0;
  constexpr int n = 4000;
  for (int month = 0; month < n; ++month) {
    scene.world.obstructed[0] = false;
    scene.at(month);
    meet(scene);
    arisen += scene.world.obstructed[0];
  }
  EXPECT_NEAR(arisen / double{n}, 0.5, 4.0 * 0.5 / std::sqrt(double{n}));
}

TEST(Obstacles, at_rate_zero_or_before_operations_change_nothing) {
  Scene scene = obstructed();
  scene.levers([](Levers& levers) { levers.obstacles = 0.0; });
  const auto before = state_of(scene.world);
  meet(scene);
  EXPECT_EQ(state_of(scene.world), before);
  scene.levers([](Levers& levers) { levers.obstacles = 12.0; });
  scene.world.operating[0] = false;
  meet(scene);
  EXPECT_FALSE(bool(scene.world.obstructed[0]));
}

}  // namespace
}  // namespace samen::testing::friction_test
