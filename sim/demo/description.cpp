#include "demo/description.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include <nlohmann/json.hpp>

#include "model/parameter_table.hpp"
#include "scenario/setting_key.hpp"
#include "scenario/toml_text.hpp"

namespace samen::demo {
namespace {

using Json = nlohmann::ordered_json;

struct GoalKey {
  std::string_view name, unit, meaning, source;
  Range range;
  double Goal::*value;
};
constexpr std::array goal_keys{
    GoalKey{"complexity",
            "share",
            "how many skills are needed at once: with 0 any will do, with 1 all are needed",
            "A09; assumption",
            {0, 1},
            &Goal::complexity},
    GoalKey{"work",
            "effective k€",
            "work that completes a goal",
            "assumption",
            {1e-6, 1e9},
            &Goal::work},
    GoalKey{"burden",
            "k€/month",
            "what the unsolved problem costs, per goal",
            "assumption",
            {0, 1e9},
            &Goal::burden}};

Json row_of(const ParameterRow& row) {
  return {{"name", row.key()},
          {"unit", row.is_choice() ? "" : row.unit},
          {"meaning", row.meaning},
          {"source", row.source},
          {"low", row.range.low},
          {"high", row.range.high},
          {"whole", row.whole},
          {"choices", std::vector<std::string>(row.choices.begin(), row.choices.end())},
          {"changes", row.section == "levers" && row.settled.empty()},
          {"usual", row.value(Parameters{})}};
}

Json row_of(const GoalKey& key) {
  return {{"name", "goals." + std::string(key.name)},
          {"unit", key.unit},
          {"meaning", key.meaning},
          {"source", key.source},
          {"low", key.range.low},
          {"high", key.range.high},
          {"whole", false},
          {"choices", Json::array()},
          {"usual", Goal{}.*key.value}};
}

Json names_of(const auto& things) {
  Json names = Json::array();
  for (const auto& thing : things) names.push_back(thing.name);
  return names;
}

bool any(const auto& all, auto&& holds) {
  return std::any_of(all.begin(), all.end(), holds);
}

/// The tables of a scenario. `pool` is the first table with the same members, among which temporary
/// teams regroup.
Json tables_of(const Layout& layout) {
  Json tables = Json::array();
  std::map<std::pair<int, std::vector<int>>, std::size_t> pools;
  for (const TableLayout& at : layout.tables) {
    std::vector<int> members;
    int founders = 0;
    for (int seat = at.first_seat; seat < at.first_seat + at.seats; ++seat) {
      members.push_back(layout.seats[seat].organisation);
      if (!layout.seats[seat].waits) ++founders;
    }
    const GoalSet& set = layout.sets[at.set];
    const std::size_t pool = pools.emplace(std::pair{at.set, members}, tables.size()).first->second;
    tables.push_back({{"name", at.name},
                      {"seat", at.first_seat},
                      {"seats", at.seats},
                      {"founders", founders},
                      {"pair", at.first_pair},
                      {"goal", set.first_goal},
                      {"goals", set.goals},
                      {"pool", pool}});
  }
  return tables;
}

/// The number of a choice.
double place_in(const auto& choices, const std::string& text) {
  return static_cast<double>(std::ranges::find(choices, text) - choices.begin());
}

/// The lever that a key of a change sets; nothing if the key is of no change, or of its months.
const ParameterRow* parameter_of_change(const std::string& name) {
  const auto key = key_from(name);
  if (!key || key->section != "change") return nullptr;
  return parameter_named("levers." + key->key);
}

/// A scenario, and its resolved text.
class Description {
 public:
  explicit Description(const Scenario& scenario)
      : scenario_(scenario), layout_(scenario.setting.layout) {
    Complaints none;
    file_ = parsed(scenario.resolved, "", none);
  }

  Json whole() {
    describe_values();
    describe_steps();
    describe_funder();
    describe_fixed();
    Json factors = Json::array();
    for (const DesignFactor& factor : scenario_.design.factors) factors.push_back(factor.name);
    Json seats = Json::array(), kinds = Json::array();
    for (const SeatLayout& seat : layout_.seats) seats.push_back(seat.organisation);
    for (const OrganisationLayout& owner : layout_.organisations) kinds.push_back(owner.kind);
    std::string expect = scenario_.expect;
    std::replace(expect.begin(), expect.end(), '\n', ' ');
    constexpr std::size_t many_seats = 16;
    const Calendar& calendar = layout_.calendar;
    return {{"title", scenario_.title},
            {"question", scenario_.question},
            {"expect", expect},
            {"reasons", reasons()},
            {"seed", scenario_.seed},
            {"replicates", layout_.seats.size() > many_seats ? 100 : 200},
            {"start", {calendar.start_year, calendar.start_month}},
            {"months", calendar.months},
            {"periods", calendar.periods},
            {"boards", calendar.board_interval},
            {"goals", names_of(layout_.goals)},
            {"organisations", names_of(layout_.organisations)},
            {"kinds", kinds},
            {"tables", tables_of(layout_)},
            {"seats", seats},
            {"values", values_},
            {"rows", rows_},
            {"factors", factors},
            {"variants", variants()},
            {"arms", worlds()},
            {"stage", stage()},
            {"words", words()}};
  }

 private:
  /// What the scenario says of its play on the stage, and nothing else.
  Json stage() const {
    const Staging& at = scenario_.staging;
    Json said = Json::object();
    if (at.month) said["month"] = *at.month;
    if (!at.unit.empty()) said["unit"] = at.unit;
    if (at.unit_cost > 0.0) said["unit_cost"] = at.unit_cost;
    if (!at.turn.empty()) said["turn"] = at.turn;
    if (!at.levers.empty()) said["levers"] = at.levers;
    return said;
  }

  /// Why expectations came out as they did with the scenario as it stands, and what was found.
  Json reasons() const {
    Json all = Json::array();
    if (scenario_.expected.empty()) return all;
    for (const Json& entry : Json::parse(scenario_.expected)) {
      if (!entry.contains("why")) continue;
      Json one{{"says", entry["says"]},
               {"found", entry["found"]},
               {"came_out", entry["why"]["came_out"]},
               {"why", entry["why"]["says"]}};
      if (all.empty() || all.back() != one) all.push_back(std::move(one));
    }
    return all;
  }

  /// What the scenario calls its levers, in all languages or by language.
  Json words() const {
    Json said = Json::object();
    for (const LeverWord& word : scenario_.words)
      if (word.language.empty())
        said[word.lever] = word.text;
      else
        said[word.lever][word.language] = word.text;
    return said;
  }

  /// The arms that the page shows: the three arms of a teacher, which all questions of the page
  /// compare, and only_together if the scenario runs it.
  Json worlds() const {
    Json shown = Json::array();
    for (const Arm arm : {Arm::nothing, Arm::alone, Arm::together, Arm::only_together}) {
      const auto& asked = scenario_.arms;
      if (arm != Arm::only_together || std::find(asked.begin(), asked.end(), arm) != asked.end())
        shown.push_back(arm_names[static_cast<std::size_t>(arm)]);
    }
    return shown;
  }

  /// Adds a value, and the keys that set it if these differ from its own name. If every entry
  /// states its own value, these are the keys of all entries. A value that no key changes gets no
  /// control.
  void add_value(const std::string& name, double common, std::optional<double> own) {
    const auto key = key_from(name);
    const Overridden entries = overridden(file_, *key);
    if (!entries.everywhere()) {
      values_[name] = {{"value", common}};
    } else if (own && !any(entries.instead, [&](const std::string& text) {
                 const auto entry = key_from(text);
                 return !entry || !home_of(file_, *entry);
               })) {
      values_[name] = {{"value", *own}, {"keys", entries.instead}};
    }
  }

  void describe_values() {
    const Parameters& parameters = scenario_.setting.parameters;
    for (const ParameterRow& row : parameter_table()) {
      std::optional<double> own;
      if (row.section == "levers" && !layout_.tables.empty()) {
        const auto lever = std::ranges::find(lever_table(), row.name, &LeverRow::name);
        own = lever->value(layout_.tables.front().levers);
      }
      add_value(row.key(), row.value(parameters), own);
    }
    for (const GoalKey& key : goal_keys) {
      const auto common = file_["goals"][key.name].value<double>();
      add_value("goals." + std::string(key.name), common.value_or(Goal{}.*key.value),
                layout_.goals.front().*key.value);
    }
    for (const DesignFactor& factor : scenario_.design.factors) {
      for (const Json& row : control_rows())
        if (row["name"] == factor.name) rows_.push_back(row);
      describe_change(factor.name);
    }
  }

  /// Adds the lever of a change that the design varies.
  void describe_change(const std::string& name) {
    const auto key = key_from(name);
    const ParameterRow* const lever = parameter_of_change(name);
    const toml::table* const change = lever ? home_of(file_, *key) : nullptr;
    if (!change) return;
    Json row = row_of(*lever);
    row["name"] = name;
    row["lever"] = lever->key();
    row["change"] = key->entry;
    row["changes"] = false;
    rows_.push_back(row);
    values_[name] = {{"value", lever->is_choice()
                                   ? place_in(lever->choices, (*change)[key->key].value_or(""))
                                   : (*change)[key->key].value_or(0.0)}};
  }

  /// States what partners do at each step of an exercise, when and how long. A step without a name
  /// gets no controls, because no key sets it.
  void describe_steps() {
    for (const Step& step : layout_.steps) {
      const auto add = [&](const char* part, double value, Range range, Json more) {
        const SettingKey key{"step", step.name, part};
        if (!home_of(file_, key)) return;
        Json row{
            {"name", key.written()},   {"step", step.name},  {"part", part},   {"unit", ""},
            {"low", range.low},        {"high", range.high}, {"whole", false}, {"usual", value},
            {"choices", Json::array()}};
        row.update(more);
        rows_.push_back(row);
        values_[key.written()] = {{"value", value}};
      };
      const std::vector<std::string> kinds(step_kind_names.begin(), step_kind_names.end());
      const double last = layout_.calendar.months - 1, kind = static_cast<double>(step.kind);
      add("kind", kind, {0, static_cast<double>(kinds.size() - 1)},
          Json::object({{"choices", kinds}}));
      add("month", step.month, {0, last}, Json::object({{"whole", true}, {"date", true}}));
      add("days", step.days, {0, 31}, Json::object({{"unit", "days"}}));
      if (step.method >= 0.0) add("method", step.method, {0, 1}, Json::object({{"unit", "share"}}));
    }
  }

  /// States which member of the only table is its funder; nothing if no member can be named.
  void describe_funder() {
    const auto* const tables = file_["table"].as_array();
    if (layout_.tables.size() != 1 || !tables || tables->size() != 1) return;
    if (tables->front().as_table()->contains("invite")) return;
    std::vector<std::string> choices{"none"};
    for (const SeatLayout& seat : layout_.seats)
      choices.push_back(layout_.organisations[seat.organisation].name);
    const TableLayout& table = layout_.tables.front();
    const char* const name = "table.funder";
    rows_.push_back({{"name", name},
                     {"unit", ""},
                     {"meaning", "the member that is the funder, if one sits at the table"},
                     {"source", "X10, C17-C19, D34"},
                     {"low", 0},
                     {"high", layout_.seats.size()},
                     {"whole", false},
                     {"choices", choices},
                     {"usual", 0}});
    values_[name] = {{"value", table.funder + 1},
                     {"keys", {SettingKey{"table", table.name, "funder"}.written()}}};
  }

  /// Notes the levers that a scenario cannot change, with the reason. The reason is the last part
  /// of the key of a text in the words of the page.
  void describe_fixed() {
    const auto fix = [&](const char* name, const char* reason) {
      if (!values_.contains(name)) values_[name] = {{"value", 0}};
      values_[name]["fixed"] = reason;
    };
    if (!values_.contains("table.funder") &&
        any(layout_.tables, [](const TableLayout& at) { return at.funder < 0; }))
      fix("levers.funder_role", "no_funder");
    const auto* const tables = file_["table"].as_array();
    if (tables &&
        any(*tables, [](const toml::node& at) { return at.as_table()->contains("founders"); }))
      fix("levers.team_months", "founders");
  }

  /// The value of a control at a point: of a choice its number, of a month that of the run.
  double value_at(int point, std::size_t factor) const {
    const Design& design = scenario_.design;
    const std::string& name = design.factors[factor].name;
    const ParameterRow* row = parameter_named(name);
    if (!row) row = parameter_of_change(name);
    if (row && row->is_choice()) return place_in(row->choices, design.text(point, factor));
    const auto key = key_from(name);
    if (key->section == "step" && key->key == "kind")
      return place_in(step_kind_names, design.text(point, factor));
    if (key->section != "step" || key->key != "month") return design.value(point, factor);
    const std::string month = design.text(point, factor);  // "2013-10"
    const Calendar& calendar = layout_.calendar;
    return 12 * (std::stoi(month) - calendar.start_year) + std::stoi(month.substr(5)) -
           calendar.start_month;
  }

  /// The points of the design as values of the controls. A point without a name is named by its
  /// values.
  Json variants() const {
    constexpr int most_points = 100;
    const Design& design = scenario_.design;
    Json all = Json::array();
    if (design.factors.empty() || design.points() > most_points ||
        any(design.factors,
            [&](const DesignFactor& factor) { return !values_.contains(factor.name); }))
      return all;
    for (int point = 0; point < design.points(); ++point) {
      Json set = Json::object();
      for (std::size_t n = 0; n < design.factors.size(); ++n) {
        const std::string& name = design.factors[n].name;
        const double value = value_at(point, n);
        if (value != values_[name]["value"].get<double>()) set[name] = value;
      }
      all.push_back({{"name", design.labels.empty() ? "" : design.label(point)}, {"values", set}});
    }
    return all;
  }

  const Scenario& scenario_;
  const Layout& layout_;
  toml::table file_;
  Json values_ = Json::object(), rows_ = Json::array();
};

// ---- a file of its own ------------------------------------------------------------------------

/// Writes a section, or one entry of a list of sections.
void write_section(std::string& text, const std::string& head, const toml::table& section) {
  text += '\n' + head + '\n';
  for (const auto& [key, value] : section)
    text += std::string(key.str()) + " = " + written(value) + '\n';
}

}  // namespace

Json control_rows() {
  Json rows = Json::array();
  for (const ParameterRow& row : parameter_table()) rows.push_back(row_of(row));
  for (const GoalKey& key : goal_keys) rows.push_back(row_of(key));
  return rows;
}

std::string description_of(const Scenario& scenario) {
  return Description(scenario).whole().dump();
}

std::string saved_text(const Scenario& scenario) {
  Complaints none;
  toml::table file = parsed(scenario.resolved, "", none);
  file.erase("design");
  const Parameters defaults;
  for (const ParameterRow& row : parameter_table())
    if (row.value(scenario.setting.parameters) == row.value(defaults))
      file.get_as<toml::table>(row.section)->erase(row.name);
  std::string text;
  for (const auto& [key, value] : file) {
    const std::string name(key.str());
    if (const toml::table* const section = value.as_table(); section && !section->empty())
      write_section(text, "[" + name + "]", *section);
    if (value.is_array_of_tables())
      for (const toml::node& entry : *value.as_array())
        write_section(text, "[[" + name + "]]", *entry.as_table());
  }
  return text;
}

}  // namespace samen::demo
