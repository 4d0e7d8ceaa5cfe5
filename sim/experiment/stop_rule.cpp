#include "experiment/stop_rule.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

#include <boost/math/distributions/students_t.hpp>

namespace samen {

std::vector<int> planned_counts(const Scenario& scenario) {
  constexpr int first = 4 * replicates_together;
  std::vector<int> counts;
  for (int count = first; count < scenario.replicates; count *= 2) {
    counts.push_back(count);
    if (count > std::numeric_limits<int>::max() / 2) break;
  }
  counts.push_back(scenario.replicates);
  return counts;
}

void Differences::add(const PlannedRun& run, double outcome) {
  if (run.arm != answer_.first && run.arm != answer_.second) return;
  const std::pair place{run.point, run.replicate};
  const auto other = waiting_.find(place);
  if (other == waiting_.end()) {
    waiting_.emplace(place, outcome);
    return;
  }
  const double apart = outcome - other->second;
  const double difference = run.arm == answer_.first ? apart : -apart;
  waiting_.erase(other);
  Moments& moments = points_[run.point];
  if (std::isnan(difference)) return;
  const double step = difference - moments.mean;
  moments.mean += step / ++moments.n;
  moments.squares += step * (difference - moments.mean);
}

double Differences::half_width() const {
  double widest = points_.empty() ? std::numeric_limits<double>::infinity() : 0.0;
  for (const auto& [point, moments] : points_) {
    if (moments.n < 2.0) return std::numeric_limits<double>::infinity();
    const double t =
        boost::math::quantile(boost::math::students_t(moments.n - 1.0), 0.975);  // two-sided 95 %
    widest = std::max(widest, t * std::sqrt(moments.squares / (moments.n - 1.0) / moments.n));
  }
  return widest;
}

std::string stop_reason(const Scenario& scenario, int replicates, double half_width) {
  const StopRule& rule = scenario.until.value();
  const auto name = [](Arm arm) { return std::string(arm_names[static_cast<std::size_t>(arm)]); };
  const bool known = half_width <= rule.half_width;
  std::ostringstream text;
  text << "stopped at " << replicates << " of at most " << scenario.replicates << " replicates, "
       << (known ? "when " : "though ") << rule.measure << " of " << name(scenario.answer.first)
       << " − " << name(scenario.answer.second)
       << (known ? " was known to ± " : " was known only to ± ") << half_width << " (wanted ± "
       << rule.half_width << ")";
  return text.str();
}

}  // namespace samen
