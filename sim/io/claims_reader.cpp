#include "io/claims_reader.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include <nlohmann/json.hpp>

#include "io/coefficient.hpp"
#include "io/results_format.hpp"
#include "io/toml_file.hpp"
#include "model/observables.hpp"
#include "scenario/design_reader.hpp"
#include "scenario/former_arms.hpp"
#include "scenario/former_names.hpp"
#include "scenario/nearest.hpp"
#include "scenario/setting_key.hpp"

namespace samen {
namespace {

namespace fs = std::filesystem;

constexpr Range any_size{1e-12, 1e12};
constexpr int most_replicates = 1'000'000;
constexpr std::array month_names{results::goal_reached_month, results::table_operating_month,
                                 results::table_ended_month};

enum class Measured { outcome, series, month };

/// The kind of a measure; nothing for an unknown name.
std::optional<Measured> measured(std::string_view name) {
  for (const Outcome& outcome : outcomes)
    if (outcome.name == name) return Measured::outcome;
  for (const Observable& observable : observables)
    if (observable.name == name) return Measured::series;
  for (const std::string_view month : month_names)
    if (month == name) return Measured::month;
  return std::nullopt;
}

const Observable& observable_named(std::string_view name) {
  return *std::find_if(observables.begin(), observables.end(),
                       [&](const Observable& row) { return row.name == name; });
}

std::vector<std::string_view> known_measures() {
  std::vector<std::string_view> names(month_names.begin(), month_names.end());
  for (const Outcome& outcome : outcomes) names.push_back(outcome.name);
  for (const Observable& observable : observables) names.push_back(observable.name);
  return names;
}

/// The document row of an id: "B25" of "B25-survival"; an id without a row is returned unchanged.
std::string row_of(const std::string& id) {
  const auto is_letter = [](unsigned char c) { return std::isalpha(c) != 0; };
  const auto is_digit = [](unsigned char c) { return std::isdigit(c) != 0; };
  const auto number = std::find_if_not(id.begin(), id.end(), is_letter);
  const auto end = std::find_if_not(number, id.end(), is_digit);
  const bool a_row = number != id.begin() && end != number && id.end() - end > 1 && *end == '-';
  return a_row ? std::string(id.begin(), end) : id;
}

/// Whether --only can name this id; there, commas separate ids.
bool is_id(const std::string& id) {
  return !id.empty() && id.find_first_of(", \t\n") == std::string::npos;
}

/// A number in TOML with the fewest digits, because 1.0 and 1 are the same setting.
std::string literal(double value) {
  std::string number = shortest_text(value);
  if (number.ends_with(".0")) number.resize(number.size() - 2);
  return number;
}

std::string literal(const toml::node& node) {
  if (node.is_floating_point()) return literal(*node.value<double>());
  std::ostringstream text;
  node.visit([&](const auto& value) { text << value; });
  return text.str();
}

/// A base scenario with the overrides applied.
struct Base {
  Scenario scenario;
  toml::table resolved;
};

/// A side after reading, with the source positions of its settings.
struct Draft {
  ClaimSide side;
  std::map<std::string, std::pair<std::string, const toml::node*>> values;  ///< by section.key
};

struct DraftClaim {
  Claim claim;
  std::vector<Draft> sides;
  std::map<std::string, std::string> neutral;  ///< by section.key; empty if no coefficient can be
                                               ///< neutral
};

bool is_set(const DraftClaim& draft, const std::string& key) {
  return std::any_of(draft.sides.begin(), draft.sides.end(),
                     [&](const Draft& side) { return side.values.count(key) > 0; });
}

/// Whether the sides have different values of a key.
bool is_compared(const DraftClaim& draft, const std::string& key) {
  const auto value = [&](const Draft& side) {
    const auto found = side.values.find(key);
    return found == side.values.end() ? std::string() : found->second.first;
  };
  return std::any_of(draft.sides.begin(), draft.sides.end(),
                     [&](const Draft& side) { return value(side) != value(draft.sides.front()); });
}

void append(std::string& list, const std::string& word) {
  list += (list.empty() ? "" : ", ") + word;
}

/// The reason, found in its parameters, why a claim could not have failed. `made_for_it` are the
/// parameters that the claim lists, or that cite one of its rows.
std::string definition_of(const DraftClaim& draft, const std::set<std::string>& made_for_it) {
  std::string compared, stated, level;
  for (const Coefficient& one : coefficients()) {
    const bool made = made_for_it.count(one.name) > 0;
    if (one.of_a_rule() && made && is_set(draft, one.name))
      append(stated, one.name);
    else if (one.neutral && is_compared(draft, one.name))
      append(compared, one.name);
    else if (draft.claim.than && made && !one.is_lever())
      append(level, one.name);
  }
  if (!stated.empty()) return "sets " + stated + ", made for it";
  if (!compared.empty()) return "compares " + compared + " with itself";
  if (!level.empty()) return "its level was set by " + level;
  return "";
}

/// The value that a scenario states for a key; nothing if it states none.
const toml::node* stated_by(const Base& base, const std::string& key) {
  const auto parts = key_from(key);
  const toml::table* const home = parts ? home_of(base.resolved, *parts) : nullptr;
  const toml::node* const own = home ? home->get(parts->key) : nullptr;
  if (own || !home || parts->section != "table") return own;
  return base.resolved["levers"].as_table()->get(parts->key);
}

/// The value of a key in a scenario, as TOML; nothing if it has none of its own. A change is on
/// unless it says otherwise.
std::optional<std::string> usual_value(const Base& base, const std::string& key) {
  if (const toml::node* const stated = stated_by(base, key)) return literal(*stated);
  const auto parts = key_from(key);
  const bool of_a_change = parts && parts->section == "change" && home_of(base.resolved, *parts);
  return of_a_change && parts->key == "on" ? std::optional<std::string>("true") : std::nullopt;
}

/// The runs and the measure of a side as text. Settings equal to those of the scenario are ignored.
std::string side_of(const Draft& draft, const Base& base) {
  const ClaimSide& side = draft.side;
  std::ostringstream text;
  text << static_cast<int>(side.arm) << ' ' << side.measure << ' ' << side.per << ' ' << side.times
       << ' ' << side.from << ' ' << side.to;
  for (const auto& [key, value] : draft.values) {
    if (usual_value(base, key) != value.first) text << ' ' << key << '=' << value.first;
  }
  return text.str();
}

/// A text that is equal for claims that make the same comparison, whichever side comes first.
std::string comparison_of(const DraftClaim& draft, const Base& base) {
  const Claim& claim = draft.claim;
  std::vector<std::string> sides;
  for (const Draft& side : draft.sides) sides.push_back(side_of(side, base));
  const bool less = claim.expect == Expectation::less && !claim.than;
  if (less)
    for (std::size_t n = 0; n + 1 < sides.size(); n += 2) std::swap(sides[n], sides[n + 1]);
  if (claim.expect == Expectation::same) std::sort(sides.begin(), sides.end());
  if (claim.expect == Expectation::peak && sides.front() > sides.back())
    std::swap(sides.front(), sides.back());
  std::ostringstream text;
  text << claim.scenario << ' ' << static_cast<int>(less ? Expectation::more : claim.expect);
  if (claim.than) text << " than " << *claim.than;
  for (const std::string& side : sides) text << '\n' << side;
  return text.str();
}

class ClaimsReader {
 public:
  ClaimsReader(const std::string& path, const toml::table& file, const Overrides& overrides,
               Complaints& complaints)
      : path_(path), root_(&file, "", complaints), overrides_(overrides), complaints_(complaints) {}

  std::vector<DraftClaim> read() {
    Section common = root_.section("claims");
    title_ = common.text("title");
    usual_ = common_keys(common, {});
    usual_scenario_ = common.text("scenario");
    usual_replicates_ = replicates_of(common, 200);
    Section smallest = common.section("smallest");
    for (const std::string_view measure : known_measures())
      if (smallest.has(measure))
        smallest_[std::string(measure)] = smallest.number(measure, 0.0, any_size, "");
    for (const auto& [before, now] : former_outcomes)
      if (smallest.has(before))
        smallest_[named_today(smallest, before, std::string(before), former_outcomes)] =
            smallest.number(before, 0.0, any_size, "");
    smallest.finish();
    common.finish();
    std::vector<DraftClaim> claims;
    for (Section& section : root_.sections("claim")) {
      claims.push_back(read_claim(section));
      claims.back().claim.number = static_cast<int>(claims.size()) - 1;
    }
    if (!root_.has("claim")) complaints_.add("no [[claim]]: nothing to put to the runs");
    root_.finish();
    return claims;
  }

  const std::string& title() const { return title_; }
  const std::map<std::string, Base>& bases() const { return bases_; }

 private:
  struct Common {
    std::string arm = "together", measure, per, at, from, to, by;
  };

  static Common common_keys(Section& section, const Common& usual) {
    const bool other_month = section.has("at") || section.has("from") || section.has("to") ||
                             section.has("by") || section.has("measure");
    Common keys = usual;
    if (other_month) keys.at = keys.from = keys.to = keys.by = "";
    keys.arm = section.text("arm", usual.arm);
    keys.per = section.text("per", section.has("measure") ? "" : usual.per);
    keys.measure = section.text("measure", usual.measure);
    keys.at = section.text("at", keys.at);
    keys.from = section.text("from", keys.from);
    keys.to = section.text("to", keys.to);
    keys.by = section.text("by", keys.by);
    return keys;
  }

  int replicates_of(Section& section, int usual) {
    return section.whole("replicates", usual, {1, most_replicates}, "replicates");
  }

  DraftClaim read_claim(Section& section) {
    DraftClaim draft;
    Claim& claim = draft.claim;
    claim.id = section.required_text("id");
    if (!is_id(claim.id))
      section.complain("id",
                       "'claim.id' must be a name without blanks and commas, as B25, B25-survival "
                       "or mine, got '" +
                           claim.id + "'");
    else if (!ids_.insert(claim.id).second)
      section.complain("id", "claim '" + claim.id + "' is stated twice");
    claim.rows = {row_of(claim.id)};
    for (const std::string& row : section.texts("rows"))
      if (row != claim.rows.front()) claim.rows.push_back(row);
    claim.source = section.required_text("source");
    claim.says = section.required_text("says");
    section.required_text("expect");
    claim.expect = static_cast<Expectation>(section.one_of("expect", expectation_names, 0));
    claim.replicates = overrides_.replicates.value_or(replicates_of(section, usual_replicates_));
    claim.scenario = section.text("scenario", usual_scenario_);
    const Common usual = common_keys(section, usual_);
    const Base* const base = base_of(section, claim.scenario);
    std::map<std::string, std::pair<std::string, const toml::node*>> given;
    Section given_section = section.section("given");
    read_settings(given_section, given);
    given_section.finish();

    const bool peak = claim.expect == Expectation::peak;
    if (section.has("than")) claim.than = section.number("than", 0.0, {-1e12, 1e12}, "");
    std::vector<std::string_view> roles{"first", "second"};
    if (peak) roles = {"low", "middle", "high"};
    if (!peak && claim.than) roles.pop_back();
    for (const std::string_view role : roles) {
      if (!section.has(role))
        section.complain(role, "missing side '" + section.full_name(role) + "'");
      Section side = section.section(role);
      draft.sides.push_back(read_side(side, usual, given, base));
    }
    for (const std::string_view role : {"first", "second", "low", "middle", "high", "than"})
      if (section.has(role) && std::find(roles.begin(), roles.end(), role) == roles.end() &&
          !(role == "than" && !peak))
        section.complain(
            role, "'claim." + std::string(role) + "' has no place in a claim that expects '" +
                      std::string(expectation_names[static_cast<std::size_t>(claim.expect)]) + "'" +
                      (claim.than ? " than a number" : ""));
    const std::string& measure = draft.sides.front().side.measure;
    if (!section.has("smallest") && !smallest_.count(measure))
      section.complain("smallest", "'claim.smallest' is missing, and [claims.smallest] has no '" +
                                       measure + "': how small a difference would not matter?");
    claim.smallest = section.number("smallest", smallest_[measure], any_size, "");
    if (base) name_sides(draft, *base);
    read_grounds(section, draft);
    find_coefficients(section, draft, base);
    section.finish();
    for (Draft& side : draft.sides) state_settings(side);
    if (base) {
      for (const Draft& side : draft.sides) try_settings(side, claim.scenario);
      refuse_twin(section, draft, *base);
    }
    return draft;
  }

  /// Reads `where` and `elsewhere`. If a claim states that a difference differs between these two
  /// grounds, both sides occur twice: once at each ground.
  void read_grounds(Section& section, DraftClaim& draft) {
    if (!section.has("where") && !section.has("elsewhere")) return;
    if (draft.sides.size() != 2 || draft.claim.expect == Expectation::same)
      section.complain("where",
                       "'claim.where' and 'claim.elsewhere' need a 'first' and a 'second' whose "
                       "difference is expected to be 'more' or 'less'");
    const std::vector<Draft> sides = std::move(draft.sides);
    draft.sides.clear();
    for (const std::string_view role : {"where", "elsewhere"}) {
      if (!section.has(role)) section.complain(role, "missing '" + section.full_name(role) + "'");
      Section ground = section.section(role);
      std::string name = ground.text("name");
      std::map<std::string, std::pair<std::string, const toml::node*>> values;
      read_settings(ground, values);
      ground.finish();
      if (name.empty())
        for (const auto& [key, value] : values)
          name += (name.empty() ? "" : ", ") + key + " = " + value.first;
      draft.claim.grounds.push_back(name);
      for (Draft side : sides) {
        for (const auto& [key, value] : values) side.values[key] = value;
        draft.sides.push_back(std::move(side));
      }
    }
  }

  /// Finds the coefficients that were made for a claim, and those of them that can be neutral.
  void find_coefficients(Section& section, DraftClaim& draft, const Base* base) {
    const std::vector<std::string> listed = section.texts("encodes");
    std::vector<std::string> names;
    std::set<std::string> made_for_it;
    for (const Coefficient& one : coefficients()) {
      names.push_back(one.name);
      const bool is_listed = std::find(listed.begin(), listed.end(), one.name) != listed.end();
      if (is_listed && !one.neutral && !is_set(draft, one.name))
        section.complain("encodes", "'" + one.name +
                                        "' has no neutral value, so it cannot be taken away: "
                                        "samen describe parameters shows which have");
      if (is_listed || std::any_of(draft.claim.rows.begin(), draft.claim.rows.end(),
                                   [&](const auto& row) { return cites(one.source, row); }))
        made_for_it.insert(one.name);
    }
    for (const std::string& name : listed)
      if (std::find(names.begin(), names.end(), name) == names.end())
        section.complain("encodes", "unknown parameter '" + name + "'" + did_you_mean(name, names));
    draft.claim.by_definition = section.text("by_definition", definition_of(draft, made_for_it));
    if (!draft.claim.by_definition.empty() || !base) return;
    for (const Coefficient& one : coefficients()) {
      if (!one.neutral || !made_for_it.count(one.name)) continue;
      const toml::node* const usual = stated_by(*base, one.name);
      if (!usual || literal(*usual) == literal(*one.neutral)) continue;
      draft.neutral[one.name] = literal(*one.neutral);
      draft.claim.encodes.push_back(one.name);
    }
  }

  static void state_settings(Draft& draft) {
    for (const auto& [key, value] : draft.values)
      draft.side.settings.push_back(key + "=" + value.first);
  }

  /// Refuses a second claim that makes the same comparison, whatever its words, because the verdict
  /// would count twice. With --set this is not checked, because settings may then coincide.
  void refuse_twin(Section& section, const DraftClaim& draft, const Base& base) {
    if (!overrides_.settings.empty()) return;
    const auto [at, is_new] = compared_.try_emplace(comparison_of(draft, base), draft.claim.id);
    if (!is_new)
      section.complain("id", "claims '" + at->second + "' and '" + draft.claim.id +
                                 "' are one comparison: same settings on both sides, same measure; "
                                 "state the row in 'rows' of '" +
                                 at->second + "'");
  }

  Draft read_side(Section& section, const Common& usual,
                  const std::map<std::string, std::pair<std::string, const toml::node*>>& given,
                  const Base* base) {
    Draft draft;
    ClaimSide& side = draft.side;
    side.name = section.text("name");
    Common keys = common_keys(section, usual);
    keys.measure = named_today(section, "measure", keys.measure, former_outcomes);
    const bool monthly = !keys.at.empty() || !keys.from.empty() || !keys.per.empty();
    if (monthly) keys.measure = named_today(section, "measure", keys.measure, former_series);
    keys.per = named_today(section, "per", keys.per, former_series);
    const auto arm = std::find(arm_names.begin(), arm_names.end(), keys.arm);
    if (keys.arm == arm_of_before)
      section.complain("arm", "'" + section.full_name("arm") + "': the arm " +
                                  std::string(arm_of_before_is_gone));
    else if (arm == arm_names.end())
      section.complain("arm", "'" + section.full_name("arm") + "' must be " + listed(arm_names) +
                                  ", got '" + keys.arm + "'" + did_you_mean(keys.arm, arm_names));
    else
      side.arm = static_cast<Arm>(arm - arm_names.begin());
    side.measure = keys.measure;
    side.per = keys.per;
    side.times = section.number("times", 1.0, {1e-6, 1e6}, "");
    if (base) read_measure(section, keys, side, base->scenario.setting.layout.calendar);
    draft.values = given;
    read_settings(section, draft.values);
    section.finish();
    return draft;
  }

  void read_measure(Section& section, const Common& keys, ClaimSide& side,
                    const Calendar& calendar) {
    const auto kind = known(section, "measure", side.measure);
    if (!kind) return;
    const int last = calendar.months - 1;
    const bool monthly = !keys.at.empty() || !keys.from.empty() || !keys.to.empty();
    if (kind != Measured::series && (monthly || !side.per.empty()))
      section.complain(
          "measure",
          "'" + side.measure + "' is no monthly observable: at, from, to and per do not apply");
    if (kind != Measured::month && !keys.by.empty())
      section.complain("by", "'" + side.measure + "' is no month: 'by' does not apply");
    if (kind == Measured::month)
      side.to = keys.by.empty() ? last : month(section, "by", keys.by, calendar);
    if (kind != Measured::series) return;
    if (keys.from.empty() != keys.to.empty() || (!keys.at.empty() && !keys.from.empty()))
      section.complain("at",
                       "an observable counts at a month (at), or from one to another (from, to)");
    side.from = side.to = keys.at.empty() ? last : month(section, "at", keys.at, calendar);
    if (!keys.from.empty()) {
      side.from = month(section, "from", keys.from, calendar);
      side.to = month(section, "to", keys.to, calendar);
      if (side.from > side.to) section.complain("from", "'from' lies after 'to'");
    }
    for (const std::string& name : {side.measure, side.per}) {
      if (name.empty()) continue;
      if (name != side.measure && known(section, "per", name) != Measured::series) {
        section.complain("per", "'" + name + "' is no monthly observable");
        return;
      }
      if (at_tables(observable_named(name).axis) && !has_tables(side.arm))
        section.complain("measure", "'" + name + "' is measured at tables, and in arm '" +
                                        std::string(arm_names[static_cast<std::size_t>(side.arm)]) +
                                        "' none meet");
    }
  }

  static std::optional<Measured> known(Section& section, std::string_view key,
                                       const std::string& name) {
    const auto kind = measured(name);
    if (!kind)
      section.complain(key, "unknown measure '" + name + "'" +
                                did_you_mean(name, known_measures()) +
                                "; samen describe observables lists all");
    return kind;
  }

  static int month(Section& section, std::string_view key, const std::string& label,
                   const Calendar& calendar) {
    for (int t = 0; t < calendar.months; ++t)
      if (month_label(calendar, t) == label) return t;
    section.complain(key, "'" + label + "' is no month of the scenario, " +
                              month_label(calendar, 0) + " to " +
                              month_label(calendar, calendar.months - 1));
    return 0;
  }

  static void read_settings(
      Section& section, std::map<std::string, std::pair<std::string, const toml::node*>>& values) {
    const toml::table* const table = section.table();
    if (!table) return;
    for (const auto& [key, node] : *table)
      if (node.is_table() || key.str().find('.') != std::string_view::npos) section.node(key.str());
    for (const auto& [name, node] : keys_of(*table)) {
      if (name.find('.') == std::string::npos) continue;
      values[name] = {literal(*node), node};
    }
  }

  const Base* base_of(Section& section, const std::string& name) {
    if (const auto found = bases_.find(name); found != bases_.end()) return &found->second;
    if (!wrong_bases_.insert(name).second) return nullptr;
    if (name.empty()) {
      section.complain("scenario", "which scenario? State 'scenario' here or in [claims]");
      return nullptr;
    }
    const std::string file = (fs::path(path_).parent_path() / name).lexically_normal().string();
    try {
      Base base{read_scenario(file, overrides_), {}};
      const Design& design = base.scenario.design;
      if (base.scenario.until || (!design.factors.empty() && design.plan.kind != DesignKind::list))
        section.complain("scenario", "'" + name +
                                         "' has a stop rule or a design that is no list: "
                                         "claims need a scenario without");
      base.resolved = parsed(base.scenario.resolved, file, complaints_);
      wrong_bases_.erase(name);
      return &bases_.emplace(name, std::move(base)).first->second;
    } catch (const ScenarioError& error) {
      for (const std::string& line : error.complaints) complaints_.add(line);
      return nullptr;
    }
  }

  /// Complains about settings that the scenario does not accept, at their source positions.
  void try_settings(const Draft& draft, const std::string& name) {
    Overrides tried = overrides_;
    std::string all;
    for (const auto& [key, value] : draft.values) {
      tried.settings.push_back(key + "=" + value.first);
      all += tried.settings.back() + '\n';
    }
    if (!tried_.insert({name, all}).second) return;
    try {
      read_scenario((fs::path(path_).parent_path() / name).lexically_normal().string(), tried);
    } catch (const ScenarioError& error) {
      for (const std::string& line : error.complaints) place(line, draft);
    }
  }

  void place(const std::string& line, const Draft& draft) {
    for (const auto& [key, value] : draft.values) {
      const std::string about = "--set " + key + "=" + value.first + ": ";
      if (!line.starts_with(about)) continue;
      complaints_.add(value.second->source(), line.substr(about.size()));
      return;
    }
    complaints_.add(line);
  }

  /// Names the sides without a name by their differences.
  static void name_sides(DraftClaim& draft, const Base& base) {
    const auto differs = [&](auto&& part) {
      return std::any_of(draft.sides.begin(), draft.sides.end(), [&](const Draft& side) {
        return part(side.side) != part(draft.sides.front().side);
      });
    };
    const bool arms = differs([](const ClaimSide& side) { return side.arm; });
    const bool measures = differs([](const ClaimSide& side) { return side.measure; });
    const bool months = differs([](const ClaimSide& side) { return side.to; });
    for (Draft& side : draft.sides) {
      if (!side.side.name.empty()) continue;
      std::string& name = side.side.name;
      const auto add = [&](const std::string& part) { name += (name.empty() ? "" : ", ") + part; };
      if (arms) add(std::string(arm_names[static_cast<std::size_t>(side.side.arm)]));
      if (measures) add(side.side.measure);
      if (months) add(month_label(base.scenario.setting.layout.calendar, side.side.to));
      for (const auto& [key, value] : side.values) add(key + " = " + value.first);
      if (name.empty()) name = "as it stands";
    }
  }

  std::string path_;
  Section root_;
  const Overrides& overrides_;
  Complaints& complaints_;
  std::string title_, usual_scenario_;
  int usual_replicates_ = 0;
  Common usual_;
  std::map<std::string, double> smallest_;
  std::set<std::string> ids_, wrong_bases_;
  std::map<std::string, Base> bases_;
  std::set<std::pair<std::string, std::string>> tried_;
  std::map<std::string, std::string> compared_;  ///< id of the claim, by its comparison
};

/// What the claims of a batch have in common: they can be tested with the same runs.
struct BatchKey {
  std::string scenario;
  std::set<Arm> arms;
  bool series = false, seats = false, pairs = false;
  int replicates = 0;
  auto operator<=>(const BatchKey&) const = default;
};

BatchKey batch_key(const DraftClaim& draft) {
  BatchKey key{draft.claim.scenario, {}, false, false, false, draft.claim.replicates};
  for (const Draft& side : draft.sides) {
    key.arms.insert(side.side.arm);
    for (const std::string& name : {side.side.measure, side.side.per}) {
      if (name.empty() || measured(name) != Measured::series) continue;
      const Axis axis = observable_named(name).axis;
      key.pairs |= axis == Axis::pair;
      key.seats |= axis == Axis::organisation || axis == Axis::seat;
      key.series |= axis == Axis::goal || axis == Axis::table || axis == Axis::mission;
    }
  }
  return key;
}

/// A text as TOML.
std::string quoted(const std::string& text) {
  std::ostringstream out;
  out << toml::value<std::string>(text);
  return out.str();
}

std::string name_of(const BatchKey& key) {
  std::string name = fs::path(key.scenario).stem().string();
  for (const Arm arm : key.arms)
    name += "-" + std::string(arm_names[static_cast<std::size_t>(arm)]);
  if (key.series) name += "-tables";
  if (key.seats) name += "-seats";
  if (key.pairs) name += "-pairs";
  return name;
}

/// The values of all sides of a batch as rows of a list design. A key that a side does not set has
/// the value of its scenario.
class Rows {
 public:
  Rows(const std::vector<DraftClaim>& claims, const Base& base, bool remains,
       Complaints& complaints) {
    // The points of the claims replace the scenario's own points.
    for (const DesignFactor& factor : base.scenario.design.factors)
      if (const auto stated = usual_value(base, factor.name)) usual_[factor.name] = *stated;
    for (const DraftClaim& draft : claims)
      for (const Draft& side : draft.sides)
        for (const auto& [key, value] : side.values) {
          if (usual_.count(key)) continue;
          const auto stated = usual_value(base, key);
          if (!stated)
            complaints.add(value.second->source(),
                           "'" + key + "' is varied, but " + draft.claim.scenario +
                               " states no value of its own: state it there");
          usual_[key] = stated.value_or(value.first);
        }
    if (!remains) return;
    for (const DraftClaim& draft : claims)
      for (const auto& [key, value] : draft.neutral) usual_[key] = literal(*stated_by(base, key));
  }

  /// The point of a side, with neutral coefficients or not.
  int point_of(const Draft& side, const std::map<std::string, std::string>& neutral = {}) {
    std::map<std::string, std::string> row = usual_;
    for (const auto& [key, value] : side.values) row[key] = value.first;
    for (const auto& [key, value] : neutral) row[key] = value;
    const auto found = std::find(rows_.begin(), rows_.end(), row);
    if (found != rows_.end()) return static_cast<int>(found - rows_.begin());
    rows_.push_back(std::move(row));
    return static_cast<int>(rows_.size()) - 1;
  }

  std::string design() const {
    if (usual_.empty()) return "";
    std::string text = "\n[design]\nkind = \"list\"\n";
    for (const auto& row : rows_) {
      text += "\n[[design.point]]\n";
      std::string name;
      for (const auto& [key, value] : row) {
        text += quoted(key) + " = " + value + '\n';
        if (value != usual_.at(key)) name += (name.empty() ? "" : ", ") + key + " = " + value;
      }
      text += "name = " + quoted(name.empty() ? "as it stands" : name) + '\n';
    }
    return text;
  }

 private:
  std::map<std::string, std::string> usual_;
  std::vector<std::map<std::string, std::string>> rows_;
};

nlohmann::ordered_json json_of(const ClaimSide& side) {
  nlohmann::ordered_json json{
      {"name", side.name},   {"arm", std::string(arm_names[static_cast<std::size_t>(side.arm)])},
      {"point", side.point}, {"measure", side.measure},
      {"per", side.per},     {"times", side.times},
      {"from", side.from},   {"to", side.to}};
  if (side.neutral_point >= 0) json["neutral_point"] = side.neutral_point;
  return json;
}

std::string json_of(const std::vector<Claim>& claims, const std::string& title) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const Claim& claim : claims) {
    nlohmann::ordered_json sides = nlohmann::ordered_json::array();
    for (const ClaimSide& side : claim.sides) sides.push_back(json_of(side));
    nlohmann::ordered_json row{
        {"id", claim.id},
        {"rows", claim.rows},
        {"number", claim.number},
        {"source", claim.source},
        {"says", claim.says},
        {"scenario", claim.scenario},
        {"expect", std::string(expectation_names[static_cast<std::size_t>(claim.expect)])},
        {"smallest", claim.smallest},
        {"sides", std::move(sides)}};
    if (claim.than) row["than"] = *claim.than;
    if (!claim.grounds.empty()) row["grounds"] = claim.grounds;
    if (!claim.encodes.empty()) row["encodes"] = claim.encodes;
    if (!claim.by_definition.empty()) row["by_definition"] = claim.by_definition;
    all.push_back(std::move(row));
  }
  return nlohmann::ordered_json{{"title", title}, {"claims", std::move(all)}}.dump(2);
}

ClaimsBatch batch_of(const BatchKey& key, std::vector<DraftClaim>& drafts, const Base& base,
                     const std::string& path, const std::string& title, const Overrides& overrides,
                     bool remains, Complaints& complaints) {
  ClaimsBatch batch;
  batch.name = name_of(key);
  Rows rows(drafts, base, remains, complaints);
  for (DraftClaim& draft : drafts)
    for (Draft& side : draft.sides) side.side.point = rows.point_of(side);
  for (DraftClaim& draft : drafts) {
    for (Draft& side : draft.sides) {
      if (remains && !draft.neutral.empty())
        side.side.neutral_point = rows.point_of(side, draft.neutral);
      draft.claim.sides.push_back(side.side);
    }
    batch.claims.push_back(draft.claim);
  }
  if (!complaints.all().empty()) return batch;
  std::string arms, record = quoted("summary");
  for (const Arm arm : key.arms)
    arms +=
        (arms.empty() ? "" : ", ") + quoted(std::string(arm_names[static_cast<std::size_t>(arm)]));
  if (key.series) record += ", " + quoted("tables");
  if (key.seats) record += ", " + quoted("organisations");
  if (key.pairs) record += ", " + quoted("pairs");
  const std::string text = "include = " + quoted(key.scenario) +
                           "\n\n[scenario]\ntitle = " + quoted(title + " (" + batch.name + ")") +
                           "\n\n[run]\narms = [" + arms + "]\nrecord = [" + record + "]\n" +
                           rows.design();
  Overrides changed = overrides;
  changed.replicates = key.replicates;
  batch.scenario = scenario_from(text, path, changed);
  batch.scenario.claims = json_of(batch.claims, title);
  return batch;
}

bool asked_for(const Claim& claim, const std::vector<std::string>& only) {
  return only.empty() || std::any_of(only.begin(), only.end(), [&](const std::string& name) {
           return name == claim.id ||
                  std::find(claim.rows.begin(), claim.rows.end(), name) != claim.rows.end();
         });
}

}  // namespace

std::vector<ClaimsBatch> read_claims(const std::string& path, const Overrides& overrides,
                                     const std::vector<std::string>& only, bool remains) {
  Complaints complaints;
  const toml::table file = parsed(contents_of(path), path, complaints);
  refuse(complaints, path);
  ClaimsReader reader(path, file, overrides, complaints);
  std::vector<DraftClaim> drafts = reader.read();
  std::vector<std::string> ids;
  for (const DraftClaim& draft : drafts) {
    ids.push_back(draft.claim.id);
    ids.insert(ids.end(), draft.claim.rows.begin(), draft.claim.rows.end());
  }
  for (const std::string& name : only)
    if (std::find(ids.begin(), ids.end(), name) == ids.end())
      complaints.add("no claim '" + name + "'" + did_you_mean(name, ids));
  refuse(complaints, path);
  std::map<BatchKey, std::vector<DraftClaim>> drafts_of;
  for (DraftClaim& draft : drafts)
    if (asked_for(draft.claim, only)) drafts_of[batch_key(draft)].push_back(std::move(draft));
  std::vector<ClaimsBatch> batches;
  std::map<std::string, int> namesakes;
  for (auto& [key, claims] : drafts_of) {
    batches.push_back(batch_of(key, claims, reader.bases().at(key.scenario), path, reader.title(),
                               overrides, remains, complaints));
    if (const int before = namesakes[batches.back().name]++)
      batches.back().name += "-" + std::to_string(before + 1);
  }
  refuse(complaints, path);
  for (const Complaint& note : complaints.notes()) {
    auto& notes = batches.front().scenario.notes;
    if (std::find(notes.begin(), notes.end(), note.shown()) == notes.end())
      notes.push_back(note.shown());
  }
  return batches;
}

}  // namespace samen
