// What the page is told of a scenario, and what it saves of one. The page is built with it, and the
// engine in the browser has it for files that somebody opens there.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "scenario/scenario.hpp"

namespace samen::demo {

/// What a control of the page is: name, unit, meaning, source, range, choices, default; of every
/// parameter, and of what all goals have in common.
nlohmann::ordered_json control_rows();

/// As JSON: who and what there is, the values of the controls and how they are set, and the points
/// of the design as values of controls.
std::string description_of(const Scenario& scenario);

/// The scenario as a file of its own, without its design: includes merged, and only what differs
/// from the defaults.
std::string saved_text(const Scenario& scenario);

}  // namespace samen::demo
