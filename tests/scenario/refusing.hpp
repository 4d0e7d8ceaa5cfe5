// Collects the complaints of a reader about a file of a test.
#pragma once

#include <string>
#include <vector>

#include "folder.hpp"
#include "io/scenario_reader.hpp"

namespace samen {

/// Eleven lines: two goals, six organisations, two tables.
inline const std::string two_tables = R"([[goal]]
name = "first"
[[goal]]
name = "second"
[[organisation]]
name = "club"
number = 6
[[table]]
name = "round"
[[table]]
name = "square"
)";

class Refusing : public InFolder {
 protected:
  /// The complaints about a file, without the path of its folder; none if the file is valid.
  template <class Read>
  std::vector<std::string> complaints_when(const Read& read) const {
    try {
      read();
    } catch (const ScenarioError& error) {
      return without_folder(error.complaints);
    }
    return {};
  }
};

}  // namespace samen
