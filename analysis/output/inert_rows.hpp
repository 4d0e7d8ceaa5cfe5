// Marks factors that never act in tables.
#pragma once

#include <vector>

#include "analysis/output/table.hpp"
#include "analysis/results/batch.hpp"

namespace samen::analysis {

/// In tables with one row for each factor: marks a factor that never acts, because its effect of
/// zero has no interval.
void name_inert(const Batch& batch, std::vector<Table>& tables);

}  // namespace samen::analysis
