// Scenario files: what they may say, and what is said back when they are wrong.
#include "io/scenario_reader.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "scenario/nearest.hpp"
#include "scenario/refusing.hpp"

namespace samen {
namespace {

class Reading : public Refusing {
 protected:
  /// The complaints about a file, without the folder before its name.
  std::vector<std::string> complaints(const std::string& text, const Overrides& overrides = {}) {
    const std::string path = file("case.toml", text);
    return complaints_when([&] { read_scenario(path, overrides); });
  }
};

const std::string sound = R"([[goal]]
name = "first"
[[goal]]
name = "second"
[[organisation]]
name = "club"
number = 3
[[table]]
name = "round"
)";

using Lines = std::vector<std::string>;

TEST_F(Reading, fills_in_every_default) {
  const Scenario scenario = read_scenario(file("case.toml", sound));
  const Layout& layout = scenario.setting.layout;
  EXPECT_EQ(layout.calendar.months, 150);
  EXPECT_EQ(layout.calendar.periods, (std::vector{30, 90}));
  ASSERT_EQ(layout.organisations.size(), 3u);
  EXPECT_EQ(layout.organisations[1].name, "club 2");
  EXPECT_EQ(layout.tables[0].seats, 3);
  EXPECT_EQ(layout.goals[1].after, std::vector{0});
  EXPECT_EQ(scenario.arms, (std::vector{Arm::nothing, Arm::alone, Arm::together}));
  EXPECT_EQ(scenario.replicates, 100);
}

TEST_F(Reading, takes_what_is_stated) {
  const Scenario scenario = read_scenario(file("case.toml", R"(
[scenario]
title = "T"
question = "Q"
sources = ["a", "b"]
capabilities = 2
[scenario.answer]
arms = ["only_together", "alone"]
measure = "mean_progress"
[calendar]
start = "2014-01"
end = "2015-12"
periods = ["2015-01"]
boards = 6
[goals]
order = "free"
work = 10
[[goal]]
name = "a"
mix = [0.25, 0.75]
[[goal]]
name = "b"
complexity = 0.2
after = ["a"]
[[organisation]]
name = "x"
income = { uniform = [100, 200] }
aspirations = [0.1, 0.9]
capabilities = [0.3, 0.4]
burden_shares = [0.05, 0.06]
cheque = { money = 0.5, in_kind = 0.5 }
sector = "government"
[[organisation]]
name = "y"
eco = 0.4
[[table]]
host = "y"
puller = 2
mission = "given"
given_mission = [0.5, 0.5]
meetings = [{ month = "2014-03", days = 0.5 }, { month = "2014-03", days = 1 }]
[levers]
match = 0.5
[trust]
loss = 0.3
[leaving]
least_members = 2
[[shock]]
month = "2014-06"
until = "2015-02"
size = 0.5
organisation = "y"
[[shock]]
month = "2014-06"
size = 0.1
[[cut]]
month = "2015-02"
factor = 0.6
organisation = "x"
[run]
arms = ["alone", "together"]
replicates = 7
seed = 42
record = ["summary", "decisions"]
precision = "double"
compress = "always"
)"));
  const Layout& layout = scenario.setting.layout;
  EXPECT_EQ(layout.calendar.months, 24);
  EXPECT_EQ(layout.calendar.periods, std::vector{12});
  EXPECT_EQ(layout.calendar.board_interval, 6);
  EXPECT_EQ(layout.goals[0].work, 10.0);
  EXPECT_TRUE(layout.goals[0].after.empty());
  EXPECT_EQ(layout.goals[1].after, std::vector{0});
  EXPECT_EQ(layout.goals[1].complexity, 0.2);
  EXPECT_EQ(layout.organisations[0].cheque, (std::array{0.5, 0.0, 0.0, 0.5}));
  EXPECT_EQ(layout.organisations[0].sector, Sector::government);
  EXPECT_EQ(layout.tables[0].host, 1);
  EXPECT_EQ(layout.tables[0].levers.puller, 2.0);
  EXPECT_EQ(layout.tables[0].levers.match, 0.5);
  EXPECT_EQ(layout.tables[0].levers.mission, MissionStart::given);
  EXPECT_EQ(layout.tables[0].dated_meetings, (std::vector{0.0, 0.0, 1.5}));
  EXPECT_EQ(layout.shocks[0].organisation, 1);
  EXPECT_EQ(layout.shocks[0].months, 9);
  EXPECT_EQ(layout.shocks[1].months, 1);
  EXPECT_EQ(layout.cuts[0].month, 13);
  EXPECT_EQ(scenario.setting.parameters.trust.loss, 0.3);
  EXPECT_EQ(scenario.setting.initial_values.mixes[0], (std::vector{0.25, 0.75}));
  EXPECT_EQ(scenario.arms, (std::vector{Arm::alone, Arm::together}));
  EXPECT_EQ(scenario.answer.measure, "mean_progress");
  EXPECT_TRUE(scenario.record.decisions && scenario.record.double_precision);
  EXPECT_EQ(scenario.record.compression, Compression::of_all);
  EXPECT_FALSE(scenario.record.tables || scenario.record.events);

  World<double> world;
  start(world, scenario.setting, Arm::together, Draws<double>(scenario.seed, 0));
  EXPECT_EQ(world.aspiration[1], 0.9);
  EXPECT_EQ(world.skill(0, 1), 0.4);
  EXPECT_EQ(world.burden_share[0], 0.05);
  EXPECT_NEAR(world.burden_share[2], 0.20, 1e-12);  // what the others leave of a quarter
  EXPECT_EQ(world.eco[1], 0.4);
  EXPECT_GT(world.income[0], 100.0 / 12.0);
  EXPECT_LT(world.income[0], 200.0 / 12.0);
}

TEST_F(Reading, lays_a_case_over_the_file_it_includes) {
  file("base.toml", sound + "[levers]\npuller = 1\nmatch = 2\n");
  const Scenario scenario =
      read_scenario(file("case.toml", "include = \"base.toml\"\n[levers]\npuller = 3\n"));
  EXPECT_EQ(scenario.setting.parameters.levers.puller, 3.0);
  EXPECT_EQ(scenario.setting.parameters.levers.match, 2.0);
  EXPECT_EQ(scenario.setting.layout.organisations.size(), 3u);
}

TEST_F(Reading, takes_factors_in_place_of_the_points_of_the_file_it_includes) {
  file("base.toml", sound +
                        "[design]\nkind = \"list\"\n[[design.point]]\nlevers.match = 1\n"
                        "[[design.point]]\nlevers.match = 2\n");
  const Scenario scenario =
      read_scenario(file("case.toml",
                         "include = \"base.toml\"\n[design]\nkind = \"grid\"\n"
                         "[design.factors]\nlevers.puller = [0, 1, 2]\n"));
  EXPECT_EQ(scenario.design.points(), 3);
  ASSERT_EQ(scenario.design.factors.size(), 1u);
  EXPECT_EQ(scenario.design.factors[0].name, "levers.puller");
}

TEST_F(Reading, tells_the_place_in_the_file_that_is_wrong_and_not_in_the_one_that_includes_it) {
  file("base.toml", sound + "[levers]\npuller = 99\n");
  EXPECT_EQ(complaints("include = \"base.toml\"\n[levers]\nmatch = 77\n[trust]\ngane = 1\n"),
            (Lines{"base.toml:11:10: 'levers.puller' = 99 FTE is outside [0, 10]",
                   "case.toml:3:9: 'levers.match' = 77 k€/k€ is outside [0, 3]",
                   "case.toml:5:1: unknown key 'trust.gane' (did you mean 'gain'?)"}));
}

TEST_F(Reading, lets_the_command_line_change_values) {
  const Scenario scenario =
      read_scenario(file("case.toml", sound),
                    {.settings = {"levers.puller=2.5", "goals.work=7", "levers.mission=given"},
                     .replicates = 9,
                     .seed = 5});
  EXPECT_EQ(scenario.setting.parameters.levers.puller, 2.5);
  EXPECT_EQ(scenario.setting.layout.tables[0].levers.mission, MissionStart::given);
  EXPECT_EQ(scenario.setting.layout.goals[0].work, 7.0);
  EXPECT_EQ(scenario.replicates, 9);
  EXPECT_EQ(scenario.seed, 5u);
}

TEST_F(Reading, records_single_observables_by_name) {
  const std::string hefboom = SAMEN_SCENARIOS "/hefboom8.toml";
  const Record some =
      read_scenario(hefboom, {.settings = {"run.record=['trust', 'progress', 'events']"}}).record;
  EXPECT_TRUE(some.events);
  EXPECT_FALSE(some.tables || some.organisations || some.pairs || some.decisions);
  std::vector<std::string_view> names;
  for (const int n : recorded(some))
    if (observables[n].axis != Axis::society) names.push_back(observables[n].name);
  EXPECT_EQ(names, (std::vector<std::string_view>{"progress", "trust"}));
  const Record both =
      read_scenario(hefboom, {.settings = {"run.record=['pairs', 'trust']"}}).record;
  const Record pairs = read_scenario(hefboom, {.settings = {"run.record=['pairs']"}}).record;
  EXPECT_EQ(recorded(both), recorded(pairs));
  try {
    read_scenario(hefboom, {.settings = {"run.record=['progres']"}});
    FAIL() << "an unknown observable is accepted";
  } catch (const ScenarioError& error) {
    EXPECT_NE(std::string(error.what()).find("did you mean 'progress'?"), std::string::npos)
        << error.what();
  }
}

TEST_F(Reading, records_outcomes_by_name_without_series) {
  const std::string hefboom = SAMEN_SCENARIOS "/hefboom8.toml";
  const auto kept = [&](const std::string& record) {
    return recorded(read_scenario(hefboom, {.settings = {"run.record=" + record}}).record);
  };
  EXPECT_TRUE(kept("['net_value']").empty());
  EXPECT_EQ(kept("['net_value', 'trust']"), kept("['outcomes', 'trust']"));
  EXPECT_EQ(kept("['net_value', 'trust']").size(), 1u);
  EXPECT_GT(kept("['trust']").size(), 1u) << "the series of the whole are kept";
  try {
    kept("['net_valeu']");
    FAIL() << "an unknown outcome is accepted";
  } catch (const ScenarioError& error) {
    EXPECT_NE(std::string(error.what()).find("did you mean 'net_value'?"), std::string::npos)
        << error.what();
  }
}

TEST_F(Reading, gives_back_a_resolved_file_that_runs_the_same) {
  for (const char* name : {"hefboom8", "simple_problem", "maurice4"}) {
    const Scenario scenario =
        read_scenario(std::string(SAMEN_SCENARIOS "/") + name + ".toml",
                      {.settings = {"trust.loss=0.3", "levers.rule=consent"}, .replicates = 3});
    const Scenario again = read_scenario(file("resolved.toml", scenario.resolved));
    const auto last_hash = [](const Scenario& of) {
      World<double> world;
      const Draws<double> draws(of.seed, 2);
      start(world, of.setting, Arm::only_together, draws);
      std::uint64_t hash = 0;
      for (int t = 0; t < of.setting.layout.calendar.months; ++t) {
        advance(world, of.setting, draws);
        hash = fingerprint(world, hash);
      }
      return hash;
    };
    EXPECT_EQ(last_hash(scenario), last_hash(again)) << name;
    EXPECT_EQ(scenario.replicates, again.replicates);
  }
}

TEST_F(Reading, complains_about_everything_at_once_with_place_and_nearest_name) {
  EXPECT_EQ(
      complaints("[calendr]\nstart = \"2013-07\"\n" + sound + R"(members = ["club 1", "club 9"]
[levers]
pullr = 1
puller = 20
match = "much"
operate_after = 1.5
mission = "gven"
[trust]
gain = -0.1
[run]
arms = ["nothing", "togethr"]
)"),
      (Lines{
          "case.toml:1:2: unknown section 'calendr' (did you mean 'calendar'?)",
          "case.toml:12:11: no organisation is named 'club 9' (did you mean 'club 1'?)",
          "case.toml:12:11: table 'round' needs at least 3 members (leaving.least_members), got 1",
          "case.toml:14:1: unknown key 'levers.pullr' (did you mean 'puller'?)",
          "case.toml:15:10: 'levers.puller' = 20 FTE is outside [0, 10]",
          "case.toml:16:9: 'levers.match' must be a number, got string 'much'",
          "case.toml:17:17: 'levers.operate_after' must be a whole number, got "
          "floating-point 1.5",
          "case.toml:18:11: 'levers.mission' must be 'empty' or 'given', got 'gven' (did you "
          "mean 'given'?)",
          "case.toml:20:8: 'trust.gain' = -0.1 1/month is outside [0, 1]",
          "case.toml:22:8: 'run.arms' may hold 'nothing', 'alone', 'only_together' or "
          "'together', got 'togethr' (did you mean 'together'?)",
      }));
}

TEST_F(Reading, refuses_goals_in_a_circle) {
  EXPECT_EQ(
      complaints(R"([[goal]]
name = "hen"
after = ["egg"]
[[goal]]
name = "egg"
after = ["hen"]
[[organisation]]
name = "club"
number = 3
[[table]]
)"),
      (Lines{"case.toml:1:1: the order of the goals runs in a circle through 'hen' or 'egg'"}));
}

TEST_F(Reading, refuses_shares_that_do_not_sum_to_one) {
  const Lines lines = complaints(sound + "given_mission = [0.5, 0.4]\n");
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0],
            "case.toml:10:17: the shares of 'table.given_mission' must sum to 1, got 0.9");
}

TEST_F(Reading, refuses_what_lies_outside_the_calendar) {
  EXPECT_EQ(complaints("[calendar]\nperiods = [\"2030-01\"]\n" + sound +
                       "[[shock]]\nmonth = \"2012-01\"\nsize = 0.5\n"),
            (Lines{"case.toml:2:11: period \"2030-01\" lies outside the calendar, 2013-07 to "
                   "2025-12",
                   "case.toml:13:9: 'shock.month' lies outside the calendar"}));
  EXPECT_EQ(complaints("[calendar]\nstart = \"2013-13\"\n" + sound),
            (Lines{"case.toml:2:9: 'calendar.start' must be a month as \"2013-07\", got "
                   "\"2013-13\""}));
}

TEST_F(Reading, refuses_a_shock_that_ends_before_it_begins) {
  EXPECT_EQ(complaints(sound + "[[shock]]\nmonth = \"2014-02\"\nuntil = \"2014-01\"\nsize = 1\n"),
            (Lines{"case.toml:12:9: 'shock.until' lies before 'shock.month'"}));
  EXPECT_EQ(complaints(sound + "[[shock]]\nmonth = \"2014-02\"\nuntil = \"2034-01\"\nsize = 1\n"),
            (Lines{"case.toml:12:9: 'shock.until' lies outside the calendar"}));
}

TEST_F(Reading, notes_a_shock_that_strikes_nobody) {
  const auto notes = [&](const std::string& who) {
    return read_scenario(
               file("case.toml", sound +
                                     "members = [\"club\"]\n[[organisation]]\nname = "
                                     "\"outsider\"\n[[shock]]\nmonth = \"2014-02\"\nsize = 1\n"
                                     "table = \"round\"\norganisation = \"" +
                                     who + "\"\n"))
        .notes;
  };
  EXPECT_TRUE(notes("club 1").empty());
  ASSERT_EQ(notes("outsider").size(), 1u);
  EXPECT_NE(notes("outsider")[0].find("case.toml:17:16: 'outsider' has no seat at 'round'"),
            std::string::npos)
      << notes("outsider")[0];
}

TEST_F(Reading, knows_the_former_name_of_an_outcome_for_now) {
  const Scenario scenario = read_scenario(
      file("case.toml",
           sound + "[scenario]\nanswer = { measure = \"members_left\" }\n[run]\narms = [\"alone\", "
                   "\"together\"]\nuntil = { observable = \"members_left\", half_width = 1 }\n"));
  EXPECT_EQ(scenario.answer.measure, "members");
  EXPECT_EQ(scenario.until->measure, "members");
  ASSERT_EQ(scenario.notes.size(), 2u);
  EXPECT_NE(scenario.notes[0].find("'members_left' is called 'members' now"), std::string::npos);
}

TEST_F(Reading, refuses_an_arm_by_its_former_name_since_another_has_that_of_today) {
  const std::string is_gone =
      "the arm 'choice' is called 'together' now, and what was 'together' (own work forbidden) is "
      "'only_together'";
  EXPECT_EQ(complaints(sound + "[run]\narms = [\"alone\", \"choice\"]\n"),
            (Lines{"case.toml:11:8: 'run.arms': " + is_gone}));
  EXPECT_EQ(complaints(sound, {.settings = {"run.arms=[\"choice\"]"}}),
            (Lines{"--set run.arms=[\"choice\"]: 'run.arms': " + is_gone}));
  EXPECT_EQ(complaints(sound + "[scenario]\nanswer = { arms = [\"choice\", \"alone\"] }\n"),
            (Lines{"case.toml:11:19: 'scenario.answer.arms': " + is_gone}));
  EXPECT_EQ(complaints(sound + "[branch]\nat = \"2018-01\"\nhistory = \"choice\"\n"),
            (Lines{"case.toml:12:11: 'branch.history': " + is_gone}));
  EXPECT_EQ(complaints(sound + "[[scenario.expected]]\nsays = \"a\"\nfirst = { arm = \"choice\" }\n"
                               "second = { arm = \"alone\" }\ndirection = \"more\"\n"),
            (Lines{"case.toml:12:17: 'scenario.expected.first.arm': " + is_gone}));
}

TEST_F(Reading, refuses_a_shock_without_size_and_parts_of_a_cheque_it_does_not_know) {
  EXPECT_EQ(complaints(sound + "[[shock]]\nmonth = \"2014-01\"\n"),
            (Lines{"case.toml:10:1: missing key 'shock.size'"}));
  EXPECT_EQ(complaints(sound + "[[organisation]]\nname = \"x\"\ncheque = { cash = 1 }\n")[0],
            "case.toml:12:12: unknown key 'organisation.cheque.cash'; expected 'amount', "
            "'money', 'staff', 'volunteers' or 'in_kind'");
}

TEST_F(Reading, seats_a_group_by_its_name) {
  const Scenario scenario = read_scenario(file("case.toml", R"([[goal]]
name = "a"
[[organisation]]
name = "club"
number = 4
[[organisation]]
name = "firm"
[[organisation]]
name = "outsider"
[[table]]
members = ["firm", "club"]
)"));
  EXPECT_EQ(scenario.setting.layout.tables[0].seats, 5);
  EXPECT_EQ(scenario.setting.layout.seats[0].organisation, 4);
  EXPECT_EQ(scenario.setting.layout.seats[4].organisation, 3);
}

TEST_F(Reading, refuses_an_empty_scenario_in_so_many_words) {
  EXPECT_EQ(
      complaints(""),
      (Lines{"case.toml: a scenario needs at least one [[goal]]",
             "case.toml: a scenario needs at least one [[organisation]]",
             "case.toml: the arms 'only_together' and 'together' need at least one [[table]]"}));
}

TEST_F(Reading, refuses_wrong_settings_on_the_command_line) {
  EXPECT_EQ(complaints(sound, {.settings = {"levers.pullr=1"}}),
            (Lines{"--set levers.pullr=1: unknown key 'levers.pullr' (did you mean 'puller'?)"}));
  EXPECT_EQ(complaints(sound, {.settings = {"levers.puller=lots"}}),
            (Lines{"--set levers.puller=lots: 'levers.puller' must be a number, got string "
                   "'lots'"}));
  EXPECT_EQ(complaints(sound, {.settings = {"puller"}}),
            (Lines{"--set puller: expected section.key=value, for instance levers.puller=0"}));
  EXPECT_EQ(complaints(sound, {.settings = {"goal.name=x"}}),
            (Lines{"--set goal.name=x: 'goal' is no section of single values: give the name of "
                   "one, as goal.\"name\".key"}));
}

TEST_F(Reading, says_where_the_syntax_breaks) {
  const Lines lines = complaints("[levers]\npuller = one\n");
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_TRUE(lines[0].starts_with("case.toml:2:10: ")) << lines[0];
}

TEST_F(Reading, refuses_files_that_are_not_there_or_include_themselves) {
  EXPECT_THROW(read_scenario((folder_ / "none.toml").string()), ScenarioError);
  EXPECT_EQ(complaints("include = \"none.toml\"\n"),
            (Lines{"case.toml:1:11: the included file 'none.toml': cannot read this file"}));
  EXPECT_EQ(complaints("include = \"case.toml\"\n"),
            (Lines{"case.toml:1:11: 'case.toml' includes itself"}));
}

TEST_F(Reading, refuses_more_burden_than_there_is) {
  EXPECT_EQ(complaints(R"([[goal]]
name = "a"
[[organisation]]
name = "club"
number = 3
burden_shares = [0.5]
[[table]]
)"),
            (Lines{"case.toml: the 'burden_shares' of goal 'a' must sum to at most 1 over the "
                   "organisations, got "
                   "1.5"}));
}

TEST_F(Reading, refuses_names_used_twice) {
  EXPECT_EQ(complaints(sound + "[[table]]\nname = \"round\"\n"),
            (Lines{"case.toml: two tables are named 'round'"}));
  EXPECT_EQ(complaints(sound + "[[organisation]]\nname = \"club 2\"\n"),
            (Lines{"case.toml: two organisations are named 'club 2'"}));
}

TEST_F(Reading, holds_distributions_to_the_range_of_their_attribute) {
  EXPECT_EQ(complaints(sound + "[[organisation]]\nname = \"x\"\neco = { normal = [20, 3] }\n"
                               "white_space = { uniform = [0, 6] }\n"
                               "income = { lognormal = [100, 50] }\n"),
            (Lines{"case.toml:12:18: 'organisation.eco.normal' reaches 20 share, outside [0, 1]",
                   "case.toml:13:27: 'organisation.white_space.uniform' reaches 6 share of income, "
                   "outside [0, 1]",
                   "case.toml:14:24: 'organisation.income.lognormal' has a deviation of the "
                   "logarithm of 50, at most 3 is sensible"}));
}

const std::string district = R"([[goal]]
name = "first"
[[goal]]
name = "second"
[[organisation]]
name = "club"
number = 40
[[organisation]]
name = "school"
place = [0.5, 0.5]
)";

TEST_F(Reading, forms_tables_by_invitation) {
  const Scenario scenario = read_scenario(file("case.toml", district + R"([[table]]
name = "street"
number = 6
invite = "nearest"
size = [3, 5]
challenge = "own"
[[table]]
name = "town"
invite = "random"
size = 10
members = ["club"]
)"));
  const Layout& layout = scenario.setting.layout;
  ASSERT_EQ(layout.tables.size(), 7u);
  EXPECT_EQ(layout.tables[0].name, "street 1");
  EXPECT_EQ(layout.tables[5].name, "street 6");
  EXPECT_EQ(layout.tables[6].name, "town");
  EXPECT_EQ(layout.tables[6].seats, 10);
  for (const int i : layout.seats_at(6))
    EXPECT_NE(layout.organisations[layout.seats[i].organisation].name, "school");
  for (int m = 0; m < 6; ++m) {
    EXPECT_GE(layout.tables[m].seats, 3);
    EXPECT_LE(layout.tables[m].seats, 5);
    EXPECT_EQ(layout.tables[m].host, layout.tables[m].first_seat) << "the convener hosts";
    EXPECT_EQ(layout.sets[layout.tables[m].set].tables, std::vector{m});
    EXPECT_EQ(layout.goals[layout.sets[layout.tables[m].set].first_goal].name, "first");
  }
  // The shared goals are the goals of the town and of organisations that sit nowhere.
  EXPECT_EQ(layout.sets.size(), 7u);
  EXPECT_EQ(layout.sets[layout.tables[6].set].tables, std::vector{6});
}

TEST_F(Reading, leaves_the_pattern_of_own_challenges_out) {
  const Scenario scenario = read_scenario(file("case.toml", district + R"([[table]]
name = "street"
number = 3
invite = "random"
size = 3
challenge = "own"
)"));
  const Layout& layout = scenario.setting.layout;
  EXPECT_EQ(layout.sets.size(), 3u);
  EXPECT_EQ(layout.goals.size(), 6u);
  EXPECT_EQ(scenario.setting.initial_values.mixes.size(), 6u);
  for (const int i : layout.all_organisations())
    EXPECT_EQ(layout.organisations[i].stakes,
              static_cast<int>(layout.organisations[i].seats.size()))
        << "who sits nowhere has no stake";
}

TEST_F(Reading, refuses_invitations_nobody_could_follow) {
  EXPECT_EQ(complaints(district + "[[table]]\nname = \"t\"\ninvite = \"neares\"\nsize = 4\n"),
            (Lines{"case.toml:13:10: 'table.invite' must be 'listed', 'nearest' or "
                   "'random', got 'neares' (did you mean 'nearest'?)"}));
  const std::string table = district + "[[table]]\nname = \"t\"\ninvite = \"nearest\"\n";
  EXPECT_EQ(
      complaints(table),
      (Lines{"case.toml:11:1: 'table.size' must be the number of members, as 8, or the fewest "
             "and the most, as [4, 12]"}));
  EXPECT_EQ(complaints(table + "size = [5, 4]\n").size(), 1u);
  EXPECT_EQ(
      complaints(table + "size = [4, 42]\n"),
      (Lines{"case.toml:14:8: 'table.size' must lie between 3 (leaving.least_members) and the "
             "41 organisations that can be invited, got 4 to 42"}));
  EXPECT_EQ(complaints(table + "size = 2\n").size(), 1u);
  EXPECT_EQ(complaints(table + "size = 4.5\n").size(), 1u);
  EXPECT_EQ(complaints(district + "[[table]]\nnumber = 2\n"),
            (Lines{"case.toml:12:10: 'table.number' is for tables formed by 'invite', nearest or "
                   "random: listed members sit at one table"}));
  EXPECT_EQ(complaints(district + "[[table]]\nsize = 4\n").size(), 1u) << "size without invite";
  EXPECT_EQ(complaints(table + "size = 4\nhost = \"school\"\n"),
            (Lines{"case.toml:15:8: 'table.host' is for listed members: who convenes is host"}));
  EXPECT_EQ(complaints(district + "[[organisation]]\nname = \"x\"\nplace = [1]\n[[table]]\n"),
            (Lines{"case.toml:13:9: 'organisation.place' must be two numbers, [x, y], got 1"}));
}

TEST_F(Reading, seats_the_funder_and_says_what_is_wrong_with_it) {
  const std::string partner = sound + "funder_role = \"partner\"\n";
  const Scenario named = read_scenario(file("named.toml", partner + "funder = \"club 2\"\n"));
  EXPECT_EQ(named.setting.layout.tables[0].funder, 1);
  EXPECT_EQ(named.setting.layout.tables[0].levers.funder_role, FunderRole::partner);
  EXPECT_EQ(read_scenario(file("outside.toml", sound)).setting.layout.tables[0].funder, -1);
  EXPECT_EQ(complaints(partner),
            (Lines{"case.toml:8:1: missing key 'table.funder': with levers.funder_role = "
                   "\"partner\" table 'round' must name the member that is the funder"}));
  EXPECT_EQ(complaints(partner + "funder = \"club 9\"\n"),
            (Lines{"case.toml:11:10: no organisation is named 'club 9' (did you mean "
                   "'club 1'?)"}));
  EXPECT_EQ(complaints(partner + "members = [\"club\"]\nfunder = \"bank\"\n"
                                 "[[organisation]]\nname = \"bank\"\n"),
            (Lines{"case.toml:12:10: funder 'bank' is no member of table 'round'"}));
  EXPECT_EQ(complaints(district + "[[table]]\ninvite = \"nearest\"\nsize = 4\n"
                                  "funder = \"school\"\n"),
            (Lines{"case.toml:14:10: a funder at the table ('table.funder', levers.funder_role = "
                   "\"partner\") is for listed members"}));
}

TEST_F(Reading, refuses_landscapes_that_no_machine_holds_before_it_forms_them) {
  const Lines lines = complaints(
      "[[goal]]\nname = \"a\"\n[[organisation]]\nname = \"x\"\nnumber = 1000\n[[table]]\n"
      "invite = \"random\"\nnumber = 10000000\nsize = 900\n");
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_NE(lines[0].find("the scenario is too large: at least"), std::string::npos) << lines[0];
}

TEST_F(Reading, keeps_the_own_challenge_of_a_table_from_others) {
  EXPECT_EQ(complaints(district + "[[table]]\nname = \"A\"\nchallenge = \"own\"\n"
                                  "[[table]]\nname = \"B\"\ngoals = \"goals of A\"\n")
                .size(),
            1u);
}

TEST_F(Reading, complains_of_invitations_without_organisations) {
  EXPECT_EQ(complaints("[leaving]\nleast_members = 1\n[[goal]]\nname = \"a\"\n[[table]]\n"
                       "invite = \"nearest\"\nsize = 1\n"),
            (Lines{"case.toml: a scenario needs at least one [[organisation]]"}));
}

TEST_F(Reading, refuses_months_that_only_look_like_some) {
  for (const char* month : {"2013- 8", "2013-+8", " 201-07", "2013-8", "0000-01", "2013-08 "})
    EXPECT_EQ(complaints("[calendar]\nstart = \"" + std::string(month) + "\"\n" + sound).size(), 1u)
        << month;
}

TEST_F(Reading, refuses_a_world_that_no_machine_holds) {
  const Lines lines = complaints(
      "[[goal]]\nname = \"a\"\n[[organisation]]\nname = \"x\"\n"
      "number = 50000\n[[table]]\n");
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_NE(lines[0].find("the scenario is too large: 2500000000 pairs"), std::string::npos)
      << lines[0];
}

TEST_F(Reading, refuses_distributions_that_are_none) {
  EXPECT_EQ(
      complaints(R"([[goal]]
name = "a"
[[organisation]]
name = "x"
income = { uniform = [5, 2] }
eco = { normal = [0.5] }
growth = { norml = [0, 1] }
[[organisation]]
name = "y"
number = 2
[[table]]
)"),
      (Lines{
          "case.toml:5:22: 'organisation.income.uniform' = [5, 2] is no distribution",
          "case.toml:6:18: 'organisation.eco.normal' must hold two numbers: mean and standard "
          "deviation",
          "case.toml:7:12: unknown key 'organisation.growth.norml' (did you mean 'normal'?)",
      }));
}

TEST(Nearest, finds_slips_of_the_finger_and_nothing_else) {
  const std::vector<std::string_view> names{"puller", "match", "method"};
  EXPECT_EQ(did_you_mean("puler", names), " (did you mean 'puller'?)");
  EXPECT_EQ(did_you_mean("metod", names), " (did you mean 'method'?)");
  EXPECT_EQ(did_you_mean("volcano", names), "");
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
}

// ---- Who sits at a table from the start ----------------------------------------------------

TEST_F(Reading, founders_start_and_the_others_wait) {
  const Scenario scenario = read_scenario(file("case.toml", R"([[goal]]
name = "first"
[[organisation]]
name = "club"
number = 3
[[organisation]]
name = "school"
[[organisation]]
name = "resident"
structure = false
[[table]]
name = "platform"
founders = ["club", "resident"]
)"));
  const Layout& layout = scenario.setting.layout;
  std::vector<bool> waits;
  for (const SeatLayout& seat : layout.seats) waits.push_back(seat.waits);
  EXPECT_EQ(waits, (std::vector<bool>{false, false, false, true, false}));
  EXPECT_FALSE(layout.organisations[4].structure);
}

TEST_F(Reading, who_has_no_organisation_behind_it_waits_and_does_not_host) {
  const Scenario scenario = read_scenario(file("case.toml", R"([[goal]]
name = "first"
[[organisation]]
name = "resident"
structure = false
[[organisation]]
name = "club"
number = 3
[[table]]
name = "round"
)"));
  const Layout& layout = scenario.setting.layout;
  EXPECT_TRUE(layout.seats[0].waits);
  EXPECT_EQ(layout.tables[0].host, 1);
}

TEST_F(Reading, refuses_names_and_texts_that_would_steer_a_terminal) {
  const std::string scenario =
      "[scenario]\ntitle = \"\\u001B]0;owned\\u0007\"\n"
      "question = \"two\\nlines\\tand a tab\"\n" +
      sound + "[[organisation]]\nname = \"a\\u009B2Jb\"\n";
  EXPECT_EQ(
      complaints(scenario),
      (std::vector<std::string>{
          "case.toml:2:9: 'scenario.title' holds a control character: '\\u001b]0;owned\\u0007'",
          "case.toml:14:8: 'organisation.name' holds a control character: 'a\\u009b2Jb'"}));
}

TEST_F(Reading, takes_one_value_a_setting) {
  for (const char* const more :
       {"levers.puller=0\n[run]\nreplicates=3", "levers.puller=0\n", "scenario.title=a\nb"}) {
    const auto said = complaints(sound, {.settings = {more}, .replicates = {}, .seed = {}});
    ASSERT_EQ(said.size(), 1u) << more;
    EXPECT_NE(said[0].find("more than one line"), std::string::npos) << said[0];
  }
}

TEST_F(Reading, says_what_is_wrong_with_founders) {
  EXPECT_EQ(complaints(sound + "founders = [\"club 1\", \"clbu 2\"]\nhost = \"club 3\"\n"),
            (Lines{"case.toml:10:12: no member is named 'clbu 2' (did you mean "
                   "'club 2'?)",
                   "case.toml:10:12: table 'round' needs at least 3 members "
                   "(leaving.least_members) who found it, got 1"}));
  EXPECT_EQ(complaints(sound + "founders = [\"club\"]\nteam_months = 6\n"),
            (Lines{"case.toml:10:12: 'table.founders' and 'team_months' exclude each other: all "
                   "members of a pool take part in its temporary teams from the start"}));
  EXPECT_EQ(complaints("[[goal]]\nname = \"first\"\n[[organisation]]\nname = \"club\"\n"
                       "number = 4\n[[table]]\nname = \"round\"\n"
                       "founders = [\"club 1\", \"club 2\", \"club 3\"]\nhost = \"club 4\"\n"),
            (Lines{"case.toml:9:8: host 'club 4' does not sit at table 'round' from the start"}));
  EXPECT_EQ(complaints("[[goal]]\nname = \"first\"\n[[organisation]]\nname = \"club\"\n"
                       "number = 4\nstructure = 1\n[[table]]\nname = \"round\"\n"),
            (Lines{"case.toml:6:13: 'organisation.structure' must be true or false, got integer "
                   "1"}));
}

TEST_F(Reading, reads_how_a_case_is_staged_and_says_what_is_wrong_with_it) {
  const std::string base =
      "[[goal]]\nname = \"first\"\n[[organisation]]\nname = \"club\"\nnumber = 3\n"
      "[[table]]\nname = \"round\"\n";
  const Scenario scenario = read_scenario(
      file("case.toml", base + "[scenario.stage]\nmonth = \"2014-01\"\nunit = \"nurses\"\n"
                               "unit_cost = 60\nturn = \"maurice4\"\n"
                               "levers = [\"levers.puller\", \"goals.complexity\"]\n"));
  EXPECT_EQ(scenario.staging.month, 6);
  EXPECT_EQ(scenario.staging.unit, "nurses");
  EXPECT_EQ(scenario.staging.unit_cost, 60.0);
  EXPECT_EQ(scenario.staging.turn, "maurice4");
  EXPECT_EQ(scenario.staging.levers, (Lines{"levers.puller", "goals.complexity"}));
  EXPECT_EQ(read_scenario(file("bare.toml", base)).staging.month, std::nullopt);
  EXPECT_EQ(complaints(base + "[scenario.stage]\nmonth = \"1999-01\"\nunit_cost = 60\n"
                              "levers = [\"levers.pullr\"]\nturns = \"x\"\n"),
            (Lines{"case.toml:9:9: 'scenario.stage.month' lies outside the calendar",
                   "case.toml:10:13: 'scenario.stage.unit_cost' needs a 'unit': whom does it pay?",
                   "case.toml:11:10: 'scenario.stage.levers' holds \"levers.pullr\", which is no "
                   "lever (did you mean 'levers.puller'?)",
                   "case.toml:12:1: unknown key 'scenario.stage.turns' (did you mean 'turn'?)"}));
}

TEST_F(Reading, reads_what_a_case_calls_its_levers) {
  const std::string base =
      "[[goal]]\nname = \"first\"\n[[organisation]]\nname = \"club\"\nnumber = 3\n"
      "[[table]]\nname = \"round\"\n[scenario.words]\n";
  const auto words =
      read_scenario(file("case.toml", base + "levers.match = { en = \"grant\", nl = \"toelage\" }\n"
                                             "levers.puller = \"go-between\"\n"))
          .words;
  ASSERT_EQ(words.size(), 3u);
  EXPECT_EQ(words[0].lever + words[0].language + words[0].text, "levers.matchengrant");
  EXPECT_EQ(words[1].lever + words[1].language + words[1].text, "levers.matchnltoelage");
  EXPECT_EQ(words[2].lever + words[2].language + words[2].text, "levers.pullergo-between");
  EXPECT_EQ(
      complaints(base + "levers.pullr = \"x\"\nlevers.match = 3\ngoals = 1\n"),
      (Lines{
          "case.toml:9:16: 'scenario.words.levers.pullr' names no lever (did you mean "
          "'levers.puller'?)",
          "case.toml:10:16: 'scenario.words.levers.match' must be a text in quotes, got integer 3",
          "case.toml:11:9: 'scenario.words.goals' must be a section, got integer 1"}));
}

TEST_F(Reading, tables_of_temporary_teams_with_the_same_members_are_one_pool) {
  const Scenario scenario = read_scenario(file("case.toml", R"([[goal]]
name = "first"
[[organisation]]
name = "club"
number = 6
[[table]]
name = "red"
team_months = 6
[[table]]
name = "standing"
[[table]]
name = "blue"
team_months = 6
[[table]]
name = "slow"
team_months = 9
)"));
  const auto& tables = scenario.setting.layout.tables;
  EXPECT_EQ(tables[0].teams, (std::vector<int>{0, 2}));
  EXPECT_EQ(tables[2].pool, 0);
  EXPECT_TRUE(tables[2].teams.empty());
  EXPECT_EQ(tables[1].pool, 1);
  EXPECT_TRUE(tables[1].teams.empty());
  EXPECT_EQ(tables[3].teams, (std::vector<int>{3}));
}

}  // namespace
}  // namespace samen
