// What decides: the factors with which an output rises or falls most strictly. The intervals come
// from resampling the points of a design.
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

/// Partial: with the other factors held, as in partial_rank_correlations. Single: each factor by
/// itself (Spearman), for designs with too few points to hold the others.
enum class RankMeasure { partial, single };

struct Drivers {
  RankMeasure measure = RankMeasure::partial;
  std::vector<Driver> strongest;  ///< the strongest first; empty if the output is constant
  std::size_t n = 0;              ///< points
};

/// How many drivers are reported, and how often points are drawn for their intervals (0: no
/// intervals).
struct DriverSetting {
  std::size_t most = 5;
  std::size_t resamples = 1000;
  std::uint64_t seed = 1;
};

/// The strongest drivers of an output. With fewer than two points for each factor, the points are
/// too few to hold the other factors, and each factor counts by itself. Intervals: 95 %,
/// bias-corrected percentiles of the bootstrap over points (Efron 1982, The Jackknife, the
/// Bootstrap and Other Resampling Plans, ch. 10), with ranks as in the design. Points whose output
/// is not finite are left out. `points` by point and factor, as for partial_rank_correlations.
Drivers strongest_drivers(const std::vector<std::vector<double>>& points,
                          const std::vector<double>& outputs, const DriverSetting& setting = {});

}  // namespace samen::analysis
