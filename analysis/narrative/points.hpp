// What a scenario that asks about the points of its design is answered: which is best, what the
// others are worth against one of them, and which never start.
#pragma once

#include <optional>
#include <string>

#include "analysis/output/table.hpp"
#include "analysis/results/batch.hpp"
#include "words/language.hpp"

namespace samen::analysis {

/// The sentence; of one arm or of the first of two.
std::string headline_of_points(const Batch& batch, Language language);

/// Every point of a design, up to a dozen.
Table table_of_points(const Batch& batch, const Money& money, Language language);

}  // namespace samen::analysis
