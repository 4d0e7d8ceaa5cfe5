// Who gains and who loses: dots and ranges on either side of zero.
#include "sheet.hpp"

namespace samen::picture {
namespace {

constexpr double line_height = 15.0;  // of one choice within a row
constexpr double row_gap = 9.0;       // between rows

Extent extent_of(const GainChart& chart) {
  Extent extent;
  extent.add(0.0);
  for (const GainRow& row : chart.rows) {
    refuse(row.gains.size() != chart.contenders.size(), "every row needs a value for each choice");
    for (const Gain& gain : row.gains) {
      extent.add(gain.value);
      extent.add(gain.range);
    }
  }
  return extent;
}

/// Height of a choice within its row on the axis of the panel, one unit a row, from the top.
double place_of(const GainChart& chart, std::size_t row, std::size_t choice) {
  const double choices = number_of(chart.contenders.size());
  const double height = choices * line_height + row_gap;
  return -number_of(row) - (row_gap / 2.0 + (number_of(choice) + 0.5) * line_height) / height;
}

void plot_gains(Sheet& sheet, const GainChart& chart) {
  std::vector<std::string> elements;
  for (std::size_t k = 0; k < chart.contenders.size(); ++k) {
    const auto& [label, ink] = chart.contenders[k];
    Rows rows;
    for (std::size_t n = 0; n < chart.rows.size(); ++n) {
      const Gain& gain = chart.rows[n].gains[k];
      rows.push_back({gain.value, place_of(chart, n, k), gain.range.low, gain.range.high});
    }
    const std::string block = sheet.block(label + ": mean, place, low, high", rows);
    elements.push_back(block + " using 3:2:($4-$3):(0) with vectors nohead" +
                       stroke_words({ink.line, thick}));
    elements.push_back(block + " using 1:2 with points pt 7 ps 1.1 lc" + in_colour(ink.line));
  }
  sheet.plot(elements);
}

/// The choices in their colours, in the order in which they stand in each row.
void name_choices(Sheet& sheet, const GainChart& chart, double left, double y) {
  for (const auto& [label, ink] : chart.contenders) {
    sheet.text(left, y, label, {text_size, ink.text, Side::left, Weight::bold});
    left += bold_width * text_width(label, text_size) + 2.0 * label_gap;
  }
}

void name_row(Sheet& sheet, const Panel& panel, const GainChart& chart, std::size_t n,
              double label_width) {
  const GainRow& row = chart.rows[n];
  const Numerals numerals(chart.caption);
  const double top = panel.down(-number_of(n)), bottom = panel.down(-number_of(n) - 1.0);
  sheet.text(panel.left - label_gap, (top + bottom) / 2.0,
             shortened(row.label, text_size, label_width), {text_size, word_colour, Side::right});
  std::string words = row.label;
  for (std::size_t k = 0; k < row.gains.size(); ++k) {
    const Gain& gain = row.gains[k];
    sheet.text(sheet_width - edge, panel.down(place_of(chart, n, k)), gain.word,
               {small_size, chart.contenders[k].ink.text, Side::right});
    words += "\n" + labelled(chart.contenders[k].label,
                             numerals.value(gain.value, gain.range, chart.digits) + ", " +
                                 chart.word_axis + " " + gain.word);
  }
  if (n > 0)
    sheet.line(panel.left - label_gap - label_width, top, sheet_width - edge, top, {grid_colour});
  sheet.hover({edge, top, sheet_width - 2.0 * edge, bottom - top, words});
}

}  // namespace

Picture picture_of(const GainChart& chart) {
  refuse(chart.rows.empty() || chart.contenders.empty(), "there is nothing to draw");
  const Scale scale = scale_of(extent_of(chart).range(), 6);
  const double rows = number_of(chart.rows.size());
  const double height = rows * (number_of(chart.contenders.size()) * line_height + row_gap);
  constexpr double head = 2.0 * title_room;  // the choices, and the sides of zero
  Sheet sheet(chart.caption, head + height + tick_room + title_room + edge);
  std::vector<std::string> labels, words{chart.word_axis};
  for (const GainRow& row : chart.rows) {
    labels.push_back(row.label);
    for (const Gain& gain : row.gains) words.push_back(gain.word);
  }
  const double label_width = std::min(widest(labels, text_size), widest_label);
  Panel panel{edge + label_width + label_gap,
              sheet_width - edge - widest(words, small_size) - 2.0 * label_gap,
              sheet.top() + head,
              sheet.top() + head + height,
              scale.range,
              {-rows, 0.0}};
  sheet.axes(panel, Numerals(chart.caption).ticks(scale), {}, Lines::upright);
  sheet.axis_title(panel.left, panel.bottom + tick_room, chart.value_axis);
  const double zero = panel.across(0.0);
  name_choices(sheet, chart, panel.left, sheet.top() + text_size / 2.0);
  const double sides = panel.top - text_size * 0.8;
  if (scale.range.low < 0.0)
    sheet.text(zero - label_gap, sides, chart.below, {small_size, quiet_colour, Side::right});
  if (scale.range.high > 0.0)
    sheet.text(zero + label_gap, sides, chart.above, {small_size, quiet_colour, Side::left});
  sheet.text(sheet_width - edge, sides, chart.word_axis, {small_size, quiet_colour, Side::right});
  for (std::size_t n = 0; n < chart.rows.size(); ++n) name_row(sheet, panel, chart, n, label_width);
  sheet.line(zero, panel.top, zero, panel.bottom, {word_colour, 1.4});
  plot_gains(sheet, chart);
  return sheet.picture();
}

}  // namespace samen::picture
