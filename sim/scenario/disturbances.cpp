#include "scenario/entry_reader.hpp"

#include <algorithm>

#include "scenario/former_names.hpp"
#include "scenario/values.hpp"

namespace samen {

int EntryReader::month_within(Section& section, std::string_view key) {
  const Calendar& calendar = plan_.calendar;
  const YearMonth start{calendar.start_year, calendar.start_month};
  if (!section.has(key)) section.complain(key, "missing key '" + section.full_name(key) + "'");
  const int t = month_of(section, key, start).index() - start.index();
  if (t < 0 || t >= calendar.months)
    section.complain(key, "'" + section.full_name(key) + "' lies outside the calendar");
  return t;
}

int EntryReader::months_until(Section& section, int first) {
  if (!section.has("until")) return 1;
  const int last = month_within(section, "until");
  if (last < first)
    section.complain("until", "'" + section.full_name("until") + "' lies before '" +
                                  section.full_name("month") + "'");
  return std::max(1, last - first + 1);
}

void EntryReader::note_who_is_not_there(Section& section, const Shock& shock) {
  if (shock.table < 0 || shock.organisation < 0) return;
  const TablePlan& table = plan_.tables[static_cast<std::size_t>(shock.table)];
  const auto& members = table.members;
  if (std::find(members.begin(), members.end(), shock.organisation) == members.end())
    section.note("organisation",
                 "'" + plan_.organisations[static_cast<std::size_t>(shock.organisation)].name +
                     "' has no seat at '" + table.name + "': this shock strikes nobody");
}

void EntryReader::read_disturbances() {
  std::vector<std::string> tables, owners;
  for (const TablePlan& table : plan_.tables) tables.push_back(table.name);
  for (const OrganisationLayout& owner : plan_.organisations) owners.push_back(owner.name);
  for (Section& section : root_.sections("shock")) {
    Shock shock;
    shock.month = month_within(section);
    if (!section.has("size"))
      section.complain("size", "missing key '" + section.full_name("size") + "'");
    shock.size = section.number("size", 0.0, any_share, "share");
    shock.months = months_until(section, shock.month);
    shock.table = named(section, "table", tables, "table");
    shock.organisation = named(section, "organisation", owners, "organisation");
    note_who_is_not_there(section, shock);
    section.finish();
    plan_.shocks.push_back(shock);
  }
  for (Section& section : root_.sections("cut")) {
    ScheduledCut cut;
    cut.month = month_within(section);
    cut.factor = section.number("factor", scenario_.setting.parameters.budget.cut_factor, any_share,
                                "share");
    cut.organisation = named(section, "organisation", owners, "organisation");
    section.finish();
    plan_.cuts.push_back(cut);
  }
}

void EntryReader::read_branch() {
  if (!root_.has("branch")) return;
  Section section = root_.section("branch");
  Branch branch;
  branch.month = month_within(section, "at");
  branch.history = arm_at(section, "history", branch.history);
  if (has_tables(branch.history) && !root_.has("table"))
    section.complain(
        "history", "the arm '" + std::string(arm_names[static_cast<std::size_t>(branch.history)]) +
                       "' needs at least one [[table]]");
  section.finish();
  scenario_.setting.branch = branch;
}

}  // namespace samen
