#include "analysis/statistics/claim.hpp"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>

#include "analysis/statistics/judged_claims.hpp"

namespace samen::analysis::claim_test {
namespace {

// The worked example of Benjamini & Hochberg (1995), section 4: fifteen comparisons of two
// treatments after a heart attack.
TEST(FalseDiscovery, agrees_with_the_worked_example_of_benjamini_and_hochberg) {
  const std::vector<double> p{0.0459, 0.0001, 0.6528, 0.0004, 0.0278, 0.0019, 0.3240, 0.0095,
                              0.0201, 0.4262, 0.0298, 0.5719, 0.0344, 0.7590, 1.000};
  const std::vector<double> adjusted = adjusted_for_false_discovery(p);
  std::vector<double> rejected;
  for (std::size_t n = 0; n < p.size(); ++n)
    if (adjusted[n] <= 0.05) rejected.push_back(p[n]);
  EXPECT_EQ(rejected, (std::vector<double>{0.0001, 0.0004, 0.0019, 0.0095}))
      << "Bonferroni would keep three of them, no correction nine";
  EXPECT_NEAR(adjusted[1], 15 * 0.0001, 1e-12);
  EXPECT_NEAR(adjusted[7], 15 * 0.0095 / 4, 1e-12);
  EXPECT_NEAR(adjusted[4], 15 * 0.0298 / 7, 1e-12) << "0.0278 takes that of the next larger";
  EXPECT_EQ(adjusted[14], 1.0);
}

TEST(FalseDiscovery, leaves_a_single_test_alone_and_takes_none) {
  EXPECT_EQ(adjusted_for_false_discovery({0.04}), std::vector<double>{0.04});
  EXPECT_TRUE(adjusted_for_false_discovery({}).empty());
}

// Mean 0.06 and standard deviation 0.1 sqrt(10/9): with n = 10, t against 0.02 is
// 0.04 / (0.1 sqrt(10/9)/sqrt(10)) = 0.04 / (1/30) = 1.2 with 9 degrees of freedom.
TEST(MeanAbove, is_the_one_sided_t_test_worked_by_hand) {
  std::vector<double> values(10);
  for (std::size_t n = 0; n < values.size(); ++n) values[n] = n % 2 == 0 ? 0.16 : -0.04;
  EXPECT_NEAR(p_of_mean_above(values, 0.02), 0.1303, 5e-4);  // table of Student: t 1.2, 9 degrees
  EXPECT_NEAR(p_of_mean_above(values, 0.06), 0.5, 1e-12);
}

TEST(MeanAbove, says_nothing_with_fewer_than_five_values) {
  EXPECT_EQ(p_of_mean_above({1.0, 1.1, 0.9, 1.0}, 0.0), 1.0);
}

TEST(MeanAbove, takes_the_sign_test_where_all_values_are_equal) {
  EXPECT_DOUBLE_EQ(p_of_mean_above({1, 1, 1, 1, 1, 1}, 0.5), 1.0 / 64);
  EXPECT_EQ(p_of_mean_above({0, 0, 0, 0, 0, 0}, 0.5), 1.0);
}

std::vector<double> drawn(double mean, double spread, int n, unsigned seed) {
  boost::random::mt19937_64 luck(seed);
  boost::random::normal_distribution<double> normal(mean, spread);
  std::vector<double> values;
  for (int i = 0; i < n; ++i) values.push_back(normal(luck));
  return values;
}

Verdict verdict_of(Expected expected, const std::vector<std::vector<double>>& differences,
                   double smallest) {
  return judged({tests_of(expected, differences, smallest)}).front().verdict;
}

TEST(Verdict, is_supported_beyond_the_smallest_difference_that_matters) {
  const auto large = drawn(0.10, 0.05, 50, 1);
  EXPECT_EQ(verdict_of(Expected::more, {large}, 0.02), Verdict::supported);
  EXPECT_EQ(verdict_of(Expected::less, {large}, 0.02), Verdict::opposite);
  EXPECT_EQ(verdict_of(Expected::same, {large}, 0.02), Verdict::opposite);
}

TEST(Verdict, is_not_supported_where_any_difference_is_too_small_to_matter) {
  const auto small = drawn(0.002, 0.02, 100, 2);
  EXPECT_EQ(verdict_of(Expected::more, {small}, 0.02), Verdict::not_supported);
  EXPECT_EQ(verdict_of(Expected::less, {small}, 0.02), Verdict::not_supported);
  EXPECT_EQ(verdict_of(Expected::same, {small}, 0.02), Verdict::supported);
}

TEST(Verdict, is_too_close_to_call_on_the_edge_and_with_few_pairs) {
  EXPECT_EQ(verdict_of(Expected::more, {drawn(0.02, 0.05, 50, 3)}, 0.02), Verdict::too_close);
  EXPECT_EQ(verdict_of(Expected::more, {{0.5, 0.5, 0.5, 0.5}}, 0.02), Verdict::too_close);
}

TEST(Verdict, on_a_peak_needs_the_middle_above_both_ends) {
  const auto above = drawn(0.10, 0.05, 50, 4), below = drawn(-0.10, 0.05, 50, 5);
  const auto level = drawn(0.0, 0.02, 100, 6);
  EXPECT_EQ(verdict_of(Expected::peak, {above, above}, 0.02), Verdict::supported);
  EXPECT_EQ(verdict_of(Expected::peak, {above, below}, 0.02), Verdict::opposite);
  EXPECT_EQ(verdict_of(Expected::peak, {above, level}, 0.02), Verdict::not_supported);
}

// Twenty files of fifty claims whose true difference is exactly what matters, so that every verdict
// is wrong: at a false discovery rate of 5 % at most 5 % of the files may hold one. More than five
// of twenty has probability 3.3e-4 (binomial).
TEST(Verdict, on_many_claims_without_an_effect_are_seldom_wrong) {
  int files_with_a_call = 0;
  for (unsigned file = 0; file < 20; ++file) {
    std::vector<VerdictTests> tests;
    for (unsigned n = 0; n < 50; ++n)
      tests.push_back(
          tests_of(Expected::more, {drawn(0.02, 0.05, 20, 1000 + 50 * file + n)}, 0.02));
    bool called = false;
    for (const Judgement& judgement : judged(tests))
      called |= judgement.verdict != Verdict::too_close;
    files_with_a_call += called;
  }
  EXPECT_LE(files_with_a_call, 5);
}

TEST(Verdict, tells_the_adjusted_p_value_of_what_it_says) {
  const std::vector<Judgement> both = judged({{0.001, 1.0, 1.0}, {1.0, 1.0, 0.04}});
  EXPECT_EQ(both[0].verdict, Verdict::supported);
  EXPECT_NEAR(both[0].p, 6 * 0.001, 1e-12);
  EXPECT_EQ(both[1].verdict, Verdict::too_close) << "0.04 · 6 / 2 = 0.12";
  EXPECT_NEAR(both[1].p, 0.12, 1e-12);
}

ClaimFinding finding_with(double remains, bool known = true) {
  ClaimFinding finding;
  finding.encodes = {"trust.misperception"};
  finding.neutral_differences = {{0.0}};
  finding.remains = {remains, std::nullopt, 10};
  if (known) finding.remains.interval = Interval{remains - 0.01, remains + 0.01};
  return finding;
}

TEST(Origin, needs_both_the_verdict_and_the_share_that_remains) {
  const Verdict yes = Verdict::supported, no = Verdict::not_supported;
  EXPECT_EQ(origin_of(finding_with(0.05), yes, no), Origin::built_in);
  EXPECT_EQ(origin_of(finding_with(-0.4), yes, Verdict::opposite), Origin::built_in);
  EXPECT_EQ(origin_of(finding_with(0.05), yes, yes), Origin::mixed) << "small, yet it stands";
  EXPECT_EQ(origin_of(finding_with(0.3), yes, no), Origin::mixed);
  EXPECT_EQ(origin_of(finding_with(0.3), yes, yes), Origin::mixed);
  EXPECT_EQ(origin_of(finding_with(0.5), yes, yes), Origin::emerges);
  EXPECT_EQ(origin_of(finding_with(0.7), yes, no), Origin::mixed);
}

TEST(Origin, of_a_verdict_without_an_effect_goes_by_whether_it_stands) {
  const Verdict none = Verdict::not_supported;
  EXPECT_EQ(origin_of(finding_with(40.0, false), none, none), Origin::emerges);
  EXPECT_EQ(origin_of(finding_with(40.0, false), none, Verdict::supported), Origin::mixed);
}

TEST(Origin, is_by_definition_before_all_and_open_where_nothing_was_made_for_it) {
  ClaimFinding finding = finding_with(1.0);
  finding.by_definition = "sets it";
  EXPECT_EQ(origin_of(finding, Verdict::supported, Verdict::supported), Origin::by_definition);
  EXPECT_FALSE(could_have_failed(Origin::by_definition));
  EXPECT_FALSE(could_have_failed(Origin::not_tried));
  finding = {};
  EXPECT_EQ(origin_of(finding, Verdict::opposite, Verdict::opposite), Origin::emerges);
  finding.encodes = {"trust.misperception"};
  EXPECT_EQ(origin_of(finding, Verdict::opposite, Verdict::opposite), Origin::not_tried);
}

TEST(AcrossSets, a_claim_has_its_verdicts_counted_in_the_order_of_the_central_set) {
  const auto claim = [](const char* id, Verdict verdict) {
    JudgedClaim one;
    one.finding.id = id;
    one.judgement.verdict = verdict;
    return one;
  };
  const auto all =
      claims_across_sets({{claim("a", Verdict::supported)},
                          {claim("b", Verdict::opposite), claim("a", Verdict::too_close)},
                          {claim("a", Verdict::too_close), claim("b", Verdict::opposite)}},
                         1);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].id, "b");
  EXPECT_EQ(all[0].sets(), 2u) << "one set lacks it";
  EXPECT_EQ(all[0].as_central(), 2u);
  EXPECT_EQ(all[1].central, Verdict::too_close);
  EXPECT_EQ(all[1].sets(), 3u);
  EXPECT_EQ(all[1].as_central(), 2u);
}

}  // namespace
}  // namespace samen::analysis::claim_test
