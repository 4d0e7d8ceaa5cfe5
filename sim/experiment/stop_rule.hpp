// Adds replicates until a difference is known precisely enough. It checks at planned counts only,
// so that chance in the last few runs does not end a batch.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "experiment/design.hpp"

namespace samen {

/// The numbers of replicates at which the interval is checked: 128, 256, 512 … and the maximum.
std::vector<int> planned_counts(const Scenario& scenario);

/// Paired differences between the arms that answer the question, for each design point.
class Differences {
 public:
  explicit Differences(const Answer& answer) : answer_(answer) {}

  /// Adds the outcome of a run. A pair with a failed run (NaN) does not count.
  void add(const PlannedRun& run, double outcome);

  /// Half width of the 95 % Student interval of the mean difference, at the point where it is
  /// widest; infinite if there are fewer than two pairs.
  double half_width() const;

 private:
  struct Moments {  ///< Welford (1962), Technometrics 4(3)
    double n = 0.0, mean = 0.0, squares = 0.0;
  };
  Answer answer_;
  std::map<std::pair<int, int>, double> waiting_;  ///< runs whose other arm has not come yet, by
                                                   ///< point and pair
  std::map<int, Moments> points_;
};

/// The text for the result file on when and why a batch ended: "stopped at 256 of at most 1000
/// replicates, when …".
std::string stop_reason(const Scenario& scenario, int replicates, double half_width);

}  // namespace samen
