// 7.16.1 The steps of an exercise, over many runs: the same bits however the work is divided, and
// what the exercise of 2013 comes to.
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "experiment/runner.hpp"
#include "io/scenario_reader.hpp"

namespace samen {
namespace {

Scenario exercise(int replicates, const std::vector<std::string>& settings = {}) {
  Scenario scenario = scenario_from("include = '" SAMEN_SCENARIOS "/hefboom8_steps.toml'\n",
                                    "test.toml", {.settings = settings, .replicates = replicates});
  scenario.record = {.tables = false};
  return scenario;
}

std::vector<std::uint64_t> hashes_of(const Scenario& scenario, int workers = 2) {
  std::vector<std::uint64_t> all;
  run_batch(scenario, workers, [&](const RunResult& result) {
    EXPECT_FALSE(result.failed) << result.message;
    all.push_back(result.trajectory_hash);
  });
  return all;
}

TEST(Exercise, gives_the_same_bits_for_any_number_of_workers_and_in_worlds_that_run_alone) {
  const auto one = hashes_of(exercise(37), 1);
  EXPECT_EQ(hashes_of(exercise(37), 3), one);
  const Scenario lone = exercise(2), blocks = exercise(4);
  ASSERT_FALSE(runs_in_blocks(lone));
  ASSERT_TRUE(runs_in_blocks(blocks));
  const auto alone = hashes_of(lone), beside = hashes_of(blocks);
  for (std::size_t n = 0; n < alone.size(); ++n) EXPECT_EQ(alone[n], beside[n]);
}

// The arms nothing and alone have no table that could take a step.
TEST(Exercise, leaves_arms_without_tables_as_they_are) {
  const std::vector<std::string> arms{R"(run.arms=["nothing", "alone"])"};
  std::vector<std::string> longer = arms;
  longer.push_back("step.\"statement\".days=5");
  EXPECT_EQ(hashes_of(exercise(4, arms)), hashes_of(exercise(4, longer)));
}

}  // namespace
}  // namespace samen
