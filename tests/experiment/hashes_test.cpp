// The hashes of a few runs. Every compiler, every machine and any number of workers and lanes must
// give them. When a rule changes on purpose, run tests/run --update-hashes and say
// "Results change:" in CHANGELOG.md. The hashes of the first edition, in double precision, never
// change: whatever was added since has a value that gives the former rule bit for bit.
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "experiment/runner.hpp"
#include "io/calibration_reader.hpp"
#include "io/scenario_reader.hpp"

namespace samen {
namespace {

/// Calls visit(result) for three replicates of each arm of the scenario in a file.
template <class Visit>
void run_three(const std::string& file, const std::vector<std::string>& settings, Visit&& visit) {
  std::vector<std::string> all = settings;
  all.push_back(R"(run.arms=["nothing", "alone", "only_together", "together"])");
  const Scenario scenario = read_scenario(file, {.settings = all, .replicates = 3});
  run_batch(scenario, 2, [&](const RunResult& result) {
    ASSERT_FALSE(result.failed) << result.message;
    visit(result);
  });
}

std::string in_the_library(const std::string& name) {
  return SAMEN_SCENARIOS "/" + name + ".toml";
}

std::string kept_in(const char* file) {
  std::ostringstream kept;
  kept << std::ifstream(file).rdbuf();
  return kept.str();
}

const std::string in_double = R"(run.precision="double")";

std::string hashes_with(const std::vector<std::string>& settings) {
  std::ostringstream now;
  for (const char* name : {"hefboom8", "maurice4", "simple_problem", "flanders"})
    run_three(in_the_library(name), settings, [&](const RunResult& result) {
      now << name << ' ' << arm_names[static_cast<std::size_t>(result.run.arm)] << ' '
          << result.run.replicate << ' ' << std::hex << result.trajectory_hash << std::dec << '\n';
    });
  return now.str();
}

void expect_kept(const std::string& now, const char* golden) {
  if (std::getenv("SAMEN_UPDATE_GOLDEN")) std::ofstream(golden) << now;
  EXPECT_EQ(now, kept_in(golden));
}

TEST(Hashes, are_those_of_every_compiler_and_machine) {
  expect_kept(hashes_with({}), SAMEN_TESTS "/experiment/hashes.txt");
}

TEST(Hashes, in_double_precision_are_those_of_every_compiler_and_machine) {
  expect_kept(hashes_with({in_double}), SAMEN_TESTS "/experiment/hashes_double.txt");
}

TEST(Hashes, in_double_precision_are_the_same_alone_and_in_a_block) {
  std::vector<std::uint64_t> together, alone;
  const auto runs = [](int replicates, std::vector<std::uint64_t>& hashes) {
    const Scenario scenario = read_scenario(SAMEN_SCENARIOS "/maurice4.toml",
                                            {.settings = {in_double}, .replicates = replicates});
    run_batch(scenario, 2, [&](const RunResult& result) {
      if (result.run.replicate < 2) hashes.push_back(result.trajectory_hash);
    });
    EXPECT_EQ(runs_in_blocks(scenario), replicates > 2);
  };
  runs(2, alone);
  runs(20, together);
  EXPECT_EQ(alone, together);
  EXPECT_FALSE(alone.empty());
}

// Arms are counted by place, 0 for the arm in which everyone does nothing, because a name may
// change.
TEST(Hashes, with_the_parameters_of_the_first_edition_are_what_they_were) {
  auto first = read_common_parameters(SAMEN_SCENARIOS "/validation/first.toml");
  first.push_back(in_double);
  std::ostringstream now;
  for (const char* name : {"hefboom8", "maurice4", "simple_problem", "flanders", "hattem5"}) {
    if (name == std::string_view("hattem5")) first.push_back("goals.work=40");  // as it was then
    const std::string file = name == std::string_view("maurice4") ? SAMEN_TESTS
                                 "/experiment/maurice4_before.toml"
                                                                  : in_the_library(name);
    run_three(file, first, [&](const RunResult& result) {
      now << name << ' ' << static_cast<int>(result.run.arm) << ' ' << result.run.replicate << ' '
          << std::hex << result.trajectory_hash << std::dec << '\n';
    });
  }
  EXPECT_EQ(now.str(), kept_in(SAMEN_TESTS "/experiment/hashes_first.txt"));
}

}  // namespace
}  // namespace samen
