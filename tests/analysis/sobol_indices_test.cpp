// Variance-based sensitivity against functions whose indices are known exactly.
#include "sobol_indices.hpp"

#include <cmath>
#include <functional>
#include <stdexcept>

#include <gtest/gtest.h>
#include <boost/math/constants/constants.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/sobol.hpp>
#include <boost/random/uniform_01.hpp>

namespace samen {
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
                                    int replicates, Coordinate&& coordinate) {
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
    SaltelliBlock block{outputs(base), outputs(second), {}};
    for (std::size_t k = 0; k < factors; ++k) {
      Point swapped = base;
      swapped[k] = second[k];
      block.swapped.push_back(outputs(swapped));
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
    // First indices of 0.024 and 0.007 are too small for the first estimator of Jansen.
    EXPECT_EQ(indices.factors[k].first.indistinguishable_from_zero, k > 1) << k;
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
  EXPECT_TRUE(covers(dummy.first.interval, 0.0));
  EXPECT_TRUE(dummy.first.indistinguishable_from_zero);
  EXPECT_EQ(dummy.total.value, 0.0);
  EXPECT_EQ(dummy.total.interval.high, 0.0);
  EXPECT_TRUE(dummy.total.indistinguishable_from_zero);
}

TEST(SobolIndices, of_three_blocks_are_those_worked_by_hand) {
  // y_A = 1, 2, 3; y_B = 5, 4, 3: mean 3, V = 10/5 = 2. y_AB = 1, 3, 4:
  // S = 1 - (16 + 1 + 1)/3/4 = -0.5, T = (0 + 1 + 1)/3/4 = 1/6.
  const SobolIndices indices =
      sobol_indices({{{1}, {5}, {{1}}}, {{2}, {4}, {{3}}}, {{3}, {3}, {{4}}}});
  EXPECT_NEAR(indices.mean, 3.0, 1e-12);
  EXPECT_NEAR(indices.variance, 2.0, 1e-12);
  EXPECT_NEAR(indices.factors[0].first.value, -0.5, 1e-12);
  EXPECT_NEAR(indices.factors[0].total.value, 1.0 / 6.0, 1e-12);
  EXPECT_TRUE(indices.factors[0].first.indistinguishable_from_zero);
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
  EXPECT_NEAR(effective.first.value, 1.0 - share, 0.03);
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
  // One sum in two orders: the same but for rounding.
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
  const SobolIndices one = sobol_indices({{{1}, {2}, {{3}}}, {{1}, {std::nan("")}, {{3}}}});
  EXPECT_EQ(one.state, SobolState::too_few_blocks);
  EXPECT_EQ(one.blocks, 1u);
  EXPECT_EQ(one.dropped, 1u);
  EXPECT_EQ(one.mean, 1.5);
  EXPECT_TRUE(std::isnan(one.variance));
  const SobolIndices none = sobol_indices({{{std::nan("")}, {2}, {{3}}}});
  EXPECT_EQ(none.state, SobolState::too_few_blocks);
  EXPECT_EQ(none.dropped, 1u);
}

TEST(SobolIndices, refuse_blocks_of_different_sizes) {
  EXPECT_THROW(sobol_indices({{{1}, {2}, {{3}}}, {{1}, {2}, {}}}), std::invalid_argument);
  EXPECT_THROW(sobol_indices({{{1}, {2, 3}, {{3}}}}), std::invalid_argument);
  EXPECT_THROW(sobol_indices({{{1}, {2}, {{3, 4}}}}), std::invalid_argument);
  EXPECT_THROW(sobol_indices({{{}, {}, {{}}}}), std::invalid_argument);
}

}  // namespace
}  // namespace samen
