#include "io/doubt_design.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

#include <nlohmann/json.hpp>

#include "io/scenario_reader.hpp"
#include "io/toml_file.hpp"
#include "model/parameter_table.hpp"
#include "scenario/design_points.hpp"
#include "scenario/pattern_reader.hpp"
#include "scenario/setting_key.hpp"

namespace samen {
namespace {

bool is_assumed(const ParameterRow& row) {
  const auto says = [&](std::string_view word) {
    return row.source.find(word) != std::string_view::npos;
  };
  return row.section != "levers" && (row.plausible || says("assumption") || says("fitted to"));
}

/// The range within `spread`, a share of the value, to either side of it.
Range range_around(double value, double spread) {
  const double reach = spread * std::fabs(value);
  return {value - reach, value + reach};
}

/// Sets the ends of the range within the admissible one, and the role if there is no range.
void lay_out(Assumption& assumption, const Range& admissible, const Range& range) {
  assumption.low = std::max(admissible.low, range.low);
  assumption.high = std::min(admissible.high, range.high);
  if (assumption.whole) {
    assumption.low = std::ceil(assumption.low);
    assumption.high = std::floor(assumption.high);
  }
  if (assumption.usual == 0.0)
    assumption.role = AssumptionRole::zero;
  else if (!(assumption.low < assumption.high))
    assumption.role = AssumptionRole::too_coarse;
}

/// Sets outside money to 0 in a section and all its subsections, where it is stated.
void take_away_outside_money(toml::node& node) {
  if (toml::array* const list = node.as_array())
    for (toml::node& entry : *list) take_away_outside_money(entry);
  toml::table* const table = node.as_table();
  if (!table) return;
  for (auto&& [key, value] : *table) {
    if (std::find(outside_money.begin(), outside_money.end(), key.str()) != outside_money.end() &&
        value.is_number())
      table->insert_or_assign(key, 0.0);
    else
      take_away_outside_money(value);
  }
}

std::string written(const Assumption& assumption, double value) {
  return assumption.whole ? std::to_string(static_cast<long long>(value)) : shortest_text(value);
}

constexpr const char* name_in_complaints = "samen doubt";

}  // namespace

std::vector<Assumption> assumptions_of(const Scenario& scenario, double spread) {
  Complaints complaints;
  const toml::table file = parsed(scenario.resolved, name_in_complaints, complaints);
  refuse(complaints, name_in_complaints);
  std::vector<Assumption> all;
  for (const ParameterRow& row : parameter_table()) {
    if (row.is_choice() || !is_assumed(row)) continue;
    Assumption assumption{.name = row.key(),
                          .source = std::string(row.source),
                          .usual = row.value(scenario.setting.parameters),
                          .whole = row.whole};
    Range range = range_around(assumption.usual, spread);
    if (row.plausible && row.plausible->contains(assumption.usual))
      range = {std::min(range.low, row.plausible->low), std::max(range.high, row.plausible->high)};
    lay_out(assumption, row.range, range);
    const SettingKey key{std::string(row.section), "", std::string(row.name)};
    if (overridden(file, key).everywhere()) assumption.role = AssumptionRole::never_acts;
    all.push_back(std::move(assumption));
  }
  return all;
}

std::vector<Assumption> common_parameters(const Parameters& usual, double spread) {
  std::vector<Assumption> all;
  for (const ParameterRow& row : parameter_table()) {
    if (row.is_choice() || !is_common(row.section)) continue;
    Assumption parameter{.name = row.key(),
                         .source = std::string(row.source),
                         .usual = row.value(usual),
                         .whole = row.whole};
    lay_out(parameter, row.range, range_around(parameter.usual, spread));
    const bool at_an_end = parameter.usual == row.range.low || parameter.usual == row.range.high;
    if (parameter.role == AssumptionRole::varied && (row.whole || at_an_end))
      parameter.role = AssumptionRole::too_coarse;
    all.push_back(std::move(parameter));
  }
  return all;
}

std::vector<const ParameterRow*> fitted_parameters() {
  std::vector<const ParameterRow*> all;
  for (const ParameterRow& row : parameter_table()) {
    const bool fitted = row.source.find("fitted to") != std::string_view::npos ||
                        row.source.find("rule added for") != std::string_view::npos;
    if (fitted && is_common(row.section) && !row.is_choice()) all.push_back(&row);
  }
  return all;
}

std::string setting_of(const ParameterRow& row, double value) {
  return row.key() + "=" + (row.whole ? std::to_string(std::lround(value)) : shortest_text(value));
}

Scenario plain(const Scenario& scenario, FundingCase funding, int replicates) {
  Complaints complaints;
  toml::table file = parsed(scenario.resolved, name_in_complaints, complaints);
  refuse(complaints, name_in_complaints);
  if (file.contains("design")) leave_out_design(file);
  if (toml::table* const run = file["run"].as_table()) {
    run->erase("until");
    run->insert_or_assign("record", toml::array{"outcomes"});
    run->insert_or_assign("replicates", replicates);
  }
  if (funding == FundingCase::own_money)
    for (const char* const section : {"levers", "table", "change", "giving"})
      if (toml::node* const stated = file.get(section)) take_away_outside_money(*stated);
  std::ostringstream text;
  text << file << '\n';
  return scenario_from(text.str(), name_in_complaints);
}

Scenario in_doubt(const Scenario& plain, const std::vector<Assumption>& assumptions, int points,
                  std::uint64_t seed) {
  std::ostringstream text;
  text << plain.resolved << "\n[design]\nkind = \"lhs\"\nsize = " << points << "\nseed = " << seed
       << "\n\n[design.factors]\n";
  for (const Assumption& assumption : assumptions)
    if (assumption.role == AssumptionRole::varied)
      text << '"' << assumption.name << "\" = { low = " << written(assumption, assumption.low)
           << ", high = " << written(assumption, assumption.high) << " }\n";
  return scenario_from(text.str(), name_in_complaints);
}

Scenario under_ensemble(const Scenario& plain, const std::string& ensemble) {
  return scenario_from(plain.resolved, name_in_complaints, {.ensemble = ensemble});
}

Scenario moved(const Scenario& plain, const std::vector<std::vector<Assumption>>& groups,
               RangeEnd end) {
  std::vector<std::vector<std::string>> settings(1);
  for (const std::vector<Assumption>& group : groups) {
    auto& point = settings.emplace_back();
    for (const Assumption& each : group)
      point.push_back(each.name + "=" + written(each, end == RangeEnd::low ? each.low : each.high));
  }
  Scenario moved = plain;
  moved.design.plan = {.kind = DesignKind::list, .factors = 1, .size = settings.size()};
  moved.design.factors = {{.name = "assumptions", .unit = "", .meaning = "", .range = {}}};
  moved.design.sample = sample_of(moved.design.plan);
  moved.design.setting = [text = plain.resolved, settings](int point) -> PointSetting {
    Reading read =
        reading_of(text, name_in_complaints,
                   {.settings = settings[static_cast<std::size_t>(point)]}, files_beside());
    return {std::move(read.scenario.setting), std::move(read.complaints)};
  };
  return moved;
}

std::string json_of(const DoubtNote& note, const std::vector<Assumption>& assumptions) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const Assumption& assumption : assumptions)
    rows.push_back(
        {{"name", assumption.name},
         {"source", assumption.source},
         {"usual", assumption.usual},
         {"low", assumption.low},
         {"high", assumption.high},
         {"fate", std::string(assumption_role_names[static_cast<std::size_t>(assumption.role)])}});
  return nlohmann::ordered_json{
      {"part", std::string(note.part)},
      {"funding", std::string(funding_case_names[static_cast<std::size_t>(note.funding)])},
      {"spread", note.spread},
      {"size_chosen", note.size_chosen},
      {"assumptions", std::move(rows)}}
      .dump(2);
}

}  // namespace samen
