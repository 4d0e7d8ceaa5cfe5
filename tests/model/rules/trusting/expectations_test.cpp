// 7.36.1 Partners expect something of each other: misses cost trust and satisfaction.
#include "model/rules/trusting/expectations.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing {
namespace {

constexpr double tiny = 1e-14;

/// Three at work with an exercise behind them; the first expects 2 of the second and 1 of the
/// third, which bring 1 and 3 k€.
Scene at_work(const Expectations& p = {.trust_cost = 0.2, .satisfaction_cost = 0.4}) {
  Scene scene = table_of(3).trusting(0.5).operating().at(1);
  scene.p().expectations = p;
  scene.setting->layout.steps = {{.kind = StepKind::fiche, .month = 0}};
  place_steps(scene.setting->layout);
  scene.world.expected[scene.layout().pair(0, 1)] = 2.0;
  scene.world.expected[scene.layout().pair(0, 2)] = 1.0;
  scene.world.effort = {0.0, 1.0, 3.0};
  return scene;
}

TEST(Expectations, that_are_missed_cost_trust_in_who_missed_them) {
  Scene scene = at_work();
  scene.acts({"weigh_expectations"});
  EXPECT_NEAR(scene.trust(0, 1), 0.5 * (1.0 - 0.2 * 0.5), tiny);
  EXPECT_EQ(scene.trust(0, 2), 0.5);  // more than expected is no gain
  EXPECT_EQ(scene.trust(1, 0), 0.5);  // expects nothing
  EXPECT_NEAR(scene.world.let_down[0], 0.25, tiny);
  EXPECT_NEAR(scene.world.falls_short[1], 0.25, tiny);
  EXPECT_EQ(scene.world.falls_short[2], 0.0);
}

TEST(Expectations, that_are_missed_cost_satisfaction) {
  Scene scene = at_work(), content = at_work({.trust_cost = 0.0, .satisfaction_cost = 0.0});
  for (Scene* one : {&scene, &content}) {
    one->p().expectations.trust_cost = 0.0;
    one->owning(0.8).with_elan(0.8).acts({"weigh_expectations", "stay_or_leave"});
  }
  EXPECT_NEAR(scene.world.satisfaction[0], content.world.satisfaction[0] * (1.0 - 0.4 * 0.25),
              tiny);
  EXPECT_EQ(scene.world.satisfaction[1], content.world.satisfaction[1]);
}

TEST(Expectations, are_no_matter_before_the_table_works) {
  Scene scene = at_work();
  std::ranges::fill(scene.world.operating, Condition(false));
  scene.acts({"weigh_expectations"});
  EXPECT_EQ(scene.trust(0, 1), 0.5);
  EXPECT_EQ(scene.world.let_down[0], 0.0);
}

TEST(Expectations, of_nothing_in_particular_are_not_missed) {
  Scene scene = at_work();
  std::ranges::fill(scene.world.expected, 0.0);
  const auto before = state_of(scene.world);
  scene.acts({"weigh_expectations"});
  EXPECT_EQ(state_of(scene.world), before);
}

TEST(Expectations, tell_when_boards_meet_of_whom_half_is_missed) {
  Scene scene = at_work();
  scene.at(3);
  scene.world.effort = {0.0, 0.0, 0.0};
  for (const int i : {0, 2}) scene.world.expected[scene.layout().pair(i, 1)] = 2.0;
  scene.acts({"weigh_expectations"});
  const auto events = scene.world.events();
  ASSERT_EQ(events.size(), 2u);  // all that two expect of the second, and half of the third's
  EXPECT_EQ(events[0].kind, event::expectation_missed);
  EXPECT_EQ(events[0].organisation, 1);
  EXPECT_EQ(events[0].value, 1.0);
  EXPECT_EQ(events[1].organisation, 2);
  EXPECT_EQ(events[1].value, 0.5);
}

TEST(Expectations, that_are_higher_are_missed_more) {
  double before = 0.5;
  for (const double expected : {1.5, 2.0, 4.0, 100.0}) {
    Scene scene = at_work();
    scene.world.expected[scene.layout().pair(0, 1)] = expected;
    scene.acts({"weigh_expectations"});
    EXPECT_LT(scene.trust(0, 1), before);
    EXPECT_GE(scene.trust(0, 1), 0.5 * 0.8);
    before = scene.trust(0, 1);
  }
}

}  // namespace
}  // namespace samen::testing
