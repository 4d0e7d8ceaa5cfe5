#include "analysis/statistics/elementary_effects.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include "analysis/statistics/replicate_noise.hpp"

namespace samen::analysis {
namespace {

// Mean absolute value of a normal variable: sqrt(2/pi) sigma, with sigma from a sample variance on
// m degrees of freedom, whose root is too small by c4 (Holtzman 1950, American Journal of
// Psychology 63).
double mean_absolute_noise(const Eigen::MatrixXd& effects) {
  const double m = static_cast<double>(effects.cols() - 1);
  const double r = static_cast<double>(effects.cols());
  const Eigen::VectorXd squares =
      (effects.colwise() - effects.rowwise().mean()).rowwise().squaredNorm();
  const double standard_error = (squares / (m * r)).cwiseSqrt().mean();
  const double c4 = std::sqrt(2.0 / m) / boost::math::tgamma_delta_ratio(m / 2.0, 0.5);
  return std::sqrt(2.0 / boost::math::constants::pi<double>()) * standard_error / c4;
}

bool complete(const Trajectory& trajectory) {
  for (const auto& replicates : trajectory.outputs)
    for (const double output : replicates)
      if (!std::isfinite(output)) return false;
  return true;
}

void require_same_sizes(const std::vector<Trajectory>& trajectories) {
  const auto size_of_all = [](const auto& rows, std::size_t size) {
    return std::ranges::all_of(rows, [&](const auto& row) { return row.size() == size; });
  };
  const Trajectory& first = trajectories.front();
  if (first.points.empty() || first.outputs.empty() || first.outputs.front().empty())
    throw std::invalid_argument("elementary_effects: a trajectory without points or outputs");
  const std::size_t factors = first.points.front().size();
  const std::size_t replicates = first.outputs.front().size();
  for (const Trajectory& trajectory : trajectories)
    if (trajectory.points.size() != factors + 1 || trajectory.outputs.size() != factors + 1 ||
        !size_of_all(trajectory.points, factors) || !size_of_all(trajectory.outputs, replicates))
      throw std::invalid_argument("elementary_effects: trajectories of different sizes");
}

std::size_t changed_factor(const std::vector<double>& from, const std::vector<double>& to) {
  constexpr double rounding = 1e-9;  // in units of the factor's range; a step is far larger
  std::vector<std::size_t> changed;
  for (std::size_t k = 0; k < from.size(); ++k)
    if (std::abs(to[k] - from[k]) > rounding) changed.push_back(k);
  if (changed.size() != 1)
    throw std::invalid_argument("elementary_effects: a step that does not change one factor");
  return changed.front();
}

// Writes row `row` of the effects of every factor; one column per replicate.
void write_effects(const Trajectory& trajectory, Eigen::Index row,
                   std::vector<Eigen::MatrixXd>& effects) {
  std::vector<int> changes(effects.size(), 0);
  for (std::size_t i = 0; i + 1 < trajectory.points.size(); ++i) {
    const std::vector<double>&from = trajectory.points[i], &to = trajectory.points[i + 1];
    const std::size_t k = changed_factor(from, to);
    if (++changes[k] > 1)
      throw std::invalid_argument("elementary_effects: a factor that is changed twice");
    for (Eigen::Index j = 0; j < effects[k].cols(); ++j) {
      const auto replicate = static_cast<std::size_t>(j);
      effects[k](row, j) =
          (trajectory.outputs[i + 1][replicate] - trajectory.outputs[i][replicate]) /
          (to[k] - from[k]);
    }
  }
}

FactorEffects summary_of(const Eigen::MatrixXd& effects) {
  FactorEffects factor;
  const Eigen::VectorXd means = effects.rowwise().mean();
  const Eigen::VectorXd absolute = means.cwiseAbs();
  factor.mean = mean_of({means.begin(), means.end()});
  factor.mean_absolute = mean_of({absolute.begin(), absolute.end()});
  if (auto& interval = factor.mean_absolute.interval) interval->low = std::max(0.0, interval->low);
  const double n = static_cast<double>(means.size());
  // For 0 / 0 the result is NaN, as intended.
  factor.deviation = std::sqrt((means.array() - factor.mean.mean).square().sum() / (n - 1.0));
  factor.ratio = factor.deviation / factor.mean_absolute.mean;
  double limit = 0.0;
  if (const auto noise = replicate_noise(effects)) {
    factor.noise_floor = mean_absolute_noise(effects);
    limit = noise->limit;
  }
  factor.indistinguishable_from_zero = means.squaredNorm() / n <= limit;
  return factor;
}

}  // namespace

ElementaryEffects elementary_effects(const std::vector<Trajectory>& trajectories) {
  ElementaryEffects result;
  if (trajectories.empty()) return result;
  require_same_sizes(trajectories);
  std::vector<const Trajectory*> used;
  for (const Trajectory& trajectory : trajectories)
    if (complete(trajectory)) used.push_back(&trajectory);
  result.trajectories = used.size();
  result.dropped = trajectories.size() - used.size();
  const auto rows = static_cast<Eigen::Index>(used.size());
  const auto replicates = static_cast<Eigen::Index>(trajectories.front().outputs.front().size());
  std::vector<Eigen::MatrixXd> effects(trajectories.front().points.front().size(),
                                       Eigen::MatrixXd(rows, replicates));
  for (Eigen::Index row = 0; row < rows; ++row)
    write_effects(*used[static_cast<std::size_t>(row)], row, effects);
  if (used.empty()) return result;
  for (const Eigen::MatrixXd& factor : effects) result.factors.push_back(summary_of(factor));
  return result;
}

}  // namespace samen::analysis
