// 7.31 Counting back from the end.
#include "model/rules/working/backcasting.hpp"

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::backcasting_test {
namespace {

/// Three goals in a chain of equal work over 151 months: deadlines in months 50, 100 and 150.
Scene counted_back(double backcasting = 1.0) {
  Scene scene = table_of(3);
  scene.setting->layout.calendar.months = 151;
  return scene.levers([=](Levers& levers) { levers.backcasting = backcasting; });
}

TEST(Backcasting, leaves_room_for_what_comes_after) {
  Scene scene = counted_back();
  EXPECT_NEAR(deadline_of(scene.layout(), 0, 0), 50.0, 1e-12);
  EXPECT_NEAR(deadline_of(scene.layout(), 0, 1), 100.0, 1e-12);
  EXPECT_NEAR(deadline_of(scene.layout(), 0, 2), 150.0, 1e-12);
  scene.setting->layout.goals[2].work *= 2.0;
  EXPECT_NEAR(deadline_of(scene.layout(), 0, 0), 37.5, 1e-12);
  for (Goal& goal : scene.setting->layout.goals) goal.after.clear();
  EXPECT_NEAR(deadline_of(scene.layout(), 0, 0), 150.0, 1e-12);
}

TEST(Backcasting, pulls_in_the_last_months_before_a_deadline_only) {
  Scene scene = counted_back();
  const Backcasting p{.pull = 2.0, .window = 10.0};
  const auto pull = [&](int month) {
    feel_deadlines(scene.at(month).world, p);
    return scene.world.deadline_pull[0];
  };
  EXPECT_EQ(pull(30), 0.0);
  EXPECT_NEAR(pull(45), 2.0 * 0.5, 1e-12);
  EXPECT_NEAR(pull(50), 2.0, 1e-12);
  EXPECT_EQ(pull(51), 0.0);
  scene.world.progress[0] = 1.0;
  EXPECT_EQ(pull(50), 0.0);
}

TEST(Backcasting, a_near_deadline_makes_deliver_and_without_counting_back_none_is_felt) {
  Scene scene = counted_back().at(50).operating();
  const auto inclined = [&](Scene& s) {
    s.acts({"feel_change", "feel_deadlines"});
    return inclination(s.world, 0, s.p().delivery);
  };
  Scene loose = counted_back(0.0).at(50).operating();
  EXPECT_GT(inclined(scene), inclined(loose));
  Scene unaware = counted_back(0.0).at(50).operating().acts({"feel_change"});
  EXPECT_EQ(inclined(loose), inclination(unaware.world, 0, unaware.p().delivery));
  EXPECT_EQ(loose.world.deadline_pull[0], 0.0);
  EXPECT_EQ(inclined(scene.at(60)), inclined(loose.at(60)));
}

}  // namespace
}  // namespace samen::testing::backcasting_test
