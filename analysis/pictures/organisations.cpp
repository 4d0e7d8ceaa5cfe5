// Winners and losers: dots and ranges on either side of zero.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "analysis/output/organisations.hpp"
#include "analysis/pictures/drawing/canvas.hpp"
#include "analysis/pictures/parts/captions.hpp"

namespace samen::analysis::picture {
namespace {

constexpr double line_height = 15.0;  // height of a choice within its row
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

/// Position of a choice on the vertical axis of the panel; the unit is a row, counted from the top.
double place_of(const GainChart& chart, std::size_t row, std::size_t choice) {
  const double choices = number_of(chart.contenders.size());
  const double height = choices * line_height + row_gap;
  return -number_of(row) - (row_gap / 2.0 + (number_of(choice) + 0.5) * line_height) / height;
}

void plot_gains(Canvas& canvas, const GainChart& chart) {
  std::vector<std::string> elements;
  for (std::size_t k = 0; k < chart.contenders.size(); ++k) {
    const auto& [label, ink] = chart.contenders[k];
    Rows rows;
    for (std::size_t n = 0; n < chart.rows.size(); ++n) {
      const Gain& gain = chart.rows[n].gains[k];
      rows.push_back({gain.value, place_of(chart, n, k), gain.range.low, gain.range.high});
    }
    const std::string block = canvas.block(label + ": mean, place, low, high", rows);
    elements.push_back(block + " using 3:2:($4-$3):(0) with vectors nohead" +
                       stroke_words({ink.line, thick}));
    elements.push_back(block + " using 1:2 with points pt 7 ps 1.1 lc" + in_colour(ink.line));
  }
  canvas.plot(elements);
}

/// Names the choices in their colours, in the order of each row.
void name_choices(Canvas& canvas, const GainChart& chart, double left, double y) {
  for (const auto& [label, ink] : chart.contenders) {
    canvas.text(left, y, label, {text_size, ink.text, Side::left, Weight::bold});
    left += bold_width * text_width(label, text_size) + 2.0 * label_gap;
  }
}

void name_row(Canvas& canvas, const Panel& panel, const GainChart& chart, std::size_t n,
              double label_width) {
  const GainRow& row = chart.rows[n];
  const Numerals numerals(chart.caption);
  const double top = panel.down(-number_of(n)), bottom = panel.down(-number_of(n) - 1.0);
  canvas.text(panel.left - label_gap, (top + bottom) / 2.0,
              shortened(row.label, text_size, label_width), {text_size, word_colour, Side::right});
  std::string words = row.label;
  for (std::size_t k = 0; k < row.gains.size(); ++k) {
    const Gain& gain = row.gains[k];
    canvas.text(sheet_width - edge, panel.down(place_of(chart, n, k)), gain.word,
                {small_size, chart.contenders[k].ink.text, Side::right});
    words += "\n" + labelled(chart.contenders[k].label,
                             numerals.value(gain.value, gain.range, chart.digits) + ", " +
                                 chart.word_axis + " " + gain.word);
  }
  if (n > 0)
    canvas.line(panel.left - label_gap - label_width, top, sheet_width - edge, top, {grid_colour});
  canvas.hover({edge, top, sheet_width - 2.0 * edge, bottom - top, words});
}

}  // namespace

Picture picture_of(const GainChart& chart) {
  refuse(chart.rows.empty() || chart.contenders.empty(), "there is nothing to draw");
  const Scale scale = scale_of(extent_of(chart).range(), 6);
  const double rows = number_of(chart.rows.size());
  const double height = rows * (number_of(chart.contenders.size()) * line_height + row_gap);
  constexpr double head = 2.0 * title_room;  // for the names of the choices and of the sides of
                                             // zero
  Canvas canvas(chart.caption, head + height + tick_room + title_room + edge);
  std::vector<std::string> labels, words{chart.word_axis};
  for (const GainRow& row : chart.rows) {
    labels.push_back(row.label);
    for (const Gain& gain : row.gains) words.push_back(gain.word);
  }
  const double label_width = std::min(widest(labels, text_size), widest_label);
  Panel panel{edge + label_width + label_gap,
              sheet_width - edge - widest(words, small_size) - 2.0 * label_gap,
              canvas.top() + head,
              canvas.top() + head + height,
              scale.range,
              {-rows, 0.0}};
  canvas.axes(panel, Numerals(chart.caption).ticks(scale), {}, Lines::upright);
  canvas.axis_title(panel.left, panel.bottom + tick_room, chart.value_axis);
  const double zero = panel.across(0.0);
  name_choices(canvas, chart, panel.left, canvas.top() + text_size / 2.0);
  const double sides = panel.top - text_size * 0.8;
  if (scale.range.low < 0.0)
    canvas.text(zero - label_gap, sides, chart.below, {small_size, quiet_colour, Side::right});
  if (scale.range.high > 0.0)
    canvas.text(zero + label_gap, sides, chart.above, {small_size, quiet_colour, Side::left});
  canvas.text(sheet_width - edge, sides, chart.word_axis, {small_size, quiet_colour, Side::right});
  for (std::size_t n = 0; n < chart.rows.size(); ++n)
    name_row(canvas, panel, chart, n, label_width);
  canvas.line(zero, panel.top, zero, panel.bottom, {word_colour, 1.4});
  plot_gains(canvas, chart);
  return canvas.picture();
}

}  // namespace samen::analysis::picture

namespace samen::analysis {
namespace {

using picture::GainChart;

/// "alone leaves 7 of 8 organisations with a loss on average, together none"
std::string finding(const PlotRequest& request, const Balances& balances,
                    const std::vector<int>& arms) {
  const PlotWords words(request);
  const auto [first, second] = request.batch.answer_arms();
  std::vector<int> described;
  for (const int arm : {second, first})
    if (std::count(arms.begin(), arms.end(), arm) > 0 &&
        std::count(described.begin(), described.end(), arm) == 0)
      described.push_back(arm);
  if (described.empty()) described.push_back(arms.front());
  std::string all;
  for (const int arm : described) {
    const std::size_t losing = losers(balances, {arm, request.point});
    std::string_view key = losing == 0 ? "organisations.leaves_none" : "organisations.leaves";
    if (!all.empty()) key = losing == 0 ? "organisations.next_none" : "organisations.next";
    all += (all.empty() ? "" : ", ") +
           words(key, {{"arm", words.arm(arm)}, {"n", losing}, {"all", balances.names().size()}});
  }
  return all;
}

std::optional<std::string> no_balances(const Batch& batch) {
  if (!Balances::known(batch)) return "is of an older version: run the scenario again";
  const Balances balances(batch);
  for (const int point : batch.points())
    if (!arms_with_balances(balances, batch, point).empty()) return std::nullopt;
  return "nobody gains or loses anything";
}

picture::Picture organisations(const PlotRequest& request) {
  const PlotWords words(request);
  const Batch& batch = request.batch;
  const Balances balances(batch);
  const auto arms = arms_with_balances(balances, batch, request.point);
  if (arms.empty())
    throw ResultsError(batch.file().path() + ": nobody gains or loses anything at this point");
  const auto groups = balances.groups(most_organisations);
  const bool by_kind = groups.size() < balances.names().size();
  GainChart chart;
  for (const int arm : arms)
    chart.contenders.push_back(
        {words.arm(arm), picture::ink_of(batch.arm_name(arm), chart.contenders.size())});
  double largest = 0.0;
  for (const Group& group : groups) {
    picture::GainRow row{group.label, {}};
    for (const int arm : arms) {
      const Balance found = balances.at(group, {arm, request.point});
      largest = std::max(largest, std::fabs(found.mean.mean));
      row.gains.push_back(
          {found.mean.mean, {found.low, found.high}, words.percent(found.below_zero.mean)});
    }
    chart.rows.push_back(std::move(row));
  }
  chart.digits = digits_of_balance(largest);
  chart.value_axis = "k€";
  chart.below = words("organisations.loses");
  chart.above = words("organisations.gains");
  chart.word_axis = words("organisations.below");
  chart.caption = words.caption("organisations", finding(request, balances, arms),
                                words(by_kind ? "organisations.about_kinds" : "organisations.about",
                                      {{"n", runs_drawn(request, arms.front())}}));
  return picture_of(chart);
}

}  // namespace

PictureKind organisations_picture() {
  return {.place = 6,
          .name = "organisations",
          .about = "who gains and who loses: the own balance of each organisation",
          .missing = no_balances,
          .drawn = organisations,
          .section = Section::organisations,
          .place_in_section = 1};
}

}  // namespace samen::analysis
