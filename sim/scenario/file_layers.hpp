// Merges the layers of a scenario: the files it includes, the file itself, and settings over them.
#pragma once

#include <string>
#include <vector>

#include "scenario/scenario_reader.hpp"
#include "scenario/toml_section.hpp"

namespace samen {

/// Returns a file merged with its includes: the included files in their order, then the file
/// itself. Later values replace earlier ones.
toml::table with_includes(toml::table file, const std::string& path, const IncludedFiles& files,
                          Complaints& complaints);

/// Sets section.key=value. Complaints name `shown` as the place.
void apply_setting(toml::table& file, const std::string& setting, const std::string& shown,
                   Complaints& complaints);

/// Adds an entry [[change]], called "page 1" if it is the first of this file.
void add_change(toml::table& file, const DatedSetting& change, Complaints& complaints);

/// Complains about settings that change nothing because every entry states its own value.
void refuse_overridden(const toml::table& file, const std::vector<std::string>& settings,
                       Complaints& complaints);

}  // namespace samen
