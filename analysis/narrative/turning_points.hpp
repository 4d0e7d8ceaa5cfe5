// Where the course of a run bends, and where it leaves the runs of its arm.
#pragma once

#include <string>
#include <vector>

#include "analysis/narrative/run_narrative.hpp"

namespace samen::analysis {

/// A month in which the course of a run bends.
struct TurningPoint {
  int month = 0;
  double before = 0.0, after = 0.0;  ///< gain a year, in the year before and in the year after
  std::vector<std::string> around;   ///< what happened in the months around it
};

/// The months in which the course bends most; at most four.
std::vector<TurningPoint> turning_points_of(const RunNarrative& narrative, Language language);

/// Says where the course leaves the middle half of the runs of its arm; "" if there are too few
/// runs.
std::string band_of(const RunNarrative& narrative, Language language);

}  // namespace samen::analysis
