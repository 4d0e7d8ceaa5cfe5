// An outcome against a factor: where on the range of the factor the outcome is highest, for each
// line.
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/pictures/drawing/canvas.hpp"
#include "analysis/pictures/parts/factors.hpp"
#include "analysis/results/acting.hpp"
#include "analysis/statistics/paired.hpp"

namespace samen::analysis::picture {
namespace {

Extent extent_of(const ResponseChart& chart) {
  Extent extent;
  for (const Response& response : chart.responses) {
    refuse(response.points.size() < 2, "a line needs two points at least");
    for (const ResponsePoint& point : response.points) {
      extent.add(point.value);
      extent.add(point.interval);
    }
  }
  return extent;
}

void plot_responses(Canvas& canvas, const ResponseChart& chart) {
  std::vector<std::string> bands, lines, dots;
  for (const Response& response : chart.responses) {
    Rows rows, best;
    for (const ResponsePoint& point : response.points) {
      const Interval ends = point.interval.value_or(Interval{no_number, no_number});
      rows.push_back({point.at, point.value, ends.low, ends.high});
      if (point.best) best.push_back({point.at, point.value});
    }
    const std::string block = canvas.block(response.label + ": factor, value, low, high", rows);
    bands.push_back(band(block, "1:3:4", response.ink.line, outer_band));
    lines.push_back(line_of(block, "1:2", {response.ink.line, thick, response.ink.dash}));
    if (!best.empty())
      dots.push_back(canvas.block(response.label + ", where best: factor, value", best) +
                     " using 1:2 with points pt 7 ps 1.3 lc" + in_colour(response.ink.line));
  }
  bands.insert(bands.end(), lines.begin(), lines.end());
  bands.insert(bands.end(), dots.begin(), dots.end());
  canvas.plot(bands);
}

void hover_levels(Canvas& canvas, const Panel& panel, const ResponseChart& chart, int digits) {
  const Numerals numerals(chart.caption);
  for (std::size_t n = 0; n < chart.levels.size(); ++n) {
    const auto middle = [&](std::size_t a, std::size_t b) {
      return panel.across((chart.levels[a].at + chart.levels[b].at) / 2.0);
    };
    const double left = n == 0 ? panel.left : middle(n - 1, n);
    const double right = n + 1 == chart.levels.size() ? panel.right : middle(n, n + 1);
    std::string words = labelled(chart.factor_axis, chart.levels[n].label);
    for (const Response& response : chart.responses)
      for (const ResponsePoint& point : response.points)
        if (point.at == chart.levels[n].at)
          words +=
              "\n" + labelled(response.label, numerals.value(point.value, point.interval, digits));
    canvas.hover({left, panel.top, right - left, panel.bottom - panel.top, words});
  }
}

}  // namespace

Picture picture_of(const ResponseChart& chart) {
  refuse(chart.responses.empty(), "there is nothing to draw");
  const Scale scale = scale_of(extent_of(chart).range(), 5);
  const Numerals numerals(chart.caption);
  constexpr double panel_height = 330.0, head = title_room + 6.0;
  Canvas canvas(chart.caption, head + panel_height + tick_room + title_room + edge);
  std::vector<std::string> words;
  for (const Response& response : chart.responses) words.push_back(response.label);
  const auto y_ticks = numerals.ticks(scale);
  const double right_room =
      std::min(widest(words, text_size), widest_label) + 2.0 * label_gap + edge;
  Panel panel = wide_panel(canvas, chart.value_axis, y_ticks, right_room, head, panel_height);
  Extent levels;
  std::vector<Tick> x_ticks;
  for (const Level& level : chart.levels) {
    levels.add(level.at);
    x_ticks.push_back({level.at, level.label});
  }
  constexpr double air = 0.02;  // margin beyond the first and the last level, as a share of the
                                // range
  panel.x = levels.range();
  const double beyond = air * (panel.x.high - panel.x.low);
  panel.x = {panel.x.low - beyond, panel.x.high + beyond};
  panel.y = scale.range;
  canvas.axes(panel, x_ticks, y_ticks, Lines::across);
  canvas.text((panel.left + panel.right) / 2.0, panel.bottom + tick_room + text_size,
              chart.factor_axis, {text_size, word_colour, Side::centre});
  std::vector<EndLabel> labels;
  for (std::size_t k = 0; k < words.size(); ++k)
    labels.push_back({panel.down(chart.responses[k].points.back().value), words[k],
                      chart.responses[k].ink.text});
  draw_end_labels(canvas, panel, labels);
  plot_responses(canvas, chart);
  hover_levels(canvas, panel, chart, scale.value_digits());
  return canvas.picture();
}

}  // namespace samen::analysis::picture

namespace samen::analysis {
namespace {

using picture::Picture;

std::optional<std::string> no_response(const Batch& batch) {
  const std::size_t factors = batch.factors().size();
  if (batch.design_kind() == "grid" && (factors == 1 || factors == 2)) return std::nullopt;
  return "needs a design of kind grid with one factor or two";
}

/// A factor as words in a sentence: "money free months" for "levers.money_free_months".
std::string spoken(const Factor& factor) {
  std::string words = factor.name.substr(factor.name.rfind('.') + 1);
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

/// A line of a response: its name and its treatments, in the order of the factor.
struct Line {
  std::string label;
  picture::Ink ink;
  std::vector<Treatment> treatments;
};

/// One line for each level of the second factor, or for each arm.
std::vector<Line> lines_of(const PlotRequest& request) {
  const Batch& batch = request.batch;
  std::vector<int> points = batch.points();
  std::stable_sort(points.begin(), points.end(), [&](int a, int b) {
    return batch.factor_place(a, 0) < batch.factor_place(b, 0);
  });
  std::vector<Line> lines;
  if (batch.factors().size() == 1) {
    for (const int arm : batch.arms()) {
      lines.push_back(
          {PlotWords(request).arm(arm), picture::ink_of(batch.arm_name(arm), lines.size()), {}});
      for (const int point : points) lines.back().treatments.push_back({arm, point});
    }
    return lines;
  }
  std::map<double, std::vector<Treatment>> levels;
  for (const int point : points)
    levels[batch.factor_place(point, 1)].push_back({representative_arm(batch, point).arm, point});
  for (const auto& [place, treatments] : levels)
    lines.push_back(
        {spoken(batch.factors()[1]) + " " + batch.factor_label(treatments.front().point, 1),
         picture::ink_of("", lines.size()), treatments});
  return lines;
}

/// The best levels of a line: "3 or 4", "1 … 4", "any".
std::string best_levels(const PlotRequest& request, const Line& line,
                        const std::vector<bool>& best) {
  const PlotWords words(request);
  std::vector<std::string> levels;
  for (std::size_t n = 0; n < best.size(); ++n)
    if (best[n]) levels.push_back(request.batch.factor_label(line.treatments[n].point, 0));
  if (levels.size() == 1) return levels.front();
  if (levels.size() == best.size()) return words("response.any");
  if (levels.size() == 2) return request.language.listed(levels, "list.or");
  return levels.front() + " … " + levels.back();
}

/// "net value is highest at operate after 0 for complexity 0.1, 3 or 4 for complexity 0.7", "net
/// value is highest at puller 4 in all cases"
std::string finding_of(const PlotRequest& request, const std::vector<Line>& lines,
                       const std::vector<std::vector<bool>>& best) {
  const PlotWords words(request);
  const Filling measure{"measure",
                        measure_in(request.language, request.batch.answer_measure().name)};
  const Filling factor{"factor", spoken(request.batch.factors().front())};
  std::vector<std::string> where;
  for (std::size_t k = 0; k < lines.size(); ++k)
    where.push_back(best_levels(request, lines[k], best[k]));
  const bool alike = std::equal(where.begin() + 1, where.end(), where.begin());
  if (lines.size() > 1 && alike)
    return words("response.title_all", {measure, factor, {"levels", where[0]}});
  const auto level_in_words = [&](std::size_t k) {
    return words("response.level", {{"level", where[k]}, {"line", lines[k].label}});
  };
  return words("response.title",
               {measure,
                factor,
                {"levels", lines.size() == 1
                               ? level_in_words(0)
                               : level_in_words(0) + ", " + level_in_words(lines.size() - 1)}});
}

Picture response(const PlotRequest& request) {
  const PlotWords words(request);
  const Batch& batch = request.batch;
  const Measure& measure = batch.answer_measure();
  const Display display = display_of(measure, money_unit_of(batch));
  const Factor& factor = batch.factors().front();
  picture::ResponseChart chart;
  std::map<double, std::string> levels;
  const auto at = [&](int point) { return batch.factor_value(point, 0); };
  for (const int point : batch.points()) levels[at(point)] = batch.factor_label(point, 0);
  for (const auto& [value, label] : levels) chart.levels.push_back({value, label});
  const std::vector<Line> lines = lines_of(request);
  std::vector<std::vector<bool>> best;
  for (const Line& line : lines) {
    best.push_back(best_of(batch, measure.name, line.treatments));
    picture::Response drawn{line.label, line.ink, {}};
    for (std::size_t n = 0; n < line.treatments.size(); ++n) {
      const Estimate mean =
          shown_in(display, mean_of(measure, batch.values(measure.name, line.treatments[n])));
      drawn.points.push_back(
          {at(line.treatments[n].point), mean.mean, mean.interval, best.back()[n]});
    }
    chart.responses.push_back(std::move(drawn));
  }
  chart.factor_axis = axis_of(request.language, factor);
  chart.value_axis = words.measure(measure, display);
  const Treatment drawn = lines.front().treatments.front();
  const std::string whose = batch.factors().size() == 2 ? ", " + words.arm(drawn.arm) : "";
  chart.caption = words.caption_of_all(
      "response",
      acts(batch, 0)
          ? finding_of(request, lines, best)
          : request.language.counted("points.never_acts", 1, {{"factors", spoken(factor)}}),
      words("response.about",
            {{"what", chart.value_axis + whose}, {"n", batch.runs_of(drawn).size()}}) +
          inert_in_words(request));
  return picture_of(chart);
}

}  // namespace

PictureKind response_picture() {
  return {.place = 12,
          .name = "response",
          .about = "an outcome against a factor, for each level of a second one or each arm",
          .missing = no_response,
          .drawn = response,
          .section = Section::points,
          .place_in_section = 2};
}

}  // namespace samen::analysis
