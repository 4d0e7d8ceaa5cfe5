// Lifetimes of the tables of a batch, and the causes of their ends (survival_curve.hpp).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/results/batch.hpp"
#include "analysis/statistics/survival_curve.hpp"

namespace samen::analysis {

/// Which ends are events: all, or only failures: ends of tables that had not reached all goals.
enum class Ending { all, failure };

/// The tables of a batch. A lifetime, in months, lasts from the first month of the calendar to the
/// end of the month in which the table ends. A table that does not end is observed until the end of
/// the calendar.
class TableLifetimes {
 public:
  /// The batch must outlive this object.
  explicit TableLifetimes(const Batch& batch);

  /// Arms in which tables meet, in the order of the plan.
  const std::vector<int>& arms() const { return arms_; }

  /// Returns one lifetime for each table in each finished run of a treatment; the stratum is the
  /// number of the pair. If only failures are events, a table that reached all its goals is
  /// censored when it ends. Empty for arms without tables.
  std::vector<Lifetime> of(const Treatment& treatment, Ending counted) const;

  /// The same with two competing causes of an end, `broken_down` and `reached_goals`: a table that
  /// has reached its goals can no longer break down. The cumulative incidences of the causes are
  /// shares of all tables; one minus a survival in which the other cause is censored is not.
  std::vector<Lifetime> by_competing_cause(const Treatment& treatment) const;

  /// The independent unit: the tables of one run share partners and draws.
  Unit unit() const { return batch_.tables().size() > 1 ? Unit::run : Unit::lifetime; }

  /// Months of the calendar.
  double horizon() const { return static_cast<double>(batch_.months().size()); }

  /// The names of the causes, by number: "goals reached".
  const std::vector<std::string>& causes() const { return causes_; }

 private:
  const Batch& batch_;
  std::vector<int> arms_;
  std::vector<std::string> causes_;
  std::vector<std::int64_t> ended_month_, ended_by_;  // run × table
};

/// Causes of by_competing_cause(): an end before all goals are reached, for any reason, and an end
/// with all goals reached.
inline constexpr int broken_down = 1, reached_goals = 2;

/// Share of the tables that `cause` has ended by a time; until then all other tables must be
/// observed or ended by another cause. This is the cumulative incidence (Aalen & Johansen 1978)
/// with its log-log interval over units, within 0 to 1. If the cause ended no table, the interval
/// is that of Clopper & Pearson (1934), Biometrika 26, for the units.
Estimate share_ended_by(const std::vector<Lifetime>& lifetimes, int cause, double time, Unit unit,
                        double confidence = 0.95);

/// Share that `cause` has not ended by then: 1 - share_ended_by().
Estimate share_spared_by(const std::vector<Lifetime>& lifetimes, int cause, double time, Unit unit,
                         double confidence = 0.95);

}  // namespace samen::analysis
