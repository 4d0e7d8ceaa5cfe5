// What organisations get: their balances in the file, in summary, compare, report and picture; and
// the burden that they bear.
#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "analysis/pictures/picture_kind.hpp"
#include "analysis/statistics/balances.hpp"
#include "io/known_answer.hpp"
#include "io/results_format.hpp"

namespace samen::analysis::organisations_test {
namespace {

using nlohmann::json;

constexpr const char* four_runs = R"(arms = ["nothing", "alone", "together"]
record = ["summary"]
replicates = 10
)";

/// Alone the first organisation loses 10 k€ in every other run and gains 4 in the rest, the second
/// always loses 20, and the third has 0. Together the first two have 30 more, and the third 5 less.
void gains_and_losses(RunResult& result) {
  if (result.run.arm == Arm::nothing) return;
  const double swing = result.run.replicate % 2 ? -10.0 : 4.0;
  const bool together = result.run.arm == Arm::together;
  result.organisation_net = {swing + (together ? 30.0 : 0.0), together ? 10.0 : -20.0,
                             together ? -5.0 : 0.0};
}

class Organisations : public KnownAnswer {
 protected:
  std::string file() const { return written("a.h5", scenario(four_runs), gains_and_losses); }
  json json_of(const std::string& words) const {
    const Reply reply = reply_of(words + " --format json");
    EXPECT_EQ(reply.exit, 0) << reply.complaint;
    return json::parse(reply.text);
  }
};

TEST_F(Organisations, have_their_own_balance_in_each_arm) {
  const json rows = json_of("summary " + file()).at("organisations");
  ASSERT_EQ(rows.size(), 4u) << "three, and who has least";
  EXPECT_FALSE(rows[0].contains("nothing")) << "where all are at 0 there is nothing to tell";
  EXPECT_EQ(rows[0]["organisation"], "association 1");
  // R 4.2.2: t.test(rep(c(4, -10), 5))$conf.int is -8.2787 2.2787
  EXPECT_NEAR(rows[0]["alone"].get<double>(), -3.0, 1e-6);
  EXPECT_NEAR(rows[0]["alone_low"].get<double>(), -8.2787, 1e-3);
  EXPECT_NEAR(rows[0]["alone_high"].get<double>(), 2.2787, 1e-3);
  EXPECT_NEAR(rows[0]["alone_below_zero"].get<double>(), 0.5, 1e-12);
  EXPECT_NEAR(rows[1]["alone_below_zero"].get<double>(), 1.0, 1e-12);
  EXPECT_NEAR(rows[2]["together"].get<double>(), -5.0, 1e-6);
  EXPECT_NEAR(rows[2]["together_below_zero"].get<double>(), 1.0, 1e-12);
  EXPECT_NEAR(rows[3]["alone"].get<double>(), -20.0, 1e-6) << "the second has least in every run";
  EXPECT_NEAR(rows[3]["together"].get<double>(), -5.0, 1e-6);
}

TEST_F(Organisations, gain_or_lose_by_a_choice_under_the_same_luck) {
  const json rows = json_of("summary " + file()).at("gains");
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_NEAR(rows[0]["together_less_alone"].get<double>(), 30.0, 1e-5);
  EXPECT_NEAR(rows[0]["together_less_alone_below_zero"].get<double>(), 0.0, 1e-12);
  EXPECT_NEAR(rows[2]["together_less_alone"].get<double>(), -5.0, 1e-6);
  EXPECT_NEAR(rows[2]["together_less_alone_below_zero"].get<double>(), 1.0, 1e-12);
  const std::string text = reply_of("summary " + file()).text;
  EXPECT_NE(text.find("1 of 3 lose by it on average; least: association 3 (-5.00 k€); n = 10"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("alone – association 2, in 100 %"), std::string::npos) << text;
}

TEST_F(Organisations, are_compared_one_by_one) {
  const json rows =
      json_of("compare " + file() + " --of together --against alone --measure net_of_organisation")
          .at("net_of_organisation");
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[1]["organisation"], "association 2");
  EXPECT_NEAR(rows[1]["difference"].get<double>(), 30.0, 1e-5);
  EXPECT_NEAR(rows[2]["below_zero"].get<double>(), 1.0, 1e-12);
  EXPECT_EQ(rows[2]["n"], 10);
}

TEST_F(Organisations, stand_in_the_report_in_both_languages_and_in_a_picture) {
  ASSERT_EQ(reply_of("report " + file()).exit, 0);
  const std::string english = contents_of(path("a.html"));
  EXPECT_NE(english.find("What organisations get"), std::string::npos);
  EXPECT_NE(english.find("Alone leaves 2 of 3 organisations with a loss on average, together 1 of "
                         "3"),
            std::string::npos);
  ASSERT_EQ(reply_of("report --force " + file() + " --language nl").exit, 0);
  const std::string dutch = contents_of(path("a.html"));
  EXPECT_NE(dutch.find("Wat organisaties eraan hebben"), std::string::npos);
  EXPECT_NE(
      dutch.find("Alleen: gemiddeld verlies voor 2 van de 3 organisaties, samen: voor 1 van de 3"),
      std::string::npos);
  const Reply drawn =
      reply_of("plot " + file() + " --picture organisations -o " + path("pictures"));
  EXPECT_EQ(drawn.exit, 0) << drawn.complaint;
  EXPECT_TRUE(std::filesystem::exists(path("pictures/organisations.svg")));
}

TEST_F(Organisations, of_files_of_an_older_format_are_not_told_and_the_rest_is) {
  const std::string old = file();
  {
    const hdf5::Handle opened{H5Fopen(old.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose, "opening"};
    for (const char* name :
         {"organisation_net", "burden_of_organisations", "burden_of_society", "checksum_run"})
      ASSERT_GE(H5Ldelete(opened, name, H5P_DEFAULT), 0);
    const hdf5::Handle version{H5Aopen(opened, results::version_attribute, H5P_DEFAULT), H5Aclose,
                               "version"};
    const std::int32_t former[2] = {results::version_major, results::checksums_since - 1};
    H5Awrite(version, H5T_NATIVE_INT32, former);
  }
  const json tables = json_of("summary " + old);
  EXPECT_TRUE(tables.contains("arms"));
  EXPECT_FALSE(tables.contains("organisations"));
  const Reply reply = reply_of("compare " + old + " --measure net_of_organisation");
  EXPECT_EQ(reply.exit, 2);
  EXPECT_NE(reply.complaint.find("run its scenario again"), std::string::npos) << reply.complaint;
}

TEST_F(Organisations, of_a_landscape_are_told_by_kind) {
  std::ofstream(path("many.toml")) << R"(
[calendar]
start = "2020-11"
end = "2021-04"
[[goal]]
name = "goal"
[[organisation]]
name = "small"
number = 15
income = 500
[[organisation]]
name = "large"
number = 5
income = 5000
[[table]]
name = "partnership"
[run]
arms = ["alone", "together"]
record = ["summary"]
replicates = 6
)";
  const std::string many =
      written("many.h5", read_scenario(path("many.toml")), [](RunResult& result) {
        for (std::size_t i = 0; i < result.organisation_net.size(); ++i)
          result.organisation_net[i] = i < 3 ? -2.0 : 1.0;
      });
  const json rows = json_of("summary " + many).at("organisations");
  EXPECT_EQ(rows[0]["organisation"], "small (15)");
  // No organisation of this kind is below 0 in any of six runs.
  // R 4.2.2: prop.test(0, 6, correct = FALSE)
  EXPECT_EQ(rows[2]["together_below_zero"].get<double>(), 0.0);
  EXPECT_NEAR(rows[2]["together_below_zero_high"].get<double>(), 0.3903, 1e-4);
  EXPECT_NEAR(rows[0]["alone"].get<double>(), 0.4, 1e-6);  // (3 · −2 + 12 · 1) / 15
  EXPECT_NEAR(rows[0]["alone_below_zero"].get<double>(), 0.2, 1e-12);
  EXPECT_EQ(rows[2]["organisation"], "large (5)");
  EXPECT_NEAR(rows[2]["alone_below_zero"].get<double>(), 0.0, 1e-12);
}

class Borne : public KnownAnswer {
 protected:
  /// A batch as it is simulated, every organisation recorded.
  std::string simulated() const {
    Overrides overrides;
    overrides.replicates = 2;
    overrides.settings = {"run.record=[\"organisations\"]", "run.precision=\"double\""};
    const Scenario of = read_scenario(SAMEN_SCENARIOS "/hefboom8.toml", overrides);
    ResultsWriter writer(of, path("a.h5"), {"samen run", 1, "as compiled"});
    run_batch(of, 1, [&](const RunResult& result) { writer.write(result); });
    writer.finish();
    return path("a.h5");
  }
};

TEST_F(Borne, balance_at_the_end_is_that_of_the_last_month) {
  const Batch batch(simulated());
  const auto series = batch.file().numbers("net_of_organisation");
  const auto at_end = batch.file().numbers(results::organisation_net);
  const std::size_t months = batch.months().size(), all = 8;
  ASSERT_EQ(at_end.size(), batch.runs() * all);
  double largest = 0.0;
  for (std::size_t run = 0; run < batch.runs(); ++run)
    for (std::size_t i = 0; i < all; ++i) {
      const double last = series[(run * months + months - 1) * all + i];
      EXPECT_NEAR(at_end[run * all + i], last, 1e-6 * std::fabs(last)) << run << ' ' << i;
      largest = std::max(largest, std::fabs(last));
    }
  EXPECT_GT(largest, 10.0);
}

// The burden borne is the sum of the monthly burdens; with what is avoided it is the same in every
// arm.
TEST_F(Borne, burden_and_avoided_cost_are_the_whole_burden_in_every_arm) {
  const Batch batch(simulated());
  const auto monthly = batch.file().numbers("society_burden");
  const auto& inside = batch.column("burden_of_organisations");
  const auto& rest = batch.column("burden_of_society");
  const auto& avoided = batch.column("avoided_cost");
  const std::size_t months = batch.months().size();
  for (std::size_t run = 0; run < batch.runs(); ++run) {
    double sum = 0.0;
    for (std::size_t t = 0; t < months; ++t) sum += monthly[run * months + t];
    EXPECT_NEAR(inside[run] + rest[run], sum, 1e-8 * sum) << run;
    EXPECT_NEAR(inside[run] + rest[run] + avoided[run], inside[0] + rest[0] + avoided[0],
                1e-8 * sum);
    EXPECT_GT(inside[run], 0.0);
    EXPECT_GT(rest[run], inside[run]) << "a quarter falls on the organisations";
  }
  const Treatment nothing{batch.arm_named("nothing"), 0};
  for (const std::size_t run : batch.runs_of(nothing))
    EXPECT_NEAR(inside[run], 0.25 * (inside[run] + rest[run]), 1e-8 * inside[run]);
}

TEST_F(Borne, burden_stands_in_the_table_of_arms) {
  const std::string text = reply_of("summary " + simulated()).text;
  EXPECT_NE(text.find("burden borne by the organisations, M€"), std::string::npos) << text;
  EXPECT_NE(text.find("burden borne by the rest of society, M€"), std::string::npos);
}

TEST_F(Borne, burden_of_each_organisation_is_what_it_avoids_less_than_in_nothing) {
  const Batch batch(simulated());
  const auto borne = batch.file().numbers("burden_of_organisation");
  const auto avoided = batch.file().numbers("avoided_by_organisation");
  const auto& inside = batch.column("burden_of_organisations");
  const std::size_t months = batch.months().size(), all = 8;
  const std::size_t nothing = batch.runs_of({batch.arm_named("nothing"), 0})[0];
  const std::size_t together = batch.runs_of({batch.arm_named("together"), 0})[0];
  double sum = 0.0;
  for (std::size_t i = 0; i < all; ++i) {
    const auto last = [&](std::size_t run) { return (run * months + months - 1) * all + i; };
    sum += borne[last(nothing)];
    EXPECT_GT(avoided[last(together)], 0.0) << i;
    EXPECT_NEAR(borne[last(nothing)] - borne[last(together)], avoided[last(together)],
                1e-8 * borne[last(nothing)])
        << i;
  }
  EXPECT_NEAR(sum, inside[nothing], 1e-8 * sum);
}

TEST_F(Borne, running_costs_stand_line_by_line_in_file_table_and_picture) {
  const std::string name = simulated();
  const Batch batch(name);
  const Treatment together{batch.arm_named("together"), 0};
  for (const std::size_t run : batch.runs_of(together)) {
    double sum = 0.0;
    for (const char* line :
         {"meeting_time", "informal_time", "second_delegates", "reflection_time", "facilitation",
          "transparency_cost", "accountability_cost", "deal_cost", "body_calls"})
      sum += batch.column(line)[run];
    EXPECT_GT(sum, 0.0);
    EXPECT_NEAR(batch.column("running_costs")[run], sum, 1e-9 * sum);
    EXPECT_NEAR(batch.column("net_value")[run],
                batch.column("avoided_cost")[run] + batch.column("extra_revenue")[run] -
                    batch.column("invested")[run] - sum,
                1e-6 * sum);
  }
  EXPECT_NE(reply_of("summary " + name).text.find("running costs of working together, M€"),
            std::string::npos);
  const auto kind = std::ranges::find(picture_kinds(), "ledger", &PictureKind::name);
  const auto picture = kind->drawn({batch, Language("nl"), 0, 0});
  const auto shows = [&](const std::string& line) {
    return std::ranges::any_of(picture.hovers, [&](const auto& hover) {
      return hover.text.find(line) != std::string::npos;
    });
  };
  EXPECT_TRUE(shows("tijd in overleg"));
  EXPECT_TRUE(shows("begeleiding"));
  EXPECT_FALSE(shows("deals")) << "what nobody pays is left out";
  EXPECT_FALSE(shows("discontering")) << "the lines add up to net value";
}

}  // namespace
}  // namespace samen::analysis::organisations_test
