// The plan in parts that can be run apart.
#include <algorithm>

#include <gtest/gtest.h>

#include "experiment/runner.hpp"
#include "io/scenario_reader.hpp"

namespace samen {
namespace {

Scenario small(int replicates, const std::string& more = "") {
  Overrides overrides;
  overrides.replicates = replicates;
  overrides.settings = {"run.record=[\"summary\"]"};
  if (!more.empty()) overrides.settings.push_back(more);
  return read_scenario(SAMEN_SCENARIOS "/maurice4.toml", overrides);
}

Scenario landscape() {
  Overrides overrides;
  overrides.replicates = 2;
  return read_scenario(SAMEN_TESTS "/experiment/landscape.toml", overrides);
}

Scenario design() {
  Overrides overrides;
  overrides.replicates = 40;
  return read_scenario(SAMEN_SCENARIOS "/grid.toml", overrides);
}

/// Checks that ranges are the plan, each of whole units and no longer than allowed.
void expect_the_plan(const Scenario& scenario, const std::vector<RunRange>& ranges, int most) {
  int next = 0;
  for (const RunRange& range : ranges) {
    EXPECT_EQ(range.first, next);
    EXPECT_EQ(smallest_range(scenario, range.first).first, range.first);
    EXPECT_EQ(smallest_range(scenario, range.end() - 1).end(), range.end());
    EXPECT_LE(range.count, std::max(most, smallest_range(scenario, range.first).count));
    next = range.end();
  }
  EXPECT_EQ(next, number_of_runs(scenario));
}

TEST(RunRanges, are_the_plan_in_whole_units) {
  for (const Scenario& scenario : {small(100), landscape(), design()})
    for (const int most : {1, 127, 128, 129, 400, 1000000}) {
      SCOPED_TRACE(scenario.title + ", at most " + std::to_string(most));
      expect_the_plan(scenario, run_ranges_of(scenario, most), most);
    }
}

TEST(RunRanges, are_as_long_as_allowed) {
  // Groups of 32 replicates of four arms, 128 runs; of 100 replicates the last has four.
  const auto ranges = run_ranges_of(small(100), 130);
  ASSERT_EQ(ranges.size(), 4u);
  EXPECT_EQ(ranges[0], (RunRange{0, 128}));
  EXPECT_EQ(ranges[3], (RunRange{384, 16}));
  EXPECT_EQ(run_ranges_of(small(100), 400).size(), 1u);
  EXPECT_EQ(run_ranges_of(landscape(), 1).size(), 6u) << "three arms of two replicates";
}

void expect_same(const RunResult& run, const RunResult& whole) {
  EXPECT_EQ(run.run.index, whole.run.index);
  EXPECT_EQ(run.run.arm, whole.run.arm);
  EXPECT_EQ(run.run.replicate, whole.run.replicate);
  EXPECT_EQ(run.run.point, whole.run.point);
  EXPECT_EQ(run.failed, whole.failed);
  EXPECT_EQ(run.trajectory_hash, whole.trajectory_hash);
  EXPECT_EQ(run.events.size(), whole.events.size());
}

TEST(RunRanges, run_backwards_give_the_runs_of_the_batch) {
  for (const Scenario& scenario : {small(40), landscape(), design()}) {
    SCOPED_TRACE(scenario.title);
    std::vector<RunResult> whole;
    run_batch(scenario, 2, [&](const RunResult& result) { whole.push_back(result); });
    auto ranges = run_ranges_of(scenario, 100);
    std::reverse(ranges.begin(), ranges.end());
    int seen = 0;
    for (const RunRange& range : ranges)
      run_range(scenario, range, 2, [&](const RunResult& result) {
        expect_same(result, whole.at(static_cast<std::size_t>(result.run.index)));
        ++seen;
      });
    EXPECT_EQ(seen, number_of_runs(scenario));
  }
}

}  // namespace
}  // namespace samen
