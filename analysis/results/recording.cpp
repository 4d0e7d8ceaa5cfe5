#include "analysis/results/recording.hpp"

#include <algorithm>

#include "scenario/toml.hpp"

namespace samen::analysis {
namespace {

/// The value of `run.record` in the scenario of a file, or the default.
std::vector<std::string> recorded_parts(const ResultsFile& file) {
  const std::string text = file.scenario();
  const toml::parse_result scenario = toml::parse(std::string_view(text));
  if (!scenario) throw ResultsError(file.path() + ": the scenario in this file is no TOML");
  const toml::array* const stated = scenario.table()["run"]["record"].as_array();
  if (!stated) return {"summary", "tables", "events"};
  std::vector<std::string> parts;
  for (const toml::node& part : *stated) parts.push_back(part.value_or(std::string()));
  return parts;
}

}  // namespace

bool records_part(const ResultsFile& file, const std::string& part) {
  const auto parts = recorded_parts(file);
  return std::find(parts.begin(), parts.end(), part) != parts.end();
}

std::string setting_that_records(const ResultsFile& file, const std::vector<std::string>& series) {
  std::vector<std::string> parts = recorded_parts(file);
  for (const std::string& name : series)
    if (std::find(parts.begin(), parts.end(), name) == parts.end()) parts.push_back(name);
  std::string list;
  for (const std::string& part : parts) list += (list.empty() ? "\"" : ", \"") + part + "\"";
  return "--set 'run.record=[" + list + "]'";
}

std::string what_was_not_recorded(const ResultsFile& file, const std::vector<std::string>& series) {
  std::vector<std::string> missing;
  for (const std::string& name : series)
    if (!file.has(name)) missing.push_back(name);
  if (missing.empty()) return "";
  std::string names;
  for (const std::string& name : missing) names += (names.empty() ? "'" : ", '") + name + "'";
  return names + (missing.size() == 1 ? " was" : " were") + " not recorded: run it with " +
         setting_that_records(file, missing);
}

}  // namespace samen::analysis
