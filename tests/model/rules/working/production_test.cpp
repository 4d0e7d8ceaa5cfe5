// 7.34 Work is done: coordination, the bills of a table, output, progress and small wins.
#include "model/rules/working/production.hpp"

#include <cmath>
#include <functional>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::production_test {
namespace {

void hold_month(Scene& scene) {
  scene.with_start_money().acts({"announce_money", "reach_threshold", "produce"});
}

Production usual() {
  Production p = first_edition().production;
  p.pair_overhead = 0.0124;
  p.hub_overhead = 0.037;
  p.hub_per_puller = 2.0;
  p.method_saves = 0.5;
  p.team_saves = 0.6;
  return p;
}

/// Three partners at work with a half-time puller: coordination is through the hub,
/// 3 0.037 (1 - 0.5 0.6) = 0.0777 FTE, 0.45066 k€.
Scene at_work(int goals = 1) {
  Scene scene({.partners = 3, .goals = goals});
  scene.operating().with_puller(0.5).with_method(0.6).with_elan(0.5).motivated(0.6).skilled(0.5);
  scene.world.mission.assign(goals, 1.0 / goals);
  scene.levers([](Levers& levers) {
    levers.match = 1.0;
    levers.match_cap = 25.0;
    levers.seed_money = 6.0;
    levers.seed_months = 48;
    levers.reflection = 0.1;
    levers.teams = 0.0;
    levers.celebrate = 1.0;
  });
  scene.p().production = usual();
  scene.p().budget.fte_cost = 5.8;
  for (Goal& goal : scene.setting->layout.goals) goal.work = 150.0;
  return scene.renewed();
}
constexpr double coordinating = 5.8 * 3 * 0.037 * 0.7;

/// The bills of a month in which the partners deliver `own` together.
double bills(Scene& scene, double own) {
  scene.world.total_effort[0] = own;
  scene.with_start_money().acts({"announce_money", "reach_threshold"});
  return pay_bills(scene.world, 0, scene.p().production);
}

// ---- Coordination --------------------------------------------------------------------------

TEST(Coordination, is_pairwise_without_a_puller_and_through_a_hub_with_one) {
  // 8 members: 28 pairs 0.0124 = 0.3472; 8 0.037 = 0.296; half way with a quarter-time puller.
  EXPECT_NEAR(coordination(8.0, 0.0, 0.0, 0.0, usual()), 0.3472, 1e-15);
  EXPECT_NEAR(coordination(8.0, 0.5, 0.0, 0.0, usual()), 0.296, 1e-15);
  EXPECT_NEAR(coordination(8.0, 0.25, 0.0, 0.0, usual()), 0.3216, 1e-15);
  EXPECT_EQ(coordination(8.0, 2.0, 0.0, 0.0, usual()), coordination(8.0, 0.5, 0.0, 0.0, usual()));
}

TEST(Coordination, is_saved_by_method_up_to_half) {
  EXPECT_NEAR(coordination(8.0, 0.0, 0.6, 0.0, usual()), 0.3472 * 0.7, 1e-15);
  EXPECT_NEAR(coordination(8.0, 0.0, 1.0, 0.0, usual()), 0.1736, 1e-15);
}

TEST(Coordination, in_small_teams_is_that_of_fewer_but_at_least_two) {
  // 8 (1 - 0.6 0.5) = 5.6 parties: 0.0124 5.6 4.6 / 2. 3 (1 - 0.6) = 1.2 counts as 2.
  EXPECT_NEAR(coordination(8.0, 0.0, 0.0, 0.5, usual()), 0.0124 * 5.6 * 4.6 / 2.0, 1e-15);
  EXPECT_NEAR(coordination(3.0, 0.0, 0.0, 1.0, usual()), 0.0124, 1e-15);
  EXPECT_NEAR(coordination(3.0, 0.5, 0.0, 1.0, usual()), 0.074, 1e-15);
}

TEST(Coordination, of_one_without_teams_is_free_of_pairs) {
  EXPECT_EQ(coordination(1.0, 0.0, 0.0, 0.0, usual()), 0.0);
}

// L27: g1 n (n - 1) / 2 = g2 n at n* = 1 + 2 g2 / g1.
TEST(Coordination, by_pairs_and_through_a_hub_cost_the_same_where_exact_theory_says) {
  Production p = usual();
  for (const int ratio : {1, 2, 3, 5}) {
    p.hub_overhead = ratio * p.pair_overhead;
    const double equal = 1.0 + 2.0 * ratio;
    const auto difference = [&](double n) {
      return coordination(n, 0.0, 0.3, 0.0, p) - coordination(n, 0.5, 0.3, 0.0, p);
    };
    EXPECT_NEAR(difference(equal), 0.0, 1e-15) << ratio;
    EXPECT_LT(difference(equal - 1.0), -1e-3) << ratio;
    EXPECT_GT(difference(equal + 1.0), 1e-3) << ratio;
  }
}

TEST(Coordination, grows_fourfold_in_pairs_where_it_doubles_through_a_hub) {
  EXPECT_NEAR(coordination(200.0, 0.5, 0.0, 0.0, usual()),
              2.0 * coordination(100.0, 0.5, 0.0, 0.0, usual()), 1e-12);
  EXPECT_NEAR(
      coordination(200.0, 0.0, 0.0, 0.0, usual()) / coordination(100.0, 0.0, 0.0, 0.0, usual()),
      4.0, 0.05);
}

// ---- The bills -----------------------------------------------------------------------------

TEST(Bills, pay_coordination_and_reflection_while_start_money_pays_the_puller) {
  // 20 own and 20 matched, less coordination; a tenth of the rest is reflection.
  Scene scene = at_work();
  const double pool = 40.0 - coordinating;
  EXPECT_NEAR(bills(scene.at(47), 20.0), 0.9 * pool, 1e-12);
  const TableAccount<double>& account = scene.world.table_account[0];
  EXPECT_EQ(account.own, 20.0);
  EXPECT_EQ(account.match, 20.0);
  EXPECT_EQ(account.seed, 6.0);
  EXPECT_NEAR(account.overhead, coordinating, 1e-12);
  EXPECT_NEAR(account.wage, 2.9, 1e-12);  // 5.8 0.5
  EXPECT_NEAR(account.reflection, 0.1 * pool, 1e-12);
  EXPECT_NEAR(account.work, 0.9 * pool, 1e-12);
  EXPECT_NEAR(account.seed_unspent, 3.1, 1e-12);
}

TEST(Bills, pay_the_puller_too_once_start_money_is_over) {
  Scene scene = at_work();
  EXPECT_NEAR(bills(scene.at(48), 20.0), 0.9 * (40.0 - coordinating - 2.9), 1e-12);
  EXPECT_EQ(scene.world.table_account[0].seed, 0.0);
  EXPECT_EQ(scene.world.table_account[0].seed_unspent, 0.0);
  EXPECT_NEAR(scene.world.wage_paid[0], 2.9, 1e-12);
}

TEST(Bills, without_start_money_pay_the_puller_from_the_start) {
  Scene scene = at_work().levers([](Levers& levers) { levers.seed_money = 0.0; });
  EXPECT_NEAR(bills(scene.at(0), 20.0), 0.9 * (40.0 - coordinating - 2.9), 1e-12);
  EXPECT_NEAR(scene.world.wage_paid[0], 2.9, 1e-12);
}

TEST(Bills, are_matched_up_to_the_cap) {
  Scene scene = at_work();
  EXPECT_NEAR(bills(scene, 30.0), 0.9 * (30.0 + 25.0 - coordinating), 1e-12);
  EXPECT_EQ(scene.world.matched[0], 25.0);
  scene.levers([](Levers& levers) { levers.match = 0.5; });
  EXPECT_NEAR(bills(scene, 30.0), 0.9 * (30.0 + 15.0 - coordinating), 1e-12);
}

TEST(Bills, leave_nothing_and_no_debt_where_too_little_came_in) {
  // 0.6 k€ with the match: coordination is paid first, 0.14934 is left for the puller.
  Scene scene = at_work();
  EXPECT_NEAR(bills(scene.at(48), 0.3), 0.0, 1e-15);
  EXPECT_NEAR(scene.world.wage_paid[0], 0.6 - coordinating, 1e-12);
  EXPECT_NEAR(bills(scene, 0.1), 0.0, 1e-15);
  EXPECT_NEAR(scene.world.overhead_paid[0], 0.2, 1e-15);
  EXPECT_NEAR(scene.world.wage_paid[0], 0.0, 1e-15);
}

TEST(Bills, of_a_table_that_does_not_operate_are_the_start_money_only) {
  Scene scene = at_work();
  scene.world.operating[0] = false;
  EXPECT_EQ(bills(scene, 0.0), 0.0);
  EXPECT_EQ(scene.world.matched[0], 0.0);
  EXPECT_EQ(scene.world.overhead_paid[0], 0.0);
  EXPECT_EQ(scene.world.table_account[0].seed, 6.0);
  EXPECT_NEAR(scene.world.wage_paid[0], 2.9, 1e-12);
}

TEST(Bills, of_an_ended_table_are_nothing) {
  Scene scene = at_work();
  scene.world.alive[0] = false;
  EXPECT_EQ(bills(scene, 0.0), 0.0);
  EXPECT_EQ(scene.world.wage_paid[0], 0.0);
  EXPECT_EQ(scene.world.table_account[0].seed, 0.0);
  EXPECT_EQ(scene.world.table_account[0].wage, 0.0);
}

// L30: no match and no room under the cap are both no matching.
TEST(Bills, without_match_equal_those_without_cap) {
  for (const double own : {0.1, 3.0, 40.0}) {
    Scene unmatched = at_work().levers([](Levers& levers) { levers.match = 0.0; });
    Scene uncapped = at_work().levers([](Levers& levers) { levers.match_cap = 0.0; });
    EXPECT_EQ(bills(unmatched, own), bills(uncapped, own));
    EXPECT_NEAR(bills(unmatched, own), 0.9 * std::fmax(0.0, own - coordinating), 1e-12);
    EXPECT_EQ(unmatched.world.matched[0], 0.0);
    EXPECT_EQ(uncapped.world.matched[0], 0.0);
  }
}

TEST(Bills, without_reflection_leave_the_whole_pool_to_work) {
  Scene scene = at_work().levers([](Levers& levers) { levers.reflection = 0.0; });
  EXPECT_NEAR(bills(scene, 20.0), 40.0 - coordinating, 1e-12);
  EXPECT_EQ(scene.world.table_account[0].reflection, 0.0);
}

TEST(Bills, leave_more_work_where_the_field_says_they_should) {
  struct Row {
    const char* what;
    std::function<void(Scene&)> low, high;
    int direction;
  };
  const Row rows[] = {
      {"match", [](Scene& s) { s.levers([](Levers& l) { l.match = 0.5; }); },
       [](Scene& s) { s.levers([](Levers& l) { l.match = 1.0; }); }, 1},
      {"match cap", [](Scene& s) { s.levers([](Levers& l) { l.match_cap = 2.0; }); },
       [](Scene& s) { s.levers([](Levers& l) { l.match_cap = 9.0; }); }, 1},
      {"reflection", [](Scene& s) { s.levers([](Levers& l) { l.reflection = 0.0; }); },
       [](Scene& s) { s.levers([](Levers& l) { l.reflection = 0.3; }); }, -1},
      {"method", [](Scene& s) { s.with_method(0.2); }, [](Scene& s) { s.with_method(0.9); }, 1},
      {"small teams", [](Scene& s) { s.levers([](Levers& l) { l.teams = 0.0; }); },
       [](Scene& s) { s.levers([](Levers& l) { l.teams = 1.0; }); }, 1},
      {"puller to pay", [](Scene& s) { s.at(48).with_puller(0.5); },
       [](Scene& s) { s.at(48).with_puller(1.0); }, -1},
      {"start money", [](Scene& s) { s.at(48); }, [](Scene& s) { s.at(47); }, 1},
  };
  for (const Row& row : rows) {
    Scene low = at_work();
    Scene high = at_work();
    row.low(low);
    row.high(high);
    EXPECT_GT(row.direction * (bills(high, 10.0) - bills(low, 10.0)), 0.0) << row.what;
  }
}

// ---- What there is to coordinate -----------------------------------------------------------

/// What three partners with a half-time puller pay for coordination.
double overhead(double own, double full_effort, double trust_saves = 0.0, double trust = 0.5) {
  Scene scene = at_work().trusting(trust);
  scene.levers([](Levers& levers) { levers.match = 0.0; });
  scene.p().production.full_effort = full_effort;
  scene.p().production.trust_saves = trust_saves;
  bills(scene, own);
  return scene.world.overhead_paid[0];
}

// 1.5 k€ of three members is a quarter of 2 k€ each: a quarter of 0.45066 k€. Trust of 1/2 saves
// half of 0.4: a fifth less.
TEST(WhatThereIsToCoordinate, is_in_proportion_to_what_is_pooled_and_less_with_trust) {
  EXPECT_NEAR(overhead(1.5, 2.0), coordinating / 4.0, 1e-12);
  EXPECT_NEAR(overhead(1.5, 2.0, 0.4), coordinating / 4.0 * 0.8, 1e-12);
  EXPECT_NEAR(overhead(9.0, 2.0, 0.4), coordinating * 0.8, 1e-12);
  Scene matched = at_work();
  matched.p().production.full_effort = 2.0;
  bills(matched, 1.5);  // and as much again from outside
  EXPECT_NEAR(matched.world.overhead_paid[0], coordinating / 2.0, 1e-12);
}

TEST(WhatThereIsToCoordinate, is_all_of_it_where_both_are_off_and_from_the_full_effort_on) {
  EXPECT_EQ(overhead(1.5, 0.0), overhead(9.0, 0.0));
  EXPECT_EQ(overhead(9.0, 2.0), overhead(9.0, 0.0));
  EXPECT_EQ(overhead(6.0, 2.0), overhead(6.0, 0.0));
  EXPECT_EQ(overhead(1.5, 2.0, 0.4, 0.0), overhead(1.5, 2.0)) << "strangers save nothing";
  Scene scene = at_work();
  EXPECT_EQ(coordination_needed(scene.world, 0, 0.3, first_edition().production), 1.0);
}

TEST(WhatThereIsToCoordinate, falls_with_what_is_pooled_and_with_trust) {
  double before = 0.0;
  for (const double own : {0.0, 0.5, 1.0, 3.0, 6.0}) {
    EXPECT_GE(overhead(own, 2.0), before);
    EXPECT_LE(overhead(own, 2.0), overhead(own, 1.0)) << "a later full size";
    before = overhead(own, 2.0);
  }
  EXPECT_LT(overhead(3.0, 0.0, 0.5, 0.8), overhead(3.0, 0.0, 0.5, 0.2));
  EXPECT_LT(overhead(3.0, 0.0, 0.8, 0.5), overhead(3.0, 0.0, 0.2, 0.5));
}

// Trust replaces a hub: a puller saves less where partners trust each other.
TEST(WhatThereIsToCoordinate, leaves_a_hub_less_to_save_the_more_the_partners_trust) {
  const auto saved_by_hub = [](double trust) {
    const auto paid = [trust](double puller) {
      Scene scene({.partners = 12, .goals = 1});
      scene.operating().with_puller(puller).with_method(0.0).trusting(trust);
      scene.p().production = usual();
      scene.p().production.trust_saves = 0.6;
      scene.renewed();
      bills(scene, 20.0);
      return scene.world.overhead_paid[0];
    };
    return paid(0.0) - paid(0.5);
  };
  EXPECT_GT(saved_by_hub(0.1), saved_by_hub(0.6));
  EXPECT_GT(saved_by_hub(0.6), 0.0);
}

TEST(WhatThereIsToCoordinate, never_exceeds_what_came_in_in_any_world) {
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    Parameters p;
    p.levers.operate_after = 0;
    p.production.full_effort = 0.3 * replicate;
    p.production.trust_saves = 0.1 * replicate;
    const Scene scene = lived_in(replicate, 14, {.partners = 3 + static_cast<int>(replicate)}, p);
    const auto& account = scene.world.table_account[0];
    EXPECT_NEAR(account.balance(), 0.0, 5e-6);
    EXPECT_GE(account.overhead, 0.0);
    EXPECT_LE(account.overhead, account.own + account.match + account.gift + 1e-9);
  }
}

// ---- Output --------------------------------------------------------------------------------

/// Two partners with one skill each, work that asks for both equally (epsilon 1/2), efforts 4 : 1.
/// Alone each makes 1/2 per k€: 2.5 from 5 k€. As a team 5 (sqrt(4/10) + sqrt(1/10))^2 = 4.5.
Scene complements() {
  Scene scene({.partners = 2, .goals = 1, .capabilities = 2}, first_edition(), Arm::only_together,
              1, 0, 1.0 / 6.0);
  scene.world.required_mix = {0.5, 0.5};
  scene.world.capability = {1.0, 0.0, 0.0, 1.0};
  scene.world.mission = {1.0};
  scene.world.plan_quality = {1.0};
  scene.world.effort = {8.0, 2.0};
  scene.world.total_effort = {10.0};
  scene.p().output.focus = scene.p().output.specialisation = 4.0;
  scene.p().output.least_supply = 1e-30;
  scene.p().output.least_skill = 1e-9;
  scene.p().output.integration_reach = 1.3;
  scene.p().output.integration_floor = 0.5;
  return scene;
}

double team_work(Scene& scene, double work = 5.0) {
  work_together(scene.renewed().world, 0, work, scene.workspace());
  return scene.world.table_output[0];
}

TEST(WorkTogether, lies_between_side_by_side_and_one_team) {
  // Integration 1.3 sqrt(0.36) / 2 = 0.39: 0.61 2.5 + 0.39 4.5.
  Scene scene = complements().knowing(1.0).trusting(0.36).with_beacons(0);
  EXPECT_NEAR(team_work(scene), 0.61 * 2.5 + 0.39 * 4.5, 1e-9);
  EXPECT_NEAR(scene.world.integration[0], 0.39, 1e-15);
}

TEST(WorkTogether, is_side_by_side_without_trust_and_one_team_with_all_of_it) {
  Scene apart = complements().knowing(1.0).trusting(0.0);
  EXPECT_NEAR(team_work(apart), 2.5, 1e-9);
  Scene team = complements().knowing(1.0).trusting(1.0).with_beacons(4);
  EXPECT_NEAR(team_work(team), 4.5, 1e-9);
}

TEST(WorkTogether, without_a_plan_divides_no_labour) {
  // Everyone spends half on each part. Only 4/5 of the first part and 1/5 of the second are done by
  // a partner who can do it: supplies 0.4 and 0.1, 5 (sqrt(0.4 / 2) + sqrt(0.1 / 2))^2 = 5 0.45.
  Scene scene = complements().knowing(1.0).trusting(1.0).with_beacons(4);
  scene.world.plan_quality = {0.0};
  EXPECT_NEAR(team_work(scene), 2.25, 1e-9);
}

TEST(WorkTogether, follows_the_shares_of_the_goals) {
  // Equal skills 1/2: every k€ yields 1/2, whoever does it and however.
  Scene scene = at_work(3).with_beacons(2);
  scene.world.mission = {0.5, 0.3, 0.2};
  scene.world.progress = {1.0, 0.0, 0.0};
  scene.world.effort = {1.0, 2.0, 3.0};
  scene.world.total_effort = {6.0};
  work_together(scene.world, 0, 10.0, scene.workspace());
  EXPECT_EQ(scene.world.table_output[0], 0.0);
  EXPECT_NEAR(scene.world.table_output[1], 0.6 * 10.0 * 0.5, 1e-12);
  EXPECT_NEAR(scene.world.table_output[2], 0.4 * 10.0 * 0.5, 1e-12);
}

TEST(WorkTogether, yields_more_where_the_field_says_it_should) {
  struct Row {
    const char* what;
    std::function<void(Scene&)> low, high;
  };
  const Row rows[] = {
      {"trust", [](Scene& s) { s.trusting(0.2); }, [](Scene& s) { s.trusting(0.8); }},
      {"knowledge", [](Scene& s) { s.knowing(0.1); }, [](Scene& s) { s.knowing(0.6); }},
      {"beacons", [](Scene& s) { s.with_beacons(0); }, [](Scene& s) { s.with_beacons(4); }},
      {"plan quality", [](Scene& s) { s.world.plan_quality = {0.1}; },
       [](Scene& s) { s.world.plan_quality = {0.6}; }},
  };
  for (const Row& row : rows) {
    const auto with = [](const std::function<void(Scene&)>& change) {
      Scene scene = complements().knowing(0.4).trusting(0.4).with_beacons(2);
      scene.world.capability = {0.9, 0.2, 0.2, 0.9};
      change(scene);
      return team_work(scene);
    };
    EXPECT_GT(with(row.high), 1.01 * with(row.low)) << row.what;
  }
}

TEST(WorkTogether, does_not_reward_harmony) {
  // Among equals trust and knowledge make no difference: they matter through what a team can do.
  double first = 0.0;
  for (const double tie : {0.0, 0.3, 1.0}) {
    Scene scene = complements().skilled(0.5).knowing(tie).trusting(tie);
    if (tie == 0.0) first = team_work(scene);
    EXPECT_NEAR(team_work(scene), first, 1e-12);
  }
  EXPECT_NEAR(first, 2.5, 1e-12);
}

TEST(WorkAlone, follows_own_aspirations_over_the_goals_with_room) {
  // 3 k€ of solo work at a yield of 1/2.
  Scene scene({.partners = 2, .goals = 2}, first_edition(), Arm::together);
  scene.skilled(0.5);
  scene.renewed().world.aspiration = {0.6, 0.4, 0.5, 0.5};
  scene.world.solo_pledge = {3.0, 0.0};
  work_alone(scene.world, 0);
  EXPECT_NEAR(scene.world.output[0], 3.0 * 0.6 * 0.5, 1e-14);
  EXPECT_NEAR(scene.world.output[1], 3.0 * 0.4 * 0.5, 1e-14);
  scene.world.output = {0.0, 0.0};
  scene.world.progress = {1.0, 0.0};
  work_alone(scene.world, 0);
  EXPECT_EQ(scene.world.output[0], 0.0);
  EXPECT_NEAR(scene.world.output[1], 1.5, 1e-14);
}

// ---- Progress and small wins ---------------------------------------------------------------

/// Turns the output of the month into progress; returns the small wins.
double advance_goals(Scene& scene) {
  return make_progress(scene.world, 0, scene.p().production, scene.workspace());
}

void celebrate(Scene& scene, double wins) {
  celebrate_wins(scene.world, 0, wins, scene.p().production, scene.workspace());
}

TEST(Progress, is_output_per_work_as_far_as_the_goal_is_open) {
  // Goal 2 waits for goal 1: 0.1 + (1 - 0.75 0.7) 30 / 150 = 0.195.
  Scene scene = at_work(2);
  scene.world.progress = {0.3, 0.1};
  scene.world.output = {15.0, 30.0};
  advance_goals(scene);
  EXPECT_NEAR(scene.world.progress[0], 0.4, 1e-15);
  EXPECT_NEAR(scene.world.progress[1], 0.195, 1e-15);
}

TEST(Progress, goes_by_what_was_open_before_this_month) {
  Scene scene = at_work(2);
  scene.world.progress = {0.4, 0.0};
  scene.world.output = {30.0, 30.0};  // goal 1 passes one half this month
  advance_goals(scene);
  EXPECT_NEAR(scene.world.progress[0], 0.6, 1e-15);
  EXPECT_NEAR(scene.world.progress[1], 0.475 * 0.2, 1e-15);
}

TEST(Progress, loses_what_is_beyond_the_goal) {
  Scene scene = at_work(2).at(17);
  scene.world.progress = {0.9, 0.0};
  scene.world.output = {150.0, 0.0};
  advance_goals(scene);
  EXPECT_EQ(scene.world.progress[0], 1.0);
  EXPECT_EQ(scene.world.progress[1], 0.0);
  EXPECT_EQ(scene.world.reached_at[0], 17.0);
  EXPECT_EQ(scene.world.reached_at[1], never);
  advance_goals(scene.at(18));
  EXPECT_EQ(scene.world.reached_at[0], 17.0);
}

TEST(SmallWins, are_the_quarters_of_all_goals_together) {
  // From 0.2 + 0.03 to 0.3 + 0.23: floor(0.92) = 0, floor(2.12) = 2.
  Scene scene = at_work(2);
  scene.p().production.win_steps = 4.0;
  scene.world.progress = {0.2, 0.03};
  scene.world.output = {15.0, 0.2 * 150.0 / 0.475};
  EXPECT_EQ(advance_goals(scene), 2.0);
  scene.world.output = {0.0, 0.0};
  EXPECT_EQ(advance_goals(scene), 0.0);
}

TEST(SmallWins, lift_elan_and_motivation) {
  // Two wins: 0.5 + 2 0.15 0.8 0.5 = 0.62 and 0.6 + 2 0.05 0.4 = 0.64.
  Scene scene = at_work().levers([](Levers& levers) { levers.celebrate = 0.8; });
  scene.p().production.win_elan = 0.15;
  scene.p().production.win_motivation = 0.05;
  celebrate(scene, 2.0);
  EXPECT_NEAR(scene.world.elan[0], 0.62, 1e-15);
  for (const double motivation : scene.world.motivation) EXPECT_NEAR(motivation, 0.64, 1e-15);
}

TEST(SmallWins, do_nothing_when_there_are_none_or_they_have_no_weight) {
  Scene scene = at_work();
  celebrate(scene, 0.0);
  EXPECT_EQ(scene.world.elan[0], 0.5);
  EXPECT_TRUE(scene.world.events().empty());
  scene.p().production.win_elan = scene.p().production.win_motivation = 0.0;
  celebrate(scene, 3.0);
  EXPECT_EQ(scene.world.elan[0], 0.5);
  EXPECT_EQ(scene.world.motivation[0], 0.6);
}

TEST(SmallWins, that_nobody_celebrates_still_motivate) {
  Scene scene = at_work().levers([](Levers& levers) { levers.celebrate = 0.0; });
  celebrate(scene, 1.0);
  EXPECT_EQ(scene.world.elan[0], 0.5);
  EXPECT_GT(scene.world.motivation[0], 0.6);
}

TEST(SmallWins, pass_by_who_left_and_tables_that_ended) {
  Scene scene = at_work();
  scene.world.member[1] = false;
  celebrate(scene, 1.0);
  EXPECT_EQ(scene.world.motivation[1], 0.6);
  EXPECT_GT(scene.world.motivation[0], 0.6);
  scene.with_elan(0.5).motivated(0.6);
  scene.world.alive[0] = false;
  celebrate(scene, 1.0);
  EXPECT_EQ(scene.world.elan[0], 0.5);
  EXPECT_EQ(scene.world.motivation[0], 0.6);
}

TEST(SmallWins, of_someone_alone_are_celebrated_at_the_table_too) {
  Scene scene({.partners = 3, .goals = 1}, first_edition(), Arm::together);
  scene.skilled(0.5).renewed().with_elan(0.5).pledging(0.0);
  scene.world.solo_pledge[0] = 90.0;  // 45 of 150: one quarter passed
  hold_month(scene);
  EXPECT_NEAR(scene.world.progress[0], 0.3, 1e-12);
  EXPECT_NEAR(scene.world.elan[0], 0.5 + 0.15 * 0.5, 1e-12);
}

// ---- The whole month -----------------------------------------------------------------------

TEST(Production, turns_what_was_delivered_into_progress) {
  // 8 k€ pledged by each of three, half of it delivered: 12 and the match, a yield of 1/2.
  Scene scene = at_work().pledging(8.0).delivering(0.5);
  hold_month(scene);
  const double work = 0.9 * (24.0 - coordinating);
  EXPECT_NEAR(scene.world.total_effort[0], 12.0, 1e-12);
  EXPECT_NEAR(scene.world.work_done[0], work, 1e-12);
  EXPECT_NEAR(scene.world.output[0], 0.5 * work, 1e-11);
  EXPECT_NEAR(scene.world.progress[0], 0.5 * work / 150.0, 1e-13);
}

TEST(Production, is_homogeneous_of_degree_one_in_effort) {
  // Without fixed costs and without a cap, twice the effort is twice the output.
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    const auto output = [&](double factor) {
      Scene scene({.partners = 3 + static_cast<int>(replicate % 6),
                   .goals = 1 + static_cast<int>(replicate % 5)},
                  {}, Arm::together, 1, replicate);
      scene.operating().with_puller(0.0).knowing(0.5).with_beacons(3);
      scene.world.mission = scene.world.given_mission;
      scene.world.plan_quality = {0.5};
      scene.levers([](Levers& levers) { levers.match_cap = 1e9; });
      scene.p().production.pair_overhead = scene.p().production.hub_overhead = 0.0;
      for (const int i : scene.layout().all_seats()) {
        scene.world.delivered[i] = 0.6;
        scene.world.pledge[i] = factor * (1.0 + i);
      }
      for (double& pledge : scene.world.solo_pledge) pledge = 0.3 * factor;
      hold_month(scene);
      return scene.world.output;
    };
    const std::vector<double> once = output(1.0);
    for (const double factor : {0.01, 2.0, 7.0}) {
      const std::vector<double> more = output(factor);
      for (std::size_t k = 0; k < once.size(); ++k) {
        EXPECT_GT(once[k], 0.0);
        EXPECT_NEAR(more[k] / (factor * once[k]), 1.0, 1e-12) << replicate;
      }
    }
  }
}

// Of three equal efforts two become work by half and one wholly, two thirds in all. Side by side
// that makes two thirds of the output, and so it does as one team, more or less. What is paid is
// the same.
TEST(Production, is_made_of_what_becomes_work) {
  const auto lived = [](std::vector<double> discipline) {
    Scene scene = at_work().pledging(2.0).delivering(1.0).trusting(0.0);
    scene.world.discipline = std::move(discipline);
    scene.world.solo_pledge = {1.0, 0.0, 0.0};
    hold_month(scene);
    return scene;
  };
  const Scene careful = lived({1.0, 1.0, 1.0}), careless = lived({0.5, 0.5, 1.0});
  EXPECT_NEAR(careless.world.table_output[0], careful.world.table_output[0] * 2.0 / 3.0, 1e-12);
  EXPECT_NEAR(careless.world.output[0] - careless.world.table_output[0],
              0.5 * (careful.world.output[0] - careful.world.table_output[0]), 1e-12);
  EXPECT_EQ(careless.world.work_done, careful.world.work_done);
  EXPECT_EQ(careless.world.effort, careful.world.effort);
  EXPECT_EQ(careless.world.table_account[0].work, careful.world.table_account[0].work);
}

TEST(Production, needs_pledges_delivered_at_a_table_that_operates) {
  const auto progress = [](const std::function<void(Scene&)>& change) {
    Scene scene = at_work().pledging(8.0).delivering(0.5);
    change(scene);
    hold_month(scene);
    return scene.world.progress[0];
  };
  EXPECT_GT(progress([](Scene&) {}), 0.0);
  EXPECT_EQ(progress([](Scene& s) { s.pledging(0.0); }), 0.0);
  EXPECT_EQ(progress([](Scene& s) { s.delivering(0.0); }), 0.0);
  EXPECT_EQ(progress([](Scene& s) { s.world.operating[0] = false; }), 0.0);
  EXPECT_EQ(progress([](Scene& s) { s.world.alive[0] = false; }), 0.0);
}

TEST(Production, of_nobody_is_nothing_however_well_they_get_on) {
  Scene scene = at_work().pledging(0.0).delivering(1.0);
  scene.knowing(1.0).trusting(1.0).with_beacons(4).with_elan(1.0).owning(1.0);
  hold_month(scene);
  EXPECT_EQ(scene.world.output[0], 0.0);
  EXPECT_EQ(scene.world.progress[0], 0.0);
}

TEST(Production, never_undoes_progress_and_keeps_it_a_share) {
  int reached = 0;
  for (const Arm arm : {Arm::alone, Arm::only_together, Arm::together})
    for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
      Parameters p;
      p.levers.operate_after = 0;
      p.initial.white_space = 0.15;
      p.budget.slack_waste = 0.0;  // much room and no waste: some goals are reached in time
      Scene scene({.partners = 4 + static_cast<int>(replicate % 7),
                   .goals = 1 + static_cast<int>(replicate % 7)},
                  p, arm, 1, replicate);
      scene.world.month = -1;
      std::vector<double> before = scene.world.progress;
      for (int t = 0; t < 60; ++t) {
        live_a_month(scene);
        for (std::size_t k = 0; k < before.size(); ++k) {
          EXPECT_GE(scene.world.progress[k], before[k]);
          EXPECT_LE(scene.world.progress[k], 1.0);
          reached += scene.world.progress[k] == 1.0;
          EXPECT_GE(scene.world.output[k], 0.0);
        }
        EXPECT_GE(scene.world.work_done[0], 0.0);
        before = scene.world.progress;
      }
    }
  EXPECT_GT(reached, 0);
}

TEST(Production, makes_no_progress_in_the_arm_that_does_nothing) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    const Scene scene = lived_in(replicate, 40, {.partners = 4}, {}, Arm::nothing);
    for (const double progress : scene.world.progress) EXPECT_EQ(progress, 0.0);
    EXPECT_EQ(scene.world.invested[0], 0.0);
  }
}

}  // namespace
}  // namespace samen::testing::production_test
