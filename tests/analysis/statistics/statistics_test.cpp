// Statistics against numbers nobody here made.
#include "analysis/statistics/statistics.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

#include <gtest/gtest.h>

#include "analysis/output/table.hpp"
#include "analysis/statistics/paired.hpp"

namespace samen::analysis::statistics_test {
namespace {

TEST(Mean, has_the_student_interval_of_the_textbook) {
  // Student (1908), Biometrika 6: extra hours of sleep, ten patients, mean 1.58, sd 1.23; with
  // t(9) = 2.262 the 95 % interval is 0.70 to 2.46.
  const Estimate sleep = mean_of({1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4});
  EXPECT_EQ(sleep.n, 10u);
  EXPECT_NEAR(sleep.mean, 1.58, 1e-12);
  EXPECT_NEAR(sleep.interval->low, 0.7001, 5e-4);
  EXPECT_NEAR(sleep.interval->high, 2.4599, 5e-4);
}

TEST(Mean, has_no_interval_below_two_runs_and_leaves_out_what_does_not_apply) {
  EXPECT_FALSE(mean_of({3.0}).interval);
  EXPECT_TRUE(std::isnan(mean_of({}).mean));
  const Estimate some = mean_of({1.0, std::nan(""), 3.0});
  EXPECT_EQ(some.n, 2u);
  EXPECT_EQ(some.mean, 2.0);
}

TEST(Quantile, is_that_of_the_default_in_R) {
  // R: quantile(c(1, 2, 4, 8, 16), c(.05, .5, .9)) gives 1.2, 4, 12.8.
  const std::vector<double> values{16, 1, 8, 2, 4};
  EXPECT_NEAR(quantile(values, 0.05), 1.2, 1e-12);
  EXPECT_NEAR(quantile(values, 0.5), 4.0, 1e-12);
  EXPECT_NEAR(quantile(values, 0.9), 12.8, 1e-12);
  EXPECT_TRUE(std::isnan(quantile({}, 0.5)));
}

TEST(Share, has_the_wilson_interval) {
  // Newcombe (1998), Statistics in Medicine 17: 81 of 263 gives 0.2553 to 0.3662, 0 of 20 gives
  // 0 to 0.1611, 1 of 29 gives 0.0061 to 0.1718.
  EXPECT_NEAR(share_of(81, 263).interval->low, 0.2553, 5e-5);
  EXPECT_NEAR(share_of(81, 263).interval->high, 0.3662, 5e-5);
  EXPECT_NEAR(share_of(0, 20).interval->low, 0.0, 1e-12);
  EXPECT_NEAR(share_of(0, 20).interval->high, 0.1611, 5e-5);
  EXPECT_NEAR(share_of(1, 29).interval->low, 0.0061, 5e-5);
  EXPECT_NEAR(share_of(1, 29).interval->high, 0.1718, 5e-5);
}

// Student (1908), Biometrika 6: extra hours of sleep of ten patients, with two drugs.
const std::vector<double> one_drug{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
const std::vector<double> other_drug{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

TEST(MeanOfShares, has_an_interval_between_nought_and_one) {
  // R: x <- c(rep(1, 48), .9, .8); m <- mean(x); h <- qt(.975, 49) * sd(x) / sqrt(50);
  //    plogis(qlogis(m) + c(-1, 1) * h / (m * (1 - m))), where m + h is 1.0029.
  std::vector<double> shares(48, 1.0);
  shares.insert(shares.end(), {0.9, 0.8});
  const Estimate mean = mean_of_shares(shares);
  EXPECT_NEAR(mean.mean, 0.994, 1e-12);
  EXPECT_NEAR(mean.interval->low, 0.973799813378, 1e-10);
  EXPECT_NEAR(mean.interval->high, 0.998647593361, 1e-10);
  EXPECT_GT(mean_of(shares).interval->high, 1.0);
  // All alike: the Wilson interval of 50 of 50.
  const Estimate all = mean_of_shares(std::vector<double>(50, 1.0));
  EXPECT_NEAR(all.interval->low, 0.928652400867, 1e-10);
  EXPECT_EQ(all.interval->high, 1.0);
  EXPECT_EQ(mean_of_shares(std::vector<double>(50, 0.0)).interval->low, 0.0);
  EXPECT_FALSE(mean_of_shares({0.5}).interval);
}

TEST(PairedComparison, is_that_of_the_sleeping_patients) {
  // R 4.2.2: t.test(paired = TRUE), var(); effectsize 0.8.3: cohens_d(paired = TRUE) gives 1.28
  // [0.41, 2.12]; more digits by uniroot() over pt(4.0621277, 9, ncp).
  const PairedComparison sleep = paired_comparison(other_drug, one_drug);
  EXPECT_EQ(sleep.n, 10u);
  EXPECT_NEAR(sleep.difference.mean, 1.58, 1e-12);
  EXPECT_NEAR(sleep.difference.interval->low, 0.7001142367, 1e-9);
  EXPECT_NEAR(sleep.difference.interval->high, 2.4598857633, 1e-9);
  EXPECT_NEAR(sleep.deviation, 1.229995483, 1e-9);
  EXPECT_NEAR(sleep.effect_size.mean, 1.284557563, 1e-9);
  EXPECT_NEAR(sleep.effect_size.interval->low, 0.4146277564, 1e-8);
  EXPECT_NEAR(sleep.effect_size.interval->high, 2.118016514, 1e-8);
  EXPECT_NEAR(sleep.variance_saved, 0.7901550411, 1e-9);
  EXPECT_NEAR(sleep.times_fewer_pairs, 1.0 / (1.0 - 0.7901550411), 1e-7);
}

TEST(PairedComparison, counts_who_is_ahead_and_gives_ties_to_neither) {
  const PairedComparison sleep = paired_comparison(other_drug, one_drug);
  EXPECT_EQ(sleep.ahead, 9u);
  EXPECT_EQ(sleep.level, 1u);
  EXPECT_EQ(sleep.behind, 0u);
  EXPECT_EQ(sleep.probability_ahead.mean, 0.9);
  // Wilson: R 4.2.2, prop.test(9, 10, correct = FALSE).
  EXPECT_NEAR(sleep.probability_ahead.interval->low, 0.5958499732, 1e-7);
  EXPECT_NEAR(sleep.probability_ahead.interval->high, 0.9821237869, 1e-7);
}

TEST(PairedComparison, is_turned_round_with_its_sides) {
  const PairedComparison there = paired_comparison(other_drug, one_drug);
  const PairedComparison back = paired_comparison(one_drug, other_drug);
  EXPECT_EQ(back.behind, there.ahead);
  EXPECT_NEAR(back.effect_size.interval->low, -there.effect_size.interval->high, 1e-9);
  EXPECT_NEAR(back.effect_size.interval->high, -there.effect_size.interval->low, 1e-9);
  EXPECT_NEAR(back.variance_saved, there.variance_saved, 1e-12);
}

TEST(PairedComparison, has_the_limits_of_the_noncentral_t_with_many_pairs) {
  // t = 2.83 with 126 degrees of freedom: noncentralities 0.8337503 and 4.8153591 (R 4.2.2,
  // uniroot() over pt()). 127 differences of standard deviation one make that t.
  const double root = std::sqrt(127.0);
  std::vector<double> differences(127, 2.83 / root);
  for (std::size_t i = 0; i < 63; ++i) {
    differences[i] += 1.0;
    differences[63 + i] -= 1.0;
  }
  const auto comparison = paired_comparison(differences, std::vector<double>(127, 0.0));
  EXPECT_NEAR(comparison.effect_size.interval->low * root, 0.8337502608, 1e-7);
  EXPECT_NEAR(comparison.effect_size.interval->high * root, 4.81535914, 1e-7);
}

TEST(PairedComparison, knows_no_effect_size_where_all_differences_are_equal) {
  // One tenth is not a binary fraction: these differences are equal only up to rounding.
  const PairedComparison equal = paired_comparison({1.1, 2.1, 3.1, 5.1}, {1, 2, 3, 5});
  EXPECT_EQ(equal.deviation, 0.0);
  EXPECT_TRUE(std::isnan(equal.effect_size.mean));
  EXPECT_FALSE(equal.effect_size.interval);
  EXPECT_EQ(equal.variance_saved, 1.0);
  EXPECT_EQ(equal.times_fewer_pairs, std::numeric_limits<double>::infinity());
  EXPECT_EQ(equal.ahead, 4u);
}

TEST(PairedComparison, knows_no_saving_where_nothing_varies) {
  const PairedComparison same = paired_comparison({3, 3, 3}, {3, 3, 3});
  EXPECT_EQ(same.level, 3u);
  EXPECT_TRUE(std::isnan(same.effect_size.mean));
  EXPECT_TRUE(std::isnan(same.variance_saved));
  EXPECT_TRUE(std::isnan(same.times_fewer_pairs));
}

TEST(PairedComparison, shows_where_pairing_harms) {
  // Against each other: var 1 and 1, covariance -1, variance of the difference 4.
  const PairedComparison against = paired_comparison({1, 2, 3}, {3, 2, 1});
  EXPECT_NEAR(against.variance_saved, -1.0, 1e-12);
  EXPECT_NEAR(against.times_fewer_pairs, 0.5, 1e-12);
  EXPECT_NEAR(against.effect_size.mean, 0.0, 1e-12);
}

TEST(PairedComparison, leaves_out_pairs_in_which_one_does_not_apply) {
  const double none = std::nan("");
  const PairedComparison some = paired_comparison({1, none, 4, 2}, {0, 1, none, 5});
  EXPECT_EQ(some.n, 2u);
  EXPECT_EQ(some.ahead, 1u);
  EXPECT_EQ(some.behind, 1u);
  EXPECT_EQ(some.difference.mean, -1.0);
  EXPECT_THROW(paired_comparison({1, 2}, {1}), std::invalid_argument);
}

TEST(PairedComparison, has_no_spread_below_two_pairs) {
  const PairedComparison nothing = paired_comparison({}, {});
  EXPECT_EQ(nothing.n, 0u);
  EXPECT_TRUE(std::isnan(nothing.difference.mean));
  const PairedComparison one = paired_comparison({3}, {1});
  EXPECT_EQ(one.difference.mean, 2.0);
  EXPECT_FALSE(one.difference.interval);
  EXPECT_TRUE(std::isnan(one.deviation));
  EXPECT_TRUE(std::isnan(one.effect_size.mean));
}

TEST(PairedComparison, needs_no_interval_for_an_effect_beyond_all_measure) {
  const PairedComparison far = paired_comparison({1e6, 1e6 + 1, 1e6 + 2}, {0, 0, 0});
  EXPECT_NEAR(far.effect_size.mean, 1e6 + 1, 1e-3);
  EXPECT_FALSE(far.effect_size.interval);
}

TEST(Ratio, has_the_limits_of_Fieller) {
  // By Fieller's definition: the ratios r at which the t test of first - r * second has p = 0.05
  // (R 4.2.2, uniroot() over t.test()).
  const Estimate ratio = ratio_of_means(one_drug, other_drug);
  EXPECT_EQ(ratio.n, 10u);
  EXPECT_NEAR(ratio.mean, 0.321888412, 1e-9);
  EXPECT_NEAR(ratio.interval->low, -0.4849197754, 1e-9);
  EXPECT_NEAR(ratio.interval->high, 0.6565966853, 1e-9);
}

TEST(Ratio, has_no_interval_where_the_mean_below_may_be_nought) {
  // The first drug alone does not differ from nought: t = 1.33.
  const Estimate ratio = ratio_of_means(other_drug, one_drug);
  EXPECT_NEAR(ratio.mean, 2.33 / 0.75, 1e-12);
  EXPECT_FALSE(ratio.interval);
  EXPECT_TRUE(std::isnan(ratio_of_means({1, 2}, {-1, 1}).mean));
  EXPECT_TRUE(std::isnan(ratio_of_means({}, {}).mean));
  EXPECT_FALSE(ratio_of_means({1}, {2}).interval);
  EXPECT_THROW(ratio_of_means({1, 2}, {1}), std::invalid_argument);
}

TEST(Ratio, is_certain_where_one_is_a_multiple_of_the_other) {
  const Estimate half = ratio_of_means({10, 11, 12.5}, {20, 22, 25});
  EXPECT_NEAR(half.interval->low, 0.5, 1e-7);
  EXPECT_NEAR(half.interval->high, 0.5, 1e-7);
}

TEST(Gini, is_that_of_published_examples) {
  // R package ineq, as in Sutton (2024), Statistics Slam Dunk, ch. 12, and in the manual of
  // phylotools.
  EXPECT_NEAR(gini({10, 10, 10, 10, 10, 10, 10, 10, 10, 100}), 0.4263158, 5e-8);
  EXPECT_NEAR(gini({1, 3, 2, 1, 1, 1, 4}), 0.3076923, 5e-8);
}

TEST(Gini, runs_from_nought_to_all_but_one) {
  EXPECT_EQ(gini({7, 7, 7}), 0.0);
  EXPECT_EQ(gini({5}), 0.0);
  EXPECT_NEAR(gini({0, 0, 0, 8}), 0.75, 1e-12);
  EXPECT_NEAR(gini({std::nan(""), 0, 8}), 0.5, 1e-12);
  EXPECT_TRUE(std::isnan(gini({0, 0})));
  EXPECT_TRUE(std::isnan(gini({})));
  EXPECT_THROW(gini({1, -1}), std::invalid_argument);
}

TEST(Numbers, are_shown_as_people_read_them) {
  EXPECT_EQ(shown_number(1234567.8, 0), "1\u202f234\u202f568");
  EXPECT_EQ(shown_number(-4321.5, 1), "-4\u202f321.5");
  EXPECT_EQ(shown_number(-0.001, 2), "0.00");
  EXPECT_EQ(shown_number(999.0, 0), "999");
  EXPECT_EQ(shown_number(std::nan(""), 2), "n/a");
}

TEST(Bars, are_as_long_as_their_value) {
  EXPECT_EQ(bar(0.5, 1.0, 4), "██");
  EXPECT_EQ(bar(0.125, 1.0, 4), "▌");
  EXPECT_EQ(shown_width(bar(1.0, 1.0, 40)), 40u);
}

}  // namespace
}  // namespace samen::analysis::statistics_test
