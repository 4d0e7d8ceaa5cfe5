// 7.26 Back to self-interest, and slowly beyond it.
#include "model/rules/organisation/self_interest.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::self_interest_test {
namespace {

SelfInterest stated() {
  return {.surge = 0.4, .recovery = 0.25, .patience = 12.0, .drift = 0.0};
}

Scene at_work() {
  Scene scene = table_of(3).at(20).operating().trusting(0.5);
  scene.world.eco = {0.5, 0.5, 0.5};
  scene.world.months_without_win = {1.0};
  return scene;
}

TEST(SelfInterest, each_trigger_takes_its_share_and_says_why) {
  struct Trigger {
    Reason reason;
    void (*happens)(Scene&);
  };
  for (const Trigger& trigger :
       {Trigger{reason::hard_talk, [](Scene& s) { s.world.hard_talk[0] = true; }},
        Trigger{reason::setback, [](Scene& s) { s.world.set_back[0] = true; }},
        Trigger{reason::late_success, [](Scene& s) { s.world.months_without_win[0] = 12.0; }}}) {
    Scene scene = at_work();
    trigger.happens(scene);
    turn_to_self(scene.world, stated());
    EXPECT_NEAR(eco_weight(scene.world, 0), 0.5 * 0.6, 1e-15);
    ASSERT_EQ(scene.world.events().size(), 3u);
    EXPECT_EQ(scene.world.events()[0].kind, event::turns_to_self);
    EXPECT_EQ(scene.world.events()[0].reason, trigger.reason);
  }
}

TEST(SelfInterest, passes) {
  Scene scene = at_work();
  scene.world.self_interest = {0.4, 0.0, 0.0};
  turn_to_self(scene.world, stated());
  EXPECT_NEAR(scene.world.self_interest[0], 0.3, 1e-15);
  EXPECT_EQ(scene.world.self_interest[1], 0.0);
  EXPECT_EQ(scene.world.eco[0], 0.5);  // the weight itself stays
}

TEST(SelfInterest, a_small_win_among_the_trusting_moves_slowly_to_eco) {
  SelfInterest p = stated();
  p.drift = 0.02;
  Scene scene = at_work();
  turn_to_self(scene.world, p);
  EXPECT_EQ(scene.world.eco[0], 0.5);
  scene.world.months_without_win = {0.0};
  turn_to_self(scene.world, p);
  EXPECT_NEAR(scene.world.eco[0], 0.5 + 0.02 * 0.5 * 0.5, 1e-15);
}

TEST(SelfInterest, the_fastest_drift_keeps_monthly_correlation_above_what_is_measured) {
  // G14: r of at least 0.66 between monthly waves. 200 organisations, months 30 to 31.
  std::vector<double> before, after;
  for (std::uint32_t replicate = 0; replicate < 40; ++replicate) {
    Parameters p;
    p.levers.operate_after = 0;
    p.self_interest = {.surge = 0.1, .recovery = 0.15, .patience = 18.0, .drift = 0.05};
    Scene scene = lived_in(replicate, 30, {.partners = 5}, p);
    for (const int i : scene.layout().all_organisations())
      before.push_back(eco_weight(scene.world, i));
    live_a_month(scene);
    for (const int i : scene.layout().all_organisations())
      after.push_back(eco_weight(scene.world, i));
  }
  double x = 0, y = 0, xx = 0, yy = 0, xy = 0;
  const auto n = static_cast<double>(before.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    x += before[i], y += after[i];
    xx += before[i] * before[i], yy += after[i] * after[i], xy += before[i] * after[i];
  }
  const double r = (xy - x * y / n) / std::sqrt((xx - x * x / n) * (yy - y * y / n));
  EXPECT_GT(r, 0.66);
}

TEST(SelfInterest, off_nothing_changes) {
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    Scene scene = lived_in(replicate, 40);
    const auto before = state_of(scene.world);
    turn_to_self(scene.world, SelfInterest{});
    EXPECT_EQ(state_of(scene.world), before);
    for (const int i : scene.layout().all_organisations())
      EXPECT_EQ(eco_weight(scene.world, i), scene.world.eco[i]);
  }
}

}  // namespace
}  // namespace samen::testing::self_interest_test
