#include "doubt_chart.hpp"

#include <algorithm>

#include "picture_doubt.hpp"
#include "table.hpp"

namespace samen {
namespace {

/// Texts in one language.
struct Texts {
  Language language;
  std::string operator()(const char* english, const char* dutch) const {
    return std::string(in(language, english, dutch));
  }
  std::string percent(double share) const {
    std::string words = shown_percent(share);
    if (language == Language::dutch) std::replace(words.begin(), words.end(), '.', ',');
    return words;
  }
};

std::string funding_in(const Texts& text, const std::string& funding) {
  return funding == "as it stands" ? text("as it stands", "zoals het is")
                                   : text("own money only", "enkel eigen geld");
}

/// Of the arm that has more: where more is better it is ahead.
std::string more_than(const Texts& text, bool more_is_better) {
  return more_is_better ? text(" is ahead of ", " ligt voor op ")
                        : text(" has more than ", " heeft meer dan ");
}

picture::DoubtPanel panel_of(const DoubtedFunding& funding, const ArmPair& arms,
                             const Display& display, const Texts& text) {
  const DoubtedDifference found = funding.difference(arms);
  picture::DoubtPanel panel;
  panel.label =
      capitalised(funding_in(text, funding.funding())) + ": " + arm_in(text.language, arms.first) +
      (funding.sets().answer_measure().more_is_better ? text(" is ahead in ", " ligt voor in ")
                                                      : text(" has more in ", " heeft meer in ")) +
      text.percent(found.above.mean) + text(" of ", " van ") + std::to_string(found.means.size()) +
      text(" sets", " stellen");
  panel.differences = found.means;
  for (double& difference : panel.differences) difference *= display.factor;
  panel.usual = found.usual.mean * display.factor;
  constexpr std::size_t resamples = 1000;
  for (const Driver& driver : funding.drivers(arms, resamples).strongest)
    panel.drivers.push_back(
        {funding.sets().factors()[driver.factor].name, driver.value, driver.interval, false});
  return panel;
}

}  // namespace

picture::Picture picture_of(const Doubt& doubt, Language language) {
  const Texts text{language};
  const Batch& batch = doubt.as_it_stands().scenario();
  const Display display = display_of(batch.answer_measure(), money_of(batch));
  const ArmPair arms = doubt.comparisons().front();
  const std::string first = arm_in(language, arms.first), second = arm_in(language, arms.second);
  const bool more_is_better = batch.answer_measure().more_is_better;
  picture::DoubtChart chart;
  for (const DoubtedFunding& funding : doubt.fundings())
    chart.panels.push_back(panel_of(funding, arms, display, text));
  const DoubtedDifference found = doubt.as_it_stands().difference(arms);
  const bool partial = doubt.as_it_stands().drivers(arms, 0).measure == RankMeasure::partial;
  chart.caption = {
      "doubt",
      capitalised(first) + more_than(text, more_is_better) + second + " in " +
          text.percent(found.above.mean) +
          text(" of the sets of assumptions", " van de stellen aannames"),
      std::to_string(doubt.count("varied")) + text(" assumptions up to ", " aannames tot ") +
          text.percent(doubt.spread()) +
          text(" off, all at once; left: mean difference of each set; right: what decides, ",
               " ernaast, allemaal tegelijk; links: gemiddeld verschil per stel; rechts: wat "
               "beslist, ") +
          (partial ? text("partial rank correlation", "partiële rangcorrelatie")
                   : text("rank correlation", "rangcorrelatie")) +
          text(" with 95 % intervals over sets", " met 95%-interval over stellen"),
      language == Language::dutch ? picture::DecimalSign::comma : picture::DecimalSign::point};
  chart.value_axis = measure_in(language, batch.answer_measure().name) +
                     (display.unit.empty() ? "" : ", " + display.unit) + ": " + first + " − " +
                     second;
  chart.count_axis = text("sets", "stellen");
  chart.driver_axis = text("correlation", "correlatie");
  chart.usual_label = text("the scenario itself", "het scenario zelf");
  const std::string ahead = more_is_better ? text(" ahead", " voor") : text(" more", " meer");
  chart.first = {first + ahead, picture::ink_of(arms.first, 0)};
  chart.second = {second + ahead, picture::ink_of(arms.second, 1)};
  return picture_of(chart);
}

}  // namespace samen
