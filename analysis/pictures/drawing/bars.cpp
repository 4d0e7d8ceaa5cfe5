// Bars in rows: tornado, shares of variance, waterfall.
#include <algorithm>
#include <cmath>

#include "analysis/pictures/drawing/canvas.hpp"

namespace samen::analysis::picture {
namespace {

constexpr double half_bar = 0.34;  // share of a row, so that rows stay apart
constexpr double narrow_row = 26.0, wide_row = 34.0;

/// The colour of a bar and the style of its text.
struct Tone {
  std::string_view colour;
  Style words;
};

constexpr Tone pale{pale_tone, {small_size, pale_words}};
constexpr Tone deep{deep_tone, {small_size, deep_words}};

/// A bar with a text beyond its end; top and bottom are measured in rows from the middle of its
/// row.
struct Bar {
  double from = 0.0, to = 0.0;
  double top = -half_bar, bottom = half_bar;
  Tone tone;
  std::optional<Interval> interval;
  std::string words;
  Side outward = Side::right;   // the side of the text if the bar has no length
  double interval_below = 0.0;  // vertical offset of the interval from the middle, so that the
                                // intervals of one row do not overlap
};

struct Row {
  std::string label, hover;
  std::vector<Bar> bars;
};

struct BarChart {
  std::string value_axis;
  double row_height = narrow_row;
  double origin = 0.0;
  std::string origin_label;
  std::vector<Row> rows;
  std::vector<double> steps;  // the values at which one row leads to the next
};

bool rightwards(const Bar& bar) {
  return bar.to > bar.from || (bar.to == bar.from && bar.outward == Side::right);
}

/// The end of a bar or of its interval, on the side of its text.
double far_end(const Bar& bar) {
  if (!bar.interval) return bar.to;
  return rightwards(bar) ? std::max(bar.to, bar.interval->high)
                         : std::min(bar.to, bar.interval->low);
}

/// Position on the vertical axis of the panel. The axis grows upwards; 0 is the middle of the first
/// row.
double height_of(std::size_t row, double below_its_middle) {
  return 0.0 - (number_of(row) + below_its_middle);
}

double middle_of(std::size_t row, const Bar& bar) {
  return height_of(row, (bar.top + bar.bottom) / 2.0);
}

Scale bar_scale(const BarChart& chart) {
  Extent extent;
  extent.add(chart.origin);
  for (const Row& row : chart.rows)
    for (const Bar& bar : row.bars) {
      refuse(!std::isfinite(bar.to), "the value of a bar is no number");
      extent.add(bar.from);
      extent.add(bar.to);
      extent.add(bar.interval);
    }
  Interval range = extent.range();
  if (is_flat(range)) range = scale_of(range, 1).range;
  return scale_within(range, 6);
}

Panel bar_panel(const BarChart& chart, double label_end, const Scale& scale, double top) {
  double left_room = 0.0, right_room = 0.0;
  for (const Row& row : chart.rows)
    for (const Bar& bar : row.bars) {
      double& room = rightwards(bar) ? right_room : left_room;
      room = std::max(room, label_gap + bold_width * text_width(bar.words, bar.tone.words.size));
    }
  const double rows = number_of(chart.rows.size());
  return {label_end + label_gap + left_room,
          sheet_width - edge - right_room,
          top,
          top + rows * chart.row_height,
          scale.range,
          {0.5 - rows, 0.5}};
}

/// Plots one block of data for each colour, in the order of the first bars, then the intervals.
void plot_bars(Canvas& canvas, const std::vector<Row>& rows) {
  std::vector<std::pair<std::string_view, Rows>> boxes;
  Rows whiskers;
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (const Bar& bar : rows[i].bars) {
      auto found = std::find_if(boxes.begin(), boxes.end(),
                                [&](const auto& box) { return box.first == bar.tone.colour; });
      if (found == boxes.end()) found = boxes.insert(found, {bar.tone.colour, {}});
      found->second.push_back({(bar.from + bar.to) / 2.0, middle_of(i, bar),
                               std::min(bar.from, bar.to), std::max(bar.from, bar.to),
                               height_of(i, bar.bottom), height_of(i, bar.top)});
      if (bar.interval)
        whiskers.push_back(
            {bar.interval->low, middle_of(i, bar) - bar.interval_below, bar.interval->high});
    }
  std::vector<std::string> elements;
  for (const auto& [colour, data] : boxes)
    elements.push_back(canvas.block("bars: centre, centre, left, right, bottom, top", data) +
                       " using 1:2:3:4:5:6 with boxxyerror fs solid noborder fc" +
                       in_colour(colour));
  if (!whiskers.empty()) {
    // A pale edge makes a dark line visible on a dark bar.
    const std::string block = canvas.block("intervals: low, row, high", whiskers);
    for (const Stroke& stroke : {Stroke{white, 4.0}, Stroke{word_colour, 1.4}})
      elements.push_back(block + " using 1:2:($3-$1):(0) with vectors nohead" +
                         stroke_words(stroke));
  }
  canvas.plot(elements);
}

/// The text is placed beyond the intervals of all bars at the same height.
void write_beside(Canvas& canvas, const Panel& panel, std::size_t row, const Bar& bar,
                  const std::vector<Bar>& bars) {
  constexpr double gap = 5.0;
  Style style = bar.tone.words;
  style.side = rightwards(bar) ? Side::left : Side::right;
  double end = far_end(bar);
  for (const Bar& other : bars)
    if (other.interval && other.top == bar.top && other.bottom == bar.bottom)
      end = rightwards(bar) ? std::max(end, other.interval->high)
                            : std::min(end, other.interval->low);
  canvas.text(panel.across(end) + (rightwards(bar) ? gap : -gap), panel.down(middle_of(row, bar)),
              bar.words, style);
}

Picture picture_of(const Caption& caption, const BarChart& chart) {
  refuse(chart.rows.empty(), "there is nothing to draw");
  constexpr double longest_label = 300.0;
  const Scale scale = bar_scale(chart);
  const double head = chart.origin_label.empty() ? 4.0 : title_room;
  Canvas canvas(caption, head + number_of(chart.rows.size()) * chart.row_height + tick_room +
                             title_room + edge);
  std::vector<std::string> labels;
  for (const Row& row : chart.rows)
    labels.push_back(shortened(row.label, text_size, longest_label));
  const double label_end = edge + widest(labels, text_size);
  const Panel panel = bar_panel(chart, label_end, scale, canvas.top() + head);
  canvas.axes(panel, Numerals(caption).ticks(scale), {}, Lines::upright);
  canvas.axis_title(panel.left, panel.bottom + tick_room, chart.value_axis);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const double y = panel.down(height_of(i, 0.0));
    canvas.text(label_end, y, labels[i], {text_size, word_colour, Side::right});
    canvas.hover({edge, y - chart.row_height / 2.0, sheet_width - 2.0 * edge, chart.row_height,
                  chart.rows[i].hover});
  }
  const double origin = panel.across(chart.origin);
  canvas.line(origin, panel.top, origin, panel.bottom, {word_colour});
  canvas.text(origin, panel.top - text_size * 0.8, chart.origin_label,
              {text_size, word_colour, Side::centre});
  for (std::size_t i = 0; i < labels.size(); ++i)
    for (const Bar& bar : chart.rows[i].bars)
      write_beside(canvas, panel, i, bar, chart.rows[i].bars);
  for (std::size_t i = 0; i < chart.steps.size(); ++i) {
    const double x = panel.across(chart.steps[i]);
    canvas.line(x, panel.down(height_of(i, half_bar)), x, panel.down(height_of(i, 1.0 - half_bar)),
                {axis_colour});
  }
  plot_bars(canvas, chart.rows);
  return canvas.picture();
}

}  // namespace

Picture picture_of(const Tornado& chart) {
  auto swings = chart.swings;
  const auto width = [](const Swing& swing) {
    return std::abs(swing.high.value - swing.low.value);
  };
  std::sort(swings.begin(), swings.end(), [&](const Swing& a, const Swing& b) {
    return width(a) != width(b) ? width(a) > width(b) : a.factor < b.factor;
  });
  BarChart bars{chart.value_axis, narrow_row, chart.base, "", {}, {}};
  for (const auto& [factor, low, high] : swings) {
    // If both settings are on the same side of the base, their bars share the row.
    const bool share = (low.value - chart.base) * (high.value - chart.base) > 0.0;
    const double low_bottom = share ? 0.0 : half_bar, high_top = share ? 0.0 : -half_bar;
    const auto bar = [&](const Setting& setting, double top, double bottom, const Tone& tone,
                         Side outward) {
      constexpr double longest = 120.0, apart = 0.14;
      return Bar{chart.base,
                 setting.value,
                 top,
                 bottom,
                 tone,
                 setting.interval,
                 shortened(setting.label, small_size, longest),
                 outward,
                 share ? 0.0 : (outward == Side::left ? -apart : apart)};
    };
    bars.rows.push_back({factor,
                         factor,
                         {bar(low, -half_bar, low_bottom, pale, Side::left),
                          bar(high, high_top, half_bar, deep, Side::right)}});
  }
  const int digits = bar_scale(bars).value_digits();
  const Numerals numerals(chart.caption);
  bars.origin_label = numerals.number(chart.base, digits);
  for (std::size_t i = 0; i < swings.size(); ++i)
    for (const Setting& setting : {swings[i].low, swings[i].high})
      bars.rows[i].hover += "\n" + labelled(setting.label, numerals.number(setting.value, digits));
  return picture_of(chart.caption, bars);
}

Picture picture_of(const IndexChart& chart) {
  auto indices = chart.indices;
  std::sort(indices.begin(), indices.end(), [](const FactorIndex& a, const FactorIndex& b) {
    return a.total != b.total ? a.total > b.total : a.factor < b.factor;
  });
  const Numerals numerals(chart.caption);
  constexpr int digits = 2;
  constexpr double outer = 0.36, inner = 0.03;  // edges of the two bars of a row, measured from its
                                                // middle
  BarChart bars{chart.value_axis, wide_row, 0.0, "", {}, {}};
  for (const FactorIndex& index : indices) {
    // The texts of the first row explain the two bars.
    const auto words = [&](double value, const std::string& label) {
      const std::string number = numerals.number(value, digits);
      return bars.rows.empty() ? labelled(number, label) : number;
    };
    const auto hover = [&](const std::string& label, double value,
                           const std::optional<Interval>& interval) {
      return "\n" + labelled(label, numerals.value(value, interval, digits));
    };
    bars.rows.push_back({index.factor,
                         index.factor +
                             hover(chart.total_label, index.total, index.total_interval) +
                             hover(chart.first_label, index.first, index.first_interval),
                         {{0.0, index.total, -outer, -inner, pale, index.total_interval,
                           words(index.total, chart.total_label)},
                          {0.0, index.first, inner, outer, deep, index.first_interval,
                           words(index.first, chart.first_label)}}});
  }
  return picture_of(chart.caption, bars);
}

Picture picture_of(const CaseChart& chart) {
  const Numerals numerals(chart.caption);
  BarChart bars{chart.value_axis, narrow_row, 0.0, "", {}, {}};
  for (const Case& one : chart.cases) {
    const std::string words = numerals.number(one.value, chart.digits);
    bars.rows.push_back(
        {one.label,
         labelled(one.label, numerals.value(one.value, one.interval, chart.digits)),
         {{0.0, one.value, -half_bar, half_bar, one.best ? deep : pale, one.interval, words}}});
  }
  return picture_of(chart.caption, bars);
}

Picture picture_of(const Waterfall& chart) {
  const Numerals numerals(chart.caption);
  constexpr Style plain{}, bold{text_size, word_colour, Side::left, Weight::bold};
  BarChart bars{chart.value_axis, narrow_row, 0.0, "", {}, {}};
  double balance = 0.0;
  for (const LedgerLine& line : chart.lines) {
    if (!bars.rows.empty()) bars.steps.push_back(balance);
    const bool total = line.entry == Entry::total;
    const double from = total ? 0.0 : balance;
    balance = from + line.amount;
    const Ink& ink = line.amount < 0.0 ? red : green;
    const Tone tone = total ? Tone{total_tone, bold} : Tone{ink.line, plain};
    const std::string words =
        (!total && line.amount > 0.0 ? "+" : "") + numerals.number(line.amount, chart.digits);
    bars.rows.push_back(
        {line.label,
         labelled(line.label, words) + "\n= " + numerals.number(balance, chart.digits),
         {{from, balance, -half_bar, half_bar, tone, std::nullopt, words}}});
  }
  return picture_of(chart.caption, bars);
}

}  // namespace samen::analysis::picture
