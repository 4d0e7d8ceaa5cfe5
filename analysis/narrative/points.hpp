// Answers a scenario that asks about the points of its design: which point is best, how the others
// compare with one of them, and which never start.
#pragma once

#include <optional>
#include <string>

#include "analysis/output/table.hpp"
#include "analysis/results/batch.hpp"
#include "words/language.hpp"

namespace samen::analysis {

/// The sentence, for one arm or for the first of two.
std::string headline_of_points(const Batch& batch, Language language);

/// Every point of a design, up to twelve.
Table table_of_points(const Batch& batch, const Money& money, Language language);

}  // namespace samen::analysis
