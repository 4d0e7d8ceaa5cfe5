// Adding replicates until a difference is known well enough: at counts planned beforehand, so that
// it is not the luck of the last few runs that ends a batch.
#pragma once

#include <map>
#include <vector>

#include "experiment/design.hpp"

namespace samen {

/// Counts of replicates at which the interval is looked at: 128, 256, 512 … and the most.
std::vector<int> planned_counts(const Scenario& scenario);

/// Paired differences of the arms that answer, per design point.
class Differences {
 public:
  /// The outcome of a run that came to its end; not-a-number counts for nothing.
  void add(int point, int pair, Arm arm, double outcome);

  /// Half width of the 95 % Student interval of the mean difference, of the widest point; infinite
  /// below two pairs.
  double half_width(const Answer& answer) const;

 private:
  std::map<std::pair<int, int>, std::map<Arm, double>> outcomes_;  // by point and pair
};

}  // namespace samen
