// Answers a scenario whose question compares the points of its design: which point is best, how the
// others compare with the reference point, and which never start.
#pragma once

#include <optional>
#include <string>

#include "analysis/output/table.hpp"
#include "analysis/results/batch.hpp"
#include "words/language.hpp"

namespace samen::analysis {

/// The headline, for one arm or for the first of two.
std::string headline_of_points(const Batch& batch, Language language);

/// At how many points of a grid the first arm of the answer is worth ten times the second (A05); ""
/// if the batch is no grid, or its answer is not about net value in two arms.
std::string where_ten_times(const Batch& batch, Language language);

/// Every point of a design, up to twelve.
Table table_of_points(const Batch& batch, const MoneyUnit& money, Language language);

}  // namespace samen::analysis
