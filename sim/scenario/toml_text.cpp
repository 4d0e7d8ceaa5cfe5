#include "scenario/toml_text.hpp"

#include <algorithm>
#include <cctype>
#include <memory>
#include <sstream>

#include "scenario/scenario.hpp"

namespace samen {
namespace {

constexpr int deepest = 64;  // parts of a dotted key

toml::source_position position_of(const std::string& text, std::size_t letter) {
  const std::size_t line = text.rfind('\n', letter);
  const auto lines =
      std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(letter), '\n');
  return {static_cast<toml::source_index>(lines + 1),
          static_cast<toml::source_index>(line == std::string::npos ? letter + 1 : letter - line)};
}

/// The position of a key with too many dotted parts. Tables of such depth cannot be destroyed
/// safely; toml++ itself limits only values.
std::optional<toml::source_position> too_deep(const std::string& text) {
  int parts = 1;
  std::string quotes;  // opening quotes of the text that the scan is in
  for (std::size_t n = 0; n < text.size(); ++n) {
    const char letter = text[n];
    if (!quotes.empty()) {
      const bool ends = text.compare(n, quotes.size(), quotes) == 0;
      if (letter == '\\' && quotes[0] == '"') ++n;
      if (ends) n += quotes.size() - 1;
      if (ends || (letter == '\n' && quotes.size() == 1)) quotes.clear();
    } else if (letter == '"' || letter == '\'') {
      const bool three = text.compare(n, 3, std::string(3, letter)) == 0;
      quotes = std::string(three ? 3 : 1, letter);
      n += quotes.size() - 1;
    } else if (letter == '#') {
      n = std::min(text.find('\n', n), text.size()) - 1;
      parts = 1;
    } else if (letter == '.') {
      if (++parts > deepest) return position_of(text, n);
    } else if (std::isalnum(static_cast<unsigned char>(letter)) == 0 && letter != '_' &&
               letter != '-' && letter != ' ' && letter != '\t') {
      parts = 1;
    }
  }
  return std::nullopt;
}

}  // namespace

toml::table parsed(const std::string& text, const std::string& path, Complaints& complaints) {
  const auto source = std::make_shared<const std::string>(path);
  if (const auto deep = too_deep(text)) {
    complaints.add({*deep, *deep, source}, "a key of more than " + std::to_string(deepest) +
                                               " parts with dots between them");
    return {};
  }
  toml::parse_result result = toml::parse(std::string_view(text), std::string_view(path));
  if (result) return std::move(result).table();
  std::string what(result.error().description());
  if (what.find("parsing date") != std::string::npos)
    what += "; a month is written in quotes, as \"2015-01\"";
  complaints.add(result.error().source(), what);
  return {};
}

std::string written(const toml::node& node) {
  std::string text;
  const auto listed = [&](char open, char close, const auto& parts, const auto& part) {
    text += open;
    for (const auto& one : parts) text += (text.size() == 1 ? "" : ", ") + part(one);
    return text + close;
  };
  if (const toml::array* const list = node.as_array())
    return listed('[', ']', *list, [](const toml::node& one) { return written(one); });
  if (const toml::table* const table = node.as_table())
    return listed('{', '}', *table, [](const auto& one) {
      return std::string(one.first.str()) + " = " + written(one.second);
    });
  if (const auto* const number = node.as_floating_point()) return shortest_text(number->get());
  std::ostringstream out;
  node.visit([&](const auto& value) { out << value; });
  return out.str();
}

}  // namespace samen
