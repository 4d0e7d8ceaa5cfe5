// 7.30 Collaboration by law.
#include "model/rules/deciding/obligation.hpp"

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::obligation_test {
namespace {

/// A board month at an operating table that law imposes: ten k€ to divide, of which the law asks a
/// fifth.
Scene imposed(double mandated = 1.0) {
  Scene scene = table_of(3).operating().with_budget(10.0).pledging(0.0);
  scene.levers([&](Levers& levers) { levers.mandated = mandated; });
  scene.p().obligation.least_share = 0.2;
  return scene;
}

void hold_board(Scene& scene) {
  oblige(scene.world, scene.p().obligation);
}

TEST(Obligation, raises_a_pledge_to_what_the_law_asks) {
  Scene scene = imposed();
  scene.world.pledge[1] = 3.0;
  hold_board(scene);
  EXPECT_EQ(scene.world.pledge[0], 2.0);
  EXPECT_EQ(scene.world.pledge[1], 3.0) << "who gives more than that goes on to";
  EXPECT_EQ(scene.world.total_pledge[0], 7.0);
  ASSERT_EQ(scene.world.events().size(), 2u);
  EXPECT_EQ(scene.world.events()[0].kind, event::complies);
  EXPECT_EQ(scene.world.events()[0].value, 2.0);
}

TEST(Obligation, half_imposed_asks_half) {
  Scene scene = imposed(0.5);
  hold_board(scene);
  EXPECT_EQ(scene.world.pledge[0], 1.0);
}

TEST(Obligation, asks_nothing_before_operations_nor_of_who_is_no_member) {
  Scene scene = imposed();
  scene.world.operating[0] = false;
  hold_board(scene);
  EXPECT_EQ(scene.world.pledge[0], 0.0);
  scene.operating();
  scene.world.member[0] = false;
  hold_board(scene);
  EXPECT_EQ(scene.world.pledge[0], 0.0);
  EXPECT_EQ(scene.world.pledge[1], 2.0);
}

TEST(Obligation, comes_out_of_what_was_for_working_alone_where_the_budget_is_short) {
  // 9.5 k€ of 10 go alone and 0.5 together. The law asks 2; work alone keeps the 8 that are left.
  Scene scene = imposed();
  scene.world.solo_pledge[0] = 9.5;
  scene.world.pledge[0] = 0.5;
  hold_board(scene);
  EXPECT_EQ(scene.world.pledge[0], 2.0);
  EXPECT_NEAR(scene.world.solo_pledge[0], 8.0, 1e-14);
}

TEST(Obligation, never_asks_for_more_than_the_open_budget) {
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    Parameters p;
    p.levers.mandated = 0.1 * replicate;
    p.levers.operate_after = 0;
    p.obligation.least_share = 0.9;
    Scene scene(shared_tables(5, 2, p), Arm::together, replicate);
    scene.world.month = -1;
    for (int t = 0; t < 40; ++t) {
      live_a_month(scene);
      if (t % 3 != 0) continue;
      for (const int i : scene.layout().all_organisations()) {
        const auto owner = static_cast<std::size_t>(i);
        double promised = 0.0;
        for (const int s : scene.layout().stakes_of(i))
          promised += scene.world.solo_pledge[static_cast<std::size_t>(s)];
        for (const int seat : scene.layout().organisations[owner].seats)
          promised += scene.world.pledge[static_cast<std::size_t>(seat)];
        EXPECT_LE(promised, scene.world.open_budget[owner] * (1.0 + 1e-12));
      }
    }
  }
}

TEST(Obligation, money_that_is_accounted_for_arrives) {
  // 2 of the 4 pledged are the law's: at least half is delivered.
  Scene scene = imposed().pledging(4.0).delivering(0.1);
  scene.world.delivered[1] = 0.8;
  account_for_money(scene.world, scene.p().obligation);
  EXPECT_EQ(scene.world.delivered[0], 0.5);
  EXPECT_EQ(scene.world.delivered[1], 0.8);
  scene.delivering(0.1).p().obligation.financial = 0.4;
  account_for_money(scene.world, scene.p().obligation);
  EXPECT_NEAR(scene.world.delivered[0], 0.2, 1e-15);
}

TEST(Obligation, where_nothing_is_imposed_changes_nothing) {
  Scene scene = imposed(0.0).pledging(1.0).delivering(0.1);
  const auto before = state_of(scene.world);
  hold_board(scene);
  account_for_money(scene.world, scene.p().obligation);
  EXPECT_EQ(state_of(scene.world), before);
}

TEST(Obligation, nobody_leaves_what_the_law_imposes) {
  Scene scene = imposed();
  scene.p().leaving.hazard = 12.0;
  scene.p().leaving.sensitivity = 0.0;  // all wish to go
  scene.acts({"stay_or_leave"});
  EXPECT_EQ(members(scene.world, 0), 3.0);
  scene.levers([](Levers& levers) { levers.mandated = 0.0; });
  scene.acts({"stay_or_leave"});
  EXPECT_EQ(members(scene.world, 0), 0.0);
}

TEST(Obligation, what_is_imposed_is_less_easily_made_ones_own) {
  double won[2];
  for (const int mandated : {0, 1}) {
    Scene scene = imposed(mandated).owning(0.0).present();
    scene.p().mission.mandated_ownership = 0.5;
    shape_mission(scene.world, scene.p().mission);
    won[mandated] = scene.world.ownership[0];
  }
  EXPECT_GT(won[0], 0.0);
  EXPECT_NEAR(won[1], 0.5 * won[0], 1e-15);
}

TEST(Obligation, left_to_each_board_by_itself_raises_the_cost_of_change) {
  // Imposed and not joint: 1 + 0.75; joint, or of one's own will: 1.
  Scene scene = imposed().owning(0.0);
  scene.p().decision.individual_surge = 0.75;
  const auto cost = [&](double mandated, double joint) {
    scene.levers([&](Levers& levers) { levers.mandated = mandated, levers.joint = joint; });
    return felt_change_cost(scene.world, 0, scene.p().decision);
  };
  EXPECT_GT(cost(0.0, 0.0), 0.0);
  EXPECT_NEAR(cost(1.0, 0.0), 1.75 * cost(0.0, 0.0), 1e-15);
  EXPECT_EQ(cost(1.0, 1.0), cost(0.0, 1.0));
}

}  // namespace
}  // namespace samen::testing::obligation_test
