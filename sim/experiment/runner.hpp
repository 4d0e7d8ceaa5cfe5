// Runs a batch on all cores and hands every run on in the order of the plan. The threads that
// simulate live here and nowhere else. A run that fails is data too: its message is kept and the
// batch goes on.
//
// Small worlds run in blocks: neighbouring replicates of one arm side by side, a block a worker. A
// world too large for that, or without neighbours, runs alone, all workers at its tables. Nothing
// that comes out depends on which of the two it was.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "experiment/design.hpp"

namespace samen {

/// What one run came to, but for its monthly series.
struct RunSummary {
  PlannedRun run;
  bool failed = false;
  std::string message;
  double wall_seconds = 0.0;
  double state_bytes = 0.0;  ///< memory its world took
  std::uint64_t trajectory_hash = 0;
  std::vector<double> outcomes;          ///< in the order of `outcomes`
  std::vector<double> organisation_net;  ///< per organisation: its own balance at the end [k€]
  std::vector<int> reached_at;           ///< per goal: month, or -1
  std::vector<int> operating_since;      ///< per table: month, or -1
  std::vector<int> ended_at;             ///< per table: month, or -1
  std::vector<Reason> ended_by;          ///< per table
  std::vector<Event> events;
  std::vector<BoardDecision> decisions;
};

struct RunResult : RunSummary {
  std::vector<std::vector<double>> series;  ///< per recorded observable: month × entry
};

/// Simulates the arm of `results`.front().run in a setting for its replicate and those that follow,
/// one a result, at most as many as a Real holds. `world` is reused from block to block. A
/// replicate that breaks a law of the model comes back as failed.
template <class Real>
void simulate(const Scenario& scenario, const Setting& setting, std::span<RunResult> results,
              World<Real>& world);

using Sink = std::function<void(const RunResult&)>;

/// What other programs may call in the engine's library.
#define SAMEN_API [[gnu::visibility("default")]]

/// Cores this process may use: those of the machine, less what affinity or a container takes away.
SAMEN_API int cores_at_hand();

/// The instruction set the engine at work was compiled for.
SAMEN_API const char* instruction_set();

/// Runs the whole plan with `workers` threads (0: one per core); `sink` sees every run once, in
/// plan order, from one thread at a time. At most a few blocks per worker are in memory. An
/// exception of the sink ends the batch.
SAMEN_API void run_batch(const Scenario& scenario, int workers, const Sink& sink);

/// The same of a stretch of the plan, one of `stretches_of`.
SAMEN_API void run_range(const Scenario& scenario, const RunRange& stretch, int workers,
                         const Sink& sink);

/// The smallest stretch of the plan around a run that can be run by itself: replicates that run
/// side by side, arms that share a history, or the run alone.
SAMEN_API RunRange smallest_range(const Scenario& scenario, int run);

/// The plan in parts that can be run apart and begun anew: as many runs as `most_runs` at the most,
/// but at least a unit.
SAMEN_API std::vector<RunRange> stretches_of(const Scenario& scenario, int most_runs);

/// Whether the worlds of a scenario are small enough, and enough, to run side by side.
SAMEN_API bool runs_in_blocks(const Scenario& scenario);

using SimulateBlock =
    std::function<void(const Scenario&, const Setting&, std::span<RunResult>, World<Block>&)>;

/// The same with another way to simulate a block. Serves tests.
void run_batch_with(const SimulateBlock& simulate_block, const Scenario& scenario, int workers,
                    const Sink& sink);

}  // namespace samen
