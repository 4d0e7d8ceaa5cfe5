// Scenarios and what belongs to them, as they come with the program.
#pragma once

#include <string>

namespace samen {

/// The path of a file or folder among the scenarios: from where one is, or of the source tree the
/// program was built in; where it is in neither, that from where one is.
std::string shipped(const std::string& name);

}  // namespace samen
