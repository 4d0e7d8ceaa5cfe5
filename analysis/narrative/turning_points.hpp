// Finds where the progress of a run bends, and where it departs from the runs of its arm.
#pragma once

#include <string>
#include <vector>

#include "analysis/narrative/run_narrative.hpp"

namespace samen::analysis {

/// A month in which the progress of a run bends.
struct TurningPoint {
  int month = 0;
  double before = 0.0, after = 0.0;  ///< gain per year, in the year before and in the year after
  std::vector<std::string> around;   ///< events in the months around it
};

/// The months with the sharpest bends; at most four.
std::vector<TurningPoint> turning_points_of(const RunNarrative& narrative, Language language);

/// Describes where the progress leaves the middle half of the runs of its arm; "" if there are too
/// few runs.
std::string band_of(const RunNarrative& narrative, Language language);

}  // namespace samen::analysis
