// What files name, in the language of the reader; tests/words says what a language must have.
#include "analysis/results/names.hpp"

#include <string>

#include <gtest/gtest.h>

#include "model/world/entities.hpp"

namespace samen::analysis::names_test {
namespace {

TEST(Names, are_those_of_the_goal_and_the_table_where_each_table_has_goals_of_its_own) {
  EXPECT_EQ(name_in(Language("nl"), "a second life for textiles (goals of association 4)"),
            name_in(Language("nl"), "a second life for textiles") + " (doelen van vereniging 4)");
}

TEST(Names, keep_the_number_of_one_of_many_and_do_without_line_breaks) {
  EXPECT_EQ(name_in(Language("nl"), "association"), "vereniging");
  EXPECT_EQ(name_in(Language("nl"), "association 12"), "vereniging 12");
  EXPECT_EQ(name_in(Language("en"), "association 12"), "association 12");
  EXPECT_EQ(name_in(Language("nl"), "an unknown name 12"), "an unknown name 12");
  EXPECT_EQ(name_in(Language("nl"), "12"), "12");
  EXPECT_EQ(name_in(Language("nl"),
                    "Every form should fall short.\nHow far each does is what the "
                    "report does not say."),
            name_in(Language("nl"),
                    "Every form should fall short. How far each does is what the "
                    "report does not say."));
  EXPECT_TRUE(name_in(Language("nl"),
                      "Every form should fall short.\nHow far each does is what "
                      "the report does not say.")
                  .starts_with("Elke vorm"));
}

TEST(Names, of_arms_are_words_of_the_language) {
  for (const std::string_view arm : arm_names)
    EXPECT_NE(arm_in(Language("nl"), std::string(arm)), arm) << arm;
  EXPECT_EQ(arm_in(Language("en"), "only_together"), "only together");
  EXPECT_EQ(measure_in(Language("nl"), "an_older_series"), "an older series");
}

}  // namespace
}  // namespace samen::analysis::names_test
