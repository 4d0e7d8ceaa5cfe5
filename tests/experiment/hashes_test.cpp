// The hashes of a few runs, as every compiler, machine, number of workers and of lanes must give
// them. When a rule changes on purpose, run tests/run --update-hashes and say "Results change:" in
// CHANGELOG.md.
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "experiment/runner.hpp"
#include "io/scenario_reader.hpp"

namespace samen {
namespace {

TEST(Hashes, are_those_of_every_compiler_and_machine) {
  std::ostringstream now;
  for (const char* name : {"hefboom8", "maurice4", "simple_problem", "flanders"}) {
    const Scenario scenario = read_scenario(
        std::string(SAMEN_SCENARIOS "/") + name + ".toml",
        {.settings = {R"(run.arms=["nothing", "alone", "only_together", "together"])"},
         .replicates = 3});
    run_batch(scenario, 2, [&](const RunResult& result) {
      ASSERT_FALSE(result.failed) << result.message;
      now << name << ' ' << arm_names[static_cast<std::size_t>(result.run.arm)] << ' '
          << result.run.replicate << ' ' << std::hex << result.trajectory_hash << std::dec << '\n';
    });
  }
  const char* const golden = SAMEN_TESTS "/experiment/hashes.txt";
  if (std::getenv("SAMEN_UPDATE_GOLDEN")) std::ofstream(golden) << now.str();
  std::ostringstream kept;
  kept << std::ifstream(golden).rdbuf();
  EXPECT_EQ(now.str(), kept.str());
}

}  // namespace
}  // namespace samen
