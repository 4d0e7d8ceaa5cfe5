#include "analysis/narrative/phrasebook.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>

#include "analysis/results/changes.hpp"
#include "analysis/results/names.hpp"
#include "analysis/results/shocks.hpp"

namespace samen::analysis {

namespace {

// ---- who and where ------------------------------------------------------------------------------

std::vector<std::string> organisations_in(const Phrasebook& say, const RunEvents& events) {
  std::vector<std::string> names;
  for (const RunEvent& event : events)
    if (const std::string& name = say.narrative().organisation(event.organisation);
        std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(name);
  return names;
}

std::set<int> tables_in(const RunEvents& events) {
  std::set<int> tables;
  for (const RunEvent& event : events) tables.insert(event.table);
  return tables;
}

bool many_tables(const Phrasebook& say) {
  return say.narrative().batch().tables().size() > 1;
}

std::string table(const Phrasebook& say, const RunEvent& event) {
  return many_tables(say) ? say.narrative().table(event.table) : say("happened.the_table");
}

/// " at district table 3", " at 4 tables"; "" if there is only one table.
std::string at_tables(const Phrasebook& say, const RunEvents& events) {
  const std::set<int> tables = tables_in(events);
  if (!many_tables(say)) return "";
  return say("happened.where",
             {{"table", tables.size() == 1 ? say.narrative().table(*tables.begin())
                                           : say.counted("happened.tables", tables.size())}});
}

Frequencies reasons_of(const RunEvents& events) {
  std::vector<std::string> reasons;
  for (const RunEvent& event : events) reasons.push_back(event.reason);
  return by_frequency(reasons);
}

std::size_t count_of(const RunEvents& events, const std::string& kind) {
  return static_cast<std::size_t>(std::count_if(
      events.begin(), events.end(), [&](const RunEvent& event) { return event.kind == kind; }));
}

// ---- sentences ----------------------------------------------------------------------------------

std::string beacon_meaning(const Phrasebook& say, const RunEvent& event) {
  const int n = static_cast<int>(event.value) - 1;
  const std::string* meaning = say.language().find("beacons." + std::to_string(n));
  return meaning ? *meaning : throw std::out_of_range("a beacon that is not there");
}

std::string beacons(const Phrasebook& say, const RunEvents& events) {
  const std::size_t gained = count_of(events, "beacon_gained");
  const std::size_t lost = events.size() - gained;
  const std::string where = at_tables(say, events);
  const auto number = [](const RunEvent& event) { return static_cast<int>(event.value); };
  const RunEvent& first = events.front();
  if (events.size() == 1 && lost == 0)
    return say("happened.beacon_gained",
               {{"n", number(first)}, {"where", where}, {"meaning", beacon_meaning(say, first)}});
  if (events.size() == 1)
    return say("happened.beacon_lost", {{"n", number(first)}, {"where", where}});
  if (lost == 0 && tables_in(events).size() == 1) {
    std::vector<std::string> meanings;
    for (const RunEvent& event : events) meanings.push_back(beacon_meaning(say, event));
    return say("happened.beacons_gained", {{"first", number(first)},
                                           {"last", number(events.back())},
                                           {"where", where},
                                           {"meanings", say.series(meanings)}});
  }
  if (gained == 0) return say.counted("happened.beacons_fall", lost) + where;
  std::vector<std::string> parts{say.counted("happened.beacons_stand", gained)};
  if (lost > 0) parts.push_back(say.counted("happened.of_them_fall", lost));
  return say.series(parts) + where;
}

std::string operating(const Phrasebook& say, const RunEvents& events) {
  if (events.size() > 1) return say("happened.operating_many", {{"n", events.size()}});
  const RunEvent& event = events.front();
  const std::string who = table(say, event);
  if (std::isnan(event.value)) return say("happened.operating", {{"table", who}});
  return say("happened.operating_knowing", {{"table", who}, {"share", say.percent(event.value)}});
}

std::string goals(const Phrasebook& say, const RunEvents& events) {
  std::vector<std::string> numbered, names;
  for (const RunEvent& event : events) {
    const int n = static_cast<int>(event.value);
    numbered.push_back(std::to_string(n) + " “" + say.narrative().goal(n - 1) + "”");
    names.push_back(say.narrative().batch().goals().at(static_cast<std::size_t>(n - 1)));
  }
  if (numbered.size() == 1) return say("happened.goal", {{"goal", numbered[0]}});
  const Frequencies by_name = by_frequency(names);
  if (by_name.front().second > 1) {
    numbered.clear();
    for (const auto& [name, n] : by_name)
      numbered.push_back("“" + name + "” (" + std::to_string(n) + "×)");
  }
  return say("happened.goals",
             {{"n", events.size()}, {"goals", say.some(numbered, "happened.more")}});
}

std::string cuts(const Phrasebook& say, const RunEvents& events) {
  const RunNarrative& narrative = say.narrative();
  double left = 0.0;
  for (const RunEvent& event : events) left += event.value / static_cast<double>(events.size());
  const auto next =
      std::upper_bound(narrative.periods().begin(), narrative.periods().end(), events.back().month);
  const std::string until = next == narrative.periods().end()
                                ? say("happened.to_the_end")
                                : say("happened.until", {{"month", narrative.month(*next)}});
  const auto names = organisations_in(say, events);
  const std::string who = names.size() > most_named
                              ? say("happened.organisations", {{"n", names.size()}})
                              : say.series(names);
  return say(names.size() == 1 ? "happened.cut" : "happened.cuts",
             {{"who", who}, {"share", say.percent(left)}, {"until", until}});
}

std::string leavers(const Phrasebook& say, const RunEvents& events) {
  const auto names = organisations_in(say, events);
  const std::string where = at_tables(say, events);
  const RunEvent& event = events.front();
  if (events.size() == 1)
    return say("happened.leaves", {{"who", names[0]},
                                   {"where", where},
                                   {"reason", say.reason(event.reason)},
                                   {"satisfaction", say.number(event.value, 2)}});
  const std::string who = names.size() > most_named
                              ? say("happened.members", {{"n", events.size()}})
                              : say.series(names);
  return say("happened.leave",
             {{"who", who}, {"where", where}, {"reasons", say.how_often(reasons_of(events))}});
}

std::string pullers(const Phrasebook& say, const RunEvents& events) {
  const std::string who = say.series(organisations_in(say, events));
  const std::string& kind = events.front().kind;
  std::string_view key = "happened.pullers_change";
  if (count_of(events, kind) == events.size()) {
    key = "happened.puller_hands_over";
    if (kind == "puller_burns_out") key = "happened.puller_burns_out";
    if (kind == "puller_steps_up")
      key = events.size() == 1 ? "happened.puller_steps_up" : "happened.pullers_step_up";
  }
  return say(key, {{"who", who}, {"where", at_tables(say, events)}});
}

std::string money_enters(const Phrasebook& say, const RunEvents& events) {
  return say("happened.money_enters", {{"where", at_tables(say, events)}});
}

std::string funding(const Phrasebook& say, const RunEvents& events) {
  const std::string where = at_tables(say, events);
  const std::size_t lapsed = count_of(events, "funding_lapses");
  if (lapsed == events.size()) return say("happened.funding_lapses", {{"where", where}});
  if (lapsed == 0) return say("happened.funding_returns", {{"where", where}});
  return say("happened.funding_changes",
             {{"lapses", lapsed}, {"returns", events.size() - lapsed}, {"where", where}});
}

std::string missed_thresholds(const Phrasebook& say, const RunEvents& events) {
  return say.counted("happened.threshold_missed", events.size(),
                     {{"where", at_tables(say, events)}});
}

std::string start_money(const Phrasebook& say, const RunEvents&) {
  return say("happened.start_money_ends");
}

std::string ends(const Phrasebook& say, const RunEvents& events) {
  if (events.size() > 1)
    return say("happened.tables_end",
               {{"n", events.size()}, {"reasons", say.how_often(reasons_of(events))}});
  const RunEvent& event = events.front();
  const Filling who{"table", table(say, event)}, why{"reason", say.reason(event.reason)};
  if (std::isnan(event.value)) return say("happened.table_ends", {who, why});
  return say.counted("happened.table_ends_with", static_cast<std::size_t>(event.value), {who, why});
}

std::string conflicts(const Phrasebook& say, const RunEvents& events) {
  const std::size_t handled = count_of(events, "conflict_handled");
  const std::size_t all = events.size();
  const std::string where = at_tables(say, events);
  if (all == 1)
    return say(handled == 1 ? "happened.conflict_handled" : "happened.conflict_unhandled",
               {{"where", where}});
  std::string_view key = "happened.conflicts";
  if (handled == all) key = "happened.conflicts_handled";
  if (handled == 0) key = "happened.conflicts_unhandled";
  return say(key,
             {{"n", all}, {"where", where}, {"handled", handled}, {"unhandled", all - handled}});
}

std::string wins(const Phrasebook& say, const RunEvents& events) {
  double wins = 0.0;
  for (const RunEvent& event : events) wins += event.value;
  return say.counted("happened.small_wins", static_cast<std::size_t>(wins),
                     {{"where", at_tables(say, events)}});
}

std::string delegates(const Phrasebook& say, const RunEvents& events) {
  const auto names = organisations_in(say, events);
  if (events.size() == 1)
    return say("happened.delegate", {{"who", names[0]}, {"where", at_tables(say, events)}});
  if (names.size() > most_named) return say("happened.delegates", {{"n", events.size()}});
  return say("happened.delegates_of", {{"n", events.size()}, {"who", say.series(names)}});
}

/// The organisation that had most of the events, and their number.
std::pair<std::string, std::size_t> most_struck(const Phrasebook& say, const RunEvents& events) {
  std::vector<std::string> names;
  for (const RunEvent& event : events)
    names.push_back(say.narrative().organisation(event.organisation));
  return by_frequency(names).front();
}

std::string refusals(const Phrasebook& say, const RunEvents& events) {
  const auto [who, most] = most_struck(say, events);
  if (events.size() == 1)
    return say("happened.refusal", {{"who", who},
                                    {"where", at_tables(say, events)},
                                    {"reason", say.reason(events.front().reason)}});
  return say("happened.refusals", {{"n", events.size()},
                                   {"reasons", say.how_often(reasons_of(events))},
                                   {"who", who},
                                   {"most", most}});
}

std::string agreements(const Phrasebook& say, const RunEvents& events) {
  if (events.size() > 1) return say("happened.agreements", {{"n", events.size()}});
  const RunEvent& event = events.front();
  return say(event.value < 1.0 ? "happened.declaration" : "happened.contract",
             {{"table", table(say, event)}});
}

/// Tables that become bodies of their own, or are no more.
std::string bodies(const Phrasebook& say, const RunEvents& events) {
  const std::size_t founded = count_of(events, "body_founded");
  if (events.size() > 1)
    return say("happened.bodies", {{"founded", founded}, {"dissolved", events.size() - founded}});
  return say(founded == 1 ? "happened.body_founded" : "happened.body_dissolved",
             {{"table", table(say, events.front())}});
}

std::string asked(const Phrasebook& say, const RunEvents& events) {
  return say.counted("happened.outside_asked", events.size(), {{"where", at_tables(say, events)}});
}

std::string smoothed(const Phrasebook& say, const RunEvents& events) {
  return say.counted("happened.smoothed", events.size(), {{"where", at_tables(say, events)}});
}

std::string experiments(const Phrasebook& say, const RunEvents& events) {
  const auto worked = std::count_if(events.begin(), events.end(), [](const RunEvent& event) {
    return event.kind == "experiment_works";
  });
  return say.counted("happened.experiments", events.size(),
                     {{"where", at_tables(say, events)}, {"worked", worked}});
}

std::string sanctions(const Phrasebook& say, const RunEvents& events) {
  const auto [who, most] = most_struck(say, events);
  if (events.size() == 1)
    return say("happened.sanction", {{"where", at_tables(say, events)}, {"who", who}});
  return say("happened.sanctions", {{"n", events.size()}, {"who", who}, {"most", most}});
}

std::string turns(const Phrasebook& say, const RunEvents& events) {
  if (events.size() == 1)
    return say("happened.turn_to_self", {{"who", most_struck(say, events).first},
                                         {"reason", say.reason(events.front().reason)}});
  return say("happened.turns_to_self",
             {{"n", events.size()}, {"reasons", say.how_often(reasons_of(events))}});
}

std::string teams(const Phrasebook& say, const RunEvents& events) {
  if (events.size() > 1) return say("happened.teams", {{"n", events.size()}});
  const RunEvent& event = events.front();
  const std::string where = at_tables(say, events);
  if (std::isnan(event.value)) return say("happened.team", {{"where", where}});
  return say("happened.team_knowing", {{"where", where}, {"share", say.percent(event.value)}});
}

std::string newcomers(const Phrasebook& say, const RunEvents& events) {
  const auto names = organisations_in(say, events);
  const std::string who = names.size() > most_named
                              ? say("happened.newcomers", {{"n", names.size()}})
                              : say.series(names);
  return say("happened.joins", {{"where", at_tables(say, events)}, {"who", who}});
}

std::string ended(const Phrasebook& say, const RunEvents& events) {
  const auto names = organisations_in(say, events);
  if (names.size() > most_named) return say.counted("happened.organisations_end", names.size());
  return say.counted("happened.organisations_end_of", names.size(), {{"who", say.series(names)}});
}

std::string complying(const Phrasebook& say, const RunEvents& events) {
  const auto names = organisations_in(say, events);
  if (names.size() > most_named) return say.counted("happened.complies", events.size());
  return say.counted("happened.complies_of", events.size(), {{"who", say.series(names)}});
}

std::string lessons(const Phrasebook& say, const RunEvents& events) {
  return say.counted("happened.lessons", events.size(), {{"where", at_tables(say, events)}});
}

std::string obstacles(const Phrasebook& say, const RunEvents& events) {
  const std::size_t solved = count_of(events, "obstacle_solved");
  const std::size_t arisen = events.size() - solved;
  std::vector<std::string> parts;
  if (arisen > 0) parts.push_back(say.counted("happened.obstacles", arisen));
  if (solved > 0) parts.push_back(say("happened.obstacles_solved", {{"n", solved}}));
  return say.series(parts) + at_tables(say, events);
}

/// The duration of the shock that starts with this event: " until 2019-12" or " that month".
std::string lasting(const Phrasebook& say, const RunEvent& event) {
  for (const StatedShock& shock : shocks_of(say.narrative().batch().file()))
    if (shock.month == event.month && shock.table == event.table &&
        shock.organisation == event.organisation && shock.months > 1)
      return say("happened.shock_until", {{"month", say.narrative().month(shock.last_month())}});
  return say("happened.shock_month");
}

std::string shocks(const Phrasebook& say, const RunEvents& events) {
  // Tables can absorb a shock; work alone cannot.
  const bool absorbed = say.narrative().batch().meets(say.narrative().treatment().arm);
  std::vector<std::string> parts;
  for (const RunEvent& event : events) {
    const bool of_all = event.organisation < 0;
    parts.push_back(say(
        of_all ? "happened.shock" : "happened.shock_of",
        {{"who", of_all ? "" : say.narrative().organisation(event.organisation)},
         {"share", say.percent(event.value)},
         {"where", event.table < 0 ? "" : say("happened.where", {{"table", table(say, event)}})},
         {"until", lasting(say, event)},
         {"absorbed", absorbed ? say("happened.shock_absorbed") : ""}}));
  }
  return say.some(parts, "happened.more_shocks");
}

/// A value of a lever, with as many digits as in the scenario.
std::string value_in_words(const Phrasebook& say, const std::string& value) {
  char* end = nullptr;
  const double number = std::strtod(value.c_str(), &end);
  if (value.empty() || *end != '\0') return choice_in(say.language(), value);
  const std::size_t point = value.find('.');
  constexpr std::size_t most = 6;
  const auto digits = point == std::string::npos ? 0 : std::min(most, value.size() - point - 1);
  return say.number(number, static_cast<int>(digits));
}

/// "puller to 0.2 and kind of puller to in turn"; without values if the levers change back.
std::string levers_in_words(const Phrasebook& say, const StatedChange& change, bool with_values) {
  std::vector<std::string> parts;
  for (const auto& [lever, value] : change.levers) {
    const std::string name = lever_in(say.language(), lever);
    parts.push_back(with_values ? say("happened.lever_to",
                                      {{"lever", name}, {"value", value_in_words(say, value)}})
                                : name);
  }
  return say.series(parts);
}

/// " (beacon 4 stands)", if a change waited for it.
std::string because(const Phrasebook& say, const std::string& occasion, double number) {
  const std::string* const words = say.language().find("occasions." + occasion);
  if (occasion.empty() || !words) return "";
  const int digits = number == std::floor(number) ? 0 : 2;
  return say("happened.because",
             {{"reason", say("occasions." + occasion, {{"number", say.number(number, digits)}})}});
}

std::string changes(const Phrasebook& say, const RunEvents& events) {
  const auto stated = changes_of(say.narrative().batch().file());
  std::map<std::pair<std::size_t, std::string>, RunEvents> alike;
  for (const RunEvent& event : events)
    if (event.value >= 1.0 && event.value <= static_cast<double>(stated.size()))
      alike[{static_cast<std::size_t>(event.value) - 1, event.kind}].push_back(event);
  std::vector<std::string> parts;
  for (const auto& [which, some] : alike) {
    const StatedChange& change = stated[which.first];
    const bool begins = which.second == "change_begins";
    const std::string where = at_tables(say, some);
    if (change.varied) {
      parts.push_back(say(begins ? "happened.change_of" : "happened.change_of_ends",
                          {{"where", where}, {"name", name_in(say.language(), change.name)}}));
      continue;
    }
    parts.push_back(
        begins ? say("happened.change", {{"where", where},
                                         {"levers", levers_in_words(say, change, true)},
                                         {"why", because(say, change.occasion, change.number)}})
               : say("happened.change_ends",
                     {{"where", where},
                      {"levers", levers_in_words(say, change, false)},
                      {"why", because(say, change.until, change.until_number)}}));
  }
  return say.some(parts, "happened.more_changes");
}

std::string step_meaning(const Phrasebook& say, const RunEvent& event) {
  const std::string* meaning =
      say.language().find("steps." + std::to_string(static_cast<int>(event.value)));
  return meaning ? *meaning : throw std::out_of_range("a step that is not there");
}

/// The steps of a month, each kind once, in the order in which they were taken.
std::string steps(const Phrasebook& say, const RunEvents& events) {
  std::vector<std::string> kinds;
  for (const RunEvent& event : events)
    if (const std::string kind = step_meaning(say, event);
        std::find(kinds.begin(), kinds.end(), kind) == kinds.end())
      kinds.push_back(kind);
  return say("happened.steps", {{"where", at_tables(say, events)}, {"what", say.series(kinds)}});
}

std::string cheques(const Phrasebook& say, const RunEvents& events) {
  double sum = 0.0;
  for (const RunEvent& event : events) sum += event.value;
  return say.counted("happened.cheques", events.size(),
                     {{"where", at_tables(say, events)}, {"sum", say.number(sum, 1)}});
}

/// Who brings less than half of what partners expect.
std::string misses(const Phrasebook& say, const RunEvents& events) {
  const auto names = organisations_in(say, events);
  return say.counted(
      "happened.expectation_missed", names.size(),
      {{"who", say.some(names, "happened.more_partners")}, {"where", at_tables(say, events)}});
}

std::string others(const Phrasebook& say, const RunEvents& events) {
  std::vector<std::string> kinds;
  for (const RunEvent& event : events) kinds.push_back(event.kind);
  return say.how_often(by_frequency(kinds));
}

}  // namespace

std::span<const EventGroup> event_groups() {
  using enum EventGroup::Listing;
  static constexpr std::array all = std::to_array<EventGroup>({
      {"beacon_", "beacons", one_by_one, beacons},
      {"operating", "", one_by_one, operating},
      {"agreement", "", one_by_one, agreements},
      {"body_", "bodies", one_by_one, bodies},
      {"outside_asked", "", counted, asked},
      {"goal_reached", "", one_by_one, goals},
      {"cut", "", one_by_one, cuts},
      {"shock", "", one_by_one, shocks},
      {"change_", "changes", one_by_one, changes},
      {"step_held", "steps", one_by_one, steps},
      {"cheque_written", "", one_by_one, cheques},
      {"leaves", "", one_by_one, leavers},
      {"start_money_ends", "", one_by_one, start_money},
      {"puller_", "pullers", one_by_one, pullers},
      {"money_enters", "", one_by_one, money_enters},
      {"funding_", "funding", one_by_one, funding},
      {"table_ends", "", one_by_one, ends},
      {"organisation_ends", "", one_by_one, ended},
      {"conflict_smoothed", "", counted, smoothed},
      {"experiment_", "experiments", counted, experiments},
      {"team_forms", "", one_by_one, teams},
      {"joins", "", one_by_one, newcomers},
      {"conflict_", "conflicts", counted, conflicts},
      {"sanction", "", counted, sanctions},
      {"turns_to_self", "", counted, turns},
      {"small_win", "", counted, wins},
      {"delegate_replaced", "", counted, delegates},
      {"refusal", "", counted, refusals},
      {"threshold_missed", "", counted, missed_thresholds},
      {"complies", "", counted, complying},
      {"expectation_missed", "", counted, misses},
      {"network_learns", "", counted, lessons},
      {"obstacle_", "obstacles", counted, obstacles},
      {"", "others", counted, others},
  });
  return all;
}

std::size_t group_of(const RunEvent& event) {
  const auto found =
      std::find_if(event_groups().begin(), event_groups().end(),
                   [&](const EventGroup& group) { return event.kind.starts_with(group.kind); });
  return static_cast<std::size_t>(found - event_groups().begin());
}

Frequencies by_frequency(const std::vector<std::string>& words) {
  std::map<std::string, std::size_t> counts;
  for (const std::string& word : words) ++counts[word];
  Frequencies sorted(counts.begin(), counts.end());
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  return sorted;
}

std::string Phrasebook::some(std::vector<std::string> parts, std::string_view key_of_others) const {
  if (parts.size() > most_named + 1) {
    const std::size_t more = parts.size() - most_named;
    parts.resize(most_named);
    parts.push_back((*this)(key_of_others, {{"n", more}}));
  }
  return series(parts);
}

std::string Phrasebook::how_often(const Frequencies& reasons) const {
  std::vector<std::string> parts;
  for (const auto& [name, n] : reasons)
    parts.push_back(reason(name) + " (" + std::to_string(n) + "×)");
  return series(parts);
}

}  // namespace samen::analysis
