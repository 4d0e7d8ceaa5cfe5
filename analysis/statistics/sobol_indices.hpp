// Sobol' indices from a Saltelli design: the shares of the output variance due to each factor.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {

/// Outputs of one row of the design, by replicate: at row n of A, at row n of B, for every factor
/// at row n of A with the factor taken from B (Saltelli et al. 2010, Computer Physics
/// Communications 181) and, if the design has second-order indices, at row n of B with the factor
/// taken from A (Saltelli 2002, Computer Physics Communications 145). The output of a point is the
/// mean over its replicates.
struct SaltelliBlock {
  std::vector<double> base, second;
  std::vector<std::vector<double>> swapped;   ///< by factor and replicate
  std::vector<std::vector<double>> returned;  ///< the same for B with one factor from A; may be
                                              ///< empty
};

struct SobolIndex {
  double value = 0.0;  ///< share of the output variance; an estimate may fall outside 0 to 1
  /// 95 %, percentile bootstrap over whole blocks (Archer, Saltelli & Sobol' 1997, Journal of
  /// Statistical Computation and Simulation 58): never below zero for a total index. It covers the
  /// variation over other points, with the same draws of the replicates. It is too wide for a
  /// low-discrepancy sample.
  Interval interval;
  /// The expected contribution of noise alone; none with one replicate.
  std::optional<double> noise_floor;
  /// True if the interval reaches zero or the noise floor, or if noise alone makes the total index
  /// as large more often than once in twenty experiments. The value remains the estimate.
  bool indistinguishable_from_zero = true;
};

/// The joint effect of two factors beyond their single effects.
struct PairIndex {
  std::size_t first = 0, second = 0;  ///< indices of the factors, the smaller first
  SobolIndex index;                   ///< without a noise floor
};

struct FactorIndices {
  SobolIndex first;  ///< expected share of variance removed by fixing this factor alone
  SobolIndex total;  ///< expected share of variance left if all factors except this one are fixed
};

enum class SobolState { estimated, constant_output, too_few_blocks };

struct SobolIndices {
  SobolState state = SobolState::too_few_blocks;
  std::vector<FactorIndices> factors;  ///< empty unless estimated
  std::vector<PairIndex> pairs;        ///< of all factors; empty if the design has none
  double mean = 0.0;                   ///< of the output over A and B; NaN without blocks
  double variance = 0.0;               ///< of the output over A and B; NaN below two blocks
  /// Share of the variance that is noise of the means over replicates; none with one replicate.
  std::optional<double> noise_share;
  std::size_t blocks = 0;   ///< used
  std::size_t dropped = 0;  ///< excluded because an output is missing or not finite
};

/// First index of every factor by Saltelli et al. (2010), S = E[y_B (y_AB - y_A)] / V with the mean
/// m over A and B subtracted from the outputs. A factor without effect then has the index 0, and
/// the other factors disturb it little. Total index by Jansen (1999), Computer Physics
/// Communications 117, T = E[(y_A - y_AB)²] / 2V. Index of a pair by Saltelli (2002), S_jk =
/// E[y_BA,j y_AB,k - y_A y_B] / V - S_j - S_k, also with the mean subtracted. V is the variance
/// over all points of A and B. Every resample of the bootstrap computes m and V anew.
///
/// Noise: y = f + e, where f is the expectation of the output and e the noise of the mean over
/// replicates. Then E[(y_A - y_AB)²] = E[(f_A - f_AB)²] + E[var(e_A - e_AB)], so noise alone gives
/// the total index
///   E[var(e_A - e_AB)] / 2V,
/// which is its floor. V contains the noise E[var(e_A - e_B)] / 2; this divided by V is the noise
/// share. Noise adds E[e_B (e_AB - e_A)] / V to the first index, that is
///   (E[var(e_A - e_B)] - E[var(e_B - e_AB)]) / 2V,
/// which is its floor (taken as zero if negative). All variances are those of differences within a
/// replicate, divided by r. They therefore hold both if every point has its own replicates (then
/// the first floor is zero and the total floor the noise share) and if all points share the draws
/// of a replicate: the common noise of the points cancels, as it does from the indices.
/// ReplicateNoise states how far one experiment may exceed the floor of the total index.
///
/// Deterministic in `seed`. Throws std::invalid_argument for blocks of different sizes or without
/// replicates.
SobolIndices sobol_indices(const std::vector<SaltelliBlock>& blocks, std::uint32_t seed = 1);

}  // namespace samen::analysis
