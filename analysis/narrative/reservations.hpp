// The reservations beside an answer: the outside money in it, and how far it depends on chance, on
// assumptions or on money.
#pragma once

#include <string>
#include <vector>

#include "analysis/results/batch.hpp"
#include "analysis/statistics/doubt.hpp"
#include "words/language.hpp"

namespace samen::analysis {

/// Returns the sentences below the answer of a batch: how much outside money the arms have; the
/// result of organisations that may only work together; the answer with own money only, under other
/// assumptions and under the sets of an ensemble; the drivers of the answer; and the arm
/// only_together under other assumptions. If `doubt` is null, only the first two remain, and a
/// sentence says that the interval covers chance only. For a design, or if one arm has no
/// counterpart, only the sentences on outside money and on chance remain.
std::vector<std::string> reservations_on(const Batch& batch, const Doubt* doubt,
                                         Language language = {});

}  // namespace samen::analysis
