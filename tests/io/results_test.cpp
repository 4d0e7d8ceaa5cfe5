// The result file: what was run is what is read, for this program and for netCDF tools.
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include <gtest/gtest.h>

#include "experiment/runner.hpp"
#include "folder.hpp"
#include "io/known_answer.hpp"
#include "io/results_file.hpp"
#include "io/results_format.hpp"
#include "io/results_writer.hpp"
#include "io/scenario_reader.hpp"

namespace samen {
namespace {

namespace fs = std::filesystem;

std::string output_of(const std::string& command) {
  std::string text;
  std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen((command + " 2>&1").c_str(), "r"), ::pclose);
  char part[4096];
  while (const std::size_t n = std::fread(part, 1, sizeof part, pipe.get())) text.append(part, n);
  return text;
}

class Results : public InFolder {
 protected:
  Results() {
    scenario_ = read_scenario(SAMEN_SCENARIOS "/hefboom8.toml", {.replicates = 17});
    scenario_.record = {.organisations = true, .pairs = true, .decisions = true};
  }

  std::string written(const std::string& name, int workers,
                      const SimulateBlock& simulate_block = simulate<Block>) {
    const std::string path = (folder_ / name).string();
    ResultsWriter writer(scenario_, path, {"samen run", workers, "as compiled"});
    runs_.clear();
    run_batch_with(simulate_block, scenario_, workers, [&](const RunResult& result) {
      writer.write(result);
      runs_.push_back(result);
    });
    EXPECT_FALSE(fs::exists(path)) << "nothing appears before the end";
    writer.finish();
    return path;
  }

  Scenario scenario_;
  std::vector<RunResult> runs_;
};

TEST_F(Results, give_back_what_was_run) {
  const ResultsFile file(written("a.h5", 2));
  EXPECT_EQ(file.numbers("net_value").size(), 68u);
  const auto hashes = file.hashes(results::trajectory_hash);
  const auto reached = file.integers(results::goal_reached_month);
  ASSERT_EQ(file.shape("progress"), (std::vector<std::size_t>{68, 150, 7}));
  ASSERT_EQ(file.shape("trust"), (std::vector<std::size_t>{68, 150, 64}));
  std::size_t events = 0, decisions = 0;
  for (std::size_t run = 0; run < runs_.size(); ++run) {
    const RunResult& was = runs_[run];
    EXPECT_EQ(hashes[run], was.trajectory_hash);
    for (std::size_t k = 0; k < 7; ++k) EXPECT_EQ(reached[run * 7 + k], was.reached_at[k]);
    events += was.events.size();
    decisions += was.decisions.size();
  }
  const auto kept = recorded(scenario_.record);
  const auto same = [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); };
  for (std::size_t n = 0; n < kept.size(); ++n) {
    const auto series = file.numbers(std::string(observables[kept[n]].name));
    const std::size_t size = series.size() / runs_.size();
    for (std::size_t run = 0; run < runs_.size(); run += 16)
      for (std::size_t entry = 0; entry < size; entry += 7)
        ASSERT_TRUE(
            same(series[run * size + entry], static_cast<float>(runs_[run].series[n][entry])))
            << observables[kept[n]].name;
  }
  EXPECT_EQ(file.integers("event_run").size(), events);
  EXPECT_EQ(file.integers("decision_run").size(), decisions);
  EXPECT_EQ(file.texts(results::month_label).front(), "2013-07");
  EXPECT_EQ(file.texts(results::month_label).back(), "2025-12");
  EXPECT_EQ(file.texts("organisation_name")[7], "unrecognised organisation")
      << "in the order of the scenario";
  EXPECT_EQ(file.attribute("net_value", "units"), "k€");
  EXPECT_EQ(file.texts("scenario_text")[0].substr(0, 10), "# Hefboom-");
  EXPECT_NE(file.texts("provenance")[0].find("\"git_commit\""), std::string::npos);
}

TEST_F(Results, do_not_depend_on_the_number_of_workers) {
  const std::string one = written("one.h5", 1);
  const std::string three = written("three.h5", 3);
  const std::string difference =
      output_of("h5diff --exclude-path /wall_seconds --exclude-path /provenance " + one + " " +
                three + " && echo same");
  EXPECT_EQ(difference, "same\n");
  // The check itself can fail: with another seed the file differs.
  scenario_.seed = 99;
  EXPECT_NE(output_of("h5diff -q " + one + " " + written("other.h5", 2) + " && echo same"),
            "same\n");
}

TEST_F(Results, show_everything_to_netcdf) {
  const std::string path = written("a.h5", 2);
  const std::string header = output_of("ncdump -h " + path);
  std::istringstream listing(output_of("h5ls -r " + path));
  int listed = 0;
  for (std::string line; std::getline(listing, line);) {
    const std::string name = line.substr(1, line.find(' ') - 1);
    if (name.empty()) continue;
    ++listed;
    EXPECT_NE(header.find(" " + name + (name == "parameters" ? " {" : "")), std::string::npos)
        << name << " is not in ncdump -h";
  }
  EXPECT_GT(listed, 80);
  EXPECT_NE(header.find("trust.loss = 0.24"), std::string::npos);
  EXPECT_NE(header.find("float progress(run, month, goal)"), std::string::npos) << header;
  EXPECT_NE(header.find("float trust(run, month, pair)"), std::string::npos);
}

TEST_F(Results, have_units_no_reader_takes_for_dates) {
  for (const Observable& row : observables) {
    EXPECT_EQ(row.unit.find(" since "), std::string_view::npos) << row.name;
    EXPECT_NE(row.unit, "months") << row.name;
  }
  for (const Outcome& row : outcomes)
    EXPECT_EQ(row.unit.find(" since "), std::string_view::npos) << row.name;
}

TEST_F(Results, say_nothing_of_tables_in_arms_that_have_none) {
  const ResultsFile file(written("a.h5", 2));
  const auto elan = file.numbers("elan");
  const auto progress = file.numbers("progress");
  EXPECT_TRUE(std::isnan(elan[0])) << "the first run is the arm nothing";
  EXPECT_FALSE(std::isnan(elan[2 * 150])) << "the third is the arm together";
  EXPECT_FALSE(std::isnan(progress[0]));
}

TEST_F(Results, keep_failed_runs_as_fill_with_their_message) {
  const auto broken = [](const Scenario& of, const Setting& setting, std::span<RunResult> results,
                         World<Block>& world) {
    simulate(of, setting, results, world);
    for (RunResult& result : results)
      if (result.run.index == 6) fail(result);
  };
  const ResultsFile file(written("a.h5", 2, broken));
  EXPECT_EQ(file.integers(results::status)[6], 1);
  EXPECT_EQ(file.integers(results::status)[5], 0);
  EXPECT_EQ(file.texts(results::message)[6], "trust is a share (month 3)");
  EXPECT_EQ(file.texts(results::message)[5], "");
  EXPECT_TRUE(std::isnan(file.numbers("net_value")[6]));
  EXPECT_TRUE(std::isnan(file.numbers("progress")[6 * 150 * 7]));
  EXPECT_FALSE(std::isnan(file.numbers("progress")[5 * 150 * 7]));
}

TEST_F(Results, are_summarised_even_when_every_run_of_some_arms_failed) {
  for (const bool all : {false, true}) {
    const auto broken = [&](const Scenario& of, const Setting& setting,
                            std::span<RunResult> results, World<Block>& world) {
      simulate(of, setting, results, world);
      for (RunResult& result : results)
        if (all || result.run.arm == Arm::together) fail(result);
    };
    const std::string shown = output_of(std::string(SAMEN_SUMMARY) + " " +
                                        written("failed.h5", 2, broken) + "; echo exit $?");
    EXPECT_NE(shown.find(all ? "68 of 68 runs failed" : "17 of 68 runs failed"), std::string::npos)
        << shown;
    EXPECT_NE(shown.find("Answer: too few pairs of runs for an answer: 0."), std::string::npos);
    EXPECT_NE(shown.find("exit 0"), std::string::npos);
    fs::remove(folder_ / "failed.h5");
  }
}

TEST_F(Results, leave_nothing_behind_when_a_batch_does_not_end) {
  {
    ResultsWriter writer(scenario_, (folder_ / "a.h5").string(), {"samen run", 1, "as compiled"});
    EXPECT_TRUE(fs::exists(folder_ / "a.h5.part"));
  }
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(Results, say_why_they_cannot_be_written) {
  try {
    ResultsWriter writer(scenario_, (folder_ / "nowhere" / "a.h5").string(),
                         {"samen run", 1, "as compiled"});
    FAIL() << "a file in a folder that does not exist";
  } catch (const Hdf5Error& error) {
    EXPECT_NE(std::string(error.what()).find("No such file or directory"), std::string::npos);
  }
}

std::string complaint_about(const std::string& path) {
  try {
    const ResultsFile file(path);
  } catch (const ResultsError& error) {
    return error.what();
  }
  return "";
}

TEST_F(Results, that_are_foreign_or_damaged_are_refused_in_words) {
  EXPECT_NE(complaint_about("/nowhere.h5").find("no such file"), std::string::npos);
  const std::string text = (folder_ / "text.h5").string();
  std::ofstream(text) << "no data";
  EXPECT_NE(complaint_about(text).find("no result file"), std::string::npos);
  const std::string cut = written("cut.h5", 2);
  fs::resize_file(cut, fs::file_size(cut) / 2);
  EXPECT_NE(complaint_about(cut).find("damaged or cut off"), std::string::npos);

  const std::string newer = written("newer.h5", 2);
  {
    const hdf5::Handle file{H5Fopen(newer.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose, "open"};
    const hdf5::Handle version{H5Aopen(file, results::version_attribute, H5P_DEFAULT), H5Aclose,
                               "open"};
    const std::int32_t future[2] = {results::version_major + 1, 0};
    H5Awrite(version, H5T_NATIVE_INT32, future);
  }
  EXPECT_NE(complaint_about(newer).find("format version 2.0"), std::string::npos);
}

// Parts of one batch come from one build. Two builds of one commit with other changes, or two
// builds that know no commit, are told apart by their sources.
TEST_F(Results, of_other_sources_are_of_another_batch) {
  const std::string build = build_identity();
  EXPECT_EQ(batch_name(scenario_), batch_name(scenario_, build));
  EXPECT_NE(batch_name(scenario_), batch_name(scenario_, build + "x"));
  const fs::path tree = folder_ / "tree";
  fs::create_directories(tree / "sim");
  std::ofstream(tree / "CMakeLists.txt") << "build";
  std::ofstream(tree / "sim" / "CMakeLists.txt") << "build";
  const auto sources_with = [&](const std::string& rule) {
    std::ofstream(tree / "sim" / "rule.cpp") << rule;
    const std::string io = SAMEN_TESTS "/../sim/io/";
    const std::string header = (tree / "sources.hpp").string();
    EXPECT_EQ(output_of("GIT_CEILING_DIRECTORIES=" + folder_.string() +
                        " cmake -DSOURCE_DIR=" + tree.string() + " -DTEMPLATE=" + io +
                        "version.hpp.in -DOUTPUT=" + (tree / "version.hpp").string() +
                        " -DSOURCES_TEMPLATE=" + io + "sources.hpp.in -DSOURCES_OUTPUT=" + header +
                        " -P " + io + "version.cmake 2>&1"),
              "");
    std::ifstream written(header);
    return std::string(std::istreambuf_iterator<char>(written), {});
  };
  const std::string one = sources_with("one"), other = sources_with("other");
  EXPECT_EQ(one.find("sources = \"\""), std::string::npos) << one;
  EXPECT_NE(one, other);
  EXPECT_EQ(one, sources_with("one"));
}

}  // namespace
}  // namespace samen
