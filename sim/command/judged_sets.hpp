// Judges a set of common parameters by the patterns.
#pragma once

#include <string>
#include <vector>

#include "analysis/statistics/judged_patterns.hpp"
#include "command/configurations.hpp"

namespace samen {

/// Runs the configurations, keeps no file, and judges the patterns in `only`, or all if it is
/// empty.
std::vector<analysis::JudgedPattern> judged_runs(const std::vector<Configuration>& configurations,
                                                 const std::vector<std::string>& only,
                                                 const std::string& command_line, int workers,
                                                 Progress& progress);

}  // namespace samen
