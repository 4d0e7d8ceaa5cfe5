#include "analysis/narrative/sets.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/results/names.hpp"

namespace samen::analysis {
namespace {

constexpr std::size_t most_listed = 8;  // comparisons that are described individually

/// Names of the two sides as far as they differ: arms, or the scenario's own points.
struct Sides {
  std::string first, second, where;
};

Sides sides_of(const Batch& batch, const AcrossSets& sets, Language language) {
  const std::vector<std::string>& points = batch.ensemble()->points;
  const auto arm = [&](int number) { return arm_in(language, batch.arm_name(number)); };
  if (sets.first.point != sets.second.point)
    return {"“" + points[sets.first.point] + "”", "“" + points[sets.second.point] + "”", ""};
  return {arm(sets.first.arm), arm(sets.second.arm),
          points.empty() ? "" : language("ensemble.where", {{"point", points[sets.first.point]}})};
}

}  // namespace

std::string lead_in_sets(const Batch& batch, const AcrossSets& sets, Language language) {
  const Measure& measure = batch.answer_measure();
  const Display display = display_of(measure, money_unit_of(batch));
  const Sides sides = sides_of(batch, sets, language);
  const std::size_t all = sets.members.size(), ahead = sets.ahead();
  // The side that is ahead in most sets comes first.
  const bool turned = 2 * ahead < all;
  Interval range = sets.range();
  if (turned) range = {-range.high, -range.low};
  const auto behind = static_cast<std::size_t>(
      std::count_if(sets.members.begin(), sets.members.end(),
                    [](const AcrossSets::Member& one) { return one.difference.mean < 0.0; }));
  return language(measure.more_is_better ? "ensemble.ahead" : "ensemble.more",
                  {{"n", turned ? behind : ahead},
                   {"all", all},
                   {"first", turned ? sides.second : sides.first},
                   {"second", turned ? sides.first : sides.second},
                   {"where", sides.where},
                   {"measure", measure_in(language, measure.name)},
                   {"low", amount_in(language, range.low * display.factor, display)},
                   {"high", amount_in(language, range.high * display.factor, display)}});
}

std::string answer_across_sets(const Batch& batch, Language language) {
  const auto asked = asked_across_sets(batch);
  if (asked.empty()) return "";
  std::string words;
  for (std::size_t n = 0; n < std::min(asked.size(), most_listed); ++n)
    words += (words.empty() ? "" : " ") + lead_in_sets(batch, asked[n], language);
  if (asked.size() > most_listed)
    words += " " + language("ensemble.more_comparisons", {{"n", asked.size() - most_listed}});
  return words + " " + language("ensemble.no_sample");
}

Table table_of_sets(const Batch& batch, const MoneyUnit& money, Language language) {
  const Display display = display_of(batch.answer_measure(), money);
  Table table{
      "sets",
      language("ensemble.table", {{"what", measure_in(language, batch.answer_measure(), display)},
                                  {"n", batch.ensemble()->sets.size()},
                                  {"title", batch.ensemble()->title}}),
      {{"comparison", language("ensemble.heads.comparison")},
       {"central", language("ensemble.heads.central", {{"set", batch.ensemble()->central}})},
       {"least", language("ensemble.heads.least")},
       {"greatest", language("ensemble.heads.greatest")},
       {"ahead", language("ensemble.heads.ahead")},
       {"clearly_ahead", language("ensemble.heads.clearly_ahead")},
       {"clearly_behind", language("ensemble.heads.clearly_behind")},
       {"n", language("ensemble.heads.sets")}},
      {},
      {language("ensemble.no_sample")}};
  for (const AcrossSets& sets : asked_across_sets(batch)) {
    const Sides sides = sides_of(batch, sets, language);
    Estimate central;
    for (const AcrossSets::Member& one : sets.members)
      if (one.central) central = one.difference;
    central.mean *= display.factor;
    if (central.interval)
      central.interval =
          Interval{central.interval->low * display.factor, central.interval->high * display.factor};
    const auto counted = [](std::size_t n) { return static_cast<std::int64_t>(n); };
    table.add({sides.first + " − " + sides.second + sides.where, Estimated{central, display.digits},
               Number{sets.range().low * display.factor, display.digits},
               Number{sets.range().high * display.factor, display.digits}, counted(sets.ahead()),
               counted(sets.clearly_ahead()), counted(sets.clearly_behind()),
               counted(sets.members.size())});
  }
  return table;
}

}  // namespace samen::analysis
