// Outcomes of runs with the same draws, as pairs.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "analysis/results/batch.hpp"
#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {

/// Mean of values of a measure; the interval of a share stays within 0 to 1.
Estimate mean_of(const Measure& measure, const std::vector<double>& values,
                 double confidence = 0.95);

/// Two groups of values; the values of one pair have the same position.
struct Paired {
  std::vector<double> first, second;
};
/// The values of the pairs that both groups have. Pairs with a NaN value are excluded.
Paired paired(const std::map<std::int64_t, double>& first,
              const std::map<std::int64_t, double>& second);

/// The first less the second, pair by pair.
std::vector<double> differences(const Paired& pairs);

}  // namespace samen::analysis
