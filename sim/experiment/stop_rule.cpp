#include "experiment/stop_rule.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <boost/math/distributions/students_t.hpp>

namespace samen {

std::vector<int> planned_counts(const Scenario& scenario) {
  constexpr int first = 8 * replicates_together;
  std::vector<int> counts;
  for (int count = first; count < scenario.replicates; count *= 2) {
    counts.push_back(count);
    if (count > std::numeric_limits<int>::max() / 2) break;
  }
  counts.push_back(scenario.replicates);
  return counts;
}

void Differences::add(int point, int pair, Arm arm, double outcome) {
  if (!std::isnan(outcome)) outcomes_[{point, pair}][arm] = outcome;
}

double Differences::half_width(const Answer& answer) const {
  struct Moments {  // Welford (1962), Technometrics 4(3)
    double n = 0.0, mean = 0.0, squares = 0.0;
  };
  std::map<int, Moments> points;
  for (const auto& [place, arms] : outcomes_) {
    const auto first = arms.find(answer.first), second = arms.find(answer.second);
    if (first == arms.end() || second == arms.end()) continue;
    Moments& moments = points[place.first];
    const double difference = first->second - second->second;
    const double step = difference - moments.mean;
    moments.mean += step / ++moments.n;
    moments.squares += step * (difference - moments.mean);
  }
  double widest = points.empty() ? std::numeric_limits<double>::infinity() : 0.0;
  for (const auto& [point, moments] : points) {
    if (moments.n < 2.0) return std::numeric_limits<double>::infinity();
    const double t =
        boost::math::quantile(boost::math::students_t(moments.n - 1.0), 0.975);  // two-sided 95 %
    widest = std::max(widest, t * std::sqrt(moments.squares / (moments.n - 1.0) / moments.n));
  }
  return widest;
}

}  // namespace samen
