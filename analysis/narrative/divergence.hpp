// Finds where two runs with the same draws begin to differ.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/narrative/run_narrative.hpp"

namespace samen::analysis {

struct Divergence {
  std::optional<int> first;         ///< first month in which anything differs
  std::vector<std::string> series;  ///< series that differ in that month
  std::optional<int> first_decisions;
  /// Boards that decide differently in that month: the decision in the first run and in the second.
  std::vector<std::pair<RunDecision, RunDecision>> decisions;
  std::optional<int> first_events;
  RunEvents only_first, only_second;  ///< events of that month that only one run has
  std::optional<int> visible;         ///< first month in which the distance reaches a tenth of the
                                      ///< largest
  double largest = 0.0;               ///< largest distance of the two series, first less second
  int largest_month = 0;
};

/// Throws ResultsError if the two files have different seeds or calendars.
void require_shared_luck(const Batch& first, const Batch& second);

/// Throws ResultsError if the two runs do not have the same draws or the same calendar.
Divergence divergence_of(const RunNarrative& first, const RunNarrative& second);

}  // namespace samen::analysis
