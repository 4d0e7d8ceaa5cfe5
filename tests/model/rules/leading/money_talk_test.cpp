// 7.10 Talk about money, and a phase without it; 7.3 terms of funding; 7.11 a deal opens doors.
#include <cmath>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::money_talk_test {
namespace {

using testing::lived_in;
using testing::Scene;
using testing::state_of;
using testing::table_of;

Scene talking(int money_free_months = 0) {
  Scene scene = table_of(4).with_elan(0.5);
  scene.levers([=](Levers& l) { l.money_free_months = money_free_months; });
  return scene;
}

TEST(MoneyTalk, costs_elan_and_time_at_boards_only) {
  const MoneyTalk p{.time_lost = 0.3, .elan_lost = 0.1};
  Scene scene = talking();
  talk_about_money(scene.at(1).world, p);
  EXPECT_EQ(scene.world.elan[0], 0.5);
  EXPECT_EQ(scene.world.content_time[0], 1.0);
  talk_about_money(scene.at(3).world, p);
  EXPECT_NEAR(scene.world.elan[0], 0.45, 1e-15);
  EXPECT_NEAR(scene.world.content_time[0], 0.7, 1e-15);
}

TEST(MoneyTalk, leaves_less_of_a_meeting_to_get_to_know_each_other) {
  const auto learned = [](double content) {
    Scene scene = talking().knowing(0.2).motivated(1.0).with_elan(1.0).with_method(1.0);
    scene.setting->layout.tables[0].dated_meetings = {1.0};
    scene.world.content_time[0] = content;
    meet(scene.world, scene.p().meeting, scene.draws);
    return scene.knowledge(0, 1) - 0.2;
  };
  ASSERT_GT(learned(1.0), 0.0);
  EXPECT_NEAR(learned(0.7), 0.7 * learned(1.0), 1e-15);
}

TEST(MoneyTalk, is_spared_while_money_is_no_subject) {
  const MoneyTalk p{.time_lost = 0.3, .elan_lost = 0.1};
  Scene scene = talking(12);
  for (const int month : {0, 3, 6, 9}) talk_about_money(scene.at(month).world, p);
  EXPECT_EQ(scene.world.elan[0], 0.5);
  EXPECT_EQ(scene.world.content_time[0], 1.0);
  EXPECT_TRUE(scene.world.events().empty());
  talk_about_money(scene.at(12).world, p);
  EXPECT_NEAR(scene.world.elan[0], 0.45, 1e-15);
  ASSERT_EQ(scene.world.events().size(), 1u);
  EXPECT_EQ(scene.world.events()[0].kind, event::money_enters);
}

TEST(MoneyFreePhase, pledges_no_money_and_is_not_matched) {
  const auto pledged = [](int month) {
    Scene scene = talking(6).operating(month).anchored(1.0).with_budget(2.0);
    scene.levers([](Levers& levers) { levers.match = 0.0; });
    for (double& part : scene.world.mission) part = 1.0 / 3.0;
    for (Goal& goal : scene.setting->layout.goals) goal.growth = 0.0;
    scene.at(month);
    for (auto& owner : scene.setting->layout.organisations) owner.cheque = {0.2, 0.6, 0.1, 0.1};
    scene.acts(
        {"talk_about_money", "announce_money", "ask_home_boards", "weigh_options", "decide"});
    return scene.world.pledge[0];
  };
  ASSERT_GT(pledged(6), 0.0);
  EXPECT_NEAR(pledged(3), 0.8 * pledged(6), 1e-12);
  Scene scene = talking(6).operating().pledging(1.0).delivering(1.0).at(3);
  scene.acts({"talk_about_money", "announce_money", "reach_threshold", "produce"});
  EXPECT_EQ(scene.world.matched[0], 0.0);
  scene.at(6).acts({"talk_about_money", "announce_money", "reach_threshold", "produce"});
  EXPECT_EQ(scene.world.matched[0], 4.0);
}

TEST(MoneyTalk, is_off_by_default) {
  Scene scene = talking();
  const auto before = state_of(scene.world);
  talk_about_money(scene.world, {});
  EXPECT_EQ(state_of(scene.world), before);
  EXPECT_EQ(scene.world.content_time[0], 1.0);
}

// ---- 7.3 ---------------------------------------------------------------------------------------

Scene called(int term) {
  Scene scene = table_of(4).operating().pledging(1.0).delivering(1.0);
  scene.levers([=](Levers& l) { l.term_months = term, l.seed_money = 6.0, l.seed_months = 48; });
  return scene;
}

bool start_money_flows(Scene& scene) {
  return scene.with_start_money().world.seeded[0];
}

TEST(Funding, in_terms_is_won_again_as_often_as_it_says) {
  // Half of four beacons: 0.5 + 0.4 * 0.5 = 0.7. n = 3000, 4 standard errors, false alarm 6e-5.
  constexpr int calls = 3000;
  Scene scene = called(12).with_beacons(2.0).at(24);
  int won = 0;
  for (std::uint32_t replicate = 0; replicate < calls; ++replicate) {
    scene.draws = Draws<double>(9, replicate);
    renew_funding(scene.world, {.renewed = 0.5, .renewed_by_beacons = 0.4}, scene.draws);
    won += scene.world.funded[0] > 0.0;
  }
  EXPECT_NEAR(won / double{calls}, 0.7, 4.0 * std::sqrt(0.7 * 0.3 / calls));
}

TEST(Funding, that_lapses_takes_start_money_and_match_away_until_it_returns) {
  Scene scene = called(12);
  const Funding never{.renewed = 0.0, .renewed_by_beacons = 0.0, .writing = 0.25};
  const Funding always{.renewed = 1.0, .renewed_by_beacons = 0.0, .writing = 0.25};
  renew_funding(scene.at(0).world, never, scene.draws);
  EXPECT_TRUE(start_money_flows(scene)) << "the first term is granted";
  renew_funding(scene.at(12).world, never, scene.draws);
  EXPECT_FALSE(start_money_flows(scene));
  EXPECT_EQ(scene.world.content_time[0], 0.75);
  scene.acts({"announce_money", "reach_threshold", "produce"});
  EXPECT_EQ(scene.world.matched[0], 0.0);
  renew_funding(scene.at(13).world, always, scene.draws);
  EXPECT_FALSE(start_money_flows(scene)) << "no call this month";
  EXPECT_EQ(scene.world.content_time[0], 1.0);
  renew_funding(scene.at(24).world, always, scene.draws);
  EXPECT_TRUE(start_money_flows(scene));
  ASSERT_EQ(scene.world.events().size(), 2u);
  EXPECT_EQ(scene.world.events()[0].kind, event::funding_lapses);
  EXPECT_EQ(scene.world.events()[1].kind, event::funding_returns);
}

TEST(Funding, without_terms_is_granted_for_good) {
  Scene scene = called(0);
  const auto before = state_of(scene.world);
  for (const int month : {0, 12, 60, 120})
    renew_funding(scene.at(month).world, {.renewed = 0.0, .renewed_by_beacons = 0.0}, scene.draws);
  EXPECT_EQ(state_of(scene.at(0).world), before);
}

// ---- 7.11 --------------------------------------------------------------------------------------

TEST(DealOpensDoors, lets_partners_know_each_other_sooner) {
  Scene scene = table_of(3).knowing(0.2);
  scene.levers([](Levers& levers) { levers.deal = 0.5; });
  scene.world.member[2] = false;
  open_doors(scene.world, {.doors = 0.1});
  EXPECT_NEAR(scene.knowledge(0, 1), 0.2 + 0.05 * 0.8, 1e-15);
  EXPECT_EQ(scene.knowledge(0, 2), 0.2) << "of who has left nothing is learnt";
}

TEST(DealOpensDoors, without_a_deal_or_contacts_nothing_opens) {
  for (const auto& [deal, doors] : {std::pair{0.0, 0.5}, {1.0, 0.0}}) {
    Scene scene = table_of(3).knowing(0.2);
    scene.levers([share = deal](Levers& levers) { levers.deal = share; });
    open_doors(scene.world, {.doors = doors});
    EXPECT_EQ(scene.knowledge(0, 1), 0.2);
  }
}

// E22: barriers fall, plans have room, doors open – but the deal brings no euro in.
TEST(DealOpensDoors, brings_in_no_euro) {
  const auto outside_money = [](double deal) {
    Parameters p;
    p.levers.operate_after = 1;
    p.levers.match = 0.0;
    p.levers.seed_money = 0.0;
    p.levers.deal = deal;
    p.deal.doors = 0.1;
    const Scene scene = lived_in(2, 100, {.partners = 5}, p);
    const auto& account = scene.world.table_account[0];
    EXPECT_GT(account.own, 0.0);
    return account.match + account.seed + account.gift;
  };
  EXPECT_EQ(outside_money(0.0), 0.0);
  EXPECT_EQ(outside_money(1.0), 0.0);
}

}  // namespace
}  // namespace samen::money_talk_test
