// The configurations of the validation suite: reads and runs them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "command/progress.hpp"
#include "experiment/design.hpp"
#include "io/publish.hpp"
#include "io/scenario_reader.hpp"

namespace samen {

/// A scenario with patterns, and the name of its result file.
struct Configuration {
  std::string file;  ///< as the user gave it
  std::string name;  ///< "v01_decay"
  Scenario scenario;
};

/// Reads the named files, or those in a folder, with the overrides. If `only` names patterns,
/// returns only the configurations that state one of them. Throws ScenarioError with every
/// complaint, and Misuse if no configuration is left.
std::vector<Configuration> read_configurations(const std::vector<std::string>& files,
                                               const Overrides& overrides,
                                               const std::vector<std::string>& only);

/// Ids of the patterns that the configurations in a folder state. Files that cannot be read are
/// skipped.
std::vector<std::string> patterns_in(const std::filesystem::path& folder);

int runs_of(const std::vector<Configuration>& configurations);

/// Runs all of them into result files in a folder. Each file is added to `files` when it is
/// finished.
void simulate(const std::vector<Configuration>& configurations, const std::filesystem::path& folder,
              const std::string& command_line, int workers, Progress& progress,
              std::vector<std::string>& files, Existing existing = Existing::kept);

}  // namespace samen
