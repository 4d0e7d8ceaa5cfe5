// The analyses: separate programs in the folder of this one.
#pragma once

#include <filesystem>
#include <string>

#include "command/command.hpp"

namespace samen {

/// The folder of this program and its analyses.
std::filesystem::path own_folder();

/// Names of the analyses that are installed.
Words analyses();

/// Whether scenarios/demo is building the analyses now: its process, named in the file being_built
/// of the own folder, is alive.
bool being_built();

/// The one-line description of an analysis, as the analysis prints it.
std::string about(const std::string& analysis);

/// Replaces this process by an analysis; returns only if it cannot be started.
int replace_process(const std::string& analysis, const Words& words);

/// Starts an analysis, waits for it and returns its exit code.
int show(const std::string& analysis, const Words& words);

}  // namespace samen
