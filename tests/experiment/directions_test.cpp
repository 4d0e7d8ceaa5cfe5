// What the rules together must show on the reference case (ODD, section 1): the direction of every
// change with a paired 95 % interval clear of zero, and the size of it within what the published
// prototype of the same rules measured. That prototype ran 24 replicates; its half-widths are those
// of its intervals. A difference of two estimates is allowed the sum of both half-widths.
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "experiment/runner.hpp"
#include "io/scenario_reader.hpp"
#include "statistics.hpp"

namespace samen {
namespace {

constexpr int replicates = 100;

struct Outcomes {
  std::vector<double> progress, net_value;
};

std::size_t outcome_index(std::string_view name) {
  for (std::size_t n = 0; n < outcomes.size(); ++n)
    if (outcomes[n].name == name) return n;
  throw std::logic_error("no such outcome");
}

/// Runs one arm of the reference case with some settings changed.
Outcomes outcomes_of(Arm arm, const std::vector<std::string>& settings = {}) {
  Scenario scenario = read_scenario(SAMEN_SCENARIOS "/hefboom8.toml",
                                    {.settings = settings, .replicates = replicates});
  scenario.arms = {arm};
  scenario.record = {.tables = false, .events = false};
  Outcomes all;
  run_batch(scenario, 0, [&](const RunResult& result) {
    ASSERT_FALSE(result.failed) << result.message;
    all.progress.push_back(result.outcomes[outcome_index("mean_progress")]);
    all.net_value.push_back(result.outcomes[outcome_index("net_value")]);
  });
  return all;
}

const Outcomes& reference() {
  static const Outcomes all = outcomes_of(Arm::together);
  return all;
}

Estimate paired(const std::vector<double>& first, const std::vector<double>& second) {
  std::vector<double> differences;
  for (std::size_t n = 0; n < first.size(); ++n) differences.push_back(first[n] - second[n]);
  return mean_of(differences);
}

double half_width(const Estimate& estimate) {
  return (estimate.interval->high - estimate.interval->low) / 2.0;
}

struct Row {
  const char* name;
  Arm arm;
  std::vector<std::string> settings;
  double prototype_difference, prototype_half_width;
};

const std::vector<Row>& rows() {
  static const std::vector<Row> all{
      {"arm_nothing", Arm::nothing, {}, -0.64, 0.10},
      {"arm_alone", Arm::alone, {}, -0.54, 0.10},
      {"arm_choice", Arm::choice, {}, -0.07, 0.02},
      {"no_puller_no_seed_money",
       Arm::together,
       {"levers.puller=0", "levers.seed_money=0"},
       -0.34,
       0.07},
      {"operate_at_once", Arm::together, {"levers.operate_after=0"}, -0.18, 0.04},
      {"operate_after_second_beacon", Arm::together, {"levers.operate_after=2"}, -0.04, 0.02},
      {"no_match", Arm::together, {"levers.match=0"}, -0.53, 0.08},
      {"equal_skills", Arm::together, {"initial.skill_difference=0"}, -0.35, 0.08},
      {"no_division_of_labour", Arm::together, {"output.specialisation=0"}, -0.24, 0.05},
      {"given_mission", Arm::together, {"levers.mission=given"}, -0.50, 0.10},
      {"no_informal_time", Arm::together, {"levers.informal=0"}, -0.19, 0.05},
      {"agenda_and_chair", Arm::together, {"levers.method=0.2"}, -0.27, 0.07},
      {"low_trust", Arm::together, {"initial.trust_mean=0.1"}, -0.09, 0.04},
      {"ego", Arm::together, {"initial.eco_mean=0.02"}, -0.32, 0.05},
      {"no_reflection", Arm::together, {"levers.reflection=0"}, -0.13, 0.03},
      {"much_reflection", Arm::together, {"levers.reflection=0.3"}, -0.13, 0.02},
      {"little_white_space", Arm::together, {"initial.white_space=0.01"}, -0.43, 0.06},
      {"broad_mandate", Arm::together, {"initial.mandate=1"}, 0.09, 0.02},
  };
  return all;
}

void PrintTo(const Row& row, std::ostream* out) {
  *out << row.name;
}

class Directions : public ::testing::TestWithParam<Row> {};

TEST_P(Directions, hold_with_an_interval_clear_of_zero_and_the_size_of_the_prototype) {
  const Row& row = GetParam();
  const Estimate difference =
      paired(outcomes_of(row.arm, row.settings).progress, reference().progress);
  RecordProperty("difference", std::to_string(difference.mean));
  std::printf("| %s | %+.3f ± %.3f | %+.2f ± %.2f |\n", row.name, difference.mean,
              half_width(difference), row.prototype_difference, row.prototype_half_width);
  if (row.prototype_difference < 0.0)
    EXPECT_LT(difference.interval->high, 0.0);
  else
    EXPECT_GT(difference.interval->low, 0.0);
  EXPECT_NEAR(difference.mean, row.prototype_difference,
              row.prototype_half_width + half_width(difference));
}

INSTANTIATE_TEST_SUITE_P(rows, Directions, ::testing::ValuesIn(rows()),
                         [](const auto& about) { return about.param.name; });

TEST(Reference, agrees_with_the_prototype_in_level) {
  // The prototype's mean over 24 replicates has the half-width of its paired difference to the arm
  // nothing, whose progress is zero in every run.
  const Estimate progress = mean_of(reference().progress);
  EXPECT_NEAR(progress.mean, 0.64, 0.10 + half_width(progress));
}

struct Complexity {
  const char* setting;
  double alone, together;
};

TEST(Complexity, decides_what_is_worth_doing_together) {
  for (const Complexity& row : {Complexity{"goals.complexity=0", 1.00, 0.94},
                                Complexity{"goals.complexity=0.35", 0.20, 0.72},
                                Complexity{"goals.complexity=1", 0.04, 0.64}}) {
    const Estimate alone = mean_of(outcomes_of(Arm::alone, {row.setting}).progress);
    const Estimate together = mean_of(outcomes_of(Arm::together, {row.setting}).progress);
    constexpr double prototype_half_width = 0.10;
    EXPECT_NEAR(alone.mean, row.alone, prototype_half_width + half_width(alone)) << row.setting;
    EXPECT_NEAR(together.mean, row.together, prototype_half_width + half_width(together))
        << row.setting;
  }
}

TEST(Complexity, makes_alone_beat_together_on_simple_problems_in_net_value) {
  const Outcomes alone = outcomes_of(Arm::alone, {"goals.complexity=0"});
  const Outcomes together = outcomes_of(Arm::together, {"goals.complexity=0"});
  const Estimate difference = paired(alone.net_value, together.net_value);
  EXPECT_GT(difference.interval->low, 0.0);
  // The prototype: 26.9 against 15.8 M€; it states no half-width, 10 % of each is allowed.
  EXPECT_NEAR(mean_of(alone.net_value).mean, 26900.0, 2690.0);
  EXPECT_NEAR(mean_of(together.net_value).mean, 15800.0, 1580.0);
}

TEST(Complexity, makes_together_beat_alone_on_complex_problems_in_net_value) {
  const Estimate difference = paired(reference().net_value, outcomes_of(Arm::alone).net_value);
  EXPECT_GT(difference.interval->low, 0.0);
}

}  // namespace
}  // namespace samen
