// 7.39 New members join, outsiders are let in.
#include "model/rules/joining/entry.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::entry_test {
namespace {

/// Six seats, four of which belong to founders.
Scene platform(const Parameters& p = {}, std::uint32_t replicate = 0) {
  return Scene(shared_tables(6, 1, p, 4), Arm::only_together, replicate);
}

void open_doors(Scene& scene) {
  scene.acts({"weigh_joining", "new_members_join"});
}

/// Goals by which everybody gains; an organisation that may join does.
Scene inviting() {
  Scene scene = platform();
  scene.p().entry.rate = 12.0;
  scene.p().entry.unproven = 1.0;
  scene.world.mission = {1.0, 0.0, 0.0};
  for (double& yield : scene.world.solo_output) yield = 1.0;
  scene.p().decision.keep = 1e-6;
  return scene;
}

TEST(Entry, begins_with_the_founders) {
  Scene scene = platform();
  EXPECT_EQ(members(scene.world, 0), 4.0);
  EXPECT_FALSE(bool(scene.world.member[4]));
  EXPECT_TRUE(bool(scene.world.waits[5]));
  EXPECT_TRUE(scene.layout().tables[0].has_waiting);
}

TEST(Entry, chance_rises_with_breadth_of_benefit_and_with_what_was_won) {
  Entry p;
  p.rate = 2.0;
  p.unproven = 0.3;
  // 2/12 times 0.5 times 0.3 + 0.7 0.5 = 0.65
  EXPECT_NEAR(joining_chance(0.5, 0.5, 1.0, p), 2.0 / 12.0 * 0.5 * 0.65, 1e-15);
  EXPECT_GT(joining_chance(0.6, 0.5, 1.0, p), joining_chance(0.5, 0.5, 1.0, p));
  EXPECT_GT(joining_chance(0.5, 0.6, 1.0, p), joining_chance(0.5, 0.5, 1.0, p));
  EXPECT_EQ(joining_chance(0.5, 0.5, 0.0, p), 0.0) << "a closed table";
}

TEST(Entry, counts_small_wins_of_the_set) {
  Scene scene = platform();
  scene.world.progress = {0.6, 0.24, 0.0};  // 3.36 of 12 steps: three won
  Production p = scene.p().production;
  p.win_steps = 4.0;
  make_progress(scene.world, 0, p, scene.workspace());
  EXPECT_NEAR(scene.world.won[0], 3.0 / 12.0, 1e-15);
}

TEST(Entry, benefit_is_what_a_k_euro_and_its_match_are_worth_beside_the_others) {
  Scene scene = platform();
  scene.levers([](Levers& levers) { levers.match = 0.5; });
  const std::vector<double> shares{0.5, 0.5, 0.0};
  double expected = 0.0;
  const int stake = scene.layout().seats[4].stake;
  for (const int k : {0, 1})
    expected +=
        1.5 * 0.5 * value_of_goal(scene.world, stake, k, scene.p().decision) *
        openness(scene.world, k, scene.p().output) *
        scene.world.solo_output[static_cast<std::size_t>(scene.layout().of_stake(stake, k))] / 40.0;
  EXPECT_NEAR(benefit_of<double>(scene.world, 4, shares, scene.p().decision), expected,
              1e-12 * expected);
}

TEST(Entry, lets_in_a_newcomer_who_knows_and_owns_nothing_yet) {
  Scene scene = inviting();
  for (const int i : {0, 1, 2, 3}) scene.world.ownership[static_cast<std::size_t>(i)] = 0.8;
  open_doors(scene);
  EXPECT_EQ(members(scene.world, 0), 6.0);
  EXPECT_FALSE(bool(scene.world.waits[4]));
  EXPECT_EQ(scene.world.ownership[4], scene.p().initial.ownership);
  EXPECT_EQ(scene.knowledge(0, 4), scene.p().initial.knowledge);
  EXPECT_EQ(scene.world.pledge[4], 0.0);
  ASSERT_EQ(scene.world.events().size(), 2u);
  EXPECT_EQ(scene.world.events()[0].kind, event::joins);
  EXPECT_EQ(scene.world.events()[0].organisation, 4);
  EXPECT_EQ(scene.world.events()[0].value, 1.0) << "all gain";
}

TEST(Entry, nobody_comes_for_whom_it_is_not_worth_it) {
  Scene scene = inviting();
  scene.p().decision.keep = 1e9;
  open_doors(scene);
  EXPECT_EQ(members(scene.world, 0), 4.0);
}

TEST(Entry, nobody_comes_to_a_table_that_ended_nor_comes_back) {
  Scene scene = inviting();
  scene.world.alive[0] = false;
  open_doors(scene);
  EXPECT_EQ(members(scene.world, 0), 4.0);
  scene.world.alive[0] = true;
  scene.world.member[0] = false;  // a founder who left
  open_doors(scene);
  EXPECT_EQ(members(scene.world, 0), 5.0);
  EXPECT_FALSE(bool(scene.world.member[0]));
}

TEST(Entry, changes_nothing_at_a_table_of_members) {
  Scene scene = table_of(4);
  const auto before = state_of(scene.world);
  open_doors(scene);
  EXPECT_EQ(state_of(scene.world), before);
  EXPECT_FALSE(scene.layout().tables[0].has_waiting);
}

TEST(Entry, on_random_worlds_members_and_candidates_are_never_the_same) {
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    Parameters p;
    p.levers.operate_after = 1;
    p.leaving.hazard = 0.5;
    p.entry.rate = 6.0;
    Scene scene = platform(p, replicate);
    scene.world.month = -1;
    for (int t = 0; t < 60; ++t) {
      live_a_month(scene);
      for (std::size_t i = 0; i < 6; ++i) {
        EXPECT_FALSE(scene.world.member[i] && scene.world.waits[i]);
        if (scene.world.waits[i]) {
          EXPECT_EQ(scene.world.pledge[i], 0.0);
        }
      }
    }
  }
}

// ---- Outsiders -----------------------------------------------------------------------------

/// Four organisations and a resident without one, who waits at the door.
Scene with_resident() {
  Setting setting = shared_tables(5, 1, Parameters{}, 4);
  setting.layout.organisations[4].structure = false;
  Scene scene(setting);
  scene.world.mission = {1.0, 0.0, 0.0};
  for (double& yield : scene.world.solo_output) yield = 1.0;
  scene.p().decision.keep = 1e-6;
  return scene.trusting(0.5);
}

TEST(Outsiders, wait_the_longer_the_less_they_are_trusted_and_the_more_professional_the_table) {
  Entry p;
  p.admission = 12.0;
  p.closes = 0.5;
  EXPECT_NEAR(admission_chance(0.5, 0.0, 1.0, p), 0.5 / 12.0, 1e-15);
  EXPECT_NEAR(admission_chance(0.5, 1.0, 1.0, p), 0.25 / 12.0, 1e-15);
  EXPECT_EQ(admission_chance(0.0, 0.0, 1.0, p), 0.0);
}

TEST(Outsiders, are_let_in_by_their_own_chance_whatever_the_rate_of_entry) {
  for (const double edge : {0.041, 0.042}) {  // 0.5 / 12 = 0.04167
    Scene scene = with_resident();
    scene.p().entry.rate = 0.0;
    scene.p().entry.admission = 12.0;
    scene.draws.replace({.purpose = purpose::entry,
                         .table = scene.layout().tables[0].key,
                         .i = scene.layout().seats[4].key},
                        static_cast<std::uint32_t>(edge * 0x1p32));
    open_doors(scene);
    EXPECT_EQ(bool(scene.world.member[4]), edge < 0.0416);
  }
}

TEST(Outsiders, are_pushed_out_as_the_table_becomes_professional) {
  Scene scene = with_resident();
  scene.p().leaving.pushed_out = 1.2;
  scene.with_puller(0.5);
  EXPECT_EQ(push(scene.world, 4, scene.p().leaving), 0.0) << "it only talks";
  scene.operating();
  EXPECT_NEAR(push(scene.world, 4, scene.p().leaving), 0.05, 1e-15);
  EXPECT_EQ(push(scene.world, 0, scene.p().leaving), 0.0);
}

TEST(Outsiders, who_are_pushed_out_are_told_apart_from_who_wishes_to_go) {
  Scene scene = with_resident();
  scene.world.member[4] = true;
  scene.operating().with_puller(1.0);
  scene.p().leaving.hazard = 0.0;
  scene.p().leaving.pushed_out = 12.0;
  scene.acts({"stay_or_leave"});
  EXPECT_EQ(members(scene.world, 0), 4.0);
  ASSERT_EQ(scene.world.events().size(), 1u);
  EXPECT_EQ(scene.world.events()[0].organisation, 4);
  EXPECT_EQ(scene.world.events()[0].reason, reason::pushed_out);
}

TEST(Outsiders, wait_where_no_founders_are_stated_and_start_where_they_found) {
  LayoutPlan plan;
  plan.sets = {{"challenge", {Goal{}}}};
  for (int i = 0; i < 5; ++i) {
    OrganisationLayout owner;
    owner.name = "partner " + std::to_string(i);
    owner.structure = i != 4;
    plan.organisations.push_back(owner);
  }
  TablePlan table;
  table.name = "table";
  table.members = {0, 1, 2, 3, 4};
  plan.tables = {table};
  const Layout usual = lay_out(plan);
  EXPECT_TRUE(usual.seats[4].waits);
  EXPECT_FALSE(usual.seats[0].waits);
  plan.tables[0].founders = {0, 1, 4};
  const Layout founded = lay_out(plan);
  EXPECT_FALSE(founded.seats[4].waits);
  EXPECT_TRUE(founded.seats[2].waits);
}

}  // namespace
}  // namespace samen::testing::entry_test
