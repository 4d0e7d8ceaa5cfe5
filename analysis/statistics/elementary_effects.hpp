// Screening by elementary effects: it finds with few runs which factors matter at all. It also
// estimates the noise of simulation in differences between points, which sobol_indices.hpp needs
// too.
#pragma once

#include <optional>
#include <vector>

#include <Eigen/Core>

#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {

/// How much the noise of simulation contributes to the mean square of a set of differences.
///
/// Difference i in replicate j is d_ij = delta_i + e_ij; its estimate is the mean over the r
/// replicates. The noise of one replicate is a draw of a vector over i with covariance matrix C. C
/// may hold any correlations: points with the same draws have noise in common, and this part
/// cancels in the difference. The mean over i of the squared estimates is expected to exceed the
/// mean of delta_i² by the noise tr C / (r N), for N differences. The contribution of noise alone
/// in one experiment is a weighted sum of chi-squares. Like the F ratio with the epsilon of Box
/// (1954, Annals of Mathematical Statistics 25), this sum is taken as its expectation times F(v, v
/// (r - 1)) with v = (tr C)² / tr C²: v is 1 if all differences have the same noise, and N if each
/// difference has its own. For normal noise this holds from five replicates on. With three, the
/// limit may be exceeded once in ten experiments; with two, which cannot estimate v, the limit is
/// on the safe side.
struct ReplicateNoise {
  double mean_square = 0.0;  ///< expected from noise alone
  double limit = 0.0;        ///< mean square that noise alone exceeds once in twenty experiments
};

/// One row for each difference, one column for each replicate. Returns nothing if there are fewer
/// than two replicates. Throws std::invalid_argument if there is no difference.
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
  /// mu* expected from noise alone (normal); none for one replicate.
  std::optional<double> noise_floor;
  /// True if all effects are zero, or if noise alone exceeds their mean square more than once in
  /// twenty.
  bool indistinguishable_from_zero = true;
};

struct ElementaryEffects {
  std::vector<FactorEffects> factors;
  std::size_t trajectories = 0;  ///< used
  std::size_t dropped = 0;       ///< left out because an output is missing or not finite
};

/// Effects are the change of the mean output over the change of the factor. A trajectory that lacks
/// an output is dropped whole, so that all factors rest on the same trajectories.
/// Throws std::invalid_argument for trajectories of different sizes, for a step that does not
/// change exactly one factor and for a factor that is changed twice.
ElementaryEffects elementary_effects(const std::vector<Trajectory>& trajectories);

}  // namespace samen::analysis
