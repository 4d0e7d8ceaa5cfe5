// Partial rank correlation coefficients: how strictly the output rises or falls with a factor once
// the others are held. For any random or Latin hypercube design; blind to what is not monotone.
#pragma once

#include <optional>
#include <vector>

#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {

/// Ranks from 1; equal values share the mean of their ranks. Throws std::invalid_argument for a
/// value that is not a number.
std::vector<double> mid_ranks(const std::vector<double>& values);

struct RankCorrelation {
  /// -1 to 1; not a number where the factor is constant or a sum of the others, and where the
  /// output is constant or wholly made by the others.
  double value = 0.0;
  /// 95 %, by Fisher's z with the standard error 1/sqrt(n - 3 - others), made for normal variables
  /// and an approximation for ranks; none where there are too few points.
  std::optional<Interval> interval;
  /// Two-sided, of Student's t on n - 2 - others degrees of freedom; not a number below one.
  double p_value = 0.0;
};

struct RankCorrelations {
  std::vector<RankCorrelation> factors;
  std::size_t n = 0;        ///< points used
  std::size_t dropped = 0;  ///< for an output that is missing or not finite
};

/// Correlation of the residuals of rank-transformed factor and output after linear regression on
/// the ranks of all other factors, of which as many count as are linearly independent: Iman &
/// Conover (1979), Technometrics 21; Marino et al. (2008), Journal of Theoretical Biology 254.
/// `points` by point and factor. Throws std::invalid_argument for points of different sizes, for a
/// factor that is not a number and when there is not one output per point.
RankCorrelations partial_rank_correlations(const std::vector<std::vector<double>>& points,
                                           const std::vector<double>& outputs);

}  // namespace samen::analysis
