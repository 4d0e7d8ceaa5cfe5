// Reads levers that change during a run: [[change]].
#include "scenario/entry_reader.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <map>

#include "model/world/changes.hpp"
#include "scenario/nearest.hpp"
#include "scenario/values.hpp"

namespace samen {
namespace {

constexpr auto known_occasions = occasions<Lone>();

/// The part of a text in the place of # in the name of an occasion; nothing if the rest differs.
std::optional<std::string> number_in(const std::string& text, std::string_view name) {
  const std::size_t place = name.find('#');
  if (place == std::string_view::npos)
    return text == name ? std::optional<std::string>("") : std::nullopt;
  const std::string_view before = name.substr(0, place), after = name.substr(place + 1);
  if (text.size() <= before.size() + after.size() || !text.starts_with(before) ||
      !text.ends_with(after))
    return std::nullopt;
  return text.substr(before.size(), text.size() - before.size() - after.size());
}

/// The number that a text states; NaN if it states none.
double stated_number(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  return end == text.c_str() + text.size() ? value : std::nan("");
}

std::vector<std::string_view> names_of_occasions() {
  std::vector<std::string_view> names;
  for (const auto& occasion : known_occasions) names.push_back(occasion.name);
  return names;
}

/// The occasion that a key states; complains if there is none of that name. `otherwise` is what the
/// key may be instead.
Awaited occasion_at(Section& section, std::string_view key, std::string_view otherwise) {
  const auto given = section.stated_text(key);
  if (!given) return {};
  const std::string name = "'" + section.full_name(key) + "'";
  for (std::size_t n = 0; n < known_occasions.size(); ++n) {
    const auto& occasion = known_occasions[n];
    const auto text = number_in(*given, occasion.name);
    if (!text) continue;
    if (!occasion.has_number()) return {static_cast<int>(n)};
    const double number = stated_number(*text);
    const bool fits = !occasion.whole || number == std::floor(number);
    if (!fits || !occasion.range.contains(number))
      section.complain(key, name + " = \"" + *given + "\": # must be a " +
                                (occasion.whole ? "whole number" : "number") + " in [" +
                                plain(occasion.range.low) + ", " + plain(occasion.range.high) +
                                "], got \"" + *text + "\"");
    return {static_cast<int>(n), number};
  }
  const auto names = names_of_occasions();
  section.complain(key, name + " must be " + std::string(otherwise) + listed(names) +
                            " with a number for #, got \"" + *given + "\"" +
                            did_you_mean(*given, names));
  return {};
}

/// Whether a text begins as a month does: "2014-13", but not "beacon 4 stands".
bool like_a_month(std::string_view text) {
  return !text.empty() && std::isdigit(static_cast<unsigned char>(text.front())) != 0;
}

/// Levers that all tables of a pool must share (layout_plan.cpp).
constexpr std::array<std::string_view, 3> common_to_a_pool{"carry_over", "anonymous", "ratings"};

const LeverRow& row_of(const LeverValue& one) {
  return lever_table()[static_cast<std::size_t>(one.lever)];
}

}  // namespace

void EntryReader::read_time(Section& section, Change& change) {
  const bool dated = section.has("month"), waits = section.has("when");
  if (!dated && !waits)
    section.complain("month",
                     "'change' needs a 'month' as \"2018-07\", or 'when' as "
                     "\"beacon 4 stands\"");
  if (dated && waits)
    section.complain("when",
                     "'change.month' and 'change.when' exclude each other: a change begins "
                     "in a month, or once an occasion has come");
  if (dated) change.month = month_within(section);
  if (waits) change.when = occasion_at(section, "when", "");
  if (section.has("until")) read_end(section, change);
  change.on = section.truth("on", true);
  change.again = section.truth("again", false);
  if (change.again && !(waits && change.until))
    section.complain("again",
                     "'change.again' lets a change begin anew: it needs occasions as 'when', for "
                     "instance \"elan < 0.2\", and 'until', \"elan > 0.5\"");
}

void EntryReader::read_end(Section& section, Change& change) {
  const toml::node* const stated = section.node("until");
  const auto text = stated->value<std::string>();
  if (text && !like_a_month(*text)) {
    change.until = occasion_at(section, "until", "a month as \"2018-12\", or ");
    if (change.until && change.until == change.when)
      section.complain(
          "until", "'change.until' is the occasion of 'change.when': it would end as it begins");
    return;
  }
  change.last = month_within(section, "until");
  if (section.has("month") && change.last < change.month)
    section.complain("until", "'change.until' lies before 'change.month'");
}

std::vector<int> EntryReader::tables_named(Section& section) {
  if (!section.has("table")) return {};
  const std::string given = section.text("table");
  if (const auto formed = formed_.find(given); formed != formed_.end()) return formed->second;
  std::vector<std::string> names;
  for (const TablePlan& table : plan_.tables) names.push_back(table.name);
  for (const auto& [name, tables] : formed_) names.push_back(name);
  const int table = position_of(section, "table", given, names, "table");
  return table < 0 ? std::vector<int>{} : std::vector{table};
}

void EntryReader::read_levers_of(Section& section, Change& change) {
  const std::vector<LeverRow>& rows = lever_table();
  bool any = false;
  for (std::size_t n = 0; n < rows.size(); ++n) {
    if (!section.has(rows[n].name)) continue;
    any = true;
    if (rows[n].settled.empty())
      change.levers.push_back({static_cast<int>(n), value_of(section, rows[n], rows[n].range.low)});
    else
      section.complain(rows[n].name,
                       "'" + section.full_name(rows[n].name) +
                           "' cannot change on the way: " + std::string(rows[n].settled));
  }
  if (!any)
    section.complain("levers", "'change' changes at least one lever, for instance puller = 0");
}

void EntryReader::refuse_values(Section& section, const Change& change) {
  const int all = static_cast<int>(plan_.tables.size());
  for (const LeverValue& one : change.levers) {
    const std::string_view lever = row_of(one).name;
    const bool of_pool = std::ranges::find(common_to_a_pool, lever) != common_to_a_pool.end();
    for (int m = 0; m < all; ++m) {
      const TablePlan& table = plan_.tables[static_cast<std::size_t>(m)];
      if (!change.concerns(m)) continue;
      if (lever == "funder_role" && one.value > 0.0 && table.funder < 0)
        section.complain(lever, "'change.funder_role' = \"partner\": table '" + table.name +
                                    "' must name the member that is the funder ('table.funder')");
      if (of_pool && table.levers.team_months > 0 && !change.tables.empty())
        section.complain(lever, "'" + section.full_name(lever) +
                                    "' holds for all teams of a pool: leave out 'change.table'");
    }
  }
  refuse_goal(section, "when", change, change.when);
  refuse_goal(section, "until", change, change.until);
}

void EntryReader::refuse_goal(Section& section, std::string_view key, const Change& change,
                              const Awaited& awaited) {
  constexpr std::string_view of_a_goal = "goal_is_reached";
  if (!awaited || known_occasions[static_cast<std::size_t>(awaited.occasion)].key != of_a_goal)
    return;
  for (int m = 0; m < static_cast<int>(plan_.tables.size()); ++m) {
    const TablePlan& table = plan_.tables[static_cast<std::size_t>(m)];
    const auto goals = plan_.sets[static_cast<std::size_t>(table.set)].goals.size();
    if (change.concerns(m) && awaited.number > static_cast<double>(goals))
      section.complain(key, "'" + section.full_name(key) + "' waits for goal " +
                                plain(awaited.number) + ", and table '" + table.name + "' has " +
                                std::to_string(goals) + " goals");
  }
}

void EntryReader::read_changes() {
  std::map<std::string, int> named;
  for (Section& section : root_.sections("change")) {
    Change change;
    change.name = section.text("name", "change");
    if (section.has("name") && ++named[change.name] == 2)
      section.complain("name", "two changes are named '" + change.name + "'");
    read_time(section, change);
    change.tables = tables_named(section);
    read_levers_of(section, change);
    refuse_values(section, change);
    section.finish();
    plan_.changes.push_back(std::move(change));
  }
}

}  // namespace samen
