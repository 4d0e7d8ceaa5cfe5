#include "analysis/statistics/drivers.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include <Eigen/Cholesky>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_int_distribution.hpp>

#include "analysis/statistics/distributions.hpp"
#include "analysis/statistics/rank_correlation.hpp"

namespace samen::analysis {
namespace {

/// Ranks by column: the factors, then the output.
Eigen::MatrixXd ranked(const std::vector<std::vector<double>>& points,
                       const std::vector<double>& outputs) {
  std::vector<std::size_t> kept;
  for (std::size_t n = 0; n < outputs.size(); ++n)
    if (std::isfinite(outputs[n])) kept.push_back(n);
  const std::size_t factors = points.empty() ? 0 : points.front().size();
  Eigen::MatrixXd ranks(static_cast<Eigen::Index>(kept.size()),
                        static_cast<Eigen::Index>(factors + 1));
  std::vector<double> column(kept.size());
  for (std::size_t k = 0; k <= factors; ++k) {
    for (std::size_t n = 0; n < kept.size(); ++n)
      column[n] = k < factors ? points[kept[n]].at(k) : outputs[kept[n]];
    const std::vector<double> its_ranks = mid_ranks(column);
    ranks.col(static_cast<Eigen::Index>(k)) = Eigen::Map<const Eigen::VectorXd>(
        its_ranks.data(), static_cast<Eigen::Index>(its_ranks.size()));
  }
  return ranks;
}

/// Correlation of each factor with the output, each point weighted by `times`. NaN for a constant
/// column.
Eigen::VectorXd correlations(const Eigen::MatrixXd& ranks, const Eigen::VectorXd& times,
                             RankMeasure measure) {
  const Eigen::Index last = ranks.cols() - 1;
  const Eigen::RowVectorXd means = times.transpose() * ranks / times.sum();
  const Eigen::MatrixXd weighed =
      times.array().sqrt().matrix().asDiagonal() * (ranks.rowwise() - means);
  Eigen::MatrixXd moments = Eigen::MatrixXd::Zero(ranks.cols(), ranks.cols());
  moments.selfadjointView<Eigen::Lower>().rankUpdate(weighed.transpose());
  const Eigen::VectorXd scale = moments.diagonal().cwiseSqrt().cwiseInverse();
  moments.triangularView<Eigen::StrictlyUpper>() = moments.transpose();
  moments = (scale.asDiagonal() * moments * scale.asDiagonal()).eval();
  if (measure == RankMeasure::single) return moments.row(last).head(last);
  // The inverse of a correlation matrix (precision matrix) contains the partial correlations, up to
  // sign and scale.
  const Eigen::LLT<Eigen::MatrixXd> factored(moments);
  if (factored.info() != Eigen::Success) return Eigen::VectorXd::Constant(last, std::nan(""));
  const Eigen::MatrixXd precision =
      factored.solve(Eigen::MatrixXd::Identity(ranks.cols(), ranks.cols()));
  return -(precision.col(last).head(last).array() /
           (precision.diagonal().head(last).array() * precision(last, last)).sqrt());
}

/// Bias-corrected percentiles.
std::optional<Interval> interval_of(std::vector<double> drawn, double estimate) {
  std::erase_if(drawn, [](double value) { return !std::isfinite(value); });
  constexpr std::size_t fewest = 100;
  if (drawn.size() < fewest) return std::nullopt;
  std::sort(drawn.begin(), drawn.end());
  const double size = static_cast<double>(drawn.size());
  const auto below =
      static_cast<double>(std::lower_bound(drawn.begin(), drawn.end(), estimate) - drawn.begin());
  const double bias = normal_quantile(std::clamp(below, 0.5, size - 0.5) / size);
  const double z = normal_quantile(0.975);
  return Interval{quantile_of_sorted(drawn, normal_probability(2.0 * bias - z)),
                  quantile_of_sorted(drawn, normal_probability(2.0 * bias + z))};
}

}  // namespace

Drivers strongest_drivers(const std::vector<std::vector<double>>& points,
                          const std::vector<double>& outputs, const DriverSetting& setting) {
  if (points.size() != outputs.size())
    throw std::invalid_argument("strongest_drivers: not one output per point");
  const Eigen::MatrixXd ranks = ranked(points, outputs);
  const Eigen::Index n = ranks.rows(), factors = ranks.cols() - 1;
  Drivers found{n >= 2 * factors ? RankMeasure::partial : RankMeasure::single,
                {},
                static_cast<std::size_t>(n)};
  if (n < 3 || factors < 1) return found;
  const Eigen::VectorXd values = correlations(ranks, Eigen::VectorXd::Ones(n), found.measure);
  for (Eigen::Index k = 0; k < factors; ++k)
    if (std::isfinite(values[k]))
      found.strongest.push_back({static_cast<std::size_t>(k), values[k], std::nullopt});
  std::stable_sort(
      found.strongest.begin(), found.strongest.end(),
      [](const Driver& a, const Driver& b) { return std::fabs(a.value) > std::fabs(b.value); });
  if (found.strongest.size() > setting.most) found.strongest.resize(setting.most);
  if (setting.resamples == 0) return found;
  std::vector<std::vector<double>> drawn(found.strongest.size());
  boost::random::mt19937_64 engine(setting.seed);
  boost::random::uniform_int_distribution<Eigen::Index> any(0, n - 1);
  for (std::size_t sample = 0; sample < setting.resamples; ++sample) {
    Eigen::VectorXd times = Eigen::VectorXd::Zero(n);
    for (Eigen::Index draw = 0; draw < n; ++draw) times[any(engine)] += 1.0;
    const Eigen::VectorXd again = correlations(ranks, times, found.measure);
    for (std::size_t k = 0; k < drawn.size(); ++k)
      drawn[k].push_back(again[static_cast<Eigen::Index>(found.strongest[k].factor)]);
  }
  for (std::size_t k = 0; k < drawn.size(); ++k)
    found.strongest[k].interval = interval_of(std::move(drawn[k]), found.strongest[k].value);
  return found;
}

}  // namespace samen::analysis
