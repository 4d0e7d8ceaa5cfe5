// What tables say of a factor that never acts.
#pragma once

#include <vector>

#include "analysis/output/table.hpp"
#include "analysis/results/batch.hpp"

namespace samen::analysis {

/// In tables with a row for each factor: says of one that never acts that it does not, with an
/// effect of nought and no interval.
void name_inert(const Batch& batch, std::vector<Table>& tables);

}  // namespace samen::analysis
