// The experiment of `samen doubt`: a scenario in which all assumptions move at the same time.
//
// An assumption is a parameter whose source says that it is assumed or fitted, or leaves a range
// open: if several values can produce a pattern, the pattern proves none of them. Levers do not
// move, because they are choices of the people around a table and not assumptions about the world.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/design.hpp"
#include "model/parameter_table.hpp"

namespace samen {

/// The role of an assumption in the experiment.
enum class AssumptionRole : std::int8_t {
  varied,      ///< it acts, and moves together with all others
  never_acts,  ///< moved alone to either end, it changes no run
  zero,        ///< a share of zero is zero: a rule that is off stays off
  too_coarse,  ///< a whole number that such a small share does not change, or a value at an end of
               ///< its range
};
inline constexpr std::array<std::string_view, 4> assumption_role_names{"varied", "never acts",
                                                                       "zero", "cannot move"};

struct Assumption {
  std::string name;    ///< "trust.gain"
  std::string source;  ///< the source column of its row
  double usual = 0.0, low = 0.0, high = 0.0;
  bool whole = false;  ///< it is a whole number
  AssumptionRole role = AssumptionRole::varied;
};

/// The assumptions of a scenario with their ranges. A range extends `spread`, a share of the value,
/// to either side of the scenario's value, and further where the source of the parameter leaves
/// more open and the scenario's value is among it, within the admissible range.
std::vector<Assumption> assumptions_of(const Scenario& scenario, double spread);

/// All numeric common parameters (scenario/pattern_reader.hpp), each with the range within `spread`
/// of its value and within the admissible range. Whole numbers, parameters at 0 and parameters at
/// an end of their range do not move: there a rule is off, or the parameter is a switch.
std::vector<Assumption> common_parameters(const Parameters& usual, double spread);

/// Numeric common parameters that were fitted, or whose rule was added for a pattern.
std::vector<const ParameterRow*> fitted_parameters();

/// "trust.gain=0.1"
std::string setting_of(const ParameterRow& row, double value);

/// The money that the tables use.
enum class FundingCase : std::int8_t { as_it_stands, own_money };
inline constexpr std::array<std::string_view, 2> funding_case_names{"as it stands",
                                                                    "own money only"};

/// Keys of the outside money for tables and for work alone.
inline constexpr std::array<std::string_view, 5> outside_money{"match", "lead_gift", "seed_money",
                                                               "solo_match", "public_space"};

/// The size of the experiment.
struct DoubtSize {
  int points = 0;      ///< number of sets of assumptions
  int replicates = 0;  ///< replicates of each arm in each set
};

/// The scenario with one kind of money. It records outcomes only and drops its own design and stop
/// rule. With own money only, matches, lead gift and start money are 0 wherever they are set.
Scenario plain(const Scenario& scenario, FundingCase funding, int replicates);

/// That scenario with a Latin hypercube over the assumptions that vary.
Scenario in_doubt(const Scenario& plain, const std::vector<Assumption>& assumptions, int points,
                  std::uint64_t seed);

/// That scenario under every set of an ensemble file.
Scenario under_ensemble(const Scenario& plain, const std::string& ensemble);

/// Point 0 moves nothing. Then there is one point for each group of assumptions, which moves the
/// group to its low or high ends.
enum class RangeEnd : std::int8_t { low, high };
Scenario moved(const Scenario& plain, const std::vector<std::vector<Assumption>>& groups,
               RangeEnd end);

/// The note in a result file on its part in the experiment, as JSON.
struct DoubtNote {
  std::string_view part;  ///< "sets", or "scenario" if nothing moves
  FundingCase funding = FundingCase::as_it_stands;
  double spread = 0.0;
  std::string size_chosen;  ///< how the number of sets was chosen
};
std::string json_of(const DoubtNote& note, const std::vector<Assumption>& assumptions);

}  // namespace samen
