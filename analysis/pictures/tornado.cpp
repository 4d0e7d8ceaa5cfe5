// Effects of the factors on the outcome, low end against high end.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "analysis/pictures/parts/factors.hpp"
#include "analysis/results/acting.hpp"

namespace samen::analysis {
namespace {

using picture::Picture;

std::optional<std::string> no_design(const Batch& batch) {
  const auto& factors = batch.factors();
  if (std::none_of(factors.begin(), factors.end(), is_ordered))
    return "needs a [design] that varies something";
  if (batch.design_kind() != "list") return std::nullopt;  // other designs have levels to compare
  const std::vector<bool> acting = acting_factors(batch);
  const auto found = main_effects(
      batch,
      Responses(batch, {batch.answer_measure().name, batch.answer_arms().first, std::nullopt}));
  for (const MainEffect& effect : found.factors)
    if (acting[effect.factor]) return std::nullopt;
  return "no factor of the design has acting levels to compare";
}

/// "60 points × 4 replicates": the sample behind the intervals of main effects.
std::string sample_in_words(const PlotWords& words, const MainEffects& effects,
                            std::size_t replicates) {
  const auto sample = [&](std::string_view key) {
    return words(key, {{"n", effects.n}, {"replicates", replicates}});
  };
  switch (effects.resampled) {
    case Resampled::points:
      return sample("tornado.points");
    case Resampled::rows:
      return sample("tornado.rows");
    case Resampled::trajectories:
      return sample("tornado.trajectories");
    case Resampled::replicates:
      return sample("tornado.replicates");
  }
  return "";
}

Picture tornado(const PlotRequest& request) {
  const PlotWords words(request);
  const Batch& batch = request.batch;
  const Question question(request);
  const Responses responses(batch, question.response, question.display.factor);
  const MainEffects effects = main_effects(batch, responses);
  if (effects.factors.empty())
    throw ResultsError(batch.file().path() + ": no factor has runs to compare");
  picture::Tornado chart;
  chart.base = effects.average;
  std::vector<Weight> weights;
  bool clear = false;  // whether any interval excludes zero
  const std::vector<bool> acting = acting_factors(batch);
  for (const MainEffect& effect : effects.factors) {
    if (!acting[effect.factor]) continue;
    const Factor& factor = batch.factors()[effect.factor];
    const Estimate difference = guarded(effect.difference);
    const double sign = difference.mean < 0.0 ? -1.0 : 1.0;
    const std::string name = factor_in(request.language, factor);
    Weight weight{name, sign * difference.mean, std::nullopt};
    if (const auto& found = difference.interval) {
      weight.interval = sign < 0.0 ? Interval{-found->high, -found->low} : *found;
      clear = clear || weight.interval->low > 0.0;
    }
    const auto setting = [&](double value, double response, const Interval& reach) {
      return picture::Setting{level_label(factor, value), response,
                              difference.interval ? std::optional(reach) : std::nullopt};
    };
    chart.swings.push_back({name, setting(effect.low_value, effect.low, effect.low_reach),
                            setting(effect.high_value, effect.high, effect.high_reach)});
    weights.push_back(std::move(weight));
  }
  require_one_acts(batch, weights.empty());
  chart.value_axis = question.label;
  const bool conclusive = clear || !weights.front().interval;
  chart.caption = words.caption_of_all(
      "tornado",
      conclusive ? claim_of(request, foremost(std::move(weights)), "tornado")
                 : words("tornado.unclear"),
      words("tornado.about",
            {{"what", question.label},
             {"sample", sample_in_words(words, effects, responses.replicates())}}) +
          inert_in_words(request));
  return picture_of(chart);
}

}  // namespace

PictureKind tornado_picture() {
  return {.place = 14,
          .name = "tornado",
          .about = "which factors move the outcome, low against high",
          .missing = no_design,
          .drawn = tornado,
          .section = Section::factors,
          .place_in_section = 2};
}

}  // namespace samen::analysis
