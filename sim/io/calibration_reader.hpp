// A calibration (TOML): which common parameters may move, how far, and which patterns rule out sets
// of parameters.
//
//   [calibration]   title, reason; fit: ids of the patterns that rule out (default: all; others are
//                   only told); least: how many of them a kept set holds; waves; replicates of a
//                   set in a wave; seeds: master seeds each set is put to; finalists: at most so
//                   many sets run again with the replicates the configurations state; members: at
//                   most so many sets form the ensemble
//   [design]        kind (sobol or lhs), size (sets a wave), seed and factors, as in a scenario:
//                   common parameters alone
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "experiment/design.hpp"
#include "io/scenario_reader.hpp"

namespace samen {

struct Calibration {
  std::string title, reason;
  std::vector<std::string> fit;  ///< if empty, all patterns
  int least = 12;
  int waves = 3;
  int replicates = 16;
  std::vector<std::int64_t> seeds;
  int finalists = 120;
  int members = 40;
  Design design;
};

/// Position of a value on a range, 0 to 1.
double place_on(const FactorRange& range, double value);

/// The part of a range between two places on it; a part of a range of whole numbers always has at
/// least two numbers.
FactorRange part_of(const FactorRange& range, double from, double to);

/// Throws ScenarioError with every complaint at once.
Calibration read_calibration(const std::string& path);

/// Reads a set of common parameters from a file of its own, as settings "section.key=value". Throws
/// ScenarioError if the file cannot be read, states anything else, or has a value out of range.
std::vector<std::string> read_common_parameters(const std::string& path);

/// Puts this set of parameters below all other changes of the overrides.
void lay_under(Overrides& overrides, const std::string& path);

}  // namespace samen
