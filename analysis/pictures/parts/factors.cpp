#include "analysis/pictures/parts/factors.hpp"

#include <algorithm>

#include "analysis/results/acting.hpp"
#include "analysis/statistics/paired.hpp"

namespace samen::analysis {

std::vector<std::string> foremost(std::vector<Weight> weights) {
  std::stable_sort(weights.begin(), weights.end(),
                   [](const Weight& a, const Weight& b) { return a.size > b.size; });
  const Weight& first = weights.front();
  const double least = first.interval ? first.interval->low : first.size;
  std::vector<std::string> names;
  for (const Weight& one : weights)
    if (names.empty() || (one.interval ? one.interval->high : one.size) > least)
      names.push_back(one.factor);
  return names;
}

std::string claim_of(const PlotRequest& request, const std::vector<std::string>& factors,
                     std::string_view key) {
  constexpr std::size_t most = 3;
  const PlotWords words(request);
  if (factors.size() > most) return words("factors.none_foremost", {{"n", factors.size()}});
  return words.counted(key, factors.size(),
                       {{"factors", request.language.listed(factors, "list.and")}});
}

std::string inert_in_words(const PlotRequest& request) {
  const std::string inert = inert_factors(request.batch, request.language);
  return inert.empty() ? "" : "; " + inert;
}

void require_one_acts(const Batch& batch, bool none) {
  if (none)
    throw ResultsError(batch.file().path() + ": no factor of the design acts in these runs");
}

std::string factor_in(Language language, const Factor& factor) {
  const std::string* const words = language.find("levers." + factor.name + ".name");
  return words ? *words : factor.name;
}

std::string axis_of(Language language, const Factor& factor) {
  const std::string* const words = language.find("units." + factor.unit);
  const std::string unit = words ? *words : factor.unit == "1" ? "" : factor.unit;
  return factor_in(language, factor) + (unit.empty() ? "" : ", " + unit);
}

std::vector<bool> best_of(const Batch& batch, const std::string& measure,
                          const std::vector<Treatment>& treatments) {
  std::vector<double> means;
  for (const Treatment& treatment : treatments)
    means.push_back(mean_of(batch.values(measure, treatment)).mean);
  const auto top =
      static_cast<std::size_t>(std::max_element(means.begin(), means.end()) - means.begin());
  std::vector<bool> best;
  for (std::size_t n = 0; n < treatments.size(); ++n) {
    const Estimate behind = mean_of(differences(
        paired(batch.by_pair(measure, treatments[top]), batch.by_pair(measure, treatments[n]))));
    best.push_back(n == top || !behind.interval || behind.interval->low <= 0.0);
  }
  return best;
}

Estimate shown_in(const Display& display, Estimate estimate) {
  estimate.mean *= display.factor;
  if (estimate.interval)
    estimate.interval =
        Interval{estimate.interval->low * display.factor, estimate.interval->high * display.factor};
  return guarded(estimate);
}

}  // namespace samen::analysis
