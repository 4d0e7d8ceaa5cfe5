// Builds the classroom page: one HTML file with the engine, the scenarios as the native reader
// resolves them, and words in two languages.
//
//   build_page ENGINE.wasm SOURCES SCENARIOS OUT.html
//
// A control of the page – a lever or another value of a scenario – is a list of places in the bytes
// of a setting. The places are found by asking the reader what a value changes, and tried with
// other values: what the page sets is what `samen run --set` would have set, or the control is left
// out.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include <nlohmann/json.hpp>

#include <toml++/toml.h>

#include "demo/setting_bytes.hpp"
#include "io/scenario_reader.hpp"
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
      take(static_cast<std::int32_t>(value));
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
  for_each_parameter(defaults, [&](const auto& part, const auto& row, const auto& value) {
    const std::string name = std::string(part.name) + "." + std::string(row.name);
    if (part.name != "levers" && !wanted(name)) return;
    Control control{.name = name,
                    .unit = {},
                    .meaning = std::string(row.meaning),
                    .source = std::string(row.source),
                    .range = {},
                    .usual = static_cast<double>(value)};
    if constexpr (detail::IsChoice<std::remove_cvref_t<decltype(row)>>) {
      for (const auto& choice : row.names) control.choices.emplace_back(choice);
      control.range = {0.0, static_cast<double>(row.names.size() - 1)};
    } else {
      control.unit = std::string(row.unit);
      control.range = row.range;
      control.whole = std::is_same_v<std::remove_cvref_t<decltype(value)>, int>;
    }
    all.push_back(std::move(control));
  });
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

/// Where a control lies in the bytes of a scenario; empty where it is more than a value in places.
std::vector<std::size_t> places_of(const Control& control, const std::string& path) {
  const auto at = [&](double value) -> std::optional<Writer> {
    try {
      return bytes_of(
          read_scenario(path, {.settings = {control.name + "=" + control.text(value)}}).setting);
    } catch (const ScenarioError&) {  // a value the scenario cannot bear
      return std::nullopt;
    }
  };
  const std::vector<double> probes = control.probes();
  const auto one = at(probes[0]), other = at(probes[1]);
  if (!one || !other || one->bytes.size() != other->bytes.size()) return {};
  std::vector<std::size_t> found;
  for (const Place& place : one->places)
    if (std::memcmp(&one->bytes[place.offset], &other->bytes[place.offset], place.size) != 0)
      found.push_back(place.offset);
  for (const double value : probes) {
    const auto expected = at(value);
    if (!expected) continue;
    std::vector<unsigned char> patched = one->bytes;
    const std::string raw = control.raw(value);
    for (const std::size_t offset : found)
      std::copy(raw.begin(), raw.end(), patched.begin() + static_cast<std::ptrdiff_t>(offset));
    if (patched != expected->bytes) return {};
  }
  return found;
}

/// The value a scenario gives a control.
double value_at(const Control& control, const Writer& writer, std::size_t offset) {
  if (control.whole || !control.choices.empty()) {
    std::int32_t value = 0;
    std::memcpy(&value, &writer.bytes[offset], sizeof value);
    return value;
  }
  double value = 0.0;
  std::memcpy(&value, &writer.bytes[offset], sizeof value);
  return value;
}

// ---- scenarios --------------------------------------------------------------------------------

/// The scenario as a file of its own: includes merged, and only what differs from the defaults.
std::string stated_text(const Scenario& scenario) {
  toml::table file = toml::parse(scenario.resolved);
  file.erase("design");
  const Parameters defaults;
  for_each_parameter(scenario.setting.parameters,
                     [&](const auto& part, const auto& row, const auto& value) {
                       if (value == (defaults.*(part.member)).*(row.member))
                         file.get_as<toml::table>(part.name)->erase(row.name);
                     });
  std::apply(
      [&](const auto&... part) {
        const auto drop_empty = [&](std::string_view name) {
          if (file.get_as<toml::table>(name)->empty()) file.erase(name);
        };
        (drop_empty(part.name), ...);
      },
      Parameters::sections);
  std::ostringstream text;
  text << file << '\n';
  return text.str();
}

/// Why a scenario does not fit the page; empty if it does.
std::string why_not(const Scenario& scenario) {
  constexpr std::size_t most_seats = 16;
  const Layout& layout = scenario.setting.layout;
  if (!scenario.design.factors.empty() && scenario.design.labels.empty()) return "design";
  if (layout.tables.size() != 1 || layout.seats.size() > most_seats) return "large";
  return {};
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

/// The named points of a list as values of controls: what one varies a scenario for.
Json variants(const Scenario& scenario, const std::vector<Control>& rows, const Json& values,
              const Writer& base) {
  const Design& design = scenario.design;
  Json all = Json::array();
  for (int point = 0; !design.factors.empty() && point < design.points(); ++point) {
    Json set = Json::object();
    std::vector<unsigned char> patched = base.bytes;
    for (std::size_t n = 0; n < design.factors.size(); ++n) {
      const std::string& name = design.factors[n].name;
      const auto row = std::find_if(rows.begin(), rows.end(),
                                    [&](const Control& control) { return control.name == name; });
      if (row == rows.end() || !values.contains(name)) continue;
      const double value = value_of(*row, design.text(point, n));
      if (value != values.at(name).at("value")) set[name] = value;
      const std::string raw = row->raw(value);
      for (const std::size_t offset : values.at(name).at("places"))
        std::copy(raw.begin(), raw.end(), patched.begin() + static_cast<std::ptrdiff_t>(offset));
    }
    if (patched == bytes_of(design.setting(point)).bytes)
      all.push_back({{"name", design.labels.at(static_cast<std::size_t>(point))}, {"values", set}});
    else
      std::cerr << "build_page: warning: '" << design.label(point)
                << "' is more than values the page can set\n";
  }
  return all;
}

Json preset(const std::string& id, const fs::path& scratch, const Scenario& scenario,
            const std::vector<Control>& rows) {
  // Asked of the scenario as the page saves it: a file of its own, without a design.
  const std::string stated = stated_text(scenario), path = (scratch / (id + ".toml")).string();
  write(path, stated);
  const Layout& layout = scenario.setting.layout;
  const Writer writer = bytes_of(scenario.setting);
  if (bytes_of(read_scenario(path).setting).bytes != writer.bytes)
    throw PageError(id + ": the scenario as a file of its own is another");
  Json values = Json::object();
  for (const Control& control : rows) {
    const auto places = places_of(control, path);
    if (places.empty()) continue;
    values[control.name] = {{"value", value_at(control, writer, places.front())},
                            {"places", places}};
  }
  Json seats = Json::array();
  for (const SeatLayout& seat : layout.seats) seats.push_back(seat.organisation);
  Json kinds = Json::array();
  for (const OrganisationLayout& owner : layout.organisations) kinds.push_back(owner.kind);
  const Calendar& calendar = layout.calendar;
  return {{"id", id},
          {"title", scenario.title},
          {"question", scenario.question},
          {"seed", scenario.seed},
          {"start", {calendar.start_year, calendar.start_month}},
          {"months", calendar.months},
          {"periods", calendar.periods},
          {"boards", calendar.board_interval},
          {"goals", names_of(layout.goals)},
          {"organisations", names_of(layout.organisations)},
          {"kinds", kinds},
          {"table", layout.tables.front().name},
          {"seats", seats},
          {"values", values},
          {"variants", variants(scenario, rows, values, writer)},
          {"setting",
           base64({reinterpret_cast<const char*>(writer.bytes.data()), writer.bytes.size()})},
          {"toml", stated}};
}

Json scenarios(const fs::path& folder, const fs::path& scratch, Json others, Json& rows) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (is_scenario(entry.path())) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<Scenario> all_scenarios;
  for (const fs::path& file : files) {
    all_scenarios.push_back(read_scenario(file.string()));
    if (why_not(all_scenarios.back()).empty())
      for (const DesignFactor& factor : all_scenarios.back().design.factors)
        others.push_back(factor.name);
  }
  const std::vector<Control> all = controls(others);
  for (const Control& control : all)
    rows.push_back({{"name", control.name},
                    {"unit", control.unit},
                    {"meaning", control.meaning},
                    {"source", control.source},
                    {"low", control.range.low},
                    {"high", control.range.high},
                    {"whole", control.whole},
                    {"choices", control.choices},
                    {"usual", control.usual}});
  Json shown = Json::array(), left_out = Json::array();
  for (std::size_t n = 0; n < files.size(); ++n) {
    const Scenario& scenario = all_scenarios[n];
    const std::string id = files[n].stem().string(), reason = why_not(scenario);
    if (reason.empty())
      shown.push_back(preset(id, scratch, scenario, all));
    else
      left_out.push_back({{"id", id},
                          {"title", scenario.title},
                          {"reason", reason},
                          {"organisations", scenario.setting.layout.organisations.size()},
                          {"tables", scenario.setting.layout.tables.size()}});
  }
  return {{"presets", shown}, {"left_out", left_out}};
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

void build(const std::string& engine, const fs::path& sources, const fs::path& folder,
           const std::string& out) {
  const auto source = [&](const char* name) { return contents_of(sources / name); };
  const Json words = {{"en", Json::parse(source("english.json"))},
                      {"nl", Json::parse(source("dutch.json"))}};
  const Json groups = Json::parse(source("levers.json"));
  Json others = Json::array();
  for (const auto& group : groups)
    for (const auto& name : group.at("levers")) others.push_back(name);
  Json rows = Json::array();
  const fs::path scratch = fs::path(out).parent_path() / "page_scenarios";
  fs::create_directories(scratch);
  Json data = scenarios(folder, scratch, others, rows);
  data["rows"] = rows;
  data["groups"] = groups;
  data["observables"] = observed();
  data["outcomes"] = measured();
  data["arms"] = arm_names;
  data["events"] = event_names;
  data["reasons"] = reason_names;
  data["version"] = std::string(version) + " (" + std::string(git_commit).substr(0, 10) + ")";
  for (const auto& row : rows)
    if (!words.at("nl").at("levers").contains(row.at("name")))
      std::cerr << "build_page: warning: " << row.at("name").get<std::string>()
                << " has no Dutch name in sim/demo/dutch.json\n";

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
