// The balance of the choices as a list: what each item of a scenario (scenario/items.hpp) earns in
// a run, what is not itemised, and who bears it.
//
// From its first month on, an item takes its part of what the ledger computes month by month
// (ODD 7.35): amount × growth of the burden × progress of its goal for an avoided cost, amount ×
// progress for extra revenue. What it leaves, and its own part before that month, is not itemised.
// So the list sums to the outcomes avoided_cost and extra_revenue, without discount.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "analysis/results/batch.hpp"

namespace samen::analysis {

/// One item, as the scenario states it.
struct StatedItem {
  std::string name, goal, whom;
  bool outside = false;  ///< the bearer is a part of the rest of society, and no organisation
  bool avoided = true;   ///< an avoided cost; else extra revenue
  double amount = 0.0;   ///< at full progress, at the start [k€/month]
  std::size_t from = 0;
};

/// Amounts of one run, from the start to the end [k€].
struct RunOfItems {
  std::vector<double> earned;  ///< per item: what progress gives
  std::vector<double> borne;   ///< per item: the avoided cost that is borne all the same
  /// All of the ledger, items or not. Inside: of the organisations.
  double avoided_inside = 0.0, avoided_outside = 0.0, revenue = 0.0;
  double borne_inside = 0.0, borne_outside = 0.0;
};

class ItemBalance {
 public:
  /// Whether the scenario of the file lists its balance.
  static bool stated(const Batch& batch);
  /// Why the list cannot be told; "" if it can.
  static std::string missing(const Batch& batch);
  /// Throws ResultsError if the list cannot be told.
  explicit ItemBalance(const Batch& batch);

  const std::vector<StatedItem>& items() const { return items_; }
  /// The bearers that items name: organisations first, in the order of the items.
  const std::vector<std::string>& bearers() const { return bearers_; }
  /// The finished runs of an arm.
  const std::vector<RunOfItems>& runs_of(int arm) const { return runs_.at(arm); }

 private:
  struct StatedGoal {
    double burden, growth, relief, revenue, inside;
  };
  RunOfItems run_of(std::span<const float> progress) const;

  std::vector<std::string> names_;  ///< of the goals, as the file has them
  std::vector<StatedGoal> goals_;
  std::vector<StatedItem> items_;
  std::vector<std::string> bearers_;
  std::map<int, std::vector<RunOfItems>> runs_;
};

}  // namespace samen::analysis
