// How long the tables of a batch last and what ends them, as lifetimes (survival_curve.hpp).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/results/batch.hpp"
#include "analysis/statistics/survival_curve.hpp"

namespace samen::analysis {

/// Which ends count: all, or only failures – those of tables that had not reached all their goals.
enum class Ending { all, failure };

/// The tables of a batch. A table lives from the first month of the calendar to the close of the
/// month in which it ends, in months; one that does not end is watched to the close of the
/// calendar.
class TableLifetimes {
 public:
  /// The batch must outlive it.
  explicit TableLifetimes(const Batch& batch);

  /// Arms in which tables meet, in the order of the plan.
  const std::vector<int>& arms() const { return arms_; }

  /// One for each table in each run of a treatment that came to its end; the stratum is the number
  /// of the pair. Where only failures count a table that reached all its goals is censored when it
  /// ends. None in arms without tables.
  std::vector<Lifetime> of(const Treatment& treatment, Ending counted) const;

  /// … with two causes of an end, `broken_down` and `reached_goals`, which compete: what has
  /// reached its goals can no longer break down. Their cumulative incidences are shares of all
  /// tables; one minus a survival in which the other is censored is not.
  std::vector<Lifetime> fates(const Treatment& treatment) const;

  /// What is independent: tables of one run share partners and luck.
  Unit unit() const { return batch_.tables().size() > 1 ? Unit::run : Unit::lifetime; }

  /// Months of the calendar.
  double horizon() const { return static_cast<double>(batch_.months().size()); }

  /// What the numbers of causes mean: "goals reached".
  const std::vector<std::string>& causes() const { return causes_; }

 private:
  const Batch& batch_;
  std::vector<int> arms_;
  std::vector<std::string> causes_;
  std::vector<std::int64_t> ended_month_, ended_by_;  // run × table
};

/// Causes of fates(): an end with goals not reached, whatever the reason, and one with all reached.
inline constexpr int broken_down = 1, reached_goals = 2;

/// Share of the tables that `cause` has ended by a time up to which all others are watched or ended
/// by another cause: cumulative incidence (Aalen & Johansen 1978) with its log-log interval over
/// units, within 0 to 1. Where it ended none the interval is that of Clopper & Pearson (1934),
/// Biometrika 26, for the units.
Estimate share_ended_by(const std::vector<Lifetime>& lifetimes, int cause, double time, Unit unit,
                        double confidence = 0.95);

/// Share that `cause` has not ended by then: one less share_ended_by().
Estimate share_spared_by(const std::vector<Lifetime>& lifetimes, int cause, double time, Unit unit,
                         double confidence = 0.95);

}  // namespace samen::analysis
