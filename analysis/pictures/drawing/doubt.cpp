#include "analysis/pictures/drawing/doubt.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "analysis/output/table.hpp"
#include "analysis/pictures/drawing/canvas.hpp"

namespace samen::analysis::picture {
namespace {

constexpr double doubt_height = 120.0;
constexpr double doubt_head = 24.0;    // above a panel, for its label
constexpr double name_step = 11.5;     // between the two lines of a name
constexpr double sets_right = 340.0;   // right end of the sets
constexpr double names_right = 610.0;  // right end of the names of the drivers and left end of
                                       // their bars
constexpr int bins = 40;
constexpr double doubt_step = doubt_head + doubt_height + tick_room + title_room;

Scale common_scale(const DoubtChart& chart) {
  Extent extent;
  extent.add(0.0);
  for (const DoubtPanel& panel : chart.panels) {
    extent.add(panel.usual);
    for (const double difference : panel.differences) extent.add(difference);
  }
  const Interval seen = extent.range();
  const double air = seen.high > seen.low ? 0.05 * (seen.high - seen.low) : 1.0;
  return scale_within({seen.low - air, seen.high + air}, 6);
}

/// Number of sets in each bin; zero is the edge between two bins.
std::map<long, std::size_t> counted(const std::vector<double>& differences, double width) {
  std::map<long, std::size_t> counts;
  for (const double difference : differences)
    if (std::isfinite(difference)) ++counts[static_cast<long>(std::floor(difference / width))];
  return counts;
}

void draw_sets(Canvas& canvas, const DoubtChart& chart, const DoubtPanel& shown, const Scale& scale,
               double top) {
  const Numerals numerals(chart.caption);
  const double width = (scale.range.high - scale.range.low) / bins;
  const auto counts = counted(shown.differences, width);
  refuse(counts.empty(), "there is no number to draw");
  std::size_t most = 0;
  for (const auto& [bin, count] : counts) most = std::max(most, count);
  Panel panel{edge + 36.0,        sets_right,  top,
              top + doubt_height, scale.range, {0.0, 1.08 * number_of(most)}};
  canvas.axes(panel, numerals.ticks(scale), numerals.ticks(scale_within(panel.y, 3)),
              Lines::across);
  canvas.axis_title(panel.left, panel.bottom + tick_room, chart.value_axis);
  Rows first, second;
  for (const auto& [bin, count] : counts) {
    const double low = static_cast<double>(bin) * width;
    (bin >= 0 ? first : second).push_back({low + width / 2.0, number_of(count)});
    canvas.hover({panel.across(low), panel.top, panel.across(low + width) - panel.across(low),
                  panel.bottom - panel.top,
                  labelled(numerals.interval({low, low + width}, scale.value_digits()),
                           numerals.count(count))});
  }
  const double zero = panel.across(0.0), usual = panel.across(shown.usual);
  canvas.line(zero, panel.top, zero, panel.bottom, {word_colour, 1.2, Dash::solid, Layer::front});
  canvas.line(usual, panel.top, usual, panel.bottom, {deep_words, 2.0, Dash::solid, Layer::front});
  std::ostringstream style;
  style << " using 1:2:(" << 0.94 * width << ") with boxes fs solid noborder fc";
  std::vector<std::string> elements;
  const auto add = [&](const Rows& rows, const Contender& side) {
    if (!rows.empty())
      elements.push_back(canvas.block(side.label + ": difference, sets", rows) + style.str() +
                         in_colour(side.ink.line));
  };
  add(first, chart.first);
  add(second, chart.second);
  canvas.plot(elements);
}

/// A text in two lines at most, the second shortened.
std::vector<std::string> in_two_lines(const std::string& words, double width) {
  const auto lines = wrapped(words, small_size, width);
  if (lines.size() <= 2) return lines;
  std::string rest = lines[1];
  for (std::size_t n = 2; n < lines.size(); ++n) rest += " " + lines[n];
  return {lines[0], shortened(rest, small_size, width)};
}

void draw_drivers(Canvas& canvas, const DoubtChart& chart, const DoubtPanel& shown, double top) {
  if (shown.drivers.empty()) return;
  const Numerals numerals(chart.caption);
  const double rows = number_of(shown.drivers.size());
  const Panel panel{names_right + label_gap, sheet_width - edge, top,
                    top + doubt_height,      {-1.0, 1.0},        {0.5 - rows, 0.5}};
  const Scale scale = scale_within(panel.x, 2);
  canvas.axes(panel, numerals.ticks(scale), {}, Lines::upright);
  canvas.axis_title(panel.left, panel.bottom + tick_room, chart.driver_axis);
  constexpr double half = 0.32;  // of a row
  constexpr int digits = 2;
  Rows boxes, whiskers;
  for (std::size_t k = 0; k < shown.drivers.size(); ++k) {
    const DoubtDriver& driver = shown.drivers[k];
    const double middle = 0.0 - number_of(k);
    boxes.push_back({driver.correlation / 2.0, middle, std::min(0.0, driver.correlation),
                     std::max(0.0, driver.correlation), middle - half, middle + half});
    if (driver.interval) whiskers.push_back({driver.interval->low, middle, driver.interval->high});
    constexpr double longest = names_right - sets_right - 2.0 * label_gap;
    const auto label = in_two_lines(driver.meaning, longest);
    const double first = panel.down(middle) - (number_of(label.size()) - 1.0) * name_step / 2.0;
    canvas.lines(names_right, first, label, {small_size, word_colour, Side::right},
                 name_step / small_size);
    const double row = doubt_height / rows;
    canvas.hover({sets_right + label_gap, panel.down(middle) - row / 2.0,
                  sheet_width - edge - sets_right - label_gap, row,
                  labelled(driver.meaning + " – " + driver.key,
                           numerals.value(driver.correlation, driver.interval, digits))});
  }
  const double zero = panel.across(0.0);
  canvas.line(zero, panel.top, zero, panel.bottom, {word_colour});
  std::vector<std::string> elements{
      canvas.block("drivers: centre, centre, left, right, bottom, top", boxes) +
      " using 1:2:3:4:5:6 with boxxyerror fs solid noborder fc" + in_colour(pale_tone)};
  if (!whiskers.empty())
    elements.push_back(canvas.block("intervals: low, row, high", whiskers) +
                       " using 1:2:($3-$1):(0) with vectors nohead" +
                       stroke_words({word_colour, 1.4}));
  canvas.plot(elements);
}

}  // namespace

Picture picture_of(const DoubtChart& chart) {
  refuse(chart.panels.empty(), "there is nothing to draw");
  const Scale scale = common_scale(chart);
  Canvas canvas(chart.caption, title_room + number_of(chart.panels.size()) * doubt_step + edge);
  const double legend = canvas.top() + text_size / 2.0;
  canvas.text(edge, legend, chart.count_axis, {text_size, quiet_colour});
  canvas.text(sets_right, legend, "│ " + chart.usual_label, {text_size, deep_words, Side::right});
  double top = canvas.top() + title_room;
  for (const DoubtPanel& panel : chart.panels) {
    canvas.text(edge, top + text_size, panel.label,
                {text_size, word_colour, Side::left, Weight::bold});
    draw_sets(canvas, chart, panel, scale, top + doubt_head);
    draw_drivers(canvas, chart, panel, top + doubt_head);
    top += doubt_step;
  }
  return canvas.picture();
}

}  // namespace samen::analysis::picture

namespace samen::analysis {
namespace {

std::string in_pictures(Language language, std::string_view key, Fillings fillings = {}) {
  return language("picture." + std::string(key), fillings);
}

picture::DoubtPanel panel_of(const DoubtedFunding& funding, const ArmPair& arms,
                             const Display& display, Language language) {
  const DoubtedDifference found = funding.difference(arms);
  const bool more_is_better = funding.sets().answer_measure().more_is_better;
  const bool as_it_stands = funding.funding() == "as it stands";
  picture::DoubtPanel panel;
  panel.label = in_pictures(
      language, more_is_better ? "doubt.panel_ahead" : "doubt.panel_more",
      {{"funding", capitalised(in_pictures(
                       language, as_it_stands ? "doubt.as_it_stands" : "doubt.own_money"))},
       {"first", arm_in(language, arms.first)},
       {"share", percent_in(language, found.above.mean)},
       {"n", found.means.size()}});
  panel.differences = found.means;
  for (double& difference : panel.differences) difference *= display.factor;
  panel.usual = found.usual.mean * display.factor;
  constexpr std::size_t resamples = 1000;
  for (const Driver& driver : funding.drivers(arms, resamples).strongest) {
    const Factor& factor = funding.sets().factors()[driver.factor];
    panel.drivers.push_back({capitalised(meaning_in(language, factor.name, factor.meaning)),
                             factor.name, driver.value, driver.interval});
  }
  return panel;
}

}  // namespace

picture::Picture picture_of(const Doubt& doubt, Language language) {
  const Batch& batch = doubt.as_it_stands().scenario();
  const Measure& measure = batch.answer_measure();
  const Display display = display_of(measure, money_unit_of(batch));
  const ArmPair arms = doubt.comparisons().front();
  const std::string first = arm_in(language, arms.first), second = arm_in(language, arms.second);
  picture::DoubtChart chart;
  for (const DoubtedFunding& funding : doubt.fundings())
    chart.panels.push_back(panel_of(funding, arms, display, language));
  const DoubtedDifference found = doubt.as_it_stands().difference(arms);
  const bool partial = doubt.as_it_stands().drivers(arms, 0).measure == RankMeasure::partial;
  chart.caption = {
      "doubt",
      in_pictures(language, measure.more_is_better ? "doubt.title_ahead" : "doubt.title_more",
                  {{"first", capitalised(first)},
                   {"second", second},
                   {"share", percent_in(language, found.above.mean)}}),
      in_pictures(language, partial ? "doubt.about_partial" : "doubt.about",
                  {{"n", doubt.count("varied")}, {"spread", percent_in(language, doubt.spread())}}),
      language.decimal_sign()};
  chart.value_axis = measure_in(language, measure, display) + ": " + first + " − " + second;
  chart.count_axis = in_pictures(language, "doubt.count");
  chart.driver_axis = in_pictures(language, "doubt.driver");
  chart.usual_label = in_pictures(language, "doubt.usual");
  const auto side_of = [&](const std::string& arm, const std::string& name, std::size_t place) {
    return picture::Contender{
        in_pictures(language, measure.more_is_better ? "ahead" : "has_more", {{"arm", arm}}),
        picture::ink_of(name, place)};
  };
  chart.first = side_of(first, arms.first, 0);
  chart.second = side_of(second, arms.second, 1);
  return picture_of(chart);
}

}  // namespace samen::analysis
