// The runs of a result file as analyses see them: arms, points, pairs, measures, factors.
#include "analysis/results/batch.hpp"

#include <cmath>

#include "analysis/narrative/headline.hpp"
#include "analysis/statistics/paired.hpp"
#include "analysis/statistics/responses.hpp"
#include "io/known_answer.hpp"
#include "io/results_format.hpp"

namespace samen::analysis::batch_test {
namespace {

constexpr const char* two_arms = R"(arms = ["alone", "together"]
record = ["summary"]
replicates = 6
)";

double value_of(const PlannedRun& run) {
  return 1000.0 * static_cast<int>(run.arm) + 100.0 * run.point + run.replicate;
}

void number(RunResult& result) {
  outcome(result, "net_value") = value_of(result.run);
}

std::string complaint_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const ResultsError& error) {
    return error.what();
  }
  return "";
}

class BatchOfRuns : public KnownAnswer {};

TEST_F(BatchOfRuns, has_the_runs_of_the_plan) {
  const Scenario of = scenario(R"(replicates = 20
record = ["summary"]
[design]
kind = "grid"
[design.factors]
levers.puller = [0.0, 0.5]
delegates.motivation_mean = [0.3, 0.6, 0.9]
)");
  const Batch batch(written("a.h5", of, number));
  ASSERT_EQ(batch.runs(), 20u * 3u * 6u);
  EXPECT_EQ(batch.arms().size(), 3u);
  EXPECT_EQ(batch.points(), (std::vector<int>{0, 1, 2, 3, 4, 5}));
  for (std::size_t run = 0; run < batch.runs(); ++run) {
    const PlannedRun plan = run_at(of, static_cast<int>(run));
    const Treatment treatment = batch.treatment_of(run);
    EXPECT_EQ(batch.arm_name(treatment.arm), arm_names[static_cast<std::size_t>(plan.arm)]);
    EXPECT_EQ(treatment.point, plan.point);
    EXPECT_EQ(batch.pair_of(run), plan.replicate);
    EXPECT_EQ(batch.column("net_value")[run], value_of(plan));
  }
  for (const int arm : batch.arms())
    for (const int point : batch.points()) {
      const auto pairs = batch.by_pair("net_value", {arm, point});
      EXPECT_EQ(batch.runs_of({arm, point}).size(), 20u);
      ASSERT_EQ(pairs.size(), 20u);
      EXPECT_EQ(pairs.at(17), 1000.0 * arm + 100.0 * point + 17.0);
    }
  EXPECT_TRUE(batch.runs_of({batch.arms()[0], 99}).empty());
  EXPECT_EQ(batch.failures(), "");
}

TEST_F(BatchOfRuns, knows_names_units_and_labels) {
  const Batch batch(written("a.h5", scenario(two_arms), number));
  EXPECT_EQ(batch.title(), "known");
  EXPECT_EQ(batch.question(), "Is the answer found?");
  EXPECT_EQ(batch.goals(), (std::vector<std::string>{"first, with a comma", "the \"second\""}));
  EXPECT_EQ(batch.tables(), (std::vector<std::string>{"partnership"}));
  EXPECT_EQ(batch.months(), (std::vector<std::string>{"2020-11", "2020-12", "2021-01", "2021-02",
                                                      "2021-03", "2021-04"}));
  EXPECT_EQ(batch.measures().size(), outcomes.size());
  EXPECT_EQ(batch.measure("net_value").unit, "k€");
  EXPECT_TRUE(batch.measure("net_value").more_is_better);
  EXPECT_FALSE(batch.measure("invested").more_is_better);
  EXPECT_EQ(batch.measure("value_per_keuro").label, "value per k€");
  EXPECT_TRUE(batch.factors().empty());
  EXPECT_EQ(batch.design_kind(), "");
  EXPECT_EQ(batch.point_label(0), "");
  EXPECT_FALSE(batch.has_arm("only_together"));
}

TEST_F(BatchOfRuns, names_the_nearest_of_what_it_has_not) {
  const Batch batch(written("a.h5", scenario(two_arms), number));
  const std::string arm = complaint_of([&] { batch.arm_named("togther"); });
  EXPECT_NE(arm.find("did you mean 'together'"), std::string::npos) << arm;
  EXPECT_NE(arm.find("a.h5"), std::string::npos) << arm;
  const std::string measure = complaint_of([&] { batch.measure("netvalue"); });
  EXPECT_NE(measure.find("did you mean 'net_value'"), std::string::npos) << measure;
  EXPECT_NE(complaint_of([&] { batch.column("nonsense"); }).find("'nonsense'"), std::string::npos);
}

TEST_F(BatchOfRuns, leaves_failed_runs_out) {
  const Batch batch(written("a.h5", scenario(two_arms), [](RunResult& result) {
    number(result);
    if (result.run.replicate == 2 && result.run.arm == Arm::together) fail(result);
  }));
  EXPECT_EQ(batch.failed(), 1u);
  EXPECT_NE(batch.failures().find("1 of 12 runs failed"), std::string::npos);
  const Treatment together{batch.arm_named("together"), 0}, alone{batch.arm_named("alone"), 0};
  EXPECT_EQ(batch.runs_of(together).size(), 5u);
  EXPECT_EQ(batch.by_pair("net_value", together).count(2), 0u);
  const Paired pairs =
      paired(batch.by_pair("net_value", together), batch.by_pair("net_value", alone));
  EXPECT_EQ(pairs.first.size(), 5u);
  for (const double difference : differences(pairs)) EXPECT_EQ(difference, 2000.0);
}

TEST_F(BatchOfRuns, names_and_leaves_out_runs_with_an_infinite_outcome) {
  const std::string file = written("a.h5", scenario(two_arms), [](RunResult& result) {
    number(result);
    if (result.run.arm == Arm::together && result.run.replicate == 1)
      outcome(result, "value_per_keuro") = HUGE_VAL;
  });
  const Batch batch(file);
  EXPECT_EQ(batch.failed(), 1u);
  const Reply summary = reply_of("summary " + file);
  EXPECT_EQ(summary.exit, 0) << summary.complaint;
  EXPECT_NE(summary.text.find("runs failed and are left out"), std::string::npos) << summary.text;
  EXPECT_NE(summary.text.find("'value_per_keuro' is infinite"), std::string::npos) << summary.text;
  EXPECT_EQ(summary.text.find(" inf "), std::string::npos) << summary.text;
}

TEST_F(BatchOfRuns, does_not_plan_with_infinite_outcomes) {
  const Scenario of =
      scenario("arms = [\"alone\", \"together\"]\nrecord = [\"summary\"]\nreplicates = 20\n");
  const std::string file = written("a.h5", of, [](RunResult& result) {
    outcome(result, "net_value") =
        std::sin(result.run.replicate + 2.0 * (result.run.arm == Arm::alone));
    if (result.run.replicate == 3) outcome(result, "net_value") = HUGE_VAL;
  });
  const Reply reply = reply_of("howmany " + file);
  EXPECT_EQ(reply.exit, 0) << reply.complaint;
  EXPECT_NE(
      reply.text.find("2 of 40 runs failed and are left out, 2 of them for an infinite outcome"),
      std::string::npos)
      << reply.text;
}

TEST_F(BatchOfRuns, says_who_meets) {
  const Batch batch(written("a.h5", scenario(two_arms), [](RunResult& result) {
    outcome(result, "members") = result.run.arm == Arm::together ? 0.0 : not_applicable;
  }));
  EXPECT_TRUE(batch.meets(batch.arm_named("together"))) << "even where all left";
  EXPECT_FALSE(batch.meets(batch.arm_named("alone")));
}

TEST_F(BatchOfRuns, answers_with_the_arms_it_has) {
  const auto answer_arms = [&](const char* arms) {
    const Batch batch(written(
        "a.h5",
        scenario("replicates = 2\nrecord = [\"summary\"]\narms = " + std::string(arms) + "\n"),
        number));
    const auto [first, second] = batch.answer_arms();
    return batch.arm_name(first) + " " + batch.arm_name(second);
  };
  EXPECT_EQ(answer_arms("[\"nothing\", \"alone\", \"together\", \"only_together\"]"),
            "together alone");
  EXPECT_EQ(answer_arms("[\"nothing\", \"together\"]"), "together nothing");
  EXPECT_EQ(answer_arms("[\"alone\"]"), "alone alone");
}

TEST_F(BatchOfRuns, shows_money_in_millions_where_there_are) {
  const auto money = [&](double avoided) {
    return money_unit_of(Batch(written("a.h5", scenario(two_arms), [&](RunResult& result) {
      outcome(result, "avoided_cost") = avoided;
    })));
  };
  EXPECT_EQ(money(999.0).unit, "k€");
  EXPECT_EQ(money(1000.0).unit, "M€");
  const MoneyUnit large = money(5000.0);
  const Display display = display_of({"net_value", "net value", "k€", "", true}, large);
  EXPECT_EQ(display.label, "net value, M€");
  EXPECT_EQ(1500.0 * display.factor, 1.5);
  EXPECT_EQ(display_of({"elan", "elan", "share", "", true}, large).unit, "");
  EXPECT_EQ(display_of({"elan", "elan", "share", "", true}, large).factor, 1.0);
}

TEST_F(BatchOfRuns, answer_is_that_of_the_pairs) {
  // Student (1908): differences of mean 1.58, 95 % 0.70 to 2.46, ahead in nine of ten.
  const std::vector<double> sleep{1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};
  Scenario of = scenario(two_arms);
  of.replicates = 10;
  const Batch batch(written("a.h5", of, [&](RunResult& result) {
    const auto r = static_cast<std::size_t>(result.run.replicate);
    outcome(result, "net_value") = 1000.0 * (result.run.arm == Arm::together ? sleep[r] : 0.0);
    outcome(result, "avoided_cost") = 2000.0;
  }));
  EXPECT_EQ(headline_of(batch, Language("en")),
            "With these assumptions together ends 1.58 M€ of net value ahead of alone (luck alone: "
            "0.70 to 2.46, n = 10 pairs).");
  EXPECT_EQ(
      headline_of(batch, Language("nl")),
      "Met deze aannames eindigt samen 1,58 M€ nettowaarde voor op alleen (enkel toeval: 0,70 "
      "tot 2,46, n = 10 paren).");
}

TEST_F(BatchOfRuns, answer_of_the_loser_is_turned_round) {
  Scenario of = scenario(two_arms);
  of.replicates = 10;
  const Batch batch(written("a.h5", of, [](RunResult& result) {
    // Differences 0.5 and 1.5: mean 1, t(9) = 2.262157, 95 % 0.62 to 1.38.
    outcome(result, "net_value") =
        result.run.arm == Arm::alone ? (result.run.replicate % 2 ? 1500.0 : 500.0) : 0.0;
    outcome(result, "avoided_cost") = 2000.0;
  }));
  EXPECT_EQ(headline_of(batch, Language("en")),
            "With these assumptions alone ends 1.00 M€ of net value ahead of together (luck alone: "
            "0.62 to 1.38, n = 10 pairs).");
}

TEST_F(BatchOfRuns, factors_are_those_of_the_design) {
  const Batch batch(written("a.h5", scenario(two_arms + std::string(R"([design]
kind = "grid"
[design.factors]
levers.puller = [0.6, 0.0, 0.3]
goals.order = ["chain", "free"]
)")),
                            number));
  EXPECT_EQ(batch.design_kind(), "grid");
  ASSERT_EQ(batch.factors().size(), 2u);
  const Factor& puller = batch.factors()[0];
  EXPECT_EQ(puller.name, "levers.puller");
  EXPECT_EQ(puller.unit, "FTE");
  EXPECT_EQ(puller.low, 0.0);
  EXPECT_EQ(puller.high, 0.6);
  EXPECT_TRUE(puller.choices.empty());
  EXPECT_EQ(batch.factors()[1].choices, (std::vector<std::string>{"chain", "free"}));
  EXPECT_EQ(batch.point_label(1), "levers.puller = 0.6, goals.order = free");
  EXPECT_EQ(batch.factor_label(3, 0), "0");
  EXPECT_EQ(batch.factor_label(3, 1), "free");
  EXPECT_EQ(batch.factor_value(4, 0), 0.3);
}

TEST_F(BatchOfRuns, place_of_a_number_on_its_range_is_that_of_its_size_not_of_its_row) {
  const Batch grid(written("grid.h5", scenario(two_arms + std::string(R"([design]
kind = "grid"
[design.factors]
levers.puller = [0.6, 0.0, 0.15]
)")),
                           number));
  EXPECT_EQ(grid.factor_place(0, 0), 1.0);
  EXPECT_EQ(grid.factor_place(1, 0), 0.0);
  EXPECT_EQ(grid.factor_place(2, 0), 0.25);
  const Batch list(written("list.h5", scenario(two_arms + std::string(R"([design]
kind = "list"
[[design.point]]
levers.puller = 0.6
[[design.point]]
levers.puller = 0.0
)")),
                           number));
  EXPECT_EQ(list.factor_place(0, 0), 1.0);
  EXPECT_EQ(list.factor_place(1, 0), 0.0);
}

TEST_F(BatchOfRuns, of_a_list_has_effects_of_high_against_low) {
  // The outcome is the value of the factor, so the effect is the range of the factor.
  const Scenario of = scenario(two_arms + std::string(R"([design]
kind = "list"
[[design.point]]
levers.puller = 0.6
[[design.point]]
levers.puller = 0.3
[[design.point]]
levers.puller = 0.0
)"));
  const Batch batch(written("list.h5", of, [&](RunResult& result) {
    outcome(result, "net_value") = of.design.value(result.run.point, 0);
  }));
  const Responses responses(batch, {"net_value", batch.arm_named("alone"), std::nullopt});
  const auto effects = main_effects(batch, responses).factors;
  ASSERT_EQ(effects.size(), 1u);
  EXPECT_NEAR(effects[0].low, 0.0, 1e-12);
  EXPECT_NEAR(effects[0].high, 0.6, 1e-12);
  EXPECT_NEAR(effects[0].difference.mean, 0.6, 1e-12);
  EXPECT_NEAR(effects[0].low_value, 0.0, 1e-12);
  EXPECT_NEAR(effects[0].high_value, 0.6, 1e-12);
}

TEST_F(BatchOfRuns, has_effects_though_a_run_failed_at_every_point) {
  const Scenario of = scenario(two_arms + std::string(R"([design]
kind = "grid"
[design.factors]
levers.puller = [0.0, 0.5]
)"));
  const Batch batch(written("a.h5", of, [](RunResult& result) {
    number(result);
    if (result.run.replicate == 2 + result.run.point) fail(result);
  }));
  const Responses responses(batch, {"net_value", batch.arm_named("alone"), std::nullopt});
  const auto effects = main_effects(batch, responses).factors;
  ASSERT_EQ(effects.size(), 1u);
  EXPECT_EQ(effects[0].difference.n, 4u) << "of six, one failed here and one there";
  EXPECT_EQ(effects[0].difference.mean, 100.0);
}

TEST_F(BatchOfRuns, has_effects_of_the_points_that_are_whole) {
  const Scenario of = scenario(two_arms + std::string(R"([design]
kind = "grid"
[design.factors]
levers.puller = [0.0, 0.5]
levers.match = [0.0, 1.0]
)"));
  const Batch batch(written("a.h5", of, [](RunResult& result) {
    number(result);
    if (result.run.point == 1 && result.run.replicate == 0) fail(result);
  }));
  const Responses responses(batch, {"net_value", batch.arm_named("alone"), std::nullopt});
  const auto effects = main_effects(batch, responses).factors;
  ASSERT_EQ(effects.size(), 2u);
  // Points are worth 0, 100, 200, 300 more. The second point is left out, and its counterpart with
  // it.
  EXPECT_EQ(effects[0].difference.mean, 200.0);
  EXPECT_EQ(effects[1].difference.mean, 100.0);
  EXPECT_EQ(effects[0].difference.n, 6u);
}

TEST_F(BatchOfRuns, answer_of_few_pairs_is_that_there_are_too_few) {
  Scenario of = scenario(two_arms);
  of.replicates = 4;
  const Batch batch(written("a.h5", of, number));
  for (const Language language : {Language("en"), Language("nl")})
    EXPECT_EQ(headline_of(batch, language).find("95"), std::string::npos)
        << headline_of(batch, language);
  EXPECT_EQ(headline_of(batch, Language("en")), "too few pairs of runs for an answer: 4.");
}

TEST_F(BatchOfRuns, lays_bare_the_response_of_each_point) {
  const Scenario of = scenario(two_arms + std::string(R"([design]
kind = "grid"
[design.factors]
levers.puller = [0.0, 0.5]
)"));
  const Batch batch(written("a.h5", of, [](RunResult& result) {
    number(result);
    if (result.run.point == 1 && result.run.replicate == 4 && result.run.arm == Arm::alone)
      fail(result);
  }));
  const int alone = batch.arm_named("alone"), together = batch.arm_named("together");
  const Responses one(batch, {"net_value", together, std::nullopt}, 0.5);
  EXPECT_EQ(one.replicates(), 6u);
  EXPECT_EQ(one.at(1)[3], 0.5 * (1000.0 * together + 103.0));
  const Responses both(batch, {"net_value", together, alone});
  EXPECT_EQ(both.mean_at(0), 1000.0 * (together - alone));
  EXPECT_TRUE(std::isnan(both.at(1)[4]));
  EXPECT_TRUE(std::isnan(both.mean_at(1)));
  EXPECT_EQ(both.at(1)[5], 1000.0 * (together - alone));
}

}  // namespace
}  // namespace samen::analysis::batch_test
