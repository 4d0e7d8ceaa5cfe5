// Finds the known name nearest to a mistyped one, for error messages.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace samen {

/// Levenshtein (1966) distance: insertions, deletions and substitutions between two words.
inline std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row.back();
}

/// Returns " (did you mean 'x'?)", or "" if no known name is near.
template <class Names>
std::string did_you_mean(std::string_view given, const Names& known) {
  std::string_view best;
  std::size_t least = std::max<std::size_t>(2, given.size() / 3) + 1;
  for (const auto& name : known) {
    const std::size_t distance = edit_distance(given, name);
    if (distance < least) {
      least = distance;
      best = name;
    }
  }
  return best.empty() ? "" : " (did you mean '" + std::string(best) + "'?)";
}

/// 'a', 'b' or 'c'
template <class Names>
std::string listed(const Names& names) {
  std::string list;
  std::size_t n = 0;
  for (const auto& name : names) {
    list += "'" + std::string(name) + "'";
    ++n;
    if (n + 1 < names.size()) list += ", ";
    if (n + 1 == names.size()) list += " or ";
  }
  return list;
}

}  // namespace samen
