#include "chart_organisations.hpp"

#include <algorithm>
#include <cmath>

#include "organisations.hpp"

namespace samen {

namespace {

using picture::GainChart;

/// "7 of 8", "none"
std::string how_many(const Scene& scene, std::size_t losing, std::size_t all, bool with_noun) {
  const auto text = [&](const char* english, const char* dutch) {
    return std::string(in(scene.language, english, dutch));
  };
  if (losing == 0)
    return text("none", "geen enkele") + (with_noun
                                              ? text(" of the ", " van de ") + std::to_string(all) +
                                                    text(" organisations", " organisaties")
                                              : "");
  return std::to_string(losing) + text(" of ", " van de ") + std::to_string(all) +
         (with_noun ? text(" organisations", " organisaties") : "");
}

/// "alone leaves 7 of 8 organisations with a loss, together none"
std::string finding(const Scene& scene, const Balances& balances, const std::vector<int>& arms) {
  const auto text = [&](const char* english, const char* dutch) {
    return std::string(in(scene.language, english, dutch));
  };
  const auto [first, second] = scene.batch.answer_arms();
  std::vector<int> told;
  for (const int arm : {second, first})
    if (std::count(arms.begin(), arms.end(), arm) > 0 &&
        std::count(told.begin(), told.end(), arm) == 0)
      told.push_back(arm);
  if (told.empty()) told.push_back(arms.front());
  const std::size_t all = balances.names().size();
  std::string words;
  for (const int arm : told) {
    const std::string name = arm_in(scene.language, scene.batch.arm_name(arm));
    const std::size_t losing = losers(balances, {arm, scene.point});
    words += words.empty()
                 ? name + text(" leaves ", " laat ") + how_many(scene, losing, all, true) +
                       text(" with a loss on average", " gemiddeld met verlies achter")
                 : ", " + name + " " + how_many(scene, losing, all, false);
  }
  return words;
}

std::string percent_in(const Scene& scene, double share) {
  std::string words = shown_percent(share);
  if (scene.language == Language::dutch) std::replace(words.begin(), words.end(), '.', ',');
  return words;
}

}  // namespace

std::optional<std::string> no_balances(const Batch& batch) {
  if (!Balances::known(batch)) return "is of an older version: run the scenario again";
  const Balances balances(batch);
  for (const int point : batch.points())
    if (!arms_with_balances(balances, batch, point).empty()) return std::nullopt;
  return "nobody gains or loses anything";
}

picture::Picture organisations_drawn(const Scene& scene) {
  const auto text = [&](const char* english, const char* dutch) {
    return std::string(in(scene.language, english, dutch));
  };
  const Batch& batch = scene.batch;
  const Balances balances(batch);
  const auto arms = arms_with_balances(balances, batch, scene.point);
  if (arms.empty())
    throw ResultsError(batch.file().path() + ": nobody gains or loses anything at this point");
  const auto groups = balances.groups(most_organisations);
  const bool by_kind = groups.size() < balances.names().size();
  GainChart chart;
  for (const int arm : arms)
    chart.contenders.push_back({arm_in(scene.language, batch.arm_name(arm)),
                                picture::ink_of(batch.arm_name(arm), chart.contenders.size())});
  double largest = 0.0;
  for (const Group& group : groups) {
    picture::GainRow row{group.label, {}};
    for (const int arm : arms) {
      const Balance found = balances.at(group, {arm, scene.point});
      largest = std::max(largest, std::fabs(found.mean.mean));
      row.gains.push_back(
          {found.mean.mean, {found.low, found.high}, percent_in(scene, found.below_zero.mean)});
    }
    chart.rows.push_back(std::move(row));
  }
  chart.digits = digits_of_balance(largest);
  chart.value_axis = "k€";
  chart.below = text("loses", "verliest");
  chart.above = text("gains", "wint");
  chart.word_axis = text("below zero", "onder nul");
  const std::string where =
      batch.points().size() == 1 ? "" : text("; at ", "; bij ") + batch.point_label(scene.point);
  chart.caption = {
      "organisations", capitalised(finding(scene, balances, arms)),
      text("Own balance of each organisation, k€: avoided burden and extra revenue less own "
           "effort; dot: mean; line: nine in ten of the ",
           "Eigen balans van elke organisatie, k€: vermeden lasten en extra inkomsten min eigen "
           "inzet; stip: gemiddelde; lijn: negen op de tien van de ") +
          (by_kind ? text("organisations of that name in all runs",
                          "organisaties met die naam in alle runs")
                   : "runs") +
          text("; right: share below zero; n = ", "; rechts: deel onder nul; n = ") +
          std::to_string(batch.runs_of({arms.front(), scene.point}).size()) +
          text(" runs an arm", " runs per keuze") + where,
      scene.language == Language::dutch ? picture::DecimalSign::comma
                                        : picture::DecimalSign::point};
  return picture_of(chart);
}

}  // namespace samen
