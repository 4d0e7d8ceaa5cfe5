// Reads, checks and resolves scenarios in TOML. The reader knows no files, so that a browser can
// use it as a command does. It returns all complaints at once.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace samen {

/// Whether to read the design. A page sets the points of a design one by one and does without it,
/// or has the sets of an ensemble in its place.
enum class DesignPart { read, left_out, ensemble };

struct Overrides {
  std::vector<std::string> settings{};  ///< "section.key=value", as in the file
  std::optional<int> replicates{};
  std::optional<std::int64_t> seed{};
  DesignPart design = DesignPart::read;
  std::string ensemble{};  ///< path of a file; empty: what the scenario states
};

/// Where the texts come from that a scenario includes.
struct IncludedFiles {
  /// The path of the file that the file at `from` calls `name`.
  std::function<std::string(const std::string& name, const std::string& from)> path;
  /// The text at a path; nothing, with the reason, if it cannot be read.
  std::function<std::optional<std::string>(const std::string& path, std::string& why)> text;
  /// The path of a file that comes with the program, from its name among the scenarios.
  std::function<std::string(const std::string& name)> shipped = {};
};

/// A scenario, or what is wrong with it so that the user can mend it. There is one line for each
/// complaint, in the order of the files: "file:line:column: what was expected, what came, the
/// nearest known name".
struct Reading {
  Scenario scenario;
  std::vector<std::string> complaints{};
};

/// Reads a text, which complaints call `path`, applies the overrides and checks everything.
Reading reading_of(const std::string& text, const std::string& path, const Overrides& overrides,
                   const IncludedFiles& files);

}  // namespace samen
