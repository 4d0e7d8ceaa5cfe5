// 7.32 A shock takes a share of what is delivered, alone and at tables.
#include "model/world/shocks.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::shocks_test {
namespace {

/// Two partners with 3 and 1 k€ a month for what they do alone, at a yield of one half.
Scene alone(Arm arm = Arm::alone) {
  Scene scene({.partners = 2, .goals = 2}, {}, arm);
  scene.skilled(0.5);
  scene.renewed().world.aspiration = {0.6, 0.4, 0.5, 0.5};
  scene.world.solo_pledge = {3.0, 1.0};
  return scene;
}

void strike(Scene& scene, const Shock& shock) {
  scene.setting->layout.shocks.push_back(shock);
}

/// A run of some years.
std::uint64_t lived(const std::vector<Shock>& shocks, Arm arm, double& net_value) {
  Setting setting = setting_of({.partners = 4, .goals = 3});
  setting.layout.shocks = shocks;
  Scene scene(setting, arm);
  scene.world.month = -1;
  std::uint64_t hash = 0;
  for (int month = 0; month < 60; ++month) {
    live_a_month(scene);
    hash = fingerprint(scene.world, hash);
  }
  net_value = scene.world.net_value[0];
  return hash;
}

// ---- By hand -------------------------------------------------------------------------------

TEST(Shock, takes_its_share_of_what_is_made_alone) {
  Scene scene = alone();
  strike(scene, {.month = 0, .size = 0.25});
  work_alone(scene.world, 0);
  EXPECT_NEAR(scene.world.output[0], 0.75 * 3.0 * 0.6 * 0.5, 1e-14);
  EXPECT_NEAR(scene.world.output[1], 0.75 * 3.0 * 0.4 * 0.5, 1e-14);
}

TEST(Shock, spares_the_purse_what_is_not_delivered) {
  Scene scene = alone();
  strike(scene, {.month = 0, .size = 0.25, .organisation = 0});
  account(scene.world, scene.p().ledger);
  EXPECT_NEAR(scene.world.account[0].effort_alone, 2.25, 1e-14);
  EXPECT_NEAR(scene.world.account[1].effort_alone, 1.0, 1e-14);
  EXPECT_NEAR(scene.world.delivered_in[0], 2.25, 1e-14);
  EXPECT_NEAR(scene.world.flows[0].own, 3.25, 1e-14);
  EXPECT_NEAR(scene.world.invested[0], 3.25, 1e-14);
}

TEST(Shock, leaves_less_to_overlap) {
  // Two who do the same: half of what the smaller adds repeats the other, of what is delivered.
  Scene scene = alone();
  scene.world.aspiration = {0.5, 0.5, 0.5, 0.5};
  scene.world.solo_pledge = {2.0, 2.0};
  scene.p().production.overlap = 0.5;
  strike(scene, {.month = 0, .size = 0.5});
  work_alone(scene.world, 0);
  work_alone(scene.world, 1);
  const double before = scene.world.output[0];
  EXPECT_NEAR(before, 0.5 * (2.0 + 2.0) * 0.5 * 0.5, 1e-14);
  lose_to_overlap(scene.world, 0, scene.p().production);
  EXPECT_NEAR(scene.world.output[0], before * (1.0 - 0.5 * 0.5), 1e-14);
}

TEST(Shock, is_seen_by_boards_that_learn_from_what_paid) {
  Scene scene = alone();
  strike(scene, {.month = 0, .size = 0.25, .organisation = 0});
  scene.world.learns_from_payoff = true;
  earn_payoffs(scene.world, scene.p().payoff);
  EXPECT_NEAR(scene.world.alone_spent[0], 2.25, 1e-14);
  EXPECT_NEAR(scene.world.alone_spent[1], 1.0, 1e-14);
}

// ---- Whom and when -------------------------------------------------------------------------

TEST(Shock, of_a_table_strikes_nobody_alone) {
  Scene scene = alone(Arm::together);
  strike(scene, {.month = 0, .size = 0.5, .table = 0});
  EXPECT_EQ(solo_effort(scene.world, 0), 3.0);
  EXPECT_EQ(shock_on(scene.layout(), 0, 0, 0), 0.5);
  strike(scene, {.month = 0, .size = 0.25, .organisation = 0});
  EXPECT_NEAR(solo_effort(scene.world, 0), 0.75 * 3.0, 1e-15);
  EXPECT_EQ(solo_effort(scene.world, 1), 1.0);
  EXPECT_EQ(shock_on(scene.layout(), 0, 0, 0), 0.75);
  EXPECT_EQ(shock_on(scene.layout(), 0, 1, 0), 0.5);
}

TEST(Shock, lasts_its_months_and_no_longer) {
  Scene scene = alone();
  strike(scene, {.month = 4, .size = 0.5, .months = 3});
  for (int month = 0; month < 10; ++month)
    EXPECT_EQ(solo_effort(scene.at(month).world, 0), month >= 4 && month < 7 ? 1.5 : 3.0) << month;
}

TEST(Shock, takes_no_more_than_there_is) {
  Scene scene = alone();
  strike(scene, {.month = 0, .size = 0.75});
  strike(scene, {.month = 0, .size = 0.75});
  EXPECT_EQ(solo_effort(scene.world, 0), 0.0);
}

TEST(Shock, is_noted_once_when_it_begins) {
  for (const Arm arm : {Arm::alone, Arm::only_together, Arm::together}) {
    Scene scene = alone(arm);
    strike(scene, {.month = 2, .size = 0.5, .organisation = 1, .months = 3});
    scene.forgetting_events();
    for (int month = 0; month < 6; ++month) {
      scene.at(month);
      note_shocks(scene.world);
    }
    const std::vector<Event> events = scene.world.events();
    ASSERT_EQ(events.size(), 1u);
    EXPECT_EQ(events[0].month, 2);
    EXPECT_EQ(events[0].kind, event::shock);
    EXPECT_EQ(events[0].table, -1);
    EXPECT_EQ(events[0].organisation, 1);
    EXPECT_EQ(events[0].value, 0.5);
  }
}

TEST(Shock, is_not_noted_where_there_is_nothing_to_strike) {
  const auto noted = [](Arm arm, const Shock& shock, bool lives) {
    Scene scene = alone(arm);
    strike(scene, shock);
    scene.world.alive[0] = lives;
    scene.forgetting_events();
    note_shocks(scene.world);
    return !scene.world.events().empty();
  };
  EXPECT_FALSE(noted(Arm::nothing, {.month = 0, .size = 0.5}, false));
  EXPECT_FALSE(noted(Arm::alone, {.month = 0, .size = 0.0}, false));
  EXPECT_FALSE(noted(Arm::alone, {.month = 0, .size = 0.5, .table = 0}, false));
  EXPECT_FALSE(noted(Arm::only_together, {.month = 0, .size = 0.5, .table = 0}, false));
  EXPECT_TRUE(noted(Arm::only_together, {.month = 0, .size = 0.5, .table = 0}, true));
  EXPECT_TRUE(noted(Arm::alone, {.month = 0, .size = 0.5}, false));
}

// ---- Neutral value and direction -----------------------------------------------------------

TEST(Shock, without_size_changes_no_bit) {
  for (const Arm arm : {Arm::alone, Arm::only_together, Arm::together}) {
    double value = 0.0;
    EXPECT_EQ(lived({}, arm, value), lived({{.month = 12, .size = 0.0, .months = 24}}, arm, value));
  }
}

TEST(Shock, costs_every_arm_that_does_anything) {
  for (const Arm arm : {Arm::alone, Arm::only_together, Arm::together}) {
    double none = 0.0, some = 0.0, all = 0.0;
    lived({}, arm, none);
    lived({{.month = 12, .size = 0.4, .months = 40}}, arm, some);
    lived({{.month = 12, .size = 1.0, .months = 40}}, arm, all);
    EXPECT_NE(none, some) << static_cast<int>(arm);
    EXPECT_NE(some, all) << static_cast<int>(arm);
  }
}

TEST(Shock, changes_no_bit_where_nothing_is_done) {
  double value = 0.0;
  EXPECT_EQ(lived({}, Arm::nothing, value),
            lived({{.month = 12, .size = 1.0, .months = 24}}, Arm::nothing, value));
}

TEST(Shock, strikes_whom_it_names_for_its_months_in_every_arm_that_does_anything) {
  constexpr int first = 24, last = 35;
  for (const Arm arm : {Arm::alone, Arm::only_together, Arm::together}) {
    Parameters p;
    p.levers.operate_after = 0;
    p.delivery.backbone = 0.0;
    Setting setting = setting_of({.partners = 4, .goals = 3}, p);
    setting.layout.shocks = {
        {.month = first, .size = 1.0, .organisation = 1, .months = last - first + 1}};
    Scene scene(setting, arm);
    scene.world.month = -1;
    double before = 0.0, during = 0.0, after = 0.0, others = 0.0;
    for (int month = 0; month < 60; ++month) {
      const std::vector<double> spent = scene.world.delivered_in;
      live_a_month(scene);
      const auto this_month = [&](int i) { return scene.world.delivered_in[i] - spent[i]; };
      (month < first ? before : month <= last ? during : after) += this_month(1);
      if (month >= first && month <= last) others += this_month(0) + this_month(2) + this_month(3);
    }
    EXPECT_GT(before, 0.0) << static_cast<int>(arm);
    EXPECT_EQ(during, 0.0) << static_cast<int>(arm);
    // A table does not always survive a partner who delivers nothing for a year.
    if (may_go_alone(arm)) {
      EXPECT_GT(after, 0.0) << static_cast<int>(arm);
    }
    EXPECT_GT(others, 0.0) << static_cast<int>(arm);
  }
}

TEST(Shock, of_everything_stops_what_is_done_alone) {
  Setting setting = setting_of({.partners = 4, .goals = 3});
  setting.layout.shocks = {{.month = 24, .size = 1.0, .months = 36}};
  Scene scene(setting, Arm::alone);
  scene.world.month = -1;
  std::vector<double> reached;
  for (int month = 0; month < 60; ++month) {
    live_a_month(scene);
    reached.push_back(scene.world.progress[0]);
  }
  EXPECT_GT(reached[23], 0.0);
  EXPECT_EQ(reached[59], reached[23]);
}

}  // namespace
}  // namespace samen::testing::shocks_test
