// The checkable expectations of a scenario about its runs, [[scenario.expected]], and what was
// found in them beside, [[scenario.found]]; with the reason why it came out so.
//
// Each entry compares a measure between two sides – an arm, a point of the design – or compares one
// side with a number. It is stored as JSON for the result file: a list of
//   says, found, measure, direction (more, less or same), by, share,
//   first {arm, point, less}, and second {arm, point, less} or than
// where point and less are labels of points, or empty; the value at `less`, a point of the same
// arm, is subtracted. An entry with several points is in the list once for each point.
// A reason, `why`, has its own `says`; `came_out`, the verdict that it explains; and what shows it:
// `with`, settings (called `name` in words) under which the same comparison comes out otherwise, or
// a comparison of its own.
#pragma once

#include <string>

#include "scenario/scenario.hpp"
#include "scenario/toml.hpp"
#include "scenario/toml_section.hpp"

namespace samen {

/// Returns "" if the scenario states none. `head` is the section [scenario]; its other keys are
/// ignored. The design of the scenario must be read before. Also checks the point that
/// [scenario.answer] names.
std::string read_expectations(Section head, const Scenario& scenario);

/// Complains about settings `with` which a reason is shown that the file cannot have. `file` is the
/// scenario as it was read.
void check_contrasts(const Scenario& scenario, const toml::table& file, Complaints& complaints);

}  // namespace samen
