#include "scenario/entry_reader.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "scenario/values.hpp"

namespace samen {
namespace {

/// Whether the tables that one entry forms share the same goals, or each have their own.
constexpr std::array<std::string_view, 2> challenge_names{"shared", "own"};

}  // namespace

void EntryReader::refuse_too_large() {
  const std::int64_t count = largest_count(plan_);
  constexpr double bytes_per_pair = 3 * sizeof(double);  // trust, trust at the start, knowledge
  if (count > largest_layout)
    complaints_.add("the scenario is too large: " + std::to_string(count) +
                    " pairs of seats, at most " + std::to_string(largest_layout) + " fit (about " +
                    plain(std::ceil(static_cast<double>(count) * bytes_per_pair / 1e9)) +
                    " GB a run); seat fewer at one table");
}

void EntryReader::read_tables() {
  for (Section& section : root_.sections("table")) {
    TablePlan table;
    table.name = section.text("name", "table");
    table.levers = scenario_.setting.parameters.levers;
    read_parameters(section, lever_table(), table.levers);
    table.set = read_set(section);
    const auto invite = static_cast<Invitation>(section.one_of("invite", invitation_names, 0));
    const int number = section.whole("number", 1, {1, 10000000}, "tables");
    const bool own = section.one_of("challenge", challenge_names, 0) == 1;
    read_meetings(section, table);
    auto given = section.numbers("given_mission", any_share, "share");
    expect_count(section, "given_mission", given.size(),
                 static_cast<int>(plan_.sets[table.set].goals.size()), "goal");
    expect_sum(section, "given_mission", given);
    if (invite == Invitation::listed) {
      read_members(section, table);
      read_founders(section, table);
      for (const char* key : {"number", "size"})
        if (section.has(key) && section.text("invite", "listed") == "listed")
          section.complain(key, std::string("'table.") + key +
                                    "' is for tables formed by 'invite', nearest or random: "
                                    "listed members sit at one table");
      add_table(std::move(table), own, given);
    } else {
      form_tables(section, table, invite, number, own, given);
    }
    section.finish();
  }
  drop_patterns();
  std::vector<std::pair<Key, std::string>> named;
  for (const TablePlan& table : plan_.tables) named.emplace_back(table.key, table.name);
  refuse_same_keys(std::move(named), "tables");
  refuse_too_large();
}

void EntryReader::drop_patterns() {
  std::vector<int> number(plan_.sets.size(), -1);
  std::vector<bool> used(plan_.sets.size(), false);
  for (const TablePlan& table : plan_.tables) used[static_cast<std::size_t>(table.set)] = true;
  std::vector<GoalSetPlan> kept;
  std::vector<std::vector<double>> mixes;
  const auto& all_mixes = scenario_.setting.initial_values.mixes;
  std::size_t goal = 0;
  for (std::size_t set = 0; set < plan_.sets.size(); ++set) {
    const bool pattern = patterns_.count(static_cast<int>(set)) > 0 && !used[set];
    for (std::size_t k = 0; k < plan_.sets[set].goals.size(); ++k, ++goal)
      if (!pattern) mixes.push_back(all_mixes[goal]);
    if (pattern) continue;
    number[set] = static_cast<int>(kept.size());
    kept.push_back(std::move(plan_.sets[set]));
  }
  for (TablePlan& table : plan_.tables) table.set = number[static_cast<std::size_t>(table.set)];
  plan_.sets = std::move(kept);
  scenario_.setting.initial_values.mixes = std::move(mixes);
}

void EntryReader::add_table(TablePlan table, bool own, const std::vector<double>& given) {
  if (table.key == 0) table.key = key_of(table.name);
  if (own) {
    GoalSetPlan set = plan_.sets[table.set];
    set.name += " of " + table.name;
    set.of_one_table = true;
    for (const auto& [of_set, mix] : mixes_)
      if (static_cast<int>(of_set) == table.set)
        scenario_.setting.initial_values.mixes.push_back(mix);
    patterns_.insert(table.set);
    table.set = static_cast<int>(plan_.sets.size());
    plan_.sets.push_back(std::move(set));
  }
  scenario_.setting.initial_values.given_missions.push_back(given);
  plan_.tables.push_back(std::move(table));
}

void EntryReader::form_tables(Section& section, TablePlan table, Invitation invite, int number,
                              bool own, const std::vector<double>& given) {
  const toml::node* const stated = section.node("size");
  if (section.has("host"))
    section.complain("host", "'table.host' is for listed members: who convenes is host");
  if (section.has("founders"))
    section.complain("founders", "'table.founders' is for listed members");
  if (section.has("funder") || table.levers.funder_role == FunderRole::partner)
    return section.complain("funder",
                            "a funder at the table ('table.funder', levers.funder_role "
                            "= \"partner\") is for listed members");
  if (plan_.organisations.empty()) return;  // already reported
  TablePlan invited;
  read_members(section, invited);
  const std::vector<double> size =
      stated && stated->is_number()
          ? std::vector{section.number("size", 0.0, {1, 100000}, "members")}
          : section.numbers("size", {1, 100000}, "members");
  const auto whole = [](double n) { return n == std::floor(n); };
  if (size.empty() || size.size() > 2 || size.front() > size.back() ||
      !std::all_of(size.begin(), size.end(), whole))
    return section.complain("size",
                            "'table.size' must be the number of members, as 8, or the "
                            "fewest and the most, as [4, 12]");
  Formation formation{invite, static_cast<int>(size.front()), static_cast<int>(size.back())};
  const int least = scenario_.setting.parameters.leaving.least_members;
  const int most = static_cast<int>(invited.members.size());
  if (formation.least_seats < least || formation.most_seats > most)
    return section.complain("size", "'table.size' must lie between " + std::to_string(least) +
                                        " (leaving.least_members) and the " + std::to_string(most) +
                                        " organisations that can be invited, got " +
                                        plain(size.front()) +
                                        (size.size() > 1 ? " to " + plain(size.back()) : ""));
  const auto pairs = static_cast<double>(number) * size.front() * size.front();
  if (pairs > static_cast<double>(largest_layout))
    return complaints_.add("the scenario is too large: at least " + plain(pairs) +
                           " pairs of seats, at most " + std::to_string(largest_layout) +
                           " fit; form fewer or smaller tables");
  const auto bytes_each = 2 * (sizeof(TablePlan) + sizeof(TableLayout)) +
                          static_cast<std::size_t>(size.back()) * sizeof(SeatLayout);
  if (!fits(section, number, bytes_each, "tables")) return;
  std::vector<Key> tables, owners;
  for (int n = 1; n <= number; ++n)
    tables.push_back(key_of(table.name) + (number == 1 ? 0 : static_cast<Key>(n)));
  for (const OrganisationLayout& owner : plan_.organisations) owners.push_back(owner.key);
  auto all =
      formed_tables(formation, tables, invited.members, places_, owners, luck_of_layout(seed_));
  for (int n = 1; n <= number; ++n) {
    TablePlan formed = table;
    formed.name = one_of_many(table.name, n, number);
    formed.key = tables[static_cast<std::size_t>(n - 1)];
    formed.members = std::move(all[static_cast<std::size_t>(n - 1)]);
    formed_[table.name].push_back(static_cast<int>(plan_.tables.size()));
    add_table(std::move(formed), own, given);
  }
}

int EntryReader::read_set(Section& section) {
  std::vector<std::string> sets;
  for (const GoalSetPlan& set : plan_.sets)
    if (!set.of_one_table) sets.push_back(set.name);
  return std::max(0, named(section, "goals", sets, "set of goals"));
}

void EntryReader::read_members(Section& section, TablePlan& table) {
  std::vector<std::string> names;
  for (const OrganisationLayout& owner : plan_.organisations) names.push_back(owner.name);
  if (section.has("members")) {
    std::set<int> seated_already;
    for (const std::string& name : section.texts("members")) {
      const auto group = groups_.find(name);
      const auto seated =
          group != groups_.end()
              ? group->second
              : std::vector{position_of(section, "members", name, names, "organisation")};
      for (const int member : seated) {
        if (member < 0) continue;
        if (!seated_already.insert(member).second)
          section.complain("members", "'" + names[static_cast<std::size_t>(member)] +
                                          "' sits at table '" + table.name + "' twice");
        else
          table.members.push_back(member);
      }
    }
  } else {
    table.members.resize(names.size());
    std::iota(table.members.begin(), table.members.end(), 0);
  }
  const int least = scenario_.setting.parameters.leaving.least_members;
  if (static_cast<int>(table.members.size()) < least) {
    section.complain("members", "table '" + table.name + "' needs at least " +
                                    std::to_string(least) +
                                    " members (leaving.least_members), got " +
                                    std::to_string(table.members.size()));
    if (table.members.empty()) table.members.push_back(0);
  }
  table.host = std::max(0, seat_named(section, "host", names, table));
  // "" means no funder, so that a setting can remove the one in the file.
  const bool unstated = !section.has("funder") || section.stated_text("funder") == "";
  if (!unstated) table.funder = seat_named(section, "funder", names, table);
  if (table.levers.funder_role == FunderRole::partner && unstated)
    section.complain("funder", "missing key '" + section.full_name("funder") +
                                   "': with levers.funder_role = \"partner\" table '" + table.name +
                                   "' must name the member that is the funder");
}

int EntryReader::seat_named(Section& section, const char* key,
                            const std::vector<std::string>& names, const TablePlan& table) {
  const int organisation = named(section, key, names, "organisation");
  if (organisation < 0) return -1;
  const auto seat = std::find(table.members.begin(), table.members.end(), organisation);
  if (seat != table.members.end()) return static_cast<int>(seat - table.members.begin());
  section.complain(key, std::string(key) + " '" + names[organisation] +
                            "' is no member of table '" + table.name + "'");
  return -1;
}

void EntryReader::read_founders(Section& section, TablePlan& table) {
  const bool stated = section.has("founders");
  const auto& owners = plan_.organisations;
  std::vector<std::string> names;
  for (const int member : table.members)
    names.push_back(owners.empty() ? "" : owners[static_cast<std::size_t>(member)].name);
  for (const std::string& name : section.texts("founders")) {
    const auto group = groups_.find(name);
    const bool whole = group != groups_.end() && group->second.size() > 1;
    const int one = whole ? -1 : position_of(section, "founders", name, names, "member");
    for (int n = 0; n < static_cast<int>(table.members.size()); ++n)
      if (n == one || (whole && std::ranges::count(group->second, table.members[n]) > 0))
        table.founders.push_back(n);
  }
  if (table.levers.team_months > 0) {
    if (stated)
      section.complain("founders",
                       "'table.founders' and 'team_months' exclude each other: all members of a "
                       "pool take part in its temporary teams from the start");
    return;
  }
  std::vector<int> starters = table.founders;
  if (!stated)
    for (std::size_t n = 0; n < names.size() && !owners.empty(); ++n)
      if (owners[static_cast<std::size_t>(table.members[n])].structure)
        starters.push_back(static_cast<int>(n));
  const int least = scenario_.setting.parameters.leaving.least_members;
  if (!owners.empty() && static_cast<int>(table.members.size()) >= least &&
      static_cast<int>(starters.size()) < least)
    return section.complain(
        stated ? "founders" : "members",
        "table '" + table.name + "' needs at least " + std::to_string(least) +
            " members (leaving.least_members) who " +
            (stated ? "found it" : "have an organisation behind them (organisation.structure)") +
            ", got " + std::to_string(starters.size()));
  if (starters.empty() || std::find(starters.begin(), starters.end(), table.host) != starters.end())
    return;
  if (section.has("host"))
    section.complain("host", "host '" + names[static_cast<std::size_t>(table.host)] +
                                 "' does not sit at table '" + table.name + "' from the start");
  table.host = starters.front();
}

void EntryReader::read_meetings(Section& section, TablePlan& table) {
  const Calendar& calendar = plan_.calendar;
  const int start = calendar.start_year * 12 + calendar.start_month - 1;
  for (Section& meeting : section.sections("meetings")) {
    const YearMonth month = month_of(meeting, "month", {});
    const double days = meeting.number("days", 1.0, {0, 31}, "days");
    if (!meeting.has("month"))
      meeting.complain("month", "missing key '" + meeting.full_name("month") + "'");
    const int t = month.index() - start;
    meeting.finish();
    if (month.year == 0) continue;
    if (t < 0 || t >= calendar.months) {
      meeting.complain("month", "the meeting lies outside the calendar");
      continue;
    }
    if (t >= static_cast<int>(table.dated_meetings.size())) table.dated_meetings.resize(t + 1);
    table.dated_meetings[t] += days;
  }
}

}  // namespace samen
