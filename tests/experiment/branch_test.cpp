// Arms that branch off a history they share.
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "experiment/runner.hpp"
#include "io/scenario_reader.hpp"

namespace samen {
namespace {

Scenario branched(int month, Arm history, int replicates = 4) {
  Scenario scenario = read_scenario(SAMEN_SCENARIOS "/hefboom8.toml", {.replicates = replicates});
  scenario.record = {};
  scenario.setting.branch = Branch{month, history};
  return scenario;
}

std::vector<RunResult> results_of(const Scenario& scenario, int workers = 2) {
  std::vector<RunResult> all;
  run_batch(scenario, workers, [&](const RunResult& result) { all.push_back(result); });
  return all;
}

std::vector<RunResult> of_arm(const std::vector<RunResult>& all, Arm arm) {
  std::vector<RunResult> chosen;
  for (const RunResult& result : all)
    if (result.run.arm == arm) chosen.push_back(result);
  return chosen;
}

/// Mean over the recorded entries of a series in a month.
double series_at(const RunResult& result, const Scenario& scenario, std::string_view name, int t) {
  const auto kept = recorded(scenario.record);
  for (std::size_t n = 0; n < kept.size(); ++n) {
    const Observable& observable = observables[kept[n]];
    if (observable.name != name) continue;
    const auto entries =
        static_cast<std::size_t>(size_of(scenario.setting.layout, observable.axis));
    return result.series[n][static_cast<std::size_t>(t) * entries];
  }
  throw std::invalid_argument("no such series");
}

constexpr int in_2018 = 54;  // months after July 2013

TEST(Branching, leaves_the_arm_of_the_history_as_it_would_have_been) {
  for (const Arm history : {Arm::only_together, Arm::alone}) {
    const Scenario scenario = branched(in_2018, history);
    Scenario whole = scenario;
    whole.setting.branch.reset();
    const auto with = of_arm(results_of(scenario), history);
    const auto without = of_arm(results_of(whole), history);
    ASSERT_EQ(with.size(), without.size());
    for (std::size_t n = 0; n < with.size(); ++n) {
      ASSERT_FALSE(with[n].failed) << with[n].message;
      EXPECT_EQ(with[n].trajectory_hash, without[n].trajectory_hash);
      EXPECT_EQ(with[n].outcomes.front(), without[n].outcomes.front());
    }
  }
}

TEST(Branching, gives_all_arms_the_same_past_and_futures_of_their_own) {
  const Scenario scenario = branched(in_2018, Arm::only_together);
  const auto all = results_of(scenario);
  const auto alone = of_arm(all, Arm::alone), together = of_arm(all, Arm::only_together);
  for (std::size_t n = 0; n < alone.size(); ++n) {
    for (const char* name : {"society_net", "progress", "mean_trust", "members_at_table"})
      for (const int t : {0, 20, in_2018 - 1})
        EXPECT_EQ(series_at(alone[n], scenario, name, t), series_at(together[n], scenario, name, t))
            << name << ' ' << t;
    EXPECT_TRUE(std::isnan(series_at(alone[n], scenario, "mean_trust", in_2018)));
    EXPECT_NE(series_at(alone[n], scenario, "society_net", 149),
              series_at(together[n], scenario, "society_net", 149));
    EXPECT_NE(alone[n].trajectory_hash, together[n].trajectory_hash);
  }
}

TEST(Branching, closes_the_tables_of_an_arm_without_any) {
  Scenario scenario = branched(in_2018, Arm::only_together);
  // No table ends before.
  scenario.setting.parameters.leaving.hazard = 0.0;
  scenario.setting.parameters.leaving.giving_up = 0.0;
  const auto all = results_of(scenario);
  for (const Arm arm : {Arm::alone, Arm::nothing})
    for (const RunResult& result : of_arm(all, arm)) {
      ASSERT_FALSE(result.failed) << result.message;
      EXPECT_EQ(result.ended_at[0], in_2018 - 1);
      EXPECT_EQ(result.ended_by[0], reason::branched);
    }
  // Alone, work goes on after the next boards; doing nothing, it does not.
  for (const RunResult& result : of_arm(all, Arm::nothing))
    EXPECT_EQ(series_at(result, scenario, "society_invested", 149), 0.0);
  for (const RunResult& result : of_arm(all, Arm::alone))
    EXPECT_GT(series_at(result, scenario, "society_invested", 149), 0.0);
}

// Tables that begin before anything has happened are the tables of the arm itself.
TEST(Branching, begins_tables_as_they_would_have_begun) {
  const Scenario scenario = branched(0, Arm::alone);
  Scenario whole = scenario;
  whole.setting.branch.reset();
  const auto with = results_of(scenario), without = results_of(whole);
  for (const Arm arm : {Arm::only_together, Arm::together}) {
    const auto a = of_arm(with, arm), b = of_arm(without, arm);
    for (std::size_t n = 0; n < a.size(); ++n)
      EXPECT_EQ(a[n].trajectory_hash, b[n].trajectory_hash);
  }
}

// A deal is made at a table: its white space begins with the tables.
TEST(Branching, widens_white_space_where_tables_with_a_deal_begin) {
  const auto with_a_deal = [](int month) {
    Scenario scenario = branched(month, Arm::alone);
    scenario.setting.layout.tables[0].levers.deal = 1.0;
    scenario.record.organisations = true;
    return scenario;
  };
  const Scenario scenario = with_a_deal(0);
  Scenario whole = scenario;
  whole.setting.branch.reset();
  const auto with = of_arm(results_of(scenario), Arm::only_together);
  const auto without = of_arm(results_of(whole), Arm::only_together);
  for (std::size_t n = 0; n < with.size(); ++n)
    EXPECT_EQ(with[n].trajectory_hash, without[n].trajectory_hash);
  const Scenario later = with_a_deal(in_2018);
  const auto all = results_of(later);
  const double widened = 1.0 + later.setting.parameters.initial.deal_space;
  const auto space = [&](const RunResult& result, int month) {
    return series_at(result, later, "white_space", month);
  };
  for (const Arm arm : {Arm::only_together, Arm::together})
    for (const RunResult& result : of_arm(all, arm))
      EXPECT_NEAR(space(result, in_2018), widened * space(result, in_2018 - 1), 1e-7);
  for (const RunResult& result : of_arm(all, Arm::alone))
    EXPECT_EQ(space(result, in_2018), space(result, in_2018 - 1));
}

TEST(Branching, gives_the_same_bits_for_any_number_of_workers_and_in_stretches) {
  const Scenario scenario = branched(in_2018, Arm::only_together, 37);
  const auto hashes = [&](int workers) {
    std::vector<std::uint64_t> all;
    for (const RunResult& result : results_of(scenario, workers)) {
      EXPECT_EQ(result.run.index, static_cast<int>(all.size()));
      all.push_back(result.trajectory_hash);
    }
    return all;
  };
  const auto one = hashes(1);
  ASSERT_EQ(one.size(), 148u);
  EXPECT_EQ(hashes(3), one);
  std::vector<std::uint64_t> parts;
  for (const RunRange& range : run_ranges_of(scenario, 64))
    run_range(scenario, range, 2,
              [&](const RunResult& result) { parts.push_back(result.trajectory_hash); });
  EXPECT_EQ(parts, one);
}

TEST(Branching, is_the_same_in_worlds_that_run_alone) {
  Scenario lone = branched(in_2018, Arm::only_together, 1);
  ASSERT_FALSE(runs_in_blocks(lone));
  const auto alone = results_of(lone),
             blocks = results_of(branched(in_2018, Arm::only_together, 4));
  for (std::size_t n = 0; n < alone.size(); ++n)
    EXPECT_EQ(alone[n].trajectory_hash, blocks[n].trajectory_hash);
}

TEST(Branching, may_be_a_factor_of_a_design) {
  const Scenario scenario = scenario_from(
      "include = '" SAMEN_SCENARIOS
      "/hefboom8.toml'\n[branch]\nat = '2018-01'\n[run]\nreplicates = 16\nrecord = ['summary']\n"
      "[design]\nkind = 'grid'\n[design.factors]\nbranch.at = ['2016-01', '2020-01']\n",
      "test.toml");
  EXPECT_EQ(setting_at(scenario.design, 0).branch->month, 30);
  EXPECT_EQ(setting_at(scenario.design, 1).branch->month, 78);
  Scenario later = scenario;
  later.design = {};
  later.setting.branch->month = 78;
  const auto points = results_of(scenario), one = results_of(later);
  for (std::size_t n = 0; n < one.size(); ++n)
    EXPECT_EQ(points[64 + n].trajectory_hash, one[n].trajectory_hash);
}

TEST(Branching, refuses_what_cannot_be) {
  const auto complaint = [](const std::string& branch) {
    try {
      scenario_from("include = '" SAMEN_SCENARIOS "/hefboom8.toml'\n[branch]\n" + branch, "x.toml");
    } catch (const ScenarioError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_NE(complaint("at = '2031-01'").find("outside the calendar"), std::string::npos);
  EXPECT_NE(complaint("history = 'alone'").find("missing key 'branch.at'"), std::string::npos);
  EXPECT_NE(complaint("at = '2018-01'\nhistory = 'togehter'").find("did you mean 'together'"),
            std::string::npos);
}

}  // namespace
}  // namespace samen
