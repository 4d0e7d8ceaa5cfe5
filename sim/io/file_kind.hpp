// Finds the kind of a TOML file from its sections.
#pragma once

#include <string>

namespace samen {

enum class FileKind { scenario, claims, calibration, ensemble, parameters };

/// A file that cannot be read, or that is of no other kind, counts as a scenario; the scenario
/// reader then reports what is wrong with it.
FileKind kind_of_file(const std::string& path);

}  // namespace samen
