// Judges result files by the patterns that their scenarios state.
#pragma once

#include <string>
#include <vector>

#include "analysis/statistics/pattern.hpp"

namespace samen::analysis {

/// A pattern that a scenario states, and the results of its criteria in the runs.
struct JudgedPattern {
  StatedPattern pattern;
  std::vector<Finding> findings;  ///< one for each criterion

  /// Number of criteria that count, and number of these that hold.
  std::size_t counted() const;
  std::size_t held() const;
  bool holds() const { return counted() > 0 && held() == counted(); }
};

/// All patterns of the configurations, "V2" before "V10". The files of a configuration are its
/// layouts: a criterion is judged by its mean over them. Throws ResultsError if a file states no
/// pattern.
std::vector<JudgedPattern> judged_patterns(
    const std::vector<std::vector<std::string>>& configurations);

/// Keeps only the patterns with these ids; all if no id is given.
void keep_only(std::vector<JudgedPattern>& all, const std::vector<std::string>& ids);

}  // namespace samen::analysis
