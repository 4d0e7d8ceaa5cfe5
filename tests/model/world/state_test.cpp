// The state variables have numbers of their own in the hash; whatever is not state has none.
#include "model/world/state.hpp"

#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::state_test {
namespace {

TEST(State, gives_every_column_that_counts_a_number_of_its_own_and_no_other_one) {
  std::set<int> numbers;
  const auto meet = [&](int number, bool state) {
    EXPECT_EQ(number > 0, state) << number;
    EXPECT_GE(number, 0);
    if (number > 0) {
      EXPECT_TRUE(numbers.insert(number).second) << number;
    }
  };
  for (const auto& column : columns<double>()) meet(column.number, is_state(column.persistence));
  World<double> world;
  for_each_account(world, [&](int number, auto&, Per) { meet(number, true); });
}

TEST(State, is_fixed_or_moves_and_is_neither_scratch_nor_of_a_month) {
  EXPECT_TRUE(is_state(Persistence::fixed));
  EXPECT_TRUE(is_state(Persistence::moving));
  EXPECT_TRUE(is_state(Persistence::optional));
  EXPECT_FALSE(is_state(Persistence::scratch));
  EXPECT_FALSE(is_state(Persistence::monthly));
}

TEST(State, has_one_row_for_every_column) {
  std::set<const void*> met;
  World<double> world;
  std::size_t rows = 0;
  const auto meet = [&](const auto& values) { ++rows, met.insert(&values); };
  for (const auto& column : columns<double>()) visit_column(world, column, meet);
  for_each_account(world, [&](int, const auto& values, Per) { meet(values); });
  EXPECT_EQ(met.size(), rows);
}

TEST(State, is_numbered_alike_for_one_replicate_and_for_a_block) {
  const auto one = columns<double>();
  const auto block = columns<Block>();
  ASSERT_EQ(one.size(), block.size());
  for (std::size_t n = 0; n < one.size(); ++n) {
    EXPECT_EQ(one[n].number, block[n].number);
    EXPECT_EQ(one[n].per, block[n].per);
    EXPECT_EQ(one[n].persistence, block[n].persistence);
    EXPECT_EQ(one[n].initial, block[n].initial);
  }
}

TEST(State, does_not_hold_what_levers_and_the_calendar_decide) {
  Scene scene = lived_in(0, 12);
  const auto before = state_of(scene.world);
  // With one replicate they are columns of numbers like others.
  for (const auto& column : columns<double>())
    if (column.numbers && column.persistence == Persistence::scratch)
      for (double& x : scene.world.*column.numbers) x += 1.0;
  EXPECT_EQ(state_of(scene.world), before);
}

TEST(State, of_a_month_is_neutral_again_when_the_clock_moves) {
  const auto life = [](double left_over) {
    Scene scene = lived_in(0, 9);
    for (const auto& column : columns<double>())
      if (column.persistence == Persistence::monthly)
        for (double& x : scene.world.*column.numbers) x = left_over;
    for (int month = 0; month < 6; ++month) live_a_month(scene);
    return state_of(scene.world);
  };
  EXPECT_EQ(life(0.25), life(1.0));
}

}  // namespace
}  // namespace samen::testing::state_test
