#include "analysis/narrative/headline.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/narrative/points.hpp"
#include "analysis/narrative/sets.hpp"
#include "analysis/output/table.hpp"
#include "analysis/statistics/paired.hpp"
#include "analysis/statistics/statistics.hpp"
#include "io/results_format.hpp"

namespace samen::analysis {

namespace {

/// The comparison that an answer reports.
struct ArmComparison {
  std::string first, second;
  Measure measure;
  Display display;
  Estimate difference;  ///< first − second, in the unit shown

  bool clear() const {
    return difference.interval &&
           (difference.interval->low > 0.0 || difference.interval->high < 0.0);
  }
  bool first_wins() const { return difference.mean > 0.0; }
};

ArmComparison comparison_at(const Batch& batch, int point) {
  const Measure& measure = batch.answer_measure();
  const auto [first, second] = batch.answer_arms();
  ArmComparison comparison{batch.arm_name(first),
                           batch.arm_name(second),
                           measure,
                           display_of(measure, money_unit_of(batch)),
                           {}};
  auto values = differences(paired(batch.by_pair(measure.name, {first, point}),
                                   batch.by_pair(measure.name, {second, point})));
  for (double& value : values) value *= comparison.display.factor;
  comparison.difference = mean_of(values);
  if (comparison.difference.n < least_for_interval) comparison.difference.interval.reset();
  return comparison;
}

std::string sentence(const ArmComparison& comparison, Language language) {
  const Estimate& d = comparison.difference;
  if (!d.interval) return language("answer.too_few", {{"n", d.n}});
  const bool ahead = comparison.first_wins();
  const auto number = [&](double value) {
    return number_in(language, value, comparison.display.digits);
  };
  const std::string range =
      language("answer.luck", {{"low", number(ahead ? d.interval->low : -d.interval->high)},
                               {"high", number(ahead ? d.interval->high : -d.interval->low)},
                               {"n", d.n}});
  std::string_view key = "answer.ahead";
  if (!comparison.measure.more_is_better) key = "answer.more";  // more is neither better nor worse
  if (!comparison.clear()) key = "answer.too_close";
  const std::string better = arm_in(language, ahead ? comparison.first : comparison.second);
  return language(
      key, {{"better", key == "answer.more" ? capitalised(better) : better},
            {"worse", arm_in(language, ahead ? comparison.second : comparison.first)},
            {"size", size_in(language, std::fabs(d.mean), comparison.measure, comparison.display)},
            {"range", range}});
}

/// The sentence on one arm if there is no other: "together ends at 6.94 M€ of net value".
std::string of_one_arm(const Batch& batch, int point, Language language) {
  const Measure& measure = batch.answer_measure();
  const Display display = display_of(measure, money_unit_of(batch));
  const int arm = batch.arms().front();
  auto values = batch.values(measure.name, {arm, point});
  for (double& value : values) value *= display.factor;
  const Estimate mean = guarded(mean_of(values));
  const Interval range = mean.interval.value_or(Interval{});
  return language(mean.interval ? "answer.one_arm_within" : "answer.one_arm",
                  {{"arm", arm_in(language, batch.arm_name(arm))},
                   {"size", size_in(language, mean.mean, measure, display)},
                   {"low", number_in(language, range.low, display.digits)},
                   {"high", number_in(language, range.high, display.digits)},
                   {"n", mean.n}});
}

}  // namespace

std::string headline_at(const Batch& batch, int point, Language language) {
  if (batch.arms().size() < 2) return of_one_arm(batch, point, language) + ".";
  return sentence(comparison_at(batch, point), language);
}

std::string short_headline(const Batch& batch, int point, Language language) {
  if (batch.arms().size() < 2) return of_one_arm(batch, point, language);
  const ArmComparison comparison = comparison_at(batch, point);
  std::string_view key =
      comparison.measure.more_is_better ? "answer.short_ahead" : "answer.short_more";
  if (!comparison.clear()) key = "answer.short_close";
  return language(
      key,
      {{"better", arm_in(language, comparison.first_wins() ? comparison.first : comparison.second)},
       {"worse", arm_in(language, comparison.first_wins() ? comparison.second : comparison.first)},
       {"amount", amount_in(language, std::fabs(comparison.difference.mean), comparison.display)}});
}

std::string headline_of(const Batch& batch, Language language) {
  if (batch.ensemble()) {
    const std::string across = answer_across_sets(batch, language);
    if (!batch.varies_nothing() && !across.empty()) return across;
    return language("ensemble.central",
                    {{"set", batch.ensemble()->central},
                     {"answer", headline_at(batch, batch.representative_point(), language)}}) +
           (across.empty() ? "" : " " + across);
  }
  if (batch.points().size() == 1) return headline_at(batch, batch.points().front(), language);
  const std::string points = batch.asks_about_points() ? headline_of_points(batch, language) : "";
  if (batch.arms().size() < 2) return points;
  std::size_t first_wins = 0, second_wins = 0, judged = 0, fewest = batch.runs();
  ArmComparison comparison;
  for (const int point : batch.points()) {
    comparison = comparison_at(batch, point);
    judged += comparison.difference.interval.has_value();
    fewest = std::min(fewest, comparison.difference.n);
    if (!comparison.clear()) continue;
    ++(comparison.first_wins() ? first_wins : second_wins);
  }
  const std::size_t all = batch.points().size();
  const std::string arms =
      judged == 0 ? language("answer.points_too_few", {{"n", fewest}})
                  : language(judged == all ? "answer.points" : "answer.points_some_too_few",
                             {{"all", all},
                              {"measure", measure_in(language, comparison.measure.name)},
                              {"first", arm_in(language, comparison.first)},
                              {"first_wins", first_wins},
                              {"second", arm_in(language, comparison.second)},
                              {"second_wins", second_wins},
                              {"close", judged - first_wins - second_wins},
                              {"few", all - judged}});
  const std::string ten = where_ten_times(batch, language);
  return (points.empty() ? arms : points + " " + capitalised(arms)) +
         (ten.empty() ? "" : " " + capitalised(ten));
}

std::optional<std::string> value_multiplier(const Batch& batch, int point, Language language) {
  if (!batch.has_arm("together") || !batch.has_arm("alone")) return std::nullopt;
  const Paired pairs =
      paired(batch.by_pair(results::net_value, {batch.arm_named("together"), point}),
             batch.by_pair(results::net_value, {batch.arm_named("alone"), point}));
  const Estimate ratio = ratio_of_means(pairs.first, pairs.second);
  // A ratio to a mean that may be zero, or to a loss, has no meaning.
  if (ratio.n < least_for_interval || !ratio.interval || mean_of(pairs.second).mean <= 0.0 ||
      ratio.mean <= 0.0)
    return "n/a";
  return language("answer.multiplier", {{"ratio", number_in(language, ratio.mean, 1)},
                                        {"interval", interval_in(language, *ratio.interval, 1)},
                                        {"n", ratio.n}});
}

}  // namespace samen::analysis
