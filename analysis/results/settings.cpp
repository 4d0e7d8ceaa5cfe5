#include "analysis/results/settings.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

namespace samen::analysis {

Settings settings_of(const Batch& batch) {
  Settings settings;
  std::istringstream text(batch.file().texts("scenario_resolved").at(0));
  std::map<std::string, int> numbers;
  std::string section;
  for (std::string line; std::getline(text, line);) {
    const std::size_t equals = line.find(" = ");
    const bool is_key = equals != std::string::npos && equals > 0 &&
                        line.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == equals;
    if (line.starts_with("[[")) {
      section = line.substr(2, line.find(']') - 2);
      section += " " + std::to_string(++numbers[section]);
    } else if (line.starts_with("[")) {
      section = line.substr(1, line.find(']') - 1);
    } else if (is_key) {
      settings.emplace_back(section + "." + line.substr(0, equals), line.substr(equals + 3));
    } else if (!settings.empty() && line.find_first_not_of(" ") != std::string::npos) {
      settings.back().second += " " + line.substr(line.find_first_not_of(" "));
    }
  }
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

/// A value as people write it: 0.3 where the file has all digits.
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
    // What is said about a scenario and how it is run changes nothing of what happens.
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
