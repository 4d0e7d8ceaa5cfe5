// How many tables have not broken down, over time.
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
  const auto fates = lifetimes.fates({arm, request.point});
  for (const IncidencePoint& point : cumulative_incidence(fates, broken_down, lifetimes.unit())) {
    std::optional<Interval> spared;
    if (point.interval) spared = Interval{1.0 - point.interval->high, 1.0 - point.interval->low};
    curve.points.push_back({point.time, 1.0 - point.incidence, spared});
  }
  const Estimate last = share_spared_by(fates, broken_down, lifetimes.horizon(), lifetimes.unit());
  curve.points.push_back({lifetimes.horizon(), last.mean, last.interval});
  return curve;
}

/// "93 % (together), 70 % (choice)"
std::string shares_at_end(const PlotWords& words, const std::vector<picture::Curve>& curves) {
  std::string text;
  for (const picture::Curve& curve : curves)
    text += (text.empty() ? words.percent(curve.points.back().value) +
                                words(" of the tables", " van de tafels")
                          : ", " + words.percent(curve.points.back().value)) +
            " (" + curve.label + ")";
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
      none ? words("no table has broken down by ", "geen tafel is gestrand tegen eind ") +
                 last_year(batch)
           : words("not broken down by ", "niet gestrand tegen eind ") + last_year(batch) + ": " +
                 shares_at_end(words, chart.curves),
      words("share of all tables that have not ended with goals not reached (one less the "
            "cumulative incidence, Aalen–Johansen; reaching the goals is no breakdown); band: 95 % "
            "interval, the run as the unit; n = ",
            "deel van alle tafels dat niet ophield met doelen niet bereikt (één min de cumulatieve "
            "incidentie, Aalen–Johansen; wie de doelen bereikt is niet gestrand); band: "
            "95%-interval, de run als eenheid; n = ") +
          runs_counted(request, lifetimes.arms().front()));
  chart.value_axis = words("share of tables", "deel van de tafels");
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
