// What belongs beside an answer: the outside money in it, and how far it is luck, assumption or
// money that decides.
#pragma once

#include <string>
#include <vector>

#include "analysis/results/batch.hpp"
#include "analysis/statistics/doubt.hpp"
#include "words/language.hpp"

namespace samen::analysis {

/// Sentences to stand below the answer of a batch: what outside money the arms have, how who may
/// only work together ends, what is left of the answer with own money only and with assumptions
/// off, what decides, and what of only together. Without a doubt (null), for a design, or where one
/// arm alone compares with nothing: that money, and that the interval is luck only.
std::vector<std::string> reservations_on(const Batch& batch, const Doubt* doubt,
                                         Language language = {});

}  // namespace samen::analysis
