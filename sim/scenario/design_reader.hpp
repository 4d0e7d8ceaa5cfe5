// The [design] section of a scenario: what is varied, and how.
#pragma once

#include "scenario/scenario.hpp"
#include "scenario/toml_section.hpp"

namespace samen {

/// A key of the scenario set to a value written as in the file, as "section.key=value".
using KeySetting = std::string;

/// The entries of a table as section.key or section."entry".key (setting_key.hpp), whether written
/// in quotes as a whole or part by part, in the order of the file.
std::vector<std::pair<std::string, const toml::node*>> keys_of(const toml::table& table);

/// Reads the section; nothing is varied where it is absent. What cannot be a value of its key is
/// found later, by reading the scenario at the points.
Design read_design(Section root, Complaints& complaints);

/// Settings by which the scenario becomes that of a point.
std::vector<KeySetting> settings_at(const Design& design, int point);

/// Where the section states the value of a factor at a point.
toml::source_region place_of(const toml::table& section, const Design& design, int point,
                             std::size_t factor);

/// The section as read, its keys in their order: they decide what the points are.
std::string design_text(const toml::table& section);

/// Points that between them show every level and both ends of every factor: all of a small design.
std::vector<int> telling_points(const Design& design);

}  // namespace samen
