#include "experiment/design.hpp"

#include <algorithm>
#include <stdexcept>

namespace samen {

int number_of_runs(const Scenario& scenario) {
  if (const std::string problem = too_many_runs(scenario); !problem.empty())
    throw std::overflow_error(problem);
  return scenario.replicates * static_cast<int>(scenario.arms.size()) * scenario.design.points();
}

RunRange replicate_group(const Scenario& scenario, int index) {
  const int arms = static_cast<int>(scenario.arms.size());
  const int points = scenario.design.points();
  const int first_replicate = index / (replicates_together * points * arms) * replicates_together;
  const int together = std::min(replicates_together, scenario.replicates - first_replicate);
  const int before = first_replicate * points * arms;
  const int point = (index - before) / (together * arms);
  return {before + point * together * arms, together * arms};
}

PlannedRun run_at(const Scenario& scenario, int index) {
  const int arms = static_cast<int>(scenario.arms.size());
  const int points = scenario.design.points();
  const RunRange group = replicate_group(scenario, index);
  const int first_replicate =
      group.first / (replicates_together * points * arms) * replicates_together;
  const int point = (group.first - first_replicate * points * arms) / group.count;
  return {index, scenario.arms[(index - group.first) % arms],
          first_replicate + (index - group.first) / arms, point};
}

Setting setting_at(const Design& design, int point) {
  PointSetting read = design.setting(point);
  if (!read.complaints.empty()) throw std::runtime_error(in_lines(read.complaints));
  return std::move(read.setting);
}

}  // namespace samen
