// 7.27 and 7.28 Own work: outside money that matches it, and who may do own work where it is
// forbidden.
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::own_work_test {
namespace {

using testing::live_a_month;
using testing::lived_in;
using testing::Scene;
using testing::SceneSize;
using testing::state_of;

// ---- Outside money for own work -----------------------------------------------------------------

/// Two organisations and a goal. They work alone with 4 and 1 k€ a month; a half more is matched,
/// up to 1.5 k€ for each organisation.
Scene matched_alone(double match = 0.5, double cap = 1.5, Arm arm = Arm::alone) {
  Scene scene({.partners = 2, .goals = 1}, {}, arm);
  scene.p().giving.solo_match = match;
  scene.p().giving.solo_match_cap = cap;
  scene.world.solo_pledge = {4.0, 1.0};
  return scene;
}

TEST(SoloMatch, adds_to_what_each_works_alone_up_to_its_ceiling) {
  // 0.5 of 4 is 2, of which 1.5 is paid: 0.375 for each k€; 0.5 of 1 is 0.5.
  Scene scene = matched_alone();
  scene.acts({"match_own_work"});
  EXPECT_NEAR(scene.world.solo_matched[0], 1.5, 1e-15);
  EXPECT_NEAR(scene.world.solo_matched[1], 0.5, 1e-15);
  EXPECT_NEAR(solo_work(scene.world, 0) / scene.world.discipline[0], 5.5, 1e-14);
  EXPECT_NEAR(solo_work(scene.world, 1) / scene.world.discipline[1], 1.5, 1e-14);
}

TEST(SoloMatch, is_invested_as_outside_money_and_is_no_effort_of_the_organisation) {
  Scene scene = matched_alone();
  scene.acts({"match_own_work", "produce", "account"});
  EXPECT_NEAR(scene.world.flows[0].own, 5.0, 1e-14);
  EXPECT_NEAR(scene.world.flows[0].match, 2.0, 1e-14);
  EXPECT_NEAR(scene.world.invested[0], 7.0, 1e-14);
  EXPECT_NEAR(scene.world.matched_alone[0] + scene.world.matched_alone[1], 2.0, 1e-14);
  EXPECT_NEAR(scene.world.account[0].own(), 4.0, 1e-14);
}

TEST(SoloMatch, makes_own_work_yield_by_one_plus_itself) {
  const auto made = [](double match) {
    Scene scene = matched_alone(match, 1000.0);
    scene.acts({"match_own_work", "produce"});
    return scene.world.output[0];
  };
  ASSERT_GT(made(0.0), 0.0);
  for (const double match : {0.5, 1.0, 10.0})
    EXPECT_NEAR(made(match) / made(0.0), 1.0 + match, 1e-12);
}

TEST(SoloMatch, is_counted_on_as_a_match_of_a_table_is) {
  const auto worth = [](double match, const Giving& giving) {
    Scene scene({.partners = 2, .goals = 1}, {}, Arm::alone);
    scene.p().giving = giving;
    scene.p().giving.solo_match = match;
    scene.acts({"announce_money", "weigh_options"});
    return scene.world.value_alone[0];
  };
  ASSERT_GT(worth(0.0, {}), 0.0);
  const Giving in_full{.match_belief = 1.0, .match_ceiling = 3.0};
  const Giving in_part{.match_belief = 0.25, .match_ceiling = 3.0};
  const Giving at_most_one{.match_belief = 1.0, .match_ceiling = 1.0};
  EXPECT_NEAR(worth(1.0, in_full) / worth(0.0, {}), 2.0, 1e-12);
  EXPECT_NEAR(worth(2.0, in_part) / worth(0.0, {}), 1.5, 1e-12);
  EXPECT_NEAR(worth(10.0, at_most_one) / worth(0.0, {}), 2.0, 1e-12);
}

TEST(SoloMatch, crowds_out_own_work_as_a_match_of_a_table_does_pledges) {
  const auto kept = [](double match, double crowd_out) {
    Scene scene({.partners = 2, .goals = 1}, {}, Arm::alone);
    scene.p().giving = {.match_belief = 0.0, .crowd_out = crowd_out, .solo_match = match};
    scene.with_budget(2.0).acts({"announce_money", "weigh_options", "decide"});
    return scene.world.solo_pledge[0];
  };
  ASSERT_GT(kept(0.0, 0.4), 0.0);
  EXPECT_NEAR(kept(0.5, 0.4) / kept(0.0, 0.4), 0.8, 1e-12);
  EXPECT_NEAR(kept(3.0, 0.4) / kept(0.0, 0.4), 0.6, 1e-12);
}

TEST(SoloMatch, of_zero_leaves_every_life_as_it_was_whatever_its_ceiling) {
  Parameters p;
  p.giving.solo_match_cap = 1.0;
  for (const Arm arm : {Arm::alone, Arm::only_together, Arm::together})
    EXPECT_EQ(state_of(lived_in(3, 40, {}, p, arm).world),
              state_of(lived_in(3, 40, {}, {}, arm).world));
}

TEST(SoloMatch, changes_nothing_where_nobody_works_alone) {
  Parameters p;
  p.giving.solo_match = 1.0;
  for (const Arm arm : {Arm::nothing, Arm::only_together})
    EXPECT_EQ(state_of(lived_in(3, 40, {}, p, arm).world),
              state_of(lived_in(3, 40, {}, {}, arm).world));
}

TEST(SoloMatch, brings_more_progress_and_the_ledger_of_society_holds_all_of_it) {
  for (const Arm arm : {Arm::alone, Arm::together})
    for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
      Parameters p;
      p.giving.solo_match = 1.0;
      p.giving.solo_match_cap = 2.0 + replicate;
      const Scene with = lived_in(replicate, 60, {}, p, arm);
      const Scene without = lived_in(replicate, 60, {}, {}, arm);
      double outside = 0.0, own = 0.0, tables = 0.0;
      for (const double match : with.world.matched_alone) outside += match;
      for (const auto& account : with.world.account) own += account.own();
      for (const auto& table : with.world.table_account)
        tables += table.match + table.seed + table.gift;
      EXPECT_GT(outside, 0.0);
      EXPECT_NEAR(with.world.invested[0], own + outside + tables, 1e-6);
      if (arm == Arm::alone) {
        EXPECT_GT(with.world.progress[0], without.world.progress[0]);
      }
    }
}

// ---- Who has no table any more ------------------------------------------------------------------

Scene bound(LeaversAlone rule, BoardRule boards = BoardRule::value) {
  Scene scene({.partners = 4, .goals = 1}, {}, Arm::only_together);
  scene.p().decision.leavers_alone = rule;
  scene.p().decision.rule = boards;
  scene.with_budget(6.0).operating();
  return scene;
}

void hold_a_board(Scene& scene) {
  scene.acts({"announce_money", "ask_home_boards", "weigh_options", "reinforce", "decide"});
}

TEST(LeaversAlone, work_alone_where_own_work_is_forbidden_to_members) {
  for (const BoardRule boards : {BoardRule::value, BoardRule::payoff}) {
    Scene scene = bound(LeaversAlone::yes, boards);
    scene.world.member[2] = false;
    hold_a_board(scene);
    EXPECT_GT(scene.world.solo_pledge[2], 0.0);
    EXPECT_EQ(scene.world.pledge[2], 0.0);
    for (const int member : {0, 1, 3}) EXPECT_EQ(scene.world.solo_pledge[member], 0.0);
  }
}

TEST(LeaversAlone, do_what_they_would_in_the_arm_together) {
  Scene here = bound(LeaversAlone::yes);
  Scene there({.partners = 4, .goals = 1}, {}, Arm::together);
  there.with_budget(6.0).operating();
  for (Scene* scene : {&here, &there}) {
    scene->world.member[2] = false;
    hold_a_board(*scene);
  }
  EXPECT_EQ(here.world.solo_pledge[2], there.world.solo_pledge[2]);
  EXPECT_EQ(here.world.value_alone[2], there.world.value_alone[2]);
}

TEST(LeaversAlone, are_all_members_of_a_table_that_has_ended) {
  Scene scene = bound(LeaversAlone::yes);
  scene.world.alive[0] = false;
  hold_a_board(scene);
  for (const double pledge : scene.world.solo_pledge) EXPECT_GT(pledge, 0.0);
}

TEST(LeaversAlone, are_not_those_who_never_sat_at_a_table) {
  Scene scene = bound(LeaversAlone::yes);
  scene.world.member[2] = false;
  scene.world.waits[2] = true;
  hold_a_board(scene);
  EXPECT_EQ(scene.world.solo_pledge[2], 0.0);
}

TEST(LeaversAlone, keep_or_pledge_and_nothing_else_by_default) {
  Scene scene = bound(Decision{}.leavers_alone);
  scene.world.member[2] = false;
  hold_a_board(scene);
  EXPECT_EQ(scene.world.solo_pledge[2], 0.0);
  scene.world.alive[0] = false;
  hold_a_board(scene);
  for (const double pledge : scene.world.solo_pledge) EXPECT_EQ(pledge, 0.0);
}

TEST(LeaversAlone, change_nothing_in_the_other_arms) {
  Parameters p;
  p.decision.leavers_alone = LeaversAlone::yes;
  for (const Arm arm : {Arm::nothing, Arm::alone, Arm::together})
    EXPECT_EQ(state_of(lived_in(3, 60, {.partners = 5}, p, arm).world),
              state_of(lived_in(3, 60, {.partners = 5}, {}, arm).world));
}

TEST(LeaversAlone, bring_more_to_the_goals_once_somebody_has_left) {
  int differ = 0;
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Parameters p;
    p.leaving.hazard = 1.0;
    const Scene without = lived_in(replicate, 60, {.partners = 5}, p);
    p.decision.leavers_alone = LeaversAlone::yes;
    const Scene with = lived_in(replicate, 60, {.partners = 5}, p);
    double alone = 0.0;
    for (const auto& account : without.world.account) EXPECT_EQ(account.effort_alone, 0.0);
    for (const auto& account : with.world.account) alone += account.effort_alone;
    differ += alone > 0.0;
  }
  EXPECT_GT(differ, 10) << "of 20";
}

}  // namespace
}  // namespace samen::own_work_test
