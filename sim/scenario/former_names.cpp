#include "scenario/former_names.hpp"

#include <algorithm>

#include "scenario/former_arms.hpp"

namespace samen {

std::size_t outcome_at(Section& section, std::string_view key,
                       std::span<const std::string_view> names, std::size_t fallback) {
  const toml::node* const node = section.node(key);
  const auto given = node ? node->value<std::string>() : std::nullopt;
  const auto found = given ? std::find(names.begin(), names.end(),
                                       named_today(section, key, *given, former_outcomes))
                           : names.end();
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  return section.one_of(key, names, fallback);  // reports what is wrong
}

namespace {

/// Complains if a key names an arm by the old name `choice`; returns whether it complained.
bool refuses_arm_of_before(Section& section, std::string_view key, const toml::node* node) {
  if (!node || node->value<std::string>() != std::string(arm_of_before)) return false;
  section.complain(
      key, "'" + section.full_name(key) + "': the arm " + std::string(arm_of_before_is_gone));
  return true;
}

}  // namespace

Arm arm_at(Section& section, std::string_view key, Arm fallback) {
  if (refuses_arm_of_before(section, key, section.node(key))) return fallback;
  return static_cast<Arm>(section.one_of(key, arm_names, static_cast<std::size_t>(fallback)));
}

std::vector<Arm> arms_at(Section& section, std::string_view key, const std::vector<Arm>& fallback) {
  const toml::node* const node = section.node(key);
  if (const toml::array* const list = node ? node->as_array() : nullptr)
    for (const toml::node& entry : *list)
      if (refuses_arm_of_before(section, key, &entry)) return fallback;
  std::vector<std::size_t> usual;
  for (const Arm arm : fallback) usual.push_back(static_cast<std::size_t>(arm));
  std::vector<Arm> arms;
  for (const std::size_t arm : section.some_of(key, arm_names, usual))
    arms.push_back(static_cast<Arm>(arm));
  return arms;
}

}  // namespace samen
