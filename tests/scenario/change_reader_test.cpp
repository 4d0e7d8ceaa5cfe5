// [[change]]: what it may say, and what is said back when it is wrong.
#include <algorithm>

#include <gtest/gtest.h>

#include "io/scenario_reader.hpp"
#include "model/parameter_table.hpp"
#include "model/world/changes.hpp"
#include "scenario/refusing.hpp"

namespace samen {
namespace {

using Lines = std::vector<std::string>;

class ReadingChanges : public Refusing {
 protected:
  Scenario read(const std::string& text, const Overrides& overrides = {}) {
    return read_scenario(file("case.toml", two_tables + text), overrides);
  }
  Lines complaints(const std::string& text, const Overrides& overrides = {}) {
    return complaints_when([&] { read(text, overrides); });
  }
  /// What is said of a change with these lines.
  Lines complaints_about(const std::string& lines) { return complaints("[[change]]\n" + lines); }
};

std::string_view lever_of(const LeverValue& one) {
  return lever_table()[static_cast<std::size_t>(one.lever)].name;
}

TEST_F(ReadingChanges, of_a_page_join_those_of_the_file) {
  const std::string stated = "[[change]]\nname = \"in turn\"\nmonth = \"2014-07\"\nmatch = 0.5\n";
  Overrides page;
  page.changes = {{"levers.puller_kind=\"rotating\"", "2015-01", "2015-12"},
                  {"levers.match=0.25", "2016-03", ""}};
  const Scenario scenario = read(stated, page);
  const auto& changes = scenario.setting.layout.changes;
  ASSERT_EQ(changes.size(), 3u);
  EXPECT_EQ(changes[0].name, "in turn");
  EXPECT_EQ(changes[1].name, "page 1");
  EXPECT_EQ(changes[2].name, "page 2");
  EXPECT_EQ(changes[1].last - changes[1].month, 11);
  EXPECT_EQ(lever_of(changes[1].levers.at(0)), "puller_kind");
  EXPECT_EQ(changes[2].levers.at(0).value, 0.25);
  const Scenario by_hand = read(stated +
                                "[[change]]\nname = \"page 1\"\nmonth = \"2015-01\"\n"
                                "until = \"2015-12\"\npuller_kind = \"rotating\"\n"
                                "[[change]]\nname = \"page 2\"\nmonth = \"2016-03\"\n"
                                "match = 0.25\n");
  EXPECT_EQ(scenario.resolved, by_hand.resolved);
  for (const char* setting : {"trust.gain=0.1", "match", "levers.match=2.5\nx = 1"}) {
    page.changes = {{setting, "2015-01", ""}};
    EXPECT_FALSE(complaints("", page).empty()) << setting;
  }
}

TEST_F(ReadingChanges, takes_what_is_stated) {
  const Scenario scenario = read(R"([[change]]
name = "in turn"
when = "beacon 4 stands"
until = "2020-12"
table = "square"
puller_kind = "rotating"
match = 0.5
[[change]]
month = "2014-07"
operate_after = 1
)");
  const auto& changes = scenario.setting.layout.changes;
  ASSERT_EQ(changes.size(), 2u);
  EXPECT_EQ(changes[0].name, "in turn");
  EXPECT_TRUE(static_cast<bool>(changes[0].when));
  EXPECT_EQ(occasions<Lone>()[static_cast<std::size_t>(changes[0].when.occasion)].key,
            "beacon_stands");
  EXPECT_EQ(changes[0].when.number, 4.0);
  EXPECT_EQ(changes[0].last, 89);
  EXPECT_EQ(changes[0].tables, std::vector{1});
  ASSERT_EQ(changes[0].levers.size(), 2u);
  for (const LeverValue& one : changes[0].levers) {
    if (lever_of(one) == "puller_kind")
      EXPECT_EQ(one.value, static_cast<double>(PullerKind::rotating));
    else
      EXPECT_EQ(one.value, 0.5);
  }
  EXPECT_EQ(changes[1].name, "change");
  EXPECT_FALSE(static_cast<bool>(changes[1].when));
  EXPECT_EQ(changes[1].month, 12);
  EXPECT_EQ(changes[1].last, Change::to_the_end);
  EXPECT_TRUE(changes[1].tables.empty());
  EXPECT_EQ(lever_of(changes[1].levers.at(0)), "operate_after");
  EXPECT_EQ(changes[1].levers[0].value, 1.0);
}

TEST_F(ReadingChanges, knows_every_occasion_by_its_name) {
  for (const auto& occasion : occasions<Lone>()) {
    std::string name(occasion.name);
    if (const std::size_t place = name.find('#'); place != std::string::npos)
      name.replace(place, 1, occasion.whole ? "2" : "0.25");
    const Scenario scenario = read("[[change]]\nwhen = \"" + name + "\"\npuller = 0\n");
    const Change& change = scenario.setting.layout.changes.at(0);
    EXPECT_EQ(occasions<Lone>()[static_cast<std::size_t>(change.when.occasion)].name,
              occasion.name);
    EXPECT_EQ(change.when.number, !occasion.has_number() ? 0.0 : occasion.whole ? 2.0 : 0.25);
  }
}

TEST_F(ReadingChanges, means_all_tables_of_an_entry_by_its_name) {
  const Scenario scenario = read(
      "[[table]]\nname = \"ring\"\ninvite = \"random\"\nnumber = 3\nsize = 3\n[[change]]\nmonth = "
      "\"2014-01\"\ntable = \"ring\"\npuller = 0\n[[change]]\nmonth = \"2014-01\"\ntable = \"ring "
      "2\"\npuller = 0\n");
  const auto& changes = scenario.setting.layout.changes;
  EXPECT_EQ(changes[0].tables, (std::vector{2, 3, 4}));
  EXPECT_EQ(changes[1].tables, std::vector{3});
}

TEST_F(ReadingChanges, refuses_one_without_a_time_or_with_two) {
  EXPECT_EQ(complaints_about("puller = 0\n"),
            (Lines{"case.toml:12:1: 'change' needs a 'month' as \"2018-07\", or 'when' as \"beacon "
                   "4 stands\""}));
  EXPECT_EQ(complaints_about("month = \"2014-01\"\nwhen = \"table operates\"\npuller = 0\n"),
            (Lines{"case.toml:14:8: 'change.month' and 'change.when' exclude each other: a change "
                   "begins in a month, or once an occasion has come"}));
  EXPECT_EQ(complaints_about("month = \"2014-01\"\nuntil = \"2013-12\"\npuller = 0\n"),
            (Lines{"case.toml:14:9: 'change.until' lies before 'change.month'"}));
  EXPECT_EQ(complaints_about("month = \"2030-01\"\npuller = 0\n"),
            (Lines{"case.toml:13:9: 'change.month' lies outside the calendar"}));
}

TEST_F(ReadingChanges, refuses_an_occasion_it_does_not_know) {
  const Lines lines = complaints_about("when = \"beacn 4 stands\"\npuller = 0\n");
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_TRUE(lines[0].starts_with("case.toml:13:8: 'change.when' must be 'beacon # stands', "))
      << lines[0];
  EXPECT_TRUE(
      lines[0].ends_with("with a number for #, got \"beacn 4 stands\" (did you mean "
                         "'beacon # stands'?)"))
      << lines[0];
  EXPECT_EQ(complaints_about("when = \"beacon 7 stands\"\npuller = 0\n"),
            (Lines{"case.toml:13:8: 'change.when' = \"beacon 7 stands\": # must be a whole number "
                   "in [1, 4], got \"7\""}));
  EXPECT_EQ(complaints_about("when = \"beacon 1.5 stands\"\npuller = 0\n").size(), 1u);
  EXPECT_EQ(complaints_about("when = \"mean trust < low\"\npuller = 0\n"),
            (Lines{"case.toml:13:8: 'change.when' = \"mean trust < low\": # must be a number in "
                   "[0, 1], got \"low\""}));
  EXPECT_EQ(complaints_about("when = \"goal 3 is reached\"\ntable = \"round\"\npuller = 0\n"),
            (Lines{"case.toml:13:8: 'change.when' waits for goal 3, and table 'round' has 2 "
                   "goals"}));
}

TEST_F(ReadingChanges, refuses_levers_that_are_settled_before_the_first_month) {
  EXPECT_EQ(complaints_about("month = \"2014-01\"\ndelegates = \"both\"\n"),
            (Lines{"case.toml:14:13: 'change.delegates' cannot change on the way: whom partners "
                   "send is decided before the first month"}));
  int settled = 0;
  for (const LeverRow& row : lever_table()) {
    if (row.settled.empty()) continue;
    ++settled;
    const std::string value =
        row.is_choice() ? '"' + std::string(row.choices[0]) + '"' : std::string("0");
    const Lines lines =
        complaints_about("month = \"2014-01\"\n" + std::string(row.name) + " = " + value + "\n");
    ASSERT_EQ(lines.size(), 1u) << row.name;
    EXPECT_TRUE(lines[0].ends_with(std::string(row.settled))) << lines[0];
  }
  EXPECT_EQ(settled, 4);
}

TEST_F(ReadingChanges, refuses_what_a_table_cannot_have) {
  EXPECT_EQ(complaints_about("month = \"2014-01\"\ntable = \"round\"\nfunder_role = \"partner\"\n"),
            (Lines{"case.toml:15:15: 'change.funder_role' = \"partner\": table 'round' must name "
                   "the member that is the funder ('table.funder')"}));
  EXPECT_EQ(complaints_about("month = \"2014-01\"\ntable = \"rond\"\npuller = 0\n"),
            (Lines{"case.toml:14:9: no table is named 'rond' (did you mean 'round'?)"}));
}

TEST_F(ReadingChanges, says_everything_at_once) {
  EXPECT_EQ(
      complaints_about("month = \"2014-01\"\n"),
      (Lines{"case.toml:12:1: 'change' changes at least one lever, for instance puller = 0"}));
  EXPECT_EQ(
      complaints_about("month = \"2014-1\"\npullr = 0\nmatch = 7\nname = \"a\"\n[[change]]\nname = "
                       "\"a\"\nmonth = \"2014-01\"\nmethod = 0\n"),
      (Lines{"case.toml:13:9: 'change.month' must be a month as \"2013-07\", got \"2014-1\"",
             "case.toml:14:1: unknown key 'change.pullr' (did you mean 'puller'?)",
             "case.toml:15:9: 'change.match' = 7 k€/k€ is outside [0, 3]",
             "case.toml:18:8: two changes are named 'a'"}));
}

TEST_F(ReadingChanges, takes_settings_of_one_change_by_its_name) {
  const std::string text =
      "[[change]]\nname = \"later\"\nmonth = \"2014-01\"\npuller = 0\n[[change]]\nmonth = "
      "\"2014-02\"\nmatch = 0\n";
  const auto& changes =
      read(text, {.settings = {"change.\"later\".puller=0.25", "change.later.month=2015-01",
                               "change.change.match=0.5"}})
          .setting.layout.changes;
  EXPECT_EQ(changes[0].levers.at(0).value, 0.25);
  EXPECT_EQ(changes[0].month, 18);
  EXPECT_EQ(changes[1].levers.at(0).value, 0.5);
  EXPECT_EQ(complaints(text, {.settings = {"change.latr.puller=0"}}),
            (Lines{"--set change.latr.puller=0: no change is named 'latr' (did you mean "
                   "'later'?)"}));
  EXPECT_EQ(complaints(text, {.settings = {"change.puller=0"}}).size(), 1u);
}

TEST_F(ReadingChanges, may_be_varied_by_a_design) {
  const std::string text =
      "[[change]]\nname = \"later\"\nmonth = \"2014-01\"\npuller = 0\n[run]\nreplicates = 2\n";
  const Scenario scenario = read(text +
                                 "[design]\nkind = \"grid\"\n[design.factors]\n"
                                 "change.later.puller = [0, 0.5]\n"
                                 "change.later.month = [\"2014-01\", \"2016-01\"]\n");
  ASSERT_EQ(scenario.design.points(), 4);
  EXPECT_EQ(scenario.design.factors[0].unit, "FTE");
  const PointSetting last = scenario.design.setting(3);
  ASSERT_TRUE(last.complaints.empty()) << last.complaints.front();
  EXPECT_EQ(last.setting.layout.changes.at(0).month, 30);
  EXPECT_EQ(last.setting.layout.changes.at(0).levers.at(0).value, 0.5);
  EXPECT_EQ(complaints(text + "[design]\nkind = \"grid\"\n[design.factors]\n"
                              "change.later.delegates = [\"one\", \"both\"]\n")
                .size(),
            1u);
  EXPECT_EQ(complaints(text + "[design]\nkind = \"grid\"\n[design.factors]\n"
                              "change.later.when = [\"table operates\"]\n")
                .size(),
            1u);
}

TEST_F(ReadingChanges, is_in_the_file_that_is_kept) {
  const Scenario scenario = read(
      "[[change]]\nname = \"later\"\nwhen = \"mean trust < 0.3\"\nuntil = \"goal 2 is "
      "reached\"\npuller = 0\n");
  const Scenario again = scenario_from(scenario.resolved, "again.toml");
  ASSERT_EQ(again.setting.layout.changes.size(), 1u);
  const Change& a = scenario.setting.layout.changes[0];
  const Change& b = again.setting.layout.changes[0];
  EXPECT_EQ(a.name, b.name);
  EXPECT_EQ(a.when, b.when);
  EXPECT_EQ(a.until, b.until);
  EXPECT_EQ(stated_levers(a), stated_levers(b));
}

TEST_F(ReadingChanges, is_told_in_words) {
  const Scenario scenario = read(
      "[[change]]\nwhen = \"mean trust < 0.3\"\nuntil = \"2020-12\"\npuller_kind = "
      "\"rotating\"\npuller = 0.25\n[[change]]\nmonth = \"2014-01\"\nmethod = 1\n");
  const Layout& layout = scenario.setting.layout;
  EXPECT_EQ(stated_time(layout.calendar, layout.changes[0]), "once mean trust < 0.3 until 2020-12");
  EXPECT_EQ(stated_time(layout.calendar, layout.changes[1]), "from 2014-01");
  Lines levers = stated_levers(layout.changes[0]);
  std::sort(levers.begin(), levers.end());
  EXPECT_EQ(levers, (Lines{"puller = 0.25", "puller_kind = rotating"}));
}

TEST_F(ReadingChanges, takes_an_occasion_as_an_end) {
  const Scenario scenario = read(R"([[change]]
when = "elan < 0.2"
until = "elan > 0.5"
again = true
puller = 1
[[change]]
month = "2014-07"
until = "goal 2 is reached"
on = false
match = 0.5
)");
  const Layout& layout = scenario.setting.layout;
  const auto& changes = layout.changes;
  const auto key_of = [](const Awaited& awaited) {
    return occasions<Lone>()[static_cast<std::size_t>(awaited.occasion)].key;
  };
  EXPECT_EQ(key_of(changes.at(0).until), "elan_above");
  EXPECT_EQ(changes[0].until.number, 0.5);
  EXPECT_EQ(changes[0].last, Change::to_the_end);
  EXPECT_TRUE(changes[0].again);
  EXPECT_TRUE(changes[0].on);
  EXPECT_EQ(key_of(changes.at(1).until), "goal_is_reached");
  EXPECT_FALSE(changes[1].again);
  EXPECT_FALSE(changes[1].on);
  EXPECT_EQ(stated_time(layout.calendar, changes[0]), "whenever elan < 0.2 until elan > 0.5");
  EXPECT_EQ(stated_time(layout.calendar, changes[1]),
            "from 2014-07 until goal 2 is reached – switched off");
}

TEST_F(ReadingChanges, refuses_an_end_that_cannot_be) {
  const std::string of = "month = \"2014-01\"\npuller = 0\nuntil = ";
  EXPECT_EQ(complaints_about(of + "\"beacon 5 stands\"\n"),
            (Lines{"case.toml:15:9: 'change.until' = \"beacon 5 stands\": # must be a whole number "
                   "in [1, 4], got \"5\""}));
  const Lines unknown = complaints_about(of + "\"elan > high enough\"\n");
  ASSERT_EQ(unknown.size(), 1u);
  EXPECT_NE(unknown[0].find("# must be a number in [0, 1], got \"high enough\""),
            std::string::npos);
  const Lines nameless = complaints_about(of + "\"trust > 0.5\"\n");
  ASSERT_EQ(nameless.size(), 1u);
  EXPECT_TRUE(nameless[0].starts_with(
      "case.toml:15:9: 'change.until' must be a month as \"2018-12\", or 'beacon # stands', "))
      << nameless[0];
  EXPECT_EQ(complaints_about(of + "\"goal 3 is reached\"\ntable = \"round\"\n"),
            (Lines{"case.toml:15:9: 'change.until' waits for goal 3, and table 'round' has 2 "
                   "goals"}));
  EXPECT_EQ(complaints_about("month = \"2013-07\"\npuller = 0\nuntil = \"2014-13\"\n"),
            (Lines{"case.toml:15:9: 'change.until' must be a month as \"2013-07\", got "
                   "\"2014-13\""}));
  EXPECT_EQ(complaints_about("when = \"elan < 0.2\"\nuntil = \"elan < 0.2\"\npuller = 0\n"),
            (Lines{"case.toml:14:9: 'change.until' is the occasion of 'change.when': it would end "
                   "as it begins"}));
  for (const char* const months :
       {"month = \"2014-01\"\nuntil = \"elan > 0.5\"\n",
        "when = \"elan < 0.2\"\nuntil = \"2015-01\"\n", "when = \"elan < 0.2\"\n"})
    EXPECT_EQ(complaints_about(std::string("again = true\npuller = 0\n") + months),
              (Lines{"case.toml:13:9: 'change.again' lets a change begin anew: it needs occasions "
                     "as 'when', for instance \"elan < 0.2\", and 'until', \"elan > 0.5\""}));
}

TEST_F(ReadingChanges, may_be_there_at_some_points_of_a_design_alone) {
  const std::string text =
      "[[change]]\nname = \"later\"\nmonth = \"2014-01\"\nuntil = \"2014-06\"\npuller = 0\non = "
      "false\n[run]\nreplicates = 2\n[design]\nkind = \"list\"\n";
  const auto awaits_with = [&](const std::string& end) {
    const Scenario scenario =
        read(text +
             "[[design.point]]\nchange.later.on = false\nchange.later.until = \"2014-06\"\n"
             "[[design.point]]\nchange.later.on = true\nchange.later.until = \"" +
             end + "\"\n");
    EXPECT_FALSE(scenario.setting.layout.changes.at(0).on);
    EXPECT_FALSE(scenario.design.setting(0).setting.layout.changes.at(0).on);
    EXPECT_TRUE(scenario.design.setting(1).setting.layout.changes.at(0).on);
    return awaits_occasions(scenario);
  };
  EXPECT_FALSE(awaits_with("2014-09"));
  EXPECT_TRUE(awaits_with("elan > 0.5"));
}

TEST_F(ReadingChanges, notes_a_change_that_changes_nothing) {
  const Lines notes =
      read("[[change]]\nname = \"idle\"\nmonth = \"2014-01\"\npuller = 0.6\n").notes;
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_EQ(notes[0],
            "'change.\"idle\".puller' changes nothing: its tables have that value anyway");
  EXPECT_TRUE(read("[[change]]\nmonth = \"2014-01\"\npuller = 0.5\n").notes.empty());
  EXPECT_TRUE(read("[[change]]\nmonth = \"2014-01\"\npuller = 0.5\n[[change]]\nmonth = "
                   "\"2015-01\"\npuller = 0.6\n")
                  .notes.empty());
}

TEST_F(ReadingChanges, finds_what_a_lever_needs_on_the_way) {
  const std::string cap = "[levers]\nmatch = 0\nmatch_cap = 10\n";
  EXPECT_EQ(read(cap).notes.size(), 1u);
  EXPECT_TRUE(read(cap + "[[change]]\nmonth = \"2014-01\"\nmatch = 1\n").notes.empty());
}

TEST_F(ReadingChanges, lasting_shocks_hit_whom_they_name) {
  const Scenario scenario = read(
      "[[shock]]\nmonth = \"2014-01\"\nuntil = \"2014-12\"\nsize = 0.5\norganisation = \"club "
      "2\"\n");
  const Shock& shock = scenario.setting.layout.shocks.at(0);
  EXPECT_EQ(shock.months, 12);
  EXPECT_EQ(shock.organisation, 1);
  EXPECT_EQ(shock.table, -1);
}

}  // namespace
}  // namespace samen
