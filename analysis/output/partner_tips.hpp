// The smallest change of one thing that tips a partner, as `samen run --tips` found it.
#pragma once

#include <string>
#include <vector>

#include "analysis/output/table.hpp"
#include "analysis/results/batch.hpp"

namespace samen::analysis {

/// What tips one partner, the smallest part of its range first. A note says what does not tip it
/// within its range, and what could not be set alone.
struct PartnerTipped {
  std::string name;
  Table table;  ///< without rows if nothing tips it
};

/// In the order of the organisations; empty if nobody looked for tips.
std::vector<PartnerTipped> partner_tips(const Batch& batch, Language language);

}  // namespace samen::analysis
