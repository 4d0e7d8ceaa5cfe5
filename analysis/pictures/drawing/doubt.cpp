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

constexpr double panel_height = 120.0;
constexpr double head = 24.0;          // above a panel, for its label
constexpr double sets_right = 400.0;   // where the sets end
constexpr double names_right = 610.0;  // where the names of the drivers end and their bars begin
constexpr int bins = 40;
constexpr double panel_step = head + panel_height + tick_room + title_room;

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

/// Sets per bin; zero is the edge of two bins.
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
              top + panel_height, scale.range, {0.0, 1.08 * number_of(most)}};
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

void draw_drivers(Canvas& canvas, const DoubtChart& chart, const DoubtPanel& shown, double top) {
  if (shown.drivers.empty()) return;
  const Numerals numerals(chart.caption);
  const double rows = number_of(shown.drivers.size());
  const Panel panel{names_right + label_gap, sheet_width - edge, top,
                    top + panel_height,      {-1.0, 1.0},        {0.5 - rows, 0.5}};
  const Scale scale = scale_within(panel.x, 2);
  canvas.axes(panel, numerals.ticks(scale), {}, Lines::upright);
  canvas.axis_title(panel.left, panel.bottom + tick_room, chart.driver_axis);
  constexpr double half = 0.32;  // of a row
  constexpr int digits = 2;
  Rows boxes, whiskers;
  for (std::size_t k = 0; k < shown.drivers.size(); ++k) {
    const Case& driver = shown.drivers[k];
    const double middle = 0.0 - number_of(k);
    boxes.push_back({driver.value / 2.0, middle, std::min(0.0, driver.value),
                     std::max(0.0, driver.value), middle - half, middle + half});
    if (driver.interval) whiskers.push_back({driver.interval->low, middle, driver.interval->high});
    constexpr double longest = names_right - sets_right - 2.0 * label_gap;
    canvas.text(names_right, panel.down(middle), shortened(driver.label, small_size, longest),
                {small_size, word_colour, Side::right});
    const double row = panel_height / rows;
    canvas.hover({sets_right + label_gap, panel.down(middle) - row / 2.0,
                  sheet_width - edge - sets_right - label_gap, row,
                  labelled(driver.label, numerals.value(driver.value, driver.interval, digits))});
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
  Canvas canvas(chart.caption, title_room + number_of(chart.panels.size()) * panel_step + edge);
  const double legend = canvas.top() + text_size / 2.0;
  canvas.text(edge, legend, chart.count_axis, {text_size, quiet_colour});
  canvas.text(sets_right, legend, "│ " + chart.usual_label, {text_size, deep_words, Side::right});
  double top = canvas.top() + title_room;
  for (const DoubtPanel& panel : chart.panels) {
    canvas.text(edge, top + text_size, panel.label,
                {text_size, word_colour, Side::left, Weight::bold});
    draw_sets(canvas, chart, panel, scale, top + head);
    draw_drivers(canvas, chart, panel, top + head);
    top += panel_step;
  }
  return canvas.picture();
}

}  // namespace samen::analysis::picture

namespace samen::analysis {
namespace {

/// Texts in one language.
struct Texts {
  Language language;
  std::string operator()(const char* english, const char* dutch) const {
    return std::string(in(language, english, dutch));
  }
  std::string percent(double share) const {
    std::string words = shown_percent(share);
    if (language == Language::dutch) std::replace(words.begin(), words.end(), '.', ',');
    return words;
  }
};

std::string funding_in(const Texts& text, const std::string& funding) {
  return funding == "as it stands" ? text("as it stands", "zoals het is")
                                   : text("own money only", "enkel eigen geld");
}

/// Of the arm that has more: where more is better it is ahead.
std::string more_than(const Texts& text, bool more_is_better) {
  return more_is_better ? text(" is ahead of ", " ligt voor op ")
                        : text(" has more than ", " heeft meer dan ");
}

picture::DoubtPanel panel_of(const DoubtedFunding& funding, const ArmPair& arms,
                             const Display& display, const Texts& text) {
  const DoubtedDifference found = funding.difference(arms);
  picture::DoubtPanel panel;
  panel.label =
      capitalised(funding_in(text, funding.funding())) + ": " + arm_in(text.language, arms.first) +
      (funding.sets().answer_measure().more_is_better ? text(" is ahead in ", " ligt voor in ")
                                                      : text(" has more in ", " heeft meer in ")) +
      text.percent(found.above.mean) + text(" of ", " van ") + std::to_string(found.means.size()) +
      text(" sets", " stellen");
  panel.differences = found.means;
  for (double& difference : panel.differences) difference *= display.factor;
  panel.usual = found.usual.mean * display.factor;
  constexpr std::size_t resamples = 1000;
  for (const Driver& driver : funding.drivers(arms, resamples).strongest)
    panel.drivers.push_back(
        {funding.sets().factors()[driver.factor].name, driver.value, driver.interval, false});
  return panel;
}

}  // namespace

picture::Picture picture_of(const Doubt& doubt, Language language) {
  const Texts text{language};
  const Batch& batch = doubt.as_it_stands().scenario();
  const Display display = display_of(batch.answer_measure(), money_of(batch));
  const ArmPair arms = doubt.comparisons().front();
  const std::string first = arm_in(language, arms.first), second = arm_in(language, arms.second);
  const bool more_is_better = batch.answer_measure().more_is_better;
  picture::DoubtChart chart;
  for (const DoubtedFunding& funding : doubt.fundings())
    chart.panels.push_back(panel_of(funding, arms, display, text));
  const DoubtedDifference found = doubt.as_it_stands().difference(arms);
  const bool partial = doubt.as_it_stands().drivers(arms, 0).measure == RankMeasure::partial;
  chart.caption = {
      "doubt",
      capitalised(first) + more_than(text, more_is_better) + second + " in " +
          text.percent(found.above.mean) +
          text(" of the sets of assumptions", " van de stellen aannames"),
      std::to_string(doubt.count("varied")) + text(" assumptions up to ", " aannames tot ") +
          text.percent(doubt.spread()) +
          text(" off, all at once; left: mean difference of each set; right: what decides, ",
               " ernaast, allemaal tegelijk; links: gemiddeld verschil per stel; rechts: wat "
               "beslist, ") +
          (partial ? text("partial rank correlation", "partiële rangcorrelatie")
                   : text("rank correlation", "rangcorrelatie")) +
          text(" with 95 % intervals over sets", " met 95%-interval over stellen"),
      language == Language::dutch ? picture::DecimalSign::comma : picture::DecimalSign::point};
  chart.value_axis = measure_in(language, batch.answer_measure().name) +
                     (display.unit.empty() ? "" : ", " + display.unit) + ": " + first + " − " +
                     second;
  chart.count_axis = text("sets", "stellen");
  chart.driver_axis = text("correlation", "correlatie");
  chart.usual_label = text("the scenario itself", "het scenario zelf");
  const std::string ahead = more_is_better ? text(" ahead", " voor") : text(" more", " meer");
  chart.first = {first + ahead, picture::ink_of(arms.first, 0)};
  chart.second = {second + ahead, picture::ink_of(arms.second, 1)};
  return picture_of(chart);
}

}  // namespace samen::analysis
