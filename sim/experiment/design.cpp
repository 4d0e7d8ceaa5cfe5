#include "experiment/design.hpp"

namespace samen {

std::vector<int> recorded(const Record& record) {
  std::vector<int> kept;
  for (int n = 0; n < static_cast<int>(observables.size()); ++n) {
    switch (observables[n].axis) {
      case Axis::society:
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

int number_of_runs(const Scenario& scenario) {
  return scenario.replicates * static_cast<int>(scenario.arms.size());
}

PlannedRun run_at(const Scenario& scenario, int index) {
  const int arms = static_cast<int>(scenario.arms.size());
  return {index, scenario.arms[index % arms], index / arms};
}

}  // namespace samen
