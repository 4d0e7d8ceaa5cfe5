// The [design] section of a scenario: what is varied, and how.
#pragma once

#include "scenario/scenario.hpp"
#include "scenario/toml_section.hpp"

namespace samen {

/// A key of the scenario and its value as in the file: "section.key=value".
using KeySetting = std::string;

/// The entries of a table as section.key or section."entry".key (setting_key.hpp), in the order of
/// the file. A file may write such a key in quotes as a whole or part by part.
std::vector<std::pair<std::string, const toml::node*>> keys_of(const toml::table& table);

/// Reads the section; if it is absent, nothing is varied. A value that its key does not accept is
/// found later, when the scenario is read at the points.
Design read_design(Section root, Complaints& complaints);

/// The settings that turn the scenario into that of a point.
std::vector<KeySetting> settings_at(const Design& design, int point);

/// Where the section states the value of a factor at a point.
toml::source_region place_of(const toml::table& section, const Design& design, int point,
                             std::size_t factor);

/// The section as it was read, with its keys in their order, because the order decides what the
/// points are.
std::string design_text(const toml::table& section);

/// Points that together show every level and both ends of every factor; for a small design, all
/// points.
std::vector<int> telling_points(const Design& design);

}  // namespace samen
