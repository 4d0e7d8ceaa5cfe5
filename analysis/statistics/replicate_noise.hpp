// Simulation noise in differences between points: the level that an effect must exceed.
#pragma once

#include <optional>

#include <Eigen/Core>

namespace samen::analysis {

/// The contribution of simulation noise to the mean square of a set of differences.
///
/// Difference i in replicate j is d_ij = delta_i + e_ij; its estimate is the mean over the r
/// replicates. The noise of one replicate is a draw of a vector over i with covariance matrix C. C
/// may contain any correlations: points with the same draws share noise, and this part cancels in
/// the difference. The mean over i of the squared estimates is expected to exceed the mean of
/// delta_i² by the noise tr C / (r N), for N differences. The contribution of noise alone in one
/// experiment is a weighted sum of chi-squares. Like the F ratio with the epsilon of Box (1954,
/// Annals of Mathematical Statistics 25), this sum is approximated by its expectation times F(v, v
/// (r - 1)) with v = (tr C)² / tr C²: v is 1 if all differences have the same noise, and N if each
/// difference has its own. For normal noise this holds from five replicates on. With three, the
/// limit may be exceeded once in ten experiments; with two, which cannot estimate v, the limit is
/// conservative.
struct ReplicateNoise {
  double mean_square = 0.0;  ///< expected from noise alone
  double limit = 0.0;        ///< mean square that noise alone exceeds once in twenty experiments
};

/// One row for each difference, one column for each replicate. Returns nothing if there are fewer
/// than two replicates. Throws std::invalid_argument if there is no difference.
std::optional<ReplicateNoise> replicate_noise(const Eigen::MatrixXd& differences);

}  // namespace samen::analysis
