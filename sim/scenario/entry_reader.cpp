#include "scenario/entry_reader.hpp"

#include <algorithm>
#include <cmath>

#include "model/parameter_table.hpp"
#include "scenario/design_reader.hpp"
#include "scenario/expectation_reader.hpp"
#include "scenario/former_names.hpp"
#include "scenario/nearest.hpp"
#include "scenario/pattern_reader.hpp"
#include "scenario/values.hpp"

namespace samen {

Scenario EntryReader::read() {
  read_head();
  read_calendar();
  read_sections();
  read_goals();
  read_organisations();
  read_run();
  read_tables();
  read_disturbances();
  read_changes();
  read_steps();
  note_idle_ties();
  read_items();
  read_branch();
  read_staging();
  read_words();
  scenario_.design = read_design(root_, complaints_);
  root_.allow("design");
  scenario_.patterns = read_patterns(root_, scenario_, plan_.calendar.months);
  // A design with complaints has no points to check.
  if (!root_.has("design") || !scenario_.design.factors.empty())
    scenario_.expected = read_expectations(root_.section("scenario"), scenario_);
  root_.finish();
  return std::move(scenario_);
}

void EntryReader::read_head() {
  static constexpr std::array<std::string_view, 2> compared{"arms", "points"};
  static constexpr std::array<std::string_view, 2> shown_as{"difference", "share"};
  Section head = root_.section("scenario");
  scenario_.title = head.text("title");
  scenario_.question = head.text("question");
  scenario_.expect = head.text("expect");
  scenario_.sources = head.texts("sources");
  plan_.capabilities = head.whole("capabilities", plan_.capabilities, {1, 64}, "kinds");
  Section answer = head.section("answer");
  const auto arms = arms_at(answer, "arms", {scenario_.answer.first, scenario_.answer.second});
  if (arms.size() == 2) {
    scenario_.answer.first = arms[0];
    scenario_.answer.second = arms[1];
  } else {
    answer.complain("arms", "'scenario.answer.arms' must name two arms to compare");
  }
  std::vector<std::string_view> measures;
  std::size_t fallback = 0;
  for (const Outcome& outcome : outcomes) {
    if (outcome.name == scenario_.answer.measure) fallback = measures.size();
    measures.push_back(outcome.name);
  }
  scenario_.answer.measure = measures[outcome_at(answer, "measure", measures, fallback)];
  scenario_.answer.between_points = answer.one_of("compare", compared, 0) == 1;
  scenario_.answer.against = answer.text("against");
  scenario_.answer.as_share = answer.one_of("as", shown_as, 0) == 1;
  answer.finish();
  head.allow("expected");  // both are read after the points are known
  head.allow("found");
  head.allow("stage");     // after the calendar
  head.allow("words");     // and the stage
  head.finish();
}

void EntryReader::read_calendar() {
  Calendar& calendar = plan_.calendar;
  Section section = root_.section("calendar");
  const YearMonth start = month_of(section, "start", {calendar.start_year, calendar.start_month});
  const YearMonth end = month_of(section, "end", {2025, 12});
  calendar.start_year = start.year;
  calendar.start_month = start.month;
  calendar.months = end.index() - start.index() + 1;
  constexpr int longest = 1200;  // a century
  if (calendar.months < 1 || calendar.months > longest) {
    section.complain("end", "'calendar.end' must lie 0 to " + std::to_string(longest - 1) +
                                " months after 'calendar.start', got " +
                                std::to_string(calendar.months - 1));
    calendar.months = 1;
  }
  calendar.board_interval =
      section.whole("boards", calendar.board_interval, {1, longest}, "months");
  const bool stated = section.has("periods");
  const auto given =
      stated ? section.texts("periods") : std::vector<std::string>{"2016-01", "2021-01"};
  calendar.periods.clear();
  for (const std::string& text : given) {
    const auto at = year_month(text);
    const int t = at ? at->index() - start.index() : 0;
    if (!at)
      section.complain("periods",
                       "'calendar.periods' must hold months as \"2016-01\", got \"" + text + "\"");
    else if (!calendar.periods.empty() && t <= calendar.periods.back())
      section.complain("periods", "'calendar.periods' must be in order, each once: \"" + text +
                                      "\" stands after \"" +
                                      month_label(calendar, calendar.periods.back()) + "\"");
    else if (t >= 0 && t < calendar.months)
      calendar.periods.push_back(t);
    else if (stated)
      section.complain("periods", "period \"" + text + "\" lies outside the calendar, " +
                                      month_label(calendar, 0) + " to " +
                                      month_label(calendar, calendar.months - 1));
  }
  section.finish();
}

void EntryReader::read_sections() {
  for (const SectionRow& part : sections()) {
    Section section = root_.section(part.name);
    read_parameters(section, part.rows, scenario_.setting.parameters);
    section.finish();
  }
}

bool EntryReader::fits(Section& section, int number, std::size_t bytes_each,
                       const std::string& things) {
  constexpr double most_memory = 4e9;  // bytes
  const double bytes = static_cast<double>(number) * static_cast<double>(bytes_each);
  if (memory_ + bytes > most_memory) {
    section.complain("number", std::to_string(number) + " " + things + " take about " +
                                   plain(std::ceil((memory_ + bytes) / 1e9)) +
                                   " GB before the first month; at most " +
                                   plain(most_memory / 1e9) + " GB fit");
    return false;
  }
  memory_ += bytes;
  return true;
}

std::string EntryReader::one_of_many(const std::string& name, int n, int number) {
  return number == 1 ? name : name + " " + std::to_string(n);
}

void EntryReader::refuse_same_keys(std::vector<std::pair<Key, std::string>> named,
                                   const std::string& what) {
  std::sort(named.begin(), named.end());
  for (std::size_t n = 1; n < named.size(); ++n)
    if (named[n].first == named[n - 1].first && named[n].second != named[n - 1].second)
      complaints_.add("the " + what + " '" + named[n - 1].second + "' and '" + named[n].second +
                      "' have the same key for chance: change one name a little");
  std::sort(named.begin(), named.end(),
            [](const auto& a, const auto& b) { return a.second < b.second; });
  for (std::size_t n = 1; n < named.size(); ++n)
    if (named[n].second == named[n - 1].second)
      complaints_.add("two " + what + " are named '" + named[n].second + "'");
}

int EntryReader::named(Section& section, std::string_view key,
                       const std::vector<std::string>& names, const std::string& what) {
  return section.has(key) ? position_of(section, key, section.text(key), names, what) : -1;
}

int EntryReader::position_of(Section& section, std::string_view key, const std::string& given,
                             const std::vector<std::string>& names, const std::string& what) {
  const auto found = std::find(names.begin(), names.end(), given);
  if (found != names.end()) return static_cast<int>(found - names.begin());
  section.complain(key, "no " + what + " is named '" + given + "'" + did_you_mean(given, names));
  return -1;
}

}  // namespace samen
