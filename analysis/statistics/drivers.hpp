// The factors that drive an output most: those with the strongest rank correlation. The intervals
// come from resampling the points of a design.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {

struct Driver {
  std::size_t factor = 0;
  double value = 0.0;  ///< -1 to 1
  std::optional<Interval> interval;
};

/// Partial: with the other factors held constant, as in partial_rank_correlations. Single: each
/// factor alone (Spearman), for designs with too few points to hold the others constant.
enum class RankMeasure { partial, single };

struct Drivers {
  RankMeasure measure = RankMeasure::partial;
  std::vector<Driver> strongest;  ///< the strongest first; empty if the output is constant
  std::size_t n = 0;              ///< points
};

/// Number of drivers to report, and number of resamples for their intervals (0: no intervals).
struct DriverSetting {
  std::size_t most = 5;
  std::size_t resamples = 1000;
  std::uint64_t seed = 1;
};

/// The strongest drivers of an output. With fewer than two points for each factor, the other
/// factors cannot be held constant, and each factor counts alone. Intervals: 95 %, bias-corrected
/// percentiles of the bootstrap over points (Efron 1982, The Jackknife, the Bootstrap and Other
/// Resampling Plans, ch. 10), with the ranks of the full design. Points whose output is not finite
/// are excluded. `points` by point and factor, as for partial_rank_correlations.
Drivers strongest_drivers(const std::vector<std::vector<double>>& points,
                          const std::vector<double>& outputs, const DriverSetting& setting = {});

}  // namespace samen::analysis
