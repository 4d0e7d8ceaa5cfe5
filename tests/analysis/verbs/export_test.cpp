// samen export: every number of the file, for every program that reads CSV.
#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <cmath>

#include "analysis/results/batch.hpp"
#include "io/known_answer.hpp"

namespace samen::analysis::export_test {
namespace {

namespace fs = std::filesystem;

// Numbers with many digits, and some that a careless writer loses.
double value_of(const PlannedRun& run, std::size_t n) {
  const double sign = run.replicate % 2 ? -1.0 : 1.0;
  return sign * std::exp(3.0 * static_cast<double>(n)) / 7.0 + run.index;
}

void number(RunResult& result) {
  for (std::size_t n = 0; n < outcomes.size(); ++n) result.outcomes[n] = value_of(result.run, n);
  if (result.run.arm == Arm::alone) outcome(result, "self_financing") = not_applicable;
  result.trajectory_hash = ~std::uint64_t{0} - static_cast<std::uint64_t>(result.run.index);
}

double parsed(const std::string& field) {
  double value = std::nan("");
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  EXPECT_TRUE(error == std::errc() && end == field.data() + field.size())
      << "'" << field << "' is no number";
  return value;
}

constexpr const char* design = R"([design]
kind = "grid"
[design.factors]
levers.puller = [0.25, 0.5]
goals.order = ["chain", "free"]
)";

class Exported : public KnownAnswer {
 protected:
  Scenario two_arms(const std::string& record = "[\"summary\"]",
                    const std::string& more = "") const {
    return scenario("arms = [\"alone\", \"together\"]\nreplicates = 3\nrecord = " + record + "\n" +
                    more);
  }
  std::string text_of(const std::string& words) const {
    const Reply reply = reply_of("export " + words);
    EXPECT_EQ(reply.exit, 0) << reply.complaint;
    return reply.text;
  }
};

TEST_F(Exported, rows_are_runs_with_every_digit) {
  const Scenario of = two_arms("[\"summary\"]", design);
  const auto records = records_of_csv(text_of(written("a.h5", of, number)));
  ASSERT_EQ(records.size(), 2u * 3u * 4u);
  for (std::size_t run = 0; run < records.size(); ++run) {
    const PlannedRun plan = run_at(of, static_cast<int>(run));
    const auto& record = records[run];
    EXPECT_EQ(record.at("run"), std::to_string(run));
    EXPECT_EQ(record.at("arm"), arm_names[static_cast<std::size_t>(plan.arm)]);
    EXPECT_EQ(record.at("replicate"), std::to_string(plan.replicate));
    EXPECT_EQ(record.at("pair"), std::to_string(plan.replicate));
    EXPECT_EQ(record.at("point"), std::to_string(plan.point));
    EXPECT_EQ(record.at("seed"), std::to_string(of.seed));
    EXPECT_EQ(record.at("status"), "ok");
    EXPECT_EQ(record.at("trajectory_hash"), std::to_string(~std::uint64_t{0} - run));
    EXPECT_EQ(parsed(record.at("levers.puller")), plan.point < 2 ? 0.25 : 0.5);
    EXPECT_EQ(record.at("goals.order"), plan.point % 2 ? "free" : "chain");
    for (std::size_t n = 0; n < outcomes.size(); ++n) {
      const std::string field = record.at(std::string(outcomes[n].name));
      if (outcomes[n].name == "self_financing" && plan.arm == Arm::alone)
        EXPECT_EQ(field, "") << "does not apply";
      else
        EXPECT_EQ(parsed(field), value_of(plan, n)) << outcomes[n].name;
    }
  }
}

TEST_F(Exported, failed_runs_have_a_row_without_outcomes) {
  const auto records = records_of_csv(text_of(written("a.h5", two_arms(), [](RunResult& result) {
    number(result);
    if (result.run.index == 3) fail(result);
  })));
  ASSERT_EQ(records.size(), 6u);
  EXPECT_EQ(records[3].at("status"), "failed");
  EXPECT_EQ(records[2].at("status"), "ok");
  for (const Outcome& row : outcomes) EXPECT_EQ(records[3].at(std::string(row.name)), "");
}

TEST_F(Exported, blocks_and_steps_are_those_of_the_design) {
  Scenario of = two_arms("[\"summary\"]", R"([design]
kind = "saltelli"
size = 4
[design.factors]
levers.puller = [0.0, 1.0]
levers.match = [0.0, 1.0]
)");
  of.replicates = 1;
  const auto records = records_of_csv(text_of(written("a.h5", of, number)));
  ASSERT_EQ(records.size(), 2u * 4u * 4u);
  for (const auto& record : records) {
    const auto point = static_cast<std::size_t>(std::stoi(record.at("point")));
    EXPECT_EQ(record.at("block"), std::to_string(of.design.sample.block[point]));
    EXPECT_EQ(record.at("step"), std::to_string(of.design.sample.step[point]));
    EXPECT_EQ(parsed(record.at("levers.match")), of.design.value(static_cast<int>(point), 1));
  }
}

TEST_F(Exported, spreadsheets_with_decimal_commas_read_the_same) {
  const std::string path = written("a.h5", two_arms("[\"summary\"]", design), number);
  const auto plain = rows_of_csv(text_of(path));
  const auto local = rows_of_csv(text_of(path + " --separator semicolon"), ';');
  ASSERT_EQ(local.size(), plain.size());
  std::size_t commas = 0;
  for (std::size_t row = 0; row < plain.size(); ++row) {
    ASSERT_EQ(local[row].size(), plain[row].size());
    for (std::size_t c = 0; c < plain[row].size(); ++c) {
      std::string field = local[row][c];
      if (row > 0) {
        commas += static_cast<std::size_t>(std::count(field.begin(), field.end(), ','));
        std::replace(field.begin(), field.end(), ',', '.');
      }
      EXPECT_EQ(field, plain[row][c]) << row << ' ' << c;
    }
  }
  EXPECT_GT(commas, 100u);
}

TEST_F(Exported, series_have_a_row_a_run_month_and_entry) {
  const Scenario of = two_arms("[\"tables\"]");
  const auto kept = recorded(of.record);
  const std::string path = written("a.h5", of, [&](RunResult& result) {
    number(result);
    for (std::size_t n = 0; n < kept.size(); ++n)
      for (std::size_t entry = 0; entry < result.series[n].size(); ++entry)
        result.series[n][entry] = 1000.0 * result.run.index + static_cast<double>(entry) + 0.5;
  });
  const Batch batch(path);
  const std::size_t months = batch.months().size(), goals = batch.goals().size();
  const auto records =
      records_of_csv(text_of(path + " --long progress --long society_net --long mission"));
  ASSERT_EQ(records.size(), 6u * months * (goals + 1 + goals));
  for (std::size_t row = 0; row < 6 * months * goals; ++row) {
    const auto& record = records[row];
    const std::size_t run = row / (months * goals);
    EXPECT_EQ(record.at("series"), "progress");
    EXPECT_EQ(record.at("run"), std::to_string(run));
    EXPECT_EQ(record.at("month"), batch.months()[row / goals % months]);
    EXPECT_EQ(record.at("entry"), batch.goals()[row % goals]) << "quotes and commas and all";
    EXPECT_EQ(parsed(record.at("value")), 1000.0 * static_cast<double>(run) +
                                              static_cast<double>(row % (months * goals)) + 0.5);
  }
  EXPECT_EQ(records[6 * months * goals].at("entry"), "") << "the whole has no entries";
}

TEST_F(Exported, single_precision_is_written_with_the_digits_it_has) {
  const std::string path = written("a.h5", two_arms(), [](RunResult& result) {
    for (float& value : result.series[0]) value = 0.1;
  });
  EXPECT_EQ(records_of_csv(text_of(path + " --long society_burden")).at(0).at("value"), "0.1");
}

TEST_F(Exported, all_series_have_all_months) {
  Scenario of = two_arms("[\"tables\", \"organisations\", \"pairs\"]");
  const std::string path = written("a.h5", of, number);
  std::size_t entries = 0;
  for (const int n : recorded(of.record))
    entries += static_cast<std::size_t>(size_of(of.setting.layout, observables[n].axis));
  EXPECT_EQ(records_of_csv(text_of(path + " --long all")).size(), 6u * 6u * entries);
}

TEST_F(Exported, series_of_failed_runs_have_no_rows) {
  const std::string path = written("a.h5", two_arms(), [](RunResult& result) {
    if (result.run.index == 2) fail(result);
  });
  const auto records = records_of_csv(text_of(path + " --long society_net"));
  EXPECT_EQ(records.size(), 5u * 6u);
  for (const auto& record : records) EXPECT_NE(record.at("run"), "2");
}

TEST_F(Exported, names_of_organisations_with_commas_and_quotes_are_kept) {
  Scenario of = two_arms("[\"organisations\"]");
  of.setting.layout.organisations[0].name = "Zo; \"dus\", é\nof";
  const auto records = records_of_csv(text_of(written("a.h5", of, number) + " --long open_budget"));
  EXPECT_EQ(records.at(0).at("entry"), "Zo; \"dus\", é\nof");
  const auto seats = records_of_csv(text_of(path("a.h5") + " --long ownership"));
  EXPECT_EQ(seats.at(0).at("entry"), "Zo; \"dus\", é\nof at partnership");
}

TEST_F(Exported, file_is_the_same_as_standard_output) {
  const std::string file = written("a.h5", two_arms(), number);
  const std::string text = text_of(file);
  EXPECT_EQ(text_of(file + " -o " + path("a.csv")), "");
  EXPECT_EQ(contents_of(path("a.csv")), text);
  EXPECT_EQ(text_of(file + " -o -"), text);
  EXPECT_EQ(text_of(file + " --force -o " + path("a.csv")), "") << "over an older one";
  EXPECT_EQ(contents_of(path("a.csv")), text);
  EXPECT_FALSE(fs::exists(path("a.csv.part")));
}

TEST_F(Exported, what_cannot_be_written_fails_with_a_reason_and_leaves_nothing) {
  const std::string file = written("a.h5", two_arms(), number);
  fs::create_directories(path("folder"));
  struct Place {
    std::string where, why;
  };
  for (const Place& place :
       {Place{path("nowhere/a.csv"), "No such file or directory"},
        Place{path("folder"), "is a folder"}, Place{"/dev/full", "No space left on device"}}) {
    const Reply reply = reply_of("export " + file + " -o " + place.where);
    EXPECT_EQ(reply.exit, place.where == path("folder") ? 2 : 1) << place.where << '\n'
                                                                 << reply.complaint;
    EXPECT_NE(reply.complaint.find(place.where), std::string::npos) << reply.complaint;
    EXPECT_NE(reply.complaint.find(place.why), std::string::npos) << reply.complaint;
  }
  const Reply full = reply_of("export " + file + " >/dev/full");
  EXPECT_EQ(full.exit, 1);
  EXPECT_NE(full.complaint.find("standard output"), std::string::npos) << full.complaint;
  for (const auto& entry : fs::recursive_directory_iterator(folder_))
    EXPECT_NE(entry.path().extension(), ".part") << entry.path();
}

TEST_F(Exported, series_that_is_unknown_gets_the_nearest) {
  const std::string file = written("a.h5", two_arms(), number);
  const Reply reply = reply_of("export " + file + " --long society_nett");
  EXPECT_EQ(reply.exit, 2);
  EXPECT_EQ(reply.text, "");
  EXPECT_NE(reply.complaint.find("did you mean 'society_net'"), std::string::npos)
      << reply.complaint;
  EXPECT_EQ(reply_of("export " + file + " --long progress").exit, 2) << "not recorded";
  EXPECT_EQ(reply_of("export " + file + " --separator tab").exit, 2);
  EXPECT_EQ(reply_of("export " + file + " --long society_nett -o " + path("b.csv")).exit, 2);
  EXPECT_FALSE(fs::exists(path("b.csv")) || fs::exists(path("b.csv.part")));
}

TEST_F(Exported, nothing_is_written_over_or_through_a_link_without_force) {
  const std::string file = written("a.h5", two_arms(), number);
  std::ofstream(path("precious.csv")) << "precious";
  fs::create_symlink("precious.csv", path("link.csv"));
  fs::create_symlink("nothing.csv", path("dangling.csv"));
  for (const char* const name : {"precious.csv", "link.csv", "dangling.csv"}) {
    const Reply reply = reply_of("export " + file + " -o " + path(name));
    EXPECT_EQ(reply.exit, 2) << name;
    EXPECT_NE(reply.complaint.find("'" + path(name) + "'"), std::string::npos) << reply.complaint;
    EXPECT_NE(reply.complaint.find("with --force"), std::string::npos) << reply.complaint;
    EXPECT_EQ(contents_of(path("precious.csv")), "precious");
    EXPECT_FALSE(fs::exists(path("nothing.csv")));
  }
  EXPECT_EQ(text_of(file + " --force -o " + path("link.csv")), "");
  EXPECT_TRUE(fs::is_symlink(path("link.csv"))) << "who asks for it means what it leads to";
  EXPECT_EQ(contents_of(path("precious.csv")), text_of(file));
}

TEST_F(Exported, a_file_whose_name_begins_as_a_device_is_a_file) {
  const std::string file = written("a.h5", two_arms(), number);
  std::ofstream(path("a.csv")) << "precious";
  const Reply reply = reply_of("export " + file + " -o /dev/.." + path("a.csv"));
  EXPECT_EQ(reply.exit, 2) << reply.complaint;
  EXPECT_EQ(contents_of(path("a.csv")), "precious");
}

TEST_F(Exported, what_is_begun_does_not_write_over_a_part_of_somebody_else) {
  const std::string file = written("a.h5", two_arms(), number);
  std::ofstream(path("precious.txt")) << "precious";
  fs::create_symlink("precious.txt", path("a.csv.part"));
  EXPECT_EQ(text_of(file + " -o " + path("a.csv")), "");
  EXPECT_EQ(contents_of(path("precious.txt")), "precious");
  EXPECT_EQ(contents_of(path("a.csv")), text_of(file));
}

TEST_F(Exported, a_pipe_that_nobody_reads_is_refused_at_once) {
  const std::string file = written("a.h5", two_arms(), number);
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  const Reply reply = reply_of("export " + file + " -o " + path("pipe"));
  EXPECT_EQ(reply.exit, 2);
  EXPECT_NE(reply.complaint.find("a pipe that nobody reads"), std::string::npos) << reply.complaint;
  // If a reader holds the pipe open, the reader gets the data once all of it is there.
  const std::string text = text_of(file);
  const std::string command = "exec 9<>" + path("pipe") + "; " SAMEN_BIN "/samen-export " + file +
                              " -o " + path("pipe") + " && head -c " + std::to_string(text.size()) +
                              " <&9 >" + path("read.csv");
  EXPECT_EQ(std::system(command.c_str()), 0);
  EXPECT_EQ(contents_of(path("read.csv")), text);
}

TEST_F(Exported, texts_are_no_formulas_of_a_spreadsheet) {
  Scenario of = two_arms("[\"organisations\"]");
  of.setting.layout.organisations[0].name = "=cmd|'/C calc'!A0";
  of.setting.layout.organisations[1].name = "-0.5";
  of.setting.layout.organisations[2].name = "@sum, \"all\"";
  const auto records = records_of_csv(text_of(written("a.h5", of, number) + " --long open_budget"));
  EXPECT_EQ(records.at(0).at("entry"), "'=cmd|'/C calc'!A0");
  EXPECT_EQ(records.at(1).at("entry"), "-0.5") << "a number is a number";
  EXPECT_EQ(records.at(2).at("entry"), "'@sum, \"all\"");
}

TEST_F(Exported, result_file_is_not_written_over) {
  const std::string file = written("a.h5", two_arms(), number);
  const std::string before = contents_of(file);
  EXPECT_NE(reply_of("export " + file + " -o " + file).exit, 0);
  EXPECT_TRUE(contents_of(file) == before) << "the result file is gone";
}

}  // namespace
}  // namespace samen::analysis::export_test
