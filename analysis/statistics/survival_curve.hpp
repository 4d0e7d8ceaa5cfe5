// Survival analysis: survival, hazard, causes of an end, and comparison of groups. Lifetimes that
// continue when observation stops are censored: they count as at risk until then and carry no
// further information. Times are in the unit of the given lifetimes, usually months.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {

/// Time from the beginning to the end, or to the end of observation (censored). If one lifetime
/// ends at the time at which another is censored, the end comes first, by convention.
struct Lifetime {
  double time = 0.0;        ///< finite, not negative
  bool ended = false;       ///< false: censored
  int cause = 0;            ///< of the end; causes are mutually exclusive
  std::size_t stratum = 0;  ///< the replicate, to compare lifetimes with the same draws
  std::size_t run = 0;      ///< lifetimes of one run share its draws
};

/// The independent unit: every lifetime, or only the run that it comes from.
enum class Unit { lifetime, run };

/// Survival just after a time at which at least one lifetime ended.
struct SurvivalPoint {
  double time = 0.0;
  std::size_t at_risk = 0;   ///< just before the time
  std::size_t events = 0;    ///< ends at the time
  std::size_t censored = 0;  ///< from the previous point (included) to just before this one
  double survival = 1.0;
  double standard_error = 0.0;       ///< NaN below two units
  std::optional<Interval> interval;  ///< none below two units
};

/// Mean lifetime up to a horizon; later time does not count.
struct RestrictedMean {
  double mean = 0.0;
  double standard_error = 0.0;       ///< NaN below two units
  std::optional<Interval> interval;  ///< normal; none below two units
  std::size_t n = 0;                 ///< units
};

/// Survival by Kaplan & Meier (1958), JASA 53. With independent lifetimes the standard error is
/// that of Greenwood (1926), Reports on Public Health and Medical Subjects 33; with independent
/// runs it is the infinitesimal jackknife over runs: Williams (1995), Lifetime Data Analysis 1.
/// Intervals are pointwise, by the complementary log-log transformation: Kalbfleisch & Prentice
/// (1980), The Statistical Analysis of Failure Time Data. This transformation is undefined in two
/// cases. At survival one, the interval is that of Clopper & Pearson (1934), Biometrika 26, for the
/// units still at risk, none of which ended. At survival zero, it reaches from zero to the upper
/// bound just before, because survival never rises.
class SurvivalCurve {
 public:
  /// Throws std::invalid_argument for a time that is negative or not finite, or a confidence not
  /// between zero and one.
  explicit SurvivalCurve(const std::vector<Lifetime>& lifetimes, Unit unit = Unit::lifetime,
                         double confidence = 0.95);

  /// One for each distinct time of an end, in order.
  const std::vector<SurvivalPoint>& points() const& { return points_; }
  std::vector<SurvivalPoint> points() && { return std::move(points_); }

  /// Survival beyond `time`; n counts units. NaN without an interval if observation stopped before.
  /// Throws std::invalid_argument for a negative time.
  Estimate at(double time) const;

  /// First time at which the survival is at most one half, with the times at which the interval of
  /// the survival covers one half: Brookmeyer & Crowley (1982), Biometrics 38. Infinite if the
  /// survival never falls so far; NaN without lifetimes; n counts units.
  Estimate median() const;

  /// Area under the curve from zero to `horizon`: Irwin (1949), Journal of Hygiene 47. NaN without
  /// an interval if observation stopped before the horizon. Throws std::invalid_argument for a
  /// horizon that is negative or not finite.
  RestrictedMean restricted_mean(double horizon) const;

 private:
  bool is_known_at(double time) const;
  std::size_t units_at_risk(double time) const;
  std::vector<double> area_after_points(double horizon) const;
  double error_of_mean(const std::vector<double>& area) const;

  double confidence_;
  std::size_t units_ = 0;
  std::vector<Lifetime> lifetimes_;  // sorted by time; `run` is the index of the unit
  std::vector<SurvivalPoint> points_;
};

/// Share of all lifetimes that one cause has ended by a time.
struct IncidencePoint {
  double time = 0.0;
  std::size_t at_risk = 0;  ///< just before the time
  std::size_t events = 0;   ///< ends by the cause at the time
  double incidence = 0.0;
  double standard_error = 0.0;       ///< NaN below two units
  std::optional<Interval> interval;  ///< of one minus a survival; none below two units
};

/// Cumulative incidence of ends by `cause`, one point for each distinct time of such an end: Aalen
/// & Johansen (1978), Scandinavian Journal of Statistics 5. Over all causes the incidences and the
/// survival sum to one. The standard error is the infinitesimal jackknife over units. Throws as
/// SurvivalCurve does.
std::vector<IncidencePoint> cumulative_incidence(const std::vector<Lifetime>& lifetimes, int cause,
                                                 Unit unit = Unit::lifetime,
                                                 double confidence = 0.95);

/// Ends per unit of time at risk.
struct Hazard {
  std::size_t events = 0;
  double exposure = 0.0;             ///< time at risk, summed over lifetimes
  double rate = 0.0;                 ///< NaN without exposure
  std::optional<Interval> interval;  ///< none without exposure
};

/// Ends over time at risk in [from, to): an end at `to` belongs to the next interval. `to` may be
/// infinite. The interval is the exact one for a Poisson count: Garwood (1936), Biometrika 28; it
/// assumes independent ends. Throws std::invalid_argument as SurvivalCurve does and unless 0 <=
/// from < to.
Hazard hazard(const std::vector<Lifetime>& lifetimes, double from, double to,
              double confidence = 0.95);

/// Test of the hypothesis that groups have the same hazard.
struct LogRank {
  std::vector<double> observed;  ///< ends, by group
  std::vector<double> expected;  ///< ends if all groups had the same hazard at each time
  double chi_squared = 0.0;
  std::size_t degrees_of_freedom = 0;
  double p = 0.0;  ///< NaN if nothing can be compared
};

/// The lifetimes to which the log-rank test compares one: all other groups, or only the lifetimes
/// of its own stratum.
enum class Stratification { overall, within_strata };

/// Log-rank test: Mantel (1966), Cancer Chemotherapy Reports 50; Peto & Peto (1972), Journal of the
/// Royal Statistical Society A 135. It assumes independent lifetimes, or, within strata,
/// independent lifetimes of a stratum. Throws std::invalid_argument for fewer than two groups and
/// for a time that is negative or not finite.
LogRank log_rank(const std::vector<std::vector<Lifetime>>& groups, Stratification stratification);

}  // namespace samen::analysis
