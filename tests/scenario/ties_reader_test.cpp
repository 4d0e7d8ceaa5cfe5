// What organisations state about each other, and amounts on cheques.
#include <algorithm>

#include <gtest/gtest.h>

#include "io/scenario_reader.hpp"
#include "model/model.hpp"
#include "scenario/refusing.hpp"

namespace samen {
namespace {

class ReadingTies : public Refusing {
 protected:
  /// A pair and three of a kind, with these lines of the first; all sit at one table.
  static std::string text_with(const std::string& lines, const std::string& rest = "") {
    return "[[goal]]\nname = \"first\"\n[[organisation]]\nname = \"town\"\n" + lines +
           "[[organisation]]\nname = \"church\"\n[[organisation]]\nname = \"club\"\nnumber = 3\n" +
           "[[table]]\nname = \"round\"\n" + rest;
  }
  Scenario read(const std::string& lines, const std::string& rest = "") {
    return read_scenario(file("case.toml", text_with(lines, rest)));
  }
  std::vector<std::string> complaints_about(const std::string& lines) {
    return complaints_when([&] { read(lines); });
  }
};

const std::string exercise =
    "[[step]]\nname = \"fiches\"\nkind = \"fiche\"\nmonth = \"2013-09\"\n"
    "[[step]]\nname = \"cheques\"\nkind = \"cheque\"\nmonth = \"2013-10\"\n";

TEST_F(ReadingTies, takes_what_is_stated_of_one_and_of_a_whole_entry) {
  const Scenario scenario = read(
      "trust = { church = 0.7, club = 0.2, \"club 3\" = 0.1 }\nexpects = { club = 1.5 }\n"
      "cheque = { amount = 0.4 }\n",
      exercise);
  const auto& trust = scenario.setting.initial_values.organisations[0].trust;
  ASSERT_EQ(trust.size(), 5u);
  EXPECT_FALSE(trust[0]);
  EXPECT_EQ(trust[1], 0.7);
  EXPECT_EQ(trust[2], 0.2);
  EXPECT_EQ(trust[4], 0.1);
  EXPECT_TRUE(scenario.setting.initial_values.organisations[1].trust.empty());
  const OrganisationLayout& town = scenario.setting.layout.organisations[0];
  EXPECT_LT(town.expects_of(1), 0.0);
  EXPECT_EQ(town.expects_of(2), 1.5);
  EXPECT_EQ(town.writes, 0.4);
  EXPECT_EQ(town.cheque, OrganisationLayout{}.cheque) << "how it pays is not stated";
  EXPECT_TRUE(scenario.notes.empty()) << scenario.notes.front();
}

TEST_F(ReadingTies, starts_a_run_with_the_stated_trust_and_draws_the_rest) {
  const auto trust_at_first = [&](const std::string& lines) {
    const Scenario scenario = read(lines);
    World<double> world;
    start(world, scenario.setting, Arm::together, Draws<double>(1, 0));
    return std::vector<double>(world.initial_trust.begin(), world.initial_trust.end());
  };
  const auto drawn = trust_at_first(""), stated = trust_at_first("trust = { church = 1 }\n");
  ASSERT_EQ(drawn.size(), stated.size());
  int differ = 0;
  for (std::size_t n = 0; n < drawn.size(); ++n) differ += drawn[n] != stated[n];
  EXPECT_EQ(differ, 1);
  EXPECT_EQ(stated[1], 1.0) << "as stated, also at the edge";
}

TEST_F(ReadingTies, refuses_names_values_and_oneself) {
  EXPECT_EQ(complaints_about("trust = { chruch = 0.7 }\n").size(), 1u);
  EXPECT_NE(complaints_about("trust = { chruch = 0.7 }\n")[0].find("did you mean 'church'"),
            std::string::npos);
  EXPECT_EQ(complaints_about("trust = { church = 1.7, club = -1 }\n").size(), 2u);
  EXPECT_EQ(complaints_about("trust = 0.5\n").size(), 1u);
  EXPECT_EQ(complaints_about("expects = { town = 1 }\n").size(), 1u);
  EXPECT_EQ(complaints_about("cheque = { amount = -1 }\n").size(), 1u);
  EXPECT_EQ(complaints_about("cheque = { amount = 1, staff = 0.5 }\n").size(), 1u)
      << "shares sum to one";
}

TEST_F(ReadingTies, notes_what_acts_nowhere) {
  const auto notes = [&](const std::string& lines, const std::string& rest) {
    return read(lines, rest).notes.size();
  };
  EXPECT_EQ(notes("expects = { church = 1 }\n", ""), 1u);
  EXPECT_EQ(notes("expects = { church = 1 }\n", exercise), 0u);
  EXPECT_EQ(notes("cheque = { amount = 0.1 }\n", ""), 1u);
  EXPECT_EQ(notes("cheque = { amount = 0.1 }\n", exercise), 0u);
  EXPECT_EQ(notes("cheque = { amount = 9 }\n", exercise), 1u) << "more than there is room";
  EXPECT_EQ(notes("trust = { church = 1 }\n", "members = [\"town\", \"club\"]\n"), 1u);
}

}  // namespace
}  // namespace samen
