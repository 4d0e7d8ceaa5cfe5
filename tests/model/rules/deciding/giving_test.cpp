// 7.27 What announced money does to giving: match, crowding out, lead gift, threshold and refund.
#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::giving_test {
namespace {

using testing::first_edition;
using testing::lived_in;
using testing::Scene;
using testing::state_of;
using testing::table_of;

/// Eight partners at work who all pledge the same and deliver what they pledge.
Scene eight(double pledge = 1.0) {
  Scene scene = table_of(8).operating().pledging(pledge).delivering(1.0).with_puller(0.0);
  scene.levers([](Levers& levers) {
    levers.match = 1.0, levers.match_cap = 1e3, levers.seed_money = 0.0, levers.reflection = 0.0;
  });
  return scene;
}

double u_together(Scene& scene, const Giving& giving, int seat = 0) {
  scene.p().giving = giving;
  scene.renewed().acts({"announce_money"});
  const World<double>& world = scene.world;
  std::vector<double> shares(world.layout->goals.size());
  share_over_goals<double>(world, 0, scene.p().output, shares);
  return value_of_together<double>(world, seat, shares, mean_skill(world, 0),
                                   mean_knowledge(world, 0), scene.p().decision, scene.workspace());
}

Scene boardroom() {
  Scene scene = eight(0.0).knowing(0.5).trusting(0.5).with_budget(2.0).owning(0.5);
  for (double& part : scene.world.mission) part = 1.0 / 3.0;
  scene.levers([](Levers& levers) { levers.match = 0.0; });
  return scene;
}

/// Boards count on the match in full, however rich it is.
Giving believing() {
  return first_edition().giving;
}

double with_match(double match, const Giving& giving = believing()) {
  Scene scene = boardroom();
  scene.levers([match](Levers& levers) { levers.match = match; });
  return u_together(scene, giving);
}

void produce(Scene& scene, const Giving& giving = believing()) {
  scene.p().giving = giving;
  scene.acts({"announce_money", "reach_threshold", "produce"});
}

// ---- The match ---------------------------------------------------------------------------------

// L11: a match m puts a (1 + m) in the place of the return a of a public good. What a board counts
// as the return of an own k€ is so multiplied here.
TEST(Match, believed_in_full_multiplies_the_return_of_an_own_keuro_by_one_plus_itself) {
  const double without = with_match(0.0);
  ASSERT_GT(without, 0.0);
  for (const double match : {0.5, 1.0, 2.0, 3.0})
    EXPECT_NEAR(with_match(match) / without, 1.0 + match, 1e-9);
  const double factor = with_match(1.0) / without;
  const double a = 0.3 * factor, n = 8.0;
  EXPECT_NEAR(n * (1.0 - a) / (n - 1.0), 0.457143, 5e-7) << "eco weight from which giving pays";
  EXPECT_NEAR((1.0 - a) / (a * (n - 1.0)), 0.095238, 5e-7) << "weight of others";
}

TEST(Match, counts_as_far_as_boards_believe_in_it_and_no_further_than_its_ceiling) {
  const double without = with_match(0.0);
  EXPECT_NEAR(with_match(2.0, {.match_belief = 0.25, .match_ceiling = 3.0}) / without, 1.5, 1e-9);
  EXPECT_NEAR(with_match(1.0, {.match_belief = 0.0}) / without, 1.0, 1e-9);
  // V6: above one to one nothing is added.
  const Giving sated{.match_belief = 1.0, .match_ceiling = 1.0};
  const double one_to_one = with_match(1.0, sated);
  for (const double richer : {2.0, 3.0}) EXPECT_EQ(with_match(richer, sated), one_to_one);
  EXPECT_LT(with_match(0.5, sated), one_to_one);
}

TEST(Match, crowds_out_a_share_of_what_would_be_pledged) {
  const auto pledged = [](double match, double crowd_out) {
    Scene scene = boardroom().anchored(1.0);
    scene.levers([match](Levers& levers) { levers.match = match; });
    scene.p().giving = {.match_belief = 0.0, .crowd_out = crowd_out};
    scene.acts({"announce_money", "ask_home_boards", "weigh_options", "decide", "face_threshold"});
    return scene.world.total_pledge[0];
  };
  const double own = pledged(1.0, 0.0);
  ASSERT_GT(own, 0.0);
  EXPECT_EQ(pledged(0.0, 0.4), own) << "nothing is crowded out where nothing is matched";
  EXPECT_NEAR(pledged(0.5, 0.4), own * 0.8, 1e-12);
  EXPECT_NEAR(pledged(1.0, 0.4), own * 0.6, 1e-12);
  EXPECT_NEAR(pledged(3.0, 0.4), own * 0.6, 1e-12);
}

// ---- The lead gift -----------------------------------------------------------------------------

TEST(LeadGift, raises_what_boards_believe_the_others_bring_by_its_share_of_the_work) {
  // Three goals of 150: a gift of 225 is half. 0.4 + 0.6 * 0.5 * (1 - 0.4) = 0.58.
  Scene scene = boardroom();
  for (Goal& goal : scene.setting->layout.goals) goal.work = 150.0;
  scene.levers([](Levers& levers) { levers.lead_gift = 225.0; });
  scene.p().giving = {.lead_signal = 0.6};
  const auto encouraged = [&](double trust) {
    scene.acts({"announce_money"});
    return trust + scene.world.encouraged[0] * (1.0 - trust);
  };
  scene.world.gift_left[0] = 225.0;
  EXPECT_NEAR(encouraged(0.4), 0.58, 1e-15);
  scene.world.gift_left[0] = 0.0;
  EXPECT_EQ(encouraged(0.4), 0.4) << "once spent it tells nothing";
  scene.levers([](Levers& levers) { levers.lead_gift = 1e5; });
  EXPECT_EQ(lead_share(scene.world, 0), 1.0);
}

TEST(LeadGift, makes_working_together_worth_more_the_larger_it_is) {
  double last = 0.0;
  for (const double gift : {0.0, 50.0, 200.0, 450.0}) {
    Scene scene = boardroom();
    scene.levers([gift](Levers& levers) { levers.lead_gift = gift; });
    scene.world.gift_left[0] = gift;
    const double value = u_together(scene, believing());
    EXPECT_GT(value, last);
    last = value;
  }
}

TEST(LeadGift, is_spent_in_equal_parts_once_there_is_work_and_the_ledger_knows_it) {
  Scene scene = eight(1.0);
  scene.levers([](Levers& levers) { levers.lead_gift = 25.0, levers.match = 0.0; });
  scene.world.gift_left[0] = 25.0;
  const Giving giving{.gift_months = 10};
  scene.pledging(0.0);
  produce(scene, giving);
  EXPECT_EQ(scene.world.gift_paid[0], 0.0) << "nobody is there to spend it";
  scene.pledging(1.0);
  double spent = 0.0;
  for (int t = 0; t < 12; ++t) {
    const double invested = scene.world.invested[0];
    produce(scene, giving);
    account(scene.world, scene.p().ledger);
    EXPECT_NEAR(scene.world.gift_paid[0], t < 10 ? 2.5 : 0.0, 1e-12);
    EXPECT_NEAR(scene.world.invested[0] - invested, 8.0 + scene.world.gift_paid[0], 1e-12);
    spent += scene.world.gift_paid[0];
  }
  EXPECT_NEAR(spent, 25.0, 1e-12);
  EXPECT_NEAR(scene.world.table_account[0].gift, 25.0, 1e-12);
  EXPECT_NEAR(scene.world.table_account[0].balance(), 0.0, 1e-9);
  EXPECT_GE(scene.world.gift_left[0], 0.0);
}

// ---- Threshold and refund ----------------------------------------------------------------------

/// Whether what is pledged reaches the threshold.
bool undertaken(Scene& scene, const Giving& giving = {}) {
  scene.p().giving = giving;
  scene.acts({"announce_money", "reach_threshold"});
  return !scene.world.missed[0];
}

// L12: with n = 8, a threshold of 80 and a match of one to one each has to bring 80 / (8 * 2) = 5.
TEST(Threshold, of_eighty_takes_five_of_each_of_eight_partners_who_are_matched) {
  for (const auto& [pledge, match, enough] :
       {std::tuple{5.0, 1.0, true}, {4.999, 1.0, false}, {10.0, 0.0, true}, {9.999, 0.0, false}}) {
    Scene scene = eight(pledge);
    scene.levers([rate = match](Levers& l) { l.match = rate, l.threshold = 80.0; });
    EXPECT_EQ(undertaken(scene), enough) << pledge << ' ' << match;
    produce(scene);
    EXPECT_EQ(scene.world.work_done[0] > 0.0, enough);
  }
}

TEST(Threshold, counts_the_lead_gift_of_the_month) {
  Scene scene = eight(4.0);  // 8 * 4 * 2 = 64, and 16 a month of 160 in ten months
  scene.levers([](Levers& levers) { levers.threshold = 80.0, levers.lead_gift = 160.0; });
  scene.world.gift_left[0] = 160.0;
  EXPECT_TRUE(undertaken(scene, {.gift_months = 10}));
  EXPECT_FALSE(undertaken(scene, {.gift_months = 11}));
}

TEST(Threshold, missed_without_refund_loses_what_is_delivered_and_nothing_is_matched) {
  Scene scene = eight(2.0);
  scene.levers([](Levers& levers) { levers.threshold = 80.0; });
  scene.acts({"announce_money", "face_threshold"});
  ASSERT_EQ(scene.world.events().size(), 1u);
  EXPECT_EQ(scene.world.events()[0].kind, event::threshold_missed);
  EXPECT_EQ(scene.world.events()[0].value, 16.0);
  produce(scene);
  EXPECT_EQ(scene.world.matched[0], 0.0);
  EXPECT_EQ(scene.world.work_done[0], 0.0);
  EXPECT_EQ(scene.world.table_account[0].own, 16.0);
  EXPECT_EQ(scene.world.table_account[0].lost, 16.0);
  EXPECT_EQ(scene.world.table_account[0].balance(), 0.0);
}

TEST(Threshold, missed_with_a_refund_costs_nobody_anything) {
  Scene scene = eight(2.0);
  scene.levers([](Levers& l) { l.threshold = 80.0, l.refund = Refund::yes; });
  scene.acts({"announce_money", "face_threshold"});
  EXPECT_EQ(scene.world.events().size(), 1u);
  EXPECT_EQ(scene.world.total_pledge[0], 16.0) << "the pledge stands, for all to see";
  produce(scene);
  EXPECT_EQ(scene.world.effort[0], 0.0);
  EXPECT_EQ(scene.world.table_account[0].own, 0.0);
  EXPECT_EQ(scene.world.table_account[0].lost, 0.0);
}

TEST(Threshold, is_feared_as_far_as_what_is_expected_falls_short_of_it) {
  Scene scene = table_of(3);
  const auto risked = [&](double value, double together) {
    return samen::risked(scene.world, 0, value, together, 0.4);
  };
  EXPECT_EQ(risked(2.0, 0.0), 2.0) << "no threshold, no risk";
  scene.levers([](Levers& levers) { levers.threshold = 80.0; });
  EXPECT_NEAR(risked(2.0, 60.0), 0.75 * 2.0, 1e-15);
  EXPECT_EQ(risked(2.0, 90.0), 2.0);
  EXPECT_EQ(risked(2.0, 0.0), 0.0);
  // What is given back is worth as much as what is kept.
  scene.levers([](Levers& levers) { levers.refund = Refund::yes; });
  EXPECT_NEAR(risked(2.0, 60.0), 0.75 * 2.0 + 0.25 * 0.4, 1e-15);
  EXPECT_EQ(risked(2.0, 0.0), 0.4);
}

// A quarter of 2 is at risk; of a refund of 0.4 they count on 0.3.
TEST(Refund, is_counted_on_as_far_as_it_is_believed) {
  Scene scene = table_of(3);
  scene.p().giving.refund_belief = 0.3;
  scene.levers([](Levers& levers) { levers.threshold = 80.0, levers.refund = Refund::yes; });
  EXPECT_NEAR(risked<double>(scene.world, 0, 2.0, 60.0, 0.4), 1.5 + 0.25 * 0.3 * 0.4, 1e-15);
}

TEST(Refund, is_believed_in_full_at_1_and_not_at_all_where_none_is_promised) {
  for (const Refund refund : {Refund::no, Refund::yes}) {
    Scene scene = table_of(3);
    scene.levers([refund](Levers& levers) { levers.refund = refund; });
    EXPECT_EQ(scene.world.refunded[0], refund == Refund::yes ? 1.0 : 0.0);
  }
}

TEST(Refund, makes_boards_hesitate_less_the_more_it_is_believed) {
  double before = -1.0;
  for (const double belief : {0.0, 0.3, 1.0}) {
    Scene scene = table_of(3);
    scene.p().giving.refund_belief = belief;
    scene.levers([](Levers& levers) { levers.threshold = 80.0, levers.refund = Refund::yes; });
    const double value = risked<double>(scene.world, 0, 2.0, 60.0, 0.4);
    EXPECT_GT(value, before);
    before = value;
  }
}

TEST(Refund, is_paid_whether_it_was_believed_or_not) {
  Scene scene = boardroom();
  scene.p().giving.refund_belief = 0.0;
  scene.levers([](Levers& levers) { levers.threshold = 1e6, levers.refund = Refund::yes; });
  scene.operating().pledging(2.0).acts({"announce_money", "reach_threshold"});
  EXPECT_TRUE(bool(scene.world.missed[0]));
  EXPECT_TRUE(bool(scene.world.given_back[0]));
}

TEST(Threshold, makes_boards_hesitate_less_with_trust_a_match_a_gift_or_a_refund) {
  const auto value = [](double trust, double match, double gift, Refund refund) {
    Scene scene = boardroom().trusting(trust);
    scene.levers([=](Levers& levers) {
      levers.threshold = 40.0, levers.match = match, levers.lead_gift = gift;
      levers.refund = refund;
    });
    scene.world.gift_left[0] = gift;
    return u_together(scene, believing());
  };
  const double bare = value(0.2, 0.0, 0.0, Refund::no);
  EXPECT_GT(value(0.8, 0.0, 0.0, Refund::no), bare);
  EXPECT_GT(value(0.2, 1.0, 0.0, Refund::no), bare);
  EXPECT_GT(value(0.2, 0.0, 200.0, Refund::no), bare);
  EXPECT_GT(value(0.2, 0.0, 0.0, Refund::yes), bare);
}

// ---- Laws --------------------------------------------------------------------------------------

TEST(Giving, neutral_values_leave_a_life_as_it_was) {
  Parameters usual = first_edition();
  Parameters stated = usual;
  stated.giving = {.match_belief = 1.0,
                   .match_ceiling = 3.0,
                   .crowd_out = 0.0,
                   .lead_signal = 1.0,
                   .gift_months = 3};
  stated.levers.refund = Refund::yes;  // without a threshold nothing is given back
  for (std::uint32_t replicate = 0; replicate < 5; ++replicate)
    EXPECT_EQ(state_of(lived_in(replicate, 80, {.partners = 5}, usual).world),
              state_of(lived_in(replicate, 80, {.partners = 5}, stated).world));
}

TEST(Giving, in_any_world_the_ledger_closes_and_no_gift_is_spent_twice) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Parameters parameters;
    parameters.levers.operate_after = 1;
    parameters.levers.lead_gift = 30.0 * (1 + replicate % 3);
    parameters.giving.refund_belief = 0.05 * replicate;
    parameters.levers.threshold = 1.0 * (replicate % 4);
    parameters.levers.refund = replicate % 2 ? Refund::yes : Refund::no;
    parameters.giving.crowd_out = 0.2;
    const Scene scene = lived_in(replicate, 90, {.partners = 6}, parameters);
    const auto& account = scene.world.table_account[0];
    EXPECT_NEAR(account.balance(), 0.0, 1e-9);
    EXPECT_NEAR(account.gift + scene.world.gift_left[0], parameters.levers.lead_gift, 1e-9);
  }
}

}  // namespace
}  // namespace samen::giving_test
