// The layers of a scenario: the files it includes, the file itself, and single settings over them.
#pragma once

#include <string>
#include <vector>

#include "scenario/scenario_reader.hpp"
#include "scenario/toml_section.hpp"

namespace samen {

/// Returns a file with its includes. The named files are laid over each other in their order, and
/// the file itself over all of them.
toml::table with_includes(toml::table file, const std::string& path, const IncludedFiles& files,
                          Complaints& complaints);

/// Sets section.key=value. Complaints about it name the place `shown`.
void apply_setting(toml::table& file, const std::string& setting, const std::string& shown,
                   Complaints& complaints);

/// Complains about settings that change nothing because every entry states its own value.
void refuse_overridden(const toml::table& file, const std::vector<std::string>& settings,
                       Complaints& complaints);

}  // namespace samen
