// Designs of experiments: points in the unit hypercube, and the values of factors they stand for.
//
// A design is fixed by its plan alone: the same plan gives the same points, bit by bit, on every
// machine. Another seed gives another replication of a random design (lhs, sobol, saltelli,
// morris); list and grid contain no chance.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace samen {

/// list: rows as given. grid: full factorial. lhs: Latin hypercube, McKay, Beckman & Conover
/// (1979), Technometrics 21(2). sobol: the sequence of Sobol' (1967), USSR Comput. Maths. Math.
/// Phys. 7(4). saltelli: for variance-based indices, Saltelli et al. (2010), Comput. Phys. Commun.
/// 181(2). morris: for elementary effects, Morris (1991), Technometrics 33(2).
enum class DesignKind : std::int8_t { list, grid, lhs, sobol, saltelli, morris };
inline constexpr std::array<std::string_view, 6> design_kind_names{"list",  "grid",     "lhs",
                                                                   "sobol", "saltelli", "morris"};

/// More points than any cluster can run: a larger number is a typing error.
inline constexpr std::size_t most_points = std::size_t{1} << 24;

/// What fixes a design.
struct SamplingPlan {
  DesignKind kind = DesignKind::list;
  std::size_t factors = 1;
  std::size_t size = 1;  ///< list, lhs, sobol: points; saltelli: base rows; morris: trajectories
  std::vector<std::size_t> levels{};  ///< grid: how many levels each factor has
  std::size_t trajectory_levels = 4;  ///< morris: p, even
  bool second_order = false;          ///< saltelli: add B with each factor from A, for pairs of
                                      ///< factors
  std::uint64_t seed = 1;
};

struct Sample {
  std::size_t factors = 0;
  std::vector<double> unit;  ///< points × factors, row-major, in [0, 1]
  std::vector<int> block;    ///< of each point: base row (saltelli), trajectory (morris), or the
                             ///< point itself
  std::vector<int> step;     ///< place in the block; 0 where the point is its own block
};

/// What is wrong with a plan, or "" if it has a sample. A plan is wrong if a count is zero, if it
/// has more than most_points, or more factors than Sobol's sequence has dimensions (3667; saltelli
/// needs two for each factor), if a grid does not state one number of levels for each factor, or if
/// morris has an odd number of levels.
std::string problem_of(const SamplingPlan& plan);

/// How many points a plan without a problem has. list, lhs and sobol: `size`. grid: the product of
/// its levels. With k factors, saltelli: size (k + 2), or size (2 k + 2) with second order; morris:
/// size (k + 1).
std::size_t number_of_points(const SamplingPlan& plan);

/// The points of a plan; expects a plan without a problem.
///
/// A factor with L levels has them at 0, 1/(L - 1), …, 1; a single level is at 1/2.
/// - list: point i is at the i-th of `size` levels of every factor, so that with a choice of `size`
///   rows for every factor (FactorRange) each row stands for itself.
/// - grid: every combination of levels once; the last factor runs fastest.
/// - lhs: each factor has one point, uniform, in each of `size` equal cells; the cells of different
///   factors are paired at random.
/// - sobol: in Gray-code order with the direction numbers of Joe & Kuo (2008), SIAM J. Sci. Comput.
///   30(5), from the point zero on: without this point, 2^m points are not a balanced net (Owen
///   2022, Monte Carlo and Quasi-Monte Carlo Methods 2020). Each factor's binary digits are xor-ed
///   with a random word (digital shift, L'Ecuyer & Lemieux 2002, Modeling Uncertainty), so every
///   point is uniform, the net stays a net, and the first point is the shift. Best with a power of
///   two.
/// - saltelli: row n of a sobol sample of 2 k dimensions holds A (its first half) and B; block n is
///   step 0 = A, step 1 = B, step 2 + j = A with factor j from B and, with second order (Saltelli
///   2002, Comput. Phys. Commun. 145), step 2 + k + j = B with factor j from A. Best with a power
///   of two.
/// - morris: each trajectory starts at random on the grid of p = trajectory_levels levels and moves
///   each factor once, in random order, up or down by p / (2 (p - 1)).
Sample sample_of(const SamplingPlan& plan);

/// How the values of a factor are spread over the unit interval.
enum class Scale : std::int8_t { linear, logarithmic, integer, choice };
inline constexpr std::array<std::string_view, 4> scale_names{"linear", "logarithmic", "integer",
                                                             "choice"};

struct FactorRange {
  Scale scale = Scale::linear;
  double low = 0.0, high = 1.0;  ///< linear, logarithmic, integer: the ends, both included
  std::size_t choices = 1;       ///< choice: how many
};

/// What is wrong with a range, or "". The ends must be finite and in order. A logarithmic range
/// must lie above 0, and high / low must be finite. The ends of an integer range must be whole
/// numbers below 2^53 in size. A choice needs choices.
std::string problem_of(const FactorRange& range);

/// The value of a factor at `unit` in [0, 1], never decreasing in `unit`: `low` at 0, `high` at 1.
/// Each whole number of an integer range, and each choice, has a cell of the same width; a choice
/// gives its index, from 0. The levels of a grid, and of morris, meet each of n cells exactly once
/// where there are n levels, and equally often where there are a multiple of n; a step of morris
/// changes the cell whenever there are two or more cells.
/// Expects a unit in [0, 1] and a range without a problem.
double factor_value(const FactorRange& range, double unit);

}  // namespace samen
