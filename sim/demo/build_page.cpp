// Builds the classroom page: one HTML file with the engine, the scenarios as the native reader
// resolves them, and words in the languages of sim/words.
//
//   build_page ENGINE.wasm SOURCES SCENARIOS OUT.html
//
// A control of the page – a lever or another value of a scenario – is a list of places in the bytes
// of a setting. The places are found by asking the reader what a value changes, and tried with
// other values: what the page sets is what `samen run --set` would have set, or the control is left
// out. Temporary teams lay the tables out otherwise than lasting ones: from one to the other leads
// a list of splices.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include <nlohmann/json.hpp>

#include <toml++/toml.h>

#include "demo/setting_bytes.hpp"
#include "io/scenario_reader.hpp"
#include "model/names.hpp"
#include "model/parameter_table.hpp"
#include "version.hpp"

namespace samen::demo {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct PageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::string contents_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw PageError("cannot read '" + path.string() + "'");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void write(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) throw PageError("cannot write '" + path + "'");
}

std::string base64(std::string_view bytes) {
  static constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t n = 0; n < bytes.size(); n += 3) {
    std::uint32_t word = 0;
    for (std::size_t k = 0; k < 3; ++k)
      word = word << 8 | (n + k < bytes.size() ? static_cast<unsigned char>(bytes[n + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k)
      text += n + k <= bytes.size() ? digits[word >> (18 - 6 * k) & 63] : '=';
  }
  return text;
}

Writer bytes_of(const Setting& setting) {
  Setting copy = setting;
  Writer writer;
  pass(writer, copy);
  return writer;
}

// ---- controls ---------------------------------------------------------------------------------

/// What a control sets: a key of the scenario, by the row that describes it.
struct Control {
  std::string name, unit, meaning, source;
  Range range;
  bool whole = false;
  std::vector<std::string> choices{};
  double usual = 0.0;  ///< the default of the model
  int first = 0;       ///< the number of the first choice in a setting

  std::string text(double value) const {
    if (!choices.empty()) return choices.at(static_cast<std::size_t>(value));
    std::ostringstream out;
    out.precision(17);
    out << value;
    return out.str();
  }
  /// The value as it lies in a setting.
  std::string raw(double value) const {
    std::string bytes;
    const auto take = [&](const auto& number) {
      bytes.assign(reinterpret_cast<const char*>(&number), sizeof number);
    };
    if (whole || !choices.empty())
      take(static_cast<std::int32_t>(value) + first);
    else
      take(value);
    return bytes;
  }
  /// Two values to find places with, and others to try them with; none is often met by chance.
  std::vector<double> probes() const {
    if (!choices.empty()) {
      std::vector<double> all;
      for (std::size_t n = 0; n < choices.size(); ++n) all.push_back(static_cast<double>(n));
      return all;
    }
    std::vector<double> values;
    for (const double part :
         {0.6180339887498949, 0.4142135623730950, 0.0, 0.7320508075688772, 1.0}) {
      const double value = range.low + part * (range.high - range.low);
      values.push_back(whole ? std::floor(value) : value);
    }
    return values;
  }
};

/// Whether a parameter is a lever or one of the few others a class plays with.
std::vector<Control> controls(const Json& others) {
  std::vector<Control> all;
  const auto wanted = [&](const std::string& name) {
    return std::find(others.begin(), others.end(), name) != others.end();
  };
  const Parameters defaults;
  for (const ParameterRow& row : parameter_table()) {
    if (row.section != "levers" && !wanted(row.key())) continue;
    Control control{.name = row.key(),
                    .unit = std::string(row.is_choice() ? "" : row.unit),
                    .meaning = std::string(row.meaning),
                    .source = std::string(row.source),
                    .range = row.range,
                    .usual = row.value(defaults)};
    control.choices.assign(row.choices.begin(), row.choices.end());
    control.whole = row.whole;
    all.push_back(std::move(control));
  }
  const Goal goal;
  for (const Control& of_goals :
       {Control{.name = "goals.complexity",
       .unit = "share",
       .meaning = "0: any skill will do; 1: every skill is needed at once",
       .source = "A09; assumption",
       .range = {0, 1},
       .usual = goal.complexity},
        Control{.name = "goals.work",
        .unit = "effective k€",
        .meaning = "work that completes a goal",
        .source = "assumption",
        .range = {1e-6, 1e9},
        .usual = goal.work},
        Control{.name = "goals.burden",
        .unit = "k€/month",
        .meaning = "what the unsolved problem costs, per goal",
        .source = "assumption",
        .range = {0, 1e9},
        .usual = goal.burden}})
    if (wanted(of_goals.name)) all.push_back(of_goals);
  return all;
}

/// The value a text of a scenario stands for.
double value_of(const Control& control, std::string text) {
  text.erase(std::remove(text.begin(), text.end(), '"'), text.end());
  if (control.choices.empty()) return std::stod(text);
  const auto found = std::find(control.choices.begin(), control.choices.end(), text);
  return static_cast<double>(found - control.choices.begin());
}

/// The value a setting gives a control.
double value_at(const Control& control, const Writer& writer, std::size_t offset) {
  if (control.whole || !control.choices.empty()) {
    std::int32_t value = 0;
    std::memcpy(&value, &writer.bytes[offset], sizeof value);
    return value - control.first;
  }
  double value = 0.0;
  std::memcpy(&value, &writer.bytes[offset], sizeof value);
  return value;
}

// ---- where a control lies ---------------------------------------------------------------------

using Bytes = std::vector<unsigned char>;
using Places = std::vector<std::size_t>;

/// Bytes that stand for `removed` others.
struct Splice {
  std::size_t at = 0, removed = 0;
  Bytes bytes{};
};

/// Where a control lies in the bytes of a scenario. With splices, values are of two sides, zero and
/// above; from the side of the scenario to the other lead the splices, and `places_there` are the
/// places on the other side.
struct Spot {
  double value = 0.0;
  Places places{};
  std::vector<Splice> splices{};
  Places places_there{};

  bool leads_to(double other) const { return !splices.empty() && (other > 0) != (value > 0); }
};

struct Move {
  const Control* control;
  const Spot* spot;
  double value;
};

void patch(Bytes& bytes, const Places& places, const std::string& raw) {
  for (const std::size_t offset : places)
    std::copy(raw.begin(), raw.end(), bytes.begin() + static_cast<std::ptrdiff_t>(offset));
}

/// The bytes of a setting with some controls moved, put together as the page does it.
Bytes moved(Bytes bytes, const std::vector<Move>& moves) {
  for (const auto& [control, spot, value] : moves)
    if (!spot->leads_to(value)) patch(bytes, spot->places, control->raw(value));
  for (const auto& [control, spot, value] : moves) {
    if (!spot->leads_to(value)) continue;
    Bytes other;
    std::size_t from = 0;
    const auto at = [&](std::size_t n) { return bytes.begin() + static_cast<std::ptrdiff_t>(n); };
    for (const Splice& splice : spot->splices) {
      other.insert(other.end(), at(from), at(splice.at));
      other.insert(other.end(), splice.bytes.begin(), splice.bytes.end());
      from = splice.at + splice.removed;
    }
    other.insert(other.end(), at(from), bytes.end());
    bytes = std::move(other);
    patch(bytes, spot->places_there, control->raw(value));
  }
  return bytes;
}

/// The places in which two settings of the same shape differ.
Places differing(const Writer& one, const Writer& other) {
  Places found;
  for (const Place& place : one.places)
    if (std::memcmp(&one.bytes[place.offset], &other.bytes[place.offset], place.size) != 0)
      found.push_back(place.offset);
  return found;
}

/// What makes one setting of another that differs from it in scalars and in lists of scalars.
std::vector<Splice> splices_between(const Writer& from, const Writer& to) {
  std::vector<Splice> all;
  for (std::size_t a = 0, b = 0; a < from.places.size() && b < to.places.size(); ++a, ++b) {
    const Place &old_place = from.places[a], &new_place = to.places[b];
    if (old_place.items != new_place.items) {
      a = std::min(a + old_place.items.value_or(0), from.places.size() - 1);
      b = std::min(b + new_place.items.value_or(0), to.places.size() - 1);
    }
    const auto at = [](const Writer& writer, std::size_t n) {
      return writer.bytes.begin() + static_cast<std::ptrdiff_t>(n);
    };
    const Splice splice{.at = old_place.offset,
                        .removed = from.places[a].end() - old_place.offset,
                        .bytes = {at(to, new_place.offset), at(to, to.places[b].end())}};
    if (!std::equal(splice.bytes.begin(), splice.bytes.end(), at(from, splice.at),
                    at(from, splice.at + splice.removed)))
      all.push_back(splice);
  }
  return all;
}

/// What the reader makes of a scenario with a value of a control; nothing of a value it cannot
/// bear.
using Asked = std::function<std::optional<Writer>(double value)>;

/// Whether all values that can be tried are what the reader makes of them.
bool holds(const Control& control, const Spot& spot, const Bytes& base, const Asked& asked) {
  for (const double value : control.probes()) {
    const auto expected = asked(value);
    if (expected && moved(base, {{&control, &spot, value}}) != expected->bytes) return false;
  }
  return true;
}

/// Where a control lies; nothing where it is more than values in places and splices.
std::optional<Spot> spot_of(const Control& control, const Writer& base, const Asked& asked) {
  const std::vector<double> probes = control.probes();
  const auto one = asked(probes[0]), other = asked(probes[1]);
  if (!one || !other || one->bytes.size() != other->bytes.size()) return {};
  const Places places = differing(*one, *other);
  if (places.empty()) return {};
  Spot spot;
  if (one->bytes.size() == base.bytes.size()) {
    spot.value = value_at(control, base, places.front());
    spot.places = places;
    if (holds(control, spot, one->bytes, asked)) return spot;
    const auto zero = asked(0.0);
    if (!zero) return {};
    spot.splices = splices_between(base, *zero);
  } else {  // the scenario is on the side of zero
    spot.splices = splices_between(base, *one);
    spot.places_there = places;
  }
  if (holds(control, spot, base.bytes, asked)) return spot;
  return {};
}

// ---- scenarios --------------------------------------------------------------------------------

/// The scenario as a file of its own: includes merged, and only what differs from the defaults.
std::string stated_text(const Scenario& scenario) {
  toml::table file = toml::parse(scenario.resolved);
  file.erase("design");
  const Parameters defaults;
  for (const ParameterRow& row : parameter_table())
    if (row.value(scenario.setting.parameters) == row.value(defaults))
      file.get_as<toml::table>(row.section)->erase(row.name);
  for (const SectionRow& section : sections())
    if (file.get_as<toml::table>(section.name)->empty()) file.erase(section.name);
  std::ostringstream text;
  text << file << '\n';
  return text.str();
}

/// Among the scenarios lie other files, such as lists of claims.
bool is_scenario(const fs::path& path) {
  return path.extension() == ".toml" && toml::parse_file(path.string()).contains("scenario");
}

Json names_of(const auto& things) {
  Json names = Json::array();
  for (const auto& thing : things) names.push_back(thing.name);
  return names;
}

using Spots = std::map<std::string, Spot>;

const Control* control_named(const std::vector<Control>& rows, const std::string& name) {
  const auto row = std::find_if(rows.begin(), rows.end(),
                                [&](const Control& control) { return control.name == name; });
  return row == rows.end() ? nullptr : &*row;
}

/// The points of a design as values of controls: what one varies a scenario for. A point without a
/// name is called by its values.
Json variants(const Scenario& scenario, const std::vector<Control>& rows, const Spots& spots,
              const Writer& base) {
  constexpr int most_points = 100;
  const Design& design = scenario.design;
  Json all = Json::array();
  if (design.factors.empty()) return all;
  if (design.points() > most_points) {
    std::cerr << "build_page: warning: '" << scenario.title << "' has more than " << most_points
              << " points; none is a variant\n";
    return all;
  }
  for (int point = 0; point < design.points(); ++point) {
    Json set = Json::object();
    std::vector<Move> moves;
    for (std::size_t n = 0; n < design.factors.size(); ++n) {
      const std::string& name = design.factors[n].name;
      const Control* const row = control_named(rows, name);
      const auto spot = spots.find(name);
      if (row == nullptr || spot == spots.end()) continue;
      const double value = value_of(*row, design.text(point, n));
      if (value != spot->second.value) set[name] = value;
      moves.push_back({row, &spot->second, value});
    }
    if (moved(base.bytes, moves) != bytes_of(design.setting(point)).bytes)
      std::cerr << "build_page: warning: '" << design.label(point)
                << "' is more than values the page can set\n";
    else
      all.push_back({{"name", design.labels.empty() ? "" : design.label(point)}, {"values", set}});
  }
  return all;
}

/// Which member of the only table is its funder; nothing where nobody can be named.
std::optional<Control> funder_of(const Scenario& scenario, const toml::table& stated) {
  const Layout& layout = scenario.setting.layout;
  const auto* const tables = stated.get_as<toml::array>("table");
  if (layout.tables.size() != 1 || !tables || tables->size() != 1) return {};
  if (tables->front().as_table()->contains("invite")) return {};
  Control control{.name = "table.funder",
                  .unit = {},
                  .meaning = "the member that is the funder, if one sits at the table",
                  .source = "X10, C17-C19, D34",
                  .range = {0, static_cast<double>(layout.seats.size())},
                  .choices = {"none"},
                  .first = -1};
  for (const SeatLayout& seat : layout.seats)
    control.choices.push_back(layout.organisations[seat.organisation].name);
  return control;
}

/// A scenario with a funder at its only table, or without one.
std::string with_funder(toml::table file, const Control& funder, double value) {
  toml::table& table = *file.get_as<toml::array>("table")->front().as_table();
  if (value == 0.0)
    table.erase("funder");
  else
    table.insert_or_assign("funder", funder.text(value));
  std::ostringstream text;
  text << file << '\n';
  return text.str();
}

std::optional<Writer> asked_of(const std::string& text, const std::vector<std::string>& settings) {
  try {
    return bytes_of(scenario_from(text, "the page", {.settings = settings}).setting);
  } catch (const ScenarioError&) {
    return std::nullopt;
  }
}

/// Where the controls of a scenario lie, which is asked of it as the page saves it.
Spots spots_of(const std::vector<Control>& rows, const std::string& stated, const Writer& base,
               const std::optional<Control>& funder) {
  Spots spots;
  for (const Control& control : rows) {
    const auto asked_with = [&](const std::string& text) {
      return spot_of(control, base, [&](double value) {
        return asked_of(text, {control.name + "=" + control.text(value)});
      });
    };
    auto spot = asked_with(stated);
    if (!spot && control.name == "levers.funder_role" && funder)  // a partner has to be named
      spot = asked_with(with_funder(toml::parse(stated), *funder, 1.0));
    if (spot) spots[control.name] = *spot;
  }
  if (!funder) return spots;
  const auto spot = spot_of(*funder, base, [&](double value) {
    return asked_of(with_funder(toml::parse(stated), *funder, value), {});
  });
  if (spot) spots[funder->name] = *spot;
  return spots;
}

/// All controls at once are what the reader makes of them.
void expect_together(const std::string& id, const std::vector<Control>& rows, const Spots& spots,
                     const std::string& stated, const Writer& base) {
  for (const std::size_t probe : {0u, 2u}) {  // within the ranges, and at their lower ends
    std::vector<Move> moves;
    std::vector<std::string> settings;
    for (const Control& control : rows) {
      const auto spot = spots.find(control.name);
      const auto probes = control.probes();
      if (spot == spots.end() || control.name == "levers.funder_role") continue;
      const double value = probes[std::min(probe, probes.size() - 1)];
      settings.push_back(control.name + "=" + control.text(value));
      moves.push_back({&control, &spot->second, value});
    }
    const auto expected = asked_of(stated, settings);
    if (!expected)
      std::cerr << "build_page: warning: " << id << ": all controls together cannot be tried\n";
    else if (moved(base.bytes, moves) != expected->bytes)
      throw PageError(id + ": all controls together are not what they are one by one");
  }
}

Json row_of(const Control& control) {
  return {{"name", control.name},     {"unit", control.unit},       {"meaning", control.meaning},
          {"source", control.source}, {"low", control.range.low},   {"high", control.range.high},
          {"whole", control.whole},   {"choices", control.choices}, {"usual", control.usual},
          {"first", control.first}};
}

std::string text_of(const Bytes& bytes) {
  return base64({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

/// Levers that a scenario leaves no choice, and why: the end of the key of a text in the words of
/// the page.
Json fixed_of(const Layout& layout, const toml::table& stated) {
  const auto any = [](const auto& all, auto&& holds) {
    return std::any_of(all.begin(), all.end(), holds);
  };
  Json fixed = Json::object();
  if (!any(layout.tables, [](const TableLayout& at) { return at.funder >= 0; }))
    fixed["levers.funder_role"] = "no_funder";
  const auto* const tables = stated.get_as<toml::array>("table");
  if (tables &&
      any(*tables, [](const toml::node& at) { return at.as_table()->contains("founders"); }))
    fixed["levers.team_months"] = "founders";
  return fixed;
}

/// Values and places of the controls. What cannot be moved has no place, and a reason.
Json values_of(const Spots& spots, const Json& fixed) {
  Json values = Json::object();
  for (const auto& [name, spot] : spots) {
    values[name] = {{"value", spot.value}, {"places", spot.places}};
    if (spot.splices.empty()) continue;
    values[name]["places_there"] = spot.places_there;
    for (const Splice& splice : spot.splices)
      values[name]["splices"].push_back({splice.at, splice.removed, text_of(splice.bytes)});
  }
  for (const auto& [name, reason] : fixed.items())
    if (!values.contains(name))
      values[name] = {{"value", 0}, {"places", Json::array()}, {"fixed", reason}};
  return values;
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

/// A text as one line.
std::string on_one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

Json preset(const std::string& id, const Scenario& scenario, const std::vector<Control>& rows) {
  const std::string stated = stated_text(scenario);
  const Layout& layout = scenario.setting.layout;
  const Writer writer = bytes_of(scenario.setting);
  if (bytes_of(scenario_from(stated, id).setting).bytes != writer.bytes)
    throw PageError(id + ": the scenario as a file of its own is another");
  const toml::table file = toml::parse(stated);
  const auto funder = funder_of(scenario, file);
  const Spots spots = spots_of(rows, stated, writer, funder);
  expect_together(id, rows, spots, stated, writer);
  // Tables that are drawn are those of this seed and no other.
  const auto reseeded = asked_of(stated, {"run.seed=" + std::to_string(scenario.seed + 1)});
  const bool drawn = !reseeded || reseeded->bytes != writer.bytes;
  constexpr std::size_t many_seats = 16;
  Json seats = Json::array();
  for (const SeatLayout& seat : layout.seats) seats.push_back(seat.organisation);
  Json kinds = Json::array();
  for (const OrganisationLayout& owner : layout.organisations) kinds.push_back(owner.kind);
  Json factors = Json::array();
  for (const DesignFactor& factor : scenario.design.factors) factors.push_back(factor.name);
  const Calendar& calendar = layout.calendar;
  return {{"id", id},
          {"title", scenario.title},
          {"question", scenario.question},
          {"expect", on_one_line(scenario.expect)},
          {"seed", scenario.seed},
          {"drawn", drawn},
          {"replicates", layout.seats.size() > many_seats ? 100 : 200},
          {"start", {calendar.start_year, calendar.start_month}},
          {"months", calendar.months},
          {"periods", calendar.periods},
          {"boards", calendar.board_interval},
          {"goals", names_of(layout.goals)},
          {"organisations", names_of(layout.organisations)},
          {"kinds", kinds},
          {"tables", tables_of(layout)},
          {"seats", seats},
          {"values", values_of(spots, fixed_of(layout, file))},
          {"rows", funder ? Json::array({row_of(*funder)}) : Json::array()},
          {"factors", factors},
          {"variants", variants(scenario, rows, spots, writer)},
          {"setting", text_of(writer.bytes)},
          {"toml", stated}};
}

Json scenarios(const fs::path& folder, Json others, Json& rows) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (is_scenario(entry.path())) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<Scenario> all_scenarios;
  for (const fs::path& file : files) {
    all_scenarios.push_back(read_scenario(file.string()));
    for (const DesignFactor& factor : all_scenarios.back().design.factors)
      others.push_back(factor.name);
  }
  const std::vector<Control> all = controls(others);
  for (const Control& control : all) rows.push_back(row_of(control));
  Json shown = Json::array();
  for (std::size_t n = 0; n < files.size(); ++n)
    shown.push_back(preset(files[n].stem().string(), all_scenarios[n], all));
  return {{"presets", shown}};
}

// ---- the page ---------------------------------------------------------------------------------

Json observed() {
  Json rows = Json::array();
  for (const Observable& row : observables)
    rows.push_back({{"name", row.name}, {"axis", axis_names[static_cast<std::size_t>(row.axis)]}});
  return rows;
}

Json measured() {
  Json rows = Json::array();
  for (const Outcome& row : outcomes) rows.push_back(row.name);
  return rows;
}

/// Text inside a script element must not close it.
std::string quoted(const Json& json) {
  std::string text = json.dump();
  for (std::size_t at = 0; (at = text.find("</", at)) != std::string::npos; at += 3)
    text.replace(at, 2, "<\\/");
  return text;
}

void put(std::string& page, const std::string& mark, const std::string& text) {
  const std::string whole = "@" + mark + "@";
  const std::size_t at = page.find(whole);
  if (at == std::string::npos) throw PageError("page.html has no place for " + whole);
  page.replace(at, whole.size(), text);
}

/// Of each language, by its code, the groups of words that the page shows.
Json words_of_page(const fs::path& folder) {
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".json") files.insert(entry.path());
  Json words;
  for (const fs::path& file : files) {
    const Json all = Json::parse(contents_of(file));
    Json& own = words[file.stem().string()];
    own["language"]["name"] = all.at("language").at("name");
    for (const char* group :
         {"page", "arms", "arms_say", "levers", "choices", "units", "events", "beacons", "reasons"})
      own[group] = all.at(group);
    own["names"] = all.value("names", Json::object());
  }
  return words;
}

void build(const std::string& engine, const fs::path& sources, const fs::path& folder,
           const std::string& out) {
  const auto source = [&](const char* name) { return contents_of(sources / name); };
  const Json words = words_of_page(sources / "../words");
  const Json levers = Json::parse(source("levers.json"));
  const Json& groups = levers.at("groups");
  Json others = Json::array();
  for (const auto& group : groups)
    for (const auto& name : group.at("levers")) others.push_back(name);
  Json rows = Json::array();
  Json data = scenarios(folder, others, rows);
  data["rows"] = rows;
  data["groups"] = groups;
  data["waits"] = levers.at("waits");
  data["observables"] = observed();
  data["outcomes"] = measured();
  data["arms"] = arm_names;
  data["events"] = event_names;
  data["reasons"] = reason_names;
  data["version"] = std::string(version) + " (" + std::string(git_commit).substr(0, 10) + ")";
  // Rows have their English; of all else a language needs words.
  for (const auto& [code, own] : words.items())
    for (const auto& row : rows)
      if (code != "en" && !own.at("levers").contains(row.at("name")))
        std::cerr << "build_page: warning: " << row.at("name").get<std::string>()
                  << " has no name in sim/words/" << code << ".json\n";

  std::string page = source("page.html");
  put(page, "STYLE", source("page.css"));
  put(page, "LESSON-EN", source("lesson.en.html"));
  put(page, "LESSON-NL", source("lesson.nl.html"));
  put(page, "WORDS", quoted(words));
  put(page, "DATA", quoted(data));
  put(page, "WORKER", source("worker.js"));
  put(page, "SCRIPT", source("engine.js") + source("pictures.js") + source("page.js"));
  put(page, "ENGINE", base64(contents_of(engine)));
  write(out, page);
}

}  // namespace
}  // namespace samen::demo

int main(int count, char** words) {
  if (count != 5) {
    std::cerr << "usage: build_page ENGINE.wasm SOURCES SCENARIOS OUT.html\n";
    return 2;
  }
  try {
    samen::demo::build(words[1], words[2], words[3], words[4]);
  } catch (const std::exception& error) {
    std::cerr << "build_page: " << error.what() << '\n';
    return 1;
  }
}
