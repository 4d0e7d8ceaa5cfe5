#include "io/claims_reader.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include <gtest/gtest.h>

#include "analysis/statistics/claim.hpp"
#include "experiment/runner.hpp"
#include "folder.hpp"
#include "io/coefficient.hpp"
#include "io/results_writer.hpp"

namespace samen::analysis::claims_test {
namespace {

namespace fs = std::filesystem;

class ClaimsFile : public InFolder {
 protected:
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
  std::vector<ClaimFinding> findings(const std::string& path, bool remains = true) const {
    std::vector<ClaimFinding> all;
    for (const ClaimsBatch& batch : read_claims(path, {}, {}, remains)) {
      const std::string file = folder_ / (batch.name + ".h5");
      ResultsWriter writer(batch.scenario, file, {"test", 1, ""});
      run_batch(batch.scenario, 0, [&](const RunResult& result) { writer.write(result); });
      writer.finish();
      const Batch results(file);
      for (ClaimFinding& finding : findings_of(results)) all.push_back(std::move(finding));
    }
    return all;
  }
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

TEST_F(ClaimsFile, refuses_an_arm_by_its_former_name) {
  const auto lines = complaints(head +
                                "expect = \"more\"\nfirst = { arm = \"choice\" }\n"
                                "second = { arm = \"alone\" }\n");
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_NE(lines[0].find("the arm 'choice' is called 'together' now, and what was 'together' (own "
                          "work forbidden) is 'only_together'"),
            std::string::npos)
      << lines[0];
}

TEST_F(ClaimsFile,
       with_everything_wrong_is_told_so_in_one_go_at_the_places_and_with_nearest_names) {
  const auto lines = complaints(head + R"(expect = "mroe"
first = { levers.pullr = 0 }
second = { levers.puller = 20, measure = "mean_progres" }

[[claim]]
id = "2,5"
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
      "16:1: 'claim.id' must be a name without blanks and commas, as B25, B25-survival or mine, "
      "got "
      "'2,5'",
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
  EXPECT_EQ(setting_at(scenario.design, 1).parameters.levers.puller, 0.0);
  EXPECT_EQ(setting_at(scenario.design, 1).parameters.levers.match, 1.0);
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
  EXPECT_EQ(setting_at(scenario.design, 0).parameters.levers.puller, 0.3);
  EXPECT_EQ(setting_at(scenario.design, 1).parameters.levers.puller, 0.0);
  EXPECT_EQ(setting_at(scenario.design, 1).parameters.trust.gain, 0.5);
}

TEST_F(ClaimsFile, takes_names_of_ones_own_and_further_rows) {
  const std::string path = written(R"([[claim]]
id = "our-puller"
rows = ["K1", "B25"]
source = "s"
says = "w"
expect = "more"
first = {}
second = { levers.puller = 0 }
)");
  EXPECT_EQ(read_claims(path).at(0).claims.at(0).rows,
            (std::vector<std::string>{"our-puller", "K1", "B25"}));
  EXPECT_EQ(read_claims(path, {}, {"K1"}).at(0).claims.at(0).id, "our-puller");
}

TEST_F(ClaimsFile, refuses_two_claims_that_are_one_comparison_and_names_both) {
  const std::string twin = R"(expect = "more"
first = { name = "a puller" }
second = { levers.puller = 0 }

[[claim]]
id = "D25-backbone"
source = "s"
says = "other words"
expect = "less"
first = { name = "none", levers.puller = 0 }
second = { levers.match = 1 }  # as the scenario has it anyway
)";
  const auto lines = complaints(head + twin);
  ASSERT_EQ(lines.size(), 1U) << ::testing::PrintToString(lines);
  EXPECT_NE(lines[0].find("claims 'B25' and 'D25-backbone' are one comparison"), std::string::npos)
      << lines[0];
  std::string other_measure = twin;
  other_measure.insert(other_measure.rfind("expect"), "measure = \"net_value\"\nsmallest = 200\n");
  EXPECT_TRUE(complaints(head + other_measure).empty());
  std::string other_way = twin;
  other_way.replace(other_way.rfind("\"less\""), 6, "\"more\"");
  EXPECT_TRUE(complaints(head + other_way).empty()) << "documents may contradict each other";
}

TEST_F(ClaimsFile, says_which_coefficients_cannot_be_taken_away) {
  const auto lines = complaints(head + R"(expect = "more"
encodes = ["trust.misperceptoin", "beacons.knowledge"]
first = {}
second = { levers.puller = 0 }
)");
  ASSERT_EQ(lines.size(), 2U) << ::testing::PrintToString(lines);
  EXPECT_NE(lines[0].find("'beacons.knowledge' has no neutral value"), std::string::npos)
      << lines[0];
  EXPECT_NE(lines[1].find("'trust.misperceptoin' (did you mean 'trust.misperception'?)"),
            std::string::npos)
      << lines[1];
}

// Nothing remains of the effect of shared measurement if nobody misperceives: trust rests on what
// is seen of a delivery, and shared measurement serves nothing else (7.36). A funder's coefficient
// does nothing if no funder sits at the table, so that all of the effect remains, exactly.
TEST_F(ClaimsFile, tells_what_is_built_in_from_what_emerges) {
  const std::string text = R"([[claim]]
id = "D27"
source = "s"
says = "w"
measure = "mean_trust"
at = "2020-12"
smallest = 0.02
expect = "more"
first = { levers.measure = 1 }
second = { levers.measure = 0 }

[[claim]]
id = "mine"
encodes = ["funder.eases"]
source = "s"
says = "w"
expect = "more"
first = {}
second = { levers.puller = 0, levers.seed_money = 0 }

[[claim]]
id = "nobody-made-anything-for-it"
source = "s"
says = "w"
expect = "more"
first = {}
second = { levers.match = 0 }
)";
  const auto in_order = [](std::vector<ClaimFinding> all) {
    std::sort(all.begin(), all.end(),
              [](const ClaimFinding& a, const ClaimFinding& b) { return a.number < b.number; });
    return all;
  };
  const auto found = in_order(findings(written(text)));
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].encodes.front(), "trust.misperception");
  ASSERT_TRUE(found[0].remains.interval);
  EXPECT_LT(found[0].remains.mean, built_in_below);
  EXPECT_GT(found[0].effect.mean, 0.02);
  EXPECT_EQ(origin_of(found[0], Verdict::supported, Verdict::not_supported), Origin::built_in);
  EXPECT_EQ(found[1].encodes, std::vector<std::string>{"funder.eases"});
  ASSERT_TRUE(found[1].remains.interval);
  EXPECT_EQ(found[1].remains.mean, 1.0);
  EXPECT_EQ(found[1].neutral_differences, found[1].differences);
  EXPECT_TRUE(found[2].neutral_differences.empty());
  EXPECT_EQ(origin_of(found[2], Verdict::supported, Verdict::supported), Origin::emerges);

  const auto untried = in_order(findings(written(text), false));
  EXPECT_EQ(untried[0].differences, found[0].differences) << "the same runs";
  EXPECT_TRUE(untried[0].neutral_differences.empty());
  EXPECT_EQ(origin_of(untried[0], Verdict::supported, Verdict::supported), Origin::not_tried);
}

TEST_F(ClaimsFile, says_what_is_so_by_definition) {
  const auto batches = read_claims(written(R"([[claim]]
id = "compares-a-coefficient-with-itself"
source = "s"
says = "w"
expect = "more"
first = {}
second = { anchoring.delegate = 0 }

[[claim]]
id = "E03-concrete"
source = "s"
says = "w"
expect = "less"
first = { decision.concrete_after = 6 }
second = { decision.concrete_after = 600 }

[[claim]]
id = "B16"
source = "s"
says = "w"
measure = "mean_knowledge"
at = "2013-10"
smallest = 0.02
expect = "less"
first = {}
than = 0.3

[[claim]]
id = "stated"
by_definition = "so it is"
source = "s"
says = "w"
expect = "less"
first = { initial.white_space = 0.01 }
second = {}

[[claim]]
id = "B70"
source = "s"
says = "w"
expect = "more"
first = { initial.mandate = 1 }
second = { initial.mandate = 0 }
)"));
  std::map<std::string, std::string> why;
  for (const ClaimsBatch& batch : batches)
    for (const Claim& claim : batch.claims) why[claim.id] = claim.by_definition;
  EXPECT_EQ(why["compares-a-coefficient-with-itself"], "compares anchoring.delegate with itself");
  EXPECT_EQ(why["E03-concrete"], "sets decision.concrete_after, made for it");
  EXPECT_NE(why["B16"].find("its level was set by initial.knowledge, meeting.know"),
            std::string::npos)
      << why["B16"];
  EXPECT_EQ(why["stated"], "so it is");
  EXPECT_EQ(why["B70"], "") << "a mandate is a state of the world, not a coefficient";
}

TEST_F(ClaimsFile, compares_differences_as_comparing_the_runs_by_hand_does) {
  const auto found = findings(written(R"([[claim]]
id = "E07"
source = "s"
says = "w"
expect = "more"
first = { levers.meeting_rate = 0.75 }
second = { levers.meeting_rate = 0.5 }
where = { name = "eco", initial.eco_mean = 0.5 }
elsewhere = { name = "ego", initial.eco_mean = 0.02 }
)"));
  const auto progress = [](const std::string& rate, const std::string& eco) {
    Scenario scenario = read_scenario(
        SAMEN_SCENARIOS "/hefboom8.toml",
        {.settings = {"levers.meeting_rate=" + rate, "initial.eco_mean=" + eco}, .replicates = 16});
    scenario.arms = {Arm::together};
    std::vector<double> all;
    run_batch(scenario, 0, [&](const RunResult& result) { all.push_back(result.outcomes[0]); });
    return all;
  };
  const auto often_eco = progress("0.75", "0.5"), seldom_eco = progress("0.5", "0.5"),
             often_ego = progress("0.75", "0.02"), seldom_ego = progress("0.5", "0.02");
  ASSERT_EQ(found.at(0).differences.at(0).size(), 16U);
  for (std::size_t n = 0; n < 16; ++n)
    EXPECT_EQ(found[0].differences[0][n],
              (often_eco[n] - seldom_eco[n]) - (often_ego[n] - seldom_ego[n]))
        << "pair " << n;
  EXPECT_EQ(found[0].comparison,
            "(levers.meeting_rate = 0.75 − levers.meeting_rate = 0.5) where eco, less the same "
            "where ego");
}

TEST(Coefficient, is_cited_by_row_or_in_a_range_of_rows) {
  EXPECT_TRUE(cites("B25, D30-D31; FL", "B25"));
  EXPECT_TRUE(cites("B25, D30-D31; FL", "D31"));
  EXPECT_TRUE(cites("A13: half-life of 3-8 months", "A13"));
  EXPECT_FALSE(cites("B25, D30-D31; FL", "D32"));
  EXPECT_FALSE(cites("A13: half-life of 3-8 months", "A05"));
  EXPECT_FALSE(cites("Friedkin & Johnsen (1990); assumption", "mine"));
}

TEST(Coefficient, is_neutral_inside_its_range_and_a_lever_never_is) {
  int neutral = 0;
  for (const Coefficient& one : coefficients()) {
    neutral += one.neutral.has_value();
    EXPECT_FALSE(one.neutral && one.is_lever()) << one.name;
  }
  EXPECT_GT(neutral, 90);
}

}  // namespace
}  // namespace samen::analysis::claims_test
