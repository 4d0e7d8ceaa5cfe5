// What a scenario states without effect, or with another effect than a reader may expect: no
// mistakes, but said before it runs.
#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.hpp"
#include "scenario/toml.hpp"

namespace samen {

/// A sentence each. `file` is the scenario as it runs, `settings` what was changed on the command
/// line ("section.key=value").
std::vector<std::string> notes_on(const toml::table& file, const Scenario& scenario,
                                  const std::vector<std::string>& settings);

}  // namespace samen
