// The headline: one sentence that answers the question of a scenario, with its interval.
#pragma once

#include <optional>
#include <string>

#include "analysis/results/batch.hpp"
#include "words/language.hpp"

namespace samen::analysis {

/// States which arm does better, by how much, and how certain this is; for a design, at how many of
/// its points.
std::string headline_of(const Batch& batch, Language language = {});

/// The same for the arms of one design point.
std::string headline_at(const Batch& batch, int point, Language language = {});

/// The same in a few words: "together ends 6.94 M€ ahead of alone".
std::string short_headline(const Batch& batch, int point, Language language = {});

/// Net value of together divided by net value of alone at a design point: "× 6.6 [6.2, 7.0] (n =
/// 200 pairs)". Returns "n/a" if the net value of alone may be zero, if one of the two is a loss,
/// or if there are too few pairs; nothing if one of these arms is missing.
std::optional<std::string> value_multiplier(const Batch& batch, int point, Language language = {});

}  // namespace samen::analysis
