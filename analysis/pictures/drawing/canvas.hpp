// The canvas on which a chart is laid out: text measures, axes and numbers, and the gnuplot script.
// Lengths are pixels of the SVG, from the top left.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/output/numbers.hpp"
#include "analysis/pictures/drawing/picture.hpp"

namespace samen::analysis::picture {

// ---- measures and colours -----------------------------------------------------------------------

inline constexpr double sheet_width = 760.0;
inline constexpr double edge = 14.0;
inline constexpr double title_size = 16.0, text_size = 12.0, small_size = 10.5;
inline constexpr double bold_width = 1.12;     // width of bold text relative to plain text
inline constexpr double line_step = 1.35;      // from one line of text to the next, in font sizes
inline constexpr double label_gap = 8.0;       // between a label and its mark
inline constexpr double widest_label = 210.0;  // longer labels are broken into lines or shortened
inline constexpr double tick_room = 24.0;      // below a panel, for its tick labels
inline constexpr double title_room = 20.0;     // for the title of an axis
inline constexpr double point_radius = 4.5;    // radius of gnuplot's filled circle at size 1

inline constexpr std::string_view word_colour = "#222222", quiet_colour = "#666666",
                                  axis_colour = "#8A8A8A", grid_colour = "#E4E4E4",
                                  white = "#FFFFFF";
// Two tones of one hue that no arm uses. They also differ in grey.
inline constexpr std::string_view pale_tone = "#E6C3D8", deep_tone = "#A85F8B",
                                  pale_words = "#94406F", deep_words = "#6B2450";
inline constexpr std::string_view total_tone = "#4D4D4D";

inline constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

constexpr double number_of(std::size_t count) {
  return static_cast<double>(count);
}

inline void refuse(bool wrong, const std::string& complaint) {
  if (wrong) throw std::invalid_argument("picture: " + complaint);
}

// ---- words --------------------------------------------------------------------------------------

void replace_all(std::string& text, std::string_view from, const std::string& to);

/// Estimated width of a text: room must be reserved before gnuplot draws. Letters have the widths
/// of DejaVu Sans, which is among the widest common fonts, so other fonts need less.
double text_width(const std::string& words, double size);
double widest(const std::vector<std::string>& texts, double size);

/// Shortens a text to a width, with an ellipsis for the missing part. A short last word is kept,
/// because it may be the number that distinguishes two organisations.
std::string shortened(const std::string& words, double size, double width);
/// Breaks a text into lines; a word longer than a line is shortened.
std::vector<std::string> wrapped(const std::string& words, double size, double width);

/// A label and its value, joined by an en space, at which wrapped() does not break the line.
inline std::string labelled(const std::string& label, const std::string& value) {
  return label + "\u2002" + value;
}

// ---- scales and numbers -------------------------------------------------------------------------

/// Number of decimals that distinguishes two values one step apart.
int digits_for(double step);

/// A range, its round ticks and the digits that they need.
struct Scale {
  Interval range;
  std::vector<double> ticks;
  int digits = 0;

  /// Values have one digit more than ticks.
  int value_digits() const { return digits + 1; }
};

/// Whether a range is too narrow to draw.
bool is_flat(const Interval& range);

/// Ticks at about `wanted` round values inside the range.
Scale scale_within(Interval range, int wanted);
/// A scale that contains the data with a small margin; the margin is larger if the data are nearly
/// one number. It starts at zero if the data are near zero.
Scale scale_of(Interval data, int wanted);

/// The range of the added values; NaN and infinity are ignored.
class Extent {
 public:
  void add(double value) {
    if (!std::isfinite(value)) return;
    range_.low = std::min(range_.low, value);
    range_.high = std::max(range_.high, value);
  }
  void add(const std::optional<Interval>& interval) {
    if (!interval) return;
    add(interval->low);
    add(interval->high);
  }
  /// Throws std::invalid_argument if no number was added.
  Interval range() const {
    refuse(range_.low > range_.high, "there is no number to draw");
    return range_;
  }

 private:
  static constexpr double infinity = std::numeric_limits<double>::infinity();
  Interval range_{infinity, -infinity};
};

struct Tick {
  double at = 0.0;
  std::string label;
};

double tick_width(const std::vector<Tick>& ticks);

/// Writes numbers in the reader's language.
class Numerals {
 public:
  explicit Numerals(const Caption& caption, Print print = Print::number)
      : sign_(caption.decimal_sign), print_(print) {}

  /// Percentages have as many digits as in tables.
  std::string number(double value, int digits) const;
  std::string count(std::size_t n) const { return number(number_of(n), 0); }
  std::string interval(const Interval& interval, int digits) const;
  std::string value(double value, const std::optional<Interval>& its_interval, int digits) const;
  std::vector<Tick> ticks(const Scale& scale) const;

 private:
  char sign_;
  Print print_;
};

// ---- the sheet ----------------------------------------------------------------------------------

enum class Side { left, centre, right };
enum class Weight { plain, bold };
enum class Layer { back, front };
enum class Lines { none, across, upright };

struct Style {
  double size = text_size;
  std::string_view colour = word_colour;
  Side side = Side::left;
  Weight weight = Weight::plain;
  double turned = 0.0;  // degrees
};

struct Stroke {
  std::string_view colour = axis_colour;
  double width = 1.0;
  Dash dash = Dash::solid;
  Layer layer = Layer::back;
};

/// The position of a plot: its edges, and the ranges of its axes.
struct Panel {
  double left = 0.0, right = 0.0, top = 0.0, bottom = 0.0;
  Interval x, y;

  double across(double value) const {
    return left + (value - x.low) / (x.high - x.low) * (right - left);
  }
  double down(double value) const {
    return bottom - (value - y.low) / (y.high - y.low) * (bottom - top);
  }
};

using Rows = std::vector<std::vector<double>>;

/// gnuplot's names of a colour and of a line.
std::string in_colour(std::string_view colour);
std::string stroke_words(const Stroke& stroke);

/// Collects script, data and hover areas while a chart is laid out.
class Canvas {
 public:
  Canvas(const Caption& caption, double body_height);

  /// The height just below title and subtitle.
  double top() const { return top_; }

  void text(double x, double y, const std::string& words, const Style& style);
  /// Writes lines below each other, `step` font sizes apart, the first at y.
  void lines(double x, double y, const std::vector<std::string>& lines, const Style& style,
             double step = line_step);
  /// Title of an axis, from its top left.
  void axis_title(double left, double top, const std::string& words);
  void line(double x1, double y1, double x2, double y2, const Stroke& stroke);
  void box(double left, double top, double width, double height, std::string_view colour);
  void colour_bar(const Panel& place, const Scale& scale, const std::vector<Tick>& ticks);
  void hover(Hover area) { hovers_.push_back(std::move(area)); }

  /// Adds a block to the data file with the names of its columns; returns the gnuplot text that
  /// reads the block.
  std::string block(const std::string& columns, const Rows& rows);
  void axes(const Panel& panel, const std::vector<Tick>& x, const std::vector<Tick>& y,
            Lines lines);
  /// Draws all texts and lines added so far, and the elements on the axes.
  void plot(const std::vector<std::string>& elements);

  Picture picture() const;

 private:
  std::string at(double x, double y) const;
  void ticks(const std::string& axis, const std::vector<Tick>& ticks);

  Caption caption_;
  double height_ = 0.0, top_ = 0.0;
  std::size_t blocks_ = 0;
  std::ostringstream script_, data_;
  std::vector<Hover> hovers_;
};

/// A panel as wide as the canvas. The title of its value axis is above it, in a head of height
/// `head`; `right_room` is kept free at its right end.
Panel wide_panel(Canvas& canvas, const std::string& value_axis, const std::vector<Tick>& y_ticks,
                 double right_room, double head, double height);

/// Moves the centres of labels apart until neighbours are at least `gap` apart. Each label stays as
/// near to its own place as the others and the ends of `room` allow; the order does not change.
std::vector<double> spread(const std::vector<double>& places, double gap, Interval room);

// ---- lines with bands and labels ----------------------------------------------------------------

inline constexpr double thick = 2.2;        // for an important line
inline constexpr double outer_band = 0.18;  // opacity of the colour of a band

struct EndLabel {
  double y = 0.0;  // vertical position of the end of its line
  std::string words;
  std::string_view colour;
};

/// Draws labels at the right ends of their lines, moved apart, each with a thin line to its place.
void draw_end_labels(Canvas& canvas, const Panel& panel, const std::vector<EndLabel>& labels);

/// Plot elements: the area between two columns of a block, and the line through one column.
std::string band(const std::string& block, const char* columns, std::string_view colour,
                 double cover);
std::string line_of(const std::string& block, const char* columns, const Stroke& stroke);

}  // namespace samen::analysis::picture
