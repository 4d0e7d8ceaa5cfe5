// A table of one's own: what a spreadsheet says stands in the scenario, and what is wrong with it
// is said at once.
#include "command/own_table.hpp"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "demo/description.hpp"
#include "experiment/runner.hpp"
#include "io/csv.hpp"
#include "io/scenario_reader.hpp"

namespace samen {
namespace {

using Lines = std::vector<std::string>;

const std::string partners =
    R"(name,sector,income,room,offer,mandate,cheque,staff,goal meet,goal roof,trust in Town,expects of Club
Town,government,4000,1 %,money + rooms,none,24,,1,3,,12
"Club, the",business,350,0.04,network,broad,,0.5,1,,0.25,
Club,civil society,"1,5",,"rooms",0.3,0,,,,60%,
)";

OwnTable read(const std::string& text, Lines& complaints) {
  return table_from(text, "p.csv", "", "", complaints);
}

Lines complaints_about(const std::string& text) {
  Lines complaints;
  read(text, complaints);
  return complaints;
}

/// Three partners with these columns, and these fields of the first.
std::string with(const std::string& columns, const std::string& fields) {
  return "name;" + columns + "\nA;" + fields + "\nB\nC\n";
}

Scenario written(OwnTable table, const Language& language = {}) {
  if (table.title.empty()) table.title = "Ours";
  return scenario_from(scenario_of(table, "p.csv", language), "ours.toml");
}

// ---- rows ---------------------------------------------------------------------------------------

TEST(Rows, are_those_of_spreadsheets) {
  const CsvTable table =
      csv_from("\xEF\xBB\xBF# remark\r\n\r\na ;\"b;\"\"c\"\"\";\"two\nlines\"\r\n;;\nd;e", "f");
  EXPECT_TRUE(table.complaints.empty());
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(table.rows[0].line, 3u);
  EXPECT_EQ(table.rows[0].fields, (Lines{"a", "b;\"c\"", "two\nlines"}));
  EXPECT_EQ(table.rows[1].line, 6u);
  EXPECT_EQ(table.rows[1].fields, (Lines{"d", "e"}));
  EXPECT_EQ(csv_from("a\tb\n1,5\t2", "f").rows[1].fields, (Lines{"1,5", "2"}));
  EXPECT_EQ(csv_from("a,b\n\"1,5\",2", "f").rows[1].fields, (Lines{"1,5", "2"}));
}

TEST(Rows, with_a_quote_in_the_wrong_place_are_refused_with_their_line) {
  EXPECT_EQ(csv_from("a,b\n\"never closed,1\n2", "f").complaints,
            (Lines{"f:2: a quote opens here and is never closed"}));
  EXPECT_EQ(csv_from("a,b\n\"c\"d,1", "f").complaints.size(), 1u);
}

// ---- round trip ---------------------------------------------------------------------------------

TEST(OwnTables, keep_every_value_of_the_spreadsheet) {
  Lines complaints;
  const Scenario scenario = written(read(partners, complaints));
  ASSERT_TRUE(complaints.empty()) << complaints.front();
  const Layout& layout = scenario.setting.layout;
  const auto& starts = scenario.setting.initial_values.organisations;
  ASSERT_EQ(layout.organisations.size(), 3u);
  EXPECT_EQ(layout.organisations[1].name, "Club, the");
  EXPECT_EQ(layout.organisations[0].sector, Sector::government);
  EXPECT_EQ(layout.organisations[1].sector, Sector::business);
  EXPECT_EQ(starts[0].income->first, 4000.0);
  EXPECT_EQ(starts[2].income->first, 1.5);
  EXPECT_EQ(starts[0].white_space->first, 0.01);
  EXPECT_EQ(starts[1].white_space->first, 0.04);
  EXPECT_FALSE(starts[2].white_space);
  EXPECT_EQ(starts[0].mandate->first, 0.0);
  EXPECT_EQ(starts[1].mandate->first, 1.0);
  EXPECT_EQ(starts[2].mandate->first, 0.3);
  EXPECT_EQ(layout.capabilities, 3);  // money, rooms, network
  EXPECT_GT(starts[0].capabilities[1], 4.0 * starts[0].capabilities[2]);
  EXPECT_EQ(starts[2].capabilities[1], starts[0].capabilities[1]);
  ASSERT_EQ(layout.goals.size(), 2u);
  EXPECT_EQ(layout.goals[1].name, "roof");
  EXPECT_EQ(starts[0].aspirations, (std::vector<double>{0.25, 0.75}));
  EXPECT_EQ(starts[1].aspirations, (std::vector<double>{1.0, 0.0}));
  EXPECT_TRUE(starts[2].aspirations.empty()) << "what is not stated is drawn";
  EXPECT_NEAR(layout.organisations[0].writes, 2.0, 1e-9);
  EXPECT_EQ(layout.organisations[0].cheque[0], 1.0);
  EXPECT_NEAR(layout.organisations[1].writes, 0.5 * Parameters{}.budget.fte_cost, 1e-9);
  EXPECT_EQ(layout.organisations[1].cheque[1], 1.0);
  EXPECT_EQ(layout.organisations[2].writes, 0.0) << "a cheque of nothing is stated too";
  EXPECT_EQ(starts[1].trust[0], 0.25);
  EXPECT_EQ(starts[2].trust[0], 0.6);
  EXPECT_TRUE(starts[0].trust.empty());
  EXPECT_NEAR(layout.organisations[0].expects_of(2), 1.0, 1e-9);
  EXPECT_EQ(scenario.title, "Ours");
}

TEST(OwnTables, take_trust_as_a_matrix) {
  Lines complaints;
  const std::string matrix = "trust;A;B;C\nA;-;0,6;0,4\nB;0,1;;\nC;x;1;x\n";
  const OwnTable table = table_from(with("income", "10"), "p.csv", matrix, "t.csv", complaints);
  ASSERT_EQ(complaints,
            (Lines{"t.csv:4: the trust of 'C' in 'A': expected a number; got 'x' (share, "
                   "also as 50 %, 0 to 1)"}));
  EXPECT_EQ(table.partners[0].trust.at("B"), 0.6);
  EXPECT_EQ(table.partners[1].trust.at("A"), 0.1);
  EXPECT_EQ(table.partners[2].trust.at("B"), 1.0);
  EXPECT_EQ(table.partners[2].trust.count("C"), 0u);
}

TEST(OwnTables, of_the_template_run_in_all_arms_and_arms_differ) {
  for (const std::string& code : Language::codes()) {
    const Language language(code);
    Lines complaints;
    OwnTable table = read(template_in(language), complaints);
    ASSERT_TRUE(complaints.empty()) << complaints.front();
    Scenario scenario = written(table, language);
    EXPECT_EQ(scenario.setting.layout.organisations.size(), 3u);
    EXPECT_EQ(scenario.setting.layout.steps.size(), 2u);
    EXPECT_GE(scenario.setting.initial_values.organisations[0].trust.size(), 3u);
    scenario.replicates = 20;
    std::map<Arm, std::vector<double>> progress;
    run_batch(scenario, 1, [&](const RunResult& result) {
      ASSERT_FALSE(result.failed) << result.message;
      progress[result.run.arm].push_back(result.outcomes.at(0));
    });
    ASSERT_EQ(progress.size(), 3u);
    const auto mean = [&](Arm arm) {
      double sum = 0.0;
      for (const double value : progress[arm]) sum += value;
      return sum / static_cast<double>(progress[arm].size());
    };
    EXPECT_EQ(mean(Arm::nothing), 0.0);
    EXPECT_GT(mean(Arm::together), mean(Arm::alone)) << code;
    EXPECT_GT(mean(Arm::alone), 0.05) << code;
    EXPECT_LT(mean(Arm::together), 0.999) << code << ": not all goals are reached in all runs";
  }
}

TEST(OwnTables, can_be_opened_by_the_page) {
  Lines complaints;
  OwnTable table = read(partners, complaints);
  table.title = "Ours";
  const std::string text = scenario_of(table, "p.csv", Language());
  // As the engine of the page reads it, without files; then what the page saves of it.
  for (const std::string& given :
       {text, demo::saved_text(reading_of(text, "page", {}, {}).scenario)}) {
    const Reading opened = reading_of(given, "page", {}, {});
    ASSERT_TRUE(opened.complaints.empty()) << opened.complaints.front();
    EXPECT_NE(demo::description_of(opened.scenario).find("Club, the"), std::string::npos);
    EXPECT_EQ(opened.scenario.setting.initial_values.organisations[1].trust[0], 0.25);
    EXPECT_NEAR(opened.scenario.setting.layout.organisations[0].expects_of(2), 1.0, 1e-9);
  }
}

TEST(OwnTables, are_written_in_the_language_that_is_asked) {
  Lines complaints;
  OwnTable table = read("naam;inkomsten;mandaat\nA;1000,5;ruim\nB;;beperkt\nC;;geen\n", complaints);
  ASSERT_TRUE(complaints.empty()) << complaints.front();
  table.title = "Onze \"tafel\"";
  const std::string text = scenario_of(table, "p.csv", Language("nl"));
  EXPECT_TRUE(text.starts_with("# Onze \"tafel\"\n")) << text;
  EXPECT_NE(text.find("Gemaakt door samen new uit p.csv, uit: naam, inkomsten, mandaat."),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("\"doel 1\""), std::string::npos);
  const Scenario scenario = scenario_from(text, "ours.toml");
  EXPECT_EQ(scenario.title, "Onze \"tafel\"");
  EXPECT_EQ(scenario.setting.initial_values.organisations[0].income->first, 1000.5);
}

// ---- what is wrong ------------------------------------------------------------------------------

TEST(OwnTables, tell_all_that_is_wrong_at_once) {
  const Lines lines = complaints_about(
      "name;sektor;income;mandate;trust in D\nA;;1.200;brood;\nB;;much;1,5;\nA;;-1;;0,5;9\n");
  const auto says = [&](const std::string& what) {
    return std::ranges::any_of(
        lines, [&](const auto& line) { return line.find(what) != std::string::npos; });
  };
  EXPECT_TRUE(says("p.csv:1: unknown column 'sektor' (did you mean 'sector'?)"));
  EXPECT_TRUE(
      says("p.csv:2: column 'income' of 'A': expected a number without signs between thousands"));
  EXPECT_TRUE(says("p.csv:2: column 'mandate' of 'A': expected a number from 0 to 1, or one of "));
  EXPECT_TRUE(says("got 'brood' (did you mean 'broad'?)"));
  EXPECT_TRUE(says("p.csv:3: column 'income' of 'B': expected a number; got 'much' (k€ a year"));
  EXPECT_TRUE(says("p.csv:3: column 'mandate' of 'B': expected a number from 0 to 1"));
  EXPECT_TRUE(says("p.csv:4: column 'income' of 'A': expected a number from 0 to"));
  EXPECT_TRUE(says("p.csv:4: '9' stands in column 6"));
  EXPECT_TRUE(says("no partner is named 'D'"));
  EXPECT_TRUE(says("two partners are named 'A'"));
  EXPECT_EQ(lines.size(), 9u);
}

TEST(OwnTables, refuse_what_makes_no_table) {
  EXPECT_EQ(complaints_about("").size(), 1u);
  EXPECT_EQ(complaints_about("# only a remark\n").size(), 1u);
  EXPECT_EQ(complaints_about("income\n10\n").size(), 2u) << "no names, no partners";
  EXPECT_EQ(complaints_about("name\nA\nB\n").size(), 1u) << "too few";
  EXPECT_EQ(complaints_about("name;naam\nA;A\nB;B\nC;C\n").size(), 1u) << "one column twice";
  EXPECT_EQ(complaints_about(with("trust in A", "0,5")).size(), 1u) << "trust in itself";
  EXPECT_EQ(complaints_about(with("goal x", "0")).size(), 1u) << "wants nothing";
  EXPECT_EQ(complaints_about(with("income", "1e3")).size(), 1u);
  EXPECT_EQ(complaints_about(with("offer", "caf\xe9")),
            (Lines{"p.csv:2: expected UTF-8, got other bytes: save the file as CSV UTF-8"}));
  EXPECT_TRUE(complaints_about(with("room", "4%")).empty());
}

// What nobody would write is refused or read, never both and never neither.
TEST(OwnTables, survive_spoilt_spreadsheets) {
  std::mt19937 luck(5);
  const std::string letters = ";,\t\n\r\"'#%.-0123456789aé€\\[]{}=\x01";
  int refused = 0, taken = 0;
  for (int n = 0; n < 400; ++n) {
    std::string text = n % 2 == 0 ? partners : template_in(Language("nl"));
    for (int spoil = 0; spoil < 1 + n % 4; ++spoil) {
      const std::size_t at = luck() % text.size();
      if (luck() % 3 == 0)
        text.erase(at, 1 + luck() % 20);
      else
        text.insert(at, 1, letters[luck() % letters.size()]);
    }
    Lines complaints;
    const OwnTable table = read(text, complaints);
    if (!complaints.empty()) {
      ++refused;
      continue;
    }
    try {
      written(table);
      ++taken;
    } catch (const ScenarioError&) {
      ++refused;  // two names with control characters, or such
    }
  }
  EXPECT_GT(refused, 50);
  EXPECT_GT(taken, 50);
}

}  // namespace
}  // namespace samen
