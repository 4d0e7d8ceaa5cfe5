// What a scenario expects, as it is read and as it comes out; and answers about points.
#include <nlohmann/json.hpp>

#include "analysis/narrative/expectation.hpp"
#include "analysis/narrative/headline.hpp"
#include "io/known_answer.hpp"

namespace samen::analysis::expectation_test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* two_arms = R"(arms = ["alone", "together"]
record = ["summary"]
replicates = 10
)";

/// Three points that are worth 1, 2 and 3 M€ together, in turn 0.1 M€ more or less, and 1.5 M€
/// alone.
constexpr const char* three_points = R"(arms = ["alone", "together"]
record = ["summary"]
replicates = 10
[design]
kind = "list"
[[design.point]]
name = "low"
levers.puller = 0
[[design.point]]
name = "middle"
levers.puller = 0.5
[[design.point]]
name = "high"
levers.puller = 1
)";

void one_two_three(RunResult& result) {
  const double swing = result.run.replicate % 2 ? 100.0 : -100.0;
  const bool together = result.run.arm == Arm::together;
  outcome(result, "net_value") = together ? 1000.0 * (1 + result.run.point) + swing : 1500.0;
  outcome(result, "avoided_cost") = 5000.0;
  if (result.run.point == 0) return;
  // In the middle the table starts in all but two runs.
  if (together && (result.run.point == 2 || result.run.replicate > 1)) result.operating_since = {2};
}

class Expected : public KnownAnswer {
 protected:
  /// The scenario of the other tests with lines after its question.
  Scenario with(const std::string& head, const std::string& more) const {
    scenario(more);
    std::string text = contents_of(path("scenario.toml"));
    const std::string after = "question = \"Is the answer found?\"\n";
    text.insert(text.find(after) + after.size(), head);
    std::ofstream(path("scenario.toml")) << text;
    return read_scenario(path("scenario.toml"));
  }
  std::vector<Expectation> came_out(const std::string& head, const std::string& more) const {
    return expectations_of(Batch(written("a.h5", with(head, more), one_two_three)));
  }
  std::string complaint(const std::string& head, const std::string& more) const {
    try {
      with(head, more);
    } catch (const ScenarioError& error) {
      return error.what();
    }
    return "";
  }
};

std::string entry(const std::string& rest) {
  return "[[scenario.expected]]\nsays = \"so it is\"\n" + rest;
}

TEST_F(Expected, comes_out_or_not_or_too_close) {
  const auto found = came_out(
      entry(
          "first = { arm = \"together\" }\nsecond = { arm = \"alone\" }\ndirection = \"less\"\n") +
          entry("first = { arm = \"together\" }\nsecond = { arm = \"alone\" }\n"
                "direction = \"more\"\n") +
          entry("first = { arm = \"together\" }\nthan = 1000\ndirection = \"more\"\n") +
          entry("first = { arm = \"together\" }\nthan = 1000\ndirection = \"same\"\nby = 200\n") +
          entry("first = { arm = \"alone\" }\nsecond = { arm = \"together\" }\n"
                "direction = \"more\"\nby = 600\n") +
          entry("first = { arm = \"alone\" }\nsecond = { arm = \"together\" }\n"
                "direction = \"more\"\nshare = 0.2\n"),
      two_arms);
  ASSERT_EQ(found.size(), 6u);
  EXPECT_EQ(found[0].came_out, ExpectationVerdict::as_expected);
  EXPECT_NEAR(found[0].difference.mean, -0.5, 1e-9);  // M€
  EXPECT_EQ(found[0].comparison, "net value, together − alone");
  EXPECT_EQ(found[1].came_out, ExpectationVerdict::otherwise);
  EXPECT_EQ(found[2].came_out, ExpectationVerdict::too_close) << "its mean is 1 M€";
  EXPECT_EQ(found[3].came_out, ExpectationVerdict::as_expected);
  EXPECT_EQ(found[4].came_out, ExpectationVerdict::otherwise) << "0.5 M€ is less than 0.6";
  EXPECT_EQ(found[5].came_out, ExpectationVerdict::as_expected) << "a third of what alone has";
}

TEST_F(Expected, speaks_of_points_and_of_what_they_are_above_others) {
  const auto found = came_out(
      entry("first = { points = [\"middle\", \"high\"] }\nsecond = { point = \"low\" }\n"
            "direction = \"more\"\n") +
          entry("first = { point = \"high\", less = \"low\" }\n"
                "second = { point = \"middle\", less = \"low\" }\ndirection = \"more\"\n") +
          entry("first = { arm = \"together\" }\nsecond = { arm = \"alone\" }\n"
                "direction = \"more\"\n"),
      three_points);
  ASSERT_EQ(found.size(), 6u) << "two points, one, and all three where none is named";
  EXPECT_NEAR(found[0].difference.mean, 1.0, 1e-9);
  EXPECT_NEAR(found[1].difference.mean, 2.0, 1e-9);
  EXPECT_NEAR(found[2].difference.mean, 1.0, 1e-9) << "2 M€ less 1";
  EXPECT_EQ(found[2].came_out, ExpectationVerdict::as_expected);
  EXPECT_EQ(found[3].came_out, ExpectationVerdict::otherwise);
  EXPECT_EQ(found[4].came_out, ExpectationVerdict::as_expected);
  EXPECT_EQ(found[5].came_out, ExpectationVerdict::as_expected);
}

TEST_F(Expected, share_is_of_the_amount_of_the_larger_side_also_where_this_is_a_loss) {
  const auto with_share = [&](const char* share) {
    return came_out(entry("first = { arm = \"together\", point = \"low\", less = \"middle\" }\n"
                          "second = { arm = \"together\", point = \"low\", less = \"high\" }\n"
                          "direction = \"more\"\nshare = " +
                          std::string(share) + "\n"),
                    three_points)
        .at(0);
  };
  EXPECT_NEAR(with_share("0.9").difference.mean, 1.0, 1e-9) << "-1 M€ less -2";
  EXPECT_EQ(with_share("0.9").came_out, ExpectationVerdict::as_expected);
  EXPECT_NE(with_share("1.0").came_out, ExpectationVerdict::as_expected)
      << "-1 is not less of a loss than -2 by more than all of 1";
}

TEST_F(Expected, failing_is_said_in_summary_and_report) {
  const std::string file =
      written("a.h5",
              with("expect = \"Together wins.\"\n" +
                       entry("first = { arm = \"together\" }\nsecond = { arm = \"alone\" }\n"
                             "direction = \"more\"\n"),
                   two_arms),
              one_two_three);
  const std::string text = reply_of("summary " + file).text;
  EXPECT_NE(text.find("Came out: 0 of 1 comparisons came out as expected. Not as expected: so it "
                      "is (net value, "
                      "together − alone -0.50 M€ ["),
            std::string::npos)
      << text;
  ASSERT_EQ(reply_of("report " + file).exit, 0);
  EXPECT_NE(contents_of(path("a.html")).find("NOT as expected"), std::string::npos);
  ASSERT_EQ(reply_of("report --force " + file + " --language nl").exit, 0);
  EXPECT_NE(contents_of(path("a.html")).find("NIET zoals verwacht"), std::string::npos);
}

// Together is worth 1 M€ and alone 1.5 M€, so that this does not come out.
const std::string together_wins =
    entry("first = { arm = \"together\" }\nsecond = { arm = \"alone\" }\ndirection = \"more\"\n");

std::string why(const std::string& kind, const std::string& rest) {
  return "[scenario." + kind + ".why]\nsays = \"for a reason\"\n" + rest;
}

TEST_F(Expected, is_explained_where_it_came_out_as_the_reason_says) {
  const auto explained = [&](const char* verdict) {
    return came_out(
               together_wins + why("expected", "came_out = \"" + std::string(verdict) +
                                                   "\"\nwith = [\"levers.match=0\", "
                                                   "\"levers.puller=0\"]\nname = \"no money\"\n"),
               two_arms)
        .at(0);
  };
  ASSERT_TRUE(explained("not as expected").why);
  EXPECT_TRUE(explained("not as expected").why->told);
  EXPECT_EQ(explained("not as expected").why->with,
            (std::vector<std::string>{"levers.match=0", "levers.puller=0"}));
  for (const char* other : {"as expected", "too close to call"}) {
    EXPECT_FALSE(explained(other).why->told) << other;
    EXPECT_TRUE(reasons_in_words({explained(other)}, Language()).empty()) << other;
  }
  EXPECT_EQ(
      reasons_in_words({explained("not as expected")}, Language()).at(0),
      "“so it is”: NOT as expected. Why: for a reason (with the scenario as it stands, the same "
      "comparison comes out otherwise with no money).");
}

TEST_F(Expected, reason_can_be_another_comparison_of_the_same_runs) {
  const auto shown_by = [&](const char* direction) {
    return came_out(together_wins + why("expected",
                                        "came_out = \"not as expected\"\n"
                                        "first = { arm = \"together\" }\nthan = 2000\n"
                                        "direction = \"" +
                                            std::string(direction) + "\"\n"),
                    two_arms)
        .at(0);
  };
  EXPECT_TRUE(shown_by("less").why->borne_out);
  EXPECT_NE(reasons_in_words({shown_by("less")}, Language())
                .at(0)
                .find("for a reason (net value, together − 2.00 -1.00 M€ ["),
            std::string::npos);
  EXPECT_FALSE(shown_by("more").why->borne_out);
  EXPECT_NE(reasons_in_words({shown_by("more")}, Language()).at(0).find("is not borne out"),
            std::string::npos);
}

TEST_F(Expected, is_counted_apart_from_what_was_found) {
  const std::string alone_wins =
      "[[scenario.found]]\nsays = \"alone wins\"\nfirst = { arm = \"alone\" }\n"
      "second = { arm = \"together\" }\ndirection = \"more\"\n" +
      why("found", "with = [\"levers.match=2\"]\n");
  const auto found = came_out(together_wins + alone_wins, two_arms);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_TRUE(found[1].found);
  EXPECT_TRUE(expectations_in_short(found, Language()).starts_with("0 of 1 comparisons"));
  EXPECT_EQ(table_of_expectations(found, Language()).rows.size(), 1u);
  EXPECT_EQ(table_of_reasons(found, Language()).rows.size(), 1u);
  const std::string file = path("a.h5");
  EXPECT_NE(reply_of("summary " + file)
                .text.find("Found: alone wins (net value, alone − together "
                           "0.50 M€ ["),
            std::string::npos);
  ASSERT_EQ(reply_of("report --force " + file + " --language nl").exit, 0);
  EXPECT_NE(contents_of(path("a.html")).find("Gevonden: alone wins"), std::string::npos);
}

TEST_F(Expected, reason_is_of_the_file_as_it_stands_and_refuses_no_other_setting) {
  // What the reason sets acts nowhere once the only table states its own; its author is not asked.
  with(together_wins + why("expected", "came_out = \"as expected\"\nwith = [\"levers.match=0\"]\n"),
       two_arms);
  const std::string table = read_scenario(path("scenario.toml")).setting.layout.tables[0].name;
  EXPECT_NO_THROW(
      read_scenario(path("scenario.toml"), {.settings = {"table.\"" + table + "\".match=0.5"}}));
}

TEST_F(Expected, reason_that_cannot_be_shown_is_complained_of) {
  const auto about = [&](const std::string& rest) {
    return complaint(together_wins + why("expected", rest), two_arms);
  };
  EXPECT_NE(about("came_out = \"not as expected\"\nwith = [\"levers.pullr=0\"]\n")
                .find("unknown key 'levers.pullr' (did you mean 'puller'?)"),
            std::string::npos);
  EXPECT_NE(about("with = [\"levers.match=0\"]\n").find("missing key"), std::string::npos);
  EXPECT_NE(about("came_out = \"not as expectd\"\nwith = [\"levers.match=0\"]\n")
                .find("did you mean 'not as expected'?"),
            std::string::npos);
  EXPECT_NE(about("came_out = \"as expected\"\nwith = [\"levers.match=0\"]\n"
                  "first = { arm = \"alone\" }\n")
                .find("give settings 'with' or sides, not both"),
            std::string::npos);
  EXPECT_NE(complaint("[[scenario.found]]\nsays = \"alone wins\"\nfirst = { arm = \"alone\" }\n"
                      "than = 0\ndirection = \"more\"\n",
                      two_arms)
                .find("missing key 'scenario.found.why'"),
            std::string::npos);
}

TEST_F(Expected, wrong_is_complained_of_with_the_nearest_name) {
  const std::string words = complaint(
      entry("first = { point = \"hihg\" }\nsecond = { point = \"low\" }\ndirection = \"mre\"\n") +
          entry("first = { arm = \"together\" }\ndirection = \"same\"\nmeasure = \"net_vale\"\n"),
      three_points);
  EXPECT_NE(words.find("unknown design point 'hihg' (did you mean 'high'?)"), std::string::npos)
      << words;
  EXPECT_NE(words.find("(did you mean 'more'?)"), std::string::npos) << words;
  EXPECT_NE(words.find("(did you mean 'net_value'?)"), std::string::npos) << words;
  EXPECT_NE(words.find("missing key 'scenario.expected.second'"), std::string::npos) << words;
  EXPECT_NE(words.find("how large a difference still counts as the same"), std::string::npos);
  EXPECT_NE(complaint("[scenario.answer]\nagainst = \"lwo\"\n", three_points)
                .find("unknown design point 'lwo' (did you mean 'low'?)"),
            std::string::npos);
}

TEST_F(Expected, of_an_included_file_goes_with_its_words) {
  with("expect = \"Together wins.\"\n" +
           entry("first = { arm = \"together\" }\nsecond = { arm = \"alone\" }\n"
                 "direction = \"more\"\n"),
       two_arms);
  std::ofstream(path("same.toml")) << "include = \"scenario.toml\"\n[run]\nreplicates = 3\n";
  std::ofstream(path("other.toml"))
      << "include = \"scenario.toml\"\n[scenario]\nexpect = \"Alone wins.\"\n";
  EXPECT_NE(read_scenario(path("same.toml")).expected, "");
  EXPECT_EQ(read_scenario(path("other.toml")).expected, "");
}

TEST(Library, states_of_every_scenario_what_is_expected_so_that_runs_can_check_it) {
  int files = 0;
  for (const char* folder : {"", "/debates"})
    for (const auto& file : fs::directory_iterator(std::string(SAMEN_SCENARIOS) + folder)) {
      if (file.path().extension() != ".toml" || file.path().filename() == "claims.toml") continue;
      const Scenario scenario = read_scenario(file.path().string());
      EXPECT_NE(scenario.expect, "") << file.path();
      ASSERT_NE(scenario.expected, "") << file.path();
      for (const json& one : json::parse(scenario.expected))
        for (const char* side : {"first", "second"})
          if (one.contains(side)) {
            const std::string arm = one.at(side).at("arm");
            EXPECT_TRUE(std::any_of(
                scenario.arms.begin(), scenario.arms.end(),
                [&](Arm run) { return arm_names[static_cast<std::size_t>(run)] == arm; }))
                << file.path() << " does not run " << arm;
          }
      ++files;
    }
  EXPECT_GE(files, 28);
}

class Points : public Expected {
 protected:
  std::string answer(const std::string& head, const std::string& more,
                     Language language = {}) const {
    return headline_of(Batch(written("a.h5", with(head, more), one_two_three)), language);
  }
};

// Differences to "low" are the same in every pair, so their intervals have no width.
TEST_F(Points, asked_about_are_answered_about) {
  EXPECT_EQ(answer("[scenario.answer]\ncompare = \"points\"\n", three_points),
            "together, net value: most with “high” (3.00 M€), least with “low” (1.00 M€). Against "
            "“low”: middle +1.00 M€ [1.00, 1.00] (never starts in 2 of 10 runs); high +2.00 M€ "
            "[2.00, 2.00] (95 % intervals, n = 10 pairs). Of 3 design points, in net value: "
            "together ahead at 2, alone ahead at 1, too close to call at 0 (95 % intervals, each "
            "point by itself).");
}

TEST_F(Points, can_be_told_as_shares_and_against_another) {
  const std::string words =
      answer("[scenario.answer]\ncompare = \"points\"\nagainst = \"high\"\nas = \"share\"\n",
             three_points);
  EXPECT_NE(words.find("Against “high”: low never starts in 10 of 10 runs (-67 %); middle -33 % ["),
            std::string::npos)
      << words;
}

TEST_F(Points, of_one_arm_are_no_pairs_with_themselves) {
  std::string one_arm = three_points;
  one_arm.replace(one_arm.find("\"alone\", "), 9, "");
  const std::string file = written("one.h5", with("", one_arm), one_two_three);
  const std::string text = reply_of("summary " + file).text;
  EXPECT_EQ(text.find("one arm alone compares with nothing"), std::string::npos) << text;
  EXPECT_EQ(text.find("paired difference"), std::string::npos) << text;
  EXPECT_NE(text.find("Answer: together, net value: most with “high”"), std::string::npos) << text;
  const Batch batch(file);
  EXPECT_TRUE(
      headline_of(batch, Language("nl")).starts_with("samen, nettowaarde: het meest met “high”"))
      << headline_of(batch, Language("nl"));
}

TEST_F(Points, all_stand_in_the_report_of_a_design) {
  const std::string file = written("a.h5", with("", three_points), one_two_three);
  ASSERT_EQ(reply_of("report " + file).exit, 0);
  const std::string html = contents_of(path("a.html"));
  const std::size_t section = html.find("All design points");
  ASSERT_NE(section, std::string::npos);
  const std::size_t end = html.find("<h2", html.find("<table", section));
  const std::string part = html.substr(section, end - section);
  for (const char* label : {"low", "middle", "high"})
    EXPECT_NE(part.find(">" + std::string(label) + "<"), std::string::npos) << label;
}

TEST_F(Points, one_point_and_one_arm_come_to_something) {
  const std::string file =
      written("a.h5", with("", "arms = [\"together\"]\nrecord = [\"summary\"]\nreplicates = 10\n"),
              one_two_three);
  // R 4.2.2: t.test(rep(c(0.9, 1.1), 5))$conf.int is 0.9246 1.0754
  EXPECT_EQ(headline_of(Batch(file)),
            "together ends at 1.00 M€ of net value on average (95 % interval 0.92 to 1.08, n = 10 "
            "runs).");
}

}  // namespace
}  // namespace samen::analysis::expectation_test
