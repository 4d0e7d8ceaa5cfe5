// Scenario files (TOML): read, checked and resolved. Nothing is run from a file with a complaint.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "experiment/design.hpp"

namespace samen {

/// What is wrong with a scenario, for the user to mend: a line per complaint, in the order of the
/// file, "file:line:column: what was expected, what came, the nearest known name".
struct ScenarioError : std::runtime_error {
  explicit ScenarioError(std::vector<std::string> lines);
  std::vector<std::string> complaints;
};

struct Overrides {
  std::vector<std::string> settings{};  ///< "section.key=value", as in the file
  std::optional<int> replicates{};
  std::optional<std::int64_t> seed{};
};

/// Reads `path` ("-": standard input) with its includes, applies the overrides, checks everything.
/// Throws ScenarioError with every complaint at once.
Scenario read_scenario(const std::string& path, const Overrides& overrides = {});

/// The same of a text, which is called `name` in complaints; includes are sought beside that.
Scenario scenario_from(const std::string& text, const std::string& name,
                       const Overrides& overrides = {});

}  // namespace samen
