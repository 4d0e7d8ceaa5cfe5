// What a TOML file is there for, told by what it states.
#pragma once

#include <string>

namespace samen {

enum class FileKind { scenario, claims, calibration, ensemble, parameters };

/// A file that cannot be read, or is none of the others, is taken for a scenario: reading that says
/// what is wrong with it.
FileKind kind_of_file(const std::string& path);

}  // namespace samen
