// Published patterns that the model does not hold with its default parameters (samen validate), and
// where they matter: a result that hangs on such a rule says so.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "analysis/results/batch.hpp"
#include "words/language.hpp"

namespace samen::analysis {

/// A pattern that fails, by the criterion that fails it most tellingly. The words of what is at
/// work and what is measured are those of its id, unheld.V6.
struct UnheldPattern {
  std::string_view id;         ///< "V6"
  std::string_view criterion;  ///< as the configuration names it: "own giving, 1:1 over none"
  std::string_view measured;   ///< as samen validate shows it: "1.654"
  std::string_view band;       ///< "1.00 – 1.35", "> 0, interval"
  /// The lever that puts the rule to work in a scenario; empty: at work at every table.
  std::string_view lever;
  /// What the lever must be; empty: a number above 0.
  std::span<const std::string_view> values;
};

/// In the order of the suite.
std::span<const UnheldPattern> unheld_patterns();

/// A parameter those measurements hang on, and its value then.
struct MeasuredWith {
  std::string_view parameter;
  double value = 0.0;
};
std::span<const MeasuredWith> measured_with();

/// A line on the rules at work in a batch that fail their published pattern; that nothing is known
/// where parameters are not the defaults; empty where no tables meet.
std::string unheld_in(const Batch& batch, Language language = {});

}  // namespace samen::analysis
