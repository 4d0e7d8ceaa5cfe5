#include "scenario/design_reader.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <tuple>

#include "model/parameter_table.hpp"
#include "scenario/nearest.hpp"
#include "scenario/setting_key.hpp"
#include "scenario/toml_text.hpp"

namespace samen {

std::vector<std::pair<std::string, const toml::node*>> keys_of(const toml::table& table) {
  std::vector<std::pair<std::string, const toml::node*>> keys;
  const auto is_range = [](const toml::node& node) {
    return node.is_table() && node.as_table()->contains("low");
  };
  for (const auto& [name, value] : table) {
    const std::string section(name.str());
    if (section.find('.') != std::string::npos || !value.is_table() || is_range(value)) {
      const auto key = key_from(section);
      keys.emplace_back(key ? key->written() : section, &value);
      continue;
    }
    for (const auto& [key, entry] : *value.as_table()) {
      const std::string inner(key.str());
      if (has_entries(section) && entry.is_table() && !is_range(entry))
        for (const auto& [own, node] : *entry.as_table())
          keys.emplace_back(SettingKey{section, inner, std::string(own.str())}.written(), &node);
      else
        keys.emplace_back(section + "." + inner, &entry);
    }
  }
  std::sort(keys.begin(), keys.end(), [](const auto& a, const auto& b) {
    const auto place = [](const auto& key) {
      const toml::source_position at = key.second->source().begin;
      return std::tuple(at.line, at.column, key.first);
    };
    return place(a) < place(b);
  });
  return keys;
}

namespace {

/// Prints the entries in the order of the file; toml::table would print them in alphabetical order.
std::string in_order(const toml::table& table) {
  std::ostringstream text;
  for (const auto& [name, node] : keys_of(table)) {
    toml::table line;
    line.insert(name, *node);
    if (toml::table* const range = line[name].as_table()) range->is_inline(true);
    text << line << '\n';
  }
  return text.str();
}

/// The parameter that a key sets; also for a key of one table or of a change.
std::string parameter_of(const std::string& name) {
  const auto key = key_from(name);
  const bool has_levers = key && (key->section == "table" || key->section == "change");
  return has_levers && key->of_entry() ? "levers." + key->key : name;
}

/// The keys of an entry that a design may vary: its numbers, but not its members or organisations.
/// The keys of tables and changes are levers.
std::vector<std::string> variable_keys(std::string_view section) {
  std::vector<std::string> keys;
  const bool on_the_way = section == "change";
  if (on_the_way) keys = {"month", "when", "until", "on"};
  if (on_the_way || section == "table")
    for (const LeverRow& row : lever_table())
      if (!on_the_way || row.settled.empty()) keys.emplace_back(row.name);
  if (!keys.empty()) return keys;
  if (section == "step")
    keys = {"kind", "month", "days", "method", "price", "prepares"};
  else if (section == "goal")
    keys = {"work", "burden", "growth", "relief", "revenue", "complexity", "mix", "willing"};
  else
    keys = {"income",      "growth",       "white_space",  "eco",     "learning",
            "change_cost", "reciprocity",  "motivation",   "mandate", "aspirations",
            "cheque",      "capabilities", "burden_shares"};
  return keys;
}

/// Adds unit and meaning if the key is a parameter.
void describe(DesignFactor& factor) {
  const ParameterRow* const row = parameter_named(parameter_of(factor.name));
  if (!row) return;
  factor.meaning = row->meaning;
  if (!row->is_choice()) factor.unit = row->unit;
}

class DesignReader {
 public:
  DesignReader(Section section, Complaints& complaints)
      : section_(std::move(section)), complaints_(complaints) {}

  Design read() {
    if (!read_kind()) return design_;
    read_plan();
    if (design_.plan.kind == DesignKind::list) {
      read_points();
      if (section_.has("ensemble")) read_sets(section_.section("ensemble"));
    } else {
      read_factors();
    }
    section_.finish();
    if (!complaints_.all().empty()) return design_;
    design_.plan.factors = design_.factors.size();
    if (const std::string problem = problem_of(design_.plan); !problem.empty())
      section_.complain("kind", problem);
    else
      design_.sample = sample_of(design_.plan);
    return design_;
  }

 private:
  /// Whether the design states its kind. Without the kind, the admissible keys of the section are
  /// unknown.
  bool read_kind() {
    const std::size_t before = complaints_.all().size();
    section_.required_text("kind");
    design_.plan.kind = static_cast<DesignKind>(section_.one_of("kind", design_kind_names, 0));
    return complaints_.all().size() == before;
  }

  void read_plan() {
    SamplingPlan& plan = design_.plan;
    plan.seed = static_cast<std::uint64_t>(section_.large("seed", 1, {0, 0x1p63}));
    const bool sized = plan.kind != DesignKind::list && plan.kind != DesignKind::grid;
    if (!sized) return;
    if (!section_.has("size"))
      section_.complain("size",
                        "missing key 'design.size': points of lhs and sobol, base rows of "
                        "saltelli, trajectories of morris");
    plan.size = static_cast<std::size_t>(
        section_.whole("size", 1, {1, static_cast<double>(most_points)}, ""));
    if (plan.kind == DesignKind::saltelli)
      plan.second_order = section_.truth("second_order", false);
    if (plan.kind == DesignKind::morris)
      plan.trajectory_levels =
          static_cast<std::size_t>(section_.whole("levels", 4, {2, 1000}, "levels"));
  }

  /// Whether a key can be varied; complains if it cannot.
  bool can_vary(const std::string& name, const toml::node& at, std::string_view expected) {
    const auto key = key_from(name);
    const std::string section = key ? key->section : "";
    if (key && key->of_entry()) return can_vary_entry(*key, at);
    if (!key && has_entries(name.substr(0, name.find('.'))))
      complain(at, no_single_values(name.substr(0, name.find('.'))));
    else if (!key)
      complain(
          at, "'" + name + "': expected " + std::string(expected) + ", for instance levers.puller");
    else if (section == "run" || section == "design" ||
             (section == "scenario" && name != "scenario.capabilities"))
      complain(at, "'" + name + "': a design varies what happens in a run, not which runs there " +
                       "are or what is said of them");
    else
      return true;
    return false;
  }

  bool can_vary_entry(const SettingKey& key, const toml::node& at) {
    const std::vector<std::string> keys = variable_keys(key.section);
    if (std::find(keys.begin(), keys.end(), key.key) != keys.end()) return true;
    complain(at, "'" + key.written() + "': a design varies numbers of " + key.section +
                     " entries, not '" + key.key + "'" + did_you_mean(key.key, keys));
    return false;
  }

  DesignFactor& add_factor(const std::string& name) {
    DesignFactor& factor = design_.factors.emplace_back();
    factor.name = name;
    describe(factor);
    return factor;
  }

  void complain(const toml::node& at, const std::string& text) {
    complaints_.add(at.source(), text);
  }

  void read_factors() {
    const toml::node* const factors = section_.node("factors");
    if (!factors || !factors->is_table() || factors->as_table()->empty()) {
      section_.complain("factors",
                        "'design.factors' must name what is varied, for instance "
                        "levers.puller = [0, 1]");
      return;
    }
    std::set<std::string> stated;
    for (const auto& [name, node] : keys_of(*factors->as_table())) {
      if (!can_vary(name, *node, "section.key")) continue;
      if (stated.insert(name).second)
        read_factor(add_factor(name), *node);
      else
        complain(*node, "'" + name + "' is stated twice");
    }
  }

  void read_factor(DesignFactor& factor, const toml::node& node) {
    const auto* const list = node.as_array();
    if (const auto* const range = node.as_table()) {
      read_range(factor, *range);
    } else if (!list || list->empty()) {
      complain(node, "'" + factor.name + "' must be a list of values, [low, high] or { low = …, " +
                         "high = …, scale = … }, got " + written(node));
    } else if (design_.plan.kind != DesignKind::grid && list->size() == 2 &&
               list->get(0)->is_number() && list->get(1)->is_number()) {
      limit(factor, natural_scale(factor.name), *list->get(0), *list->get(1));
    } else {
      for (const toml::node& value : *list) add_choice(factor, value);
      refuse_twice(factor, node);
    }
    if (design_.plan.kind == DesignKind::grid)
      design_.plan.levels.push_back(std::max<std::size_t>(1, factor.choices.size()));
  }

  void refuse_twice(const DesignFactor& factor, const toml::node& levels) {
    std::set<std::string> words;
    std::set<double> numbers;
    for (std::size_t n = 0; n < factor.choices.size(); ++n)
      if (factor.numbers.empty() ? !words.insert(factor.choices[n]).second
                                 : !numbers.insert(factor.numbers[n]).second)
        complain(levels, "'" + factor.name + "' has the level " + factor.choices[n] + " twice");
  }

  /// Integer if the scenario accepts only whole numbers for this key: some parameters, and some
  /// other keys.
  static Scale natural_scale(const std::string& name) {
    const ParameterRow* const row = parameter_named(parameter_of(name));
    const bool whole =
        row ? row->whole : name == "calendar.boards" || name == "scenario.capabilities";
    return whole ? Scale::integer : Scale::linear;
  }

  void read_range(DesignFactor& factor, const toml::table& range) {
    Section section(&range, factor.name, complaints_);
    const toml::node* const low = section.node("low");
    const toml::node* const high = section.node("high");
    const auto scale =
        static_cast<Scale>(section.one_of("scale", std::span(scale_names).first(3),
                                          static_cast<std::size_t>(natural_scale(factor.name))));
    section.finish();
    if (design_.plan.kind == DesignKind::grid)
      complain(range, "'" + factor.name + "' of a grid must be a list of its levels");
    else if (!low || !high || !low->is_number() || !high->is_number())
      complain(range, "'" + factor.name + "' needs two numbers, low and high");
    else
      limit(factor, scale, *low, *high);
  }

  void limit(DesignFactor& factor, Scale scale, const toml::node& low, const toml::node& high) {
    for (const toml::node* const end : {&low, &high})
      if (!exact_number(*end)) return complain(*end, beyond_exact(factor.name, *end));
    factor.range = {scale, *exact_number(low), *exact_number(high), 1};
    if (const std::string problem = problem_of(factor.range); !problem.empty())
      complain(low, "'" + factor.name + "': " + problem);
  }

  void add_choice(DesignFactor& factor, const toml::node& value) {
    factor.choices.push_back(value.is_string() ? *value.value<std::string>() : written(value));
    if (value.is_number()) {
      if (const auto number = exact_number(value))
        factor.numbers.push_back(*number);
      else
        complain(value, beyond_exact(factor.name, value));
    }
    // If some values are words, all values are treated as words.
    if (factor.numbers.size() != factor.choices.size()) factor.numbers.clear();
    factor.range = {Scale::choice, 0.0, 1.0, factor.choices.size()};
    if (!factor.numbers.empty()) {
      const auto [low, high] = std::minmax_element(factor.numbers.begin(), factor.numbers.end());
      factor.range.low = *low;
      factor.range.high = *high;
    } else {
      factor.range.high = static_cast<double>(factor.choices.size()) - 1.0;
    }
  }

  /// [[design.point]]: every point states the same keys.
  void read_points() {
    const toml::node* const node = section_.node("point");
    const auto* const points = node ? node->as_array() : nullptr;
    if (!points || points->empty()) {
      section_.complain("point", "a list needs [[design.point]] sections, each with its values");
      return;
    }
    design_.plan.size = points->size();
    std::map<std::string, std::size_t> places;
    for (const toml::node& point : *points) {
      if (!point.is_table()) {
        complain(point, "'design.point' must be [[design.point]] sections");
        return;
      }
      read_point(*point.as_table(), &point == points->get(0), places);
    }
    if (places.empty())
      section_.complain("point",
                        "the points of a list state what is varied, for instance "
                        "levers.puller = 0");
    if (!design_.labels.empty() && design_.labels.size() != points->size())
      section_.complain("point", "either all points have a 'name' or none");
  }

  /// Reads the sets and points that `samen run --ensemble` wrote.
  void read_sets(Section section) {
    SetsOfEnsemble& sets = design_.ensemble;
    sets.title = section.text("title");
    sets.central = section.required_text("central");
    sets.sets = section.texts("sets");
    sets.points = section.texts("points");
    section.finish();
    if (std::find(sets.sets.begin(), sets.sets.end(), sets.central) == sets.sets.end())
      section.complain("central", "no set is named '" + sets.central + "'");
    if (sets.sets.size() * std::max<std::size_t>(1, sets.points.size()) != design_.plan.size)
      section.complain("sets", "the list must have every point under every set");
  }

  void read_point(const toml::table& point, bool first,
                  std::map<std::string, std::size_t>& places) {
    std::set<std::string> stated;
    for (const auto& [name, value] : keys_of(point)) {
      if (name == "name") {
        design_.labels.push_back(value->value<std::string>().value_or(written(*value)));
        continue;
      }
      if (!can_vary(name, *value, "name or section.key")) continue;
      if (!stated.insert(name).second) {
        complain(*value, "'" + name + "' is stated twice");
        continue;
      }
      if (first) {
        places[name] = design_.factors.size();
        add_factor(name);
      } else if (!places.count(name)) {
        std::vector<std::string> known;
        for (const auto& [key, place] : places) known.push_back(key);
        complain(*value, "'" + name +
                             "' is not in the first point: every point states the same "
                             "keys" +
                             did_you_mean(name, known));
        continue;
      }
      add_choice(design_.factors[places[name]], *value);
    }
    for (const auto& [name, place] : places)
      if (!stated.count(name))
        complain(point, "this point lacks '" + name + "': every point states the same keys");
  }

  Section section_;
  Complaints& complaints_;
  Design design_;
};

}  // namespace

Design read_design(Section root, Complaints& complaints) {
  if (!root.has("design")) return {};
  return DesignReader(root.section("design"), complaints).read();
}

std::vector<KeySetting> settings_at(const Design& design, int point) {
  std::vector<KeySetting> settings;
  for (std::size_t n = 0; n < design.factors.size(); ++n)
    settings.push_back(design.factors[n].name + "=" + design.text(point, n));
  return settings;
}

toml::source_region place_of(const toml::table& section, const Design& design, int point,
                             std::size_t factor) {
  const DesignFactor& varied = design.factors[factor];
  const bool list = design.plan.kind == DesignKind::list;
  const toml::node* const rows = section.get(list ? "point" : "factors");
  const toml::table& keys =
      *(list ? rows->as_array()->get(static_cast<std::size_t>(point)) : rows)->as_table();
  for (const auto& [name, node] : keys_of(keys)) {
    if (name != varied.name) continue;
    if (list || varied.range.scale != Scale::choice) return node->source();
    const double level = factor_value(varied.range, design.place(point, factor));
    return node->as_array()->get(static_cast<std::size_t>(level))->source();
  }
  return rows->source();
}

std::string design_text(const toml::table& section) {
  toml::table plan = section;
  plan.erase("factors");
  plan.erase("point");
  if (toml::table* const sets = plan["ensemble"].as_table()) sets->is_inline(true);
  std::ostringstream text;
  text << "[design]\n" << plan << '\n';
  if (const toml::table* const factors = section["factors"].as_table())
    text << "\n[design.factors]\n" << in_order(*factors);
  if (const toml::array* const points = section["point"].as_array())
    for (const toml::node& point : *points)
      text << "\n[[design.point]]\n" << in_order(*point.as_table());
  return text.str();
}

std::vector<int> points_to_check(const Design& design) {
  constexpr int small = 1000;  // points; reading a point takes a fraction of a millisecond
  std::set<int> to_check;
  if (design.points() <= small)
    for (int point = 0; point < design.points(); ++point) to_check.insert(point);
  for (std::size_t n = 0; n < design.factors.size(); ++n) {
    int lowest = 0, highest = 0;
    std::set<double> levels;
    for (int point = 0; point < design.points(); ++point) {
      if (design.place(point, n) < design.place(lowest, n)) lowest = point;
      if (design.place(point, n) > design.place(highest, n)) highest = point;
      if (design.factors[n].range.scale == Scale::choice &&
          levels.insert(design.value(point, n)).second)
        to_check.insert(point);
    }
    to_check.insert(lowest);
    to_check.insert(highest);
  }
  return {to_check.begin(), to_check.end()};
}

}  // namespace samen
