// Ensembles: what a file of one may say, and what running a scenario under one does.
#include "scenario/ensemble.hpp"

#include <gtest/gtest.h>

#include "analysis/results/batch.hpp"
#include "experiment/runner.hpp"
#include "io/ensemble_file.hpp"
#include "io/file_kind.hpp"
#include "io/results_writer.hpp"
#include "io/scenario_reader.hpp"
#include "scenario/refusing.hpp"
#include "small_scenario.hpp"

namespace samen {
namespace {

using Lines = std::vector<std::string>;

const std::string two_sets = R"([ensemble]
title = "two"
central = "b"
[[set]]
name = "a"
holds = 12.5
values = { "trust.gain" = 0.05, "trust.loss" = 0.3 }
[[set]]
name = "b"
[set.values]
trust.gain = 0.1
trust.loss = 0.2
)";

const std::string sound = small_scenario(R"(arms = ["alone", "together"]
replicates = 3
record = ["summary"]
)");

class UnderAnEnsemble : public Refusing {
 protected:
  Scenario with(const std::string& more = "", Overrides overrides = {}) {
    overrides.ensemble = file("two.toml", two_sets);
    return read_scenario(file("case.toml", sound + more), overrides);
  }
  Lines complaints(const std::string& more) {
    return complaints_when([&] { with(more); });
  }
  Lines complaints_of_ensemble(const std::string& text) {
    return complaints_when([&] { read_ensemble_file(file("own.toml", text)); });
  }
};

Lines labels(const Scenario& scenario) {
  Lines all;
  for (int point = 0; point < scenario.design.points(); ++point)
    all.push_back(scenario.design.label(point));
  return all;
}

/// What the runs of a point were, arm by arm and replicate by replicate.
std::vector<std::uint64_t> hashes_at(const Scenario& scenario, int point) {
  std::vector<std::uint64_t> all;
  run_batch(scenario, 1, [&](const RunResult& result) {
    if (result.run.point == point) all.push_back(result.trajectory_hash);
  });
  return all;
}

TEST_F(UnderAnEnsemble, each_set_is_a_point_of_its_name) {
  const Scenario scenario = with();
  EXPECT_EQ(labels(scenario), (Lines{"a", "b"}));
  EXPECT_EQ(scenario.design.ensemble.central, "b");
  EXPECT_EQ(scenario.design.setting(0).setting.parameters.trust.gain, 0.05);
  EXPECT_EQ(scenario.design.setting(1).setting.parameters.trust.gain, 0.1);
}

TEST_F(UnderAnEnsemble, the_runs_of_a_set_are_those_with_its_parameters_bit_for_bit) {
  const Scenario under = with();
  const Scenario alone =
      read_scenario(path("case.toml"), {.settings = {"trust.gain=0.05", "trust.loss=0.3"}});
  const auto hashes = hashes_at(under, 0);
  ASSERT_EQ(hashes.size(), 6u);
  EXPECT_EQ(hashes, hashes_at(alone, 0));
  EXPECT_NE(hashes, hashes_at(under, 1));
}

TEST_F(UnderAnEnsemble, points_of_a_list_and_of_a_grid_stand_under_every_set) {
  const Scenario list = with(
      "[design]\nkind = \"list\"\n[[design.point]]\nname = \"low\"\nlevers.puller = 0\n"
      "[[design.point]]\nname = \"high\"\nlevers.puller = 1\n");
  EXPECT_EQ(labels(list), (Lines{"a: low", "a: high", "b: low", "b: high"}));
  EXPECT_EQ(list.design.ensemble.points, (Lines{"low", "high"}));
  EXPECT_EQ(list.design.setting(3).setting.parameters.trust.loss, 0.2);
  EXPECT_EQ(list.design.setting(3).setting.layout.tables.at(0).levers.puller, 1.0);
  EXPECT_EQ(list.design.setting(2).setting.layout.tables.at(0).levers.puller, 0.0);
  const Scenario grid = with(
      "[design]\nkind = \"grid\"\n[design.factors]\nlevers.puller = [0, 0.5, 1]\n"
      "levers.match = [0, 2]\n");
  EXPECT_EQ(grid.design.points(), 12);
  EXPECT_EQ(grid.design.setting(6 + 3).setting.layout.tables.at(0).levers.puller, 0.5);
  EXPECT_EQ(grid.design.setting(6 + 3).setting.layout.tables.at(0).levers.match, 2.0);
}

TEST_F(UnderAnEnsemble, the_sets_alone_may_take_the_place_of_a_design) {
  const std::string own =
      "[design]\nkind = \"list\"\n[[design.point]]\nname = \"low\"\nlevers.puller = 0\n"
      "[[design.point]]\nname = \"high\"\nlevers.puller = 1\n";
  EXPECT_EQ(labels(with(own, {.design = DesignPart::ensemble})), (Lines{"a", "b"}));
  EXPECT_EQ(labels(with(own)).size(), 4u);
}

TEST_F(UnderAnEnsemble, a_sample_is_refused_with_a_reason) {
  const auto lines =
      complaints("[design]\nkind = \"lhs\"\nsize = 4\n[design.factors]\nlevers.puller = [0, 1]\n");
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_NE(lines[0].find("case.toml:15:1: an ensemble runs under every point of a list or a grid"),
            std::string::npos)
      << lines[0];
}

TEST_F(UnderAnEnsemble, what_is_set_for_all_runs_stands_above_the_sets) {
  const Scenario scenario = with("", {.settings = {"trust.gain=0.07"}});
  for (const int point : {0, 1})
    EXPECT_EQ(scenario.design.setting(point).setting.parameters.trust.gain, 0.07);
  EXPECT_EQ(scenario.design.setting(0).setting.parameters.trust.loss, 0.3);
}

TEST_F(UnderAnEnsemble, a_scenario_may_ask_for_it_itself) {
  file("two.toml", two_sets);
  const auto asked = [&](const std::string& value) {
    return read_scenario(file("case.toml", sound + "ensemble = " + value + "\n"));
  };
  EXPECT_EQ(labels(asked("\"two.toml\"")), (Lines{"a", "b"}));
  EXPECT_EQ(asked("false").design.points(), 1);
  EXPECT_THROW(asked("3"), ScenarioError);
  EXPECT_THROW(asked("\"none.toml\""), ScenarioError);
}

TEST_F(UnderAnEnsemble, the_resolved_scenario_reads_back_as_the_same) {
  const Scenario scenario = with(
      "[design]\nkind = \"list\"\n[[design.point]]\nname = \"low\"\nlevers.puller = 0\n"
      "[[design.point]]\nname = \"high\"\nlevers.puller = 1\n");
  const Scenario again = scenario_from(scenario.resolved, "resolved");
  EXPECT_EQ(again.resolved, scenario.resolved);
  EXPECT_EQ(labels(again), labels(scenario));
  EXPECT_EQ(again.design.ensemble.sets, (Lines{"a", "b"}));
  EXPECT_EQ(hashes_at(again, 2), hashes_at(scenario, 2));
}

TEST_F(UnderAnEnsemble, the_result_file_says_whose_sets_its_points_are) {
  const Scenario scenario = with();
  const std::string results = path("case.h5");
  ResultsWriter writer(scenario, results, {"samen run", 1, "as compiled"});
  run_batch(scenario, 1, [&](const RunResult& result) { writer.write(result); });
  writer.finish();
  const analysis::Batch batch(results);
  ASSERT_TRUE(batch.ensemble());
  EXPECT_EQ(batch.ensemble()->title, "two");
  EXPECT_EQ(batch.ensemble()->sets, (Lines{"a", "b"}));
  EXPECT_EQ(batch.representative_point(), 1) << "the central set";
  EXPECT_TRUE(batch.varies_nothing());
}

TEST_F(UnderAnEnsemble, a_file_is_told_from_others_and_read_whole) {
  EXPECT_EQ(kind_of_file(file("two.toml", two_sets)), FileKind::ensemble);
  const Ensemble read = read_ensemble_file(path("two.toml"));
  ASSERT_EQ(read.sets.size(), 2u);
  EXPECT_EQ(read.sets[0].holds, 12.5);
  EXPECT_EQ(read.sets[1].values["trust.gain"].value<double>(), 0.1);
}

TEST_F(UnderAnEnsemble, all_that_is_wrong_with_a_file_is_said_at_once) {
  const auto lines = complaints_of_ensemble(R"([ensemble]
central = "c"
[[set]]
name = "a"
values = { "trust.gian" = 0.05, "trust.loss" = 3 }
[[set]]
name = "a"
values = { "trust.loss" = 0.2, "levers.match" = 1 }
hold = 3
)");
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  for (const char* const said :
       {"missing key 'ensemble.title'", "no set is named 'c'", "did you mean 'trust.gain'?",
        "'trust.loss' = 3 1/month is outside [0, 1]", "two sets are named 'a'",
        "'levers.match' is no common parameter", "set 'a' lacks 'trust.gian'",
        "'levers.match' of set 'a' is not in the first", "unknown key 'set.hold'"})
    EXPECT_NE(all.find(said), std::string::npos) << said << " is not in\n" << all;
  EXPECT_EQ(complaints_of_ensemble("[ensemble]\ntitle = \"x\"\ncentral = \"a\"\n").size(), 1u);
}

}  // namespace
}  // namespace samen
