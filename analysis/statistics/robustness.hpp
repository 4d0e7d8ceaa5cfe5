// How far parameters can be moved before patterns fall: all of them together, and one alone.
//
// Moved together, within a share of their values, as a global check is made (Saltelli et al. 2008,
// Global Sensitivity Analysis: The Primer): one at a time sees no interactions. Moved alone, as a
// local one: it says which value a pattern hangs on.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace samen::analysis {

/// Which patterns hold under one set of parameters, in the order of the patterns.
using Holding = std::vector<bool>;

/// What became of the patterns over many sets.
struct Robustness {
  std::size_t sets = 0;
  double mean = 0.0;                 ///< patterns that hold, on average
  std::size_t least = 0;             ///< in the set in which fewest hold
  std::size_t all = 0;               ///< sets in which all hold
  std::vector<std::size_t> sets_of;  ///< of each pattern: sets in which it holds
};

/// Expects a set, and the same patterns in all.
Robustness robustness_of(const std::vector<Holding>& sets);

/// A value of one parameter, and the patterns that it brought down, by their places.
struct Fall {
  double value = 0.0;
  std::vector<std::size_t> patterns;
};

/// What one parameter may be with all else as it is.
struct Corridor {
  double low = 0.0, high = 0.0;      ///< the farthest values tried with which nothing falls
  std::optional<Fall> below, above;  ///< the first fall on either side, where there is one
  std::optional<Fall> off;           ///< without the rule; no patterns where nothing falls
};

/// The values to try: factors of the usual one that lie within the range, ascending, each once.
std::vector<double> steps_of(double usual, const std::vector<double>& factors, double low,
                             double high);

/// Walks from the usual value outwards over the steps, on either side up to the first value with
/// which a pattern falls that holds at the usual one; then puts the off value, where it is another
/// than the usual one. `holding` judges the patterns at a value; one that was judged is not judged
/// again. Steps ascend.
Corridor corridor_of(double usual, const std::vector<double>& steps, std::optional<double> off,
                     const Holding& at_usual, const std::function<Holding(double)>& holding);

}  // namespace samen::analysis
