// What is told in Dutch is Dutch: every name and sentence that a scenario of ours states.
#include "analysis/results/names.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "io/scenario_reader.hpp"
#include "model/observables.hpp"

namespace samen::analysis {
namespace {

namespace fs = std::filesystem;

/// The scenarios that can be run, in the order of their names; files of claims, parameters and
/// calibration are none.
std::vector<fs::path> shipped() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(SAMEN_SCENARIOS)) {
    const std::string name = entry.path().filename();
    if (entry.path().extension() == ".toml" && name != "claims.toml" && name != "calibrated.toml" &&
        name != "calibration.toml")
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::set<std::string> texts_of(const Scenario& scenario) {
  const Layout& layout = scenario.setting.layout;
  std::set<std::string> texts{scenario.title, scenario.question, scenario.expect};
  for (const Goal& goal : layout.goals) texts.insert(goal.name);
  for (const TableLayout& table : layout.tables) texts.insert(table.name);
  for (const OrganisationLayout& owner : layout.organisations) {
    texts.insert(owner.name);
    texts.insert(owner.kind);
  }
  texts.insert(scenario.design.labels.begin(), scenario.design.labels.end());
  if (!scenario.expected.empty())
    for (const auto& entry : nlohmann::json::parse(scenario.expected))
      texts.insert(entry.at("says").get<std::string>());
  texts.erase("");
  return texts;
}

TEST(DutchNames, are_there_for_all_that_our_scenarios_state) {
  ASSERT_GT(shipped().size(), 40u);
  for (const fs::path& file : shipped())
    for (const std::string& text : texts_of(read_scenario(file.string())))
      EXPECT_TRUE(has_dutch_name(text)) << fs::relative(file, SAMEN_SCENARIOS).string() << ": \""
                                        << text << "\" has no entry in sim/words/dutch_names.json";
}

TEST(DutchNames, are_there_for_the_sources_of_scenarios_and_debates) {
  for (const fs::path& file : shipped()) {
    const std::string room = file.parent_path().filename();
    if (room == "validation" || room == "claims") continue;
    for (const std::string& source : read_scenario(file.string()).sources)
      EXPECT_TRUE(has_dutch_name(source)) << file.filename() << ": \"" << source << '"';
  }
}

TEST(DutchNames, are_those_of_the_goal_and_the_table_where_each_table_has_goals_of_its_own) {
  EXPECT_EQ(name_in(Language::dutch, "a second life for textiles (goals of association 4)"),
            name_in(Language::dutch, "a second life for textiles") + " (doelen van vereniging 4)");
}

TEST(DutchNames, keep_the_number_of_one_of_many_and_do_without_line_breaks) {
  EXPECT_EQ(name_in(Language::dutch, "association"), "vereniging");
  EXPECT_EQ(name_in(Language::dutch, "association 12"), "vereniging 12");
  EXPECT_EQ(name_in(Language::english, "association 12"), "association 12");
  EXPECT_EQ(name_in(Language::dutch, "an unknown name 12"), "an unknown name 12");
  EXPECT_EQ(name_in(Language::dutch, "12"), "12");
  EXPECT_EQ(name_in(Language::dutch,
                    "Every form should fall short.\nHow far each does is what the "
                    "report does not say."),
            name_in(Language::dutch,
                    "Every form should fall short. How far each does is what the "
                    "report does not say."));
  EXPECT_TRUE(name_in(Language::dutch,
                      "Every form should fall short.\nHow far each does is what "
                      "the report does not say.")
                  .starts_with("Elke vorm"));
}

TEST(DutchNames, are_there_for_every_outcome_and_arm) {
  for (const Outcome& outcome : outcomes)
    EXPECT_NE(measure_in(Language::dutch, std::string(outcome.name)),
              measure_in(Language::english, std::string(outcome.name)))
        << outcome.name;
  for (const std::string_view arm : arm_names)
    EXPECT_NE(arm_in(Language::dutch, std::string(arm)), arm) << arm;
}

}  // namespace
}  // namespace samen::analysis
