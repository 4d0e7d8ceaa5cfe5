// samen sensitivity on designs whose answers are known, through the result file.
#include <algorithm>
#include <cmath>
#include <numeric>

#include <boost/math/constants/constants.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_int_distribution.hpp>

#include "analysis/output/table.hpp"
#include "analysis/results/batch.hpp"
#include "analysis/statistics/responses.hpp"
#include "io/known_answer.hpp"

namespace samen::analysis::sensitivity_test {
namespace {

// Ishigami & Homma (1990), ISUMA '90, with a = 7 and b = 0.1; the indices are in Saltelli et al.
// (2008), Global Sensitivity Analysis: The Primer. The fourth factor does nothing.
const std::vector<double> ishigami_first{0.3139, 0.4424, 0.0, 0.0};
const std::vector<double> ishigami_total{0.5576, 0.4424, 0.2437, 0.0};

// The function of the places of the factors on their ranges, as the program lays them out.
double ishigami(const Design& design, int point) {
  const double pi = boost::math::constants::pi<double>();
  const auto angle = [&](std::size_t k) { return pi * (2.0 * design.place(point, k) - 1.0); };
  return std::sin(angle(0)) * (1.0 + 0.1 * std::pow(angle(2), 4)) +
         7.0 * std::pow(std::sin(angle(1)), 2);
}

constexpr double slope[] = {4.0, -2.0, 1.0, 0.0};  // per whole range

double linear(const Design& design, int point) {
  double sum = 0.0;
  for (std::size_t k = 0; k < design.factors.size(); ++k) sum += slope[k] * design.place(point, k);
  return sum;
}

std::string design_text(const std::string& kind, int size) {
  return "[design]\nkind = \"" + kind + "\"\nsize = " + std::to_string(size) + R"(
[design.factors]
levers.puller = [0.0, 1.0]
levers.match = [0.0, 2.0]
trust.gain = [0.04, 0.16]
goals.complexity = [0.2, 0.9]
)";
}

std::string one_arm(int replicates) {
  return "arms = [\"alone\"]\nrecord = [\"summary\"]\nreplicates = " + std::to_string(replicates) +
         "\n";
}

/// The mark behind an estimate that cannot be told from zero.
constexpr const char* not_distinct = " °";

using Function = double (*)(const Design&, int);

/// Gives every run the function as its net value.
Formula exactly(const Scenario& of, Function function) {
  return [&of, function](RunResult& result) {
    outcome(result, "net_value") = function(of.design, result.run.point);
  };
}

/// The points in another order, each with its place in the design.
void shuffle(Scenario& of) {
  Sample& sample = of.design.sample;
  const Sample was = sample;
  std::vector<std::size_t> order(was.block.size());
  std::iota(order.begin(), order.end(), 0);
  boost::random::mt19937 engine(7);
  for (std::size_t n = order.size(); n > 1; --n)
    std::swap(order[n - 1],
              order[boost::random::uniform_int_distribution<std::size_t>(0, n - 1)(engine)]);
  for (std::size_t n = 0; n < order.size(); ++n) {
    sample.block[n] = was.block[order[n]];
    sample.step[n] = was.step[order[n]];
    for (std::size_t k = 0; k < was.factors; ++k)
      sample.unit[n * was.factors + k] = was.unit[order[n] * was.factors + k];
  }
}

class Sensitivity : public KnownAnswer {
 protected:
  static Responses responses_of(const Batch& batch) {
    return {batch, {"net_value", batch.arm_named("alone"), std::nullopt}};
  }
  static SobolIndices indices_of(const Batch& batch) {
    return sobol_indices(saltelli_blocks(batch, responses_of(batch)));
  }

  Reply shown(const std::string& path, const std::string& options = "--arm alone") const {
    const Reply reply = reply_of("sensitivity " + path + " " + options);
    EXPECT_EQ(reply.exit, 0) << reply.complaint;
    return reply;
  }
};

/// The line of a table that starts with a word.
std::string line_of(const std::string& text, const std::string& word) {
  const auto at = text.find("\n  " + word + " ");
  if (at == std::string::npos) return "";
  return text.substr(at + 1, text.find('\n', at + 1) - at - 1);
}

bool says(const Reply& reply, const std::string& words) {
  return reply.text.find(words) != std::string::npos;
}

TEST_F(Sensitivity, indices_of_ishigami_come_through_the_file) {
  const Scenario of = scenario(one_arm(1) + design_text("saltelli", 2048));
  const std::string path = written("ishigami.h5", of, exactly(of, ishigami));
  const SobolIndices indices = indices_of(Batch(path));
  ASSERT_EQ(indices.state, SobolState::estimated);
  EXPECT_EQ(indices.blocks, 2048u);
  EXPECT_NEAR(indices.mean, 3.5, 0.02);
  EXPECT_NEAR(indices.variance, 13.8446, 0.1);
  for (std::size_t k = 0; k < 4; ++k) {
    EXPECT_NEAR(indices.factors[k].first.value, ishigami_first[k], 0.02) << k;
    EXPECT_NEAR(indices.factors[k].total.value, ishigami_total[k], 0.02) << k;
  }
  const Reply reply = shown(path);
  EXPECT_TRUE(says(reply, "2048 base rows (12288 points), 1 replicate each; 0 rows dropped"))
      << reply.text;
  EXPECT_TRUE(says(reply, "one replicate: what part of this is noise")) << reply.text;
  EXPECT_EQ(line_of(reply.text, "levers.match").find(not_distinct), std::string::npos)
      << reply.text;
  const std::string interaction = line_of(reply.text, "trust.gain");
  EXPECT_NE(interaction.find(not_distinct), std::string::npos) << "its first order is nothing";
  EXPECT_EQ(interaction.find(not_distinct), interaction.rfind(not_distinct)) << "its total is not";
  const auto records = records_of_csv(shown(path, "--arm alone --format csv --only sobol").text);
  EXPECT_EQ(std::stod(records.at(3).at("first")), 0.0) << "exactly: it does nothing";
  EXPECT_EQ(std::stod(records.at(3).at("total")), 0.0);
}

TEST_F(Sensitivity, indices_are_drawn_as_they_are_estimated) {
  const Scenario of = scenario(one_arm(1) + design_text("saltelli", 64));
  const std::string path = written("a.h5", of, exactly(of, ishigami));
  const SobolIndices indices = indices_of(Batch(path));
  ASSERT_TRUE(indices.factors[2].first.indistinguishable_from_zero);
  ASSERT_NE(indices.factors[2].first.value, 0.0);
  EXPECT_EQ(reply_of("plot " + path + " --picture sobol -o " + this->path("drawn")).exit, 0);
  std::ostringstream bar;  // from 0 to the value
  bar.precision(10);
  const double value = indices.factors[2].first.value;
  bar << ' ' << std::min(0.0, value) << ' ' << std::max(0.0, value) << ' ';
  const std::string data = contents_of(this->path("drawn/sobol.dat"));
  EXPECT_NE(data.find(bar.str()), std::string::npos) << bar.str() << data;
}

TEST_F(Sensitivity, pairs_of_factors_have_their_own_table_where_the_design_allows) {
  const std::string text = one_arm(1) + design_text("saltelli", 2048);
  const Scenario plain = scenario(text);
  EXPECT_FALSE(says(shown(written("a.h5", plain, exactly(plain, ishigami))), "Second order"));
  const Scenario of =
      scenario(std::string(text).insert(text.find("size"), "second_order = true\n"));
  const std::string path = written("b.h5", of, exactly(of, ishigami));
  const auto records =
      records_of_csv(shown(path, "--arm alone --format csv --only sobol_pairs").text);
  ASSERT_EQ(records.size(), 6u);
  constexpr double tolerance = 0.1;  // three standard errors of as many random rows
  EXPECT_EQ(records[0].at("factor") + " " + records[0].at("with"), "levers.puller trust.gain");
  EXPECT_NEAR(std::stod(records[0].at("second")), ishigami_total[2], tolerance);
  for (std::size_t n = 1; n < 6; ++n)
    EXPECT_NEAR(std::stod(records[n].at("second")), 0.0, tolerance) << n;
  EXPECT_TRUE(says(shown(path), "2048 base rows (20480 points)"));
}

TEST_F(Sensitivity, inert_factor_has_no_interval_clear_of_zero) {
  // All points share some luck, and every run has luck of its own; the inert factor is one more
  // column of the design. At 95 % one design in twenty may be wrong.
  for (const auto& [kind, size] : {std::pair{"lhs", 80}, std::pair{"sobol", 64},
                                   std::pair{"saltelli", 32}, std::pair{"morris", 16}}) {
    int wrong = 0, missed = 0;
    for (int seed = 1; seed <= 20; ++seed) {
      std::string text = design_text(kind, size);
      text.insert(text.find("size"), "seed = " + std::to_string(seed) + "\n");
      const Scenario of = scenario(one_arm(5) + text);
      boost::random::mt19937 engine(static_cast<std::uint32_t>(seed));
      boost::random::normal_distribution<double> normal;
      std::vector<double> common(5);
      for (double& luck : common) luck = normal(engine);
      const std::string path =
          written(kind + std::to_string(seed) + ".h5", of, [&](RunResult& run) {
            const auto at = [&](std::size_t k) { return of.design.place(run.run.point, k); };
            const double luck = common[static_cast<std::size_t>(run.run.replicate)];
            outcome(run, "net_value") = 4.0 * at(0) + 6.0 * at(0) * at(1) + 3.0 * at(2) * at(2) +
                                        luck * (1.0 + at(1)) + 0.3 * normal(engine);
          });
      const Batch batch(path);
      const MainEffects effects = main_effects(batch, responses_of(batch));
      ASSERT_EQ(effects.factors.size(), 4u);
      const auto clear = [&](std::size_t k) {
        const Interval& interval = *effects.factors[k].difference.interval;
        return interval.low > 0.0 || interval.high < 0.0;
      };
      wrong += clear(3);
      missed += !clear(0);
    }
    EXPECT_LE(wrong, 1) << kind;
    EXPECT_EQ(missed, 0) << kind;
  }
}

TEST_F(Sensitivity, low_against_high_says_what_its_interval_covers) {
  for (const auto& [kind, words] : {std::pair{"lhs", "jackknife over n = 32 points"},
                                    std::pair{"saltelli", "jackknife over n = 32 base rows"},
                                    std::pair{"morris", "jackknife over n = 32 trajectories"}}) {
    const Scenario of = scenario(one_arm(5) + design_text(kind, 32));
    const std::string path = written("a.h5", of, exactly(of, linear));
    const Reply reply = shown(path);
    EXPECT_TRUE(says(reply, words)) << reply.text;
    const auto records =
        records_of_csv(shown(path, "--arm alone --format csv --only main_effects").text);
    for (std::size_t k = 0; k < 3; ++k) {
      EXPECT_NEAR(std::stod(records.at(k).at("difference")), slope[k], 1e-9) << kind << k;
      EXPECT_NEAR(std::stod(records[k].at("difference_low")), slope[k], 1e-9) << kind << k;
    }
    EXPECT_EQ(records[1].at("low_level") + " " + records[1].at("high_level"), "0 2") << kind;
  }
}

TEST_F(Sensitivity, grid_compares_its_ends_like_with_like) {
  const std::string text = R"([design]
kind = "grid"
[design.factors]
levers.puller = [0.0, 0.5, 1.0]
levers.match = [0.0, 2.0]
)";
  const Scenario of = scenario(one_arm(5) + text);
  const std::string path = written("a.h5", of, [&](RunResult& run) {
    const double puller = of.design.place(run.run.point, 0),
                 match = of.design.place(run.run.point, 1);
    outcome(run, "net_value") = 8.0 * puller * puller + 100.0 * match;
    if (run.run.point == 0) fail(run);  // puller 0, match 0: so match 0 says nothing of the puller
  });
  const Reply reply = shown(path);
  EXPECT_TRUE(says(reply, "Student t over n = 5 replicates")) << reply.text;
  const auto records =
      records_of_csv(shown(path, "--arm alone --format csv --only main_effects").text);
  EXPECT_EQ(records.at(0).at("factor"), "levers.match");
  EXPECT_NEAR(std::stod(records[0].at("difference")), 100.0, 1e-9);
  EXPECT_NEAR(std::stod(records[1].at("difference")), 8.0, 1e-9);
  EXPECT_EQ(records[1].at("low_level") + " " + records[1].at("high_level"), "0 1");
}

TEST_F(Sensitivity, factors_that_move_together_are_named_and_have_no_difference) {
  const Scenario of = scenario(one_arm(5) + R"([design]
kind = "list"
[[design.point]]
levers.puller = 0.0
levers.match = 0.0
[[design.point]]
levers.puller = 0.5
levers.match = 1.0
[[design.point]]
levers.puller = 1.0
levers.match = 2.0
)");
  const Reply reply = shown(written("a.h5", of, exactly(of, linear)));
  EXPECT_TRUE(says(reply, "levers.puller is left out: these points cannot tell it")) << reply.text;
  EXPECT_TRUE(says(reply, "levers.match is left out")) << reply.text;
}

TEST_F(Sensitivity, order_of_the_points_does_not_matter) {
  Scenario of = scenario(one_arm(1) + design_text("saltelli", 256));
  const SobolIndices before = indices_of(Batch(written("a.h5", of, exactly(of, ishigami))));
  const std::string text = shown(path("a.h5")).text;
  shuffle(of);
  const SobolIndices after = indices_of(Batch(written("b.h5", of, exactly(of, ishigami))));
  for (std::size_t k = 0; k < 4; ++k) {
    EXPECT_EQ(after.factors[k].first.value, before.factors[k].first.value) << k;
    EXPECT_EQ(after.factors[k].total.value, before.factors[k].total.value) << k;
    EXPECT_EQ(after.factors[k].total.interval.low, before.factors[k].total.interval.low) << k;
  }
  EXPECT_EQ(shown(path("b.h5")).text, text);
}

TEST_F(Sensitivity, noise_of_replicates_is_told_from_factors) {
  // Each run has its own luck: standard deviation 2 for one run, variance 4/8 for the mean of
  // eight.
  constexpr int replicates = 8;
  const Scenario of = scenario(one_arm(replicates) + design_text("saltelli", 256));
  boost::random::mt19937 engine(3);
  boost::random::normal_distribution<double> luck(0.0, 2.0);
  const std::string path = written("noise.h5", of, [&](RunResult& result) {
    outcome(result, "net_value") = ishigami(of.design, result.run.point) + luck(engine);
  });
  const SobolIndices indices = indices_of(Batch(path));
  const double all = 13.8446 + 0.5;
  EXPECT_NEAR(indices.variance, all, 0.05 * all);
  EXPECT_NEAR(*indices.noise_share, 0.5 / all, 0.1 * 0.5 / all);
  for (std::size_t k = 0; k < 4; ++k) {
    // Noise of its own at every point adds its share to each total index and lowers the first
    // index.
    EXPECT_NEAR(indices.factors[k].total.value, (ishigami_total[k] * 13.8446 + 0.5) / all, 0.05);
    EXPECT_NEAR(indices.factors[k].first.value, ishigami_first[k] * 13.8446 / all, 0.08);
    EXPECT_NEAR(*indices.factors[k].total.noise_floor, 0.5 / all, 0.1 * 0.5 / all);
  }
  const Reply reply = shown(path);
  EXPECT_TRUE(says(reply, "noise of the replicates makes " + shown_percent(*indices.noise_share) +
                              " of the variance"))
      << reply.text;
  const std::string dummy = line_of(reply.text, "goals.complexity");
  EXPECT_NE(dummy.find(not_distinct), dummy.rfind(not_distinct)) << "told as noise: " << dummy;
  EXPECT_NE(dummy.find("["), std::string::npos) << "but with its numbers";
  EXPECT_NE(line_of(reply.text, "trust.gain").find("["), std::string::npos);
}

TEST_F(Sensitivity, difference_between_arms_is_free_of_their_common_luck) {
  const Scenario of =
      scenario("arms = [\"alone\", \"together\"]\nrecord = [\"summary\"]\nreplicates = 5\n" +
               design_text("saltelli", 64));
  const std::string path = written("both.h5", of, [&](RunResult& result) {
    const double luck = 100.0 * std::sin(1.0 + result.run.point * 5.0 + result.run.replicate);
    const bool together = result.run.arm == Arm::together;
    outcome(result, "net_value") = luck + (together ? linear(of.design, result.run.point) : 0.0);
  });
  const Batch batch(path);
  const Response response{"net_value", batch.arm_named("together"), batch.arm_named("alone")};
  const SobolIndices indices = sobol_indices(saltelli_blocks(batch, {batch, response}));
  // Independent uniform terms: shares 16, 4, 1 of 21.
  for (std::size_t k = 0; k < 4; ++k)
    EXPECT_NEAR(indices.factors[k].total.value, slope[k] * slope[k] / 21.0, 0.02) << k;
  EXPECT_TRUE(says(shown(path, ""), "together − alone"));
  EXPECT_TRUE(says(shown(path, "--of alone --against together"), "alone − together"));
}

TEST_F(Sensitivity, broken_rows_are_dropped_and_counted) {
  const Scenario of = scenario(one_arm(2) + design_text("saltelli", 256));
  const int per_row = 6;
  const std::string path = written("broken.h5", of, [&](RunResult& result) {
    exactly(of, ishigami)(result);
    const int point = result.run.point;
    const int row = point / per_row;
    // In each of three rows one replicate of one point fails; in a fourth row all runs fail.
    if ((row == 10 || row == 20 || row == 30) && point % per_row == row / 10 &&
        result.run.replicate == 1)
      fail(result);
    if (row == 40) fail(result);
  });
  const SobolIndices indices = indices_of(Batch(path));
  EXPECT_EQ(indices.blocks, 252u);
  EXPECT_EQ(indices.dropped, 4u);
  EXPECT_NEAR(indices.factors[1].total.value, ishigami_total[1], 0.05);
  const Reply reply = shown(path);
  EXPECT_TRUE(says(reply, "252 base rows")) << reply.text;
  EXPECT_TRUE(says(reply, "4 rows dropped because a run of them failed")) << reply.text;
  EXPECT_TRUE(says(reply, "15 of 3072 runs failed")) << reply.text;
}

TEST_F(Sensitivity, constant_outcome_has_no_variance_to_share) {
  const Scenario of = scenario(one_arm(5) + design_text("saltelli", 16));
  const Reply reply = shown(written("a.h5", of, [](RunResult&) {}));
  EXPECT_TRUE(says(reply, "no variance to share")) << reply.text;
  EXPECT_FALSE(says(reply, "nan")) << reply.text;
}

TEST_F(Sensitivity, of_failures_alone_is_told_without_numbers) {
  for (const char* kind : {"saltelli", "morris", "lhs"}) {
    const Scenario of = scenario(one_arm(5) + design_text(kind, 8));
    const Reply reply = shown(written("a.h5", of, fail));
    EXPECT_TRUE(says(reply, "runs failed")) << kind << reply.text;
    EXPECT_FALSE(says(reply, "nan")) << kind << reply.text;
    for (const char* format : {"csv", "json", "markdown"})
      EXPECT_EQ(reply_of("sensitivity " + path("a.h5") + " --arm alone --format " + format).exit,
                0);
  }
}

TEST_F(Sensitivity, elementary_effects_of_a_linear_function_are_its_slopes) {
  Scenario of = scenario(one_arm(1) + design_text("morris", 12));
  for (const bool shuffled : {false, true}) {
    if (shuffled) shuffle(of);
    const std::string path = written(shuffled ? "b.h5" : "a.h5", of, exactly(of, linear));
    const Batch batch(path);
    const ElementaryEffects effects = elementary_effects(trajectories(batch, responses_of(batch)));
    EXPECT_EQ(effects.trajectories, 12u);
    ASSERT_EQ(effects.factors.size(), 4u);
    for (std::size_t k = 0; k < 4; ++k) {
      EXPECT_NEAR(effects.factors[k].mean.mean, slope[k], 1e-9) << k;
      EXPECT_NEAR(effects.factors[k].mean_absolute.mean, std::fabs(slope[k]), 1e-9) << k;
      EXPECT_NEAR(effects.factors[k].deviation, 0.0, 1e-9) << k;
    }
    const Reply reply = shown(path);
    EXPECT_NE(line_of(reply.text, "levers.puller").find("4.00 [4.00, 4.00]"), std::string::npos)
        << reply.text;
    EXPECT_NE(line_of(reply.text, "levers.match").find("-2.00 [-2.00, -2.00]"), std::string::npos);
    const auto rows = records_of_csv(shown(path, "--arm alone --format csv --only morris").text);
    EXPECT_EQ(std::stod(rows.at(3).at("mu_star")), 0.0);
  }
}

TEST_F(Sensitivity, broken_trajectories_are_dropped_and_counted) {
  const Scenario of = scenario(one_arm(1) + design_text("morris", 12));
  const std::string path = written("a.h5", of, [&](RunResult& result) {
    exactly(of, linear)(result);
    if (result.run.point == 7) fail(result);
  });
  EXPECT_TRUE(says(shown(path), "11 trajectories")) << shown(path).text;
  EXPECT_TRUE(says(shown(path), "1 dropped because a run of them failed"));
}

TEST_F(Sensitivity, rank_correlation_has_the_sign_of_the_slope) {
  const Scenario of = scenario(one_arm(5) + design_text("lhs", 60));
  const std::string path = written("a.h5", of, exactly(of, linear));
  const auto records = records_of_csv(shown(path, "--arm alone --format csv --only prcc").text);
  ASSERT_EQ(records.size(), 4u);
  const auto number = [&](std::size_t k, const char* key) { return std::stod(records[k].at(key)); };
  EXPECT_EQ(records[0].at("factor"), "levers.puller");
  EXPECT_GT(number(0, "prcc"), 0.9);
  EXPECT_LT(number(1, "prcc"), -0.8);
  EXPECT_GT(number(2, "prcc"), 0.5);
  EXPECT_LT(std::fabs(number(3, "prcc")), 0.5);
  EXPECT_LE(number(0, "prcc_low"), number(0, "prcc"));
  EXPECT_LT(number(0, "p"), 1e-10);
  EXPECT_GT(number(3, "p"), 1e-4);
  const auto effects =
      records_of_csv(shown(path, "--arm alone --format csv --only main_effects").text);
  EXPECT_EQ(effects.at(0).at("factor"), "levers.puller") << "the largest comes first";
  EXPECT_NEAR(std::stod(effects[0].at("difference")), slope[0], 1e-9) << "others held";
}

TEST_F(Sensitivity, machines_get_numbers) {
  for (const char* kind : {"saltelli", "morris"}) {
    const Scenario of = scenario(one_arm(5) + design_text(kind, 128));
    const std::string path = written(std::string(kind) + ".h5", of, exactly(of, linear));
    const bool sobol = std::string(kind) == "saltelli";
    const auto records = records_of_csv(
        shown(path, std::string("--arm alone --format csv --only ") + (sobol ? "sobol" : "morris"))
            .text);
    const std::string key = sobol ? "total" : "mu_star";
    const double expected = sobol ? 16.0 / 21.0 : 4.0;
    const std::string field = records.at(0).at(key);
    char* end = nullptr;
    EXPECT_NEAR(std::strtod(field.c_str(), &end), expected, 0.01) << kind;
    EXPECT_EQ(*end, '\0') << "a number and no more: " << field;
    EXPECT_TRUE(records[0].count(key + "_low") && records[0].count(key + "_high")) << kind;
  }
}

TEST_F(Sensitivity, without_a_design_there_is_nothing_to_explain) {
  const std::string path = written("a.h5", scenario(one_arm(5)), [](RunResult&) {});
  const Reply reply = reply_of("sensitivity " + path);
  EXPECT_EQ(reply.exit, 2);
  EXPECT_EQ(reply.text, "");
  EXPECT_NE(reply.complaint.find("a.h5: nothing is varied"), std::string::npos) << reply.complaint;
  EXPECT_NE(reply.complaint.find("[design]"), std::string::npos);
}

TEST_F(Sensitivity, one_arm_and_a_difference_are_not_asked_at_once) {
  const Scenario of = scenario(one_arm(1) + design_text("lhs", 10));
  const std::string path = written("a.h5", of, exactly(of, linear));
  EXPECT_EQ(reply_of("sensitivity " + path + " --arm alone --of alone").exit, 2);
  const Reply unknown = reply_of("sensitivity " + path + " --measure net_valu");
  EXPECT_EQ(unknown.exit, 2);
  EXPECT_NE(unknown.complaint.find("did you mean 'net_value'"), std::string::npos);
}

}  // namespace
}  // namespace samen::analysis::sensitivity_test
