// What the points of a design answer to one question, replicate by replicate.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "batch.hpp"
#include "elementary_effects.hpp"
#include "sobol_indices.hpp"

namespace samen {

/// A measure in one arm, or the paired difference between two arms.
struct Response {
  std::string measure;
  int arm = 0;
  std::optional<int> less;  ///< the arm whose value is taken off
};

/// Answers of all points of a batch.
class Responses {
 public:
  /// Throws ResultsError where nothing is varied.
  Responses(const Batch& batch, const Response& response, double unit = 1.0);

  /// By pair number, times `unit`; not a number where a run failed or the measure does not apply.
  const std::vector<double>& at(int point) const {
    return values_.at(static_cast<std::size_t>(point));
  }
  /// Mean over the replicates; not a number where one is missing.
  double mean_at(int point) const;
  std::size_t replicates() const { return replicates_; }

 private:
  std::size_t replicates_ = 0;
  std::vector<std::vector<double>> values_;
};

/// Base rows of a Saltelli design, matched by the block and step of every point.
/// Throws ResultsError where the file has another design.
std::vector<SaltelliBlock> saltelli_blocks(const Batch& batch, const Responses& responses);

/// Trajectories of a Morris design, matched likewise.
std::vector<Trajectory> trajectories(const Batch& batch, const Responses& responses);

/// What the response is on average where a factor is low and where it is high: in the lowest and
/// highest quarter of its range, the other factors as they happen to be.
struct MainEffect {
  std::size_t factor = 0;
  Estimate low, high, difference;  ///< Student t over replicates, all points sharing their luck
  double low_value = 0.0, high_value = 0.0;  ///< mean of the factor there; of words their number
};

/// One for each factor whose values have an order: numbers, or two words. Points that lack a
/// replicate are left out; where no point is whole, the replicates that points lack.
std::vector<MainEffect> main_effects(const Batch& batch, const Responses& responses);

/// Whether the values of a factor have an order, so that it can be high or low.
bool is_ordered(const Factor& factor);

}  // namespace samen
