#include "scenario/pattern_reader.hpp"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "model/observables.hpp"
#include "model/parameter_table.hpp"
#include "scenario/former_names.hpp"
#include "scenario/nearest.hpp"

namespace samen {
namespace {

constexpr Range any_band{-1e300, 1e300};

std::string in_one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

class PatternReader {
 public:
  PatternReader(const Scenario& scenario, int months) : scenario_(scenario), months_(months) {
    for (const Outcome& outcome : outcomes) outcomes_.emplace_back(outcome.name);
    for (const Observable& observable : observables) series_.emplace_back(observable.name);
    measures_ = outcomes_;
    measures_.insert(measures_.end(), series_.begin(), series_.end());
  }

  Pattern read(Section& section) {
    Pattern pattern;
    pattern.id = section.required_text("id");
    pattern.title = section.required_text("title");
    pattern.source = section.required_text("source");
    pattern.mapping = in_one_line(section.text("mapping"));
    pattern.lacking = in_one_line(section.text("lacking"));
    for (Section& criterion : section.sections("criterion"))
      pattern.criteria.push_back(read_criterion(criterion));
    if (pattern.criteria.empty() && pattern.lacking.empty())
      section.complain("criterion",
                       "the pattern '" + pattern.id +
                           "' needs at least one [[pattern.criterion]], or 'lacking': what the "
                           "model would need to show it");
    section.finish();
    return pattern;
  }

 private:
  Criterion read_criterion(Section& section) {
    Criterion criterion;
    criterion.name = section.required_text("name");
    criterion.lacking = in_one_line(section.text("lacking"));
    if (!criterion.lacking.empty()) {
      section.finish();
      return criterion;
    }
    criterion.statistic = static_cast<Statistic>(section.one_of("statistic", statistic_names, 0));
    criterion.measure = known(section, "measure", measures_);
    criterion.per = known(section, "per", series_);
    const bool with_points = criterion.statistic == Statistic::effect_size_gap;
    for (const std::string& name : section.texts("with"))
      criterion.with.push_back(with_points ? require_point(section, "with", name)
                                           : require(section, "with", name, measures_));
    criterion.term = static_cast<Term>(section.one_of("term", term_names, 0));
    criterion.entries = static_cast<Entries>(section.one_of("entries", entries_names, 0));
    criterion.since = static_cast<Since>(section.one_of("since", since_names, 0));
    criterion.months = window(section, "months");
    criterion.against_months = window(section, "against_months");
    criterion.point = point(section, "point");
    criterion.against = point(section, "against");
    read_band(section, criterion);
    criterion.staying = flag(section, "staying", false);
    criterion.counts = flag(section, "counts", true);
    require_what_it_needs(section, criterion);
    section.finish();
    return criterion;
  }

  static bool flag(Section& section, std::string_view key, bool fallback) {
    const toml::node* const node = section.node(key);
    if (node && !node->is_boolean())
      section.complain(key, "'" + section.full_name(key) + "' must be true or false");
    return node ? node->value<bool>().value_or(fallback) : fallback;
  }

  static std::string require(Section& section, std::string_view key, const std::string& given,
                             const std::vector<std::string>& names) {
    if (std::find(names.begin(), names.end(), given) == names.end())
      section.complain(key, "'" + section.full_name(key) + "': nothing measured is named '" +
                                given + "'" + did_you_mean(given, names) +
                                "; samen describe observables lists all");
    return given;
  }

  static std::string known(Section& section, std::string_view key,
                           const std::vector<std::string>& names) {
    const auto given = section.stated_text(key);
    return given ? require(section, key, named_today(section, key, *given, former_outcomes), names)
                 : "";
  }

  std::optional<Window> window(Section& section, std::string_view key) const {
    if (!section.has(key)) return {};
    const auto given = section.numbers(key, {1, 1200}, "months");
    const bool whole = std::all_of(given.begin(), given.end(),
                                   [](double month) { return month == std::floor(month); });
    if (given.size() != 2 || !whole || given[0] > given[1] ||
        given[1] > static_cast<double>(months_)) {
      section.complain(key, "'" + section.full_name(key) +
                                "' must hold the first and the last month, counted from 1, of a "
                                "calendar of " +
                                std::to_string(months_));
      return {};
    }
    return Window{static_cast<int>(given[0]), static_cast<int>(given[1])};
  }

  std::string point(Section& section, std::string_view key) const {
    const auto given = section.stated_text(key);
    return given ? require_point(section, key, *given) : "";
  }

  std::string require_point(Section& section, std::string_view key,
                            const std::string& given) const {
    std::vector<std::string> names;
    for (int n = 0; n < scenario_.design.points(); ++n)
      names.push_back(scenario_.design.factors.empty() ? "" : scenario_.design.label(n));
    if (std::find(names.begin(), names.end(), given) == names.end())
      section.complain(key, "no design point is named '" + given + "'" +
                                did_you_mean(given, names) + "; expected " + listed(names));
    return given;
  }

  static void read_band(Section& section, Criterion& criterion) {
    const auto sign = section.stated_text("sign");
    if (section.has("band") == sign.has_value())
      section.complain("name",
                       "a criterion needs either 'band', as [0.35, 0.6], or 'sign', \"+\" "
                       "or \"-\"");
    if (sign) {
      criterion.sign = true;
      if (*sign == "+")
        criterion.low = 0.0;
      else if (*sign == "-")
        criterion.high = 0.0;
      else
        section.complain("sign", "'" + section.full_name("sign") + "' must be \"+\" or \"-\"");
    }
    if (!section.has("band")) return;
    const auto band = section.numbers("band", any_band, "");
    if (band.size() == 2 && band[0] < band[1]) {
      criterion.low = band[0];
      criterion.high = band[1];
    } else {
      section.complain("band", "'" + section.full_name("band") +
                                   "' must hold the lowest and the highest value accepted");
    }
  }

  static void require_what_it_needs(Section& section, const Criterion& criterion) {
    const auto need = [&](bool there, const char* key) {
      if (!there)
        section.complain(
            key, "a criterion of the statistic '" +
                     std::string(statistic_names[static_cast<std::size_t>(criterion.statistic)]) +
                     "' needs '" + key + "'");
    };
    const bool of_tables =
        criterion.statistic == Statistic::hazard || criterion.statistic == Statistic::ending_share;
    need(of_tables || !criterion.measure.empty(), "measure");
    switch (criterion.statistic) {
      case Statistic::difference:
      case Statistic::ratio:
        need(!criterion.against.empty() || criterion.against_months.has_value(), "against");
        break;
      case Statistic::effect_size:
        need(!criterion.against.empty(), "against");
        break;
      case Statistic::effect_size_gap:
        need(!criterion.against.empty(), "against");
        need(criterion.with.size() == 2, "with");
        break;
      case Statistic::correlation:
        need(criterion.with.size() == 1, "with");
        break;
      case Statistic::effect:
        need(criterion.with.size() == 2, "with");
        break;
      case Statistic::hazard:
      case Statistic::ending_share:
        need(criterion.months.has_value(), "months");
        break;
      case Statistic::mean:
      case Statistic::interior_optimum:
        break;
    }
  }

  const Scenario& scenario_;
  int months_;
  std::vector<std::string> outcomes_, series_, measures_;
};

}  // namespace

std::vector<Pattern> read_patterns(Section& root, const Scenario& scenario, int months) {
  std::vector<Pattern> patterns;
  PatternReader reader(scenario, months);
  for (Section& section : root.sections("pattern")) patterns.push_back(reader.read(section));
  return patterns;
}

bool is_common(std::string_view key) {
  const std::string_view section = key.substr(0, key.find('.'));
  return section != "levers" && section != "initial" &&
         std::ranges::any_of(sections(),
                             [&](const SectionRow& row) { return row.name == section; });
}

void refuse_common_parameters(const toml::table& file, Complaints& complaints) {
  const auto refuse = [&](const toml::node& at, const std::string& key, const char* how) {
    complaints.add(at.source(), "'" + key + "' is a common parameter: a configuration with " +
                                    "[[pattern]] may " + how +
                                    " entities, levers and the world before the first month "
                                    "([initial]) only; samen validate --set " +
                                    key + "=… sets it for all patterns");
  };
  for (const auto& [section, node] : file)
    if (is_common(section.str()) && node.is_table())
      for (const auto& [key, value] : *node.as_table())
        refuse(value, std::string(section.str()) + "." + std::string(key.str()), "state");
  const auto varied = [&](const toml::table& keys) {
    for (const auto& [name, node] : keys) {
      const std::string key(name.str());
      if (!is_common(key)) continue;
      if (key.find('.') == std::string::npos && node.is_table())
        for (const auto& [inner, value] : *node.as_table())
          refuse(value, key + "." + std::string(inner.str()), "vary");
      else
        refuse(node, key, "vary");
    }
  };
  if (const toml::table* const factors = file["design"]["factors"].as_table()) varied(*factors);
  if (const toml::array* const points = file["design"]["point"].as_array())
    for (const toml::node& point : *points)
      if (point.is_table()) varied(*point.as_table());
}

std::string json_of(const std::vector<Pattern>& patterns) {
  using Json = nlohmann::ordered_json;
  const auto window = [](const std::optional<Window>& months) {
    return months ? Json{months->first, months->last} : Json();
  };
  const auto end = [](double value) { return std::isfinite(value) ? Json(value) : Json(); };
  Json all = Json::array();
  for (const Pattern& pattern : patterns) {
    Json criteria = Json::array();
    for (const Criterion& c : pattern.criteria)
      criteria.push_back({{"name", c.name},
                          {"lacking", c.lacking},
                          {"statistic", statistic_names[static_cast<std::size_t>(c.statistic)]},
                          {"measure", c.measure},
                          {"per", c.per},
                          {"with", c.with},
                          {"term", term_names[static_cast<std::size_t>(c.term)]},
                          {"entries", entries_names[static_cast<std::size_t>(c.entries)]},
                          {"staying", c.staying},
                          {"since", since_names[static_cast<std::size_t>(c.since)]},
                          {"months", window(c.months)},
                          {"against_months", window(c.against_months)},
                          {"point", c.point},
                          {"against", c.against},
                          {"low", end(c.low)},
                          {"high", end(c.high)},
                          {"sign", c.sign},
                          {"counts", c.counts}});
    all.push_back({{"id", pattern.id},
                   {"title", pattern.title},
                   {"source", pattern.source},
                   {"mapping", pattern.mapping},
                   {"lacking", pattern.lacking},
                   {"criteria", std::move(criteria)}});
  }
  return all.dump();
}

}  // namespace samen
