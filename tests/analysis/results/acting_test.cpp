// Factors that never act are named as such: by the points of a design that differ in one factor
// alone, otherwise by what samen run tried.
#include "analysis/results/acting.hpp"

#include <gtest/gtest.h>

#include "analysis/output/inert_rows.hpp"
#include "analysis/output/table.hpp"
#include "analysis/statistics/claim.hpp"
#include "experiment/acting.hpp"
#include "folder.hpp"
#include "io/claims_reader.hpp"
#include "io/results_writer.hpp"
#include "io/scenario_reader.hpp"
#include "small_scenario.hpp"

namespace samen::analysis::acting_test {
namespace {

// No team is temporary, so what its members carry over never acts.
const std::string base = small_scenario(R"(arms = ["alone", "together"]
replicates = 2
record = ["summary"]
)");

class Factors : public InFolder {
 protected:
  Scenario designed(const std::string& design) const {
    return read_scenario(file("case.toml", base + "[design]\n" + design));
  }

  std::string run(const Scenario& scenario) const {
    const std::string path = folder_ / "runs.h5";
    ResultsWriter writer(scenario, path, {"test", 1, ""});
    run_batch(scenario, 0, [&](const RunResult& result) { writer.write(result); });
    writer.finish();
    return path;
  }
};

const std::string two = "[design.factors]\nlevers.puller = [0, 2]\nlevers.carry_over = [0, 1]\n";

TEST_F(Factors, of_designs_whose_points_differ_in_one_alone_are_told_by_their_runs) {
  for (const char* design :
       {"kind = \"grid\"\n", "kind = \"saltelli\"\nsize = 4\n", "kind = \"morris\"\nsize = 4\n"}) {
    const Batch batch(run(designed(design + two)));
    EXPECT_EQ(acting_factors(batch), (std::vector{true, false})) << design;
    EXPECT_FALSE(acts(batch, 1));
    EXPECT_EQ(about_inert_factors(batch),
              "levers.carry_over never acts here: its values change no bit of any run that was "
              "compared");
  }
}

TEST_F(Factors, of_designs_whose_points_differ_in_all_are_tried_and_the_file_keeps_it) {
  for (const char* design : {"kind = \"lhs\"\nsize = 5\n", "kind = \"sobol\"\nsize = 4\n"}) {
    Scenario scenario = designed(design + two);
    EXPECT_TRUE(acts(Batch(run(scenario)), 1)) << "nothing tells, and nothing is claimed";
    scenario.design.acting = tried_factors(scenario, 2);
    EXPECT_EQ(scenario.design.acting, (std::vector{Acting::somewhere, Acting::nowhere}));
    EXPECT_EQ(tried_factors(scenario, 1), scenario.design.acting);
    EXPECT_EQ(acting_factors(Batch(run(scenario))), (std::vector{true, false})) << design;
  }
}

TEST_F(Factors, of_a_list_are_tried_one_by_one) {
  Scenario scenario = designed(
      "kind = \"list\"\n[[design.point]]\nlevers.puller = 0\nlevers.carry_over = 0\n"
      "levers.rule = \"quorum\"\n[[design.point]]\nlevers.puller = 2\nlevers.carry_over = 1\n"
      "levers.rule = \"unanimity\"\n");
  scenario.design.acting = tried_factors(scenario, 2);
  ASSERT_EQ(scenario.design.acting.size(), 3u);
  EXPECT_EQ(scenario.design.acting[0], Acting::somewhere);
  EXPECT_EQ(scenario.design.acting[1], Acting::nowhere);
}

TEST_F(Factors, of_a_list_that_act_at_its_last_point_alone_act) {
  // A ceiling acts where there is a match; so many other values that not all fit the budget.
  std::string list = "kind = \"list\"\n";
  for (int point = 0; point < 6; ++point) {
    const std::string n = std::to_string(point);
    list += "[[design.point]]\nlevers.match = " + std::string(point < 5 ? "0" : "1") +
            "\nlevers.match_cap = 0.2" + n + "\nlevers.puller = 0.1" + n + "\nlevers.method = 0.1" +
            n + "\nlevers.informal = 0.1" + n + "\nlevers.safety = 0.1" + n + "\n";
  }
  Scenario scenario = designed(list);
  scenario.replicates = 32;
  scenario.design.acting = tried_factors(scenario, 2);
  EXPECT_EQ(scenario.design.acting[1], Acting::somewhere);
}

TEST_F(Factors, that_have_one_value_at_all_points_are_not_tried) {
  Scenario scenario = designed(
      "kind = \"list\"\n[[design.point]]\nlevers.puller = 1\nlevers.rule = \"quorum\"\n"
      "[[design.point]]\nlevers.puller = 1.0\nlevers.rule = \"unanimity\"\n");
  scenario.design.acting = tried_factors(scenario, 2);
  EXPECT_EQ(scenario.design.acting[0], Acting::untold) << "it is the same everywhere";
  EXPECT_TRUE(acts(Batch(run(scenario)), 0));
}

TEST_F(Factors, that_never_act_have_no_interval_in_a_table) {
  const Batch batch(run(designed("kind = \"grid\"\n" + two)));
  const Estimated some{{0.3, Interval{0.1, 0.5}, 12}, 2};
  std::vector<Table> tables{{"effects",
                             "",
                             {{"factor", ""}, {"low", ""}, {"difference", ""}, {"p", ""}},
                             {{"levers.puller", some, some, PValue{0.01}},
                              {"levers.carry_over", some, some, PValue{0.01}}},
                             {}}};
  name_inert(batch, tables);
  EXPECT_TRUE(tables[0].rows[0][2].estimate().interval.has_value());
  EXPECT_EQ(tables[0].rows[0][3].estimate().mean, 0.01);
  EXPECT_TRUE(tables[0].rows[1][1].estimate().interval.has_value()) << "a mean, no effect";
  EXPECT_EQ(tables[0].rows[1][2].words(), "never acts here");
  EXPECT_EQ(tables[0].rows[1][2].estimate().mean, 0.0);
  EXPECT_FALSE(tables[0].rows[1][2].estimate().interval.has_value());
  EXPECT_EQ(tables[0].rows[1][3].estimate().mean, 1.0);
}

TEST_F(Factors, that_act_in_one_corner_alone_act) {
  // A ceiling of the match without a match is nothing.
  const Batch batch(run(designed(
      "kind = \"grid\"\n[design.factors]\nlevers.match = [0, 2]\nlevers.match_cap = [0, 50]\n")));
  EXPECT_EQ(acting_factors(batch), (std::vector{true, true}));
}

TEST_F(Factors, of_a_claim_that_never_act_make_no_verdict_and_no_interval) {
  file("base.toml", base + "[levers]\npuller = 1\n");
  const std::string claims = R"([claims]
scenario = "base.toml"
measure = "mean_progress"
replicates = 6
[claims.smallest]
mean_progress = 0.02
[[claim]]
id = "B25"
source = "s"
says = "w"
expect = "more"
first = { levers.carry_over = 0 }
second = { levers.carry_over = 1 }
[[claim]]
id = "B26"
source = "s"
says = "w"
expect = "more"
first = { table.round.puller = 1 }
second = { "table.round.puller" = 0 }
[[claim]]
id = "B27"
source = "s"
says = "w"
expect = "same"
first = { at = "2015-01", measure = "progress" }
second = { at = "2015-02", measure = "progress" }
smallest = 0.1
)";
  std::map<std::string, ClaimFinding> found;
  for (const ClaimsBatch& batch : read_claims(file("claims.toml", claims)))
    for (ClaimFinding& finding : findings_of(Batch(run(batch.scenario))))
      found[finding.id] = std::move(finding);
  EXPECT_TRUE(found["B25"].never_acts);
  EXPECT_FALSE(found["B25"].effect.interval.has_value());
  EXPECT_FALSE(found["B26"].never_acts) << "the table's own lever";
  EXPECT_TRUE(found["B26"].effect.interval.has_value());
  EXPECT_FALSE(found["B27"].never_acts) << "two months of the same runs";
}

TEST_F(Factors, that_a_table_states_itself_are_refused_in_a_claim) {
  std::string own = base;
  own.insert(own.find("[calendar]"), "puller = 1\n");
  file("base.toml", own);
  const std::string path = file("claims.toml", R"([claims]
scenario = "base.toml"
measure = "mean_progress"
[claims.smallest]
mean_progress = 0.02
[[claim]]
id = "B25"
source = "s"
says = "w"
expect = "more"
first = { levers.puller = 1 }
second = {}
)");
  try {
    read_claims(path);
    FAIL() << "taken as it is";
  } catch (const ScenarioError& error) {
    EXPECT_EQ(error.complaints,
              (std::vector<std::string>{
                  path + ":11:27: 'levers.puller' acts nowhere: the only table states "
                         "its own; table.\"round\".puller acts"}));
  }
}

}  // namespace
}  // namespace samen::analysis::acting_test
