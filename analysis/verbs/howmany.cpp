// samen howmany: power analysis; estimates from a pilot how many replicates a campaign needs.
#include <algorithm>
#include <array>
#include <cmath>
#include <iostream>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "analysis/output/request.hpp"
#include "analysis/output/table.hpp"
#include "analysis/results/batch.hpp"
#include "analysis/statistics/distributions.hpp"
#include "analysis/statistics/paired.hpp"
#include "analysis/statistics/sample_size.hpp"
#include "analysis/statistics/statistics.hpp"
#include "io/results_format.hpp"

namespace samen::analysis {
namespace {

/// The paired differences of two arms in a pilot, in the unit of the file.
struct Pilot {
  Measure measure;
  std::string first, second;  ///< arms, for people
  std::string where;          ///< the design point; empty if nothing is varied
  PairedComparison differences;
  double cautious = 0.0;  ///< standard deviation for careful planning
  double unpaired = 0.0;  ///< standard deviation of a difference between unrelated runs
  double skewness = 0.0;  ///< of the differences
  double seconds = 0.0;   ///< time of a pair on one core
};

/// The user's requirements, in the unit of the file.
struct PrecisionTarget {
  double power = 0.0, confidence = 0.0;
  std::optional<double> difference, half_width;

  double significance() const { return 1.0 - confidence; }
};

/// Third central moment divided by the cube of the standard deviation; zero without any spread.
double skewness_of(const std::vector<double>& values) {
  const double mean = mean_of(values).mean;
  double squares = 0.0, cubes = 0.0;
  for (const double value : values) {
    squares += (value - mean) * (value - mean);
    cubes += (value - mean) * (value - mean) * (value - mean);
  }
  const double n = static_cast<double>(values.size());
  return squares > 0.0 ? cubes / n / std::pow(squares / n, 1.5) : 0.0;
}

double variance_of(const std::vector<double>& values) {
  const double mean = mean_of(values).mean;
  double squares = 0.0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return squares / static_cast<double>(values.size() - 1);
}

int point_asked(const Request& request, const Batch& batch) {
  const auto& points = batch.points();
  if (!request.has("point")) {
    if (points.size() == 1) return points.front();
    throw Misuse(batch.file().path() + " has " + std::to_string(points.size()) +
                 " design points: choose one with --point, 0 (" + batch.point_label(0) + ") to " +
                 std::to_string(points.back()) + " (" + batch.point_label(points.back()) + ")");
  }
  const int point = request.value<int>("point");
  if (std::find(points.begin(), points.end(), point) == points.end())
    throw Misuse("--point: expected " + std::to_string(points.front()) + " to " +
                 std::to_string(points.back()) + ", got " + std::to_string(point));
  return point;
}

std::pair<int, int> arms_asked(const Request& request, const Batch& batch) {
  auto [first, second] = batch.answer_arms();
  if (request.has("of")) first = batch.arm_named(request.value<std::string>("of"));
  if (request.has("against")) second = batch.arm_named(request.value<std::string>("against"));
  if (first == second) throw Misuse("--of and --against are both '" + batch.arm_name(first) + "'");
  return {first, second};
}

void require_pilot(const Batch& batch, const Pilot& pilot, std::size_t pairs) {
  if (pairs >= least_for_interval) return;
  const std::string what = batch.file().path() + ": " + pilot.measure.name + " of " + pilot.first +
                           " and " + pilot.second + " has ";
  if (pairs == 0) throw Misuse(what + "no pairs of runs: it does not apply to one of them");
  throw Misuse(what + std::to_string(pairs) + (pairs == 1 ? " pair" : " pairs") +
               " of runs; a pilot needs at least " + std::to_string(least_for_interval) +
               ", as the spread of fewer is not known: run 20 replicates or more");
}

Pilot pilot_of(const Request& request, const Batch& batch) {
  const auto [first, second] = arms_asked(request, batch);
  const int point = point_asked(request, batch);
  Pilot pilot{request.has("measure") ? batch.measure(request.value<std::string>("measure"))
                                     : batch.answer_measure(),
              batch.arm_label(first),
              batch.arm_label(second),
              batch.point_label(point),
              {}};
  const Paired pairs = paired(batch.by_pair(pilot.measure.name, {first, point}),
                              batch.by_pair(pilot.measure.name, {second, point}));
  const std::size_t n = pairs.first.size();
  require_pilot(batch, pilot, n);
  pilot.differences =
      paired_comparison(pairs.first, pairs.second, request.value<double>("confidence"));
  pilot.cautious = cautious_deviation(pilot.differences.deviation, n);
  pilot.unpaired = std::sqrt(variance_of(pairs.first) + variance_of(pairs.second));
  if (pilot.differences.deviation > 0.0) pilot.skewness = skewness_of(differences(pairs));
  for (const int arm : {first, second})
    pilot.seconds += mean_of(batch.values(results::wall_seconds, {arm, point})).mean;
  return pilot;
}

/// "3 s", "2 min", "5 h"
std::string shown_time(double seconds, Language language) {
  struct Scale {
    double seconds;
    const char* words;
  };
  constexpr std::array scales{
      Scale{86400.0, "tables.sample.days"}, Scale{3600.0, "tables.sample.hours"},
      Scale{60.0, "tables.sample.minutes"}, Scale{1.0, "tables.sample.seconds"}};
  constexpr double enough = 2.0;  // up to this many units the smaller unit is used: 90 s says more
                                  // than 2 min
  constexpr double least = 0.1;
  const auto in = [&](const char* words, double n, int digits) {
    return language(words, {{"n", number_in(language, n, digits)}});
  };
  for (const auto& [length, words] : scales)
    if (seconds >= enough * length) return in(words, seconds / length, 0);
  return (seconds < least ? "< " : "") + in("tables.sample.seconds", std::max(seconds, least), 1);
}

/// How results are shown to the reader.
struct Shown {
  Format format = Format::text;
  Display display;
  Language language;

  Number number(double value) const { return {value * display.factor, display.digits + 1}; }
  std::string words(double value) const {
    return number_in(language, value * display.factor, display.digits + 1) +
           (display.unit.empty() ? "" : " " + display.unit);
  }
  Estimated estimate(Estimate estimate) const {
    estimate.mean *= display.factor;
    if (estimate.interval)
      estimate.interval = Interval{estimate.interval->low * display.factor,
                                   estimate.interval->high * display.factor};
    return {estimate, display.digits + 1};
  }
  Cell time(double seconds) const {
    if (format == Format::csv || format == Format::json) return Number{seconds, 1};
    return std::isnan(seconds) ? language("language.not_applicable")
                               : shown_time(seconds, language);
  }
};

/// "80 %" for a probability; "99.9 %" if it is not a whole percentage.
std::string in_words(double probability, Language language) {
  const double percent = 100.0 * probability;
  const bool whole = std::abs(percent - std::round(percent)) < 1e-9;
  return number_in(language, percent, whole ? 0 : 1) + " %";
}

Table table_of_pilot(const Pilot& pilot, const Shown& shown, double confidence) {
  const PairedComparison& found = pilot.differences;
  const bool spreads = found.deviation > 0.0;
  const TableWords words(shown.language, "tables.pilot");
  Table table =
      words.table("pilot", {"quantity", "value"},
                  {{"what", shown.display.label},
                   {"arms", pilot.first + " − " + pilot.second},
                   {"where", pilot.where.empty() ? "" : words("where", {{"point", pilot.where}})}});
  const auto percent = [&](double probability) { return in_words(probability, shown.language); };
  table.add({words("n"), static_cast<std::int64_t>(found.n)});
  table.add({words("difference", {{"confidence", percent(confidence)}}),
             shown.estimate(found.difference)});
  table.add({words("deviation"), shown.number(found.deviation)});
  table.add({words("cautious", {{"confidence", percent(pilot_confidence)}}),
             shown.number(pilot.cautious)});
  table.add({words("unpaired"), shown.number(pilot.unpaired)});
  table.add(
      {words("saved"), Percentage{{found.variance_saved, std::nullopt, spreads ? found.n : 0}}});
  table.add({words("seconds"), Number{pilot.seconds, 4}});
  return table;
}

/// Half width of the Student t interval of a mean difference.
double half_width(std::size_t pairs, double deviation, double confidence) {
  const double n = static_cast<double>(pairs);
  const double tail = (1.0 - confidence) / 2.0;
  return student_upper_quantile(n - 1.0, tail) * deviation / std::sqrt(n);
}

Table table_of_replicates(const Pilot& pilot, const PrecisionTarget& target, const Shown& shown) {
  constexpr std::array<std::size_t, 10> listed{10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000};
  const TableWords words(shown.language, "tables.replicates");
  Table table = words.table(
      "replicates",
      {"replicates", "half_width", "half_width_cautious", "detectable", "detectable_cautious",
       "seconds"},
      {{"what", shown.display.label}, {"power", in_words(target.power, shown.language)}});
  const auto detectable = [&](std::size_t n, double deviation) {
    return shown.number(detectable_difference(n, deviation, target.power, target.significance()));
  };
  for (const std::size_t n : listed) {
    const double deviation = pilot.differences.deviation;
    table.add(
        {static_cast<std::int64_t>(n), shown.number(half_width(n, deviation, target.confidence)),
         shown.number(half_width(n, pilot.cautious, target.confidence)), detectable(n, deviation),
         detectable(n, pilot.cautious), shown.time(pilot.seconds * static_cast<double>(n))});
  }
  return table;
}

/// Adds one row: the number of pairs that an aim needs.
template <class Pairs>
void add_aim(Table& table, const std::string& aim, const Pilot& pilot, const Shown& shown,
             const Pairs& pairs_for) {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  const auto cell = [](const std::optional<std::size_t>& pairs) -> Cell {
    if (!pairs) return Number{unknown, 0};
    return static_cast<std::int64_t>(*pairs);
  };
  const auto plain = pairs_for(pilot.differences.deviation);
  const auto cautious = pairs_for(pilot.cautious);
  table.add({aim, cell(plain), cell(cautious),
             shown.time(cautious ? pilot.seconds * static_cast<double>(*cautious) : unknown)});
}

Table table_of_aims(const Pilot& pilot, const PrecisionTarget& target, const Shown& shown) {
  const TableWords words(shown.language, "tables.needed");
  Table table = words.table("needed", {"aim", "replicates", "replicates_cautious", "seconds"});
  const auto detect = [&](double difference, const char* aim) {
    add_aim(table,
            shown.language(aim, {{"size", shown.words(difference)},
                                 {"power", in_words(target.power, shown.language)}}),
            pilot, shown, [&](double deviation) {
              return pairs_to_detect(deviation, difference, target.power, target.significance());
            });
  };
  const auto reach = [&](double width, const char* aim, int percent) {
    add_aim(table, shown.language(aim, {{"width", shown.words(width)}, {"percent", percent}}),
            pilot, shown, [&](double deviation) {
              return pairs_for_half_width(deviation, width, target.confidence);
            });
  };
  if (target.difference) detect(*target.difference, "tables.needed.detect");
  if (target.half_width) reach(*target.half_width, "tables.needed.know", 0);
  if (target.difference || target.half_width) return table;
  const double found = std::abs(pilot.differences.difference.mean);
  if (found == 0.0) return table;
  detect(found, "tables.needed.detect_own");
  for (const int percent : {10, 5, 1})
    reach(found * percent / 100.0, "tables.needed.know_share", percent);
  return table;
}

/// Notes that a reader needs to judge the numbers.
std::vector<std::string> notes_of(const Pilot& pilot, const Batch& batch) {
  const TableWords words(batch.language(), "tables.sample");
  if (pilot.differences.deviation == 0.0) return {words("no_spread")};
  std::vector<std::string> notes{words("plain"), words("too_small"), words("planned_so"),
                                 words("overstates")};
  // Cochran (1977), Sampling Techniques: the smallest n for which intervals of a skewed mean are
  // reliable.
  constexpr double per_squared_skewness = 25.0;
  const double fair = per_squared_skewness * pilot.skewness * pilot.skewness;
  if (fair > static_cast<double>(pilot.differences.n))
    notes.push_back(words("skewed", {{"skewness", number_in(batch.language(), pilot.skewness, 1)},
                                     {"n", shown_number(std::ceil(fair), 0)}}));
  const auto& interval = pilot.differences.difference.interval;
  if (interval && interval->low <= 0.0 && interval->high >= 0.0)
    notes.push_back(words("may_be_nought"));
  if (const auto failures = batch.failures(); !failures.empty()) notes.push_back(failures);
  return notes;
}

double probability_asked(const Request& request, const std::string& option) {
  const double value = request.value<double>(option);
  if (!(value > 0.0 && value < 1.0))
    throw Misuse("--" + option + ": expected a number between 0 and 1, got " +
                 std::to_string(value));
  return value;
}

/// The requested amount of the measure; users state it in the unit that they see.
std::optional<double> amount_asked(const Request& request, const std::string& option,
                                   double factor) {
  if (!request.has(option)) return std::nullopt;
  const double value = request.value<double>(option);
  if (!(value > 0.0 && std::isfinite(value)))
    throw Misuse("--" + option + ": expected a number above 0, got " + std::to_string(value));
  return value / factor;
}

int show_sample_sizes(const Request& request) {
  const Batch batch(request.files().front(), language_of_tables(request));
  PrecisionTarget target{
      probability_asked(request, "power"), probability_asked(request, "confidence"), {}, {}};
  if (target.power <= target.significance())
    throw Misuse("--power must be above 1 less --confidence: chance alone detects that often");
  const Pilot pilot = pilot_of(request, batch);
  const double factor = display_of(pilot.measure, money_unit_of(batch)).factor;
  target.difference = amount_asked(request, "detect", factor);
  target.half_width = amount_asked(request, "width", factor);
  const Shown shown{format_of(request), display_of(pilot.measure, money_unit_for(request, batch)),
                    batch.language()};
  std::vector<Table> tables{table_of_pilot(pilot, shown, target.confidence)};
  const bool spreads = pilot.differences.deviation > 0.0;
  if (spreads && !target.difference && !target.half_width)
    tables.push_back(table_of_replicates(pilot, target, shown));
  if (spreads) tables.push_back(table_of_aims(pilot, target, shown));
  if (tables.back().rows.empty()) tables.pop_back();
  for (std::string& note : notes_of(pilot, batch)) tables.back().notes.push_back(std::move(note));
  show(request, tables);
  return done;
}

}  // namespace
}  // namespace samen::analysis

int main(int count, char** words) {
  namespace po = boost::program_options;
  return samen::Command{
      .name = "howmany",
      .about = "from a pilot, how many replicates a difference or an interval needs",
      .usage = "RESULTS.h5 [options]",
      .meaning =
          "Takes a batch as a pilot: from the spread of its paired differences it tells what a\n"
          "number of replicates gives – how far the interval reaches and which difference the\n"
          "paired t test detects – and how many replicates a target needs. --detect and --width "
          "are\n"
          "in the unit the text shows: M€ or k€ for money, whatever the --format.",
      .example = "samen howmany hefboom8.h5 --of together --against only_together --detect 0.5",
      .options =
          [](po::options_description_easy_init& add) {
            add("measure", po::value<std::string>(),
                "what is compared; default: the measure of the scenario's answer");
            add("of", po::value<std::string>(), "first arm; default: that of the answer");
            add("against", po::value<std::string>(), "second arm; default: that of the answer");
            add("point", po::value<int>(), "design point, where the batch has several");
            add("detect", po::value<double>(), "smallest difference that must be detected");
            add("width", po::value<double>(),
                "half width wanted: the interval is the mean difference ± this");
            add("power", po::value<double>()->default_value(0.8, "0.8"),
                "probability of detecting");
            add("confidence", po::value<double>()->default_value(0.95, "0.95"),
                "of intervals; the test is at 1 less this");
            samen::analysis::add_language(add);
          },
      .act = samen::analysis::show_sample_sizes}
      .run(count, words);
}
