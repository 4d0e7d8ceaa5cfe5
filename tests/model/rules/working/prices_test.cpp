// 7.34.1 What working together costs beside the work.
#include "model/rules/working/prices.hpp"

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::prices_test {
namespace {

Prices none_stated() {
  return {.head = 0.0,
          .informal_days = 0.0,
          .second_delegate = 0.0,
          .facilitation = 0.0,
          .transparency = 0.0,
          .accountability = 0.0,
          .reflection_days = 0.0,
          .deal = 0.0};
}

Prices stated() {
  return {.head = 0.4,
          .informal_days = 0.5,
          .second_delegate = 0.3,
          .facilitation = 2.0,
          .transparency = 0.7,
          .accountability = 0.08,
          .reflection_days = 2.0,
          .deal = 36.0};
}

/// Three members, two of whom are present. A meeting of half a day is held with a chance of one
/// half. 10 k€ are delivered, 6 matched, and 4 come from a gift. Method, informal time, reflection
/// and measuring are at values that cost nothing.
Scene half_day(const Prices& prices) {
  Scene scene = table_of(3).present();
  scene.p().prices = prices;
  scene.levers([](Levers& levers) {
    levers.method = agenda_and_chair;
    levers.informal = 0.0;
    levers.reflection = 0.0;
    levers.measure = 0.0;
  });
  scene.world.present[2] = false;
  scene.world.meeting_days[0] = 0.5;
  scene.world.meetings_held[0] = 0.25;
  scene.world.total_effort[0] = 10.0;
  scene.world.matched[0] = 6.0;
  scene.world.gift_paid[0] = 4.0;
  return scene;
}

const TableAccount<double>& paid(Scene& scene) {
  pay_prices(scene.world, scene.p().prices);
  return scene.world.table_account[0];
}

// ---- By hand -------------------------------------------------------------------------------

TEST(Prices, let_those_who_are_present_pay_their_time_by_the_length_of_the_meeting) {
  Scene scene = half_day(stated());
  EXPECT_NEAR(paid(scene).meetings, 2 * 0.4 * 0.5, 1e-15);
  EXPECT_NEAR(scene.world.running_cost[0], 0.2, 1e-15);
  EXPECT_EQ(scene.world.running_cost[2], 0.0) << "did not come";
  EXPECT_NEAR(scene.world.table_account[0].running, 0.4, 1e-15);
}

TEST(Prices, count_informal_time_on_top_of_the_meeting) {
  // Two persons for half a day; if all were informal, half of it again, and 0.6 of that is.
  Scene scene = half_day(stated());
  scene.levers([](Levers& levers) { levers.informal = 0.6; });
  EXPECT_NEAR(paid(scene).informal, 2 * 0.4 * 0.5 * 0.5 * 0.6, 1e-15);
}

TEST(Prices, count_the_time_of_a_second_delegate) {
  Scene scene = half_day(stated());
  scene.levers([](Levers& levers) { levers.informal = 0.6; });
  scene.world.persons = {2.0, 1.0, 2.0};
  EXPECT_NEAR(paid(scene).second_delegates, 0.3 * 0.5 * (1.0 + 0.5 * 0.6), 1e-15);
  EXPECT_NEAR(scene.world.running_cost[0], 0.7 * 0.65, 1e-15);
  EXPECT_NEAR(scene.world.running_cost[1], 0.4 * 0.65, 1e-15);
}

TEST(Prices, count_the_days_of_all_who_were_there) {
  // Half a day, and half of 0.6 of it informally: 0.65 days a head, and the first sent two.
  Scene scene = half_day(stated());
  scene.levers([](Levers& levers) { levers.informal = 0.6; });
  scene.world.persons = {2.0, 1.0, 2.0};
  paid(scene);
  EXPECT_NEAR(scene.world.days_given[0], 2 * 0.65, 1e-15);
  EXPECT_NEAR(scene.world.days_given[1], 0.65, 1e-15);
  EXPECT_EQ(scene.world.days_given[2], 0.0) << "did not come";
}

TEST(Prices, count_facilitation_above_agenda_and_chair_and_share_it_among_members) {
  // Method 0.6 is half of the way from 0.2 to 1; a quarter of a day of meeting is to be expected.
  Scene scene = half_day(stated());
  scene.levers([](Levers& levers) { levers.method = 0.6; });
  EXPECT_NEAR(paid(scene).facilitation, 2.0 * 0.5 * 0.25, 1e-15);
  EXPECT_NEAR(scene.world.running_cost[2], 0.25 / 3.0, 1e-15) << "a member who did not come";
  EXPECT_NEAR(scene.world.running_cost[0], 0.25 / 3.0 + 0.2, 1e-15);
}

TEST(Prices, count_transparency_by_the_month) {
  Scene scene = half_day(stated());
  scene.levers([](Levers& levers) { levers.transparency = 0.5; });
  EXPECT_NEAR(paid(scene).transparency, 0.35, 1e-15);
}

TEST(Prices, count_measuring_by_what_is_done_and_once_whatever_it_serves) {
  Scene scene = half_day(stated());
  scene.levers([](Levers& levers) { levers.measure = 0.5, levers.accountability = 0.25; });
  EXPECT_NEAR(paid(scene).accountability, 0.08 * 0.5 * 20.0, 1e-15);
  Scene stricter = half_day(stated());
  stricter.levers([](Levers& levers) { levers.measure = 0.5, levers.accountability = 1.0; });
  EXPECT_NEAR(paid(stricter).accountability, 0.08 * 20.0, 1e-15);
}

TEST(Prices, count_days_of_reflection_until_the_effort_pays_them) {
  Scene scene = half_day(stated());
  scene.levers([](Levers& levers) { levers.reflection = 0.1; });
  EXPECT_NEAR(paid(scene).looking_back, 2 * 0.4 * 2.0 * 0.1, 1e-15);
  Scene at_work = half_day(stated()).operating();
  at_work.levers([](Levers& levers) { levers.reflection = 0.1; });
  EXPECT_EQ(paid(at_work).looking_back, 0.0);
}

TEST(Prices, take_a_deal_from_the_public) {
  Scene scene = half_day(stated());
  scene.levers([](Levers& levers) { levers.deal = 0.5; });
  EXPECT_NEAR(paid(scene).deal, 1.5, 1e-15);
  EXPECT_EQ(scene.world.table_account[0].public_money, 1.5);
  EXPECT_NEAR(scene.world.table_account[0].running, 0.4, 1e-15) << "members pay their time only";
}

TEST(Prices, are_paid_in_part_by_a_budget_for_governance) {
  Scene scene = half_day(stated()), members_pay = half_day(stated());
  for (Scene* one : {&scene, &members_pay})
    one->levers([](Levers& levers) { levers.method = 0.6, levers.deal = 0.5; });
  scene.levers([](Levers& levers) { levers.governance_paid = 0.25; });
  const auto account = paid(scene), usual = paid(members_pay);
  EXPECT_GT(usual.running, 0.4);
  EXPECT_NEAR(account.running, 0.75 * usual.running, 1e-14);
  EXPECT_NEAR(account.public_money, 1.5 + 0.25 * usual.running, 1e-14);
  EXPECT_NEAR(account.running_balance(), 0.0, 1e-14);
  EXPECT_EQ(account.running_costs(), usual.running_costs()) << "what is bought stays the same";
  for (std::size_t i = 0; i < 3; ++i)
    EXPECT_NEAR(scene.world.running_cost[i], 0.75 * members_pay.world.running_cost[i], 1e-14);
  scene.acts({"account"}), members_pay.acts({"account"});
  EXPECT_NEAR(scene.world.flows[0].deal, account.public_money, 1e-14);
  EXPECT_NEAR(scene.world.flows[0].net(), members_pay.world.flows[0].net(), 1e-12)
      << "for society it is the same who pays";
}

TEST(Prices, share_the_day_of_a_gathering_of_the_network) {
  Scene scene = half_day(stated());
  scene.world.gathered[0] = 1.0;
  EXPECT_NEAR(paid(scene).meetings, 2 * 0.4 * 0.5 + 0.4, 1e-15);
  EXPECT_NEAR(scene.world.running_cost[2], 0.4 / 3.0, 1e-15);
}

TEST(Prices, enter_the_net_value_of_organisations_and_of_society) {
  Scene scene = half_day(stated());
  scene.levers([](Levers& levers) { levers.method = 0.6, levers.deal = 0.5; });
  scene.acts({"pay_prices", "account"});
  const double running = 0.4 + 0.25;
  const Flows<double>& all = scene.world.flows[0];
  EXPECT_NEAR(all.running, running, 1e-15);
  EXPECT_NEAR(all.deal, 1.5, 1e-15);
  EXPECT_NEAR(all.net(), -(10.0 + 6.0 + 4.0) - running - 1.5, 1e-13);
  EXPECT_NEAR(scene.world.net_value[0], all.net(), 1e-13);
  EXPECT_NEAR(scene.world.invested[0], 20.0, 1e-13) << "what there is to work with stays the same";
  EXPECT_NEAR(scene.world.account[0].running, 0.2 + 0.25 / 3.0, 1e-15);
  EXPECT_NEAR(scene.world.account[0].net(), -(0.2 + 0.25 / 3.0), 1e-15);
}

// ---- Neutral values ------------------------------------------------------------------------

TEST(Prices, of_nothing_leave_no_trace) {
  Scene scene = half_day(none_stated());
  scene.levers([](Levers& levers) {
    levers.method = 0.9;
    levers.informal = levers.transparency = levers.accountability = levers.deal = 1.0;
    levers.reflection = 0.5;
  });
  scene.world.persons = {2.0, 2.0, 2.0};
  scene.world.gathered[0] = 1.0;
  scene.acts({"pay_prices", "account"});
  EXPECT_EQ(scene.world.table_account[0].running_costs(), 0.0);
  EXPECT_EQ(scene.world.table_account[0].running, 0.0);
  EXPECT_EQ(scene.world.flows[0].net(), -20.0);
}

TEST(Prices, are_not_paid_at_a_table_that_ended_nor_by_who_left) {
  Scene scene = half_day(stated());
  scene.levers([](Levers& levers) { levers.method = 1.0, levers.deal = 1.0; });
  scene.world.member[0] = false;
  pay_prices(scene.world, scene.p().prices);
  EXPECT_EQ(scene.world.running_cost[0], 0.0);
  EXPECT_NEAR(scene.world.running_cost[1], 0.2 + 0.5 / 2.0, 1e-15) << "two are left to share";
  Scene ended = half_day(stated());
  ended.levers([](Levers& levers) { levers.method = 1.0, levers.deal = 1.0; });
  ended.world.alive[0] = false;
  EXPECT_EQ(paid(ended).running_costs(), 0.0);
  EXPECT_EQ(ended.world.running_cost[1], 0.0);
  EXPECT_EQ(ended.world.deal_cost[0], 0.0);
}

TEST(Prices, buy_nothing_for_a_table_that_nobody_sits_at_any_more) {
  Scene scene = half_day(stated());
  scene.levers([](Levers& levers) { levers.method = levers.transparency = levers.measure = 1.0; });
  scene.world.gathered[0] = 1.0;
  scene.world.member = {false, false, false};
  EXPECT_EQ(paid(scene).running_costs(), 0.0);
  EXPECT_EQ(scene.world.table_account[0].balance(), 0.0);
}

TEST(Prices, of_agenda_and_chair_are_those_of_the_time_alone) {
  for (const double method : {0.0, 0.1, agenda_and_chair}) {
    Scene scene = half_day(stated());
    scene.levers([&](Levers& levers) { levers.method = method; });
    EXPECT_EQ(paid(scene).facilitation, 0.0);
  }
}

// ---- Direction -----------------------------------------------------------------------------

TEST(Prices, are_the_higher_the_more_of_each_good_thing_there_is) {
  using Change = void (*)(Levers&, double);
  for (const Change change : {Change{[](Levers&levers, double x) { levers.method = x; }},
                              Change{[](Levers&levers, double x) { levers.informal = x; }},
                              Change{[](Levers&levers, double x) { levers.transparency = x; }},
                              Change{[](Levers&levers, double x) { levers.accountability = x; }},
                              Change{[](Levers&levers, double x) { levers.measure = x; }},
                              Change{[](Levers&levers, double x) { levers.reflection = x; }},
                              Change{[](Levers&levers, double x) { levers.deal = x; }}}) {
    const auto cost = [&](double x) {
      Scene scene = half_day(stated());
      scene.levers([&](Levers& levers) { change(levers, x); });
      return paid(scene).running_costs();
    };
    EXPECT_GT(cost(0.8), cost(0.4));
  }
}

// ---- Laws ----------------------------------------------------------------------------------

/// Everything that has a price happens.
Parameters dear() {
  Parameters p;
  p.levers.operate_after = 6;
  p.levers.transparency = 0.5;
  p.levers.accountability = 0.5;
  p.levers.deal = 0.5;
  p.levers.network = 1.0;
  p.levers.delegates = DelegateProfile::both;
  p.leaving.hazard = 0.15;
  p.prices = stated();
  return p;
}

TEST(Prices, are_paid_by_somebody_to_half_a_cent_in_any_world) {
  constexpr double half_a_cent = 5e-6;
  double paid_in_all = 0.0;
  for (const Arm arm : {Arm::together, Arm::together})
    for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
      Scene scene({.partners = 4 + static_cast<int>(replicate % 5)}, dear(), arm, 1, replicate);
      scene.world.month = -1;
      double society = 0.0;
      for (int t = 0; t < 40; ++t) {
        live_a_month(scene);
        society += scene.world.flows[0].running + scene.world.flows[0].deal;
        const TableAccount<double>& table = scene.world.table_account[0];
        EXPECT_NEAR(table.running_balance(), 0.0, half_a_cent);
        EXPECT_NEAR(table.running_costs(), society, half_a_cent);
        double organisations = 0.0;
        for (const Account<double>& own : scene.world.account) organisations += own.running;
        EXPECT_NEAR(organisations, table.running, half_a_cent);
      }
      paid_in_all += society;
    }
  EXPECT_GT(paid_in_all, 0.0);
}

TEST(Prices, change_nothing_but_the_accounts) {
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    Parameters free = dear();
    free.prices = none_stated();
    const Scene with = lived_in(replicate, 40, {.partners = 6}, dear(), Arm::together);
    const Scene without = lived_in(replicate, 40, {.partners = 6}, free, Arm::together);
    EXPECT_LT(with.world.net_value[0], without.world.net_value[0]);
    World<double> rest = with.world;
    rest.net_value = without.world.net_value;
    rest.account = without.world.account;
    rest.organisation_flows = without.world.organisation_flows;
    rest.table_account = without.world.table_account;
    rest.flows = without.world.flows;
    EXPECT_EQ(state_of(rest), state_of(without.world)) << replicate;
  }
}

TEST(Prices, are_none_without_tables) {
  for (const Arm arm : {Arm::nothing, Arm::alone}) {
    const Scene scene = lived_in(1, 24, {.partners = 5}, dear(), arm);
    EXPECT_EQ(scene.world.table_account[0].running_costs(), 0.0);
    EXPECT_EQ(scene.world.flows[0].running, 0.0);
    for (const Account<double>& own : scene.world.account) EXPECT_EQ(own.running, 0.0);
  }
}

}  // namespace
}  // namespace samen::testing::prices_test
