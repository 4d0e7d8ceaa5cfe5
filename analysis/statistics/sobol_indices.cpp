#include "analysis/statistics/sobol_indices.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <Eigen/Core>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_int_distribution.hpp>

#include "analysis/statistics/replicate_noise.hpp"
#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {
namespace {

constexpr int resamples = 1000;  // Efron & Tibshirani (1993), An Introduction to the Bootstrap

// By block and replicate.
struct Outputs {
  Eigen::MatrixXd base, second;
  std::vector<Eigen::MatrixXd> swapped, returned;
};

bool complete(const SaltelliBlock& block) {
  const auto finite = [](const std::vector<double>& replicates) {
    return std::ranges::all_of(replicates, [](double output) { return std::isfinite(output); });
  };
  return finite(block.base) && finite(block.second) && std::ranges::all_of(block.swapped, finite) &&
         std::ranges::all_of(block.returned, finite);
}

void require_same_sizes(const std::vector<SaltelliBlock>& blocks) {
  const std::size_t replicates = blocks.front().base.size();
  const auto as_many = [&](const std::vector<double>& outputs) {
    return outputs.size() == replicates && replicates > 0;
  };
  for (const SaltelliBlock& block : blocks)
    if (!as_many(block.base) || !as_many(block.second) ||
        !std::ranges::all_of(block.swapped, as_many) ||
        !std::ranges::all_of(block.returned, as_many) ||
        block.swapped.size() != blocks.front().swapped.size() ||
        block.returned.size() != blocks.front().returned.size() ||
        (!block.returned.empty() && block.returned.size() != block.swapped.size()))
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
  Outputs outputs{empty,
                  empty,
                  {blocks.front().swapped.size(), empty},
                  {blocks.front().returned.size(), empty}};
  for (Eigen::Index n = 0; n < empty.rows(); ++n) {
    const SaltelliBlock& block = *used[static_cast<std::size_t>(n)];
    outputs.base.row(n) = row(block.base);
    outputs.second.row(n) = row(block.second);
    for (std::size_t k = 0; k < block.swapped.size(); ++k)
      outputs.swapped[k].row(n) = row(block.swapped[k]);
    for (std::size_t k = 0; k < block.returned.size(); ++k)
      outputs.returned[k].row(n) = row(block.returned[k]);
  }
  return outputs;
}

// Whether the outputs are constant except for rounding.
bool constant(const Eigen::VectorXd& base, const Eigen::VectorXd& second) {
  constexpr double rounding = 1e-12;
  const double low = std::min(base.minCoeff(), second.minCoeff());
  const double high = std::max(base.maxCoeff(), second.maxCoeff());
  return high - low <= rounding * std::max(std::abs(low), std::abs(high));
}

// The terms of the indices, summed over blocks. There is one row for each block, so that a resample
// weights the rows. Outputs are centred at the mean over all blocks. `by_mean` is the change of a
// product per unit by which the mean of a resample is lower.
enum Column : Eigen::Index { sum, squares, first_factor };
enum OfFactor : Eigen::Index { product, by_mean, squared_change, per_factor };
enum OfPair : Eigen::Index { pair_product, pair_by_mean, per_pair };

Eigen::Index number_of_pairs(const Outputs& outputs) {
  const auto returned = static_cast<Eigen::Index>(outputs.returned.size());
  return returned * (returned - 1) / 2;
}

Eigen::MatrixXd terms_of(const Outputs& outputs, double mean) {
  const auto centred = [&](const Eigen::MatrixXd& by_replicate) -> Eigen::VectorXd {
    return by_replicate.rowwise().mean().array() - mean;
  };
  const Eigen::VectorXd base = centred(outputs.base), second = centred(outputs.second);
  const auto factors = static_cast<Eigen::Index>(outputs.swapped.size());
  Eigen::MatrixXd terms(base.size(),
                        first_factor + per_factor * factors + per_pair * number_of_pairs(outputs));
  terms.col(sum) = base + second;
  terms.col(squares) = base.cwiseAbs2() + second.cwiseAbs2();
  std::vector<Eigen::VectorXd> swapped, returned;
  for (const Eigen::MatrixXd& each : outputs.swapped) swapped.push_back(centred(each));
  for (const Eigen::MatrixXd& each : outputs.returned) returned.push_back(centred(each));
  Eigen::Index at = first_factor;
  for (const Eigen::VectorXd& output : swapped) {
    terms.col(at + product) = second.cwiseProduct(output - base);
    terms.col(at + by_mean) = output - base;
    terms.col(at + squared_change) = (base - output).cwiseAbs2();
    at += per_factor;
  }
  for (std::size_t j = 0; j < returned.size(); ++j)
    for (std::size_t k = j + 1; k < returned.size(); ++k) {
      terms.col(at + pair_product) =
          returned[j].cwiseProduct(swapped[k]) - base.cwiseProduct(second);
      terms.col(at + pair_by_mean) = returned[j] + swapped[k] - base - second;
      at += per_pair;
    }
  return terms;
}

// Unbiased variance of the 2n outputs over A and B.
double variance_of(const Eigen::RowVectorXd& sums, double n) {
  return (sums(squares) - sums(sum) * sums(sum) / (2.0 * n)) / (2.0 * n - 1.0);
}

// First and total index of every factor in order, then the indices of the pairs.
Eigen::RowVectorXd indices_of(const Eigen::RowVectorXd& sums, double n, Eigen::Index factors) {
  const double variance = variance_of(sums, n);
  const double mean = sums(sum) / (2.0 * n);
  const Eigen::Index pairs = (sums.size() - first_factor - per_factor * factors) / per_pair;
  Eigen::RowVectorXd indices(2 * factors + pairs);
  for (Eigen::Index k = 0; k < factors; ++k) {
    const Eigen::Index at = first_factor + per_factor * k;
    indices(2 * k) = (sums(at + product) - mean * sums(at + by_mean)) / (n * variance);
    indices(2 * k + 1) = sums(at + squared_change) / (2.0 * n * variance);
  }
  Eigen::Index at = first_factor + per_factor * factors, pair = 2 * factors;
  if (pairs == 0) return indices;
  for (Eigen::Index j = 0; j < factors; ++j)
    for (Eigen::Index k = j + 1; k < factors; ++k, at += per_pair)
      indices(pair++) =
          (sums(at + pair_product) - mean * sums(at + pair_by_mean)) / (n * variance) -
          indices(2 * j) - indices(2 * k);
  return indices;
}

std::vector<Interval> bootstrap(const Eigen::MatrixXd& terms, Eigen::Index factors,
                                std::uint32_t seed) {
  boost::random::mt19937 engine(seed);
  boost::random::uniform_int_distribution<Eigen::Index> block(0, terms.rows() - 1);
  const auto n = static_cast<double>(terms.rows());
  Eigen::MatrixXd drawn(resamples, indices_of(terms.colwise().sum(), n, factors).size());
  for (Eigen::Index i = 0; i < resamples; ++i) {
    Eigen::RowVectorXd times = Eigen::RowVectorXd::Zero(terms.rows());
    for (Eigen::Index j = 0; j < terms.rows(); ++j) times(block(engine)) += 1.0;
    drawn.row(i) = indices_of(times * terms, n, factors);
  }
  std::vector<Interval> intervals;
  for (const auto& column : drawn.colwise()) {
    const std::vector<double> values(column.begin(), column.end());
    intervals.push_back({quantile(values, 0.5 - usual_confidence / 2.0),
                         quantile(values, 0.5 + usual_confidence / 2.0)});
  }
  return intervals;
}

// Compares the indices with zero and, if there are replicates, with noise.
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
  // The first index cannot exceed the total index.
  factor.first.indistinguishable_from_zero =
      low(factor.first) || factor.total.indistinguishable_from_zero;
}

// Compares the index with the rounding error of sums of products of such outputs.
void judge(PairIndex& pair) {
  constexpr double rounding = 1e-12;
  pair.index.indistinguishable_from_zero =
      pair.index.interval.low <= rounding && pair.index.interval.high >= -rounding;
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
  const auto factors = static_cast<Eigen::Index>(outputs.swapped.size());
  const Eigen::RowVectorXd values = indices_of(sums, n, factors);
  const std::vector<Interval> intervals = bootstrap(terms, factors, seed);
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
  std::size_t at = 2 * outputs.swapped.size();
  for (std::size_t j = 0; j < outputs.returned.size(); ++j)
    for (std::size_t k = j + 1; k < outputs.returned.size(); ++k, ++at) {
      PairIndex pair{j, k, {}};
      pair.index.value = values(static_cast<Eigen::Index>(at));
      pair.index.interval = intervals[at];
      judge(pair);
      result.pairs.push_back(pair);
    }
  return result;
}

}  // namespace samen::analysis
