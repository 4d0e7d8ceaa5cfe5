// Variance-based sensitivity against functions whose indices are known exactly.
#include "analysis/statistics/sobol_indices.hpp"

#include <cmath>
#include <functional>
#include <stdexcept>

#include <gtest/gtest.h>
#include <boost/math/constants/constants.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/sobol.hpp>
#include <boost/random/uniform_01.hpp>

namespace samen::analysis::sobol_indices_test {
namespace {

using Point = std::vector<double>;
// Output of a point in one replicate.
using Model = std::function<double(const Point&, int replicate)>;

// Ishigami & Homma (1990), ISUMA '90, with a = 7 and b = 0.1; the indices are in Saltelli et al.
// (2008), Global Sensitivity Analysis: The Primer.
const std::vector<double> ishigami_first{0.3139, 0.4424, 0.0};
const std::vector<double> ishigami_total{0.5576, 0.4424, 0.2437};
constexpr double last_digit = 5e-5;

double ishigami(const Point& unit, int) {
  const double pi = boost::math::constants::pi<double>();
  const auto angle = [&](std::size_t k) { return pi * (2.0 * unit[k] - 1.0); };
  return std::sin(angle(0)) * (1.0 + 0.1 * std::pow(angle(2), 4)) +
         7.0 * std::pow(std::sin(angle(1)), 2);
}

template <class Coordinate>
std::vector<SaltelliBlock> saltelli(const Model& model, std::size_t factors, int rows,
                                    int replicates, Coordinate&& coordinate,
                                    bool second_order = false) {
  std::vector<SaltelliBlock> blocks;
  for (int n = 0; n < rows; ++n) {
    Point base(factors), second(factors);
    for (double& x : base) x = coordinate();
    for (double& x : second) x = coordinate();
    const auto outputs = [&](const Point& point) {
      std::vector<double> values;
      for (int j = 0; j < replicates; ++j) values.push_back(model(point, j));
      return values;
    };
    SaltelliBlock block{outputs(base), outputs(second), {}, {}};
    for (std::size_t k = 0; k < factors; ++k) {
      Point swapped = base, returned = second;
      swapped[k] = second[k];
      returned[k] = base[k];
      block.swapped.push_back(outputs(swapped));
      if (second_order) block.returned.push_back(outputs(returned));
    }
    blocks.push_back(block);
  }
  return blocks;
}

std::vector<SaltelliBlock> sobol_sample(const Model& model, std::size_t factors, int rows,
                                        int replicates = 1) {
  boost::random::sobol engine(2 * factors);
  boost::random::uniform_01<double> uniform;
  return saltelli(model, factors, rows, replicates, [&] { return uniform(engine); });
}

std::vector<SaltelliBlock> random_sample(const Model& model, std::size_t factors, int rows,
                                         int replicates, boost::random::mt19937& engine) {
  boost::random::uniform_01<double> uniform;
  return saltelli(model, factors, rows, replicates, [&] { return uniform(engine); });
}

bool covers(const Interval& interval, double exact, double rounding = 0.0) {
  return interval.low <= exact + rounding && exact - rounding <= interval.high;
}

TEST(SobolIndices, are_those_of_ishigami) {
  const SobolIndices indices = sobol_indices(sobol_sample(ishigami, 3, 4096));
  ASSERT_EQ(indices.state, SobolState::estimated);
  EXPECT_EQ(indices.blocks, 4096u);
  EXPECT_EQ(indices.dropped, 0u);
  // a/2, and a²/8 + b pi^4/5 + b² pi^8/18 + 1/2.
  EXPECT_NEAR(indices.mean, 3.5, 0.01);
  EXPECT_NEAR(indices.variance, 13.8446, 0.03);
  for (std::size_t k = 0; k < 3; ++k) {
    const FactorIndices& factor = indices.factors[k];
    EXPECT_NEAR(factor.first.value, ishigami_first[k], 0.01) << k;
    EXPECT_NEAR(factor.total.value, ishigami_total[k], 0.01) << k;
    EXPECT_TRUE(covers(factor.first.interval, ishigami_first[k], last_digit)) << k;
    EXPECT_TRUE(covers(factor.total.interval, ishigami_total[k], last_digit)) << k;
    EXPECT_FALSE(factor.first.noise_floor);
    EXPECT_FALSE(factor.total.indistinguishable_from_zero) << k;
    EXPECT_EQ(factor.first.indistinguishable_from_zero, k == 2);
  }
  EXPECT_FALSE(indices.noise_share);
}

TEST(SobolIndices, are_those_of_the_g_function) {
  // Saltelli & Sobol' (1995), Reliability Engineering & System Safety 50: V_k = 1/3 / (1 + a_k)²
  // and V = prod(1 + V_k) - 1; S_k = V_k / V, T_k = V_k prod over the others (1 + V) / V.
  const std::vector<double> a{0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0};
  const auto g_function = [&](const Point& x, int) {
    double product = 1.0;
    for (std::size_t k = 0; k < a.size(); ++k)
      product *= (std::abs(4.0 * x[k] - 2.0) + a[k]) / (1.0 + a[k]);
    return product;
  };
  const auto part = [&](std::size_t k) { return 1.0 / (3.0 * (1.0 + a[k]) * (1.0 + a[k])); };
  double all = 1.0;
  for (std::size_t k = 0; k < a.size(); ++k) all *= 1.0 + part(k);
  const SobolIndices indices = sobol_indices(sobol_sample(g_function, a.size(), 8192));
  EXPECT_NEAR(indices.mean, 1.0, 0.001);
  EXPECT_NEAR(indices.variance, all - 1.0, 0.002);
  for (std::size_t k = 0; k < a.size(); ++k) {
    const double first = part(k) / (all - 1.0);
    const double total = part(k) * all / (1.0 + part(k)) / (all - 1.0);
    EXPECT_NEAR(indices.factors[k].first.value, first, 0.01) << k;
    EXPECT_NEAR(indices.factors[k].total.value, total, 0.01) << k;
    EXPECT_TRUE(covers(indices.factors[k].first.interval, first)) << k;
    EXPECT_TRUE(covers(indices.factors[k].total.interval, total)) << k;
    EXPECT_FALSE(indices.factors[k].total.indistinguishable_from_zero) << k;
    // First indices of 0.024 and 0.007 can be told from zero, indices of 7e-5 cannot.
    EXPECT_EQ(indices.factors[k].first.indistinguishable_from_zero, k > 3) << k;
  }
}

TEST(SobolIndices, of_a_sum_are_the_shares_of_its_terms_and_nothing_for_a_dummy) {
  const auto sum = [](const Point& x, int) { return 1.0 * x[0] + 2.0 * x[1] + 3.0 * x[2]; };
  const SobolIndices indices = sobol_indices(sobol_sample(sum, 4, 4096));
  for (std::size_t k = 0; k < 3; ++k) {
    const double share = static_cast<double>((k + 1) * (k + 1)) / 14.0;
    EXPECT_NEAR(indices.factors[k].first.value, share, 0.003) << k;
    EXPECT_NEAR(indices.factors[k].total.value, share, 0.003) << k;
    EXPECT_TRUE(covers(indices.factors[k].first.interval, share)) << k;
    EXPECT_TRUE(covers(indices.factors[k].total.interval, share)) << k;
    EXPECT_FALSE(indices.factors[k].first.indistinguishable_from_zero) << k;
  }
  const FactorIndices& dummy = indices.factors[3];
  EXPECT_EQ(dummy.first.value, 0.0) << "exactly, and so is every resample";
  EXPECT_EQ(dummy.first.interval.low, 0.0);
  EXPECT_EQ(dummy.first.interval.high, 0.0);
  EXPECT_TRUE(dummy.first.indistinguishable_from_zero);
  EXPECT_EQ(dummy.total.value, 0.0);
  EXPECT_EQ(dummy.total.interval.high, 0.0);
  EXPECT_TRUE(dummy.total.indistinguishable_from_zero);
}

TEST(SobolIndices, of_three_blocks_are_those_worked_by_hand) {
  // y_A = 1, 2, 3; y_B = 5, 4, 3: mean 3, V = 10/5 = 2. y_AB = 1, 3, 4:
  // S = (2·0 + 1·1 + 0·1)/3/2 = 1/6, T = (0 + 1 + 1)/3/4 = 1/6.
  const SobolIndices indices =
      sobol_indices({{{1}, {5}, {{1}}, {}}, {{2}, {4}, {{3}}, {}}, {{3}, {3}, {{4}}, {}}});
  EXPECT_NEAR(indices.mean, 3.0, 1e-12);
  EXPECT_NEAR(indices.variance, 2.0, 1e-12);
  EXPECT_NEAR(indices.factors[0].first.value, 1.0 / 6.0, 1e-12);
  EXPECT_NEAR(indices.factors[0].total.value, 1.0 / 6.0, 1e-12);
  EXPECT_TRUE(indices.factors[0].first.indistinguishable_from_zero);
}

TEST(SobolIndices, of_second_order_are_those_of_ishigami) {
  boost::random::sobol engine(6);
  boost::random::uniform_01<double> uniform;
  const SobolIndices indices = sobol_indices(saltelli(
      ishigami, 3, 4096, 1, [&] { return uniform(engine); }, true));
  ASSERT_EQ(indices.pairs.size(), 3u);
  // Factors 1 and 3 act together on the 0.2437 that is the total index of factor 3; no other pair
  // acts together.
  const std::vector<double> exact{0.0, 0.2437, 0.0};
  for (std::size_t n = 0; n < 3; ++n) {
    const PairIndex& pair = indices.pairs[n];
    EXPECT_EQ(pair.first, n < 2 ? 0u : 1u);
    EXPECT_EQ(pair.second, n == 0 ? 1u : 2u);
    EXPECT_NEAR(pair.index.value, exact[n], 0.02) << n;
    EXPECT_TRUE(covers(pair.index.interval, exact[n], last_digit)) << n;
    EXPECT_EQ(pair.index.indistinguishable_from_zero, n != 1) << n;
  }
  EXPECT_TRUE(sobol_indices(sobol_sample(ishigami, 3, 64)).pairs.empty()) << "asked for alone";
}

TEST(SobolIndices, are_those_of_r_to_the_digit) {
  // 4 rows of two factors, y = x1 + 2 x1 x2, by the published formulas in R:
  //   A <- matrix(c(.1,.4,.7,.9, .2,.6,.3,.8), 4); B <- matrix(c(.5,.2,.8,.3, .9,.1,.4,.6), 4)
  //   f <- function(x) x[,1] + 2*x[,1]*x[,2]; a <- f(A); b <- f(B); y <- c(a, b); V <- var(y)
  //   a <- a - mean(y); b <- b - mean(y); AB <- BA <- list()
  //   for (k in 1:2) { M <- A; M[,k] <- B[,k]; AB[[k]] <- f(M) - mean(y)
  //                    M <- B; M[,k] <- A[,k]; BA[[k]] <- f(M) - mean(y) }
  //   S <- sapply(AB, function(m) mean(b*(m-a))/V); T <- sapply(AB, function(m) mean((a-m)^2)/2/V)
  //   S12 <- mean(BA[[1]]*AB[[2]] - a*b)/V - sum(S); print(c(S, T, S12), digits = 12)
  const std::vector<Point> a{{0.1, 0.2}, {0.4, 0.6}, {0.7, 0.3}, {0.9, 0.8}};
  const std::vector<Point> b{{0.5, 0.9}, {0.2, 0.1}, {0.8, 0.4}, {0.3, 0.6}};
  std::vector<SaltelliBlock> blocks;
  const auto f = [](double x, double y) { return std::vector<double>{x + 2.0 * x * y}; };
  for (std::size_t n = 0; n < 4; ++n)
    blocks.push_back({f(a[n][0], a[n][1]),
                      f(b[n][0], b[n][1]),
                      {f(b[n][0], a[n][1]), f(a[n][0], b[n][1])},
                      {f(a[n][0], b[n][1]), f(b[n][0], a[n][1])}});
  const SobolIndices indices = sobol_indices(blocks);
  EXPECT_NEAR(indices.factors[0].first.value, 0.5798460364796, 1e-11);
  EXPECT_NEAR(indices.factors[1].first.value, 0.2705041958527, 1e-11);
  EXPECT_NEAR(indices.factors[0].total.value, 0.7200499341147, 1e-11);
  EXPECT_NEAR(indices.factors[1].total.value, 0.0798113600111, 1e-11);
  ASSERT_EQ(indices.pairs.size(), 1u);
  EXPECT_NEAR(indices.pairs[0].index.value, 0.3528642763021, 1e-11);
}

TEST(SobolIndices, drop_and_count_broken_blocks) {
  std::vector<SaltelliBlock> blocks = sobol_sample(ishigami, 3, 4096);
  boost::random::mt19937 engine(3);
  boost::random::uniform_01<double> uniform;
  std::size_t broken = 0;
  for (SaltelliBlock& block : blocks) {
    if (uniform(engine) > 0.1) continue;
    const double place = uniform(engine);
    if (place < 0.2)
      block.base[0] = std::nan("");
    else if (place < 0.4)
      block.second[0] = HUGE_VAL;
    else
      block.swapped[static_cast<std::size_t>(5.0 * place) - 2][0] = std::nan("");
    ++broken;
  }
  const SobolIndices indices = sobol_indices(blocks);
  EXPECT_GT(broken, 300u);
  EXPECT_EQ(indices.dropped, broken);
  EXPECT_EQ(indices.blocks, 4096u - broken);
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_NEAR(indices.factors[k].first.value, ishigami_first[k], 0.04) << k;
    EXPECT_NEAR(indices.factors[k].total.value, ishigami_total[k], 0.04) << k;
    EXPECT_TRUE(covers(indices.factors[k].first.interval, ishigami_first[k], last_digit)) << k;
    EXPECT_TRUE(covers(indices.factors[k].total.interval, ishigami_total[k], last_digit)) << k;
  }
}

TEST(SobolIndices, have_intervals_that_cover_as_often_as_they_say) {
  // 200 random samples of 128 blocks. The percentile bootstrap is a little too narrow: with a true
  // coverage of 0.92 to 0.95 fewer than 170 or more than 198 of 200 cover, for one index, with
  // probability 4e-4.
  constexpr int samples = 200;
  std::vector<int> first(3, 0), total(3, 0);
  boost::random::mt19937 engine(11);
  for (int i = 0; i < samples; ++i) {
    const SobolIndices indices = sobol_indices(random_sample(ishigami, 3, 128, 1, engine));
    for (std::size_t k = 0; k < 3; ++k) {
      first[k] += covers(indices.factors[k].first.interval, ishigami_first[k]);
      total[k] += covers(indices.factors[k].total.interval, ishigami_total[k]);
    }
  }
  for (const auto& covered : {first, total})
    for (const int count : covered) {
      EXPECT_GE(count, 170);
      EXPECT_LE(count, 198);
    }
}

TEST(SobolIndices, are_the_same_for_the_same_seed) {
  const auto blocks = sobol_sample(ishigami, 3, 64);
  const auto high = [&](std::uint32_t seed) {
    return sobol_indices(blocks, seed).factors[0].total.interval.high;
  };
  EXPECT_EQ(high(1), high(1));
  EXPECT_NE(high(1), high(2));
}

// What noise adds with replicates of their own at every point: the total index of a dummy is the
// noise share, noise variance / r over the variance of the output.
TEST(SobolNoise, of_independent_replicates_is_the_floor_of_the_total_index) {
  boost::random::mt19937 luck(5), places(6);
  boost::random::normal_distribution<double> noise(0.0, 0.5);
  const auto model = [&](const Point& x, int) { return x[0] + noise(luck); };
  constexpr int replicates = 5;
  const SobolIndices indices = sobol_indices(random_sample(model, 2, 4096, replicates, places));
  const double share = 0.25 / replicates / (1.0 / 12.0 + 0.25 / replicates);
  // 4096 blocks, 4 degrees of freedom each: standard error of the share below 0.005.
  EXPECT_NEAR(*indices.noise_share, share, 0.02);
  const FactorIndices &effective = indices.factors[0], &dummy = indices.factors[1];
  EXPECT_NEAR(*dummy.total.noise_floor, share, 0.02);
  EXPECT_NEAR(*effective.total.noise_floor, share, 0.02);
  EXPECT_NEAR(*dummy.first.noise_floor, 0.0, 0.02);
  EXPECT_NEAR(dummy.total.value, share, 0.02);
  EXPECT_GT(dummy.total.interval.low, 0.0);
  EXPECT_TRUE(dummy.total.indistinguishable_from_zero);
  EXPECT_TRUE(dummy.first.indistinguishable_from_zero);
  EXPECT_FALSE(effective.total.indistinguishable_from_zero);
  EXPECT_FALSE(effective.first.indistinguishable_from_zero);
  // A product of two outputs, less than twice the variance: standard error below 2 / 64.
  EXPECT_NEAR(effective.first.value, 1.0 - share, 0.08);
}

TEST(SobolNoise, common_to_all_points_changes_no_index_and_has_no_floor) {
  const auto quiet = [](const Point& x, int) { return x[0] + x[0] * x[1]; };
  const auto noisy = [&](const Point& x, int replicate) { return quiet(x, 0) + replicate * 4.0; };
  boost::random::mt19937 first_places(6), same_places(6);
  const SobolIndices alone = sobol_indices(random_sample(quiet, 2, 256, 1, first_places));
  const SobolIndices shared = sobol_indices(random_sample(noisy, 2, 256, 3, same_places));
  EXPECT_NEAR(*shared.noise_share, 0.0, 1e-12);
  EXPECT_NEAR(shared.variance, alone.variance, 1e-12);
  for (std::size_t k = 0; k < 2; ++k) {
    EXPECT_NEAR(*shared.factors[k].total.noise_floor, 0.0, 1e-12);
    EXPECT_NEAR(shared.factors[k].total.value, alone.factors[k].total.value, 1e-12);
    EXPECT_NEAR(shared.factors[k].first.value, alone.factors[k].first.value, 1e-12);
    EXPECT_FALSE(shared.factors[k].total.indistinguishable_from_zero);
  }
}

TEST(SobolNoise, shared_by_all_points_rarely_passes_for_an_effect) {
  // Replicate j moves the output by a slope of its own times x_1, the same at all points: with five
  // replicates the mean slope is one normal number, and all points are deceived together. The
  // expected floor of first and total index is 1/12/5 over the variance. Noise passes for an effect
  // in at most 5 % of 400 experiments; more than 37 (4 standard errors) with probability 3e-4.
  constexpr int experiments = 400, replicates = 5;
  boost::random::mt19937 luck(8), places(9);
  boost::random::normal_distribution<double> normal;
  int alarms = 0, first_alarms = 0, missed = 0;
  double floor = 0.0, first_floor = 0.0, total = 0.0, first = 0.0;
  for (int i = 0; i < experiments; ++i) {
    std::vector<double> slope(replicates);
    for (double& value : slope) value = normal(luck);
    const auto model = [&](const Point& x, int replicate) {
      return 4.0 * x[0] + slope[static_cast<std::size_t>(replicate)] * x[1];
    };
    const SobolIndices indices = sobol_indices(random_sample(model, 2, 64, replicates, places));
    const FactorIndices& dummy = indices.factors[1];
    alarms += !dummy.total.indistinguishable_from_zero;
    first_alarms += !dummy.first.indistinguishable_from_zero;
    missed += indices.factors[0].first.indistinguishable_from_zero;
    floor += *dummy.total.noise_floor * indices.variance / experiments;
    total += dummy.total.value * indices.variance / experiments;
    first_floor += *dummy.first.noise_floor * indices.variance / experiments;
    first += dummy.first.value * indices.variance / experiments;
  }
  EXPECT_LE(alarms, 37);
  EXPECT_GE(alarms, 1);
  EXPECT_LE(first_alarms, alarms);
  EXPECT_EQ(missed, 0);
  // Variance of the slope's mean times that of x_1; standard error of the mean of 400 chi-squares
  // on one degree of freedom 7 %, on four 3.5 %.
  const double expected = 1.0 / replicates / 12.0;
  EXPECT_NEAR(floor, expected, 0.15 * expected);
  EXPECT_NEAR(total, expected, 0.3 * expected);
  EXPECT_NEAR(first_floor, expected, 0.3 * expected);
  // The first index has the chance of the points on top: 0.03 per experiment.
  EXPECT_NEAR(first, expected, 0.015);
}

TEST(SobolNoise, in_a_first_index_does_not_hide_behind_an_interaction) {
  // x_1 acts through x_0 only: its first index is zero and its total index one. The replicates'
  // slopes have the mean 1/2, its variance estimated at 1/4 too: a first index of 1/4/12 over the
  // variance of 36/144 + 1/48, all of it noise.
  const std::vector<double> slope{-1.0, 2.0, 0.0, 1.0, 0.5};
  const auto model = [&](const Point& x, int replicate) {
    return 6.0 * (x[0] - 0.5) * (x[1] - 0.5) + slope[static_cast<std::size_t>(replicate)] * x[1];
  };
  const FactorIndices factor = sobol_indices(sobol_sample(model, 2, 4096, 5)).factors[1];
  EXPECT_NEAR(factor.first.value, 1.0 / 13.0, 0.005);
  EXPECT_NEAR(*factor.first.noise_floor, 1.0 / 13.0, 0.001);
  EXPECT_GT(factor.first.interval.low, 0.0);
  EXPECT_TRUE(factor.first.indistinguishable_from_zero);
  EXPECT_NEAR(factor.total.value, 1.0, 0.01);
  EXPECT_FALSE(factor.total.indistinguishable_from_zero);
}

TEST(SobolIndices, are_undefined_for_an_output_that_never_changes) {
  // One sum in two orders, equal except for rounding.
  const auto constant = [](const Point& x, int) {
    return x[0] < 0.5 ? 0.1 + 0.2 + 0.3 : 0.3 + 0.2 + 0.1;
  };
  const SobolIndices indices = sobol_indices(sobol_sample(constant, 2, 16));
  EXPECT_EQ(indices.state, SobolState::constant_output);
  EXPECT_TRUE(indices.factors.empty());
  EXPECT_NEAR(indices.mean, 0.6, 1e-12);
  EXPECT_EQ(indices.variance, 0.0);
  EXPECT_EQ(indices.blocks, 16u);
}

TEST(SobolIndices, need_two_blocks) {
  EXPECT_EQ(sobol_indices({}).state, SobolState::too_few_blocks);
  EXPECT_TRUE(std::isnan(sobol_indices({}).mean));
  const SobolIndices one = sobol_indices({{{1}, {2}, {{3}}, {}}, {{1}, {std::nan("")}, {{3}}, {}}});
  EXPECT_EQ(one.state, SobolState::too_few_blocks);
  EXPECT_EQ(one.blocks, 1u);
  EXPECT_EQ(one.dropped, 1u);
  EXPECT_EQ(one.mean, 1.5);
  EXPECT_TRUE(std::isnan(one.variance));
  const SobolIndices none = sobol_indices({{{std::nan("")}, {2}, {{3}}, {}}});
  EXPECT_EQ(none.state, SobolState::too_few_blocks);
  EXPECT_EQ(none.dropped, 1u);
}

TEST(SobolIndices, refuse_blocks_of_different_sizes) {
  EXPECT_THROW(sobol_indices({{{1}, {2}, {{3}}, {}}, {{1}, {2}, {}, {}}}), std::invalid_argument);
  EXPECT_THROW(sobol_indices({{{1}, {2, 3}, {{3}}, {}}}), std::invalid_argument);
  EXPECT_THROW(sobol_indices({{{1}, {2}, {{3, 4}}, {}}}), std::invalid_argument);
  EXPECT_THROW(sobol_indices({{{}, {}, {{}}, {}}}), std::invalid_argument);
  EXPECT_THROW(sobol_indices({{{1}, {2}, {{3}, {4}}, {{5}}}}), std::invalid_argument);
}

}  // namespace
}  // namespace samen::analysis::sobol_indices_test
