// Designs of experiments: points in the unit hypercube, and the values of factors at these points.
//
// The plan determines the design: the same plan gives the same points, bit by bit, on every
// machine. Another seed gives another replication of a random design (lhs, sobol, saltelli,
// morris); list and grid are not random.
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

/// More points than any cluster can run; a larger number is taken for a typing error.
inline constexpr std::size_t most_points = std::size_t{1} << 24;

/// The input that determines a design.
struct SamplingPlan {
  DesignKind kind = DesignKind::list;
  std::size_t factors = 1;
  std::size_t size = 1;  ///< list, lhs, sobol: points; saltelli: base rows; morris: trajectories
  std::vector<std::size_t> levels{};  ///< grid: number of levels of each factor
  std::size_t trajectory_levels = 4;  ///< morris: p, even
  bool second_order = false;          ///< saltelli: also B with each factor from A, for
                                      ///< interactions of pairs
  std::uint64_t seed = 1;
};

struct Sample {
  std::size_t factors = 0;
  std::vector<double> unit;  ///< points × factors, row-major, in [0, 1]
  std::vector<int> block;    ///< per point: base row (saltelli), trajectory (morris), or index of
                             ///< the point
  std::vector<int> step;     ///< position of the point in its block
};

/// What is wrong with a plan, or "". A plan is wrong if a count is zero, if it has more than
/// most_points, or more factors than Sobol's sequence has dimensions (3667; saltelli needs two for
/// each factor), if a grid does not state one number of levels for each factor, or if morris has an
/// odd number of levels.
std::string problem_of(const SamplingPlan& plan);

/// Number of points of a valid plan. list, lhs and sobol: `size`. grid: the product of its levels.
/// With k factors, morris: size (k + 1); saltelli: size (k + 2), or size (2 k + 2) with second
/// order.
std::size_t number_of_points(const SamplingPlan& plan);

/// The points of a valid plan.
///
/// A factor with L levels has them at 0, 1/(L - 1), …, 1; a single level is at 1/2.
/// - list: point i is at the i-th of `size` levels of every factor; with a choice of `size` values
///   for every factor (FactorRange), point i is row i.
/// - grid: every combination of levels once; the last factor varies fastest.
/// - lhs: each factor has one point, uniform, in each of `size` equal cells; the cells of different
///   factors are paired at random.
/// - sobol: in Gray-code order with the direction numbers of Joe & Kuo (2008), SIAM J. Sci. Comput.
///   30(5), starting at the point zero: without it, 2^m points are not a balanced net (Owen 2022,
///   Monte Carlo and Quasi-Monte Carlo Methods 2020). Each factor's binary digits are xor-ed
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

/// How a factor maps the unit interval to its values.
enum class Scale : std::int8_t { linear, logarithmic, integer, choice };
inline constexpr std::array<std::string_view, 4> scale_names{"linear", "logarithmic", "integer",
                                                             "choice"};

struct FactorRange {
  Scale scale = Scale::linear;
  double low = 0.0, high = 1.0;  ///< linear, logarithmic, integer: both ends are included
  std::size_t choices = 1;       ///< choice: number of settings
};

/// What is wrong with a range, or "". The ends must be finite and in order. A logarithmic range
/// must lie above 0, and high / low must be finite. The ends of an integer range must be whole
/// numbers below 2^53 in size. A choice needs choices.
std::string problem_of(const FactorRange& range);

/// The value of a factor at `unit` in [0, 1]: monotone, `low` at 0, `high` at 1. Each whole number
/// of an integer range, and each choice, has a cell of the same width; a choice gives its index,
/// from 0. If a grid or morris has as many levels as there are cells, it meets each cell exactly
/// once; with a multiple, equally often. A step of morris changes the cell if there are two or
/// more. Expects a valid range.
double factor_value(const FactorRange& range, double unit);

}  // namespace samen
