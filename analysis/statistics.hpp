// Statistics of runs. The run is the unit; differences are taken within pairs that share their
// luck; no interval without its n.
#pragma once

#include <optional>
#include <vector>

namespace samen {

struct Interval {
  double low = 0.0, high = 0.0;
};

/// Mean of n runs; no interval below two.
struct Estimate {
  double mean = 0.0;
  std::optional<Interval> interval;
  std::size_t n = 0;
};

/// Mean with the Student t interval at `confidence`; values that are not a number are left out.
Estimate mean_of(const std::vector<double>& values, double confidence = 0.95);

/// Sample quantile by linear interpolation (type 7 of Hyndman & Fan 1996, The American Statistician
/// 50(4)); values that are not a number are left out.
double quantile(std::vector<double> values, double probability);

/// A share of n with the Wilson (1927) score interval.
Estimate share_of(std::size_t hits, std::size_t n, double confidence = 0.95);

/// Time to an event, or to the end of watching.
struct Duration {
  double time = 0.0;
  bool event = false;
};

/// Survival after each distinct time of an event: Kaplan & Meier (1958), JASA 53.
struct SurvivalStep {
  double time = 0.0, survival = 1.0;
  std::size_t at_risk = 0, events = 0;
};
std::vector<SurvivalStep> kaplan_meier(std::vector<Duration> durations);

/// First time at which the survival is at most one half; none if it stays above.
std::optional<double> median_time(const std::vector<SurvivalStep>& curve);

}  // namespace samen
