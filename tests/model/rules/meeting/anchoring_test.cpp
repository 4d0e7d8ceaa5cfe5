// 7.21 The collaboration is anchored at home: who brings it there, and how the link fades.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::anchoring_test {
namespace {

using testing::lived_in;
using testing::Scene;
using testing::state_of;
using testing::table_of;

Anchoring stated() {
  Anchoring p;
  p.puller = 0.05;
  p.delegate = 0.06;
  p.fade = 0.02;
  return p;
}

/// Half a puller; delegates with ownership 0.5 and motivation 0.8; anchoring 0.4.
Scene visited_table() {
  return table_of(3).with_puller(0.5).owning(0.5).motivated(0.8).anchored(0.4);
}

Scene random_world(std::uint32_t replicate) {
  const int r = static_cast<int>(replicate);
  return lived_in(replicate, 3 + 2 * r, {.partners = 3 + r % 6, .goals = 1 + r % 4});
}

TEST(Anchoring, a_puller_and_a_motivated_owner_bring_it_home) {
  Scene scene = visited_table();
  anchor_at_home(scene.world, stated());
  for (const double link : scene.world.anchoring)
    EXPECT_NEAR(link, 0.4 + (0.05 * 0.5 + 0.06 * 0.5 * 0.8) * 0.6 - 0.02 * 0.4, 1e-15);
}

TEST(Anchoring, each_delegate_works_at_the_own_home) {
  Scene scene = visited_table().with_puller(0.0);
  scene.world.ownership = {0.0, 0.5, 1.0};
  scene.world.motivation = {1.0, 0.8, 1.0};
  anchor_at_home(scene.world, stated());
  EXPECT_NEAR(scene.world.anchoring[0], 0.4 - 0.008, 1e-15);
  EXPECT_NEAR(scene.world.anchoring[1], 0.4 + 0.06 * 0.4 * 0.6 - 0.008, 1e-15);
  EXPECT_NEAR(scene.world.anchoring[2], 0.4 + 0.06 * 0.6 - 0.008, 1e-15);
}

TEST(Anchoring, without_care_the_link_fades_geometrically) {
  Scene scene = visited_table().with_puller(0.0).owning(0.0);
  for (int t = 0; t < 12; ++t) anchor_at_home(scene.world, stated());
  for (const double link : scene.world.anchoring)
    EXPECT_NEAR(link, 0.4 * std::pow(0.98, 12), 1e-15);
}

TEST(Anchoring, settles_where_care_and_fading_balance) {
  // Care 0.05 * 0.5 + 0.06 * 0.4 = 0.049 against a fading of 0.02.
  for (const double start : {0.0, 1.0}) {
    Scene scene = visited_table().anchored(start);
    for (int t = 0; t < 600; ++t) anchor_at_home(scene.world, stated());
    for (const double link : scene.world.anchoring) EXPECT_NEAR(link, 0.049 / 0.069, 1e-12);
  }
}

TEST(Anchoring, without_care_and_fading_it_stays) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate);
    const auto before = state_of(scene.world);
    anchor_at_home(scene.world, {.puller = 0.0, .delegate = 0.0, .fade = 0.0});
    EXPECT_EQ(state_of(scene.world), before);
  }
}

TEST(Anchoring, each_cause_moves_it_its_way) {
  struct Cause {
    const char* name;
    std::function<void(Scene&, Anchoring&, double)> set;
    int sign;
  };
  const std::vector<Cause> causes{
      {"size of the puller", [](Scene& s, Anchoring&, double x) { s.with_puller(x); }, +1},
      {"ownership", [](Scene& s, Anchoring&, double x) { s.owning(x); }, +1},
      {"motivation", [](Scene& s, Anchoring&, double x) { s.motivated(x); }, +1},
      {"puller", [](Scene&, Anchoring& p, double x) { p.puller = x; }, +1},
      {"delegate", [](Scene&, Anchoring& p, double x) { p.delegate = x; }, +1},
      {"fade", [](Scene&, Anchoring& p, double x) { p.fade = x; }, -1}};
  for (const Cause& cause : causes) {
    const auto outcome = [&](double x) {
      Scene scene = visited_table();
      Anchoring p = stated();
      cause.set(scene, p, x);
      anchor_at_home(scene.world, p);
      return scene.world.anchoring[0];
    };
    EXPECT_GT(cause.sign * (outcome(0.8) - outcome(0.1)), 1e-6) << cause.name;
  }
}

TEST(Anchoring, in_any_world_it_stays_a_share_and_nothing_else_changes) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate).with_puller(0.5 * replicate);
    const World<double> before = scene.world;
    anchor_at_home(scene.world, {.puller = 1.0, .delegate = 1.0, .fade = 1.0});
    for (const double link : scene.world.anchoring) EXPECT_TRUE(link >= 0.0 && link <= 1.0) << link;
    scene.world.anchoring = before.anchoring;
    EXPECT_EQ(state_of(scene.world), state_of(before));
  }
}

TEST(Anchoring, overfed_it_is_full_and_drained_it_is_empty) {
  Scene scene = visited_table().with_puller(10.0);
  anchor_at_home(scene.world, {.puller = 1.0, .delegate = 0.0, .fade = 0.0});
  for (const double link : scene.world.anchoring) EXPECT_EQ(link, 1.0);
  scene.with_puller(0.0);
  anchor_at_home(scene.world, {.puller = 1.0, .delegate = 0.0, .fade = 1.0});
  for (const double link : scene.world.anchoring) EXPECT_EQ(link, 0.0);
}

TEST(Anchoring, a_seat_without_a_member_stays_as_it_was) {
  Scene scene = visited_table();
  scene.world.member[1] = false;
  anchor_at_home(scene.world, stated());
  EXPECT_EQ(scene.world.anchoring[1], 0.4);
  EXPECT_NE(scene.world.anchoring[0], 0.4);
}

TEST(Anchoring, an_ended_table_is_left_as_it_was) {
  Scene scene = visited_table();
  scene.world.alive[0] = false;
  anchor_at_home(scene.world, stated());
  for (const double link : scene.world.anchoring) EXPECT_EQ(link, 0.4);
}

TEST(Anchoring, relabelling_partners_changes_nothing) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate);
    Scene reversed = scene;
    const auto reverse = [](World<double>& world) {
      for (auto* column : {&world.anchoring, &world.ownership, &world.motivation, &world.estranged})
        std::ranges::reverse(*column);
      std::ranges::reverse(world.member);
    };
    reverse(reversed.world);
    anchor_at_home(scene.world, stated());
    anchor_at_home(reversed.world, stated());
    reverse(reversed.world);
    EXPECT_EQ(state_of(scene.world), state_of(reversed.world));
  }
}

}  // namespace
}  // namespace samen::anchoring_test
