#include "analysis/pictures/drawing/canvas.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "analysis/output/table.hpp"

namespace samen::analysis::picture {

// ---- words --------------------------------------------------------------------------------------

void replace_all(std::string& text, std::string_view from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

namespace {

/// Whether a byte continues a character in UTF-8: any byte except the first.
bool continues(char byte) {
  return (byte & 0xc0) == 0x80;
}

/// Replaces control characters: they break a gnuplot command and are not allowed in XML.
std::string printable(std::string words) {
  for (char& byte : words)
    if (static_cast<unsigned char>(byte) < 0x20) byte = ' ';
  return words;
}

/// A text in single quotes for gnuplot, where only the quote itself is special. It is put between
/// double quotes, because gnuplot 5.4 misreads a doubled quote at the beginning.
std::string literal(const std::string& words) {
  std::string text = printable(words);
  replace_all(text, "'", "'.\"'\".'");
  return "'" + text + "'";
}

}  // namespace

double text_width(const std::string& words, double size) {
  constexpr std::string_view narrow = "ilj|.,:;'!ftrI()[] -", wide = "mwMW%@";
  double widths = 0.0;
  for (const char byte : words) {
    if (continues(byte)) continue;
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

std::string shortened(const std::string& words, double size, double width) {
  if (text_width(words, size) <= width) return words;
  std::string tail = "…";
  std::size_t end = words.rfind(' ');
  if (end != std::string::npos && text_width(words.substr(end), size) < width / 2.0)
    tail += words.substr(end);
  else
    end = words.size();
  while (end > 0 &&
         (continues(words[end]) || text_width(words.substr(0, end) + tail, size) > width))
    --end;
  return words.substr(0, end) + tail;
}

std::vector<std::string> wrapped(const std::string& words, double size, double width) {
  std::vector<std::string> lines;
  std::istringstream in(words);
  for (std::string word; in >> word;) {
    if (lines.empty() || text_width(lines.back() + " " + word, size) > width)
      lines.push_back(shortened(word, size, width));
    else
      lines.back() += " " + word;
  }
  return lines;
}

// ---- scales and numbers -------------------------------------------------------------------------

int digits_for(double step) {
  return std::max(0, static_cast<int>(std::ceil(-std::log10(step) - 1e-9)));
}

namespace {

double round_step(double rough) {
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double step : {1.0, 2.0, 5.0})
    if (step * power >= rough * (1.0 - 1e-9)) return step * power;
  return 10.0 * power;
}

}  // namespace

bool is_flat(const Interval& range) {
  // gnuplot gets numbers with ten digits, so it cannot draw a difference in the last few digits.
  constexpr double visible = 1e-7;
  return !(range.high - range.low > visible * std::max(std::abs(range.low), std::abs(range.high)));
}

Scale scale_within(Interval range, int wanted) {
  refuse(is_flat(range), "an axis needs a range from low to high");
  const double step = round_step((range.high - range.low) / wanted);
  Scale scale{range, {}, digits_for(step)};
  constexpr double slack = 1e-9;  // share of a step, so that a tick exactly at the end is kept
  const auto first = static_cast<long>(std::ceil(range.low / step - slack));
  const auto last = static_cast<long>(std::floor(range.high / step + slack));
  for (long k = first; k <= last; ++k) scale.ticks.push_back(static_cast<double>(k) * step);
  return scale;
}

Scale scale_of(Interval data, int wanted) {
  if (data.low > 0.0 && data.low < data.high / 2.0) data.low = 0.0;
  if (data.high < 0.0 && data.high > data.low / 2.0) data.high = 0.0;
  if (is_flat(data)) {
    const double half = data.low == 0.0 ? 0.5 : std::abs(data.low) / 2.0;
    data = {data.low - half, data.high + half};
  }
  const double air = 0.04 * (data.high - data.low);
  if (data.low != 0.0) data.low -= air;
  if (data.high != 0.0) data.high += air;
  return scale_within(data, wanted);
}

double tick_width(const std::vector<Tick>& ticks) {
  double width = 0.0;
  for (const Tick& tick : ticks) width = std::max(width, text_width(tick.label, text_size));
  return width;
}

std::string Numerals::number(double value, int digits) const {
  if (std::isnan(value)) return "–";
  std::string text = print_ == Print::percent ? shown_percent(value) : shown_number(value, digits);
  std::replace(text.begin(), text.end(), '.', sign_);
  if (text[0] == '-') text.replace(0, 1, "−");
  return text;
}

std::string Numerals::interval(const Interval& interval, int digits) const {
  // After a decimal comma, another comma would be ambiguous.
  const std::string between = sign_ == ',' ? "; " : ", ";
  return "[" + number(interval.low, digits) + between + number(interval.high, digits) + "]";
}

std::string Numerals::value(double value, const std::optional<Interval>& its_interval,
                            int digits) const {
  const std::string text = number(value, digits);
  return its_interval ? text + " " + interval(*its_interval, digits) : text;
}

std::vector<Tick> Numerals::ticks(const Scale& scale) const {
  std::vector<Tick> ticks;
  for (const double at : scale.ticks) ticks.push_back({at, number(at, scale.digits)});
  return ticks;
}

// ---- the sheet ----------------------------------------------------------------------------------

std::string in_colour(std::string_view colour) {
  return " rgb '" + std::string(colour) + "'";
}

std::string stroke_words(const Stroke& stroke) {
  constexpr std::array patterns{"", " dt (8,4)", " dt (2,3)", " dt (9,3,2,3)"};  // as in Dash
  std::ostringstream words;
  words << " lw " << stroke.width << " lc" << in_colour(stroke.colour)
        << patterns[static_cast<std::size_t>(stroke.dash)];
  return words.str();
}

namespace {

void refuse_name(const std::string& name) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const std::string allowed = std::string(letters) + "0123456789-_";
  refuse(name.empty() || letters.find(name[0]) == std::string_view::npos ||
             name.find_first_not_of(allowed) != std::string::npos,
         "the name '" + name + "' must be letters, digits, - and _, a letter first");
}

}  // namespace

Canvas::Canvas(const Caption& caption, double body_height) : caption_(caption) {
  refuse_name(caption.name);
  for (std::ostringstream* stream : {&script_, &data_}) stream->precision(10);
  const double width = sheet_width - 2.0 * edge;
  const auto title = wrapped(caption.title, title_size * bold_width, width);
  const auto subtitle = wrapped(caption.subtitle, text_size, width);
  top_ = edge + number_of(title.size()) * title_size * line_step +
         number_of(subtitle.size()) * text_size * line_step + 10.0;
  height_ = std::ceil(top_ + body_height);
  const double first = edge + title_size / 2.0;
  lines(edge, first, title, {title_size, word_colour, Side::left, Weight::bold});
  lines(edge, first + number_of(title.size()) * title_size * line_step, subtitle,
        {text_size, quiet_colour});
}

/// A position in pixels as gnuplot's share of the screen, from the bottom left.
std::string Canvas::at(double x, double y) const {
  std::ostringstream words;
  words << "screen " << x / sheet_width << ", screen " << 1.0 - y / height_;
  return words.str();
}

void Canvas::text(double x, double y, const std::string& words, const Style& style) {
  constexpr std::array sides{" left", " center", " right"};  // as in Side
  script_ << "set label " << literal(words) << " at " << at(x, y)
          << sides[static_cast<std::size_t>(style.side)] << " font "
          << (style.weight == Weight::bold ? "bold." : "") << "'," << style.size << "' tc"
          << in_colour(style.colour) << " front";
  if (style.turned != 0.0) script_ << " rotate by " << style.turned;
  script_ << '\n';
}

void Canvas::lines(double x, double y, const std::vector<std::string>& lines, const Style& style,
                   double step) {
  for (const std::string& words : lines) {
    text(x, y, words, style);
    y += style.size * step;
  }
}

void Canvas::axis_title(double left, double top, const std::string& words) {
  text(left, top + text_size / 2.0, words, {text_size, quiet_colour});
}

void Canvas::line(double x1, double y1, double x2, double y2, const Stroke& stroke) {
  script_ << "set arrow from " << at(x1, y1) << " to " << at(x2, y2) << " nohead "
          << (stroke.layer == Layer::back ? "back" : "front") << stroke_words(stroke) << '\n';
}

void Canvas::box(double left, double top, double width, double height, std::string_view colour) {
  script_ << "set object rectangle from " << at(left, top + height) << " to "
          << at(left + width, top) << " fc" << in_colour(colour) << " fs solid noborder back\n";
}

void Canvas::colour_bar(const Panel& place, const Scale& scale, const std::vector<Tick>& ticks_of) {
  script_ << "set palette defined (";
  for (std::size_t k = 0; k < sequential.size(); ++k)
    script_ << (k > 0 ? ", " : "") << k << " '" << sequential[k] << '\'';
  script_ << ")\nset cbrange [" << scale.range.low << ':' << scale.range.high
          << "]\nset colorbox user noborder origin " << at(place.left, place.bottom)
          << " size screen " << (place.right - place.left) / sheet_width << ", screen "
          << (place.bottom - place.top) / height_ << '\n';
  ticks("cb", ticks_of);
}

std::string Canvas::block(const std::string& columns, const Rows& rows) {
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

void Canvas::ticks(const std::string& axis, const std::vector<Tick>& ticks) {
  if (ticks.empty()) {
    script_ << "unset " << axis << "tics\n";
    return;
  }
  script_ << "set " << axis << "tics scale 0 (";
  for (std::size_t k = 0; k < ticks.size(); ++k) {
    std::string label;  // gnuplot interprets the text as a format
    for (const char byte : ticks[k].label) label += byte == '%' ? "%%" : std::string(1, byte);
    script_ << (k > 0 ? ", " : "") << literal(label) << ' ' << ticks[k].at;
  }
  script_ << ")\n";
}

void Canvas::axes(const Panel& panel, const std::vector<Tick>& x, const std::vector<Tick>& y,
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

void Canvas::plot(const std::vector<std::string>& elements) {
  script_ << "plot ";
  for (std::size_t k = 0; k < elements.size(); ++k)
    script_ << (k > 0 ? ", \\\n     " : "") << elements[k];
  script_ << "\nunset label\nunset arrow\nunset object\n\n";
}

namespace {

/// The beginning of every script. The sizes make the three terminals look the same: the PNG
/// terminal counts 96 dots to the inch for fonts and draws two dots for one, and the PDF terminal
/// shrinks its fonts. The SVG terminal does not support font weights, but it copies the name of the
/// font into an attribute unchanged.
constexpr const char* preamble =
    R"(# gnuplot NAME.gp makes NAME.svg; gnuplot -e "format='pdf'" NAME.gp makes a PDF, 'png' a PNG.
if (!exists('format')) format = 'svg'
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

}  // namespace

Picture Canvas::picture() const {
  std::string begin = preamble;
  replace_all(begin, "WIDTH", std::to_string(std::lround(sheet_width)));
  replace_all(begin, "HEIGHT", std::to_string(std::lround(height_)));
  replace_all(begin, "NAME", caption_.name);
  return {caption_.name, caption_.title, caption_.subtitle,
          sheet_width,   height_,        begin + script_.str() + "unset multiplot\n",
          data_.str(),   hovers_};
}

// ---- places -------------------------------------------------------------------------------------

Panel wide_panel(Canvas& canvas, const std::string& value_axis, const std::vector<Tick>& y_ticks,
                 double right_room, double head, double height) {
  canvas.axis_title(edge, canvas.top(), value_axis);
  const double top = canvas.top() + head;
  return {
      edge + tick_width(y_ticks) + label_gap, sheet_width - right_room, top, top + height, {}, {}};
}

std::vector<double> spread(const std::vector<double>& places, double gap, Interval room) {
  const std::size_t count = places.size();
  if (count == 0) return {};
  if (count > 1) gap = std::min(gap, (room.high - room.low) / number_of(count - 1));
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return places[a] != places[b] ? places[a] < places[b] : a < b;
  });
  // After subtracting k gaps from place k, "at least a gap apart" becomes "not falling". This is
  // isotonic regression by pooling adjacent violators (Ayer et al. 1955, Annals of Mathematical
  // Statistics 26(4)).
  struct Pool {
    double sum = 0.0;
    std::size_t count = 0;
    double mean() const { return sum / number_of(count); }
  };
  std::vector<Pool> pools;
  for (std::size_t k = 0; k < count; ++k) {
    pools.push_back({places[order[k]] - gap * number_of(k), 1});
    while (pools.size() > 1 && pools[pools.size() - 2].mean() >= pools.back().mean()) {
      const Pool last = pools.back();
      pools.pop_back();
      pools.back().sum += last.sum;
      pools.back().count += last.count;
    }
  }
  const double highest = std::max(room.low, room.high - gap * number_of(count - 1));
  std::vector<double> moved(count);
  std::size_t k = 0;
  for (const Pool& pool : pools)
    for (std::size_t member = 0; member < pool.count; ++member, ++k)
      moved[order[k]] = std::clamp(pool.mean(), room.low, highest) + gap * number_of(k);
  return moved;
}

void draw_end_labels(Canvas& canvas, const Panel& panel, const std::vector<EndLabel>& labels) {
  constexpr double label_step = 1.2;  // between the lines of a label, in font sizes
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
  constexpr double still = 3.0;  // no line is drawn for such a small move
  bool led = false;
  for (std::size_t k = 0; k < labels.size(); ++k) led |= std::abs(moved[k] - places[k]) > still;
  const double gap = led ? 2.0 * label_gap : label_gap;
  for (std::size_t k = 0; k < labels.size(); ++k) {
    if (led)
      canvas.line(panel.right + 2.0, places[k], panel.right + gap - 3.0, moved[k],
                  {axis_colour, 0.8});
    const double above = (number_of(texts[k].size()) - 1.0) * step / 2.0;
    canvas.lines(panel.right + gap, moved[k] - above, texts[k], {text_size, labels[k].colour},
                 label_step);
  }
}

std::string band(const std::string& block, const char* columns, std::string_view colour,
                 double cover) {
  std::ostringstream words;
  words << block << " using " << columns << " with filledcurves fc" << in_colour(colour)
        << " fs transparent solid " << cover << " noborder";
  return words.str();
}

std::string line_of(const std::string& block, const char* columns, const Stroke& stroke) {
  return block + " using " + columns + " with lines" + stroke_words(stroke);
}

}  // namespace samen::analysis::picture
