#include "scenario/ensemble.hpp"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "model/parameter_table.hpp"
#include "scenario/design_reader.hpp"
#include "scenario/nearest.hpp"
#include "scenario/pattern_reader.hpp"
#include "scenario/setting_key.hpp"

namespace samen {
namespace {

/// Complains if a parameter is not common to all configurations, or does not accept the value.
void require_value(const std::string& name, const toml::node& node, Complaints& complaints) {
  const ParameterRow* const row = parameter_named(name);
  if (!row || !is_common(name)) {
    std::vector<std::string> known;
    for (const ParameterRow& one : parameter_table())
      if (is_common(one.section)) known.push_back(one.key());
    complaints.add(node.source(), "'" + name + "' is no common parameter" +
                                      did_you_mean(name, known) +
                                      "; levers and [initial] belong to the scenarios");
    return;
  }
  toml::table one;
  one.insert(row->name, node);
  Complaints found;
  Section section(&one, std::string(row->section), found);
  if (row->is_choice())
    section.one_of(row->name, row->choices, 0);
  else if (row->whole)
    section.whole(row->name, 0, row->range, row->unit);
  else
    section.number(row->name, 0.0, row->range, row->unit);
  for (const Complaint& complaint : found.all()) complaints.add(node.source(), complaint.text);
}

void require_same_keys(const EnsembleSet& first, const EnsembleSet& other, Section& section) {
  for (const auto& [key, value] : first.values)
    if (!other.values.contains(key.str()))
      section.complain("name", "set '" + other.name + "' lacks '" + std::string(key.str()) +
                                   "': every set states the same parameters");
  for (const auto& [key, value] : other.values)
    if (!first.values.contains(key.str()))
      section.complain("name", "'" + std::string(key.str()) + "' of set '" + other.name +
                                   "' is not in the first: every set states the same parameters");
}

EnsembleSet read_set(Section& section, Complaints& complaints) {
  EnsembleSet one;
  one.name = section.required_text("name");
  one.holds = section.number("holds", 0.0, {0, 1000}, "patterns");
  const toml::node* const values = section.node("values");
  if (!values || !values->is_table() || values->as_table()->empty()) {
    section.complain("values", "'set.values' must state common parameters, for instance { " +
                                   std::string("\"trust.gain\" = 0.08 }"));
  } else {
    for (const auto& [key, node] : keys_of(*values->as_table())) {
      require_value(key, *node, complaints);
      one.values.insert_or_assign(key, *node);
    }
  }
  section.finish();
  return one;
}

/// The design points of the scenario itself: their values and their labels.
struct OwnPoints {
  std::vector<toml::table> values;  ///< the values by key, for each point
  toml::array labels;
};

/// The points of the scenario's own list or grid; without one, a single point without values.
OwnPoints own_points(const toml::table& file, Complaints& complaints) {
  OwnPoints own;
  const toml::table* const section = file["design"].as_table();
  if (!section) {
    own.values.emplace_back();
    return own;
  }
  Section root(&file, "", complaints);
  const Design design = read_design(root, complaints);
  if (!complaints.all().empty()) return own;
  const bool grid = design.plan.kind == DesignKind::grid;
  if (!grid && design.plan.kind != DesignKind::list) {
    complaints.add(section->source(),
                   "an ensemble runs under every point of a list or a grid; the points of " +
                       std::string(design_kind_names[static_cast<std::size_t>(design.plan.kind)]) +
                       " are a sample, of which each stands for nothing by itself");
    return own;
  }
  for (int point = 0; point < design.points(); ++point) {
    toml::table values;
    if (grid) {
      const toml::table& factors = *(*section)["factors"].as_table();
      std::size_t n = 0;
      for (const auto& [key, levels] : keys_of(factors)) {
        const double level = factor_value(design.factors[n].range, design.place(point, n));
        values.insert_or_assign(key, *levels->as_array()->get(static_cast<std::size_t>(level)));
        ++n;
      }
    } else {
      const toml::array& points = *(*section)["point"].as_array();
      for (const auto& [key, node] :
           keys_of(*points.get(static_cast<std::size_t>(point))->as_table()))
        if (key != "name") values.insert_or_assign(key, *node);
    }
    own.values.push_back(std::move(values));
    own.labels.push_back(design.label(point));
  }
  return own;
}

}  // namespace

Ensemble read_ensemble(const toml::table& file, Complaints& complaints) {
  Ensemble ensemble;
  Section root(&file, "", complaints);
  Section head = root.section("ensemble");
  ensemble.title = head.required_text("title");
  ensemble.reason = head.text("reason");
  ensemble.central = head.required_text("central");
  std::vector<std::string> names;
  for (Section& section : root.sections("set")) {
    ensemble.sets.push_back(read_set(section, complaints));
    const EnsembleSet& read = ensemble.sets.back();
    if (!read.name.empty() && std::find(names.begin(), names.end(), read.name) != names.end())
      section.complain("name", "two sets are named '" + read.name + "'");
    names.push_back(read.name);
    require_same_keys(ensemble.sets.front(), read, section);
  }
  if (ensemble.sets.empty())
    complaints.add("an ensemble needs [[set]] entries, each with its values");
  else if (!ensemble.central.empty() &&
           std::find(names.begin(), names.end(), ensemble.central) == names.end())
    head.complain("central", "no set is named '" + ensemble.central + "'" +
                                 did_you_mean(ensemble.central, names));
  head.finish();
  root.finish();
  return ensemble;
}

void lay_ensemble(toml::table& file, const Ensemble& ensemble,
                  const std::vector<std::string>& settings, Complaints& complaints) {
  if (file.contains("pattern")) {
    complaints.add(
        "patterns are judged under one set: samen calibrate has made the ensemble from them");
    return;
  }
  const OwnPoints own = own_points(file, complaints);
  if (own.values.empty()) return;
  std::set<std::string> above;
  for (const std::string& setting : settings)
    if (const auto parts = setting_from(setting)) above.insert(parts->key.written());
  for (const auto& [key, value] : own.values.front()) above.insert(std::string(key.str()));
  for (const auto& [name, value] : ensemble.sets.front().values) {
    const auto key = key_from(std::string(name.str()));
    if (!key || !overridden(file, *key).everywhere()) continue;
    above.insert(key->written());
    complaints.note({}, "of the ensemble " + about_overridden(file, *key));
  }
  toml::array points, names;
  for (const EnsembleSet& set : ensemble.sets) {
    names.push_back(set.name);
    for (std::size_t n = 0; n < own.values.size(); ++n) {
      toml::table point = own.values[n];
      for (const auto& [key, value] : set.values)
        if (!above.contains(std::string(key.str()))) point.insert_or_assign(key, value);
      if (point.empty()) {
        complaints.add("nothing is left of the ensemble: everything in it is stated for all runs");
        return;
      }
      const std::string label =
          own.labels.empty() ? "" : ": " + *own.labels.get(n)->value<std::string>();
      point.insert_or_assign("name", set.name + label);
      points.push_back(std::move(point));
    }
  }
  toml::table sets{
      {"title", ensemble.title}, {"central", ensemble.central}, {"sets", std::move(names)}};
  if (!own.labels.empty()) sets.insert("points", own.labels);
  toml::table design{{"kind", "list"}, {"point", std::move(points)}};
  design.insert("ensemble", std::move(sets));
  file.insert_or_assign("design", std::move(design));
}

std::string json_of(const SetsOfEnsemble& sets) {
  return nlohmann::ordered_json{{"title", sets.title},
                                {"central", sets.central},
                                {"sets", sets.sets},
                                {"points", sets.points}}
      .dump();
}

}  // namespace samen
