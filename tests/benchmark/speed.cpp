// How fast the engine is, beside a plain object-oriented version of the same rules.
//
// A run is one arm of one replicate of hefboom8, the mean of its four arms, with every series of
// the whole, goals and tables recorded. Start-up – reading the scenario, opening the file – is left
// out. tests/benchmark/run interleaves the repetitions and keeps their medians.
#include <filesystem>
#include <string>

#include <benchmark/benchmark.h>

#include "benchmark/instructions.hpp"
#include "benchmark/plain.hpp"
#include "experiment/runner.hpp"
#include "io/results_writer.hpp"
#include "io/scenario_reader.hpp"

namespace samen {
namespace {

Scenario hefboom8(int replicates) {
  Scenario scenario = read_scenario(SAMEN_SCENARIOS "/hefboom8.toml", {.replicates = replicates});
  scenario.record = {};  // as much as a scenario records unless it says otherwise
  return scenario;
}

double seat_months(const Scenario& scenario) {
  const Layout& layout = scenario.setting.layout;
  return static_cast<double>(layout.seats.size()) * layout.calendar.months *
         number_of_runs(scenario);
}

/// runs/s and core, and instructions per seat-month where the machine counts them.
void report(benchmark::State& state, const Scenario& scenario, int workers, double instructions) {
  const double runs = static_cast<double>(state.iterations()) * number_of_runs(scenario);
  state.counters["runs/s"] = benchmark::Counter(runs, benchmark::Counter::kIsRate);
  state.counters["runs/s/core"] = benchmark::Counter(runs / workers, benchmark::Counter::kIsRate);
  // The CSV wants every counter in every row: 0 where nothing was counted.
  state.counters["instructions/seat-month"] =
      instructions / (static_cast<double>(state.iterations()) * seat_months(scenario));
}

void simulate_only(benchmark::State& state) {
  const Scenario scenario = hefboom8(640);
  const int workers = static_cast<int>(state.range(0));
  const Instructions counted;
  for (auto _ : state)
    run_batch(scenario, workers,
              [](const RunResult& result) { benchmark::DoNotOptimize(result.trajectory_hash); });
  report(state, scenario, workers, workers == 1 ? counted.so_far() : 0.0);
}

void simulate_and_write(benchmark::State& state) {
  const Scenario scenario = hefboom8(640);
  const int workers = static_cast<int>(state.range(0));
  const auto path = std::filesystem::temp_directory_path() / "samen_speed.h5";
  for (auto _ : state) {
    state.PauseTiming();
    ResultsWriter writer(scenario, path.string(), {"benchmark", workers, instruction_set()});
    state.ResumeTiming();
    run_batch(scenario, workers, [&](const RunResult& result) { writer.write(result); });
    writer.finish();  // on the disk
    state.PauseTiming();
    std::filesystem::remove(path);
    state.ResumeTiming();
  }
  report(state, scenario, workers, 0.0);
}

void plain_objects(benchmark::State& state) {
  const Scenario scenario = hefboom8(8);
  const Instructions counted;
  for (auto _ : state)
    for (int n = 0; n < number_of_runs(scenario); ++n) {
      const PlannedRun run = run_at(scenario, n);
      benchmark::DoNotOptimize(
          plain::run(scenario.setting, run.arm, static_cast<std::uint64_t>(run.replicate)));
    }
  report(state, scenario, 1, counted.so_far());
}

BENCHMARK(simulate_only)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(simulate_and_write)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(plain_objects)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace samen

int main(int count, char** words) {
  benchmark::AddCustomContext("instruction_set", samen::instruction_set());
  benchmark::Initialize(&count, words);
  if (benchmark::ReportUnrecognizedArguments(count, words)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
