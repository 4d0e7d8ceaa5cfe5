// Runs a batch on all cores and passes every run to a sink in the order of the plan. Only this file
// starts threads that simulate. A failed run is data too: its message is stored and the batch
// continues.
//
// Small worlds run in blocks: consecutive replicates of one arm side by side, one block per worker.
// A world that is too large for a block, or has too few other replicates, runs alone, and all
// workers share its tables. If levers wait for an occasion (changes.hpp), the replicates of a block
// run one after another. The results do not depend on which of these ways is used.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "experiment/design.hpp"

namespace samen {

/// The results of one run, without its monthly series.
struct RunSummary {
  PlannedRun run;
  bool failed = false;
  std::string message;
  double wall_seconds = 0.0;
  double state_bytes = 0.0;  ///< memory of its world
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
  /// Per recorded observable: month × entry. Only the one in the precision of the run is filled.
  std::vector<std::vector<float>> series;
  std::vector<std::vector<double>> series_in_double;
};

/// Simulates a block: the arm of `results`.front().run, in a setting, for its replicate and the
/// following replicates. There is one result per replicate, at most as many as a Real holds.
/// `world` is reused from block to block. A replicate that breaks a law of the model returns as
/// failed.
template <class Real>
void simulate(const Scenario& scenario, const Setting& setting, std::span<RunResult> results,
              World<Real>& world);

using Sink = std::function<void(const RunResult&)>;

/// Makes a function of the engine's library visible to other programs.
#define SAMEN_API [[gnu::visibility("default")]]

/// Number of cores that this process may use: those of the machine, unless affinity or a container
/// allows fewer.
SAMEN_API int available_cores();

/// The instruction set for which the running engine is compiled.
SAMEN_API const char* instruction_set();

/// Runs the whole plan with `workers` threads (0: one per core). `sink` receives every run once, in
/// the order of the plan, from one thread at a time. At most a few blocks per worker are in memory.
/// An exception of the sink ends the batch.
SAMEN_API void run_batch(const Scenario& scenario, int workers, const Sink& sink);

/// The same for a part of the plan, one of `run_ranges_of`.
SAMEN_API void run_range(const Scenario& scenario, const RunRange& range, int workers,
                         const Sink& sink);

/// The entry point of the library in double precision, which the engine in single precision calls.
extern "C" SAMEN_API void samen_run_range_in_double(const Scenario& scenario, const RunRange& range,
                                                    int workers, const Sink& sink);

/// Runs `work` once for each number below `items`, in any order, with `workers` threads (those of
/// the batch if a sink calls it). Returns when all of it is done. Rethrows an exception of the
/// work.
SAMEN_API void side_by_side(int workers, int items, const std::function<void(int)>& work);

/// The smallest range around a run that can run by itself: the replicates that run side by side,
/// the arms that share a history, or the run alone.
SAMEN_API RunRange smallest_range(const Scenario& scenario, int run);

/// Divides the plan into ranges that can run and be restarted separately. A range has at most
/// `most_runs` runs, but at least one smallest_range.
SAMEN_API std::vector<RunRange> run_ranges_of(const Scenario& scenario, int most_runs);

/// Whether the worlds of a scenario are small enough and numerous enough to run in blocks.
SAMEN_API bool runs_in_blocks(const Scenario& scenario);

template <class Real>
using Simulate =
    std::function<void(const Scenario&, const Setting&, std::span<RunResult>, World<Real>&)>;
using SimulateBlock = Simulate<Block>;

/// The same in the precision of the engine, with another function that simulates a block. For
/// tests.
void run_batch_with(const SimulateBlock& simulate_block, const Scenario& scenario, int workers,
                    const Sink& sink);

}  // namespace samen
