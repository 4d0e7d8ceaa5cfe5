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
/// only, under other assumptions and under the sets of an ensemble; what decides the answer; and
/// how the arm only_together does under other assumptions. Without a doubt (null), only the first
/// two remain, and a sentence says that the interval covers chance only. For a design, or if one
/// arm has nothing to compare with, there are only the sentences on outside money and on chance.
std::vector<std::string> reservations_on(const Batch& batch, const Doubt* doubt,
                                         Language language = {});

}  // namespace samen::analysis
