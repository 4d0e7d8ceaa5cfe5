// Finds out which factors of a design act (change any result), by changing one factor at a time.
//
// In a grid, a Saltelli or a Morris design, some points differ in one factor only, so the runs of
// the batch show whether the factor acts. In a list, a Latin hypercube or a Sobol sample no two
// points differ in only one factor. There, some replicates run at points of the design, and again
// with one factor moved over its range. A factor that changes no bit of these runs is reported as
// one that never acts.
#pragma once

#include <functional>
#include <vector>

#include "experiment/design.hpp"
#include "experiment/runner.hpp"

namespace samen {

/// Returns all bits in which two runs can differ: trajectory hash, failure and outcomes.
SAMEN_API std::vector<std::uint64_t> bits_of(const RunResult& result);

/// Returns one value for each factor: `untold` if the runs of the batch show it, or if a setting
/// cannot be tried. The result does not depend on the number of workers. `step` is called between
/// runs.
SAMEN_API std::vector<Acting> tried_factors(const Scenario& scenario, int workers,
                                            const std::function<void()>& step = {});

}  // namespace samen
