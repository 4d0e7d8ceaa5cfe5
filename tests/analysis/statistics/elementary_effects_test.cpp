// Screening against functions whose effects are known.
#include "analysis/statistics/elementary_effects.hpp"
#include "analysis/statistics/replicate_noise.hpp"

#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>

#include <gtest/gtest.h>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_int_distribution.hpp>

namespace samen::analysis::elementary_effects_test {
namespace {

using Point = std::vector<double>;
using Model = std::function<double(const Point&, int replicate)>;

// Morris (1991): four levels, steps of 2/3 up or down in random order from a random corner.
std::vector<Trajectory> walks(const Model& model, std::size_t factors, int trajectories,
                              int replicates, boost::random::mt19937& engine) {
  constexpr double step = 2.0 / 3.0;
  boost::random::uniform_int_distribution<int> level(0, 3);
  std::vector<Trajectory> all;
  for (int i = 0; i < trajectories; ++i) {
    Point point(factors);
    for (double& x : point) x = level(engine) / 3.0;
    std::vector<std::size_t> order(factors);
    for (std::size_t k = 0; k < factors; ++k) {
      boost::random::uniform_int_distribution<std::size_t> place(0, k);
      const std::size_t at = place(engine);
      order[k] = order[at];
      order[at] = k;
    }
    Trajectory trajectory;
    const auto visit = [&] {
      trajectory.points.push_back(point);
      trajectory.outputs.emplace_back();
      for (int j = 0; j < replicates; ++j) trajectory.outputs.back().push_back(model(point, j));
    };
    visit();
    for (const std::size_t k : order) {
      point[k] += point[k] < 0.5 ? step : -step;
      visit();
    }
    all.push_back(trajectory);
  }
  return all;
}

TEST(ElementaryEffects, of_two_walks_are_those_worked_by_hand) {
  // y = x_0 x_1. First walk: (0,1) -> (1/2,1) -> (1/2,0), effects 1 and 1/2; second walk:
  // (1/2,1/2) -> (1/2,1) -> (0,1), effects 1/2 and 1. Third walk, downhill: y turned round by hand
  // to give -2 for both.
  const std::vector<Trajectory> three{
      {{{0, 1}, {0.5, 1}, {0.5, 0}}, {{0}, {0.5}, {0}}},
      {{{0.5, 0.5}, {0.5, 1}, {0, 1}}, {{0.25}, {0.5}, {0}}},
      {{{0.5, 0.5}, {0, 0.5}, {0, 0}}, {{0}, {1}, {2}}},
  };
  const ElementaryEffects effects = elementary_effects(three);
  EXPECT_EQ(effects.trajectories, 3u);
  ASSERT_EQ(effects.factors.size(), 2u);
  const FactorEffects &first = effects.factors[0], &second = effects.factors[1];
  EXPECT_NEAR(first.mean.mean, 0.0, 1e-12);  // 1, 1, -2
  EXPECT_NEAR(first.mean_absolute.mean, 4.0 / 3.0, 1e-12);
  EXPECT_NEAR(first.deviation, std::sqrt(3.0), 1e-12);
  EXPECT_NEAR(first.ratio, std::sqrt(3.0) * 0.75, 1e-12);
  EXPECT_NEAR(second.mean.mean, -1.0 / 3.0, 1e-12);  // 1/2, 1/2, -2
  EXPECT_NEAR(second.mean_absolute.mean, 1.0, 1e-12);
  EXPECT_EQ(second.mean_absolute.n, 3u);
  // t(2) = 4.303, standard error 1/2: down to zero and not below.
  EXPECT_EQ(second.mean_absolute.interval->low, 0.0);
  EXPECT_NEAR(second.mean_absolute.interval->high, 1.0 + 4.3027 / 2.0, 1e-4);
  EXPECT_FALSE(first.noise_floor);
  EXPECT_FALSE(second.indistinguishable_from_zero);
}

TEST(ElementaryEffects, of_a_sum_are_its_coefficients) {
  boost::random::mt19937 engine(1);
  const auto sum = [](const Point& x, int) { return 3.0 * x[0] - 2.0 * x[1] + 0.0 * x[2]; };
  const ElementaryEffects effects = elementary_effects(walks(sum, 3, 10, 1, engine));
  const std::vector<double> coefficients{3.0, -2.0, 0.0};
  for (std::size_t k = 0; k < 3; ++k) {
    const FactorEffects& factor = effects.factors[k];
    EXPECT_NEAR(factor.mean.mean, coefficients[k], 1e-12);
    EXPECT_NEAR(factor.mean_absolute.mean, std::abs(coefficients[k]), 1e-12);
    EXPECT_NEAR(factor.mean_absolute.interval->low, std::abs(coefficients[k]), 1e-12);
    EXPECT_NEAR(factor.mean_absolute.interval->high, std::abs(coefficients[k]), 1e-12);
    EXPECT_NEAR(factor.deviation, 0.0, 1e-12);
    EXPECT_EQ(factor.indistinguishable_from_zero, k == 2);
  }
  EXPECT_TRUE(std::isnan(effects.factors[2].ratio));
}

// The function of Morris (1991), section 5: products of w up to the fourth order, coefficients
// drawn from a standard normal distribution where not stated.
Model morris_function(boost::random::mt19937& engine) {
  boost::random::normal_distribution<double> normal;
  std::vector<double> linear(20);
  std::vector<std::vector<double>> pairs(20, std::vector<double>(20));
  for (std::size_t i = 0; i < 20; ++i) {
    linear[i] = i < 10 ? 20.0 : normal(engine);
    for (std::size_t j = i + 1; j < 20; ++j) pairs[i][j] = j < 6 ? -15.0 : normal(engine);
  }
  return [linear, pairs](const Point& x, int) {
    std::vector<double> w;
    for (std::size_t i = 0; i < 20; ++i)
      w.push_back(i == 2 || i == 4 || i == 6 ? 2.0 * (1.1 * x[i] / (x[i] + 0.1) - 0.5)
                                             : 2.0 * (x[i] - 0.5));
    double y = 5.0 * w[0] * w[1] * w[2] * w[3];
    for (std::size_t i = 0; i < 20; ++i) {
      y += linear[i] * w[i];
      for (std::size_t j = i + 1; j < 20; ++j) {
        y += pairs[i][j] * w[i] * w[j];
        for (std::size_t k = j + 1; k < 5; ++k) y += -10.0 * w[i] * w[j] * w[k];
      }
    }
    return y;
  };
}

TEST(ElementaryEffects, fall_into_the_groups_of_morris) {
  // Morris (1991), figure 1: inputs 11 to 20 do next to nothing; 8, 9 and 10 are linear; 1 to 7
  // have interactions or curvature, and their spread is well above that of all others.
  boost::random::mt19937 engine(2);
  const Model model = morris_function(engine);
  const ElementaryEffects effects = elementary_effects(walks(model, 20, 50, 1, engine));
  for (std::size_t k = 0; k < 20; ++k) {
    const FactorEffects& factor = effects.factors[k];
    EXPECT_EQ(factor.mean_absolute.mean > 20.0, k < 10) << k + 1;
    EXPECT_EQ(factor.deviation > 20.0, k < 7) << k + 1;
    // 2 beta per unit of x, except for the random interactions: 2 sqrt(19/2) of spread at most.
    if (k >= 7 && k < 10) {
      EXPECT_NEAR(factor.mean.mean, 40.0, 5.0) << k + 1;
    }
  }
}

TEST(ElementaryEffects, drop_a_broken_trajectory_whole_and_count_it) {
  boost::random::mt19937 engine(3);
  const auto product = [](const Point& x, int) { return x[0] + x[0] * x[1]; };
  std::vector<Trajectory> all = walks(product, 2, 12, 1, engine);
  const std::vector<Trajectory> kept(all.begin() + 2, all.end());
  all[0].outputs[2][0] = std::nan("");
  all[1].outputs[0][0] = std::numeric_limits<double>::infinity();
  const ElementaryEffects some = elementary_effects(all), same = elementary_effects(kept);
  EXPECT_EQ(some.dropped, 2u);
  EXPECT_EQ(some.trajectories, 10u);
  for (std::size_t k = 0; k < 2; ++k) {
    EXPECT_EQ(some.factors[k].mean.n, 10u);
    EXPECT_EQ(some.factors[k].mean.mean, same.factors[k].mean.mean);
    EXPECT_EQ(some.factors[k].deviation, same.factors[k].deviation);
  }
}

TEST(ElementaryEffects, of_noise_alone_are_as_large_as_the_floor_says) {
  // Noise of its own in 4 replicates at every point, sd 1: an effect has the standard error
  // sqrt(2/4)/(2/3), and mu* is sqrt(2/pi) of that. 2000 walks: standard error of mu* 1.7 %.
  boost::random::mt19937 engine(4), luck(5);
  boost::random::normal_distribution<double> normal;
  const auto model = [&](const Point& x, int) { return 2.0 * x[0] + normal(luck); };
  const ElementaryEffects effects = elementary_effects(walks(model, 2, 2000, 4, engine));
  const double expected = 0.7978846 * std::sqrt(0.5) * 1.5;
  EXPECT_NEAR(*effects.factors[1].noise_floor, expected, 0.03 * expected);
  EXPECT_NEAR(effects.factors[1].mean_absolute.mean, expected, 0.07 * expected);
  EXPECT_TRUE(effects.factors[1].indistinguishable_from_zero);
  EXPECT_FALSE(effects.factors[0].indistinguishable_from_zero);
}

TEST(ElementaryEffects, of_luck_that_all_points_share_have_no_noise) {
  boost::random::mt19937 engine(4);
  const auto model = [](const Point& x, int replicate) { return x[0] + 8.0 * replicate; };
  const ElementaryEffects effects = elementary_effects(walks(model, 2, 10, 3, engine));
  EXPECT_NEAR(*effects.factors[0].noise_floor, 0.0, 1e-12);
  EXPECT_NEAR(effects.factors[0].mean_absolute.mean, 1.0, 1e-12);
  EXPECT_FALSE(effects.factors[0].indistinguishable_from_zero);
}

// Number of experiments, out of 1000, in which the mean square of 30 differences of pure noise
// passes the limit. The noise of a replicate is a mixture of `sources` normal numbers; with 0
// sources each difference has its own.
int alarms(int sources, int replicates) {
  boost::random::mt19937 engine(6);
  boost::random::normal_distribution<double> normal;
  const auto random_matrix = [&](int rows, int columns) {
    Eigen::MatrixXd matrix(rows, columns);
    for (double& value : matrix.reshaped()) value = normal(engine);
    return matrix;
  };
  int count = 0;
  for (int i = 0; i < 1000; ++i) {
    const Eigen::MatrixXd noise =
        sources == 0 ? random_matrix(30, replicates)
                     : (random_matrix(30, sources) * random_matrix(sources, replicates)).eval();
    const double mean_square = noise.rowwise().mean().squaredNorm() / 30.0;
    count += mean_square > replicate_noise(noise)->limit;
  }
  return count;
}

TEST(ReplicateNoise, passes_its_limit_once_in_twenty_however_it_is_correlated) {
  // Of 1000 at 5 %: standard error 6.9; outside 50 ± 28 with probability 6e-5.
  for (const int sources : {0, 1, 2})
    for (const int replicates : {5, 20}) {
      EXPECT_NEAR(alarms(sources, replicates), 50, 28) << sources << " " << replicates;
    }
}

TEST(ReplicateNoise, of_two_replicates_errs_on_the_side_of_caution) {
  for (const int sources : {0, 1, 2}) EXPECT_LE(alarms(sources, 2), 78) << sources;
}

TEST(ReplicateNoise, of_one_difference_is_that_of_the_t_test) {
  // Student (1908), Biometrika 6: t = 4.062 on 9 degrees of freedom against a limit of 2.262; mean
  // square and noise are in the ratio t².
  Eigen::MatrixXd sleep(1, 10);
  sleep << 1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4;
  const ReplicateNoise noise = *replicate_noise(sleep);
  EXPECT_NEAR(1.58 * 1.58 / noise.mean_square, 4.0621 * 4.0621, 1e-3);
  EXPECT_NEAR(noise.limit / noise.mean_square, 2.2622 * 2.2622, 1e-3);
}

TEST(ReplicateNoise, is_unknown_below_two_replicates) {
  EXPECT_FALSE(replicate_noise(Eigen::MatrixXd::Ones(3, 1)));
  EXPECT_EQ(replicate_noise(Eigen::MatrixXd::Ones(3, 2))->limit, 0.0);
  EXPECT_THROW(replicate_noise(Eigen::MatrixXd(0, 2)), std::invalid_argument);
}

TEST(ElementaryEffects, need_a_trajectory) {
  EXPECT_TRUE(elementary_effects({}).factors.empty());
  const ElementaryEffects broken = elementary_effects({{{{0}, {1}}, {{std::nan("")}, {1}}}});
  EXPECT_TRUE(broken.factors.empty());
  EXPECT_EQ(broken.dropped, 1u);
  const FactorEffects one = elementary_effects({{{{0}, {1}}, {{2}, {5}}}}).factors[0];
  EXPECT_EQ(one.mean.mean, 3.0);
  EXPECT_FALSE(one.mean_absolute.interval);
  EXPECT_TRUE(std::isnan(one.deviation));
}

TEST(ElementaryEffects, refuse_what_is_no_trajectory) {
  const auto refused = [](const std::vector<Trajectory>& trajectories) {
    EXPECT_THROW(elementary_effects(trajectories), std::invalid_argument);
  };
  refused({{{{0, 0}, {1, 1}, {1, 0}}, {{1}, {2}, {3}}}});  // two factors at once
  refused({{{{0, 0}, {0, 0}, {1, 0}}, {{1}, {2}, {3}}}});  // none
  refused({{{{0, 0}, {0, 1}, {0, 0}}, {{1}, {2}, {3}}}});  // one twice
  refused({{{{0, 0}, {0, 1}}, {{1}, {2}}}});               // a point too few
  refused({{{{0, 0}, {0, 1}, {1, 1}}, {{1}, {2}}}});       // an output too few
  refused({{{{0}, {1}}, {{1}, {2, 3}}}});                  // replicates
  refused({{{{0}, {1}}, {{1}, {2}}}, {{{0}}, {{1}}}});     // a shorter one
  refused({{{}, {}}});
}

}  // namespace
}  // namespace samen::analysis::elementary_effects_test
