// What the page learns about a scenario, and what it saves of one. The page is built with this
// code; the engine in the browser also contains it, for files that somebody opens there.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "scenario/scenario.hpp"

namespace samen::demo {

/// Returns the properties of each control of the page: name, unit, meaning, source, range, choices
/// and default. There is a control for every parameter and for what all goals have in common.
nlohmann::ordered_json control_rows();

/// Returns JSON with who and what there is, the values of the controls and how to set them, and the
/// points of the design as values of the controls.
std::string description_of(const Scenario& scenario);

/// Returns the scenario as a file of its own without its design. Includes are merged, and only what
/// differs from the defaults is stated.
std::string saved_text(const Scenario& scenario);

}  // namespace samen::demo
