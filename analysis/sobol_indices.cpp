#include "sobol_indices.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <Eigen/Core>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_int_distribution.hpp>

#include "elementary_effects.hpp"

namespace samen {
namespace {

constexpr int resamples = 1000;  // Efron & Tibshirani (1993), An Introduction to the Bootstrap
constexpr double confidence = 0.95;

// By block and replicate.
struct Outputs {
  Eigen::MatrixXd base, second;
  std::vector<Eigen::MatrixXd> swapped;
};

bool complete(const SaltelliBlock& block) {
  const auto finite = [](const std::vector<double>& replicates) {
    return std::ranges::all_of(replicates, [](double output) { return std::isfinite(output); });
  };
  return finite(block.base) && finite(block.second) && std::ranges::all_of(block.swapped, finite);
}

void require_same_sizes(const std::vector<SaltelliBlock>& blocks) {
  const std::size_t replicates = blocks.front().base.size();
  const auto as_many = [&](const std::vector<double>& outputs) {
    return outputs.size() == replicates && replicates > 0;
  };
  for (const SaltelliBlock& block : blocks)
    if (!as_many(block.base) || !as_many(block.second) ||
        !std::ranges::all_of(block.swapped, as_many) ||
        block.swapped.size() != blocks.front().swapped.size())
      throw std::invalid_argument("sobol_indices: blocks of different sizes or without replicates");
}

Outputs outputs_of(const std::vector<SaltelliBlock>& blocks) {
  std::vector<const SaltelliBlock*> used;
  for (const SaltelliBlock& block : blocks)
    if (complete(block)) used.push_back(&block);
  const auto replicates = static_cast<Eigen::Index>(blocks.front().base.size());
  const auto row = [&](const std::vector<double>& values) {
    return Eigen::Map<const Eigen::RowVectorXd>(values.data(), replicates);
  };
  const Eigen::MatrixXd empty(static_cast<Eigen::Index>(used.size()), replicates);
  Outputs outputs{empty, empty, {blocks.front().swapped.size(), empty}};
  for (Eigen::Index n = 0; n < empty.rows(); ++n) {
    const SaltelliBlock& block = *used[static_cast<std::size_t>(n)];
    outputs.base.row(n) = row(block.base);
    outputs.second.row(n) = row(block.second);
    for (std::size_t k = 0; k < block.swapped.size(); ++k)
      outputs.swapped[k].row(n) = row(block.swapped[k]);
  }
  return outputs;
}

// Constant but for rounding.
bool constant(const Eigen::VectorXd& base, const Eigen::VectorXd& second) {
  constexpr double rounding = 1e-12;
  const double low = std::min(base.minCoeff(), second.minCoeff());
  const double high = std::max(base.maxCoeff(), second.maxCoeff());
  return high - low <= rounding * std::max(std::abs(low), std::abs(high));
}

// What the indices are made of, summed over blocks: a row per block, so that a resample is a
// weighting of the rows.
enum Column : Eigen::Index { sum, squares, first_factor };

Eigen::MatrixXd terms_of(const Outputs& outputs, double mean) {
  const Eigen::VectorXd base = outputs.base.rowwise().mean().array() - mean;
  const Eigen::VectorXd second = outputs.second.rowwise().mean().array() - mean;
  const auto factors = static_cast<Eigen::Index>(outputs.swapped.size());
  Eigen::MatrixXd terms(base.size(), first_factor + 2 * factors);
  terms.col(sum) = base + second;
  terms.col(squares) = base.cwiseAbs2() + second.cwiseAbs2();
  for (Eigen::Index k = 0; k < factors; ++k) {
    const Eigen::VectorXd swapped =
        outputs.swapped[static_cast<std::size_t>(k)].rowwise().mean().array() - mean;
    terms.col(first_factor + 2 * k) = (second - swapped).cwiseAbs2();
    terms.col(first_factor + 2 * k + 1) = (base - swapped).cwiseAbs2();
  }
  return terms;
}

// Unbiased, of the 2n outputs over A and B.
double variance_of(const Eigen::RowVectorXd& sums, double n) {
  return (sums(squares) - sums(sum) * sums(sum) / (2.0 * n)) / (2.0 * n - 1.0);
}

// First and total index of every factor in turn: Jansen (1999).
Eigen::RowVectorXd indices_of(const Eigen::RowVectorXd& sums, double n) {
  const double variance = variance_of(sums, n);
  Eigen::RowVectorXd indices = sums.tail(sums.size() - first_factor) / (2.0 * n * variance);
  for (Eigen::Index i = 0; i < indices.size(); i += 2) indices(i) = 1.0 - indices(i);
  return indices;
}

std::vector<Interval> bootstrap(const Eigen::MatrixXd& terms, std::uint32_t seed) {
  boost::random::mt19937 engine(seed);
  boost::random::uniform_int_distribution<Eigen::Index> block(0, terms.rows() - 1);
  const auto n = static_cast<double>(terms.rows());
  Eigen::MatrixXd drawn(resamples, terms.cols() - first_factor);
  for (Eigen::Index i = 0; i < resamples; ++i) {
    Eigen::RowVectorXd times = Eigen::RowVectorXd::Zero(terms.rows());
    for (Eigen::Index j = 0; j < terms.rows(); ++j) times(block(engine)) += 1.0;
    drawn.row(i) = indices_of(times * terms, n);
  }
  std::vector<Interval> intervals;
  for (const auto& column : drawn.colwise()) {
    const std::vector<double> values(column.begin(), column.end());
    intervals.push_back(
        {quantile(values, 0.5 - confidence / 2.0), quantile(values, 0.5 + confidence / 2.0)});
  }
  return intervals;
}

// Compares with zero and, where there are replicates, with noise.
void judge(FactorIndices& factor, const Outputs& outputs, const Eigen::MatrixXd& swapped,
           double variance) {
  double limit = 0.0;
  if (const auto within_total = replicate_noise(outputs.base - swapped)) {
    const double between = replicate_noise(outputs.base - outputs.second)->mean_square;
    const double within_first = replicate_noise(outputs.second - swapped)->mean_square;
    factor.total.noise_floor = within_total->mean_square / (2.0 * variance);
    factor.first.noise_floor = std::max(0.0, between - within_first) / (2.0 * variance);
    limit = within_total->limit / (2.0 * variance);
  }
  const auto low = [](const SobolIndex& index) {
    return index.interval.low <= index.noise_floor.value_or(0.0);
  };
  factor.total.indistinguishable_from_zero = low(factor.total) || factor.total.value <= limit;
  // The first index is at most the total index.
  factor.first.indistinguishable_from_zero =
      low(factor.first) || factor.total.indistinguishable_from_zero;
}

}  // namespace

SobolIndices sobol_indices(const std::vector<SaltelliBlock>& blocks, std::uint32_t seed) {
  SobolIndices result;
  result.mean = result.variance = std::nan("");
  if (blocks.empty()) return result;
  require_same_sizes(blocks);
  const Outputs outputs = outputs_of(blocks);
  const auto n = static_cast<double>(outputs.base.rows());
  result.blocks = static_cast<std::size_t>(outputs.base.rows());
  result.dropped = blocks.size() - result.blocks;
  if (result.blocks == 0) return result;
  result.mean = (outputs.base.mean() + outputs.second.mean()) / 2.0;
  if (result.blocks < 2) return result;
  const Eigen::MatrixXd terms = terms_of(outputs, result.mean);
  const Eigen::RowVectorXd sums = terms.colwise().sum();
  result.variance = variance_of(sums, n);
  if (constant(outputs.base.rowwise().mean(), outputs.second.rowwise().mean())) {
    result.state = SobolState::constant_output;
    result.variance = 0.0;
    return result;
  }
  result.state = SobolState::estimated;
  if (const auto noise = replicate_noise(outputs.base - outputs.second))
    result.noise_share = noise->mean_square / (2.0 * result.variance);
  const Eigen::RowVectorXd values = indices_of(sums, n);
  const std::vector<Interval> intervals = bootstrap(terms, seed);
  for (std::size_t k = 0; k < outputs.swapped.size(); ++k) {
    const auto at = static_cast<Eigen::Index>(2 * k);
    FactorIndices factor;
    factor.first.value = values(at);
    factor.first.interval = intervals[2 * k];
    factor.total.value = values(at + 1);
    factor.total.interval = intervals[2 * k + 1];
    judge(factor, outputs, outputs.swapped[k], result.variance);
    result.factors.push_back(factor);
  }
  return result;
}

}  // namespace samen
