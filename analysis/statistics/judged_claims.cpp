#include "analysis/statistics/judged_claims.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace samen::analysis {
namespace {

/// The verdicts on all claims. If `neutral`, each claim is judged by its runs with neutral
/// coefficients, if there are any. The number of tests is the same in both cases.
std::vector<Judgement> judgements_of(const std::vector<ClaimFinding>& findings, bool neutral) {
  std::vector<VerdictTests> tests;
  for (const ClaimFinding& finding : findings) {
    const bool taken_away = neutral && !finding.neutral_differences.empty();
    tests.push_back(finding.never_acts
                        ? VerdictTests{}
                        : tests_of(finding.expected,
                                   taken_away ? finding.neutral_differences : finding.differences,
                                   finding.smallest));
  }
  return judged(tests);
}

}  // namespace

std::vector<JudgedClaim> judged_claims(const std::vector<std::string>& files) {
  std::vector<ClaimFinding> findings;
  for (const std::string& path : files) {
    const Batch batch(path);
    for (ClaimFinding& finding : findings_of(batch)) findings.push_back(std::move(finding));
  }
  std::sort(findings.begin(), findings.end(), [](const ClaimFinding& a, const ClaimFinding& b) {
    return std::tie(a.number, a.id) < std::tie(b.number, b.id);
  });
  const std::vector<Judgement> judgements = judgements_of(findings, false);
  const std::vector<Judgement> neutral = judgements_of(findings, true);
  std::vector<JudgedClaim> all;
  for (std::size_t n = 0; n < findings.size(); ++n)
    all.push_back({findings[n], judgements[n],
                   origin_of(findings[n], judgements[n].verdict, neutral[n].verdict)});
  return all;
}

std::size_t ClaimAcrossSets::sets() const {
  return std::accumulate(counts.begin(), counts.end(), std::size_t{0});
}

std::vector<ClaimAcrossSets> claims_across_sets(const std::vector<std::vector<JudgedClaim>>& by_set,
                                                std::size_t central) {
  std::vector<ClaimAcrossSets> all;
  for (const JudgedClaim& claim : by_set.at(central)) {
    ClaimAcrossSets found{claim.finding.id, claim.judgement.verdict, {}};
    for (const auto& claims : by_set)
      for (const JudgedClaim& other : claims)
        if (other.finding.id == found.id)
          ++found.counts[static_cast<std::size_t>(other.judgement.verdict)];
    all.push_back(std::move(found));
  }
  return all;
}

}  // namespace samen::analysis
