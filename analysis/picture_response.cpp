// An outcome against a factor: where on its range there is most, and for whom.
#include "sheet.hpp"

namespace samen::picture {
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

void plot_responses(Sheet& sheet, const ResponseChart& chart) {
  std::vector<std::string> bands, lines, dots;
  for (const Response& response : chart.responses) {
    Rows rows, best;
    for (const ResponsePoint& point : response.points) {
      const Interval ends = point.interval.value_or(Interval{no_number, no_number});
      rows.push_back({point.at, point.value, ends.low, ends.high});
      if (point.best) best.push_back({point.at, point.value});
    }
    const std::string block = sheet.block(response.label + ": factor, value, low, high", rows);
    bands.push_back(band(block, "1:3:4", response.ink.line, outer_band));
    lines.push_back(line_of(block, "1:2", {response.ink.line, thick, response.ink.dash}));
    if (!best.empty())
      dots.push_back(sheet.block(response.label + ", where best: factor, value", best) +
                     " using 1:2 with points pt 7 ps 1.3 lc" + in_colour(response.ink.line));
  }
  bands.insert(bands.end(), lines.begin(), lines.end());
  bands.insert(bands.end(), dots.begin(), dots.end());
  sheet.plot(bands);
}

void hover_levels(Sheet& sheet, const Panel& panel, const ResponseChart& chart, int digits) {
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
    sheet.hover({left, panel.top, right - left, panel.bottom - panel.top, words});
  }
}

}  // namespace

Picture picture_of(const ResponseChart& chart) {
  refuse(chart.responses.empty(), "there is nothing to draw");
  const Scale scale = scale_of(extent_of(chart).range(), 5);
  const Numerals numerals(chart.caption);
  constexpr double panel_height = 330.0, head = title_room + 6.0;
  Sheet sheet(chart.caption, head + panel_height + tick_room + title_room + edge);
  std::vector<std::string> words;
  for (const Response& response : chart.responses) words.push_back(response.label);
  const auto y_ticks = numerals.ticks(scale);
  const double right_room =
      std::min(widest(words, text_size), widest_label) + 2.0 * label_gap + edge;
  Panel panel = wide_panel(sheet, chart.value_axis, y_ticks, right_room, head, panel_height);
  Extent levels;
  std::vector<Tick> x_ticks;
  for (const Level& level : chart.levels) {
    levels.add(level.at);
    x_ticks.push_back({level.at, level.label});
  }
  constexpr double air = 0.02;  // beyond the first and the last level, as a share
  panel.x = levels.range();
  const double beyond = air * (panel.x.high - panel.x.low);
  panel.x = {panel.x.low - beyond, panel.x.high + beyond};
  panel.y = scale.range;
  sheet.axes(panel, x_ticks, y_ticks, Lines::across);
  sheet.text((panel.left + panel.right) / 2.0, panel.bottom + tick_room + text_size,
             chart.factor_axis, {text_size, word_colour, Side::centre});
  std::vector<EndLabel> labels;
  for (std::size_t k = 0; k < words.size(); ++k)
    labels.push_back({panel.down(chart.responses[k].points.back().value), words[k],
                      chart.responses[k].ink.text});
  draw_end_labels(sheet, panel, labels);
  plot_responses(sheet, chart);
  hover_levels(sheet, panel, chart, scale.value_digits());
  return sheet.picture();
}

}  // namespace samen::picture
