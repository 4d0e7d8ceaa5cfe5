#include "analysis/statistics/robustness.hpp"

#include <algorithm>
#include <map>

namespace samen::analysis {

Robustness robustness_of(const std::vector<Holding>& sets) {
  Robustness found;
  found.sets = sets.size();
  found.least = sets.front().size();
  found.sets_of.assign(sets.front().size(), 0);
  std::size_t sum = 0;
  for (const Holding& one : sets) {
    const auto held = static_cast<std::size_t>(std::count(one.begin(), one.end(), true));
    sum += held;
    found.least = std::min(found.least, held);
    found.all += held == one.size();
    for (std::size_t n = 0; n < one.size(); ++n) found.sets_of[n] += one[n];
  }
  found.mean = static_cast<double>(sum) / static_cast<double>(found.sets);
  return found;
}

std::vector<double> steps_of(double usual, const std::vector<double>& factors, double low,
                             double high) {
  std::vector<double> steps;
  for (const double factor : factors) {
    const double value = usual * factor;
    if (value != usual && low <= value && value <= high) steps.push_back(value);
  }
  std::sort(steps.begin(), steps.end());
  steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
  return steps;
}

Corridor corridor_of(double usual, const std::vector<double>& steps, std::optional<double> off,
                     const Holding& at_usual, const std::function<Holding(double)>& holding) {
  std::map<double, std::vector<std::size_t>> judged;
  const auto fallen = [&](double value) -> const std::vector<std::size_t>& {
    const auto [found, is_new] = judged.try_emplace(value);
    if (is_new) {
      const Holding now = holding(value);
      for (std::size_t n = 0; n < now.size(); ++n)
        if (at_usual[n] && !now[n]) found->second.push_back(n);
    }
    return found->second;
  };
  /// Walks along the values until patterns fall; `reached` becomes the last value before that.
  const auto walk = [&](const std::vector<double>& way, double& reached) {
    std::optional<PatternLoss> fall;
    for (const double value : way) {
      if (const auto& patterns = fallen(value); !patterns.empty()) {
        fall = PatternLoss{value, patterns};
        break;
      }
      reached = value;
    }
    return fall;
  };
  std::vector<double> down, up;
  for (const double value : steps) (value < usual ? down : up).push_back(value);
  std::reverse(down.begin(), down.end());
  Corridor corridor;
  corridor.low = corridor.high = usual;
  corridor.below = walk(down, corridor.low);
  corridor.above = walk(up, corridor.high);
  if (off && *off != usual) corridor.off = PatternLoss{*off, fallen(*off)};
  return corridor;
}

}  // namespace samen::analysis
