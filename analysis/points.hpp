// What a scenario that asks about the points of its design is answered: which is best, what the
// others are worth against one of them, and which never start.
#pragma once

#include <optional>
#include <string>

#include "batch.hpp"
#include "language.hpp"
#include "table.hpp"

namespace samen {

/// The sentence; of one arm or of the first of two.
std::string answer_of_points(const Batch& batch, Language language);

/// Every point of a design, up to a dozen.
Table table_of_points(const Batch& batch, const Money& money, Language language);

}  // namespace samen
