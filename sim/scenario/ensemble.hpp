// An ensemble (TOML): sets of common parameters between which the evidence cannot decide. A
// scenario can run under all of them.
//
//   [ensemble]   title, reason; central: the name of the set nearest to all others
//   [[set]]      name; holds: number of patterns that hold, on average over seeds;
//                values: common parameters by their keys, the same keys in every set
//
// The sets become the points of a list design. If the scenario has a list or a grid of its own,
// each set is combined with all points of the scenario. All sets use the same draws, as all design
// points do.
#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.hpp"
#include "scenario/toml_section.hpp"

namespace samen {

/// The ensemble that is installed with the program, beside the scenarios.
inline constexpr std::string_view shipped_ensemble = "validation/ensemble.toml";

struct EnsembleSet {
  std::string name;
  double holds = 0.0;
  toml::table values;  ///< by "section.key"
};

struct Ensemble {
  std::string title, reason, central;
  std::vector<EnsembleSet> sets;
};

Ensemble read_ensemble(const toml::table& file, Complaints& complaints);

/// Makes the sets points of the design of a scenario. Settings for all runs override the sets, and
/// so do the keys that the scenario's own points vary.
void lay_ensemble(toml::table& file, const Ensemble& ensemble,
                  const std::vector<std::string>& settings, Complaints& complaints);

/// Returns the JSON text for the result file.
std::string json_of(const SetsOfEnsemble& sets);

}  // namespace samen
