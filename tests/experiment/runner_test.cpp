// The runner, and what results must never depend on: order, workers, failures, observation, luck.
#include <atomic>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "experiment/runner.hpp"
#include "io/scenario_reader.hpp"

namespace samen {
namespace {

Scenario reference(int replicates) {
  return read_scenario(SAMEN_SCENARIOS "/hefboom8.toml", {.replicates = replicates});
}

std::vector<RunResult> results_of(const Scenario& scenario, int workers,
                                  const SimulateBlock& simulate_block = simulate<Block>) {
  std::vector<RunResult> all;
  run_batch_with(simulate_block, scenario, workers,
                 [&](const RunResult& result) { all.push_back(result); });
  return all;
}

/// The same plan, one replicate at a time.
std::vector<RunResult> one_by_one(const Scenario& scenario) {
  std::vector<RunResult> all(static_cast<std::size_t>(number_of_runs(scenario)));
  World<Lone> world;
  for (std::size_t n = 0; n < all.size(); ++n) {
    all[n].run = run_at(scenario, static_cast<int>(n));
    simulate(scenario, scenario.setting, std::span(all).subspan(n, 1), world);
  }
  return all;
}

std::vector<std::uint64_t> hashes_of(const std::vector<RunResult>& results) {
  std::vector<std::uint64_t> hashes;
  for (const RunResult& result : results) hashes.push_back(result.trajectory_hash);
  return hashes;
}

TEST(Runner, gives_the_same_bits_for_any_number_of_workers) {
  const Scenario scenario = reference(4);
  const auto one = hashes_of(results_of(scenario, 1));
  for (const int workers : {2, 3, 8}) EXPECT_EQ(hashes_of(results_of(scenario, workers)), one);
  EXPECT_EQ(std::set(one.begin(), one.end()).size(), one.size());
}

TEST(Runner, hands_runs_on_in_the_order_of_the_plan) {
  const Scenario scenario = reference(3);
  const auto results = results_of(scenario, 3);
  ASSERT_EQ(results.size(), 12u);
  for (int n = 0; n < 12; ++n) {
    EXPECT_EQ(results[n].run.index, n);
    EXPECT_EQ(results[n].run.replicate, n / 4);
    EXPECT_EQ(results[n].run.arm, scenario.arms[n % 4]);
  }
}

// Blocks of 32: 37 replicates are a full block and one of five.
TEST(Runner, gives_the_same_bits_side_by_side_as_one_by_one) {
  for (const char* name : {"hefboom8", "maurice4", "simple_problem"}) {
    Scenario scenario =
        read_scenario(std::string(SAMEN_SCENARIOS "/") + name + ".toml", {.replicates = 37});
    scenario.record.decisions = true;
    const auto blocks = results_of(scenario, 2);
    const auto singles = one_by_one(scenario);
    ASSERT_EQ(blocks.size(), singles.size());
    for (std::size_t n = 0; n < blocks.size(); ++n) {
      ASSERT_EQ(blocks[n].trajectory_hash, singles[n].trajectory_hash) << name << ' ' << n;
      ASSERT_EQ(blocks[n].reached_at, singles[n].reached_at);
      ASSERT_EQ(blocks[n].ended_by, singles[n].ended_by);
      ASSERT_EQ(blocks[n].events.size(), singles[n].events.size());
      for (std::size_t e = 0; e < blocks[n].events.size(); ++e) {
        const Event &event = blocks[n].events[e], &other = singles[n].events[e];
        ASSERT_EQ(event.month, other.month);
        ASSERT_EQ(event.kind, other.kind);
        ASSERT_EQ(event.reason, other.reason);
        ASSERT_EQ(event.organisation, other.organisation);
        ASSERT_EQ(event.value, other.value);
      }
      ASSERT_EQ(blocks[n].decisions.size(), singles[n].decisions.size());
      for (std::size_t d = 0; d < blocks[n].decisions.size(); ++d) {
        ASSERT_EQ(blocks[n].decisions[d].margin, singles[n].decisions[d].margin);
        ASSERT_EQ(blocks[n].decisions[d].block, singles[n].decisions[d].block);
      }
    }
  }
}

TEST(Runner, keeps_a_failed_block_as_data_and_goes_on) {
  const Scenario scenario = reference(40);
  const auto broken = [](const Scenario& of, const Setting& setting, std::span<RunResult> results,
                         World<Block>& world) {
    simulate(of, setting, results, world);
    if (results.front().run.index == 1) throw ContractViolation("a table has seats");
  };
  const auto results = results_of(scenario, 2, broken);
  const auto sound = results_of(scenario, 2);
  ASSERT_EQ(results.size(), 160u);
  for (int n = 0; n < 160; ++n) {
    const bool failed = n % 4 == 1 && n < 4 * block_lanes;
    EXPECT_EQ(results[n].failed, failed) << n;
    EXPECT_EQ(results[n].run.index, n);
    if (failed) {
      EXPECT_EQ(results[n].message, "a table has seats");
      EXPECT_TRUE(results[n].outcomes.empty());
    } else {
      EXPECT_EQ(results[n].trajectory_hash, sound[n].trajectory_hash);
    }
  }
}

// A state no user can reach: an income of hundreds of digits, in some replicates beyond all
// numbers.
TEST(Runner, reports_a_broken_law_of_the_one_replicate_that_broke_it) {
  Scenario scenario = reference(64);
  scenario.arms = {Arm::only_together};
  scenario.setting.initial_values.organisations[0].income = {Distribution::Kind::lognormal, 557.0,
                                                             400.0};
  const auto results = results_of(scenario, 2);
  const auto singles = one_by_one(scenario);
  int failures = 0;
  for (std::size_t n = 0; n < results.size(); ++n) {
    EXPECT_EQ(results[n].failed, singles[n].failed);
    EXPECT_EQ(results[n].message, singles[n].message);
    EXPECT_EQ(results[n].trajectory_hash, singles[n].trajectory_hash);
    failures += results[n].failed;
    if (results[n].failed) {
      EXPECT_NE(results[n].message.find(" (month "), std::string::npos) << results[n].message;
      EXPECT_TRUE(results[n].outcomes.empty());
    }
  }
  EXPECT_GE(failures, 1);
  EXPECT_LE(failures, 40);
}

// 300 organisations at 30 tables of neighbours, many of them at several.
Scenario landscape(int replicates) {
  Scenario scenario =
      read_scenario(SAMEN_TESTS "/experiment/landscape.toml", {.replicates = replicates});
  scenario.record.events = true;
  scenario.record.decisions = true;
  return scenario;
}

TEST(Runner, gives_the_same_bits_for_any_number_of_workers_inside_one_world) {
  const Scenario scenario = landscape(1);
  ASSERT_FALSE(runs_in_blocks(scenario));
  const auto one = results_of(scenario, 1);
  for (const int workers : {2, 3, 8}) {
    const auto several = results_of(scenario, workers);
    ASSERT_EQ(hashes_of(several), hashes_of(one));
    for (std::size_t run = 0; run < one.size(); ++run) {
      ASSERT_EQ(several[run].outcomes.front(), one[run].outcomes.front());
      ASSERT_EQ(several[run].events.size(), one[run].events.size());
      for (std::size_t n = 0; n < one[run].events.size(); ++n) {
        const Event &event = several[run].events[n], &other = one[run].events[n];
        ASSERT_EQ(event.month, other.month) << n;
        ASSERT_EQ(event.kind, other.kind) << n;
        ASSERT_EQ(event.table, other.table) << n;
        ASSERT_EQ(event.organisation, other.organisation) << n;
        ASSERT_EQ(event.value, other.value) << n;
      }
      ASSERT_EQ(several[run].decisions.size(), one[run].decisions.size());
      for (std::size_t n = 0; n < one[run].decisions.size(); ++n)
        ASSERT_EQ(several[run].decisions[n].seat, one[run].decisions[n].seat) << n;
    }
  }
}

TEST(Runner, gives_a_landscape_the_same_bits_in_blocks) {
  const Scenario blocks = landscape(3);
  ASSERT_TRUE(runs_in_blocks(blocks));
  const auto alone = hashes_of(results_of(landscape(1), 2));
  const auto together = hashes_of(results_of(blocks, 2));
  for (std::size_t n = 0; n < alone.size(); ++n) EXPECT_EQ(together[n], alone[n]);
}

TEST(Runner, ends_when_the_sink_cannot_take_more) {
  const Scenario scenario = reference(3);
  struct Full {};
  int taken = 0;
  EXPECT_THROW(run_batch(scenario, 2,
                         [&](const RunResult&) {
                           if (++taken == 2) throw Full{};
                         }),
               Full);
  EXPECT_EQ(taken, 2);
}

TEST(Runner, holds_a_bounded_number_of_blocks) {
  const Scenario scenario = reference(60 * block_lanes);
  std::atomic<int> started = 0;
  int most_ahead = 0;
  int seen = 0;
  const auto started_only = [&](const Scenario&, const Setting&, std::span<RunResult>,
                                World<Block>&) { ++started; };
  run_batch_with(started_only, scenario, 2, [&](const RunResult&) {
    if (seen == 0) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    most_ahead = std::max(most_ahead, started - seen / block_lanes);
    ++seen;
  });
  EXPECT_EQ(seen, 240 * block_lanes);
  // Two tasks for each worker, and the group in hand.
  EXPECT_LE(most_ahead, 9 * (replicates_together / block_lanes));
}

TEST(Observing, changes_nothing) {
  Scenario scenario = reference(2);
  scenario.record = {.tables = false, .events = false};
  const auto bare = hashes_of(results_of(scenario, 2));
  for (const Record& record :
       {Record{}, Record{.organisations = true}, Record{.pairs = true, .decisions = true},
        Record{.tables = false, .events = false, .decisions = true},
        Record{.tables = true,
        .organisations = true,
        .pairs = true,
        .events = true,
        .decisions = true,
        .double_precision = true}}) {
    scenario.record = record;
    EXPECT_EQ(hashes_of(results_of(scenario, 2)), bare);
  }
}

TEST(Observing, records_what_was_asked) {
  Scenario scenario = reference(1);
  scenario.arms = {Arm::only_together};
  scenario.record = {
      .tables = true, .organisations = true, .pairs = true, .events = true, .decisions = true};
  const RunResult result = results_of(scenario, 1)[0];
  EXPECT_EQ(result.series.size(), observables.size());
  EXPECT_EQ(result.decisions.size(), 50u * 8u);  // boards meet in 50 of 150 months
  EXPECT_FALSE(result.events.empty());
  for (const BoardDecision& decision : result.decisions)
    EXPECT_NEAR(decision.share_keep + decision.share_alone + decision.share_together, 1.0, 1e-6);
}

// ---- luck ---------------------------------------------------------------------------------------

/// Every column of the initial world that is drawn.
std::vector<const std::vector<double>*> drawn_columns(const World<double>& world) {
  return {&world.income,       &world.growth,        &world.eco,        &world.learning,
          &world.change_cost,  &world.reciprocity,   &world.capability, &world.aspiration,
          &world.burden_share, &world.required_mix,  &world.motivation, &world.mandate,
          &world.trust,        &world.given_mission, &world.white_space};
}

TEST(Luck, is_shared_by_the_arms) {
  const Scenario scenario = reference(1);
  const Draws<double> draws(scenario.seed, 7);
  World<double> nothing, both;
  start(nothing, scenario.setting, Arm::nothing, draws);
  start(both, scenario.setting, Arm::together, draws);
  const auto first = drawn_columns(nothing);
  const auto second = drawn_columns(both);
  for (std::size_t n = 0; n < first.size(); ++n) EXPECT_EQ(*first[n], *second[n]) << n;

  // Later luck too: cuts strike the same organisations in the same months, whatever the arm.
  const auto results = results_of(reference(6), 2);
  std::map<int, std::map<int, std::vector<std::pair<int, int>>>> cuts;
  for (const RunResult& result : results)
    for (const Event& event : result.events)
      if (event.kind == event::cut)
        cuts[result.run.replicate][static_cast<int>(result.run.arm)].emplace_back(
            event.month, event.organisation);
  EXPECT_GE(cuts.size(), 2u);
  for (const auto& [replicate, by_arm] : cuts) {
    EXPECT_EQ(by_arm.size(), 4u);
    for (const auto& [arm, when] : by_arm) EXPECT_EQ(when, by_arm.begin()->second);
  }
}

TEST(Luck, of_one_organisation_can_change_without_touching_any_other_draw) {
  const Scenario scenario = reference(1);
  const Key whom = scenario.setting.layout.organisations[3].key;
  const Address changed{.purpose = purpose::income_growth, .i = whom};
  const Draws<double> draws(scenario.seed, 0);
  Draws<double> other = draws;
  other.replace(changed, 0x80000000u);
  World<double> world, minimally_different;
  start(world, scenario.setting, Arm::only_together, draws);
  start(minimally_different, scenario.setting, Arm::only_together, other);
  const auto first = drawn_columns(world);
  const auto second = drawn_columns(minimally_different);
  int different = 0;
  for (std::size_t n = 0; n < first.size(); ++n)
    for (std::size_t entry = 0; entry < first[n]->size(); ++entry)
      different += (*first[n])[entry] != (*second[n])[entry];
  EXPECT_EQ(different, 1);
  EXPECT_NE(world.growth[3], minimally_different.growth[3]);

  // Nor does this change move any draw of the years that follow: cuts strike the same organisations
  // in both worlds.
  std::vector<std::vector<int>> struck(2);
  for (World<double>* each : {&world, &minimally_different}) {
    const Draws<double>& luck = each == &world ? draws : other;
    for (int t = 0; t < scenario.setting.layout.calendar.months; ++t)
      advance(*each, scenario.setting, luck);
    for (const Event& event : each->events())
      if (event.kind == event::cut)
        struck[each == &world ? 0 : 1].push_back(1000 * event.month + event.organisation);
  }
  EXPECT_FALSE(struck[0].empty());
  EXPECT_EQ(struck[0], struck[1]);
  EXPECT_NE(fingerprint(world, std::uint64_t{0}),
            fingerprint(minimally_different, std::uint64_t{0}))
      << "income has grown apart";
}

TEST(Luck, that_changes_in_one_month_leaves_the_months_before_alone) {
  const Scenario scenario = reference(1);
  const Setting& setting = scenario.setting;
  constexpr int month = 20;
  const Address changed{.purpose = purpose::attendance,
                        .month = month,
                        .table = setting.layout.tables[0].key,
                        .i = setting.layout.organisations[2].key};
  const Draws<double> draws(scenario.seed, 0);
  Draws<double> other = draws;
  other.replace(changed, draws.uniform(changed) < 0.5 ? 0xffffffffu : 0u);
  World<double> world, twin;
  start(world, setting, Arm::only_together, draws);
  start(twin, setting, Arm::only_together, other);
  for (int t = 0; t < month; ++t) {
    advance(world, setting, draws);
    advance(twin, setting, other);
    ASSERT_EQ(fingerprint(world, std::uint64_t{0}), fingerprint(twin, std::uint64_t{0})) << t;
  }
  advance(world, setting, draws);
  advance(twin, setting, other);
  EXPECT_NE(fingerprint(world, std::uint64_t{0}), fingerprint(twin, std::uint64_t{0}));
}

/// Whether the hash, `now`, sees the last bit of each number.
template <class Number, class Next>
void expect_seen(const std::vector<Number*>& numbers, const std::function<std::uint64_t()>& now,
                 Next&& next) {
  const std::uint64_t before = now();
  for (std::size_t n = 0; n < numbers.size(); ++n) {
    const Number kept = *numbers[n];
    *numbers[n] = next(kept);
    EXPECT_NE(now(), before) << n;
    *numbers[n] = kept;
  }
  EXPECT_EQ(now(), before);
}

double next_double(double x) {
  return std::nextafter(x, 1e9);
}

TEST(Fingerprint, sees_every_column_of_the_state) {
  const Scenario scenario = reference(1);
  const Draws<double> draws(scenario.seed, 0);
  World<double> world;
  start(world, scenario.setting, Arm::together, draws);
  for (int t = 0; t < 40; ++t) advance(world, scenario.setting, draws);
  std::vector<double*> numbers;
  for (auto* column : {&world.cut,         &world.open_budget,  &world.capability,
                       &world.solo_pledge, &world.delivered_in, &world.solo_output,
                       &world.cap,         &world.effort,       &world.expressed,
                       &world.trust,       &world.knowledge,    &world.integration,
                       &world.puller,      &world.ended_at,     &world.low_elan_months,
                       &world.matched,     &world.progress,     &world.output,
                       &world.reached_at,  &world.invested,     &world.net_value})
    numbers.push_back(&column->back());
  numbers.push_back(&world.account.back().revenue);
  numbers.push_back(&world.table_account.back().meetings);
  numbers.push_back(&world.flows.back().burden);
  numbers.push_back(&world.organisation_flows.back().avoided);
  expect_seen(
      numbers, [&] { return fingerprint(world, std::uint64_t{0}); }, next_double);
}

TEST(Fingerprint, sees_what_never_changes_in_the_first_month) {
  const Scenario scenario = reference(1);
  const Draws<double> draws(scenario.seed, 0);
  World<double> world;
  start(world, scenario.setting, Arm::together, draws);
  advance(world, scenario.setting, draws);
  std::vector<double*> numbers;
  for (auto* column :
       {&world.income, &world.growth, &world.eco, &world.learning, &world.change_cost,
        &world.reciprocity, &world.initial_burden, &world.aspiration, &world.burden_share,
        &world.mandate, &world.initial_trust, &world.given_mission, &world.required_mix})
    numbers.push_back(&column->back());
  expect_seen(
      numbers, [&] { return fingerprint(world, std::uint64_t{0}); }, next_double);
}

TEST(Fingerprint, sees_the_last_bit_of_numbers_in_single_precision_and_of_money) {
  const Scenario scenario = reference(1);
  const Draws<Lone> draws(scenario.seed, 0);
  World<Lone> world;
  start(world, scenario.setting, Arm::together, draws);
  for (int t = 0; t < 40; ++t) advance(world, scenario.setting, draws);
  const auto now = [&] { return lane(fingerprint(world, Hash<Lone>{}), 0); };
  std::vector<Lone*> numbers;
  for (auto* column : {&world.cut, &world.open_budget, &world.trust, &world.progress})
    numbers.push_back(&column->back());
  expect_seen(numbers, now, [](const Lone& x) { return Lone(std::nextafter(lane(x, 0), 1e9f)); });
  const std::vector<Money<Lone>*> money{&world.net_value.back(), &world.account.back().revenue,
                                        &world.table_account.back().meetings,
                                        &world.flows.back().burden};
  expect_seen(money, now,
              [](const Money<Lone>& x) { return Money<Lone>(next_double(lane(x, 0))); });
}

TEST(Precision, hardly_changes_what_comes_out_and_is_kept_in_double_on_request) {
  Scenario scenario = reference(16);
  const auto single = results_of(scenario, 2);
  scenario.precision = Precision::double_precision;
  const auto exact = results_of(scenario, 2);
  ASSERT_EQ(single.size(), exact.size());
  for (std::size_t n = 0; n < single.size(); ++n) {
    EXPECT_EQ(single[n].reached_at, exact[n].reached_at);
    for (std::size_t k = 0; k < outcomes.size(); ++k) {
      if (outcomes[k].name != "net_value") continue;
      EXPECT_NEAR(single[n].outcomes[k], exact[n].outcomes[k], 0.1) << n;
    }
    EXPECT_NE(single[n].trajectory_hash, exact[n].trajectory_hash);
  }
}

TEST(Fingerprint, tells_two_entries_that_trade_places) {
  const Scenario scenario = reference(1);
  const Draws<double> draws(scenario.seed, 0);
  World<double> world;
  start(world, scenario.setting, Arm::together, draws);
  for (int t = 0; t < 40; ++t) advance(world, scenario.setting, draws);
  const auto before = fingerprint(world, std::uint64_t{0});
  std::swap(world.trust[1], world.trust[2]);
  EXPECT_NE(fingerprint(world, std::uint64_t{0}), before);
  std::swap(world.trust[1], world.trust[2]);
  std::swap(world.elan[0], world.method[0]);
  EXPECT_NE(fingerprint(world, std::uint64_t{0}), before);
}

}  // namespace
}  // namespace samen
