// Finds the scenarios and other files that are installed with the program.
#pragma once

#include <string>

namespace samen {

/// The path of a file or folder among the scenarios: below the current folder, or else in the
/// source tree from which the program was built. If it is in neither, returns the path below the
/// current folder.
std::string shipped(const std::string& name);

}  // namespace samen
