// The difference of the answer's arms under each set of an ensemble.
#include <algorithm>
#include <optional>
#include <string>

#include "analysis/pictures/parts/captions.hpp"
#include "analysis/statistics/across_sets.hpp"

namespace samen::analysis {
namespace {

std::optional<std::string> no_sets(const Batch& batch) {
  if (!batch.ensemble()) return "is of no ensemble: samen run --ensemble makes one that is";
  const auto [first, second] = batch.answer_arms();
  if (first == second) return "has one arm, so nothing to compare it with";
  return std::nullopt;
}

picture::Picture sets(const PlotRequest& request) {
  const PlotWords words(request);
  const Batch& batch = request.batch;
  const Measure& measure = batch.answer_measure();
  const Display display = display_of(measure, money_unit_of(batch));
  const auto [first, second] = batch.answer_arms();
  const std::size_t own = static_cast<std::size_t>(request.point) % batch.ensemble()->own_points();
  AcrossSets found = across_sets(batch, measure.name, {first, own}, {second, own});
  if (found.members.empty()) throw ResultsError(batch.file().path() + ": has no pairs to compare");
  std::stable_sort(found.members.begin(), found.members.end(), [](const auto& a, const auto& b) {
    return a.difference.mean > b.difference.mean;
  });
  const Filling one{"first", words.arm(first)}, other{"second", words.arm(second)};
  picture::GainChart chart;
  chart.contenders.push_back(
      {words.arm(first) + " − " + words.arm(second), picture::ink_of(batch.arm_name(first), 0)});
  for (const AcrossSets::Member& member : found.members) {
    const Estimate& apart = member.difference;
    const Interval range = apart.interval.value_or(Interval{apart.mean, apart.mean});
    chart.rows.push_back({member.set,
                          {{apart.mean * display.factor,
                            {range.low * display.factor, range.high * display.factor},
                            member.central ? words("sets.central") : ""}}});
  }
  chart.digits = display.digits;
  chart.value_axis = words.measure(measure, display);
  chart.below = words("sets.behind", {other});
  chart.above = words("sets.ahead", {one});
  std::string title =
      words("sets.title", {one, other, {"n", found.ahead()}, {"all", found.members.size()}});
  const std::string about =
      words("sets.about", {one, other, {"measure", measure_in(request.language, measure.name)}});
  chart.caption = batch.ensemble()->own_points() > 1
                      ? words.caption("sets", std::move(title), about)
                      : words.caption_of_all("sets", std::move(title), about);
  return picture_of(chart);
}

}  // namespace

PictureKind sets_picture() {
  return {.place = 17,
          .name = "sets",
          .about = "the paired difference under each set of an ensemble",
          .missing = no_sets,
          .drawn = sets,
          .section = Section::points,
          .place_in_section = 0};
}

}  // namespace samen::analysis
