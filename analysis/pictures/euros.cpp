// The same public euro in several ways: value and survival per euro that flowed.
//
// Each point of a list is held against the point of the answer, within pairs of the same luck: what
// it adds in net value and in standing tables, divided by the public money that it adds. Both are
// ratios of means with the interval of Fieller (1954), so that unequal sums may be compared.
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "analysis/pictures/parts/captions.hpp"
#include "analysis/statistics/paired.hpp"

namespace samen::analysis {
namespace {

constexpr const char* outside_sum = "public_money";
constexpr const char* tables_left = "tables_standing";
constexpr double sum_of_survival = 100.0;  // k€ for which survival is told

/// What one way of spending adds for each public euro, in the pairs of its runs.
struct Way {
  int point = 0;
  double spent = 0.0;  ///< mean of the runs [k€]
  Estimate value;      ///< net value for each euro
  Estimate standing;   ///< share of tables for each sum_of_survival
};

std::vector<double> added(const Batch& batch, const char* measure, const Treatment& way,
                          const Treatment& reference) {
  return differences(paired(batch.by_pair(measure, way), batch.by_pair(measure, reference)));
}

std::vector<Way> ways_of(const Batch& batch) {
  std::vector<Way> ways;
  const int reference = batch.answer_point();
  for (const int point : batch.points()) {
    if (point == reference) continue;
    const int arm = representative_arm(batch, point).arm;
    const Treatment way{arm, point}, nothing{arm, reference};
    const std::vector<double> spent = added(batch, outside_sum, way, nothing);
    const Estimate mean = mean_of(spent);
    // Without a clear sum there is nothing to divide by.
    if (!mean.interval || mean.interval->low <= 0.0) continue;
    std::vector<double> sums = spent;
    for (double& sum : sums) sum /= sum_of_survival;
    ways.push_back({point, mean.mean,
                    ratio_of_means(added(batch, "net_value", way, nothing), spent),
                    ratio_of_means(added(batch, tables_left, way, nothing), sums)});
  }
  return ways;
}

std::optional<std::string> no_euros(const Batch& batch) {
  if (batch.design_kind() != "list") return "needs a design of kind list";
  for (const char* measure : {outside_sum, tables_left})
    if (!batch.has_measure(measure)) return "is of an older version: run the scenario again";
  if (const auto missing = without_tables(batch)) return missing;
  if (ways_of(batch).empty()) return "no point spends more public money than the one it is held to";
  return std::nullopt;
}

Interval range_of(const Estimate& estimate) {
  return estimate.interval.value_or(Interval{estimate.mean, estimate.mean});
}

/// "+6 [2, 11]": hundredths, with their sign.
std::string in_points(const PlotWords& words, const PlotRequest& request, const Estimate& share) {
  constexpr double hundred = 100.0;
  const std::string size = words.number(hundred * share.mean, 0);
  const std::string mean = (share.mean > 0.0 && size != "0" ? "+" : "") + size;
  if (!share.interval) return mean;
  return mean + " " +
         interval_in(request.language,
                     {hundred * share.interval->low, hundred * share.interval->high}, 0);
}

picture::Picture euros(const PlotRequest& request) {
  const PlotWords words(request);
  const Batch& batch = request.batch;
  const std::vector<Way> ways = ways_of(batch);
  picture::GainChart chart;
  const std::string arm = words.arm(representative_arm(batch, ways.front().point).arm);
  chart.contenders.push_back({arm, picture::ink_of("together", 0)});
  const Way* best = &ways.front();
  for (const Way& way : ways)
    if (way.value.mean > best->value.mean) best = &way;
  std::vector<std::string> foremost;
  for (const Way& way : ways) {
    const std::string label = batch.point_label(way.point);
    if (range_of(way.value).high >= range_of(best->value).low) foremost.push_back(label);
    chart.rows.push_back(
        {label + " (" + words.number(way.spent, 0) + " k€)",
         {{way.value.mean, range_of(way.value),
           words.number(way.value.mean, 1) + " · " + in_points(words, request, way.standing)}}});
  }
  chart.digits = 1;
  chart.value_axis = words("euros.axis");
  chart.below = words("euros.below");
  chart.above = words("euros.above");
  chart.word_axis = words("euros.beside");
  chart.caption = words.caption_of_all(
      "euros", words("euros.best", {{"ways", request.language.listed(foremost, "list.and")}}),
      words("euros.about", {{"arm", arm},
                            {"reference", batch.point_label(batch.answer_point())},
                            {"n", ways.front().value.n}}));
  return picture_of(chart);
}

}  // namespace

PictureKind euros_picture() {
  return {.place = 14,
          .name = "euros",
          .about = "value and survival per public euro, way by way",
          .missing = no_euros,
          .drawn = euros,
          .section = Section::points,
          .place_in_section = 2};
}

}  // namespace samen::analysis
