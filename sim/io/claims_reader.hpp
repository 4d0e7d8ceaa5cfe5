// Claims files (TOML): claims of documents, stated so that runs can support or oppose them. This
// reader checks them and lays them out as batches of runs: a list design for each base scenario and
// set of arms.
//
//   [claims]   title; and the defaults of all claims: scenario, arm, measure, replicates
//   [claims.smallest]   by measure: the smallest difference that matters, in its unit
//   [[claim]]  id, a name of its own or a row of the documents ("B25", or "B25-survival" for a
//              second claim of the row); `rows`, further rows that state it; source; says; expect:
//              more, less or same (the `first` against the `second`), or peak (the `middle` above
//              both `low` and `high`); smallest; `encodes`, further coefficients that were made for
//              the claim, besides those whose source cites one of its rows; `by_definition`, why
//              the claim could not have failed, if no coefficient shows it
//   sides      { name, arm, measure, …, and keys of the scenario as section.key = value }; what
//              they share may be stated in the claim. `than`, a number, instead of `second`; or
//              `where` and `elsewhere`, { name, and keys }, between which the difference of the
//              first and the second differs
//
// A measure is an outcome of a run, an observable or a month of goals or tables. An observable
// counts as the mean over its entries: `at` a month ("2014-03"; default: the last) or over the
// months `from` … `to`, alone or divided by another one (`per`). For a month, the measure is the
// share of entries that have reached it `by` a date. `times` multiplies the measure.
//
// To show whether a claim could have failed, its sides run once more with neutral values of its
// coefficients, so that the rules of these coefficients do nothing. A claim holds by definition if
// it compares a coefficient with itself, if it sets a coefficient that was made for it, or if it
// compares a side with a level to which a parameter was set.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/scenario_reader.hpp"

namespace samen {

enum class Expectation { more, less, same, peak };
inline constexpr std::array<std::string_view, 4> expectation_names{"more", "less", "same", "peak"};

/// The runs of an arm under some settings, and the measure taken from them.
struct ClaimSide {
  std::string name;
  Arm arm = Arm::together;
  std::string measure, per;
  double times = 1.0;
  int from = -1, to = -1;  ///< months over which an observable is averaged; `to` is also the month
                           ///< by which an entry must have happened
  std::vector<std::string> settings{};  ///< "section.key=value"
  int point = 0;                        ///< point in the design of its batch
  int neutral_point = -1;               ///< the point with neutral coefficients; -1: not run
};

struct Claim {
  std::string id, source, says, scenario;
  std::vector<std::string> rows;  ///< rows of the documents: the row of the id, and further ones
  Expectation expect = Expectation::more;
  double smallest = 0.0;  ///< smallest difference that matters, in the unit of the measure
  int replicates = 0;
  std::vector<ClaimSide> sides;  ///< first and second; low, middle and high; or first and second at
                                 ///< the first ground, then at the second
  std::optional<double> than;    ///< a number instead of the second side
  std::vector<std::string> grounds;  ///< names of `where` and `elsewhere`, if the claim states that
                                     ///< a difference differs
  std::vector<std::string> encodes;  ///< active coefficients whose rules were made for it
  std::string by_definition;         ///< why the claim could not have failed; empty if it could
  int number = 0;                    ///< position in the file
};

/// Claims that are tested with the same runs.
struct ClaimsBatch {
  std::string name;   ///< name of its result file, without .h5
  Scenario scenario;  ///< has a list design, and in `claims` the tests at its points
  std::vector<Claim> claims;
};

/// Reads `path` and the scenarios it names; `overrides` change every scenario. If `only` is not
/// empty, reads only the claims with one of these ids or rows. Throws ScenarioError with every
/// complaint at once; two claims with the same comparison are a complaint. If `remains` is false,
/// nothing runs with neutral coefficients.
std::vector<ClaimsBatch> read_claims(const std::string& path, const Overrides& overrides = {},
                                     const std::vector<std::string>& only = {},
                                     bool remains = true);

}  // namespace samen
