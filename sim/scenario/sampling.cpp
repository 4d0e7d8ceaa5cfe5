#include "scenario/sampling.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <string>
#include <utility>

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/sobol.hpp>
#include <boost/random/uniform_01.hpp>
#include <boost/random/uniform_int_distribution.hpp>

#include "model/core/contract.hpp"
#include "model/core/real.hpp"

namespace samen {
namespace {

using Engine = boost::random::mt19937_64;

constexpr std::size_t most_dimensions = boost::random::default_sobol_table::max_dimension;

std::string unless_within(const std::string& what, std::size_t count, std::size_t most) {
  if (count >= 1 && count <= most) return "";
  return what + " must be 1 to " + std::to_string(most) + ", not " + std::to_string(count);
}

std::string too_many_points() {
  return "more than " + std::to_string(most_points) + " points";
}

std::string problem_of_grid(const SamplingPlan& plan) {
  if (plan.levels.size() != plan.factors)
    return "levels of " + std::to_string(plan.levels.size()) + " factors, not of " +
           std::to_string(plan.factors);
  std::size_t points = 1;
  for (const std::size_t levels : plan.levels) {
    if (auto problem = unless_within("levels of a factor", levels, most_points); !problem.empty())
      return problem;
    if (points > most_points / levels) return too_many_points();
    points *= levels;
  }
  return "";
}

std::string problem_of_trajectories(const SamplingPlan& plan) {
  const std::size_t levels = plan.trajectory_levels;
  std::string problem = unless_within("levels of a trajectory", levels, most_points);
  if (problem.empty() && levels % 2 != 0)
    return "levels of a trajectory must be even, not " + std::to_string(levels);
  return problem;
}

std::size_t points_in_block(const SamplingPlan& plan) {
  if (plan.kind == DesignKind::saltelli)  // A, B, A with one factor of B, and B with one factor of
                                          // A
    return (plan.second_order ? 2 : 1) * plan.factors + 2;
  if (plan.kind == DesignKind::morris) return plan.factors + 1;
  return 1;
}

/// What is wrong with a design whose points come in blocks.
std::string problem_of_blocks(const SamplingPlan& plan) {
  std::string problem = unless_within("size", plan.size, most_points);
  if (problem.empty() && plan.kind == DesignKind::sobol)
    problem = unless_within("factors", plan.factors, most_dimensions);
  if (problem.empty() && plan.kind == DesignKind::saltelli)
    problem = unless_within("factors", plan.factors, most_dimensions / 2);
  if (problem.empty() && plan.kind == DesignKind::morris) problem = problem_of_trajectories(plan);
  if (problem.empty() && plan.size > most_points / points_in_block(plan)) return too_many_points();
  return problem;
}

double position(std::size_t level, std::size_t levels) {
  return levels == 1 ? 0.5 : static_cast<double>(level) / static_cast<double>(levels - 1);
}

/// Always draws 64 bits, because a size has only 32 bits in a browser.
std::size_t drawn_below(std::size_t end, Engine& engine) {
  const boost::random::uniform_int_distribution<std::uint64_t> below(0, end - 1);
  return static_cast<std::size_t>(below(engine));
}

/// 0 … n - 1 in random order: Durstenfeld (1964), Communications of the ACM 7(7), Algorithm 235.
std::vector<std::size_t> random_order(std::size_t n, Engine& engine) {
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t left = n; left > 1; --left)
    std::swap(order[left - 1], order[drawn_below(left, engine)]);
  return order;
}

std::vector<double> list_points(const SamplingPlan& plan) {
  std::vector<double> unit;
  unit.reserve(plan.size * plan.factors);
  for (std::size_t n = 0; n < plan.size; ++n)
    unit.insert(unit.end(), plan.factors, position(n, plan.size));
  return unit;
}

std::vector<double> grid_points(const SamplingPlan& plan) {
  const std::size_t points = number_of_points(plan);
  std::vector<double> unit(points * plan.factors);
  for (std::size_t n = 0; n < points; ++n) {
    std::size_t rest = n;
    for (std::size_t k = plan.factors; k-- > 0; rest /= plan.levels[k])
      unit[n * plan.factors + k] = position(rest % plan.levels[k], plan.levels[k]);
  }
  return unit;
}

std::vector<double> latin_points(const SamplingPlan& plan) {
  Engine engine(plan.seed);
  boost::random::uniform_01<double> within_cell;
  std::vector<double> unit(plan.size * plan.factors);
  for (std::size_t k = 0; k < plan.factors; ++k) {
    const std::vector<std::size_t> cell = random_order(plan.size, engine);
    for (std::size_t n = 0; n < plan.size; ++n)
      unit[n * plan.factors + k] =
          (static_cast<double>(cell[n]) + within_cell(engine)) / static_cast<double>(plan.size);
  }
  return unit;
}

std::vector<double> sobol_points(std::size_t points, std::size_t dimensions, std::uint64_t seed) {
  constexpr int spare_bits = 11;  // of 64 bits, those that a double cannot hold beyond 53
  Engine engine(seed);
  std::vector<std::uint64_t> shift(dimensions);
  for (std::uint64_t& word : shift) word = engine();
  boost::random::sobol sequence(dimensions);
  std::vector<double> unit(points * dimensions);
  for (std::size_t n = 0; n < unit.size(); ++n) {
    const std::uint64_t digits = n < dimensions ? 0 : sequence();  // Boost omits the zero point
    unit[n] = static_cast<double>((digits ^ shift[n % dimensions]) >> spare_bits) * 0x1p-53;
  }
  return unit;
}

std::vector<double> saltelli_points(const SamplingPlan& plan) {
  const std::size_t factors = plan.factors;
  const std::vector<double> base = sobol_points(plan.size, 2 * factors, plan.seed);
  std::vector<double> unit;
  unit.reserve(number_of_points(plan) * factors);
  for (auto a = base.begin(); a != base.end(); a += 2 * factors) {
    const auto b = a + factors;
    unit.insert(unit.end(), a, b + factors);
    for (std::size_t k = 0; k < factors; ++k) {
      unit.insert(unit.end(), a, b);
      unit[unit.size() - factors + k] = b[k];
    }
    for (std::size_t k = 0; plan.second_order && k < factors; ++k) {
      unit.insert(unit.end(), b, b + factors);
      unit[unit.size() - factors + k] = a[k];
    }
  }
  return unit;
}

std::vector<double> morris_points(const SamplingPlan& plan) {
  const std::size_t half = plan.trajectory_levels / 2;  // one step, in levels
  Engine engine(plan.seed);
  std::vector<double> unit;
  unit.reserve(number_of_points(plan) * plan.factors);
  std::vector<double> here(plan.factors), there(plan.factors);
  for (std::size_t n = 0; n < plan.size; ++n) {
    for (std::size_t k = 0; k < plan.factors; ++k) {
      const std::size_t level = drawn_below(half, engine);
      here[k] = position(level, plan.trajectory_levels);
      there[k] = position(level + half, plan.trajectory_levels);
      if (drawn_below(2, engine) == 1) std::swap(here[k], there[k]);
    }
    unit.insert(unit.end(), here.begin(), here.end());
    for (const std::size_t k : random_order(plan.factors, engine)) {
      here[k] = there[k];
      unit.insert(unit.end(), here.begin(), here.end());
    }
  }
  return unit;
}

std::vector<double> points_of(const SamplingPlan& plan) {
  switch (plan.kind) {
    case DesignKind::list:
      return list_points(plan);
    case DesignKind::grid:
      return grid_points(plan);
    case DesignKind::lhs:
      return latin_points(plan);
    case DesignKind::sobol:
      return sobol_points(plan.size, plan.factors, plan.seed);
    case DesignKind::saltelli:
      return saltelli_points(plan);
    case DesignKind::morris:
      return morris_points(plan);
  }
  return {};
}

double cell_of(double cells, double unit) {
  return std::min(std::floor(unit * cells), cells - 1.0);
}

}  // namespace

std::string problem_of(const SamplingPlan& plan) {
  std::string problem = unless_within("factors", plan.factors, most_points);
  if (problem.empty())
    problem = plan.kind == DesignKind::grid ? problem_of_grid(plan) : problem_of_blocks(plan);
  if (problem.empty()) return "";
  return "design " + std::string(design_kind_names[static_cast<std::size_t>(plan.kind)]) + ": " +
         problem;
}

std::size_t number_of_points(const SamplingPlan& plan) {
  if (plan.kind != DesignKind::grid) return plan.size * points_in_block(plan);
  return std::accumulate(plan.levels.begin(), plan.levels.end(), std::size_t{1},
                         std::multiplies<>());
}

Sample sample_of(const SamplingPlan& plan) {
  const std::string problem = problem_of(plan);
  expect(problem.empty(), problem.c_str());
  const std::size_t points = number_of_points(plan);
  const std::size_t in_block = points_in_block(plan);
  Sample sample{plan.factors, points_of(plan), {}, {}};
  for (std::size_t n = 0; n < points; ++n) {
    sample.block.push_back(static_cast<int>(n / in_block));
    sample.step.push_back(static_cast<int>(n % in_block));
  }
  return sample;
}

std::string problem_of(const FactorRange& range) {
  if (range.scale == Scale::choice) return range.choices < 1 ? "factor without choices" : "";
  if (!std::isfinite(range.low) || !std::isfinite(range.high) || range.low > range.high)
    return "range of a factor: low and high must be finite and in order";
  if (range.scale == Scale::logarithmic &&
      !(range.low > 0.0 && std::isfinite(range.high / range.low)))
    return "logarithmic range of a factor: low must be above 0, high / low finite";
  constexpr double most = 0x1p53;  // above it, a double cannot hold every whole number
  if (range.scale == Scale::integer &&
      (range.low != std::floor(range.low) || range.high != std::floor(range.high) ||
       range.low <= -most || range.high >= most))
    return "integer range of a factor: the ends must be whole numbers";
  return "";
}

double factor_value(const FactorRange& range, double unit) {
  expect(unit >= 0.0 && unit <= 1.0, "the place of a factor in its range is 0 to 1");
  const std::string problem = problem_of(range);
  expect(problem.empty(), problem.c_str());
  switch (range.scale) {
    case Scale::linear:
      return std::lerp(range.low, range.high, unit);
    case Scale::logarithmic: {
      if (unit == 1.0) return range.high;
      const double growth = exponential(unit * logarithm(range.high / range.low));
      return std::clamp(range.low * growth, range.low, range.high);
    }
    case Scale::integer:
      return range.low + cell_of(range.high - range.low + 1.0, unit);
    case Scale::choice:
      return cell_of(static_cast<double>(range.choices), unit);
  }
  return unit;
}

}  // namespace samen
