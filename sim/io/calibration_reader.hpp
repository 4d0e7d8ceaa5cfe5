// A calibration (TOML): which common parameters may move, how far, and by which patterns a set of
// them is chosen.
//
//   [calibration]   title, reason; fit: ids of the patterns the choice is made by (all others are
//                   held out and only told); rounds: the first over the whole ranges, each of the
//                   others over half as wide ones around the best set so far; replicates of a
//                   round; finalists: how many sets are run again with the replicates the
//                   configurations state
//   [design]        kind, size, seed and factors, as in a scenario: common parameters alone
#pragma once

#include <string>
#include <vector>

#include "experiment/design.hpp"
#include "io/scenario_reader.hpp"

namespace samen {

struct Calibration {
  std::string title, reason;
  std::vector<std::string> fit;
  int rounds = 1;
  int replicates = 32;
  int finalists = 5;
  Design design;
  std::vector<double> usual;  ///< place of the default on the range of each factor, 0 to 1
};

/// Where a value lies on a range, 0 to 1.
double place_on(const FactorRange& range, double value);

/// The part of a range around a place on it, so many times as wide and inside it.
FactorRange part_of(const FactorRange& range, double around, double width);

/// Throws ScenarioError with every complaint at once.
Calibration read_calibration(const std::string& path);

/// A set of common parameters in a file of its own, as settings "section.key=value". Throws
/// ScenarioError where the file cannot be read, states anything else or a value out of range.
std::vector<std::string> read_common_parameters(const std::string& path);

/// Sets that set of parameters before anything else that the overrides change.
void lay_under(Overrides& overrides, const std::string& path);

}  // namespace samen
