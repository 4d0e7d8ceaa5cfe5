// Share of tables that have not broken down, over time.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "analysis/pictures/parts/captions.hpp"
#include "analysis/statistics/lifetimes.hpp"

namespace samen::analysis {
namespace {

using picture::Picture;

/// Share of the tables of an arm that have not broken down, month by month.
picture::Curve spared_curve(const PlotRequest& request, const TableLifetimes& lifetimes, int arm,
                            std::size_t place) {
  picture::Curve curve{PlotWords(request).arm(arm),
                       picture::ink_of(request.batch.arm_name(arm), place),
                       {{0.0, 1.0, std::nullopt}}};
  const auto competing = lifetimes.by_competing_cause({arm, request.point});
  for (const IncidencePoint& point :
       cumulative_incidence(competing, broken_down, lifetimes.unit())) {
    std::optional<Interval> spared;
    if (point.interval) spared = Interval{1.0 - point.interval->high, 1.0 - point.interval->low};
    curve.points.push_back({point.time, 1.0 - point.incidence, spared});
  }
  const Estimate last =
      share_spared_by(competing, broken_down, lifetimes.horizon(), lifetimes.unit());
  curve.points.push_back({lifetimes.horizon(), last.mean, last.interval});
  return curve;
}

/// "93 % (together), 70 % (only together)"
std::string shares_at_end(const PlotWords& words, const std::vector<picture::Curve>& curves) {
  std::string text;
  for (const picture::Curve& curve : curves) {
    const std::string share = words.percent(curve.points.back().value);
    text += text.empty() ? words("survival.of_tables", {{"share", share}, {"arm", curve.label}})
                         : ", " + share + " (" + curve.label + ")";
  }
  return text;
}

Picture survival(const PlotRequest& request) {
  const PlotWords words(request);
  const Batch& batch = request.batch;
  const TableLifetimes lifetimes(batch);
  picture::CurveChart chart;
  for (const int arm : lifetimes.arms())
    chart.curves.push_back(spared_curve(request, lifetimes, arm, chart.curves.size()));
  const bool none =
      std::all_of(chart.curves.begin(), chart.curves.end(),
                  [](const picture::Curve& curve) { return curve.points.back().value == 1.0; });
  chart.caption = words.caption(
      "survival",
      words(none ? "survival.none" : "survival.title",
            {{"year", last_year(batch)}, {"shares", shares_at_end(words, chart.curves)}}),
      words("survival.about", {{"n", runs_drawn(request, lifetimes.arms().front())}}));
  chart.value_axis = words("survival.value");
  chart.print = picture::Print::percent;
  chart.value_range = Interval{0.0, 1.0};
  chart.first = first_month(batch);
  chart.marks = marks_in_time(request);
  return picture_of(chart);
}

}  // namespace

PictureKind survival_picture() {
  return {.place = 10,
          .name = "survival",
          .about = "how many tables have not broken down, over time",
          .missing = without_tables,
          .drawn = survival,
          .section = Section::lifetimes,
          .place_in_section = 1};
}

}  // namespace samen::analysis
