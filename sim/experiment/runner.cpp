#include "experiment/runner.hpp"

#include <chrono>
#include <exception>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

namespace samen {
namespace {

std::vector<int> months_of(const std::vector<Real>& column) {
  std::vector<int> months;
  for (const Real month : column) months.push_back(static_cast<int>(month));
  return months;
}

void observe(const World& world, const std::vector<int>& kept, RunResult& result) {
  for (std::size_t n = 0; n < kept.size(); ++n) {
    const Observable& observable = observables[kept[n]];
    const int entries = size_of(*world.layout, observable.axis);
    double* const row = &result.series[n][static_cast<std::size_t>(world.month) * entries];
    const bool applies = has_tables(world.arm) || !at_tables(observable.axis);
    for (int entry = 0; entry < entries; ++entry)
      row[entry] = applies ? observable.value(world, entry) : not_applicable;
  }
}

RunResult attempt(const Scenario& scenario, const PlannedRun& run, World& world,
                  const Simulate& simulate_run) {
  RunResult result;
  result.run = run;
  const auto begin = std::chrono::steady_clock::now();
  try {
    simulate_run(scenario, run, world, result);
  } catch (const std::exception& error) {
    result = {};
    result.run = run;
    result.failed = true;
    result.message = error.what();
    if (world.layout) result.message += " (month " + std::to_string(world.month) + ")";
  }
  result.wall_seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return result;
}

}  // namespace

void simulate(const Scenario& scenario, const PlannedRun& run, World& world, RunResult& result) {
  const Setting& setting = scenario.setting;
  const Draws draws(scenario.seed, static_cast<std::uint32_t>(run.replicate));
  const int months = setting.layout.calendar.months;
  const std::vector<int> kept = recorded(scenario.record);
  world.keep_decisions = scenario.record.decisions;
  start(world, setting, run.arm, draws);
  for (const int n : kept)
    result.series.emplace_back(static_cast<std::size_t>(months) *
                               size_of(setting.layout, observables[n].axis));
  std::uint64_t hash = fingerprint_version;
  for (int t = 0; t < months; ++t) {
    advance(world, setting, draws);
    hash = fingerprint(world, hash);
    observe(world, kept, result);
  }
  result.trajectory_hash = hash;
  for (const Outcome& outcome : outcomes) result.outcomes.push_back(outcome.value(world));
  result.reached_at = months_of(world.reached_at);
  result.operating_since = months_of(world.operating_since);
  result.ended_at = months_of(world.ended_at);
  result.ended_by = world.ended_by;
  if (scenario.record.events) result.events = world.events;
  result.decisions = world.decisions;
}

int cores_at_hand() {
  return tbb::this_task_arena::max_concurrency();
}

void run_batch(const Scenario& scenario, int workers, const Sink& sink,
               const Simulate& simulate_run) {
  const int cores = workers > 0 ? workers : cores_at_hand();
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                  static_cast<std::size_t>(cores));
  tbb::task_arena arena(cores);
  tbb::enumerable_thread_specific<World> worlds;
  const int runs = number_of_runs(scenario);
  constexpr int runs_in_flight_per_worker = 4;  // enough to keep the writer from ever waiting
  const int in_flight = cores * runs_in_flight_per_worker;
  // Runs enter and leave in order, so those under way never share a place. The pipeline only passes
  // their numbers on: it forgets to destroy what it holds when a filter throws.
  std::vector<RunResult> places(static_cast<std::size_t>(in_flight));
  const auto place = [&](int index) -> RunResult& {
    return places[static_cast<std::size_t>(index % in_flight)];
  };
  int next = 0;
  const auto plan = tbb::make_filter<void, int>(tbb::filter_mode::serial_in_order,
                                                [&](tbb::flow_control& control) {
                                                  if (next == runs) control.stop();
                                                  return next < runs ? next++ : next;
                                                });
  const auto work = tbb::make_filter<int, int>(tbb::filter_mode::parallel, [&](int index) {
    place(index) = attempt(scenario, run_at(scenario, index), worlds.local(), simulate_run);
    return index;
  });
  const auto hand_on = tbb::make_filter<int, void>(tbb::filter_mode::serial_in_order,
                                                   [&](int index) { sink(place(index)); });
  arena.execute(
      [&] { tbb::parallel_pipeline(static_cast<std::size_t>(in_flight), plan & work & hand_on); });
}

}  // namespace samen
