// Keys of settings, as used on the command line, in designs and in claims, and what such a key
// changes. A key is section.key, or that of a table, an organisation, a goal, a change or a step:
// table."name".key.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenario/toml.hpp"

namespace samen {

/// A key in its parts.
struct SettingKey {
  std::string section;
  std::string entry;  ///< name of the entry, for example of a [[table]]; empty if the key belongs
                      ///< to no entry
  std::string key;
  bool of_entry() const { return !entry.empty(); }
  /// section.key or section."entry".key
  std::string written() const;
};

/// Whether the keys of a section belong to entries that a name distinguishes.
bool has_entries(std::string_view section);

/// What is wrong with a key of entries that names no entry.
std::string no_single_values(const std::string& section);

/// Reads a key; names may stand in quotes or not. Returns nothing if the text is no key.
std::optional<SettingKey> key_from(const std::string& text);

/// "key=value" in its two parts, if the text is a setting.
struct KeyAndValue {
  SettingKey key;
  std::string value;
};
std::optional<KeyAndValue> setting_from(const std::string& text);

/// The table in which a file states a key: its section or its entry. Null if there is none, or more
/// than one of that name.
const toml::table* home_of(const toml::table& file, const SettingKey& key);
inline toml::table* home_of(toml::table& file, const SettingKey& key) {
  return const_cast<toml::table*>(home_of(std::as_const(file), key));
}

/// What is wrong with the name of an entry for which home_of() returns null.
std::string no_such_entry(const toml::table& file, const SettingKey& key);

/// Which entries state their own values in place of a common key.
struct Overridden {
  int entries = 0;                   ///< number of entries for which the key would count
  std::vector<std::string> instead;  ///< keys of the entries that state their own value, in their
                                     ///< order
  bool everywhere() const { return entries > 0 && static_cast<int>(instead.size()) >= entries; }
};
Overridden overridden(const toml::table& file, const SettingKey& key);

/// Returns "'levers.puller' acts nowhere: every table states its own; table."round".puller would
/// act", a similar sentence if only some tables do, or "".
std::string about_overridden(const toml::table& file, const SettingKey& key);

}  // namespace samen
