// Finds which factors of a design act at all. A factor that never acts has no effect to estimate.
#pragma once

#include <string>
#include <vector>

#include "analysis/results/batch.hpp"
#include "words/language.hpp"

namespace samen::analysis {

/// The text in place of an effect.
inline constexpr const char* never_acts = "never acts here";

/// For each factor, whether it acts in these runs. If points differ in this factor only, their runs
/// are compared bit by bit for the same arm and replicate. Otherwise the file states what samen run
/// found when it moved the factor (factor_acts). A factor of which nothing is known counts as
/// acting.
std::vector<bool> acting_factors(const Batch& batch);

/// Whether one factor acts.
bool acts(const Batch& batch, std::size_t factor);

/// Names the factors that never act: "levers.puller never acts here"; "" if all act.
std::string inert_factors(const Batch& batch, Language language = {});
/// The same as a sentence that also states the evidence.
std::string about_inert_factors(const Batch& batch, Language language = {});

/// Whether two treatments of the same arm give the same bits in every pair of runs; false if they
/// have no pairs.
bool same_runs(const Batch& batch, const Treatment& first, const Treatment& second);

}  // namespace samen::analysis
