// The origin of a parameter: the rows of the documents that its source cites, and the value at
// which its rule does nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samen {

struct Coefficient {
  std::string name;    ///< section.key
  std::string source;  ///< the source column of the parameter
  std::optional<double> neutral;

  /// Whether the parameter belongs to a rule. Levers are choices, and `initial` is the initial
  /// state: a claim that compares two of these compares two worlds, not a rule with itself.
  bool of_a_rule() const;
  bool is_lever() const;
};

/// Every parameter of the model, in the order of its sections.
const std::vector<Coefficient>& coefficients();

/// Whether a source cites a row: "B25, D30-D31; FL" cites B25, D30 and D31.
bool cites(std::string_view source, std::string_view row);

}  // namespace samen
