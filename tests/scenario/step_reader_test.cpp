// [[step]]: what it may say, and what is said back when it is wrong.
#include <algorithm>

#include <gtest/gtest.h>

#include "io/scenario_reader.hpp"
#include "scenario/refusing.hpp"

namespace samen {
namespace {

using Lines = std::vector<std::string>;

class ReadingSteps : public Refusing {
 protected:
  Scenario read(const std::string& text, const Overrides& overrides = {}) {
    return read_scenario(file("case.toml", two_tables + text), overrides);
  }
  /// What is said of a step with these lines.
  Lines complaints_about(const std::string& lines) {
    return complaints_when([&] { read("[[step]]\n" + lines); });
  }
};

TEST_F(ReadingSteps, takes_what_is_stated) {
  const Layout layout = read(R"([[step]]
name = "promise"
kind = "cheque"
month = "2013-11"
days = 0.25
price = 1.5
prepares = "delegate"
table = "square"
[[step]]
kind = "statement"
month = "2013-10"
method = 0.9
)")
                            .setting.layout;
  ASSERT_EQ(layout.steps.size(), 2u);
  EXPECT_EQ(layout.steps[0].name, "promise");
  EXPECT_EQ(layout.steps[0].kind, StepKind::cheque);
  EXPECT_EQ(layout.steps[0].month, 4);
  EXPECT_EQ(layout.steps[0].days, 0.25);
  EXPECT_EQ(layout.steps[0].price, 1.5);
  EXPECT_EQ(layout.steps[0].method, Step::of_the_table);
  EXPECT_EQ(layout.steps[0].prepares, Preparation::delegate);
  EXPECT_EQ(layout.steps[0].tables, std::vector{1});
  EXPECT_EQ(layout.steps[1].name, "step");
  EXPECT_EQ(layout.steps[1].days, 0.5);
  EXPECT_EQ(layout.steps[1].method, 0.9);
  EXPECT_EQ(layout.steps[1].prepares, Preparation::nobody);
  EXPECT_EQ(layout.tables[0].steps, std::vector{1});
  EXPECT_EQ(layout.tables[1].steps, (std::vector{0, 1}));
  EXPECT_EQ(layout.tables[1].step_days, (std::vector{0.0, 0.0, 0.0, 0.5, 0.25}));
}

TEST_F(ReadingSteps, asks_for_kind_and_month_and_names_the_nearest_kind) {
  const Lines lines = complaints_about("kind = \"checque\"\nmonth = \"2013-11\"\n");
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_NE(lines[0].find("cheque"), std::string::npos) << lines[0];
  EXPECT_EQ(complaints_about("days = 1\n").size(), 2u);
  EXPECT_EQ(complaints_about("kind = \"fiche\"\nmonth = \"2010-01\"\n").size(), 1u);
  EXPECT_EQ(complaints_about("kind = \"fiche\"\nmonth = \"2014-01\"\ntable = \"oval\"\n").size(),
            1u);
  EXPECT_EQ(complaints_about("kind = \"fiche\"\nmonth = \"2014-01\"\nmethod = 2\n").size(), 1u);
  EXPECT_EQ(complaints_about("kind = \"fiche\"\nmonth = \"2014-01\"\nduration = 2\n").size(), 1u);
}

TEST_F(ReadingSteps, notes_what_does_nothing) {
  const auto notes = [&](const std::string& lines, const Overrides& overrides = {}) {
    return read("[[step]]\nmonth = \"2014-01\"\n" + lines, overrides).notes.size();
  };
  EXPECT_EQ(notes("kind = \"fiche\"\n"), 0u);
  EXPECT_EQ(notes("kind = \"fiche\"\ndays = 0\n"), 1u);
  EXPECT_EQ(notes("kind = \"cheque\"\nmethod = 0.9\n"), 1u);
  EXPECT_EQ(notes("kind = \"cheque\"\nprepares = \"puller\"\n"), 0u);
  EXPECT_EQ(notes("kind = \"cheque\"\nprepares = \"puller\"\ntable = \"round\"\n",
                  {.settings = {"levers.puller=0"}}),
            1u);
}

TEST_F(ReadingSteps, are_set_and_varied_by_their_names) {
  const std::string step = "[[step]]\nname = \"promise\"\nkind = \"cheque\"\nmonth = \"2013-11\"\n";
  const Scenario set = read(step, {.settings = {"step.\"promise\".days=0.1"}});
  EXPECT_EQ(set.setting.layout.steps[0].days, 0.1);
  const Scenario varied = read(step + R"([design]
kind = "grid"
[design.factors]
step."promise".days = [0.25, 0.5]
)");
  ASSERT_EQ(varied.design.points(), 2);
  EXPECT_EQ(varied.design.setting(1).setting.layout.steps[0].days, 0.5);
  const Lines lines = complaints_when([&] { read(step + step); });
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_NE(lines[0].find("two steps are named 'promise'"), std::string::npos);
}

}  // namespace
}  // namespace samen
