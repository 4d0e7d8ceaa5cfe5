// 7.32 Partners deliver what they pledged, more or less.
#include "model/rules/working/delivery.hpp"

#include <cmath>
#include <functional>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::delivery_test {
namespace {

void hold_month(Scene& scene) {
  scene.acts({"feel_change", "feel_deadlines", "deliver", "answer_reminders", "suffer_shocks"});
}

/// Three partners half way to concreteness (month 9 of 18) whose delivery does not depend on
/// chance.
Scene at_work() {
  Scene scene = table_of(3).operating(0).at(9).owning(0.5).with_elan(0.5).motivated(0.75);
  scene.trusting(0.4).pledging(1.0);
  scene.levers([](Levers& levers) { levers.joint = 1.0, levers.deal = 0.0; });
  for (double& cost : scene.world.change_cost) cost = 0.8;
  for (double& eco : scene.world.eco) eco = 0.25;
  for (double& weight : scene.world.reciprocity) weight = 0.9;
  Delivery& p = scene.p().delivery;
  p.base = 0.2;
  p.ownership = 2.2;
  p.elan = 1.4;
  p.motivation = 1.2;
  p.change_cost = 1.6;
  p.matching = 0.85;
  p.noise = 0.0;
  p.backbone = 0.6;
  Decision& decide = scene.p().decision;
  decide.concrete_after = 18.0;
  decide.joint_eases = 0.5;
  decide.deal_eases = 0.6;
  return scene;
}

double delivered(Scene scene, int seat = 0) {
  hold_month(scene);
  return scene.world.delivered[seat];
}

void strike(Scene& scene, double size, int month = 9, int table = -1, int organisation = -1) {
  scene.setting->layout.shocks.push_back(
      {.month = month, .size = size, .table = table, .organisation = organisation});
}

double logistic_by_hand(double x) {
  return 1.0 / (1.0 + std::exp(-x));
}

// 0.2 + 2.2/2 + 1.4/2 + 1.2/4 - 1.6 0.8 (1 - 0.25) 1/2 (1 - 1/2 1/2) = 2.3 - 0.36.
const double willing = logistic_by_hand(1.94);
// A reciprocator follows its own inclination by a tenth, and by nine tenths what it believes of
// others and owns.
const double usual = 0.1 * willing + 0.9 * 0.85 * 0.4 + 0.9 * 0.15 * 0.5;

// ---- By hand -------------------------------------------------------------------------------

TEST(Delivery, is_inclined_by_ownership_elan_and_motivation_less_own_change) {
  Scene scene = at_work().acts({"feel_change"});
  EXPECT_NEAR(inclination(scene.world, 0, scene.p().delivery), willing, 1e-14);
}

TEST(Delivery, mixes_inclination_with_belief_about_others_and_ownership) {
  EXPECT_NEAR(delivered(at_work()), usual, 1e-14);
}

TEST(Delivery, believes_the_mean_of_the_other_members) {
  Scene scene = at_work();
  scene.trust(0, 1) = 0.2;
  scene.trust(0, 2) = 0.9;
  scene.trust(1, 0) = 0.0;  // what others think of me does not count
  EXPECT_NEAR(delivered(scene), usual + 0.9 * 0.85 * (0.55 - 0.4), 1e-14);
  scene.world.member[2] = false;
  EXPECT_NEAR(delivered(scene), usual + 0.9 * 0.85 * (0.2 - 0.4), 1e-14);
}

TEST(Delivery, has_noise_of_its_own_address) {
  Scene scene = at_work();
  scene.p().delivery.noise = 0.05;
  int above = 0;
  for (int month = 9; month < 29; ++month) {
    const double z = scene.draws.normal({.purpose = purpose::delivery_noise,
                                         .month = month,
                                         .table = scene.layout().tables[0].key,
                                         .i = scene.layout().seats[1].key});
    hold_month(scene.operating(month - 9).at(month));
    EXPECT_NEAR(scene.world.delivered[1], usual + 0.05 * z, 1e-14) << month;
    above += z > 0.0;
  }
  EXPECT_GT(above, 0);
  EXPECT_LT(above, 20);
}

// 4000 draws of sd 0.05: the mean has standard error 0.00079, the variance 0.0025 sqrt(2/4000);
// 5 standard errors give a false alarm in 1.7 million (the draws are fixed). The mean is 0.46, nine
// standard deviations from 0 and 1, so nothing is clipped.
TEST(Delivery, scatters_as_much_as_it_should) {
  Scene scene = at_work();
  scene.p().delivery.noise = 0.05;
  constexpr int n = 4000;
  double mean = 0.0;
  double variance = 0.0;
  for (int month = 0; month < n; ++month) {
    hold_month(scene.operating(month - 9).at(month));
    const double away = scene.world.delivered[0] - usual;
    mean += away / n;
    variance += away * away / n;
  }
  EXPECT_NEAR(mean, 0.0, 5 * 0.05 / std::sqrt(n));
  EXPECT_NEAR(variance, 0.0025, 5 * 0.0025 * std::sqrt(2.0 / n));
}

TEST(Delivery, loses_to_a_shock_what_the_beacons_do_not_absorb) {
  // 1 - 0.5 (1 - 0.6 B / 4) for B = 0, 2, 4: 0.5, 0.65, 0.8.
  const double kept[] = {0.5, 0.575, 0.65, 0.725, 0.8};
  for (int beacons = 0; beacons <= 4; ++beacons) {
    Scene scene = at_work().with_beacons(beacons);
    strike(scene, 0.5);
    EXPECT_NEAR(delivered(scene), kept[beacons] * usual, 1e-14) << beacons;
  }
}

TEST(Delivery, adds_shocks_up_to_all_that_is_there) {
  Scene scene = at_work().with_beacons(0);
  strike(scene, 0.25);
  strike(scene, 0.5);
  EXPECT_NEAR(delivered(scene), 0.25 * usual, 1e-14);
  strike(scene, 0.5);
  EXPECT_EQ(delivered(scene), 0.0);
  EXPECT_NEAR(delivered(scene.with_beacons(4)), 0.6 * usual, 1e-14);  // four beacons absorb 0.6
}

TEST(Delivery, of_one_organisation_is_struck_by_a_shock_of_its_own) {
  Scene scene = at_work().with_beacons(0);
  strike(scene, 0.5, 9, -1, 1);
  strike(scene, 0.2, 9, 0);
  EXPECT_NEAR(delivered(scene, 0), 0.8 * usual, 1e-14);
  EXPECT_NEAR(delivered(scene, 1), 0.3 * usual, 1e-14);
}

// ---- Neutral values ------------------------------------------------------------------------

TEST(Delivery, of_who_does_not_reciprocate_is_the_inclination) {
  Scene scene = at_work();
  for (double& weight : scene.world.reciprocity) weight = 0.0;
  for (const double trust : {0.0, 0.4, 1.0})
    EXPECT_NEAR(delivered(scene.trusting(trust)), willing, 1e-14) << trust;
}

TEST(Delivery, of_a_perfect_reciprocator_is_what_one_believes_of_others) {
  Scene scene = at_work();
  for (double& weight : scene.world.reciprocity) weight = 1.0;
  scene.p().delivery.matching = 1.0;
  for (const double trust : {0.0, 0.3, 1.0})
    EXPECT_NEAR(delivered(scene.trusting(trust)), trust, 1e-14) << trust;
}

TEST(Delivery, is_even_odds_with_nothing_for_or_against) {
  Scene scene = at_work();
  for (double& weight : scene.world.reciprocity) weight = 0.0;
  Delivery& p = scene.p().delivery;
  p.base = p.ownership = p.elan = p.motivation = p.change_cost = 0.0;
  EXPECT_EQ(delivered(scene), 0.5);
}

TEST(Delivery, does_not_feel_a_shock_without_size_at_another_time_or_at_another_table) {
  Scene scene = at_work();
  strike(scene, 0.0);
  strike(scene, 0.5, 8);
  strike(scene, 0.5, 9, 1);
  EXPECT_NEAR(delivered(scene), usual, 1e-14);
  strike(scene, 0.5, 9, 0);
  EXPECT_LT(delivered(scene), usual);
}

TEST(Delivery, does_not_feel_a_shock_on_a_backbone_that_takes_it_all) {
  Scene scene = at_work().with_beacons(4);
  scene.p().delivery.backbone = 1.0;
  strike(scene, 0.8);
  EXPECT_NEAR(delivered(scene), usual, 1e-14);
}

TEST(Delivery, does_not_feel_the_change_before_matters_are_concrete) {
  Scene scene = at_work().operating(9);
  const double easy = delivered(scene);
  for (double& cost : scene.world.change_cost) cost = 2.0;
  EXPECT_EQ(delivered(scene), easy);
  EXPECT_LT(delivered(scene.operating(0)), easy);
}

// L15 with everyone a conditional cooperator (q = 1): delivery is b T, and belief T moves towards
// it at rate alpha, so that belief shrinks by 1 - alpha (1 - b) a month.
TEST(Delivery, of_imperfect_reciprocators_unravels_as_exact_theory_says) {
  for (const double matching : {0.8, 1.0}) {
    Scene scene = at_work().trusting(0.9).owning(0.0);
    for (double& weight : scene.world.reciprocity) weight = 1.0;
    scene.p().delivery.matching = matching;
    scene.p().trust.gain = scene.p().trust.loss = 0.42;
    scene.p().trust.safety_softens = 0.0;
    for (int month = 0; month < 12; ++month) {
      hold_month(scene.at(month));
      revise_trust(scene.world, scene.p().trust, scene.draws);
    }
    EXPECT_NEAR(scene.trust(0, 1), 0.9 * std::pow(1.0 - 0.42 * (1.0 - matching), 12), 1e-12);
  }
}

// ---- The shadow of the future --------------------------------------------------------------

/// At work in a team of ten months, with three months to go.
Scene in_a_team_of_ten() {
  Scene scene = at_work().at(16);
  scene.levers([](Levers& levers) { levers.team_months = 10; });
  scene.operating(7);  // as concrete as ever: nine months of operation
  scene.p().delivery.patience = 3.0;
  return scene;
}

// Month 16 of teams of ten: 10 - 1 - 6 = 3 to go, 3 / (3 + 3) = 1/2 of the future is left.
TEST(Shadow, takes_inclination_as_the_end_comes_near) {
  Scene scene = in_a_team_of_ten().acts({"feel_change"});
  EXPECT_EQ(future_left(scene.world, 0, scene.p().delivery), 0.5);
  scene.p().delivery.shadow = 3.0;
  EXPECT_NEAR(inclination(scene.world, 0, scene.p().delivery), logistic_by_hand(1.94 - 1.5), 1e-14);
  turn_to(scene.world, 19);  // the last month
  EXPECT_EQ(future_left(scene.world, 0, scene.p().delivery), 0.0);
  EXPECT_NEAR(inclination(scene.world, 0, scene.p().delivery), logistic_by_hand(1.94 - 3.0), 1e-14);
  turn_to(scene.world, 20);  // the next team begins
  EXPECT_EQ(future_left(scene.world, 0, scene.p().delivery), 0.75);
}

TEST(Shadow, is_not_cast_where_it_is_off_nor_on_a_table_that_lasts) {
  const double before = delivered(at_work().at(16).operating(7));
  EXPECT_EQ(delivered(in_a_team_of_ten()), before);
  Scene lasting = at_work().at(16).operating(7);
  lasting.p().delivery.shadow = 5.0;
  EXPECT_EQ(delivered(lasting), before);
}

TEST(Shadow, is_longest_for_strangers_who_part_at_once) {
  Scene scene = in_a_team_of_ten();
  scene.levers([](Levers& levers) { levers.team_months = 1; });
  for (const int month : {0, 1, 16}) {
    turn_to(scene.world, month);
    EXPECT_EQ(future_left(scene.world, 0, scene.p().delivery), 0.0);
  }
}

TEST(Shadow, darkens_with_its_size_with_patience_and_towards_the_end) {
  const auto at = [](double shadow, double patience, int month) {
    Scene scene = in_a_team_of_ten().acts({"feel_change"});
    scene.p().delivery.shadow = shadow;
    scene.p().delivery.patience = patience;
    turn_to(scene.world, month);
    return inclination(scene.world, 0, scene.p().delivery);
  };
  EXPECT_LT(at(2.0, 3.0, 16), at(1.0, 3.0, 16));
  EXPECT_LT(at(2.0, 6.0, 16), at(2.0, 3.0, 16)) << "who is patient looks further ahead";
  for (int month = 10; month < 19; ++month) EXPECT_LT(at(2.0, 3.0, month + 1), at(2.0, 3.0, month));
}

TEST(Shadow, does_not_fall_on_who_only_matches_the_others) {
  Scene scene = in_a_team_of_ten();
  for (double& weight : scene.world.reciprocity) weight = 1.0;
  const double before = delivered(scene);
  scene.p().delivery.shadow = 5.0;
  EXPECT_EQ(delivered(scene), before);
}

// ---- Unequal means -------------------------------------------------------------------------

/// The first has 6 k€, the second 3 and the third 12; self-serving is one half.
Scene unequal(double self_serving = 0.5) {
  Scene scene = at_work();
  scene.world.open_budget = {6.0, 3.0, 12.0};
  scene.p().delivery.self_serving = self_serving;
  return scene;
}

// The second has half as much, so the first expects 0.4 (1/2 + 1/2 1/2) = 0.3 of it. The third has
// more, so the first expects the share of it: 0.4. The second has least and expects shares of both.
TEST(SelfServing, expects_amounts_of_who_has_less_and_shares_of_who_has_more) {
  const Scene scene = unequal();
  const Delivery& p = scene.setting->parameters.delivery;
  EXPECT_NEAR(expected_of_others(scene.world, 0, p), 0.35, 1e-15);
  EXPECT_NEAR(expected_of_others(scene.world, 1, p), 0.4, 1e-15);
  EXPECT_NEAR(expected_of_others(scene.world, 2, p), 0.4 * (0.75 + 0.625) / 2.0, 1e-15);
  EXPECT_NEAR(delivered(scene), usual - 0.9 * 0.85 * 0.05, 1e-14);
}

TEST(SelfServing, is_nothing_where_it_is_off_and_among_equals) {
  for (const int i : {0, 1, 2}) EXPECT_NEAR(delivered(unequal(0.0), i), usual, 1e-14);
  for (const int i : {0, 1, 2}) EXPECT_NEAR(delivered(unequal().with_budget(5.0), i), usual, 1e-14);
}

TEST(SelfServing, lowers_what_the_rich_give_and_not_the_poor) {
  EXPECT_LT(delivered(unequal(1.0), 2), delivered(unequal(0.5), 2));
  EXPECT_EQ(delivered(unequal(1.0), 1), delivered(unequal(0.0), 1));
  Scene richer = unequal();
  richer.world.open_budget[2] = 24.0;
  EXPECT_LT(delivered(richer, 2), delivered(unequal(), 2));
}

TEST(SelfServing, does_not_depend_on_the_unit_of_money_nor_on_who_has_none) {
  Scene doubled = unequal();
  for (double& budget : doubled.world.open_budget) budget *= 2.0;
  for (const int i : {0, 1, 2}) EXPECT_EQ(delivered(doubled, i), delivered(unequal(), i));
  const Scene broke = unequal(1.0).with_budget(0.0);
  for (const int i : {0, 1, 2}) {
    EXPECT_GE(expected_of_others(broke.world, i, broke.setting->parameters.delivery), 0.0);
    EXPECT_LE(expected_of_others(broke.world, i, broke.setting->parameters.delivery), 0.4);
  }
}

// ---- A leader goes first -------------------------------------------------------------------

/// Seat 2 pulls. All would deliver `usual`, and all delivered 0.123 last month. The old example
/// does nothing.
Scene led(double lead, double follow) {
  Scene scene = at_work().delivering(0.123);
  scene.world.pulls[2] = true;
  scene.p().delivery.example = 0.0;
  scene.p().delivery.lead = lead;
  scene.p().delivery.follow = follow;
  return scene;
}

// The puller adds 0.3 of what is missing. The others believe half of the way from 0.4 to this
// delivery.
TEST(Leader, goes_first_gives_more_and_is_followed) {
  Scene scene = led(0.3, 0.5);
  hold_month(scene);
  const double seen = usual + 0.3 * (1.0 - usual);
  EXPECT_NEAR(scene.world.delivered[2], seen, 1e-14);
  for (const int i : {0, 1})
    EXPECT_NEAR(scene.world.delivered[i], usual + 0.9 * 0.85 * 0.5 * (seen - 0.4), 1e-14);
}

TEST(Leader, is_nobody_where_both_are_off_or_who_pulls_is_no_member) {
  for (const int i : {0, 1, 2}) EXPECT_NEAR(delivered(led(0.0, 0.0), i), usual, 1e-14);
  Scene hired = led(0.9, 0.9);
  hired.world.pulls[2] = false;
  for (const int i : {0, 1, 2}) EXPECT_EQ(delivered(hired, i), delivered(led(0.0, 0.0), i));
}

TEST(Leader, that_gives_little_lowers_what_the_others_give) {
  Scene scene = led(0.0, 0.5);
  scene.trust(2, 0) = scene.trust(2, 1) = 0.0;  // the puller alone expects nothing
  scene.world.ownership[2] = 0.0;
  scene.world.reciprocity[2] = 1.0;
  EXPECT_EQ(delivered(scene, 2), 0.0);
  EXPECT_NEAR(delivered(scene), usual - 0.9 * 0.85 * 0.5 * 0.4, 1e-14);
}

TEST(Leader, who_has_pledged_nothing_is_not_seen) {
  Scene scene = led(0.3, 0.5);
  scene.world.pledge[2] = 0.0;
  for (const int i : {0, 1, 2}) EXPECT_NEAR(delivered(scene, i), usual, 1e-14);
}

TEST(Leader, is_the_mean_of_those_who_pull) {
  Scene scene = led(0.3, 0.5);
  scene.world.pulls[1] = true;
  scene.world.reciprocity[1] = 0.0;
  hold_month(scene);
  const double seen = 0.5 * (usual + 0.3 * (1.0 - usual) + willing + 0.3 * (1.0 - willing));
  EXPECT_NEAR(scene.world.delivered[0], usual + 0.9 * 0.85 * 0.5 * (seen - 0.4), 1e-14);
}

TEST(Leader, raises_what_is_given_the_more_it_leads_and_is_followed) {
  EXPECT_GT(delivered(led(0.3, 0.5), 2), delivered(led(0.1, 0.5), 2));
  EXPECT_GT(delivered(led(0.3, 0.5)), delivered(led(0.1, 0.5)));
  EXPECT_GT(delivered(led(0.3, 0.5)), delivered(led(0.3, 0.2)));
}

TEST(Leader, leaves_shares_shares_and_the_luck_of_delivery_alone_in_any_world) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Parameters p;
    p.levers.operate_after = 0;
    p.levers.puller_kind = replicate % 2 == 0 ? PullerKind::rotating : PullerKind::volunteer;
    p.delivery.noise = 0.3;
    p.delivery.lead = 0.05 * replicate;
    p.delivery.follow = 1.0 - 0.05 * replicate;
    Scene scene = lived_in(replicate, 12, {.partners = 5}, p);
    Scene unled = scene;  // by the same parameters, until they are changed
    scene.at(12).acts({"deliver"});
    unled.p().delivery.lead = unled.p().delivery.follow = 0.0;
    unled.at(12).acts({"deliver"});
    for (const int i : scene.layout().all_seats()) {
      EXPECT_GE(scene.world.delivered[i], 0.0);
      EXPECT_LE(scene.world.delivered[i], 1.0);
      if (scene.world.pulls[i] && scene.world.pledge[i] > 0.0) {
        EXPECT_NEAR(scene.world.delivered[i],
                    unled.world.delivered[i] + p.delivery.lead * (1.0 - unled.world.delivered[i]),
                    1e-15);
      }
    }
  }
}

// ---- One person ----------------------------------------------------------------------------

// What the board leaves to the delegate adds to its logit: 1.94 + 0.5.
TEST(Delivery, follows_the_choice_that_the_board_left) {
  Scene scene = at_work().acts({"feel_change"});
  for (double& choice : scene.world.own_choice) choice = 0.5;
  EXPECT_NEAR(inclination(scene.world, 0, scene.p().delivery), logistic_by_hand(2.44), 1e-14);
}

// With nothing else for or against, the share that is delivered of all open money is the share that
// the board would have pledged: the same question, asked once.
TEST(Delivery, of_who_is_asked_once_is_the_luce_share) {
  const auto given = [](double direct) {
    Scene scene = at_work().anchored(1.0).with_budget(6.0).at(0);
    for (double& weight : scene.world.reciprocity) weight = 0.0;
    for (double& part : scene.world.mission) part = 1.0 / 3.0;
    scene.levers([direct](Levers& levers) { levers.direct = direct; });
    Delivery& p = scene.p().delivery;
    p.base = p.ownership = p.elan = p.motivation = p.change_cost = 0.0;
    scene.acts({"announce_money", "ask_home_boards", "weigh_options", "decide", "feel_change",
                "grant_discretion", "deliver"});
    return std::pair{scene.world.pledge[0] / 6.0, scene.world.delivered[0]};
  };
  const auto [board_s, even] = given(0.0);
  EXPECT_EQ(even, 0.5);
  EXPECT_GT(board_s, 0.1);
  const auto [all, delegate_s] = given(1.0);
  EXPECT_NEAR(all, 1.0, 1e-14);
  EXPECT_NEAR(delegate_s, board_s, 1e-12);
}

// ---- Direction -----------------------------------------------------------------------------

TEST(Delivery, moves_with_what_the_field_says_it_should) {
  struct Row {
    const char* what;
    std::function<void(Scene&)> low, high;
    int direction;
  };
  const Row rows[] = {
      {"ownership", [](Scene& s) { s.owning(0.2); }, [](Scene& s) { s.owning(0.8); }, 1},
      {"elan", [](Scene& s) { s.with_elan(0.2); }, [](Scene& s) { s.with_elan(0.8); }, 1},
      {"motivation", [](Scene& s) { s.motivated(0.2); }, [](Scene& s) { s.motivated(0.8); }, 1},
      {"trust", [](Scene& s) { s.trusting(0.2); }, [](Scene& s) { s.trusting(0.8); }, 1},
      {"months operating", [](Scene& s) { s.operating(8); }, [](Scene& s) { s.operating(-9); }, -1},
      {"change cost", [](Scene& s) { s.world.change_cost.assign(3, 0.2); },
       [](Scene& s) { s.world.change_cost.assign(3, 1.6); }, -1},
      {"eco weight", [](Scene& s) { s.world.eco.assign(3, 0.1); },
       [](Scene& s) { s.world.eco.assign(3, 0.9); }, 1},
      {"deal", [](Scene& s) { s.levers([](Levers& l) { l.deal = 0.0; }); },
       [](Scene& s) { s.levers([](Levers& l) { l.deal = 1.0; }); }, 1},
      {"joint implementation", [](Scene& s) { s.levers([](Levers& l) { l.joint = 0.0; }); },
       [](Scene& s) { s.levers([](Levers& l) { l.joint = 1.0; }); }, 1},
  };
  for (const Row& row : rows) {
    Scene low = at_work();
    Scene high = at_work();
    row.low(low);
    row.high(high);
    EXPECT_GT(row.direction * (delivered(high) - delivered(low)), 0.0) << row.what;
  }
}

// ---- Laws ----------------------------------------------------------------------------------

TEST(Delivery, is_clipped_to_a_share) {
  Scene scene = at_work();
  scene.p().delivery.noise = 1.0;
  int none_at_all = 0;
  int everything = 0;
  for (int month = 0; month < 60; ++month) {
    hold_month(scene.at(month));
    for (const double share_of_pledge : scene.world.delivered) {
      EXPECT_GE(share_of_pledge, 0.0);
      EXPECT_LE(share_of_pledge, 1.0);
      none_at_all += share_of_pledge == 0.0;
      everything += share_of_pledge == 1.0;
    }
  }
  EXPECT_GT(none_at_all, 0);
  EXPECT_GT(everything, 0);
}

TEST(Delivery, keeps_at_most_what_a_shock_leaves) {
  // Good luck does not make up for it: what is above 1 is clipped before the shock strikes.
  Scene scene = at_work().with_beacons(0);
  scene.p().delivery.noise = 1.0;
  int at_most = 0;
  for (int month = 9; month < 29; ++month) {
    strike(scene, 0.5, month);
    hold_month(scene.at(month));
    for (const double share_of_pledge : scene.world.delivered) {
      EXPECT_LE(share_of_pledge, 0.5) << month;
      at_most += share_of_pledge == 0.5;
    }
  }
  EXPECT_GT(at_most, 0);
}

TEST(Delivery, stays_as_it_was_before_operations_and_after_the_end) {
  Scene scene = at_work().delivering(0.123);
  scene.world.operating[0] = false;
  EXPECT_EQ(delivered(scene), 0.123);
  scene.world.operating[0] = true;
  scene.world.alive[0] = false;
  EXPECT_EQ(delivered(scene), 0.123);
  scene.world.alive[0] = true;
  EXPECT_NE(delivered(scene), 0.123);
}

TEST(Delivery, of_someone_who_left_stays_as_it_was) {
  Scene scene = at_work().delivering(0.123);
  scene.world.member[0] = false;
  EXPECT_EQ(delivered(scene, 0), 0.123);
  EXPECT_NE(delivered(scene, 1), 0.123);
}

TEST(Delivery, is_a_share_in_every_world_and_touches_nothing_else) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Parameters p;
    p.levers.operate_after = static_cast<int>(replicate % 3);
    p.levers.team_months = replicate % 2 == 0 ? 0 : 7;
    p.delivery.shadow = 0.5 * replicate;
    p.delivery.self_serving = 0.05 * replicate;
    Scene scene = lived_in(replicate, 20,
                           {.partners = 3 + static_cast<int>(replicate % 8),
                            .goals = 1 + static_cast<int>(replicate % 6)},
                           p);
    const World<double> before = scene.world;
    hold_month(scene.at(20));
    for (const double share_of_pledge : scene.world.delivered) {
      EXPECT_GE(share_of_pledge, 0.0) << replicate;
      EXPECT_LE(share_of_pledge, 1.0) << replicate;
    }
    EXPECT_EQ(scene.world.pledge, before.pledge);
    EXPECT_EQ(scene.world.trust, before.trust);
    EXPECT_EQ(scene.world.ownership, before.ownership);
    EXPECT_EQ(scene.world.motivation, before.motivation);
    scene.world.month = before.month;
    scene.world.delivered = before.delivered;
    EXPECT_EQ(state_of(scene.world), state_of(before)) << replicate;
  }
}

}  // namespace
}  // namespace samen::testing::delivery_test
