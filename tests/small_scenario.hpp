// The smallest meaningful scenario, as text: three clubs at one table with one goal.
#pragma once

#include <string>

namespace samen {

inline std::string small_scenario() {
  return R"([[goal]]
name = "first"
[[organisation]]
name = "club"
number = 3
[[table]]
name = "round"
)";
}

/// The same over 30 months; `run` holds the lines of its section [run].
inline std::string small_scenario(const std::string& run) {
  return small_scenario() + "[calendar]\nstart = \"2013-07\"\nend = \"2015-12\"\n[run]\n" + run;
}

}  // namespace samen
