// L30: some things must not matter. These are the order and the currency in which a world is
// written down, matching at rate 0, and runs before or beside this run.
#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"
#include "model/world/state.hpp"

namespace samen::testing::invariance_test {
namespace {

constexpr int months = 100;

struct Life {
  World<double> world;
  std::uint64_t hash = 0;
};

/// A run from the start, in `life.world` as the run before left it.
void live_again(Life& life, const Setting& setting, Arm arm, const Draws<double>& draws,
                int until = months) {
  start(life.world, setting, arm, draws);
  life.hash = 0;
  for (int t = 0; t < until; ++t) {
    live_a_month(life.world, setting, draws);
    life.hash = fingerprint(life.world, life.hash);
  }
}

Life life_of(const Setting& setting, Arm arm, const Draws<double>& draws, int until = months) {
  Life life;
  live_again(life, setting, arm, draws, until);
  return life;
}

/// Parameters under which much happens: conflict, noise, a partisan puller, cuts, leaving.
Parameters eventful() {
  Parameters p;
  p.levers.operate_after = 2;
  p.levers.neutrality = 0.7;
  p.levers.measure = 0.5;
  p.levers.teams = 0.2;
  p.levers.match_cap = 10.0;
  p.budget.cut_hazard = 0.1;
  p.initial.white_space = 0.05;
  p.leaving.hazard = 0.1;
  return p;
}

constexpr Arm arms[] = {Arm::nothing, Arm::alone, Arm::only_together, Arm::together};

// ---- Relabelling ---------------------------------------------------------------------------

/// A table of named partners written down in `order`. Skills belong to the partner, whatever its
/// place; everything else is drawn by the name of the partner.
Setting written_in(const std::vector<int>& order, std::uint32_t replicate) {
  const int n = static_cast<int>(order.size());
  constexpr int goals = 4;
  const Draws<double> own(99, replicate);
  LayoutPlan plan;
  plan.sets = {{"challenge", {}}};
  for (int k = 0; k < goals; ++k) {
    Goal goal;
    goal.name = "goal " + std::to_string(k);
    if (k > 0) goal.after = {k - 1};
    plan.sets[0].goals.push_back(goal);
  }
  Setting setting;
  setting.parameters = eventful();
  TablePlan table;
  table.name = "table";
  table.levers = setting.parameters.levers;
  for (int place = 0; place < n; ++place) {
    OrganisationLayout partner;
    partner.name = "partner " + std::to_string(order[place]);
    plan.organisations.push_back(partner);
    table.members.push_back(place);
    if (order[place] == 0) table.host = place;
    OrganisationStart attributes;
    for (Key c = 0; c < 6; ++c)
      attributes.capabilities.push_back(own.uniform(
          {.purpose = purpose::capability, .i = static_cast<Key>(order[place]), .j = c}));
    setting.initial_values.organisations.push_back(attributes);
  }
  plan.tables = {table};
  setting.layout = lay_out(plan);
  setting.initial_values.mixes.resize(goals);
  setting.initial_values.given_missions.resize(1);
  return setting;
}

TEST(Invariance, relabelling_partners_changes_nothing) {
  int left = 0;
  double progress = 0.0;
  for (const Arm arm : {Arm::alone, Arm::only_together, Arm::together})
    for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
      const int n = 4 + static_cast<int>(replicate % 5);
      std::vector<int> names(n);
      std::iota(names.begin(), names.end(), 0);
      std::vector<int> turned = names;
      std::rotate(turned.begin(), turned.begin() + 1 + replicate % 3, turned.end());
      std::swap(turned[0], turned[2]);
      const Draws<double> draws(1, replicate);
      const Setting straight = written_in(names, replicate);
      const Setting mixed = written_in(turned, replicate);
      const Life a = life_of(straight, arm, draws);
      const Life b = life_of(mixed, arm, draws);
      ASSERT_EQ(a.world.events().size(), b.world.events().size()) << replicate;
      for (std::size_t k = 0; k < a.world.progress.size(); ++k) {
        EXPECT_NEAR(a.world.progress[k], b.world.progress[k], 1e-9) << replicate;
        progress += a.world.progress[k];
      }
      EXPECT_NEAR(a.world.net_value[0], b.world.net_value[0], 1e-6);
      EXPECT_NEAR(a.world.elan[0], b.world.elan[0], 1e-9);
      EXPECT_EQ(a.world.ended_at[0], b.world.ended_at[0]);
      for (int place = 0; place < n; ++place) {
        const int same = turned[place];  // its place in the straight order is its name
        EXPECT_EQ(a.world.member[same], b.world.member[place]) << replicate;
        left += !a.world.member[same];
        EXPECT_NEAR(a.world.ownership[same], b.world.ownership[place], 1e-9) << replicate;
        EXPECT_NEAR(a.world.pledge[same], b.world.pledge[place], 1e-9) << replicate;
        EXPECT_NEAR(a.world.solo_pledge[same], b.world.solo_pledge[place], 1e-9) << replicate;
        EXPECT_NEAR(a.world.account[same].net(), b.world.account[place].net(), 1e-7) << replicate;
        for (int c = 0; c < 6; ++c)
          EXPECT_NEAR(a.world.skill(same, c), b.world.skill(place, c), 1e-9) << replicate;
        for (int other = 0; other < n; ++other) {
          const int here = mixed.layout.pair(place, other);
          const int there = straight.layout.pair(same, turned[other]);
          EXPECT_NEAR(a.world.trust[there], b.world.trust[here], 1e-9) << replicate;
          EXPECT_NEAR(a.world.knowledge[there], b.world.knowledge[here], 1e-9) << replicate;
        }
      }
    }
  EXPECT_GT(left, 0);
  EXPECT_GT(progress, 0.0);
}

TEST(Invariance, a_partner_with_another_name_has_other_luck) {
  std::vector<int> names{0, 1, 2, 3};
  const Draws<double> draws(1, 0);
  const Life a = life_of(written_in(names, 0), Arm::together, draws, 30);
  names[3] = 4;
  const Life b = life_of(written_in(names, 0), Arm::together, draws, 30);
  EXPECT_NE(a.hash, b.hash);
}

// ---- Doubling all amounts ------------------------------------------------------------------

/// The same world with every amount of money multiplied: incomes, work, burden, revenue, start
/// money, cap of the match, the cost of an FTE, prices, full effort, the least budget.
Setting in_currency(double factor, std::uint32_t replicate) {
  Parameters p = eventful();
  p.initial.income *= factor;
  p.levers.match_cap *= factor;
  p.levers.seed_money *= factor;
  p.budget.fte_cost *= factor;
  p.production.full_effort *= factor;
  for (double* price : {&p.prices.head, &p.prices.second_delegate, &p.prices.facilitation,
                        &p.prices.transparency, &p.prices.deal})
    *price *= factor;
  p.decision.least_budget *= factor;
  Setting setting = setting_of({.partners = 4 + static_cast<int>(replicate % 5),
                                .goals = 1 + static_cast<int>(replicate % 6)},
                               p);
  for (Goal& goal : setting.layout.goals) {
    goal.work *= factor;
    goal.burden *= factor;
    goal.revenue *= factor;
  }
  return setting;
}

void expect_same_shares(const World<double>& a, const World<double>& b) {
  for (const auto column : std::initializer_list<std::vector<double> World<double>::*>{
           &World<double>::progress,       &World<double>::ownership,
           &World<double>::anchoring,      &World<double>::motivation,
           &World<double>::alignment,      &World<double>::delivered,
           &World<double>::satisfaction,   &World<double>::expressed,
           &World<double>::trust,          &World<double>::knowledge,
           &World<double>::method,         &World<double>::elan,
           &World<double>::beacons,        &World<double>::plan_quality,
           &World<double>::integration,    &World<double>::puller,
           &World<double>::mission,        &World<double>::white_space,
           &World<double>::capability,     &World<double>::value_alone,
           &World<double>::value_together, &World<double>::cap,
           &World<double>::reached_at,     &World<double>::ended_at}) {
    ASSERT_EQ((a.*column).size(), (b.*column).size());
    for (std::size_t n = 0; n < (a.*column).size(); ++n)
      EXPECT_NEAR((a.*column)[n], (b.*column)[n], 1e-9 * std::fmax(1.0, (a.*column)[n]));
  }
}

TEST(Invariance, doubling_all_amounts_leaves_every_share_and_doubles_the_ledger) {
  for (const Arm arm : arms)
    for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
      const Draws<double> draws(1, replicate);
      const Setting single = in_currency(1.0, replicate);
      const Life a = life_of(single, arm, draws);
      for (const double factor : {2.0, 40.3399}) {  // 40.3399 Belgian francs a euro
        const Setting other = in_currency(factor, replicate);
        const Life b = life_of(other, arm, draws);
        expect_same_shares(a.world, b.world);
        const auto expect_scaled = [&](double one, double many) {
          EXPECT_NEAR(many, factor * one, 1e-9 * factor * std::fmax(1.0, std::fabs(one)));
        };
        for (const auto column : std::initializer_list<std::vector<double> World<double>::*>{
                 &World<double>::open_budget, &World<double>::pledge, &World<double>::solo_pledge,
                 &World<double>::effort, &World<double>::output, &World<double>::matched,
                 &World<double>::invested, &World<double>::net_value,
                 &World<double>::initial_burden})
          for (std::size_t n = 0; n < (a.world.*column).size(); ++n)
            expect_scaled((a.world.*column)[n], (b.world.*column)[n]);
        const TableAccount<double>& one = a.world.table_account[0];
        const TableAccount<double>& many = b.world.table_account[0];
        for (const auto part :
             {&TableAccount<double>::own, &TableAccount<double>::match, &TableAccount<double>::seed,
              &TableAccount<double>::overhead, &TableAccount<double>::wage,
              &TableAccount<double>::reflection, &TableAccount<double>::work,
              &TableAccount<double>::seed_unspent, &TableAccount<double>::meetings,
              &TableAccount<double>::running, &TableAccount<double>::facilitation,
              &TableAccount<double>::accountability})
          expect_scaled(one.*part, many.*part);
        for (std::size_t i = 0; i < a.world.account.size(); ++i)
          expect_scaled(a.world.account[i].net(), b.world.account[i].net());
      }
    }
}

TEST(Invariance, doubling_incomes_only_does_change_the_outcome) {
  const Draws<double> draws(1, 0);
  Setting rich = in_currency(1.0, 5);
  rich.parameters.initial.income *= 2.0;
  const Life a = life_of(in_currency(1.0, 5), Arm::alone, draws);
  const Life b = life_of(rich, Arm::alone, draws);
  EXPECT_GT(b.world.progress[0], 1.5 * a.world.progress[0]);
}

// ---- Matching ------------------------------------------------------------------------------

Setting with_levers(std::uint32_t replicate, const std::function<void(Levers&)>& change) {
  Parameters p = eventful();
  change(p.levers);
  return setting_of({.partners = 4 + static_cast<int>(replicate % 5), .goals = 3}, p);
}

TEST(Invariance, no_match_equals_matching_off) {
  for (const Arm arm : {Arm::only_together, Arm::together})
    for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
      const Draws<double> draws(1, replicate);
      const Setting rate = with_levers(replicate, [](Levers& levers) { levers.match = 0.0; });
      const Setting off = with_levers(
          replicate, [](Levers& levers) { levers.match = 0.0, levers.match_cap = 0.0; });
      const Life a = life_of(rate, arm, draws);
      const Life b = life_of(off, arm, draws);
      EXPECT_EQ(a.hash, b.hash) << replicate;
      EXPECT_EQ(a.world.table_account[0].match, 0.0);
      EXPECT_EQ(b.world.table_account[0].match, 0.0);
    }
}

TEST(Invariance, no_room_under_the_cap_pays_no_match) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    const Setting setting = with_levers(replicate, [](Levers& levers) { levers.match_cap = 0.0; });
    const Life life = life_of(setting, Arm::only_together, Draws<double>(1, replicate));
    EXPECT_EQ(life.world.table_account[0].match, 0.0);
    EXPECT_EQ(life.world.matched[0], 0.0);
  }
}

TEST(Invariance, a_cap_that_never_binds_is_no_cap) {
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    const Draws<double> draws(1, replicate);
    const Life a = life_of(with_levers(replicate, [](Levers& levers) { levers.match_cap = 1e3; }),
                           Arm::only_together, draws);
    const Life b = life_of(with_levers(replicate, [](Levers& levers) { levers.match_cap = 1e4; }),
                           Arm::only_together, draws);
    EXPECT_EQ(a.hash, b.hash);
  }
}

TEST(Invariance, what_a_table_could_choose_does_not_touch_who_goes_it_alone) {
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    const Draws<double> draws(1, replicate);
    const Setting poor = with_levers(replicate, [](Levers& levers) {
      levers.match = 0.0, levers.seed_money = 0.0, levers.puller = 0.0;
    });
    const Setting rich = with_levers(replicate, [](Levers& levers) {
      levers.match = 2.0, levers.deal = 1.0, levers.informal = 0.9;
    });
    const Life a = life_of(poor, Arm::alone, draws);
    const Life b = life_of(rich, Arm::alone, draws);
    EXPECT_EQ(a.world.progress, b.world.progress) << replicate;
    EXPECT_EQ(a.world.net_value, b.world.net_value) << replicate;
    EXPECT_EQ(a.world.solo_pledge, b.world.solo_pledge) << replicate;
  }
}

// ---- The fingerprint -----------------------------------------------------------------------

/// Whether the fingerprint notices when an entry changes or when two entries change places; puts
/// all back.
template <class Entry, class Change>
void expect_noticed(const World<double>& world, std::vector<Entry>& column, const Change& change,
                    bool noticed, std::size_t number) {
  const auto hash = [&] { return fingerprint(world, std::uint64_t{5}); };
  const std::uint64_t before = hash();
  for (std::size_t n = 0; n < column.size(); ++n) {
    const Entry kept = column[n];
    change(column[n]);
    EXPECT_EQ(hash() != before, noticed) << "column " << number << ", entry " << n;
    column[n] = kept;
  }
  if (column.size() < 2) return;
  const std::vector<Entry> kept = column;
  change(column[0]);
  const std::uint64_t first = hash();
  std::swap(column[0], column[1]);
  EXPECT_EQ(hash() != first, noticed) << "column " << number;
  column = kept;
  EXPECT_EQ(hash(), before);
}

TEST(Fingerprint, notices_every_entry_of_the_state_and_its_place) {
  Scene scene({.partners = 3, .goals = 2, .capabilities = 2});
  World<double>& world = scene.world;
  // Entries are equal, so that places differ only by what is changed.
  for (const auto& column : columns<double>())
    visit_column(world, column, []<class Value>(std::vector<Value>& values) {
      if constexpr (std::is_same_v<Value, double>)
        std::ranges::fill(values, 0.5);
      else
        std::ranges::fill(values, Condition(false));
    });
  for (const int month : {0, 1, 149}) {
    world.month = month;
    std::size_t number = 0;
    for (const auto& column : columns<double>()) {
      const bool counts = column.persistence == Persistence::moving ||
                          column.persistence == Persistence::optional ||
                          (column.persistence == Persistence::fixed && month == 0);
      ++number;
      if (column.numbers)
        expect_noticed(
            world, world.*column.numbers, [](double& x) { x += 0x1p-52; }, counts, number);
      else
        expect_noticed(
            world, world.*column.conditions, [](Condition& x) { x = !x; }, counts, number);
    }
    for_each_account(world, [&](int, auto& rows, Per) {
      ++number;
      for (const auto part : rows[0].numbers)
        expect_noticed(
            world, rows, [&](auto& row) { row.*part += 1e-9; }, true, number);
    });
  }
}

// A mechanism that is off thus leaves the hash that there was before the mechanism existed.
TEST(Fingerprint, does_not_notice_what_is_optional_until_it_moves) {
  Scene scene = table_of(3);
  std::uint64_t without = fingerprint(scene.world, std::uint64_t{0});
  int met = 0;
  for (const auto& column : columns<double>()) {
    if (column.persistence != Persistence::optional) continue;
    ++met;
    auto& values = scene.world.*column.numbers;
    const std::vector<double> before = values;
    EXPECT_EQ(before, std::vector<double>(before.size(), column.initial));
    values.clear();
    EXPECT_EQ(fingerprint(scene.world, std::uint64_t{0}), without);
    values = before;
    values.front() = column.initial + 1.0;
    EXPECT_NE(fingerprint(scene.world, std::uint64_t{0}), without);
    const std::uint64_t here = fingerprint(scene.world, std::uint64_t{0});
    values = before;
    values.back() = column.initial + 1.0;
    if (values.size() > 1) {
      EXPECT_NE(fingerprint(scene.world, std::uint64_t{0}), here) << "and where";
    }
    values = before;
  }
  EXPECT_GT(met, 0);
}

TEST(Fingerprint, notices_what_was_before_and_which_month_it_is) {
  Scene scene = table_of(3);
  const std::uint64_t usual = fingerprint(scene.world, std::uint64_t{0});
  EXPECT_NE(fingerprint(scene.world, std::uint64_t{1}), usual);
  scene.at(1);
  const std::uint64_t later = fingerprint(scene.world, std::uint64_t{0});
  EXPECT_NE(later, usual);
  scene.at(2);
  EXPECT_NE(fingerprint(scene.world, std::uint64_t{0}), later);
}

TEST(Fingerprint, does_not_notice_notes_and_working_space) {
  Scene scene = lived_in(0, 12);
  const std::uint64_t before = fingerprint(scene.world, std::uint64_t{0});
  scene.forgetting_events();
  for (double& x : scene.workspace().skill) x = 7.0;
  scene.workspace().keeps_decisions = true;
  EXPECT_EQ(fingerprint(scene.world, std::uint64_t{0}), before);
}

TEST(Fingerprint, of_a_run_counts_what_never_changes_from_the_start) {
  Setting setting = setting_of({.partners = 4});
  setting.initial_values.organisations[0].eco = Distribution{Distribution::Kind::fixed, 0.3, 0.0};
  Setting other = setting;
  other.initial_values.organisations[0].eco->first = 0.31;
  const Draws<double> draws(1, 0);
  EXPECT_NE(life_of(setting, Arm::nothing, draws).hash, life_of(other, Arm::nothing, draws).hash);
}

// ---- Same seed, same bits ------------------------------------------------------------------

TEST(Invariance, the_same_seed_gives_the_same_bits) {
  for (const Arm arm : arms)
    for (std::uint32_t replicate = 0; replicate < 5; ++replicate) {
      const Setting setting = in_currency(1.0, replicate);
      const Setting again = in_currency(1.0, replicate);
      EXPECT_EQ(life_of(setting, arm, Draws<double>(7, replicate)).hash,
                life_of(again, arm, Draws<double>(7, replicate)).hash);
    }
}

TEST(Invariance, another_seed_replicate_or_arm_gives_another_run) {
  const Setting setting = in_currency(1.0, 3);
  const std::uint64_t usual = life_of(setting, Arm::together, Draws<double>(7, 0)).hash;
  EXPECT_NE(life_of(setting, Arm::together, Draws<double>(8, 0)).hash, usual);
  EXPECT_NE(life_of(setting, Arm::together, Draws<double>(7, 1)).hash, usual);
  EXPECT_NE(life_of(setting, Arm::alone, Draws<double>(7, 0)).hash, usual);
}

TEST(Invariance, a_world_that_lived_before_starts_afresh) {
  const Draws<double> draws(7, 0);
  const Setting large = in_currency(1.0, 4);
  const Setting small = in_currency(1.0, 1);
  for (const Arm arm : arms) {
    Life used = life_of(large, Arm::together, Draws<double>(5, 5), 60);
    live_again(used, small, arm, draws);
    EXPECT_EQ(used.hash, life_of(small, arm, draws).hash);
    live_again(used, large, arm, draws);
    EXPECT_EQ(used.hash, life_of(large, arm, draws).hash);
  }
}

TEST(Invariance, a_copy_in_the_middle_lives_on_alike) {
  for (std::uint32_t replicate = 0; replicate < 5; ++replicate) {
    const Setting setting = in_currency(1.0, replicate);
    const Draws<double> draws(7, replicate);
    const Life whole = life_of(setting, Arm::together, draws);
    Life copy = life_of(setting, Arm::together, draws, 40);
    for (int t = 40; t < months; ++t) {
      live_a_month(copy.world, setting, draws);
      copy.hash = fingerprint(copy.world, copy.hash);
    }
    EXPECT_EQ(copy.hash, whole.hash);
  }
}

TEST(Invariance, arms_of_a_replicate_start_from_the_same_world) {
  for (std::uint32_t replicate = 0; replicate < 5; ++replicate) {
    const Setting setting = in_currency(1.0, replicate);
    const Draws<double> draws(7, replicate);
    World<double> first;
    start(first, setting, Arm::nothing, draws);
    for (const Arm arm : arms) {
      World<double> world;
      start(world, setting, arm, draws);
      for (const auto column : std::initializer_list<std::vector<double> World<double>::*>{
               &World<double>::income, &World<double>::growth, &World<double>::eco,
               &World<double>::learning, &World<double>::change_cost, &World<double>::reciprocity,
               &World<double>::white_space, &World<double>::capability, &World<double>::aspiration,
               &World<double>::burden_share, &World<double>::motivation, &World<double>::mandate,
               &World<double>::trust, &World<double>::required_mix, &World<double>::given_mission})
        EXPECT_EQ(world.*column, first.*column) << replicate;
    }
  }
}

// ---- Worlds that share nothing -------------------------------------------------------------

/// One challenge with its table, or two that share neither partners nor goals.
Setting challenges(int count) {
  LayoutPlan plan;
  Setting setting;
  setting.parameters = eventful();
  for (int set = 0; set < count; ++set) {
    Goal first{.name = "first"};
    Goal second{.name = "second"};
    second.after = {0};
    plan.sets.push_back({"challenge " + std::to_string(set), {first, second}});
    TablePlan table;
    table.name = "table " + std::to_string(set);
    table.set = set;
    table.levers = setting.parameters.levers;
    for (int i = 0; i < 5; ++i) {
      table.members.push_back(static_cast<int>(plan.organisations.size()));
      OrganisationLayout partner;
      partner.name = "partner " + std::to_string(plan.organisations.size());
      plan.organisations.push_back(partner);
    }
    plan.tables.push_back(table);
  }
  setting.layout = lay_out(plan);
  setting.initial_values.organisations.resize(plan.organisations.size());
  setting.initial_values.mixes.resize(setting.layout.goals.size());
  setting.initial_values.given_missions.resize(plan.tables.size());
  return setting;
}

TEST(Invariance, a_table_elsewhere_changes_nothing_here) {
  for (const Arm arm : arms)
    for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
      const Draws<double> draws(1, replicate);
      const Setting one = challenges(1);
      const Setting two = challenges(2);
      const Life a = life_of(one, arm, draws);
      const Life b = life_of(two, arm, draws);
      EXPECT_EQ(b.world.net_value[0], a.world.net_value[0]) << replicate;
      for (const auto column : std::initializer_list<std::vector<double> World<double>::*>{
               &World<double>::progress, &World<double>::trust, &World<double>::knowledge,
               &World<double>::ownership, &World<double>::pledge, &World<double>::solo_pledge,
               &World<double>::capability, &World<double>::elan, &World<double>::beacons}) {
        const std::vector<double>& here = a.world.*column;
        const std::vector<double>& all = b.world.*column;
        ASSERT_EQ(all.size(), 2 * here.size());
        EXPECT_TRUE(std::equal(here.begin(), here.end(), all.begin())) << replicate;
      }
    }
}

}  // namespace
}  // namespace samen::testing::invariance_test
