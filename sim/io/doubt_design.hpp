// What `samen doubt` runs: a scenario with everything about it that is an assumption moved at once.
//
// An assumption is a parameter whose source says so, or that it was fitted: a pattern that can be
// had with several values vouches for none. Levers are what the people around a table choose, not
// what is assumed of the world, and stay as they are.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/design.hpp"
#include "model/parameter_table.hpp"

namespace samen {

/// What becomes of an assumption.
enum class Fate : std::int8_t {
  varied,      ///< it acts, and is moved with all others
  never_acts,  ///< moved alone to both ends it changes no run
  zero,        ///< a share of nothing is nothing: what is switched off stays off
  too_coarse,  ///< a whole number that so small a share does not change, or an end of its range
};
inline constexpr std::array<std::string_view, 4> fate_names{"varied", "never acts", "zero",
                                                            "cannot move"};

struct Assumption {
  std::string name;    ///< "trust.gain"
  std::string source;  ///< as its row states it
  double usual = 0.0, low = 0.0, high = 0.0;
  bool whole = false;  ///< a whole number
  Fate fate = Fate::varied;
};

/// The assumptions of a scenario, each with the range within `spread`, a share of its value, of
/// what the scenario says and within what is admissible.
std::vector<Assumption> assumptions_of(const Scenario& scenario, double spread);

/// All common parameters (scenario/pattern_reader.hpp) that are numbers, each with the range within
/// `spread` of its value and within what is admissible. Whole numbers, what is 0 and what lies at
/// an end of its range stay: there a rule is off, or a switch.
std::vector<Assumption> common_parameters(const Parameters& usual, double spread);

/// Numbers among the common parameters that were fitted, or whose rule was added for a pattern.
std::vector<const ParameterRow*> fitted_parameters();

/// "trust.gain=0.1"
std::string setting_of(const ParameterRow& row, double value);

/// Whose money the tables have.
enum class Purse : std::int8_t { as_it_stands, own_money };
inline constexpr std::array<std::string_view, 2> purse_names{"as it stands", "own money only"};

/// Keys by which money from outside comes to a table, or to who works alone.
inline constexpr std::array<std::string_view, 4> outside_money{"match", "lead_gift", "seed_money",
                                                               "solo_match"};

/// How large an experiment.
struct DoubtSize {
  int points = 0;      ///< sets of assumptions
  int replicates = 0;  ///< of each arm, in each set
};

/// The scenario at one setting, recording outcomes only; of its own design and stop rule nothing is
/// left. With own money only, matches, lead gift and start money are 0 wherever they are set.
Scenario plain(const Scenario& scenario, Purse purse, int replicates);

/// That scenario at a Latin hypercube over the assumptions that are varied.
Scenario in_doubt(const Scenario& plain, const std::vector<Assumption>& assumptions, int points,
                  std::uint64_t seed);

/// That scenario under every set of an ensemble in a file.
Scenario under_ensemble(const Scenario& plain, const std::string& ensemble);

/// One point for each group of assumptions, moved to their low or high ends, after the point 0 at
/// which nothing is moved.
enum class End : std::int8_t { low, high };
Scenario moved(const Scenario& plain, const std::vector<std::vector<Assumption>>& groups, End end);

/// What a result file says of its place in the experiment, as JSON.
struct DoubtNote {
  std::string_view part;  ///< "sets", or "scenario" where nothing is moved
  Purse purse = Purse::as_it_stands;
  double spread = 0.0;
  std::string size_chosen;  ///< how the number of sets came about
};
std::string json_of(const DoubtNote& note, const std::vector<Assumption>& assumptions);

}  // namespace samen
