// Turns a text into a TOML table.
#pragma once

#include <string>

#include "scenario/toml_section.hpp"

namespace samen {

/// Returns the text as a table; an empty table, with a complaint, if it is no TOML.
toml::table parsed(const std::string& text, const std::string& path, Complaints& complaints);

/// Returns a value as a file states it, on one line; fractions have no more digits than they need.
std::string written(const toml::node& node);

}  // namespace samen
