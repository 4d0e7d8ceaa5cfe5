#include "analysis/results/names.hpp"

#include <algorithm>
#include <optional>
#include <sstream>

namespace samen::analysis {

namespace {

/// Finds a word by its name in files, with spaces or underscores.
std::string word_in(Language language, const std::string& group, std::string name) {
  std::replace(name.begin(), name.end(), ' ', '_');
  if (const std::string* word = language.find(group + '.' + name)) return *word;
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

/// Replaces each run of blanks and line breaks by one blank.
std::string in_one_line(const std::string& text) {
  std::istringstream words(text);
  std::string line;
  for (std::string word; words >> word;) line += (line.empty() ? "" : " ") + word;
  return line;
}

const std::string* stated(Language language, const std::string& text) {
  const std::string* name = language.find("names." + text);
  return name ? name : language.find("sources." + text);
}

std::optional<std::string> translated(Language language, const std::string& text) {
  const std::string line = in_one_line(text);
  if (const std::string* whole = stated(language, line)) return *whole;
  const std::size_t end = line.find_last_not_of("0123456789");
  if (end == std::string::npos || end + 1 == line.size() || line[end] != ' ') return std::nullopt;
  const std::string* of_many = stated(language, line.substr(0, end));
  if (!of_many) return std::nullopt;
  return *of_many + line.substr(end);
}

/// A goal of which every table has its own copy: "people are heard (goals of round 2)".
std::optional<std::string> translated_of_one_table(Language language, const std::string& text) {
  const std::string own = " (goals of ";
  const auto at = text.find(own);
  if (at == std::string::npos || text.back() != ')') return std::nullopt;
  const auto goal = translated(language, text.substr(0, at));
  if (!goal) return std::nullopt;
  const std::string table = text.substr(at + own.size(), text.size() - at - own.size() - 1);
  return language("happened.goal_of_table",
                  {{"goal", *goal}, {"table", translated(language, table).value_or(table)}});
}

}  // namespace

std::string arm_in(Language language, const std::string& arm) {
  return word_in(language, "arm", arm);
}

std::string measure_in(Language language, const std::string& name) {
  return word_in(language, "observables", name);
}

std::string lever_in(Language language, const std::string& name) {
  if (const std::string* words = language.find("levers.levers." + name + ".name")) return *words;
  return word_in(language, "levers", name);
}

std::string choice_in(Language language, const std::string& value) {
  return word_in(language, "choices", value);
}

std::string meaning_in(Language language, const std::string& parameter, const std::string& stated) {
  if (const std::string* words = language.find("levers." + parameter + ".meaning")) return *words;
  const std::string* words = language.find("parameters." + parameter);
  return words ? *words : stated;
}

std::string reason_in(Language language, const std::string& reason) {
  return word_in(language, "reasons", reason);
}

std::string ending_in(Language language, const std::string& reason) {
  std::string named = reason;
  std::replace(named.begin(), named.end(), '_', ' ');
  return language == Language() ? named : reason_in(language, reason);
}

std::string name_in(Language language, const std::string& text) {
  if (const auto of_table = translated_of_one_table(language, text)) return *of_table;
  return translated(language, text).value_or(text);
}

bool has_name(Language language, const std::string& text) {
  return translated(language, text).has_value();
}

}  // namespace samen::analysis
