// Pictures for papers and pages: turns plain numbers into a gnuplot script, its data and the
// picture.
//
// A chart is a struct of plain numbers and words; `picture_of` lays it out; `draw` writes name.gp
// and name.dat and runs gnuplot, which makes name.svg, .png or .pdf beside them. Later, `gnuplot
// name.gp` in that folder makes the picture again. The caller supplies every word on a picture,
// with its units. This layer adds only numbers, so a picture is in the caller's language.
#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "analysis/pictures/drawing/palette.hpp"
#include "analysis/statistics/statistics.hpp"

namespace samen::analysis::picture {

/// A picture cannot be drawn; the message states the reason and the remedy.
struct PictureError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// How values are written: as numbers, or as percentages like in tables.
enum class Print { number, percent };

/// The texts around a picture.
struct Caption {
  std::string name;      ///< name of its files: ASCII letters, digits, - and _, a letter first
  std::string title;     ///< the finding, as a sentence
  std::string subtitle;  ///< its content: the measure, the meaning of line and band, n
  char decimal_sign = '.';
};

/// A month of the calendar, 1 to 12. Series are monthly and count from the first month.
struct Month {
  int year = 0, month = 1;
};

/// A vertical line in time, this many months after the first, or a band of this many months. Its
/// text is above the panel if it fits before the next mark.
struct Mark {
  double month = 0.0;
  std::string label;
  double months = 0.0;  ///< 0 for a line
};

// ---- series over time ---------------------------------------------------------------------------

/// The distribution of the runs in one month: the median, and the ends of the middle 50 % and 90 %;
/// all NaN for a gap.
struct Quantiles {
  double low_90 = 0.0, low_50 = 0.0, median = 0.0, high_50 = 0.0, high_90 = 0.0;
};

/// One group of runs over time, e.g. an arm.
struct Fan {
  std::string label;
  Ink ink;
  std::vector<Quantiles> months;
};

/// Groups side by side with one scale; the medians of the other groups are behind each in grey.
struct FanChart {
  Caption caption;
  std::string value_axis;  ///< measure and unit
  Month first;
  std::vector<Fan> fans;
  std::vector<Mark> marks;
  Print print = Print::number;
};

struct CurvePoint {
  double month = 0.0, value = 0.0;  ///< month: counted from the first
  std::optional<Interval> interval;
};

struct Curve {
  std::string label;
  Ink ink;
  std::vector<CurvePoint> points;  ///< in chronological order
};

enum class LineShape { steps, straight };

/// Lines over months with their intervals. In steps, a value holds until the next point, as in a
/// survival curve.
struct CurveChart {
  Caption caption;
  std::string value_axis;
  Interval value_range{0.0, 1.0};  ///< of its axis
  Month first;
  std::vector<Curve> curves;
  std::vector<Mark> marks;
  LineShape shape = LineShape::steps;
  Print print = Print::number;
};

/// The positions of members between 0 and 1 in one run, over time; only medians are drawn. Up to
/// four members share a panel; more are side by side.
struct Walk {
  Caption caption;
  std::string value_axis;
  Month first;
  std::vector<Fan> members;
  std::vector<Mark> marks;
};

// ---- responses ----------------------------------------------------------------------------------

/// An outcome at a level of a factor; `best` if no other level is clearly better.
struct ResponsePoint {
  double at = 0.0, value = 0.0;
  std::optional<Interval> interval;
  bool best = false;
};

struct Response {
  std::string label;
  Ink ink;
  std::vector<ResponsePoint> points;  ///< in the order of the factor
};

struct Level {
  double at = 0.0;
  std::string label;
};

/// An outcome against a factor: a line with its band for each level of another factor, or for each
/// arm, and a dot at the best point of a line.
struct ResponseChart {
  Caption caption;
  std::string value_axis, factor_axis;
  std::vector<Level> levels;
  std::vector<Response> responses;
};

/// The result of one case.
struct Case {
  std::string label;
  double value = 0.0;
  std::optional<Interval> interval;
  bool best = false;
};

/// Named cases below each other; dark if no other case is clearly better.
struct CaseChart {
  Caption caption;
  std::string value_axis;
  int digits = 2;  ///< decimals of the printed values
  std::vector<Case> cases;
};

// ---- effects of factors -------------------------------------------------------------------------

/// The outcome if one factor is set and the others stay as in the base case.
struct Setting {
  std::string label;  ///< of the setting, e.g. "0.1"
  double value = 0.0;
  std::optional<Interval> interval;
};

struct Swing {
  std::string factor;
  Setting low, high;  ///< at the low and the high end of the factor
};

/// One factor at a time, from the widest swing to the narrowest.
struct Tornado {
  Caption caption;
  std::string value_axis;
  double base = 0.0;  ///< the mean outcome, or the outcome with no factor moved
  std::vector<Swing> swings;
};

/// Elementary effects of a factor: Morris (1991), Technometrics 33(2); mu* of Campolongo et al.
/// (2007), Environmental Modelling & Software 22(10).
struct ScreenedFactor {
  std::string factor;
  double mu_star = 0.0, sigma = 0.0;
  std::optional<Interval> interval;  ///< of mu*
};

/// mu* against sigma. Labels are written for the largest mu* first, while there is room.
struct MorrisPlot {
  Caption caption;
  std::string mu_star_axis, sigma_axis;
  std::vector<ScreenedFactor> factors;
};

struct FactorIndex {
  std::string factor;
  double first = 0.0, total = 0.0;
  std::optional<Interval> first_interval, total_interval;
};

/// Shares of variance: Sobol' (1993), in descending order of the total.
struct IndexChart {
  Caption caption;
  std::string value_axis;
  std::string first_label, total_label;
  std::vector<FactorIndex> indices;
};

// ---- amounts and grids --------------------------------------------------------------------------

enum class Entry { change, total };

struct LedgerLine {
  std::string label;
  double amount = 0.0;  ///< a change is added to the balance; a total states it
  Entry entry = Entry::change;
};

/// A ledger as a waterfall: from zero, line by line, to the final balance.
struct Waterfall {
  Caption caption;
  std::string value_axis;
  int digits = 1;  ///< decimals of the printed amounts
  std::vector<LedgerLine> lines;
};

/// Rows from the top, columns from the left; NaN for cells that do not apply.
struct HeatMap {
  Caption caption;
  std::string row_axis, column_axis, value_axis;
  std::vector<std::string> rows, columns;  ///< labels
  std::vector<double> values;              ///< row by row
  Interval range{0.0, 1.0};                ///< range of the colours
};

struct Contender {
  std::string label;
  Ink ink;
};

/// The gain of somebody by one choice: a mean, the range of most runs, and a text such as "7 %".
struct Gain {
  double value = 0.0;
  Interval range;
  std::string word;
};

struct GainRow {
  std::string label;
  std::vector<Gain> gains;  ///< one for each contender
};

/// Winners and losers: one row for each organisation or kind. In a row, each choice has a dot and a
/// line on either side of zero.
struct GainChart {
  Caption caption;
  std::string value_axis;
  std::string below, above;  ///< texts of the two sides of zero
  std::string word_axis;     ///< meaning of the texts beside the rows
  int digits = 0;            ///< decimals of the values in the tooltips
  std::vector<Contender> contenders;
  std::vector<GainRow> rows;
};

struct PhaseCell {
  std::optional<std::size_t> winner;  ///< among the contenders; none: too close to call
  double difference = 0.0;            ///< the difference to the runner-up
};

/// The winner over two factors; x grows to the right and y upwards.
struct PhaseDiagram {
  Caption caption;
  std::string x_axis, y_axis;
  std::vector<std::string> x_values, y_values;
  std::vector<Contender> contenders;
  std::string too_close;         ///< the label of cells without a winner
  std::vector<PhaseCell> cells;  ///< rows from the lowest y; in a row, by x
  int digits = 1;
};

/// Paired differences, the first contender less the second: one dot for each pair, or bars if there
/// are too many pairs for dots.
struct DifferenceChart {
  Caption caption;
  std::string value_axis, count_axis;
  Contender first, second;  ///< labels of the two sides of zero, e.g. "together ahead"
  std::vector<double> differences;
  Estimate mean;  ///< drawn with its interval above the dots
};

// ---- the picture --------------------------------------------------------------------------------

/// An invisible area of the SVG with a tooltip; pixels from the top left.
struct Hover {
  double left = 0.0, top = 0.0, width = 0.0, height = 0.0;
  std::string text;
};

/// A chart after its layout.
struct Picture {
  std::string name, title, description;
  double width = 0.0, height = 0.0;  ///< pixels of the SVG, 96 to the inch in print
  std::string script, data;          ///< contents of name.gp and name.dat
  std::vector<Hover> hovers;
};

/// Throws std::invalid_argument if there is nothing to draw, if sizes do not match, or if the name
/// is not a valid file name.
Picture picture_of(const FanChart& chart);
Picture picture_of(const CurveChart& chart);
Picture picture_of(const Walk& chart);
Picture picture_of(const ResponseChart& chart);
Picture picture_of(const CaseChart& chart);
Picture picture_of(const Tornado& chart);
Picture picture_of(const MorrisPlot& chart);
Picture picture_of(const IndexChart& chart);
Picture picture_of(const Waterfall& chart);
Picture picture_of(const HeatMap& chart);
Picture picture_of(const PhaseDiagram& chart);
Picture picture_of(const DifferenceChart& chart);
Picture picture_of(const GainChart& chart);

enum class Format { svg, png, pdf };
/// The file name extension of a format.
const std::string& ending_of(Format format);

/// Writes script and data into the folder (created if necessary) and the picture beside them;
/// returns the path of the picture. Throws PictureError if gnuplot is missing, or with gnuplot's
/// own error; script and data are written even then.
///
/// The SVG can stand alone or be inserted into a page unchanged: it begins with <svg>, needs no
/// script and no network, has tooltips with values, and its ids begin with the name of the picture.
std::filesystem::path draw(const Picture& picture, const std::filesystem::path& folder,
                           Format format);

}  // namespace samen::analysis::picture
