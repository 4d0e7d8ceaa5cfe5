// What the rules together must show on the reference case (ODD, section 1): the direction of every
// change, with a paired 95 % interval clear of zero. With the parameters of the first edition the
// size of the change must also agree with the published prototype of the same rules, within the
// half-width that the prototype states (24 replicates).
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "analysis/output/numbers.hpp"
#include "analysis/statistics/statistics.hpp"
#include "experiment/runner.hpp"
#include "io/calibration_reader.hpp"
#include "io/scenario_reader.hpp"
#include "model/parameter_table.hpp"
#include "model/scene.hpp"

namespace samen {
namespace {

using analysis::Estimate;
using analysis::mean_of;
using analysis::shown_number;

constexpr int replicates = 100;

// Tests of rules cannot read files, so the first edition stands in a header for them.
TEST(FirstEdition, is_the_same_in_its_file_and_in_the_scenes_of_tests) {
  const Scenario of =
      read_scenario(SAMEN_SCENARIOS "/simple_problem.toml",
                    {.settings = read_common_parameters(SAMEN_SCENARIOS "/validation/first.toml")});
  const Scenario usual = read_scenario(SAMEN_SCENARIOS "/simple_problem.toml");
  const Parameters scene = testing::first_edition(), now;
  int differ = 0;
  for (const ParameterRow& row : parameter_table()) {
    const bool in_scene = row.value(scene) != row.value(now);
    const bool in_file = row.value(of.setting.parameters) != row.value(usual.setting.parameters);
    if (!in_scene && !in_file) continue;
    EXPECT_EQ(row.value(of.setting.parameters), row.value(scene)) << row.key();
    ++differ;
  }
  EXPECT_GT(differ, 0);
}

struct Outcomes {
  std::vector<double> progress, net_value;
};

std::size_t outcome_index(std::string_view name) {
  for (std::size_t n = 0; n < outcomes.size(); ++n)
    if (outcomes[n].name == name) return n;
  throw std::logic_error("no such outcome");
}

/// The parameters by default, or those of the first edition.
enum class Edition { now, first };

/// Runs one arm of the reference case with some settings changed.
Outcomes outcomes_of(Arm arm, const std::vector<std::string>& settings = {},
                     Edition edition = Edition::now) {
  std::vector<std::string> stated;
  if (edition == Edition::first)
    stated = read_common_parameters(SAMEN_SCENARIOS "/validation/first.toml");
  stated.insert(stated.end(), settings.begin(), settings.end());
  Scenario scenario = read_scenario(SAMEN_SCENARIOS "/hefboom8.toml",
                                    {.settings = stated, .replicates = replicates});
  scenario.arms = {arm};
  scenario.record = {.tables = false, .events = false};
  Outcomes all;
  run_batch(scenario, 0, [&](const RunResult& result) {
    ASSERT_FALSE(result.failed) << result.message;
    all.progress.push_back(result.outcomes[outcome_index("mean_progress")]);
    all.net_value.push_back(result.outcomes[outcome_index("net_value")]);
  });
  return all;
}

const Outcomes& reference(Edition edition = Edition::now) {
  static const Outcomes now = outcomes_of(Arm::only_together);
  static const Outcomes first = outcomes_of(Arm::only_together, {}, Edition::first);
  return edition == Edition::now ? now : first;
}

Estimate paired(const std::vector<double>& first, const std::vector<double>& second) {
  std::vector<double> differences;
  for (std::size_t n = 0; n < first.size(); ++n) differences.push_back(first[n] - second[n]);
  return mean_of(differences);
}

double half_width(const Estimate& estimate) {
  return (estimate.interval->high - estimate.interval->low) / 2.0;
}

/// A row of a measured table of ODD.md. `tests/run --update-odd` takes the row from what is printed
/// here.
void expect_in_odd(const std::string& table, const std::string& row) {
  std::cout << "ODD " << table << ' ' << row << '\n';
  if (std::getenv("SAMEN_UPDATE_ODD")) return;
  std::ostringstream odd;
  odd << std::ifstream(SAMEN_ODD).rdbuf();
  EXPECT_NE(odd.str().find(row + "\n"), std::string::npos)
      << "sim/model/ODD.md does not hold this row; tests/run --update-odd renews it";
}

std::string signed_number(double value, int digits) {
  return (value < 0.0 ? "−" : "+") + shown_number(std::fabs(value), digits);
}

std::string with_interval(const Estimate& estimate, int digits) {
  return shown_number(estimate.mean, digits) + " [" + shown_number(estimate.interval->low, digits) +
         ", " + shown_number(estimate.interval->high, digits) + "]";
}

/// What became of a direction of the first edition: it is the same, or there is no direction left.
enum class Since { same, none };

struct Row {
  const char* name;
  const char* shown;
  Arm arm;
  std::vector<std::string> settings;
  double prototype_difference, prototype_half_width;
  Since since = Since::same;
};

const std::vector<Row>& rows() {
  static const std::vector<Row> all{
      {"arm_nothing", "everyone does nothing (arm `nothing`)", Arm::nothing, {}, -0.64, 0.10},
      {"arm_alone", "everyone goes it alone (arm `alone`)", Arm::alone, {}, -0.54, 0.10},
      {"arm_together",
       "boards may also go alone (arm `together`)",
       Arm::together,
       {},
       -0.07,
       0.02,
       Since::none},
      {"no_puller_no_seed_money",
       "no puller and no seed money",
       Arm::only_together,
       {"levers.puller=0", "levers.seed_money=0"},
       -0.34,
       0.07},
      {"operate_at_once",
       "operate at once",
       Arm::only_together,
       {"levers.operate_after=0"},
       -0.18,
       0.04},
      {"operate_after_second_beacon",
       "operate after the second beacon",
       Arm::only_together,
       {"levers.operate_after=2"},
       -0.04,
       0.02},
      {"no_match", "no match", Arm::only_together, {"levers.match=0"}, -0.53, 0.08},
      {"equal_skills",
       "equal skills",
       Arm::only_together,
       {"initial.skill_difference=0"},
       -0.35,
       0.08},
      {"no_division_of_labour",
       "no division of labour",
       Arm::only_together,
       {"output.specialisation=0"},
       -0.24,
       0.05},
      {"given_mission",
       "given mission instead of an empty table",
       Arm::only_together,
       {"levers.mission=given"},
       -0.50,
       0.10},
      {"no_informal_time",
       "no informal time",
       Arm::only_together,
       {"levers.informal=0"},
       -0.19,
       0.05},
      {"agenda_and_chair",
       "agenda and chair (method 0.2)",
       Arm::only_together,
       {"levers.method=0.2"},
       -0.27,
       0.07},
      {"low_trust",
       "low trust at the start (0.1)",
       Arm::only_together,
       {"initial.trust_mean=0.1"},
       -0.09,
       0.04},
      {"ego",
       "ego (mean eco weight 0.02)",
       Arm::only_together,
       {"initial.eco_mean=0.02"},
       -0.32,
       0.05},
      {"no_reflection", "no reflection", Arm::only_together, {"levers.reflection=0"}, -0.13, 0.03},
      {"much_reflection",
       "much reflection (0.3)",
       Arm::only_together,
       {"levers.reflection=0.3"},
       -0.13,
       0.02},
      {"little_white_space",
       "little white space (0.01)",
       Arm::only_together,
       {"initial.white_space=0.01"},
       -0.43,
       0.06},
      {"broad_mandate", "broad mandate (1)", Arm::only_together, {"initial.mandate=1"}, 0.09, 0.02},
  };
  return all;
}

void PrintTo(const Row& row, std::ostream* out) {
  *out << row.name;
}

class Directions : public ::testing::TestWithParam<Row> {};

std::string with_half_width(const Estimate& estimate) {
  return signed_number(estimate.mean, 3) + " ± " + shown_number(half_width(estimate), 3);
}

TEST_P(Directions, hold_with_an_interval_clear_of_zero_and_had_the_size_of_the_prototype) {
  const Row& row = GetParam();
  const auto difference = [&](Edition edition) {
    return paired(outcomes_of(row.arm, row.settings, edition).progress,
                  reference(edition).progress);
  };
  const Estimate now = difference(Edition::now), first = difference(Edition::first);
  expect_in_odd("directions", "| " + std::string(row.shown) + " | " + with_half_width(now) + " | " +
                                  with_half_width(first) + " | " +
                                  signed_number(row.prototype_difference, 2) + " ± " +
                                  shown_number(row.prototype_half_width, 2) + " |");
  const auto expect_sign = [&](const Estimate& found) {
    if (row.prototype_difference < 0.0)
      EXPECT_LT(found.interval->high, 0.0);
    else
      EXPECT_GT(found.interval->low, 0.0);
  };
  expect_sign(first);
  constexpr double small = 0.05;  // the most that is left of a direction that is gone
  if (row.since == Since::none)
    EXPECT_LT(std::fabs(now.mean) + half_width(now), small);
  else
    expect_sign(now);
  // The prototype publishes two digits, so its number may be off by half a unit of the last digit.
  constexpr double rounding = 0.005;
  EXPECT_NEAR(first.mean, row.prototype_difference, row.prototype_half_width + rounding);
}

INSTANTIATE_TEST_SUITE_P(rows, Directions, ::testing::ValuesIn(rows()),
                         [](const auto& about) { return about.param.name; });

TEST(Reference, agrees_with_the_prototype_in_level) {
  // The prototype's mean over 24 replicates has the half-width of its paired difference to the arm
  // nothing, whose progress is zero in every run.
  const Estimate progress = mean_of(reference(Edition::first).progress);
  EXPECT_NEAR(progress.mean, 0.64, 0.10 + half_width(progress));
}

TEST(Complexity, decides_what_is_worth_doing_together) {
  for (const char* complexity : {"0", "0.35", "1"}) {
    const std::string setting = std::string("goals.complexity=") + complexity;
    const Outcomes alone = outcomes_of(Arm::alone, {setting});
    const Outcomes together = outcomes_of(Arm::only_together, {setting});
    expect_in_odd("complexity", "| " + std::string(complexity) + " | " +
                                    with_interval(mean_of(alone.progress), 2) + " | " +
                                    with_interval(mean_of(together.progress), 2) + " | " +
                                    with_interval(mean_of(alone.net_value), 0) + " | " +
                                    with_interval(mean_of(together.net_value), 0) + " |");
    if (complexity == std::string_view("0")) {
      EXPECT_GT(paired(alone.net_value, together.net_value).interval->low, 0.0)
          << "simple problems are better done alone";
      continue;
    }
    EXPECT_GT(paired(together.progress, alone.progress).interval->low, 0.0) << setting;
    EXPECT_GT(paired(together.net_value, alone.net_value).interval->low, 0.0) << setting;
  }
}

struct ComplexityRow {
  const char* complexity;
  double alone, together;          ///< mean progress of the prototype
  double net_alone, net_together;  ///< net value of the prototype, M€; 0: not published
};

TEST(Complexity, decided_as_much_in_the_prototype) {
  for (const ComplexityRow& row :
       {ComplexityRow{"0", 1.00, 0.94, 26.9, 15.8}, ComplexityRow{"0.35", 0.20, 0.72, 0, 0},
        ComplexityRow{"1", 0.04, 0.64, 0, 0}}) {
    const std::string setting = std::string("goals.complexity=") + row.complexity;
    const Outcomes alone = outcomes_of(Arm::alone, {setting}, Edition::first);
    const Outcomes together = outcomes_of(Arm::only_together, {setting}, Edition::first);
    const Estimate first = mean_of(alone.progress);
    const Estimate second = mean_of(together.progress);
    // The prototype states no half-widths here; the half-width of its arms, for 24 replicates, was
    // 0.10.
    constexpr double prototype_half_width = 0.10;
    EXPECT_NEAR(first.mean, row.alone, prototype_half_width + half_width(first)) << setting;
    EXPECT_NEAR(second.mean, row.together, prototype_half_width + half_width(second)) << setting;
    if (row.net_alone == 0.0) continue;
    // The prototype states none for net value either: 10 % of each value is allowed.
    EXPECT_NEAR(mean_of(alone.net_value).mean, 1000 * row.net_alone, 100 * row.net_alone);
    EXPECT_NEAR(mean_of(together.net_value).mean, 1000 * row.net_together, 100 * row.net_together);
  }
}

// Conclusions count only if a second decision rule (ODD, 7.29) leads to the same ones.
struct Change {
  const char* shown;
  Arm arm;
  std::vector<std::string> settings;
};

TEST(DirectionsOfBothRules, have_the_same_sign_where_they_have_one) {
  const std::vector<Change> changes{
      {"everyone does nothing (arm `nothing`)", Arm::nothing, {}},
      {"everyone goes it alone (arm `alone`)", Arm::alone, {}},
      {"boards may also go alone (arm `together`)", Arm::together, {}},
      {"no puller and no seed money",
       Arm::only_together,
       {"levers.puller=0", "levers.seed_money=0"}},
      {"no match", Arm::only_together, {"levers.match=0"}},
      {"agenda and chair (method 0.2)", Arm::only_together, {"levers.method=0.2"}},
      {"operate at once", Arm::only_together, {"levers.operate_after=0"}},
      {"given mission instead of an empty table", Arm::only_together, {"levers.mission=given"}},
      {"equal skills", Arm::only_together, {"initial.skill_difference=0"}},
      {"low trust at the start (0.1)", Arm::only_together, {"initial.trust_mean=0.1"}},
      {"broad mandate (1)", Arm::only_together, {"initial.mandate=1"}}};
  const std::vector<std::vector<std::string>> rules{
      {}, {"decision.rule=payoff"}, {"decision.rule=payoff", "payoff.eco=1"}};
  std::vector<Outcomes> together;
  for (const auto& rule : rules) together.push_back(outcomes_of(Arm::only_together, rule));
  int signs = 0;  // signs that are clear if boards decide by imagined value
  for (const Change& change : changes) {
    std::string row = "| " + std::string(change.shown);
    int sign = 0;
    for (std::size_t n = 0; n < rules.size(); ++n) {
      std::vector<std::string> settings = rules[n];
      settings.insert(settings.end(), change.settings.begin(), change.settings.end());
      const Estimate difference =
          paired(outcomes_of(change.arm, settings).progress, together[n].progress);
      row += " | " + signed_number(difference.mean, 3) + " ± " +
             shown_number(half_width(difference), 3);
      if (n == 0) {
        sign = difference.interval->low > 0.0 ? 1 : difference.interval->high < 0.0 ? -1 : 0;
        signs += sign != 0;
      }
      EXPECT_TRUE(sign >= 0 || difference.interval->high < 0.0) << change.shown << ", rule " << n;
      EXPECT_TRUE(sign <= 0 || difference.interval->low > 0.0) << change.shown << ", rule " << n;
    }
    expect_in_odd("rules", row + " |");
  }
  EXPECT_EQ(signs, static_cast<int>(changes.size()) - 1) << "all but the arm `together`";
}

// Rules that are off by default, switched on one by one.
TEST(DirectionsOfSwitches, are_published_and_those_with_a_claim_have_its_sign) {
  struct Switch {
    const char* shown;
    std::vector<std::string> settings;
    int sign;  ///< of the change in progress; 0: nobody claims one
  };
  for (const Switch& row : std::vector<Switch>{
           {"`accountability` 1", {"levers.accountability=1"}, 1},
           {"`accountability` 1, reminders only",
            {"levers.accountability=1", "accountability.answer=0", "accountability.cost=0"},
            1},
           {"`accountability` 1, sanctions only",
            {"levers.accountability=1", "accountability.reminder=0"},
            1},
           {"`accountability` 1, `measure_use` control",
            {"levers.accountability=1", "levers.measure_use=control"},
            0},
           {"`measure_use` control", {"levers.measure_use=control"}, -1},
           {"`measure_use` learning", {"levers.measure_use=learning"}, 1},
           {"`decision.rule` payoff", {"decision.rule=payoff"}, 0},
           {"`delegates` top", {"levers.delegates=top"}, 0},
           {"`delegates` young", {"levers.delegates=young"}, 0},
           {"`delegates` both", {"levers.delegates=both"}, 1},
           {"`formality` declaration", {"levers.formality=declaration"}, 0},
           {"`formality` contract", {"levers.formality=contract"}, 0},
           {"`spaces.levels` all", {"spaces.levels=all"}, -1},
           {"`disclosure` 0.3", {"levers.disclosure=0.3"}, 0},
           {"`disclosure` 0", {"levers.disclosure=0"}, 0},
           {"`surfacing` 0.5", {"levers.surfacing=0.5"}, 0},
           {"`surfacing` 0", {"levers.surfacing=0"}, -1},
           {"`self_interest.surge` 0.3", {"self_interest.surge=0.3"}, -1},
           {"`self_interest.drift` 0.005", {"self_interest.drift=0.005"}, 1},
           {"`backcasting` 1", {"levers.backcasting=1"}, 1}}) {
    const Outcomes with = outcomes_of(Arm::only_together, row.settings);
    const Estimate progress = paired(with.progress, reference().progress);
    const Estimate value = paired(with.net_value, reference().net_value);
    expect_in_odd("switches",
                  "| " + std::string(row.shown) + " | " + signed_number(progress.mean, 3) + " ± " +
                      shown_number(half_width(progress), 3) + " | " + signed_number(value.mean, 0) +
                      " ± " + shown_number(half_width(value), 0) + " |");
    EXPECT_TRUE(row.sign <= 0 || progress.interval->low > 0.0) << row.shown;
    EXPECT_TRUE(row.sign >= 0 || progress.interval->high < 0.0) << row.shown;
  }
}

// The group of four shows what its scenario file says to expect.
TEST(Maurice, talks_for_eight_months_and_loses_a_third_of_its_elan) {
  Scenario scenario = read_scenario(SAMEN_SCENARIOS "/maurice4.toml", {.replicates = 200});
  scenario.arms = {Arm::only_together};
  const std::vector<int> kept = recorded(scenario.record);
  std::size_t elan = 0;
  while (observables[kept[elan]].name != "elan") ++elan;
  std::vector<double> lost;
  int early = 0, ever = 0;
  run_batch(scenario, 0, [&](const RunResult& result) {
    constexpr int months_of_talk = 8;
    const double start = scenario.setting.parameters.initial.elan;
    lost.push_back(1.0 - result.series[elan][months_of_talk - 1] / start);
    const int month = result.operating_since[0];
    early += month >= 0 && month < months_of_talk;
    ever += month >= 0;
  });
  EXPECT_GT(mean_of(lost).interval->low, 0.28);
  EXPECT_LT(mean_of(lost).interval->high, 0.38);
  EXPECT_LE(early, 10) << "of 200";
  EXPECT_GE(ever, 190) << "of 200";
}

TEST(Reference, has_together_ahead_of_alone_in_net_value) {
  EXPECT_GT(paired(reference().net_value, outcomes_of(Arm::alone).net_value).interval->low, 0.0);
}

TEST(Reference, agrees_with_the_prototype_in_net_value) {
  const Outcomes alone = outcomes_of(Arm::alone, {}, Edition::first);
  const Outcomes both = outcomes_of(Arm::together, {}, Edition::first);
  // The prototype has 8.0, 7.1 and 1.2 M€ without half-widths; 10 % and the half-width of the
  // engine are allowed.
  for (const auto& [arm, million] :
       {std::pair{&reference(Edition::first), 8.0}, {&both, 7.1}, {&alone, 1.2}}) {
    const Estimate value = mean_of(arm->net_value);
    EXPECT_NEAR(value.mean, 1000 * million, 100 * million + half_width(value));
  }
}

}  // namespace
}  // namespace samen
