// Statistics against numbers nobody here made.
#include "statistics.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "table.hpp"

namespace samen {
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

TEST(Survival, is_that_of_the_leukaemia_patients) {
  // Freireich et al. (1963), Blood 21: weeks in remission with 6-mercaptopurine; the curve stands
  // in every textbook on survival analysis.
  std::vector<Duration> weeks;
  for (const double t : {6., 6., 6., 7., 10., 13., 16., 22., 23.}) weeks.push_back({t, true});
  for (const double t : {6., 9., 10., 11., 17., 19., 20., 25., 32., 32., 34., 35.})
    weeks.push_back({t, false});
  const auto curve = kaplan_meier(weeks);
  const std::vector<std::pair<double, double>> published{
      {6, 0.857}, {7, 0.807}, {10, 0.753}, {13, 0.690}, {16, 0.627}, {22, 0.538}, {23, 0.448}};
  ASSERT_EQ(curve.size(), published.size());
  for (std::size_t n = 0; n < curve.size(); ++n) {
    EXPECT_EQ(curve[n].time, published[n].first);
    EXPECT_NEAR(curve[n].survival, published[n].second, 5e-4);
  }
  EXPECT_EQ(median_time(curve), 23.0);
}

TEST(Survival, has_no_median_where_fewer_than_half_get_there) {
  EXPECT_FALSE(median_time(kaplan_meier({{1, true}, {5, false}, {5, false}})));
  EXPECT_EQ(median_time(kaplan_meier({{1, true}, {2, true}, {5, false}, {5, false}})), 2.0);
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
}  // namespace samen
