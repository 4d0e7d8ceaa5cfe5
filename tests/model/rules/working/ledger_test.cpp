// 7.35 The ledger.
#include "model/rules/working/ledger.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::ledger_test {
namespace {

constexpr double half_a_cent = 5e-6;  // k€

void close_month(Scene& scene) {
  scene.with_start_money();
  account(scene.world, scene.p().ledger);
}

/// Two organisations and a goal half done: burden 40 k€ without growth, relief 0.8, revenue 2. They
/// bear a tenth and a fifth of the burden and delivered 30 and 10 k€ at the table this month.
Scene half_way() {
  Scene scene({.partners = 2, .goals = 1}, {}, Arm::together);
  Goal& goal = scene.setting->layout.goals[0];
  goal.burden = 40.0;
  goal.growth = 0.0;
  goal.relief = 0.8;
  goal.revenue = 2.0;
  scene.world.progress = {0.5};
  scene.world.burden_share = {0.1, 0.2};
  scene.world.effort = {30.0, 10.0};
  scene.world.total_effort = {40.0};
  scene.world.matched = {25.0};
  scene.operating();
  scene.levers([](Levers& levers) { levers.seed_money = 6.0, levers.seed_months = 48; });
  return scene.renewed();
}

// ---- By hand -------------------------------------------------------------------------------

TEST(Ledger, of_an_organisation_states_burden_avoided_cost_revenue_and_effort) {
  // A tenth of 40 is 4, of which 0.8 0.5 is avoided; of the revenue 2 0.5 = 1 it gets three
  // quarters.
  Scene scene = half_way();
  close_month(scene);
  const Flows<double>& first = scene.world.organisation_flows[0];
  EXPECT_NEAR(first.burden, 2.4, 1e-14);
  EXPECT_NEAR(first.avoided, 1.6, 1e-14);
  EXPECT_NEAR(first.revenue, 0.75, 1e-14);
  EXPECT_NEAR(first.own, 30.0, 1e-14);
  EXPECT_EQ(first.match, 0.0);
  EXPECT_EQ(first.seed, 0.0);
  EXPECT_NEAR(first.net(), 1.6 + 0.75 - 30.0, 1e-13);
  const Flows<double>& second = scene.world.organisation_flows[1];
  EXPECT_NEAR(second.avoided, 3.2, 1e-14);
  EXPECT_NEAR(second.revenue, 0.25, 1e-14);
}

TEST(Ledger, of_society_states_the_whole_burden_and_all_the_money) {
  Scene scene = half_way();
  close_month(scene);
  const Flows<double>& all = scene.world.flows[0];
  EXPECT_NEAR(all.burden, 24.0, 1e-13);
  EXPECT_NEAR(all.avoided, 16.0, 1e-13);
  EXPECT_NEAR(all.revenue, 1.0, 1e-14);
  EXPECT_NEAR(all.own, 40.0, 1e-14);
  EXPECT_NEAR(all.match, 25.0, 1e-14);
  EXPECT_NEAR(all.seed, 6.0, 1e-14);
  EXPECT_NEAR(all.net(), 16.0 + 1.0 - 40.0 - 25.0 - 6.0, 1e-13);
  EXPECT_NEAR(scene.world.invested[0], 71.0, 1e-13);
  EXPECT_NEAR(scene.world.net_value[0], -54.0, 1e-13);
}

TEST(Ledger, counts_solo_work_as_own_effort_and_by_delivery_for_revenue) {
  // The second organisation adds 40 alone: the shares are 30 of 80 and 50 of 80.
  Scene scene = half_way();
  scene.world.solo_pledge = {0.0, 40.0};
  close_month(scene);
  EXPECT_NEAR(scene.world.organisation_flows[0].revenue, 0.375, 1e-14);
  EXPECT_NEAR(scene.world.organisation_flows[1].revenue, 0.625, 1e-14);
  EXPECT_NEAR(scene.world.organisation_flows[1].own, 50.0, 1e-14);
  EXPECT_NEAR(scene.world.account[1].effort_alone, 40.0, 1e-14);
  EXPECT_NEAR(scene.world.account[1].effort_together, 10.0, 1e-14);
  EXPECT_NEAR(scene.world.flows[0].own, 80.0, 1e-14);
}

TEST(Ledger, shares_revenue_by_what_was_delivered_since_the_start) {
  Scene scene = half_way();
  close_month(scene);
  scene.world.effort = {0.0, 40.0};  // 30 and 50 of 80 by now
  close_month(scene);
  EXPECT_NEAR(scene.world.organisation_flows[0].revenue, 0.375, 1e-14);
  EXPECT_NEAR(scene.world.account[0].revenue, 0.75 + 0.375, 1e-14);
  EXPECT_NEAR(scene.world.account[1].revenue, 0.25 + 0.625, 1e-14);
  EXPECT_NEAR(scene.world.account[0].avoided, 3.2, 1e-14);
}

TEST(Ledger, lets_the_burden_grow) {
  Scene scene = half_way();
  scene.setting->layout.goals[0].growth = 0.1;  // two years: 40 1.21 = 48.4
  close_month(scene.at(24));
  EXPECT_NEAR(scene.world.flows[0].avoided, 48.4 * 0.4, 1e-12);
  EXPECT_NEAR(scene.world.flows[0].burden, 48.4 * 0.6, 1e-12);
}

TEST(Ledger, compares_what_comes_back_and_what_it_takes_once_start_money_is_over) {
  // Back come the revenue 1 and the burden the two are spared, 1.6 and 3.2; it takes 40 own and
  // what working together costs. The match of 25 counts on neither side.
  Scene scene = half_way().at(47);
  scene.world.table_account[0].own = 40.0;
  scene.world.running_cost = {0.5, 0.25};
  scene.world.overhead_paid = {20.0};
  scene.world.wage_paid = {5.0};
  close_month(scene);
  EXPECT_EQ(scene.world.table_account[0].income_after_seed, 0.0);
  EXPECT_EQ(scene.world.table_account[0].cost_after_seed, 0.0);
  scene.world.delivered_in = {0.0, 0.0};
  close_month(scene.at(48));
  EXPECT_NEAR(scene.world.table_account[0].income_after_seed, 5.8, 1e-12);
  EXPECT_NEAR(scene.world.table_account[0].cost_after_seed, 40.75, 1e-12);
}

TEST(Ledger, counts_coordination_and_wage_whole_where_outside_money_pays_them) {
  Scene scene = half_way().at(48);
  scene.world.overhead_paid = {30.0};
  scene.world.wage_paid = {15.0};
  close_month(scene);
  EXPECT_NEAR(scene.world.table_account[0].cost_after_seed, 45.0, 1e-12);
}

TEST(Ledger, counts_of_a_table_its_part_of_what_was_delivered_and_its_members_only) {
  // Half of all was delivered alone; the second one has left.
  Scene scene = half_way().at(48);
  scene.world.table_account[0].own = 40.0;
  scene.world.delivered_in = {40.0, 0.0};
  scene.world.member[1] = false;
  close_month(scene);
  EXPECT_NEAR(scene.world.table_account[0].income_after_seed, 0.5 * (1.0 + 1.6), 1e-12);
}

TEST(Ledger, notes_from_when_a_table_has_paid_for_itself) {
  Scene scene = half_way().at(47);
  scene.world.table_account[0].own = 40.0;
  const auto month = [&](int t, double effort) {
    scene.world.delivered_in = {40.0 - effort, 0.0};
    scene.world.effort = {effort, 0.0};
    scene.world.total_effort = {effort};
    close_month(scene.at(t));
    return scene.world.table_account[0].turns_since;
  };
  EXPECT_EQ(month(47, 5.0), never) << "start money flows";
  EXPECT_EQ(month(48, 5.0), 48.0) << "5.8 comes back";
  EXPECT_EQ(month(49, 5.7), 48.0);
  EXPECT_EQ(month(50, 5.9), never) << "it did not stay above";
  EXPECT_EQ(month(51, 5.0), 51.0);
  EXPECT_EQ(month(52, 0.0), 51.0) << "nothing to pay";
  scene.world.alive[0] = false;
  EXPECT_EQ(month(53, 40.0), 51.0) << "an ended table keeps what was";
}

TEST(Ledger, discounts_later_money) {
  // Ten per cent a year, two years: 1 / 1.21.
  Ledger p;
  p.discount_rate = 0.1;
  EXPECT_NEAR(discount(24, p), 1.0 / 1.21, 1e-14);
  EXPECT_EQ(discount(0, p), 1.0);
  Scene scene = half_way().at(24);
  scene.p().ledger.discount_rate = 0.1;
  close_month(scene);
  EXPECT_NEAR(scene.world.net_value[0], -54.0 / 1.21, 1e-12);
  EXPECT_NEAR(scene.world.invested[0], 71.0, 1e-12);
}

// ---- Neutral values ------------------------------------------------------------------------

TEST(Ledger, does_not_discount_at_rate_zero) {
  Ledger p;
  p.discount_rate = 0.0;
  for (const int month : {0, 1, 12, 149}) EXPECT_EQ(discount(month, p), 1.0);
}

TEST(Ledger, avoids_nothing_without_relief_or_progress) {
  Scene without_relief = half_way();
  without_relief.setting->layout.goals[0].relief = 0.0;
  close_month(without_relief);
  EXPECT_EQ(without_relief.world.flows[0].avoided, 0.0);
  EXPECT_EQ(without_relief.world.flows[0].burden, 40.0);
  Scene without_progress = half_way();
  without_progress.world.progress = {0.0};
  close_month(without_progress);
  EXPECT_EQ(without_progress.world.flows[0].avoided, 0.0);
  EXPECT_EQ(without_progress.world.flows[0].revenue, 0.0);
  EXPECT_EQ(without_progress.world.organisation_flows[0].avoided, 0.0);
}

TEST(Ledger, pays_no_revenue_to_who_delivered_nothing) {
  Scene scene = half_way();
  scene.world.effort = {40.0, 0.0};
  close_month(scene);
  EXPECT_NEAR(scene.world.organisation_flows[0].revenue, 1.0, 1e-14);
  EXPECT_EQ(scene.world.organisation_flows[1].revenue, 0.0);
  Scene nobody = half_way();
  nobody.world.effort = {0.0, 0.0};
  close_month(nobody);
  EXPECT_EQ(nobody.world.organisation_flows[0].revenue, 0.0);
  EXPECT_EQ(nobody.world.organisation_flows[1].revenue, 0.0);
}

TEST(Ledger, counts_neither_start_money_nor_the_motor_of_an_ended_table) {
  Scene scene = half_way();
  scene.world.alive[0] = false;
  close_month(scene);
  EXPECT_EQ(scene.world.flows[0].seed, 0.0);
  EXPECT_EQ(scene.world.table_account[0].income_after_seed, 0.0);
  EXPECT_EQ(scene.world.table_account[0].cost_after_seed, 0.0);
}

// ---- Direction -----------------------------------------------------------------------------

TEST(Ledger, is_the_better_the_more_was_reached_and_the_less_it_took) {
  const auto net = [](double progress, double effort) {
    Scene scene = half_way();
    scene.world.progress = {progress};
    scene.world.effort = {effort, 10.0};
    scene.world.total_effort = {effort + 10.0};
    close_month(scene);
    EXPECT_NEAR(scene.world.flows[0].net(), scene.world.net_value[0], 1e-13);
    return scene.world.organisation_flows[0].net();
  };
  EXPECT_GT(net(0.8, 30.0), net(0.2, 30.0));
  EXPECT_GT(net(0.5, 10.0), net(0.5, 30.0));
}

// ---- Laws ----------------------------------------------------------------------------------

/// Worlds in which everything in the ledger happens: work alone and together from the first month,
/// a cap that binds, start money that ends, members that leave.
Scene busy_world(std::uint32_t replicate, Arm arm = Arm::together) {
  Parameters p;
  p.levers.operate_after = static_cast<int>(replicate % 2);
  p.levers.match = 0.5 + 0.25 * (replicate % 5);
  p.levers.match_cap = 2.0 + replicate % 7;
  p.levers.seed_months = 12 + static_cast<int>(replicate % 20);
  p.initial.white_space = 0.08;
  p.leaving.hazard = 0.15;
  Scene scene({.partners = 4 + static_cast<int>(replicate % 7),
               .goals = 1 + static_cast<int>(replicate % 6)},
              p, arm, 1, replicate);
  scene.world.month = -1;
  return scene;
}

template <class Law>
void every_month(Law&& law) {
  for (const Arm arm : {Arm::alone, Arm::only_together, Arm::together})
    for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
      Scene scene = busy_world(replicate, arm);
      for (int t = 0; t < 60; ++t) {
        live_a_month(scene);
        law(scene);
      }
    }
}

// L18, for every table: own + match + seed is coordination, wage, reflection, work and what was
// left of the start money, to half a cent at every tick.
TEST(Ledger, of_every_table_closes_to_half_a_cent) {
  double turnover = 0.0;
  every_month([&](const Scene& scene) {
    const TableAccount<double>& table = scene.world.table_account[0];
    EXPECT_NEAR(table.balance(), 0.0, half_a_cent);
    for (const double part : {table.own, table.match, table.seed, table.overhead, table.wage,
                              table.reflection, table.work, table.seed_unspent, table.meetings})
      EXPECT_GE(part, 0.0);
    turnover += table.own + table.match;
  });
  EXPECT_GT(turnover, 0.0);
}

// L18, for society: own + match + seed of the whole set is all that was used.
TEST(Ledger, of_society_closes_to_half_a_cent) {
  every_month([](const Scene& scene) {
    const World<double>& world = scene.world;
    double used = 0.0;
    for (const TableAccount<double>& table : world.table_account)
      used += table.overhead + table.wage + table.reflection + table.work + table.seed_unspent;
    for (const Account<double>& account_of_one : world.account) used += account_of_one.effort_alone;
    EXPECT_NEAR(world.invested[0], used, half_a_cent);
  });
}

TEST(Ledger, of_the_organisations_sums_to_that_of_society) {
  every_month([](const Scene& scene) {
    const World<double>& world = scene.world;
    Flows<double> sum;
    double together = 0.0;
    double own = 0.0;
    double revenue = 0.0;
    for (const int i : scene.layout().all_organisations()) {
      const Flows<double>& flows = world.organisation_flows[i];
      sum.own += flows.own;
      sum.avoided += flows.avoided;
      sum.burden += flows.burden;
      sum.revenue += flows.revenue;
      own += world.account[i].own();
      together += world.account[i].effort_together;
      revenue += world.account[i].revenue;
    }
    const Flows<double>& all = world.flows[0];
    EXPECT_NEAR(sum.own, all.own, half_a_cent);
    EXPECT_NEAR(sum.revenue, all.revenue, half_a_cent);
    // A quarter of the burden falls on the organisations.
    EXPECT_NEAR(sum.avoided, 0.25 * all.avoided, half_a_cent);
    EXPECT_NEAR(sum.burden, 0.25 * all.burden, half_a_cent);
    EXPECT_NEAR(together, world.table_account[0].own, half_a_cent);
    EXPECT_NEAR(own + world.table_account[0].match + world.table_account[0].seed, world.invested[0],
                half_a_cent);
    EXPECT_NEAR(revenue, world.revenue[0], half_a_cent);
  });
}

TEST(Ledger, states_every_month_of_burden_as_borne_or_avoided) {
  every_month([](const Scene& scene) {
    // Every goal starts at 40 k€ and grows three per cent a year.
    const double goals = static_cast<double>(scene.layout().goals.size());
    const double burden = goals * 40.0 * std::pow(1.03, scene.world.month / 12.0);
    EXPECT_NEAR(scene.world.flows[0].burden + scene.world.flows[0].avoided, burden, half_a_cent);
  });
}

// L18: match = min(m own, cap); start money stops in time and never pays more than it is.
TEST(Ledger, matches_and_seeds_within_the_terms) {
  int capped = 0;
  int uncapped = 0;
  every_month([&](const Scene& scene) {
    const World<double>& world = scene.world;
    const Levers& levers = scene.layout().tables[0].levers;
    const double wanted = levers.match * world.total_effort[0];
    EXPECT_NEAR(world.matched[0], std::fmin(wanted, levers.match_cap), half_a_cent);
    capped += wanted > levers.match_cap;
    uncapped += wanted > 0.0 && wanted < levers.match_cap;
    const TableAccount<double>& table = world.table_account[0];
    EXPECT_LE(table.seed, levers.seed_money * levers.seed_months + half_a_cent);
    EXPECT_LE(table.seed_unspent, table.seed + half_a_cent);
    EXPECT_EQ(world.flows[0].seed > 0.0, has_tables(world.arm) &&
                                             world.month < levers.seed_months &&
                                             (world.alive[0] || world.ended_at[0] == world.month));
  });
  EXPECT_GT(capped, 0);
  EXPECT_GT(uncapped, 0);
}

// L18: nobody spends more than the white space of the plan.
TEST(Ledger, spends_within_white_space) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = busy_world(replicate);
    for (int t = 0; t < 30; ++t) {
      live_a_month(scene);
      if (t % 3 != 0) continue;  // a board pledges from the budget of its month
      for (const int i : scene.layout().all_organisations()) {
        const World<double>& world = scene.world;
        const double income = world.income[i] * std::pow(1.0 + world.growth[i], t / 12.0);
        EXPECT_LE(world.organisation_flows[i].own, world.white_space[i] * income + half_a_cent);
      }
    }
  }
}

TEST(Ledger, of_an_ended_table_is_closed) {
  int ended = 0;
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = busy_world(replicate, Arm::only_together);
    TableAccount<double> last;
    bool over = false;
    for (int t = 0; t < 90; ++t) {
      live_a_month(scene);
      const TableAccount<double>& table = scene.world.table_account[0];
      if (over) {
        EXPECT_EQ(table.own, last.own);
        EXPECT_EQ(table.seed, last.seed);
        EXPECT_EQ(table.wage, last.wage);
        EXPECT_EQ(table.meetings, last.meetings);
        EXPECT_EQ(table.income_after_seed, last.income_after_seed);
        EXPECT_EQ(table.cost_after_seed, last.cost_after_seed);
        EXPECT_EQ(scene.world.flows[0].own, 0.0);
        EXPECT_EQ(scene.world.flows[0].seed, 0.0);
      }
      last = table;
      over = !scene.world.alive[0];
    }
    ended += over;
  }
  EXPECT_GT(ended, 0);
}

TEST(Ledger, changes_nothing_but_the_accounts) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = busy_world(replicate);
    for (int t = 0; t < 20; ++t) live_a_month(scene);
    const World<double> before = scene.world;
    close_month(scene);
    EXPECT_NE(scene.world.net_value, before.net_value);
    World<double> rest = scene.world;
    rest.net_value = before.net_value;
    rest.avoided = before.avoided;
    rest.revenue = before.revenue;
    rest.invested = before.invested;
    rest.delivered_in = before.delivered_in;
    rest.delivered_to = before.delivered_to;
    rest.account = before.account;
    rest.organisation_flows = before.organisation_flows;
    rest.table_account = before.table_account;
    rest.flows = before.flows;
    EXPECT_EQ(state_of(rest), state_of(before)) << replicate;
  }
}

// Avoided cost is the difference with doing nothing: month by month, of each organisation.
TEST(Ledger, of_doing_nothing_shows_what_others_avoid) {
  for (std::uint32_t replicate = 0; replicate < 5; ++replicate) {
    Scene nothing = busy_world(replicate, Arm::nothing);
    Scene choice = busy_world(replicate, Arm::together);
    for (int t = 0; t < 36; ++t) {
      live_a_month(nothing);
      live_a_month(choice);
      for (std::size_t i = 0; i < choice.world.account.size(); ++i)
        EXPECT_NEAR(nothing.world.account[i].burden - choice.world.account[i].burden,
                    choice.world.account[i].avoided, half_a_cent);
      EXPECT_NEAR(nothing.world.flows[0].burden - choice.world.flows[0].burden,
                  choice.world.flows[0].avoided, half_a_cent);
    }
    EXPECT_GT(choice.world.avoided[0], 0.0);
  }
}

TEST(Ledger, of_doing_nothing_shows_the_burden_only) {
  for (std::uint32_t replicate = 0; replicate < 5; ++replicate) {
    Scene scene = busy_world(replicate, Arm::nothing);
    for (int t = 0; t < 24; ++t) {
      live_a_month(scene);
      EXPECT_GT(scene.world.flows[0].burden, 0.0);
      EXPECT_EQ(scene.world.flows[0].net(), 0.0);
    }
    for (const Account<double>& own : scene.world.account) {
      EXPECT_GT(own.burden, 0.0);
      EXPECT_EQ(own.net(), 0.0);
    }
    EXPECT_EQ(scene.world.invested[0], 0.0);
    EXPECT_EQ(scene.world.net_value[0], 0.0);
  }
}

}  // namespace
}  // namespace samen::testing::ledger_test
