// Scenarios in TOML: read, checked and resolved. Knows no files, so that a browser reads as a
// command does; what is wrong is returned, all of it at once.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace samen {

/// A page sets the points of a design one by one, and does without it.
enum class DesignPart { read, left_out };

struct Overrides {
  std::vector<std::string> settings{};  ///< "section.key=value", as in the file
  std::optional<int> replicates{};
  std::optional<std::int64_t> seed{};
  DesignPart design = DesignPart::read;
  std::string ensemble{};  ///< path of a file; empty: what the scenario says
};

/// Where the texts come from that a scenario includes.
struct IncludedFiles {
  /// The path of the file that the one at `from` calls `name`.
  std::function<std::string(const std::string& name, const std::string& from)> path;
  /// What stands at a path; nothing, and why, where it cannot be read.
  std::function<std::optional<std::string>(const std::string& path, std::string& why)> text;
  /// The path of a file that comes with the program, by its name among the scenarios.
  std::function<std::string(const std::string& name)> shipped = {};
};

/// A scenario, or what is wrong with it, for the user to mend: a line per complaint, in the order
/// of the files, "file:line:column: what was expected, what came, the nearest known name".
struct Reading {
  Scenario scenario;
  std::vector<std::string> complaints{};
};

/// Reads a text, which is called `path` in complaints, applies the overrides and checks everything.
Reading reading_of(const std::string& text, const std::string& path, const Overrides& overrides,
                   const IncludedFiles& files);

}  // namespace samen
