// Where two runs that share their luck part.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/narrative/run_narrative.hpp"

namespace samen::analysis {

struct Divergence {
  std::optional<int> first;         ///< first month in which anything differs
  std::vector<std::string> series;  ///< that differ in that month
  std::optional<int> first_decisions;
  /// Boards of that month that decide differently, of the one run and the other.
  std::vector<std::pair<BoardDecision, BoardDecision>> decisions;
  std::optional<int> first_events;
  RunEvents only_first, only_second;  ///< events of that month in one run alone
  std::optional<int> visible;         ///< first month with a tenth of the largest distance
  double largest = 0.0;               ///< distance of the courses, first less second
  int largest_month = 0;
};

/// Throws ResultsError where two files were made with different seeds or calendars.
void require_shared_luck(const Batch& first, const Batch& second);

/// Throws ResultsError where the two do not share their luck or their calendar.
Divergence divergence_of(const RunNarrative& first, const RunNarrative& second);

}  // namespace samen::analysis
