// Elementary effects of factors: mu* against sigma.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "analysis/pictures/drawing/canvas.hpp"
#include "analysis/pictures/parts/factors.hpp"
#include "analysis/results/acting.hpp"
#include "analysis/statistics/elementary_effects.hpp"

namespace samen::analysis::picture {
namespace {

constexpr double dot_size = 0.9, dot = dot_size * point_radius;

struct Rectangle {
  double left = 0.0, top = 0.0, right = 0.0, bottom = 0.0;

  bool overlaps(const Rectangle& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
  bool within(const Rectangle& outer) const {
    return left >= outer.left && right <= outer.right && top >= outer.top && bottom <= outer.bottom;
  }
};

/// The first position around a mark where its label overlaps nothing; none if there is no such
/// position.
std::optional<Rectangle> free_place(const Rectangle& mark, const std::string& label,
                                    const std::vector<Rectangle>& taken, const Rectangle& room) {
  const double width = text_width(label, text_size), height = text_size * 1.1;
  const double middle = (mark.top + mark.bottom - height) / 2.0;
  const double centre = (mark.left + mark.right - width) / 2.0;
  for (const double away : {3.0, 10.0, 20.0}) {
    const double right = mark.right + away, left = mark.left - away - width;
    const double above = mark.top - away - height, below = mark.bottom + away;
    const std::vector<std::pair<double, double>> corners{
        {right, middle}, {left, middle}, {centre, above}, {centre, below},
        {right, above},  {right, below}, {left, above},   {left, below}};
    for (const auto& [x, y] : corners) {
      const Rectangle place{x, y, x + width, y + height};
      const auto hits = [&](const Rectangle& other) { return place.overlaps(other); };
      if (place.within(room) && std::none_of(taken.begin(), taken.end(), hits)) return place;
    }
  }
  return std::nullopt;
}

/// Draws the line where mu* and sigma are equal. Above it, interactions or curvature exceed the
/// linear effect. Returns the areas that labels must avoid.
std::vector<Rectangle> draw_diagonal(Canvas& canvas, const Panel& panel) {
  const double end = std::min(panel.x.high, panel.y.high);
  canvas.line(panel.across(0.0), panel.down(0.0), panel.across(end), panel.down(end),
              {axis_colour, 0.8, Dash::dashed});
  const std::string equal = "σ = μ*";
  const double left = std::min(panel.across(end), panel.right - text_width(equal, small_size));
  const double middle = panel.down(end) - small_size * 0.8;
  canvas.text(left, middle, equal, {small_size, quiet_colour});
  std::vector<Rectangle> taken{
      {left, middle - small_size / 2.0, panel.right, middle + small_size / 2.0}};
  constexpr int pieces = 100;
  for (int k = 0; k < pieces; ++k) {
    const double from = end * k / pieces, to = end * (k + 1) / pieces;
    taken.push_back({panel.across(from), panel.down(to), panel.across(to), panel.down(from)});
  }
  return taken;
}

/// The dot of a factor with its interval.
Rectangle mark_of(const ScreenedFactor& factor, const Panel& panel) {
  const double x = panel.across(factor.mu_star), y = panel.down(factor.sigma);
  const Interval ends = factor.interval.value_or(Interval{factor.mu_star, factor.mu_star});
  return {std::min(x - dot, panel.across(ends.low)), y - dot,
          std::max(x + dot, panel.across(ends.high)), y + dot};
}

/// Writes labels, the largest mu* first, while there is room.
void write_labels(Canvas& canvas, const Panel& panel, const std::vector<ScreenedFactor>& factors,
                  const Rectangle& room) {
  std::vector<Rectangle> taken = draw_diagonal(canvas, panel);
  for (const ScreenedFactor& factor : factors) taken.push_back(mark_of(factor, panel));
  for (const ScreenedFactor& factor : factors)
    if (const auto place = free_place(mark_of(factor, panel), factor.factor, taken, room)) {
      taken.push_back(*place);
      canvas.text(place->left, (place->top + place->bottom) / 2.0, factor.factor, {});
    }
}

void plot_factors(Canvas& canvas, const std::vector<ScreenedFactor>& factors) {
  Rows points, intervals;
  for (const ScreenedFactor& factor : factors) {
    points.push_back({factor.mu_star, factor.sigma});
    if (factor.interval)
      intervals.push_back({factor.interval->low, factor.sigma, factor.interval->high});
  }
  std::vector<std::string> elements;
  if (!intervals.empty())
    elements.push_back(canvas.block("intervals of mu*: low, sigma, high", intervals) +
                       " using 1:2:($3-$1):(0) with vectors nohead" +
                       stroke_words({word_colour, 1.2}));
  std::ostringstream dots;
  dots << " using 1:2 with points pt 7 ps " << dot_size << " lc" << in_colour(deep_words);
  elements.push_back(canvas.block("factors: mu*, sigma", points) + dots.str());
  canvas.plot(elements);
}

}  // namespace

Picture picture_of(const MorrisPlot& chart) {
  auto factors = chart.factors;
  std::sort(factors.begin(), factors.end(), [](const ScreenedFactor& a, const ScreenedFactor& b) {
    return a.mu_star != b.mu_star ? a.mu_star > b.mu_star : a.factor < b.factor;
  });
  refuse(factors.empty(), "there is nothing to draw");
  Extent across, up;
  for (Extent* extent : {&across, &up}) extent->add(0.0);
  for (const ScreenedFactor& factor : factors) {
    across.add(factor.mu_star);
    across.add(factor.interval);
    up.add(factor.sigma);
  }
  const Numerals numerals(chart.caption);
  const Scale x_scale = scale_of(across.range(), 7), y_scale = scale_of(up.range(), 5);
  constexpr double panel_height = 360.0, head = title_room + 10.0;
  Canvas canvas(chart.caption, head + panel_height + tick_room + title_room + edge);
  const auto y_ticks = numerals.ticks(y_scale);
  Panel panel = wide_panel(canvas, chart.sigma_axis, y_ticks, 2.0 * edge, head, panel_height);
  panel.x = x_scale.range;
  panel.y = y_scale.range;
  canvas.axes(panel, numerals.ticks(x_scale), y_ticks, Lines::across);
  canvas.axis_title(panel.left, panel.bottom + tick_room, chart.mu_star_axis);
  write_labels(canvas, panel, factors,
               {panel.left, panel.top - head / 2.0, sheet_width - 2.0, panel.bottom});
  for (const ScreenedFactor& factor : factors)
    canvas.hover({panel.across(factor.mu_star) - 2.0 * dot, panel.down(factor.sigma) - 2.0 * dot,
                  4.0 * dot, 4.0 * dot,
                  factor.factor + "\n" +
                      labelled("μ*", numerals.value(factor.mu_star, factor.interval,
                                                    x_scale.value_digits())) +
                      "\n" + labelled("σ", numerals.number(factor.sigma, y_scale.value_digits()))});
  plot_factors(canvas, factors);
  return canvas.picture();
}

}  // namespace samen::analysis::picture

namespace samen::analysis {
namespace {

using picture::Picture;

std::optional<std::string> no_morris(const Batch& batch) {
  if (batch.design_kind() == "morris") return std::nullopt;
  return "needs a design of kind morris";
}

Picture morris(const PlotRequest& request) {
  const PlotWords words(request);
  const Question question(request);
  const Responses responses(request.batch, question.response, question.display.factor);
  const ElementaryEffects effects = elementary_effects(trajectories(request.batch, responses));
  picture::MorrisPlot chart;
  std::vector<Weight> weights;
  const std::vector<bool> acting = acting_factors(request.batch);
  for (std::size_t n = 0; n < effects.factors.size(); ++n) {
    if (!acting[n]) continue;
    const FactorEffects& found = effects.factors[n];
    const std::string name = factor_in(request.language, request.batch.factors()[n]);
    weights.push_back({name, found.mean_absolute.mean, found.mean_absolute.interval});
    chart.factors.push_back(
        {name, found.mean_absolute.mean, found.deviation, found.mean_absolute.interval});
  }
  require_one_acts(request.batch, weights.empty());
  chart.caption = words.caption_of_all(
      "morris", claim_of(request, foremost(std::move(weights)), "morris"),
      words("morris.about", {{"what", question.label}, {"n", effects.trajectories}}) +
          inert_in_words(request));
  chart.mu_star_axis = words("morris.mu_star");
  chart.sigma_axis = words("morris.sigma");
  return picture_of(chart);
}

}  // namespace

PictureKind morris_picture() {
  return {.place = 15,
          .name = "morris",
          .about = "elementary effects: size against interaction",
          .missing = no_morris,
          .drawn = morris,
          .section = Section::factors,
          .place_in_section = 3};
}

}  // namespace samen::analysis
