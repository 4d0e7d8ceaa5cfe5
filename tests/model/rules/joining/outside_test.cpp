// 7.25.1 Those outside take it up, or not.
#include "model/rules/joining/outside.hpp"

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::outside_test {
namespace {

/// A setting whose second goal needs residents; they take up three tenths at the start.
Setting with_residents(const Parameters& parameters = first_edition()) {
  Setting setting = setting_of(SceneSize{}, parameters);
  setting.layout.goals[1].needs = "residents";
  setting.layout.goals[1].willing = 0.3;
  return setting;
}

Scene involving(double involvement, double method = 1.0) {
  Scene scene(with_residents());
  scene.present().with_method(method);
  scene.levers([=](Levers& levers) { levers.involvement = involvement; });
  return scene;
}

TEST(Outside, takes_up_what_it_is_willing_to_where_nobody_asks) {
  Scene scene = involving(0.0);
  scene.acts({"open_outside"});
  EXPECT_EQ(scene.world.taken_up, (std::vector<double>{1.0, 0.3, 1.0}));
  EXPECT_EQ(scene.world.asked[1], 0.0);
}

TEST(Outside, opens_if_it_is_involved_the_more_so_the_better_the_method) {
  // A tenth, at half method, of the missing 0.7: 0.3 + 0.05 · 0.7.
  Scene scene = involving(1.0, 0.5);
  scene.p().outside = {.involve = 0.1, .shows = 0.0};
  scene.acts({"open_outside"});
  EXPECT_NEAR(scene.world.taken_up[1], 0.335, 1e-15);
  ASSERT_EQ(scene.world.events().size(), 1u);
  EXPECT_EQ(scene.world.events()[0].kind, event::outside_asked);
  scene.at(1).acts({"open_outside"});
  EXPECT_NEAR(scene.world.taken_up[1], 0.3 + 0.7 * (1.0 - 0.95 * 0.95), 1e-15);
  EXPECT_EQ(scene.world.events().size(), 1u) << "it is asked once";
}

TEST(Outside, opens_if_it_sees_results) {
  // A third of all is done: 0.03 · 1/3 of the missing 0.7.
  Scene scene = involving(0.0);
  scene.p().outside.shows = 0.03;
  scene.world.progress = {1.0, 0.0, 0.0};
  scene.acts({"open_outside"});
  EXPECT_NEAR(scene.world.taken_up[1], 0.3 + 0.01 * 0.7, 1e-15);
}

TEST(Outside, closes_if_it_is_asked_when_the_plan_stands) {
  // Three of four beacons: three quarters of a half are lost; involving repairs a tenth of that.
  Scene scene = involving(1.0);
  scene.with_beacons(3.0);
  scene.p().outside = {.involve = 0.1, .shows = 0.0, .affront = 0.5};
  scene.acts({"open_outside"});
  EXPECT_NEAR(scene.world.affronted[1], 0.375 * 0.9, 1e-15);
  EXPECT_NEAR(scene.world.taken_up[1], (1.0 - 0.3375) * 0.37, 1e-15);
}

TEST(Outside, finds_a_body_of_its_own_easier_to_talk_to) {
  Scene scene = involving(1.0, 0.5);
  scene.p().outside = {.involve = 0.1, .shows = 0.0, .entity = 0.5};
  scene.world.is_body = {1.0};
  scene.acts({"open_outside"});
  EXPECT_NEAR(scene.world.taken_up[1], 0.3 + 0.075 * 0.7, 1e-15);
}

TEST(Outside, is_asked_by_organisations_alone_too) {
  Scene scene(with_residents(), Arm::alone);
  scene.p().outside = {.involve = 0.1, .shows = 0.0, .alone = 0.6};
  scene.acts({"open_outside"});
  EXPECT_NEAR(scene.world.taken_up[1], 0.3 + 0.06 * 0.7, 1e-15);
  Scene at_the_table(with_residents(), Arm::only_together);
  at_the_table.p().outside.alone = 0.6;
  at_the_table.acts({"open_outside"});
  EXPECT_EQ(at_the_table.world.taken_up[1], 0.3) << "nobody works alone there";
}

TEST(Outside, takes_days_of_the_members) {
  Scene scene = involving(0.5);
  scene.p().outside.days = 2.0;
  scene.acts({"open_outside", "pay_prices"});
  Scene other = involving(0.0);
  other.acts({"open_outside", "pay_prices"});
  EXPECT_NEAR(scene.world.days_given[0] - other.world.days_given[0], 1.0, 1e-15);
}

TEST(Outside, decides_how_much_of_the_work_counts) {
  Scene scene(with_residents());
  scene.world.taken_up = {1.0, 0.25, 1.0};
  scene.world.progress = {0.5, 0.0, 0.0};
  EXPECT_EQ(openness(scene.world, 0, scene.p().output), 1.0);
  EXPECT_EQ(openness(scene.world, 1, scene.p().output), 0.25);
}

TEST(Outside, is_off_unless_a_goal_needs_it) {
  Parameters other;
  other.outside.alone = 1.0;
  other.outside.affront = 1.0;
  other.levers.involvement = 1.0;
  for (const Arm arm : {Arm::alone, Arm::together}) {
    const Scene plain = lived_in(3, 60, {}, {}, arm);
    const Scene moved = lived_in(3, 60, {}, other, arm);
    EXPECT_EQ(state_of(plain.world), state_of(moved.world));
  }
}

TEST(Outside, that_is_fully_willing_changes_nothing_but_what_is_asked) {
  Setting willing = with_residents({});
  willing.layout.goals[1].willing = 1.0;
  Scene plain(setting_of(SceneSize{}, {}), Arm::together), open(willing, Arm::together);
  for (Scene* scene : {&plain, &open}) {
    scene->world.month = -1;
    for (int month = 0; month < 60; ++month) live_a_month(*scene);
  }
  EXPECT_EQ(plain.world.progress, open.world.progress);
  EXPECT_EQ(plain.world.net_value, open.world.net_value);
}

TEST(Outside, brings_more_the_earlier_it_is_involved) {
  // Paired, so no noise of luck: from the start, from month 40 on, never.
  const auto done = [](int from) {
    double sum = 0.0;
    for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
      Parameters p;
      p.levers.operate_after = 1;
      Setting setting = with_residents(p);
      setting.layout.goals[0].needs = "a municipality";
      Scene scene(setting, Arm::only_together, replicate);
      scene.world.month = -1;
      for (int month = 0; month < 96; ++month) {
        if (month == from)
          for (TableLayout& table : scene.setting->layout.tables) table.levers.involvement = 1.0;
        live_a_month(scene);
      }
      for (const double x : scene.world.progress) sum += x;
    }
    return sum;
  };
  EXPECT_GT(done(0), done(40));
  EXPECT_GT(done(40), done(1000));
}

}  // namespace
}  // namespace samen::testing::outside_test
