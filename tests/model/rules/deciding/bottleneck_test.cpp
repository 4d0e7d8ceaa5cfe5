// 7.23 One node through which all mandates pass.
#include "model/rules/deciding/bottleneck.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::bottleneck_test {
namespace {

/// A board month at an operating table where everyone but the host's board always approves.
Scene depending(double bottleneck) {
  Scene scene = table_of(3).operating().anchored(1.0).mandated(0.0).with_budget(10.0);
  scene.world.anchoring[0] = 0.0;  // the host
  scene.world.mission = {0.4, 0.3, 0.3};
  scene.levers([&](Levers& levers) { levers.bottleneck = bottleneck; });
  return scene;
}

void hold_board(Scene& scene) {
  scene.acts({"announce_money", "ask_home_boards", "approve_at_node", "weigh_options", "decide"});
}

/// Whether a pledge of the second partner passes the node.
bool let_through(Scene& scene) {
  return !scene.acts({"approve_at_node"}).world.held_at_node[1];
}

TEST(Bottleneck, without_the_hosts_board_nobodys_pledge_passes) {
  for (const double bottleneck : {0.0, 1.0}) {
    Scene scene = depending(bottleneck);
    hold_board(scene);
    EXPECT_EQ(scene.world.pledge[0], 0.0) << "the host's own board";
    EXPECT_EQ(scene.world.pledge[1] > 0.0, bottleneck == 0.0);
    int named = 0;
    for (const Event& event : scene.world.events()) named += event.reason == reason::bottleneck;
    EXPECT_EQ(named, bottleneck == 0.0 ? 0 : 2);
  }
}

TEST(Bottleneck, that_approves_is_none) {
  Scene scene = depending(1.0).anchored(1.0);
  hold_board(scene);
  for (const double cap : scene.world.cap) EXPECT_EQ(cap, 1.0);
}

TEST(Bottleneck, who_has_left_is_none) {
  Scene scene = depending(1.0);
  scene.world.member[0] = false;
  EXPECT_TRUE(let_through(scene));
}

TEST(Bottleneck, of_one_half_holds_up_half_of_the_pledges) {
  // n = 4000 boards; the band of four standard errors has a false-alarm rate below 1 in 10 000.
  Scene scene = depending(0.5);
  scene.setting->layout.calendar.board_interval = 1;
  int held_up = 0;
  constexpr int n = 4000;
  for (int month = 0; month < n; ++month) {
    scene.at(month);
    held_up += !let_through(scene);
  }
  EXPECT_NEAR(held_up / double{n}, 0.5, 4.0 * 0.5 / std::sqrt(double{n}));
}

TEST(Relapse, grows_unless_roles_are_named_again) {
  // 0.2 + 0.1 0.8 = 0.28; reflection of 0.1 undoes half of it.
  Scene scene = table_of(3);
  scene.world.relapse[0] = 0.2;
  Bottleneck p{.relapse = 0.1, .named_again = 5.0};
  scene.levers([](Levers& levers) { levers.reflection = 0.0; });
  slip_back(scene.world, p);
  EXPECT_NEAR(scene.world.relapse[0], 0.28, 1e-15);
  scene.world.relapse[0] = 0.2;
  scene.levers([](Levers& levers) { levers.reflection = 0.1; });
  slip_back(scene.world, p);
  EXPECT_NEAR(scene.world.relapse[0], 0.14, 1e-15);
  scene.levers([](Levers& levers) { levers.reflection = 0.5; });
  slip_back(scene.world, p);
  EXPECT_EQ(scene.world.relapse[0], 0.0);
}

TEST(Relapse, makes_a_bottleneck_of_the_host) {
  Scene scene = depending(0.0);
  EXPECT_TRUE(let_through(scene));
  scene.world.relapse[0] = 1.0;
  EXPECT_FALSE(let_through(scene));
}

TEST(Relapse, at_rate_zero_changes_nothing) {
  Scene scene = table_of(3);
  const auto before = state_of(scene.world);
  slip_back(scene.world, Bottleneck{});
  EXPECT_EQ(state_of(scene.world), before);
}

}  // namespace
}  // namespace samen::testing::bottleneck_test
