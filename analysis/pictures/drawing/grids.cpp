// Cells in rows and columns: heat map, phase diagram.
#include <algorithm>
#include <cmath>

#include "analysis/pictures/drawing/canvas.hpp"

namespace samen::analysis::picture {
namespace {

constexpr std::string_view open_tone = "#EDEDED", hatch_tone = "#CACACA";

// ---- colours ------------------------------------------------------------------------------------

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

/// A colour as the number that gnuplot reads from data: 65536 red + 256 green + blue.
double colour_number(const Colour& colour) {
  const auto part = [](double share) { return std::round(255.0 * share); };
  return 65536.0 * part(colour.red) + 256.0 * part(colour.green) + part(colour.blue);
}

/// Dark or white text, whichever has more contrast. The relative luminance of WCAG 2.1, with the
/// sRGB curve as a power of 2.2, is compared with the luminance at which both have the same
/// contrast.
std::string_view words_on(const Colour& colour) {
  constexpr double gamma = 2.2, even = 0.21;
  const double luminance = 0.2126 * std::pow(colour.red, gamma) +
                           0.7152 * std::pow(colour.green, gamma) +
                           0.0722 * std::pow(colour.blue, gamma);
  return luminance > even ? word_colour : white;
}

// ---- cells --------------------------------------------------------------------------------------

/// Cells with labels to the left and below; column j is centred at x = j, row i at y = -i.
struct Grid {
  std::vector<std::string> rows, columns;  // labels
  double width = 0.0, height = 0.0;        // size of a cell
  double turned = 0.0;  // degrees; labels of columns stand upright if they are too long to lie
  double labels_room = tick_room;  // below the cells
  Panel panel;

  double cells_height() const { return number_of(rows.size()) * height; }
  double x(std::size_t j) const { return number_of(j); }
  double y(std::size_t i) const { return 0.0 - number_of(i); }
  double across(std::size_t j) const { return panel.across(x(j)); }
  double down(std::size_t i) const { return panel.down(y(i)); }
  bool fits(const std::string& words) const {
    constexpr double gap = 4.0;
    return text_width(words, small_size) + gap <= width && small_size <= height;
  }
};

Grid grid_of(const std::vector<std::string>& rows, const std::vector<std::string>& columns,
             double right_room, double widest_cell, double tallest_cell) {
  refuse(rows.empty() || columns.empty(), "there is nothing to draw");
  constexpr double lowest = 12.0, tallest_grid = 420.0, gap = 6.0, upright = 90.0;
  Grid grid;
  for (const std::string& row : rows) grid.rows.push_back(shortened(row, text_size, widest_label));
  for (const std::string& column : columns)
    grid.columns.push_back(shortened(column, text_size, widest_label));
  const double across = number_of(columns.size()), down = number_of(rows.size());
  grid.panel.left = edge + widest(grid.rows, text_size) + label_gap;
  grid.width = std::min(widest_cell, (sheet_width - edge - right_room - grid.panel.left) / across);
  grid.height = std::max(lowest, std::min(tallest_cell, tallest_grid / down));
  grid.panel.right = grid.panel.left + across * grid.width;
  grid.panel.x = {-0.5, across - 0.5};
  grid.panel.y = {0.5 - down, 0.5};
  const double label_width = widest(grid.columns, text_size);
  if (label_width + gap > grid.width) {
    grid.turned = upright;
    grid.labels_room = label_width + label_gap;
  }
  return grid;
}

/// Positions the grid and writes its labels.
void place_grid(Canvas& canvas, Grid& grid, double top) {
  Panel& panel = grid.panel;
  panel.top = top;
  panel.bottom = top + grid.cells_height();
  canvas.axes(panel, {}, {}, Lines::none);
  for (std::size_t i = 0; i < grid.rows.size(); ++i)
    canvas.text(panel.left - label_gap, grid.down(i), grid.rows[i],
                {text_size, word_colour, Side::right});
  const bool lying = grid.turned == 0.0;
  const Style style{text_size, word_colour, lying ? Side::centre : Side::right, Weight::plain,
                    grid.turned};
  for (std::size_t j = 0; j < grid.columns.size(); ++j)
    canvas.text(grid.across(j), panel.bottom + (lying ? text_size : 5.0), grid.columns[j], style);
}

/// Half the size of a cell. A white seam separates cells; tiny cells overlap a little, because
/// otherwise the seams would be larger than the cells.
double half(double size) {
  constexpr double tiny = 10.0;
  return 0.5 + (size < tiny ? 0.5 : -0.5) / size;
}

/// Boxes around the points (column, row) of a block whose third column is the colour.
std::string boxes(const Grid& grid, const std::string& block, const char* colour) {
  std::ostringstream words;
  const double across = half(grid.width), down = half(grid.height);
  words << block << " using 1:2:($1-" << across << "):($1+" << across << "):($2-" << down
        << "):($2+" << down << "):3 with boxxyerror fs solid noborder lc " << colour;
  return words.str();
}

void hover_cell(Canvas& canvas, const Grid& grid, std::size_t i, std::size_t j,
                const std::string& words) {
  canvas.hover({grid.across(j) - grid.width / 2.0, grid.down(i) - grid.height / 2.0, grid.width,
                grid.height, words});
}

// ---- heat map -----------------------------------------------------------------------------------

void draw_colour_bar(Canvas& canvas, const Panel& panel, double gap, const HeatMap& chart) {
  constexpr double width = 12.0, tallest = 180.0;
  const Scale scale = scale_within(chart.range, 5);
  const double left = panel.right + gap;
  const double bottom = panel.top + std::min(panel.bottom - panel.top, tallest);
  canvas.colour_bar({left, left + width, panel.top, bottom, {}, {}}, scale,
                    Numerals(chart.caption).ticks(scale));
  canvas.axis_title(left, canvas.top(), chart.value_axis);
}

}  // namespace

Picture picture_of(const HeatMap& chart) {
  refuse(chart.values.size() != chart.rows.size() * chart.columns.size(),
         "a heat map needs a value for every cell");
  constexpr int digits = 2;
  constexpr double bar_gap = 22.0, bar_words = 66.0, head = title_room + 6.0;
  const double bar_room = bar_gap + std::max(bar_words, text_width(chart.value_axis, text_size));
  Grid grid = grid_of(chart.rows, chart.columns, bar_room, 72.0, 30.0);
  Canvas canvas(chart.caption, head + grid.cells_height() + grid.labels_room + title_room + edge);
  place_grid(canvas, grid, canvas.top() + head);
  canvas.axis_title(edge, canvas.top(), chart.row_axis);
  canvas.axis_title(grid.panel.left, grid.panel.bottom + grid.labels_room, chart.column_axis);
  draw_colour_bar(canvas, grid.panel, bar_gap, chart);

  const Numerals numerals(chart.caption);
  const double middle = (chart.range.low + chart.range.high) / 2.0;
  Rows data;
  for (std::size_t i = 0; i < chart.rows.size(); ++i)
    for (std::size_t j = 0; j < chart.columns.size(); ++j) {
      const double value = chart.values[i * chart.columns.size() + j];
      if (!std::isfinite(value)) continue;
      data.push_back({grid.x(j), grid.y(i), value});
      const std::string number = numerals.number(value, digits);
      // The lightness of the scale rises linearly, so its lower half is dark.
      const std::string_view colour = value < middle ? white : word_colour;
      if (grid.fits(number))
        canvas.text(grid.across(j), grid.down(i), number, {small_size, colour, Side::centre});
      hover_cell(canvas, grid, i, j, chart.rows[i] + ", " + chart.columns[j] + "\n" + number);
    }
  canvas.plot({boxes(grid, canvas.block("cells: column, row, value", data), "palette")});
  return canvas.picture();
}

// ---- phase diagram ------------------------------------------------------------------------------

namespace {

/// Adds the lines of a hatched cell: from x, from y, by x, by y.
void hatch(Rows& lines, const Grid& grid, std::size_t i, std::size_t j) {
  constexpr int count = 4;
  const double width = 2.0 * half(grid.width), height = 2.0 * half(grid.height);
  for (int k = 1 - count; k < count; ++k) {
    const double shift = static_cast<double>(k) / count;
    const double from = std::max(0.0, shift), to = std::min(1.0, 1.0 + shift);
    lines.push_back({grid.x(j) + width * (from - 0.5), grid.y(i) + height * (from - shift - 0.5),
                     width * (to - from), height * (to - from)});
  }
}

/// Draws coloured squares with the names of the contenders that occur.
void draw_key(Canvas& canvas, double y, const PhaseDiagram& chart) {
  const auto occurs = [&](std::optional<std::size_t> winner) {
    return std::any_of(chart.cells.begin(), chart.cells.end(),
                       [&](const PhaseCell& cell) { return cell.winner == winner; });
  };
  double x = edge;
  const auto entry = [&](const std::string& label, std::string_view colour,
                         std::string_view words) {
    canvas.box(x, y - text_size / 2.0, text_size, text_size, colour);
    x += text_size + 5.0;
    canvas.text(x, y, label, {text_size, words, Side::left, Weight::bold});
    x += bold_width * text_width(label, text_size) + 18.0;
  };
  for (std::size_t k = 0; k < chart.contenders.size(); ++k)
    if (occurs(k))
      entry(chart.contenders[k].label, chart.contenders[k].ink.line, chart.contenders[k].ink.text);
  if (!occurs(std::nullopt)) return;
  for (const double part : {0.0, 0.5})
    canvas.line(x + part * text_size, y + text_size / 2.0, x + text_size,
                y - (0.5 - part) * text_size, {hatch_tone, 1.0, Dash::solid, Layer::front});
  entry(chart.too_close, open_tone, quiet_colour);
}

/// The colour of a cell: the larger the difference, the stronger.
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

/// Writes the name of the winner above the difference, or only what fits.
void write_in_cell(Canvas& canvas, const Grid& grid, std::size_t i, std::size_t j,
                   const std::string& label, const std::string& number, std::string_view colour) {
  const double x = grid.across(j), y = grid.down(i);
  const Style style{small_size, colour, Side::centre};
  constexpr double apart = 0.62 * small_size;  // from the middle
  const bool both = !label.empty() && grid.fits(label) && grid.height >= 4.0 * apart;
  if (both) canvas.text(x, y - apart, label, style);
  if (grid.fits(number)) canvas.text(x, both ? y + apart : y, number, style);
}

void plot_cells(Canvas& canvas, const Grid& grid, const Rows& cells, const Rows& hatches) {
  std::vector<std::string> elements{
      boxes(grid, canvas.block("cells: column, row, colour", cells), "rgb variable")};
  if (!hatches.empty())
    elements.push_back(canvas.block("hatching: from, from, by, by", hatches) +
                       " using 1:2:3:4 with vectors nohead" + stroke_words({hatch_tone}));
  canvas.plot(elements);
}

}  // namespace

Picture picture_of(const PhaseDiagram& chart) {
  const std::size_t width = chart.x_values.size(), height = chart.y_values.size();
  refuse(chart.cells.size() != height * width, "a phase diagram needs every cell");
  const double greatest = greatest_difference(chart);
  const std::vector<std::string> rows{chart.y_values.rbegin(), chart.y_values.rend()};
  constexpr double key = 24.0, head = key + title_room + 4.0;
  Grid grid = grid_of(rows, chart.x_values, 0.0, 96.0, 44.0);
  Canvas canvas(chart.caption, head + grid.cells_height() + grid.labels_room + title_room + edge);
  draw_key(canvas, canvas.top() + text_size / 2.0, chart);
  place_grid(canvas, grid, canvas.top() + head);
  canvas.axis_title(edge, canvas.top() + key, chart.y_axis);
  canvas.axis_title(grid.panel.left, grid.panel.bottom + grid.labels_room, chart.x_axis);

  const Numerals numerals(chart.caption);
  Rows data, hatches;
  for (std::size_t i = 0; i < height; ++i)
    for (std::size_t j = 0; j < width; ++j) {
      const PhaseCell& cell = chart.cells[(height - 1 - i) * width + j];
      const Colour colour = cell_colour(chart, cell, greatest);
      data.push_back({grid.x(j), grid.y(i), colour_number(colour)});
      if (!cell.winner) hatch(hatches, grid, i, j);
      const std::string label = cell.winner ? chart.contenders[*cell.winner].label : "";
      const std::string number = numerals.number(cell.difference, chart.digits);
      write_in_cell(canvas, grid, i, j, label, number, words_on(colour));
      hover_cell(canvas, grid, i, j,
                 chart.x_axis + " " + chart.x_values[j] + "\n" + chart.y_axis + " " + rows[i] +
                     "\n" + labelled(cell.winner ? label : chart.too_close, number));
    }
  plot_cells(canvas, grid, data, hatches);
  return canvas.picture();
}

}  // namespace samen::analysis::picture
