// Identifies the build, because all parts of one batch must come from the same build.
#pragma once

#include <string>

namespace samen {

/// The commit; if the sources have changed since the commit, or if there is no commit ("unknown"),
/// followed by "+" and a name for the sources.
std::string build_identity();

/// The components of a build: the program and its commit, compiler and flags, versions of
/// libraries.
struct Build {
  const char* version;
  const char* git_commit;
  bool git_dirty;  ///< the sources have changed since the commit
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
