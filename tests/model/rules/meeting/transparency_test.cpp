// 7.14 Partners work in the open.
#include "model/rules/meeting/transparency.hpp"

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::transparency_test {
namespace {

Scene open_table(double transparency) {
  Scene scene = table_of(3).knowing(0.4).trusting(0.4);
  scene.levers([&](Levers& levers) { levers.transparency = transparency; });
  return scene;
}

TEST(Transparency, teaches_about_each_other_without_a_meeting) {
  Scene scene = open_table(0.5);
  scene.world.member[2] = false;
  work_in_the_open(scene.world, {.know = 0.1});
  EXPECT_NEAR(scene.knowledge(0, 1), 0.4 + 0.05 * 0.6, 1e-15);
  EXPECT_EQ(scene.knowledge(0, 2), 0.4);
  EXPECT_EQ(scene.knowledge(2, 0), 0.4);
}

TEST(Transparency, lets_trust_follow_delivery_faster_up_and_down) {
  // At twice the pace: up by 2 0.08 of a surprise of 0.4, down by 2 0.24 of a surprise of 0.2.
  for (const double delivered : {0.8, 0.2}) {
    Scene scene = open_table(1.0).operating().pledging(1.0).delivering(delivered).with_beacons(0.0);
    scene.levers([](Levers& levers) { levers.measure = 1.0; });
    scene.p().trust.gain = 0.08;
    scene.p().trust.loss = 0.24;
    scene.p().trust.transparency_speeds = 1.0;
    revise_trust(scene.world, scene.p().trust, scene.draws);
    EXPECT_NEAR(scene.trust(0, 1), delivered > 0.4 ? 0.4 + 0.16 * 0.4 : 0.4 - 0.48 * 0.2, 1e-15);
  }
}

TEST(Transparency, of_none_changes_nothing) {
  Scene scene = open_table(0.0);
  const auto before = state_of(scene.world);
  work_in_the_open(scene.world, scene.p().transparency);
  EXPECT_EQ(state_of(scene.world), before);
}

}  // namespace
}  // namespace samen::testing::transparency_test
