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

/// Whether a section consists of named entries, for example [[table]].
bool has_entries(std::string_view section);

/// What is wrong with a key of such a section that names no entry.
std::string no_single_values(const std::string& section);

/// Parses a key; names may be quoted. Returns nothing if the text is not a key.
std::optional<SettingKey> key_from(const std::string& text);

/// The two parts of a setting "key=value".
struct KeyAndValue {
  SettingKey key;
  std::string value;
};
std::optional<KeyAndValue> setting_from(const std::string& text);

/// The TOML table in which a file states a key: a section or an entry. Null if there is none, or
/// more than one of that name.
const toml::table* home_of(const toml::table& file, const SettingKey& key);
inline toml::table* home_of(toml::table& file, const SettingKey& key) {
  return const_cast<toml::table*>(home_of(std::as_const(file), key));
}

/// The complaint about the name of an entry for which home_of() returns null.
std::string no_such_entry(const toml::table& file, const SettingKey& key);

/// The entries that override a common key with their own values.
struct Overridden {
  int entries = 0;                   ///< number of entries to which the common key applies
  std::vector<std::string> instead;  ///< keys of the entries that override it, in their order
  bool everywhere() const { return entries > 0 && static_cast<int>(instead.size()) >= entries; }
};
Overridden overridden(const toml::table& file, const SettingKey& key);

/// Returns "'levers.puller' acts nowhere: every table states its own; table."round".puller would
/// act", a similar sentence if only some tables override it, or "".
std::string about_overridden(const toml::table& file, const SettingKey& key);

}  // namespace samen
