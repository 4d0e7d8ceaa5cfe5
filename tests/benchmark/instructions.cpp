// A few runs without timing, for a program that counts instructions (callgrind): what is counted
// does not depend on what else the machine does.
//
//   instructions engine|plain|none REPLICATES
//
// `none` does all but the runs, so that a difference leaves the runs alone.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "benchmark/plain.hpp"
#include "experiment/runner.hpp"
#include "io/scenario_reader.hpp"

int main(int count, char** words) {
  using namespace samen;
  const std::string_view what = count == 3 ? words[1] : "";
  const int replicates = count == 3 ? std::atoi(words[2]) : 0;
  if ((what != "engine" && what != "plain" && what != "none") || replicates < 1) {
    std::fprintf(stderr, "usage: instructions engine|plain|none REPLICATES\n");
    return 2;
  }
  Scenario scenario = read_scenario(SAMEN_SCENARIOS "/hefboom8.toml", {.replicates = replicates});
  scenario.record = {};
  std::uint64_t hash = 0;
  if (what == "engine")
    run_batch(scenario, 1, [&](const RunResult& result) { hash ^= result.trajectory_hash; });
  if (what == "plain")
    for (int n = 0; n < number_of_runs(scenario); ++n) {
      const PlannedRun run = run_at(scenario, n);
      const auto done =
          plain::run(scenario.setting, run.arm, static_cast<std::uint64_t>(run.replicate));
      hash ^= sizeof done;
    }
  const Layout& layout = scenario.setting.layout;
  std::printf("%d runs, %d seat-months a run, %s, %llx\n", number_of_runs(scenario),
              static_cast<int>(layout.seats.size()) * layout.calendar.months, instruction_set(),
              static_cast<unsigned long long>(hash));
}
