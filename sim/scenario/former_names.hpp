// Names of measures in files. Names of the previous version are still accepted.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/observables.hpp"
#include "model/world/entities.hpp"
#include "scenario/toml_section.hpp"

namespace samen {

/// The present name of the measure that a key names. Adds a note if the file uses the former name.
template <std::size_t n>
std::string named_today(Section& section, std::string_view key, const std::string& given,
                        const std::array<FormerName, n>& former) {
  std::string now(present_name(former, given));
  if (now != given)
    section.note(key, "'" + given + "' is called '" + now +
                          "' now; the next version no longer knows the former name");
  return now;
}

/// Index into `names` of the outcome that a key names.
std::size_t outcome_at(Section& section, std::string_view key,
                       std::span<const std::string_view> names, std::size_t fallback);

/// The arm that a key names, and the list of arms. The old name `choice` is refused, because a file
/// that uses it means another arm by `together`.
Arm arm_at(Section& section, std::string_view key, Arm fallback);
std::vector<Arm> arms_at(Section& section, std::string_view key, const std::vector<Arm>& fallback);

}  // namespace samen
