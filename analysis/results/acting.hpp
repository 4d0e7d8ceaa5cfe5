// Which factors of a design act at all. One that never acts has no effect to estimate.
#pragma once

#include <string>
#include <vector>

#include "analysis/results/batch.hpp"
#include "words/language.hpp"

namespace samen::analysis {

/// What is shown instead of an effect.
inline constexpr const char* never_acts = "never acts here";

/// Of each factor whether it acts in these runs. Where points differ in it alone, their runs tell,
/// bit by bit, for the same arm and replicate; else what samen run found by moving it (factor_acts
/// of the file). A factor of which nothing is known counts as acting.
std::vector<bool> acting_factors(const Batch& batch);

/// Whether one factor does.
bool acts(const Batch& batch, std::size_t factor);

/// Those that never do: "levers.puller never acts here"; empty where all act.
std::string inert_factors(const Batch& batch, Language language = {});
/// The same as a sentence that says what of it is known.
std::string about_inert_factors(const Batch& batch);

/// Whether two treatments of the same arm come to the same, bit by bit, in every pair of runs;
/// false where they share none.
bool same_runs(const Batch& batch, const Treatment& first, const Treatment& second);

}  // namespace samen::analysis
