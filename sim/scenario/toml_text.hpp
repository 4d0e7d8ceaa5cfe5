// A text becomes a table of TOML.
#pragma once

#include <string>

#include "scenario/toml_section.hpp"

namespace samen {

/// The text as a table; empty, with a complaint, where it is no TOML.
toml::table parsed(const std::string& text, const std::string& path, Complaints& complaints);

/// A value as a file states it, on one line; fractions with no more digits than they need.
std::string written(const toml::node& node);

}  // namespace samen
