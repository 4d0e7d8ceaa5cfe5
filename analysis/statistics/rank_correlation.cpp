#include "analysis/statistics/rank_correlation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include <Eigen/Core>

#include "analysis/statistics/distributions.hpp"
#include "analysis/statistics/linear_algebra.hpp"
#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {
namespace {

// A residual below this share of the length of a vector is rounding.
constexpr double rounding_share = 1e-9;

Eigen::VectorXd centred_ranks(const std::vector<double>& values) {
  const std::vector<double> ranks = mid_ranks(values);
  const double middle = (static_cast<double>(values.size()) + 1.0) / 2.0;
  const auto size = static_cast<Eigen::Index>(ranks.size());
  return Eigen::Map<const Eigen::VectorXd>(ranks.data(), size).array() - middle;
}

// p value and interval of a partial correlation of n points given `others` (Fisher 1924, Metron 3:
// each variable held costs one degree of freedom).
RankCorrelation with_precision(double value, double n, double others) {
  RankCorrelation correlation{value, std::nullopt, std::nan("")};
  const double degrees = n - 2.0 - others;
  if (std::isnan(value) || degrees < 1.0) return correlation;
  const double share_left = 1.0 - value * value;
  correlation.p_value = 0.0;
  if (share_left > 0.0) {
    const double t = std::abs(value) * std::sqrt(degrees / share_left);
    correlation.p_value = 2.0 * student_upper_tail(degrees, t);
  }
  if (degrees < 2.0) return correlation;
  const double z = normal_quantile(0.5 + usual_confidence / 2.0);
  const double half = z / std::sqrt(degrees - 1.0);
  const double centre = std::atanh(value);
  correlation.interval = Interval{std::tanh(centre - half), std::tanh(centre + half)};
  return correlation;
}

RankCorrelation correlation_given(const Eigen::MatrixXd& others, const Eigen::VectorXd& factor,
                                  const Eigen::VectorXd& output) {
  Eigen::VectorXd factor_left = factor, output_left = output;
  Eigen::Index rank = 0;
  if (others.size() > 0) {
    const Eigen::MatrixXd basis = orthonormal_basis(others, rounding_share);
    rank = basis.cols();
    factor_left -= basis * (basis.transpose() * factor);
    output_left -= basis * (basis.transpose() * output);
  }
  const bool nothing_left = factor_left.norm() <= rounding_share * factor.norm() ||
                            output_left.norm() <= rounding_share * output.norm();
  const double value = factor_left.dot(output_left) / factor_left.norm() / output_left.norm();
  return with_precision(nothing_left ? std::nan("") : std::clamp(value, -1.0, 1.0),
                        static_cast<double>(factor.size()), static_cast<double>(rank));
}

}  // namespace

std::vector<double> mid_ranks(const std::vector<double>& values) {
  if (std::ranges::any_of(values, [](double value) { return std::isnan(value); }))
    throw std::invalid_argument("mid_ranks: a value that is not a number has no rank");
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t i, std::size_t j) { return values[i] < values[j]; });
  std::vector<double> ranks(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t next = first;
    while (next < order.size() && values[order[next]] == values[order[first]]) ++next;
    for (std::size_t i = first; i < next; ++i)
      ranks[order[i]] = (static_cast<double>(first + next) + 1.0) / 2.0;
    first = next;
  }
  return ranks;
}

RankCorrelations partial_rank_correlations(const std::vector<std::vector<double>>& points,
                                           const std::vector<double>& outputs) {
  if (points.size() != outputs.size())
    throw std::invalid_argument("partial_rank_correlations: not one output per point");
  RankCorrelations result;
  if (points.empty()) return result;
  std::vector<std::vector<double>> columns(points.front().size());
  std::vector<double> finite_outputs;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (points[i].size() != columns.size())
      throw std::invalid_argument("partial_rank_correlations: points of different sizes");
    if (!std::isfinite(outputs[i])) continue;
    finite_outputs.push_back(outputs[i]);
    for (std::size_t k = 0; k < columns.size(); ++k) columns[k].push_back(points[i][k]);
  }
  result.n = finite_outputs.size();
  result.dropped = points.size() - result.n;
  const Eigen::VectorXd output = centred_ranks(finite_outputs);
  Eigen::MatrixXd factors(output.size(), static_cast<Eigen::Index>(columns.size()));
  for (Eigen::Index k = 0; k < factors.cols(); ++k)
    factors.col(k) = centred_ranks(columns[static_cast<std::size_t>(k)]);
  for (Eigen::Index k = 0; k < factors.cols(); ++k) {
    Eigen::MatrixXd others(factors.rows(), factors.cols() - 1);
    others << factors.leftCols(k), factors.rightCols(factors.cols() - 1 - k);
    result.factors.push_back(correlation_given(others, factors.col(k), output));
  }
  return result;
}

}  // namespace samen::analysis
