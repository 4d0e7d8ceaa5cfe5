// Identifies the build, because all parts of one batch must come from one build.
#pragma once

#include <string>

namespace samen {

/// The commit. "+" and a name for the sources follow if the sources were changed since the commit,
/// or if there is no commit ("unknown").
std::string build_identity();

/// The version of the program.
std::string program_version();

}  // namespace samen
