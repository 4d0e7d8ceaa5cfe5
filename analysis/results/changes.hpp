// The changes of levers that a scenario states, from its result file.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "io/results_file.hpp"

namespace samen::analysis {

struct StatedChange {
  std::string name;
  int month = -1;        ///< from the first month of the calendar; -1: it waits for an occasion, or
                         ///< is switched off
  int last_month = -1;   ///< -1: to the end
  std::string occasion;  ///< key of the occasion's words; empty: the change has a month
  double number = 0.0;   ///< the number in the occasion
  std::string until;     ///< key of the words of the occasion that ends it; empty: none does
  double until_number = 0.0;
  std::vector<std::pair<std::string, std::string>> levers;  ///< name and value
  bool varied = false;  ///< a factor of the design varies it, so these values belong to no point
};

/// In the order of the scenario; empty if it states none or if an earlier version wrote the file.
std::vector<StatedChange> changes_of(const ResultsFile& file);

}  // namespace samen::analysis
