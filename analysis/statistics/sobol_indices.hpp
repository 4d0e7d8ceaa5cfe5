// Which factors cause the variance of the output: Sobol' indices from a Saltelli design.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {

/// Outputs of one row of the design, by replicate: at row n of A, at row n of B, for every factor
/// at row n of A with the factor taken from B (Saltelli et al. 2010, Computer Physics
/// Communications 181) and, where the design is made for second-order indices, at row n of B with
/// the factor taken from A (Saltelli 2002, Computer Physics Communications 145). The output of a
/// point is the mean over its replicates.
struct SaltelliBlock {
  std::vector<double> base, second;
  std::vector<std::vector<double>> swapped;   ///< by factor and replicate
  std::vector<std::vector<double>> returned;  ///< the same for B with one factor from A; may be
                                              ///< empty
};

struct SobolIndex {
  double value = 0.0;  ///< share of the output variance; an estimate may fall outside 0 to 1
  /// 95 %, percentile bootstrap over whole blocks (Archer, Saltelli & Sobol' 1997, Journal of
  /// Statistical Computation and Simulation 58): never below zero for a total index. It says how
  /// much the index would vary with other points and the same draws of the replicates. It is too
  /// wide for a low-discrepancy sample.
  Interval interval;
  /// What noise alone is expected to add to the value; none for one replicate.
  std::optional<double> noise_floor;
  /// True if the interval reaches zero or the noise floor, or if noise alone makes the total index
  /// as large more than once in twenty experiments. The value remains the estimate.
  bool indistinguishable_from_zero = true;
};

/// The joint effect of two factors beyond their single effects.
struct PairIndex {
  std::size_t first = 0, second = 0;  ///< numbers of the factors, the smaller first
  SobolIndex index;                   ///< without a noise floor
};

struct FactorIndices {
  SobolIndex first;  ///< variance that is removed, on average, if this factor alone is known
  SobolIndex total;  ///< variance that remains, on average, if all factors except this one are
                     ///< known
};

enum class SobolState { estimated, constant_output, too_few_blocks };

struct SobolIndices {
  SobolState state = SobolState::too_few_blocks;
  std::vector<FactorIndices> factors;  ///< empty unless estimated
  std::vector<PairIndex> pairs;        ///< of all factors; empty where the design has none
  double mean = 0.0;                   ///< of the output over A and B; not a number without blocks
  double variance = 0.0;  ///< of the output over A and B; not a number below two blocks
  /// Share of the variance that is noise of the means over replicates; none for one replicate.
  std::optional<double> noise_share;
  std::size_t blocks = 0;   ///< used
  std::size_t dropped = 0;  ///< left out because an output is missing or not finite
};

/// First index of every factor by Saltelli et al. (2010), S = E[y_B (y_AB - y_A)] / V with the mean
/// m over A and B subtracted from the outputs. With this, a factor that does nothing has the index
/// 0, and the other factors disturb it little. Total index by Jansen (1999), Computer Physics
/// Communications 117, T = E[(y_A - y_AB)²] / 2V. Index of a pair by Saltelli (2002), S_jk =
/// E[y_BA,j y_AB,k - y_A y_B] / V - S_j - S_k, also with the mean subtracted. V is the variance
/// over all points of A and B. Every resample of the bootstrap computes m and V anew.
///
/// Noise: y = f + e, where f is the expectation of the output and e the noise of the mean over
/// replicates. Then E[(y_A - y_AB)²] = E[(f_A - f_AB)²] + E[var(e_A - e_AB)], so noise alone gives
/// the total index
///   E[var(e_A - e_AB)] / 2V,
/// which is its floor. V holds the noise E[var(e_A - e_B)] / 2; this divided by V is the noise
/// share. The first index gets from noise E[e_B (e_AB - e_A)] / V, that is
///   (E[var(e_A - e_B)] - E[var(e_B - e_AB)]) / 2V,
/// which is its floor (taken as zero if negative). All variances are those of differences within a
/// replicate, divided by r. They therefore hold both for replicates of their own at every point
/// (then the first floor is zero and the total floor the noise share) and for replicates that share
/// their luck over all points: what the noise of the points has in common drops out, as it does
/// from the indices. ReplicateNoise says how far one experiment strays above the floor of the total
/// index.
///
/// Deterministic in `seed`. Throws std::invalid_argument for blocks of different sizes or without
/// replicates.
SobolIndices sobol_indices(const std::vector<SaltelliBlock>& blocks, std::uint32_t seed = 1);

}  // namespace samen::analysis
