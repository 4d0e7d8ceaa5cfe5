// Partial rank correlation against R.
#include "analysis/statistics/rank_correlation.hpp"

#include <cmath>
#include <stdexcept>

#include <gtest/gtest.h>

namespace samen::analysis::rank_correlation_test {
namespace {

using Points = std::vector<std::vector<double>>;

// R 4.2.2 made the numbers below; with `names` the factors and `output` the output of `frame`:
//   d <- data.frame(lapply(frame, rank)); n <- nrow(d); g <- length(names) - 1
//   for (k in names) {
//     others <- setdiff(names, k)
//     r <- cor(resid(lm(reformulate(others, k), d)), resid(lm(reformulate(others, output), d)))
//     p <- 2 * pt(-abs(r) * sqrt((n - 2 - g) / (1 - r^2)), n - 2 - g)
//     interval <- tanh(atanh(r) + c(-1, 1) * qnorm(.975) / sqrt(n - 3 - g))
//   }
struct Expected {
  double value, p_value, low, high;
};

void expect_equal(const RankCorrelations& correlations, const std::vector<Expected>& expected) {
  ASSERT_EQ(correlations.factors.size(), expected.size());
  for (std::size_t k = 0; k < expected.size(); ++k) {
    EXPECT_NEAR(correlations.factors[k].value, expected[k].value, 1e-9) << k;
    EXPECT_NEAR(correlations.factors[k].p_value, expected[k].p_value, 1e-6 * expected[k].p_value);
    EXPECT_NEAR(correlations.factors[k].interval->low, expected[k].low, 1e-9) << k;
    EXPECT_NEAR(correlations.factors[k].interval->high, expected[k].high, 1e-9) << k;
  }
}

// R: stackloss (Brownlee 1965, Statistical Theory and Methodology): flow of air, temperature of the
// water, concentration of the acid; ammonia that escapes.
const Points stack_points{{80, 27, 89}, {80, 27, 88}, {75, 25, 90}, {62, 24, 87}, {62, 22, 87},
                          {62, 23, 87}, {62, 24, 93}, {62, 24, 93}, {58, 23, 87}, {58, 18, 80},
                          {58, 18, 89}, {58, 17, 88}, {58, 18, 82}, {58, 19, 93}, {50, 18, 89},
                          {50, 18, 86}, {50, 19, 72}, {50, 19, 79}, {50, 20, 80}, {56, 20, 82},
                          {70, 20, 91}};
const std::vector<double> stack_loss{42, 37, 37, 28, 18, 18, 19, 20, 15, 14, 14,
                                     13, 11, 12, 8,  7,  8,  8,  9,  15, 15};
const std::vector<Expected> stack_expected{
    {0.7851665591, 6.826567e-05, 0.5144119917, 0.9135695790},
    {0.6559917379, 2.289360e-03, 0.2874220047, 0.8553446402},
    {-0.0604639945, 8.057687e-01, -0.5009164580, 0.4048642021}};

TEST(RankCorrelation, is_that_of_R_with_many_ties) {
  const RankCorrelations correlations = partial_rank_correlations(stack_points, stack_loss);
  EXPECT_EQ(correlations.n, 21u);
  expect_equal(correlations, stack_expected);
}

TEST(RankCorrelation, sees_ranks_only) {
  Points points = stack_points;
  std::vector<double> outputs;
  for (auto& point : points) point[0] = std::exp(point[0] / 5.0);
  for (const double loss : stack_loss) outputs.push_back(std::pow(loss, 3));
  expect_equal(partial_rank_correlations(points, outputs), stack_expected);
}

TEST(RankCorrelation, drops_and_counts_points_without_output) {
  Points points = stack_points;
  std::vector<double> outputs = stack_loss;
  points.insert(points.begin() + 4, {60, 20, 90});
  outputs.insert(outputs.begin() + 4, std::nan(""));
  points.push_back({10, 90, 20});
  outputs.push_back(HUGE_VAL);
  const RankCorrelations correlations = partial_rank_correlations(points, outputs);
  EXPECT_EQ(correlations.dropped, 2u);
  EXPECT_EQ(correlations.n, 21u);
  expect_equal(correlations, stack_expected);
}

// R: longley (1967), JASA 62: GNP.deflator, GNP, Unemployed, Armed.Forces, Population, Year;
// Employed. Population has the ranks of Year.
TEST(RankCorrelation, is_no_number_for_a_factor_that_others_make) {
  const Points points{
      {83.0, 234.289, 235.6, 159.0, 107.608, 1947},  {88.5, 259.426, 232.5, 145.6, 108.632, 1948},
      {88.2, 258.054, 368.2, 161.6, 109.773, 1949},  {89.5, 284.599, 335.1, 165.0, 110.929, 1950},
      {96.2, 328.975, 209.9, 309.9, 112.075, 1951},  {98.1, 346.999, 193.2, 359.4, 113.270, 1952},
      {99.0, 365.385, 187.0, 354.7, 115.094, 1953},  {100.0, 363.112, 357.8, 335.0, 116.219, 1954},
      {101.2, 397.469, 290.4, 304.8, 117.388, 1955}, {104.6, 419.180, 282.2, 285.7, 118.734, 1956},
      {108.4, 442.769, 293.6, 279.8, 120.445, 1957}, {110.8, 444.546, 468.1, 263.7, 121.950, 1958},
      {112.6, 482.704, 381.3, 255.2, 123.366, 1959}, {114.2, 502.601, 393.1, 251.4, 125.368, 1960},
      {115.7, 518.173, 480.6, 257.2, 127.852, 1961}, {116.9, 554.894, 400.7, 282.7, 130.081, 1962}};
  const std::vector<double> employed{60.323, 61.122, 60.171, 61.187, 63.221, 63.639,
                                     64.989, 63.761, 66.019, 67.857, 68.169, 66.513,
                                     68.655, 69.564, 69.331, 70.551};
  const RankCorrelations correlations = partial_rank_correlations(points, employed);
  // As above without Population, which holds nothing that Year does not: four others.
  const std::vector<double> expected{0.3790063133, -0.4591530749, -0.8759414868, -0.8261735346};
  const std::vector<double> p_values{0.22436996, 0.13321243, 1.8724300e-4, 9.2614634e-4};
  for (std::size_t k = 0; k < expected.size(); ++k) {
    EXPECT_NEAR(correlations.factors[k].value, expected[k], 1e-9) << k;
    EXPECT_NEAR(correlations.factors[k].p_value, p_values[k], 1e-6 * p_values[k]) << k;
  }
  for (const std::size_t k : {std::size_t{4}, std::size_t{5}}) {
    EXPECT_TRUE(std::isnan(correlations.factors[k].value));
    EXPECT_TRUE(std::isnan(correlations.factors[k].p_value));
    EXPECT_FALSE(correlations.factors[k].interval);
  }
}

TEST(RankCorrelation, of_a_single_factor_is_spearmans) {
  // Kendall (1948), Rank Correlation Methods: 1 - 6 sum d² / (n³ - n); ranks 1 2 3 4 5 against
  // 2 1 4 3 5 give 0.8.
  const RankCorrelations correlations =
      partial_rank_correlations({{1}, {2}, {3}, {4}, {5}}, {2, 1, 4, 3, 5});
  EXPECT_NEAR(correlations.factors[0].value, 0.8, 1e-12);
  // R: 2 * pt(-0.8 * sqrt(3 / 0.36), 3) gives 0.1040880.
  EXPECT_NEAR(correlations.factors[0].p_value, 0.1040880, 1e-6);
}

TEST(RankCorrelation, is_one_for_what_always_rises_and_minus_one_for_what_always_falls) {
  const Points points{{1}, {2}, {3}, {4}, {5}};
  const RankCorrelation up = partial_rank_correlations(points, {1, 8, 27, 64, 125}).factors[0];
  EXPECT_NEAR(up.value, 1.0, 1e-12);
  EXPECT_NEAR(up.p_value, 0.0, 1e-12);
  EXPECT_NEAR(up.interval->high, 1.0, 1e-12);
  EXPECT_NEAR(partial_rank_correlations(points, {5, 4, 3, 2, 1}).factors[0].value, -1.0, 1e-12);
}

TEST(RankCorrelation, is_no_number_where_factor_or_output_is_constant) {
  const Points points{{1, 5}, {2, 5}, {3, 5}, {4, 5}, {5, 5}, {6, 5}};
  const RankCorrelations varied = partial_rank_correlations(points, {2, 1, 4, 3, 6, 5});
  EXPECT_NEAR(varied.factors[0].value, 1.0 - 6.0 * 6.0 / 210.0, 1e-12);
  EXPECT_TRUE(std::isnan(varied.factors[1].value));
  const RankCorrelations constant = partial_rank_correlations(points, std::vector<double>(6, 1.0));
  EXPECT_TRUE(std::isnan(constant.factors[0].value));
}

TEST(RankCorrelation, has_no_precision_from_too_few_points) {
  EXPECT_TRUE(partial_rank_correlations({}, {}).factors.empty());
  const RankCorrelations three = partial_rank_correlations({{1}, {2}, {3}}, {1, 3, 2});
  EXPECT_NEAR(three.factors[0].value, 0.5, 1e-12);
  // t = 0.5774 on one degree of freedom is a third of the Cauchy distribution from the middle.
  EXPECT_NEAR(three.factors[0].p_value, 2.0 / 3.0, 1e-12);
  EXPECT_FALSE(three.factors[0].interval);
  const RankCorrelations two = partial_rank_correlations({{1}, {2}}, {1, 3});
  EXPECT_TRUE(std::isnan(two.factors[0].p_value));
  const RankCorrelations none = partial_rank_correlations({{1, 2}}, {std::nan("")});
  EXPECT_TRUE(std::isnan(none.factors[0].value));
  EXPECT_EQ(none.dropped, 1u);
}

TEST(RankCorrelation, refuses_what_does_not_fit) {
  EXPECT_THROW(partial_rank_correlations({{1}}, {1, 2}), std::invalid_argument);
  EXPECT_THROW(partial_rank_correlations({{1}, {1, 2}}, {1, 2}), std::invalid_argument);
  EXPECT_THROW(partial_rank_correlations({{std::nan("")}}, {1}), std::invalid_argument);
}

TEST(Ranks, of_equal_values_are_their_mean) {
  EXPECT_EQ(mid_ranks({30, 10, 20, 20}), (std::vector<double>{4, 1, 2.5, 2.5}));
  EXPECT_EQ(mid_ranks({7, 7, 7}), (std::vector<double>{2, 2, 2}));
  EXPECT_TRUE(mid_ranks({}).empty());
}

}  // namespace
}  // namespace samen::analysis::rank_correlation_test
