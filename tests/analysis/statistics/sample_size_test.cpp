// Sizes of campaigns against R and closed forms.
#include "analysis/statistics/sample_size.hpp"

#include <cmath>
#include <numbers>
#include <stdexcept>

#include <gtest/gtest.h>

namespace samen::analysis::sample_size_test {
namespace {

TEST(Power, is_that_of_the_noncentral_t) {
  // R 4.2.2: power.t.test(type = "paired", strict = TRUE), which counts both tails.
  EXPECT_NEAR(power_of(20, 1.0, 0.5), 0.5645044184, 1e-8);
  EXPECT_NEAR(power_of(10, 1.0, 0.1), 0.05929030089, 1e-8);
  EXPECT_NEAR(power_of(20, 4.0, 3.0, 0.01), 0.6855898346, 1e-8);
  EXPECT_NEAR(power_of(20, 4.0, -3.0, 0.01), 0.6855898346, 1e-8);
}

TEST(Power, is_the_significance_where_there_is_nothing_to_find) {
  EXPECT_NEAR(power_of(12, 2.0, 0.0, 0.05), 0.05, 1e-12);
}

TEST(Power, is_certain_without_spread) {
  EXPECT_EQ(power_of(2, 0.0, 1e-9), 1.0);
  EXPECT_EQ(power_of(2, 0.0, 0.0), 0.0);
  EXPECT_EQ(pairs_to_detect(0.0, 0.1), 2u);
  EXPECT_EQ(detectable_difference(5, 0.0), 0.0);
}

TEST(Power, holds_far_out) {
  // Two pairs: t is Cauchy, its threshold 1 / tan(pi significance / 2), and the sample deviation
  // the absolute value of a normal deviate; so far out the mean is as good as fixed.
  constexpr double significance = 1e-6;
  const double threshold = 1.0 / std::tan(std::numbers::pi * significance / 2.0);
  for (const double difference : {6e3, 6e4, 6e5}) {
    const double reach = difference * std::numbers::sqrt2 / threshold;
    EXPECT_NEAR(power_of(2, 1.0, difference, significance), std::erf(reach / std::numbers::sqrt2),
                1e-6);
  }
  EXPECT_EQ(power_of(25, 1e-300, 1e10), 1.0);
}

TEST(Pairs, are_as_many_as_the_tables_say) {
  // R 4.2.2, power.t.test(type = "paired", strict = TRUE), rounded up: 198.15, 33.37, 14.30 for
  // the small, medium and large effect of Cohen (1988), and 105 076.1 for a minute one.
  EXPECT_EQ(pairs_to_detect(1.0, 0.2), 199u);
  EXPECT_EQ(pairs_to_detect(1.0, 0.5), 34u);
  EXPECT_EQ(pairs_to_detect(1.0, 0.8), 15u);
  EXPECT_EQ(pairs_to_detect(1.0, 0.01, 0.9), 105077u);
  EXPECT_EQ(pairs_to_detect(3.0, -1.5), 34u);
}

TEST(Pairs, are_the_fewest) {
  for (const double difference : {0.05, 0.3, 1.0, 4.0}) {
    const std::size_t pairs = *pairs_to_detect(1.0, difference);
    EXPECT_GE(power_of(pairs, 1.0, difference), 0.8);
    EXPECT_LT(power_of(pairs - 1, 1.0, difference), 0.8);
  }
}

TEST(Pairs, are_never_enough_for_no_difference) {
  EXPECT_FALSE(pairs_to_detect(1.0, 0.0));
  EXPECT_FALSE(pairs_to_detect(1.0, 1e-6));
  EXPECT_FALSE(pairs_for_half_width(1.0, 1e-6));
}

TEST(Pairs, for_a_half_width_follow_the_student_quantile) {
  // R 4.2.2, qt(.975, n - 1) / sqrt(n): 0.514 at 17 and 0.497 at 18; 0.10007 at 386, 0.09994 at
  // 387.
  EXPECT_EQ(pairs_for_half_width(1.0, 0.5), 18u);
  EXPECT_EQ(pairs_for_half_width(10.0, 1.0), 387u);
  EXPECT_EQ(pairs_for_half_width(0.0, 0.1), 2u);
}

TEST(Difference, that_can_be_shown_is_that_of_R) {
  // R 4.2.2, power.t.test(power = .9, sd = 1, type = "paired", strict = TRUE, tol = 1e-10).
  EXPECT_NEAR(detectable_difference(100, 1.0, 0.9), 0.3273431404, 1e-8);
  EXPECT_NEAR(detectable_difference(3, 1.0, 0.9), 3.923448508, 1e-7);
  EXPECT_NEAR(detectable_difference(100, 5.0, 0.9), 5.0 * 0.3273431404, 1e-7);
}

TEST(Pilot, is_taken_with_caution) {
  // Tables of chi-squared: the lower 20 % point is 22.475 at 29 degrees of freedom, 5.380 at 9.
  EXPECT_NEAR(cautious_deviation(1.0, 30), std::sqrt(29.0 / 22.475), 5e-5);
  EXPECT_NEAR(cautious_deviation(2.0, 10), 2.0 * std::sqrt(9.0 / 5.380), 5e-4);
  // The median of chi-squared at one degree of freedom is 0.455.
  EXPECT_NEAR(cautious_deviation(1.0, 2, 0.5), std::sqrt(1.0 / 0.455), 1e-3);
  EXPECT_EQ(cautious_deviation(0.0, 10), 0.0);
}

TEST(Power, refuses_what_has_no_sense) {
  EXPECT_THROW(power_of(1, 1.0, 1.0), std::invalid_argument);
  EXPECT_THROW(power_of(5, -1.0, 1.0), std::invalid_argument);
  EXPECT_THROW(power_of(5, std::nan(""), 1.0), std::invalid_argument);
  EXPECT_THROW(power_of(5, 1.0, std::nan("")), std::invalid_argument);
  EXPECT_THROW(power_of(5, 1.0, 1.0, 0.0), std::invalid_argument);
  EXPECT_THROW(pairs_to_detect(1.0, 1.0, 1.0), std::invalid_argument);
  EXPECT_THROW(detectable_difference(5, 1.0, 0.05, 0.05), std::invalid_argument);
  EXPECT_THROW(pairs_for_half_width(1.0, 0.0), std::invalid_argument);
  EXPECT_THROW(cautious_deviation(1.0, 1), std::invalid_argument);
}

}  // namespace
}  // namespace samen::analysis::sample_size_test
