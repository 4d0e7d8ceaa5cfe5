// Screening by elementary effects: which factors matter at all, for a few runs each. And the noise
// of simulation in differences between points, which sobol_indices.hpp needs as well.
#pragma once

#include <optional>
#include <vector>

#include <Eigen/Core>

#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {

/// How much of the mean square of a set of differences the noise of simulation makes.
///
/// Difference i in replicate j is d_ij = delta_i + e_ij; its estimate is the mean over the r
/// replicates. The noise of one replicate is a draw of a vector over i with covariance matrix C,
/// whatever the correlations: points that share their luck have noise in common, and what cancels
/// in the difference is gone. The mean over i of the squared estimates then has on top of the mean
/// of delta_i² the expected noise tr C / (r N), for N differences. What noise alone makes in one
/// experiment is a weighted sum of chi-squares; like the F ratio with the epsilon of Box (1954,
/// Annals of Mathematical Statistics 25) it is taken as its expectation times F(v, v (r - 1)),
/// v = (tr C)² / tr C²: one where all differences have the same noise, N where each has its own.
/// For normal noise that holds from five replicates on; with three it can be once in ten, and two,
/// which cannot tell v, err on the side of caution.
struct ReplicateNoise {
  double mean_square = 0.0;  ///< expected of noise alone
  double limit = 0.0;        ///< mean square that noise alone exceeds once in twenty experiments
};

/// One row per difference, one column per replicate; none below two replicates.
/// Throws std::invalid_argument when there is no difference.
std::optional<ReplicateNoise> replicate_noise(const Eigen::MatrixXd& differences);

/// A walk through the unit cube that changes every factor once: Morris (1991), Technometrics 33.
struct Trajectory {
  std::vector<std::vector<double>> points;   ///< by point and factor; one point more than factors
  std::vector<std::vector<double>> outputs;  ///< by point and replicate
};

/// The effects of one factor, in units of the output per whole range of the factor.
struct FactorEffects {
  Estimate mean;           ///< mu; Student t interval over trajectories
  Estimate mean_absolute;  ///< mu*: Campolongo et al. (2007), Environmental Modelling & Software 22
  double deviation = 0.0;  ///< sigma: interactions and curvature; not a number for one trajectory
  double ratio = 0.0;      ///< sigma / mu*; not a number where mu* is zero
  /// mu* expected of noise alone (normal); none for one replicate.
  std::optional<double> noise_floor;
  /// All effects are zero, or their mean square is below what noise alone exceeds once in twenty.
  bool indistinguishable_from_zero = true;
};

struct ElementaryEffects {
  std::vector<FactorEffects> factors;
  std::size_t trajectories = 0;  ///< used
  std::size_t dropped = 0;       ///< for an output that is missing or not finite
};

/// Effects are the change of the mean output over the change of the factor. A trajectory that lacks
/// an output is dropped whole, so that all factors rest on the same trajectories.
/// Throws std::invalid_argument for trajectories of different sizes, for a step that does not
/// change exactly one factor and for a factor that is changed twice.
ElementaryEffects elementary_effects(const std::vector<Trajectory>& trajectories);

}  // namespace samen::analysis
