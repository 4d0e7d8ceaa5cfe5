// The result of a comparison under each set of an ensemble. The sets are not a sample: the evidence
// cannot decide between them, and they were spread on purpose. The analysis therefore counts sets
// and gives their range. An interval over them would assume a probability for each set, and nobody
// knows it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/results/batch.hpp"
#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {

/// A treatment of the scenario: an arm at one of the scenario's own points.
struct OwnTreatment {
  int arm = 0;
  std::size_t point = 0;
};

/// The first treatment less the second, pair by pair, under each set that has runs.
struct AcrossSets {
  OwnTreatment first, second;
  struct Member {
    std::string set;
    bool central = false;
    Estimate difference;  ///< in the unit of the measure
  };
  std::vector<Member> members;

  /// Number of sets in which the mean difference is above 0.
  std::size_t ahead() const;
  /// Number of sets whose 95 % interval of chance lies above 0, and below 0.
  std::size_t clearly_ahead() const;
  std::size_t clearly_behind() const;
  /// The smallest and the largest mean difference.
  Interval range() const;
};

/// Expects the batch of an ensemble.
AcrossSets across_sets(const Batch& batch, const std::string& measure, const OwnTreatment& first,
                       const OwnTreatment& second);

/// The scenario's question under each set: its two arms at each of its own points; or its points,
/// in the first arm, compared with the reference point. Empty if there is nothing to compare.
std::vector<AcrossSets> asked_across_sets(const Batch& batch);

/// A verdict stands if it is the same in nine of ten sets.
bool stands(std::size_t sets, std::size_t all);

}  // namespace samen::analysis
