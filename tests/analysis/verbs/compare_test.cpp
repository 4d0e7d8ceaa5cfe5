// samen compare on files with known answers.
#include <cmath>

#include <nlohmann/json.hpp>

#include "io/known_answer.hpp"

namespace samen::analysis::compare_test {
namespace {

using nlohmann::json;

// Student (1908), Biometrika 6: extra hours of sleep of ten patients, with two drugs.
const std::vector<double> one_drug{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
const std::vector<double> other_drug{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

constexpr const char* two_arms = R"(arms = ["alone", "together"]
record = ["summary"]
)";

double number_of(const PlannedRun& run, const std::vector<double>& alone,
                 const std::vector<double>& together) {
  return (run.arm == Arm::together ? together : alone).at(static_cast<std::size_t>(run.replicate));
}

/// Net value, in k€, of the arms alone and together.
Formula net_value_of(const std::vector<double>& alone, const std::vector<double>& together) {
  return [=](RunResult& result) {
    outcome(result, "net_value") = number_of(result.run, alone, together);
  };
}

std::string replicates(std::size_t n) {
  return "replicates = " + std::to_string(n) + "\n";
}

class Compared : public KnownAnswer {
 protected:
  std::string file(const std::vector<double>& alone, const std::vector<double>& together,
                   const std::string& name = "known.h5") const {
    return written(name, scenario(two_arms + replicates(alone.size())),
                   net_value_of(alone, together));
  }
  std::string sleep() const { return file(one_drug, other_drug); }

  json json_of(const std::string& words) const {
    const Reply reply = reply_of("compare " + words + " --format json");
    EXPECT_EQ(reply.exit, 0) << reply.complaint;
    EXPECT_EQ(reply.complaint, "");
    return json::parse(reply.text);
  }
};

TEST_F(Compared, sleepers_differ_as_student_found) {
  const json row = json_of(sleep()).at("net_value").at(0);
  EXPECT_EQ(row["comparison"], "together − alone");
  EXPECT_NEAR(row["mean_first"].get<double>(), 2.33, 1e-12);
  EXPECT_NEAR(row["mean_second"].get<double>(), 0.75, 1e-12);
  // R 4.2.2, t.test(paired = TRUE), and others as in statistics_test.cpp.
  EXPECT_NEAR(row["difference"].get<double>(), 1.58, 1e-12);
  EXPECT_NEAR(row["difference_low"].get<double>(), 0.7001142367, 1e-9);
  EXPECT_NEAR(row["difference_high"].get<double>(), 2.4598857633, 1e-9);
  // R boot 1.3-28.1, boot.ci(type = "bca"), 200 000 resamples.
  EXPECT_NEAR(row["bootstrap_low"].get<double>(), 1.05, 0.03);
  EXPECT_NEAR(row["bootstrap_high"].get<double>(), 2.64, 0.06);
  EXPECT_EQ(row["first_ahead"].get<double>(), 0.9) << "one of ten slept as long with both";
  EXPECT_NEAR(row["first_ahead_low"].get<double>(), 0.5958499732, 1e-7);
  EXPECT_NEAR(row["effect_size"].get<double>(), 1.284557563, 1e-9);
  EXPECT_NEAR(row["variance_saved"].get<double>(), 0.7901550411, 1e-9);
  EXPECT_EQ(row["n"], 10);
}

TEST_F(Compared, sides_change_with_of_and_against) {
  const std::string path = sleep();
  const json row = json_of(path + " --of alone --against together").at("net_value").at(0);
  EXPECT_EQ(row["comparison"], "alone − together");
  EXPECT_NEAR(row["difference"].get<double>(), -1.58, 1e-12);
  EXPECT_NEAR(row["difference_low"].get<double>(), -2.4598857633, 1e-9);
  EXPECT_EQ(row["first_ahead"].get<double>(), 0.0);
  const Reply same = reply_of("compare " + path + " --of alone --against alone");
  EXPECT_EQ(same.exit, 2);
  EXPECT_NE(same.complaint.find("both 'alone'"), std::string::npos) << same.complaint;
}

TEST_F(Compared, formats_say_the_same) {
  const std::string path = sleep();
  const json row = json_of(path).at("net_value").at(0);
  const Reply csv = reply_of("compare " + path + " --format csv --only net_value");
  const auto record = records_of_csv(csv.text).at(0);
  EXPECT_EQ(record.size(), row.size());
  for (const auto& [key, value] : row.items()) {
    const std::string field = record.at(key);
    if (value.is_number())
      EXPECT_EQ(std::stod(field), value.get<double>()) << key << ": every digit";
    else if (value.is_null())
      EXPECT_EQ(field, "") << key;
    else
      EXPECT_EQ(field, value.get<std::string>()) << key;
  }
  const Reply text = reply_of("compare " + path);
  EXPECT_NE(text.text.find("1.58 [0.70, 2.46]"), std::string::npos) << text.text;
  EXPECT_NE(text.text.find("90 % [60, 98]"), std::string::npos) << text.text;
  const Reply markdown = reply_of("compare " + path + " --format markdown --only net_value");
  std::istringstream lines(markdown.text);
  std::ptrdiff_t bars = 0, rows = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] != '|') continue;
    const auto here = std::count(line.begin(), line.end(), '|');
    if (rows++ == 0) bars = here;
    EXPECT_EQ(here, bars) << line;
  }
  EXPECT_EQ(rows, 3) << markdown.text;
}

TEST_F(Compared, amounts_are_shown_in_millions_where_large_but_never_to_machines) {
  const std::string path =
      written("large.h5", scenario(two_arms + replicates(6)), [](RunResult& result) {
        const double noise = result.run.replicate % 2 ? 100.0 : -100.0;
        outcome(result, "net_value") = result.run.arm == Arm::together ? 5000.0 + noise : 2000.0;
        outcome(result, "avoided_cost") = 9000.0;
      });
  EXPECT_NEAR(json_of(path)["net_value"][0]["difference"].get<double>(), 3000.0, 1e-9);
  const Reply text = reply_of("compare " + path);
  // Standard deviation 0.1095, t(5) = 2.571: 3.00 ± 0.11.
  EXPECT_NE(text.text.find("3.00 [2.89, 3.11]"), std::string::npos) << text.text;
  EXPECT_NE(text.text.find("M€"), std::string::npos);
}

TEST_F(Compared, multiplier_is_exact_where_together_is_thrice_alone) {
  std::vector<double> alone{10, 11, 12.5, 9, 14, 13}, together;
  for (const double value : alone) together.push_back(3.0 * value);
  const json row = json_of(file(alone, together)).at("multiplier").at(0);
  EXPECT_NEAR(row["ratio"].get<double>(), 3.0, 1e-12);
  EXPECT_NEAR(row["ratio_low"].get<double>(), 3.0, 1e-6);
  EXPECT_NEAR(row["ratio_high"].get<double>(), 3.0, 1e-6);
  for (const char* key : {"low", "median", "high"}) EXPECT_NEAR(row[key].get<double>(), 3.0, 1e-12);
  EXPECT_EQ(row["ten_times"].get<double>(), 0.0);
  EXPECT_EQ(row["n"], 6);
}

TEST_F(Compared, multiplier_has_the_interval_of_fieller) {
  // The drugs the other way round: R 4.2.2, uniroot() over t.test() of first - r * second.
  const json row = json_of(file(other_drug, one_drug)).at("multiplier").at(0);
  EXPECT_NEAR(row["ratio"].get<double>(), 0.321888412, 1e-9);
  EXPECT_NEAR(row["ratio_low"].get<double>(), -0.4849197754, 1e-9);
  EXPECT_NEAR(row["ratio_high"].get<double>(), 0.6565966853, 1e-9);
  EXPECT_EQ(row["n"], 9) << "who did not sleep longer alone has no ratio";
}

TEST_F(Compared, multiplier_counts_the_pairs_at_ten_times) {
  // Alone has 10 in each pair but one. A ratio of exactly ten counts; the pair in which alone makes
  // a loss has no ratio.
  const json row =
      json_of(file({10, 10, 10, 10, 10, 10, -10}, {100, 99, 101, 500, 0, -50, 7}))["multiplier"][0];
  EXPECT_EQ(row["n"], 6);
  EXPECT_EQ(row["ten_times"].get<double>(), 0.5);
  EXPECT_NEAR(row["median"].get<double>(), 9.95, 1e-12);
}

TEST_F(Compared, multiplier_of_a_loss_or_to_nothing_is_not_shown) {
  const json loss = json_of(file({-5, -6, -7, -5, -6}, {10, 11, 12, 13, 14}))["multiplier"][0];
  EXPECT_TRUE(loss["ratio"].is_null()) << loss;
  EXPECT_TRUE(loss["median"].is_null());
  EXPECT_EQ(loss["n"], 0);
  const json zero =
      json_of(file({0, 0, 0, 0, 0}, {10, 11, 12, 13, 14}, "zero.h5"))["multiplier"][0];
  EXPECT_TRUE(zero["ratio"].is_null()) << zero;
}

TEST_F(Compared, arms_without_any_difference_are_n_a_and_not_a_number) {
  const std::string path = file({5, 5, 5, 5, 5}, {5, 5, 5, 5, 5});
  const json row = json_of(path)["net_value"][0];
  EXPECT_EQ(row["difference"].get<double>(), 0.0);
  EXPECT_EQ(row["difference_low"].get<double>(), 0.0);
  EXPECT_TRUE(row["effect_size"].is_null());
  EXPECT_TRUE(row["variance_saved"].is_null());
  const Reply text = reply_of("compare " + path);
  EXPECT_EQ(text.text.find("nan"), std::string::npos) << text.text;
  EXPECT_EQ(text.text.find("n/a %"), std::string::npos) << text.text;
}

TEST_F(Compared, few_pairs_have_no_interval_and_it_is_said) {
  const std::string path = file({1, 2, 3, 4}, {2, 4, 6, 9});
  const json all = json_of(path);
  const json& row = all["net_value"][0];
  EXPECT_EQ(row["difference"].get<double>(), 2.75);
  EXPECT_EQ(row["n"], 4);
  for (const char* key :
       {"difference_low", "difference_high", "bootstrap_low", "first_ahead_low", "effect_size_low"})
    EXPECT_TRUE(!row.contains(key) || row[key].is_null()) << key;
  EXPECT_TRUE(!all["multiplier"][0].contains("ratio_low") ||
              all["multiplier"][0]["ratio_low"].is_null());
  const Reply text = reply_of("compare " + path);
  EXPECT_NE(text.text.find("no interval below 5 pairs"), std::string::npos) << text.text;
  const json enough = json_of(file({1, 2, 3, 4, 5}, {2, 4, 6, 9, 10}, "five.h5"))["net_value"][0];
  EXPECT_TRUE(enough["difference_low"].is_number());
  EXPECT_EQ(reply_of("compare " + path + " --format csv").exit, 0);
}

TEST_F(Compared, one_pair_and_none_are_said_not_shown) {
  const json one = json_of(file({1}, {2}))["net_value"][0];
  EXPECT_EQ(one["difference"].get<double>(), 1.0);
  EXPECT_EQ(one["n"], 1);
  const std::string none =
      written("none.h5", scenario(two_arms + replicates(6)), [](RunResult& result) {
        if (result.run.arm == Arm::together) fail(result);
      });
  const json row = json_of(none)["net_value"][0];
  EXPECT_EQ(row["n"], 0);
  EXPECT_TRUE(row["difference"].is_null());
  const Reply text = reply_of("compare " + none);
  EXPECT_EQ(text.exit, 0);
  EXPECT_EQ(text.text.find("nan"), std::string::npos) << text.text;
  EXPECT_NE(text.text.find("6 of 12 runs failed"), std::string::npos) << text.text;
}

TEST_F(Compared, failed_runs_are_left_out_with_their_partners_and_counted) {
  std::vector<double> alone = one_drug, together = other_drug;
  alone.push_back(1e9);
  together.push_back(-1e9);
  const std::string path =
      written("failed.h5", scenario(two_arms + replicates(11)), [&](RunResult& result) {
        net_value_of(alone, together)(result);
        if (result.run.replicate == 10 && result.run.arm == Arm::together) fail(result);
      });
  const json row = json_of(path)["net_value"][0];
  EXPECT_EQ(row["n"], 10);
  EXPECT_NEAR(row["difference"].get<double>(), 1.58, 1e-12);
  EXPECT_NEAR(row["mean_second"].get<double>(), 0.75, 1e-12) << "over the pairs";
  EXPECT_NE(reply_of("compare " + path).text.find("1 of 22 runs failed"), std::string::npos);
}

TEST_F(Compared, self_financing_and_gini_are_those_of_each_arm) {
  const std::string path =
      written("burdens.h5", scenario(two_arms + replicates(8)), [](RunResult& result) {
        const double r = result.run.replicate;
        const bool together = result.run.arm == Arm::together;
        outcome(result, "self_financing") = together ? 0.4 + 0.2 * r : not_applicable;
        outcome(result, "effort_gini") = together ? 0.25 : (r < 4 ? 0.5 : not_applicable);
      });
  const json rows = json_of(path)["burdens"];
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0]["treatment"], "alone");
  EXPECT_TRUE(rows[0]["self_financing"].is_null());
  EXPECT_TRUE(rows[0]["pays"].is_null());
  EXPECT_EQ(rows[0]["effort_gini"].get<double>(), 0.5);
  EXPECT_TRUE(rows[0]["effort_gini_low"].is_null()) << "four runs have one";
  // 0.4, 0.6, …, 1.8: mean 1.1, standard deviation 0.489898, t(7) = 2.364624.
  EXPECT_NEAR(rows[1]["self_financing"].get<double>(), 1.1, 1e-12);
  EXPECT_NEAR(rows[1]["self_financing_low"].get<double>(), 1.1 - 0.409567, 1e-5);
  EXPECT_EQ(rows[1]["pays"].get<double>(), 0.625) << "five of eight are at 1 or more";
  EXPECT_EQ(rows[1]["effort_gini"].get<double>(), 0.25);
  EXPECT_EQ(rows[1]["n"], 8);
}

TEST_F(Compared, files_of_one_seed_are_paired_with_the_first) {
  const std::string base = file(one_drug, one_drug, "base.h5");
  const std::string drug = file(other_drug, other_drug, "drug.h5");
  const json rows = json_of(base + " " + drug + " --arm together").at("net_value");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0]["comparison"], "together: drug − base");
  EXPECT_NEAR(rows[0]["difference"].get<double>(), 1.58, 1e-12);
  EXPECT_NEAR(rows[0]["difference_low"].get<double>(), 0.7001142367, 1e-9);
  EXPECT_EQ(json_of(base + " " + drug)["net_value"].size(), 2u) << "both arms";
}

TEST_F(Compared, files_of_different_length_are_paired_as_far_as_they_go) {
  std::vector<double> more = one_drug;
  more.resize(14, 99.0);
  const json rows = json_of(file(more, more, "base.h5") + " " +
                            file(other_drug, other_drug, "drug.h5") + " --arm alone")["net_value"];
  EXPECT_EQ(rows[0]["n"], 10);
  EXPECT_NEAR(rows[0]["difference"].get<double>(), 1.58, 1e-12);
}

TEST_F(Compared, files_of_different_seeds_are_refused) {
  const std::string one = file(one_drug, other_drug, "one.h5");
  Scenario other = scenario(two_arms + replicates(10));
  other.seed = 99;
  const std::string two = written("two.h5", other, net_value_of(one_drug, other_drug));
  const Reply reply = reply_of("compare " + one + " " + two);
  EXPECT_EQ(reply.exit, 2);
  EXPECT_EQ(reply.text, "");
  for (const char* words : {"one.h5", "two.h5", "seed 1", "seed 99", "--seed"})
    EXPECT_NE(reply.complaint.find(words), std::string::npos) << words << '\n' << reply.complaint;
}

TEST_F(Compared, points_of_a_design_are_paired_with_the_base) {
  const Scenario of = scenario(two_arms + replicates(10) + R"(
[design]
kind = "grid"
[design.factors]
levers.puller = [0.0, 0.5]
)");
  const std::string path = written("grid.h5", of, [](RunResult& result) {
    const auto r = static_cast<std::size_t>(result.run.replicate);
    outcome(result, "net_value") = result.run.point == 0 ? one_drug[r] : other_drug[r];
  });
  const json rows = json_of(path + " --between points --arm together")["net_value"];
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_NEAR(rows[0]["difference"].get<double>(), 1.58, 1e-12);
  EXPECT_NE(rows[0]["comparison"].get<std::string>().find("levers.puller = 0.5"),
            std::string::npos);
  const json turned = json_of(path + " --between points --arm together --base 1")["net_value"];
  EXPECT_NEAR(turned[0]["difference"].get<double>(), -1.58, 1e-12);
  const Reply nowhere = reply_of("compare " + path + " --between points --base 7");
  EXPECT_EQ(nowhere.exit, 2);
  EXPECT_NE(nowhere.complaint.find("0 to 1"), std::string::npos) << nowhere.complaint;
}

TEST_F(Compared, points_are_compared_where_there_is_one_arm) {
  const Scenario of = scenario("arms = [\"together\"]\nrecord = [\"summary\"]\n" + replicates(10) +
                               "[design]\nkind = \"grid\"\n[design.factors]\n"
                               "levers.puller = [0.0, 0.5]\n");
  const std::string path = written("one.h5", of, [](RunResult& result) {
    const auto r = static_cast<std::size_t>(result.run.replicate);
    outcome(result, "net_value") = result.run.point == 0 ? one_drug[r] : other_drug[r];
  });
  const json rows = json_of(path)["net_value"];
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_NEAR(rows[0]["difference"].get<double>(), 1.58, 1e-12);
  const Reply arms = reply_of("compare " + path + " --between arms");
  EXPECT_EQ(arms.exit, 2);
  EXPECT_NE(arms.complaint.find("has one arm: nothing to compare it with"), std::string::npos)
      << arms.complaint;
}

TEST_F(Compared, words_that_are_unknown_get_the_nearest) {
  const std::string path = sleep();
  struct Slip {
    const char *options, *nearest;
  };
  for (const Slip slip :
       {Slip{"--only net_valu", "net_value"}, Slip{"--measure net_valeu", "net_value"},
        Slip{"--of togethr", "together"}, Slip{"--format jsn", "json"},
        Slip{"--between file", "files"}, Slip{"--mesure net_value", "--measure"}}) {
    const Reply reply = reply_of("compare " + path + " " + slip.options);
    EXPECT_EQ(reply.exit, 2) << slip.options;
    EXPECT_EQ(reply.text, "") << slip.options;
    EXPECT_NE(reply.complaint.find(std::string("did you mean '") + slip.nearest + "'"),
              std::string::npos)
        << slip.options << '\n'
        << reply.complaint;
  }
}

TEST_F(Compared, misuse_is_told_in_words) {
  const std::string path = sleep();
  for (const char* options :
       {"--between points", "--between files", "--measure", "--base three", "--format"}) {
    const Reply reply = reply_of("compare " + path + " " + options);
    EXPECT_EQ(reply.exit, 2) << options;
    EXPECT_NE(reply.complaint.find("samen compare: "), std::string::npos) << options;
  }
  EXPECT_EQ(reply_of("compare").exit, 2);
  const std::string lonely =
      written("lonely.h5", scenario("arms = [\"alone\"]\nreplicates = 6\nrecord = [\"summary\"]\n"),
              [](RunResult&) {});
  const Reply reply = reply_of("compare " + lonely);
  EXPECT_EQ(reply.exit, 2);
  EXPECT_NE(reply.complaint.find("nothing to compare"), std::string::npos) << reply.complaint;
}

TEST_F(Compared, every_measure_can_be_compared) {
  const json all = json_of(sleep() + " --measure all");
  for (const Outcome& row : outcomes) EXPECT_TRUE(all.contains(std::string(row.name))) << row.name;
}

TEST_F(Compared, output_that_cannot_be_written_is_a_failure) {
  const Reply reply = reply_of("compare " + sleep() + " >/dev/full");
  EXPECT_EQ(reply.exit, 1);
  EXPECT_NE(reply.complaint.find("standard output"), std::string::npos) << reply.complaint;
}

}  // namespace
}  // namespace samen::analysis::compare_test
