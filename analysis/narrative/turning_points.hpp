// Where the course of a run bends, and where it leaves those of its arm.
#pragma once

#include <string>
#include <vector>

#include "analysis/narrative/run_narrative.hpp"

namespace samen::analysis {

/// A month in which the course of a run bends.
struct TurningPoint {
  int month = 0;
  double before = 0.0, after = 0.0;  ///< gain a year, in the year before and the year after
  std::vector<std::string> around;   ///< what happened in the months around it
};

/// Where the course bends most, at most four months.
std::vector<TurningPoint> turning_points_of(const RunNarrative& narrative, Language language);

/// Where the course leaves the middle half of the runs of its arm, as a sentence; "" where there
/// are too few runs to tell.
std::string band_of(const RunNarrative& narrative, Language language);

}  // namespace samen::analysis
