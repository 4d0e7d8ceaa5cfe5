// Reads the [design] section of a scenario: the factors it varies, and how it samples them.
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
/// found later, when the scenario is read at each point.
Design read_design(Section root, Complaints& complaints);

/// The settings that turn the scenario into that of a design point.
std::vector<KeySetting> settings_at(const Design& design, int point);

/// The place in the file where the section states the value of a factor at a point.
toml::source_region place_of(const toml::table& section, const Design& design, int point,
                             std::size_t factor);

/// The text of the section with its keys in the order of the file, because this order fixes the
/// points.
std::string design_text(const toml::table& section);

/// Points that together contain every level and both ends of every factor; all points of a small
/// design.
std::vector<int> points_to_check(const Design& design);

}  // namespace samen
