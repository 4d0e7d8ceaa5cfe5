#include "analysis/narrative/headline.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/narrative/points.hpp"
#include "analysis/output/table.hpp"
#include "analysis/statistics/paired.hpp"
#include "analysis/statistics/statistics.hpp"
#include "io/results_format.hpp"

namespace samen::analysis {

namespace {

/// The comparison behind an answer.
struct Duel {
  std::string first, second, measure;
  Display display;
  bool more_is_better = false;
  Estimate difference;  ///< first − second, in the unit shown

  bool clear() const {
    return difference.interval &&
           (difference.interval->low > 0.0 || difference.interval->high < 0.0);
  }
  bool first_wins() const { return difference.mean > 0.0; }
};

Duel duel_at(const Batch& batch, int point) {
  const Measure& measure = batch.answer_measure();
  const auto [first, second] = batch.answer_arms();
  Duel duel{batch.arm_name(first),  batch.arm_name(second),
            measure.name,           display_of(measure, money_of(batch)),
            measure.more_is_better, {}};
  auto values = differences(paired(batch.by_pair(measure.name, {first, point}),
                                   batch.by_pair(measure.name, {second, point})));
  for (double& value : values) value *= duel.display.factor;
  duel.difference = mean_of(values);
  if (duel.difference.n < least_for_interval) duel.difference.interval.reset();
  return duel;
}

std::string sentence(const Duel& duel, Language language) {
  const auto text = [&](const char* english, const char* dutch) {
    return std::string(in(language, english, dutch));
  };
  const auto number = [&](double value) { return number_in(language, value, duel.display.digits); };
  const Estimate& d = duel.difference;
  const std::string n = std::to_string(d.n);
  if (!d.interval)
    return text("too few pairs of runs for an answer: ",
                "te weinig paren van runs voor een antwoord: ") +
           n + ".";
  const bool ahead = duel.first_wins();
  const std::string better = arm_in(language, ahead ? duel.first : duel.second);
  const std::string worse = arm_in(language, ahead ? duel.second : duel.first);
  const std::string range =
      text("luck alone: ", "enkel toeval: ") + number(ahead ? d.interval->low : -d.interval->high) +
      text(" to ", " tot ") + number(ahead ? d.interval->high : -d.interval->low) + ", n = " + n +
      text(" pairs", " paren");
  const std::string size = number(std::fabs(d.mean)) +
                           (duel.display.unit.empty() ? "" : " " + duel.display.unit) +
                           text(" of ", " ") + measure_in(language, duel.measure);
  if (!duel.clear())
    return text("too close to call – ", "te dicht bij elkaar – ") + better +
           text(" is ahead of ", " ligt voor op ") + worse + text(" by ", " met ") + size + " (" +
           range + ").";
  if (!duel.more_is_better)  // more of it is neither better nor worse
    return capitalised(better) + text(" has more than ", " heeft meer dan ") + worse +
           text(" by ", ": ") + size + " (" + range + ").";
  return text("With these assumptions ", "Met deze aannames eindigt ") + better +
         text(" ends ", " ") + size + text(" ahead of ", " voor op ") + worse + " (" + range + ").";
}

/// What one arm comes to, where there is no other: "together ends at 6.94 M€ of net value".
std::string of_one_arm(const Batch& batch, int point, Language language) {
  const Measure& measure = batch.answer_measure();
  const Display display = display_of(measure, money_of(batch));
  const int arm = batch.arms().front();
  auto values = batch.values(measure.name, {arm, point});
  for (double& value : values) value *= display.factor;
  const Estimate mean = guarded(mean_of(values));
  const auto text = [&](const char* english, const char* dutch) {
    return std::string(in(language, english, dutch));
  };
  const auto number = [&](double value) { return number_in(language, value, display.digits); };
  std::string words = arm_in(language, batch.arm_name(arm)) +
                      text(" ends at ", " eindigt gemiddeld op ") + number(mean.mean) +
                      (display.unit.empty() ? "" : " " + display.unit) + text(" of ", " ") +
                      measure_in(language, measure.name) + text(" on average", "");
  if (mean.interval)
    words += text(" (95 % interval ", " (95%-interval ") + number(mean.interval->low) +
             text(" to ", " tot ") + number(mean.interval->high) +
             ", n = " + std::to_string(mean.n) + " runs)";
  return words;
}

}  // namespace

std::string headline_at(const Batch& batch, int point, Language language) {
  if (batch.arms().size() < 2) return of_one_arm(batch, point, language) + ".";
  return sentence(duel_at(batch, point), language);
}

std::string short_headline(const Batch& batch, int point, Language language) {
  if (batch.arms().size() < 2) return of_one_arm(batch, point, language);
  const Duel duel = duel_at(batch, point);
  const auto text = [&](const char* english, const char* dutch) {
    return std::string(in(language, english, dutch));
  };
  const std::string better = arm_in(language, duel.first_wins() ? duel.first : duel.second);
  const std::string worse = arm_in(language, duel.first_wins() ? duel.second : duel.first);
  if (!duel.clear())
    return better + text(" and ", " en ") + worse +
           text(" end too close to call", " eindigen te dicht bij elkaar");
  return better + text(" ends ", " eindigt gemiddeld ") +
         number_in(language, std::fabs(duel.difference.mean), duel.display.digits) +
         (duel.display.unit.empty() ? "" : " " + duel.display.unit) +
         (duel.more_is_better ? text(" ahead of ", " voor op ") : text(" above ", " boven ")) +
         worse + text(" on average", "");
}

std::string headline_of(const Batch& batch, Language language) {
  if (batch.points().size() == 1) return headline_at(batch, batch.points().front(), language);
  const std::string points = batch.asks_about_points() ? headline_of_points(batch, language) : "";
  if (batch.arms().size() < 2) return points;
  std::size_t first_wins = 0, second_wins = 0, judged = 0, fewest = batch.runs();
  Duel duel;
  for (const int point : batch.points()) {
    duel = duel_at(batch, point);
    judged += duel.difference.interval.has_value();
    fewest = std::min(fewest, duel.difference.n);
    if (!duel.clear()) continue;
    ++(duel.first_wins() ? first_wins : second_wins);
  }
  const auto text = [&](const char* english, const char* dutch) {
    return std::string(in(language, english, dutch));
  };
  const std::size_t all = batch.points().size();
  if (judged == 0)
    return points + (points.empty() ? "" : " ") +
           text("Too few pairs of runs at each design point to tell the arms apart: ",
                "Te weinig paren van runs per ontwerppunt om de keuzes te onderscheiden: ") +
           std::to_string(fewest) + ".";
  return points + (points.empty() ? text("of ", "van de ") : text(" Of ", " Van de ")) +
         std::to_string(all) + text(" design points, in ", " ontwerppunten, in ") +
         measure_in(language, duel.measure) + ": " + arm_in(language, duel.first) +
         text(" ahead at ", " voorop in ") + std::to_string(first_wins) + ", " +
         arm_in(language, duel.second) + text(" ahead at ", " voorop in ") +
         std::to_string(second_wins) +
         text(", too close to call at ", ", te dicht bij elkaar in ") +
         std::to_string(judged - first_wins - second_wins) +
         (judged == all ? ""
                        : text(", too few pairs to tell at ", ", te weinig paren in ") +
                              std::to_string(all - judged)) +
         text(" (95 % intervals, each point by itself).", " (95%-intervallen, elk punt apart).");
}

std::optional<std::string> value_multiplier(const Batch& batch, int point, Language language) {
  if (!batch.has_arm("together") || !batch.has_arm("alone")) return std::nullopt;
  const Paired pairs =
      paired(batch.by_pair(results::net_value, {batch.arm_named("together"), point}),
             batch.by_pair(results::net_value, {batch.arm_named("alone"), point}));
  const Estimate ratio = ratio_of_means(pairs.first, pairs.second);
  // A ratio to a mean that may be zero, or of a loss, says nothing.
  if (ratio.n < least_for_interval || !ratio.interval || mean_of(pairs.second).mean <= 0.0 ||
      ratio.mean <= 0.0)
    return "n/a";
  const auto number = [&](double value) { return number_in(language, value, 1); };
  return "× " + number(ratio.mean) + " [" + number(ratio.interval->low) +
         std::string(in(language, ", ", "; ")) + number(ratio.interval->high) +
         "] (n = " + std::to_string(ratio.n) + std::string(in(language, " pairs)", " paren)"));
}

}  // namespace samen::analysis
