// What history matching rules out and what it leaves, with numbers worked by hand.
#include "analysis/statistics/history_matching.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace samen::analysis::history_matching_test {
namespace {

StatedCriterion band(double low, double high) {
  StatedCriterion criterion;
  criterion.low = low;
  criterion.high = high;
  return criterion;
}

Finding found(double value, bool holds) {
  Finding finding;
  finding.value.mean = value;
  finding.holds = holds;
  return finding;
}

/// Ten replicates with this standard error: the quantile of Student's t with 9 degrees is 2.262157.
Finding unsure(double value, double error) {
  Finding finding = found(value, false);
  finding.value.n = 10;
  finding.value.interval = Interval{value - 2.2621572 * error, value + 2.2621572 * error};
  return finding;
}

TEST(HistoryMatching, counts_a_quarter_of_the_band_as_a_standard_deviation) {
  // The middle is 0.6, a quarter of the band of 0.8 is 0.2.
  EXPECT_NEAR(implausibility(band(0.2, 1.0), {found(1.6, false)}), 5.0, 1e-12);
  EXPECT_NEAR(implausibility(band(0.2, 1.0), {found(0.0, false)}), 3.0, 1e-12);
  EXPECT_EQ(implausibility(band(0.2, 1.0), {found(0.5, true)}), 0.0);
}

TEST(HistoryMatching, adds_the_error_of_sampling) {
  // sqrt(0.2² + 0.15²) = 0.25.
  EXPECT_NEAR(implausibility(band(0.2, 1.0), {unsure(1.5, 0.15)}), 0.9 / 0.25, 1e-6);
  EXPECT_LT(implausibility(band(0.2, 1.0), {unsure(1.5, 0.5)}),
            implausibility(band(0.2, 1.0), {unsure(1.5, 0.1)}));
}

TEST(HistoryMatching, judges_the_mean_of_the_seeds_by_the_larger_of_two_errors) {
  // Mean 1.5; 0.3 to either side between the seeds: variance of the mean 2 · 0.3² / (2 · 1) = 0.09.
  EXPECT_NEAR(implausibility(band(0.2, 1.0), {found(1.2, false), found(1.8, false)}),
              0.9 / std::sqrt(0.04 + 0.09), 1e-12);
  // No spread between the seeds, so the spread within them counts: (0.15² + 0.15²) / 4.
  EXPECT_NEAR(implausibility(band(0.2, 1.0), {unsure(1.5, 0.15), unsure(1.5, 0.15)}),
              0.9 / std::sqrt(0.04 + 0.01125), 1e-6);
}

TEST(HistoryMatching, reads_a_half_line_by_its_end) {
  // "At most 0.4" has the width 0.4 and the middle 0.2: 0.4 from it, in units of 0.1.
  EXPECT_NEAR(implausibility(band(-INFINITY, 0.4), {found(0.6, false)}), 4.0, 1e-12);
}

TEST(HistoryMatching, of_a_sign_knows_the_error_of_sampling_alone) {
  StatedCriterion sign = band(0.0, INFINITY);
  sign.sign = true;
  EXPECT_NEAR(implausibility(sign, {unsure(-0.4, 0.1)}), 4.0, 1e-6);
  EXPECT_EQ(implausibility(sign, {unsure(0.01, 0.1)}), 0.0);  // not sure, and not ruled out
  EXPECT_TRUE(std::isinf(implausibility(sign, {found(0.0, false)})));
}

TEST(HistoryMatching, takes_what_cannot_be_worked_out_for_infinitely_far) {
  EXPECT_TRUE(std::isinf(implausibility(band(0.0, 1.0), {found(NAN, false), found(0.5, true)})));
}

TEST(HistoryMatching, rules_out_what_misses_more_than_may_be_missed) {
  EXPECT_FALSE(ruled_out(2, 14, 12));
  EXPECT_TRUE(ruled_out(3, 14, 12));
  EXPECT_TRUE(ruled_out(1, 14, 14));
}

TEST(HistoryMatching, boxes_what_is_left_a_little_wider_and_within_the_range) {
  const auto box = box_of({{0.4, 0.0}, {0.6, 0.5}, {0.5, 0.2}}, 0.1);
  ASSERT_EQ(box.size(), 2u);
  EXPECT_NEAR(box[0].low, 0.38, 1e-12);
  EXPECT_NEAR(box[0].high, 0.62, 1e-12);
  EXPECT_EQ(box[1].low, 0.0);
  EXPECT_NEAR(box[1].high, 0.55, 1e-12);
}

TEST(HistoryMatching, finds_the_set_in_the_middle) {
  // Sums of distances: 1.7, 1.4, 1.2, 1.3, 2.8.
  EXPECT_EQ(medoid({{0.0}, {0.1}, {0.3}, {0.4}, {0.9}}), 2u);
  EXPECT_EQ(medoid({{0.3, 0.3}}), 0u);
}

TEST(HistoryMatching, spreads_the_members) {
  // From 0.5: farthest is 0.0; then 0.9, at 0.4 of 0.5; then 0.2, at 0.2 of 0.0.
  const std::vector<Places> sets{{0.5}, {0.45}, {0.0}, {0.2}, {0.9}};
  EXPECT_EQ(spread_out(sets, 0, 4), (std::vector<std::size_t>{0, 2, 4, 3}));
  EXPECT_EQ(spread_out(sets, 0, 99).size(), 5u);
  EXPECT_EQ(spread_out({{0.5}, {0.5}}, 1, 2), (std::vector<std::size_t>{1, 0}));
}

TEST(HistoryMatching, says_how_much_of_a_range_is_left) {
  // Three even draws take (3 - 1) / (3 + 1) = one half of a range on average.
  const auto left = shares_left({{0.1, 0.5}, {0.6, 0.5}, {0.3, 0.6}});
  EXPECT_NEAR(left[0], 1.0, 1e-12);
  EXPECT_NEAR(left[1], 0.2, 1e-12);
}

}  // namespace
}  // namespace samen::analysis::history_matching_test
