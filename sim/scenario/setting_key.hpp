// Keys of settings, on the command line, in designs and in claims: section.key, or that of a table,
// an organisation or a goal, table."name".key; and what such a key reaches.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenario/toml.hpp"

namespace samen {

/// A key taken apart.
struct SettingKey {
  std::string section;
  std::string entry;  ///< name of the entry, as of [[table]]; empty where the key is of none
  std::string key;
  bool of_entry() const { return !entry.empty(); }
  /// section.key or section."entry".key
  std::string written() const;
};

/// Whether keys of a section are those of an entry that a name tells apart.
bool has_entries(std::string_view section);

/// What is wrong with a key of entries without the name of one.
std::string no_single_values(const std::string& section);

/// Names are in quotes or bare; nothing of what is no key.
std::optional<SettingKey> key_from(const std::string& text);

/// "key=value" apart, where it is a setting.
struct KeyAndValue {
  SettingKey key;
  std::string value;
};
std::optional<KeyAndValue> setting_from(const std::string& text);

/// The table that states a key of a file: its section, or the entry; null where there is none, or
/// more than one of that name.
const toml::table* home_of(const toml::table& file, const SettingKey& key);
inline toml::table* home_of(toml::table& file, const SettingKey& key) {
  return const_cast<toml::table*>(home_of(std::as_const(file), key));
}

/// What is wrong with the name of an entry that home_of() does not give.
std::string no_such_entry(const toml::table& file, const SettingKey& key);

/// Which entries state values of their own in place of a common key.
struct Overridden {
  int entries = 0;                   ///< for which the key would count
  std::vector<std::string> instead;  ///< keys of those that state their own, in their order
  bool everywhere() const { return entries > 0 && static_cast<int>(instead.size()) >= entries; }
};
Overridden overridden(const toml::table& file, const SettingKey& key);

/// "'levers.puller' acts nowhere: every table states its own; table."round".puller would act", the
/// same where only some do, or nothing.
std::string about_overridden(const toml::table& file, const SettingKey& key);

}  // namespace samen
