// Finds statements of a scenario without effect, or with another effect than a reader may expect.
// They are not errors, but the user sees them before the run.
#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.hpp"
#include "scenario/toml.hpp"

namespace samen {

/// Returns one sentence for each such statement. `file` is the scenario that is run, `settings` are
/// the changes on the command line ("section.key=value").
std::vector<std::string> notes_on(const toml::table& file, const Scenario& scenario,
                                  const std::vector<std::string>& settings);

}  // namespace samen
