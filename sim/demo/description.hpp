// The description of a scenario for the page, and the text that the page saves. The builder of the
// page uses this code; the engine in the browser also contains it, for files that a user opens
// there.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "scenario/scenario.hpp"

namespace samen::demo {

/// Returns the properties of each control of the page: name, unit, meaning, source, range, choices
/// and default. There is a control for every parameter and for the properties that all goals share.
nlohmann::ordered_json control_rows();

/// Returns JSON with the entities, the values of the controls and the keys that set them, and the
/// points of the design as values of the controls.
std::string description_of(const Scenario& scenario);

/// Returns the scenario as a self-contained file without its design. Includes are merged, and only
/// values that differ from the defaults are stated.
std::string saved_text(const Scenario& scenario);

}  // namespace samen::demo
