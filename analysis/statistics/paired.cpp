#include "analysis/statistics/paired.hpp"

#include <cmath>

namespace samen::analysis {

Estimate mean_of(const Measure& measure, const std::vector<double>& values, double confidence) {
  return measure.unit == "share" ? mean_of_shares(values, confidence) : mean_of(values, confidence);
}

Paired paired(const std::map<std::int64_t, double>& first,
              const std::map<std::int64_t, double>& second) {
  Paired both;
  for (const auto& [pair, value] : first) {
    const auto other = second.find(pair);
    if (other == second.end() || std::isnan(value) || std::isnan(other->second)) continue;
    both.first.push_back(value);
    both.second.push_back(other->second);
  }
  return both;
}

std::vector<double> differences(const Paired& pairs) {
  std::vector<double> values;
  for (std::size_t n = 0; n < pairs.first.size(); ++n)
    values.push_back(pairs.first[n] - pairs.second[n]);
  return values;
}

}  // namespace samen::analysis
