// How far parameters can move before patterns fall: all parameters together, or one alone.
//
// A global check moves all parameters together, within a share of their values (Saltelli et al.
// 2008, Global Sensitivity Analysis: The Primer), because one-at-a-time moves show no interactions.
// A local check moves one parameter alone and shows on which value a pattern depends.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace samen::analysis {

/// Which patterns hold under one set of parameters, in the order of the patterns.
using Holding = std::vector<bool>;

/// Summary of the patterns over many sets.
struct Robustness {
  std::size_t sets = 0;
  double mean = 0.0;                 ///< mean number of patterns that hold
  std::size_t least = 0;             ///< number of patterns that hold in the worst set
  std::size_t all = 0;               ///< sets in which all patterns hold
  std::vector<std::size_t> sets_of;  ///< for each pattern, the number of sets in which it holds
};

/// Expects at least one set, and the same patterns in all sets.
Robustness robustness_of(const std::vector<Holding>& sets);

/// A value of one parameter, and the indices of the patterns that fall there.
struct PatternLoss {
  double value = 0.0;
  std::vector<std::size_t> patterns;
};

/// The values that one parameter may take while all others stay as they are.
struct Corridor {
  double low = 0.0, high = 0.0;             ///< the farthest values tried without a fall
  std::optional<PatternLoss> below, above;  ///< the first fall on either side, if there is one
  std::optional<PatternLoss> off;  ///< the rule switched off; without patterns if nothing falls
};

/// The values to try: the usual value times each factor, if the product lies within the range and
/// differs from the usual value. Ascending, without repetition.
std::vector<double> steps_of(double usual, const std::vector<double>& factors, double low,
                             double high);

/// Walks from the usual value outwards over the steps; on either side it stops at the first value
/// at which a pattern falls that holds at the usual value. Then it tries the off value, if that
/// differs from the usual value. `holding` judges the patterns at a value; no value is judged
/// twice. Steps are ascending.
Corridor corridor_of(double usual, const std::vector<double>& steps, std::optional<double> off,
                     const Holding& at_usual, const std::function<Holding(double)>& holding);

}  // namespace samen::analysis
