// What a comparison comes to under each set of an ensemble. The sets are no sample of anything:
// they are what evidence does not tell apart, spread on purpose. So they are counted and their
// range is given; an interval over them would say how likely something is, and nobody knows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/results/batch.hpp"
#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {

/// A treatment of the scenario: an arm at one of its own points.
struct OwnTreatment {
  int arm = 0;
  std::size_t point = 0;
};

/// The first less the second, pair by pair, under each set whose runs are there.
struct AcrossSets {
  OwnTreatment first, second;
  struct Member {
    std::string set;
    bool central = false;
    Estimate difference;  ///< in the unit of the measure
  };
  std::vector<Member> members;

  /// Sets in which the mean difference is above 0.
  std::size_t ahead() const;
  /// Sets whose 95 % interval of luck lies above 0, and below it.
  std::size_t clearly_ahead() const;
  std::size_t clearly_behind() const;
  /// The least and the greatest mean difference.
  Interval range() const;
};

/// Expects a batch of an ensemble.
AcrossSets across_sets(const Batch& batch, const std::string& measure, const OwnTreatment& first,
                       const OwnTreatment& second);

/// What the scenario asks, under each set: its two arms at each of its own points, or its points in
/// the first arm against the one others are compared with. None where there is nothing to compare.
std::vector<AcrossSets> asked_across_sets(const Batch& batch);

/// A verdict stands that comes out so in nine sets of ten.
bool stands(std::size_t sets, std::size_t all);

}  // namespace samen::analysis
