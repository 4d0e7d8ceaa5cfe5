#include "io/coefficient.hpp"

#include <charconv>

#include "model/parameter_table.hpp"

namespace samen {
namespace {

/// A row of the documents: "B25" is number 25 of list B.
struct DocumentRow {
  char list;
  int number;
};

/// Removes a row from the start of a text, if the text starts with one.
std::optional<DocumentRow> take_row(std::string_view& text) {
  const auto between = [](char c, char low, char high) { return low <= c && c <= high; };
  if (text.size() < 2 || !between(text[0], 'A', 'Z') || !between(text[1], '0', '9'))
    return std::nullopt;
  DocumentRow row{text[0], 0};
  const auto end = std::from_chars(text.data() + 1, text.data() + text.size(), row.number).ptr;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return row;
}

}  // namespace

bool Coefficient::is_lever() const {
  return name.starts_with("levers.");
}

bool Coefficient::of_a_rule() const {
  return neutral || (!is_lever() && !name.starts_with("initial."));
}

const std::vector<Coefficient>& coefficients() {
  static const std::vector<Coefficient> all = [] {
    std::vector<Coefficient> rows;
    for (const ParameterRow& row : parameter_table())
      rows.push_back({row.key(), std::string(row.source), row.neutral});
    return rows;
  }();
  return all;
}

bool cites(std::string_view source, std::string_view row) {
  const std::optional<DocumentRow> wanted = take_row(row);
  if (!wanted || !row.empty()) return false;
  while (!source.empty()) {
    const std::optional<DocumentRow> first = take_row(source);
    if (!first) {
      source.remove_prefix(1);
      continue;
    }
    int last = first->number;
    if (source.starts_with('-')) {
      std::string_view rest = source.substr(1);
      const std::optional<DocumentRow> end = take_row(rest);
      if (end) source = rest;
      if (end && end->list == first->list) last = end->number;
    }
    if (first->list == wanted->list && first->number <= wanted->number && wanted->number <= last)
      return true;
  }
  return false;
}

}  // namespace samen
