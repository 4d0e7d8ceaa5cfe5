// Runs a batch on all cores and hands every run on in the order of the plan. Threads live here and
// nowhere else. A run that fails is data too: its message is kept and the batch goes on.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "experiment/design.hpp"

namespace samen {

struct RunResult {
  PlannedRun run;
  bool failed = false;
  std::string message;
  double wall_seconds = 0.0;
  std::uint64_t trajectory_hash = 0;
  std::vector<double> outcomes;             ///< in the order of `outcomes`
  std::vector<int> reached_at;              ///< per goal: month, or -1
  std::vector<int> operating_since;         ///< per table: month, or -1
  std::vector<int> ended_at;                ///< per table: month, or -1
  std::vector<Reason> ended_by;             ///< per table
  std::vector<std::vector<double>> series;  ///< per recorded observable: month × entry
  std::vector<Event> events;
  std::vector<Decision> decisions;
};

/// Simulates one run in `world`, which is reused from run to run. Throws ContractViolation.
void simulate(const Scenario& scenario, const PlannedRun& run, World& world, RunResult& result);

using Simulate = std::function<void(const Scenario&, const PlannedRun&, World&, RunResult&)>;
using Sink = std::function<void(const RunResult&)>;

/// Cores this process may use: those of the machine, less what affinity or a container takes away.
int cores_at_hand();

/// Runs the whole plan with `workers` threads (0: one per core); `sink` sees every run once, in
/// plan order, from one thread at a time. At most a few runs per worker are in memory. An exception
/// of the sink ends the batch.
void run_batch(const Scenario& scenario, int workers, const Sink& sink,
               const Simulate& simulate_run = simulate);

}  // namespace samen
