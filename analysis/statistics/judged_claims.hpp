// The claims of result files with their verdicts.
#pragma once

#include <string>
#include <vector>

#include "analysis/statistics/claim.hpp"

namespace samen::analysis {

struct JudgedClaim {
  ClaimFinding finding;
  Judgement judgement;
  Origin origin = Origin::not_tried;
};

/// Those of all files together, in the order of the document; the false discovery rate is over all
/// their tests.
std::vector<JudgedClaim> judged_claims(const std::vector<std::string>& files);

}  // namespace samen::analysis
