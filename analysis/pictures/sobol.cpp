// Shares of the variance, alone and with interactions.
#include <optional>
#include <string>
#include <vector>

#include "analysis/pictures/parts/factors.hpp"
#include "analysis/results/acting.hpp"
#include "analysis/statistics/sobol_indices.hpp"

namespace samen::analysis {
namespace {

using picture::Picture;

std::optional<std::string> no_saltelli(const Batch& batch) {
  if (batch.design_kind() == "saltelli") return std::nullopt;
  return "needs a design of kind saltelli";
}

Picture sobol(const PlotRequest& request) {
  const PlotWords words(request);
  const Question question(request);
  const Responses responses(request.batch, question.response, question.display.factor);
  const SobolIndices indices = sobol_indices(saltelli_blocks(request.batch, responses));
  if (indices.state != SobolState::estimated)
    throw ResultsError(request.batch.file().path() + ": the outcome has no variance to share out");
  picture::IndexChart chart;
  std::vector<Weight> weights;
  const std::vector<bool> acting = acting_factors(request.batch);
  for (std::size_t n = 0; n < indices.factors.size(); ++n) {
    if (!acting[n]) continue;
    const FactorIndices& found = indices.factors[n];
    const std::string name = factor_in(request.language, request.batch.factors()[n]);
    weights.push_back({name, found.total.value, found.total.interval});
    chart.indices.push_back(
        {name, found.first.value, found.total.value, found.first.interval, found.total.interval});
  }
  require_one_acts(request.batch, weights.empty());
  chart.caption = words.caption_of_all(
      "sobol", claim_of(request, foremost(std::move(weights)), "sobol"),
      words("sobol.about", {{"what", question.label}, {"n", indices.blocks}}) +
          (indices.noise_share
               ? words("sobol.noise", {{"share", words.percent(*indices.noise_share)}})
               : "") +
          inert_in_words(request));
  chart.value_axis = words("sobol.value");
  chart.first_label = words("sobol.alone");
  chart.total_label = words("sobol.total");
  return picture_of(chart);
}

}  // namespace

PictureKind sobol_picture() {
  return {.place = 16,
          .name = "sobol",
          .about = "shares of the variance, alone and with interactions",
          .missing = no_saltelli,
          .drawn = sobol,
          .section = Section::factors,
          .place_in_section = 4};
}

}  // namespace samen::analysis
