#include "analysis/narrative/unheld.hpp"

#include <algorithm>
#include <array>
#include <cctype>
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
    UnheldPattern{"V1",
                  "tenth over first",
                  "0.942",
                  "0.00 – 0.50",
                  "giving over time",
                  "geven in de tijd",
                  "giving in month ten over month one",
                  "geven in maand tien tegenover maand één",
                  "",
                  {}},
    UnheldPattern{"V2",
                  "unequal endowments: less",
                  "0.001",
                  "< 0, interval",
                  "unequal means",
                  "ongelijke middelen",
                  "what inequality adds to giving",
                  "wat ongelijkheid aan geven toevoegt",
                  "",
                  {}},
    UnheldPattern{"V3",
                  "effect size of talk",
                  "0.436",
                  "0.70 – 1.50",
                  "talk",
                  "overleg",
                  "effect size of talk",
                  "effectgrootte van overleg",
                  "",
                  {}},
    UnheldPattern{"V4",
                  "partners above strangers",
                  "",
                  "cannot be shown",
                  "accountability",
                  "aanspreken",
                  "partners above strangers",
                  "partners boven vreemden",
                  "accountability",
                  {}},
    UnheldPattern{"V5", "led over unled", "1.012", "1.10 – 1.80", "a member who pulls",
                  "een lid dat trekt", "giving, led over unled",
                  "geven met trekker tegenover zonder", "puller_kind", members_who_pull},
    UnheldPattern{"V6",
                  "own giving, 1:1 over none",
                  "1.654",
                  "1.00 – 1.35",
                  "the match",
                  "het bijleggen",
                  "own giving with a 1:1 match over none",
                  "eigen inzet met één op één bijleggen tegenover zonder",
                  "match",
                  {}},
    UnheldPattern{"V7", "refund over none", "1.569", "1.05 – 1.35", "the refund", "de teruggave",
                  "giving with a refund over none", "geven met teruggave tegenover zonder",
                  "refund", refunded},
    UnheldPattern{"V8",
                  "ends a year afterwards",
                  "0.121",
                  "0.03 – 0.09",
                  "start money",
                  "startgeld",
                  "tables that end a year after their money",
                  "tafels die per jaar stoppen na hun startgeld",
                  "seed_money",
                  {}},
    UnheldPattern{"V10",
                  "survival gap at 8 years",
                  "-0.015",
                  "0.20 – 0.45",
                  "the puller",
                  "de trekker",
                  "survival gained by an experienced puller",
                  "overleving dankzij een ervaren trekker",
                  "puller",
                  {}},
    UnheldPattern{"V14",
                  "best above the better end, k€",
                  "0.000",
                  "> 0, interval",
                  "white space",
                  "witruimte",
                  "the best amount of slack above the better end",
                  "de beste hoeveelheid ruimte boven het beste uiterste",
                  "",
                  {}},
    UnheldPattern{"V16",
                  "E03: commitment weakens",
                  "0.043",
                  "< 0, interval",
                  "having to change",
                  "zelf moeten veranderen",
                  "commitment once partners must change themselves",
                  "inzet als partners zelf moeten veranderen",
                  "",
                  {}},
};

// The parameters samen calibrate may move: with others of these other patterns hold.
constexpr std::array measured{
    MeasuredWith{"decision.sharpness", 1.5},
    MeasuredWith{"delivery.base", 0.2},
    MeasuredWith{"delivery.ownership", 2.2},
    MeasuredWith{"delivery.elan", 1.4},
    MeasuredWith{"delivery.change_cost", 1.6},
    MeasuredWith{"delivery.matching", 0.85},
    MeasuredWith{"elan.informal", 0.06},
    MeasuredWith{"elan.puller", 0.12},
    MeasuredWith{"giving.match_belief", 1.0},
    MeasuredWith{"giving.match_ceiling", 3.0},
    MeasuredWith{"leaving.hazard", 0.04},
    MeasuredWith{"leaving.sensitivity", 8.0},
    MeasuredWith{"leaving.neutral", 0.4},
    MeasuredWith{"leaving.paid_share", 0.5},
    MeasuredWith{"meeting.affection", 0.035},
    MeasuredWith{"mission.ownership_gain", 0.2},
    MeasuredWith{"output.integration_reach", 1.3},
    MeasuredWith{"policy.plan_uptake", 0.02},
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

/// A band in words: "1.00 to 1.35", "above 0".
std::string band_in(Language language, std::string band) {
  if (band.starts_with(">")) return std::string(in(language, "above 0", "boven 0"));
  if (band.starts_with("<")) return std::string(in(language, "below 0", "onder 0"));
  const std::string dash = " – ";
  if (const auto at = band.find(dash); at != std::string::npos)
    band.replace(at, dash.size(), in(language, " to ", " tot "));
  return band;
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
  std::string text(in(language, pattern.rule, pattern.dutch_rule));
  text += " (" + std::string(pattern.id) + ": ";
  text += in(language, pattern.what, pattern.dutch_what);
  if (pattern.measured.empty())
    return text.append(in(language, ", cannot be shown)", ", niet te tonen)"));
  std::string values = " " + std::string(pattern.measured) +
                       std::string(in(language, ", published ", ", gepubliceerd ")) +
                       band_in(language, std::string(pattern.band));
  if (language == Language::dutch) {
    for (std::size_t n = 1; n + 1 < values.size(); ++n)
      if (values[n] == '.' && std::isdigit(static_cast<unsigned char>(values[n - 1])))
        values[n] = ',';
  }
  return text + values + ")";
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
  if (!are_defaults(values))
    return std::string(
        in(language,
           "Parameters differ from the defaults: which published patterns hold with these, samen "
           "validate --parameters tells.",
           "Parameters wijken af van de standaard: welke gepubliceerde patronen hiermee gelden, "
           "zegt samen validate --parameters."));
  std::string here, everywhere;
  for (const UnheldPattern& pattern : unheld) {
    if (pattern.lever.empty())
      everywhere += (everywhere.empty() ? "" : ", ") + std::string(pattern.id);
    else if (at_work(pattern, values))
      here += (here.empty() ? "" : "; ") + told(pattern, language);
  }
  const std::string begin(in(language, "Rules that fail their published pattern (samen validate): ",
                             "Regels die hun gepubliceerde patroon niet halen (samen validate): "));
  const std::string at_all(in(language, "at every table, ", "aan elke tafel, "));
  return begin +
         (here.empty() ? at_all
                       : here + "; " + std::string(in(language, "and, ", "en, ")) + at_all) +
         everywhere + ".";
}

}  // namespace samen::analysis
