// When each goal is reached.
#include <algorithm>
#include <vector>

#include "analysis/pictures/parts/captions.hpp"
#include "analysis/statistics/statistics.hpp"
#include "io/results_format.hpp"

namespace samen::analysis {
namespace {

using picture::Picture;

Picture goals(const PlotRequest& request) {
  const PlotWords words(request);
  const Batch& batch = request.batch;
  const int arm = batch.answer_arms().first;
  const auto reached = batch.file().integers(results::goal_reached_month);
  const auto& runs = batch.runs_of({arm, request.point});
  picture::CurveChart chart;
  std::vector<double> at_end;
  constexpr std::size_t most = 8;  // number of curves that a reader can follow
  for (std::size_t k = 0; k < std::min(most, batch.goals().size()); ++k) {
    std::vector<std::int64_t> months;
    for (const std::size_t run : runs) {
      const auto month = reached[run * batch.goals().size() + k];
      if (month >= 0) months.push_back(month);
    }
    std::sort(months.begin(), months.end());
    picture::Curve curve{std::to_string(k + 1) + " " + batch.goals()[k],
                         picture::ink_of("", k),
                         {{0.0, 0.0, std::nullopt}}};
    for (std::size_t n = 0; n < months.size(); ++n) {
      if (n + 1 < months.size() && months[n + 1] == months[n]) continue;
      const Estimate share = share_of(n + 1, runs.size());
      curve.points.push_back({static_cast<double>(months[n]), share.mean, share.interval});
    }
    at_end.push_back(share_of(months.size(), runs.size()).mean);
    curve.points.push_back({static_cast<double>(batch.months().size()), at_end.back(),
                            share_of(months.size(), runs.size()).interval});
    chart.curves.push_back(std::move(curve));
  }
  chart.caption = words.caption("goals",
                                words("goals.title", {{"arm", words.arm(arm)},
                                                      {"first", words.percent(at_end.front())},
                                                      {"n", at_end.size()},
                                                      {"last", words.percent(at_end.back())}}),
                                words("goals.about", {{"n", runs_drawn(request, arm)}}));
  chart.value_axis = words("goals.value");
  chart.print = picture::Print::percent;
  chart.value_range = Interval{0.0, 1.0};
  chart.first = first_month(batch);
  chart.marks = marks_in_time(request);
  return picture_of(chart);
}

}  // namespace

PictureKind goals_picture() {
  return {.place = 3,
          .name = "goals",
          .about = "when each goal is reached",
          .missing = nothing_missing,
          .drawn = goals,
          .section = Section::over_time,
          .place_in_section = 4};
}

}  // namespace samen::analysis
