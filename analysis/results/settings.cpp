#include "analysis/results/settings.hpp"

#include <algorithm>
#include <map>
#include <sstream>

#include "scenario/toml.hpp"

namespace samen::analysis {
namespace {

/// The value as the scenario states it, on one line.
std::string written(const toml::node& node) {
  std::ostringstream out;
  node.visit([&](const auto& value) { out << value; });
  std::string text;
  std::istringstream lines(out.str());
  for (std::string line; std::getline(lines, line);) {
    const std::size_t begin = line.find_first_not_of(' ');
    if (begin != std::string::npos) text += (text.empty() ? "" : " ") + line.substr(begin);
  }
  return text;
}

/// Adds first the keys of a section, then those of its subsections; lists of sections come last.
void add(Settings& settings, const std::string& name, const toml::table& section) {
  const auto is_section = [](const toml::node& node) {
    return node.is_table() && !node.as_table()->is_inline();
  };
  const std::string before = name.empty() ? "" : name + ".";
  for (const auto& [key, node] : section)
    if (!is_section(node) && !node.is_array_of_tables())
      settings.emplace_back(before + std::string(key.str()), written(node));
  for (const auto& [key, node] : section)
    if (is_section(node)) add(settings, before + std::string(key.str()), *node.as_table());
  for (const auto& [key, node] : section) {
    if (!node.is_array_of_tables()) continue;
    int number = 0;
    for (const toml::node& entry : *node.as_array())
      add(settings, before + std::string(key.str()) + " " + std::to_string(++number),
          *entry.as_table());
  }
}

}  // namespace

Settings settings_of(const Batch& batch) {
  const std::string text = batch.file().scenario();
  toml::parse_result file = toml::parse(std::string_view(text));
  if (!file) throw ResultsError("the scenario in this file is no TOML");
  file.table().erase("design");  // a varied key has no single value
  Settings settings;
  add(settings, "", file.table());
  return settings;
}

std::string setting(const Batch& batch, const std::string& name) {
  const std::string key = name.substr(name.find('.'));
  for (const Factor& factor : batch.factors())
    if (factor.name.ends_with(key)) return "";
  std::string found;
  for (const auto& [other, value] : settings_of(batch)) {
    if (other == name)
      found = value;
    else if (other.ends_with(key))
      return "";
  }
  return found;
}

namespace {

/// A value as people write it: 0.3, although the file has all digits.
std::string shortened(const std::string& value) {
  char* end = nullptr;
  const double number = std::strtod(value.c_str(), &end);
  if (value.empty() || *end != '\0') return value;
  std::ostringstream text;
  text << number;
  return text.str();
}

}  // namespace

std::vector<SettingDifference> setting_differences(const Batch& first, const Batch& second) {
  const Settings ones = settings_of(first), others = settings_of(second);
  std::map<std::string, std::string> left(others.begin(), others.end());
  std::vector<SettingDifference> differences;
  const auto note = [&](const std::string& name, const std::string& one, const std::string& other) {
    // The description of a scenario and of its runs do not change a result.
    if (one != other && !name.starts_with("scenario.") && !name.starts_with("run."))
      differences.push_back({name, shortened(one), shortened(other)});
  };
  for (const auto& [name, value] : ones) {
    note(name, value, left[name]);
    left.erase(name);
  }
  for (const auto& [name, value] : others)
    if (left.count(name)) note(name, "", value);
  return differences;
}

}  // namespace samen::analysis
