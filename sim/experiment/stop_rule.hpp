// Adding replicates until a difference is known well enough: at counts planned beforehand, so that
// it is not the luck of the last few runs that ends a batch.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "experiment/design.hpp"

namespace samen {

/// Counts of replicates at which the interval is looked at: 128, 256, 512 … and the most.
std::vector<int> planned_counts(const Scenario& scenario);

/// Paired differences of the arms that answer, per design point.
class Differences {
 public:
  explicit Differences(const Answer& answer) : answer_(answer) {}

  /// The outcome of a run. A pair with a run that failed (not-a-number) counts for nothing.
  void add(const PlannedRun& run, double outcome);

  /// Half width of the 95 % Student interval of the mean difference, of the widest point; infinite
  /// below two pairs.
  double half_width() const;

 private:
  struct Moments {  ///< Welford (1962), Technometrics 4(3)
    double n = 0.0, mean = 0.0, squares = 0.0;
  };
  Answer answer_;
  std::map<std::pair<int, int>, double> waiting_;  ///< by point and pair, for the other arm
  std::map<int, Moments> points_;
};

/// When and why a batch ended, for its result file: "stopped at 256 of at most 1000 replicates,
/// when …".
std::string account_of(const Scenario& scenario, int replicates, double half_width);

}  // namespace samen
