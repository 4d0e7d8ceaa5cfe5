// Differences within pairs: stacked dots, or bars, on both sides of zero.
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/pictures/drawing/canvas.hpp"
#include "analysis/pictures/parts/captions.hpp"
#include "analysis/statistics/paired.hpp"

namespace samen::analysis::picture {
namespace {

/// The number of pairs in a bin. Zero is the edge between two bins; ties (a difference of exactly
/// zero) belong to neither side.
struct Bin {
  std::size_t ties = 0, others = 0;

  std::size_t all() const { return ties + others; }
};

using Bins = std::map<long, Bin>;

Bins binned(const std::vector<double>& values, double width) {
  Bins bins;
  for (const double value : values) {
    Bin& bin = bins[static_cast<long>(std::floor(value / width))];
    ++(value == 0.0 ? bin.ties : bin.others);
  }
  return bins;
}

double highest(const Bins& bins) {
  std::size_t most = 0;
  for (const auto& [number, bin] : bins) most = std::max(most, bin.all());
  return number_of(most);
}

enum class Marking { dots, bars };

struct Histogram {
  double width = 0.0;  // of a bin
  Marking marking = Marking::bars;
};

/// A histogram with the widest bins whose stacked dots, as wide as a bin, fit into the panel; if
/// there are too many pairs, bars.
Histogram histogram_for(const std::vector<double>& values, const Panel& panel) {
  constexpr int fewest = 25, most = 110, bars = 40;
  const double range = panel.x.high - panel.x.low;
  for (int count = fewest; count <= most; ++count) {
    const double dot = (panel.right - panel.left) / count;
    if (highest(binned(values, range / count)) * dot <= panel.bottom - panel.top)
      return {range / count, Marking::dots};
  }
  return {range / bars, Marking::bars};
}

/// Ties are at the bottom of their bin, the other pairs above.
struct Stacks {
  Rows ties, first, second;
};

Stacks stacked(const Bins& bins, const Histogram& histogram) {
  Stacks stacks;
  for (const auto& [number, bin] : bins) {
    const double centre = (static_cast<double>(number) + 0.5) * histogram.width;
    Rows& side = number >= 0 ? stacks.first : stacks.second;
    if (histogram.marking == Marking::bars) {
      if (bin.others > 0) side.push_back({centre, number_of(bin.all())});
      if (bin.ties > 0) stacks.ties.push_back({centre, number_of(bin.ties)});
      continue;
    }
    for (std::size_t k = 0; k < bin.all(); ++k)
      (k < bin.ties ? stacks.ties : side).push_back({centre, number_of(k) + 0.5});
  }
  return stacks;
}

/// A dot is as wide as its bin, in pixels.
void plot_differences(Canvas& canvas, const DifferenceChart& chart, const Stacks& stacks,
                      const Histogram& histogram, double dot) {
  std::ostringstream style;
  if (histogram.marking == Marking::dots)
    style << " using 1:2 with points pt 7 ps " << 0.41 * dot / point_radius << " lc";
  else
    style << " using 1:2:(" << 0.94 * histogram.width << ") with boxes fs solid noborder fc";
  std::vector<std::string> elements;
  const auto add = [&](const Rows& rows, const std::string& label, std::string_view colour) {
    if (!rows.empty())
      elements.push_back(canvas.block(label + ": difference, height", rows) + style.str() +
                         in_colour(colour));
  };
  add(stacks.first, chart.first.label, chart.first.ink.line);
  add(stacks.second, chart.second.label, chart.second.ink.line);
  add(stacks.ties, "zero", total_tone);
  canvas.plot(elements);
}

void hover_bins(Canvas& canvas, const Panel& panel, const Bins& bins, double width,
                const Numerals& numerals, int digits) {
  for (const auto& [number, bin] : bins) {
    const Interval ends{static_cast<double>(number) * width,
                        static_cast<double>(number + 1) * width};
    canvas.hover({panel.across(ends.low), panel.top,
                  panel.across(ends.high) - panel.across(ends.low), panel.bottom - panel.top,
                  labelled(numerals.interval(ends, digits), numerals.count(bin.all()))});
  }
}

/// Arrows to both sides of zero, with the number of pairs on each side.
void draw_sides(Canvas& canvas, const Panel& panel, const DifferenceChart& chart,
                const std::vector<double>& values) {
  const Numerals numerals(chart.caption);
  std::size_t above = 0, below = 0;
  for (const double value : values) {
    above += value > 0.0;
    below += value < 0.0;
  }
  const double row = canvas.top() + title_room + text_size / 2.0;
  canvas.text(panel.left, row, "← " + labelled(chart.second.label, numerals.count(below)),
              {text_size, chart.second.ink.text, Side::left, Weight::bold});
  canvas.text(panel.right, row, labelled(chart.first.label, numerals.count(above)) + " →",
              {text_size, chart.first.ink.text, Side::right, Weight::bold});
  const double zero = panel.across(0.0);
  canvas.line(zero, panel.top, zero, panel.bottom, {word_colour, 1.2, Dash::solid, Layer::front});
}

/// Draws the mean with its interval, with enough digits to distinguish the ends of the interval.
void draw_mean(Canvas& canvas, const Panel& panel, const DifferenceChart& chart, int digits) {
  if (!std::isfinite(chart.mean.mean)) return;
  const double mean = panel.across(chart.mean.mean), y = panel.top - 8.0;
  canvas.line(mean, y, mean, panel.bottom, {word_colour, 1.0, Dash::dashed, Layer::front});
  if (const auto& interval = chart.mean.interval) {
    canvas.line(panel.across(interval->low), y, panel.across(interval->high), y,
                {word_colour, 3.0, Dash::solid, Layer::front});
    if (!is_flat(*interval))
      digits = std::max(digits, digits_for(interval->high - interval->low) + 1);
  }
  canvas.text(mean, y - text_size,
              Numerals(chart.caption).value(chart.mean.mean, chart.mean.interval, digits),
              {text_size, word_colour, Side::centre});
}

/// A scale that contains the differences, zero and the interval of the mean, with a margin.
Scale difference_scale(const DifferenceChart& chart, const std::vector<double>& values) {
  Extent extent;
  extent.add(0.0);
  extent.add(chart.mean.interval);
  for (const double value : values) extent.add(value);
  const Interval seen = extent.range();
  const double air = is_flat(seen) ? 1.0 : 0.06 * (seen.high - seen.low);
  return scale_within({seen.low - air, seen.high + air}, 8);
}

}  // namespace

Picture picture_of(const DifferenceChart& chart) {
  std::vector<double> values = chart.differences;
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  refuse(values.empty(), "there is no number to draw");
  const Scale scale = difference_scale(chart, values);
  constexpr double panel_height = 240.0, head = title_room + 48.0, counts_room = 36.0;
  Canvas canvas(chart.caption, head + panel_height + tick_room + title_room + edge);
  const double top = canvas.top() + head;
  Panel panel{edge + counts_room, sheet_width - edge, top, top + panel_height, scale.range, {}};
  const Histogram histogram = histogram_for(values, panel);
  const Bins bins = binned(values, histogram.width);
  const double dot =
      histogram.width / (scale.range.high - scale.range.low) * (panel.right - panel.left);
  constexpr double over_the_bars = 1.06;
  panel.y = {
      0.0, histogram.marking == Marking::dots ? panel_height / dot : over_the_bars * highest(bins)};
  const Numerals numerals(chart.caption);
  canvas.axes(panel, numerals.ticks(scale), numerals.ticks(scale_within(panel.y, 4)),
              Lines::across);
  canvas.axis_title(edge, canvas.top(), chart.count_axis);
  canvas.axis_title(panel.left, panel.bottom + tick_room, chart.value_axis);
  draw_sides(canvas, panel, chart, values);
  draw_mean(canvas, panel, chart, scale.value_digits());
  plot_differences(canvas, chart, stacked(bins, histogram), histogram, dot);
  hover_bins(canvas, panel, bins, histogram.width, numerals, scale.value_digits());
  return canvas.picture();
}

}  // namespace samen::analysis::picture

namespace samen::analysis {
namespace {

using picture::Picture;

std::optional<std::string> no_pairs_to_compare(const Batch& batch) {
  if (batch.arms().size() > 1) return std::nullopt;
  return "has one arm, so nothing to compare it with";
}

Picture differences_of_pairs(const PlotRequest& request) {
  const PlotWords words(request);
  const Batch& batch = request.batch;
  const Measure& measure = batch.answer_measure();
  const Display display = display_of(measure, money_unit_of(batch));
  const auto [first, second] = batch.answer_arms();
  auto values = differences(paired(batch.by_pair(measure.name, {first, request.point}),
                                   batch.by_pair(measure.name, {second, request.point})));
  for (double& value : values) value *= display.factor;
  const auto count_with = [&](double sign) {
    return std::count_if(values.begin(), values.end(),
                         [&](double value) { return sign * value > 0.0; });
  };
  const bool first_leads = count_with(1.0) >= count_with(-1.0);
  const int leader = first_leads ? first : second;
  const int other = first_leads ? second : first;
  const auto wins = count_with(first_leads ? 1.0 : -1.0);
  const auto side_of = [&](int arm, std::size_t place) {
    return picture::Contender{words("ahead", {{"arm", words.arm(arm)}}),
                              picture::ink_of(batch.arm_name(arm), place)};
  };
  return picture_of(picture::DifferenceChart{
      words.caption(
          "differences",
          words("differences.title", {{"leader", words.arm(leader)},
                                      {"other", words.arm(other)},
                                      {"wins", wins},
                                      {"n", values.size()}}),
          words("differences.about", {{"measure", measure_in(request.language, measure.name)},
                                      {"first", words.arm(first)},
                                      {"second", words.arm(second)},
                                      {"n", values.size()}})),
      words("differences.value") + (display.unit.empty() ? "" : ", " + display.unit),
      words("differences.count"), side_of(first, 0), side_of(second, 1), values, mean_of(values)});
}

}  // namespace

PictureKind differences_picture() {
  return {.place = 4,
          .name = "differences",
          .about = "paired differences, pair by pair",
          .missing = no_pairs_to_compare,
          .drawn = differences_of_pairs,
          .section = Section::over_time,
          .place_in_section = 3};
}

}  // namespace samen::analysis
