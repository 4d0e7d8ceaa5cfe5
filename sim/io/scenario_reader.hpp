// Scenario files, with those they include. Nothing is run from a file with a complaint.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "experiment/design.hpp"
#include "scenario/scenario_reader.hpp"

namespace samen {

/// What is wrong with a file, for the user to mend (scenario/scenario_reader.hpp).
struct ScenarioError : std::runtime_error {
  explicit ScenarioError(std::vector<std::string> lines);
  std::vector<std::string> complaints;
};

/// Files on a disk, beside the one that includes them.
const IncludedFiles& files_beside();

/// Reads `path` ("-": standard input) with its includes, applies the overrides, checks everything.
/// Throws ScenarioError with every complaint at once.
Scenario read_scenario(const std::string& path, const Overrides& overrides = {});

/// The same of a text, which is called `name` in complaints; includes are sought beside that.
Scenario scenario_from(const std::string& text, const std::string& name,
                       const Overrides& overrides = {});

}  // namespace samen
