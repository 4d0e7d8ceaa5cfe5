// What a scenario expects of its runs, in a form that can be checked with runs:
// [[scenario.expected]].
//
// Each entry compares a measure between two sides – an arm, a point of the design – or of one side
// with a number. Kept as JSON, for the result file: a list of
//   says, measure, direction (more, less or same), by, share,
//   first {arm, point, less}, and second {arm, point, less} or than
// where point and less are labels of points, empty for none; `less` is a point of the same arm
// whose value is taken off. The list holds an entry with several points once for each point.
#pragma once

#include <string>

#include "scenario/scenario.hpp"
#include "scenario/toml_section.hpp"

namespace samen {

/// Returns "" if nothing is stated. `head` is the section [scenario]; its other keys are ignored.
/// The design of the scenario must have been read before. Also checks the point that
/// [scenario.answer] names.
std::string read_expectations(Section head, const Scenario& scenario);

}  // namespace samen
