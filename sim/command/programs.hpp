// The analyses, which are programs beside this one.
#pragma once

#include <filesystem>
#include <string>

#include "command/command.hpp"

namespace samen {

/// The folder of this program and its analyses.
std::filesystem::path own_folder();

/// Names of the analyses that are installed.
Words analyses();

/// The description of an analysis in one line, as the analysis states it.
std::string about(const std::string& analysis);

/// Replaces this process by an analysis; returns only if it cannot be started.
int become(const std::string& analysis, const Words& words);

/// Starts an analysis, waits for it and returns its exit code.
int show(const std::string& analysis, const Words& words);

}  // namespace samen
