#include "analysis/statistics/drivers.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "analysis/statistics/rank_correlation.hpp"

namespace samen::analysis::drivers_test {
namespace {

/// Points in the unit cube and an output that rises steeply with factor 0, falls with factor 1 and
/// does not depend on the others.
struct Design {
  std::vector<std::vector<double>> points;
  std::vector<double> outputs;
};

Design design(std::size_t size, std::size_t factors, unsigned seed) {
  std::mt19937_64 engine(seed);
  std::uniform_real_distribution<double> unit(0.0, 1.0);
  std::normal_distribution<double> noise(0.0, 0.3);
  Design made;
  for (std::size_t n = 0; n < size; ++n) {
    auto& point = made.points.emplace_back();
    for (std::size_t k = 0; k < factors; ++k) point.push_back(unit(engine));
    made.outputs.push_back(std::exp(2.0 * point[0]) - 2.0 * point[1] + noise(engine));
  }
  return made;
}

TEST(Drivers, are_the_partial_rank_correlations_largest_first) {
  const Design of = design(200, 12, 1);
  const RankCorrelations all = partial_rank_correlations(of.points, of.outputs);
  const Drivers found = strongest_drivers(of.points, of.outputs, {.most = 12, .resamples = 0});
  EXPECT_EQ(found.measure, RankMeasure::partial);
  ASSERT_EQ(found.strongest.size(), 12u);
  EXPECT_EQ(found.strongest[0].factor, 0u);
  EXPECT_EQ(found.strongest[1].factor, 1u);
  EXPECT_LT(found.strongest[1].value, 0.0);
  for (std::size_t k = 0; k < 12; ++k) {
    EXPECT_NEAR(found.strongest[k].value, all.factors[found.strongest[k].factor].value, 1e-9);
    EXPECT_FALSE(found.strongest[k].interval) << "without resamples";
    if (k == 0) continue;
    EXPECT_LE(std::fabs(found.strongest[k].value), std::fabs(found.strongest[k - 1].value));
  }
}

// A 95 % interval misses nought in one of twenty seeds; more than 6 misses in 40 seeds come by
// chance with probability 0.003 (binomial).
TEST(Drivers, interval_of_what_does_nothing_holds_nought) {
  int misses = 0;
  for (unsigned seed = 1; seed <= 40; ++seed) {
    const Design of = design(120, 6, seed);
    const Drivers found =
        strongest_drivers(of.points, of.outputs, {.most = 6, .resamples = 400, .seed = seed});
    for (const Driver& driver : found.strongest) {
      ASSERT_TRUE(driver.interval);
      EXPECT_LE(driver.interval->low, driver.interval->high);
      const bool clear = driver.interval->low > 0.0 || driver.interval->high < 0.0;
      const bool acts = driver.factor <= 1;
      EXPECT_TRUE(clear || !acts) << "factor " << driver.factor << ", seed " << seed;
      if (driver.factor == 5) misses += clear;
    }
  }
  EXPECT_LE(misses, 6);
}

TEST(Drivers, of_few_points_are_taken_by_themselves) {
  const Design of = design(30, 20, 3);
  const Drivers found = strongest_drivers(of.points, of.outputs, {.resamples = 200});
  EXPECT_EQ(found.measure, RankMeasure::single);
  ASSERT_EQ(found.strongest.size(), 5u);
  EXPECT_EQ(found.strongest[0].factor, 0u);
  // Spearman of one factor is its partial rank correlation given no others.
  std::vector<std::vector<double>> alone;
  for (const auto& point : of.points) alone.push_back({point[0]});
  EXPECT_NEAR(found.strongest[0].value,
              partial_rank_correlations(alone, of.outputs).factors[0].value, 1e-9);
}

TEST(Drivers, same_seed_same_intervals) {
  const Design of = design(60, 4, 5);
  const auto once = strongest_drivers(of.points, of.outputs, {.resamples = 200, .seed = 9});
  const auto again = strongest_drivers(of.points, of.outputs, {.resamples = 200, .seed = 9});
  EXPECT_EQ(once.strongest[0].interval->low, again.strongest[0].interval->low);
}

TEST(Drivers, leave_out_what_is_no_number_and_say_nothing_of_what_never_moves) {
  Design of = design(60, 4, 7);
  of.outputs[3] = std::nan("");
  EXPECT_EQ(strongest_drivers(of.points, of.outputs, {.resamples = 0}).n, 59u);
  for (double& output : of.outputs) output = 1.0;
  EXPECT_TRUE(strongest_drivers(of.points, of.outputs).strongest.empty());
  EXPECT_THROW(strongest_drivers(of.points, {1.0}), std::invalid_argument);
}

}  // namespace
}  // namespace samen::analysis::drivers_test
