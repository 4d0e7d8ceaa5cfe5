// TOML files as a whole: read, and refused with all that is wrong with them.
#pragma once

#include <optional>
#include <string>

#include "scenario/toml_text.hpp"

namespace samen {

/// Larger than any file that people or scripts write: what is not, never ends or is no TOML.
inline constexpr std::size_t largest_file = std::size_t{1} << 25;  // bytes

/// What stands in a file ("-": standard input); nothing where it cannot be read, is no file with an
/// end (a folder, a device, a pipe) or is too large: `why` then says which.
std::optional<std::string> contents_of(const std::string& path, std::string& why);
/// The same; throws ScenarioError with the reason.
std::string contents_of(const std::string& path);

/// Throws ScenarioError where there is a complaint: all of them, in the order of the files.
void refuse(const Complaints& complaints, const std::string& path);

}  // namespace samen
