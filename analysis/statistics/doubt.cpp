#include "analysis/statistics/doubt.hpp"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "analysis/results/settings.hpp"
#include "analysis/statistics/paired.hpp"
#include "analysis/statistics/responses.hpp"
#include "io/results_format.hpp"

namespace samen::analysis {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

/// The note in a file on its part in the experiment.
Json note_of(const Batch& batch) {
  if (!batch.file().has(results::doubt))
    throw ResultsError(batch.file().path() + ": no file of samen doubt");
  return Json::parse(batch.file().texts(results::doubt).at(0));
}

bool can_compare(const Batch& batch, const ArmPair& arms) {
  return batch.has_arm(arms.first) && batch.has_arm(arms.second);
}

std::vector<double> differences_at(const Batch& batch, const ArmPair& arms, int point) {
  const std::string& measure = batch.answer_measure().name;
  return differences(paired(batch.by_pair(measure, {batch.arm_named(arms.first), point}),
                            batch.by_pair(measure, {batch.arm_named(arms.second), point})));
}

double mean_outcome(const Batch& batch, const char* name, const Treatment& treatment) {
  return mean_of(batch.values(name, treatment)).mean;
}

}  // namespace

DoubtedFunding::DoubtedFunding(std::string funding, const std::string& scenario,
                               const std::string& sets, const std::string& ensemble,
                               Language language)
    : funding_(std::move(funding)), scenario_(scenario, language), sets_(sets, language) {
  if (fs::exists(ensemble)) ensemble_.emplace(ensemble, language);
  for (const Batch* const batch : {&scenario_, &sets_, ensemble_ ? &*ensemble_ : &sets_})
    if (const Json note = note_of(*batch); note.at("funding") != funding_)
      throw ResultsError(batch->file().path() + ": not of the tables with " + funding_);
}

std::size_t DoubtedFunding::replicates() const {
  return sets_.runs() / sets_.points().size() / sets_.arms().size();
}

DoubtedDifference DoubtedFunding::difference(const ArmPair& arms) const {
  return difference_over(sets_, arms);
}

std::optional<DoubtedDifference> DoubtedFunding::across_ensemble(const ArmPair& arms) const {
  if (!ensemble_) return std::nullopt;
  DoubtedDifference found = difference_over(*ensemble_, arms);
  for (Estimate* share : {&found.above, &found.clearly_above, &found.clearly_below})
    share->interval.reset();
  return found;
}

DoubtedDifference DoubtedFunding::difference_over(const Batch& sets, const ArmPair& arms) const {
  DoubtedDifference found{arms, {}, {}, {}, {}, {}, {}};
  const std::vector<double> usual = differences_at(scenario_, arms, scenario_.points().front());
  const auto ahead = [](double difference) { return difference > 0.0; };
  found.usual = mean_of(usual);
  found.pairs_ahead = share_of(
      static_cast<std::size_t>(std::count_if(usual.begin(), usual.end(), ahead)), usual.size());
  std::size_t above = 0, clearly_above = 0, clearly_below = 0, judged = 0;
  for (const int point : sets.points()) {
    const Estimate mean = mean_of(differences_at(sets, arms, point));
    if (mean.n == 0) continue;
    found.means.push_back(mean.mean);
    above += mean.mean > 0.0;
    if (mean.n < least_for_interval || !mean.interval) continue;
    ++judged;
    clearly_above += mean.interval->low > 0.0;
    clearly_below += mean.interval->high < 0.0;
  }
  found.above = share_of(above, found.means.size());
  found.clearly_above = share_of(clearly_above, judged);
  found.clearly_below = share_of(clearly_below, judged);
  return found;
}

Drivers DoubtedFunding::drivers(const ArmPair& arms, std::size_t resamples) const {
  std::vector<std::vector<double>> points;
  std::vector<double> outputs;
  for (const int point : sets_.points()) {
    auto& place = points.emplace_back();
    for (std::size_t k = 0; k < sets_.factors().size(); ++k)
      place.push_back(sets_.factor_place(point, k));
    const Estimate mean = mean_of(differences_at(sets_, arms, point));
    outputs.push_back(mean.n > 0 ? mean.mean : std::nan(""));
  }
  return strongest_drivers(points, outputs, {.resamples = resamples});
}

Doubt::Doubt(const fs::path& folder, Language language) {
  const auto file = [&](const char* name) { return (folder / name).string(); };
  fundings_.emplace_back("as it stands", file("scenario.h5"), file("sets.h5"), file("ensemble.h5"),
                         language);
  if (fs::exists(folder / "scenario_own_money.h5"))
    fundings_.emplace_back("own money only", file("scenario_own_money.h5"),
                           file("sets_own_money.h5"), file("ensemble_own_money.h5"), language);
  const Json note = note_of(as_it_stands().sets());
  spread_ = note.at("spread");
  size_chosen_ = note.at("size_chosen");
  for (const Json& row : note.at("assumptions"))
    parameters_.push_back({row.at("name"), row.at("source"), row.at("usual"), row.at("low"),
                           row.at("high"), row.at("fate")});
  for (const DoubtedFunding& funding : fundings_)
    for (const Batch* const batch : {&funding.scenario(), &funding.sets()})
      if (const Json other = note_of(*batch); other.at("spread") != note.at("spread") ||
                                              other.at("assumptions") != note.at("assumptions"))
        throw ResultsError(batch->file().path() + ": of another doubt than the files beside it");
}

std::size_t Doubt::count(const std::string& role) const {
  return static_cast<std::size_t>(
      std::count_if(parameters_.begin(), parameters_.end(),
                    [&](const DoubtedParameter& each) { return each.role == role; }));
}

std::size_t Doubt::wider() const {
  constexpr double rounding = 1e-9;
  return static_cast<std::size_t>(
      std::count_if(parameters_.begin(), parameters_.end(), [&](const DoubtedParameter& each) {
        const double reach = (spread_ + rounding) * std::fabs(each.usual);
        return each.role == "varied" &&
               (each.high - each.usual > reach || each.usual - each.low > reach);
      }));
}

std::vector<ArmPair> Doubt::comparisons() const {
  const Batch& batch = as_it_stands().scenario();
  const auto [first, second] = batch.answer_arms();
  std::vector<ArmPair> pairs{{batch.arm_name(first), batch.arm_name(second)}};
  for (const ArmPair& usual : {ArmPair{"together", "alone"}, ArmPair{"only_together", "alone"},
                               ArmPair{"together", "nothing"}})
    if (can_compare(batch, usual) && usual != pairs.front() &&
        ArmPair{usual.second, usual.first} != pairs.front())
      pairs.push_back(usual);
  return pairs;
}

fs::path doubt_folder_of(const std::string& results) {
  return fs::path(results).replace_extension(".doubt");
}

std::string another_scenario(const Batch& batch, const Doubt& doubt) {
  std::string words;
  for (const SettingDifference& each : setting_differences(batch, doubt.as_it_stands().scenario()))
    if (!each.name.starts_with("design"))  // the experiment does not use the scenario's own design
      words += (words.empty() ? "" : ", ") + each.name + " " +
               (each.first.empty() ? "unset" : each.first) + " here and " +
               (each.second.empty() ? "unset" : each.second) + " there";
  return words;
}

std::optional<Doubt> doubt_beside(const Batch& batch) {
  const fs::path folder = doubt_folder_of(batch.file().path());
  if (!fs::is_directory(folder) || !fs::exists(folder / "sets.h5")) return std::nullopt;
  Doubt doubt(folder);
  if (!another_scenario(batch, doubt).empty()) return std::nullopt;
  return doubt;
}

OutsideMoney outside_money_of(const Batch& batch, const Treatment& treatment) {
  OutsideMoney money;
  money.all =
      mean_outcome(batch, "invested", treatment) - mean_outcome(batch, "own_effort", treatment);
  money.match = mean_outcome(batch, "matched_money", treatment);
  money.start = mean_outcome(batch, "seed_money", treatment);
  money.gift = money.all - money.match - money.start;
  return money;
}

}  // namespace samen::analysis
