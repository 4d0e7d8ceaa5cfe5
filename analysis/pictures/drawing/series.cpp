// Series over the months of a calendar: fans, curves, walks.
#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "analysis/pictures/drawing/canvas.hpp"

namespace samen::analysis::picture {
namespace {

constexpr std::string_view ghost_colour = "#C4C4C4";
constexpr double thin = 1.0;
constexpr double inner_band = 0.32;                  // opacity of the colour
constexpr double mark_room = 14.0;                   // above a panel, for the texts of its marks
constexpr double least_hover = 3.0;                  // narrower areas are hard to hit with the
                                                     // pointer
constexpr double least_band = 2.0;                   // narrower bands cannot be seen
constexpr std::string_view band_colour = "#F3E3D7";  // pale vermilion, so that it hides nothing

// ---- the calendar -------------------------------------------------------------------------------

/// Number of months since the year 0.
int month_count(Month first, double months) {
  return first.year * 12 + first.month - 1 + static_cast<int>(std::floor(months));
}

std::string month_name(Month first, double months) {
  const int count = month_count(first, months);
  const std::string month = std::to_string(count % 12 + 1);
  return std::to_string(count / 12) + (month.size() < 2 ? "-0" : "-") + month;
}

double year_of(Month first, double months) {
  return first.year + (first.month - 1 + months) / 12.0;
}

/// The ticks of a calendar axis, as many as fit into `width`: years, or months if there are few.
std::vector<Tick> calendar_ticks(Month first, double months, double width) {
  for (const int step : {1, 3, 6, 12, 24, 60, 120, 240}) {
    const bool years = step % 12 == 0;
    const double room = text_width(years ? "2000" : "2000-00", text_size) + 14.0;
    if (room * months / step > width) continue;
    std::vector<Tick> ticks;
    for (int t = 0; t <= static_cast<int>(months); ++t) {
      const int count = month_count(first, t);
      if (count % step != 0) continue;
      ticks.push_back(
          {year_of(first, t), years ? std::to_string(count / 12) : month_name(first, t)});
    }
    return ticks;
  }
  return {};
}

// ---- parts of panels ----------------------------------------------------------------------------

double mark_height(const std::vector<Mark>& marks) {
  return 6.0 + (marks.empty() ? 0.0 : mark_room);
}

/// Draws vertical lines and bands, with their texts above the panel if these fit before the next
/// one.
void draw_marks(Canvas& canvas, const Panel& panel, Month first, const std::vector<Mark>& marks) {
  constexpr double inside = 0.5, after_line = 4.0;
  const auto place = [&](std::size_t k) { return panel.across(year_of(first, marks[k].month)); };
  for (std::size_t k = 0; k < marks.size(); ++k) {
    const double x = place(k);
    if (x < panel.left - inside || x > panel.right + inside) continue;
    if (marks[k].months > 0.0) {
      const double last = panel.across(year_of(first, marks[k].month + marks[k].months));
      const double width = std::max(least_band, std::min(last, panel.right) - x);
      canvas.box(x, panel.top, width, panel.bottom - panel.top, band_colour);
    }
    canvas.line(x, panel.top - mark_room, x, panel.bottom, {axis_colour, 0.8, Dash::dotted});
    const double end = std::min(k + 1 < marks.size() ? place(k + 1) : panel.right, panel.right);
    if (x + after_line + text_width(marks[k].label, small_size) <= end)
      canvas.text(x + after_line, panel.top - mark_room / 2.0 - 2.0, marks[k].label,
                  {small_size, quiet_colour});
  }
}

/// Adds a hover area for each month, with the text of the month; skips months too close to the
/// previous one.
void hover_months(Canvas& canvas, const Panel& panel, Month first, const std::set<double>& months,
                  const std::function<std::string(double)>& words) {
  constexpr double slack = 1e-9;
  std::vector<double> shown, places;
  for (const double month : months) {
    const double place = panel.across(year_of(first, month));
    if (!places.empty() && place - places.back() < least_hover - slack) continue;
    shown.push_back(month);
    places.push_back(place);
  }
  for (std::size_t k = 0; k < shown.size(); ++k) {
    const double right = k + 1 < places.size() ? places[k + 1] : panel.right;
    canvas.hover({places[k], panel.top, std::max(right - places[k], least_hover),
                  panel.bottom - panel.top, month_name(first, shown[k]) + words(shown[k])});
  }
}

// ---- curves -------------------------------------------------------------------------------------

/// The corners of a curve's line: year, value, low, high.
Rows corners(const Curve& curve, LineShape shape, Month first) {
  Rows rows;
  for (const CurvePoint& point : curve.points) {
    const double year = year_of(first, point.month);
    if (shape == LineShape::steps && !rows.empty()) {
      rows.push_back(rows.back());
      rows.back()[0] = year;
    }
    const Interval ends = point.interval.value_or(Interval{no_number, no_number});
    rows.push_back({year, point.value, ends.low, ends.high});
  }
  return rows;
}

double last_value(const Curve& curve) {
  double last = no_number;
  for (const CurvePoint& point : curve.points)
    if (std::isfinite(point.value)) last = point.value;
  return last;
}

/// The last month of a curve.
double last_month(const Curve& curve) {
  double last = no_number;
  for (const CurvePoint& point : curve.points)
    if (std::isfinite(point.value)) last = point.month;
  return last;
}

void plot_curves(Canvas& canvas, const CurveChart& chart) {
  std::vector<std::string> bands, lines;
  for (const Curve& curve : chart.curves) {
    const std::string block = canvas.block(curve.label + ": time, value, low, high",
                                           corners(curve, chart.shape, chart.first));
    const bool has_band =
        std::any_of(curve.points.begin(), curve.points.end(),
                    [](const CurvePoint& point) { return point.interval.has_value(); });
    if (has_band) bands.push_back(band(block, "1:3:4", curve.ink.line, outer_band));
    lines.push_back(line_of(block, "1:2", {curve.ink.line, thick, curve.ink.dash}));
  }
  bands.insert(bands.end(), lines.begin(), lines.end());
  canvas.plot(bands);
}

/// A tooltip for each month with the last point of every curve at or before it.
void hover_curves(Canvas& canvas, const Panel& panel, const CurveChart& chart, int digits) {
  std::set<double> months;
  for (const Curve& curve : chart.curves)
    for (const CurvePoint& point : curve.points) months.insert(point.month);
  const Numerals numerals(chart.caption, chart.print);
  hover_months(canvas, panel, chart.first, months, [&](double month) {
    std::string words;
    for (const Curve& curve : chart.curves) {
      const auto next = std::find_if(curve.points.begin(), curve.points.end(),
                                     [&](const CurvePoint& point) { return point.month > month; });
      if (next == curve.points.begin()) continue;
      const CurvePoint& now = *std::prev(next);
      words += "\n" + labelled(curve.label, numerals.value(now.value, now.interval, digits));
    }
    return words;
  });
}

double last_month(const CurveChart& chart) {
  refuse(chart.curves.empty(), "there is nothing to draw");
  double last = 0.0;
  for (const Curve& curve : chart.curves) {
    refuse(curve.points.size() < 2, "a curve needs two points at least");
    last = std::max(last, curve.points.back().month);
  }
  return last;
}

}  // namespace

Picture picture_of(const CurveChart& chart) {
  const double months = last_month(chart);
  const Scale scale = scale_within(chart.value_range, 5);
  const Numerals numerals(chart.caption, chart.print);
  constexpr double panel_height = 330.0;
  const double head = title_room + mark_height(chart.marks);
  Canvas canvas(chart.caption, head + panel_height + tick_room + edge);
  std::vector<std::string> words;
  for (const Curve& curve : chart.curves)
    words.push_back(
        labelled(curve.label, numerals.number(last_value(curve), scale.value_digits())));
  const auto y_ticks = numerals.ticks(scale);
  const double right_room =
      std::min(widest(words, text_size), widest_label) + 2.0 * label_gap + edge;
  Panel panel = wide_panel(canvas, chart.value_axis, y_ticks, right_room, head, panel_height);
  panel.x = {year_of(chart.first, 0.0), year_of(chart.first, months)};
  panel.y = scale.range;
  canvas.axes(panel, calendar_ticks(chart.first, months, panel.right - panel.left), y_ticks,
              Lines::across);
  draw_marks(canvas, panel, chart.first, chart.marks);
  std::vector<EndLabel> labels;
  for (std::size_t k = 0; k < words.size(); ++k)
    if (const double last = last_value(chart.curves[k]); std::isfinite(last))
      labels.push_back({panel.down(last), words[k], chart.curves[k].ink.text});
  draw_end_labels(canvas, panel, labels);
  plot_curves(canvas, chart);
  hover_curves(canvas, panel, chart, scale.value_digits() + 1);
  return canvas.picture();
}

// ---- fans ---------------------------------------------------------------------------------------

namespace {

constexpr std::size_t few = 4;  // groups that fit side by side, or lines in one panel

/// The median of a group as a curve.
Curve median_of(const Fan& fan) {
  Curve curve{fan.label, fan.ink, {}};
  for (std::size_t t = 0; t < fan.months.size(); ++t)
    curve.points.push_back({number_of(t), fan.months[t].median, std::nullopt});
  return curve;
}

/// Whether a group has more than a median.
bool has_bands(const Fan& fan) {
  return std::any_of(fan.months.begin(), fan.months.end(),
                     [](const Quantiles& now) { return std::isfinite(now.low_90); });
}

constexpr Style fan_title{text_size + 1.0, word_colour, Side::left, Weight::bold};
constexpr double title_step = fan_title.size * line_step;

/// Small multiples: panels side by side, a few in a row, each with a title of some lines above it.
struct Multiples {
  std::size_t columns = 1, rows = 1;
  double left = 0.0, width = 0.0, pitch = 0.0;  // across
  std::vector<std::vector<std::string>> titles;
  double titles_height = 0.0, head = 0.0, height = 0.0, row_height = 0.0;  // down
};

Multiples multiples_of(const FanChart& chart, double ticks_width, double end_width) {
  constexpr double gap = 22.0, tall = 230.0, low = 150.0;
  Multiples layout;
  layout.rows = (chart.fans.size() + few - 1) / few;
  layout.columns = (chart.fans.size() + layout.rows - 1) / layout.rows;
  layout.left = edge + ticks_width + label_gap;
  layout.pitch = (sheet_width - layout.left - edge + gap) / number_of(layout.columns);
  layout.width = layout.pitch - gap - end_width;
  std::size_t most = 1;
  for (const Fan& fan : chart.fans) {
    layout.titles.push_back(
        wrapped(fan.label, fan_title.size * bold_width, layout.width + end_width));
    most = std::max(most, layout.titles.back().size());
  }
  layout.titles_height = number_of(most) * title_step;
  layout.head = layout.titles_height + mark_height(chart.marks);
  layout.height = layout.rows > 1 ? low : tall;
  layout.row_height = layout.head + layout.height + tick_room + 8.0;
  return layout;
}

std::string fan_block(Canvas& canvas, const Fan& fan, Month first) {
  Rows rows;
  for (std::size_t t = 0; t < fan.months.size(); ++t) {
    const Quantiles& now = fan.months[t];
    rows.push_back({year_of(first, number_of(t)), now.low_90, now.low_50, now.median, now.high_50,
                    now.high_90});
  }
  return canvas.block(fan.label + ": year, 5 %, 25 %, 50 %, 75 %, 95 %", rows);
}

/// The medians of the other groups are drawn behind in grey, for comparison.
void plot_fan(Canvas& canvas, const std::vector<std::string>& blocks, std::size_t mine,
              const Fan& fan) {
  std::vector<std::string> elements;
  for (std::size_t other = 0; other < blocks.size(); ++other)
    if (other != mine) elements.push_back(line_of(blocks[other], "1:4", {ghost_colour, thin}));
  if (has_bands(fan)) {
    elements.push_back(band(blocks[mine], "1:2:6", fan.ink.line, outer_band));
    elements.push_back(band(blocks[mine], "1:3:5", fan.ink.line, inner_band));
  }
  elements.push_back(line_of(blocks[mine], "1:4", {fan.ink.line, thick}));
  canvas.plot(elements);
}

void hover_fan(Canvas& canvas, const Panel& panel, const FanChart& chart, const Fan& fan,
               int digits) {
  const Numerals numerals(chart.caption, chart.print);
  std::set<double> months;
  for (std::size_t t = 0; t < fan.months.size(); ++t) months.insert(number_of(t));
  hover_months(canvas, panel, chart.first, months, [&](double month) {
    const Quantiles& now = fan.months[static_cast<std::size_t>(month)];
    const std::string words = "\n" + labelled(fan.label, numerals.number(now.median, digits));
    if (!has_bands(fan)) return words;
    return words + "\n50 %: " + numerals.interval({now.low_50, now.high_50}, digits) +
           "\n90 %: " + numerals.interval({now.low_90, now.high_90}, digits);
  });
}

Picture side_by_side(const FanChart& chart, const Scale& scale) {
  const Numerals numerals(chart.caption, chart.print);
  const auto y_ticks = numerals.ticks(scale);
  std::vector<double> lasts;
  std::vector<std::string> ends, blocks;
  for (const Fan& fan : chart.fans) {
    lasts.push_back(last_value(median_of(fan)));
    ends.push_back(numerals.number(lasts.back(), scale.value_digits()));
  }
  const Multiples layout =
      multiples_of(chart, tick_width(y_ticks), widest(ends, text_size) + label_gap);
  const double months = number_of(chart.fans[0].months.size() - 1);
  Canvas canvas(chart.caption, title_room + number_of(layout.rows) * layout.row_height + 4.0);
  canvas.axis_title(edge, canvas.top(), chart.value_axis);
  for (const Fan& fan : chart.fans) blocks.push_back(fan_block(canvas, fan, chart.first));
  for (std::size_t k = 0; k < chart.fans.size(); ++k) {
    const Fan& fan = chart.fans[k];
    const double left = layout.left + number_of(k % layout.columns) * layout.pitch;
    const double y = canvas.top() + title_room + number_of(k / layout.columns) * layout.row_height;
    const double top = y + layout.head;
    const Interval years{year_of(chart.first, 0.0), year_of(chart.first, months)};
    const Panel panel{left, left + layout.width, top, top + layout.height, years, scale.range};
    auto ticks = y_ticks;
    if (k % layout.columns > 0)
      for (Tick& tick : ticks) tick.label.clear();
    canvas.axes(panel, calendar_ticks(chart.first, months, layout.width), ticks, Lines::across);
    const auto& title = layout.titles[k];
    Style style = fan_title;
    style.colour = fan.ink.text;
    canvas.lines(left, y + layout.titles_height - (number_of(title.size()) - 0.5) * title_step,
                 title, style);
    draw_marks(canvas, panel, chart.first, chart.marks);
    if (std::isfinite(lasts[k])) {
      Panel to_its_end = panel;  // a line may end before the calendar
      to_its_end.right = panel.across(year_of(chart.first, last_month(median_of(fan))));
      draw_end_labels(canvas, to_its_end, {{panel.down(lasts[k]), ends[k], fan.ink.text}});
    }
    plot_fan(canvas, blocks, k, fan);
    hover_fan(canvas, panel, chart, fan, scale.value_digits() + 1);
  }
  return canvas.picture();
}

void refuse_fans(const std::vector<Fan>& fans) {
  refuse(fans.empty(), "there is nothing to draw");
  for (const Fan& fan : fans)
    refuse(fan.months.size() != fans[0].months.size() || fan.months.size() < 2,
           "every series needs the same months, two at least");
}

}  // namespace

Picture picture_of(const FanChart& chart) {
  refuse_fans(chart.fans);
  Extent extent;
  for (const Fan& fan : chart.fans)
    for (const Quantiles& now : fan.months)
      for (const double value : {now.low_90, now.low_50, now.median, now.high_50, now.high_90})
        extent.add(value);
  return side_by_side(chart, scale_of(extent.range(), 5));
}

Picture picture_of(const Walk& chart) {
  refuse_fans(chart.members);
  constexpr Interval whole{0.0, 1.0};
  if (chart.members.size() <= few) {
    CurveChart lines{chart.caption, chart.value_axis,   whole, chart.first, {},
                     chart.marks,   LineShape::straight};
    for (const Fan& member : chart.members) lines.curves.push_back(median_of(member));
    return picture_of(lines);
  }
  FanChart fans{chart.caption, chart.value_axis, chart.first, chart.members, chart.marks};
  for (Fan& fan : fans.fans)
    for (Quantiles& now : fan.months)
      now = {no_number, no_number, now.median, no_number, no_number};
  return side_by_side(fans, scale_within(whole, 2));
}

}  // namespace samen::analysis::picture
