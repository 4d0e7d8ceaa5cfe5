// Pictures: laid out here, drawn by gnuplot, and read again.
#include "analysis/pictures/drawing/canvas.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <set>
#include <sstream>

#include <gtest/gtest.h>
#include <unistd.h>
#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>

namespace samen::analysis::picture::canvas_test {
namespace {

namespace fs = std::filesystem;

/// A folder for one test, gone at its end.
class Folder {
 public:
  Folder() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    path_ = fs::temp_directory_path() / ("samen picture " + std::to_string(getpid()) + " " +
                                         test->test_suite_name() + " " + test->name());
    fs::remove_all(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  operator const fs::path&() const { return path_; }
  fs::path operator/(const std::string& name) const { return path_ / name; }

 private:
  fs::path path_;
};

std::string contents_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// What stands between two texts, wherever it does.
std::vector<std::string> between(const std::string& text, const std::string& before,
                                 const std::string& after) {
  std::vector<std::string> found;
  for (std::size_t at = text.find(before); at != std::string::npos; at = text.find(before, at)) {
    at += before.size();
    found.push_back(text.substr(at, text.find(after, at) - at));
  }
  return found;
}

std::size_t occurrences(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

Caption caption(const std::string& name) {
  return {name, "Working together pays", "Net value, n = 20 runs", '.'};
}

Quantiles around(double median) {
  return {median - 2.0, median - 1.0, median, median + 1.0, median + 2.0};
}

Fan rising(const std::string& label, std::size_t place, double slope) {
  Fan fan{label, ink_of(label, place), {}};
  for (int t = 0; t < 30; ++t) fan.months.push_back(around(slope * t));
  return fan;
}

FanChart fan_chart(const std::string& name) {
  return {caption(name),
          "M€",
          {2013, 7},
          {rising("alone", 0, 0.1), rising("together", 1, 1.0)},
          {{6.0, "2014–2020"}}};
}

CurveChart curve_chart(const std::string& name) {
  const std::vector<CurvePoint> points{
      {0.0, 100.0, Interval{100.0, 100.0}}, {10.0, 60.0, Interval{50.0, 70.0}}, {40.0, 20.0, {}}};
  return {caption(name),
          "% of runs",
          Interval{0.0, 100.0},
          {2013, 7},
          {{"alone", orange, points}},
          {},
          LineShape::steps};
}

Tornado tornado(const std::string& name) {
  return {caption(name),
          "M€",
          5.0,
          {{"narrow", {"0", 4.5, {}}, {"1", 5.5, {}}},
           {"wide", {"none", 1.0, Interval{0.5, 1.5}}, {"full", 9.0, {}}},
           {"same side", {"low", 6.0, {}}, {"high", 8.0, {}}}}};
}

MorrisPlot morris_plot(const std::string& name) {
  return {caption(name),
          "μ*, M€",
          "σ, M€",
          {{"puller", 3.0, 1.0, Interval{2.5, 3.5}}, {"match", 1.0, 2.0, {}}}};
}

IndexChart index_chart(const std::string& name) {
  return {caption(name),
          "share of variance",
          "by itself",
          "in all",
          {{"puller", 0.2, 0.3, {}, Interval{0.25, 0.35}}, {"match", 0.4, 0.5, {}, {}}}};
}

Waterfall waterfall(const std::string& name) {
  return {
      caption(name),
      "M€",
      1,
      {{"income", 5.0, Entry::change}, {"cost", -2.0, Entry::change}, {"net", 3.0, Entry::total}}};
}

HeatMap heat_map(const std::string& name) {
  return {caption(name),
          "who",
          "whom",
          "trust",
          {"a", "b"},
          {"a", "b"},
          {no_number, 0.25, 0.75, no_number},
          Interval{0.0, 1.0}};
}

PhaseDiagram phase_diagram(const std::string& name) {
  return {caption(name),
          "puller",
          "complexity",
          {"0", "1"},
          {"low", "high"},
          {{"alone", orange}, {"together", blue}},
          "too close",
          {{0u, 2.0}, {std::nullopt, 0.1}, {1u, 1.0}, {1u, 3.0}},
          1};
}

DifferenceChart difference_chart(const std::string& name) {
  DifferenceChart chart{caption(name),
                        "M€",
                        "pairs",
                        {"together ahead", blue},
                        {"alone ahead", orange},
                        {-1.0, 0.0, 0.5, 1.0, 1.5, no_number},
                        {}};
  chart.mean = mean_of(chart.differences);
  return chart;
}

Walk walk(const std::string& name, std::size_t members) {
  Walk chart{caption(name), "place, 0 to 1", {2013, 7}, {}, {}};
  for (std::size_t k = 0; k < members; ++k) {
    Fan fan{"member " + std::to_string(k), ink_of("", k), {}};
    for (int t = 0; t < 12; ++t) fan.months.push_back({0.5, 0.5, 0.5, 0.5, 0.5});
    chart.members.push_back(fan);
  }
  return chart;
}

ResponseChart response_chart(const std::string& name) {
  return {caption(name),
          "M€",
          "puller, FTE",
          {{0.0, "0"}, {0.5, "0.5"}, {2.0, "2"}},
          {{"simple", blue, {{0.0, 4.0, Interval{3.0, 5.0}, true}, {0.5, 3.0, {}}, {2.0, 2.0, {}}}},
           {"complex",
            orange,
            {{0.0, 1.0, {}}, {0.5, 3.5, {}, true}, {2.0, 3.5, Interval{3.0, 4.0}, true}}}}};
}

CaseChart case_chart(const std::string& name) {
  return {caption(name),
          "M€",
          1,
          {{"all of it", 4.0, Interval{3.5, 4.5}, true}, {"a part", 1.5, Interval{1.0, 2.0}}}};
}

std::vector<Picture> one_of_each() {
  return {picture_of(fan_chart("fan")),
          picture_of(curve_chart("curve")),
          picture_of(walk("few", 3)),
          picture_of(walk("many", 6)),
          picture_of(tornado("tornado")),
          picture_of(morris_plot("morris")),
          picture_of(index_chart("index")),
          picture_of(waterfall("ledger")),
          picture_of(heat_map("heat")),
          picture_of(phase_diagram("phase")),
          picture_of(difference_chart("pairs")),
          picture_of(response_chart("response")),
          picture_of(case_chart("cases"))};
}

// ---- labels -------------------------------------------------------------------------------------

using Places = std::vector<double>;

TEST(Spreading, leaves_labels_that_are_apart) {
  EXPECT_EQ(spread({3.0, 20.0, 10.0}, 5.0, {0.0, 100.0}), (Places{3.0, 20.0, 10.0}));
  EXPECT_EQ(spread({}, 5.0, {0.0, 100.0}), Places{});
  EXPECT_EQ(spread({7.0}, 5.0, {0.0, 100.0}), Places{7.0});
}

TEST(Spreading, moves_labels_no_further_than_needed) {
  EXPECT_EQ(spread({50.0, 50.0}, 10.0, {0.0, 100.0}), (Places{45.0, 55.0}));
  // By hand: less 0, 4 and 8 the places are 1, -2, 1; the first two pool to -0.5.
  EXPECT_EQ(spread({1.0, 2.0, 9.0}, 4.0, {-100.0, 100.0}), (Places{-0.5, 3.5, 9.0}));
  EXPECT_EQ(spread({9.0, 1.0, 2.0}, 4.0, {-100.0, 100.0}), (Places{9.0, -0.5, 3.5}));
}

TEST(Spreading, stays_within_the_room) {
  EXPECT_EQ(spread({0.0, 0.0, 0.0}, 1.0, {0.0, 10.0}), (Places{0.0, 1.0, 2.0}));
  EXPECT_EQ(spread({10.0, 10.0, 3.0}, 1.0, {0.0, 10.0}), (Places{9.0, 10.0, 3.0}));
  // Too little room for the gap: as far apart as it allows.
  EXPECT_EQ(spread({5.0, 5.0, 5.0}, 100.0, {0.0, 10.0}), (Places{0.0, 5.0, 10.0}));
}

TEST(Words, are_cut_between_characters) {
  const double room = text_width("één…", text_size);
  EXPECT_EQ(shortened("één", text_size, room), "één");
  EXPECT_EQ(shortened("ééntje", text_size, room), "één…");
  EXPECT_EQ(shortened("ééntje", text_size, room - 1.0), "éé…");
}

TEST(Words, keep_a_number_at_their_end_when_cut) {
  const double room = text_width("folk hi… 12", text_size);
  EXPECT_EQ(shortened("folk high school 12", text_size, room), "folk hi… 12");
  EXPECT_EQ(shortened("folk high-school-twelve", text_size, room), "folk high-…");
}

TEST(Words, fill_lines_and_only_a_word_too_long_for_one_is_cut) {
  const double room = text_width("more free places", text_size);
  EXPECT_EQ(wrapped("more free places in public space", text_size, room),
            (std::vector<std::string>{"more free places", "in public space"}));
  EXPECT_EQ(wrapped("a verenigingsondersteuningsorganisatie", text_size, room).size(), 2u);
  EXPECT_LE(
      text_width(wrapped("verenigingsondersteuningsorganisatie", text_size, room).at(0), text_size),
      room);
}

// ---- colours ------------------------------------------------------------------------------------

/// Relative luminance of WCAG 2.1.
double luminance(std::string_view hex) {
  const auto part = [&](std::size_t at) {
    const double share = std::stoi(std::string(hex.substr(at, 2)), nullptr, 16) / 255.0;
    return share <= 0.03928 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

TEST(Palette, tells_the_arms_apart_without_colour) {
  std::set<Dash> dashes;
  for (const char* arm : {"nothing", "alone", "together", "only_together"})
    dashes.insert(ink_of(arm, 0).dash);
  EXPECT_EQ(dashes.size(), 4u);
  EXPECT_EQ(ink_of("together", 0).line, ink_of("together", 3).line);
  EXPECT_NE(ink_of("goal 1", 0).line, ink_of("goal 2", 1).line);
}

TEST(Palette, rises_evenly_in_lightness_from_low_to_high) {
  // L* of CIE 1976: a sequential scale reads as one only if equal steps look equal.
  Places lightness;
  for (const std::string_view colour : sequential)
    lightness.push_back(116.0 * std::cbrt(luminance(colour)) - 16.0);
  const double step = (lightness.back() - lightness.front()) / (sequential.size() - 1.0);
  for (std::size_t k = 1; k < lightness.size(); ++k)
    EXPECT_NEAR(lightness[k] - lightness[k - 1], step, 0.15 * step) << sequential[k];
}

// ---- what is drawn ------------------------------------------------------------------------------

/// Rows of a block of the data file.
std::vector<Places> block_of(const Picture& picture, int number) {
  std::istringstream in(picture.data);
  std::vector<Places> rows;
  int block = -1;
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    if (line[0] == '#') {
      ++block;
      continue;
    }
    std::istringstream words(line);
    Places row;
    for (std::string word; words >> word;) row.push_back(std::stod(word));
    if (block == number) rows.push_back(row);
  }
  return rows;
}

TEST(Fan, keeps_its_numbers_by_calendar_year) {
  const auto rows = block_of(picture_of(fan_chart("fan")), 1);
  ASSERT_EQ(rows.size(), 30u);
  EXPECT_EQ(rows[0], (Places{2013.5, -2, -1, 0, 1, 2}));
  EXPECT_EQ(rows[6], (Places{2014.0, 4, 5, 6, 7, 8}));
}

TEST(Fan, shows_the_values_of_a_month_under_the_pointer) {
  const Picture picture = picture_of(fan_chart("fan"));
  ASSERT_EQ(picture.hovers.size(), 60u);  // two panels of thirty months
  EXPECT_EQ(picture.hovers[36].text,
            "2014-01\ntogether\u20026.00\n50 %: [5.00, 7.00]\n90 %: [4.00, 8.00]");
}

TEST(Curve, holds_its_value_until_the_next_step) {
  const auto rows = block_of(picture_of(curve_chart("curve")), 0);
  ASSERT_EQ(rows.size(), 5u);
  EXPECT_EQ(rows[1][1], 100.0);
  EXPECT_EQ(rows[2][1], 60.0);
  EXPECT_EQ(rows[1][0], rows[2][0]);
}

TEST(Curve, shows_what_holds_at_each_step_under_the_pointer) {
  CurveChart chart = curve_chart("curve");
  chart.curves.push_back({"together", blue, {{10.0, 90.0, {}}, {40.0, 80.0, {}}}});
  const Picture picture = picture_of(chart);
  ASSERT_EQ(picture.hovers.size(), 3u);
  EXPECT_EQ(picture.hovers[0].text, "2013-07\nalone\u2002100.00 [100.00, 100.00]");
  EXPECT_EQ(picture.hovers[1].text,
            "2014-05\nalone\u200260.00 [50.00, 70.00]\ntogether\u200290.00");
}

TEST(Walk, shares_a_panel_among_few_and_gives_one_to_each_of_many) {
  EXPECT_EQ(occurrences(picture_of(walk("few", 4)).script, "\nplot "), 1u);
  EXPECT_EQ(occurrences(picture_of(walk("many", 5)).script, "\nplot "), 5u);
}

TEST(Walk, has_lines_without_bands) {
  for (const std::size_t members : {4u, 5u}) {
    const Picture picture = picture_of(walk("walk", members));
    EXPECT_EQ(picture.script.find("filledcurves"), std::string::npos);
    EXPECT_EQ(picture.hovers[0].text.find('['), std::string::npos) << picture.hovers[0].text;
  }
}

TEST(Response, has_a_line_with_its_band_and_dots_where_it_is_best) {
  const Picture picture = picture_of(response_chart("response"));
  EXPECT_EQ(block_of(picture, 0).size(), 3u);
  EXPECT_EQ(block_of(picture, 1), (std::vector<Places>{{0.0, 4.0}})) << "simple: nobody pulls";
  EXPECT_EQ(block_of(picture, 3), (std::vector<Places>{{0.5, 3.5}, {2.0, 3.5}})) << "complex";
}

TEST(Response, shows_all_lines_at_a_level_under_the_pointer) {
  const Picture picture = picture_of(response_chart("response"));
  ASSERT_EQ(picture.hovers.size(), 3u);
  EXPECT_EQ(picture.hovers[0].text,
            "puller, FTE\u20020\nsimple\u20024.0 [3.0, 5.0]\ncomplex\u20021.0");
  EXPECT_NEAR(picture.hovers[1].left, picture.hovers[0].left + picture.hovers[0].width, 1e-9);
}

TEST(Cases, stand_in_their_order_with_their_intervals_under_the_pointer) {
  const Picture picture = picture_of(case_chart("cases"));
  ASSERT_EQ(picture.hovers.size(), 2u);
  EXPECT_EQ(picture.hovers[0].text, "all of it\u20024.0 [3.5, 4.5]");
  EXPECT_LT(picture.hovers[0].top, picture.hovers[1].top);
}

TEST(Tornado, stands_the_widest_swing_on_top) {
  const Picture picture = picture_of(tornado("tornado"));
  ASSERT_EQ(picture.hovers.size(), 3u);
  EXPECT_EQ(picture.hovers[0].text, "wide\nnone\u20021.0\nfull\u20029.0")
      << "the interval is that of the effect, and of neither end";
  EXPECT_LT(picture.hovers[0].top, picture.hovers[1].top);
  // Settings on the same side share the row: the upper bar ends where the lower begins.
  const auto low = block_of(picture, 0), high = block_of(picture, 1);
  EXPECT_EQ(low[1][4], high[1][5]);
}

TEST(Ledger, carries_its_balance_from_line_to_line) {
  const Picture picture = picture_of(waterfall("ledger"));
  const auto ends = [&](int block) {
    const auto row = block_of(picture, block).at(0);
    return Places{row[2], row[3]};
  };
  EXPECT_EQ(ends(0), (Places{0.0, 5.0}));
  EXPECT_EQ(ends(1), (Places{3.0, 5.0}));
  EXPECT_EQ(ends(2), (Places{0.0, 3.0}));
  EXPECT_EQ(picture.hovers[1].text, "cost\u2002−2.0\n= 3.0");
}

TEST(HeatMap, leaves_out_cells_that_do_not_apply) {
  const Picture picture = picture_of(heat_map("heat"));
  EXPECT_EQ(block_of(picture, 0), (std::vector<Places>{{1, 0, 0.25}, {0, -1, 0.75}}));
  ASSERT_EQ(picture.hovers.size(), 2u);
  EXPECT_EQ(picture.hovers[0].text, "a, b\n0.25");
}

TEST(HeatMap, shortens_long_names_but_not_under_the_pointer) {
  HeatMap chart = heat_map("heat");
  const std::string name = "the association of all residents of the old harbour quarter";
  chart.rows[0] = chart.columns[0] = name;
  const Picture picture = picture_of(chart);
  EXPECT_EQ(picture.script.find(name), std::string::npos);
  EXPECT_EQ(occurrences(picture.script, "… quarter'"), 2u);
  EXPECT_EQ(picture.hovers[0].text, name + ", b\n0.25");
}

TEST(Tornado, leaves_room_for_its_bars_whatever_the_names) {
  Tornado chart = tornado("tornado");
  const std::string name(200, 'w');
  for (Swing& swing : chart.swings) swing.factor = swing.low.label = swing.high.label = name;
  const auto edges = between(picture_of(chart).script, "margin at screen ", "\n");
  ASSERT_GE(edges.size(), 2u);
  EXPECT_GT(std::stod(edges[1]) - std::stod(edges[0]), 0.15);
}

TEST(PhaseDiagram, has_the_lowest_row_at_the_bottom) {
  const Picture picture = picture_of(phase_diagram("phase"));
  ASSERT_EQ(picture.hovers.size(), 4u);
  const auto lowest = std::max_element(
      picture.hovers.begin(), picture.hovers.end(), [](const Hover& a, const Hover& b) {
        return a.top < b.top || (a.top == b.top && a.left > b.left);
      });
  EXPECT_EQ(lowest->text, "puller 0\ncomplexity low\nalone\u20022.0");
  EXPECT_EQ(block_of(picture, 1).size(), 7u);  // the lines of the one hatched cell
}

TEST(Differences, stand_on_their_side_of_zero) {
  const Picture picture = picture_of(difference_chart("pairs"));
  const auto first = block_of(picture, 0), second = block_of(picture, 1),
             ties = block_of(picture, 2);
  ASSERT_EQ(first.size(), 3u);
  ASSERT_EQ(second.size(), 1u);
  ASSERT_EQ(ties.size(), 1u);
  for (const auto& dot : first) EXPECT_GT(dot[0], 0.0);
  EXPECT_LT(second[0][0], 0.0);
  EXPECT_NE(picture.script.find("'← alone ahead\u20021'"), std::string::npos);
  EXPECT_NE(picture.script.find("'together ahead\u20023 →'"), std::string::npos);
}

TEST(Differences, become_bars_when_there_are_too_many_for_dots) {
  DifferenceChart chart = difference_chart("pairs");
  EXPECT_EQ(picture_of(chart).script.find("with boxes"), std::string::npos);
  chart.differences.assign(5000, 1.0);
  const Picture picture = picture_of(chart);
  EXPECT_NE(picture.script.find("with boxes"), std::string::npos);
  EXPECT_EQ(block_of(picture, 0).at(0)[1], 5000.0);
}

TEST(Numbers, follow_the_language_of_the_reader) {
  Waterfall ledger = waterfall("ledger");
  ledger.lines = {{"inkomsten", 12345.5, Entry::change}};
  ledger.caption.decimal_sign = ',';
  EXPECT_EQ(picture_of(ledger).hovers[0].text, "inkomsten\u2002+12\u202f345,5\n= 12\u202f345,5");
}

TEST(Charts, refuse_what_cannot_be_drawn) {
  FanChart uneven = fan_chart("fan");
  uneven.fans[0].months.pop_back();
  EXPECT_THROW(picture_of(uneven), std::invalid_argument);
  FanChart empty = fan_chart("fan");
  for (Fan& fan : empty.fans)
    for (Quantiles& now : fan.months) now = around(no_number);
  EXPECT_THROW(picture_of(empty), std::invalid_argument);
  EXPECT_THROW(picture_of(FanChart{}), std::invalid_argument);
  EXPECT_THROW(picture_of(CurveChart{}), std::invalid_argument);
  EXPECT_THROW(picture_of(Tornado{}), std::invalid_argument);
  EXPECT_THROW(picture_of(MorrisPlot{}), std::invalid_argument);
  EXPECT_THROW(picture_of(DifferenceChart{}), std::invalid_argument);
  EXPECT_THROW(picture_of(ResponseChart{}), std::invalid_argument);
  EXPECT_THROW(picture_of(CaseChart{}), std::invalid_argument);
  HeatMap heat = heat_map("heat");
  heat.values.pop_back();
  EXPECT_THROW(picture_of(heat), std::invalid_argument);
  PhaseDiagram phase = phase_diagram("phase");
  phase.cells[0].winner = 2;
  EXPECT_THROW(picture_of(phase), std::invalid_argument);
}

TEST(Charts, refuse_a_name_that_cannot_be_that_of_a_file) {
  for (const char* name : {"", "../fan", "a b", "1fan", "fan'", "fan.gp"})
    EXPECT_THROW(picture_of(fan_chart(name)), std::invalid_argument) << name;
  EXPECT_NO_THROW(picture_of(fan_chart("net-value_2")));
}

// ---- gnuplot ------------------------------------------------------------------------------------

TEST(Drawing, makes_every_chart_in_every_format) {
  const Folder folder;
  for (const Picture& picture : one_of_each()) {
    EXPECT_EQ(contents_of(draw(picture, folder, Format::png)).substr(1, 3), "PNG") << picture.name;
    EXPECT_EQ(contents_of(draw(picture, folder, Format::pdf)).substr(0, 4), "%PDF");
    EXPECT_EQ(draw(picture, folder, Format::svg), folder / (picture.name + ".svg"));
    EXPECT_EQ(contents_of(folder / (picture.name + ".gp")), picture.script);
    EXPECT_EQ(contents_of(folder / (picture.name + ".dat")), picture.data);
  }
}

TEST(Drawing, gives_svg_that_can_stand_together_in_one_page) {
  const Folder folder;
  std::string page = "<page>";
  for (const Picture& picture : one_of_each())
    page += contents_of(draw(picture, folder, Format::svg));
  page += "</page>";
  std::istringstream in(page);
  boost::property_tree::ptree tree;
  ASSERT_NO_THROW(read_xml(in, tree));  // well-formed
  EXPECT_EQ(tree.get_child("page").size(), one_of_each().size());
  auto ids = between(page, " id='", "'");
  for (const std::string& id : between(page, " id=\"", "\"")) ids.push_back(id);
  const std::set<std::string> unique(ids.begin(), ids.end());
  EXPECT_GT(ids.size(), 100u);
  EXPECT_EQ(ids.size(), unique.size());
  for (const std::string& target : between(page, "href='#", "'"))
    EXPECT_TRUE(unique.contains(target)) << target;
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(page.find("gnuplot_plot"), std::string::npos);
}

TEST(Drawing, tells_screen_readers_and_pointers_what_it_shows) {
  const Folder folder;
  const std::string svg = contents_of(draw(picture_of(waterfall("ledger")), folder, Format::svg));
  EXPECT_EQ(svg.substr(0, 5), "<svg ");
  EXPECT_NE(svg.find("role=\"img\" aria-labelledby=\"ledger-title ledger-description\""),
            std::string::npos);
  EXPECT_NE(svg.find("<title id=\"ledger-title\">Working together pays</title>"),
            std::string::npos);
  EXPECT_NE(svg.find("<desc id=\"ledger-description\">Net value, n = 20 runs</desc>"),
            std::string::npos);
  EXPECT_NE(svg.find("<title>cost\u2002−2.0\n= 3.0</title>"), std::string::npos);
  EXPECT_NE(svg.find("<text>Working together pays</text>"), std::string::npos);
}

TEST(Drawing, shows_every_text_as_it_is) {
  const Folder folder;
  const std::string odd = R"('it's' {a}_b @^& "q" \n `date` $HOME 50 %d a<b id='z' #é ''')";
  const std::string shown =
      R"('it's' {a}_b @^&amp; "q" \n `date` $HOME 50 %d a&lt;b id='z' #é ''')";
  FanChart chart = fan_chart("odd");
  chart.value_axis = odd;
  chart.caption.title = odd;
  chart.fans[1].label = "x'; system(\"touch owned\"); '\nset output 'owned'";
  const std::string svg = contents_of(draw(picture_of(chart), folder, Format::svg));
  EXPECT_EQ(occurrences(svg, "<text>" + shown + "</text>"), 2u);  // as title and on the axis
  EXPECT_EQ(occurrences(svg, ">" + shown + "</title>"), 1u);
  EXPECT_FALSE(fs::exists(folder / "owned"));
}

/// Lines, surfaces and words.
std::vector<std::string> drawn_in(const std::string& svg) {
  std::vector<std::string> all = between(svg, " d='", "'");
  for (const char* before : {" points = '", "<text>"})
    for (const std::string& part : between(svg, before, before[0] == '<' ? "<" : "'"))
      all.push_back(part);
  EXPECT_GT(all.size(), 20u);
  return all;
}

TEST(Drawing, can_be_repeated_from_its_script_alone) {
  const Folder folder;
  for (const Picture& picture : one_of_each()) {
    const fs::path path = draw(picture, folder, Format::svg);
    const std::string first = contents_of(path);
    fs::remove(path);
    const std::string command = "cd '" + static_cast<const fs::path&>(folder).string() +
                                "' && gnuplot " + picture.name + ".gp";
    ASSERT_EQ(std::system(command.c_str()), 0);
    EXPECT_EQ(drawn_in(contents_of(path)), drawn_in(first)) << picture.name;
    EXPECT_EQ(contents_of(draw(picture, folder, Format::svg)), first);
  }
}

TEST(Drawing, copes_with_a_group_without_any_number) {
  const Folder folder;
  FanChart chart = fan_chart("gaps");
  for (Quantiles& now : chart.fans[0].months) now = around(no_number);
  EXPECT_TRUE(fs::exists(draw(picture_of(chart), folder, Format::svg)));
  Walk gone = walk("gone", 3);
  for (Quantiles& now : gone.members[0].months) now = around(no_number);
  EXPECT_TRUE(fs::exists(draw(picture_of(gone), folder, Format::svg)));
}

TEST(Drawing, copes_with_any_name_of_a_folder) {
  const Folder folder;
  const fs::path odd = folder / "it's $HOME; \"a\" `b` \\ & -d";
  EXPECT_TRUE(fs::exists(draw(picture_of(waterfall("ledger")), odd, Format::svg)));
  EXPECT_TRUE(fs::exists(odd / "ledger.svg"));
}

TEST(Drawing, pads_an_axis_on_which_nothing_differs) {
  // All values within the rounding of one number: an empty range for gnuplot.
  const double value = -0.8408039288, next = std::nextafter(value, 0.0);
  const Folder folder;
  const Tornado flat{{"flat", "", ""},
                     "value",
                     value,
                     {{"a", {"0", value, Interval{value, next}}, {"1", next, std::nullopt}}}};
  EXPECT_TRUE(fs::exists(draw(picture_of(flat), folder, Format::svg)));
  const DifferenceChart same{{"same", "", ""},      "difference", "pairs",
                             {"a", blue},           {"b", green}, {0.0, 0.0, 0.0},
                             {0.0, std::nullopt, 3}};
  EXPECT_TRUE(fs::exists(draw(picture_of(same), folder, Format::svg)));
}

TEST(Drawing, reports_what_gnuplot_complains_of) {
  const Folder folder;
  Picture picture = picture_of(fan_chart("broken"));
  picture.script += "plot 'nowhere.dat'\n";
  try {
    draw(picture, folder, Format::svg);
    FAIL() << "a broken script went through";
  } catch (const PictureError& error) {
    EXPECT_NE(std::string(error.what()).find("broken.gp"), std::string::npos);
    EXPECT_NE(std::string(error.what()).find("nowhere.dat"), std::string::npos);
  }
}

TEST(Drawing, reports_a_folder_it_cannot_make) {
  EXPECT_THROW(draw(picture_of(fan_chart("fan")), "/dev/null/pictures", Format::svg), PictureError);
}

/// Another PATH for the life of one object.
class Path {
 public:
  explicit Path(const char* path) : before_(std::getenv("PATH")) { setenv("PATH", path, 1); }
  ~Path() { setenv("PATH", before_.c_str(), 1); }

 private:
  std::string before_;
};

TEST(Drawing, names_the_package_when_gnuplot_is_missing) {
  const Folder folder;
  const Path nowhere("");
  try {
    draw(picture_of(fan_chart("fan")), folder, Format::png);
    FAIL() << "drawn without gnuplot";
  } catch (const PictureError& error) {
    EXPECT_NE(std::string(error.what()).find("gnuplot-nox"), std::string::npos);
  }
  EXPECT_TRUE(fs::exists(folder / "fan.gp"));
  EXPECT_TRUE(fs::exists(folder / "fan.dat"));
}

}  // namespace
}  // namespace samen::analysis::picture::canvas_test
