#include "names.hpp"

#include <map>
#include <optional>
#include <sstream>

#include <nlohmann/json.hpp>

#include "dutch_names.hpp"

namespace samen {

namespace {

using Names = std::map<std::string, std::string>;

const Names& dutch_names() {
  static const Names names = nlohmann::json::parse(dutch_names_json).get<Names>();
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

}  // namespace

std::string name_in(Language language, const std::string& text) {
  return language == Language::dutch ? dutch(text).value_or(text) : text;
}

bool has_dutch_name(const std::string& text) {
  return dutch(text).has_value();
}

}  // namespace samen
