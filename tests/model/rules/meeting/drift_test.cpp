// 7.15 Course drifts.
#include "model/rules/meeting/drift.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::drift_test {
namespace {

Drift wandering(double noise) {
  return {.noise = noise, .half_kept_at = 0.1};
}

/// Three partners who speak of three goals in equal parts.
Scene on_course() {
  Scene scene = table_of(3);
  for (double& weight : scene.world.expressed) weight = 1.0 / 3.0;
  return scene;
}

TEST(Drift, moves_all_who_talk_the_same_way_by_what_is_drawn) {
  Scene scene = on_course();
  scene.levers([](Levers& levers) { levers.reflection = 0.1; });  // lets half of it go
  double z[3], mean = 0.0;
  for (const int k : {0, 1, 2}) {
    z[k] = scene.draws.normal({.purpose = purpose::drift,
                               .table = scene.layout().tables[0].key,
                               .i = static_cast<Key>(k)});
    mean += z[k] / 3.0;
  }
  drift_off_course(scene.world, wandering(0.02), scene.draws);
  for (const std::size_t entry : {0, 1, 2, 3, 4, 5})
    EXPECT_NEAR(scene.world.expressed[entry], 1.0 / 3.0 + 0.01 * (z[entry % 3] - mean), 1e-12);
}

TEST(Drift, is_halved_by_reflection_and_stopped_by_a_critical_friend) {
  Levers levers;
  levers.reflection = 0.0;
  EXPECT_EQ(unwatched(levers, wandering(1.0)), 1.0);
  levers.reflection = 0.1;
  EXPECT_NEAR(unwatched(levers, wandering(1.0)), 0.5, 1e-15);
  levers.critical_friend = 0.5;
  EXPECT_NEAR(unwatched(levers, wandering(1.0)), 0.25, 1e-15);
  levers.critical_friend = 1.0;
  EXPECT_EQ(unwatched(levers, wandering(1.0)), 0.0);
}

TEST(Drift, leaves_weights_that_are_shares) {
  Scene scene = on_course();
  scene.levers([](Levers& levers) { levers.reflection = 0.0; });
  for (int month = 0; month < 50; ++month) {
    drift_off_course(scene.at(month).world, wandering(0.5), scene.draws);
    for (const int i : {0, 1, 2}) {
      double sum = 0.0;
      for (const int k : {0, 1, 2}) {
        const double weight =
            scene.world.expressed[static_cast<std::size_t>(scene.layout().of_seat(i, k))];
        EXPECT_GE(weight, 0.0);
        sum += weight;
      }
      EXPECT_NEAR(sum, 1.0, 1e-12);
    }
  }
}

TEST(Drift, without_noise_changes_nothing) {
  Scene scene = on_course();
  const auto before = state_of(scene.world);
  drift_off_course(scene.world, Drift{}, scene.draws);
  EXPECT_EQ(state_of(scene.world), before);
}

TEST(Drift, takes_a_mission_away_from_what_its_members_aspire_to) {
  // 24 worlds of 36 months: alignment falls in the mean by more than two standard errors, which
  // happens by chance in less than one of forty.
  double sum = 0.0, squares = 0.0;
  constexpr int n = 24;
  for (std::uint32_t replicate = 0; replicate < n; ++replicate) {
    double aligned[2];
    for (const int drifts : {0, 1}) {
      Parameters p = first_edition();
      p.levers.reflection = 0.0;
      p.drift.noise = 0.1 * drifts;
      const Scene scene = lived_in(replicate, 36, {.partners = 5}, p);
      aligned[drifts] = mean_over_members(scene.world, 0, [&](int i) {
        return scene.world.alignment[static_cast<std::size_t>(i)];
      });
    }
    const double lost = aligned[0] - aligned[1];
    sum += lost;
    squares += lost * lost;
  }
  const double mean = sum / n;
  EXPECT_GT(mean, 2.0 * std::sqrt((squares / n - mean * mean) / n));
}

TEST(CriticalFriend, costs_part_of_the_effort) {
  double work[2];
  for (const int there : {0, 1}) {
    Scene scene = table_of(3).operating().with_puller(0.0);
    scene.levers([&](Levers& levers) {
      levers.critical_friend = there;
      levers.match = 0.0;
      levers.reflection = 0.1;
    });
    scene.p().production.friend_share = 0.03;
    scene.p().production.pair_overhead = 0.0;
    scene.world.total_effort[0] = 100.0;
    scene.with_start_money().acts({"announce_money", "reach_threshold"});
    work[there] = pay_bills(scene.world, 0, scene.p().production);
    EXPECT_NEAR(scene.world.table_account[0].balance(), 0.0, 1e-12);
  }
  EXPECT_NEAR(work[0], 90.0, 1e-12);
  EXPECT_NEAR(work[1], 87.0, 1e-12);
}

}  // namespace
}  // namespace samen::testing::drift_test
