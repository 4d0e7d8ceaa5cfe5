// 7.38 Members stay or leave, tables end.
#include "model/rules/joining/leaving.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::leaving_test {
namespace {

void hold_month(Scene& scene) {
  scene.with_start_money().acts({"stay_or_leave"});
}

/// A table nobody leaves and that does not end. Satisfaction: ownership 0.6, élan 0.5, trust 0.4
/// and value 0.6 / (0.6 + 0.4) = 0.6, so (0.6 + 0.5 + 0.4 + 0.6) / 4 = 0.525.
Scene stable(int partners = 4) {
  Scene scene = table_of(partners);
  scene.owning(0.6).with_elan(0.5).trusting(0.4).with_puller(0.6).pledging(1.5).present();
  for (double& value : scene.world.value_together) value = 0.6;
  scene.levers([](Levers& levers) { levers.puller = 0.6, levers.seed_months = 48; });
  scene.p().decision.keep = 0.4;
  Leaving& p = scene.p().leaving;
  p.hazard = 0.0;
  p.sensitivity = 8.0;
  p.neutral = 0.4;
  p.least_members = 3;
  p.faded_below = 0.15;
  p.faded_months = 6;
  p.paid_share = 0.5;
  p.unpaid_months = 12;
  return scene.renewed();
}

/// The chance of a member whose neutral satisfaction is the usual one.
double leaving_chance(double satisfaction, const Leaving& p) {
  return chance_of(p.hazard, restlessness(satisfaction, p.neutral, p));
}

double drawn(const Scene& scene, int seat) {
  return scene.draws.uniform({.purpose = purpose::leave,
                              .month = scene.world.month,
                              .table = scene.layout().tables[0].key,
                              .i = scene.layout().seats[seat].key});
}

/// A hazard at which members leave with probability `chance` a month, whatever their satisfaction.
Leaving leaving_with(double chance) {
  Leaving p = first_edition().leaving;
  p.hazard = 12.0 * chance;
  p.sensitivity = 0.0;
  return p;
}

// ---- Satisfaction and hazard by hand -------------------------------------------------------

TEST(Satisfaction, is_the_mean_of_ownership_elan_trust_and_value) {
  Scene scene = stable();
  const Satisfaction<double> now = satisfaction_of(scene.world, 0);
  EXPECT_NEAR(now.value, 0.6, 1e-15);
  EXPECT_NEAR(now.mean(), 0.525, 1e-15);
  hold_month(scene);
  EXPECT_NEAR(scene.world.satisfaction[0], 0.525, 1e-15);
}

TEST(Satisfaction, takes_the_trust_one_has_in_the_other_members) {
  Scene scene = stable(3);
  scene.trust(0, 1) = 0.2;
  scene.trust(0, 2) = 0.9;
  scene.trust(1, 0) = 0.0;
  EXPECT_NEAR(satisfaction_of(scene.world, 0).trust, 0.55, 1e-15);
  scene.world.member[2] = false;
  EXPECT_NEAR(satisfaction_of(scene.world, 0).trust, 0.2, 1e-15);
}

TEST(Satisfaction, values_nothing_that_is_worth_nothing) {
  Scene scene = stable();
  scene.world.value_together[0] = 0.0;
  EXPECT_EQ(satisfaction_of(scene.world, 0).value, 0.0);
}

TEST(Satisfaction, names_the_lowest_term) {
  EXPECT_EQ((Satisfaction<double>{0.1, 0.2, 0.3, 0.4}.lowest()), code_of(reason::low_ownership));
  EXPECT_EQ((Satisfaction<double>{0.5, 0.2, 0.3, 0.4}.lowest()), code_of(reason::low_elan));
  EXPECT_EQ((Satisfaction<double>{0.5, 0.6, 0.3, 0.4}.lowest()), code_of(reason::low_trust));
  EXPECT_EQ((Satisfaction<double>{0.5, 0.6, 0.7, 0.4}.lowest()), code_of(reason::low_value));
}

TEST(LeavingChance, is_the_monthly_hazard_at_neutral_satisfaction_and_falls_exponentially) {
  Leaving p;
  p.hazard = 0.04;
  p.sensitivity = 8.0;
  p.neutral = 0.4;
  EXPECT_NEAR(leaving_chance(0.4, p), 0.04 / 12, 1e-17);
  EXPECT_NEAR(leaving_chance(0.525, p), 0.04 / 12 * std::exp(-1.0), 1e-15);
  EXPECT_NEAR(leaving_chance(0.275, p), 0.04 / 12 * std::exp(1.0), 1e-15);
}

TEST(LeavingChance, is_at_most_one) {
  Leaving p;
  p.hazard = 12.0;
  p.sensitivity = 8.0;
  p.neutral = 0.4;
  EXPECT_EQ(leaving_chance(0.0, p), 1.0);
}

TEST(LeavingChance, does_not_depend_on_satisfaction_without_sensitivity) {
  Leaving p;
  p.hazard = 0.6;
  p.sensitivity = 0.0;
  for (const double satisfaction : {0.0, 0.3, 1.0})
    EXPECT_NEAR(leaving_chance(satisfaction, p), 0.05, 1e-15);
}

TEST(LeavingChance, falls_with_each_term_of_satisfaction) {
  const auto chance = [](const std::function<void(Scene&)>& change) {
    Scene scene = stable();
    scene.p().leaving.hazard = 0.04;
    change(scene);
    return leaving_chance(satisfaction_of(scene.world, 0).mean(), scene.p().leaving);
  };
  const double usual = chance([](Scene&) {});
  EXPECT_LT(chance([](Scene& s) { s.owning(0.9); }), usual);
  EXPECT_LT(chance([](Scene& s) { s.with_elan(0.9); }), usual);
  EXPECT_LT(chance([](Scene& s) { s.trusting(0.9); }), usual);
  EXPECT_LT(chance([](Scene& s) { s.world.value_together[0] = 2.0; }), usual);
  EXPECT_GT(chance([](Scene& s) { s.p().leaving.hazard = 0.08; }), usual);
  EXPECT_GT(chance([](Scene& s) { s.p().leaving.neutral = 0.55; }), usual);
}

// L24: a constant hazard leaves S(t) = (1 - h)^t.
TEST(LeavingChance, leaves_two_thirds_where_exact_theory_says) {
  const double h = leaving_chance(0.7, leaving_with(0.0722807));
  double surviving = 0.9;
  for (int t = 0; t < 4; ++t) surviving *= 1.0 - h;
  EXPECT_NEAR(surviving, 2.0 / 3.0, 5e-7);
}

// 50 replicates of 40 members: 2000 independent draws a month; 74.1 % stay four months, with
// standard error sqrt(0.741 0.259 / 2000) = 0.0098. At 5 standard errors a false alarm is one in
// 1.7 million (the draws are fixed).
TEST(Leaving, at_a_constant_hazard_leaves_the_survivors_of_exact_theory) {
  double staying = 0.0;
  for (std::uint32_t replicate = 0; replicate < 50; ++replicate) {
    Scene scene({.partners = 40, .goals = 1}, first_edition(), Arm::only_together, 24, replicate);
    scene.p().leaving = leaving_with(0.0722807);
    for (int month = 0; month < 4; ++month) hold_month(scene.at(month));
    staying += members(scene.world, 0) / 2000.0;
  }
  const double exact = 2.0 / 3.0 / 0.9;
  EXPECT_NEAR(staying, exact, 5 * std::sqrt(exact * (1.0 - exact) / 2000.0));
}

// ---- Leaving -------------------------------------------------------------------------------

TEST(Leaving, follows_the_draw_of_each_member) {
  Scene scene = stable(8);
  scene.p().leaving = leaving_with(0.3);
  const World<double> before = scene.world;
  int left = 0;
  int stayed = 0;
  for (int month = 0; month < 10; ++month) {
    scene.world = before;
    hold_month(scene.at(month));
    for (const int i : scene.layout().all_seats()) {
      EXPECT_EQ(scene.world.member[i], drawn(scene, i) >= 0.3) << month << ' ' << i;
      (scene.world.member[i] ? stayed : left) += 1;
    }
  }
  EXPECT_GT(left, 0);
  EXPECT_GT(stayed, 0);
}

TEST(Leaving, does_not_happen_without_hazard) {
  Scene scene = stable().owning(0.0).trusting(0.0).with_elan(0.2);
  for (int month = 0; month < 150; ++month) hold_month(scene.at(month % 40));
  EXPECT_EQ(members(scene.world, 0), 4.0);
  EXPECT_TRUE(scene.world.events().empty());
}

// ---- Exit ----------------------------------------------------------------------------------

/// Seats from which members leave in ten months with chance 0.3 and this much exit; each month
/// begins anew.
std::vector<int> leavers_with_exit(double exit) {
  std::vector<int> left;
  Scene scene = stable(8);
  scene.p().leaving = leaving_with(0.3);
  scene.levers([exit](Levers& levers) { levers.exit = exit; });
  const World<double> before = scene.world;
  for (int month = 0; month < 10; ++month) {
    scene.world = before;
    hold_month(scene.at(month));
    for (const int i : scene.layout().all_seats())
      if (!scene.world.member[i]) left.push_back(8 * month + i);
  }
  return left;
}

// A chance of 0.3 with half an exit is 0.15 a month.
TEST(Exit, is_a_factor_on_the_chance_to_leave) {
  Scene scene = stable(8);
  std::vector<int> expected;
  for (int month = 0; month < 10; ++month)
    for (const int i : scene.at(month).layout().all_seats())
      if (drawn(scene, i) < 0.15) expected.push_back(8 * month + i);
  EXPECT_FALSE(expected.empty());
  EXPECT_EQ(leavers_with_exit(0.5), expected);
}

TEST(Exit, that_is_free_changes_nothing) {
  EXPECT_EQ(Levers{}.exit, 1.0);
  EXPECT_EQ(may_leave(Levers{}), 1.0);
}

TEST(Exit, that_is_closed_keeps_everyone) {
  EXPECT_TRUE(leavers_with_exit(0.0).empty());
}

TEST(Exit, that_is_wider_lets_more_go_and_the_same_ones_first) {
  std::size_t fewer = 0;
  for (const double exit : {0.0, 0.25, 0.5, 1.0}) {
    const std::vector<int> now = leavers_with_exit(exit), all = leavers_with_exit(1.0);
    EXPECT_GE(now.size(), fewer);
    EXPECT_TRUE(std::ranges::includes(all, now));
    fewer = now.size();
  }
}

TEST(Exit, that_is_closed_keeps_a_table_from_fading_and_any_other_does_not) {
  for (const double exit : {0.0, 0.01}) {
    Scene scene = stable();
    scene.levers([exit](Levers& levers) { levers.exit = exit; });
    for (int month = 0; month < 8; ++month) hold_month(scene.with_elan(0.1).at(month));
    EXPECT_EQ(scene.world.alive[0], exit == 0.0);
    if (exit == 0.0) {
      EXPECT_EQ(scene.world.low_elan_months[0], 0.0);
    }
  }
}

TEST(Exit, that_is_closed_leaves_the_other_ends_of_a_table) {
  Scene scene = stable();
  scene.levers([](Levers& levers) { levers.exit = 0.0; });
  scene.world.progress = {1.0, 1.0, 1.0};
  hold_month(scene);
  EXPECT_EQ(scene.world.ended_by[0], code_of(reason::goals_reached));
}

// ---- What members expect -------------------------------------------------------------------

/// A table that nobody leaves, where members expect: usual 0.4, half of it their own start, 0.2
/// from results due after ten months. Satisfaction is 0.525.
Scene expecting(double quiet_start = 0.0) {
  Scene scene = stable();
  Leaving& p = scene.p().leaving;
  p.own_expectation = 0.5;
  p.hope = 0.2;
  p.results_due = 10.0;
  p.quiet_start = quiet_start;
  return scene;
}

/// The restlessness x of seat 0 after this many months of membership.
double restless_after(Scene scene, int months) {
  scene.world.satisfaction[0] = 0.525;
  scene.world.expectation[0] = 0.4625;
  scene.world.tenure[0] = months;
  return restlessness_of(scene.world, 0, scene.p().leaving);
}

// Satisfaction at the start is 0.525: (0.4 + 0.525) / 2 = 0.4625.
TEST(Expectation, is_formed_in_the_first_month_and_kept) {
  Scene scene = expecting();
  hold_month(scene);
  EXPECT_NEAR(scene.world.expectation[0], 0.4625, 1e-15);
  EXPECT_EQ(scene.world.tenure[0], 1.0);
  hold_month(scene.owning(1.0).at(1));
  EXPECT_NEAR(scene.world.expectation[0], 0.4625, 1e-15);
  EXPECT_EQ(scene.world.tenure[0], 2.0);
}

// After ten of ten months 1 - 1/e of the 0.2 are due.
TEST(Expectation, rises_as_results_become_due) {
  const double due = 1.0 - std::exp(-1.0);
  EXPECT_NEAR(restless_after(expecting(), 0), std::exp(-8.0 * (0.525 - 0.4625)), 1e-14);
  EXPECT_NEAR(restless_after(expecting(), 10), std::exp(-8.0 * (0.525 - 0.4625 - 0.2 * due)),
              1e-14);
  EXPECT_NEAR(restless_after(expecting(0.75), 10),
              (1.0 - 0.75 * (1.0 - due)) * std::exp(-8.0 * (0.525 - 0.4625 - 0.2 * due)), 1e-14);
}

TEST(Expectation, of_nothing_due_disappoints_nobody_in_a_quiet_start) {
  EXPECT_EQ(restless_after(expecting(1.0), 0), 0.0);
  EXPECT_GT(restless_after(expecting(1.0), 1), 0.0);
}

TEST(Expectation, is_what_is_usual_where_nothing_moves_it) {
  EXPECT_FALSE(expects(first_edition().leaving));
  Scene scene = stable();
  for (int month = 0; month < 3; ++month) hold_month(scene.at(month));
  EXPECT_EQ(restless_after(stable(), 10), restlessness(0.525, 0.4, stable().p().leaving));
  for (const double x : scene.world.tenure) EXPECT_EQ(x, 0.0);
  for (const double x : scene.world.expectation) EXPECT_EQ(x, 0.0);
}

TEST(Expectation, with_coefficients_that_say_nothing_gives_the_same_bits) {
  // The smallest coefficient that makes members expect anything, and no more than what is usual.
  for (std::uint32_t replicate = 0; replicate < 5; ++replicate) {
    Parameters p = first_edition();
    p.levers.operate_after = 0;
    p.leaving.hazard = 1.0;
    Scene usual = lived_in(replicate, 60, {.partners = 6}, p);
    p.leaving.own_expectation = 1e-300;
    Scene same = lived_in(replicate, 60, {.partners = 6}, p);
    EXPECT_EQ(same.world.member, usual.world.member);
    EXPECT_EQ(same.world.progress, usual.world.progress);
    EXPECT_EQ(same.world.ended_at, usual.world.ended_at);
  }
}

TEST(Expectation, makes_restless_with_hope_with_what_one_found_and_sooner_with_results_due_soon) {
  const auto after_a_year = [](const std::function<void(Scene&)>& change) {
    Scene scene = expecting(0.5);
    change(scene);
    hold_month(scene);
    scene.owning(0.3);
    for (int month = 1; month <= 12; ++month) hold_month(scene.at(month));
    return restlessness_of(scene.world, 0, scene.p().leaving);
  };
  const double usual = after_a_year([](Scene&) {});
  EXPECT_GT(after_a_year([](Scene& s) { s.p().leaving.hope = 0.3; }), usual);
  EXPECT_GT(after_a_year([](Scene& s) { s.p().leaving.own_expectation = 0.9; }), usual);
  EXPECT_GT(after_a_year([](Scene& s) { s.p().leaving.results_due = 5.0; }), usual);
  EXPECT_LT(after_a_year([](Scene& s) { s.p().leaving.quiet_start = 1.0; }), usual);
  EXPECT_LT(after_a_year([](Scene& s) { s.owning(0.2); }), usual) << "who found little expects it";
}

TEST(Expectation, begins_anew_with_a_new_team_and_for_who_joins_later) {
  Parameters p = first_edition();
  p.levers.team_months = 6;
  p.levers.operate_after = 0;
  p.leaving.hope = 0.2;
  p.leaving.hazard = 0.0;
  const Scene teams = lived_in(0, 15, {.partners = 4}, p);
  for (const int i : teams.layout().all_seats()) EXPECT_EQ(teams.world.tenure[i], 3.0) << i;
  p.levers.team_months = 0;
  p.entry.rate = 12.0;
  Scene open(shared_tables(5, 1, p, 3));
  for (int month = 0; month < 40; ++month) live_a_month(open.at(month));
  for (int i = 0; i < 5; ++i)
    if (open.world.member[i]) {
      EXPECT_EQ(open.world.tenure[i] == 40.0, i < 3) << i;
    }
}

// ---- Giving up -----------------------------------------------------------------------------

double drawn_to_stop(const Scene& scene) {
  return scene.draws.uniform({.purpose = purpose::stop,
                              .month = scene.world.month,
                              .table = scene.layout().tables[0].key});
}

// Satisfaction 0.525 against 0.4 at a rate of 6 a year: 1/2 exp(-8 0.125) a month.
TEST(GivingUp, is_drawn_at_the_mean_restlessness_of_the_members) {
  const double chance = 0.5 * std::exp(-1.0);
  int stopped = 0;
  for (int month = 0; month < 40; ++month) {
    Scene scene = stable().at(month);
    scene.p().leaving.giving_up = 6.0;
    hold_month(scene);
    const bool stops = drawn_to_stop(scene) < chance;
    EXPECT_EQ(scene.world.alive[0], !stops) << month;
    if (stops) {
      EXPECT_EQ(scene.world.ended_by[0], code_of(reason::given_up));
    }
    stopped += stops;
  }
  EXPECT_GT(stopped, 0);
  EXPECT_LT(stopped, 40);
}

TEST(GivingUp, counts_the_members_who_are_left_alike) {
  Scene scene = stable(4);
  scene.p().leaving.sensitivity = 8.0;
  scene.world.satisfaction = {0.4, 0.525, 0.4, 0.0};
  scene.world.member[3] = false;
  const double mean = (1.0 + std::exp(-1.0) + 1.0) / 3.0;
  int stopped = 0;
  for (int month = 0; month < 40; ++month) {
    scene.at(month);
    scene.p().leaving.giving_up = 6.0;
    const bool stops = bool(gives_up(scene.world, 0, scene.p().leaving, scene.draws));
    EXPECT_EQ(stops, drawn_to_stop(scene) < 0.5 * mean);
    stopped += stops;
  }
  EXPECT_GT(stopped, 0);
}

TEST(GivingUp, does_not_happen_where_the_law_or_no_exit_keeps_people) {
  for (const bool by_law : {true, false}) {
    Scene scene = stable();
    scene.p().leaving.giving_up = 12.0;
    scene.p().leaving.sensitivity = 0.0;
    scene.levers([by_law](Levers& levers) {
      if (by_law) levers.mandated = 1.0;
      if (!by_law) levers.exit = 0.0;
    });
    for (int month = 0; month < 20; ++month) hold_month(scene.at(month));
    EXPECT_TRUE(scene.world.alive[0]);
  }
}

TEST(GivingUp, ends_more_tables_the_higher_its_rate) {
  int before = -1;
  for (const double rate : {0.0, 0.2, 1.0}) {
    int ended = 0;
    for (std::uint32_t replicate = 0; replicate < 30; ++replicate) {
      Parameters p = first_edition();
      p.leaving.giving_up = rate;
      const Scene scene = lived_in(replicate, 40, {.partners = 5}, p);
      ended += scene.world.ended_by[0] == code_of(reason::given_up);
    }
    EXPECT_GT(ended, before);
    before = ended;
  }
}

/// A table of `partners` from which exactly seat 1 goes in this month.
Scene one_leaves(int partners) {
  Scene scene = stable(partners);
  for (int month = 0; month < 40; ++month) {
    scene.at(month);
    double others = 1.0;
    for (const int i : scene.layout().all_seats())
      if (i != 1) others = std::fmin(others, drawn(scene, i));
    if (drawn(scene, 1) >= others) continue;
    scene.p().leaving.hazard = 6.0 * (drawn(scene, 1) + others);
    scene.p().leaving.sensitivity = 0.0;
    return scene;
  }
  ADD_FAILURE() << "seat 1 never has the lowest draw";
  return scene;
}

TEST(Leaving, takes_pledge_and_value_and_freezes_the_rest_of_the_seat) {
  Scene scene = one_leaves(5);
  const World<double> before = scene.world;
  hold_month(scene);
  const World<double>& world = scene.world;
  EXPECT_EQ(members(world, 0), 4.0);
  EXPECT_FALSE(world.member[1]);
  EXPECT_FALSE(world.present[1]);
  EXPECT_EQ(world.pledge[1], 0.0);
  EXPECT_EQ(world.value_together[1], 0.0);
  EXPECT_EQ(world.ownership, before.ownership);
  EXPECT_EQ(world.trust, before.trust);
  EXPECT_EQ(world.motivation, before.motivation);
  for (const int i : {0, 2, 3, 4}) {
    EXPECT_TRUE(world.member[i]);
    EXPECT_EQ(world.pledge[i], before.pledge[i]);
    EXPECT_EQ(world.value_together[i], before.value_together[i]);
  }
}

TEST(Leaving, is_told_with_the_lowest_term) {
  Scene scene = one_leaves(5).trusting(0.1);
  hold_month(scene);
  const auto events = scene.world.events();
  ASSERT_EQ(events.size(), 1u);
  const Event& event = events[0];
  EXPECT_EQ(event.kind, event::leaves);
  EXPECT_EQ(event.reason, reason::low_trust);
  EXPECT_EQ(event.organisation, 1);
  EXPECT_EQ(event.table, 0);
  EXPECT_NEAR(event.value, (0.6 + 0.5 + 0.1 + 0.6) / 4.0, 1e-15);
}

TEST(Leaving, is_for_good) {
  Scene scene = one_leaves(5);
  hold_month(scene);
  scene.p().leaving.hazard = 0.0;
  const double satisfaction = scene.world.satisfaction[1];
  scene.owning(1.0);
  for (int month = scene.world.month + 1; month < 47; ++month) hold_month(scene.at(month));
  EXPECT_FALSE(scene.world.member[1]);
  EXPECT_EQ(scene.world.satisfaction[1], satisfaction);
  EXPECT_GT(scene.world.satisfaction[0], satisfaction);
}

TEST(Leaving, happens_to_all_at_once) {
  // The first who leaves does not change what the next feel: everyone is judged by the same table.
  Scene scene = stable(6);
  scene.p().leaving = leaving_with(1.0);
  hold_month(scene);
  for (const int i : scene.layout().all_seats()) {
    EXPECT_FALSE(scene.world.member[i]);
    EXPECT_NEAR(scene.world.satisfaction[i], 0.525, 1e-15);
  }
  EXPECT_EQ(scene.world.ended_by[0], code_of(reason::too_few_members));
}

// ---- Exits are catching --------------------------------------------------------------------

/// A table of four whose exits take this much from those who stay.
Scene catching(double contagion, double fades = 0.5) {
  Scene scene = stable();
  scene.p().leaving.contagion = contagion;
  scene.p().leaving.contagion_fades = fades;
  return scene;
}

// Two of four left: satisfaction is 0.525 less 0.1 twice, then once, then half a time, month by
// month.
TEST(Contagion, lowers_satisfaction_for_a_while_with_each_exit) {
  Scene scene = catching(0.1);
  scene.world.exits_felt[0] = 2.0;
  for (const double felt : {2.0, 1.0, 0.5}) {
    hold_month(scene);
    for (const double satisfaction : scene.world.satisfaction)
      EXPECT_NEAR(satisfaction, 0.525 - 0.1 * felt, 1e-15);
  }
}

// At sensitivity 8 an exit that takes 0.05 makes those who stay leave e^0.4 times as often.
TEST(Contagion, is_a_hazard_ratio) {
  const Leaving p = catching(0.05).p().leaving;
  const Scene scene = catching(0.05);
  World<double> world = scene.world;
  const double calm = restlessness(after_exits<double>(world, 0, 0.525, p), p.neutral, p);
  world.exits_felt[0] = 1.0;
  const double shaken = restlessness(after_exits<double>(world, 0, 0.525, p), p.neutral, p);
  EXPECT_NEAR(shaken / calm, std::exp(0.4), 1e-12);
}

TEST(Contagion, is_felt_from_the_month_after_by_those_who_stay) {
  Scene scene = catching(0.1, 0.25);
  scene.p().leaving.hazard = 12.0;  // everyone who is not kept leaves
  scene.p().leaving.sensitivity = 0.0;
  scene.p().leaving.least_members = 1;
  hold_month(scene);
  for (const double satisfaction : scene.world.satisfaction)
    EXPECT_NEAR(satisfaction, 0.525, 1e-15) << "nobody sees who else goes";
  EXPECT_EQ(scene.world.exits_felt[0], 4.0);
}

TEST(Contagion, of_nothing_leaves_no_trace) {
  Parameters p = first_edition();
  p.leaving.hazard = 1.0;
  p.leaving.contagion_fades = 0.9;
  const Scene scene = lived_in(1, 30, {.partners = 6}, p);
  EXPECT_EQ(scene.world.exits_felt[0], 0.0);
  p.leaving.contagion_fades = 0.1;
  EXPECT_EQ(state_of(lived_in(1, 30, {.partners = 6}, p).world), state_of(scene.world));
}

TEST(Contagion, makes_more_members_leave_and_the_more_the_longer_it_is_felt) {
  const auto staying = [](double contagion, double fades) {
    double n = 0.0;
    for (std::uint32_t replicate = 0; replicate < 40; ++replicate) {
      Parameters p = first_edition();
      p.leaving.hazard = 0.5;
      p.leaving.least_members = 1;
      p.leaving.contagion = contagion;
      p.leaving.contagion_fades = fades;
      n += members(lived_in(replicate, 36, {.partners = 8}, p).world, 0);
    }
    return n;
  };
  const double none = staying(0.0, 0.2), some = staying(0.1, 0.5), long_felt = staying(0.1, 0.05);
  EXPECT_LT(some, none);
  EXPECT_LT(long_felt, some);
}

TEST(Contagion, keeps_satisfaction_a_share_in_any_world) {
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    Parameters p;
    p.leaving.hazard = 2.0;
    p.leaving.contagion = 0.1 * (replicate + 1);
    const Scene scene = lived_in(replicate, 24, {.partners = 7}, p);
    for (const double satisfaction : scene.world.satisfaction) {
      EXPECT_GE(satisfaction, 0.0);
      EXPECT_LE(satisfaction, 1.0);
    }
    EXPECT_GE(scene.world.exits_felt[0], 0.0);
    EXPECT_LE(scene.world.exits_felt[0], 7.0);
  }
}

// ---- The end of a table --------------------------------------------------------------------

TEST(End, does_not_come_to_a_table_that_works) {
  Scene scene = stable().operating();
  for (int month = 0; month < 150; ++month) hold_month(scene.at(month));
  EXPECT_TRUE(scene.world.alive[0]);
  EXPECT_EQ(scene.world.ended_by[0], code_of(reason::none));
}

TEST(End, comes_when_all_goals_are_reached) {
  Scene scene = stable().at(11);
  scene.world.progress = {1.0, 1.0, 0.999};
  hold_month(scene);
  EXPECT_TRUE(scene.world.alive[0]);
  scene.world.progress = {1.0, 1.0, 1.0};
  hold_month(scene);
  EXPECT_FALSE(scene.world.alive[0]);
  EXPECT_EQ(scene.world.ended_by[0], code_of(reason::goals_reached));
  EXPECT_EQ(scene.world.ended_at[0], 11.0);
}

TEST(End, comes_with_fewer_than_three_members) {
  Scene scene = stable(4);
  scene.world.member[0] = false;
  hold_month(scene);
  EXPECT_TRUE(scene.world.alive[0]);
  scene.world.member[1] = false;
  hold_month(scene);
  EXPECT_FALSE(scene.world.alive[0]);
  EXPECT_EQ(scene.world.ended_by[0], code_of(reason::too_few_members));
}

TEST(End, comes_in_the_month_the_third_last_member_leaves) {
  Scene scene = one_leaves(3);
  hold_month(scene);
  EXPECT_FALSE(scene.world.alive[0]);
  EXPECT_EQ(scene.world.ended_by[0], code_of(reason::too_few_members));
}

TEST(End, comes_after_six_faded_months_running) {
  Scene scene = stable();
  int month = 0;
  const auto hold = [&](int months, double elan) {
    for (int n = 0; n < months; ++n) hold_month(scene.with_elan(elan).at(month++));
    return bool(scene.world.alive[0]);
  };
  EXPECT_TRUE(hold(8, 0.15));  // not below
  EXPECT_TRUE(hold(5, 0.149));
  EXPECT_TRUE(hold(1, 0.2));  // recovers, and the count starts again
  EXPECT_TRUE(hold(5, 0.149));
  EXPECT_FALSE(hold(1, 0.149));
  EXPECT_EQ(scene.world.ended_by[0], code_of(reason::faded));
  EXPECT_EQ(scene.world.ended_at[0], month - 1.0);
}

TEST(End, comes_after_a_year_of_operating_with_less_than_half_the_puller) {
  Scene scene = stable().operating();
  int month = 28;
  const auto hold = [&](int months, double puller) {
    for (int n = 0; n < months; ++n) hold_month(scene.with_puller(puller).at(month++));
    return bool(scene.world.alive[0]);
  };
  EXPECT_TRUE(hold(20, 0.1));  // start money flows until month 48, so these months do not count
  EXPECT_TRUE(hold(20, 0.3));  // just half
  EXPECT_TRUE(hold(11, 0.29));
  EXPECT_TRUE(hold(1, 0.3));
  EXPECT_TRUE(hold(11, 0.29));
  EXPECT_FALSE(hold(1, 0.29));
  EXPECT_EQ(scene.world.ended_by[0], code_of(reason::money));
}

TEST(End, does_not_come_for_money_before_operations_or_where_no_puller_was_wanted) {
  Scene before = stable().with_puller(0.0);
  Scene unwanted = stable().operating().with_puller(0.0);
  unwanted.levers([](Levers& levers) { levers.puller = 0.0; });
  for (int month = 48; month < 150; ++month) {
    hold_month(before.at(month));
    hold_month(unwanted.at(month));
  }
  EXPECT_TRUE(before.world.alive[0]);
  EXPECT_TRUE(unwanted.world.alive[0]);
}

TEST(End, is_told_by_the_first_cause_that_holds) {
  // All five causes hold at once; without the first cause the second is told, and so on.
  const Reason causes[] = {reason::goals_reached, reason::too_few_members, reason::given_up,
                           reason::faded, reason::money};
  for (int absent = 0; absent < 5; ++absent) {
    Scene scene = stable().operating().with_puller(0.0).at(60);
    scene.world.low_elan_months = {5};
    scene.world.unpaid_months = {11};
    scene.p().leaving.sensitivity = 0.0;
    scene.p().leaving.giving_up = absent > 2 ? 0.0 : 12.0;
    scene.with_elan(absent > 3 ? 0.5 : 0.1);
    if (absent <= 1) scene.world.member[0] = scene.world.member[1] = false;
    if (absent <= 0) scene.world.progress = {1.0, 1.0, 1.0};
    hold_month(scene);
    EXPECT_EQ(scene.world.ended_by[0], code_of(causes[absent])) << absent;
    ASSERT_EQ(scene.world.events().size(), 1u);
    EXPECT_EQ(scene.world.events()[0].kind, event::table_ends);
    EXPECT_EQ(scene.world.events()[0].reason, causes[absent]);
  }
}

TEST(End, takes_pledges_and_values_and_leaves_ties_as_they_were) {
  Scene scene = stable();
  scene.world.progress = {1.0, 1.0, 1.0};
  const World<double> before = scene.world;
  hold_month(scene);
  EXPECT_EQ(scene.world.total_pledge[0], 0.0);
  for (const int i : scene.layout().all_seats()) {
    EXPECT_EQ(scene.world.pledge[i], 0.0);
    EXPECT_EQ(scene.world.value_together[i], 0.0);
    EXPECT_FALSE(scene.world.present[i]);
    EXPECT_TRUE(scene.world.member[i]);
  }
  EXPECT_EQ(scene.world.trust, before.trust);
  EXPECT_EQ(scene.world.knowledge, before.knowledge);
  EXPECT_EQ(scene.world.ownership, before.ownership);
}

// ---- Laws ----------------------------------------------------------------------------------

Parameters short_lived() {
  Parameters p = first_edition();
  p.levers.operate_after = 0;
  p.leaving.hazard = 1.0;
  return p;
}
Parameters short_lived_and_expecting() {
  Parameters p = short_lived();
  p.leaving.own_expectation = 0.35;
  p.leaving.hope = 0.18;
  p.leaving.quiet_start = 0.8;
  p.leaving.giving_up = 1.0;
  return p;
}

SceneSize size_of(std::uint32_t replicate) {
  return {.partners = 3 + static_cast<int>(replicate % 8),
          .goals = 1 + static_cast<int>(replicate % 6)};
}

TEST(Leaving, only_ever_makes_a_table_smaller) {
  int left = 0;
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = lived_in(replicate, 0, size_of(replicate), short_lived());
    std::vector<Condition> before = scene.world.member;
    for (int t = 0; t < 60; ++t) {
      live_a_month(scene);
      for (std::size_t i = 0; i < before.size(); ++i) {
        EXPECT_LE(scene.world.member[i], before[i]);
        left += scene.world.member[i] != before[i];
        EXPECT_GE(scene.world.satisfaction[i], 0.0);
        EXPECT_LE(scene.world.satisfaction[i], 1.0);
      }
      EXPECT_TRUE(!scene.world.alive[0] || members(scene.world, 0) >= 3.0);
      before = scene.world.member;
    }
  }
  EXPECT_GT(left, 20);
}

TEST(Exit, that_is_closed_loses_nobody_in_any_world) {
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    Parameters p = short_lived();
    p.levers.exit = 0.0;
    const Scene scene = lived_in(replicate, 60, size_of(replicate), p);
    EXPECT_EQ(members(scene.world, 0), static_cast<double>(size_of(replicate).partners));
    EXPECT_NE(scene.world.ended_by[0], code_of(reason::faded));
    EXPECT_NE(scene.world.ended_by[0], code_of(reason::too_few_members));
  }
}

TEST(Expectation, is_a_share_and_tenure_the_months_of_membership_in_any_world) {
  int given_up = 0;
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = lived_in(replicate, 0, size_of(replicate), short_lived_and_expecting());
    for (int t = 0; t < 60; ++t) {
      const World<double> before = scene.world;
      live_a_month(scene);
      for (const int i : scene.layout().all_seats()) {
        EXPECT_EQ(scene.world.tenure[i], before.tenure[i] + (scene.world.sits(i) ? 1.0 : 0.0));
        if (t > 0) {
          EXPECT_EQ(scene.world.expectation[i], before.expectation[i]);
        }
        EXPECT_LE(scene.world.expectation[i], 1.0);
        EXPECT_GE(restlessness_of(scene.world, i, scene.p().leaving), 0.0);
      }
    }
    given_up += scene.world.ended_by[0] == code_of(reason::given_up);
  }
  EXPECT_GT(given_up, 0);
}

TEST(End, freezes_the_table_for_good) {
  int ended = 0;
  for (std::uint32_t replicate = 0; replicate < 40; ++replicate) {
    Scene scene =
        lived_in(replicate, 100, size_of(replicate),
                 replicate < 20 ? short_lived() : short_lived_and_expecting(), Arm::together);
    if (scene.world.alive[0]) continue;
    ++ended;
    const World<double> before = scene.world;
    for (int t = 0; t < 24; ++t) live_a_month(scene);
    const World<double>& world = scene.world;
    EXPECT_FALSE(world.alive[0]);
    EXPECT_EQ(world.ended_at, before.ended_at);
    EXPECT_EQ(world.ended_by, before.ended_by);
    for (const auto column : std::initializer_list<std::vector<double> World<double>::*>{
             &World<double>::trust,        &World<double>::knowledge,
             &World<double>::ownership,    &World<double>::anchoring,
             &World<double>::motivation,   &World<double>::alignment,
             &World<double>::expressed,    &World<double>::pledge,
             &World<double>::delivered,    &World<double>::value_together,
             &World<double>::satisfaction, &World<double>::mission,
             &World<double>::elan,         &World<double>::method,
             &World<double>::beacons,      &World<double>::plan_quality,
             &World<double>::puller,       &World<double>::mandate,
             &World<double>::cap,          &World<double>::total_pledge,
             &World<double>::tenure,       &World<double>::expectation})
      EXPECT_EQ(world.*column, before.*column) << replicate;
    EXPECT_EQ(world.member, before.member);
    EXPECT_EQ(world.present, before.present);
  }
  EXPECT_GT(ended, 10);
}

TEST(Leaving, freezes_the_seat_of_who_left_and_all_its_ties) {
  int gone = 0;
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = lived_in(replicate, 18, {.partners = 12}, short_lived());
    const World<double> before = scene.world;
    for (int t = 0; t < 6; ++t) live_a_month(scene);
    const World<double>& world = scene.world;
    for (const int i : scene.layout().all_seats()) {
      if (before.member[i]) continue;
      ++gone;
      for (const auto column : std::initializer_list<std::vector<double> World<double>::*>{
               &World<double>::ownership, &World<double>::anchoring, &World<double>::motivation,
               &World<double>::alignment, &World<double>::mandate, &World<double>::delivered,
               &World<double>::satisfaction, &World<double>::cap}) {
        EXPECT_EQ((world.*column)[i], (before.*column)[i]) << replicate << ' ' << i;
      }
      EXPECT_EQ(world.pledge[i], 0.0);
      EXPECT_EQ(world.value_together[i], 0.0);
      for (const int j : scene.layout().all_seats())
        for (const int pair : {scene.layout().pair(i, j), scene.layout().pair(j, i)}) {
          EXPECT_EQ(world.trust[pair], before.trust[pair]) << replicate;
          EXPECT_EQ(world.knowledge[pair], before.knowledge[pair]) << replicate;
        }
    }
  }
  EXPECT_GT(gone, 20);
}

}  // namespace
}  // namespace samen::testing::leaving_test
