#include "analysis/statistics/survival_curve.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <tuple>

#include <Eigen/Core>

#include "analysis/statistics/distributions.hpp"
#include "analysis/statistics/linear_algebra.hpp"

namespace samen::analysis {
namespace {

constexpr double not_known = std::numeric_limits<double>::quiet_NaN();
constexpr double never = std::numeric_limits<double>::infinity();
constexpr double half = 0.5;
constexpr double ulps = 1e-12;  // a product of fractions may differ from one half by rounding

void require(bool condition, const std::string& what) {
  if (!condition) throw std::invalid_argument(what);
}

void require_times(const std::vector<Lifetime>& lifetimes) {
  for (const Lifetime& lifetime : lifetimes)
    require(std::isfinite(lifetime.time) && lifetime.time >= 0.0,
            "a lifetime must be finite and not negative");
}

void require_confidence(double confidence) {
  require(confidence > 0.0 && confidence < 1.0, "a confidence lies between zero and one");
}

double number(std::size_t count) {
  return static_cast<double>(count);
}

double two_sided_z(double confidence) {
  return normal_quantile((1.0 + confidence) / 2.0);
}

// Returns 0 if nobody survives: then the factor of this number is 0 too.
double per_survivor(std::size_t at_risk, std::size_t events) {
  return at_risk == events ? 0.0 : 1.0 / number(at_risk - events);
}

// Sorts lifetimes by time. The `run` of each lifetime becomes the index of its unit.
std::vector<Lifetime> in_order(std::vector<Lifetime> lifetimes, Unit unit) {
  require_times(lifetimes);
  std::vector<std::size_t> runs;
  for (std::size_t i = 0; i < lifetimes.size(); ++i) {
    if (unit == Unit::lifetime) lifetimes[i].run = i;
    runs.push_back(lifetimes[i].run);
  }
  std::sort(runs.begin(), runs.end());
  runs.erase(std::unique(runs.begin(), runs.end()), runs.end());
  for (Lifetime& lifetime : lifetimes) {
    const auto place = std::lower_bound(runs.begin(), runs.end(), lifetime.run);
    lifetime.run = static_cast<std::size_t>(place - runs.begin());
  }
  std::sort(lifetimes.begin(), lifetimes.end(), [](const Lifetime& a, const Lifetime& b) {
    return std::tie(a.time, a.run, a.ended, a.cause) < std::tie(b.time, b.run, b.ended, b.cause);
  });
  return lifetimes;
}

std::size_t number_of_units(const std::vector<Lifetime>& lifetimes) {
  std::size_t units = 0;
  for (const Lifetime& lifetime : lifetimes) units = std::max(units, lifetime.run + 1);
  return units;
}

// Standard errors by the infinitesimal jackknife. Let n be the number at risk at a time, d the ends
// at this time, and k the ends by the cause in question. Adding one lifetime (Y: at risk, e: ends,
// c: ends by the cause) changes
//   log S(t)  by  A = -sum (e - Y d/n) / (n - d)
//   F(t)      by  sum [S' (c - Y k/n) / n - (F(t) - F) (e - Y d/n) / (n - d)],
// where the sums go over the times up to t, S' is the survival before each time and F the incidence
// after it. The change of F(t) is C + F(t) A, where C does not contain F(t). All lifetimes at risk
// have the same sums so far. Therefore three numbers describe a unit: the contributions of its
// departed lifetimes to C and to A, and the number of its lifetimes still at risk. The sum of
// squares over units follows from the second moments of these three numbers. If each lifetime is a
// unit, the error of the survival is Greenwood's.
class Influence {
 public:
  Influence(const std::vector<Lifetime>& lifetimes, std::size_t units)
      : of_units_(units, Eigen::Vector3d::Zero()) {
    for (const Lifetime& lifetime : lifetimes) of_units_[lifetime.run][at_risk] += 1.0;
    for (const Eigen::Vector3d& unit : of_units_) moments_ += unit * unit.transpose();
  }

  void pass(std::size_t n, std::size_t d, std::size_t k, double survival_before, double incidence) {
    per_end_ = per_survivor(n, d);
    per_end_by_cause_ = survival_before / number(n);
    incidence_ = incidence;
    log_survival_at_risk_ += per_end_ * number(d) / number(n);
    incidence_at_risk_ -=
        (per_end_by_cause_ * number(k) + incidence * per_end_ * number(d)) / number(n);
  }

  // Removes a lifetime that ends at the time passed last.
  void take_out(const Lifetime& lifetime, bool by_cause) {
    Eigen::Vector3d& unit = of_units_[lifetime.run];
    moments_ -= unit * unit.transpose();
    unit[in_incidence] += incidence_at_risk_;
    unit[in_log_survival] += log_survival_at_risk_;
    unit[at_risk] -= 1.0;
    if (lifetime.ended) {
      unit[in_incidence] += incidence_ * per_end_;
      unit[in_log_survival] -= per_end_;
    }
    if (by_cause) unit[in_incidence] += per_end_by_cause_;
    moments_ += unit * unit.transpose();
  }

  double error_of_survival(double survival) const {
    return survival * error({0.0, 1.0, log_survival_at_risk_});
  }
  double error_of_incidence(double incidence) const {
    return error({1.0, incidence, incidence_at_risk_ + incidence * log_survival_at_risk_});
  }

 private:
  enum Place { in_incidence, in_log_survival, at_risk };

  double error(const Eigen::Vector3d& weights) const {
    if (of_units_.size() < 2) return not_known;
    return std::sqrt(std::max(0.0, weights.dot(moments_ * weights)));
  }

  std::vector<Eigen::Vector3d> of_units_;
  Eigen::Matrix3d moments_ = Eigen::Matrix3d::Zero();
  double log_survival_at_risk_ = 0.0, incidence_at_risk_ = 0.0;  // sums so far for those at risk
  double per_end_ = 0.0, per_end_by_cause_ = 0.0, incidence_ = 0.0;  // at the time passed last
};

// A distinct time at which lifetimes end, and the values after it.
struct Moment {
  double time = 0.0;
  std::size_t at_risk = 0, events = 0, by_cause = 0, censored = 0;
  double survival = 1.0, survival_error = 0.0;
  double incidence = 0.0, incidence_error = 0.0;
  double incidence_of_others = 0.0;
};

// `lifetimes` are sorted by time; without a cause there is no incidence.
std::vector<Moment> moments_of(const std::vector<Lifetime>& lifetimes, std::size_t units,
                               std::optional<int> cause) {
  std::vector<Moment> moments;
  Influence influence(lifetimes, units);
  Moment now;
  for (std::size_t first = 0, next = 0; first < lifetimes.size(); first = next) {
    now.time = lifetimes[first].time;
    now.at_risk = lifetimes.size() - first;
    now.events = now.by_cause = 0;
    for (; next < lifetimes.size() && lifetimes[next].time == now.time; ++next) {
      now.events += lifetimes[next].ended;
      now.by_cause += lifetimes[next].ended && lifetimes[next].cause == cause;
    }
    const double before = now.survival;
    const double share = before / number(now.at_risk);
    now.survival *= 1.0 - number(now.events) / number(now.at_risk);
    now.incidence += share * number(now.by_cause);
    now.incidence_of_others += share * number(now.events - now.by_cause);
    influence.pass(now.at_risk, now.events, now.by_cause, before, now.incidence);
    for (std::size_t i = first; i < next; ++i)
      influence.take_out(lifetimes[i], lifetimes[i].ended && lifetimes[i].cause == cause);
    now.survival_error = influence.error_of_survival(now.survival);
    now.incidence_error = influence.error_of_incidence(now.incidence);
    if (now.events > 0) {
      moments.push_back(now);
      now.censored = 0;
    }
    now.censored += next - first - now.events;
  }
  return moments;
}

// Pointwise bounds of a falling curve, on the scale of log(-log S).
class LogLogBounds {
 public:
  LogLogBounds(double confidence, std::size_t units) : z_(two_sided_z(confidence)), units_(units) {}

  std::optional<Interval> next(double survival, double error) {
    if (units_ < 2) return std::nullopt;
    if (survival <= 0.0) return Interval{0.0, high_};
    const double reach = std::exp(z_ * error / (survival * -std::log(survival)));
    high_ = std::pow(survival, 1.0 / reach);
    return Interval{std::pow(survival, reach), high_};
  }

 private:
  double z_;
  std::size_t units_;
  double high_ = 1.0;
};

}  // namespace

SurvivalCurve::SurvivalCurve(const std::vector<Lifetime>& lifetimes, Unit unit, double confidence)
    : confidence_(confidence), lifetimes_(in_order(lifetimes, unit)) {
  require_confidence(confidence);
  units_ = number_of_units(lifetimes_);
  LogLogBounds bounds(confidence, units_);
  for (const Moment& moment : moments_of(lifetimes_, units_, std::nullopt))
    points_.push_back({moment.time, moment.at_risk, moment.events, moment.censored, moment.survival,
                       moment.survival_error, bounds.next(moment.survival, moment.survival_error)});
}

Estimate SurvivalCurve::at(double time) const {
  require(time >= 0.0, "survival is asked for at a time that is not negative");
  if (!is_known_at(time)) return {not_known, std::nullopt, units_};
  const auto after =
      std::upper_bound(points_.begin(), points_.end(), time,
                       [](double t, const SurvivalPoint& point) { return t < point.time; });
  if (after != points_.begin()) {
    const SurvivalPoint& point = *std::prev(after);
    return {point.survival, point.interval, units_};
  }
  if (units_ < 2) return {1.0, std::nullopt, units_};
  const double n = number(units_at_risk(time));
  return {1.0, Interval{std::pow((1.0 - confidence_) / 2.0, 1.0 / n), 1.0}, units_};
}

Estimate SurvivalCurve::median() const {
  if (lifetimes_.empty()) return {not_known, std::nullopt, 0};
  const auto first_time = [this](auto condition) {
    const auto found = std::find_if(points_.begin(), points_.end(), condition);
    return found == points_.end() ? never : found->time;
  };
  Estimate median;
  median.n = units_;
  median.mean =
      first_time([](const SurvivalPoint& point) { return point.survival <= half + ulps; });
  if (units_ < 2) return median;
  median.interval = Interval{
      first_time([](const SurvivalPoint& point) { return point.interval->low <= half + ulps; }),
      first_time([](const SurvivalPoint& point) { return point.interval->high < half - ulps; })};
  return median;
}

RestrictedMean SurvivalCurve::restricted_mean(double horizon) const {
  require(std::isfinite(horizon) && horizon >= 0.0, "a horizon is finite and not negative");
  if (!is_known_at(horizon)) return {not_known, not_known, std::nullopt, units_};
  const std::vector<double> area = area_after_points(horizon);
  RestrictedMean result;
  result.n = units_;
  result.mean = points_.empty() ? horizon : std::min(horizon, points_.front().time) + area.front();
  result.standard_error = error_of_mean(area);
  if (units_ < 2) return result;
  const double reach = two_sided_z(confidence_) * result.standard_error;
  result.interval = Interval{result.mean - reach, result.mean + reach};
  return result;
}

bool SurvivalCurve::is_known_at(double time) const {
  if (lifetimes_.empty()) return false;
  return time <= lifetimes_.back().time || (!points_.empty() && points_.back().survival == 0.0);
}

std::size_t SurvivalCurve::units_at_risk(double time) const {
  std::vector<bool> at_risk(units_, false);
  for (const Lifetime& lifetime : lifetimes_)
    if (lifetime.time >= time) at_risk[lifetime.run] = true;
  return static_cast<std::size_t>(std::count(at_risk.begin(), at_risk.end(), true));
}

// Area under the curve from each point to the horizon.
std::vector<double> SurvivalCurve::area_after_points(double horizon) const {
  std::vector<double> area(points_.size());
  double sum = 0.0;
  double end = horizon;
  for (std::size_t i = points_.size(); i-- > 0;) {
    const double start = std::min(points_[i].time, horizon);
    sum += points_[i].survival * (end - start);
    area[i] = sum;
    end = start;
  }
  return area;
}

// A change of log S at a point (see Influence) changes the mean by that change times the area after
// the point.
double SurvivalCurve::error_of_mean(const std::vector<double>& area) const {
  if (units_ < 2) return not_known;
  std::vector<double> influence(units_, 0.0);
  double at_risk = 0.0;  // sum so far for those at risk
  double per_end = 0.0;  // at the last passed point
  std::size_t passed = 0;
  for (const Lifetime& lifetime : lifetimes_) {
    for (; passed < points_.size() && points_[passed].time <= lifetime.time; ++passed) {
      const SurvivalPoint& point = points_[passed];
      per_end = area[passed] * per_survivor(point.at_risk, point.events);
      at_risk += per_end * number(point.events) / number(point.at_risk);
    }
    influence[lifetime.run] += at_risk - (lifetime.ended ? per_end : 0.0);
  }
  double squares = 0.0;
  for (const double each : influence) squares += each * each;
  return std::sqrt(squares);
}

std::vector<IncidencePoint> cumulative_incidence(const std::vector<Lifetime>& lifetimes, int cause,
                                                 Unit unit, double confidence) {
  require_confidence(confidence);
  const std::vector<Lifetime> ordered = in_order(lifetimes, unit);
  const std::size_t units = number_of_units(ordered);
  LogLogBounds bounds(confidence, units);
  std::vector<IncidencePoint> points;
  for (const Moment& moment : moments_of(ordered, units, cause)) {
    if (moment.by_cause == 0) continue;
    // One minus the incidence, computed without its rounding error.
    const double spared = moment.survival + moment.incidence_of_others;
    std::optional<Interval> interval = bounds.next(spared, moment.incidence_error);
    if (interval) interval = Interval{1.0 - interval->high, 1.0 - interval->low};
    points.push_back({moment.time, moment.at_risk, moment.by_cause, moment.incidence,
                      moment.incidence_error, interval});
  }
  return points;
}

Hazard hazard(const std::vector<Lifetime>& lifetimes, double from, double to, double confidence) {
  require_times(lifetimes);
  require_confidence(confidence);
  require(from >= 0.0 && from < to, "a hazard is that of an interval of time");
  Hazard result;
  for (const Lifetime& lifetime : lifetimes) {
    result.events += lifetime.ended && lifetime.time >= from && lifetime.time < to;
    result.exposure += std::max(0.0, std::min(lifetime.time, to) - from);
  }
  if (result.exposure == 0.0) {
    result.rate = not_known;
    return result;
  }
  // A Poisson count of at most x with mean m is as likely as a chi-squared above 2 m with 2 x + 2
  // degrees of freedom.
  const auto mean_of_count = [](double degrees, double probability) {
    return chi_squared_quantile(degrees, probability) / 2.0;
  };
  const double count = number(result.events);
  const double tail = (1.0 - confidence) / 2.0;
  const double low = result.events == 0 ? 0.0 : mean_of_count(2.0 * count, tail);
  const double high = mean_of_count(2.0 * count + 2.0, 1.0 - tail);
  result.rate = count / result.exposure;
  result.interval = Interval{low / result.exposure, high / result.exposure};
  return result;
}

namespace {

struct Member {
  std::size_t stratum = 0;
  double time = 0.0;
  std::size_t group = 0;
  bool ended = false;
};

std::vector<Member> members_of(const std::vector<std::vector<Lifetime>>& groups,
                               Stratification stratification) {
  std::vector<Member> members;
  for (std::size_t group = 0; group < groups.size(); ++group) {
    require_times(groups[group]);
    for (const Lifetime& lifetime : groups[group])
      members.push_back({stratification == Stratification::within_strata ? lifetime.stratum : 0,
                         lifetime.time, group, lifetime.ended});
  }
  std::sort(members.begin(), members.end(), [](const Member& a, const Member& b) {
    return std::tie(a.stratum, a.time, a.group, a.ended) <
           std::tie(b.stratum, b.time, b.group, b.ended);
  });
  return members;
}

// Ends by group over all times and strata, with their mean and covariance under the null hypothesis
// that all at risk are equally likely to end: the multivariate hypergeometric distribution.
class EndsByGroup {
 public:
  explicit EndsByGroup(Eigen::Index groups)
      : observed(Eigen::VectorXd::Zero(groups)),
        expected(Eigen::VectorXd::Zero(groups)),
        covariance(Eigen::MatrixXd::Zero(groups, groups)) {}

  void add(const Eigen::VectorXd& at_risk, const Eigen::VectorXd& ended) {
    const double n = at_risk.sum();
    const double d = ended.sum();
    observed += ended;
    expected += at_risk * (d / n);
    if (n < 2.0) return;
    const double spread = d * (n - d) / (n * n * (n - 1.0));
    covariance.diagonal() += spread * n * at_risk;
    covariance -= spread * at_risk * at_risk.transpose();
  }

  Eigen::VectorXd observed, expected;
  Eigen::MatrixXd covariance;
};

EndsByGroup ends_of(const std::vector<Member>& members, Eigen::Index groups) {
  EndsByGroup ends(groups);
  const auto of_group = [](const Member& member) {
    return static_cast<Eigen::Index>(member.group);
  };
  for (std::size_t first = 0, last = 0; first < members.size(); first = last) {
    Eigen::VectorXd at_risk = Eigen::VectorXd::Zero(groups);
    for (; last < members.size() && members[last].stratum == members[first].stratum; ++last)
      at_risk[of_group(members[last])] += 1.0;
    for (std::size_t turn = first, next = first; turn < last; turn = next) {
      Eigen::VectorXd ended = Eigen::VectorXd::Zero(groups);
      Eigen::VectorXd gone = Eigen::VectorXd::Zero(groups);
      for (; next < last && members[next].time == members[turn].time; ++next) {
        gone[of_group(members[next])] += 1.0;
        if (members[next].ended) ended[of_group(members[next])] += 1.0;
      }
      if (ended.sum() > 0.0) ends.add(at_risk, ended);
      at_risk -= gone;
    }
  }
  return ends;
}

}  // namespace

LogRank log_rank(const std::vector<std::vector<Lifetime>>& groups, Stratification stratification) {
  require(groups.size() > 1, "a comparison needs two groups");
  const EndsByGroup ends =
      ends_of(members_of(groups, stratification), static_cast<Eigen::Index>(groups.size()));
  // The total number of ends is given, so the covariance is singular. Its pseudo-inverse gives the
  // same result as leaving out one group, and it also works if the rank is lower still.
  constexpr double negligible = 1e-9;  // relative; rounding leaves about 1e-13
  const Eigen::VectorXd excess = ends.observed - ends.expected;
  const LeastSquares found = least_squares(ends.covariance, excess, negligible);
  LogRank result;
  result.observed.assign(ends.observed.begin(), ends.observed.end());
  result.expected.assign(ends.expected.begin(), ends.expected.end());
  result.chi_squared = std::max(0.0, excess.dot(found.solution));
  result.degrees_of_freedom = static_cast<std::size_t>(found.rank);
  if (result.degrees_of_freedom == 0) {
    result.p = not_known;
    return result;
  }
  result.p = chi_squared_upper_tail(number(result.degrees_of_freedom), result.chi_squared);
  return result;
}

}  // namespace samen::analysis
