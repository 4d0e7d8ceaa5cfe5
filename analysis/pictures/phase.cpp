// The arm that is ahead, over two factors.
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>

#include "analysis/pictures/parts/factors.hpp"
#include "analysis/statistics/paired.hpp"

namespace samen::analysis {
namespace {

using picture::Picture;

std::optional<std::string> no_grid(const Batch& batch) {
  if (batch.design_kind() == "grid" && batch.factors().size() == 2) return std::nullopt;
  return "needs a design of kind grid with two factors";
}

Picture phase(const PlotRequest& request) {
  const PlotWords words(request);
  const Batch& batch = request.batch;
  const Measure& measure = batch.answer_measure();
  const Display display = display_of(measure, money_unit_of(batch));
  const auto [first, second] = batch.answer_arms();
  picture::PhaseDiagram chart;
  std::map<double, std::size_t> columns, rows;
  for (const int point : batch.points()) {
    columns[batch.factor_place(point, 0)] = 0;
    rows[batch.factor_place(point, 1)] = 0;
  }
  const auto number = [](auto& places) {
    std::size_t n = 0;
    for (auto& [place, at] : places) at = n++;
  };
  number(columns);
  number(rows);
  chart.x_values.resize(columns.size());
  chart.y_values.resize(rows.size());
  chart.cells.resize(columns.size() * rows.size());
  std::size_t wins = 0;
  for (const int point : batch.points()) {
    const std::size_t x = columns[batch.factor_place(point, 0)];
    const std::size_t y = rows[batch.factor_place(point, 1)];
    chart.x_values[x] = batch.factor_label(point, 0);
    chart.y_values[y] = batch.factor_label(point, 1);
    const Estimate difference =
        mean_of(differences(paired(batch.by_pair(measure.name, {first, point}),
                                   batch.by_pair(measure.name, {second, point}))));
    picture::PhaseCell& cell = chart.cells[y * columns.size() + x];
    cell.difference = std::fabs(difference.mean) * display.factor;
    if (!difference.interval) continue;
    if (difference.interval->low > 0.0) cell.winner = 0;
    if (difference.interval->high < 0.0) cell.winner = 1;
    wins += difference.interval->low > 0.0 ? 1 : 0;
  }
  chart.x_axis = axis_of(request.language, batch.factors()[0]);
  chart.y_axis = axis_of(request.language, batch.factors()[1]);
  chart.contenders = {{words.arm(first), picture::ink_of(batch.arm_name(first), 0)},
                      {words.arm(second), picture::ink_of(batch.arm_name(second), 1)}};
  chart.too_close = words("phase.too_close");
  chart.digits = display.digits == 0 ? 0 : 1;
  const std::size_t n = batch.runs_of({first, batch.points().front()}).size();
  const bool hatched = std::any_of(chart.cells.begin(), chart.cells.end(),
                                   [](const picture::PhaseCell& cell) { return !cell.winner; });
  chart.caption = words.caption_of_all(
      "phase",
      words("phase.title",
            {{"arm", words.arm(first)}, {"wins", wins}, {"all", chart.cells.size()}}),
      words(hatched ? "phase.about" : "phase.about_clear",
            {{"measure", words.measure(measure, display)}, {"n", n}}) +
          inert_in_words(request));
  return picture_of(chart);
}

}  // namespace

PictureKind phase_picture() {
  return {.place = 11,
          .name = "phase",
          .about = "who is ahead where, over two factors",
          .missing = no_grid,
          .drawn = phase,
          .section = Section::factors,
          .place_in_section = 1};
}

}  // namespace samen::analysis
