#include "analysis/narrative/unheld.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>
#include <vector>

#include "analysis/results/settings.hpp"

namespace samen::analysis {
namespace {

constexpr std::array<std::string_view, 3> members_who_pull{"volunteer", "partner", "rotating"};
constexpr std::array<std::string_view, 1> refunded{"yes"};

// tests/analysis/narrative/unheld_test.cpp holds the rows to the table of sim/model/ODD.md, which
// `samen validate` makes.
constexpr std::array unheld{
    UnheldPattern{"V1", "tenth over first", "0.797", "0.00 – 0.50", "", {}},
    UnheldPattern{"V2", "unequal endowments: less", "0.000", "< 0, interval", "", {}},
    UnheldPattern{"V3", "effect size of talk", "0.642", "0.70 – 1.50", "", {}},
    UnheldPattern{"V5", "led over unled", "1.014", "1.10 – 1.80", "puller_kind", members_who_pull},
    UnheldPattern{"V6", "own giving, 1:1 over none", "1.654", "1.00 – 1.35", "match", {}},
    UnheldPattern{"V7", "refund over none", "1.569", "1.05 – 1.35", "refund", refunded},
    UnheldPattern{"V8", "ends a year afterwards", "0.121", "0.03 – 0.09", "seed_money", {}},
    UnheldPattern{"V10", "survival gap at 8 years", "-0.015", "0.20 – 0.45", "puller", {}},
    UnheldPattern{"V14", "best above the better end, k€", "0.000", "> 0, interval", "", {}},
    UnheldPattern{"V16", "E03: commitment weakens", "0.043", "< 0, interval", "", {}},
};

// The parameters that scenarios/validation states (second.toml) or moves (calibration.toml), and
// others that patterns rest on: with other values other patterns hold.
constexpr std::array measured{
    MeasuredWith{"beacons.graded", 0.0},
    MeasuredWith{"budget.slack_waste", 0.0},
    MeasuredWith{"decision.nesting", 0.0},
    MeasuredWith{"decision.satiation", 0.0},
    MeasuredWith{"decision.sharpness", 1.5},
    MeasuredWith{"delegates.carry", 0.0},
    MeasuredWith{"delivery.base", 0.2},
    MeasuredWith{"delivery.ownership", 2.2},
    MeasuredWith{"delivery.elan", 1.4},
    MeasuredWith{"delivery.change_cost", 1.6},
    MeasuredWith{"delivery.matching", 0.85},
    MeasuredWith{"delivery.shadow", 0.0},
    MeasuredWith{"delivery.patience", 3.0},
    MeasuredWith{"delivery.self_serving", 0.0},
    MeasuredWith{"delivery.lead", 0.0},
    MeasuredWith{"delivery.follow", 0.0},
    MeasuredWith{"delivery.example", 0.5},
    MeasuredWith{"elan.informal", 0.06},
    MeasuredWith{"elan.puller", 0.12},
    MeasuredWith{"giving.match_belief", 1.0},
    MeasuredWith{"giving.match_ceiling", 3.0},
    MeasuredWith{"giving.refund_belief", 1.0},
    MeasuredWith{"leaving.hazard", 0.04},
    MeasuredWith{"leaving.sensitivity", 8.0},
    MeasuredWith{"leaving.neutral", 0.4},
    MeasuredWith{"leaving.paid_share", 0.5},
    MeasuredWith{"leaving.own_expectation", 0.0},
    MeasuredWith{"leaving.hope", 0.0},
    MeasuredWith{"leaving.results_due", 12.0},
    MeasuredWith{"leaving.quiet_start", 0.0},
    MeasuredWith{"leaving.giving_up", 0.0},
    MeasuredWith{"leaving.contagion", 0.0},
    MeasuredWith{"meeting.affection", 0.035},
    MeasuredWith{"mission.voiced", 0.0},
    MeasuredWith{"mission.estrangement", 0.0},
    MeasuredWith{"mission.ownership_gain", 0.2},
    MeasuredWith{"output.integration_reach", 1.3},
    MeasuredWith{"policy.plan_uptake", 0.02},
    MeasuredWith{"production.full_effort", 0.0},
    MeasuredWith{"production.trust_saves", 0.0},
    MeasuredWith{"pulling.acceptance", 1.0},
    MeasuredWith{"regrouping.sanctions_follow", 0.0},
    MeasuredWith{"regrouping.sanction_kept", 1.0},
    MeasuredWith{"trust.loss", 0.24},
};

/// Value of each setting of the file.
using Values = std::map<std::string, std::string>;

std::string unquoted(std::string text) {
  std::erase_if(text, [](char letter) { return letter == '"' || letter == '\''; });
  return text;
}

/// What a lever is at the tables: their own value, or the common one.
std::set<std::string> at_the_tables(const Values& values, const std::string& lever) {
  std::set<std::string> tables, found;
  for (const auto& [name, value] : values)
    if (name.starts_with("table ")) tables.insert(name.substr(0, name.find('.')));
  const auto common = values.find("levers." + lever);
  for (const std::string& table : tables) {
    const auto own = values.find(table + "." + lever);
    if (own != values.end())
      found.insert(unquoted(own->second));
    else if (common != values.end())
      found.insert(unquoted(common->second));
  }
  return found;
}

bool at_work(const UnheldPattern& pattern, const Values& values) {
  const auto levers = at_the_tables(values, std::string(pattern.lever));
  return std::any_of(levers.begin(), levers.end(), [&](const std::string& value) {
    if (pattern.values.empty()) return std::strtod(value.c_str(), nullptr) > 0.0;
    return std::find(pattern.values.begin(), pattern.values.end(), value) != pattern.values.end();
  });
}

/// A number as samen validate shows it.
std::string figure_in(Language language, std::string_view shown) {
  std::string figure(shown);
  std::replace(figure.begin(), figure.end(), '.', language.decimal_sign());
  return figure;
}

/// A band in words: "1.00 to 1.35", "above 0".
std::string band_in(Language language, std::string_view band) {
  if (band.starts_with(">")) return language("unheld.above");
  if (band.starts_with("<")) return language("unheld.below");
  constexpr std::string_view dash = " – ";
  const std::size_t at = band.find(dash);
  return language("list.from_to", {{"low", figure_in(language, band.substr(0, at))},
                                   {"high", figure_in(language, band.substr(at + dash.size()))}});
}

bool are_defaults(const Values& values) {
  return std::all_of(measured.begin(), measured.end(), [&](const MeasuredWith& one) {
    const auto found = values.find(std::string(one.parameter));
    // As the file states it, to the last bit or nearly.
    constexpr double rounding = 1e-9;
    return found == values.end() ||
           std::fabs(std::strtod(found->second.c_str(), nullptr) - one.value) <= rounding;
  });
}

std::string told(const UnheldPattern& pattern, Language language) {
  const std::string id(pattern.id), words = "unheld." + id;
  const Filling rule{"rule", language(words + ".rule")}, what{"what", language(words + ".what")};
  return language("unheld.measured", {rule,
                                      {"id", id},
                                      what,
                                      {"measured", figure_in(language, pattern.measured)},
                                      {"band", band_in(language, pattern.band)}});
}

}  // namespace

std::span<const UnheldPattern> unheld_patterns() {
  return unheld;
}

std::span<const MeasuredWith> measured_with() {
  return measured;
}

std::string unheld_in(const Batch& batch, Language language) {
  const auto meets = [&](int arm) { return batch.meets(arm); };
  if (std::none_of(batch.arms().begin(), batch.arms().end(), meets)) return "";
  Values values;
  for (auto& [name, value] : settings_of(batch)) values.emplace(name, value);
  if (!are_defaults(values)) return language("unheld.parameters");
  std::string here, everywhere;
  for (const UnheldPattern& pattern : unheld) {
    if (pattern.lever.empty())
      everywhere += (everywhere.empty() ? "" : ", ") + std::string(pattern.id);
    else if (at_work(pattern, values))
      here += (here.empty() ? "" : "; ") + told(pattern, language);
  }
  return language(here.empty() ? "unheld.everywhere" : "unheld.here",
                  {{"here", here}, {"everywhere", everywhere}});
}

}  // namespace samen::analysis
