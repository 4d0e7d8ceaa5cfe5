// Designs: which runs there are, in which order, and that a point is the scenario it stands for.
#include "experiment/design.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include <gtest/gtest.h>

#include "experiment/runner.hpp"
#include "io/scenario_reader.hpp"

namespace samen {
namespace {

namespace fs = std::filesystem;

const std::string hefboom = SAMEN_SCENARIOS "/hefboom8.toml";
const std::string landscape = SAMEN_TESTS "/experiment/landscape.toml";

Scenario reference(int replicates) {
  return read_scenario(hefboom, {.replicates = replicates});
}

/// Reads a scenario that lays `text` over another.
Scenario over(const std::string& base, const std::string& text, const Overrides& overrides = {}) {
  const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
  const fs::path path = fs::temp_directory_path() / ("samen_" + std::to_string(::getpid()) + "_" +
                                                     std::string(test->name()) + ".toml");
  std::ofstream(path) << "include = \"" << base << "\"\n" << text;
  Scenario scenario = read_scenario(path.string(), overrides);
  fs::remove(path);
  return scenario;
}

/// A scenario as if it had one factor and this many points, each with its own setting.
Scenario with_points(Scenario scenario, int points) {
  scenario.design.plan.size = static_cast<std::size_t>(points);
  scenario.design.factors.resize(1);
  scenario.design.sample.factors = 1;
  scenario.design.sample.unit.assign(static_cast<std::size_t>(points), 0.5);
  scenario.design.sample.block.assign(static_cast<std::size_t>(points), 0);
  scenario.design.sample.step.assign(static_cast<std::size_t>(points), 0);
  return scenario;
}

/// A plan of points × arms × replicates, without a world.
Scenario plan_of(int points, int arms, int replicates) {
  Scenario scenario;
  scenario.arms.clear();
  for (int arm = 0; arm < arms; ++arm) scenario.arms.push_back(static_cast<Arm>(arm));
  scenario.replicates = replicates;
  return with_points(scenario, points);
}

std::vector<RunResult> results_of(const Scenario& scenario, int workers) {
  std::vector<RunResult> all;
  run_batch(scenario, workers, [&](const RunResult& result) { all.push_back(result); });
  return all;
}

using Which = std::pair<Arm, int>;  ///< arm and replicate
using Hashes = std::map<Which, std::uint64_t>;

/// Trajectories of the runs at a point.
Hashes hashes_of(const std::vector<RunResult>& results, int point = 0) {
  Hashes hashes;
  for (const RunResult& result : results)
    if (result.run.point == point && !result.failed)
      hashes[{result.run.arm, result.run.replicate}] = result.trajectory_hash;
  return hashes;
}

// ---- which runs there are -----------------------------------------------------------------------

struct Size {
  int points, arms, replicates;
};

// 69 replicates are two groups of 32 and one of five; 3 are less than a group, 32 just one.
constexpr Size sizes[] = {{5, 3, 69}, {1, 4, 69}, {7, 1, 32}, {4, 2, 3}, {3, 4, 33}, {1, 1, 1}};

TEST(Plan, holds_every_point_arm_and_replicate_once) {
  for (const auto& [points, arms, replicates] : sizes) {
    Scenario scenario = plan_of(points, arms, replicates);
    for (int n = 0; n < arms; ++n) scenario.arms[static_cast<std::size_t>(n)] = static_cast<Arm>(n);
    ASSERT_EQ(number_of_runs(scenario), points * arms * replicates);
    std::set<std::tuple<int, int, int>> seen;
    for (int index = 0; index < number_of_runs(scenario); ++index) {
      const PlannedRun run = run_at(scenario, index);
      EXPECT_EQ(run.index, index);
      EXPECT_TRUE(run.point >= 0 && run.point < points) << run.point;
      EXPECT_TRUE(static_cast<int>(run.arm) < arms);
      EXPECT_TRUE(run.replicate >= 0 && run.replicate < replicates) << run.replicate;
      seen.emplace(run.point, static_cast<int>(run.arm), run.replicate);
    }
    EXPECT_EQ(seen.size(), static_cast<std::size_t>(points * arms * replicates));
  }
}

TEST(Plan, goes_by_groups_of_replicates_then_points_then_replicates_then_arms) {
  for (const auto& [points, arms, replicates] : sizes) {
    Scenario scenario = plan_of(points, arms, replicates);
    const Arm order[] = {Arm::only_together, Arm::nothing, Arm::together,
                         Arm::alone};  // not the alphabet
    scenario.arms.assign(order, order + arms);
    int index = 0;
    for (int first = 0; first < replicates; first += replicates_together)
      for (int point = 0; point < points; ++point)
        for (int replicate = first; replicate < std::min(first + replicates_together, replicates);
             ++replicate)
          for (const Arm arm : scenario.arms) {
            const PlannedRun run = run_at(scenario, index++);
            ASSERT_EQ(std::tuple(run.point, run.replicate, run.arm),
                      std::tuple(point, replicate, arm))
                << "run " << index - 1 << " of " << points << " points";
          }
    EXPECT_EQ(index, number_of_runs(scenario));
  }
}

TEST(Plan, holds_to_the_end_of_what_a_file_can_number) {
  const Scenario scenario = plan_of(1 << 24, 4, 31);
  const int last = number_of_runs(scenario) - 1;
  const PlannedRun run = run_at(scenario, last);
  EXPECT_EQ(run.point, (1 << 24) - 1);
  EXPECT_EQ(run.replicate, 30);
}

TEST(Plan, refuses_more_runs_than_a_file_can_number) {
  EXPECT_EQ(number_of_runs(plan_of(1, 1, std::numeric_limits<int>::max())),
            std::numeric_limits<int>::max());
  EXPECT_THROW(number_of_runs(plan_of(100, 4, 10000000)), std::overflow_error);
  EXPECT_THROW(number_of_runs(plan_of(1 << 24, 4, 32)), std::overflow_error) << "2^31";
}

TEST(Plan, is_the_order_in_which_the_runner_hands_on_whatever_the_workers) {
  for (const auto& [points, arms, replicates] : sizes) {
    Scenario scenario = with_points(reference(replicates), points);
    scenario.arms.resize(static_cast<std::size_t>(arms));
    const auto nothing_done = [](const Scenario&, const Setting&, std::span<RunResult>,
                                 World<Block>&) {};
    for (const int workers : {1, 2, 3, 8}) {
      int next = 0;
      run_batch_with(nothing_done, scenario, workers, [&](const RunResult& result) {
        const PlannedRun planned = run_at(scenario, next);
        EXPECT_EQ(std::tuple(result.run.index, result.run.point, result.run.replicate),
                  std::tuple(next, planned.point, planned.replicate));
        EXPECT_EQ(result.run.arm, planned.arm);
        ++next;
      });
      EXPECT_EQ(next, number_of_runs(scenario));
    }
  }
}

TEST(Plan, puts_only_replicates_of_one_point_and_arm_into_a_block) {
  Scenario scenario = with_points(reference(69), 5);
  std::atomic<int> blocks = 0;
  const auto looked_at = [&](const Scenario&, const Setting&, std::span<RunResult> results,
                             World<Block>&) {
    ++blocks;
    const PlannedRun& first = results.front().run;
    for (std::size_t n = 0; n < results.size(); ++n) {
      EXPECT_EQ(results[n].run.point, first.point);
      EXPECT_EQ(results[n].run.arm, first.arm);
      EXPECT_EQ(results[n].run.replicate, first.replicate + static_cast<int>(n));
    }
  };
  run_batch_with(looked_at, scenario, 3, [](const RunResult&) {});
  const int a_group = replicates_together / block_lanes;
  const int in_five = (5 + block_lanes - 1) / block_lanes;
  EXPECT_EQ(blocks, 5 * 4 * (2 * a_group + in_five));
}

// ---- a point is the scenario it stands for ------------------------------------------------------

struct Stated {
  std::string point;                  ///< as in [[design.point]]
  std::vector<std::string> settings;  ///< as on the command line
};

void expect_points_to_be_scenarios(const std::string& base, const std::string& head,
                                   const std::vector<Stated>& points, bool in_blocks) {
  std::string design = "[design]\nkind = \"list\"\n";
  for (const Stated& stated : points) design += "[[design.point]]\n" + stated.point;
  const Scenario scenario = over(base, head + design);
  ASSERT_EQ(scenario.design.points(), static_cast<int>(points.size()));
  ASSERT_EQ(runs_in_blocks(scenario), in_blocks);
  std::vector<Hashes> alone;
  for (const Stated& stated : points)
    alone.push_back(hashes_of(results_of(over(base, head, {.settings = stated.settings}), 2)));
  for (const int workers : {1, 3}) {
    const auto results = results_of(scenario, workers);
    for (std::size_t n = 0; n < points.size(); ++n) {
      EXPECT_EQ(hashes_of(results, static_cast<int>(n)), alone[n]) << points[n].point;
      EXPECT_EQ(alone[n].size(),
                scenario.arms.size() * static_cast<std::size_t>(scenario.replicates));
    }
  }
  // The comparison means something: no two points have the same future of tables.
  std::set<std::uint64_t> different;
  for (const Hashes& hashes : alone) different.insert(hashes.at({Arm::only_together, 0}));
  EXPECT_EQ(different.size(), points.size());
}

const std::string short_run =
    "[run]\nreplicates = 19\narms = [\"nothing\", \"alone\", \"only_together\", \"together\"]\n"
    "record = [\"summary\"]\n";

TEST(Point, runs_as_the_scenario_with_its_parameters) {
  expect_points_to_be_scenarios(
      hefboom, short_run,
      {{"levers.puller = 0\ntrust.gain = 0.1\nleaving.least_members = 3\n",
        {"levers.puller=0", "trust.gain=0.1", "leaving.least_members=3"}},
       {"levers.puller = 1.3\ntrust.gain = 0.07\nleaving.least_members = 6\n",
        {"levers.puller=1.3", "trust.gain=0.07", "leaving.least_members=6"}},
       {"levers.puller = 1.3\ntrust.gain = 0.33333333333333331\nleaving.least_members = 3\n",
        {"levers.puller=1.3", "trust.gain=0.33333333333333331", "leaving.least_members=3"}}},
      true);
}

TEST(Point, runs_as_the_scenario_with_its_words) {
  expect_points_to_be_scenarios(hefboom, short_run,
                                {{"levers.mission = \"empty\"\nlevers.rule = \"quorum\"\n",
                                  {"levers.mission=\"empty\"", "levers.rule=\"quorum\""}},
                                 {"levers.mission = \"given\"\nlevers.rule = \"quorum\"\n",
                                  {"levers.mission=\"given\"", "levers.rule=\"quorum\""}},
                                 {"levers.mission = \"given\"\nlevers.rule = \"unanimity\"\n",
                                  {"levers.mission=\"given\"", "levers.rule=\"unanimity\""}}},
                                true);
}

TEST(Point, runs_as_the_scenario_with_keys_that_are_no_parameters) {
  expect_points_to_be_scenarios(
      hefboom, short_run,
      {{"goals.complexity = 0.7\ngoals.order = \"chain\"\ncalendar.boards = 3\n",
        {"goals.complexity=0.7", "goals.order=chain", "calendar.boards=3"}},
       {"goals.complexity = 0.2\ngoals.order = \"chain\"\ncalendar.boards = 3\n",
        {"goals.complexity=0.2", "goals.order=chain", "calendar.boards=3"}},
       {"goals.complexity = 0.2\ngoals.order = \"free\"\ncalendar.boards = 3\n",
        {"goals.complexity=0.2", "goals.order=free", "calendar.boards=3"}},
       {"goals.complexity = 0.2\ngoals.order = \"free\"\ncalendar.boards = 6\n",
        {"goals.complexity=0.2", "goals.order=free", "calendar.boards=6"}}},
      true);
}

// With so much recorded, worlds run one by one, with all workers at the tables of one world.
TEST(Point, runs_as_the_scenario_where_worlds_run_one_by_one) {
  expect_points_to_be_scenarios(landscape,
                                "[run]\nreplicates = 2\narms = [\"alone\", \"only_together\"]\n"
                                "record = [\"tables\", \"organisations\", \"pairs\"]\n",
                                {{"levers.puller = 0.0\n", {"levers.puller=0"}},
                                 {"levers.puller = 1.0\n", {"levers.puller=1"}}},
                                false);
}

TEST(Point, of_a_range_has_the_value_that_the_design_tells_to_the_last_bit) {
  const Scenario scenario = over(hefboom, R"(
[design]
kind = "lhs"
size = 50
[design.factors]
levers.puller = [0, 1]
goals.complexity = { low = 0.001, high = 0.9, scale = "logarithmic" }
levers.seed_months = [0, 60]
)");
  std::set<double> months;
  for (int point = 0; point < 50; ++point) {
    const Setting setting = setting_at(scenario.design, point);
    EXPECT_EQ(setting.parameters.levers.puller, scenario.design.value(point, 0));
    EXPECT_EQ(setting.layout.goals[0].complexity, scenario.design.value(point, 1));
    EXPECT_EQ(setting.parameters.levers.seed_months, scenario.design.value(point, 2));
    EXPECT_EQ(setting.layout.tables[0].levers.puller, setting.parameters.levers.puller);
    months.insert(scenario.design.value(point, 2));
  }
  EXPECT_GT(months.size(), 30u);
}

// ---- luck ---------------------------------------------------------------------------------------

TEST(Point, shares_its_luck_with_the_others) {
  const Scenario scenario =
      over(hefboom, short_run +
                        "[design]\nkind = \"grid\"\n[design.factors]\nlevers.puller = [0, 2]\n"
                        "levers.match = [0, 0.5, 3]\n");
  const auto results = results_of(scenario, 2);
  // A lever is pulled at tables: an organisation that does nothing or goes alone never notices it.
  for (int point = 1; point < 6; ++point)
    for (int replicate = 0; replicate < scenario.replicates; ++replicate) {
      const auto first = hashes_of(results, 0), other = hashes_of(results, point);
      ASSERT_EQ(first.at({Arm::nothing, replicate}), other.at({Arm::nothing, replicate}));
      ASSERT_NE(first.at({Arm::only_together, replicate}),
                other.at({Arm::only_together, replicate}));
    }
  EXPECT_NE(hashes_of(results, 0).at({Arm::nothing, 0}),
            hashes_of(results, 0).at({Arm::nothing, 1}));
  // What strikes from outside is the same everywhere.
  std::map<int, std::set<std::vector<std::pair<int, int>>>> cuts;
  Scenario told = scenario;
  told.record.events = true;
  for (const RunResult& result : results_of(told, 2)) {
    std::vector<std::pair<int, int>> struck;
    for (const Event& event : result.events)
      if (event.kind == event::cut) struck.emplace_back(event.month, event.organisation);
    cuts[result.run.replicate].insert(struck);
  }
  std::set<std::vector<std::pair<int, int>>> all;
  for (const auto& [replicate, struck] : cuts) {
    EXPECT_EQ(struck.size(), 1u) << replicate;
    all.insert(struck.begin(), struck.end());
  }
  EXPECT_GT(all.size(), 2u) << "replicates differ";
}

// ---- points that fail ---------------------------------------------------------------------------

void expect_only_point_one_to_fail(Scenario scenario, int workers) {
  const auto sound = results_of(scenario, workers);
  const auto setting = scenario.design.setting;
  scenario.design.setting = [=](int point) {
    if (point == 1) throw std::runtime_error("no such world");
    return setting(point);
  };
  const auto results = results_of(scenario, workers);
  ASSERT_EQ(results.size(), sound.size());
  std::size_t failed = 0;
  for (std::size_t n = 0; n < results.size(); ++n) {
    EXPECT_EQ(results[n].run.index, static_cast<int>(n));
    EXPECT_EQ(results[n].run.point, sound[n].run.point);
    EXPECT_EQ(results[n].failed, results[n].run.point == 1) << n;
    failed += results[n].failed;
    if (results[n].failed) {
      EXPECT_EQ(results[n].message, "no such world");
      EXPECT_TRUE(results[n].outcomes.empty());
    } else {
      EXPECT_EQ(results[n].trajectory_hash, sound[n].trajectory_hash) << n;
      EXPECT_FALSE(results[n].outcomes.empty());
    }
  }
  EXPECT_EQ(failed, results.size() / 3);
}

const std::string three_points =
    "[design]\nkind = \"grid\"\n[design.factors]\nlevers.puller = [0, 1, 2]\n";

TEST(Point, that_cannot_be_had_fails_its_runs_and_no_others) {
  const Scenario scenario = over(hefboom, short_run + three_points);
  for (const int workers : {1, 3}) expect_only_point_one_to_fail(scenario, workers);
}

TEST(Point, that_cannot_be_had_fails_its_runs_where_worlds_run_one_by_one) {
  const Scenario scenario = over(landscape,
                                 "[run]\nreplicates = 2\narms = [\"alone\", \"only_together\"]\n"
                                 "record = [\"tables\", \"organisations\", \"pairs\"]\n" +
                                     three_points);
  ASSERT_FALSE(runs_in_blocks(scenario));
  expect_only_point_one_to_fail(scenario, 2);
}

// ---- what a design says of itself ---------------------------------------------------------------

TEST(Fractions, are_written_so_that_a_scenario_reads_the_same_number_again) {
  EXPECT_EQ(shortest_text(0.3), "0.3");
  EXPECT_EQ(shortest_text(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(shortest_text(3.0), "3.0") << "a fraction, not a whole number";
  EXPECT_EQ(shortest_text(-0.0), "-0.0");
  for (const double value : {1e-300, 1e22, 123456789.0, 5e-324, 0.1, 1.0 / 3.0})
    EXPECT_EQ(std::strtod(shortest_text(value).c_str(), nullptr), value);
}

TEST(Design, without_factors_is_one_point) {
  const Scenario scenario = reference(1);
  EXPECT_EQ(scenario.design.points(), 1);
  EXPECT_EQ(scenario.design.label(0), "");
  EXPECT_EQ(number_of_runs(scenario), 4);
}

TEST(Design, tells_points_as_numbers_texts_and_labels) {
  Design design;
  design.plan = {.kind = DesignKind::grid, .factors = 4, .levels = {2, 2, 3, 2}};
  design.sample = sample_of(design.plan);
  design.factors = {
      {"a.fraction", "", "", {Scale::linear, 0.0, 1.0 / 3.0, 1}},
      {"b.whole", "", "", {Scale::integer, 0, 12345, 1}},
      {"c.number", "", "", {Scale::choice, 0.5, 4.0, 3}, {"4", "0.5", "1.5"}, {4.0, 0.5, 1.5}},
      {"d.word", "", "", {Scale::choice, 0, 1, 2}, {"empty", "given"}},
  };
  ASSERT_EQ(design.points(), 24);
  EXPECT_EQ(design.label(0), "a.fraction = 0, b.whole = 0, c.number = 4, d.word = empty");
  EXPECT_EQ(design.label(23),
            "a.fraction = 0.3333, b.whole = 12345, c.number = 1.5, d.word = given");
  EXPECT_EQ(design.text(23, 0), "0.3333333333333333");
  EXPECT_EQ(design.text(23, 1), "12345");
  EXPECT_EQ(design.value(0, 2), 4.0);
  EXPECT_EQ(design.value(2, 2), 0.5);
  EXPECT_EQ(design.value(1, 3), 1.0);
  EXPECT_EQ(design.text(1, 3), "given");
  design.labels.assign(24, "as it is");
  EXPECT_EQ(design.label(23), "as it is");
}

}  // namespace
}  // namespace samen
