// Tests claims with runs and gives a verdict.
//
// A claim states a direction and the smallest difference s that matters. With d the true mean
// difference within pairs, in the direction expected, exactly one of three things holds:
//
//   supported      d > s: there is a difference that matters, the way the claim says
//   opposite       d < -s: … the other way
//   not supported  -s < d < s: any difference is too small to matter
//
// A verdict is accepted if one-sided t-tests reject its contrary (minimal effects: Murphy & Myors
// 1999, Journal of Applied Psychology 84; equivalence: Schuirmann 1987, Journal of Pharmacokinetics
// and Biopharmaceutics 15), all tests of all claims together at a false discovery rate of 5 %
// (Benjamini & Hochberg 1995). If none is accepted, the claim is too close to call.
//
// To show whether a claim could have failed, its sides run once more with the same draws, and with
// those coefficients neutral that were made for the claim. What remains of the effect is the ratio
// of the two mean differences, with the interval of Fieller over pairs. If the effect may be zero
// at 95 %, no share of it can remain, and only the verdict counts.
//
// "No difference" is supported by -s < d < s and opposed by |d| > s. A peak is supported when the
// middle is above both ends by more than s; opposite when an end is above the middle by more than
// s; not supported when the middle is not above an end by s.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/results/batch.hpp"
#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {

/// The share of accepted verdicts that may be expected to be wrong.
inline constexpr double false_discovery_rate = 0.05;

enum class Verdict { supported, opposite, not_supported, too_close };
inline constexpr std::array<std::string_view, 4> verdict_names{
    "supported", "opposite", "not supported", "too close to call"};

enum class Expected { more, less, same, peak };
inline constexpr std::array<std::string_view, 4> expected_names{"more", "less", "same", "peak"};

/// p values: probabilities of the observations if the verdict were not true.
struct VerdictTests {
  double supported = 1.0, opposite = 1.0, not_supported = 1.0;
};

/// Tests the differences in pairs: the first less the second. For a peak, the middle less the low
/// end and the middle less the high end.
VerdictTests tests_of(Expected expected, const std::vector<std::vector<double>>& differences,
                      double smallest);

struct Judgement {
  Verdict verdict = Verdict::too_close;
  double p = 1.0;  ///< adjusted p value of the verdict, or of the nearest one if it is too close to
                   ///< call
};

/// The verdicts on many claims, with a false discovery rate over all their tests.
std::vector<Judgement> judged(const std::vector<VerdictTests>& tests);

/// Where a verdict comes from.
enum class Origin { by_definition, built_in, mixed, emerges, not_tried };
inline constexpr std::array<std::string_view, 5> origin_names{"by definition", "built in", "mixed",
                                                              "emerges", "not tried"};

/// Built in: the verdict no longer stands, and less than this share of the effect remains. Emerges:
/// the verdict stands, and at least this share remains.
inline constexpr double built_in_below = 0.1, emerges_from = 0.5;

bool could_have_failed(Origin origin);

/// A claim as its result file states it, with its result.
struct ClaimFinding {
  std::string id, source, says, scenario, comparison, measure, unit;
  std::vector<std::string> rows;  ///< rows of the documents that say it
  int number = 0;
  Expected expected = Expected::more;
  double smallest = 0.0;
  bool never_acts = false;  ///< both sides are the same runs, bit by bit, at different settings
  std::vector<std::vector<double>> differences;  ///< in the form that tests_of() expects
  Estimate effect;  ///< mean difference; for a peak, the difference to the end nearer to the middle
  std::vector<std::string> encodes;  ///< coefficients whose rules were made for it
  std::string by_definition;         ///< why the claim could not have failed; empty if it could
  /// The differences with those coefficients neutral; empty if these were not run.
  std::vector<std::vector<double>> neutral_differences;
  Estimate remains;  ///< share of the effect; without an interval if there is no effect of which a
                     ///< share can remain
};

/// Where the verdict on a claim comes from; `neutral` is the verdict with neutral coefficients.
Origin origin_of(const ClaimFinding& finding, Verdict verdict, Verdict neutral);

/// The claims of a result file. Throws ResultsError if it has none.
std::vector<ClaimFinding> findings_of(const Batch& batch);

}  // namespace samen::analysis
