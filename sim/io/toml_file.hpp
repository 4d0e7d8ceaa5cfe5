// Reads TOML files as a whole; an error contains all complaints.
#pragma once

#include <optional>
#include <string>

#include "scenario/toml_text.hpp"

namespace samen {

/// Larger than any file that people or scripts write; a longer input is endless or not TOML.
inline constexpr std::size_t largest_file = std::size_t{1} << 25;  // bytes

/// The content of a file ("-": standard input). Returns nothing, with the reason in `why`, if the
/// file cannot be read, has no end (a folder, a device, a pipe), or is too large.
std::optional<std::string> contents_of(const std::string& path, std::string& why);
/// The same; throws ScenarioError with the reason.
std::string contents_of(const std::string& path);

/// Throws ScenarioError with all complaints, in the order of the files, if there are any.
void refuse(const Complaints& complaints, const std::string& path);

}  // namespace samen
