// The configurations of the validation suite: read and run.
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
  std::string file;  ///< as given
  std::string name;  ///< "v01_decay"
  Scenario scenario;
};

/// Files named, or those in a folder; each is read with the overrides. Of them only those that
/// state a pattern named in `only`, where that names any. Throws ScenarioError with every
/// complaint, Misuse where nothing is left.
std::vector<Configuration> read_configurations(const std::vector<std::string>& files,
                                               const Overrides& overrides,
                                               const std::vector<std::string>& only);

/// Ids of the patterns that configurations in a folder state; files that cannot be read have none.
std::vector<std::string> patterns_in(const std::filesystem::path& folder);

int runs_of(const std::vector<Configuration>& configurations);

/// Runs all of them into result files in a folder, which are added to `files` as each is finished.
void simulate(const std::vector<Configuration>& configurations, const std::filesystem::path& folder,
              const std::string& command_line, int workers, Progress& progress,
              std::vector<std::string>& files, Existing existing = Existing::kept);

}  // namespace samen
