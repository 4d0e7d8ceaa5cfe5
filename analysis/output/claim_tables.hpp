// What runs say of claims, as tables.
#pragma once

#include <vector>

#include "analysis/output/table.hpp"
#include "analysis/statistics/judged_claims.hpp"

namespace samen::analysis {

/// Claim by claim, and how many there are of each verdict.
std::vector<Table> tables_of(const std::vector<JudgedClaim>& claims, Format format);

/// Those that are not supported, for people.
Table table_of_unsupported(const std::vector<JudgedClaim>& claims, Format format);

/// Claim by claim, with all that is known of each.
Table table_for_machines(const std::vector<JudgedClaim>& claims);

/// Whether each verdict stands under the sets of an ensemble.
Table table_across_sets(const std::vector<ClaimAcrossSets>& claims);

}  // namespace samen::analysis
