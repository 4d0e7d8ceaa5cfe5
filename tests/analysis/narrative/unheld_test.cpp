// What is said of rules that fail their published pattern is what samen validate finds.
#include "analysis/narrative/unheld.hpp"

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "io/known_answer.hpp"
#include "model/parameter_table.hpp"

namespace samen::analysis {
namespace {

/// The cells of a row of a Markdown table.
std::vector<std::string> cells_of(const std::string& row) {
  std::vector<std::string> cells;
  std::istringstream in(row);
  std::string cell;
  std::getline(in, cell, '|');
  while (std::getline(in, cell, '|')) {
    const auto first = cell.find_first_not_of(' '), last = cell.find_last_not_of(' ');
    cells.push_back(first == std::string::npos ? "" : cell.substr(first, last - first + 1));
  }
  return cells;
}

/// The tables of samen validate with the defaults, as sim/model/ODD.md has them: tests/run
/// --update-odd makes them, and the test `outcomes` or the integrator holds them to the program.
struct Suite {
  std::set<std::string> failing;
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> criteria;
};

Suite suite() {
  std::ifstream file(SAMEN_ODD);
  Suite found;
  bool inside = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("<!-- validation: begin")) inside = true;
    if (line.starts_with("<!-- validation: end")) inside = false;
    if (!inside || !line.starts_with("| V")) continue;
    const auto cells = cells_of(line);
    if (cells.size() == 6 && cells[5] == "fails") found.failing.insert(cells[0]);
    if (cells.size() == 7) found.criteria[{cells[0], cells[1]}] = cells;
  }
  return found;
}

TEST(Unheld, patterns_are_those_that_samen_validate_finds_failing) {
  const Suite found = suite();
  ASSERT_FALSE(found.failing.empty());
  std::set<std::string> stated;
  for (const UnheldPattern& pattern : unheld_patterns()) stated.insert(std::string(pattern.id));
  EXPECT_EQ(stated, found.failing);
}

TEST(Unheld, figures_are_those_of_the_suite) {
  const Suite found = suite();
  for (const UnheldPattern& pattern : unheld_patterns()) {
    const auto row = found.criteria.find({std::string(pattern.id), std::string(pattern.criterion)});
    ASSERT_NE(row, found.criteria.end()) << pattern.id << " " << pattern.criterion;
    EXPECT_EQ(row->second[2], pattern.band) << pattern.id;
    EXPECT_EQ(row->second[6], "fails") << pattern.id;
    const std::string& value = row->second[3];
    EXPECT_EQ(value.substr(0, value.find(' ')), pattern.measured) << pattern.id;
  }
}

TEST(Unheld, figures_were_measured_with_the_defaults) {
  std::map<std::string, double> defaults;
  const Parameters parameters;
  for (const ParameterRow& row : parameter_table())
    if (!row.is_choice()) defaults[row.key()] = row.value(parameters);
  for (const MeasuredWith& one : measured_with()) {
    ASSERT_TRUE(defaults.count(std::string(one.parameter))) << one.parameter;
    EXPECT_EQ(defaults[std::string(one.parameter)], one.value) << one.parameter;
  }
  const std::set<std::string_view> words{"", "puller_kind", "refund"};  // no numbers
  for (const UnheldPattern& pattern : unheld_patterns())
    EXPECT_TRUE(words.count(pattern.lever) > 0 ||
                defaults.count("levers." + std::string(pattern.lever)) > 0)
        << pattern.lever;
}

class UnheldIn : public KnownAnswer {
 protected:
  Batch batch(const std::string& levers,
              const std::string& arms = "\"alone\", \"together\"") const {
    const Scenario of =
        scenario("arms = [" + arms + "]\nreplicates = 6\nrecord = [\"summary\"]\n" + levers);
    return Batch(written("a.h5", of, [](RunResult& result) {
      if (!has_tables(result.run.arm)) outcome(result, "members") = not_applicable;
    }));
  }
};

TEST_F(UnheldIn, a_rule_is_named_where_its_lever_is_at_work) {
  const std::string with = unheld_in(batch("[levers]\nmatch = 0.5\n"));
  EXPECT_NE(with.find("the match (V6: own giving with a 1:1 match over none 1.654, published 1.00 "
                      "to 1.35)"),
            std::string::npos)
      << with;
  EXPECT_EQ(with.find("V7"), std::string::npos) << "no refund: " << with;
  EXPECT_NE(with.find("at every table, V1, V2, V3, V14, V16."), std::string::npos) << with;
  const std::string without = unheld_in(batch("[levers]\nmatch = 0\nseed_money = 0\n"));
  EXPECT_EQ(without.find("V6"), std::string::npos) << without;
  EXPECT_EQ(without.find("V8"), std::string::npos) << without;
  EXPECT_NE(unheld_in(batch("[levers]\nmatch = 0\nseed_money = 0\npuller = 0\n"))
                .find("(samen validate): at every table, V1"),
            std::string::npos)
      << "a sentence without a rule before";
  const std::string dutch = unheld_in(batch(""), Language("nl"));
  EXPECT_NE(dutch.find("het bijleggen (V6: eigen inzet met één op één bijleggen tegenover zonder "
                       "1,654, gepubliceerd 1,00 tot 1,35)"),
            std::string::npos)
      << dutch;
}

TEST_F(UnheldIn, a_lever_of_a_table_goes_before_the_common_one) {
  const Scenario two = scenario(
      "arms = [\"alone\", \"together\"]\nreplicates = 6\nrecord = [\"summary\"]\n[levers]\nmatch = "
      "0\n[[table]]\nname = \"other\"\nmatch = 2\n");
  const Batch batch(written("two.h5", two, [](RunResult& result) {
    if (!has_tables(result.run.arm)) outcome(result, "members") = not_applicable;
  }));
  EXPECT_NE(unheld_in(batch).find("V6"), std::string::npos);
}

TEST_F(UnheldIn, nothing_is_claimed_of_other_parameters_or_without_tables) {
  EXPECT_TRUE(unheld_in(batch("[giving]\nmatch_belief = 0.5\n"))
                  .starts_with("Parameters differ from the defaults"));
  EXPECT_EQ(unheld_in(batch("", "\"nothing\", \"alone\"")), "");
}

}  // namespace
}  // namespace samen::analysis
