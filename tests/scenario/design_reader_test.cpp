// The [design] section: what it may say, what is said if it is wrong, and what a result file keeps
// of it.
#include "scenario/design_reader.hpp"

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "analysis/results/batch.hpp"
#include "experiment/runner.hpp"
#include "io/results_writer.hpp"
#include "io/scenario_reader.hpp"
#include "scenario/refusing.hpp"
#include "small_scenario.hpp"

namespace samen {
namespace {

using analysis::Batch;
using analysis::Factor;

namespace fs = std::filesystem;

using Lines = std::vector<std::string>;
using Numbers = std::vector<double>;

const std::string sound = small_scenario(R"(replicates = 2
record = ["summary"]
)");

class Designing : public Refusing {
 protected:
  /// A sound scenario with a design; the section's first key is in line 2.
  Scenario with(const std::string& design, const Overrides& overrides = {}) {
    return read_scenario(file("case.toml", "[design]\n" + design + sound), overrides);
  }

  Lines complaints(const std::string& design, const Overrides& overrides = {}) {
    return complaints_when([&] { with(design, overrides); });
  }

  /// The result file of all runs.
  std::string written(const Scenario& scenario) {
    const std::string path = (folder_ / "case.h5").string();
    ResultsWriter writer(scenario, path, {"samen run", 2, "as compiled"});
    run_batch(scenario, 2, [&](const RunResult& result) { writer.write(result); });
    writer.finish();
    return path;
  }
};

Lines names_of(const Design& design) {
  Lines names;
  for (const DesignFactor& factor : design.factors) names.push_back(factor.name);
  return names;
}

Numbers values_of(const Design& design, std::size_t factor) {
  Numbers values;
  for (int point = 0; point < design.points(); ++point)
    values.push_back(design.value(point, factor));
  return values;
}

Lines texts_of(const Design& design, std::size_t factor) {
  Lines texts;
  for (int point = 0; point < design.points(); ++point) texts.push_back(design.text(point, factor));
  return texts;
}

// ---- what it may say ----------------------------------------------------------------------------

TEST_F(Designing, varies_nothing_unless_asked) {
  const Scenario scenario = read_scenario(file("case.toml", sound));
  EXPECT_TRUE(scenario.design.factors.empty());
  EXPECT_EQ(scenario.design.points(), 1);
  EXPECT_FALSE(scenario.design.setting);
}

TEST_F(Designing, takes_a_list_of_points) {
  const Design design = with(R"(kind = "list"
[[design.point]]
name = "no puller"
levers.puller = 0.0
levers.rule = "quorum"
goals.complexity = 0.7
[[design.point]]
name = "half"
goals.complexity = 1
levers.rule = "consent"
levers.puller = 0.5
)")
                            .design;
  EXPECT_EQ(design.plan.kind, DesignKind::list);
  EXPECT_EQ(design.points(), 2);
  EXPECT_EQ(names_of(design), (Lines{"levers.puller", "levers.rule", "goals.complexity"}));
  EXPECT_EQ(values_of(design, 0), (Numbers{0.0, 0.5}));
  EXPECT_EQ(values_of(design, 1), (Numbers{0, 1})) << "of words the number";
  EXPECT_EQ(texts_of(design, 1), (Lines{"quorum", "consent"}));
  EXPECT_EQ(values_of(design, 2), (Numbers{0.7, 1}));
  EXPECT_EQ(texts_of(design, 2), (Lines{"0.7", "1"}));
  EXPECT_EQ(design.label(0), "no puller");
  EXPECT_EQ(design.label(1), "half");
  EXPECT_EQ(setting_at(design, 1).parameters.levers.rule, DecisionRule::consent);
  EXPECT_EQ(setting_at(design, 1).parameters.levers.puller, 0.5);
  EXPECT_EQ(setting_at(design, 1).layout.goals[0].complexity, 1.0);
}

TEST_F(Designing, takes_a_list_of_one_point_and_labels_of_its_own) {
  const Design design = with("kind = \"list\"\npoint = [{ levers.puller = 2 }]\n").design;
  EXPECT_EQ(values_of(design, 0), (Numbers{2}));
  EXPECT_EQ(design.label(0), "levers.puller = 2");
  EXPECT_EQ(setting_at(design, 0).parameters.levers.puller, 2.0);
}

TEST_F(Designing, takes_a_grid_whose_last_factor_runs_fastest) {
  const Design design = with(R"(kind = "grid"
[design.factors]
levers.rule = ["unanimity", "quorum"]
levers.puller = [0, 0.3, 0.6]
)")
                            .design;
  EXPECT_EQ(design.plan.kind, DesignKind::grid);
  EXPECT_EQ(texts_of(design, 0),
            (Lines{"unanimity", "unanimity", "unanimity", "quorum", "quorum", "quorum"}));
  EXPECT_EQ(values_of(design, 1), (Numbers{0, 0.3, 0.6, 0, 0.3, 0.6}));
  EXPECT_EQ(design.label(4), "levers.rule = quorum, levers.puller = 0.3");
  EXPECT_EQ(setting_at(design, 2).parameters.levers.rule, DecisionRule::unanimity);
  EXPECT_EQ(setting_at(design, 2).parameters.levers.puller, 0.6);
  EXPECT_EQ(design.factors[1].unit, "FTE");
  EXPECT_FALSE(design.factors[1].meaning.empty());
  EXPECT_EQ(design.factors[0].unit, "") << "words have none";
  EXPECT_FALSE(design.factors[0].meaning.empty());
}

TEST_F(Designing, takes_two_levels_of_a_grid_as_levels_and_not_as_a_range) {
  const Design design =
      with("kind = \"grid\"\n[design.factors]\nlevers.puller = [3, 1]\nlevers.match = [2]\n")
          .design;
  EXPECT_EQ(values_of(design, 0), (Numbers{3, 1}));
  EXPECT_EQ(values_of(design, 1), (Numbers{2, 2}));
}

TEST_F(Designing, takes_every_random_kind_with_its_size) {
  struct Kind {
    const char* name;
    DesignKind kind;
    int points;  ///< with two factors and size 4
  };
  for (const auto& [name, kind, points] : {Kind{"lhs", DesignKind::lhs, 4},
                                           {"sobol", DesignKind::sobol, 4},
                                           {"saltelli", DesignKind::saltelli, 16},
                                           {"morris", DesignKind::morris, 12}}) {
    const std::string text = "kind = \"" + std::string(name) +
                             "\"\nsize = 4\nseed = 7\n[design.factors]\nlevers.puller = [0, 2]\n"
                             "levers.match = [0, 1]\n";
    const Design design = with(text).design;
    EXPECT_EQ(design.plan.kind, kind);
    EXPECT_EQ(design.points(), points) << name;
    SamplingPlan plan{.kind = kind, .factors = 2, .size = 4, .seed = 7};
    EXPECT_EQ(design.sample.unit, sample_of(plan).unit) << name;
    for (int point = 0; point < points; ++point)
      EXPECT_EQ(design.value(point, 0), 2 * design.place(point, 0));
    plan.seed = 1;
    EXPECT_NE(design.sample.unit, sample_of(plan).unit) << "seed 7 is another design";
    EXPECT_EQ(with(text, {.settings = {"design.seed=1"}}).design.sample.unit, sample_of(plan).unit);
  }
}

TEST_F(Designing, takes_second_order_of_saltelli_alone) {
  const std::string rest =
      "size = 4\nsecond_order = true\n[design.factors]\nlevers.puller = [0, 2]\nlevers.match = "
      "[0, 1]\n";
  const Design design = with("kind = \"saltelli\"\n" + rest).design;
  EXPECT_TRUE(design.plan.second_order);
  EXPECT_EQ(design.points(), 4 * 6);
  EXPECT_THROW(with("kind = \"lhs\"\n" + rest), std::runtime_error);
}

TEST_F(Designing, takes_levels_of_trajectories) {
  const Design design =
      with("kind = \"morris\"\nsize = 30\nlevels = 8\n[design.factors]\nlevers.puller = [0, 7]\n")
          .design;
  const Numbers values = values_of(design, 0);
  EXPECT_EQ(std::set(values.begin(), values.end()), (std::set<double>{0, 1, 2, 3, 4, 5, 6, 7}));
}

TEST_F(Designing, takes_keys_in_every_form_toml_has) {
  for (const char* form :
       {"[design.factors]\nlevers.puller = [0, 2]\nlevers.match = [0, 1]\n",
        "[design.factors]\n\"levers.puller\" = [0, 2]\n'levers.match' = [0, 1]\n",
        "[design.factors.levers]\npuller = [0, 2]\nmatch = [0, 1]\n",
        "[design.factors]\nlevers = { puller = [0, 2], match = [0, 1] }\n",
        "factors = { levers.puller = [0, 2], levers.match = [0, 1] }\n",
        "[design.factors]\nlevers.puller = { low = 0, high = 2 }\n"
        "\"levers.match\" = { high = 1, low = 0, scale = \"linear\" }\n",
        "[design.factors.levers.puller]\nlow = 0\nhigh = 2\n"
        "[design.factors.levers.match]\nlow = 0\nhigh = 1\n"}) {
    const Design design = with("kind = \"sobol\"\nsize = 4\n" + std::string(form)).design;
    EXPECT_EQ(names_of(design), (Lines{"levers.puller", "levers.match"})) << form;
    EXPECT_EQ(design.factors[0].range.high, 2.0) << form;
    EXPECT_EQ(design.factors[1].range.high, 1.0) << form;
    EXPECT_EQ(design.factors[1].range.scale, Scale::linear) << form;
    EXPECT_EQ(setting_at(design, 3).parameters.levers.puller, design.value(3, 0)) << form;
  }
}

// The order is not the alphabet: the last factor of a grid runs fastest, and the first factor of a
// sample is the first dimension.
TEST_F(Designing, keeps_the_order_of_the_file) {
  EXPECT_EQ(names_of(with(R"(kind = "lhs"
size = 3
[design.factors]
trust.loss = [0.1, 0.2]
"levers.puller" = [0, 1]
goals.complexity = [0, 1]
levers.match = [0, 1]
calendar.boards = [1, 2, 3]
)")
                         .design),
            (Lines{"trust.loss", "levers.puller", "goals.complexity", "levers.match",
                   "calendar.boards"}));
}

TEST_F(Designing, tells_a_range_from_levels) {
  const Design design = with(R"(kind = "sobol"
size = 64
[design.factors]
levers.puller = [0.5, 1.5]
levers.match = [0, 0.5, 2]
trust.gain = { low = 0.001, high = 0.1, scale = "logarithmic" }
levers.mission = ["empty", "given"]
trust.loss = [0.1]
)")
                            .design;
  const auto scale = [&](std::size_t n) { return design.factors[n].range.scale; };
  EXPECT_EQ(scale(0), Scale::linear);
  EXPECT_EQ(scale(1), Scale::choice);
  EXPECT_EQ(scale(2), Scale::logarithmic);
  EXPECT_EQ(scale(3), Scale::choice);
  const auto all = [&](std::size_t n) {
    const Numbers values = values_of(design, n);
    return std::set(values.begin(), values.end());
  };
  EXPECT_EQ(all(0).size(), 64u);
  EXPECT_GE(*all(0).begin(), 0.5);
  EXPECT_LE(*all(0).rbegin(), 1.5);
  EXPECT_EQ(all(1), (std::set<double>{0, 0.5, 2}));
  int below = 0;
  for (const double value : values_of(design, 2)) below += value < 0.01;
  EXPECT_EQ(below, 32) << "half of a logarithmic range lies below its geometric middle";
  EXPECT_EQ(all(3), (std::set<double>{0, 1}));
  EXPECT_EQ(all(4), (std::set<double>{0.1}));
}

TEST_F(Designing, keeps_whole_what_must_be_whole) {
  for (const char* range :
       {"[2, 5]", "{ low = 2, high = 5 }", "{ low = 2, high = 5, scale = \"integer\" }"}) {
    const Design design = with(
                              "kind = \"lhs\"\nsize = 40\n[design.factors]\n"
                              "leaving.faded_months = " +
                              std::string(range) + "\n")
                              .design;
    EXPECT_EQ(design.factors[0].range.scale, Scale::integer) << range;
    std::map<int, int> seen;
    for (int point = 0; point < 40; ++point)
      ++seen[setting_at(design, point).parameters.leaving.faded_months];
    EXPECT_EQ(seen, (std::map<int, int>{{2, 10}, {3, 10}, {4, 10}, {5, 10}})) << range;
  }
  const Design design = with(
                            "kind = \"lhs\"\nsize = 4\n[design.factors]\ncalendar.boards = "
                            "{ low = 1, high = 4, scale = \"integer\" }\n")
                            .design;
  std::set<int> intervals;
  for (int point = 0; point < 4; ++point)
    intervals.insert(setting_at(design, point).layout.calendar.board_interval);
  EXPECT_EQ(intervals, (std::set<int>{1, 2, 3, 4}));
}

TEST_F(Designing, takes_words_among_numbers_as_words) {
  for (const char* levels : {"[0, \"1\", 2.5]", "[\"0\", 1, 2.5]", "[0, 1, \"2.5\"]"}) {
    const Design design =
        with("kind = \"grid\"\n[design.factors]\nlevers.puller = " + std::string(levels) + "\n")
            .design;
    EXPECT_TRUE(design.factors[0].numbers.empty()) << levels;
    EXPECT_EQ(values_of(design, 0), (Numbers{0, 1, 2})) << levels;
    EXPECT_EQ(texts_of(design, 0), (Lines{"0", "1", "2.5"})) << levels;
  }
}

TEST_F(Designing, lies_over_the_file_it_includes_and_bends_to_the_command_line) {
  file("base.toml", sound +
                        "[design]\nkind = \"lhs\"\nsize = 4\n[design.factors]\n"
                        "levers.puller = [0, 1]\n");
  const std::string path = file("case.toml",
                                "include = \"base.toml\"\n[design]\nkind = \"sobol\"\n"
                                "[design.factors]\ntrust.gain = [0.1, 0.2]\n");
  const Design once = read_scenario(path).design;
  EXPECT_EQ(once.plan.kind, DesignKind::sobol);
  EXPECT_EQ(once.points(), 4);
  EXPECT_EQ(once.factors.size(), 2u);
  const Scenario scenario = read_scenario(
      path,
      {.settings = {"design.size=8", "levers.match=0.25", "levers.puller=9"}, .replicates = 3});
  EXPECT_EQ(scenario.design.points(), 8);
  EXPECT_EQ(number_of_runs(scenario), 8 * 3 * 3);
  for (int point = 0; point < 8; ++point) {
    const Setting setting = setting_at(scenario.design, point);
    EXPECT_EQ(setting.parameters.levers.match, 0.25) << "what is set holds at every point";
    EXPECT_LE(setting.parameters.levers.puller, 1.0) << "what is varied is varied";
  }
}

TEST_F(Designing, comes_back_from_the_resolved_file_with_the_same_points) {
  for (const char* text :
       {"kind = \"lhs\"\nsize = 9\nseed = 3\n[design.factors]\ntrust.loss = [0.1, 0.2]\n"
        "levers.puller = { low = 0.1, high = 1, scale = \"logarithmic\" }\n"
        "goals.complexity = [0, 1]\n\"levers.rule\" = [\"consent\", \"quorum\"]\n"
        "leaving.faded_months = [3, 9]\n",
        "kind = \"grid\"\n[design.factors]\ntrust.loss = [0.1, 0.2]\n"
        "levers.puller = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4]\n",
        "kind = \"list\"\n[[design.point]]\nname = \"a\"\ntrust.loss = 0.1\nlevers.puller = 2\n"
        "[[design.point]]\nname = \"b\"\ntrust.loss = 0.2\nlevers.puller = 0\n"}) {
    const Scenario scenario = with(text);
    const Scenario again = read_scenario(file("resolved.toml", scenario.resolved));
    ASSERT_EQ(names_of(again.design), names_of(scenario.design)) << scenario.resolved;
    ASSERT_EQ(again.design.points(), scenario.design.points());
    EXPECT_EQ(again.design.sample.unit, scenario.design.sample.unit);
    for (int point = 0; point < scenario.design.points(); ++point) {
      EXPECT_EQ(again.design.label(point), scenario.design.label(point));
      EXPECT_EQ(settings_at(again.design, point), settings_at(scenario.design, point));
    }
    EXPECT_EQ(again.resolved, scenario.resolved);
  }
}

// ---- what is said back --------------------------------------------------------------------------

TEST_F(Designing, asks_for_a_kind_and_names_the_nearest) {
  const std::string factors = "size = 3\n[design.factors]\nlevers.puller = [0, 1]\n";
  EXPECT_EQ(complaints("kind = \"gird\"\n" + factors),
            (Lines{"case.toml:2:8: 'design.kind' must be 'list', 'grid', 'lhs', 'sobol', "
                   "'saltelli' or 'morris', got 'gird' (did you mean 'grid'?)"}));
  EXPECT_EQ(complaints(factors), (Lines{"case.toml:1:1: missing key 'design.kind'"}));
  EXPECT_EQ(complaints("kind = 3\n" + factors),
            (Lines{"case.toml:2:8: 'design.kind' must be a text in quotes, got integer 3"}));
}

TEST_F(Designing, asks_for_the_size_of_a_sample) {
  for (const char* kind : {"lhs", "sobol", "saltelli", "morris"})
    EXPECT_EQ(complaints("kind = \"" + std::string(kind) +
                         "\"\n[design.factors]\nlevers.puller = [0, 1]\n"),
              (Lines{"case.toml:1:1: missing key 'design.size': points of lhs and sobol, base rows "
                     "of saltelli, trajectories of morris"}))
        << kind;
}

TEST_F(Designing, complains_about_everything_at_once_in_the_order_of_the_file) {
  EXPECT_EQ(
      complaints(R"(kind = "lhs"
size = 0
sed = 3
[design.factors]
puller = [0, 1]
matches = { low = 1, high = 2 }
trust.gain = []
levers.match = [1, 0]
levers.puller = 3
trust.loss = { lo = 0.1, high = 1, scale = "log" }
levers.match_cap = { low = 0, high = 1, scale = "logarithmic" }
run.seed = [1, 2, 3]
leaving.faded_months = [2.5, 4]
)"),
      (Lines{
          "case.toml:3:8: 'design.size' = 0 is outside [1, 16777216]",
          "case.toml:4:1: unknown key 'design.sed' (did you mean 'seed'?)",
          "case.toml:6:10: 'puller': expected section.key, for instance levers.puller",
          "case.toml:7:11: 'matches': expected section.key, for instance levers.puller",
          "case.toml:8:14: 'trust.gain' must be a list of values, [low, high] or { low = …, high = "
          "…, scale = … }, got []",
          "case.toml:9:17: 'levers.match': range of a factor: low and high must be finite and in "
          "order",
          "case.toml:10:17: 'levers.puller' must be a list of values, [low, high] or { low = …, "
          "high = …, scale = … }, got 3",
          "case.toml:11:14: 'trust.loss' needs two numbers, low and high",
          "case.toml:11:16: unknown key 'trust.loss.lo' (did you mean 'low'?)",
          "case.toml:11:44: 'trust.loss.scale' must be 'linear', 'logarithmic' or 'integer', got "
          "'log'",
          "case.toml:12:28: 'levers.match_cap': logarithmic range of a factor: low must be above "
          "0, high / low finite",
          "case.toml:13:12: 'run.seed': a design varies what happens in a run, not which runs "
          "there are or what is said of them",
          "case.toml:14:25: 'leaving.faded_months': integer range of a factor: the ends must be "
          "whole numbers",
      }));
}

TEST_F(Designing, complains_together_with_the_rest_of_the_scenario) {
  EXPECT_EQ(complaints("kind = \"lhs\"\n[design.factors]\nlevers.puller = [0, 1]\n"
                       "[trust]\ngane = 1\n"),
            (Lines{"case.toml:1:1: missing key 'design.size': points of lhs and sobol, base rows "
                   "of saltelli, trajectories of morris",
                   "case.toml:6:1: unknown key 'trust.gane' (did you mean 'gain'?)"}));
}

TEST_F(Designing, needs_something_to_vary) {
  const Lines none{
      "'design.factors' must name what is varied, for instance levers.puller = [0, 1]"};
  EXPECT_EQ(complaints("kind = \"grid\"\n"), (Lines{"case.toml:1:1: " + none[0]}));
  EXPECT_EQ(complaints("kind = \"grid\"\n[design.factors]\n"),
            (Lines{"case.toml:3:1: " + none[0]}));
  const std::string no_points = "a list needs [[design.point]] sections, each with its values";
  EXPECT_EQ(complaints("kind = \"list\"\n"), (Lines{"case.toml:1:1: " + no_points}));
  EXPECT_EQ(complaints("kind = \"list\"\n[design.point]\nlevers.puller = 1\n"),
            (Lines{"case.toml:3:1: " + no_points}));
  EXPECT_EQ(complaints("kind = \"list\"\n[[design.point]]\nname = \"as it is\"\n"),
            (Lines{"case.toml:3:1: the points of a list state what is varied, for instance "
                   "levers.puller = 0"}));
}

TEST_F(Designing, has_no_ranges_in_a_grid_and_no_size) {
  EXPECT_EQ(complaints("kind = \"grid\"\nsize = 3\n[design.factors]\n"
                       "levers.puller = { low = 0, high = 1 }\n"),
            (Lines{"case.toml:3:1: unknown key 'design.size'; expected 'kind', 'seed' or 'factors'",
                   "case.toml:5:17: 'levers.puller' of a grid must be a list of its levels"}));
}

TEST_F(Designing, names_the_key_the_scenario_does_not_know_where_the_file_states_it) {
  EXPECT_EQ(complaints("kind = \"lhs\"\nsize = 30\n[design.factors]\nlevers.match = [0, 1]\n"
                       "levers.pullr = [0, 1]\ntrst.gain = [0, 0.1]\n"),
            (Lines{"case.toml:6:16: unknown key 'levers.pullr' (did you mean 'puller'?)",
                   "case.toml:7:13: unknown section 'trst' (did you mean 'trust'?)"}));
}

TEST_F(Designing, names_the_values_the_scenario_refuses_where_the_file_states_them) {
  EXPECT_EQ(complaints("kind = \"grid\"\n[design.factors]\nlevers.puller = [0, 11, 0.6, 99]\n"
                       "levers.rule = [\"quorum\", \"cosent\"]\nleaving.faded_months = [3, 4.5]\n"),
            (Lines{"case.toml:4:21: 'levers.puller' = 11 FTE is outside [0, 10]",
                   "case.toml:4:30: 'levers.puller' = 99 FTE is outside [0, 10]",
                   "case.toml:5:26: 'levers.rule' must be 'quorum', 'consent' or 'unanimity', got "
                   "'cosent' (did you mean 'consent'?)",
                   "case.toml:6:28: 'leaving.faded_months' must be a whole number, got "
                   "floating-point 4.5"}));
  EXPECT_EQ(complaints("kind = \"list\"\n[[design.point]]\nlevers.match = 1\nlevers.puller = 99\n"
                       "[[design.point]]\nlevers.match = \"much\"\nlevers.puller = 1\n"),
            (Lines{"case.toml:5:17: 'levers.puller' = 99 FTE is outside [0, 10]",
                   "case.toml:7:16: 'levers.match' must be a number, got string 'much'"}));
}

TEST_F(Designing, says_once_that_a_range_leaves_what_is_admissible) {
  const Lines lines = complaints(
      "kind = \"lhs\"\nsize = 40\n[design.factors]\nlevers.match = [0, 1]\ntrust.gain = [0, 7]\n");
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_TRUE(lines[0].starts_with("case.toml:6:14: 'trust.gain' = ")) << lines[0];
  EXPECT_TRUE(lines[0].ends_with(" 1/month is outside [0, 1]")) << lines[0];
}

// Of a large design, only some points are tried before anything runs: together they show the ends
// and levels of every factor.
TEST_F(Designing, tries_the_ends_of_a_large_sample) {
  const std::string head = "kind = \"lhs\"\nsize = 3000\n[design.factors]\nlevers.match = [0, 1]\n";
  EXPECT_EQ(complaints(head + "trust.gain = [0, 1.0007]\n").size(), 1u);
  EXPECT_EQ(complaints(head + "trust.gain = [-0.0007, 1]\n").size(), 1u);
  EXPECT_EQ(complaints(head + "trust.gain = [0, 1]\n").size(), 0u);
}

TEST_F(Designing, tries_every_level_of_a_large_grid) {
  std::string levels;
  for (int n = 0; n < 600; ++n) levels += (n ? ", " : "") + std::to_string(n == 300 ? 11.5 : 0.01);
  EXPECT_EQ(complaints("kind = \"grid\"\n[design.factors]\nlevers.match = [0, 1, 2]\n"
                       "levers.puller = [" +
                       levels + "]\n")
                .size(),
            1u);
}

TEST_F(Designing, wants_the_same_keys_at_every_point_of_a_list) {
  EXPECT_EQ(complaints(R"(kind = "list"
[[design.point]]
levers.puller = 0
levers.match = 1
[[design.point]]
levers.pullr = 0
levers.match = 1
puller = 1
[[design.point]]
levers.match = 1
levers.puller = 0
trust.gain = 0.1
)"),
            (Lines{"case.toml:6:1: this point lacks 'levers.puller': every point states the same "
                   "keys",
                   "case.toml:7:16: 'levers.pullr' is not in the first point: every point states "
                   "the same keys (did you mean 'levers.puller'?)",
                   "case.toml:9:10: 'puller': expected name or section.key, for instance "
                   "levers.puller",
                   "case.toml:13:14: 'trust.gain' is not in the first point: every point states "
                   "the same keys"}));
  const Lines lines = complaints(
      "kind = \"list\"\n[[design.point]]\nname = \"as it is\"\n[[design.point]]\n"
      "name = \"half\"\nlevers.puller = 0.5\n");
  EXPECT_NE(std::find(lines.begin(), lines.end(),
                      "case.toml:7:17: 'levers.puller' is not in the first point: every point "
                      "states the same keys"),
            lines.end())
      << "a first point without keys is not filled in from the second";
}

TEST_F(Designing, wants_names_for_all_points_or_none) {
  EXPECT_EQ(complaints("kind = \"list\"\n[[design.point]]\nname = \"a\"\nlevers.puller = 0\n"
                       "[[design.point]]\nlevers.puller = 1\n"),
            (Lines{"case.toml:3:1: either all points have a 'name' or none"}));
}

TEST_F(Designing, wants_each_level_once) {
  for (const char* levels : {"levers.match = [1, 1.0]", "levers.match = [0, 1, 0]",
                             "levers.rule = [\"quorum\", \"unanimity\", \"quorum\"]"}) {
    const std::vector<std::string> found =
        complaints("kind = \"grid\"\n[design.factors]\n" + std::string(levels) + "\n");
    EXPECT_TRUE(std::any_of(found.begin(), found.end(), [](const std::string& complaint) {
      return complaint.find("twice") != std::string::npos;
    })) << levels;
  }
}

TEST_F(Designing, wants_each_factor_once) {
  EXPECT_EQ(complaints("kind = \"lhs\"\nsize = 3\n[design.factors]\nlevers.puller = [0, 1]\n"
                       "\"levers.puller\" = [0, 2]\n"),
            (Lines{"case.toml:6:19: 'levers.puller' is stated twice"}));
  EXPECT_EQ(complaints("kind = \"list\"\n[[design.point]]\nlevers.puller = 0\n"
                       "\"levers.puller\" = 1\n[[design.point]]\nlevers.puller = 0\n"),
            (Lines{"case.toml:5:19: 'levers.puller' is stated twice"}));
}

TEST_F(Designing, cannot_change_what_the_axes_of_the_result_file_depend_on) {
  const std::string ending =
      ": a design cannot vary the calendar, nor what goals, tables and organisations there are";
  for (const auto& [key, value] :
       {std::pair{"calendar.end", "2014-12"}, std::pair{"calendar.start", "2012-01"}})
    EXPECT_EQ(complaints("kind = \"grid\"\n[design.factors]\n" + std::string(key) + " = [\"" +
                         value + "\"]\n"),
              (Lines{"case.toml: [design] " + std::string(key) + " = " + value + ending}));
  EXPECT_EQ(complaints("kind = \"grid\"\n[design.factors]\ngoal.name = [\"x\"]\n"),
            (Lines{"case.toml:4:13: 'goal' is no section of single values: give the name of one, "
                   "as goal.\"name\".key"}));
}

TEST_F(Designing, has_no_more_points_than_any_machine_runs) {
  const Lines lines = complaints(
      "kind = \"saltelli\"\nsize = 10000000\n[design.factors]\n"
      "levers.puller = [0, 1]\nlevers.match = [0, 1]\n");
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_TRUE(lines[0].starts_with("case.toml:2:8: design saltelli: ")) << lines[0];
  EXPECT_EQ(complaints("kind = \"morris\"\nsize = 4\nlevels = 3\n[design.factors]\n"
                       "levers.puller = [0, 1]\n"),
            (Lines{"case.toml:2:8: design morris: levels of a trajectory must be even, not 3"}));
}

TEST_F(Designing, is_no_single_value) {
  const std::string path = file("case.toml", "design = 3\n" + sound);
  try {
    read_scenario(path);
    FAIL() << "a design that is a number";
  } catch (const ScenarioError& error) {
    EXPECT_EQ(error.complaints.back(), path + ":1:10: 'design' must be a section, got integer 3");
  }
}

// ---- what the result file keeps -----------------------------------------------------------------

std::string output_of(const std::string& command) {
  std::string text;
  std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen((command + " 2>&1").c_str(), "r"), ::pclose);
  char part[4096];
  while (const std::size_t n = std::fread(part, 1, sizeof part, pipe.get())) text.append(part, n);
  return text;
}

const std::string many_forms = R"(kind = "sobol"
size = 8
[design.factors]
trust.loss = [0.1, 0.3]
levers.rule = ["unanimity", "quorum"]
leaving.faded_months = [3, 9]
levers.match = [2, 0, 0.5]
goals.complexity = { low = 0.1, high = 0.9, scale = "logarithmic" }
)";

TEST_F(Designing, is_read_back_from_the_result_file) {
  const Scenario scenario = with(many_forms);
  const Design& design = scenario.design;
  const Batch batch(written(scenario));
  EXPECT_EQ(batch.design_kind(), "sobol");
  ASSERT_EQ(batch.factors().size(), 5u);
  ASSERT_EQ(batch.points().size(), 8u);
  EXPECT_EQ(batch.runs(), 8u * 3u * 2u);
  EXPECT_EQ(batch.failed(), 0u);
  const Lines scales{"linear", "choice", "integer", "choice", "logarithmic"};
  for (std::size_t n = 0; n < 5; ++n) {
    const Factor& factor = batch.factors()[n];
    EXPECT_EQ(factor.name, design.factors[n].name);
    EXPECT_EQ(factor.scale, scales[n]);
    EXPECT_EQ(factor.unit, design.factors[n].unit);
    EXPECT_EQ(factor.meaning, design.factors[n].meaning);
    for (int point = 0; point < 8; ++point) {
      EXPECT_EQ(batch.factor_value(point, n), design.value(point, n));
      if (scales[n] != "choice") {
        EXPECT_EQ(batch.factor_place(point, n), design.place(point, n));
      }
    }
  }
  EXPECT_EQ(batch.file().numbers("design_place"), design.sample.unit);
  for (int point = 0; point < 8; ++point) {
    EXPECT_EQ(batch.factor_place(point, 3), design.value(point, 3) / 2) << "of numbers by size";
    EXPECT_EQ(batch.point_label(point), design.label(point));
    EXPECT_EQ(batch.factor_label(point, 1), design.text(point, 1));
    EXPECT_EQ(batch.factor_label(point, 2), design.text(point, 2));
    EXPECT_EQ(batch.block_of(point), point);
    EXPECT_EQ(batch.step_of(point), 0);
  }
  const auto ends = [&](std::size_t n) {
    return std::pair(batch.factors()[n].low, batch.factors()[n].high);
  };
  EXPECT_EQ(ends(0), std::pair(0.1, 0.3));
  EXPECT_EQ(ends(1), std::pair(0.0, 1.0));
  EXPECT_EQ(ends(2), std::pair(3.0, 9.0));
  EXPECT_EQ(ends(3), std::pair(0.0, 2.0)) << "least and most, not first and last";
  EXPECT_EQ(batch.factors()[1].choices, (Lines{"unanimity", "quorum"}));
  EXPECT_TRUE(batch.factors()[3].choices.empty()) << "numbers stand for themselves";
  EXPECT_FALSE(batch.factors()[2].meaning.empty());
}

TEST_F(Designing, has_no_gaps_in_the_result_file) {
  const ResultsFile file(written(with(many_forms)));
  int looked_at = 0;
  for (const std::string& name : file.names()) {
    if (!name.starts_with("design_") && !name.starts_with("factor_")) continue;
    if (name == "factor_name" || name == "factor_unit" || name == "factor_meaning" ||
        name == "factor_choices" || name == "design_label" || name == "design_point")
      continue;
    for (const double value : file.numbers(name)) EXPECT_TRUE(std::isfinite(value)) << name;
    ++looked_at;
  }
  EXPECT_EQ(looked_at, 7);
}

TEST_F(Designing, gives_runs_of_a_replicate_the_same_pair_at_every_point_and_arm) {
  const Scenario scenario = with(many_forms, {.replicates = 19});
  const Batch batch(written(scenario));
  std::set<std::pair<std::int64_t, analysis::Treatment>> seen;
  for (std::size_t run = 0; run < batch.runs(); ++run) {
    const PlannedRun planned = run_at(scenario, static_cast<int>(run));
    EXPECT_EQ(batch.pair_of(run), planned.replicate);
    EXPECT_EQ(batch.treatment_of(run).point, planned.point);
    EXPECT_EQ(batch.arm_name(batch.treatment_of(run).arm),
              arm_names[static_cast<std::size_t>(planned.arm)]);
    seen.emplace(batch.pair_of(run), batch.treatment_of(run));
  }
  EXPECT_EQ(seen.size(), 19u * 8u * 3u) << "each pair has each treatment once";
}

TEST_F(Designing, tells_words_and_names_of_a_list) {
  const Batch batch(written(with(R"(kind = "list"
[[design.point]]
name = "zonder trekker, ‘gegeven’"
levers.puller = 0
levers.mission = "given"
[[design.point]]
name = "leeg"
levers.puller = 0.25
levers.mission = "empty"
[[design.point]]
name = "weer gegeven"
levers.puller = 0.25
levers.mission = "given"
)")));
  EXPECT_EQ(batch.design_kind(), "list");
  EXPECT_EQ(batch.point_label(0), "zonder trekker, ‘gegeven’");
  EXPECT_EQ(batch.point_label(2), "weer gegeven");
  EXPECT_EQ(batch.factor_label(0, 0), "0");
  EXPECT_EQ(batch.factor_label(1, 0), "0.25");
  for (int point = 0; point < 3; ++point)
    EXPECT_EQ(batch.factor_label(point, 1), point == 1 ? "empty" : "given");
}

TEST_F(Designing, tells_rows_and_trajectories_apart) {
  const std::string factors = "[design.factors]\nlevers.puller = [0, 1]\nlevers.match = [0, 1]\n";
  {
    const Batch saltelli(written(with("kind = \"saltelli\"\nsize = 2\n" + factors)));
    for (int point = 0; point < 8; ++point) {
      EXPECT_EQ(saltelli.block_of(point), point / 4);
      EXPECT_EQ(saltelli.step_of(point), point % 4);
    }
    // Steps 2 and 3 take one factor from the second matrix and the other from the base row.
    EXPECT_EQ(saltelli.factor_value(2, 0), saltelli.factor_value(1, 0));
    EXPECT_EQ(saltelli.factor_value(2, 1), saltelli.factor_value(0, 1));
    EXPECT_EQ(saltelli.factor_value(3, 0), saltelli.factor_value(0, 0));
    EXPECT_EQ(saltelli.factor_value(3, 1), saltelli.factor_value(1, 1));
  }
  fs::remove(folder_ / "case.h5");
  const Batch morris(written(with("kind = \"morris\"\nsize = 3\n" + factors)));
  for (int point = 0; point < 9; ++point) {
    EXPECT_EQ(morris.block_of(point), point / 3);
    EXPECT_EQ(morris.step_of(point), point % 3);
  }
}

TEST_F(Designing, leaves_no_trace_in_a_file_without_one) {
  const Scenario scenario = read_scenario(file("case.toml", sound));
  const std::string path = written(scenario);
  const ResultsFile results(path);
  for (const std::string& name : results.names())
    EXPECT_FALSE(name.starts_with("design") || name.starts_with("factor")) << name;
  EXPECT_EQ(results.attribute("", "design_kind"), "");
  const Batch batch(path);
  EXPECT_TRUE(batch.factors().empty());
  EXPECT_EQ(batch.points(), std::vector<int>{0});
  EXPECT_EQ(batch.point_label(0), "");
}

TEST_F(Designing, shows_everything_to_netcdf) {
  const std::string path = written(with(many_forms));
  const std::string header = output_of("ncdump -h " + path);
  std::istringstream listing(output_of("h5ls -r " + path));
  int listed = 0;
  for (std::string line; std::getline(listing, line);) {
    const std::string name = line.substr(1, line.find(' ') - 1);
    if (!name.starts_with("design_") && !name.starts_with("factor")) continue;
    ++listed;
    EXPECT_NE(header.find(" " + name + "("), std::string::npos) << name << '\n' << header;
  }
  EXPECT_EQ(listed, 14);
  for (const char* line :
       {"factor = 5 ;", "design_point = 8 ;", "double design_value(design_point, factor)",
        "int design_step(design_point)", "string factor_name(factor)",
        "string design_label(design_point)", ":design_kind = \"sobol\""})
    EXPECT_NE(header.find(line), std::string::npos) << line << '\n' << header;
}

TEST_F(Designing, keeps_the_runs_of_a_point_that_failed_with_their_message) {
  Scenario scenario = with(many_forms);
  const auto setting = scenario.design.setting;
  scenario.design.setting = [=](int point) {
    if (point == 5) throw std::runtime_error("no such world");
    return setting(point);
  };
  const Batch batch(written(scenario));
  EXPECT_EQ(batch.failed(), 6u);
  const auto messages = batch.file().texts("message");
  for (std::size_t run = 0; run < batch.runs(); ++run) {
    EXPECT_EQ(batch.ran(run), batch.treatment_of(run).point != 5);
    EXPECT_EQ(messages[run], batch.ran(run) ? "" : "no such world");
  }
  EXPECT_TRUE(std::isfinite(batch.factor_value(5, 0)));
}

}  // namespace
}  // namespace samen
