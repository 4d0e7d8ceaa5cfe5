// A second implementation of the rules (sim/model/ODD.md), as plain objects with the standard
// library: a reference for the speed of the engine and an independent check of its results. The two
// share only the numbers of a scenario and not the random draws, so results agree in distribution,
// never run by run.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "model/model.hpp"

namespace samen::plain {

struct Result {
  std::map<std::string_view, double> outcomes;             ///< by name; NaN: not applicable
  std::map<std::string_view, std::vector<double>> series;  ///< of society, goals and tables: month
                                                           ///< × entry
};

/// Runs one run. Throws std::invalid_argument if the scenario uses something that this version does
/// not support: several goal sets; several pools of temporary teams, or a pool beside other tables;
/// stated mixes; shocks, scheduled cuts, changes, steps and branches; and most rules that do
/// nothing by default (`left_out` in plain.cpp).
Result run(const Setting& setting, Arm arm, std::uint64_t seed);

}  // namespace samen::plain
