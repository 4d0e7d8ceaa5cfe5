// Uncertainty of a result with respect to assumptions and outside money: reads the files of `samen
// doubt`.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/results/batch.hpp"
#include "analysis/statistics/drivers.hpp"

namespace samen::analysis {

/// An assumption and its role in the experiment.
struct DoubtedParameter {
  std::string name, source;
  double usual = 0.0, low = 0.0, high = 0.0;
  std::string role;  ///< "varied", "never acts", "zero" or "cannot move"
};

/// Two arms to compare: the first less the second.
struct ArmPair {
  std::string first, second;
  bool operator==(const ArmPair&) const = default;
};

/// The result of a comparison for the scenario itself and over the sets of assumptions, in the
/// measure that answers the scenario's question and in its unit.
struct DoubtedDifference {
  ArmPair arms;
  Estimate usual;        ///< the scenario itself: mean of the pairs
  Estimate pairs_ahead;  ///< the scenario itself: share of the pairs in which the first is ahead
  /// Mean in each set whose runs all finished.
  std::vector<double> means;
  Estimate above;  ///< share of the sets in which the mean is above 0, Wilson
  /// Shares of the sets whose 95 % interval lies above 0, and below 0. n is 0 if there are too few
  /// replicates for an interval.
  Estimate clearly_above, clearly_below;
};

/// The scenario with one kind of funding for its tables.
class DoubtedFunding {
 public:
  /// `ensemble` is the file of the scenario under each set of an ensemble; it need not exist.
  DoubtedFunding(std::string funding, const std::string& scenario, const std::string& sets,
                 const std::string& ensemble, Language language);

  const std::string& funding() const { return funding_; }
  const Batch& scenario() const { return scenario_; }
  const Batch& sets() const { return sets_; }
  std::size_t replicates() const;
  DoubtedDifference difference(const ArmPair& arms) const;
  /// The same over the sets of the ensemble. Shares of these sets are counts without an interval.
  std::optional<DoubtedDifference> across_ensemble(const ArmPair& arms) const;
  /// Which assumptions decide the sign and the size of a difference over the sets.
  Drivers drivers(const ArmPair& arms, std::size_t resamples) const;

 private:
  DoubtedDifference difference_over(const Batch& sets, const ArmPair& arms) const;

  std::string funding_;
  Batch scenario_, sets_;
  std::optional<Batch> ensemble_;
};

class Doubt {
 public:
  /// Throws ResultsError if the folder lacks a file or holds files that do not belong together.
  explicit Doubt(const std::filesystem::path& folder, Language language = {});

  double spread() const { return spread_; }
  const std::string& size_chosen() const { return size_chosen_; }
  const std::vector<DoubtedParameter>& parameters() const { return parameters_; }
  std::size_t count(const std::string& role) const;
  /// Number of assumptions that vary by more than the spread, because their source leaves more
  /// open.
  std::size_t wider() const;
  const DoubtedFunding& as_it_stands() const { return fundings_.front(); }
  /// Null if no money comes from outside.
  const DoubtedFunding* own_money() const {
    return fundings_.size() > 1 ? &fundings_.back() : nullptr;
  }
  const std::vector<DoubtedFunding>& fundings() const { return fundings_; }
  /// The arms of the answer first, then the other comparisons that every scenario with those arms
  /// gets.
  std::vector<ArmPair> comparisons() const;

 private:
  double spread_ = 0.0;
  std::string size_chosen_;
  std::vector<DoubtedParameter> parameters_;
  std::vector<DoubtedFunding> fundings_;
};

/// The folder in which `samen doubt` stores its files, beside the result file of the same name:
/// hefboom8.doubt beside hefboom8.h5.
std::filesystem::path doubt_folder_of(const std::string& results);

/// The settings, one per line, in which the scenario of a doubt differs from that of a batch; empty
/// if there are none.
std::string another_scenario(const Batch& batch, const Doubt& doubt);

/// The doubt beside a result file, if it has the same scenario; otherwise nothing.
std::optional<Doubt> doubt_beside(const Batch& batch);

/// Mean outside money of a run: the investment less the own effort.
struct OutsideMoney {
  double all = 0.0, match = 0.0, start = 0.0, gift = 0.0;  ///< k€
};
OutsideMoney outside_money_of(const Batch& batch, const Treatment& treatment);

}  // namespace samen::analysis
