#include "experiment/design.hpp"

#include <cstdio>

namespace samen {

std::vector<int> recorded(const Record& record) {
  std::vector<int> kept;
  for (int n = 0; n < static_cast<int>(observables.size()); ++n) {
    switch (observables[n].axis) {
      case Axis::society:
        kept.push_back(n);
        break;
      case Axis::goal:
      case Axis::table:
      case Axis::mission:
        if (record.tables) kept.push_back(n);
        break;
      case Axis::organisation:
      case Axis::seat:
        if (record.organisations) kept.push_back(n);
        break;
      case Axis::pair:
        if (record.pairs) kept.push_back(n);
        break;
    }
  }
  return kept;
}

std::string month_label(const Calendar& calendar, int t) {
  const int index = calendar.start_year * 12 + calendar.start_month - 1 + t;
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02d", index / 12, index % 12 + 1);
  return text;
}

int number_of_runs(const Scenario& scenario) {
  return scenario.replicates * static_cast<int>(scenario.arms.size());
}

PlannedRun run_at(const Scenario& scenario, int index) {
  const int arms = static_cast<int>(scenario.arms.size());
  return {index, scenario.arms[index % arms], index / arms};
}

}  // namespace samen
