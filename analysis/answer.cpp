#include "answer.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "io/results_format.hpp"
#include "statistics.hpp"
#include "table.hpp"

namespace samen {

namespace {

/// The comparison behind an answer.
struct Duel {
  std::string first, second, measure;
  Display display;
  bool more_is_better = false;
  Estimate difference;    ///< first − second, in the unit shown
  std::size_t ahead = 0;  ///< pairs in which the winner of the mean is ahead

  bool clear() const {
    return difference.interval &&
           (difference.interval->low > 0.0 || difference.interval->high < 0.0);
  }
  bool first_wins() const { return difference.mean > 0.0; }
};

Duel duel_at(const Batch& batch, int point) {
  const Measure& measure = batch.answer_measure();
  const auto [first, second] = batch.answer_arms();
  Duel duel{batch.arm_name(first),
            batch.arm_name(second),
            measure.name,
            display_of(measure, money_of(batch)),
            measure.more_is_better,
            {},
            0};
  auto values = differences(paired(batch.by_pair(measure.name, {first, point}),
                                   batch.by_pair(measure.name, {second, point})));
  for (double& value : values) value *= duel.display.factor;
  duel.difference = mean_of(values);
  if (duel.difference.n < least_for_interval) duel.difference.interval.reset();
  const double sign = duel.first_wins() ? 1.0 : -1.0;
  duel.ahead = static_cast<std::size_t>(
      std::count_if(values.begin(), values.end(), [&](double d) { return sign * d > 0.0; }));
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
      text("95 % interval ", "95%-interval ") +
      number(ahead ? d.interval->low : -d.interval->high) + text(" to ", " tot ") +
      number(ahead ? d.interval->high : -d.interval->low) + ", n = " + n + text(" pairs", " paren");
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
  std::string percent = shown_percent(static_cast<double>(duel.ahead) / static_cast<double>(d.n));
  if (language == Language::dutch) std::replace(percent.begin(), percent.end(), '.', ',');
  return capitalised(better) + text(" beats ", " wint van ") + worse + text(" by ", " met ") +
         size + " (" + range + text("); it is ahead in ", "); het ligt voor in ") + percent +
         text(" of the pairs.", " van de paren.");
}

constexpr std::size_t most_points_told = 12;

/// What the first arm of the answer gains or loses at each point of a list, against its first
/// point: what a list asks. Empty for other designs and where pairs are too few.
std::string against_first_point(const Batch& batch, Language language) {
  const std::vector<int>& points = batch.points();
  if (batch.design_kind() != "list" || points.size() > most_points_told) return "";
  const Measure& measure = batch.answer_measure();
  const int arm = batch.answer_arms().first;
  const Display display = display_of(measure, money_of(batch));
  const auto number = [&](double value) { return number_in(language, value, display.digits); };
  const std::string unit = display.unit.empty() ? "" : " " + display.unit;
  std::string told;
  std::size_t least_pairs = batch.runs();
  for (const int point : std::span(points).subspan(1)) {
    auto values = differences(paired(batch.by_pair(measure.name, {arm, point}),
                                     batch.by_pair(measure.name, {arm, points.front()})));
    for (double& value : values) value *= display.factor;
    const Estimate gain = mean_of(values);
    if (gain.n < least_for_interval || !gain.interval) return "";
    least_pairs = std::min(least_pairs, gain.n);
    told += (told.empty() ? "" : "; ") + batch.point_label(point) + (gain.mean > 0.0 ? " +" : " ") +
            number(gain.mean) + unit + " [" + number(gain.interval->low) + ", " +
            number(gain.interval->high) + "]";
  }
  const auto text = [&](const char* english, const char* dutch) {
    return std::string(in(language, english, dutch));
  };
  return arm_in(language, batch.arm_name(arm)) + text(", against “", ", tegenover “") +
         batch.point_label(points.front()) + "”, " + measure_in(language, measure.name) + ": " +
         told + text(" (95 % intervals, n = ", " (95%-intervallen, n = ") +
         std::to_string(least_pairs) + text(" pairs). ", " paren). ");
}

}  // namespace

std::string answer_at(const Batch& batch, int point, Language language) {
  if (batch.arms().size() < 2)
    return std::string(in(language, "one arm alone compares with nothing.",
                          "één keuze laat zich met niets vergelijken."));
  return sentence(duel_at(batch, point), language);
}

std::string answer_in_short(const Batch& batch, int point, Language language) {
  if (batch.arms().size() < 2) return answer_at(batch, point, language);
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

std::string answer_of(const Batch& batch, Language language) {
  if (batch.points().size() == 1 || batch.arms().size() < 2)
    return answer_at(batch, batch.points().front(), language);
  std::size_t first_wins = 0, second_wins = 0;
  Duel duel;
  for (const int point : batch.points()) {
    duel = duel_at(batch, point);
    if (!duel.clear()) continue;
    ++(duel.first_wins() ? first_wins : second_wins);
  }
  const auto text = [&](const char* english, const char* dutch) {
    return std::string(in(language, english, dutch));
  };
  const std::size_t all = batch.points().size();
  const std::string gains = against_first_point(batch, language);
  return gains + (gains.empty() ? text("of ", "van de ") : text("Of ", "Van de ")) +
         std::to_string(all) + text(" design points, in ", " ontwerppunten, in ") +
         measure_in(language, duel.measure) + ": " + arm_in(language, duel.first) +
         text(" ahead at ", " voorop in ") + std::to_string(first_wins) + ", " +
         arm_in(language, duel.second) + text(" ahead at ", " voorop in ") +
         std::to_string(second_wins) +
         text(", too close to call at ", ", te dicht bij elkaar in ") +
         std::to_string(all - first_wins - second_wins) +
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
  return "× " + number(ratio.mean) + " [" + number(ratio.interval->low) + ", " +
         number(ratio.interval->high) + "] (n = " + std::to_string(ratio.n) +
         std::string(in(language, " pairs)", " paren)"));
}

}  // namespace samen
