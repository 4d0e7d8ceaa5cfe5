// Claims files (TOML): what documents say, stated so that runs can speak for or against it. This
// file reads and checks them and lays them out as batches of runs: a list design for each base
// scenario and set of arms.
//
//   [claims]   title; and for claims that do not say otherwise: scenario, arm, measure, replicates
//   [claims.smallest]   by measure: the smallest difference that matters, in its unit
//   [[claim]]  id, a name of its own or a row of the documents ("B25", or "B25-survival" for a
//              second claim of the row); `rows`, further rows that say it; source; says; expect:
//              more, less or same (the `first` against the `second`), or peak (the `middle` above
//              both `low` and `high`); smallest; `encodes`, further coefficients that were made for
//              the claim, beside those whose source cites one of its rows; `by_definition`, why the
//              claim could not have failed, if no coefficient shows it
//   sides      { name, arm, measure, …, and keys of the scenario as section.key = value }; what
//              they have in common may stand in the claim. `than`, a number, instead of `second`;
//              or `where` and `elsewhere`, { name, and keys }, between which the difference of the
//              first and the second differs
//
// A measure is an outcome of a run, an observable or a month of goals or tables. For an observable,
// the mean over its entries counts: `at` a month ("2014-03"; default: the last) or over the months
// `from` … `to`, as it is or divided by another one (`per`). For a month, the measure is the share
// of entries that were there `by` it. `times` multiplies the measure.
//
// To show whether a claim could have failed, its sides are run once more with its coefficients
// neutral, so that the rules of these coefficients do nothing. A claim holds by definition if it
// compares a coefficient with itself, if it sets a coefficient that was made for it, or if it
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

/// Runs of an arm under some settings, and what is measured of each.
struct ClaimSide {
  std::string name;
  Arm arm = Arm::together;
  std::string measure, per;
  double times = 1.0;
  int from = -1, to = -1;  ///< months over which an observable counts; `to` is also the month by
                           ///< which an entry must be there
  std::vector<std::string> settings{};  ///< "section.key=value"
  int point = 0;                        ///< point in the design of its batch
  int neutral_point = -1;               ///< the point with its coefficients neutral; -1: it is not
                                        ///< run
};

struct Claim {
  std::string id, source, says, scenario;
  std::vector<std::string> rows;  ///< rows of the documents: that of the id, and further ones
  Expectation expect = Expectation::more;
  double smallest = 0.0;  ///< difference that matters, in the unit of the measure
  int replicates = 0;
  std::vector<ClaimSide> sides;  ///< first and second; low, middle and high; or first and second
                                 ///< at the first of the grounds, then at the second
  std::optional<double> than;    ///< the number that stands in place of the second side
  std::vector<std::string> grounds;  ///< names of `where` and `elsewhere`, if the claim says that a
                                     ///< difference differs
  std::vector<std::string> encodes;  ///< coefficients that act and whose rules were made for it
  std::string by_definition;         ///< why it could not have failed; empty if it could
  int number = 0;                    ///< position in the file
};

/// Claims that are tested with the same runs.
struct ClaimsBatch {
  std::string name;   ///< name of its result file, without .h5
  Scenario scenario;  ///< has a list design, and in `claims` what its points test
  std::vector<Claim> claims;
};

/// Reads `path` and the scenarios it names; `overrides` change every scenario. If `only` is not
/// empty, reads only the claims whose id or one of whose rows it names. Throws ScenarioError with
/// every complaint at once; two claims that make the same comparison are a complaint. If `remains`
/// is false, nothing is run with neutral coefficients.
std::vector<ClaimsBatch> read_claims(const std::string& path, const Overrides& overrides = {},
                                     const std::vector<std::string>& only = {},
                                     bool remains = true);

}  // namespace samen
