#include "scenario/entry_reader.hpp"

#include <algorithm>

#include "scenario/former_names.hpp"

namespace samen {

StopRule EntryReader::read_stop_rule(Section section) {
  std::vector<std::string_view> names;
  for (const Outcome& outcome : outcomes) names.push_back(outcome.name);
  for (const char* key : {"observable", "half_width"})
    if (!section.has(key)) section.complain(key, "missing key '" + section.full_name(key) + "'");
  StopRule rule;
  rule.measure = names[outcome_at(section, "observable", names, 0)];
  rule.half_width = section.number("half_width", 1.0, {1e-12, 1e12}, "");
  section.finish();
  const auto both = {scenario_.answer.first, scenario_.answer.second};
  for (const Arm arm : both)
    if (std::find(scenario_.arms.begin(), scenario_.arms.end(), arm) == scenario_.arms.end())
      section.complain("observable", "'run.until' compares the arms of the answer, but '" +
                                         std::string(arm_names[static_cast<std::size_t>(arm)]) +
                                         "' is not run");
  return rule;
}

void EntryReader::read_run() {
  // The words of `record`: these groups, and the name of each observable and outcome. All outcomes
  // are always recorded; the name of an outcome stands for `outcomes`.
  static constexpr std::array<std::string_view, 7> groups{
      "summary", "tables", "organisations", "pairs", "events", "decisions", "outcomes"};
  static const auto parts = [] {
    std::vector<std::string_view> names(groups.begin(), groups.end());
    for (const Observable& observable : observables) names.push_back(observable.name);
    for (const Outcome& outcome : outcomes) names.push_back(outcome.name);
    return names;
  }();
  Section run = root_.section("run");
  scenario_.arms = arms_at(run, "arms", scenario_.arms);
  if (scenario_.arms.empty()) run.complain("arms", "'run.arms' must name at least one arm");
  if (!root_.has("table") && std::any_of(scenario_.arms.begin(), scenario_.arms.end(), has_tables))
    run.complain("arms", "the arms 'only_together' and 'together' need at least one [[table]]");
  scenario_.replicates = run.whole("replicates", scenario_.replicates, {1, 10000000}, "runs");
  scenario_.seed = seed_;
  run.allow("seed");
  scenario_.layouts = run.whole("layouts", 1, {1, 1000}, "layouts");
  if (run.has("until")) scenario_.until = read_stop_rule(run.section("until"));
  const auto record = run.some_of("record", parts, {0, 1, 4});
  const auto keeps = [&](std::size_t part) {
    return std::find(record.begin(), record.end(), part) != record.end();
  };
  const std::size_t first_outcome = groups.size() + observables.size();
  const bool names_outcomes =
      keeps(6) || std::any_of(record.begin(), record.end(),
                              [&](std::size_t part) { return part >= first_outcome; });
  const auto precision = static_cast<Precision>(run.one_of("precision", precision_names, 0));
  scenario_.precision = precision;
  scenario_.record = {
      .society = keeps(0) || !names_outcomes,
      .tables = keeps(1),
      .organisations = keeps(2),
      .pairs = keeps(3),
      .events = keeps(4),
      .decisions = keeps(5),
      .double_precision = precision == Precision::double_precision,
      .compression = static_cast<Compression>(run.one_of("compress", compression_names, 0))};
  for (const std::size_t part : record)
    if (part >= groups.size() && part < first_outcome)
      scenario_.record.also.push_back(static_cast<int>(part - groups.size()));
  run.finish();
}

}  // namespace samen
