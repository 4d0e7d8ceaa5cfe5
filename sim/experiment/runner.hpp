// Runs a batch on all cores and hands every run on in the order of the plan. Threads live here and
// nowhere else. A run that fails is data too: its message is kept and the batch goes on.
//
// Small worlds run in blocks: neighbouring replicates of one arm side by side, a block a worker. A
// world too large for that runs alone, all workers at its tables. Nothing that comes out depends on
// which of the two it was.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
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

/// Simulates the arm of `results`.front().run for its replicate and those that follow, one a
/// result, at most as many as a Real holds. `world` is reused from block to block. A replicate that
/// breaks a law of the model comes back as failed.
template <class Real>
void simulate(const Scenario& scenario, std::span<RunResult> results, World<Real>& world);

using SimulateBlock = std::function<void(const Scenario&, std::span<RunResult>, World<Block>&)>;
using Sink = std::function<void(const RunResult&)>;

/// Cores this process may use: those of the machine, less what affinity or a container takes away.
int cores_at_hand();

/// Whether the worlds of a scenario are small enough to run side by side.
bool runs_in_blocks(const Scenario& scenario);

/// Runs the whole plan with `workers` threads (0: one per core); `sink` sees every run once, in
/// plan order, from one thread at a time. At most a few blocks per worker are in memory. An
/// exception of the sink ends the batch.
void run_batch(const Scenario& scenario, int workers, const Sink& sink,
               const SimulateBlock& simulate_block = simulate<Block>);

}  // namespace samen
