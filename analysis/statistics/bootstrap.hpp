// Bootstrap intervals of any statistic of runs or pairs, for statistics without a Student interval.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {

/// The number of resamples and the seed. The same seed gives the same interval everywhere.
struct BootstrapSetting {
  std::size_t resamples = 10000;
  double confidence = 0.95;
  std::uint64_t seed = 1;
};

/// The statistic as a function of the indices of the units: n indices drawn with replacement, or n
/// - 1 if one unit is left out. It returns NaN where it is not defined.
using StatisticOfUnits = std::function<double(const std::vector<std::size_t>&)>;

/// Bias-corrected and accelerated bootstrap interval of a statistic of n units: Efron (1987), JASA
/// 82; Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 14. The statistic is
/// evaluated resamples + n + 1 times. A resample equal to the estimate counts half below it, which
/// keeps the bias correction valid for statistics with few values. If all resamples lie on one side
/// of the estimate, half a resample is assumed to lie on the other side. Resamples whose statistic
/// is not finite are excluded. If bias and acceleration are so large that the correction is not
/// defined, the limit is the outermost resample. Both limits are NaN if there are fewer than two
/// units or if the estimate is not finite. Throws std::invalid_argument for no resamples or a
/// confidence outside (0, 1).
Interval bca_interval(std::size_t n, const StatisticOfUnits& statistic,
                      const BootstrapSetting& setting = {});

/// The same for a mean; it needs one pass for each resample and no leave-one-out passes. From 5000
/// values on it draws fewer resamples than the setting asks for: 50 million values in total, which
/// takes a fraction of a second, but at least 1000 resamples, the fewest that Efron & Tibshirani
/// (1993, ch. 19) advise for such intervals. With 2000 (25 000 values) each limit has a standard
/// error of 3 % of the half width. NaN values are excluded.
Interval bca_of_mean(const std::vector<double>& values, const BootstrapSetting& setting = {});

}  // namespace samen::analysis
