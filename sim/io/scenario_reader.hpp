// Reads scenario files with their includes. A file with a complaint is never run.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "experiment/design.hpp"
#include "scenario/scenario_reader.hpp"

namespace samen {

/// What is wrong with a file, so that the user can mend it (scenario/scenario_reader.hpp).
struct ScenarioError : std::runtime_error {
  explicit ScenarioError(std::vector<std::string> lines);
  std::vector<std::string> complaints;
};

/// Finds included files on the disk, beside the file that includes them.
const IncludedFiles& files_beside();

/// Reads `path` ("-": standard input) with its includes, applies the overrides, checks everything.
/// Throws ScenarioError with every complaint at once.
Scenario read_scenario(const std::string& path, const Overrides& overrides = {});

/// The same for a text, which complaints call `name`; included files are looked for beside that
/// name.
Scenario scenario_from(const std::string& text, const std::string& name,
                       const Overrides& overrides = {});

}  // namespace samen
