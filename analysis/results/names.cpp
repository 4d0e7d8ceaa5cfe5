#include "analysis/results/names.hpp"

#include <map>
#include <optional>
#include <sstream>

#include <nlohmann/json.hpp>

#include "dutch_names.hpp"

namespace samen::analysis {

namespace {

using Names = std::map<std::string, std::string>;

const Names& dutch_names() {
  static const Names names = [] {
    Names all = nlohmann::json::parse(dutch_names_json).get<Names>();
    all.merge(nlohmann::json::parse(dutch_sources_json).get<Names>());
    return all;
  }();
  return names;
}

/// A text with one blank wherever it has blanks or line breaks.
std::string in_one_line(const std::string& text) {
  std::istringstream words(text);
  std::string line;
  for (std::string word; words >> word;) line += (line.empty() ? "" : " ") + word;
  return line;
}

std::optional<std::string> dutch(const std::string& text) {
  const std::string line = in_one_line(text);
  if (const auto found = dutch_names().find(line); found != dutch_names().end())
    return found->second;
  const std::size_t end = line.find_last_not_of("0123456789");
  if (end == std::string::npos || end + 1 == line.size() || line[end] != ' ') return std::nullopt;
  const auto found = dutch_names().find(line.substr(0, end));
  if (found == dutch_names().end()) return std::nullopt;
  return found->second + line.substr(end);
}

/// A goal that every table of a kind has of its own: "people are heard (goals of round 2)".
std::optional<std::string> dutch_of_one_table(const std::string& text) {
  const std::string own = " (goals of ";
  const auto at = text.find(own);
  if (at == std::string::npos || text.back() != ')') return std::nullopt;
  const auto goal = dutch(text.substr(0, at));
  const std::string table = text.substr(at + own.size(), text.size() - at - own.size() - 1);
  if (!goal) return std::nullopt;
  return *goal + " (doelen van " + dutch(table).value_or(table) + ")";
}

}  // namespace

std::string name_in(Language language, const std::string& text) {
  if (language == Language::english) return text;
  if (const auto of_table = dutch_of_one_table(text)) return *of_table;
  return dutch(text).value_or(text);
}

bool has_dutch_name(const std::string& text) {
  return dutch(text).has_value();
}

}  // namespace samen::analysis
