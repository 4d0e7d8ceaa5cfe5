// The shocks that a scenario states, from its result file.
#pragma once

#include <vector>

#include "io/results_file.hpp"

namespace samen::analysis {

struct StatedShock {
  int month = 0, months = 1;          ///< month: from the first month of the calendar; months:
                                      ///< duration
  double size = 0.0;                  ///< share of the delivery that it takes away
  int table = -1, organisation = -1;  ///< -1: all

  int last_month() const { return month + months - 1; }
};

/// In the order of the scenario; empty if it states none or if an earlier version wrote the file.
std::vector<StatedShock> shocks_of(const ResultsFile& file);

}  // namespace samen::analysis
