// TOML files as a whole: read, parsed, and refused with all that is wrong with them.
#pragma once

#include <optional>
#include <string>

#include "io/toml_section.hpp"

namespace samen {

/// What stands in a file ("-": standard input); nothing where it cannot be read.
std::optional<std::string> contents_of(const std::string& path);

/// The text as a table; empty, with a complaint, where it is no TOML.
toml::table parsed(const std::string& text, const std::string& path, Complaints& complaints);

/// Throws ScenarioError where there is a complaint: all of them, in the order of the files.
void refuse(const Complaints& complaints, const std::string& path);

}  // namespace samen
