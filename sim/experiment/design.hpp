// Turns a scenario into the list of runs: design points × arms × replicates. All points run a group
// of replicates before the next group begins, so that a batch that stops early is balanced. The
// arms of a replicate are neighbours in the list.
#pragma once

#include "scenario/scenario.hpp"

namespace samen {

struct PlannedRun {
  int index = 0;
  Arm arm = Arm::nothing;
  int replicate = 0;
  int point = 0;  ///< index of the design point
};

/// Number of replicates that are planned together at each point: as many as run side by side.
inline constexpr int replicates_together = 32;

/// A part of the plan: runs `first` to `first + count`.
struct RunRange {
  int first = 0, count = 0;
  int end() const { return first + count; }
  bool operator==(const RunRange&) const = default;
};

/// Throws std::overflow_error for more runs than a result file can number.
int number_of_runs(const Scenario& scenario);
PlannedRun run_at(const Scenario& scenario, int index);

/// The group of replicates, planned together at one point, that contains run `index`: its first run
/// and its number of runs.
RunRange replicate_group(const Scenario& scenario, int index);

/// The setting of a design point. Throws std::runtime_error that says what is wrong with the point.
Setting setting_at(const Design& design, int point);

}  // namespace samen
