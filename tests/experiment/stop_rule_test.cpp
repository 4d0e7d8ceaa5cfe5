// Adding replicates until a difference is known.
#include "experiment/stop_rule.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace samen {
namespace {

constexpr double unknown = std::numeric_limits<double>::infinity();
const Answer together_less_alone{Arm::together, Arm::alone, "net_value"};

Scenario with_at_most(int replicates) {
  Scenario scenario;
  scenario.replicates = replicates;
  scenario.answer = together_less_alone;
  scenario.until = StopRule{"net_value", 200.0};
  return scenario;
}

TEST(StopRule, looks_at_counts_that_double) {
  EXPECT_EQ(planned_counts(with_at_most(1000)), (std::vector<int>{128, 256, 512, 1000}));
  EXPECT_EQ(planned_counts(with_at_most(512)), (std::vector<int>{128, 256, 512}));
  EXPECT_EQ(planned_counts(with_at_most(513)), (std::vector<int>{128, 256, 512, 513}));
  EXPECT_EQ(planned_counts(with_at_most(128)), (std::vector<int>{128}));
  EXPECT_EQ(planned_counts(with_at_most(1)), (std::vector<int>{1}));
  const auto most = planned_counts(with_at_most(std::numeric_limits<int>::max()));
  EXPECT_EQ(most.back(), std::numeric_limits<int>::max());
  EXPECT_EQ(most[most.size() - 2], 1 << 30);
}

// Student (1908), Biometrika 6: hours of sleep gained by ten patients, dextro- and
// laevo-hyoscyamine. The difference is 1.58 with a 95 % interval of 0.7001 to 2.4599 (R: t.test(…,
// paired = TRUE)).
const std::vector<double> dextro{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
const std::vector<double> laevo{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
constexpr double sleep_half_width = (2.4598858 - 0.7001142) / 2.0;

void add_sleep(Differences& differences, int point, double unit) {
  for (int pair = 0; pair < 10; ++pair) {
    const auto n = static_cast<std::size_t>(pair);
    differences.add({0, Arm::alone, pair, point}, unit * dextro[n]);
    differences.add({0, Arm::together, pair, point}, unit * laevo[n]);
  }
}

TEST(Differences, half_width_is_that_of_students_sleep) {
  Differences differences(together_less_alone);
  add_sleep(differences, 0, 1.0);
  EXPECT_NEAR(differences.half_width(), sleep_half_width, 1e-6);
}

TEST(Differences, half_width_is_the_same_whichever_arm_is_first_and_whatever_others_did) {
  Differences differences({Arm::alone, Arm::together, "net_value"});
  for (int pair = 9; pair >= 0; --pair) {
    const auto n = static_cast<std::size_t>(pair);
    differences.add({0, Arm::together, pair, 0}, laevo[n]);
    differences.add({0, Arm::only_together, pair, 0}, 1e6 * pair);
    differences.add({0, Arm::alone, pair, 0}, dextro[n]);
  }
  EXPECT_NEAR(differences.half_width(), sleep_half_width, 1e-6);
}

TEST(Differences, half_width_is_that_of_the_widest_point) {
  Differences differences(together_less_alone);
  add_sleep(differences, 0, 1.0);
  add_sleep(differences, 1, 3.0);
  add_sleep(differences, 2, 2.0);
  EXPECT_NEAR(differences.half_width(), 3.0 * sleep_half_width, 1e-6);
}

TEST(Differences, pairs_with_a_failed_run_count_for_nothing) {
  Differences differences(together_less_alone);
  add_sleep(differences, 0, 1.0);
  differences.add({0, Arm::alone, 10, 0}, std::nan(""));
  differences.add({0, Arm::together, 10, 0}, 7.0);
  differences.add({0, Arm::alone, 11, 0}, 7.0);
  EXPECT_NEAR(differences.half_width(), sleep_half_width, 1e-6);
}

TEST(Differences, nothing_is_known_below_two_pairs) {
  Differences differences(together_less_alone);
  EXPECT_EQ(differences.half_width(), unknown);
  differences.add({0, Arm::alone, 0, 0}, 1.0);
  EXPECT_EQ(differences.half_width(), unknown);
  differences.add({0, Arm::together, 0, 0}, 2.0);
  EXPECT_EQ(differences.half_width(), unknown);
  differences.add({0, Arm::alone, 1, 0}, 4.0);
  differences.add({0, Arm::together, 1, 0}, 5.0);
  EXPECT_EQ(differences.half_width(), 0.0) << "two equal differences";
  differences.add({0, Arm::alone, 0, 1}, std::nan(""));
  differences.add({0, Arm::together, 0, 1}, 5.0);
  EXPECT_EQ(differences.half_width(), unknown) << "a point of which nothing is known";
}

TEST(StopRule, says_when_and_why) {
  EXPECT_EQ(stop_reason(with_at_most(10000), 256, 180.0),
            "stopped at 256 of at most 10000 replicates, when net_value of together − alone was "
            "known to ± 180 (wanted ± 200)");
  EXPECT_EQ(stop_reason(with_at_most(10000), 10000, 300.5),
            "stopped at 10000 of at most 10000 replicates, though net_value of together − alone "
            "was known only to ± 300.5 (wanted ± 200)");
}

}  // namespace
}  // namespace samen
