#include "scenario/setting_key.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "model/world/levers.hpp"
#include "scenario/nearest.hpp"

namespace samen {
namespace {

struct Replaced {
  std::string_view section, key;  ///< a common key
  std::string_view entries, own;  ///< the key with which an entry overrides it
};

/// Initial values that an organisation, a goal or a table may state itself. Values that are drawn
/// again later (the motivation of a new delegate) are not among them.
constexpr std::array replaced{
    Replaced{"goals", "work", "goal", "work"},
    Replaced{"goals", "burden", "goal", "burden"},
    Replaced{"goals", "growth", "goal", "growth"},
    Replaced{"goals", "relief", "goal", "relief"},
    Replaced{"goals", "revenue", "goal", "revenue"},
    Replaced{"goals", "complexity", "goal", "complexity"},
    Replaced{"goals", "needs", "goal", "needs"},
    Replaced{"goals", "willing", "goal", "willing"},
    Replaced{"initial", "mix_concentration", "goal", "mix"},
    Replaced{"initial", "mission_concentration", "table", "given_mission"},
    Replaced{"initial", "aspiration_concentration", "organisation", "aspirations"},
    Replaced{"initial", "skill_low", "organisation", "capabilities"},
    Replaced{"initial", "skill_high", "organisation", "capabilities"},
    Replaced{"initial", "main_skill_low", "organisation", "capabilities"},
    Replaced{"initial", "main_skill_high", "organisation", "capabilities"},
    Replaced{"initial", "second_skill_low", "organisation", "capabilities"},
    Replaced{"initial", "second_skill_high", "organisation", "capabilities"},
    Replaced{"initial", "skill_difference", "organisation", "capabilities"},
    Replaced{"initial", "burden_inside", "organisation", "burden_shares"},
    Replaced{"initial", "burden_concentration", "organisation", "burden_shares"},
    Replaced{"initial", "income", "organisation", "income"},
    Replaced{"initial", "growth_mean", "organisation", "growth"},
    Replaced{"initial", "growth_sd", "organisation", "growth"},
    Replaced{"initial", "eco_mean", "organisation", "eco"},
    Replaced{"initial", "eco_sd", "organisation", "eco"},
    Replaced{"initial", "learning_mean", "organisation", "learning"},
    Replaced{"initial", "learning_sd", "organisation", "learning"},
    Replaced{"initial", "change_cost_mean", "organisation", "change_cost"},
    Replaced{"initial", "change_cost_sd", "organisation", "change_cost"},
    Replaced{"initial", "mandate", "organisation", "mandate"},
    Replaced{"initial", "reciprocators", "organisation", "reciprocity"},
    Replaced{"initial", "reciprocity_high", "organisation", "reciprocity"},
    Replaced{"initial", "reciprocity_low", "organisation", "reciprocity"},
    Replaced{"initial", "white_space", "organisation", "white_space"},
};

std::optional<Replaced> replacement_of(const SettingKey& key) {
  if (key.of_entry()) return std::nullopt;
  if (key.section == "levers") return Replaced{"levers", key.key, "table", key.key};
  const auto found = std::find_if(replaced.begin(), replaced.end(), [&](const Replaced& row) {
    return row.section == key.section && row.key == key.key;
  });
  return found == replaced.end() ? std::nullopt : std::optional(*found);
}

std::string name_of(const toml::table& entry, std::string_view section) {
  const auto name = entry["name"].value<std::string>();
  const bool may_lack_one = section == "table" || section == "change" || section == "step";
  return name.value_or(may_lack_one ? std::string(section) : "");  // as the scenario reader
}

std::vector<const toml::table*> entries_of(const toml::table& file, std::string_view section) {
  std::vector<const toml::table*> entries;
  if (const toml::array* const all = file[section].as_array())
    for (const toml::node& entry : *all)
      if (const toml::table* const table = entry.as_table()) entries.push_back(table);
  return entries;
}

/// "the 20 of the entry 'club'", if the name is one of a numbered group: "club 7".
std::string numbered_group(const toml::table& file, const SettingKey& key) {
  const std::size_t space = key.entry.rfind(' ');
  if (space == std::string::npos) return "";
  const std::string name = key.entry.substr(0, space), number = key.entry.substr(space + 1);
  const bool counted = !number.empty() && std::all_of(number.begin(), number.end(), [](char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
  });
  for (const toml::table* const entry : entries_of(file, key.section))
    if (counted && name_of(*entry, key.section) == name && entry->contains("number")) return name;
  return "";
}

/// "a, b and c"
std::string in_a_row(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t n = 0; n < words.size(); ++n)
    text += (n == 0 ? "" : n + 1 == words.size() ? " and " : ", ") + words[n];
  return text;
}

}  // namespace

std::string SettingKey::written() const {
  return of_entry() ? section + ".\"" + entry + "\"." + key : section + "." + key;
}

bool has_entries(std::string_view section) {
  return section == "table" || section == "organisation" || section == "goal" ||
         section == "change" || section == "step";
}

std::string no_single_values(const std::string& section) {
  return "'" + section + "' is no section of single values: give the name of one, as " +
         SettingKey{section, "name", "key"}.written();
}

std::optional<SettingKey> key_from(const std::string& text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string::npos || dot == 0 || dot + 1 == text.size()) return std::nullopt;
  SettingKey key{text.substr(0, dot), "", text.substr(dot + 1)};
  if (!has_entries(key.section)) return key;
  const char quote = key.key.front();
  if (quote == '"' || quote == '\'') {
    const std::size_t end = key.key.find(std::string{quote, '.'}, 1);
    if (end == std::string::npos || end + 2 == key.key.size()) return std::nullopt;
    return SettingKey{key.section, key.key.substr(1, end - 1), key.key.substr(end + 2)};
  }
  const std::size_t last = key.key.rfind('.');
  if (last == std::string::npos || last == 0 || last + 1 == key.key.size()) return std::nullopt;
  return SettingKey{key.section, key.key.substr(0, last), key.key.substr(last + 1)};
}

std::optional<KeyAndValue> setting_from(const std::string& text) {
  // A quoted name may contain an equals sign.
  const std::size_t dot = text.find('.');
  std::size_t from = 0;
  if (dot != std::string::npos && has_entries(text.substr(0, dot)) && dot + 1 < text.size() &&
      (text[dot + 1] == '"' || text[dot + 1] == '\''))
    from = text.find(std::string{text[dot + 1], '.'}, dot + 2);
  const std::size_t equals = from == std::string::npos ? from : text.find('=', from);
  if (equals == std::string::npos) return std::nullopt;
  const auto key = key_from(text.substr(0, equals));
  if (!key) return std::nullopt;
  return KeyAndValue{*key, text.substr(equals + 1)};
}

const toml::table* home_of(const toml::table& file, const SettingKey& key) {
  if (!key.of_entry()) return file[key.section].as_table();
  const toml::table* found = nullptr;
  for (const toml::table* const entry : entries_of(file, key.section)) {
    if (name_of(*entry, key.section) != key.entry) continue;
    if (found) return nullptr;
    found = entry;
  }
  return found;
}

std::string no_such_entry(const toml::table& file, const SettingKey& key) {
  std::vector<std::string> names;
  for (const toml::table* const entry : entries_of(file, key.section))
    names.push_back(name_of(*entry, key.section));
  if (std::count(names.begin(), names.end(), key.entry) > 1)
    return "more than one " + key.section + " is named '" + key.entry + "'";
  const std::string problem = "no " + key.section + " is named '" + key.entry + "'";
  if (const std::string group = numbered_group(file, key); !group.empty())
    return problem + " by itself: " + SettingKey{key.section, group, key.key}.written() +
           " sets all of the entry '" + group + "'";
  return problem + did_you_mean(key.entry, names);
}

Overridden overridden(const toml::table& file, const SettingKey& key) {
  Overridden found;
  const auto row = replacement_of(key);
  if (!row) return found;
  for (const toml::table* const entry : entries_of(file, row->entries)) {
    ++found.entries;
    if (entry->contains(row->own))
      found.instead.push_back(SettingKey{std::string(row->entries), name_of(*entry, row->entries),
                                         std::string(row->own)}
                                  .written());
  }
  return found;
}

std::string about_overridden(const toml::table& file, const SettingKey& key) {
  const Overridden found = overridden(file, key);
  if (found.instead.empty()) return "";
  const auto row = *replacement_of(key);
  constexpr std::size_t few = 8;
  std::vector<std::string> shown = found.instead;
  if (shown.size() > few) {
    shown.resize(few);
    shown.push_back(std::to_string(found.instead.size() - few) + " more");
  }
  const bool one = found.instead.size() == 1;
  const std::string things(row.entries);
  if (found.everywhere())
    return "'" + key.written() + "' acts nowhere: " +
           (found.entries == 1 ? "the only " + things + " states its own"
                               : "every " + things + " states its own") +
           "; " + in_a_row(shown) + (one ? " acts" : " act");
  return "'" + key.written() + "' does not act on " + std::to_string(found.instead.size()) +
         " of " + std::to_string(found.entries) + " entries [[" + things +
         "]], which state their own: " + in_a_row(shown);
}

}  // namespace samen
