// Designs of experiments: their structure, and published sequences, indices and effects.
#include "scenario/sampling.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <set>
#include <stdexcept>

#include <gtest/gtest.h>

#include "model/core/contract.hpp"

namespace samen {
namespace {

std::vector<double> row_of(const Sample& sample, std::size_t n) {
  const auto first = sample.unit.begin() + static_cast<std::ptrdiff_t>(n * sample.factors);
  return {first, first + static_cast<std::ptrdiff_t>(sample.factors)};
}

/// The cell that holds the place, if the unit interval with its end is divided into `cells` equal
/// cells.
std::size_t cell_of(double unit, std::size_t cells) {
  return static_cast<std::size_t>(unit * static_cast<double>(cells));
}

void expect_one_point_in_each_cell(const Sample& sample, std::size_t points) {
  for (std::size_t k = 0; k < sample.factors; ++k) {
    std::set<std::size_t> cells;
    for (std::size_t n = 0; n < points; ++n) cells.insert(cell_of(row_of(sample, n)[k], points));
    EXPECT_EQ(cells.size(), points) << "factor " << k;
    EXPECT_LT(*cells.rbegin(), points) << "factor " << k;
  }
}

void expect_own_blocks(const Sample& sample) {
  for (std::size_t n = 0; n < sample.block.size(); ++n) {
    EXPECT_EQ(sample.block[n], static_cast<int>(n));
    EXPECT_EQ(sample.step[n], 0);
  }
}

/// A plan of each kind with some twenty points.
std::vector<SamplingPlan> plans_of_every_kind() {
  return {{.kind = DesignKind::list, .factors = 3, .size = 20},
          {.kind = DesignKind::grid, .factors = 3, .levels = {2, 3, 4}},
          {.kind = DesignKind::lhs, .factors = 3, .size = 20},
          {.kind = DesignKind::sobol, .factors = 3, .size = 16},
          {.kind = DesignKind::saltelli, .factors = 3, .size = 4},
          {.kind = DesignKind::morris, .factors = 3, .size = 5}};
}

TEST(Sampling, makes_as_many_points_as_it_says_all_within_the_cube) {
  const std::vector<std::size_t> points{20, 24, 20, 16, 20, 20};
  const std::vector<SamplingPlan> plans = plans_of_every_kind();
  ASSERT_EQ(plans.size(), design_kind_names.size());
  for (std::size_t n = 0; n < plans.size(); ++n) {
    const Sample sample = sample_of(plans[n]);
    EXPECT_EQ(number_of_points(plans[n]), points[n]) << design_kind_names[n];
    EXPECT_EQ(sample.factors, 3u);
    EXPECT_EQ(sample.unit.size(), 3 * points[n]) << design_kind_names[n];
    EXPECT_EQ(sample.block.size(), points[n]) << design_kind_names[n];
    EXPECT_EQ(sample.step.size(), points[n]) << design_kind_names[n];
    for (const double unit : sample.unit) EXPECT_TRUE(unit >= 0.0 && unit <= 1.0);
  }
}

TEST(Sampling, is_the_same_for_the_same_seed_and_another_for_another) {
  for (SamplingPlan plan : plans_of_every_kind()) {
    const Sample first = sample_of(plan);
    EXPECT_EQ(sample_of(plan).unit, first.unit);
    ++plan.seed;
    const bool drawn = plan.kind != DesignKind::list && plan.kind != DesignKind::grid;
    EXPECT_EQ(sample_of(plan).unit != first.unit, drawn);
  }
}

TEST(List, lets_every_row_stand_for_itself) {
  for (const std::size_t rows : {1, 2, 3, 10, 1000, 4097}) {
    const Sample sample = sample_of({.kind = DesignKind::list, .factors = 2, .size = rows});
    expect_own_blocks(sample);
    for (std::size_t n = 0; n < rows; ++n)
      for (const double unit : row_of(sample, n))
        EXPECT_EQ(factor_value({.scale = Scale::choice, .choices = rows}, unit),
                  static_cast<double>(n));
  }
}

TEST(Grid, runs_through_every_combination_once_the_last_factor_fastest) {
  const Sample sample = sample_of({.kind = DesignKind::grid, .factors = 4, .levels = {2, 1, 3, 5}});
  expect_own_blocks(sample);
  std::set<std::vector<double>> rows;
  for (std::size_t n = 0; n < 30; ++n) rows.insert(row_of(sample, n));
  EXPECT_EQ(rows.size(), 30u);
  EXPECT_EQ(row_of(sample, 0), (std::vector<double>{0.0, 0.5, 0.0, 0.0}));
  EXPECT_EQ(row_of(sample, 1), (std::vector<double>{0.0, 0.5, 0.0, 0.25}));
  EXPECT_EQ(row_of(sample, 5), (std::vector<double>{0.0, 0.5, 0.5, 0.0}));
  EXPECT_EQ(row_of(sample, 29), (std::vector<double>{1.0, 0.5, 1.0, 1.0}));
}

TEST(LatinHypercube, has_one_point_in_each_cell_of_each_factor) {
  for (const std::size_t size : {1, 2, 7, 100}) {
    const Sample sample =
        sample_of({.kind = DesignKind::lhs, .factors = 5, .size = size, .seed = 11});
    expect_own_blocks(sample);
    expect_one_point_in_each_cell(sample, size);
  }
}

TEST(LatinHypercube, pairs_the_cells_at_random_and_places_the_point_at_random_in_its_cell) {
  constexpr std::size_t size = 10000;
  const Sample sample = sample_of({.kind = DesignKind::lhs, .factors = 2, .size = size});
  double covariance = 0.0, place = 0.0, spread = 0.0;
  for (std::size_t n = 0; n < size; ++n) {
    const std::vector<double> row = row_of(sample, n);
    covariance += (row[0] - 0.5) * (row[1] - 0.5) / size;
    const double scaled = row[0] * size;
    const double off_centre = scaled - std::floor(scaled) - 0.5;
    place += off_centre / size;
    spread += off_centre * off_centre / size;
  }
  // For size points the correlation has variance 1 / size; the place in the cell has mean 0 and
  // variance 1 / 12, its square 1 / 12 and 1 / 180. Four standard errors: a false alarm in 16 000
  // seeds for each, and the seed is fixed.
  EXPECT_NEAR(12.0 * covariance, 0.0, 4.0 / std::sqrt(size));
  EXPECT_NEAR(place, 0.0, 4.0 * std::sqrt(1.0 / 12.0 / size));
  EXPECT_NEAR(spread, 1.0 / 12.0, 4.0 * std::sqrt(1.0 / 180.0 / size));
}

/// The points before the shift: the first point is the shift itself.
double unshifted(const Sample& sample, std::size_t n, std::size_t k) {
  constexpr double two_to_53 = 0x1p53;
  const auto digits = [&](std::size_t row) {
    return static_cast<std::uint64_t>(row_of(sample, row)[k] * two_to_53);
  };
  return static_cast<double>(digits(n) ^ digits(0)) / two_to_53;
}

TEST(Sobol, is_the_published_sequence_but_for_its_shift) {
  // The first points with the direction numbers new-joe-kuo-6.21201 of Joe & Kuo (2008),
  // unscrambled, as SciPy 1.10.1 (scipy.stats.qmc.Sobol) has them.
  const std::vector<std::vector<double>> published{{0, 0, 0, 0, 0, 0},
                                                   {0.5, 0.5, 0.5, 0.5, 0.5, 0.5},
                                                   {0.75, 0.25, 0.25, 0.25, 0.75, 0.75},
                                                   {0.25, 0.75, 0.75, 0.75, 0.25, 0.25},
                                                   {0.375, 0.375, 0.625, 0.875, 0.375, 0.125},
                                                   {0.875, 0.875, 0.125, 0.375, 0.875, 0.625},
                                                   {0.625, 0.125, 0.875, 0.625, 0.625, 0.875},
                                                   {0.125, 0.625, 0.375, 0.125, 0.125, 0.375}};
  const Sample sample =
      sample_of({.kind = DesignKind::sobol, .factors = 6, .size = 8, .seed = 2024});
  expect_own_blocks(sample);
  for (std::size_t n = 0; n < 8; ++n)
    for (std::size_t k = 0; k < 6; ++k)
      EXPECT_EQ(unshifted(sample, n, k), published[n][k]) << n << ", " << k;
}

TEST(Sobol, is_the_published_sequence_up_to_its_last_dimension) {
  // The same source, points 777 and 1000, in units of 1 / 1024.
  constexpr std::size_t dimension[] = {0, 4, 9, 99, 999, 3666};
  constexpr double point_777[] = {709, 651, 331, 523, 393, 335};
  constexpr double point_1000[] = {225, 287, 71, 191, 205, 915};
  const Sample sample = sample_of({.kind = DesignKind::sobol, .factors = 3667, .size = 1024});
  for (int j = 0; j < 6; ++j) {
    EXPECT_EQ(unshifted(sample, 777, dimension[j]) * 1024, point_777[j]) << dimension[j];
    EXPECT_EQ(unshifted(sample, 1000, dimension[j]) * 1024, point_1000[j]) << dimension[j];
  }
}

TEST(Sobol, keeps_one_point_in_each_cell_with_a_power_of_two) {
  for (const std::size_t size : {2, 16, 256}) {
    for (const std::uint64_t seed : {1, 2, 3})
      expect_one_point_in_each_cell(
          sample_of({.kind = DesignKind::sobol, .factors = 40, .size = size, .seed = seed}), size);
  }
}

/// The function g of Sobol' with all a = 1; its mean is 1 and its variance (1 + 1 / 12)^k - 1
/// (Saltelli & Sobol' 1995, Reliability Engineering & System Safety 50).
double sobol_function(const std::vector<double>& unit) {
  double value = 1.0;
  for (const double u : unit) value *= (std::abs(4.0 * u - 2.0) + 1.0) / 2.0;
  return value;
}

TEST(Sobol, integrates_ten_times_better_than_random_points) {
  constexpr std::size_t size = 1024, factors = 4;
  constexpr int seeds = 20;
  double squares = 0.0;
  for (int seed = 1; seed <= seeds; ++seed) {
    const Sample sample = sample_of({.kind = DesignKind::sobol,
                                     .factors = factors,
                                     .size = size,
                                     .seed = static_cast<std::uint64_t>(seed)});
    double mean = 0.0;
    for (std::size_t n = 0; n < size; ++n) mean += sobol_function(row_of(sample, n)) / size;
    squares += (mean - 1.0) * (mean - 1.0) / seeds;
  }
  const double variance = std::pow(1.0 + 1.0 / 12.0, factors) - 1.0;
  EXPECT_LT(std::sqrt(squares), std::sqrt(variance / size) / 10.0);
}

TEST(Saltelli, takes_one_factor_at_a_time_from_the_second_row) {
  constexpr std::size_t factors = 5, size = 8, in_block = factors + 2;
  const SamplingPlan plan{.kind = DesignKind::saltelli, .factors = factors, .size = size};
  const Sample sample = sample_of(plan);
  const Sample base = sample_of({.kind = DesignKind::sobol, .factors = 2 * factors, .size = size});
  for (std::size_t n = 0; n < size * in_block; ++n) {
    const std::size_t block = n / in_block, step = n % in_block;
    EXPECT_EQ(sample.block[n], static_cast<int>(block));
    EXPECT_EQ(sample.step[n], static_cast<int>(step));
    const std::vector<double> both = row_of(base, block);
    for (std::size_t k = 0; k < factors; ++k) {
      const bool of_second = step == 1 || step == 2 + k;
      EXPECT_EQ(row_of(sample, n)[k], both[of_second ? factors + k : k]) << n << ", " << k;
    }
  }
}

TEST(Saltelli, of_second_order_takes_one_factor_at_a_time_from_the_first_row_too) {
  constexpr std::size_t factors = 3, size = 8, in_block = 2 * factors + 2;
  const Sample sample = sample_of(
      {.kind = DesignKind::saltelli, .factors = factors, .size = size, .second_order = true});
  const Sample plain = sample_of({.kind = DesignKind::saltelli, .factors = factors, .size = size});
  ASSERT_EQ(sample.unit.size(), size * in_block * factors);
  for (std::size_t n = 0; n < size * in_block; ++n) {
    const std::size_t block = n / in_block, step = n % in_block;
    EXPECT_EQ(sample.block[n], static_cast<int>(block));
    EXPECT_EQ(sample.step[n], static_cast<int>(step));
    const std::size_t first = block * (factors + 2);
    if (step < factors + 2) {
      EXPECT_EQ(row_of(sample, n), row_of(plain, first + step)) << "the rest is as without";
      continue;
    }
    for (std::size_t k = 0; k < factors; ++k)
      EXPECT_EQ(row_of(sample, n)[k],
                row_of(plain, step == 2 + factors + k ? first : first + 1)[k]);
  }
}

TEST(Saltelli, gives_the_indices_of_ishigami) {
  // Ishigami & Homma (1990), Proceedings ISUMA, a = 7, b = 0.1. The variance is a^2 / 8 + b pi^4 /
  // 5
  // + b^2 pi^8 / 18 + 1 / 2. Factor 1 has (1 + b pi^4 / 5)^2 / 2 of it, factor 2 has a^2 / 8, and
  // 1 and 3 together have 8 b^2 pi^8 / 225. Estimators (b) and (f) of table 2, Saltelli et al.
  // (2010).
  constexpr std::size_t factors = 3, size = 8192, in_block = factors + 2;
  constexpr double variance = 13.8446;
  constexpr double first[] = {0.3139, 0.4424, 0.0}, total[] = {0.5576, 0.4424, 0.2437};
  const FactorRange range{.low = -std::numbers::pi, .high = std::numbers::pi};
  const Sample sample = sample_of({.kind = DesignKind::saltelli, .factors = factors, .size = size});
  std::vector<double> value;
  for (std::size_t n = 0; n < size * in_block; ++n) {
    std::vector<double> x = row_of(sample, n);
    for (double& place : x) place = factor_value(range, place);
    value.push_back(std::sin(x[0]) + 7.0 * std::pow(std::sin(x[1]), 2) +
                    0.1 * std::pow(x[2], 4) * std::sin(x[0]));
  }
  for (std::size_t k = 0; k < factors; ++k) {
    double main_effect = 0.0, total_effect = 0.0;
    for (std::size_t n = 0; n < size; ++n) {
      const double* f = &value[n * in_block];
      main_effect += f[1] * (f[2 + k] - f[0]) / size;
      total_effect += 0.5 * std::pow(f[0] - f[2 + k], 2) / size;
    }
    EXPECT_NEAR(main_effect / variance, first[k], 0.01) << k;
    EXPECT_NEAR(total_effect / variance, total[k], 0.01) << k;
  }
}

/// The factor in which point n differs from the point before; no such factor, or several, fails the
/// test.
std::size_t moved_factor(const Sample& sample, std::size_t n) {
  const std::vector<double> before = row_of(sample, n - 1), after = row_of(sample, n);
  std::size_t moved = sample.factors;
  int changes = 0;
  for (std::size_t k = 0; k < sample.factors; ++k) {
    if (before[k] == after[k]) continue;
    moved = k;
    ++changes;
  }
  EXPECT_EQ(changes, 1) << "point " << n;
  return moved;
}

TEST(Morris, moves_every_factor_once_by_its_step_and_stays_on_the_grid) {
  constexpr std::size_t factors = 6, size = 40, in_block = factors + 1;
  for (const std::size_t p : {2, 4, 10}) {
    const Sample sample = sample_of(
        {.kind = DesignKind::morris, .factors = factors, .size = size, .trajectory_levels = p});
    const double step = static_cast<double>(p) / (2.0 * static_cast<double>(p - 1));
    for (const double unit : sample.unit) {
      const double level = unit * static_cast<double>(p - 1);
      EXPECT_NEAR(level, std::round(level), 1e-12);
    }
    std::set<std::size_t> moved;
    for (std::size_t n = 0; n < size * in_block; ++n) {
      EXPECT_EQ(sample.block[n], static_cast<int>(n / in_block));
      EXPECT_EQ(sample.step[n], static_cast<int>(n % in_block));
      if (sample.step[n] == 0) {
        moved.clear();
        continue;
      }
      const std::size_t k = moved_factor(sample, n);
      ASSERT_LT(k, factors);
      EXPECT_TRUE(moved.insert(k).second) << "factor " << k << " moved twice";
      EXPECT_NEAR(std::abs(row_of(sample, n)[k] - row_of(sample, n - 1)[k]), step, 1e-12);
    }
  }
}

TEST(Morris, meets_every_level_and_direction_and_order_equally_often) {
  constexpr std::size_t factors = 2, size = 4000, levels = 4;
  const Sample sample = sample_of({.kind = DesignKind::morris, .factors = factors, .size = size});
  std::vector<double> starts(levels, 0.0);  // the level tells the direction: 0 and 1 go up
  double first_moves_first = 0.0;
  for (std::size_t n = 0; n < 3 * size; n += 3) {
    starts[static_cast<std::size_t>(std::round(row_of(sample, n)[0] * 3.0))] += 1.0;
    first_moves_first += moved_factor(sample, n + 1) == 0 ? 1.0 : 0.0;
  }
  // Binomial: four standard errors, a false alarm in 16 000 seeds for each, and the seed is fixed.
  for (const double count : starts)
    EXPECT_NEAR(count / size, 0.25, 4.0 * std::sqrt(0.25 * 0.75 / size));
  EXPECT_NEAR(first_moves_first / size, 0.5, 4.0 * std::sqrt(0.25 / size));
}

TEST(Morris, changes_the_cell_of_a_choice_at_every_step) {
  for (const std::size_t p : {4, 6, 8}) {
    const Sample sample =
        sample_of({.kind = DesignKind::morris, .factors = 3, .size = 50, .trajectory_levels = p});
    for (const std::size_t choices : {2, 3, 5, 9}) {
      const FactorRange range{.scale = Scale::choice, .choices = choices};
      for (std::size_t n = 1; n < sample.block.size(); ++n) {
        if (sample.step[n] == 0) continue;
        const std::size_t k = moved_factor(sample, n);
        EXPECT_NE(factor_value(range, row_of(sample, n)[k]),
                  factor_value(range, row_of(sample, n - 1)[k]));
      }
    }
  }
}

TEST(FactorValue, runs_from_low_to_high) {
  const FactorRange linear{.low = 0.05, .high = 0.3};
  const FactorRange logarithmic{.scale = Scale::logarithmic, .low = 0.01, .high = 100.0};
  const FactorRange integer{.scale = Scale::integer, .low = -2.0, .high = 3.0};
  const FactorRange choice{.scale = Scale::choice, .choices = 3};
  const double below_one = std::nextafter(1.0, 0.0);
  for (const FactorRange& range : {linear, logarithmic, integer}) {
    EXPECT_EQ(factor_value(range, 0.0), range.low);
    EXPECT_EQ(factor_value(range, 1.0), range.high);
    EXPECT_NEAR(factor_value(range, below_one), range.high, 1e-12 * range.high);
  }
  EXPECT_EQ(factor_value(choice, 0.0), 0.0);
  EXPECT_EQ(factor_value(choice, below_one), 2.0);
  EXPECT_EQ(factor_value(choice, 1.0), 2.0);
  EXPECT_NEAR(factor_value(linear, 0.2), 0.1, 1e-15);
  EXPECT_NEAR(factor_value(logarithmic, 0.25), 0.1, 1e-15);
  EXPECT_NEAR(factor_value(logarithmic, 0.75), 10.0, 1e-13);
}

TEST(FactorValue, ends_a_logarithmic_range_on_its_very_ends) {
  for (int n = 1; n <= 100; ++n) {  // low exp(log(high / low)) misses some by an ulp
    const FactorRange range{.scale = Scale::logarithmic, .low = 7.0, .high = 7.0 + 0.01 * n};
    EXPECT_EQ(factor_value(range, 0.0), range.low);
    EXPECT_LE(factor_value(range, std::nextafter(1.0, 0.0)), range.high);
    EXPECT_EQ(factor_value(range, 1.0), range.high);
  }
}

TEST(FactorValue, never_falls) {
  for (const FactorRange& range :
       std::vector<FactorRange>{{.low = -1.0, .high = 7.3},
                                {.scale = Scale::logarithmic, .low = 1e-3, .high = 17.0},
                                {.scale = Scale::integer, .low = -7.0, .high = 12.0},
                                {.scale = Scale::choice, .choices = 7},
                                {.low = 2.5, .high = 2.5},
                                {.scale = Scale::logarithmic, .low = 2.5, .high = 2.5}}) {
    constexpr int places = 10000;
    for (int n = 1; n <= places; ++n) {
      const double before = factor_value(range, (n - 1.0) / places);
      EXPECT_LE(before, factor_value(range, static_cast<double>(n) / places)) << n;
    }
  }
}

TEST(FactorValue, gives_whole_numbers_and_choices_cells_of_the_same_width) {
  constexpr int places = 1000;
  std::vector<int> integers(5), choices(5);
  for (int n = 0; n < places; ++n) {
    const double unit = (n + 0.5) / places;
    const double value = factor_value({.scale = Scale::integer, .low = 10, .high = 14}, unit);
    ++integers.at(static_cast<std::size_t>(value - 10.0));
    ++choices.at(
        static_cast<std::size_t>(factor_value({.scale = Scale::choice, .choices = 5}, unit)));
  }
  EXPECT_EQ(integers, std::vector<int>(5, places / 5));
  EXPECT_EQ(choices, std::vector<int>(5, places / 5));
}

TEST(FactorValue, shares_the_levels_equally_where_they_are_a_multiple_of_the_choices) {
  for (const std::size_t choices : {1, 2, 3, 7, 50}) {
    for (const std::size_t multiple : {1, 2, 3, 10}) {
      const std::size_t levels = choices * multiple;
      const Sample sample = sample_of({.kind = DesignKind::grid, .factors = 1, .levels = {levels}});
      std::vector<std::size_t> count(choices);
      for (const double unit : sample.unit)
        ++count.at(static_cast<std::size_t>(
            factor_value({.scale = Scale::choice, .choices = choices}, unit)));
      EXPECT_EQ(count, std::vector<std::size_t>(choices, multiple)) << levels;
    }
  }
}

TEST(FactorValue, refuses_what_is_no_range_and_no_place) {
  const double nothing = std::numeric_limits<double>::quiet_NaN();
  const double endless = std::numeric_limits<double>::infinity();
  for (const double unit : {-1e-9, 1.0 + 1e-9, nothing})
    EXPECT_THROW(factor_value({}, unit), ContractViolation);
  for (const FactorRange& range :
       std::vector<FactorRange>{{.low = 1.0, .high = 0.0},
                                {.low = nothing},
                                {.high = endless},
                                {.scale = Scale::logarithmic, .low = 0.0},
                                {.scale = Scale::logarithmic, .low = -1.0},
                                {.scale = Scale::logarithmic, .low = 1e-300, .high = 1e300},
                                {.scale = Scale::integer, .low = 0.5, .high = 2.0},
                                {.scale = Scale::integer, .low = 0.0, .high = 2.5},
                                {.scale = Scale::integer, .low = 0.0, .high = 1e17},
                                {.scale = Scale::choice, .choices = 0}})
    EXPECT_NE(problem_of(range), "");
}

TEST(Sampling, refuses_a_plan_without_a_sample_and_says_why) {
  for (const DesignKind kind : {DesignKind::list, DesignKind::lhs, DesignKind::sobol,
                                DesignKind::saltelli, DesignKind::morris}) {
    EXPECT_NE(problem_of(SamplingPlan{.kind = kind, .size = 0}).find("size must be 1 to"),
              std::string::npos);
    EXPECT_NE(problem_of(SamplingPlan{.kind = kind, .factors = 0}).find("factors must be 1 to"),
              std::string::npos);
  }
  EXPECT_EQ(problem_of(SamplingPlan{.kind = DesignKind::sobol, .factors = 3668}),
            "design sobol: factors must be 1 to 3667, not 3668");
  EXPECT_EQ(problem_of(SamplingPlan{.kind = DesignKind::saltelli, .factors = 1834}),
            "design saltelli: factors must be 1 to 1833, not 1834");
  EXPECT_EQ(problem_of(SamplingPlan{.kind = DesignKind::morris, .trajectory_levels = 5}),
            "design morris: levels of a trajectory must be even, not 5");
  EXPECT_EQ(problem_of(SamplingPlan{.kind = DesignKind::morris, .trajectory_levels = 0}),
            "design morris: levels of a trajectory must be 1 to 16777216, not 0");
  EXPECT_EQ(problem_of(SamplingPlan{.kind = DesignKind::grid, .factors = 2, .levels = {3}}),
            "design grid: levels of 1 factors, not of 2");
  EXPECT_EQ(problem_of(SamplingPlan{.kind = DesignKind::grid, .factors = 2, .levels = {3, 0}}),
            "design grid: levels of a factor must be 1 to 16777216, not 0");
}

TEST(Sampling, refuses_more_points_than_a_cluster_runs) {
  const SamplingPlan grid{
      .kind = DesignKind::grid, .factors = 40, .levels = std::vector<std::size_t>(40, 10)};
  EXPECT_EQ(problem_of(grid), "design grid: more than 16777216 points");
  EXPECT_NE(problem_of(SamplingPlan{.kind = DesignKind::lhs, .size = most_points + 1}), "");
  EXPECT_NE(
      problem_of(SamplingPlan{.kind = DesignKind::saltelli, .factors = 6, .size = most_points}),
      "");
  EXPECT_NE(problem_of(SamplingPlan{.kind = DesignKind::morris, .factors = 6, .size = most_points}),
            "");
  EXPECT_EQ(
      number_of_points(
          {.kind = DesignKind::grid, .factors = 24, .levels = std::vector<std::size_t>(24, 2)}),
      most_points);
}

}  // namespace
}  // namespace samen
