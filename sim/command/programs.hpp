// The analyses, which are programs beside this one.
#pragma once

#include <filesystem>
#include <string>

#include "command/command.hpp"

namespace samen {

/// The folder of this program and its analyses.
std::filesystem::path own_folder();

/// Names of the analyses there are.
Words analyses();

/// What an analysis says of itself, in one line.
std::string about(const std::string& analysis);

/// Becomes an analysis; returns only where it cannot be started.
int become(const std::string& analysis, const Words& words);

/// Starts an analysis and waits for it: its exit code.
int show(const std::string& analysis, const Words& words);

}  // namespace samen
