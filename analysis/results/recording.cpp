#include "analysis/results/recording.hpp"

#include <algorithm>

namespace samen::analysis {
namespace {

/// What the scenario of a file states as `record`, or what is recorded where it states nothing.
std::vector<std::string> recorded_parts(const ResultsFile& file) {
  const std::string text = file.scenario();
  constexpr std::string_view key = "record = [";
  std::vector<std::string> parts;
  const std::size_t begin = text.find(key);
  if (begin == std::string::npos) return {"summary", "tables", "events"};
  const std::size_t end = std::min(text.find(']', begin), text.size());
  std::string word;
  for (std::size_t n = begin + key.size(); n < end; ++n) {
    const char letter = text[n];
    if ((letter >= 'a' && letter <= 'z') || letter == '_') {
      word += letter;
    } else if (!word.empty()) {
      parts.push_back(std::move(word));
      word.clear();
    }
  }
  return parts;
}

}  // namespace

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
