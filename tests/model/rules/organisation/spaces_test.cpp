// 7.7 White space in plan, organisation and person.
#include "model/rules/organisation/spaces.hpp"

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::spaces_test {
namespace {

/// Staff is half of the cheque: an organisation of 40 k€ a month frees 0.03 * 0.7 * 40 = 0.84 k€
/// of staff, enough for 1.68 k€; a person frees 0.1 * 6 = 0.6 k€ and does 0.3 of the staff work,
/// enough for 0.6 / (0.3 * 0.5) = 4 k€.
Scene staffed(SpaceLevels levels = SpaceLevels::all) {
  Scene scene = table_of(3);
  for (OrganisationLayout& owner : scene.setting->layout.organisations)
    owner.cheque = {0.3, 0.5, 0.1, 0.1};
  scene.p().spaces = {
      .levels = levels, .payroll = 0.7, .free_staff = 0.03, .free_person = 0.1, .own_part = 0.3};
  return scene;
}

double slack(Scene& scene, double plan, double income = 40.0) {
  scene.world.slack[0] = plan;
  scene.world.income[0] = income;
  scene.world.conventions.fte_cost = 6.0;
  limit_slack(scene.world, scene.p().spaces);
  return scene.world.slack[0];
}

TEST(Spaces, the_smallest_of_three_levels_binds) {
  Scene scene = staffed();
  EXPECT_NEAR(slack(scene, 1.0), 1.0, 1e-15);
  EXPECT_EQ(scene.world.tightest_space[0], static_cast<double>(SpaceLevel::plan));
  EXPECT_NEAR(slack(scene, 2.0), 1.68, 1e-14);
  EXPECT_EQ(scene.world.tightest_space[0], static_cast<double>(SpaceLevel::organisation));
  EXPECT_NEAR(slack(scene, 50.0, 400.0), 4.0, 1e-14);
  EXPECT_EQ(scene.world.tightest_space[0], static_cast<double>(SpaceLevel::person));
}

TEST(Spaces, two_persons_have_twice_the_time) {
  Scene scene = staffed().levers([](Levers& levers) { levers.delegates = DelegateProfile::both; });
  scene.acts({"send_delegates"});
  EXPECT_NEAR(slack(scene, 50.0, 400.0), 8.0, 1e-14);
}

TEST(Spaces, a_cheque_without_staff_needs_the_plan_alone) {
  Scene scene = staffed();
  scene.setting->layout.organisations[0].cheque = {1.0, 0.0, 0.0, 0.0};
  EXPECT_EQ(slack(scene, 50.0), 50.0);
}

TEST(Spaces, of_the_plan_alone_is_the_plan) {
  Scene scene = staffed(SpaceLevels::plan);
  for (const double plan : {0.0, 0.3, 7.0, 1e6}) EXPECT_EQ(slack(scene, plan), plan);
}

TEST(Spaces, a_refusal_says_which_level_bound) {
  const auto reason = [](SpaceLevel level, double budget) {
    Scene scene = staffed().operating().anchored(1.0).with_budget(budget);
    scene.acts({"ask_home_boards", "weigh_options"}).world.value_together.assign(3, 10.0);
    scene.world.tightest_space.assign(3, static_cast<double>(level));
    divide_budget(scene.world, 0, scene.p().decision, scene.workspace());
    for (const Event& event : scene.world.events())
      if (event.kind == event::refusal) return event.reason;
    return reason::none;
  };
  EXPECT_EQ(reason(SpaceLevel::plan, 2.0), reason::none);
  EXPECT_EQ(reason(SpaceLevel::plan, 0.0), reason::white_space);
  EXPECT_EQ(reason(SpaceLevel::organisation, 2.0), reason::staff);
  EXPECT_EQ(reason(SpaceLevel::person, 2.0), reason::person);
}

TEST(Spaces, more_levels_never_leave_more) {
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    Parameters p;
    const Scene plan = lived_in(replicate, 1, {}, p);
    p.spaces.levels = SpaceLevels::all;
    const Scene all = lived_in(replicate, 1, {}, p);
    for (std::size_t i = 0; i < 3; ++i)
      EXPECT_LE(all.world.open_budget[i], plan.world.open_budget[i]);
  }
}

}  // namespace
}  // namespace samen::testing::spaces_test
