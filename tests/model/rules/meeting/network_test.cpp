// 7.13 Tables learn from each other.
#include "model/rules/meeting/network.hpp"

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::network_test {
namespace {

/// Three tables of two sets of people each; the first is the best led, the last stays apart.
Scene tables_in_network(double part = 1.0) {
  Setting setting = landscape(20, 3, 1);
  for (const std::size_t m : {0, 1}) setting.layout.tables[m].levers.network = part;
  Scene scene(setting);
  scene.world.method = {0.9, 0.4, 0.2};
  scene.p().network.method = 0.2;
  scene.p().network.skill = 0.1;
  return scene.at(6);
}

void gather(Scene& scene) {
  gather_network(scene.world, scene.p().network);
}

TEST(Network, takes_over_part_of_the_best_method) {
  Scene scene = tables_in_network();
  gather(scene);
  EXPECT_EQ(scene.world.method[0], 0.9) << "the best has nothing to learn";
  EXPECT_NEAR(scene.world.method[1], 0.4 + 0.2 * 0.5, 1e-15);
  EXPECT_EQ(scene.world.method[2], 0.2) << "outside the network";
  ASSERT_EQ(scene.world.events().size(), 1u);
  EXPECT_EQ(scene.world.events()[0].kind, event::network_learns);
  EXPECT_NEAR(scene.world.events()[0].value, 0.1, 1e-15);
  EXPECT_EQ(scene.world.gathered[1], 1.0) << "a day of somebody";
  EXPECT_EQ(scene.world.gathered[2], 0.0);
}

TEST(Network, gathers_twice_a_year) {
  for (int month = 0; month < 14; ++month) {
    Scene scene = tables_in_network();
    scene.at(month);
    gather(scene);
    EXPECT_EQ(scene.world.method[1] > 0.4, month == 6 || month == 12) << month;
  }
}

TEST(Network, does_not_learn_from_a_table_that_ended) {
  Scene scene = tables_in_network();
  scene.world.alive[0] = false;
  gather(scene);
  EXPECT_EQ(scene.world.method[1], 0.4);
}

TEST(Network, spreads_skills_as_far_as_organisations_learn) {
  Scene scene = tables_in_network().skilled(0.5);
  const int capabilities = scene.layout().capabilities;
  const int best = scene.layout().seats[0].organisation;
  const int other = scene.layout().seats[7].organisation;
  const int apart = scene.layout().seats[14].organisation;
  const auto skill = [&](int i) -> double& {
    return scene.world.capability[static_cast<std::size_t>(i * capabilities)];
  };
  skill(best) = 1.5;
  scene.world.learning[static_cast<std::size_t>(other)] = 0.5;
  gather(scene);
  EXPECT_NEAR(skill(other), 0.5 + 0.1 * 0.5 * 1.0, 1e-15);
  EXPECT_EQ(skill(best), 1.5);
  EXPECT_EQ(skill(apart), 0.5);
}

TEST(Network, of_nobody_changes_nothing) {
  Scene scene = tables_in_network(0.0);
  const auto before = state_of(scene.world);
  gather(scene);
  EXPECT_EQ(state_of(scene.world), before);
}

TEST(Network, on_random_worlds_nobody_gets_past_the_best) {
  for (std::uint32_t replicate = 0; replicate < 6; ++replicate) {
    Setting setting = landscape(14, 4, 2);
    for (TableLayout& at : setting.layout.tables) at.levers.network = 1.0;
    setting.parameters.network.interval = 1;
    setting.parameters.network.skill = 1.0;
    Scene scene(setting, Arm::only_together, replicate);
    double best = 0.0;
    for (const double skill : scene.world.capability) best = skill > best ? skill : best;
    scene.world.month = -1;
    for (int t = 0; t < 30; ++t) live_a_month(scene);
    for (const double skill : scene.world.capability) EXPECT_LE(skill, best * (1.0 + 1e-12));
  }
}

}  // namespace
}  // namespace samen::testing::network_test
