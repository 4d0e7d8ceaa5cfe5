#include "analysis/statistics/history_matching.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/statistics/distributions.hpp"

namespace samen::analysis {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
/// Width of a band in standard deviations: 95 % of a normal distribution.
constexpr double deviations_of_band = 4.0;

/// Variance of an estimate, from its jackknife interval.
double squared_error(const Estimate& estimate) {
  if (!estimate.interval) return 0.0;
  const double freedom = static_cast<double>(std::min(estimate.n, most_jackknife_groups)) - 1.0;
  const double half = (estimate.interval->high - estimate.interval->low) / 2.0;
  return std::pow(half / student_quantile(freedom, (1.0 + usual_confidence) / 2.0), 2);
}

double distance(const Places& one, const Places& other) {
  double sum = 0.0;
  for (std::size_t k = 0; k < one.size(); ++k) sum += std::pow(one[k] - other[k], 2);
  return std::sqrt(sum);
}

/// The width of a band; for a half-line, the distance of its end from zero, at least least_width.
double width_of(const StatedCriterion& criterion) {
  constexpr double least_width = 0.1;
  if (criterion.sign) return 0.0;
  if (std::isfinite(criterion.low) && std::isfinite(criterion.high))
    return criterion.high - criterion.low;
  return std::max(std::abs(std::isfinite(criterion.low) ? criterion.low : criterion.high),
                  least_width);
}

}  // namespace

double implausibility(const StatedCriterion& criterion, const std::vector<Finding>& by_seed) {
  const double n = static_cast<double>(by_seed.size());
  double mean = 0.0, within = 0.0, between = 0.0;
  bool all_hold = true;
  for (const Finding& finding : by_seed) {
    if (std::isnan(finding.value.mean)) return infinite;
    mean += finding.value.mean / n;
    within += squared_error(finding.value) / (n * n);
    all_hold = all_hold && finding.holds;
  }
  for (const Finding& finding : by_seed)
    if (n > 1.0) between += std::pow(finding.value.mean - mean, 2) / (n * (n - 1.0));
  if (all_hold) return 0.0;
  const double width = width_of(criterion);
  const double outside = std::max(criterion.low - mean, mean - criterion.high);
  const double unsure =
      std::sqrt(std::pow(width / deviations_of_band, 2) + std::max(within, between));
  if (unsure == 0.0) return infinite;  // a sign that is certainly zero or wrong
  return outside > 0.0 ? (outside + width / 2.0) / unsure : 0.0;
}

bool ruled_out(int implausible, int patterns, int least) {
  return implausible > patterns - least;
}

std::vector<Interval> box_of(const std::vector<Places>& sets, double margin) {
  std::vector<Interval> box;
  for (std::size_t k = 0; k < sets.front().size(); ++k) {
    Interval side{sets.front()[k], sets.front()[k]};
    for (const Places& one : sets) {
      side.low = std::min(side.low, one[k]);
      side.high = std::max(side.high, one[k]);
    }
    const double more = margin * (side.high - side.low);
    box.push_back({std::max(0.0, side.low - more), std::min(1.0, side.high + more)});
  }
  return box;
}

std::size_t medoid(const std::vector<Places>& sets) {
  std::size_t central = 0;
  double least = infinite;
  for (std::size_t n = 0; n < sets.size(); ++n) {
    double sum = 0.0;
    for (const Places& other : sets) sum += distance(sets[n], other);
    if (sum >= least) continue;
    least = sum;
    central = n;
  }
  return central;
}

std::vector<std::size_t> spread_out(const std::vector<Places>& sets, std::size_t first,
                                    std::size_t members) {
  std::vector<std::size_t> chosen;
  std::vector<double> nearest(sets.size(), infinite);  // distance to the nearest chosen set
  for (std::size_t next = first; chosen.size() < std::min(members, sets.size());) {
    chosen.push_back(next);
    nearest[next] = -1.0;
    for (std::size_t n = 0; n < sets.size(); ++n)
      nearest[n] = std::min(nearest[n], distance(sets[n], sets[next]));
    next = static_cast<std::size_t>(std::max_element(nearest.begin(), nearest.end()) -
                                    nearest.begin());
  }
  return chosen;
}

std::vector<double> shares_left(const std::vector<Places>& sets) {
  const double n = static_cast<double>(sets.size());
  std::vector<double> shares;
  for (const Interval& side : box_of(sets, 0.0))
    shares.push_back(n > 1.0 ? (side.high - side.low) * (n + 1.0) / (n - 1.0) : 0.0);
  return shares;
}

}  // namespace samen::analysis
