// Worlds of several tables: organisations at more than one, tables on different goals,
// organisations at none. The state is kept by seat, so any number fits.
#include <cmath>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen {
namespace {

using testing::live_a_month;

/// `tables` tables of five among `organisations`, each sharing two members with the next; tables
/// take the goal sets in turn; the last two organisations sit nowhere.
Setting landscape(int organisations, int tables, int sets) {
  LayoutPlan plan;
  for (int s = 0; s < sets; ++s) {
    GoalSetPlan set{"set " + std::to_string(s), {}};
    for (int k = 0; k < 2 + s; ++k) {
      Goal goal;
      goal.name = "goal " + std::to_string(k);
      goal.work = 40;
      if (k > 0) goal.after = {k - 1};
      set.goals.push_back(goal);
    }
    plan.sets.push_back(set);
  }
  for (int i = 0; i < organisations; ++i) {
    OrganisationLayout owner;
    owner.name = "organisation " + std::to_string(i);
    plan.organisations.push_back(owner);
  }
  for (int m = 0; m < tables; ++m) {
    TablePlan table;
    table.name = "table " + std::to_string(m);
    table.set = m % sets;
    table.levers.operate_after = 1;
    for (int n = 0; n < 5; ++n) table.members.push_back((3 * m + n) % (organisations - 2));
    plan.tables.push_back(table);
  }
  Setting setting;
  setting.layout = lay_out(plan);
  setting.initial_values.organisations.resize(static_cast<std::size_t>(organisations));
  setting.initial_values.mixes.resize(setting.layout.goals.size());
  setting.initial_values.given_missions.resize(static_cast<std::size_t>(tables));
  return setting;
}

TEST(Landscape, numbers_every_seat_pair_and_stake_once) {
  const Setting setting = landscape(14, 4, 2);
  const Layout& layout = setting.layout;
  EXPECT_EQ(layout.seats.size(), 20u);
  EXPECT_EQ(layout.pairs, 4 * 25);
  EXPECT_EQ(layout.organisations[3].seats.size(), 2u) << "at the first table and the second";
  EXPECT_EQ(layout.organisations[3].stakes, 2) << "which work on different goals";
  EXPECT_EQ(layout.organisations[13].stakes, 2) << "who sits nowhere has a stake in everything";
  EXPECT_TRUE(layout.organisations[13].seats.empty());
  std::vector<int> seen(static_cast<std::size_t>(layout.pairs), 0);
  for (const int m : layout.all_tables())
    for (const int i : layout.seats_at(m))
      for (const int j : layout.seats_at(m)) ++seen[static_cast<std::size_t>(layout.pair(i, j))];
  for (const int times : seen) EXPECT_EQ(times, 1);
}

TEST(Landscape, never_pledges_more_than_the_open_budget) {
  const Setting setting = landscape(14, 4, 2);
  World<double> world;
  double most_together = 0.0;
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    const Draws<double> draws(1, replicate);
    start(world, setting, Arm::choice, draws);
    for (int t = 0; t < 60; ++t) {
      live_a_month(world, setting, draws);
      if (t % 3 != 0) continue;
      for (const int i : setting.layout.all_organisations()) {
        double promised = 0.0;
        for (const int s : setting.layout.stakes_of(i)) promised += world.solo_pledge[s];
        for (const int seat : setting.layout.organisations[i].seats) {
          promised += world.pledge[seat];
          most_together = std::fmax(most_together, world.pledge[seat]);
        }
        EXPECT_LE(promised, world.open_budget[i] * (1.0 + 1e-12));
      }
    }
  }
  EXPECT_GT(most_together, 0.0) << "the tables did get to work";
}

TEST(Landscape, adds_up_over_organisations_and_sets) {
  const Setting setting = landscape(14, 4, 2);
  World<double> world;
  const Draws<double> draws(1, 3);
  start(world, setting, Arm::choice, draws);
  double own = 0.0;
  for (int t = 0; t < 80; ++t) {
    live_a_month(world, setting, draws);
    for (const Flows<double>& flows : world.flows) own += flows.own;
  }
  double by_organisation = 0.0, revenue = 0.0;
  for (const Account<double>& account : world.account) {
    by_organisation += account.own();
    revenue += account.revenue;
  }
  double of_sets = 0.0;
  for (const double value : world.revenue) of_sets += value;
  EXPECT_GT(own, 0.0);
  EXPECT_NEAR(by_organisation, own, 1e-9 * own);
  EXPECT_NEAR(revenue, of_sets, 1e-9 * of_sets);
  for (const double progress : world.progress) EXPECT_GT(progress, 0.0);
}

TEST(Landscape, learns_at_every_table_but_never_past_the_best) {
  Setting setting = landscape(14, 4, 1);
  setting.parameters.learning.rate = 1.0;
  World<double> world;
  const Draws<double> draws(1, 0);
  start(world, setting, Arm::together, draws);
  double best = 0.0;
  for (const double skill : world.capability) best = std::fmax(best, skill);
  for (double& culture : world.learning) culture = 1.0;
  for (int t = 0; t < 60; ++t) {
    live_a_month(world, setting, draws);
    for (const double skill : world.capability) ASSERT_LE(skill, best * (1.0 + 1e-12));
  }
}

TEST(Landscape, holds_many_tables) {
  const Setting setting = landscape(400, 120, 6);
  World<double> world;
  const Draws<double> draws(1, 0);
  start(world, setting, Arm::choice, draws);
  for (int t = 0; t < 30; ++t) live_a_month(world, setting, draws);
  int operating = 0;
  for (const Condition mask : world.operating) operating += mask;
  EXPECT_GT(operating, 60);
}

}  // namespace
}  // namespace samen
