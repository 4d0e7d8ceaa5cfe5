// 7.22 The table reflects: the method improves, routine wears it, the plan catches up.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::reflection_test {
namespace {

using testing::lived_in;
using testing::Scene;
using testing::state_of;
using testing::table_of;

Reflection stated() {
  Reflection p;
  p.gain = 0.05;
  p.half_gain_at = 0.1;
  p.wear = 0.01;
  p.puller_care = 0.6;
  p.plan_update = 0.5;
  return p;
}

/// Four partners, all present, method 0.6, half a puller, three tenths of the effort to look back.
Scene reflecting(double share = 0.3) {
  Scene scene = table_of(4).present().with_method(0.6).with_puller(0.5);
  scene.levers([share](Levers& levers) { levers.reflection = share; });
  return scene;
}

Scene random_world(std::uint32_t replicate) {
  const int r = static_cast<int>(replicate);
  return lived_in(replicate, 3 + 2 * r, {.partners = 3 + r % 6, .goals = 1 + r % 4});
}

TEST(Reflection, looking_back_improves_the_method_and_routine_wears_it) {
  Scene scene = reflecting();
  scene.world.present[3] = false;
  reflect(scene.world, stated());
  // Gain 0.05 * 0.3 / 0.4 of the missing 0.4, three of four there; wear 0.01 of 0.6, 30 %
  // prevented.
  EXPECT_NEAR(scene.world.method[0], 0.6 + 0.05 * 0.75 * 0.4 * 0.75 - 0.01 * 0.6 * 0.7, 1e-15);
}

TEST(Reflection, at_its_half_point_it_wins_half) {
  Reflection p = stated();
  p.wear = 0.0;
  p.half_gain_at = 0.2;
  Scene scene = reflecting(0.2);
  reflect(scene.world, p);
  EXPECT_NEAR(scene.world.method[0], 0.6 + 0.5 * 0.05 * 0.4, 1e-15);
}

TEST(Reflection, a_second_puller_prevents_no_more_wear_than_the_first) {
  Reflection p = stated();
  p.gain = 0.0;
  for (const double puller : {1.0, 2.0, 5.0}) {
    Scene scene = reflecting().with_puller(puller);
    reflect(scene.world, p);
    EXPECT_NEAR(scene.world.method[0], 0.6 - 0.01 * 0.6 * 0.4, 1e-15);
  }
}

TEST(Reflection, an_operating_table_takes_new_knowledge_into_its_plan) {
  Scene scene = reflecting().operating().knowing(0.7);
  scene.world.plan_quality[0] = 0.3;
  reflect(scene.world, stated());
  EXPECT_NEAR(scene.world.plan_quality[0], 0.3 + 0.5 * 0.3 * 0.4, 1e-15);
}

TEST(Reflection, a_plan_forgets_nothing_and_does_not_learn_before_operating) {
  Scene ahead = reflecting().operating().knowing(0.2);
  ahead.world.plan_quality[0] = 0.3;
  reflect(ahead.world, stated());
  EXPECT_EQ(ahead.world.plan_quality[0], 0.3);
  Scene before = reflecting().knowing(0.7);
  reflect(before.world, stated());
  EXPECT_EQ(before.world.plan_quality[0], 0.0);
}

TEST(Reflection, the_plan_learns_from_the_members_alone) {
  Scene scene = reflecting().operating().knowing(0.5);
  for (int i : {0, 1, 2}) scene.knowledge(i, 3) = scene.knowledge(3, i) = 1.0;
  scene.world.member[3] = scene.world.present[3] = false;
  reflect(scene.world, stated());
  EXPECT_NEAR(scene.world.plan_quality[0], 0.5 * 0.3 * 0.5, 1e-15);
  // Three of three members were there.
  EXPECT_NEAR(scene.world.method[0], 0.6 + 0.05 * 0.75 * 0.4 - 0.01 * 0.6 * 0.7, 1e-15);
}

TEST(Reflection, without_reflection_only_wear_remains) {
  Scene scene = reflecting(0.0).operating().knowing(0.9);
  reflect(scene.world, stated());
  EXPECT_NEAR(scene.world.method[0], 0.6 - 0.01 * 0.6 * 0.7, 1e-15);
  EXPECT_EQ(scene.world.plan_quality[0], 0.0);
}

TEST(Reflection, without_gain_wear_and_update_nothing_changes) {
  Reflection p = stated();
  p.gain = p.wear = p.plan_update = 0.0;
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate).operating();
    const auto before = state_of(scene.world);
    reflect(scene.world, p);
    EXPECT_EQ(state_of(scene.world), before);
  }
}

TEST(Reflection, each_cause_moves_method_and_plan_its_way) {
  struct Cause {
    const char* name;
    std::function<void(Scene&, Reflection&, double)> set;
    int method, plan;  // sign of the effect
  };
  const std::vector<Cause> causes{
      {"reflection",
       [](Scene& s, Reflection&, double x) { s.levers([x](Levers& l) { l.reflection = x; }); }, +1,
       +1},
      {"gain", [](Scene&, Reflection& p, double x) { p.gain = x; }, +1, 0},
      {"half_gain_at", [](Scene&, Reflection& p, double x) { p.half_gain_at = x; }, -1, 0},
      {"wear", [](Scene&, Reflection& p, double x) { p.wear = x; }, -1, 0},
      {"puller_care", [](Scene&, Reflection& p, double x) { p.puller_care = x; }, +1, 0},
      {"size of the puller", [](Scene& s, Reflection&, double x) { s.with_puller(x); }, +1, 0},
      {"attendance", [](Scene& s, Reflection&, double x) { s.present(x > 0.5); }, +1, 0},
      {"plan_update", [](Scene&, Reflection& p, double x) { p.plan_update = x; }, 0, +1},
      {"knowledge", [](Scene& s, Reflection&, double x) { s.knowing(x); }, 0, +1},
      {"operating", [](Scene& s, Reflection&, double x) { s.world.operating[0] = x > 0.5; }, 0,
       +1}};
  const auto sign = [](double x) { return (x > 0.0) - (x < 0.0); };
  for (const Cause& cause : causes) {
    const auto outcome = [&](double x) {
      Scene scene = reflecting().operating().knowing(0.5);
      Reflection p = stated();
      cause.set(scene, p, x);
      reflect(scene.world, p);
      return std::pair{scene.world.method[0], scene.world.plan_quality[0]};
    };
    const auto low = outcome(0.1), high = outcome(0.8);
    EXPECT_EQ(sign(high.first - low.first), cause.method) << cause.name;
    EXPECT_EQ(sign(high.second - low.second), cause.plan) << cause.name;
  }
}

TEST(Reflection, more_of_it_gives_ever_less) {
  std::vector<double> won;
  for (const double share : {0.1, 0.2, 0.3, 0.4, 0.5}) {
    Scene scene = reflecting(share);
    reflect(scene.world, stated());
    won.push_back(scene.world.method[0]);
  }
  for (std::size_t n = 2; n < won.size(); ++n)
    EXPECT_LT(won[n] - won[n - 1], won[n - 1] - won[n - 2]);
}

TEST(Reflection, in_any_world_method_and_plan_stay_shares_and_nothing_else_changes) {
  const Reflection p{
      .gain = 1.0, .half_gain_at = 1e-6, .wear = 1.0, .puller_care = 1.0, .plan_update = 1.0};
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate).with_puller(0.1 * replicate).present(replicate % 2 == 0);
    scene.levers([&](Levers& levers) { levers.reflection = 0.9 * replicate / 19.0; });
    if (replicate % 4 < 2) scene.operating();
    const World<double> before = scene.world;
    reflect(scene.world, p);
    EXPECT_GE(scene.world.method[0], 0.0);
    EXPECT_LE(scene.world.method[0], 1.0);
    EXPECT_GE(scene.world.plan_quality[0], before.plan_quality[0]);
    EXPECT_LE(scene.world.plan_quality[0],
              greatest(before.plan_quality[0], mean_knowledge(before, 0)) + 1e-15);
    scene.world.method = before.method;
    scene.world.plan_quality = before.plan_quality;
    EXPECT_EQ(state_of(scene.world), state_of(before));
  }
}

TEST(Reflection, an_ended_table_is_left_as_it_was) {
  Scene scene = reflecting().operating().knowing(0.9);
  scene.world.alive[0] = false;
  const auto before = state_of(scene.world);
  reflect(scene.world, stated());
  EXPECT_EQ(state_of(scene.world), before);
}

TEST(Reflection, relabelling_partners_changes_nothing) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate).operating();
    Scene reversed = scene;
    std::ranges::reverse(reversed.world.knowledge);
    std::ranges::reverse(reversed.world.member);
    std::ranges::reverse(reversed.world.present);
    reflect(scene.world, stated());
    reflect(reversed.world, stated());
    EXPECT_NEAR(scene.world.method[0], reversed.world.method[0], 1e-15);
    EXPECT_NEAR(scene.world.plan_quality[0], reversed.world.plan_quality[0], 1e-15);
  }
}

}  // namespace
}  // namespace samen::reflection_test
