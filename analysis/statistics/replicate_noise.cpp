#include "analysis/statistics/replicate_noise.hpp"

#include <algorithm>
#include <stdexcept>

#include "analysis/statistics/distributions.hpp"
#include "analysis/statistics/linear_algebra.hpp"

namespace samen::analysis {
namespace {

constexpr double false_alarm = 0.05;

// v = (tr C)² / tr C² from unbiased estimates of both: Bai & Saranadasa (1996), Statistica Sinica
// 6; Himeno & Yamada (2014), Journal of Multivariate Analysis 130. `m` is r - 1, `products` the
// r × r inner products of the centred replicates.
double degrees_of_freedom(const Eigen::MatrixXd& products, double m, double differences) {
  if (m < 2.0) return 1.0;  // two replicates cannot show v; 1 is the cautious choice
  const double trace = products.trace() / m;
  const double trace_of_square = products.squaredNorm() / (m * m);
  const double squared_trace = (m + 1.0) * (trace * trace - 2.0 * trace_of_square / (m + 1.0));
  const double squares = m * (trace_of_square - trace * trace / m);
  if (squares <= 0.0) return differences;
  return std::clamp(squared_trace / squares, 1.0, differences);
}

}  // namespace

std::optional<ReplicateNoise> replicate_noise(const Eigen::MatrixXd& differences) {
  if (differences.rows() == 0) throw std::invalid_argument("replicate_noise: no differences");
  if (differences.cols() < 2) return std::nullopt;
  const Eigen::MatrixXd centred = differences.colwise() - differences.rowwise().mean();
  const Eigen::MatrixXd products = product(centred.transpose(), centred);
  if (products.trace() == 0.0) return ReplicateNoise{};
  const double n = static_cast<double>(differences.rows());
  const double r = static_cast<double>(differences.cols());
  const double degrees = degrees_of_freedom(products, r - 1.0, n);
  const double mean_square = products.trace() / (r - 1.0) / r / n;
  return ReplicateNoise{mean_square,
                        mean_square * f_upper_quantile(degrees, degrees * (r - 1.0), false_alarm)};
}

}  // namespace samen::analysis
