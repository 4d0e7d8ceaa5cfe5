// Reads, checks and resolves scenarios in TOML. The reader opens no files itself, so that a browser
// can use it too. It returns all complaints at once.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace samen {

/// How to read the design. A page sets the points of a design one by one, so it leaves the design
/// out, or replaces it by the sets of an ensemble.
enum class DesignPart { read, left_out, ensemble };

/// A lever that changes on the way, as an entry [[change]] states it.
struct DatedSetting {
  std::string setting;       ///< "levers.match=0.5"
  std::string month, until;  ///< "2015-03"; an empty `until` is the end
};

struct Overrides {
  std::vector<std::string> settings{};  ///< "section.key=value", as in the file
  std::vector<DatedSetting> changes{};  ///< after those of the file
  std::optional<int> replicates{};
  std::optional<std::int64_t> seed{};
  DesignPart design = DesignPart::read;
  std::string ensemble{};  ///< path of a file; empty: as the scenario states
};

/// Gives access to the texts that a scenario includes.
struct IncludedFiles {
  /// The path of the file that the file at `from` calls `name`.
  std::function<std::string(const std::string& name, const std::string& from)> path;
  /// The text at a path; nothing, with the reason in `why`, if it cannot be read.
  std::function<std::optional<std::string>(const std::string& path, std::string& why)> text;
  /// The path of an installed file, from its name among the scenarios.
  std::function<std::string(const std::string& name)> shipped = {};
};

/// A scenario, or the complaints about it, one line each, in the order of the files:
/// "file:line:column: what was expected, what was given, the nearest known name".
struct Reading {
  Scenario scenario;
  std::vector<std::string> complaints{};
};

/// Reads a text and checks everything; complaints call the text `path`.
Reading reading_of(const std::string& text, const std::string& path, const Overrides& overrides,
                   const IncludedFiles& files);

}  // namespace samen
