// Tables of the verdicts on claims.
#pragma once

#include <vector>

#include "analysis/output/table.hpp"
#include "analysis/statistics/judged_claims.hpp"

namespace samen::analysis {

/// One table with every claim, and one with the number of claims for each verdict. Claims and
/// comparisons are in the words of their file.
std::vector<Table> tables_of(const std::vector<JudgedClaim>& claims, Format format,
                             Language language);

/// The claims that are not supported, for people.
Table table_of_unsupported(const std::vector<JudgedClaim>& claims, Format format,
                           Language language);

/// Every claim with all its results.
Table table_for_machines(const std::vector<JudgedClaim>& claims);

/// Whether each verdict is the same under the sets of an ensemble: how many are, and for people
/// those that are not, for machines all.
Table table_across_sets(const std::vector<ClaimAcrossSets>& claims, Format format,
                        Language language);

}  // namespace samen::analysis
