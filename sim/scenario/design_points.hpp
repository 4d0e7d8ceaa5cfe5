// Turns the points of a design into settings.
#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.hpp"
#include "scenario/toml.hpp"

namespace samen {

/// Removes the design from a file, and everything that refers to its points.
void leave_out_design(toml::table& file);

/// Gives every design point its setting, reads the checked points and returns their complaints.
/// `file` is the scenario, `section` its [design].
std::vector<std::string> lay_out_design(Scenario& scenario, toml::table file,
                                        const toml::table& section, const std::string& path);

}  // namespace samen
