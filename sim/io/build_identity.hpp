// Identifies the build, because all parts of one batch must come from one build.
#pragma once

#include <string>

namespace samen {

/// The commit. "+" and a name for the sources follow if the sources were changed since the commit,
/// or if there is no commit ("unknown").
std::string build_identity();

/// What a build was made of: the program and its commit, compiler and flags, versions of libraries.
struct Build {
  const char* version;
  const char* git_commit;
  bool git_dirty;  ///< the sources were changed since the commit
  const char* compiler;
  const char* flags;
  const char* tbb;
  const char* eigen;
  const char* tomlplusplus;
  const char* boost;
};
const Build& build();

/// The version of the program.
std::string program_version();

}  // namespace samen
