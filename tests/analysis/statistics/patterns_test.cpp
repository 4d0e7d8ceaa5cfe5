// Patterns: what a configuration may state, what is said if it is wrong, and how runs with known
// numbers are judged.
#include "analysis/statistics/pattern.hpp"

#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "analysis/statistics/judged_patterns.hpp"
#include "io/calibration_reader.hpp"
#include "io/known_answer.hpp"

namespace samen::analysis::patterns_test {
namespace {

/// Runs of one arm at three design points, with eight replicates by default.
class Patterns : public KnownAnswer {
 protected:
  static std::string configuration(const std::string& more, int replicates = 8) {
    return "arms = [\"together\"]\nreplicates = " + std::to_string(replicates) +
           "\nrecord = [\"tables\", \"organisations\"]\n"
           "[design]\nkind = \"list\"\n"
           "[[design.point]]\nname = \"low\"\nlevers.match = 0\n"
           "[[design.point]]\nname = \"middle\"\nlevers.match = 1\n"
           "[[design.point]]\nname = \"high\"\nlevers.match = 2\n"
           "[[pattern]]\nid = \"V1\"\ntitle = \"known\"\nsource = \"nobody\"\n" +
           more;
  }

  static std::string criterion(const std::string& keys) {
    return "[[pattern.criterion]]\nname = \"it\"\n" + keys + "\n";
  }

  std::vector<std::string> complaints(const std::string& more) const {
    try {
      scenario(configuration(more));
    } catch (const ScenarioError& error) {
      return error.complaints;
    }
    return {};
  }

  /// Series of an observable of a run.
  static std::vector<float>& series(const Scenario& of, RunResult& result, std::string_view name) {
    const auto kept = recorded(of.record);
    for (std::size_t n = 0; n < kept.size(); ++n)
      if (observables[kept[n]].name == name) return result.series.at(n);
    throw std::invalid_argument("not recorded: " + std::string(name));
  }

  /// The finding of the first criterion, in runs whose numbers a formula gives.
  Finding found(const std::string& keys, const std::function<void(const Scenario&, RunResult&)>& by,
                int replicates = 8) const {
    const Scenario of = scenario(configuration(criterion(keys), replicates));
    const std::string file = written("known.h5", of, [&](RunResult& result) { by(of, result); });
    const Batch batch(file);
    const auto patterns = patterns_of(batch);
    const Finding finding = PatternEvaluator(batch).find(patterns.at(0).criteria.at(0));
    std::filesystem::remove(file);
    return finding;
  }
};

const std::string progress = "measure = \"mean_progress\"\n";

TEST_F(Patterns, of_a_configuration_allow_no_common_parameter_stated_or_varied) {
  const auto stated = complaints(criterion(progress + "sign = \"+\"") + "[trust]\nloss = 0.3\n");
  ASSERT_EQ(stated.size(), 1u);
  EXPECT_NE(stated[0].find("'trust.loss' is a common parameter"), std::string::npos) << stated[0];
  EXPECT_NE(stated[0].find("scenario.toml:42:8"), std::string::npos) << "its place: " << stated[0];
  EXPECT_TRUE(complaints(criterion(progress + "sign = \"+\"") + "[initial]\nelan = 0.3\n").empty());

  const std::string varied =
      "arms = [\"together\"]\n[design]\nkind = \"lhs\"\nsize = 3\n[design.factors]\n"
      "leaving.hazard = [0.01, 0.1]\n[[pattern]]\nid = \"V1\"\ntitle = \"a\"\nsource = \"b\"\n" +
      criterion(progress + "sign = \"+\"");
  try {
    scenario(varied);
    FAIL() << "a common parameter was varied";
  } catch (const ScenarioError& error) {
    EXPECT_NE(std::string(error.what()).find("'leaving.hazard' is a common parameter"),
              std::string::npos)
        << error.what();
  }
  EXPECT_NO_THROW(scenario("[trust]\nloss = 0.3\n")) << "other scenarios state what they like";
}

TEST_F(Patterns, complain_of_all_that_is_wrong_and_name_the_nearest_right_name) {
  const auto lines = complaints(criterion("measure = \"mean_progres\"\nband = [1, 0]") +
                                criterion("statistic = \"ratio\"\nmeasure = \"elan\"\n"
                                          "months = [3, 99]\npoint = \"hihg\"\nsign = \"up\""));
  std::string all;
  for (const std::string& line : lines) all += line + '\n';
  for (const char* part :
       {"did you mean 'mean_progress'?", "the lowest and the highest value accepted",
        "a calendar of 6", "did you mean 'high'?", "must be \"+\" or \"-\"",
        "the statistic 'ratio' needs 'against'"})
    EXPECT_NE(all.find(part), std::string::npos) << part << "\nin\n" << all;
  EXPECT_EQ(complaints("").size(), 1u) << "neither a criterion nor what is lacking";
  EXPECT_TRUE(complaints("lacking = \"sanctions\"\n").empty());
}

TEST_F(Patterns, hold_where_the_band_contains_the_value_and_a_sign_the_whole_interval) {
  const auto by = [](const Scenario&, RunResult& result) {
    outcome(result, "mean_progress") = 0.1 * (1 + result.run.replicate);  // 0.1 … 0.8
  };
  const Finding inside = found(progress + "band = [0.4, 0.5]", by);
  EXPECT_NEAR(inside.value.mean, 0.45, 1e-12);
  EXPECT_EQ(inside.value.n, 8u);
  EXPECT_TRUE(inside.holds);
  EXPECT_EQ(inside.distance, 0.0);
  // The jackknife of a mean is its Student interval, 0.45 ± 2.364624 · 0.2449490 / √8 = 0.2047825;
  // of a share on the scale of its logit: plogis(qlogis(0.45) + 0.2047825 / (0.45 · 0.55)).
  ASSERT_TRUE(inside.value.interval);
  EXPECT_NEAR(inside.value.interval->high, 0.6517484, 1e-6);
  const Finding outside = found(progress + "band = [0.5, 0.6]", by);
  EXPECT_FALSE(outside.holds);
  EXPECT_NEAR(outside.distance, 0.5, 1e-9) << "half a width of the band";
  EXPECT_TRUE(found(progress + "sign = \"+\"", by).holds);
  EXPECT_FALSE(found(progress + "sign = \"-\"", by).holds);
  const auto near_nought = [](const Scenario&, RunResult& result) {
    outcome(result, "mean_progress") = result.run.replicate - 3.0;  // mean 0.5, interval ± 2
  };
  EXPECT_FALSE(found(progress + "sign = \"+\"", near_nought).holds);
  EXPECT_TRUE(found(progress + "band = [0, 1]", near_nought).holds);
}

TEST_F(Patterns, over_several_layouts_have_the_layout_as_their_unit) {
  const std::string keys = progress + "band = [0.35, 0.45]\n" +
                           "[[pattern.criterion]]\nname = \"sign\"\n" + progress + "sign = \"+\"";
  const Scenario of = scenario(configuration(criterion(keys)));
  std::vector<std::string> layouts;
  for (const double value : {0.2, 0.3, 0.4, 0.5, 0.6})
    layouts.push_back(
        written("layout" + std::to_string(layouts.size()) + ".h5", of, [&](RunResult& result) {
          outcome(result, "mean_progress") = value + (result.run.replicate % 2 ? 0.1 : -0.1);
        }));
  const auto judged = judged_patterns({layouts});
  ASSERT_EQ(judged.size(), 1u);
  EXPECT_TRUE(judged[0].holds());
  for (const Finding& finding : judged[0].findings) {
    EXPECT_NEAR(finding.value.mean, 0.4, 1e-12);
    EXPECT_EQ(finding.value.n, 5u);
    ASSERT_TRUE(finding.value.interval);
  }
  // t.test(c(0.2, 0.3, 0.4, 0.5, 0.6)): 0.4 ± 0.1963243; of a share on the scale of its logit.
  EXPECT_NEAR(judged[0].findings[1].value.interval->high, 0.5963243, 1e-6);
  EXPECT_NEAR(judged[0].findings[0].value.interval->high, 0.6016999, 1e-6);
  EXPECT_EQ(judged_patterns({{layouts[0]}, {layouts[1]}}).size(), 2u) << "two configurations";
  for (const std::string& file : layouts) std::filesystem::remove(file);
}

TEST_F(Patterns, of_yes_or_no_have_intervals_of_shares) {
  // Seven of eight tables are alive: 0.875 ± 0.2955780 by the jackknife, on the scale of the logit
  // plogis(qlogis(0.875) ± 0.2955780 / (0.875 · 0.125)).
  const Finding alive = found("measure = \"alive\"\nmonths = [4, 4]\nband = [0.8, 0.97]\n",
                              [](const Scenario& of, RunResult& result) {
                                for (float& month : series(of, result, "alive"))
                                  month = result.run.replicate > 0 ? 1.0 : 0.0;
                              });
  EXPECT_NEAR(alive.value.mean, 0.875, 1e-12);
  ASSERT_TRUE(alive.value.interval);
  EXPECT_NEAR(alive.value.interval->high, 0.9905133, 1e-6);
  EXPECT_NEAR(alive.value.interval->low, 0.3194029, 1e-6);
}

TEST_F(Patterns, compare_points_and_months_within_replicates) {
  const auto by = [](const Scenario& of, RunResult& result) {
    outcome(result, "mean_progress") = result.run.replicate + 2.0 * result.run.point;
    auto& pledged = series(of, result, "pledge");  // month × seat
    auto& effort = series(of, result, "effort");
    for (std::size_t n = 0; n < pledged.size(); ++n) {
      pledged[n] = 10.0;
      effort[n] = n < 3 ? 6.0 : n % 3 == 0 ? 0.0 : 3.0;  // month 1: 6 each; then 0, 3, 3
    }
  };
  const Finding difference = found("statistic = \"difference\"\n" + progress +
                                       "point = \"high\"\nagainst = \"low\"\nband = [3.9, 4.1]",
                                   by);
  EXPECT_NEAR(difference.value.mean, 4.0, 1e-12);
  EXPECT_NEAR(difference.value.interval->high, 4.0, 1e-9) << "replicates share their luck";
  EXPECT_NEAR(
      found("measure = \"effort\"\nper = \"pledge\"\nmonths = [1, 1]\nsign = \"+\"", by).value.mean,
      0.6, 1e-6);
  EXPECT_NEAR(found("statistic = \"ratio\"\nmeasure = \"effort\"\nper = \"pledge\"\n"
                    "months = [2, 3]\nagainst_months = [1, 1]\nsign = \"+\"",
                    by)
                  .value.mean,
              0.2 / 0.6, 1e-6);
  EXPECT_EQ(found("measure = \"effort\"\nentries = \"lowest\"\nmonths = [2, 2]\nsign = \"+\"", by)
                .value.mean,
            0.0);
  // 0, 3, 3: mean 2, deviation √3.
  EXPECT_NEAR(
      found("measure = \"effort\"\nentries = \"variation\"\nmonths = [2, 2]\nsign = \"+\"", by)
          .value.mean,
      std::sqrt(3.0) / 2.0, 1e-6);
}

TEST_F(Patterns, count_months_from_the_start_of_operations_where_they_say_so) {
  const auto by = [](const Scenario& of, RunResult& result) {
    auto& elan = series(of, result, "elan");
    for (std::size_t month = 0; month < elan.size(); ++month)
      elan[month] = static_cast<double>(month);
    result.operating_since[0] = result.run.replicate == 0 ? -1 : 2;
  };
  const Finding finding =
      found("measure = \"elan\"\nsince = \"operations\"\nmonths = [2, 2]\nsign = \"+\"", by);
  EXPECT_NEAR(finding.value.mean, 3.0, 1e-12);
  EXPECT_EQ(finding.value.n, 7u) << "the table that never operates has no such month";
}

TEST_F(Patterns, know_effect_sizes_and_correlations_of_single_entries) {
  // Seats at 1, 2, 3 and, at the other point, 2, 3, 4: d = 1 over a pooled variance of
  // 2 · 8 · 2 / (48 - 2).
  const auto by = [](const Scenario& of, RunResult& result) {
    auto& pledged = series(of, result, "pledge");
    auto& motivation = series(of, result, "motivation");
    for (std::size_t n = 0; n < pledged.size(); ++n) {
      pledged[n] = static_cast<double>(n % 3 + 1) + (result.run.point == 2 ? 1.0 : 0.0);
      motivation[n] = n % 3 == 1 ? 0.5 : 0.0;  // a hump: no correlation
    }
  };
  const Finding d = found(
      "statistic = \"effect_size\"\nmeasure = \"pledge\"\nmonths = [1, 1]\n"
      "point = \"high\"\nagainst = \"low\"\nband = [1, 2]",
      by);
  EXPECT_NEAR(d.value.mean, 1.0 / std::sqrt(32.0 / 46.0), 1e-6);
  const std::string correlation = "statistic = \"correlation\"\nmeasure = \"pledge\"\n";
  EXPECT_NEAR(found(correlation + "with = [\"motivation\"]\nmonths = [1, 1]\nband = [-1, 0.5]", by)
                  .value.mean,
              0.0, 1e-6);
  EXPECT_NEAR(
      found(correlation + "with = [\"pledge\"]\nmonths = [1, 1]\nband = [-1, 0.5]", by).value.mean,
      1.0, 1e-6);
}

TEST_F(Patterns, know_how_much_larger_one_effect_size_is_than_another) {
  // Eight replicates with three seats at 1, 2, 3 plus a shift: within a point every pooled variance
  // is 2 · 8 · 2 / (48 - 2) = 32/46. Shifts of 1 and 0.25 are effects of √(46/32) and a quarter of
  // it; the gap is three quarters, 0.8992184.
  const auto by = [](const Scenario& of, RunResult& result) {
    constexpr std::array shift{0.0, 0.25, 1.0};
    auto& pledged = series(of, result, "pledge");
    for (std::size_t n = 0; n < pledged.size(); ++n)
      pledged[n] = static_cast<double>(n % 3 + 1) + shift[std::size_t(result.run.point)];
  };
  const std::string gap =
      "statistic = \"effect_size_gap\"\nmeasure = \"pledge\"\nmonths = [1, 1]\n"
      "point = \"high\"\nagainst = \"low\"\nwith = [\"middle\", \"low\"]\n";
  const Finding found_gap = found(gap + "sign = \"+\"", by);
  EXPECT_NEAR(found_gap.value.mean, 0.8992184, 1e-6);
  // All replicates are alike. Leaving one out changes only the pooled variance, to 28/40, and it
  // does so alike for all eight. The interval has no width.
  ASSERT_TRUE(found_gap.value.interval);
  EXPECT_NEAR(found_gap.value.interval->low, 0.8992184, 1e-6);
  EXPECT_TRUE(found_gap.holds);
  EXPECT_FALSE(found(gap + "band = [1, 2]", by).holds);
}

TEST_F(Patterns, have_one_interval_for_a_gap_as_the_points_of_a_replicate_share_their_luck) {
  // A replicate shifts the points middle and high alike, so that both effects move together. The
  // gap between a point and itself is nought, and certain.
  const auto by = [](const Scenario& of, RunResult& result) {
    auto& pledged = series(of, result, "pledge");
    for (std::size_t n = 0; n < pledged.size(); ++n)
      pledged[n] = static_cast<double>(n % 3 + 1) +
                   (result.run.point == 0 ? 0.0 : 0.1 * result.run.replicate);
  };
  const Finding gap = found(
      "statistic = \"effect_size_gap\"\nmeasure = \"pledge\"\nmonths = [1, 1]\n"
      "point = \"high\"\nagainst = \"low\"\nwith = [\"middle\", \"low\"]\nband = [-1, 1]\n",
      by);
  EXPECT_NEAR(gap.value.mean, 0.0, 1e-9);
  ASSERT_TRUE(gap.value.interval);
  EXPECT_NEAR(gap.value.interval->low, 0.0, 1e-9);
  EXPECT_NEAR(gap.value.interval->high, 0.0, 1e-9);
  const Finding alone = found(
      "statistic = \"effect_size\"\nmeasure = \"pledge\"\nmonths = [1, 1]\n"
      "point = \"high\"\nagainst = \"low\"\nband = [-1, 1]\n",
      by);
  EXPECT_GT(alone.value.interval->high - alone.value.interval->low, 0.1) << "each by itself is not";
}

TEST_F(Patterns, of_a_gap_name_two_more_design_points) {
  const std::string gap =
      "statistic = \"effect_size_gap\"\nmeasure = \"pledge\"\npoint = \"high\"\n"
      "against = \"low\"\nsign = \"+\"\n";
  EXPECT_TRUE(complaints(criterion(gap + "with = [\"middle\", \"low\"]")).empty());
  const auto none = complaints(criterion(gap));
  ASSERT_EQ(none.size(), 1u);
  EXPECT_NE(none[0].find("the statistic 'effect_size_gap' needs 'with'"), std::string::npos);
  const auto wrong = complaints(criterion(gap + "with = [\"midle\", \"low\"]"));
  ASSERT_EQ(wrong.size(), 1u);
  EXPECT_NE(wrong[0].find("no design point is named 'midle'"), std::string::npos) << wrong[0];
}

TEST_F(Patterns, know_hazards_and_why_tables_end) {
  // Of eight, two end in month 3 (goals reached, faded), one in month 5 (faded).
  const auto by = [](const Scenario&, RunResult& result) {
    const int which = result.run.replicate;
    if (which > 2) return;
    result.ended_at[0] = which < 2 ? 2 : 4;
    result.ended_by[0] = which == 0 ? reason::goals_reached : reason::faded;
  };
  // Months 2 to 4: two ends; exposure 2 · 2 + 6 · 3 = 22 months.
  EXPECT_NEAR(found("statistic = \"hazard\"\nmonths = [2, 4]\nband = [0, 2]", by).value.mean,
              2.0 * 12.0 / 22.0, 1e-9);
  EXPECT_NEAR(found("statistic = \"ending_share\"\nmonths = [1, 6]\nband = [0, 1]", by).value.mean,
              1.0 / 3.0, 1e-9);
  EXPECT_NEAR(found("statistic = \"ending_share\"\nmonths = [4, 6]\nband = [0, 1]", by).value.mean,
              0.0, 1e-9);
}

TEST_F(Patterns, find_the_best_point_inside_and_effects_of_two_measures) {
  const auto hump = [](const Scenario&, RunResult& result) {
    outcome(result, "mean_progress") =
        (result.run.point == 1 ? 1.0 : 0.2 * result.run.point) + 0.01 * result.run.replicate;
  };
  const Finding best =
      found("statistic = \"interior_optimum\"\n" + progress + "sign = \"+\"", hump);
  EXPECT_NEAR(best.value.mean, 0.6, 1e-9);
  EXPECT_TRUE(best.holds);
  const auto rising = [](const Scenario&, RunResult& result) {
    outcome(result, "mean_progress") = result.run.point + 0.01 * result.run.replicate;
  };
  EXPECT_FALSE(
      found("statistic = \"interior_optimum\"\n" + progress + "sign = \"+\"", rising).holds);

  // y = 3 x + 4 z exactly, x and z apart from each other and of equal spread: effects 0.6 and 0.8.
  const auto plane = [](const Scenario&, RunResult& result) {
    const double x = result.run.point - 1.0;
    const double z = result.run.replicate % 3 - 1.0;
    outcome(result, "own_effort") = x;
    outcome(result, "seed_money") = z;
    outcome(result, "mean_progress") = 3.0 * x + 4.0 * z;
  };
  const std::string effect =
      "statistic = \"effect\"\nwith = [\"own_effort\", \"seed_money\"]\n" + progress;
  const auto of_term = [&](const std::string& term) {
    return found(effect + "term = \"" + term + "\"\nband = [-1, 1]", plane, 9).value.mean;
  };
  EXPECT_NEAR(of_term("first"), 0.6, 1e-9);
  EXPECT_NEAR(of_term("second"), 0.8, 1e-9);
  EXPECT_NEAR(of_term("product"), 0.0, 1e-9);
  EXPECT_NEAR(of_term("first_above_second"), -0.2, 1e-9);
}

TEST_F(Patterns, that_cannot_be_expressed_fail_and_say_so) {
  const Scenario of = scenario(configuration("lacking = \"sanctions at a cost\"\n"));
  const std::string file = written("none.h5", of, [](RunResult&) {});
  const Reply reply = reply_of("judge " + file + " --format csv --only patterns");
  EXPECT_EQ(reply.exit, 0) << reply.complaint;
  const auto rows = records_of_csv(reply.text);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].at("verdict"), "fails");
  EXPECT_EQ(reply_of("judge " + file + " --pattern V9").exit, 2);
  EXPECT_NE(reply_of("judge " + file + " --mapping").text.find("sanctions at a cost"),
            std::string::npos);
}

TEST_F(Patterns, belong_to_the_judgement_and_change_no_run) {
  const Scenario with = scenario(configuration(criterion(progress + "sign = \"+\"")));
  std::string text = configuration("");
  text.resize(text.find("[[pattern]]"));
  EXPECT_EQ(with.resolved, scenario(text).resolved);
}

TEST(PartOfARange, lies_between_two_places_on_it) {
  const FactorRange plain{Scale::linear, 0.0, 8.0, 1};
  EXPECT_NEAR(part_of(plain, 0.25, 0.5).low, 2.0, 1e-12);
  EXPECT_NEAR(part_of(plain, 0.25, 0.5).high, 4.0, 1e-12);
  const FactorRange decades{Scale::logarithmic, 0.01, 1.0, 1};
  EXPECT_NEAR(part_of(decades, 0.25, 1.0).low, 0.01 * std::sqrt(10.0), 1e-9);
  EXPECT_NEAR(place_on(decades, 0.1), 0.5, 1e-12);
  const FactorRange whole{Scale::integer, 2.0, 6.0, 1};
  EXPECT_EQ(part_of(whole, 0.3, 0.6).low, 3.0);
  EXPECT_EQ(part_of(whole, 0.3, 0.6).high, 5.0);
  EXPECT_EQ(part_of(whole, 1.0, 1.0).low, 5.0) << "never less than two numbers";
}

TEST_F(Patterns, of_a_calibration_and_a_common_set_allow_common_parameters_alone) {
  const auto of_file = [&](const std::string& text, auto&& read) {
    std::ofstream(path("own.toml")) << text;
    try {
      read(path("own.toml"));
    } catch (const ScenarioError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  const auto set = [](const std::string& file) { read_common_parameters(file); };
  EXPECT_EQ(of_file("[trust]\nloss = 0.3\n", set), "");
  EXPECT_NE(of_file("[levers]\nmatch = 2\n", set).find("'levers' is no section of common"),
            std::string::npos);
  std::ofstream(path("own.toml")) << "[trust]\nloss = 0.3\n[leaving]\nhazard = 0.08\n";
  EXPECT_EQ(read_common_parameters(path("own.toml")),
            (std::vector<std::string>{"leaving.hazard=0.08", "trust.loss=0.3"}));
  const auto calibration = [](const std::string& file) { read_calibration(file); };
  const std::string head =
      "[calibration]\ntitle = \"a\"\nfit = [\"V1\"]\n[design]\nkind = \"lhs\"\nsize = 2\n"
      "[design.factors]\n";
  EXPECT_EQ(of_file(head + "trust.loss = [0.1, 0.3]\n", calibration), "");
  EXPECT_NE(
      of_file(head + "trust.los = [0.1, 0.3]\n", calibration).find("did you mean 'trust.loss'"),
      std::string::npos);
  EXPECT_NE(of_file(head + "trust.loss = [0.1, 3]\n", calibration).find("outside [0, 1]"),
            std::string::npos);
}

}  // namespace
}  // namespace samen::analysis::patterns_test
