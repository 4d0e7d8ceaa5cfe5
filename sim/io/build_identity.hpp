// Which build this is: parts of one batch come from one build.
#pragma once

#include <string>

namespace samen {

/// The commit; with "+" and a name for its sources where those were changed since, or where there
/// is no commit ("unknown").
std::string build_identity();

/// The version of the program.
std::string program_version();

}  // namespace samen
