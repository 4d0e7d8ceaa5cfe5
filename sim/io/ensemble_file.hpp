// Reads an ensemble (scenario/ensemble.hpp) from a file.
#pragma once

#include <string>

#include "scenario/ensemble.hpp"

namespace samen {

/// Throws ScenarioError with every complaint at once.
Ensemble read_ensemble_file(const std::string& path);

}  // namespace samen
