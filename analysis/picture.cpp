#include "picture.hpp"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <sstream>
#include <string_view>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "table.hpp"

extern char** environ;

namespace samen::picture {
namespace {

// ---- measures, in pixels of the SVG -------------------------------------------------------------

constexpr double sheet_width = 760.0;
constexpr double edge = 14.0;
constexpr double title_size = 16.0, text_size = 12.0, small_size = 10.5;
constexpr double bold_width = 1.12;     // of bold text to plain
constexpr double line_step = 1.35;      // from one line of text to the next, in sizes
constexpr double label_step = 1.2;      // between labels that were moved apart
constexpr double label_gap = 8.0;       // between the end of a line and its label
constexpr double widest_label = 210.0;  // longer ones are broken into lines
constexpr double tick_room = 24.0;      // below a panel for its tick labels
constexpr double title_room = 20.0;     // for the title of an axis
constexpr double mark_room = 14.0;      // above a panel for the words of its marks
constexpr double point_radius = 4.5;    // of gnuplot's filled circle at size 1
constexpr double least_hover = 3.0;     // narrower areas are hard to hit

constexpr std::string_view word_colour = "#222222", quiet_colour = "#666666",
                           axis_colour = "#8A8A8A", grid_colour = "#E4E4E4",
                           ghost_colour = "#C4C4C4", white = "#FFFFFF";
// Two tones of one hue that no arm has; apart in grey as well.
constexpr std::string_view pale_tone = "#E6C3D8", deep_tone = "#A85F8B", pale_words = "#94406F",
                           deep_words = "#6B2450";
constexpr std::string_view total_tone = "#4D4D4D", open_tone = "#EDEDED", hatch_tone = "#CACACA";

const double no_number = std::numeric_limits<double>::quiet_NaN();

double number_of(std::size_t count) {
  return static_cast<double>(count);
}

void refuse(bool wrong, const std::string& complaint) {
  if (wrong) throw std::invalid_argument("picture: " + complaint);
}

// ---- words --------------------------------------------------------------------------------------

void replace_all(std::string& text, std::string_view from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

/// Control characters break a gnuplot command and are not allowed in XML.
std::string printable(std::string words) {
  for (char& byte : words)
    if (static_cast<unsigned char>(byte) < 0x20) byte = ' ';
  return words;
}

/// A text for gnuplot: between single quotes nothing is special but the quote, which stands between
/// double quotes here, for gnuplot 5.4 trips over a doubled one at the beginning.
std::string literal(const std::string& words) {
  std::string text = printable(words);
  replace_all(text, "'", "'.\"'\".'");
  return "'" + text + "'";
}

/// A text for XML; line ends stay.
std::string xml(const std::string& words) {
  std::string text;
  for (const char byte : words)
    if (byte == '\n' || static_cast<unsigned char>(byte) >= 0x20) text += byte;
  replace_all(text, "&", "&amp;");
  replace_all(text, "<", "&lt;");
  replace_all(text, ">", "&gt;");
  return text;
}

/// Estimated, for room must be kept before gnuplot draws. Widths are those of DejaVu Sans, among
/// the widest of the fonts in use, so other fonts take less.
double text_width(const std::string& words, double size) {
  constexpr std::string_view narrow = "ilj|.,:;'!ftrI()[] -", wide = "mwMW%@";
  double widths = 0.0;
  for (const char byte : words) {
    if ((byte & 0xc0) == 0x80) continue;  // not the first byte of a character
    if (narrow.find(byte) != std::string_view::npos)
      widths += 0.38;
    else if (wide.find(byte) != std::string_view::npos)
      widths += 0.92;
    else
      widths += byte >= 'A' && byte <= 'Z' ? 0.70 : 0.62;
  }
  return widths * size;
}

double widest(const std::vector<std::string>& texts, double size) {
  double width = 0.0;
  for (const std::string& text : texts) width = std::max(width, text_width(text, size));
  return width;
}

std::vector<std::string> wrapped(const std::string& words, double size, double width) {
  std::vector<std::string> lines;
  std::istringstream in(words);
  for (std::string word; in >> word;) {
    if (lines.empty() || text_width(lines.back() + " " + word, size) > width)
      lines.push_back(word);
    else
      lines.back() += " " + word;
  }
  return lines;
}

std::string month_name(Month first, double months) {
  const int count = first.year * 12 + first.month - 1 + static_cast<int>(std::floor(months));
  const std::string month = std::to_string(count % 12 + 1);
  return std::to_string(count / 12) + (month.size() < 2 ? "-0" : "-") + month;
}

double year_of(Month first, double months) {
  return first.year + (first.month - 1 + months) / 12.0;
}

// ---- scales and numbers -------------------------------------------------------------------------

/// Range, round ticks and the digits they need.
struct Scale {
  Interval range;
  std::vector<double> ticks;
  int digits = 0;

  /// Values are printed a digit finer than ticks.
  int value_digits() const { return digits + 1; }
};

int digits_for(double step) {
  return std::max(0, static_cast<int>(std::ceil(-std::log10(step) - 1e-9)));
}

double round_step(double rough) {
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double step : {1.0, 2.0, 5.0})
    if (step * power >= rough * (1.0 - 1e-9)) return step * power;
  return 10.0 * power;
}

/// Ticks at about `wanted` round values inside the range.
Scale scale_within(Interval range, int wanted) {
  refuse(!(range.high > range.low), "an axis needs a range from low to high");
  const double step = round_step((range.high - range.low) / wanted);
  Scale scale{range, {}, digits_for(step)};
  constexpr double slack = 1e-9;  // of a step: a tick at the very end stays
  const auto first = static_cast<long>(std::ceil(range.low / step - slack));
  const auto last = static_cast<long>(std::floor(range.high / step + slack));
  for (long k = first; k <= last; ++k) scale.ticks.push_back(static_cast<double>(k) * step);
  return scale;
}

/// A scale that holds the data with a little air; from zero where the data is near it.
Scale scale_of(Interval data, int wanted) {
  if (data.low > 0.0 && data.low < data.high / 2.0) data.low = 0.0;
  if (data.high < 0.0 && data.high > data.low / 2.0) data.high = 0.0;
  if (!(data.high > data.low)) {
    const double half = data.low == 0.0 ? 0.5 : std::abs(data.low) / 2.0;
    data = {data.low - half, data.high + half};
  }
  const double air = 0.04 * (data.high - data.low);
  if (data.low != 0.0) data.low -= air;
  if (data.high != 0.0) data.high += air;
  return scale_within(data, wanted);
}

/// The range of what is seen; not-a-number and infinity do not count.
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

/// Numbers as the reader's language writes them.
class Numerals {
 public:
  explicit Numerals(const Caption& caption) : sign_(caption.decimal_sign) {}

  std::string number(double value, int digits) const {
    if (std::isnan(value)) return "–";
    std::string text = shown_number(value, digits);
    if (sign_ == DecimalSign::comma) std::replace(text.begin(), text.end(), '.', ',');
    if (text[0] == '-') text.replace(0, 1, "−");
    return text;
  }
  std::string count(std::size_t n) const { return number(number_of(n), 0); }
  std::string interval(const Interval& interval, int digits) const {
    return "[" + number(interval.low, digits) + "; " + number(interval.high, digits) + "]";
  }
  std::string value(double value, const std::optional<Interval>& its_interval, int digits) const {
    const std::string text = number(value, digits);
    return its_interval ? text + " " + interval(*its_interval, digits) : text;
  }
  std::vector<Tick> ticks(const Scale& scale) const {
    std::vector<Tick> ticks;
    for (const double at : scale.ticks) ticks.push_back({at, number(at, scale.digits)});
    return ticks;
  }

 private:
  DecimalSign sign_;
};

/// A label and its value, held together by a space that does not break the line.
std::string labelled(const std::string& label, const std::string& value) {
  return label + "\u2002" + value;
}

double tick_width(const std::vector<Tick>& ticks) {
  double width = 0.0;
  for (const Tick& tick : ticks) width = std::max(width, text_width(tick.label, text_size));
  return width;
}

/// Ticks of a calendar, as many as `width` has room for: years, or months where there are few.
std::vector<Tick> calendar_ticks(Month first, double months, double width) {
  for (const int step : {1, 3, 6, 12, 24, 60, 120, 240}) {
    const bool years = step % 12 == 0;
    const double room = text_width(years ? "2000" : "2000-00", text_size) + 14.0;
    if (room * months / step > width) continue;
    std::vector<Tick> ticks;
    for (int t = 0; t <= static_cast<int>(months); ++t) {
      const int count = first.year * 12 + first.month - 1 + t;
      if (count % step != 0) continue;
      ticks.push_back(
          {year_of(first, t), years ? std::to_string(count / 12) : month_name(first, t)});
    }
    return ticks;
  }
  return {};
}

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

/// A plot in its place: edges in pixels from the top left, and the ranges of its axes.
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

std::string dash_words(Dash dash) {
  static const std::map<Dash, std::string> patterns{{Dash::solid, ""},
                                                    {Dash::dashed, " dt (8,4)"},
                                                    {Dash::dotted, " dt (2,3)"},
                                                    {Dash::dash_dotted, " dt (9,3,2,3)"}};
  return patterns.at(dash);
}

std::string in_colour(std::string_view colour) {
  return " rgb '" + std::string(colour) + "'";
}

std::string stroke_words(const Stroke& stroke) {
  std::ostringstream words;
  words.imbue(std::locale::classic());
  words << " lw " << stroke.width << " lc" << in_colour(stroke.colour) << dash_words(stroke.dash);
  return words.str();
}

/// Collects script, data and areas under the pointer while a chart is laid out.
class Sheet {
 public:
  Sheet(const Caption& caption, double body_height);

  /// Below title and subtitle.
  double top() const { return top_; }

  void text(double x, double y, const std::string& words, const Style& style);
  void line(double x1, double y1, double x2, double y2, const Stroke& stroke);
  void box(double left, double top, double width, double height, std::string_view colour);
  void colour_bar(const Panel& place, const Scale& scale, const std::vector<Tick>& ticks);
  void hover(Hover area) { hovers_.push_back(std::move(area)); }

  /// A block of the data file, with the names of its columns; returns what a plot says to read it.
  std::string block(const std::string& columns, const std::vector<std::vector<double>>& rows);
  void axes(const Panel& panel, const std::vector<Tick>& x, const std::vector<Tick>& y,
            Lines lines);
  /// Draws the texts and lines so far and the elements on the axes.
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

void refuse_name(const std::string& name) {
  const auto letter = [](char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
  };
  const auto allowed = [&](char byte) {
    return letter(byte) || (byte >= '0' && byte <= '9') || byte == '-' || byte == '_';
  };
  refuse(name.empty() || !letter(name[0]) || !std::all_of(name.begin(), name.end(), allowed),
         "the name '" + name + "' must be letters, digits, - and _, a letter first");
}

Sheet::Sheet(const Caption& caption, double body_height) : caption_(caption) {
  refuse_name(caption.name);
  for (std::ostringstream* stream : {&script_, &data_}) {
    stream->imbue(std::locale::classic());
    stream->precision(10);
  }
  const double width = sheet_width - 2.0 * edge;
  const auto title = wrapped(caption.title, title_size * bold_width, width);
  const auto subtitle = wrapped(caption.subtitle, text_size, width);
  top_ = edge + number_of(title.size()) * title_size * line_step +
         number_of(subtitle.size()) * text_size * line_step + 10.0;
  height_ = std::ceil(top_ + body_height);
  double y = edge + title_size / 2.0;
  for (const std::string& words : title) {
    text(edge, y, words, {title_size, word_colour, Side::left, Weight::bold});
    y += title_size * line_step;
  }
  for (const std::string& words : subtitle) {
    text(edge, y, words, {text_size, quiet_colour});
    y += text_size * line_step;
  }
}

/// A place in pixels as gnuplot's share of the screen, from the bottom left.
std::string Sheet::at(double x, double y) const {
  std::ostringstream words;
  words.imbue(std::locale::classic());
  words << "screen " << x / sheet_width << ", screen " << 1.0 - y / height_;
  return words.str();
}

void Sheet::text(double x, double y, const std::string& words, const Style& style) {
  static const std::map<Side, std::string> sides{
      {Side::left, " left"}, {Side::centre, " center"}, {Side::right, " right"}};
  script_ << "set label " << literal(words) << " at " << at(x, y) << sides.at(style.side)
          << " font " << (style.weight == Weight::bold ? "bold." : "") << "'," << style.size
          << "' tc" << in_colour(style.colour) << " front";
  if (style.turned != 0.0) script_ << " rotate by " << style.turned;
  script_ << '\n';
}

void Sheet::line(double x1, double y1, double x2, double y2, const Stroke& stroke) {
  script_ << "set arrow from " << at(x1, y1) << " to " << at(x2, y2) << " nohead "
          << (stroke.layer == Layer::back ? "back" : "front") << stroke_words(stroke) << '\n';
}

void Sheet::box(double left, double top, double width, double height, std::string_view colour) {
  script_ << "set object rectangle from " << at(left, top + height) << " to "
          << at(left + width, top) << " fc" << in_colour(colour) << " fs solid noborder back\n";
}

void Sheet::colour_bar(const Panel& place, const Scale& scale, const std::vector<Tick>& ticks_of) {
  script_ << "set palette defined (";
  for (std::size_t k = 0; k < sequential.size(); ++k)
    script_ << (k > 0 ? ", " : "") << k << " '" << sequential[k] << '\'';
  script_ << ")\nset cbrange [" << scale.range.low << ':' << scale.range.high
          << "]\nset colorbox user noborder origin " << at(place.left, place.bottom)
          << " size screen " << (place.right - place.left) / sheet_width << ", screen "
          << (place.bottom - place.top) / height_ << '\n';
  ticks("cb", ticks_of);
}

std::string Sheet::block(const std::string& columns, const std::vector<std::vector<double>>& rows) {
  if (blocks_ > 0) data_ << "\n\n";
  data_ << "# " << blocks_ << ": " << printable(columns) << '\n';
  for (const auto& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      data_ << (c > 0 ? " " : "");
      if (std::isfinite(row[c]))
        data_ << row[c];
      else
        data_ << "NaN";
    }
    data_ << '\n';
  }
  return literal(caption_.name + ".dat") + " index " + std::to_string(blocks_++);
}

void Sheet::ticks(const std::string& axis, const std::vector<Tick>& ticks) {
  if (ticks.empty()) {
    script_ << "unset " << axis << "tics\n";
    return;
  }
  script_ << "set " << axis << "tics scale 0 (";
  for (std::size_t k = 0; k < ticks.size(); ++k)
    script_ << (k > 0 ? ", " : "") << literal(ticks[k].label) << ' ' << ticks[k].at;
  script_ << ")\n";
}

void Sheet::axes(const Panel& panel, const std::vector<Tick>& x, const std::vector<Tick>& y,
                 Lines lines) {
  script_ << "set lmargin at screen " << panel.left / sheet_width << "\nset rmargin at screen "
          << panel.right / sheet_width << "\nset tmargin at screen " << 1.0 - panel.top / height_
          << "\nset bmargin at screen " << 1.0 - panel.bottom / height_ << "\nset xrange ["
          << panel.x.low << ':' << panel.x.high << "]\nset yrange [" << panel.y.low << ':'
          << panel.y.high << "]\n";
  ticks("x", x);
  ticks("y", y);
  script_ << "unset grid\nset border 0\n";
  if (lines == Lines::none) return;
  script_ << "set grid " << (lines == Lines::across ? "y" : "x") << "tics back lt 1"
          << stroke_words({grid_colour}) << '\n';
  if (lines == Lines::upright) return;
  line(panel.left, panel.bottom, panel.right, panel.bottom, {axis_colour});
  if (panel.y.low < 0.0 && panel.y.high > 0.0)
    line(panel.left, panel.down(0.0), panel.right, panel.down(0.0), {axis_colour});
}

void Sheet::plot(const std::vector<std::string>& elements) {
  script_ << "plot ";
  for (std::size_t k = 0; k < elements.size(); ++k)
    script_ << (k > 0 ? ", \\\n     " : "") << elements[k];
  script_ << "\nunset label\nunset arrow\nunset object\n\n";
}

/// What every script begins with. The sizes make the three terminals look the same: that of PNG
/// counts 96 dots to the inch for fonts and draws two for one, that of PDF shrinks its fonts. That
/// of SVG knows no weight of fonts, but writes the family into an attribute as it is.
constexpr const char* preamble = R"(if (!exists('format')) format = 'svg'
set encoding utf8
width = WIDTH
height = HEIGHT
bold = 'sans-serif:Bold'
if (format eq 'svg') {
  bold = 'sans-serif" font-weight="bold'
  set terminal svg size width, height noenhanced font 'sans-serif,12' background 'white'
  set xtics offset 0,0.3
}
if (format eq 'png') {
  set terminal pngcairo size 2*width, 2*height noenhanced font 'sans-serif,12' fontscale 1.5 \
    linewidth 2 pointscale 3 dashlength 2 background 'white'
}
if (format eq 'pdf') {
  set terminal pdfcairo size width/96.0, height/96.0 noenhanced font 'sans-serif,12' \
    fontscale 0.5625 linewidth 1.5 pointscale 1.1 dashlength 2 background 'white'
}
set output 'NAME.'.format
unset key
set tics nomirror textcolor rgb '#444444'
set multiplot

)";

Picture Sheet::picture() const {
  Picture picture;
  picture.name = caption_.name;
  picture.title = caption_.title;
  picture.description = caption_.subtitle;
  picture.width = sheet_width;
  picture.height = height_;
  std::string begin = preamble;
  replace_all(begin, "NAME", caption_.name);
  replace_all(begin, "WIDTH", std::to_string(std::lround(picture.width)));
  replace_all(begin, "HEIGHT", std::to_string(std::lround(picture.height)));
  picture.script = "# gnuplot " + caption_.name + ".gp makes " + caption_.name +
                   ".svg; gnuplot -e \"format='pdf'\" " + caption_.name +
                   ".gp makes a PDF, 'png' a PNG.\n" + begin + script_.str() + "unset multiplot\n";
  picture.data = data_.str();
  picture.hovers = hovers_;
  return picture;
}

// ---- parts of panels ----------------------------------------------------------------------------

struct EndLabel {
  double y = 0.0;  // of the end of its line
  std::string words;
  std::string_view colour;
};

double room_for(const std::vector<std::string>& labels) {
  return std::min(widest(labels, text_size), widest_label) + 2.0 * label_gap + edge;
}

/// Labels at the right end of their lines, moved apart, with a thin line to where they belong.
void draw_end_labels(Sheet& sheet, const Panel& panel, const std::vector<EndLabel>& labels) {
  std::vector<double> places;
  std::vector<std::vector<std::string>> texts;
  std::size_t most = 1;
  for (const EndLabel& label : labels) {
    places.push_back(label.y);
    texts.push_back(wrapped(label.words, text_size, widest_label));
    most = std::max(most, texts.back().size());
  }
  const double step = text_size * label_step;
  const auto moved = spread(places, number_of(most) * step, {panel.top, panel.bottom});
  constexpr double still = 3.0;  // so small a move needs no line
  bool led = false;
  for (std::size_t k = 0; k < labels.size(); ++k) led |= std::abs(moved[k] - places[k]) > still;
  const double gap = led ? 2.0 * label_gap : label_gap;
  for (std::size_t k = 0; k < labels.size(); ++k) {
    if (led)
      sheet.line(panel.right + 2.0, places[k], panel.right + gap - 3.0, moved[k],
                 {axis_colour, 0.8});
    double y = moved[k] - (number_of(texts[k].size()) - 1.0) * step / 2.0;
    for (const std::string& line : texts[k]) {
      sheet.text(panel.right + gap, y, line, {text_size, labels[k].colour});
      y += step;
    }
  }
}

/// Vertical lines with their words above the panel, where they fit before the next line.
void draw_marks(Sheet& sheet, const Panel& panel, const std::vector<Mark>& marks,
                const std::function<double(double)>& time) {
  constexpr double inside = 0.5, after_line = 4.0;
  for (std::size_t k = 0; k < marks.size(); ++k) {
    const double x = panel.across(time(marks[k].month));
    if (x < panel.left - inside || x > panel.right + inside) continue;
    sheet.line(x, panel.top - mark_room, x, panel.bottom, {axis_colour, 0.8, Dash::dotted});
    const double next = k + 1 < marks.size() ? panel.across(time(marks[k + 1].month)) : panel.right;
    if (x + after_line + text_width(marks[k].label, small_size) <= std::min(next, panel.right))
      sheet.text(x + after_line, panel.top - mark_room / 2.0 - 2.0, marks[k].label,
                 {small_size, quiet_colour});
  }
}

double head_of(const std::vector<Mark>& marks) {
  return title_room + 6.0 + (marks.empty() ? 0.0 : mark_room);
}

/// One panel as wide as the sheet: its measure above it, and room for words at its right end.
Panel wide_panel(Sheet& sheet, const std::string& value_axis, const std::vector<Tick>& y_ticks,
                 double right_room, double head, double height) {
  sheet.text(edge, sheet.top() + text_size / 2.0, value_axis, {text_size, quiet_colour});
  Panel panel;
  panel.left = edge + tick_width(y_ticks) + label_gap;
  panel.right = sheet_width - right_room;
  panel.top = sheet.top() + head;
  panel.bottom = panel.top + height;
  return panel;
}

void title_below(Sheet& sheet, double left, double top, const std::string& title) {
  sheet.text(left, top + text_size / 2.0, title, {text_size, quiet_colour});
}

constexpr double outer_band = 0.18, inner_band = 0.32;  // how much colour covers
constexpr double thick = 2.2, thin = 1.0;

std::string band(const std::string& block, const char* columns, std::string_view colour,
                 double cover) {
  std::ostringstream words;
  words.imbue(std::locale::classic());
  words << block << " using " << columns << " with filledcurves fc" << in_colour(colour)
        << " fs transparent solid " << cover << " noborder";
  return words.str();
}

std::string line_of(const std::string& block, const char* columns, const Stroke& stroke) {
  return block + " using " + columns + " with lines" + stroke_words(stroke);
}

// ---- curves -------------------------------------------------------------------------------------

using TimeScale = std::function<double(double)>;

TimeScale time_scale(const CurveChart& chart) {
  if (!chart.time_axis.empty()) return [](double time) { return time; };
  return [first = chart.first](double months) { return year_of(first, months); };
}

/// A curve as the corners of its line: time, value, low, high.
std::vector<std::vector<double>> corners(const Curve& curve, Course course, const TimeScale& time) {
  std::vector<std::vector<double>> rows;
  for (const CurvePoint& point : curve.points) {
    if (course == Course::steps && !rows.empty()) {
      rows.push_back(rows.back());
      rows.back()[0] = time(point.time);
    }
    rows.push_back({time(point.time), point.value, point.interval ? point.interval->low : no_number,
                    point.interval ? point.interval->high : no_number});
  }
  return rows;
}

double last_value(const Curve& curve) {
  double last = no_number;
  for (const CurvePoint& point : curve.points)
    if (std::isfinite(point.value)) last = point.value;
  return last;
}

/// The last point at or before a time.
const CurvePoint* point_at(const Curve& curve, double time) {
  const CurvePoint* found = nullptr;
  for (const CurvePoint& point : curve.points)
    if (point.time <= time) found = &point;
  return found;
}

/// Times at which the pointer finds values: those of the points, but not too close together.
std::vector<double> hover_times(const std::vector<Curve>& curves, double least_step) {
  std::set<double> all;
  for (const Curve& curve : curves)
    for (const CurvePoint& point : curve.points) all.insert(point.time);
  std::vector<double> times;
  for (const double time : all)
    if (times.empty() || time - times.back() >= least_step) times.push_back(time);
  return times;
}

/// Each area reaches from its time to the next.
void hover_curves(Sheet& sheet, const Panel& panel, const CurveChart& chart, int digits) {
  const Numerals numerals(chart.caption);
  const TimeScale time = time_scale(chart);
  const double pixels = (time(1.0) - time(0.0)) / (panel.x.high - panel.x.low) *
                        (panel.right - panel.left);  // of one unit of time
  const auto times = hover_times(chart.curves, least_hover / pixels);
  for (std::size_t k = 0; k < times.size(); ++k) {
    std::string words = chart.time_axis.empty()
                            ? month_name(chart.first, times[k])
                            : chart.time_axis + " " + numerals.number(times[k], 0);
    for (const Curve& curve : chart.curves)
      if (const CurvePoint* point = point_at(curve, times[k]))
        words +=
            "\n" + labelled(curve.label, numerals.value(point->value, point->interval, digits));
    const double left = panel.across(time(times[k]));
    const double right = k + 1 < times.size() ? panel.across(time(times[k + 1])) : panel.right;
    sheet.hover(
        {left, panel.top, std::max(right - left, least_hover), panel.bottom - panel.top, words});
  }
}

Scale value_scale(const CurveChart& chart) {
  constexpr int wanted = 5;
  Extent values;
  for (const Curve& curve : chart.curves)
    for (const CurvePoint& point : curve.points) {
      values.add(point.value);
      values.add(point.interval);
    }
  return chart.value_range ? scale_within(*chart.value_range, wanted)
                           : scale_of(values.range(), wanted);
}

Interval time_span(const CurveChart& chart) {
  refuse(chart.curves.empty(), "there is nothing to draw");
  Extent times;
  for (const Curve& curve : chart.curves) {
    refuse(curve.points.size() < 2, "a curve needs two points at least");
    for (const CurvePoint& point : curve.points) times.add(point.time);
  }
  return times.range();
}

void plot_curves(Sheet& sheet, const CurveChart& chart) {
  std::vector<std::string> bands, lines;
  for (const Curve& curve : chart.curves) {
    const std::string block = sheet.block(curve.label + ": time, value, low, high",
                                          corners(curve, chart.course, time_scale(chart)));
    const bool has_band =
        std::any_of(curve.points.begin(), curve.points.end(),
                    [](const CurvePoint& point) { return point.interval.has_value(); });
    if (has_band) bands.push_back(band(block, "1:3:4", curve.ink.line, outer_band));
    lines.push_back(line_of(block, "1:2", {curve.ink.line, thick, curve.ink.dash}));
  }
  bands.insert(bands.end(), lines.begin(), lines.end());
  sheet.plot(bands);
}

}  // namespace

Picture picture_of(const CurveChart& chart) {
  const Interval span = time_span(chart);
  const Scale scale = value_scale(chart);
  const Numerals numerals(chart.caption);
  const TimeScale time = time_scale(chart);
  const bool calendar = chart.time_axis.empty();
  constexpr double panel_height = 330.0;
  const double head = head_of(chart.marks);
  Sheet sheet(chart.caption,
              head + panel_height + tick_room + (calendar ? 0.0 : title_room) + edge);
  std::vector<std::string> words;
  for (const Curve& curve : chart.curves)
    words.push_back(
        labelled(curve.label, numerals.number(last_value(curve), scale.value_digits())));
  const auto y_ticks = numerals.ticks(scale);
  Panel panel = wide_panel(sheet, chart.value_axis, y_ticks, room_for(words), head, panel_height);
  panel.x = {time(span.low), time(span.high)};
  panel.y = scale.range;
  constexpr int time_ticks = 8;
  sheet.axes(panel,
             calendar ? calendar_ticks(chart.first, span.high, panel.right - panel.left)
                      : numerals.ticks(scale_within(span, time_ticks)),
             y_ticks, Lines::across);
  if (!calendar) title_below(sheet, panel.left, panel.bottom + tick_room, chart.time_axis);
  draw_marks(sheet, panel, chart.marks, time);
  std::vector<EndLabel> labels;
  for (std::size_t k = 0; k < words.size(); ++k)
    if (const double last = last_value(chart.curves[k]); std::isfinite(last))
      labels.push_back({panel.down(last), words[k], chart.curves[k].ink.text});
  draw_end_labels(sheet, panel, labels);
  plot_curves(sheet, chart);
  hover_curves(sheet, panel, chart, scale.value_digits() + 1);
  return sheet.picture();
}

// ---- fans ---------------------------------------------------------------------------------------

namespace {

constexpr std::size_t few = 4;  // groups that fit side by side, and whose bands can be overlaid

void refuse_fans(const std::vector<Fan>& fans) {
  refuse(fans.empty(), "there is nothing to draw");
  for (const Fan& fan : fans)
    refuse(fan.months.size() != fans[0].months.size() || fan.months.size() < 2,
           "every series needs the same months, two at least");
}

/// Medians, and 50 % bands while they can be told apart.
Picture overlaid(const FanChart& chart, std::optional<Interval> range) {
  CurveChart curves{chart.caption, chart.value_axis, range, "", chart.first, {},
                    chart.marks,   Course::straight};
  for (const Fan& fan : chart.fans) {
    Curve curve{fan.label, fan.ink, {}};
    for (std::size_t t = 0; t < fan.months.size(); ++t) {
      const Quantiles& now = fan.months[t];
      CurvePoint point{number_of(t), now.median, std::nullopt};
      if (chart.fans.size() <= few) point.interval = Interval{now.low_50, now.high_50};
      curve.points.push_back(point);
    }
    curves.curves.push_back(curve);
  }
  return picture_of(curves);
}

/// Panels side by side, in rows of a few.
struct Multiples {
  std::size_t columns = 1, rows = 1;
  double left = 0.0, width = 0.0, pitch = 0.0;          // across
  double head = 0.0, height = 230.0, row_height = 0.0;  // down
  std::vector<std::vector<std::string>> titles;         // their lines
  double titles_height = 0.0;
};

constexpr Style fan_title{text_size + 1.0, word_colour, Side::left, Weight::bold};

Multiples multiples_of(const FanChart& chart, double ticks_width, double end_width) {
  constexpr double gap = 22.0;
  Multiples layout;
  layout.rows = (chart.fans.size() + few - 1) / few;
  layout.columns = (chart.fans.size() + layout.rows - 1) / layout.rows;
  layout.left = edge + ticks_width + label_gap;
  const double count = number_of(layout.columns);
  const double free = sheet_width - layout.left - edge - (count - 1.0) * gap;
  layout.width = free / count - end_width;
  layout.pitch = layout.width + end_width + gap;
  std::size_t most = 1;
  for (const Fan& fan : chart.fans) {
    layout.titles.push_back(
        wrapped(fan.label, fan_title.size * bold_width, layout.width + end_width));
    most = std::max(most, layout.titles.back().size());
  }
  layout.titles_height = number_of(most) * fan_title.size * line_step;
  layout.head = layout.titles_height + 6.0 + (chart.marks.empty() ? 0.0 : mark_room);
  if (layout.rows > 1) layout.height = 150.0;
  layout.row_height = layout.head + layout.height + tick_room + 8.0;
  return layout;
}

std::string fan_block(Sheet& sheet, const Fan& fan, Month first) {
  std::vector<std::vector<double>> rows;
  for (std::size_t t = 0; t < fan.months.size(); ++t) {
    const Quantiles& now = fan.months[t];
    rows.push_back({year_of(first, number_of(t)), now.low_90, now.low_50, now.median, now.high_50,
                    now.high_90});
  }
  return sheet.block(fan.label + ": year, 5 %, 25 %, 50 %, 75 %, 95 %", rows);
}

/// The other medians stand behind in grey: one look compares.
void plot_fan(Sheet& sheet, const std::vector<std::string>& blocks, std::size_t mine,
              const Fan& fan) {
  std::vector<std::string> elements;
  for (std::size_t other = 0; other < blocks.size(); ++other)
    if (other != mine) elements.push_back(line_of(blocks[other], "1:4", {ghost_colour, thin}));
  const bool wide = std::any_of(fan.months.begin(), fan.months.end(),
                                [](const Quantiles& now) { return std::isfinite(now.low_90); });
  if (wide) elements.push_back(band(blocks[mine], "1:2:6", fan.ink.line, outer_band));
  elements.push_back(band(blocks[mine], "1:3:5", fan.ink.line, inner_band));
  elements.push_back(line_of(blocks[mine], "1:4", {fan.ink.line, thick}));
  sheet.plot(elements);
}

double last_median(const Fan& fan) {
  double last = no_number;
  for (const Quantiles& now : fan.months)
    if (std::isfinite(now.median)) last = now.median;
  return last;
}

/// One area per month, or per few where months are narrow.
void hover_fan(Sheet& sheet, const Panel& panel, const FanChart& chart, const Fan& fan,
               int digits) {
  const Numerals numerals(chart.caption);
  const double width = (panel.right - panel.left) / (number_of(fan.months.size()) - 1.0);
  const auto step = static_cast<std::size_t>(std::max(1.0, std::ceil(least_hover / width)));
  for (std::size_t t = 0; t < fan.months.size(); t += step) {
    const Quantiles& now = fan.months[t];
    std::string words = month_name(chart.first, number_of(t)) + "\n" +
                        labelled(fan.label, numerals.number(now.median, digits)) +
                        "\n50 %: " + numerals.interval({now.low_50, now.high_50}, digits);
    if (std::isfinite(now.low_90))
      words += "\n90 %: " + numerals.interval({now.low_90, now.high_90}, digits);
    const double left = panel.left + number_of(t) * width;
    const double right = std::min(panel.right, left + number_of(step) * width);
    sheet.hover(
        {left, panel.top, std::max(right - left, least_hover), panel.bottom - panel.top, words});
  }
}

/// The last line ends at `bottom`, above its panel.
void write_title(Sheet& sheet, double left, double bottom, const std::vector<std::string>& lines,
                 std::string_view colour) {
  Style style = fan_title;
  style.colour = colour;
  double y = bottom - (number_of(lines.size()) - 0.5) * style.size * line_step;
  for (const std::string& line : lines) {
    sheet.text(left, y, line, style);
    y += style.size * line_step;
  }
}

Picture side_by_side(const FanChart& chart, const Scale& scale) {
  const Numerals numerals(chart.caption);
  const auto y_ticks = numerals.ticks(scale);
  std::vector<std::string> ends, blocks;
  for (const Fan& fan : chart.fans)
    ends.push_back(numerals.number(last_median(fan), scale.value_digits()));
  const Multiples layout =
      multiples_of(chart, tick_width(y_ticks), widest(ends, text_size) + label_gap);
  const double months = number_of(chart.fans[0].months.size() - 1);
  const auto time = [&](double month) { return year_of(chart.first, month); };
  Sheet sheet(chart.caption, title_room + number_of(layout.rows) * layout.row_height + 4.0);
  title_below(sheet, edge, sheet.top(), chart.value_axis);
  for (const Fan& fan : chart.fans) blocks.push_back(fan_block(sheet, fan, chart.first));
  for (std::size_t k = 0; k < chart.fans.size(); ++k) {
    const Fan& fan = chart.fans[k];
    const double left = layout.left + number_of(k % layout.columns) * layout.pitch;
    const double y = sheet.top() + title_room + number_of(k / layout.columns) * layout.row_height;
    const Panel panel{left,
                      left + layout.width,
                      y + layout.head,
                      y + layout.head + layout.height,
                      {time(0.0), time(months)},
                      scale.range};
    auto ticks = y_ticks;
    if (k % layout.columns > 0)
      for (Tick& tick : ticks) tick.label.clear();
    sheet.axes(panel, calendar_ticks(chart.first, months, layout.width), ticks, Lines::across);
    write_title(sheet, left, y + layout.titles_height, layout.titles[k], fan.ink.text);
    draw_marks(sheet, panel, chart.marks, time);
    if (const double last = last_median(fan); std::isfinite(last))
      draw_end_labels(sheet, panel, {{panel.down(last), ends[k], fan.ink.text}});
    plot_fan(sheet, blocks, k, fan);
    hover_fan(sheet, panel, chart, fan, scale.value_digits() + 1);
  }
  return sheet.picture();
}

}  // namespace

Picture picture_of(const FanChart& chart) {
  refuse_fans(chart.fans);
  if (chart.arrangement == Arrangement::overlaid) return overlaid(chart, std::nullopt);
  Extent extent;
  for (const Fan& fan : chart.fans)
    for (const Quantiles& now : fan.months)
      for (const double value : {now.low_90, now.low_50, now.median, now.high_50, now.high_90})
        extent.add(value);
  constexpr int wanted = 5;
  return side_by_side(chart, scale_of(extent.range(), wanted));
}

Picture picture_of(const Walk& chart) {
  refuse_fans(chart.members);
  FanChart fans{chart.caption, chart.value_axis, chart.first, chart.members, chart.marks, {}};
  for (Fan& fan : fans.fans)
    for (Quantiles& now : fan.months) now.low_90 = now.high_90 = no_number;
  constexpr Interval whole{0.0, 1.0};
  if (fans.fans.size() <= few) return overlaid(fans, whole);
  constexpr int wanted = 2;
  return side_by_side(fans, scale_within(whole, wanted));
}

// ---- bars in rows -------------------------------------------------------------------------------

namespace {

/// A bar with words beyond its end; y is counted in rows, downwards from 0 at the first.
struct Bar {
  double from = 0.0, to = 0.0;
  double top = 0.0, bottom = 0.0;
  std::string_view colour;
  std::optional<Interval> interval;
  std::string words;
  Style style;
  Side outward = Side::right;  // where the words of a bar of no length stand

  /// On the axis of the panel, which grows upwards.
  double middle() const { return 0.0 - (top + bottom) / 2.0; }
};

struct BarChart {
  std::string value_axis;
  std::vector<std::string> labels;  // of the rows
  std::vector<std::string> hovers;  // of the rows
  std::vector<Bar> bars;
  std::vector<Bar> steps;  // thin lines from one row to the next, at `to`
  double row_height = 26.0;
  double origin = 0.0;
  std::string origin_label;
};

bool rightwards(const Bar& bar) {
  return bar.to > bar.from || (bar.to == bar.from && bar.outward == Side::right);
}

/// Where a bar or its interval ends, on the side of its words.
double far_end(const Bar& bar) {
  if (!bar.interval) return bar.to;
  return rightwards(bar) ? std::max(bar.to, bar.interval->high)
                         : std::min(bar.to, bar.interval->low);
}

Scale bar_scale(const BarChart& chart) {
  Extent extent;
  extent.add(chart.origin);
  for (const Bar& bar : chart.bars) {
    refuse(!std::isfinite(bar.to), "the value of a bar is no number");
    extent.add(bar.from);
    extent.add(bar.to);
    extent.add(bar.interval);
  }
  Interval range = extent.range();
  if (!(range.high > range.low)) range = scale_of(range, 1).range;
  constexpr int wanted = 6;
  return scale_within(range, wanted);
}

Panel bar_panel(const BarChart& chart, const Scale& scale, double top) {
  double left_room = 0.0, right_room = 0.0;
  for (const Bar& bar : chart.bars) {
    double& room = rightwards(bar) ? right_room : left_room;
    room = std::max(room, label_gap + bold_width * text_width(bar.words, bar.style.size));
  }
  const double rows = number_of(chart.labels.size());
  const Panel panel{edge + widest(chart.labels, text_size) + label_gap + left_room,
                    sheet_width - edge - right_room,
                    top,
                    top + rows * chart.row_height,
                    scale.range,
                    {0.5 - rows, 0.5}};
  constexpr double least_width = 100.0;
  refuse(panel.right - panel.left < least_width, "the labels leave no room for the bars");
  return panel;
}

/// One block of data per colour, in the order of their first bars; then the intervals.
std::vector<std::string> bar_elements(Sheet& sheet, const std::vector<Bar>& bars) {
  std::vector<std::string_view> colours;
  std::vector<std::vector<double>> whiskers;
  for (const Bar& bar : bars) {
    if (std::find(colours.begin(), colours.end(), bar.colour) == colours.end())
      colours.push_back(bar.colour);
    if (bar.interval) whiskers.push_back({bar.interval->low, bar.middle(), bar.interval->high});
  }
  std::vector<std::string> elements;
  for (const std::string_view colour : colours) {
    std::vector<std::vector<double>> rows;
    for (const Bar& bar : bars)
      if (bar.colour == colour)
        rows.push_back({(bar.from + bar.to) / 2.0, bar.middle(), std::min(bar.from, bar.to),
                        std::max(bar.from, bar.to), 0.0 - bar.bottom, 0.0 - bar.top});
    elements.push_back(sheet.block("bars: centre, centre, left, right, bottom, top", rows) +
                       " using 1:2:3:4:5:6 with boxxyerror fs solid noborder fc" +
                       in_colour(colour));
  }
  if (whiskers.empty()) return elements;
  elements.push_back(sheet.block("intervals: low, row, high", whiskers) +
                     " using 1:2:($3-$1):(0) with vectors nohead" +
                     stroke_words({word_colour, 1.4}));
  return elements;
}

Picture picture_of(const Caption& caption, const BarChart& chart) {
  refuse(chart.labels.empty(), "there is nothing to draw");
  const Scale scale = bar_scale(chart);
  const double head = chart.origin_label.empty() ? 4.0 : title_room;
  const double rows = number_of(chart.labels.size());
  Sheet sheet(caption, head + rows * chart.row_height + tick_room + title_room + edge);
  const Panel panel = bar_panel(chart, scale, sheet.top() + head);
  sheet.axes(panel, Numerals(caption).ticks(scale), {}, Lines::upright);
  title_below(sheet, panel.left, panel.bottom + tick_room, chart.value_axis);
  const double label_end = edge + widest(chart.labels, text_size);
  for (std::size_t i = 0; i < chart.labels.size(); ++i) {
    const double y = panel.down(-number_of(i));
    sheet.text(label_end, y, chart.labels[i], {text_size, word_colour, Side::right});
    sheet.hover({edge, y - chart.row_height / 2.0, sheet_width - 2.0 * edge, chart.row_height,
                 chart.hovers[i]});
  }
  const double origin = panel.across(chart.origin);
  sheet.line(origin, panel.top, origin, panel.bottom, {word_colour});
  sheet.text(origin, panel.top - text_size * 0.8, chart.origin_label,
             {text_size, word_colour, Side::centre});
  for (const Bar& bar : chart.bars) {
    Style style = bar.style;
    style.side = rightwards(bar) ? Side::left : Side::right;
    constexpr double gap = 5.0;
    sheet.text(panel.across(far_end(bar)) + (rightwards(bar) ? gap : -gap),
               panel.down(bar.middle()), bar.words, style);
  }
  for (const Bar& step : chart.steps)
    sheet.line(panel.across(step.to), panel.down(-step.top), panel.across(step.to),
               panel.down(-step.bottom), {axis_colour});
  sheet.plot(bar_elements(sheet, chart.bars));
  return sheet.picture();
}

constexpr double half_bar = 0.34;  // of a row, so that rows stay apart

}  // namespace

Picture picture_of(const Tornado& chart) {
  auto swings = chart.swings;
  const auto width = [](const Swing& swing) {
    return std::abs(swing.high.value - swing.low.value);
  };
  std::sort(swings.begin(), swings.end(), [&](const Swing& a, const Swing& b) {
    return width(a) != width(b) ? width(a) > width(b) : a.factor < b.factor;
  });
  const Numerals numerals(chart.caption);
  BarChart bars{chart.value_axis, {}, {}, {}, {}, 26.0, chart.base, ""};
  for (std::size_t i = 0; i < swings.size(); ++i) {
    const auto& [factor, low, high] = swings[i];
    const double row = number_of(i);
    // Two settings on the same side of the base share the row.
    const bool share = (low.value - chart.base) * (high.value - chart.base) > 0.0;
    bars.bars.push_back({chart.base,
                         low.value,
                         row - half_bar,
                         share ? row : row + half_bar,
                         pale_tone,
                         low.interval,
                         low.label,
                         {small_size, pale_words},
                         Side::left});
    bars.bars.push_back({chart.base,
                         high.value,
                         share ? row : row - half_bar,
                         row + half_bar,
                         deep_tone,
                         high.interval,
                         high.label,
                         {small_size, deep_words},
                         Side::right});
    bars.labels.push_back(factor);
  }
  const int digits = bar_scale(bars).value_digits();
  bars.origin_label = numerals.number(chart.base, digits);
  for (const Swing& swing : swings) {
    std::string words = swing.factor;
    for (const Setting& setting : {swing.low, swing.high})
      words +=
          "\n" + labelled(setting.label, numerals.value(setting.value, setting.interval, digits));
    bars.hovers.push_back(words);
  }
  return picture_of(chart.caption, bars);
}

Picture picture_of(const IndexChart& chart) {
  auto indices = chart.indices;
  std::sort(indices.begin(), indices.end(), [](const FactorIndex& a, const FactorIndex& b) {
    return a.total != b.total ? a.total > b.total : a.factor < b.factor;
  });
  const Numerals numerals(chart.caption);
  constexpr int digits = 2;
  constexpr double outer = 0.36, inner = 0.03;  // edges of the two bars of a row, from its middle
  BarChart bars{chart.value_axis, {}, {}, {}, {}, 34.0, 0.0, ""};
  for (std::size_t i = 0; i < indices.size(); ++i) {
    const FactorIndex& index = indices[i];
    const double row = number_of(i);
    // The first row tells what the two bars are.
    const auto words = [&](double value, const std::string& label) {
      return i == 0 ? labelled(numerals.number(value, digits), label)
                    : numerals.number(value, digits);
    };
    bars.bars.push_back({0.0,
                         index.total,
                         row - outer,
                         row - inner,
                         pale_tone,
                         index.total_interval,
                         words(index.total, chart.total_label),
                         {small_size, pale_words},
                         Side::right});
    bars.bars.push_back({0.0,
                         index.first,
                         row + inner,
                         row + outer,
                         deep_tone,
                         index.first_interval,
                         words(index.first, chart.first_label),
                         {small_size, deep_words},
                         Side::right});
    bars.labels.push_back(index.factor);
    bars.hovers.push_back(
        index.factor + "\n" +
        labelled(chart.total_label, numerals.value(index.total, index.total_interval, digits)) +
        "\n" +
        labelled(chart.first_label, numerals.value(index.first, index.first_interval, digits)));
  }
  return picture_of(chart.caption, bars);
}

Picture picture_of(const Waterfall& chart) {
  const Numerals numerals(chart.caption);
  BarChart bars{chart.value_axis, {}, {}, {}, {}, 26.0, 0.0, ""};
  double balance = 0.0;
  for (std::size_t i = 0; i < chart.lines.size(); ++i) {
    const LedgerLine& line = chart.lines[i];
    const bool total = line.entry == Entry::total;
    const double row = number_of(i);
    const double from = total ? 0.0 : balance;
    balance = from + line.amount;
    const std::string_view colour = total               ? total_tone
                                    : line.amount < 0.0 ? vermilion.line
                                                        : green.line;
    const std::string sign = !total && line.amount > 0.0 ? "+" : "";
    const std::string words = sign + numerals.number(line.amount, chart.digits);
    bars.bars.push_back({from,
                         balance,
                         row - half_bar,
                         row + half_bar,
                         colour,
                         std::nullopt,
                         words,
                         {text_size, word_colour, Side::left, total ? Weight::bold : Weight::plain},
                         Side::right});
    if (i + 1 < chart.lines.size())
      bars.steps.push_back({balance,
                            balance,
                            row + half_bar,
                            row + 1.0 - half_bar,
                            axis_colour,
                            std::nullopt,
                            "",
                            {},
                            Side::right});
    bars.labels.push_back(line.label);
    bars.hovers.push_back(labelled(line.label, words) +
                          "\n= " + numerals.number(balance, chart.digits));
  }
  return picture_of(chart.caption, bars);
}

// ---- Morris -------------------------------------------------------------------------------------

namespace {

struct Rectangle {
  double left = 0.0, top = 0.0, right = 0.0, bottom = 0.0;
};

bool overlap(const Rectangle& a, const Rectangle& b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

bool within(const Rectangle& inner, const Rectangle& outer) {
  return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top &&
         inner.bottom <= outer.bottom;
}

/// The first place around a mark where its label hits nothing; none when it hits everywhere.
std::optional<Rectangle> free_place(const Rectangle& mark, const std::string& label,
                                    const std::vector<Rectangle>& taken, const Rectangle& room) {
  constexpr double away = 3.0;
  const double width = text_width(label, text_size), height = text_size * 1.1;
  const double middle = (mark.top + mark.bottom - height) / 2.0;
  const double centre = (mark.left + mark.right - width) / 2.0;
  const double right = mark.right + away, left = mark.left - away - width;
  const double above = mark.top - away - height, below = mark.bottom + away;
  const std::vector<std::pair<double, double>> corners{
      {right, middle}, {left, middle}, {centre, above}, {centre, below},
      {right, above},  {right, below}, {left, above},   {left, below}};
  for (const auto& [x, y] : corners) {
    const Rectangle place{x, y, x + width, y + height};
    const bool hit = std::any_of(taken.begin(), taken.end(),
                                 [&](const Rectangle& other) { return overlap(place, other); });
    if (!hit && within(place, room)) return place;
  }
  return std::nullopt;
}

/// Above the line where both are equal, a factor acts by its interactions or its curvature more
/// than evenly. Returns what labels must keep clear of.
std::vector<Rectangle> draw_diagonal(Sheet& sheet, const Panel& panel) {
  const double end = std::min(panel.x.high, panel.y.high);
  sheet.line(panel.across(0.0), panel.down(0.0), panel.across(end), panel.down(end),
             {axis_colour, 0.8, Dash::dashed});
  const std::string equal = "σ = μ*";
  const double left = std::min(panel.across(end), panel.right - text_width(equal, small_size));
  const double middle = panel.down(end) - small_size * 0.8;
  sheet.text(left, middle, equal, {small_size, quiet_colour});
  std::vector<Rectangle> taken{
      {left, middle - small_size / 2.0, panel.right, middle + small_size / 2.0}};
  constexpr int pieces = 100;
  for (int k = 0; k < pieces; ++k) {
    const double from = end * k / pieces, to = end * (k + 1) / pieces;
    taken.push_back({panel.across(from), panel.down(to), panel.across(to), panel.down(from)});
  }
  return taken;
}

void plot_factors(Sheet& sheet, const std::vector<ScreenedFactor>& factors) {
  std::vector<std::vector<double>> points, intervals;
  for (const ScreenedFactor& factor : factors) {
    points.push_back({factor.mu_star, factor.sigma});
    if (factor.interval)
      intervals.push_back({factor.interval->low, factor.sigma, factor.interval->high});
  }
  std::vector<std::string> elements;
  if (!intervals.empty())
    elements.push_back(sheet.block("intervals of mu*: low, sigma, high", intervals) +
                       " using 1:2:($3-$1):(0) with vectors nohead" +
                       stroke_words({word_colour, 1.2}));
  elements.push_back(sheet.block("factors: mu*, sigma", points) +
                     " using 1:2 with points pt 7 ps 0.9 lc" + in_colour(deep_words));
  sheet.plot(elements);
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
  Sheet sheet(chart.caption, head + panel_height + tick_room + title_room + edge);
  const auto y_ticks = numerals.ticks(y_scale);
  Panel panel = wide_panel(sheet, chart.sigma_axis, y_ticks, 2.0 * edge, head, panel_height);
  panel.x = x_scale.range;
  panel.y = y_scale.range;
  sheet.axes(panel, numerals.ticks(x_scale), y_ticks, Lines::across);
  title_below(sheet, panel.left, panel.bottom + tick_room, chart.mu_star_axis);

  constexpr double dot = 0.9 * point_radius;
  std::vector<Rectangle> marks, taken = draw_diagonal(sheet, panel);
  for (const ScreenedFactor& factor : factors) {
    const double x = panel.across(factor.mu_star), y = panel.down(factor.sigma);
    const Interval ends = factor.interval.value_or(Interval{factor.mu_star, factor.mu_star});
    marks.push_back({std::min(x - dot, panel.across(ends.low)), y - dot,
                     std::max(x + dot, panel.across(ends.high)), y + dot});
    taken.push_back(marks.back());
    sheet.hover({x - 2.0 * dot, y - 2.0 * dot, 4.0 * dot, 4.0 * dot,
                 factor.factor + "\n" +
                     labelled("μ*", numerals.value(factor.mu_star, factor.interval,
                                                   x_scale.value_digits())) +
                     "\n" + labelled("σ", numerals.number(factor.sigma, y_scale.value_digits()))});
  }
  const Rectangle room{panel.left, panel.top - head / 2.0, sheet_width - 2.0, panel.bottom};
  for (std::size_t k = 0; k < factors.size(); ++k)
    if (const auto place = free_place(marks[k], factors[k].factor, taken, room)) {
      taken.push_back(*place);
      sheet.text(place->left, (place->top + place->bottom) / 2.0, factors[k].factor, {});
    }
  plot_factors(sheet, factors);
  return sheet.picture();
}

// ---- grids --------------------------------------------------------------------------------------

namespace {

struct Colour {
  double red = 0.0, green = 0.0, blue = 0.0;  // 0 to 1
};

Colour colour_of(std::string_view hex) {
  const auto part = [&](std::size_t at) {
    return std::stoi(std::string(hex.substr(at, 2)), nullptr, 16) / 255.0;
  };
  return {part(1), part(3), part(5)};
}

Colour mixed(const Colour& a, const Colour& b, double share_of_b) {
  const auto mix = [&](double from, double to) { return from + share_of_b * (to - from); };
  return {mix(a.red, b.red), mix(a.green, b.green), mix(a.blue, b.blue)};
}

/// As gnuplot reads colours from data: 65536 red + 256 green + blue.
double colour_number(const Colour& colour) {
  const auto part = [](double share) { return std::round(255.0 * share); };
  return 65536.0 * part(colour.red) + 256.0 * part(colour.green) + part(colour.blue);
}

/// Dark or white words, whichever has more contrast: relative luminance of WCAG 2.1, with the sRGB
/// curve as a power of 2.2, against that at which both have the same.
std::string_view words_on(const Colour& colour) {
  constexpr double gamma = 2.2, even = 0.21;
  const double luminance = 0.2126 * std::pow(colour.red, gamma) +
                           0.7152 * std::pow(colour.green, gamma) +
                           0.0722 * std::pow(colour.blue, gamma);
  return luminance > even ? word_colour : white;
}

Colour sequential_colour(double share) {
  const double place = std::clamp(share, 0.0, 1.0) * number_of(sequential.size() - 1);
  const auto below = std::min(static_cast<std::size_t>(place), sequential.size() - 2);
  return mixed(colour_of(sequential[below]), colour_of(sequential[below + 1]),
               place - number_of(below));
}

/// Where cells stand: column j around x = j, row i around y = -i.
struct Cells {
  Panel panel;
  std::size_t rows = 0, columns = 0;
  double width = 0.0, height = 0.0;

  double x(std::size_t j) const { return number_of(j); }
  double y(std::size_t i) const { return 0.0 - number_of(i); }
  /// Half the extent of a cell: a white seam lies between cells, but tiny ones overlap a little
  /// lest a seam appear where their edges meet.
  double half_width() const { return 0.5 + (width < tiny ? 0.5 : -0.5) / width; }
  double half_height() const { return 0.5 + (height < tiny ? 0.5 : -0.5) / height; }

  static constexpr double tiny = 10.0;
};

struct CellSize {
  double widest = 0.0, tallest = 0.0;
};

/// Cells to the right of their row labels, `head` below the top of the sheet.
Cells cells_of(const std::vector<std::string>& rows, const std::vector<std::string>& columns,
               double right_room, const CellSize& size) {
  refuse(rows.empty() || columns.empty(), "there is nothing to draw");
  constexpr double lowest = 12.0, tallest_grid = 420.0;
  Cells cells;
  cells.rows = rows.size();
  cells.columns = columns.size();
  const double across = number_of(cells.columns), down = number_of(cells.rows);
  cells.panel.left = edge + widest(rows, text_size) + label_gap;
  cells.width =
      std::min(size.widest, (sheet_width - edge - right_room - cells.panel.left) / across);
  cells.height = std::max(lowest, std::min(size.tallest, tallest_grid / down));
  cells.panel.right = cells.panel.left + across * cells.width;
  cells.panel.x = {-0.5, across - 0.5};
  cells.panel.y = {0.5 - down, 0.5};
  return cells;
}

void place(Cells& cells, double top) {
  cells.panel.top = top;
  cells.panel.bottom = top + number_of(cells.rows) * cells.height;
}

/// Labels under the columns, upright where they are too long to lie.
struct ColumnLabels {
  double turned = 0.0;
  double room = tick_room;
};

ColumnLabels column_labels(const std::vector<std::string>& labels, double cell_width) {
  double free = number_of(labels.size());  // columns from one label to the next
  std::optional<std::size_t> last;
  for (std::size_t j = 0; j < labels.size(); ++j) {
    if (labels[j].empty()) continue;
    if (last) free = std::min(free, number_of(j - *last));
    last = j;
  }
  const double width = widest(labels, text_size);
  constexpr double gap = 6.0, upright = 90.0;
  if (width + gap <= free * cell_width) return {};
  return {upright, width + label_gap};
}

void label_cells(Sheet& sheet, const Cells& cells, const std::vector<std::string>& rows,
                 const std::vector<std::string>& columns, const ColumnLabels& layout) {
  const Panel& panel = cells.panel;
  for (std::size_t i = 0; i < rows.size(); ++i)
    sheet.text(panel.left - label_gap, panel.down(cells.y(i)), rows[i],
               {text_size, word_colour, Side::right});
  const bool lying = layout.turned == 0.0;
  for (std::size_t j = 0; j < columns.size(); ++j)
    if (!columns[j].empty())
      sheet.text(panel.across(cells.x(j)), panel.bottom + (lying ? text_size : 5.0), columns[j],
                 {text_size, word_colour, lying ? Side::centre : Side::right, Weight::plain,
                  layout.turned});
}

/// Boxes around column, row of a block whose third column is the colour.
std::string boxes(const Cells& cells, const std::string& block, const char* colour) {
  std::ostringstream words;
  words.imbue(std::locale::classic());
  const double across = cells.half_width(), down = cells.half_height();
  words << block << " using 1:2:($1-" << across << "):($1+" << across << "):($2-" << down
        << "):($2+" << down << "):3 with boxxyerror fs solid noborder lc " << colour;
  return words.str();
}

void hover_cell(Sheet& sheet, const Cells& cells, std::size_t i, std::size_t j,
                const std::string& words) {
  sheet.hover({cells.panel.across(cells.x(j)) - cells.width / 2.0,
               cells.panel.down(cells.y(i)) - cells.height / 2.0, cells.width, cells.height,
               words});
}

bool fits(const Cells& cells, const std::string& words) {
  constexpr double gap = 4.0;
  return text_width(words, small_size) + gap <= cells.width && small_size <= cells.height;
}

Interval colour_range(const HeatMap& chart) {
  Extent extent;
  for (const double value : chart.values) extent.add(value);
  const Interval seen = extent.range();
  if (chart.range) return *chart.range;
  return seen.high > seen.low ? seen : scale_of(seen, 1).range;
}

void draw_colour_bar(Sheet& sheet, const Panel& panel, double gap, const HeatMap& chart,
                     const Scale& scale) {
  constexpr double width = 12.0, tallest = 180.0;
  Panel bar;
  bar.left = panel.right + gap;
  bar.right = bar.left + width;
  bar.top = panel.top;
  bar.bottom = bar.top + std::min(panel.bottom - panel.top, tallest);
  sheet.colour_bar(bar, scale, Numerals(chart.caption).ticks(scale));
  title_below(sheet, bar.left, sheet.top(), chart.value_axis);
}

}  // namespace

Picture picture_of(const HeatMap& chart) {
  refuse(chart.values.size() != chart.rows.size() * chart.columns.size(),
         "a heat map needs a value for every cell");
  const Interval range = colour_range(chart);
  const Scale scale = scale_within(range, 5);
  constexpr double bar_gap = 22.0, bar_words = 66.0, head = title_room + 6.0;
  const double bar_room = bar_gap + std::max(bar_words, text_width(chart.value_axis, text_size));
  Cells cells = cells_of(chart.rows, chart.columns, bar_room, {72.0, 30.0});
  const ColumnLabels labels = column_labels(chart.columns, cells.width);
  Sheet sheet(chart.caption, head + number_of(cells.rows) * cells.height + labels.room +
                                 (chart.column_axis.empty() ? 0.0 : title_room) + edge);
  place(cells, sheet.top() + head);
  const Panel& panel = cells.panel;
  sheet.axes(panel, {}, {}, Lines::none);
  label_cells(sheet, cells, chart.rows, chart.columns, labels);
  title_below(sheet, edge, sheet.top(), chart.row_axis);
  title_below(sheet, panel.left, panel.bottom + labels.room, chart.column_axis);
  draw_colour_bar(sheet, panel, bar_gap, chart, scale);

  const Numerals numerals(chart.caption);
  std::vector<std::vector<double>> data;
  for (std::size_t i = 0; i < cells.rows; ++i)
    for (std::size_t j = 0; j < cells.columns; ++j) {
      const double value = chart.values[i * cells.columns + j];
      if (!std::isfinite(value)) continue;
      data.push_back({cells.x(j), cells.y(i), value});
      const std::string number = numerals.number(value, chart.digits);
      const Colour colour = sequential_colour((value - range.low) / (range.high - range.low));
      if (chart.text == CellText::printed && fits(cells, number))
        sheet.text(panel.across(cells.x(j)), panel.down(cells.y(i)), number,
                   {small_size, words_on(colour), Side::centre});
      const std::string column = chart.columns[j].empty() ? "" : ", " + chart.columns[j];
      hover_cell(sheet, cells, i, j, chart.rows[i] + column + "\n" + number);
    }
  sheet.plot({boxes(cells, sheet.block("cells: column, row, value", data), "palette")});
  return sheet.picture();
}

namespace {

/// The lines of a hatched cell: from x, from y, by x, by y.
std::vector<std::vector<double>> hatching(const Cells& cells, double x, double y) {
  constexpr int lines = 4;
  const double width = 2.0 * cells.half_width(), height = 2.0 * cells.half_height();
  std::vector<std::vector<double>> rows;
  for (int k = 1 - lines; k < lines; ++k) {
    const double shift = static_cast<double>(k) / lines;
    const double from = std::max(0.0, shift), to = std::min(1.0, 1.0 + shift);
    rows.push_back({x + width * (from - 0.5), y + height * (from - shift - 0.5),
                    width * (to - from), height * (to - from)});
  }
  return rows;
}

/// Coloured squares with the names of the contenders, as far as they occur.
void draw_key(Sheet& sheet, double y, const PhaseDiagram& chart) {
  const auto occurs = [&](std::optional<std::size_t> winner) {
    return std::any_of(chart.cells.begin(), chart.cells.end(),
                       [&](const PhaseCell& cell) { return cell.winner == winner; });
  };
  double x = edge;
  const auto entry = [&](const std::string& label, std::string_view colour,
                         std::string_view words) {
    sheet.box(x, y - text_size / 2.0, text_size, text_size, colour);
    x += text_size + 5.0;
    sheet.text(x, y, label, {text_size, words, Side::left, Weight::bold});
    x += bold_width * text_width(label, text_size) + 18.0;
  };
  for (std::size_t k = 0; k < chart.contenders.size(); ++k)
    if (occurs(k))
      entry(chart.contenders[k].label, chart.contenders[k].ink.line, chart.contenders[k].ink.text);
  if (!occurs(std::nullopt)) return;
  for (const double part : {0.0, 0.5})
    sheet.line(x + part * text_size, y + text_size / 2.0, x + text_size,
               y - (0.5 - part) * text_size, {hatch_tone, 1.0, Dash::solid, Layer::front});
  entry(chart.too_close, open_tone, quiet_colour);
}

/// The more it wins by, the stronger the colour.
Colour cell_colour(const PhaseDiagram& chart, const PhaseCell& cell, double greatest) {
  if (!cell.winner) return colour_of(open_tone);
  constexpr double weakest = 0.25, strongest = 0.95;
  const double share = greatest > 0.0 ? std::abs(cell.difference) / greatest : 1.0;
  return mixed(colour_of(white), colour_of(chart.contenders[*cell.winner].ink.line),
               weakest + (strongest - weakest) * share);
}

double greatest_difference(const PhaseDiagram& chart) {
  double greatest = 0.0;
  for (const PhaseCell& cell : chart.cells) {
    refuse(cell.winner && *cell.winner >= chart.contenders.size(), "no such contender");
    if (cell.winner && std::isfinite(cell.difference))
      greatest = std::max(greatest, std::abs(cell.difference));
  }
  return greatest;
}

/// The name of the winner over the difference, or what there is room for.
void write_in_cell(Sheet& sheet, const Cells& cells, std::size_t i, std::size_t j,
                   const std::string& label, const std::string& number, std::string_view colour) {
  const double x = cells.panel.across(cells.x(j)), y = cells.panel.down(cells.y(i));
  const Style style{small_size, colour, Side::centre};
  constexpr double apart = 0.62;  // of the size, from the middle
  const bool both =
      !label.empty() && fits(cells, label) && cells.height >= 4.0 * apart * small_size;
  if (both) sheet.text(x, y - apart * small_size, label, style);
  if (fits(cells, number)) sheet.text(x, both ? y + apart * small_size : y, number, style);
}

}  // namespace

Picture picture_of(const PhaseDiagram& chart) {
  refuse(chart.cells.size() != chart.y_values.size() * chart.x_values.size(),
         "a phase diagram needs every cell");
  const double greatest = greatest_difference(chart);
  const std::vector<std::string> rows{chart.y_values.rbegin(), chart.y_values.rend()};
  constexpr double key = 24.0, head = key + title_room + 4.0;
  Cells cells = cells_of(rows, chart.x_values, 0.0, {96.0, 44.0});
  const ColumnLabels labels = column_labels(chart.x_values, cells.width);
  Sheet sheet(chart.caption,
              head + number_of(cells.rows) * cells.height + labels.room + title_room + edge);
  place(cells, sheet.top() + head);
  sheet.axes(cells.panel, {}, {}, Lines::none);
  draw_key(sheet, sheet.top() + text_size / 2.0, chart);
  label_cells(sheet, cells, rows, chart.x_values, labels);
  title_below(sheet, edge, sheet.top() + key, chart.y_axis);
  title_below(sheet, cells.panel.left, cells.panel.bottom + labels.room, chart.x_axis);

  const Numerals numerals(chart.caption);
  std::vector<std::vector<double>> data, hatches;
  for (std::size_t i = 0; i < cells.rows; ++i)
    for (std::size_t j = 0; j < cells.columns; ++j) {
      const std::size_t from_below = cells.rows - 1 - i;
      const PhaseCell& cell = chart.cells[from_below * cells.columns + j];
      const Colour colour = cell_colour(chart, cell, greatest);
      data.push_back({cells.x(j), cells.y(i), colour_number(colour)});
      if (!cell.winner)
        for (auto& line : hatching(cells, cells.x(j), cells.y(i))) hatches.push_back(line);
      const std::string label = cell.winner ? chart.contenders[*cell.winner].label : "";
      const std::string number = numerals.number(cell.difference, chart.digits);
      write_in_cell(sheet, cells, i, j, label, number, words_on(colour));
      hover_cell(sheet, cells, i, j,
                 chart.x_axis + " " + chart.x_values[j] + "\n" + chart.y_axis + " " + rows[i] +
                     "\n" + labelled(cell.winner ? label : chart.too_close, number));
    }
  std::vector<std::string> elements{
      boxes(cells, sheet.block("cells: column, row, colour", data), "rgb variable")};
  if (!hatches.empty())
    elements.push_back(sheet.block("hatching: from, from, by, by", hatches) +
                       " using 1:2:3:4 with vectors nohead" + stroke_words({hatch_tone}));
  sheet.plot(elements);
  return sheet.picture();
}

// ---- differences --------------------------------------------------------------------------------

namespace {

/// How many pairs lie in a bin; zero is the edge of two bins, and lies on neither side.
struct Bin {
  std::size_t ties = 0, others = 0;
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

std::size_t highest(const Bins& bins) {
  std::size_t most = 0;
  for (const auto& [number, bin] : bins) most = std::max(most, bin.ties + bin.others);
  return most;
}

enum class Marking { dots, bars };

struct Histogram {
  double width = 0.0;  // of a bin
  Marking marking = Marking::bars;
};

/// The widest bins whose dots, as wide as a bin, stack up within the panel; else bars.
Histogram histogram_for(const std::vector<double>& values, const Panel& panel) {
  constexpr int fewest = 25, most = 110, bars = 40;
  const double range = panel.x.high - panel.x.low;
  for (int count = fewest; count <= most; ++count) {
    const double dot = (panel.right - panel.left) / count;
    if (number_of(highest(binned(values, range / count))) * dot <= panel.bottom - panel.top)
      return {range / count, Marking::dots};
  }
  return {range / bars, Marking::bars};
}

/// Ties at the foot of their bin, then the others.
struct Stacks {
  std::vector<std::vector<double>> ties, first, second;
};

Stacks stacked(const Bins& bins, const Histogram& histogram) {
  Stacks stacks;
  for (const auto& [number, bin] : bins) {
    const double centre = (static_cast<double>(number) + 0.5) * histogram.width;
    auto& side = number >= 0 ? stacks.first : stacks.second;
    const std::size_t all = bin.ties + bin.others;
    if (histogram.marking == Marking::bars) {
      if (bin.others > 0) side.push_back({centre, number_of(all)});
      if (bin.ties > 0) stacks.ties.push_back({centre, number_of(bin.ties)});
      continue;
    }
    for (std::size_t k = 0; k < all; ++k)
      (k < bin.ties ? stacks.ties : side).push_back({centre, number_of(k) + 0.5});
  }
  return stacks;
}

/// A dot is as wide as its bin, in pixels.
void plot_differences(Sheet& sheet, const DifferenceChart& chart, const Stacks& stacks,
                      const Histogram& histogram, double dot) {
  std::ostringstream style;
  style.imbue(std::locale::classic());
  if (histogram.marking == Marking::dots)
    style << " using 1:2 with points pt 7 ps " << 0.41 * dot / point_radius << " lc";
  else
    style << " using 1:2:(" << 0.94 * histogram.width << ") with boxes fs solid noborder fc";
  std::vector<std::string> elements;
  const auto add = [&](const std::vector<std::vector<double>>& rows, const std::string& label,
                       std::string_view colour) {
    if (!rows.empty())
      elements.push_back(sheet.block(label + ": difference, height", rows) + style.str() +
                         in_colour(colour));
  };
  add(stacks.first, chart.first.label, chart.first.ink.line);
  add(stacks.second, chart.second.label, chart.second.ink.line);
  add(stacks.ties, "zero", total_tone);
  sheet.plot(elements);
}

void hover_bins(Sheet& sheet, const Panel& panel, const Bins& bins, double width,
                const Numerals& numerals, int digits) {
  for (const auto& [number, bin] : bins) {
    const Interval ends{static_cast<double>(number) * width,
                        static_cast<double>(number + 1) * width};
    sheet.hover({panel.across(ends.low), panel.top,
                 panel.across(ends.high) - panel.across(ends.low), panel.bottom - panel.top,
                 labelled(numerals.interval(ends, digits), numerals.count(bin.ties + bin.others))});
  }
}

/// Arrows to both sides of zero with the number of pairs there, and the mean with its interval.
void draw_verdict(Sheet& sheet, const Panel& panel, const DifferenceChart& chart,
                  const std::vector<double>& values, int digits) {
  const Numerals numerals(chart.caption);
  std::size_t above = 0, below = 0;
  for (const double value : values) {
    above += value > 0.0;
    below += value < 0.0;
  }
  const double row = sheet.top() + title_room + text_size / 2.0;
  sheet.text(panel.left, row, "← " + labelled(chart.second.label, numerals.count(below)),
             {text_size, chart.second.ink.text, Side::left, Weight::bold});
  sheet.text(panel.right, row, labelled(chart.first.label, numerals.count(above)) + " →",
             {text_size, chart.first.ink.text, Side::right, Weight::bold});
  const double zero = panel.across(0.0);
  sheet.line(zero, panel.top, zero, panel.bottom, {word_colour, 1.2, Dash::solid, Layer::front});
  if (!std::isfinite(chart.mean.mean)) return;
  const double mean = panel.across(chart.mean.mean), y = panel.top - 8.0;
  sheet.line(mean, y, mean, panel.bottom, {word_colour, 1.0, Dash::dashed, Layer::front});
  if (const auto& interval = chart.mean.interval) {
    sheet.line(panel.across(interval->low), y, panel.across(interval->high), y,
               {word_colour, 3.0, Dash::solid, Layer::front});
    if (interval->high > interval->low)
      digits = std::max(digits, digits_for(interval->high - interval->low) + 1);
  }
  sheet.text(mean, y - text_size, numerals.value(chart.mean.mean, chart.mean.interval, digits),
             {text_size, word_colour, Side::centre});
}

}  // namespace

Picture picture_of(const DifferenceChart& chart) {
  std::vector<double> values = chart.differences;
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  refuse(values.empty(), "there is no number to draw");
  Extent extent;
  extent.add(0.0);
  extent.add(chart.mean.interval);
  for (const double value : values) extent.add(value);
  const Interval seen = extent.range();
  const double air = seen.high > seen.low ? 0.06 * (seen.high - seen.low) : 1.0;
  const Scale scale = scale_within({seen.low - air, seen.high + air}, 8);
  constexpr double panel_height = 240.0, head = title_room + 48.0, counts_room = 36.0;
  Sheet sheet(chart.caption, head + panel_height + tick_room + title_room + edge);
  const double top = sheet.top() + head;
  Panel panel{edge + counts_room, sheet_width - edge, top, top + panel_height, scale.range, {}};
  const Histogram histogram = histogram_for(values, panel);
  const Bins bins = binned(values, histogram.width);
  const double dot =
      histogram.width / (scale.range.high - scale.range.low) * (panel.right - panel.left);
  constexpr double over_the_bars = 1.06;
  panel.y = {0.0, histogram.marking == Marking::dots ? panel_height / dot
                                                     : over_the_bars * number_of(highest(bins))};
  const Numerals numerals(chart.caption);
  sheet.axes(panel, numerals.ticks(scale), numerals.ticks(scale_within(panel.y, 4)), Lines::across);
  title_below(sheet, edge, sheet.top(), chart.count_axis);
  title_below(sheet, panel.left, panel.bottom + tick_room, chart.value_axis);
  draw_verdict(sheet, panel, chart, values, scale.value_digits());
  plot_differences(sheet, chart, stacked(bins, histogram), histogram, dot);
  hover_bins(sheet, panel, bins, histogram.width, numerals, scale.value_digits());
  return sheet.picture();
}

// ---- label spreading ----------------------------------------------------------------------------

std::vector<double> spread(const std::vector<double>& places, double gap, Interval room) {
  const std::size_t count = places.size();
  if (count == 0) return {};
  const double room_for_gaps = room.high - room.low;
  if (count > 1) gap = std::min(gap, room_for_gaps / static_cast<double>(count - 1));
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return places[a] != places[b] ? places[a] < places[b] : a < b;
  });
  // Less k gaps, "no nearer than a gap" becomes "not falling": isotonic regression by pooling
  // adjacent violators (Ayer et al. 1955, Annals of Mathematical Statistics 26(4)).
  struct Pool {
    double sum = 0.0;
    std::size_t count = 0;
    double mean() const { return sum / static_cast<double>(count); }
  };
  std::vector<Pool> pools;
  for (std::size_t k = 0; k < count; ++k) {
    pools.push_back({places[order[k]] - gap * static_cast<double>(k), 1});
    while (pools.size() > 1 && pools[pools.size() - 2].mean() >= pools.back().mean()) {
      const Pool last = pools.back();
      pools.pop_back();
      pools.back().sum += last.sum;
      pools.back().count += last.count;
    }
  }
  const double highest = room.high - gap * static_cast<double>(count - 1);
  std::vector<double> moved(count);
  std::size_t k = 0;
  for (const Pool& pool : pools)
    for (std::size_t member = 0; member < pool.count; ++member, ++k)
      moved[order[k]] = std::clamp(pool.mean(), room.low, std::max(room.low, highest)) +
                        gap * static_cast<double>(k);
  return moved;
}

// ---- drawing ------------------------------------------------------------------------------------

namespace {

constexpr std::string_view format_ending(Format format) {
  switch (format) {
    case Format::svg:
      return "svg";
    case Format::png:
      return "png";
    case Format::pdf:
      return "pdf";
  }
  return "";
}

void write_file(const std::filesystem::path& path, const std::string& contents) {
  std::ofstream out(path, std::ios::binary);
  out << contents;
  out.close();
  if (!out) throw PictureError(path.string() + ": cannot be written");
}

std::string contents_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) throw PictureError(path.string() + ": cannot be read");
  return text.str();
}

/// Where a program lies on the PATH; empty when it does not.
std::filesystem::path on_the_path(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path ? path : "");
  for (std::string folder; std::getline(folders, folder, ':');) {
    const auto file = std::filesystem::path(folder) / program;
    if (!folder.empty() && access(file.c_str(), X_OK) == 0 && !std::filesystem::is_directory(file))
      return std::filesystem::absolute(file);
  }
  return {};
}

struct Outcome {
  int status = 0;       // as of waitpid
  std::string message;  // standard output and standard error
};

/// Runs a program in a folder, without a shell, and waits for its end.
Outcome run_in(const std::filesystem::path& folder, std::vector<std::string> words) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw PictureError(words[0] + ": no pipe to read from");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  pid_t child = 0;
  const int failure =
      posix_spawn(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  Outcome outcome;
  char piece[4096];
  for (ssize_t size = 0; failure == 0;) {
    size = read(ends[0], piece, sizeof piece);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) break;
    outcome.message.append(piece, static_cast<std::size_t>(size));
  }
  close(ends[0]);
  if (failure != 0) throw PictureError(words[0] + ": " + std::strerror(failure));
  while (waitpid(child, &outcome.status, 0) < 0 && errno == EINTR) {
  }
  return outcome;
}

/// Inside the tags of an SVG (never in its texts) ids and what points to them get a prefix.
std::string with_own_ids(const std::string& svg, const std::string& prefix) {
  std::string result;
  for (std::size_t at = 0; at < svg.size();) {
    const std::size_t open = std::min(svg.find('<', at), svg.size());
    const std::size_t close = std::min(svg.find('>', open), svg.size());
    result.append(svg, at, open - at);
    std::string tag = svg.substr(open, close - open);
    for (const char* before : {" id='", " id=\"", "href='#", "url(#"})
      replace_all(tag, before, before + prefix);
    result += tag;
    at = close;
  }
  return result;
}

/// Bands, unlike the cells of a grid, look better with smooth edges.
void smooth_bands(std::string& svg) {
  constexpr std::string_view crisp = " shape-rendering='crispEdges'";
  constexpr long corners_of_a_cell = 4;
  for (std::size_t at = svg.find(crisp); at != std::string::npos; at = svg.find(crisp, at + 1)) {
    const std::size_t first = std::min(svg.find("points = '", at), svg.size());
    const std::size_t last = std::min(svg.find("/>", first), svg.size());
    const auto begin = svg.begin() + static_cast<long>(first);
    if (std::count(begin, svg.begin() + static_cast<long>(last), ',') > corners_of_a_cell + 1)
      svg.erase(at, crisp.size());
  }
}

/// The names gnuplot gives to its plots ("gnuplot_plot_1a") would be shown under the pointer.
void remove_plot_names(std::string& svg) {
  constexpr std::string_view name = "<g id=\"gnuplot_plot_", end = "</title>";
  for (std::size_t at = svg.find(name); at != std::string::npos; at = svg.find(name, at + 1)) {
    const std::size_t last = svg.find(end, at);
    if (last != std::string::npos) svg.replace(at, last + end.size() - at, "<g>");
  }
}

void remove_empty_groups(std::string& svg) {
  constexpr std::string_view group = "<g fill=\"none\"", end = "</g>\n";
  for (std::size_t at = svg.find(group); at != std::string::npos;) {
    const std::size_t inside = svg.find('>', at) + 1;
    const std::size_t next = svg.find_first_not_of("\t\n ", inside);
    const bool empty = next != std::string::npos && svg.compare(next, end.size(), end) == 0;
    if (empty) svg.erase(at, next + end.size() - at);
    at = svg.find(group, empty ? at : inside);
  }
}

/// What gnuplot wrote, made fit for a page: title and description for screen readers, ids of its
/// own, a choice of fonts, the width of the page as its limit, and the areas under the pointer.
///
/// gnuplot's own hypertext is of no use here: it calls a script file of gnuplot by an absolute
/// path, and leaves the <title> of the point empty.
std::string finished_svg(const std::string& raw, const Picture& picture) {
  const std::string prefix = picture.name + "-";
  const std::size_t canvas = raw.find("<g id=\"gnuplot_canvas\">");
  if (canvas == std::string::npos) throw PictureError(picture.name + ": gnuplot wrote no SVG");
  std::ostringstream svg;
  svg.imbue(std::locale::classic());
  svg << "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""
      << " width=\"" << picture.width << "\" height=\"" << picture.height << "\" viewBox=\"0 0 "
      << picture.width << ' ' << picture.height << "\" style=\"max-width:100%;height:auto\""
      << " role=\"img\" aria-labelledby=\"" << prefix << "title " << prefix << "description\""
      << " font-family=\"Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif\">\n<title"
      << " id=\"" << prefix << "title\">" << xml(picture.title) << "</title>\n<desc id=\"" << prefix
      << "description\">" << xml(picture.description) << "</desc>\n";
  const std::size_t end = raw.rfind("</svg>");
  std::string drawing = raw.substr(canvas, end - canvas);
  remove_plot_names(drawing);
  remove_empty_groups(drawing);
  smooth_bands(drawing);
  drawing = with_own_ids(drawing, prefix);
  replace_all(drawing, " font-family=\"sans-serif\"", "");
  svg << drawing << "<style>.hover rect{fill:#000;fill-opacity:0}"
      << ".hover rect:hover{fill-opacity:.07}</style>\n<g class=\"hover\">\n";
  for (const Hover& area : picture.hovers)
    svg << "<rect x=\"" << area.left << "\" y=\"" << area.top << "\" width=\"" << area.width
        << "\" height=\"" << area.height << "\"><title>" << xml(area.text) << "</title></rect>\n";
  svg << "</g>\n</svg>\n";
  return svg.str();
}

}  // namespace

std::filesystem::path draw(const Picture& picture, const std::filesystem::path& folder,
                           Format format) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure) throw PictureError(folder.string() + ": cannot be made: " + failure.message());
  const std::string ending(format_ending(format));
  const std::string script = picture.name + ".gp";
  write_file(folder / script, picture.script);
  write_file(folder / (picture.name + ".dat"), picture.data);
  const auto gnuplot = on_the_path("gnuplot");
  if (gnuplot.empty())
    throw PictureError("gnuplot is not on the PATH (on Debian: apt-get install gnuplot-nox); " +
                       (folder / script).string() + " holds the picture for when it is");
  // Defaults only (-d): the picture must not depend on a user's own settings.
  const Outcome outcome =
      run_in(folder, {gnuplot.string(), "-d", "-e", "format='" + ending + "'", script});
  if (!WIFEXITED(outcome.status) || WEXITSTATUS(outcome.status) != 0)
    throw PictureError("gnuplot could not draw " + (folder / script).string() + ":\n" +
                       outcome.message);
  const auto path = folder / (picture.name + "." + ending);
  if (format == Format::svg) write_file(path, finished_svg(contents_of(path), picture));
  return path;
}

}  // namespace samen::picture
