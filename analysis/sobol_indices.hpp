// Which factors the variance of the output comes from: Sobol' indices from a Saltelli design.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "statistics.hpp"

namespace samen {

/// Outputs of one row of the design, by replicate: at row n of A, at row n of B, and for every
/// factor at row n of A with the factor taken from B (Saltelli et al. 2010, Computer Physics
/// Communications 181). The output of a point is the mean over its replicates.
struct SaltelliBlock {
  std::vector<double> base, second;
  std::vector<std::vector<double>> swapped;  ///< by factor and replicate
};

struct SobolIndex {
  double value = 0.0;  ///< share of the output variance; an estimate may fall outside 0 to 1
  /// 95 %, percentile bootstrap over whole blocks (Archer, Saltelli & Sobol' 1997, Journal of
  /// Statistical Computation and Simulation 58): never below zero for a total index. Says how far
  /// other points would have led elsewhere, given the luck of the replicates. Too wide for a
  /// low-discrepancy sample.
  Interval interval;
  /// What noise alone is expected to add to the value; none for one replicate.
  std::optional<double> noise_floor;
  /// The interval reaches down to zero or to the noise floor, or the total index is no larger than
  /// noise alone makes once in twenty experiments. Then the value should not be shown.
  bool indistinguishable_from_zero = true;
};

struct FactorIndices {
  SobolIndex first;  ///< variance saved, on average, by knowing this factor alone
  SobolIndex total;  ///< variance left, on average, by knowing all factors but this
};

enum class SobolState { estimated, constant_output, too_few_blocks };

struct SobolIndices {
  SobolState state = SobolState::too_few_blocks;
  std::vector<FactorIndices> factors;  ///< empty unless estimated
  double mean = 0.0;                   ///< of the output over A and B; not a number without blocks
  double variance = 0.0;  ///< of the output over A and B; not a number below two blocks
  /// Share of the variance that is noise of the means over replicates; none for one replicate.
  std::optional<double> noise_share;
  std::size_t blocks = 0;   ///< used
  std::size_t dropped = 0;  ///< for an output that is missing or not finite
};

/// First and total index of every factor by the estimators of Jansen (1999), Computer Physics
/// Communications 117: S = 1 - E[(y_B - y_AB)²] / 2V and T = E[(y_A - y_AB)²] / 2V, with V the
/// variance over all points of A and B. The first is the difference of two large numbers where the
/// index is small, and needs many blocks there; the total is the sharper of the two.
///
/// Noise: y = f + e, e the noise of the mean over replicates, with f the output's expectation. Then
/// E[(y_A - y_AB)²] = E[(f_A - f_AB)²] + E[var(e_A - e_AB)], so noise alone gives the total index
///   E[var(e_A - e_AB)] / 2V,
/// its floor; V holds the noise E[var(e_A - e_B)] / 2, which over V is the noise share; and the
/// first index, whose numerator is V - E[(y_B - y_AB)²] / 2, gets from noise
///   (E[var(e_A - e_B)] - E[var(e_B - e_AB)]) / 2V,
/// its floor (taken as zero where negative). All variances are those of differences within a
/// replicate, divided by r, so they hold for replicates of their own at every point (then the first
/// floor is zero and the total floor the noise share) as for replicates that share their luck over
/// all points: what the noise of the points has in common drops out, as it does from the indices.
/// How far one experiment strays above the floor of the total index: ReplicateNoise.
///
/// Deterministic in `seed`. Throws std::invalid_argument for blocks of different sizes or without
/// replicates.
SobolIndices sobol_indices(const std::vector<SaltelliBlock>& blocks, std::uint32_t seed = 1);

}  // namespace samen
