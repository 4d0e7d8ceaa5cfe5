// Worlds of several tables: organisations at more than one table, tables on different goals,
// organisations at no table. The state is kept by seat, so any number fits.
#include <cmath>
#include <functional>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::landscape_test {
namespace {

using testing::landscape;
using testing::live_a_month;
using testing::state_of;

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
    start(world, setting, Arm::together, draws);
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
  start(world, setting, Arm::together, draws);
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
  start(world, setting, Arm::only_together, draws);
  double best = 0.0;
  for (const double skill : world.capability) best = std::fmax(best, skill);
  for (double& culture : world.learning) culture = 1.0;
  for (int t = 0; t < 60; ++t) {
    live_a_month(world, setting, draws);
    for (const double skill : world.capability) ASSERT_LE(skill, best * (1.0 + 1e-12));
  }
}

/// Three workers who share the work out item by item, from the last item to the first.
class Backwards : public Executor {
 public:
  int size() const override { return 3; }
  void parallel_for(int items, const std::function<void(int, int, int)>& work) override {
    for (int item = items - 1; item >= 0; --item) work(item, item + 1, (7 * item) % size());
  }
};

TEST(Landscape, does_not_care_who_works_at_it_and_in_what_order) {
  Setting setting = landscape(14, 4, 2);
  setting.parameters.leaving.hazard = 0.5;
  setting.parameters.budget.cut_hazard = 0.2;
  const Draws<double> draws(1, 0);
  Backwards executor;
  for (const Arm arm : {Arm::nothing, Arm::alone, Arm::only_together, Arm::together}) {
    World<double> one, many;
    many.executor = &executor;
    for (World<double>* world : {&one, &many}) {
      start(*world, setting, arm, draws);
      for (Workspace<double>& workspace : world->workspaces) workspace.keeps_decisions = true;
    }
    ASSERT_EQ(many.workspaces.size(), 3u);
    for (int t = 0; t < 60; ++t) {
      live_a_month(one, setting, draws);
      live_a_month(many, setting, draws);
      ASSERT_EQ(state_of(one), state_of(many)) << t;
    }
    const auto events = one.events(), same_events = many.events();
    ASSERT_EQ(events.size(), same_events.size());
    EXPECT_FALSE(has_tables(arm) && events.empty());
    for (std::size_t n = 0; n < events.size(); ++n) {
      EXPECT_EQ(events[n].month, same_events[n].month);
      EXPECT_EQ(events[n].kind, same_events[n].kind);
      EXPECT_EQ(events[n].table, same_events[n].table);
      EXPECT_EQ(events[n].organisation, same_events[n].organisation);
      EXPECT_EQ(events[n].value, same_events[n].value);
    }
    const auto decisions = one.decisions(), same_decisions = many.decisions();
    ASSERT_EQ(decisions.size(), same_decisions.size());
    EXPECT_FALSE(decisions.empty());
    for (std::size_t n = 0; n < decisions.size(); ++n) {
      EXPECT_EQ(decisions[n].organisation, same_decisions[n].organisation);
      EXPECT_EQ(decisions[n].seat, same_decisions[n].seat);
      EXPECT_EQ(decisions[n].share_keep, same_decisions[n].share_keep);
    }
  }
}

TEST(Landscape, holds_many_tables) {
  const Setting setting = landscape(400, 120, 6);
  World<double> world;
  const Draws<double> draws(1, 0);
  start(world, setting, Arm::together, draws);
  for (int t = 0; t < 30; ++t) live_a_month(world, setting, draws);
  int operating = 0;
  for (const Condition mask : world.operating) operating += mask;
  EXPECT_GT(operating, 60);
}

}  // namespace
}  // namespace samen::landscape_test
