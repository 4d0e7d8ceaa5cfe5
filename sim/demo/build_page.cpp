// Builds the classroom page: one HTML file. It contains the engine, the scenarios with their
// includes and the ensemble as text, their descriptions, and the words of all languages in
// sim/words.
//
//   build_page ENGINE.wasm LIBRARIES.js SOURCES SCENARIOS OUT.html
//
// The engine is compressed; uncompressed it would be half of the page.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iostream>
#include <set>
#include <sstream>

#include <zlib.h>
#include <nlohmann/json.hpp>

#include "demo/description.hpp"
#include "io/build_identity.hpp"
#include "io/scenario_reader.hpp"
#include "io/toml_file.hpp"
#include "model/names.hpp"
#include "scenario/ensemble.hpp"

namespace samen::demo {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct PageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::string bytes_of(const fs::path& path) {
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

/// Compresses bytes in the zlib format, which browsers can decompress.
std::string packed(const std::string& bytes) {
  uLongf size = compressBound(static_cast<uLong>(bytes.size()));
  std::vector<Bytef> room(size);
  if (compress2(room.data(), &size, reinterpret_cast<const Bytef*>(bytes.data()),
                static_cast<uLong>(bytes.size()), Z_BEST_COMPRESSION) != Z_OK)
    throw PageError("the engine cannot be packed");
  return {room.begin(), room.begin() + static_cast<std::ptrdiff_t>(size)};
}

// ---- scenarios --------------------------------------------------------------------------------

/// The levers, and the few other controls that a class uses.
Json rows_of(const std::set<std::string>& others) {
  Json rows = Json::array();
  for (const Json& row : control_rows()) {
    const std::string name = row["name"];
    if (name.starts_with("levers.") || others.contains(name)) rows.push_back(row);
  }
  return rows;
}

/// The description of a scenario without what the page does not need: rows that the page has
/// anyway, and values without a control.
Json preset(const fs::path& file, const Scenario& scenario, const Json& rows) {
  Json described = Json::parse(description_of(scenario));
  const auto listed = [](const Json& in, const std::string& name) {
    return std::any_of(in.begin(), in.end(), [&](const Json& row) { return row["name"] == name; });
  };
  const Json person_month = described["values"]["budget.fte_cost"]["value"];
  Json own = Json::array(), values = Json::object();
  for (const Json& row : described["rows"])
    if (!listed(rows, row["name"])) own.push_back(row);
  for (const auto& [name, value] : described["values"].items())
    if (listed(rows, name) || listed(own, name)) values[name] = value;
  described["rows"] = own;
  described["values"] = values;
  if (described["variants"].empty() && !scenario.design.factors.empty())
    std::cerr << "build_page: warning: the points of '" << scenario.title
              << "' are many, or more than values of controls: none is a variant\n";
  Json whole{{"id", file.stem().string()},
             {"file", file.filename().string()},
             {"person_month", person_month}};
  whole.update(described);
  return whole;
}

/// Adds all scenarios of a folder, with their texts, because they may include each other.
void add_scenarios(Json& data, const fs::path& folder, std::set<std::string> others) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<std::pair<fs::path, Scenario>> scenarios;
  data["files"] = Json::object();
  for (const fs::path& file : files) {
    const std::string text = bytes_of(file);
    Complaints none;
    if (!parsed(text, file.string(), none).contains("scenario")) continue;  // a list of claims
    data["files"][file.filename().string()] = text;
    scenarios.emplace_back(file, read_scenario(file.string()));
    for (const DesignFactor& factor : scenarios.back().second.design.factors)
      others.insert(factor.name);
  }
  for (const auto& [file, scenario] : scenarios)
    if (const std::string& turn = scenario.staging.turn;
        !turn.empty() && !data["files"].contains(turn + ".toml"))
      throw PageError("'" + file.string() + "': 'scenario.stage.turn' = \"" + turn +
                      "\" is no scenario of the page");
  data["rows"] = rows_of(others);
  data["presets"] = Json::array();
  for (const auto& [file, scenario] : scenarios)
    data["presets"].push_back(preset(file, scenario, data["rows"]));
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

/// Escapes a text inside a script element, so that it does not close the element.
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

/// Those names that stand in what the page has: the library has more cases than the page.
Json names_in(const Json& names, const std::string& shown) {
  Json some = Json::object();
  for (const auto& [name, word] : names.items()) {
    const std::string quoted = Json(name).dump();
    if (shown.find(quoted.substr(1, quoted.size() - 2)) != std::string::npos) some[name] = word;
  }
  return some;
}

/// The groups of words that the page shows, for each language by its code. `shown` is all that the
/// page has of cases, as JSON.
Json words_of_page(const fs::path& folder, const std::string& shown) {
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".json") files.insert(entry.path());
  Json words;
  for (const fs::path& file : files) {
    const Json all = Json::parse(bytes_of(file));
    Json& own = words[file.stem().string()];
    own["language"]["name"] = all.at("language").at("name");
    for (const char* group : {"page", "arms", "arms_say", "levers", "choices", "units", "events",
                              "beacons", "steps", "reasons", "ensemble"})
      own[group] = all.at(group);
    own["names"] = names_in(all.value("names", Json::object()), shown);
  }
  return words;
}

/// Scripts of a folder, each after the files it depends on.
std::string scripts_of(const fs::path& folder, std::initializer_list<const char*> parts) {
  std::string text;
  for (const char* part : parts) text += bytes_of(folder / (std::string(part) + ".js"));
  return text;
}

void build(const std::string& engine, const std::string& libraries, const fs::path& sources,
           const fs::path& folder, const std::string& out) {
  const auto source = [&](const char* name) { return bytes_of(sources / name); };
  const Json levers = Json::parse(source("levers.json"));
  const Json& groups = levers.at("groups");
  std::set<std::string> others;
  for (const auto& group : groups)
    for (const auto& name : group.at("levers")) others.insert(name);
  Json data;
  add_scenarios(data, folder, others);
  data["packed"][std::string(shipped_ensemble)] =
      base64(packed(bytes_of(folder / shipped_ensemble)));
  data["groups"] = groups;
  data["waits"] = levers.at("waits");
  data["stage"] = levers.at("stage");
  data["observables"] = observed();
  data["outcomes"] = measured();
  data["arms"] = arm_names;
  data["events"] = event_names;
  data["reasons"] = reason_names;
  data["version"] =
      program_version() + " (" + std::string(samen::build().git_commit).substr(0, 10) + ")";
  const Json words = words_of_page(sources / "../words", data.dump());
  // Rows have English texts; every other language must have words for them.
  for (const auto& [code, own] : words.items())
    for (const auto& row : data["rows"])
      if (code != "en" && !own.at("levers").contains(row.at("name")))
        std::cerr << "build_page: warning: " << row.at("name").get<std::string>()
                  << " has no name in sim/words/" << code << ".json\n";

  std::string page = source("page.html");
  put(page, "STYLE", source("page.css") + source("stage/stage.css"));
  put(page, "LESSON-EN", source("lesson.en.html"));
  put(page, "LESSON-NL", source("lesson.nl.html"));
  put(page, "WORDS", quoted(words));
  put(page, "DATA", quoted(data));
  put(page, "WORKER", source("worker.js"));
  put(page, "LIBRARIES", bytes_of(libraries));
  put(page, "SCRIPT",
      scripts_of(sources, {"engine", "pictures"}) +
          scripts_of(sources / "workbench",
                     {"state",   "words", "address", "cases", "running", "prediction", "chart",
                      "balance", "tips",  "points",  "sets",  "worlds",  "story",      "walk",
                      "time",    "share", "values",  "trial", "levers",  "workbench"}) +
          source("page.js"));
  put(page, "STAGE",
      scripts_of(sources / "stage",
                 {"drawing", "case", "act_table", "act_line", "act_month", "act_chairs", "act_back",
                  "act_bid", "act_sets", "act_turn", "chair", "paper", "notes", "stage"}));
  put(page, "KIT-EN", source("stage/kit.en.html"));
  put(page, "KIT-NL", source("stage/kit.nl.html"));
  put(page, "ENGINE", base64(packed(bytes_of(engine))));
  write(out, page);
}

}  // namespace
}  // namespace samen::demo

int main(int count, char** words) {
  if (count != 6) {
    std::cerr << "usage: build_page ENGINE.wasm LIBRARIES.js SOURCES SCENARIOS OUT.html\n";
    return 2;
  }
  try {
    samen::demo::build(words[1], words[2], words[3], words[4], words[5]);
  } catch (const std::exception& error) {
    std::cerr << "build_page: " << error.what() << '\n';
    return 1;
  }
}
