#include "io/claims_reader.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "claim.hpp"
#include "experiment/runner.hpp"
#include "io/results_writer.hpp"

namespace samen {
namespace {

namespace fs = std::filesystem;

class ClaimsFile : public ::testing::Test {
 protected:
  ClaimsFile()
      : folder_(fs::temp_directory_path() /
                ("samen_claims_" +
                 std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()))) {
    fs::create_directories(folder_);
  }
  ~ClaimsFile() override { fs::remove_all(folder_); }

  std::string written(const std::string& text) const {
    const fs::path path = folder_ / "claims.toml";
    std::ofstream(path) << "[claims]\nscenario = \"" SAMEN_SCENARIOS
                           "/hefboom8.toml\"\nmeasure = \"mean_progress\"\nreplicates = 16\n"
                           "[claims.smallest]\nmean_progress = 0.02\n"
                        << text;
    return path;
  }

  std::vector<std::string> complaints(const std::string& text) const {
    const std::string path = written(text);
    try {
      read_claims(path);
    } catch (const ScenarioError& error) {
      std::vector<std::string> lines = error.complaints;
      for (std::string& line : lines)
        if (line.starts_with(path + ":")) line.erase(0, path.size() + 1);
      return lines;
    }
    return {};
  }

  /// The findings of a claims file that was run.
  std::vector<ClaimFinding> findings(const std::string& path,
                                     const std::vector<std::string>& only = {}) const {
    std::vector<ClaimFinding> all;
    for (const ClaimsBatch& batch : read_claims(path, {}, only)) {
      const std::string file = folder_ / (batch.name + ".h5");
      ResultsWriter writer(batch.scenario, file, {"test", 1, ""});
      run_batch(batch.scenario, 0, [&](const RunResult& result) { writer.write(result); });
      writer.finish();
      const Batch results(file);
      for (ClaimFinding& finding : findings_of(results)) all.push_back(std::move(finding));
    }
    return all;
  }

  fs::path folder_;
};

const std::string head = "[[claim]]\nid = \"B25\"\nsource = \"s\"\nsays = \"w\"\n";

TEST_F(ClaimsFile, knows_the_former_names_of_what_is_measured_for_now) {
  const auto batches = read_claims(written(
      "members_left = 0.2\n[[claim]]\nid = \"B01\"\nsource = \"s\"\nsays = \"x\"\nmeasure = "
      "\"members_left\"\nexpect = \"more\"\nfirst = { levers.safety = 1 }\nsecond = { "
      "levers.safety = 0 }\n[[claim]]\nid = \"B02\"\nsource = \"s\"\nsays = \"x\"\nsmallest = "
      "1\nmeasure = \"members\"\nat = \"2018-12\"\nexpect = \"more\"\nfirst = { "
      "levers.safety = 1 }\nsecond = { levers.safety = 0 }\n"));
  std::vector<std::string> measures, notes;
  for (const ClaimsBatch& batch : batches) {
    for (const Claim& claim : batch.claims) measures.push_back(claim.sides[0].measure);
    notes.insert(notes.end(), batch.scenario.notes.begin(), batch.scenario.notes.end());
  }
  std::sort(measures.begin(), measures.end());
  EXPECT_EQ(measures, (std::vector<std::string>{"members", "members_at_table"}));
  EXPECT_EQ(notes.size(), 3u);  // the smallest difference, and a measure of each kind
}

TEST_F(ClaimsFile,
       with_everything_wrong_is_told_so_in_one_go_at_the_places_and_with_nearest_names) {
  const auto lines = complaints(head + R"(expect = "mroe"
first = { levers.pullr = 0 }
second = { levers.puller = 20, measure = "mean_progres" }

[[claim]]
id = "25"
source = "s"
says = "w"
expect = "peak"
low = {}
middle = { at = "2014-01" }
hihg = {}
)");
  const std::vector<std::string> expected{
      "11:1: 'claim.expect' must be 'more', 'less', 'same' or 'peak', got 'mroe' (did you mean "
      "'more'?)",
      "12:11: unknown key 'levers.pullr' (did you mean 'puller'?)",
      "13:28: 'levers.puller' = 20 FTE is outside [0, 10]",
      "13:34: unknown measure 'mean_progres' (did you mean 'mean_progress'?); samen describe "
      "observables lists all",
      "15:1: missing side 'claim.high'",
      "16:1: 'claim.id' must be a row of the documents as B25 or B25-survival, got '25'",
      "21:12: 'mean_progress' is no monthly observable: at, from, to and per do not apply",
      "22:1: unknown key 'claim.hihg' (did you mean 'high'?)"};
  ASSERT_EQ(lines.size(), expected.size()) << ::testing::PrintToString(lines);
  for (std::size_t n = 0; n < lines.size(); ++n)
    EXPECT_EQ(lines[n].substr(lines[n].find(": ")), expected[n].substr(expected[n].find(": ")));
}

TEST_F(ClaimsFile, runs_a_setting_that_several_claims_share_once_and_a_key_left_out_as_it_stands) {
  const auto batches = read_claims(written(head + R"(expect = "more"
first = {}
second = { levers.puller = 0 }

[[claim]]
id = "B18"
source = "s"
says = "w"
expect = "more"
first = { levers.match = 1 }
second = { levers.match = 0 }
)"));
  ASSERT_EQ(batches.size(), 1U);
  const Scenario& scenario = batches[0].scenario;
  EXPECT_EQ(scenario.design.points(), 3) << "as it stands, no puller, no match";
  EXPECT_EQ(scenario.design.setting(1).parameters.levers.puller, 0.0);
  EXPECT_EQ(scenario.design.setting(1).parameters.levers.match, 1.0);
  EXPECT_EQ(batches[0].claims[1].sides[0].point, batches[0].claims[0].sides[0].point);
}

TEST_F(ClaimsFile, gives_what_comparing_the_runs_by_hand_gives) {
  const auto found = findings(written(head + R"(expect = "more"
first = {}
second = { levers.puller = 0, levers.seed_money = 0 }
)"));
  const auto outcomes_with = [](const std::vector<std::string>& settings) {
    Scenario scenario =
        read_scenario(SAMEN_SCENARIOS "/hefboom8.toml", {.settings = settings, .replicates = 16});
    scenario.arms = {Arm::together};
    std::vector<double> all;
    run_batch(scenario, 0, [&](const RunResult& result) { all.push_back(result.outcomes[0]); });
    return all;
  };
  ASSERT_EQ(outcomes[0].name, "mean_progress");
  const auto first = outcomes_with({}),
             second = outcomes_with({"levers.puller=0", "levers.seed_money=0"});
  ASSERT_EQ(found.size(), 1U);
  ASSERT_EQ(found[0].differences[0].size(), 16U);
  for (std::size_t n = 0; n < 16; ++n)
    EXPECT_EQ(found[0].differences[0][n], first[n] - second[n]) << "pair " << n;
}

TEST_F(ClaimsFile, measures_months_shares_and_quotients_of_observables) {
  const auto found = findings(written(head + R"(expect = "more"
measure = "table_operating_month"
smallest = 0.01
first = { by = "2025-12" }
second = { by = "2013-07" }

[[claim]]
id = "B26"
source = "s"
says = "w"
expect = "same"
smallest = 0.1
measure = "delivered"
per = "delivered"
from = "2020-01"
to = "2020-12"
first = { times = 3 }
than = 3
)"));
  ASSERT_EQ(found.size(), 2U);
  for (const double value : found[0].differences[0]) EXPECT_TRUE(value == 0.0 || value == 1.0);
  EXPECT_GT(found[0].effect.mean, 0.5) << "nearly all tables get to work, none in the first month";
  ASSERT_FALSE(found[1].differences[0].empty());
  for (const double value : found[1].differences[0]) EXPECT_EQ(value, 0.0);
}

TEST_F(ClaimsFile, lets_settings_of_the_user_hold_for_all_claims_but_where_a_claim_states_its_own) {
  const auto batches =
      read_claims(written(head + "expect = \"more\"\nfirst = {}\nsecond = { levers.puller = 0 }\n"),
                  {.settings = {"levers.puller=0.3", "trust.gain=0.5"}});
  const Scenario& scenario = batches.at(0).scenario;
  EXPECT_EQ(scenario.design.setting(0).parameters.levers.puller, 0.3);
  EXPECT_EQ(scenario.design.setting(1).parameters.levers.puller, 0.0);
  EXPECT_EQ(scenario.design.setting(1).parameters.trust.gain, 0.5);
}

}  // namespace
}  // namespace samen
