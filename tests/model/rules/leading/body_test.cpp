// 7.5.1 The partnership becomes a body of its own.
#include "model/rules/leading/body.hpp"

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::body_test {
namespace {

constexpr double half_a_cent = 5e-6;

/// Three members at a table that is a body, at work, with `purse` k€; each delivers `each` k€ a
/// month. There is no match and no start money.
Scene body_with(double purse, double each) {
  Scene scene = table_of(3).present().operating().pledging(each).delivering(1.0).with_puller(1.0);
  scene.levers([](Levers& levers) {
    levers.own_body = OwnBody::yes;
    levers.body_after = 0;
    levers.puller = 1.0;
    levers.match = 0.0;
    levers.seed_money = 0.0;
    levers.reflection = 0.0;
  });
  scene.p().body = {.setup = 10.0, .upkeep = 1.0, .reserve = 6.0};
  scene.p().production.pair_overhead = 0.0;
  scene.p().production.hub_overhead = 0.0;
  scene.world.is_body = {1.0};
  scene.world.table_account[0].earned = purse;
  return scene.at(1);
}

/// Runs what a month at work does with money, but for the revenue.
Scene& pays(Scene& scene) {
  return scene.acts({"run_body", "open_purse", "produce", "pay_prices", "call_on_members"});
}

/// Parameters with which every table is a body from the first month.
Parameters bodies_from_the_start() {
  Parameters p;
  p.levers.own_body = OwnBody::yes;
  p.levers.body_after = 0;
  p.levers.puller = 1.0;
  p.levers.operate_after = 1;
  return p;
}

TEST(Body, is_founded_once_its_beacons_stand_and_members_pay_for_that) {
  Scene scene = table_of(3).with_beacons(3.0);
  scene.levers([](Levers& levers) { levers.own_body = OwnBody::yes, levers.body_after = 4; });
  scene.p().body.setup = 10.0;
  scene.acts({"found_body"});
  EXPECT_EQ(scene.world.is_body[0], 0.0);
  scene.with_beacons(4.0).acts({"found_body", "pay_prices", "call_on_members"});
  EXPECT_EQ(scene.world.is_body[0], 1.0);
  EXPECT_EQ(scene.world.table_account[0].setup, 10.0);
  for (const double cost : scene.world.running_cost) EXPECT_NEAR(cost, 10.0 / 3.0, 1e-15);
  ASSERT_EQ(scene.world.events().size(), 1u);
  EXPECT_EQ(scene.world.events()[0].kind, event::body_founded);
}

TEST(Body, pays_its_bills_before_it_asks_its_members) {
  // A wage of 5.8 and an upkeep of 1, out of a purse of 20: all that members deliver becomes work.
  Scene scene = body_with(20.0, 5.0);
  pays(scene);
  const TableAccount<double>& account = scene.world.table_account[0];
  EXPECT_NEAR(account.drawn, 6.8, 1e-12);
  EXPECT_NEAR(account.wage, 5.8, 1e-12);
  EXPECT_NEAR(account.upkeep, 1.0, 1e-12);
  EXPECT_NEAR(account.work, 15.0, 1e-12);
  EXPECT_NEAR(account.purse(), 13.2, 1e-12);
  EXPECT_NEAR(account.balance(), 0.0, 1e-12);
}

TEST(Body, asks_its_members_for_what_the_purse_does_not_hold) {
  Scene scene = body_with(2.0, 5.0);  // 4.8 of 15 go to the bills
  pays(scene);
  const TableAccount<double>& account = scene.world.table_account[0];
  EXPECT_NEAR(account.work, 10.2, 1e-12);
  EXPECT_NEAR(account.purse(), 0.0, 1e-12);
  EXPECT_EQ(account.called, 0.0);
  EXPECT_EQ(scene.world.months_short[0], 0.0);
}

TEST(Body, calls_in_what_nobody_delivered_and_is_dissolved_if_that_lasts) {
  Scene scene = body_with(0.0, 1.0);  // 6.8 due and 3 delivered: 3.8 is more than half
  scene.p().body.short_of = 0.5;
  scene.p().body.patience = 2;
  pays(scene);
  EXPECT_NEAR(scene.world.table_account[0].called, 3.8, 1e-12);
  EXPECT_NEAR(scene.world.running_cost[0], 3.8 / 3.0, 1e-12);
  EXPECT_EQ(scene.world.months_short[0], 1.0);
  scene.at(2).acts({"found_body"});
  EXPECT_EQ(scene.world.is_body[0], 1.0);
  pays(scene);
  scene.at(3).acts({"found_body"});
  EXPECT_EQ(scene.world.is_body[0], 0.0);
  scene.at(4).acts({"found_body"});
  EXPECT_EQ(scene.world.is_body[0], 0.0) << "it is not founded again";
  EXPECT_NEAR(scene.world.table_account[0].balance(), 0.0, 1e-12);
}

TEST(Body, takes_a_fee_for_a_lack_that_is_small) {
  Scene scene = body_with(0.0, 2.0);  // 6.8 due, 6 delivered
  scene.p().body.short_of = 0.5;
  pays(scene);
  EXPECT_NEAR(scene.world.table_account[0].called, 0.8, 1e-12);
  EXPECT_EQ(scene.world.months_short[0], 0.0);
}

TEST(Body, puts_into_the_work_what_it_need_not_keep) {
  Scene scene = body_with(100.0, 5.0);  // six months of 6.8 are 40.8
  pays(scene);
  const TableAccount<double>& account = scene.world.table_account[0];
  EXPECT_NEAR(account.work, 15.0 + 59.2, 1e-12);
  EXPECT_NEAR(account.purse(), 40.8 - 6.8, 1e-12);
  EXPECT_NEAR(scene.world.drawn[0], 66.0, 1e-12);
  EXPECT_NEAR(account.balance(), 0.0, 1e-12);
}

TEST(Body, keeps_its_share_of_what_work_done_in_it_earns) {
  // Each of three delivers 5 in the body and 5 before it; revenue is 12: 6 for what was done in it.
  Scene scene = body_with(0.0, 5.0);
  scene.levers([](Levers& levers) { levers.body_keeps = 0.5; });
  for (Goal& goal : scene.setting->layout.goals) goal.revenue = 4.0;
  for (double& x : scene.world.progress) x = 1.0;
  for (auto& x : scene.world.delivered_in) x = 5.0;
  for (double& x : scene.world.effort) x = 5.0;
  scene.acts({"keep_revenue", "account"});
  EXPECT_NEAR(scene.world.table_account[0].earned, 3.0, 1e-12);
  for (const auto& owner : scene.world.account) EXPECT_NEAR(owner.revenue, 3.0, 1e-12);
}

TEST(Body, employs_whom_the_table_wants_whatever_members_pledge) {
  Scene scene = body_with(20.0, 0.0);
  scene.acts({"run_body", "plan_slack", "limit_slack", "set_budget"});
  EXPECT_EQ(scene.world.puller[0], 1.0);
  scene.world.is_body = {0.0};
  scene.at(2).acts({"run_body", "plan_slack", "limit_slack", "set_budget"});
  EXPECT_EQ(scene.world.puller[0], 0.0);
}

TEST(Body, is_let_go_by_members_whose_link_home_is_weak) {
  // A month of 0.03: half of the link is missing, so 0.4 loses 0.015 of itself.
  Scene scene = body_with(0.0, 5.0);
  scene.owning(0.4).anchored(0.5);
  scene.p().body.lets_go = 0.03;
  scene.acts({"let_go"});
  for (const double owned : scene.world.ownership) EXPECT_NEAR(owned, 0.4 * 0.985, 1e-15);
  scene.owning(0.4).anchored(1.0).acts({"let_go"});
  for (const double owned : scene.world.ownership) EXPECT_EQ(owned, 0.4);
}

TEST(Body, leans_towards_what_earns) {
  Scene scene = body_with(0.0, 5.0);
  scene.levers(
      [](Levers& levers) { levers.body_keeps = 0.5, levers.mission = MissionStart::empty; });
  scene.p().body.drift = 0.4;
  const std::vector<double> earns{6.0, 2.0, 0.0};
  for (int k = 0; k < 3; ++k) scene.setting->layout.goals[k].revenue = earns[k];
  Scene other = scene;
  other.world.is_body = {0.0};
  scene.acts({"run_body", "shape_mission"});
  other.acts({"run_body", "shape_mission"});
  for (int k = 0; k < 3; ++k)
    EXPECT_NEAR(scene.world.mission[k], 0.8 * other.world.mission[k] + 0.2 * earns[k] / 8.0, 1e-15);
}

TEST(Body, gives_its_purse_back_to_whoever_earned_it) {
  Scene scene = body_with(12.0, 5.0);
  scene.world.delivered_in_body = {10.0, 20.0, 30.0};
  scene.levers([](Levers& levers) { levers.own_body = OwnBody::no; });
  scene.acts({"found_body", "account"});
  EXPECT_EQ(scene.world.is_body[0], 0.0);
  EXPECT_NEAR(scene.world.table_account[0].purse(), 0.0, 1e-12);
  const std::vector<double> back{2.0, 4.0, 6.0};
  for (int i = 0; i < 3; ++i) EXPECT_NEAR(scene.world.account[i].revenue, back[i], 1e-12);
}

TEST(Body, is_off_unless_it_is_asked) {
  Parameters other;
  other.body.lets_go = 0.5;
  other.body.upkeep = 9.0;
  other.levers.body_keeps = 1.0;
  for (const Arm arm : {Arm::alone, Arm::together}) {
    const Scene plain = lived_in(3, 60, {}, {}, arm);
    const Scene moved = lived_in(3, 60, {}, other, arm);
    EXPECT_EQ(state_of(plain.world), state_of(moved.world));
  }
}

TEST(Body, is_owned_less_the_more_members_let_go) {
  // Paired, so no noise of luck.
  double kept = 0.0, lost = 0.0;
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate)
    for (const double lets_go : {0.0, 0.1}) {
      Parameters p = bodies_from_the_start();
      p.body.lets_go = lets_go;
      const Scene scene = lived_in(replicate, 48, {}, p);
      for (const double owned : scene.world.ownership) (lets_go == 0.0 ? kept : lost) += owned;
    }
  EXPECT_LT(lost, kept);
}

TEST(Body, loses_no_money) {
  // All revenue is with an organisation, in a purse, or paid from one.
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    Parameters p = bodies_from_the_start();
    p.body.patience = 12;
    p.levers.body_keeps = 0.7;
    Setting setting = shared_tables(6, 2, p);
    for (Goal& goal : setting.layout.goals) goal.revenue = 20.0;
    Scene scene(setting, Arm::together, replicate);
    scene.world.month = -1;
    for (int month = 0; month < 120; ++month) live_a_month(scene);
    double revenue = 0.0, found = 0.0, kept = 0.0;
    for (const auto& all : scene.world.revenue) revenue += all;
    for (const auto& owner : scene.world.account) found += owner.revenue;
    for (const auto& account : scene.world.table_account) {
      found += account.purse() + account.drawn;
      kept += account.earned;
      EXPECT_NEAR(account.balance(), 0.0, half_a_cent);
      EXPECT_GE(account.purse(), -half_a_cent);
    }
    EXPECT_NEAR(found, revenue, half_a_cent);
    EXPECT_GT(kept, 0.0);
  }
}

TEST(Body, costs_society_what_it_pays) {
  // Net value is what is gained less what is invested and the running costs, of which a body pays
  // part from its purse.
  const Scene scene = lived_in(2, 90, {}, bodies_from_the_start(), Arm::together);
  const World<double>& world = scene.world;
  EXPECT_NEAR(world.net_value[0],
              world.avoided[0] + world.revenue[0] - world.invested[0] -
                  world.table_account[0].running_costs(),
              1e-6);
}

}  // namespace
}  // namespace samen::testing::body_test
