// What is said of the sets of an ensemble, for runs whose outcomes are known.
#include "analysis/narrative/sets.hpp"

#include "analysis/narrative/expectation.hpp"
#include "analysis/narrative/headline.hpp"
#include "io/known_answer.hpp"

namespace samen::analysis::sets_test {
namespace {

/// Ten sets of which the fourth is central.
std::string ten_sets() {
  std::string text = "[ensemble]\ntitle = \"ten\"\ncentral = \"s3\"\n";
  for (int n = 0; n < 10; ++n)
    text += "[[set]]\nname = \"s" + std::to_string(n) + "\"\nvalues = { \"trust.gain\" = 0.0" +
            std::to_string(n + 1) + " }\n";
  return text;
}

/// Together is ahead by set − 0.5 M€, in turn 0.1 M€ more or less; alone has 2 M€.
void by_set(RunResult& result) {
  const double swing = result.run.replicate % 2 ? 100.0 : -100.0;
  outcome(result, "net_value") =
      result.run.arm == Arm::together ? 1500.0 + 1000.0 * result.run.point + swing : 2000.0;
  outcome(result, "avoided_cost") = 5000.0;
}

class AcrossTheSets : public KnownAnswer {
 protected:
  Batch batch(const std::string& head = "", Language language = {},
              const Formula& formula = by_set) {
    file("ten.toml", ten_sets());
    scenario("arms = [\"alone\", \"together\"]\nrecord = [\"summary\"]\nreplicates = 10\n");
    std::string text = contents_of(path("scenario.toml"));
    const std::string after = "question = \"Is the answer found?\"\n";
    text.insert(text.find(after) + after.size(), head);
    file("scenario.toml", text);
    return Batch(
        written("a.h5", read_scenario(path("scenario.toml"), {.ensemble = path("ten.toml")}),
                formula),
        language);
  }
};

TEST_F(AcrossTheSets, a_difference_has_a_count_and_a_range_and_no_interval) {
  const Batch of = batch();
  const auto asked = asked_across_sets(of);
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_EQ(asked[0].members.size(), 10u);
  EXPECT_EQ(asked[0].ahead(), 9u) << "in the first it is 0.5 M€ behind";
  EXPECT_EQ(asked[0].clearly_ahead(), 9u);
  EXPECT_EQ(asked[0].clearly_behind(), 1u);
  EXPECT_NEAR(asked[0].range().low, -500.0, 1e-9);
  EXPECT_NEAR(asked[0].range().high, 8500.0, 1e-9);
}

TEST_F(AcrossTheSets, the_answer_is_that_of_the_central_set_and_then_of_all) {
  const std::string words = headline_of(batch());
  EXPECT_NE(words.find("In the central set of the ensemble (s3): With these assumptions together "
                       "ends 2.50 M€"),
            std::string::npos)
      << words;
  EXPECT_NE(words.find("In 9 of 10 sets that fit the evidence together is ahead of alone; over the "
                       "sets its lead goes from -0.50 M€ to 8.50 M€. Sets are no sample"),
            std::string::npos)
      << words;
}

TEST_F(AcrossTheSets, the_answer_is_there_in_dutch) {
  const Language dutch("nl");
  const std::string words = headline_of(batch("", dutch), dutch);
  EXPECT_NE(words.find("In 9 van 10 reeksen die bij de gegevens passen ligt"), std::string::npos)
      << words;
}

TEST_F(AcrossTheSets, an_expectation_is_judged_by_nine_sets_of_ten) {
  const std::string sides = "first = { arm = \"together\" }\nsecond = { arm = \"alone\" }\n";
  const std::string entry = "[[scenario.expected]]\nsays = \"so it is\"\n" + sides;
  const auto found = expectations_of(
      batch(entry + "direction = \"more\"\n" + entry + "direction = \"more\"\nby = 2000\n" + entry +
            "direction = \"less\"\n" + entry.substr(0, entry.find("second")) +
            "than = 2000\ndirection = \"more\"\n"));
  ASSERT_EQ(found.size(), 4u);
  EXPECT_EQ(found[0].came_out, ExpectationVerdict::as_expected);
  EXPECT_EQ(found[0].sets_as_expected, 9u);
  EXPECT_EQ(found[0].comparison, "net value, together − alone, as expected in 9 of 10 sets");
  EXPECT_NEAR(found[0].difference.mean, 2.5, 1e-9) << "that of the central set";
  EXPECT_EQ(found[1].came_out, ExpectationVerdict::depends) << "by 2 M€ in seven";
  EXPECT_EQ(found[1].sets_as_expected, 7u);
  EXPECT_EQ(found[2].came_out, ExpectationVerdict::otherwise);
  EXPECT_EQ(found[3].came_out, ExpectationVerdict::as_expected) << "above 2 M€ in nine";
}

TEST_F(AcrossTheSets, an_expectation_has_a_difference_where_the_central_set_has_no_runs) {
  const auto found = expectations_of(
      batch("[[scenario.expected]]\nsays = \"so it is\"\nfirst = { arm = \"together\" }\n"
            "second = { arm = \"alone\" }\ndirection = \"more\"\n",
            {}, [](RunResult& result) {
              by_set(result);
              result.failed = result.run.point == 3;
            }));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].sets, 9u);
  EXPECT_EQ(found[0].sets_as_expected, 8u);
  EXPECT_NEAR(found[0].difference.mean, -0.5, 1e-9) << "that of the first set";
}

TEST_F(AcrossTheSets, a_verdict_stands_in_nine_sets_of_ten) {
  EXPECT_TRUE(stands(9, 10));
  EXPECT_FALSE(stands(8, 10));
  EXPECT_TRUE(stands(36, 40));
  EXPECT_FALSE(stands(35, 40));
  EXPECT_FALSE(stands(0, 0));
}

TEST_F(AcrossTheSets, summary_compare_and_plot_show_them) {
  batch();
  for (const char* const verb : {"summary ", "compare "}) {
    const Reply reply = reply_of(verb + path("a.h5") + " --only sets --format csv");
    EXPECT_EQ(reply.exit, 0) << reply.complaint;
    const auto rows = records_of_csv(reply.text);
    ASSERT_EQ(rows.size(), 1u) << reply.text;
    EXPECT_EQ(rows[0].at("ahead"), "9");
    EXPECT_EQ(rows[0].at("n"), "10");
  }
  const Reply drawn = reply_of("plot " + path("a.h5") + " --picture sets -o " + path("pictures"));
  EXPECT_EQ(drawn.exit, 0) << drawn.complaint;
  EXPECT_NE(contents_of(path("pictures") + "/sets.svg").find("in 9 of 10 sets"), std::string::npos);
}

}  // namespace
}  // namespace samen::analysis::sets_test
