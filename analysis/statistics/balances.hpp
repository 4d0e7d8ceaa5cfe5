// The gains of organisations: the own balance of each (avoided burden and extra revenue less own
// effort) in each arm, and its paired difference between arms.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "analysis/results/batch.hpp"
#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {

/// One organisation, or all organisations of a kind.
struct Group {
  std::string label;
  std::vector<std::size_t> members;
};

/// Balances of a group in some runs, or their differences in some pairs. The unit of analysis is
/// the run.
struct Balance {
  Estimate mean;            ///< mean over the members of a run, then over the runs [k€]
  double low = 0.0;         ///< 5 % quantile of all balances
  double high = 0.0;        ///< 95 % quantile
  Estimate below_zero;      ///< share of members below zero; if there is one member, share of runs
  std::size_t least = 0;    ///< the member with the smallest mean
  double least_mean = 0.0;  ///< the mean of that member [k€]
};

class Balances {
 public:
  /// Whether the file holds balances: since format 1.5, and if there are organisations.
  static bool known(const Batch& batch);
  /// Throws ResultsError if the file holds no balances.
  explicit Balances(const Batch& batch);

  const std::vector<std::string>& names() const { return names_; }
  /// Returns each organisation alone, or each kind if there are more than `most` organisations.
  std::vector<Group> groups(std::size_t most) const;
  /// All organisations as one group.
  Group all() const;

  Balance at(const Group& group, const Treatment& treatment) const;
  /// The first treatment less the second, pair by pair.
  Balance between(const Group& group, const Treatment& first, const Treatment& second) const;
  /// Balance of one organisation, by the number of the pair [k€].
  std::map<std::int64_t, double> by_pair(std::size_t organisation,
                                         const Treatment& treatment) const;

  /// The smallest balance among the organisations, run by run.
  struct Worst {
    Estimate mean;               ///< mean of the smallest balance [k€]
    Estimate below_zero;         ///< share of the runs in which it is below zero
    std::size_t most_often = 0;  ///< the organisation that most often has it
    Estimate share;              ///< share of the runs in which that organisation has it
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

/// Number of decimals for amounts of this size [k€].
int digits_of_balance(double largest);

}  // namespace samen::analysis
