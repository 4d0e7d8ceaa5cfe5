// An ensemble (scenario/ensemble.hpp) in a file of its own.
#pragma once

#include <string>

#include "scenario/ensemble.hpp"

namespace samen {

/// Throws ScenarioError with every complaint at once.
Ensemble read_ensemble_file(const std::string& path);

}  // namespace samen
