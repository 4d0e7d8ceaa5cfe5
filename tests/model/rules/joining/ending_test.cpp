// 7.42 Organisations may end.
#include "model/rules/joining/ending.hpp"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::ending_test {
namespace {

/// Three organisations with 10 k€ a month that end after two months below a loss of 30 k€.
Scene frail(MayEnd may_end = MayEnd::yes) {
  Scene scene = table_of(3).pledging(1.0).present().with_budget(2.0).operating();
  scene.world.income = {10.0, 10.0, 10.0};
  scene.world.growth = {0.0, 0.0, 0.0};
  for (double& pledge : scene.world.solo_pledge) pledge = 0.5;
  scene.p().ending = {.may_end = may_end, .floor = 3.0, .months = 2};
  return scene;
}

int ends(const Scene& scene) {
  return static_cast<int>(std::ranges::count_if(
      scene.world.events(), [](const Event& e) { return e.kind == event::organisation_ends; }));
}

// 31 k€ spent is more than three months of 10 k€: the first organisation is below the floor in one
// month and ended in the next. The second, at 29, and the third, at 31 with 2 avoided, stay.
TEST(Ending, comes_after_months_in_a_row_below_the_floor) {
  Scene scene = frail();
  scene.world.account[0].effort_alone = 31.0;
  scene.world.account[1].effort_together = 29.0;
  scene.world.account[2].effort_together = 31.0;
  scene.world.account[2].avoided = 2.0;
  scene.acts({"organisations_end"});
  EXPECT_EQ(scene.world.months_below, std::vector({1.0, 0.0, 0.0}));
  EXPECT_EQ(scene.world.lives, std::vector({1.0, 1.0, 1.0}));
  scene.acts({"organisations_end"});
  EXPECT_EQ(scene.world.lives, std::vector({0.0, 1.0, 1.0}));
  ASSERT_EQ(ends(scene), 1);
  EXPECT_EQ(scene.world.events().back().organisation, 0);
  EXPECT_EQ(scene.world.events().back().value, -31.0);
}

TEST(Ending, takes_seat_pledges_and_budget_for_good_and_nobody_else_s) {
  Scene scene = frail();
  scene.world.account[0].effort_alone = 31.0;
  scene.acts({"organisations_end", "organisations_end"});
  EXPECT_FALSE(scene.world.member[0]);
  EXPECT_FALSE(scene.world.present[0]);
  EXPECT_EQ(scene.world.pledge, std::vector({0.0, 1.0, 1.0}));
  EXPECT_EQ(scene.world.solo_pledge, std::vector({0.0, 0.5, 0.5}));
  EXPECT_EQ(scene.world.open_budget, std::vector({0.0, 2.0, 2.0}));
  scene.at(1).acts({"plan_slack", "limit_slack", "set_budget", "organisations_end"});
  EXPECT_EQ(scene.world.open_budget[0], 0.0);
  EXPECT_GT(scene.world.open_budget[1], 0.0);
  EXPECT_EQ(ends(scene), 1) << "but once";
}

TEST(Ending, begins_to_count_anew_with_each_month_above_the_floor) {
  Scene scene = frail();
  scene.world.account[0].effort_alone = 31.0;
  scene.acts({"organisations_end"});
  scene.world.account[0].revenue = 5.0;
  scene.acts({"organisations_end"});
  scene.world.account[0].revenue = 0.0;
  scene.acts({"organisations_end"});
  EXPECT_EQ(ends(scene), 0);
}

TEST(Ending, is_off_by_default) {
  EXPECT_EQ(Ending{}.may_end, MayEnd::no);
  Scene scene = frail(MayEnd::no);
  scene.world.account[0].effort_alone = 1e6;
  const std::uint64_t before = state_of(scene.world);
  scene.acts({"organisations_end", "organisations_end", "organisations_end"});
  EXPECT_EQ(state_of(scene.world), before);
}

TEST(Ending, out_of_reach_gives_the_same_bits) {
  Parameters p = first_edition();
  p.levers.operate_after = 0;
  const Scene usual = lived_in(2, 30, {.partners = 5}, p, Arm::together);
  p.ending = {.may_end = MayEnd::yes, .floor = 1200.0, .months = 12};
  EXPECT_EQ(state_of(lived_in(2, 30, {.partners = 5}, p, Arm::together).world),
            state_of(usual.world));
}

TEST(Ending, comes_to_more_the_higher_the_floor_and_the_shorter_the_months) {
  const auto ended = [](double floor, int months) {
    int n = 0;
    for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
      Parameters p = first_edition();
      p.levers.operate_after = 0;
      p.ending = {.may_end = MayEnd::yes, .floor = floor, .months = months};
      n += ends(lived_in(replicate, 36, {.partners = 5}, p, Arm::together));
    }
    return n;
  };
  EXPECT_GT(ended(0.05, 6), ended(0.3, 6));
  EXPECT_GE(ended(0.05, 6), ended(0.05, 24));
  EXPECT_GT(ended(0.05, 6), 0);
}

TEST(Ending, leaves_those_who_ended_without_seat_and_money_in_any_world) {
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    Parameters p;
    p.levers.operate_after = 0;
    p.ending = {.may_end = MayEnd::yes, .floor = 0.02, .months = 3};
    const Scene scene = lived_in(replicate, 40, {.partners = 6}, p, Arm::together);
    EXPECT_NEAR(scene.world.table_account[0].balance(), 0.0, 5e-6);
    for (const int i : scene.layout().all_organisations()) {
      if (scene.world.lives[i] > 0.0) continue;
      EXPECT_EQ(scene.world.open_budget[i], 0.0);
      for (const int s : scene.layout().stakes_of(i)) EXPECT_EQ(scene.world.solo_pledge[s], 0.0);
      for (const int seat : scene.layout().organisations[i].seats) {
        EXPECT_FALSE(scene.world.member[seat]);
        EXPECT_EQ(scene.world.pledge[seat], 0.0);
      }
    }
  }
}

}  // namespace
}  // namespace samen::testing::ending_test
