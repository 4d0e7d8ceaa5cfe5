// Parses a text as TOML.
#pragma once

#include <string>

#include "scenario/toml_section.hpp"

namespace samen {

/// Returns the text as a table; after a syntax error, an empty table and a complaint.
toml::table parsed(const std::string& text, const std::string& path, Complaints& complaints);

/// Returns a value as a file states it, on one line; fractions have the fewest digits.
std::string written(const toml::node& node);

}  // namespace samen
