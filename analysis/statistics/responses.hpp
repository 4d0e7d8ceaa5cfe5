// The responses of the points of a design, replicate by replicate.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/results/batch.hpp"
#include "analysis/statistics/elementary_effects.hpp"
#include "analysis/statistics/sobol_indices.hpp"

namespace samen::analysis {

/// A measure in one arm, or the paired difference between two arms.
struct Response {
  std::string measure;
  int arm = 0;
  std::optional<int> less;  ///< the arm whose value is subtracted
};

/// The responses of all points of a batch.
class Responses {
 public:
  /// Throws ResultsError if nothing is varied.
  Responses(const Batch& batch, const Response& response, double unit = 1.0);

  /// By pair number, multiplied by `unit`; NaN if a run failed or the measure does not apply.
  const std::vector<double>& at(int point) const {
    return values_.at(static_cast<std::size_t>(point));
  }
  /// Mean over the replicates; NaN if one is missing.
  double mean_at(int point) const;
  std::size_t replicates() const { return replicates_; }

 private:
  std::size_t replicates_ = 0;
  std::vector<std::vector<double>> values_;
};

/// The base rows of a Saltelli design, by the block and step of every point. Throws ResultsError if
/// the file has another design.
std::vector<SaltelliBlock> saltelli_blocks(const Batch& batch, const Responses& responses);

/// The trajectories of a Morris design, found in the same way.
std::vector<Trajectory> trajectories(const Batch& batch, const Responses& responses);

/// The response at the low end and at the high end of a factor's range, with the other factors held
/// constant.
struct MainEffect {
  std::size_t factor = 0;
  double low_value = 0.0, high_value = 0.0;  ///< values of the factor; words by their numbers
  double low = 0.0, high = 0.0;              ///< the response there
  Estimate difference;                       ///< high less low; n is the number of resampled units
  Interval low_reach, high_reach;  ///< intervals of low and high, given the average response
};

/// The unit that is resampled: the interval of a main effect describes its variation over other
/// points, rows, trajectories or replicates.
enum class Resampled { points, rows, trajectories, replicates };

struct MainEffects {
  std::vector<MainEffect> factors;  ///< factors that can be separated from the others
  double average = 0.0;             ///< mean response over the points used
  Resampled resampled = Resampled::points;
  std::size_t n = 0;                     ///< number of resampled units
  std::vector<std::size_t> inseparable;  ///< factors confounded with others at these points
};

/// One effect for each factor whose values have an order: numbers, or two words.
/// - lhs, sobol, list: linear regression on all factors. A factor whose words have no order has a
///   level for each word. Needs more points than coefficients.
/// - saltelli: within base rows, from the steps that change one factor: sum of (change of the
///   response × change of the factor) over the sum of squared changes of the factor. This is the
///   regression coefficient with all other factors held. It is 0 for a factor that does nothing.
/// - morris: the same within trajectories, where it is the mean elementary effect.
/// - grid: difference between the highest and the lowest level within each combination of the other
///   factors; in a full factorial every combination has both levels.
/// The variance of an effect is a sum of two. The first is the variance of the jackknife over
/// points, rows or trajectories, left out one at a time (Tukey 1958, Annals of Mathematical
/// Statistics 29; Hinkley 1977, Technometrics 19, for regression). The second is the variance over
/// replicates, which all points share: points and replicates are crossed, and the sum errs on the
/// side of caution (Owen 2007, Annals of Applied Statistics 1). In a grid the points are all there
/// are, and replicates alone are resampled. Student t with the degrees of freedom of Welch (1947),
/// Biometrika 34; no interval if the first variance, in a grid that over replicates, has fewer than
/// least_for_interval - 1 degrees of freedom.
/// Points that lack a replicate are left out. If every point lacks one, all replicates that any
/// point lacks are left out.
MainEffects main_effects(const Batch& batch, const Responses& responses);

/// "0.25", or the word of a value.
std::string level_label(const Factor& factor, double value);

/// Whether the values of a factor have an order, so that it can be high or low.
bool is_ordered(const Factor& factor);

}  // namespace samen::analysis
