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
    weights.push_back({request.batch.factors()[n].name, found.total.value, found.total.interval});
    chart.indices.push_back({request.batch.factors()[n].name, found.first.value, found.total.value,
                             found.first.interval, found.total.interval});
  }
  require_one_acts(request.batch, weights.empty());
  chart.caption = words.caption_of_all(
      "sobol",
      claim_of(words, foremost(std::move(weights)),
               words(" has the largest share of the variance",
                     " heeft het grootste aandeel in de variantie"),
               words(" have the largest shares of the variance",
                     " hebben de grootste aandelen in de variantie")),
      question.label +
          words(": share of the variance; line: 95 % interval, bootstrap over n = ",
                ": deel van de variantie; lijn: 95%-interval, bootstrap over n = ") +
          std::to_string(indices.blocks) + words(" base rows", " basisrijen") +
          (indices.noise_share
               ? words("; noise of the replicates makes ", "; ruis van de replica's maakt ") +
                     words.percent(*indices.noise_share) + words(" of it", " ervan uit")
               : "") +
          inert_in_words(request));
  chart.value_axis = words("share of the variance", "deel van de variantie");
  chart.first_label = words("alone", "alleen");
  chart.total_label = words("with all interactions", "met alle wisselwerkingen");
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
