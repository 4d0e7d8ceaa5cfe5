// Partial rank correlation coefficients: how monotonically the output rises or falls with a factor
// if the other factors are held constant. They suit any random or Latin hypercube design. They miss
// effects that are not monotone.
#pragma once

#include <optional>
#include <vector>

#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {

/// Ranks from 1; equal values share the mean of their ranks. Throws std::invalid_argument for NaN.
std::vector<double> mid_ranks(const std::vector<double>& values);

struct RankCorrelation {
  /// From -1 to 1. NaN if the factor is constant or a linear combination of the others, or if the
  /// output is constant or fully determined by the others.
  double value = 0.0;
  /// 95 %, by Fisher's z with the standard error 1/sqrt(n - 3 - others). It is exact for normal
  /// variables and approximate for ranks. None if there are too few points.
  std::optional<Interval> interval;
  /// Two-sided, from Student's t on n - 2 - others degrees of freedom; NaN if these are below one.
  double p_value = 0.0;
};

struct RankCorrelations {
  std::vector<RankCorrelation> factors;
  std::size_t n = 0;        ///< points used
  std::size_t dropped = 0;  ///< excluded because an output is missing or not finite
};

/// Correlation of the residuals of rank-transformed factor and output after linear regression on
/// the ranks of all other factors that are linearly independent: Iman & Conover (1979),
/// Technometrics 21; Marino et al. (2008), Journal of Theoretical Biology 254. `points` by point
/// and factor. Throws std::invalid_argument for points of different sizes, for a NaN factor and if
/// there is not one output per point.
RankCorrelations partial_rank_correlations(const std::vector<std::vector<double>>& points,
                                           const std::vector<double>& outputs);

}  // namespace samen::analysis
