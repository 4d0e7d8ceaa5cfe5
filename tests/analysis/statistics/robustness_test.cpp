// How far parameters can be moved before patterns fall, with made-up judgements.
#include "analysis/statistics/robustness.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "io/doubt_design.hpp"
#include "model/model.hpp"
#include "scenario/pattern_reader.hpp"

namespace samen::analysis::robustness_test {
namespace {

TEST(Robustness, counts_patterns_and_draws) {
  // 3, 1, 2 and 3 of three hold: 9 / 4 on average.
  const Robustness found = robustness_of(
      {{true, true, true}, {false, true, false}, {true, true, false}, {true, true, true}});
  EXPECT_EQ(found.sets, 4U);
  EXPECT_DOUBLE_EQ(found.mean, 2.25);
  EXPECT_EQ(found.least, 1U);
  EXPECT_EQ(found.all, 2U);
  EXPECT_EQ(found.sets_of, (std::vector<std::size_t>{3, 4, 2}));
}

TEST(Robustness, steps_are_within_the_range_and_never_the_value_itself) {
  EXPECT_EQ(steps_of(0.5, {2.0, 0.5, 1.0, 4.0}, 0.0, 1.0), (std::vector<double>{0.25, 1.0}));
  EXPECT_TRUE(steps_of(0.0, {0.5, 2.0}, 0.0, 1.0).empty()) << "nothing is a share of nothing";
}

/// Two patterns: the first holds from 2 to 6, the second up to 5. `asked` notes the values judged.
struct FakeModel {
  std::vector<double> asked{};
  Holding operator()(double value) {
    asked.push_back(value);
    return {2.0 <= value && value <= 6.0, value <= 5.0};
  }
};

TEST(Corridor, ends_before_the_first_fall_on_either_side) {
  FakeModel model;
  const Corridor found =
      corridor_of(4.0, {1.0, 2.0, 3.0, 5.0, 5.5, 8.0}, std::nullopt, {true, true}, std::ref(model));
  EXPECT_EQ(found.low, 2.0);
  EXPECT_EQ(found.high, 5.0);
  ASSERT_TRUE(found.below && found.above);
  EXPECT_EQ(found.below->value, 1.0);
  EXPECT_EQ(found.below->patterns, std::vector<std::size_t>{0});
  EXPECT_EQ(found.above->value, 5.5);
  EXPECT_EQ(found.above->patterns, std::vector<std::size_t>{1});
  EXPECT_FALSE(found.off);
  EXPECT_EQ(model.asked, (std::vector<double>{3.0, 2.0, 1.0, 5.0, 5.5})) << "8 is not asked for";
}

TEST(Corridor, takes_no_pattern_for_fallen_that_fails_at_the_value) {
  FakeModel model;
  const Corridor found =
      corridor_of(4.0, {2.0, 5.5, 8.0}, std::nullopt, {true, false}, std::ref(model));
  EXPECT_EQ(found.high, 5.5) << "the second pattern had failed already";
  ASSERT_TRUE(found.above);
  EXPECT_EQ(found.above->patterns, std::vector<std::size_t>{0});
  EXPECT_EQ(found.low, 2.0);
  EXPECT_FALSE(found.below);
}

TEST(Corridor, is_the_value_alone_where_the_nearest_steps_fall) {
  FakeModel model;
  const Corridor found = corridor_of(4.0, {1.0, 7.0}, std::nullopt, {true, true}, std::ref(model));
  EXPECT_EQ(found.low, 4.0);
  EXPECT_EQ(found.high, 4.0);
  EXPECT_EQ(found.above->patterns, (std::vector<std::size_t>{0, 1}));
}

TEST(Corridor, says_what_falls_without_the_rule) {
  FakeModel model;
  const Corridor found = corridor_of(4.0, {0.0, 3.0}, 0.0, {true, true}, std::ref(model));
  ASSERT_TRUE(found.off);
  EXPECT_EQ(found.off->patterns, std::vector<std::size_t>{0});
  EXPECT_EQ(model.asked, (std::vector<double>{3.0, 0.0})) << "a value is judged once";
  EXPECT_FALSE(corridor_of(4.0, {}, 4.0, {true, true}, std::ref(model)).off) << "off already";
  const Corridor harmless = corridor_of(4.0, {}, 5.0, {true, true}, std::ref(model));
  ASSERT_TRUE(harmless.off);
  EXPECT_TRUE(harmless.off->patterns.empty());
}

TEST(CommonParameters, move_within_the_spread_and_leave_switches_and_levers_alone) {
  const auto all = common_parameters(Parameters{}, 0.1);
  std::size_t varied = 0;
  for (const Assumption& one : all) {
    EXPECT_TRUE(is_common(one.name)) << one.name;
    const Range range = parameter_named(one.name)->range;
    if (one.role != AssumptionRole::varied) continue;
    ++varied;
    EXPECT_FALSE(one.whole) << one.name;
    EXPECT_NE(one.usual, 0.0) << one.name;
    EXPECT_TRUE(range.low < one.usual && one.usual < range.high) << one.name;
    EXPECT_GE(one.low, std::max(range.low, one.usual - 0.1 * std::fabs(one.usual))) << one.name;
    EXPECT_LE(one.high, std::min(range.high, one.usual + 0.1 * std::fabs(one.usual))) << one.name;
    EXPECT_LT(one.low, one.high) << one.name;
  }
  EXPECT_GT(varied, all.size() / 2);
}

TEST(CommonParameters, that_were_fitted_say_so) {
  std::vector<std::string> names;
  for (const ParameterRow* const row : fitted_parameters()) names.push_back(row->key());
  const auto among = [&](const char* name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  EXPECT_TRUE(among("leaving.hazard")) << "fitted to V8-V10";
  EXPECT_TRUE(among("delivery.shadow")) << "rule added for V1 and V2";
  EXPECT_FALSE(among("trust.loss")) << "Slovic (1993)";
}

}  // namespace
}  // namespace samen::analysis::robustness_test
