#include "analysis/narrative/expectation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include <nlohmann/json.hpp>

#include "analysis/results/names.hpp"
#include "analysis/statistics/across_sets.hpp"
#include "analysis/statistics/paired.hpp"
#include "io/results_format.hpp"

namespace samen::analysis {

namespace {

using nlohmann::json;

/// One side of an entry, as treatments of the batch.
struct Side {
  std::string arm;
  std::optional<Treatment> treatment, less;
};

/// The point with this label. Without a label, `usual`; nothing if the file does not have the
/// point.
std::optional<int> point_of(const Batch& batch, const std::string& label, int usual) {
  if (label.empty()) return usual;
  if (const EnsembleDesign* const ensemble = batch.ensemble()) {  // find the point with that label
                                                                  // in the same set
    const auto own = static_cast<int>(ensemble->own_points());
    for (int n = 0; n < static_cast<int>(ensemble->points.size()); ++n) {
      const std::string& known = ensemble->points[static_cast<std::size_t>(n)];
      if (known == label || known == name_in(batch.language(), label)) return usual / own * own + n;
    }
    return std::nullopt;
  }
  for (const int point : batch.points())
    if (batch.point_label(point) == label ||
        batch.point_label(point) == name_in(batch.language(), label))
      return point;
  return std::nullopt;
}

Side side_of(const Batch& batch, const json& entry, int usual) {
  Side side;
  side.arm = batch.file().arm_today(entry.at("arm").get<std::string>());
  if (!batch.has_arm(side.arm)) return side;
  const int arm = batch.arm_named(side.arm);
  const auto at = [&](const char* key) -> std::optional<Treatment> {
    const auto point = point_of(batch, entry.at(key).get<std::string>(), usual);
    if (!point) return std::nullopt;
    return Treatment{arm, *point};
  };
  side.treatment = at("point");
  if (!entry.at("less").get<std::string>().empty()) side.less = at("less");
  return side;
}

std::map<std::int64_t, double> values_of(const Batch& batch, const std::string& measure,
                                         const Side& side) {
  auto values = batch.by_pair(measure, *side.treatment);
  if (!side.less) return values;
  const auto less = batch.by_pair(measure, *side.less);
  std::map<std::int64_t, double> rest;
  for (const auto& [pair, value] : values)
    if (const auto found = less.find(pair); found != less.end()) rest[pair] = value - found->second;
  return rest;
}

/// The values, pair by pair, whose mean must be above zero for the expectation to hold. The share
/// is that of the amount of the larger side, also where this side is a loss on average.
std::vector<double> margins(const Paired& pairs, const json& entry) {
  const double by = entry.at("by").get<double>(), share = entry.at("share").get<double>();
  const bool more = entry.at("direction") == "more";
  const double sign = mean_of(more ? pairs.first : pairs.second).mean < 0.0 ? -1.0 : 1.0;
  std::vector<double> all;
  for (std::size_t n = 0; n < pairs.first.size(); ++n) {
    const double large = more ? pairs.first[n] : pairs.second[n];
    const double small = more ? pairs.second[n] : pairs.first[n];
    all.push_back(large - small - by - sign * share * large);
  }
  return all;
}

ExpectationVerdict judged(const Paired& pairs, const Estimate& difference, const json& entry) {
  if (difference.n < least_for_interval || !difference.interval) return ExpectationVerdict::not_run;
  if (entry.at("direction") == "same") {
    const double by = entry.at("by").get<double>();
    const auto [low, high] = *difference.interval;
    if (low >= -by && high <= by) return ExpectationVerdict::as_expected;
    return low > by || high < -by ? ExpectationVerdict::otherwise : ExpectationVerdict::too_close;
  }
  const Interval margin = *mean_of(margins(pairs, entry)).interval;
  if (margin.low > 0.0) return ExpectationVerdict::as_expected;
  if (margin.high < 0.0) return ExpectationVerdict::otherwise;
  // If the value is the same in every pair, zero is not above zero.
  return margin.low == margin.high ? ExpectationVerdict::otherwise : ExpectationVerdict::too_close;
}

/// The label that the scenario itself gives a point.
std::string label_of(const Batch& batch, int point) {
  const EnsembleDesign* const ensemble = batch.ensemble();
  if (!ensemble) return batch.point_label(point);
  return ensemble->points.at(static_cast<std::size_t>(point) % ensemble->own_points());
}

std::string side_in_words(const Batch& batch, const Side& side, Language language,
                          bool with_point) {
  std::string words = arm_in(language, side.arm);
  if (with_point && side.treatment) words += ", " + label_of(batch, side.treatment->point);
  if (!side.less) return words;
  return language("expected.less", {{"side", words}, {"point", label_of(batch, side.less->point)}});
}

/// "together − alone, no backbone", "together: all five − no backbone"
std::string comparison_of(const Batch& batch, const Side& first, const Side* second, double than,
                          const Display& display, Language language) {
  const bool points = !batch.varies_nothing();
  if (!second)
    return side_in_words(batch, first, language, points) + " − " +
           number_in(language, than, display.digits);
  const bool same_point =
      first.treatment && second->treatment && first.treatment->point == second->treatment->point;
  if (points && !same_point)
    return side_in_words(batch, first, language, true) + " − " +
           side_in_words(batch, *second, language, true);
  return side_in_words(batch, first, language, false) + " − " +
         side_in_words(batch, *second, language, false) +
         (points && first.treatment ? ", " + label_of(batch, first.treatment->point) : "");
}

Expectation checked(const Batch& batch, const json& entry, int usual, Language language) {
  const Measure& measure = batch.measure(entry.at("measure").get<std::string>());
  Expectation found;
  found.says = name_in(language, entry.at("says").get<std::string>());
  found.found = entry.value("found", false);
  found.display = display_of(measure, money_unit_of(batch));
  const Side first = side_of(batch, entry.at("first"), usual);
  std::optional<Side> second;
  if (entry.contains("second")) second = side_of(batch, entry.at("second"), usual);
  const double than = second ? 0.0 : entry.at("than").get<double>();
  found.comparison = measure_in(language, measure.name) + ", " +
                     comparison_of(batch, first, second ? &*second : nullptr,
                                   than * found.display.factor, found.display, language);
  if (!first.treatment || (second && !second->treatment)) return found;
  const auto values = values_of(batch, measure.name, first);
  std::map<std::int64_t, double> others;
  if (second)
    others = values_of(batch, measure.name, *second);
  else
    for (const auto& [pair, value] : values) others[pair] = than;
  const Paired pairs = paired(values, others);
  auto apart = differences(pairs);
  found.came_out = judged(pairs, mean_of(apart), entry);
  for (double& value : apart) value *= found.display.factor;
  found.difference = mean_of(apart);
  return found;
}

/// The same for every set of an ensemble; `own` is the reference among the scenario's own points.
Expectation checked_across_sets(const Batch& batch, const json& entry, std::size_t own,
                                Language language) {
  const EnsembleDesign& ensemble = *batch.ensemble();
  Expectation found;
  std::size_t otherwise = 0, too_close = 0;
  for (std::size_t set = 0; set < ensemble.sets.size(); ++set) {
    const Expectation one = checked(batch, entry, ensemble.point(set, own), language);
    const std::size_t sets = found.sets + (one.came_out != ExpectationVerdict::not_run);
    const std::size_t as_expected =
        found.sets_as_expected + (one.came_out == ExpectationVerdict::as_expected);
    otherwise += one.came_out == ExpectationVerdict::otherwise;
    too_close += one.came_out == ExpectationVerdict::too_close;
    const bool central =
        set == ensemble.central_set() && one.came_out != ExpectationVerdict::not_run;
    if (central || found.came_out == ExpectationVerdict::not_run) found = one;
    found.sets = sets;
    found.sets_as_expected = as_expected;
  }
  if (found.sets == 0) return found;
  found.came_out = stands(found.sets_as_expected, found.sets) ? ExpectationVerdict::as_expected
                   : stands(otherwise, found.sets)            ? ExpectationVerdict::otherwise
                   : stands(too_close, found.sets)            ? ExpectationVerdict::too_close
                                                              : ExpectationVerdict::depends;
  found.comparison +=
      language("expected.in_sets", {{"n", found.sets_as_expected}, {"all", found.sets}});
  return found;
}

std::string figures_of(const Expectation& one, Language language) {
  const std::string words =
      one.comparison + " " + amount_in(language, one.difference.mean, one.display);
  if (!one.difference.interval) return words;
  return words + " " + interval_in(language, *one.difference.interval, one.display.digits);
}

/// What a scenario calls a verdict that it explains; "" for one that it does not explain.
std::string_view as_stated(ExpectationVerdict came_out) {
  switch (came_out) {
    case ExpectationVerdict::as_expected:
      return "as expected";
    case ExpectationVerdict::otherwise:
      return "not as expected";
    case ExpectationVerdict::too_close:
      return "too close to call";
    default:
      return "";
  }
}

/// Adds why an entry came out as it did, if the scenario says so of this verdict or of another one.
void explain(const Batch& batch, const json& entry, int point, Expectation& one,
             Language language) {
  if (!entry.contains("why")) return;
  const json& why = entry.at("why");
  Reason reason;
  reason.told = why.at("came_out").get<std::string>() == as_stated(one.came_out);
  reason.says = name_in(language, why.at("says").get<std::string>());
  if (why.contains("with")) {
    reason.with = why.at("with").get<std::vector<std::string>>();
    reason.name = name_in(language, why.at("name").get<std::string>());
  } else {
    const Expectation own = checked(batch, why, point, language);
    reason.figures = figures_of(own, language);
    reason.borne_out = own.came_out == ExpectationVerdict::as_expected;
  }
  one.why = std::move(reason);
}

std::string reason_in_words(const Reason& reason, Language language) {
  if (reason.with.empty())
    return language(reason.borne_out ? "expected.shown_here" : "expected.not_borne_out",
                    {{"why", reason.says}, {"figures", reason.figures}});
  std::string settings = reason.name;
  if (settings.empty())
    for (const std::string& setting : reason.with)
      settings += (settings.empty() ? "" : ", ") + setting;
  return language("expected.shown_with", {{"why", reason.says}, {"settings", settings}});
}

}  // namespace

std::vector<Expectation> expectations_of(const Batch& batch, Language language) {
  std::vector<Expectation> all;
  if (!batch.file().has(results::expected)) return all;
  const json entries = json::parse(batch.file().texts(results::expected).at(0));
  for (const json& entry : entries) {
    // An expectation that names no point applies to every point.
    const auto unstated = [&](const char* side) {
      return !entry.contains(side) || entry.at(side).at("point").get<std::string>().empty();
    };
    if (const EnsembleDesign* const ensemble = batch.ensemble()) {
      const bool every = unstated("first") && unstated("second");
      const auto usual = static_cast<std::size_t>(batch.answer_point()) % ensemble->own_points();
      for (std::size_t own = every ? 0 : usual; own < (every ? ensemble->own_points() : usual + 1);
           ++own) {
        all.push_back(checked_across_sets(batch, entry, own, language));
        explain(batch, entry, ensemble->point(ensemble->central_set(), own), all.back(), language);
      }
      continue;
    }
    const std::vector<int> here{batch.answer_point()};
    for (const int point : unstated("first") && unstated("second") ? batch.points() : here) {
      all.push_back(checked(batch, entry, point, language));
      explain(batch, entry, point, all.back(), language);
    }
  }
  return all;
}

std::string came_out_in(Language language, ExpectationVerdict came_out) {
  switch (came_out) {
    case ExpectationVerdict::as_expected:
      return language("expected.as_expected");
    case ExpectationVerdict::otherwise:
      return language("expected.otherwise");
    case ExpectationVerdict::too_close:
      return language("expected.too_close");
    case ExpectationVerdict::not_run:
      return language("expected.not_run");
    case ExpectationVerdict::depends:
      return language("expected.depends");
  }
  return "";
}

std::string expectations_in_short(const std::vector<Expectation>& expectations, Language language) {
  const auto all = std::count_if(expectations.begin(), expectations.end(),
                                 [](const Expectation& one) { return !one.found; });
  if (all == 0) return "";
  const auto count = [&](ExpectationVerdict which) {
    return std::count_if(expectations.begin(), expectations.end(), [&](const Expectation& one) {
      return !one.found && one.came_out == which;
    });
  };
  std::string others;
  for (const ExpectationVerdict which :
       {ExpectationVerdict::too_close, ExpectationVerdict::not_run, ExpectationVerdict::depends})
    if (count(which) > 0)
      others += ", " + std::to_string(count(which)) + " " + came_out_in(language, which);
  const std::string words =
      language("expected.short",
               {{"n", count(ExpectationVerdict::as_expected)}, {"all", all}, {"others", others}});
  std::string failed;
  for (const Expectation& one : expectations)
    if (!one.found && one.came_out == ExpectationVerdict::otherwise)
      failed += (failed.empty() ? "" : "; ") + one.says + " (" + figures_of(one, language) + ")";
  return failed.empty() ? words : words + " " + language("expected.failed", {{"which", failed}});
}

std::vector<std::string> reasons_in_words(const std::vector<Expectation>& expectations,
                                          Language language) {
  std::vector<std::string> all;
  std::string last;  // an expectation of several points is told once if the reason is the same
  for (const Expectation& one : expectations) {
    if (!one.why || !one.why->told || one.says + one.why->says == last) continue;
    last = one.says + one.why->says;
    all.push_back(language(one.found ? "expected.found" : "expected.why",
                           {{"says", one.says},
                            {"came_out", came_out_in(language, one.came_out)},
                            {"figures", figures_of(one, language)},
                            {"reason", reason_in_words(*one.why, language)}}));
  }
  return all;
}

Table table_of_reasons(const std::vector<Expectation>& expectations, Language language) {
  const TableWords words(language, "tables.reasons");
  Table table = words.table(
      "reasons", {"says", "came_out", "comparison", "difference", "why", "told", "with", "shown"});
  for (const Expectation& one : expectations) {
    if (!one.why) continue;
    std::string settings;
    for (const std::string& setting : one.why->with)
      settings += (settings.empty() ? "" : "; ") + setting;
    const bool is_so = one.found && one.came_out == ExpectationVerdict::as_expected;
    table.add({one.says, is_so ? words("found") : came_out_in(language, one.came_out),
               one.comparison, Estimated{one.difference, one.display.digits}, one.why->says,
               words(one.why->told && one.why->borne_out ? "yes" : "no"), settings,
               one.why->figures});
  }
  return table;
}

Table table_of_expectations(const std::vector<Expectation>& expectations, Language language) {
  const TableWords words(language, "tables.expected");
  Table table = words.table("expected", {"says", "came_out", "comparison", "difference", "n"});
  for (const Expectation& one : expectations) {
    if (one.found) continue;
    table.add({one.says, came_out_in(language, one.came_out), one.comparison,
               Estimated{one.difference, one.display.digits},
               static_cast<std::int64_t>(one.difference.n)});
  }
  return table;
}

}  // namespace samen::analysis
