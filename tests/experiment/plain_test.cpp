// The engine against an independent version of the same rules, written as plain objects.
#include <bit>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "benchmark/plain.hpp"
#include "experiment/runner.hpp"
#include "io/calibration_reader.hpp"
#include "io/scenario_reader.hpp"
#include "model/parameter_table.hpp"

namespace samen {
namespace {

/// Sums over the numbers that apply; `all` also counts the others.
struct Sample {
  double all = 0.0, n = 0.0, sum = 0.0, squares = 0.0;
  void add(double x) {
    all += 1.0;
    if (std::isnan(x)) return;
    n += 1.0;
    sum += x;
    squares += x * x;
  }
  double mean() const { return sum / n; }
  double variance_of_mean() const { return (squares / n - mean() * mean()) / (n - 1.0); }
};

/// Distance of two means in standard errors; 0 if the means agree to the rounding of single
/// precision. Outcomes that are the same in all runs agree so.
double distance(const Sample& a, const Sample& b) {
  constexpr double rounding = 1e-6;
  const double gap = std::fabs(a.mean() - b.mean());
  if (gap <= rounding * std::fabs(a.mean())) return 0.0;
  return gap / std::sqrt(a.variance_of_mean() + b.variance_of_mean());
}

/// Distance, in standard errors, of the shares of two samples that apply, by their pooled share.
double distance_of_shares(const Sample& a, const Sample& b) {
  const double gap = std::fabs(a.n / a.all - b.n / b.all);
  if (gap == 0.0) return 0.0;
  const double pooled = (a.n + b.n) / (a.all + b.all);
  return gap / std::sqrt(pooled * (1.0 - pooled) * (1.0 / a.all + 1.0 / b.all));
}

using Samples = std::map<std::string, Sample>;  // by name, a series with its month

void add_to(Samples& samples, std::string_view name, double value) {
  samples[std::string(name)].add(value);
}

std::string in_month(std::string_view name, int month) {
  return std::string(name) + " in month " + std::to_string(month);
}

/// What all replicates of an arm yield: outcomes, and of series the first entry in some months.
Samples of_engine(Scenario scenario, Arm arm, const std::vector<int>& months) {
  scenario.arms = {arm};
  scenario.record = {};  // the series of goals and tables are written twice
  const std::vector<int> kept = recorded(scenario.record);
  Samples samples;
  run_batch(scenario, 2, [&](const RunResult& result) {
    for (std::size_t n = 0; n < outcomes.size(); ++n)
      add_to(samples, outcomes[n].name, result.outcomes[n]);
    for (std::size_t n = 0; n < kept.size(); ++n) {
      const Observable& observable = observables[kept[n]];
      const auto entries =
          static_cast<std::size_t>(size_of(scenario.setting.layout, observable.axis));
      for (const int month : months)
        add_to(samples, in_month(observable.name, month),
               result.series[n][static_cast<std::size_t>(month) * entries]);
    }
  });
  return samples;
}

/// The same of half as many plain runs.
Samples of_plain_objects(const Scenario& scenario, Arm arm, const std::vector<int>& months) {
  Samples samples;
  const auto calendar = static_cast<std::size_t>(scenario.setting.layout.calendar.months);
  const auto runs = static_cast<std::uint64_t>(scenario.replicates / 2);
  for (std::uint64_t seed = 0; seed < runs; ++seed) {
    const plain::Result result = plain::run(scenario.setting, arm, seed);
    for (const auto& [name, value] : result.outcomes) add_to(samples, name, value);
    for (const auto& [name, values] : result.series)
      for (const int month : months)
        add_to(samples, in_month(name, month),
               values[static_cast<std::size_t>(month) * (values.size() / calendar)]);
  }
  return samples;
}

/// What lies furthest apart, in standard errors.
struct Furthest {
  double distance = 0.0;
  std::string where = "nothing";
};

Furthest furthest(const Samples& engine, const Samples& plain) {
  constexpr double few = 20.0;
  Furthest found;
  for (const auto& [name, twice] : plain) {
    const auto at = engine.find(name);
    if (at == engine.end()) return {INFINITY, name + " of the engine"};
    const Sample& once = at->second;
    std::ostringstream text;
    if (const double apart = distance_of_shares(once, twice); apart > found.distance) {
      text << name << " applies to " << once.n << " of " << once.all << ", " << twice.n << " of "
           << twice.all;
      found = {apart, text.str()};
    }
    if (once.n <= few || twice.n <= few) continue;
    if (const double apart = distance(once, twice); apart > found.distance) {
      text.str("");
      text << name << ' ' << once.mean() << ' ' << twice.mean();
      found = {apart, text.str()};
    }
  }
  return found;
}

// 480 replicates of the engine and 240 plain runs in each arm, unless a case says otherwise. A
// distance is in standard errors of the difference. Of 22 outcomes and 31 series at three months in
// four arms, means and shares that apply, 920 in all, one lies 4.5 standard errors apart by chance
// in one of 160 pairs of seeds, if all moved by themselves; in two arms in one of 320. The seeds
// are fixed, so a test passes always or never.
constexpr double far = 4.5;
constexpr std::size_t written_twice = 22 + 31 * 3;

void expect_agreement(const std::vector<std::string>& settings) {
  const Scenario scenario =
      read_scenario(SAMEN_SCENARIOS "/hefboom8.toml", {.settings = settings, .replicates = 480});
  const std::vector<int> months{12, 60, 149};
  for (const Arm arm : scenario.arms) {
    const Samples plain = of_plain_objects(scenario, arm, months);
    EXPECT_EQ(plain.size(), written_twice) << "outcomes and series";
    const Furthest worst = furthest(of_engine(scenario, arm, months), plain);
    EXPECT_LT(worst.distance, far)
        << arm_names[static_cast<std::size_t>(arm)] << ' ' << worst.where;
  }
}

TEST(Engine, agrees_in_distribution_with_plain_objects) {
  expect_agreement({});
}

// Rules that the reference case does not use have cases of their own, below.
TEST(Engine, agrees_with_plain_objects_with_the_parameters_of_the_first_edition) {
  expect_agreement(read_common_parameters(SAMEN_SCENARIOS "/validation/first.toml"));
}

/// A case in which rules matter that do nothing in the reference case.
struct Case {
  std::string scenario;               ///< that it includes
  std::string lines = "";             ///< and what it states beside it
  std::vector<std::string> settings;  ///< and what is set on top
  std::vector<int> months;
  std::vector<std::string> without;  ///< settings each of which takes a rule away
  int replicates = 480;
};

Scenario scenario_of(const Case& one, const std::vector<std::string>& more = {}) {
  std::vector<std::string> settings = one.settings;
  settings.insert(settings.end(), more.begin(), more.end());
  return scenario_from("include = '" SAMEN_SCENARIOS "/" + one.scenario + "'\n" + one.lines,
                       "case.toml",
                       {.settings = std::move(settings), .replicates = one.replicates});
}

/// The two agree where both have the rules, and not where either has them alone: such a case would
/// tell a rule that one of them forgot.
void expect_rules_twice(const Case& one) {
  const Scenario scenario = scenario_of(one);
  // All of these rules act where organisations may do both.
  const Arm arm = scenario.arms.size() > 1 ? Arm::together : scenario.arms.front();
  const Samples engine = of_engine(scenario, arm, one.months);
  const Samples plain = of_plain_objects(scenario, arm, one.months);
  EXPECT_EQ(plain.size(), written_twice) << "outcomes and series";
  const Furthest worst = furthest(engine, plain);
  EXPECT_LT(worst.distance, far) << worst.where;
  testing::Test::RecordProperty("largest_distance", std::to_string(worst.distance));
  for (const std::string& setting : one.without) {
    const Scenario other = scenario_of(one, {setting});
    EXPECT_GT(furthest(engine, of_plain_objects(other, arm, one.months)).distance, far)
        << setting << " does nothing in plain.cpp";
    EXPECT_GT(furthest(of_engine(other, arm, one.months), plain).distance, far)
        << setting << " does nothing in the engine";
  }
}

TEST(PlainObjects, agree_where_a_team_is_temporary) {
  expect_rules_twice({.scenario = "hefboom8.toml",
                      .settings = {"levers.team_months=12", "levers.operate_after=0"},
                      .months = {11, 30, 149},
                      .without = {"delivery.shadow=0", "delivery.patience=1"}});
}

TEST(PlainObjects, agree_in_a_laboratory) {
  expect_rules_twice({.scenario = "validation/lab.toml",
                      .settings = {},
                      .months = {0, 4, 9},
                      .without = {"delivery.shadow=0", "delivery.patience=1"}});
}

TEST(PlainObjects, agree_where_a_leader_goes_first) {
  expect_rules_twice({.scenario = "validation/lab.toml",
                      .settings = {R"(levers.puller_kind="rotating")", "levers.puller=0.2"},
                      .months = {0, 4, 9},
                      .without = {"delivery.lead=0", "delivery.follow=0"},
                      .replicates = 1920});
}

TEST(PlainObjects, agree_where_a_role_passes_on) {
  expect_rules_twice({.scenario = "hefboom8.toml",
                      .settings = {R"(levers.puller_kind="rotating")", "levers.operate_after=1"},
                      .months = {12, 60, 149},
                      .without = {"delivery.lead=0"}});
}

TEST(PlainObjects, agree_where_a_partner_pulls) {
  expect_rules_twice({.scenario = "hefboom8.toml",
                      .settings = {R"(levers.puller_kind="partner")", "levers.operate_after=1",
                                   "levers.neutrality=0.5", "delivery.example=0.5"},
                      .months = {12, 60, 149},
                      .without = {}});
}

TEST(PlainObjects, agree_where_members_consent_to_a_volunteer) {
  expect_rules_twice({.scenario = "hefboom8.toml",
                      .settings = {R"(levers.puller_kind="volunteer")", "levers.operate_after=1",
                                   R"(levers.rule="unanimity")"},
                      .months = {3, 60, 149},
                      .without = {"pulling.acceptance=1"}});
}

TEST(PlainObjects, agree_where_a_quorum_consents_to_a_volunteer) {
  expect_rules_twice({.scenario = "hefboom8.toml",
                      .settings = {R"(levers.puller_kind="volunteer")", "levers.operate_after=0"},
                      .months = {3, 60, 149},
                      .without = {"pulling.acceptance=1"}});
}

TEST(PlainObjects, agree_where_pledges_may_come_back) {
  expect_rules_twice(
      {.scenario = "hefboom8.toml",
       .settings = {"levers.operate_after=0", "levers.puller=0", "levers.seed_money=0",
                    "levers.match=0", "levers.threshold=35", "levers.lead_gift=350",
                    R"(levers.refund="yes")", "initial.white_space=0.1"},
       .months = {3, 11, 149},
       .without = {"giving.refund_belief=1"}});
}

TEST(PlainObjects, agree_where_pledges_are_lost) {
  expect_rules_twice({.scenario = "hefboom8.toml",
                      .settings = {"levers.operate_after=0", "levers.threshold=35",
                                   "levers.lead_gift=100", "initial.white_space=0.1"},
                      .months = {3, 11, 149},
                      .without = {}});
}

TEST(PlainObjects, agree_where_sanctions_follow_to_the_next_team) {
  expect_rules_twice({.scenario = "validation/lab_pool.toml",
                      .settings = {"levers.team_months=2", "levers.accountability=1"},
                      .months = {1, 4, 9},
                      .without = {"regrouping.sanctions_follow=0", "regrouping.sanction_kept=1"},
                      .replicates = 1920});
}

TEST(PlainObjects, agree_where_sanctions_stay_at_the_seat) {
  expect_rules_twice(
      {.scenario = "validation/lab_pool.toml",
       .settings = {"levers.team_months=2", "levers.accountability=1", "levers.carry_over=0.5",
                    "levers.anonymous=0", "regrouping.sanctions_follow=0"},
       .months = {1, 4, 9},
       .without = {},
       .replicates = 1920});
}

TEST(PlainObjects, agree_where_organisations_sit_at_two_tables) {
  expect_rules_twice({.scenario = "hefboom8.toml",
                      .lines = R"(
[[table]]
name = "mission"
members = ["association", "folk high school", "federation"]
[[table]]
name = "practice"
members = ["folk high school", "federation", "unrecognised organisation"]
)",
                      .settings = {"levers.operate_after=1"},
                      .months = {12, 60, 149},
                      .without = {"decision.nesting=0", "delegates.carry=0"},
                      .replicates = 720});
}

TEST(PlainObjects, agree_where_residents_wait_at_the_door) {
  expect_rules_twice({.scenario = "hefboom8.toml",
                      .lines = R"(
[[organisation]]
name = "association"
number = 4
income = 700
[[organisation]]
name = "resident"
number = 3
income = 120
white_space = 0.2
structure = false
)",
                      .settings = {"levers.operate_after=1"},
                      .months = {12, 60, 149},
                      .without = {"meeting.without_structure=1"}});
}

/// hefboom8 with one setting changed, and what comes out of it in either version.
class Moved {
 public:
  explicit Moved(std::vector<std::string> settings) {
    settings.push_back(R"(run.record=["summary"])");
    scenario_ = read_scenario(SAMEN_SCENARIOS "/hefboom8.toml",
                              {.settings = std::move(settings), .replicates = 16});
  }

  std::vector<std::uint64_t> engine() const {
    std::vector<std::uint64_t> bits;
    run_batch(scenario_, 1, [&](const RunResult& result) {
      for (const double outcome : result.outcomes)
        bits.push_back(std::bit_cast<std::uint64_t>(outcome));
    });
    return bits;
  }

  std::vector<std::uint64_t> plain_objects(std::uint64_t seed) const {
    std::vector<std::uint64_t> bits;
    for (const Arm arm : {Arm::only_together, Arm::together})
      for (const auto& [name, value] : plain::run(scenario_.setting, arm, seed).outcomes)
        bits.push_back(std::bit_cast<std::uint64_t>(value));
    return bits;
  }

 private:
  Scenario scenario_;
};

/// The values to which a setting is moved: halfway to either end of its range, or every other
/// choice.
std::vector<std::string> moves(const ParameterRow& row) {
  const Parameters usual;
  std::vector<std::string> values;
  if (row.is_choice()) {
    for (const std::string_view choice : row.choices)
      if (choice != row.choice(usual)) values.push_back('"' + std::string(choice) + '"');
    return values;
  }
  for (const double end : {row.range.low, row.range.high}) {
    double value = (row.value(usual) + end) / 2.0;
    if (row.whole) value = std::round(value);
    if (value == row.value(usual)) continue;
    std::ostringstream text;
    text.precision(12);
    text << value;
    values.push_back(text.str());
  }
  return values;
}

// Every parameter that changes an outcome of the reference case must change one in plain objects as
// well, unless these refuse the setting. Rules that are on by default are written twice, and no
// parameter is ignored in silence. A rare event may need many runs to show.
TEST(PlainObjects, heed_what_the_engine_heeds) {
  constexpr std::uint64_t most_seeds = 500;
  const Moved usual({});
  const auto engine = usual.engine();
  std::vector<std::vector<std::uint64_t>> runs;
  const auto plain = [&](std::uint64_t seed) -> const std::vector<std::uint64_t>& {
    while (runs.size() <= seed) runs.push_back(usual.plain_objects(runs.size()));
    return runs[seed];
  };
  int rows_heeded = 0, rows_left_out = 0;
  for (const ParameterRow& row : parameter_table()) {
    enum class Told { nothing, ignored, heeded, left_out } told = Told::nothing;
    for (const std::string& value : moves(row)) {
      std::optional<Moved> moved;
      try {
        moved.emplace(std::vector{row.key() + '=' + value});
      } catch (const ScenarioError&) {  // the scenario states its own, or the value does not fit
        continue;
      }
      if (moved->engine() == engine) continue;
      try {
        std::uint64_t seed = 0;
        while (seed < most_seeds && moved->plain_objects(seed) == plain(seed)) ++seed;
        told = seed < most_seeds ? Told::heeded : Told::ignored;
      } catch (const std::invalid_argument&) {
        told = Told::left_out;
      }
      if (told != Told::ignored) break;
    }
    EXPECT_NE(told, Told::ignored) << row.key() << " changes nothing in plain.cpp";
    rows_heeded += told == Told::heeded;
    rows_left_out += told == Told::left_out;
  }
  EXPECT_GT(rows_heeded, 130);
  EXPECT_LT(rows_left_out, 60);
}

}  // namespace
}  // namespace samen
