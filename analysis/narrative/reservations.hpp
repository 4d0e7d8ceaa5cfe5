// What a reader must know beside an answer: the outside money in it, and how far chance,
// assumptions or money decide it.
#pragma once

#include <string>
#include <vector>

#include "analysis/results/batch.hpp"
#include "analysis/statistics/doubt.hpp"
#include "words/language.hpp"

namespace samen::analysis {

/// Returns sentences that stand below the answer of a batch: how much outside money the arms have;
/// how organisations end that may only work together; what remains of the answer with own money
/// only and with other assumptions; and what decides it, and decides the arm only_together. Without
/// a doubt (null), for a design, or if one arm has nothing to compare with, they say only how much
/// outside money there is and that the interval covers chance only.
std::vector<std::string> reservations_on(const Batch& batch, const Doubt* doubt,
                                         Language language = {});

}  // namespace samen::analysis
