// What lies over what in a scenario: the files it includes, the file, and single settings.
#pragma once

#include <string>
#include <vector>

#include "scenario/scenario_reader.hpp"
#include "scenario/toml_section.hpp"

namespace samen {

/// A file with what it includes: the files named are laid over each other in their order, and the
/// file itself over all of them.
toml::table with_includes(toml::table file, const std::string& path, const IncludedFiles& files,
                          Complaints& complaints);

/// Sets section.key=value; complaints about it are placed at `shown`.
void apply_setting(toml::table& file, const std::string& setting, const std::string& shown,
                   Complaints& complaints);

/// Complains about settings that reach nothing, since every entry states its own value.
void refuse_overridden(const toml::table& file, const std::vector<std::string>& settings,
                       Complaints& complaints);

}  // namespace samen
