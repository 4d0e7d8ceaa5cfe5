#include "statistics.hpp"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace samen {

Estimate mean_of(const std::vector<double>& values, double confidence) {
  Estimate estimate;
  // Welford (1962), Technometrics 4(3).
  double squares = 0.0;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    ++estimate.n;
    const double step = value - estimate.mean;
    estimate.mean += step / static_cast<double>(estimate.n);
    squares += step * (value - estimate.mean);
  }
  if (estimate.n == 0) {
    estimate.mean = std::nan("");
    return estimate;
  }
  if (estimate.n < 2) return estimate;
  const double n = static_cast<double>(estimate.n);
  const boost::math::students_t student(n - 1.0);
  const double t = boost::math::quantile(student, 0.5 + confidence / 2.0);
  const double half = t * std::sqrt(squares / (n - 1.0) / n);
  estimate.interval = Interval{estimate.mean - half, estimate.mean + half};
  return estimate;
}

double quantile(std::vector<double> values, double probability) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  if (values.empty()) return std::nan("");
  std::sort(values.begin(), values.end());
  const double at = probability * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (at - static_cast<double>(below)) * (values[above] - values[below]);
}

Estimate share_of(std::size_t hits, std::size_t n, double confidence) {
  Estimate estimate;
  estimate.n = n;
  if (n == 0) {
    estimate.mean = std::nan("");
    return estimate;
  }
  const double size = static_cast<double>(n);
  const double p = static_cast<double>(hits) / size;
  estimate.mean = p;
  const double z = boost::math::quantile(boost::math::normal(), 0.5 + confidence / 2.0);
  const double centre = (p + z * z / (2.0 * size)) / (1.0 + z * z / size);
  const double half =
      z * std::sqrt(p * (1.0 - p) / size + z * z / (4.0 * size * size)) / (1.0 + z * z / size);
  estimate.interval = Interval{std::max(0.0, centre - half), std::min(1.0, centre + half)};
  return estimate;
}

std::vector<SurvivalStep> kaplan_meier(std::vector<Duration> durations) {
  std::sort(durations.begin(), durations.end(),
            [](const Duration& a, const Duration& b) { return a.time < b.time; });
  std::vector<SurvivalStep> curve;
  double survival = 1.0;
  for (std::size_t first = 0; first < durations.size();) {
    std::size_t next = first;
    std::size_t events = 0;
    for (; next < durations.size() && durations[next].time == durations[first].time; ++next)
      events += durations[next].event;
    const std::size_t at_risk = durations.size() - first;
    if (events > 0) {
      survival *= 1.0 - static_cast<double>(events) / static_cast<double>(at_risk);
      curve.push_back({durations[first].time, survival, at_risk, events});
    }
    first = next;
  }
  return curve;
}

std::optional<double> median_time(const std::vector<SurvivalStep>& curve) {
  constexpr double rounding = 1e-12;  // a product of fractions may miss one half by an ulp
  for (const SurvivalStep& step : curve)
    if (step.survival <= 0.5 + rounding) return step.time;
  return std::nullopt;
}

}  // namespace samen
