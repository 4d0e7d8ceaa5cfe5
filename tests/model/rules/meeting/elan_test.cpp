// 7.20 Élan is kept up: what feeds it, how it leaks, and how long it lasts by itself (L29).
#include <cmath>
#include <cstdint>
#include <functional>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::elan_test {
namespace {

using testing::lived_in;
using testing::Scene;
using testing::state_of;
using testing::table_of;

Elan stated() {
  Elan p;
  p.puller = 0.12;
  p.informal = 0.06;
  p.leak = 0.09;
  p.operating_leak = 0.7;
  return p;
}

/// A table with half a puller, half of its time informal, and élan 0.4.
Scene lively_table() {
  Scene scene = table_of(3).with_puller(0.5).with_elan(0.4);
  scene.levers([](Levers& levers) { levers.informal = 0.5; });
  return scene;
}

Scene random_world(std::uint32_t replicate) {
  const int r = static_cast<int>(replicate);
  return lived_in(replicate, 3 + 2 * r, {.partners = 3 + r % 6, .goals = 1 + r % 4});
}

TEST(Elan, a_puller_and_informal_contact_restore_what_leaks) {
  Scene scene = lively_table();
  keep_elan(scene.world, stated());
  EXPECT_NEAR(scene.world.elan[0], 0.4 + (0.12 * 0.5 + 0.06 * 0.5) * 0.6 - 0.09 * 0.4, 1e-15);
}

TEST(Elan, it_leaks_more_slowly_once_there_is_work_to_do) {
  Scene scene = lively_table().operating();
  keep_elan(scene.world, stated());
  EXPECT_NEAR(scene.world.elan[0], 0.4 + 0.09 * 0.6 - 0.09 * 0.7 * 0.4, 1e-15);
}

TEST(Elan, settles_where_restoring_and_leaking_balance) {
  // Before operating 0.09 / (0.09 + 0.09), once operating 0.09 / (0.09 + 0.063).
  for (const bool operates : {false, true})
    for (const double start : {0.0, 1.0}) {
      Scene scene = lively_table().with_elan(start);
      if (operates) scene.operating();
      for (int t = 0; t < 400; ++t) keep_elan(scene.world, stated());
      EXPECT_NEAR(scene.world.elan[0], operates ? 0.09 / 0.153 : 0.5, 1e-12);
    }
}

// Momentum without events (L29): a leak of 1 - (1/2)^(1/8) leaves a factor 0.917004 a month.
TEST(Elan, halves_in_eight_months_without_events) {
  Elan p = stated();
  p.leak = 1.0 - std::pow(0.5, 1.0 / 8.0);
  Scene scene = table_of(3).with_puller(0.0).with_elan(0.8);
  scene.levers([](Levers& levers) { levers.informal = 0.0; });
  keep_elan(scene.world, p);
  EXPECT_NEAR(scene.world.elan[0], 0.8 * 0.917004, 1e-6);
  for (int t = 1; t < 8; ++t) keep_elan(scene.world, p);
  EXPECT_NEAR(scene.world.elan[0], 0.4, 1e-15);
  for (int t = 8; t < 24; ++t) keep_elan(scene.world, p);
  EXPECT_NEAR(scene.world.elan[0], 0.1, 1e-15);
}

TEST(Elan, without_feeding_and_leak_it_stays) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate);
    const auto before = state_of(scene.world);
    keep_elan(scene.world, {.puller = 0.0, .informal = 0.0, .leak = 0.0, .operating_leak = 0.7});
    EXPECT_EQ(state_of(scene.world), before);
  }
}

TEST(Elan, a_leak_stopped_by_work_costs_nothing) {
  Elan p = stated();
  p.operating_leak = 0.0;
  Scene scene = lively_table().with_puller(0.0).operating();
  scene.levers([](Levers& levers) { levers.informal = 0.0; });
  for (int t = 0; t < 10; ++t) keep_elan(scene.world, p);
  EXPECT_EQ(scene.world.elan[0], 0.4);
}

TEST(Elan, each_cause_moves_it_its_way) {
  struct Cause {
    const char* name;
    std::function<void(Scene&, Elan&, double)> set;
    int sign;
  };
  const std::vector<Cause> causes{
      {"size of the puller", [](Scene& s, Elan&, double x) { s.with_puller(x); }, +1},
      {"informal time",
       [](Scene& s, Elan&, double x) { s.levers([x](Levers& l) { l.informal = x; }); }, +1},
      {"puller", [](Scene&, Elan& p, double x) { p.puller = x; }, +1},
      {"informal", [](Scene&, Elan& p, double x) { p.informal = x; }, +1},
      {"leak", [](Scene&, Elan& p, double x) { p.leak = x; }, -1},
      {"operating_leak",
       [](Scene& s, Elan& p, double x) {
         s.operating();
         p.operating_leak = x;
       },
       -1},
      {"operating",
       [](Scene& s, Elan&, double x) {
         if (x > 0.5) s.operating();
       },
       +1}};
  for (const Cause& cause : causes) {
    const auto outcome = [&](double x) {
      Scene scene = lively_table();
      Elan p = stated();
      cause.set(scene, p, x);
      keep_elan(scene.world, p);
      return scene.world.elan[0];
    };
    EXPECT_GT(cause.sign * (outcome(0.8) - outcome(0.1)), 1e-6) << cause.name;
  }
}

TEST(Elan, in_any_world_it_stays_a_share_and_nothing_else_changes) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate).with_puller(0.5 * replicate);
    scene.with_elan(replicate / 19.0);
    const World<double> before = scene.world;
    keep_elan(scene.world, {.puller = 1.0, .informal = 1.0, .leak = 1.0, .operating_leak = 1.0});
    EXPECT_GE(scene.world.elan[0], 0.0);
    EXPECT_LE(scene.world.elan[0], 1.0);
    scene.world.elan = before.elan;
    EXPECT_EQ(state_of(scene.world), state_of(before));
  }
}

TEST(Elan, overfed_it_is_full) {
  Scene scene = lively_table().with_puller(10.0).with_elan(0.1);
  Elan p = stated();
  p.puller = 1.0;
  keep_elan(scene.world, p);
  EXPECT_EQ(scene.world.elan[0], 1.0);
}

TEST(Elan, does_not_depend_on_who_sits_at_the_table) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate);
    Scene deserted = scene;
    for (Condition& member : deserted.world.member) member = false;
    keep_elan(scene.world, stated());
    keep_elan(deserted.world, stated());
    EXPECT_EQ(scene.world.elan, deserted.world.elan);
  }
}

TEST(Elan, an_ended_table_keeps_its_last_elan) {
  Scene scene = lively_table();
  scene.world.alive[0] = false;
  keep_elan(scene.world, stated());
  EXPECT_EQ(scene.world.elan[0], 0.4);
}

}  // namespace
}  // namespace samen::elan_test
