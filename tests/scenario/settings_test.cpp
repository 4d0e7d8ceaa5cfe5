// Settings from the command line, files and designs: what they reach, and what is said if they
// reach nothing; and files that hold no settings.
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include <gtest/gtest.h>

#include "io/calibration_reader.hpp"
#include "io/file_kind.hpp"
#include "io/scenario_reader.hpp"
#include "io/toml_file.hpp"
#include "scenario/refusing.hpp"
#include "small_scenario.hpp"

namespace samen {
namespace {

namespace fs = std::filesystem;

using Lines = std::vector<std::string>;

const std::string sound = small_scenario();

class Settings : public Refusing {
 protected:
  Lines complaints_about(const std::string& path, const Overrides& overrides = {}) {
    return complaints_when([&] { read_scenario(path, overrides); });
  }
  Lines complaints(const std::string& text, const Overrides& overrides = {}) {
    return complaints_about(file("case.toml", text), overrides);
  }
};

TEST_F(Settings, of_several_included_files_lie_over_each_other_in_their_order) {
  file("base.toml", sound + "[levers]\npuller = 1\nmatch = 2\n[trust]\nloss = 0.3\n");
  file("set.toml", "[levers]\nmatch = 1.5\n[trust]\nloss = 0.4\n");
  const Scenario scenario = read_scenario(
      file("case.toml", "include = [\"base.toml\", \"set.toml\"]\n[levers]\npuller = 3\n"));
  EXPECT_EQ(scenario.setting.parameters.levers.puller, 3.0);
  EXPECT_EQ(scenario.setting.parameters.levers.match, 1.5);
  EXPECT_EQ(scenario.setting.parameters.trust.loss, 0.4);
  EXPECT_EQ(scenario.setting.layout.organisations.size(), 3u);
  // Two ways to one file are no circle; a list of lists of files has an end.
  file("a.toml", "include = \"base.toml\"\n");
  EXPECT_EQ(complaints("include = [\"a.toml\", \"base.toml\"]\n"), Lines{});
  EXPECT_EQ(complaints("include = [\"base.toml\", 3]\n"),
            (Lines{"case.toml:1:25: 'include' must be the name of a scenario file in quotes, or a "
                   "list of them"}));
  std::string many = "include = [\"base.toml\"";
  for (int n = 0; n < 100; ++n) many += ", \"base.toml\"";
  const Lines lines = complaints(many + "]\n");
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_NE(lines[0].find("more than 100 files are included"), std::string::npos) << lines[0];
}

TEST_F(Settings, of_a_parameter_file_come_before_those_of_the_command_line) {
  Overrides overrides{.settings = {"trust.loss=0.2"}};
  lay_under(overrides, file("set.toml", "[trust]\nloss = 0.4\ngain = 0.3\n"));
  const Scenario scenario = read_scenario(file("case.toml", sound), overrides);
  EXPECT_EQ(scenario.setting.parameters.trust.loss, 0.2);
  EXPECT_EQ(scenario.setting.parameters.trust.gain, 0.3);
}

TEST_F(Settings, beyond_the_whole_numbers_that_a_double_holds_are_refused_by_name_and_place) {
  const std::string great = "9007199254740993";  // 2^53 + 1
  const std::string must = "must be a number; whole ones go to 2^53 = 9007199254740992, got ";
  EXPECT_EQ(complaints("[design]\nkind = \"lhs\"\nsize = 4\n[design.factors]\n"
                       "levers.puller = [0, " +
                       great + "]\n" + sound),
            (Lines{"case.toml:5:21: 'levers.puller' " + must + great}));
  EXPECT_EQ(complaints("[design]\nkind = \"grid\"\n[design.factors]\n"
                       "levers.puller = [0, 1, " +
                       great + "]\n" + sound),
            (Lines{"case.toml:4:24: 'levers.puller' " + must + great}));
  const Lines lines = complaints(
      "[[goal]]\nname = \"a\"\nmix = [9223372036854775807, 0, 0, 0, 0, 0]\n"
      "[[organisation]]\nname = \"club\"\nnumber = 3\n[[table]]\n");
  ASSERT_FALSE(lines.empty());
  EXPECT_NE(lines.back().find("'goal.mix' " + must + "9223372036854775807"), std::string::npos)
      << lines.back();
  EXPECT_EQ(complaints(sound + "[levers]\npuller = -" + great + "\n").size(), 2u);
}

TEST_F(Settings, are_read_from_regular_files_of_a_sensible_size) {
  EXPECT_EQ(complaints("include = \"/dev/zero\"\n"),
            (Lines{"case.toml:1:11: the included file '/dev/zero': a device or a pipe, "
                   "no file; - reads standard input"}));
  ASSERT_EQ(::mkfifo((folder_ / "pipe.toml").c_str(), 0600), 0);
  EXPECT_EQ(complaints_about((folder_ / "pipe.toml").string()),
            (Lines{"pipe.toml: a device or a pipe, no file; - reads standard input"}));
  EXPECT_EQ(complaints_about(folder_.string()), (Lines{folder_.string() + ": a folder, no file"}));
  const std::string large = file("large.toml", sound);
  fs::resize_file(large, largest_file + 1);
  EXPECT_EQ(complaints_about(large),
            (Lines{"large.toml: more than 32 MB: no file to be read has as much"}));
}

TEST_F(Settings, with_keys_of_endless_parts_are_refused_before_they_are_read) {
  std::string key = "a";
  for (int n = 0; n < 100000; ++n) key += ".a";
  EXPECT_EQ(complaints("# a.b\n" + key + " = 1\n"),
            (Lines{"case.toml:2:128: a key of more than 64 parts with dots between them"}));
  EXPECT_EQ(complaints("[" + key + "]\n").size(), 1u);
  // Dots in texts and comments do not belong to a key.
  const std::string dots(500, '.');
  EXPECT_EQ(complaints("# " + dots + "\n[scenario]\ntitle = \"a \\\" " + dots + "\"\nquestion = '" +
                       dots + "'\nexpect = \"\"\"\n\"" + dots + "\n" + dots + "\"\"\"\n" + sound),
            Lines{});
}

TEST_F(Settings, that_no_memory_holds_are_refused_before_anything_is_laid_out) {
  const std::string goal = "[[goal]]\nname = \"first\"\n";
  Lines lines = complaints(goal + "[[organisation]]\nname = \"club\"\nnumber = 10000000\n");
  ASSERT_FALSE(lines.empty());
  EXPECT_TRUE(lines.back().starts_with("case.toml:5:10: 10000000 organisations take about "))
      << lines.back();
  lines = complaints(goal +
                     "[[organisation]]\nname = \"club\"\nnumber = 3\n[[table]]\n"
                     "invite = \"random\"\nnumber = 10000000\nsize = 3\n");
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_TRUE(lines[0].starts_with("case.toml:8:10: 10000000 tables take about ")) << lines[0];
}

TEST_F(Settings, that_make_more_runs_than_a_file_can_number_are_refused_when_read) {
  EXPECT_EQ(complaints(sound + "[run]\nreplicates = 10000000\n[design]\nkind = \"sobol\"\n"
                               "size = 128\n[design.factors]\nlevers.puller = [0, 1]\n"),
            (Lines{"case.toml: more than 2147483647 runs: split the batch"}));
}

TEST_F(Settings, that_are_often_written_wrongly_get_the_right_word) {
  const Lines month = complaints("[calendar]\nstart = 2015-01\n" + sound);
  ASSERT_EQ(month.size(), 1u);
  EXPECT_NE(month[0].find("a month is written in quotes, as \"2015-01\""), std::string::npos)
      << month[0];
  EXPECT_EQ(complaints("[[goal]]\nname = \"a\"\n[[organisation]]\nname = \"club\"\nnumber = 3\n"
                       "type = \"association\"\n[[table]]\n"),
            (Lines{"case.toml:6:1: unknown key 'organisation.type' (did you mean 'kind'?)"}));
}

TEST_F(Settings, that_are_whole_numbers_are_varied_by_whole_numbers) {
  const Scenario scenario = read_scenario(
      file("case.toml", sound + "[design]\nkind = \"lhs\"\nsize = 24\n[design.factors]\n"
                                "calendar.boards = [1, 12]\n"));
  for (int point = 0; point < scenario.design.points(); ++point)
    EXPECT_EQ(setting_at(scenario.design, point).layout.calendar.board_interval,
              scenario.design.value(point, 0));
}

const std::string two_tables = R"([[goal]]
name = "first"
[[organisation]]
name = "club"
number = 3
[[organisation]]
name = "town hall"
income = 400
[[table]]
name = "round"
puller = 0.8
[[table]]
name = "long 1"
)";

TEST_F(Settings, that_every_table_states_itself_are_refused_with_the_key_that_would_act) {
  const std::string of_one =
      "'levers.puller' acts nowhere: the only table states its own; "
      "table.\"round\".puller acts";
  const std::string one = sound + "puller = 0.8\n";
  EXPECT_EQ(complaints(one, {.settings = {"levers.puller=0"}}),
            (Lines{"--set levers.puller=0: " + of_one}));
  EXPECT_EQ(
      complaints("[design]\nkind = \"grid\"\n[design.factors]\nlevers.puller = [0, 1]\n" + one),
      (Lines{"case.toml:4:18: " + of_one}));
  EXPECT_EQ(
      complaints("[design]\nkind = \"list\"\n[[design.point]]\nlevers.match = 1\n"
                 "levers.puller = 0\n[[design.point]]\nlevers.match = 2\nlevers.puller = 1\n" +
                 one),
      (Lines{"case.toml:5:17: " + of_one}));
  EXPECT_EQ(
      complaints(two_tables + "puller = 0\n", {.settings = {"levers.puller=0"}}),
      (Lines{"--set levers.puller=0: 'levers.puller' acts nowhere: every table states its own; "
             "table.\"round\".puller and table.\"long 1\".puller act"}));
  EXPECT_EQ(complaints(sound, {.settings = {"levers.puller=0"}}), Lines{});
  // The same holds for organisations and goals.
  EXPECT_EQ(complaints("[[goal]]\nname = \"first\"\nwork = 5\n[[organisation]]\nname = \"club\"\n"
                       "number = 3\neco = 0.3\n[[table]]\n",
                       {.settings = {"initial.eco_mean=0.9", "goals.work=7"}}),
            (Lines{"--set goals.work=7: 'goals.work' acts nowhere: the only goal states its own; "
                   "goal.\"first\".work acts",
                   "--set initial.eco_mean=0.9: 'initial.eco_mean' acts nowhere: the only "
                   "organisation states its own; organisation.\"club\".eco acts"}));
}

TEST_F(Settings, that_some_tables_state_themselves_are_told_in_a_note) {
  const std::string some =
      "'levers.puller' does not act on 1 of 2 entries [[table]], which state "
      "their own: table.\"round\".puller";
  EXPECT_EQ(read_scenario(file("case.toml", two_tables), {.settings = {"levers.puller=0"}}).notes,
            Lines{some});
  EXPECT_EQ(read_scenario(file("case.toml",
                               "[design]\nkind = \"grid\"\n[design.factors]\n"
                               "levers.puller = [0, 1]\n" +
                                   two_tables))
                .notes,
            Lines{some});
  EXPECT_EQ(read_scenario(file("case.toml", two_tables + "[levers]\npuller = 1\n")).notes, Lines{});
  // A file may state for all tables a value that no table takes.
  EXPECT_EQ(
      read_scenario(file("case.toml", two_tables + "puller = 0\n[levers]\npuller = 1\n")).notes,
      (Lines{"'levers.puller' acts nowhere: every table states its own; table.\"round\".puller "
             "and table.\"long 1\".puller act"}));
}

TEST_F(Settings, reach_one_table_or_the_organisations_of_an_entry_by_name) {
  const Scenario scenario =
      read_scenario(file("case.toml", two_tables),
                    {.settings = {"table.\"round\".puller=0.3", "table.long 1.match=2",
                                  "organisation.club.income={ uniform = [100, 200] }",
                                  "organisation.'town hall'.eco=0.7", "goal.first.work=9"}});
  const auto& tables = scenario.setting.layout.tables;
  EXPECT_EQ(tables[0].levers.puller, 0.3);
  EXPECT_EQ(tables[1].levers.puller, Levers{}.puller);
  EXPECT_EQ(tables[0].levers.match, Levers{}.match);
  EXPECT_EQ(tables[1].levers.match, 2.0);
  const auto& starts = scenario.setting.initial_values.organisations;
  ASSERT_EQ(starts.size(), 4u);
  for (int n = 0; n < 3; ++n) EXPECT_EQ(starts[n].income->second, 200.0);
  EXPECT_EQ(starts[3].income->first, 400.0);
  EXPECT_EQ(starts[3].eco->first, 0.7);
  EXPECT_EQ(scenario.setting.layout.goals[0].work, 9.0);
  // The resolved file keeps the setting.
  const Scenario again = read_scenario(file("again.toml", scenario.resolved));
  EXPECT_EQ(again.setting.layout.tables[0].levers.puller, 0.3);
}

TEST_F(Settings, of_an_entry_nobody_knows_get_the_nearest_name) {
  const auto told = [&](const std::string& setting) {
    const Lines lines = complaints(two_tables, {.settings = {setting}});
    return lines.size() == 1 ? lines[0].substr(("--set " + setting + ": ").size()) : "";
  };
  EXPECT_EQ(told("table.rond.puller=0"), "no table is named 'rond' (did you mean 'round'?)");
  EXPECT_EQ(told("table.round.pullr=0"), "unknown key 'table.pullr' (did you mean 'puller'?)");
  EXPECT_EQ(told("organisation.club 2.eco=0"),
            "no organisation is named 'club 2' by itself: organisation.\"club\".eco sets all of "
            "the entry 'club'");
  EXPECT_EQ(told("table.puller=0"),
            "'table' is no section of single values: give the name of one, as table.\"name\".key");
  EXPECT_EQ(told("table.\"round\".puller=20"), "'table.puller' = 20 FTE is outside [0, 10]");
}

TEST_F(Settings, of_one_table_can_be_varied_however_the_key_is_written) {
  for (const char* key : {"table.round.puller", "table.\"round\".puller", "\"table.round.puller\"",
                          "'table.\"round\".puller'"}) {
    const Scenario scenario = read_scenario(file(
        "case.toml", two_tables + "[design]\nkind = \"grid\"\n[design.factors]\n" +
                         std::string(key) + " = [0, 1]\norganisation.club.eco = [0.1, 0.9]\n"));
    ASSERT_EQ(scenario.design.factors.size(), 2u) << key;
    EXPECT_EQ(scenario.design.factors[0].name, "table.\"round\".puller");
    EXPECT_EQ(scenario.design.factors[0].unit, "FTE");
    const Setting last = setting_at(scenario.design, 3);
    EXPECT_EQ(last.layout.tables[0].levers.puller, 1.0);
    EXPECT_EQ(last.initial_values.organisations[2].eco->first, 0.9);
    // What a result file keeps of it can be read again.
    const Scenario again = read_scenario(file("again.toml", scenario.resolved));
    EXPECT_EQ(again.design.factors[0].name, "table.\"round\".puller");
    EXPECT_EQ(setting_at(again.design, 3).layout.tables[0].levers.puller, 1.0);
  }
  const Scenario whole = read_scenario(
      file("case.toml", two_tables + "[design]\nkind = \"lhs\"\nsize = 6\n[design.factors]\n"
                                     "table.round.operate_after = [0, 4]\n"));
  EXPECT_EQ(whole.design.factors[0].range.scale, Scale::integer);
  EXPECT_EQ(complaints(two_tables + "[design]\nkind = \"grid\"\n[design.factors]\n"
                                    "table.round.name = [\"a\", \"b\"]\n"),
            (Lines{"case.toml:17:20: 'table.\"round\".name': a design varies numbers of table "
                   "entries, not 'name'"}));
  EXPECT_EQ(complaints(two_tables + "[design]\nkind = \"grid\"\n[design.factors]\n"
                                    "table.rund.puller = [0, 1]\n"),
            (Lines{"case.toml:17:22: no table is named 'rund' (did you mean 'round'?)"}));
}

TEST_F(Settings, that_act_only_beside_others_are_told_in_a_note) {
  const auto notes = [&](const std::string& text) {
    return read_scenario(file("case.toml", text)).notes;
  };
  const std::string levers = sound + "[levers]\n";
  EXPECT_EQ(notes(levers + "carry_over = 0.9\n"),
            (Lines{"'levers.carry_over' survives the end of temporary teams, and there are none: "
                   "set team_months"}));
  EXPECT_EQ(notes(levers + "carry_over = 0.9\nteam_months = 6\n"), Lines{});
  EXPECT_EQ(notes(levers + "body_keeps = 0.9\n"),
            (Lines{"'levers.body_keeps' is what a body of its own keeps, and there is none: set "
                   "own_body = \"yes\""}));
  EXPECT_EQ(notes(levers + "body_keeps = 0.9\nown_body = \"yes\"\n"), Lines{});
  EXPECT_EQ(notes(levers + "involvement = 0.5\n"),
            (Lines{"'levers.involvement' involves those outside who must take a goal up, and no "
                   "goal needs any: set 'needs' of a goal"}));
  EXPECT_EQ(notes(levers + "involvement = 0.5\n[goals]\nneeds = \"residents\"\n"), Lines{});
  EXPECT_EQ(notes(levers + "ratings = 0\n"), Lines{}) << "as it is anyway";
  EXPECT_EQ(notes(levers + "anonymous = 1\n").size(), 1u);
  EXPECT_EQ(notes(levers + "anonymous = 1\nteam_months = 1\n"), Lines{});
  EXPECT_EQ(notes(levers + "money_free_months = 12\n").size(), 1u);
  EXPECT_EQ(notes(levers + "money_free_months = 12\n[money_talk]\ntime_lost = 0.2\n"), Lines{});
  EXPECT_EQ(notes(levers + "open = 0.5\n").size(), 1u);
  EXPECT_EQ(notes(levers + "rule = \"consent\"\nquorum = 0.5\n").size(), 1u);
  EXPECT_EQ(notes(levers + "refund = \"yes\"\n").size(), 1u);
  EXPECT_EQ(notes(levers + "refund = \"yes\"\nthreshold = 5\n"), Lines{});
  // If a design varies the other lever, some point may well have it.
  const std::string design = "[design]\nkind = \"grid\"\n[design.factors]\n";
  EXPECT_EQ(notes(design + "levers.carry_over = [0, 1]\n" + sound).size(), 1u);
  EXPECT_EQ(notes(design + "levers.carry_over = [0, 1]\nlevers.team_months = [0, 6]\n" + sound),
            Lines{});
}

TEST_F(Settings, of_cuts_that_hardly_act_and_of_random_ones_are_told_in_a_note) {
  const std::string calendar =
      "[calendar]\nstart = \"2015-01\"\nend = \"2024-12\"\nperiods = [\"2019-01\"]\n";
  const auto notes = [&](const std::string& month, const std::string& hazard) {
    return read_scenario(file("case.toml", calendar + sound + "[[cut]]\nmonth = \"" + month +
                                               "\"\n[budget]\ncut_hazard = " + hazard + "\n"))
        .notes;
  };
  EXPECT_EQ(notes("2018-12", "0"),
            (Lines{"the cut of 2018-12 acts 1 month: it ends with the policy "
                   "period that begins in 2019-01"}));
  EXPECT_EQ(notes("2018-01", "0"), Lines{});
  EXPECT_EQ(notes("2019-01", "0"), Lines{});
  EXPECT_EQ(
      notes("2018-01", "0.04"),
      (Lines{"beside the [[cut]]s, organisations suffer random ones: budget.cut_hazard = 0.04 "
             "a year; 0 leaves them out"}));
}

TEST_F(Settings, of_policy_periods_are_in_order) {
  EXPECT_EQ(complaints("[calendar]\nperiods = [\"2021-01\", \"2016-01\"]\n" + sound),
            (Lines{"case.toml:2:11: 'calendar.periods' must be in order, each once: \"2016-01\" "
                   "stands after \"2021-01\""}));
}

TEST_F(Settings, of_shares_that_are_rounded_to_six_digits_sum_to_one) {
  const auto shared = [&](const std::string& share) {
    const std::string list = "[" + share + ", " + share + ", " + share + "]\n";
    return complaints("[scenario]\ncapabilities = 3\n[[goal]]\nname = \"a\"\nmix = " + list +
                      "[[organisation]]\nname = \"club\"\nnumber = 3\ncheque = { money = " + share +
                      ", staff = " + share + ", volunteers = " + share + " }\nburden_shares = [" +
                      (share == "0.333333" ? "0.3333336" : "0.34") + "]\n[[table]]\n");
  };
  EXPECT_EQ(shared("0.333333"), Lines{});
  EXPECT_EQ(shared("0.33333").size(), 3u);
}

TEST_F(Settings, come_in_files_of_four_kinds) {
  EXPECT_EQ(kind_of_file(SAMEN_SCENARIOS "/hefboom8.toml"), FileKind::scenario);
  EXPECT_EQ(kind_of_file(SAMEN_SCENARIOS "/claims.toml"), FileKind::claims);
  EXPECT_EQ(kind_of_file(SAMEN_SCENARIOS "/validation/calibration.toml"), FileKind::calibration);
  EXPECT_EQ(kind_of_file(SAMEN_SCENARIOS "/validation/first.toml"), FileKind::parameters);
  EXPECT_EQ(kind_of_file(file("none.toml", "a = \n")), FileKind::scenario);
  try {
    read_common_parameters(file("set.toml", "[trust]\nlos = 0.3\ngain = 7\n"));
    FAIL() << "taken as it is";
  } catch (const ScenarioError& error) {
    ASSERT_EQ(error.complaints.size(), 2u);
    EXPECT_NE(error.complaints[0].find("unknown key 'trust.los' (did you mean 'loss'?)"),
              std::string::npos);
    EXPECT_NE(error.complaints[1].find("'trust.gain' = 7"), std::string::npos);
  }
}

}  // namespace
}  // namespace samen
