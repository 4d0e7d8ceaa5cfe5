#include "io/build_identity.hpp"

#include "sources.hpp"
#include "version.hpp"

namespace samen {

std::string build_identity() {
  const std::string changed = sources;
  return build().git_commit + (changed.empty() ? "" : "+" + changed);
}

const Build& build() {
  return this_build;
}

std::string program_version() {
  return build().version;
}

}  // namespace samen
