// Reads and runs the configurations of the validation suite.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "command/progress.hpp"
#include "experiment/design.hpp"
#include "io/publish.hpp"
#include "io/scenario_reader.hpp"

namespace samen {

/// A scenario with patterns, and the name of its result file. A scenario with several layouts gives
/// several configurations, each with its own seed.
struct Configuration {
  std::string file;  ///< as the user gave it
  std::string name;  ///< "v01_decay"; for the second layout "v01_decay.2"
  Scenario scenario;
  bool another_layout = false;  ///< a further layout of the previous configuration
};

/// Reads the named files, or those in a folder, with the overrides. If `only` names patterns,
/// returns only the configurations that contain one of them. `overrides.replicates` are divided
/// over the layouts of a configuration, at least two for each. Throws ScenarioError with every
/// complaint, and Misuse if no configuration is left.
std::vector<Configuration> read_configurations(const std::vector<std::string>& files,
                                               const Overrides& overrides,
                                               const std::vector<std::string>& only);

/// Ids of the patterns in the configurations of a folder. Files that cannot be read are skipped.
std::vector<std::string> patterns_in(const std::filesystem::path& folder);

int runs_of(const std::vector<Configuration>& configurations);

/// The result files, grouped by configuration: the files of all its layouts together.
std::vector<std::vector<std::string>> by_layouts(const std::vector<Configuration>& configurations,
                                                 const std::vector<std::string>& files);

/// Runs all configurations into result files in a folder. Each finished file is appended to
/// `files`.
void simulate(const std::vector<Configuration>& configurations, const std::filesystem::path& folder,
              const std::string& command_line, int workers, Progress& progress,
              std::vector<std::string>& files, Existing existing = Existing::kept);

}  // namespace samen
