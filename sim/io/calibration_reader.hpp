// A calibration (TOML): which common parameters may move, how far, and which patterns rule out sets
// of parameters.
//
//   [calibration]   title, reason; fit: ids of the patterns that rule out (default: all; the others
//                   are only reported); least: number of these patterns that a kept set must hold;
//                   waves; replicates of a set in a wave; seeds: master seeds under which each set
//                   runs; finalists: maximum number of sets that run again with the replicates of
//                   the configurations; members: maximum number of sets in the ensemble
//   [design]        kind (sobol or lhs), size (sets per wave), seed and factors, as in a scenario;
//                   factors are common parameters only
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

/// The part of a range between two positions on it; a part of a range of whole numbers always
/// contains at least two numbers.
FactorRange part_of(const FactorRange& range, double from, double to);

/// Throws ScenarioError with every complaint at once.
Calibration read_calibration(const std::string& path);

/// Reads a set of common parameters from a separate file, as settings "section.key=value". Throws
/// ScenarioError if the file cannot be read, states anything else, or has a value out of range.
std::vector<std::string> read_common_parameters(const std::string& path);

/// Adds this set of parameters to the overrides; all other overrides take precedence.
void lay_under(Overrides& overrides, const std::string& path);

}  // namespace samen
