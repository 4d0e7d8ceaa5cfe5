#include "analysis/narrative/divergence.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace samen::analysis {

namespace {

void note(std::optional<int>& first, int month) {
  first = std::min(first.value_or(month), month);
}

/// Names of the monthly series that both files contain with the same numbers of months and entries.
std::vector<std::string> series_of_both(const Batch& first, const Batch& second) {
  std::vector<std::string> names;
  for (const std::string& name : first.file().names()) {
    if (!second.file().has(name) || !first.file().is_series(name) || !second.file().is_series(name))
      continue;
    const auto one = first.file().shape(name), other = second.file().shape(name);
    if (std::equal(one.begin() + 1, one.end(), other.begin() + 1, other.end()))
      names.push_back(name);
  }
  return names;
}

void compare_series(const RunNarrative& first, const RunNarrative& second, Divergence& divergence) {
  const auto empty = [](const std::vector<double>& values) {  // series of tables are empty in an
                                                              // arm without tables
    return std::all_of(values.begin(), values.end(), [](double v) { return std::isnan(v); });
  };
  const auto same = [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); };
  // Series of goals and society are sums over organisations and tables, so they come last.
  const auto adds_up = [](const std::string& name) {
    return name == "progress" || name.starts_with("society_");
  };
  std::map<int, std::vector<std::string>> parted, sums;  // by month
  for (const std::string& name : series_of_both(first.batch(), second.batch())) {
    const auto one = first.batch().file().row(name, first.run());
    const auto other = second.batch().file().row(name, second.run());
    const auto at = std::mismatch(one.begin(), one.end(), other.begin(), same).first;
    if (at == one.end() || empty(one) || empty(other)) continue;
    const std::size_t entries = one.size() / first.batch().months().size();
    const int month = static_cast<int>(static_cast<std::size_t>(at - one.begin()) / entries);
    (adds_up(name) ? sums : parted)[month].push_back(name);
  }
  for (auto& [month, names] : sums)
    parted[month].insert(parted[month].end(), names.begin(), names.end());
  if (!parted.empty()) std::tie(divergence.first, divergence.series) = *parted.begin();
}

void compare_decisions(const RunNarrative& first, const RunNarrative& second,
                       Divergence& divergence) {
  const auto differ = [](const RunDecision& a, const RunDecision& b) {
    return std::tie(a.keep, a.alone, a.together, a.alone_open, a.together_open, a.blocks) !=
           std::tie(b.keep, b.alone, b.together, b.alone_open, b.together_open, b.blocks);
  };
  std::map<std::pair<int, int>, const RunDecision*> others;  // by month and organisation
  for (const RunDecision& decision : second.decisions())
    others[{decision.month, decision.organisation}] = &decision;
  for (const RunDecision& decision : first.decisions()) {
    const auto other = others.find({decision.month, decision.organisation});
    if (other == others.end() || !differ(decision, *other->second)) continue;
    note(divergence.first_decisions, decision.month);
    if (decision.month == *divergence.first_decisions)
      divergence.decisions.emplace_back(decision, *other->second);
  }
}

/// Events of the first run that the second lacks. Measured values are not compared: unlike counts,
/// they differ as soon as anything in the runs differs.
RunEvents lacking(const RunEvents& first, const RunEvents& second) {
  const auto identity = [](const RunEvent& event) {
    const bool counts = event.kind.starts_with("beacon_") || event.kind == "goal_reached";
    return std::tuple(event.month, event.kind, event.reason, event.table, event.organisation,
                      counts ? event.value : 0.0);
  };
  std::map<decltype(identity({})), int> counts;
  for (const RunEvent& event : second) ++counts[identity(event)];
  RunEvents missing;
  for (const RunEvent& event : first)
    if (--counts[identity(event)] < 0) missing.push_back(event);
  return missing;
}

void compare_events(const RunNarrative& first, const RunNarrative& second, Divergence& divergence) {
  if (!first.has_events() || !second.has_events()) return;
  divergence.only_first = lacking(first.events(), second.events());
  divergence.only_second = lacking(second.events(), first.events());
  for (const RunEvents* const events : {&divergence.only_first, &divergence.only_second})
    for (const RunEvent& event : *events) note(divergence.first_events, event.month);
  for (RunEvents* const events : {&divergence.only_first, &divergence.only_second})
    std::erase_if(*events,
                  [&](const RunEvent& event) { return event.month != divergence.first_events; });
}

void compare_progress(const RunNarrative& first, const RunNarrative& second,
                      Divergence& divergence) {
  constexpr double least_distance = 0.01;  // share of the largest possible gain
  constexpr double visible_share = 0.1;    // of the largest distance
  const auto& one = first.progress_series().values;
  const auto& other = second.progress_series().values;
  if (first.progress_series().series != second.progress_series().series) return;
  const auto distance = [&](int t) {
    return one[static_cast<std::size_t>(t)] - other[static_cast<std::size_t>(t)];
  };
  const int months = static_cast<int>(one.size());
  for (int t = 0; t < months; ++t)
    if (std::fabs(distance(t)) > std::fabs(divergence.largest)) {
      divergence.largest = distance(t);
      divergence.largest_month = t;
    }
  const double full = std::max(first.progress_series().full, second.progress_series().full);
  if (std::fabs(divergence.largest) < least_distance * full) return;
  for (int t = 0; t < months && !divergence.visible; ++t)
    if (std::fabs(distance(t)) >= visible_share * std::fabs(divergence.largest))
      divergence.visible = t;
}

}  // namespace

void require_shared_luck(const Batch& first, const Batch& second) {
  const auto seed = [](const Batch& batch) {
    return std::to_string(batch.file().hashes("seed").at(0));
  };
  if (seed(first) != seed(second))
    throw ResultsError("the two files do not share their luck: " + first.file().path() +
                       " has seed " + seed(first) + ", " + second.file().path() + " has seed " +
                       seed(second) + "; run both with the same --seed");
  if (first.months() != second.months())
    throw ResultsError("the two files have different calendars: " + first.months().front() +
                       " to " + first.months().back() + " and " + second.months().front() + " to " +
                       second.months().back());
}

Divergence divergence_of(const RunNarrative& first, const RunNarrative& second) {
  require_shared_luck(first.batch(), second.batch());
  const auto replicate = [](const RunNarrative& narrative) {
    return std::to_string(narrative.batch().replicate_of(narrative.run()));
  };
  if (first.batch().pair_of(first.run()) != second.batch().pair_of(second.run()))
    throw ResultsError(
        "runs " + std::to_string(first.run()) + " and " + std::to_string(second.run()) +
        " do not share their luck: they are replicates " + replicate(first) + " and " +
        replicate(second) + ", and only runs of one replicate part for a reason");
  Divergence divergence;
  compare_series(first, second, divergence);
  compare_decisions(first, second, divergence);
  compare_events(first, second, divergence);
  compare_progress(first, second, divergence);
  const std::optional<int> of_series = divergence.first;
  for (const auto& month : {divergence.first_decisions, divergence.first_events})
    if (month) note(divergence.first, *month);
  if (divergence.first != of_series) divergence.series.clear();
  return divergence;
}

}  // namespace samen::analysis
