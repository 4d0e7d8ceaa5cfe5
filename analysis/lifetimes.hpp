// How long the tables of a batch last and what ends them, as lifetimes (survival_curve.hpp).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "batch.hpp"
#include "survival_curve.hpp"

namespace samen {

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

/// Share of the tables that `cause` has ended by the horizon, to which all others are watched or
/// ended by another cause: cumulative incidence with its interval over units. Where it ended none
/// the interval is that of Clopper & Pearson (1934), Biometrika 26, for the units.
Estimate share_ended_by(const std::vector<Lifetime>& lifetimes, int cause, double horizon,
                        Unit unit, double confidence = 0.95);

}  // namespace samen
