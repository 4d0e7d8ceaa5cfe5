#include "io/build_identity.hpp"

#include "sources.hpp"
#include "version.hpp"

namespace samen {

std::string build_identity() {
  const std::string changed = sources;
  return git_commit + (changed.empty() ? "" : "+" + changed);
}

std::string program_version() {
  return version;
}

}  // namespace samen
