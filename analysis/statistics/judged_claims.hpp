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

/// The claims of all files together, in the order of the document. The false discovery rate covers
/// all their tests.
std::vector<JudgedClaim> judged_claims(const std::vector<std::string>& files);

/// A claim under the sets of an ensemble.
struct ClaimAcrossSets {
  std::string id;
  Verdict central = Verdict::too_close;
  std::array<std::size_t, verdict_names.size()> counts{};  ///< number of sets by verdict

  std::size_t sets() const;
  std::size_t as_central() const { return counts[static_cast<std::size_t>(central)]; }
};

/// The claims in the order of the central set, each with its verdicts in all sets that contain it.
std::vector<ClaimAcrossSets> claims_across_sets(const std::vector<std::vector<JudgedClaim>>& by_set,
                                                std::size_t central);

}  // namespace samen::analysis
