#include "scenario/former_names.hpp"

#include <algorithm>

namespace samen {

std::size_t outcome_at(Section& section, std::string_view key,
                       std::span<const std::string_view> names, std::size_t fallback) {
  const toml::node* const node = section.node(key);
  const auto given = node ? node->value<std::string>() : std::nullopt;
  const auto found = given ? std::find(names.begin(), names.end(),
                                       named_today(section, key, *given, former_outcomes))
                           : names.end();
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  return section.one_of(key, names, fallback);  // which says what is wrong
}

}  // namespace samen
