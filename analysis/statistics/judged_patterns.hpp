// Result files judged by the patterns their scenarios state.
#pragma once

#include <string>
#include <vector>

#include "analysis/statistics/pattern.hpp"

namespace samen::analysis {

/// A pattern that a scenario states, and what its criteria came to in the runs.
struct JudgedPattern {
  StatedPattern pattern;
  std::vector<Finding> findings;  ///< one a criterion

  /// Criteria that count, and those of them that hold.
  std::size_t counted() const;
  std::size_t held() const;
  bool holds() const { return counted() > 0 && held() == counted(); }
};

/// All patterns of the files, "V2" before "V10". Throws ResultsError where a file states none.
std::vector<JudgedPattern> judged_patterns(const std::vector<std::string>& files);

/// Leaves those of the ids alone; all where none is given.
void keep_only(std::vector<JudgedPattern>& all, const std::vector<std::string>& ids);

}  // namespace samen::analysis
