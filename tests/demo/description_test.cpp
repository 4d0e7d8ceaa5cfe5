// What the page is told of a scenario, and what the page saves of it.
#include "demo/description.hpp"

#include <cmath>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "experiment/runner.hpp"
#include "io/scenario_reader.hpp"

namespace samen::demo {
namespace {

const std::string scenarios = SAMEN_SCENARIOS;

nlohmann::json told(const Scenario& scenario) {
  return nlohmann::json::parse(description_of(scenario));
}

std::vector<std::uint64_t> hashes_of(Scenario scenario) {
  scenario.replicates = 1;
  scenario.design = {};
  std::vector<std::uint64_t> hashes;
  run_batch(scenario, 1, [&](const RunResult& result) {
    EXPECT_FALSE(result.failed) << result.message;
    hashes.push_back(result.trajectory_hash);
  });
  return hashes;
}

/// A goal, organisations and a table that each state a value of their own.
const std::string own = R"([[goal]]
name = "first"
work = 30.0
[[organisation]]
name = "club"
number = 3
white_space = 0.1
[[table]]
name = "round"
puller = 0.25
)";

TEST(SavedText, is_a_file_of_its_own_with_the_same_runs) {
  for (const char* name : {"hefboom8", "maurice4", "flanders", "simple_problem", "part_up"}) {
    const Scenario scenario = read_scenario(scenarios + "/" + name + ".toml");
    const std::string text = saved_text(scenario);
    EXPECT_EQ(text.find("include"), std::string::npos);
    EXPECT_EQ(hashes_of(scenario_from(text, "saved")), hashes_of(scenario)) << name;
  }
}

TEST(SavedText, has_no_more_digits_than_a_number_needs_and_no_defaults) {
  const std::string text = saved_text(scenario_from(own, "own", {.settings = {"trust.loss=0.3"}}));
  EXPECT_NE(text.find("\n[trust]\nloss = 0.3\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("gain"), std::string::npos) << text;
}

TEST(Description, shows_the_three_worlds_of_a_teacher_and_only_together_where_it_is_asked_for) {
  const auto worlds = [](const std::string& arms) {
    return told(scenario_from(own + "[run]\narms = " + arms + "\n", "own"))["arms"].dump();
  };
  const std::string three = R"(["nothing","alone","together"])";
  EXPECT_EQ(told(scenario_from(own, "own"))["arms"].dump(), three);
  EXPECT_EQ(worlds(R"(["alone", "together"])"), three) << "the page compares with doing nothing";
  EXPECT_EQ(worlds(R"(["only_together", "alone"])"),
            R"(["nothing","alone","together","only_together"])");
}

TEST(Description, tells_why_expectations_came_out_as_they_did) {
  const std::string scenario =
      own +
      "[[scenario.expected]]\nsays = \"together wins\"\nfirst = { arm = \"together\" }\n"
      "second = { arm = \"alone\" }\ndirection = \"more\"\n"
      "[scenario.expected.why]\ncame_out = \"not as expected\"\nsays = \"no match\"\n"
      "with = [\"levers.match=2\"]\n";
  const auto reasons = told(scenario_from(scenario, "own"))["reasons"];
  ASSERT_EQ(reasons.size(), 1u);
  EXPECT_EQ(reasons[0]["says"], "together wins");
  EXPECT_EQ(reasons[0]["came_out"], "not as expected");
  EXPECT_EQ(reasons[0]["why"], "no match");
  EXPECT_EQ(reasons[0]["found"], false);
  EXPECT_TRUE(told(scenario_from(own, "own"))["reasons"].empty());
}

TEST(Description, sets_what_every_entry_states_at_the_entries) {
  const auto values = told(scenario_from(own, "own"))["values"];
  EXPECT_EQ(values["levers.puller"]["value"], 0.25);
  EXPECT_EQ(values["levers.puller"]["keys"], nlohmann::json{"table.\"round\".puller"});
  EXPECT_EQ(values["goals.work"]["value"], 30.0);
  EXPECT_EQ(values["goals.work"]["keys"], nlohmann::json{"goal.\"first\".work"});
  EXPECT_FALSE(values["levers.match"].contains("keys"));
  EXPECT_FALSE(values.contains("initial.white_space")) << "every organisation states its own";
}

/// The settings that state once more what a scenario states, for all controls at once.
std::vector<std::string> settings_again(const nlohmann::json& description) {
  std::vector<std::string> settings;
  for (const auto& row : control_rows()) {
    const std::string name = row["name"];
    if (!description["values"].contains(name)) continue;
    const auto& value = description["values"][name];
    const auto& choices = row["choices"];
    const double number = value["value"];  // as a page writes it: 24, not 24.0
    const bool whole = number == std::floor(number);
    const std::string text = !choices.empty() ? choices[static_cast<std::size_t>(number)].dump()
                             : whole          ? std::to_string(static_cast<long long>(number))
                                              : value["value"].dump();
    for (const auto& key : value.value("keys", nlohmann::json{name}))
      settings.push_back(key.get<std::string>() + "=" + text);
  }
  return settings;
}

TEST(Description, controls_are_set_by_the_keys_it_says) {
  for (const char* name : {"hefboom8", "transition9", "grid", "insufficient_forms"}) {
    const std::string path = scenarios + "/" + name + ".toml";
    const Scenario scenario = read_scenario(path);
    Overrides again{.settings = settings_again(told(scenario)), .design = DesignPart::left_out};
    EXPECT_GT(again.settings.size(), 200u);
    EXPECT_EQ(hashes_of(read_scenario(path, again)), hashes_of(scenario)) << name;
  }
  const Scenario scenario = scenario_from(own, "own");
  EXPECT_EQ(hashes_of(scenario_from(own, "own", {.settings = settings_again(told(scenario))})),
            hashes_of(scenario));
}

TEST(Description, has_what_points_vary_of_steps_and_changes_as_controls) {
  const auto exercise = told(read_scenario(scenarios + "/exercise.toml"));
  const auto& values = exercise["values"];
  EXPECT_EQ(values["step.\"cheques\".kind"]["value"], 5) << "a cheque";
  EXPECT_EQ(values["step.\"cheques\".month"]["value"], 4) << "November, from July on";
  EXPECT_EQ(values["step.\"statement\".method"]["value"], 0.9);
  EXPECT_FALSE(values.contains("step.\"cheques\".method")) << "it states none";
  ASSERT_EQ(exercise["variants"].size(), 7u);
  const auto& agenda = exercise["variants"][0]["values"];
  EXPECT_EQ(agenda["step.\"cheques\".kind"], 0);
  EXPECT_FALSE(agenda.contains("step.\"cheques\".month")) << "as the scenario states it";
  EXPECT_EQ(exercise["variants"][3]["values"]["step.\"looking back\".month"], 3);

  const auto euros = told(read_scenario(scenarios + "/public_euro.toml"));
  EXPECT_EQ(euros["values"]["change.\"the call\".method"]["value"], 0.6);
  ASSERT_EQ(euros["variants"].size(), 7u);
  EXPECT_EQ(euros["variants"][4]["values"]["change.\"the deal\".deal"], 1.0);
}

TEST(Description, a_funder_can_be_named_and_taken_back) {
  const std::string key = told(scenario_from(own, "own"))["values"]["table.funder"]["keys"][0];
  EXPECT_EQ(key, "table.\"round\".funder");
  const auto funder = [&](const std::string& name) {
    return scenario_from(own + "funder = \"club 2\"\n", "own", {.settings = {key + "=" + name}})
        .setting.layout.tables[0]
        .funder;
  };
  EXPECT_EQ(funder("\"club 3\""), 2);
  EXPECT_EQ(funder("\"\""), -1);
}

TEST(Description, points_are_values_of_controls) {
  const auto description = told(scenario_from(own + "[design]\nkind = \"grid\"\n[design.factors]\n"
                                                    "levers.rule = [\"consent\", \"unanimity\"]\n"
                                                    "levers.match = [0, 0.5]\n",
                                              "own"));
  ASSERT_EQ(description["variants"].size(), 4u);
  EXPECT_EQ(description["variants"][3]["values"]["levers.match"], 0.5);
  EXPECT_EQ(description["factors"], (nlohmann::json{"levers.rule", "levers.match"}));
}

TEST(Description, tells_how_a_case_is_staged_and_saves_it) {
  const std::string staged = own + "[scenario.stage]\nmonth = \"2014-01\"\nunit = \"nurses\"\n";
  const Scenario scenario = scenario_from(staged, "own");
  EXPECT_EQ(told(scenario)["stage"], (nlohmann::json{{"month", 6}, {"unit", "nurses"}}));
  EXPECT_EQ(told(scenario_from(saved_text(scenario), "saved"))["stage"], told(scenario)["stage"]);
  EXPECT_TRUE(told(scenario_from(own, "own"))["stage"].empty());
}

TEST(Description, tells_what_a_case_calls_its_levers_and_saves_it) {
  const Scenario scenario = scenario_from(
      own + "[scenario.words]\nlevers.puller = \"go-between\"\ngoals.work = { nl = \"klus\" }\n",
      "own");
  EXPECT_EQ(told(scenario)["words"],
            (nlohmann::json{{"levers.puller", "go-between"}, {"goals.work", {{"nl", "klus"}}}}));
  EXPECT_EQ(told(scenario_from(saved_text(scenario), "saved"))["words"], told(scenario)["words"]);
}

}  // namespace
}  // namespace samen::demo
