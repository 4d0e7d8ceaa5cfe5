// The result at each point of a list.
#include <optional>
#include <string>
#include <vector>

#include "analysis/pictures/parts/factors.hpp"
#include "analysis/statistics/paired.hpp"

namespace samen::analysis {
namespace {

using picture::Picture;

std::optional<std::string> no_cases(const Batch& batch) {
  if (batch.design_kind() == "list") return std::nullopt;
  return "needs a design of kind list";
}

Picture cases(const PlotRequest& request) {
  const PlotWords words(request);
  const Batch& batch = request.batch;
  const Measure& measure = batch.answer_measure();
  const Display display = display_of(measure, money_unit_of(batch));
  std::vector<Treatment> treatments;
  for (const int point : batch.points())
    treatments.push_back({representative_arm(batch, point).arm, point});
  const std::vector<bool> best = best_of(batch, measure.name, treatments);
  picture::CaseChart chart;
  std::vector<std::string> winners;
  for (std::size_t n = 0; n < treatments.size(); ++n) {
    const std::string label = batch.point_label(treatments[n].point);
    const Estimate mean =
        shown_in(display, mean_of(measure, batch.values(measure.name, treatments[n])));
    chart.cases.push_back({label, mean.mean, mean.interval, best[n]});
    if (best[n]) winners.push_back(label);
  }
  chart.digits = display.digits;
  chart.value_axis = words.measure(measure, display);
  chart.caption =
      words.caption_of_all("cases",
                           words(winners.size() > 1 ? "cases.best_of_many" : "cases.best",
                                 {{"measure", measure_in(request.language, measure.name)},
                                  {"point", winners.front()},
                                  {"n", winners.size() - 1}}),
                           words("cases.about", {{"measure", chart.value_axis},
                                                 {"arm", words.arm(treatments.front().arm)},
                                                 {"n", batch.runs_of(treatments.front()).size()}}) +
                               inert_in_words(request));
  return picture_of(chart);
}

}  // namespace

PictureKind cases_picture() {
  return {.place = 13,
          .name = "cases",
          .about = "what came of each point of a list",
          .missing = no_cases,
          .drawn = cases,
          .section = Section::points,
          .place_in_section = 1};
}

}  // namespace samen::analysis
