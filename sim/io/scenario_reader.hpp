// Reads scenario files with their includes. A file with a complaint never runs.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "experiment/design.hpp"
#include "scenario/scenario_reader.hpp"

namespace samen {

/// The complaints about a file (scenario/scenario_reader.hpp).
struct ScenarioError : std::runtime_error {
  explicit ScenarioError(std::vector<std::string> lines);
  std::vector<std::string> complaints;
};

/// Finds included files in the folder of the including file.
const IncludedFiles& files_beside();

/// Reads `path` ("-": standard input) with its includes, applies the overrides and checks
/// everything. Throws ScenarioError with every complaint at once.
Scenario read_scenario(const std::string& path, const Overrides& overrides = {});

/// The same for a text, which complaints call `name`; included files are searched in the folder of
/// that name.
Scenario scenario_from(const std::string& text, const std::string& name,
                       const Overrides& overrides = {});

}  // namespace samen
