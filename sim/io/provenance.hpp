// Records where, when and with which program a result file was made.
#pragma once

#include <string>

#include "experiment/design.hpp"

namespace samen {

struct Provenance {
  std::string command_line;
  int workers = 0;
  std::string instruction_set;
};

/// As JSON, for the result file.
std::string provenance_text(const Scenario& scenario, const Provenance& provenance);

}  // namespace samen
