// 7.43 Levers that change on the way, over many runs: the same bits however the work is divided.
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "experiment/runner.hpp"
#include "io/scenario_reader.hpp"

namespace samen {
namespace {

constexpr const char* dated =
    "[[change]]\nname = \"aside\"\nmonth = \"2016-01\"\nuntil = \"2017-06\"\nmatch = 0\npuller = "
    "0.2\n";
constexpr const char* awaited =
    "[[change]]\nname = \"in turn\"\nwhen = \"beacon 4 stands\"\npuller_kind = \"rotating\"\n";
constexpr const char* ended =
    "[[change]]\nname = \"less pull\"\nmonth = \"2013-10\"\nuntil = \"beacon 4 stands\"\npuller = "
    "0.2\n[[change]]\nwhen = \"elan < 0.4\"\nuntil = \"elan > 0.5\"\nagain = true\nmethod = 1\n";

/// hefboom8 with some lines more; all four arms.
Scenario with(const std::string& lines, int replicates,
              const std::vector<std::string>& settings = {}) {
  std::vector<std::string> all = settings;
  all.push_back(R"(run.arms=["nothing", "alone", "only_together", "together"])");
  Scenario scenario = scenario_from("include = '" SAMEN_SCENARIOS "/hefboom8.toml'\n" + lines,
                                    "test.toml", {.settings = all, .replicates = replicates});
  scenario.record = {.tables = false};
  return scenario;
}

std::vector<RunResult> results_of(const Scenario& scenario, int workers = 2) {
  std::vector<RunResult> all;
  run_batch(scenario, workers, [&](const RunResult& result) {
    EXPECT_FALSE(result.failed) << result.message;
    all.push_back(result);
  });
  return all;
}

std::vector<std::uint64_t> hashes_of(const Scenario& scenario, int workers = 2) {
  std::vector<std::uint64_t> all;
  for (const RunResult& result : results_of(scenario, workers))
    all.push_back(result.trajectory_hash);
  return all;
}

TEST(Changes, give_the_same_bits_for_any_number_of_workers_and_in_stretches) {
  for (const char* lines : {dated, awaited, ended}) {
    const Scenario scenario = with(lines, 37);
    const auto one = hashes_of(scenario, 1);
    ASSERT_EQ(one.size(), 148u);
    EXPECT_EQ(hashes_of(scenario, 3), one);
    std::vector<std::uint64_t> parts;
    for (const RunRange& range : run_ranges_of(scenario, 64))
      run_range(scenario, range, 2,
                [&](const RunResult& result) { parts.push_back(result.trajectory_hash); });
    EXPECT_EQ(parts, one);
  }
}

TEST(Changes, are_the_same_in_worlds_that_run_alone) {
  for (const char* lines : {dated, awaited, ended}) {
    const Scenario lone = with(lines, 2), blocks = with(lines, 4);
    ASSERT_FALSE(runs_in_blocks(lone));
    ASSERT_TRUE(runs_in_blocks(blocks));
    const auto alone = hashes_of(lone), beside = hashes_of(blocks);
    for (std::size_t n = 0; n < alone.size(); ++n) EXPECT_EQ(alone[n], beside[n]);
  }
}

TEST(Changes, in_month_0_are_the_levers_themselves) {
  EXPECT_EQ(hashes_of(with("[[change]]\nmonth = \"2013-07\"\npuller = 0.2\nmatch = 0.5\n", 4)),
            hashes_of(with("", 4, {"levers.puller=0.2", "levers.match=0.5"})));
  EXPECT_EQ(hashes_of(with("[[change]]\nmonth = \"2013-07\"\npuller = 0.2\n", 4,
                           {"run.precision=\"double\""})),
            hashes_of(with("", 4, {"levers.puller=0.2", "run.precision=\"double\""})));
}

// A world that waits for an occasion that never comes runs replicate by replicate.
TEST(Changes, that_never_come_change_no_bit) {
  const auto plain = hashes_of(with("", 5));
  EXPECT_EQ(hashes_of(with("[[change]]\nwhen = \"members < 1\"\npuller = 0\n", 5)), plain);
  EXPECT_EQ(hashes_of(with("[[change]]\nwhen = \"beacon 4 stands\"\nuntil = \"2013-07\"\npuller = "
                           "0\n",
                           5)),
            plain);
  const std::string aside = "[[change]]\nmonth = \"2016-01\"\nmatch = 0\n";
  EXPECT_EQ(hashes_of(with(aside + "until = \"members < 1\"\n", 5)), hashes_of(with(aside, 5)));
  EXPECT_EQ(hashes_of(with(aside + "on = false\n", 5)), plain);
}

TEST(Changes, end_in_each_replicate_when_their_occasion_comes) {
  int ends = 0;
  for (const RunResult& result : results_of(with(ended, 8))) {
    int back = -1, stood = -1;
    for (const Event& event : result.events) {
      if (event.kind == event::change_ends && event.value == 1.0) back = event.month;
      if (event.kind == event::beacon_gained && event.value == 4.0 && stood < 0)
        stood = event.month;
    }
    EXPECT_EQ(back, stood < 0 ? -1 : stood + 1);
    ends += back >= 0;
  }
  EXPECT_GT(ends, 4);
}

TEST(Changes, may_have_an_end_that_is_an_occasion_at_one_point_of_a_design) {
  const std::string dated_so = std::string(dated);
  const Scenario scenario =
      with(dated_so +
               "[design]\nkind = 'list'\n[[design.point]]\nchange.aside.until = '2017-06'\n"
               "change.aside.on = false\n[[design.point]]\nchange.aside.until = 'elan > 0.9'\n"
               "change.aside.on = true\n",
           4);
  const auto points = hashes_of(scenario);
  const auto without = hashes_of(with("", 4)),
             other = hashes_of(with(dated, 4, {"change.aside.until=elan > 0.9"}));
  ASSERT_EQ(points.size(), 2 * without.size());
  for (std::size_t n = 0; n < without.size(); ++n) {
    EXPECT_EQ(points[n], without[n]);
    EXPECT_EQ(points[without.size() + n], other[n]);
  }
}

TEST(Changes, leave_arms_without_tables_alone) {
  const auto plain = hashes_of(with("", 4));
  for (const char* lines : {dated, awaited, ended}) {
    const auto changed = results_of(with(lines, 4));
    int moved = 0;
    for (std::size_t n = 0; n < changed.size(); ++n)
      if (has_tables(changed[n].run.arm))
        moved += changed[n].trajectory_hash != plain[n];
      else
        EXPECT_EQ(changed[n].trajectory_hash, plain[n]);
    EXPECT_GT(moved, 4) << lines;
  }
}

TEST(Changes, come_in_each_replicate_when_its_occasion_does) {
  std::vector<int> months;
  for (const RunResult& result : results_of(with(awaited, 8))) {
    int began = -1, stood = -1;
    for (const Event& event : result.events) {
      if (event.kind == event::change_begins) began = event.month;
      if (event.kind == event::beacon_gained && event.value == 4.0 && stood < 0)
        stood = event.month;
    }
    EXPECT_EQ(began, stood < 0 ? -1 : stood + 1);
    if (began >= 0) months.push_back(began);
  }
  ASSERT_GT(months.size(), 4u);
  EXPECT_NE(*std::min_element(months.begin(), months.end()),
            *std::max_element(months.begin(), months.end()));
}

TEST(Changes, go_along_into_branches) {
  const std::string branch = "[branch]\nat = \"2018-01\"\nhistory = \"together\"\n";
  for (const char* lines : {dated, awaited, ended}) {
    const auto with_branch = results_of(with(branch + lines, 4)),
               whole = results_of(with(lines, 4));
    for (std::size_t n = 0; n < whole.size(); ++n)
      if (whole[n].run.arm == Arm::together) {
        EXPECT_EQ(with_branch[n].trajectory_hash, whole[n].trajectory_hash);
      }
  }
}

TEST(Changes, may_be_a_factor_of_a_design) {
  const Scenario scenario =
      with(std::string(dated) +
               "[design]\nkind = 'grid'\n[design.factors]\nchange.aside.match = [0, 1]\n",
           4);
  const auto points = hashes_of(scenario);
  const auto first = hashes_of(with(dated, 4)),
             second = hashes_of(with(dated, 4, {"change.aside.match=1"}));
  ASSERT_EQ(points.size(), 2 * first.size());
  for (std::size_t n = 0; n < first.size(); ++n) {
    EXPECT_EQ(points[n], first[n]);
    EXPECT_EQ(points[first.size() + n], second[n]);
  }
}

}  // namespace
}  // namespace samen
