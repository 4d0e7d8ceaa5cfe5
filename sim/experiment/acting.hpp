// Which factors of a design act: tried by moving one of them alone.
//
// Points of a grid, a Saltelli or a Morris design differ in one factor, so their runs tell. In a
// list, a Latin hypercube or a Sobol sample no two points do: some replicates are run at points of
// the design, and again with one factor moved over its range. A factor that changes no bit of any
// of them is told as one that never acts.
#pragma once

#include <functional>
#include <vector>

#include "experiment/design.hpp"
#include "experiment/runner.hpp"

namespace samen {

/// All bits by which two runs can differ: trajectory, failure and outcomes.
SAMEN_API std::vector<std::uint64_t> bits_of(const RunResult& result);

/// One for each factor; `untold` where the runs themselves tell, or where a setting cannot be
/// tried. The same for a scenario whatever the number of workers. `step` is called between runs.
SAMEN_API std::vector<Acting> tried_factors(const Scenario& scenario, int workers,
                                            const std::function<void()>& step = {});

}  // namespace samen
