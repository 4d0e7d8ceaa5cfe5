// What organisations get: the own balance of each – avoided burden and extra revenue less own
// effort – by arm, and between arms under the same luck.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "analysis/results/batch.hpp"
#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {

/// One organisation, or all of a kind.
struct Group {
  std::string label;
  std::vector<std::size_t> members;
};

/// Balances of a group in some runs, or differences in some pairs. The run is the unit.
struct Balance {
  Estimate mean;            ///< of the members of a run, over the runs [k€]
  double low = 0.0;         ///< nine in ten of all balances lie between …
  double high = 0.0;        ///< … these
  Estimate below_zero;      ///< share of the members, or of the runs where there is one
  std::size_t least = 0;    ///< member whose mean is the least
  double least_mean = 0.0;  ///< of that member [k€]
};

class Balances {
 public:
  /// Whether the file has them: since format 1.5, and where there are organisations.
  static bool known(const Batch& batch);
  /// Throws ResultsError where it has not.
  explicit Balances(const Batch& batch);

  const std::vector<std::string>& names() const { return names_; }
  /// Each organisation, or each kind where they are more than `most`.
  std::vector<Group> groups(std::size_t most) const;
  /// Everyone.
  Group all() const;

  Balance at(const Group& group, const Treatment& treatment) const;
  /// First less second, pair by pair.
  Balance between(const Group& group, const Treatment& first, const Treatment& second) const;
  /// Of one organisation, by number of the pair [k€].
  std::map<std::int64_t, double> by_pair(std::size_t organisation,
                                         const Treatment& treatment) const;

  /// Who has the least, run by run.
  struct Worst {
    Estimate mean;               ///< of the least balance [k€]
    Estimate below_zero;         ///< share of the runs in which it is below zero
    std::size_t most_often = 0;  ///< organisation that has it most often
    Estimate share;              ///< of the runs in which that is so
  };
  Worst worst_off(const Treatment& treatment) const;

 private:
  double of(std::size_t run, std::size_t organisation) const {
    return values_[run * names_.size() + organisation];
  }

  const Batch& batch_;
  std::vector<std::string> names_, kinds_;
  std::vector<double> values_;  ///< run × organisation
};

/// Digits behind the point for amounts of this size [k€].
int digits_of_balance(double largest);

}  // namespace samen::analysis
