// Tests claims with runs and gives a verdict.
//
// A claim states a direction and the smallest difference s that matters. Let d be the true mean
// paired difference, in the expected direction. Then exactly one of three statements holds:
//
//   supported      d > s: a difference that matters, in the direction of the claim
//   opposite       d < -s: … in the other direction
//   not supported  -s < d < s: any difference is too small to matter
//
// A verdict is accepted if one-sided t-tests reject its contrary (minimal effects: Murphy & Myors
// 1999, Journal of Applied Psychology 84; equivalence: Schuirmann 1987, Journal of Pharmacokinetics
// and Biopharmaceutics 15), all tests of all claims together at a false discovery rate of 5 %
// (Benjamini & Hochberg 1995). If no verdict is accepted, the claim is too close to call.
//
// To show whether a claim could have failed, its sides run once more with the same draws, and with
// neutral values of the coefficients that were made for the claim. The share of the effect that
// remains is the ratio of the two mean differences, with the interval of Fieller over pairs. If the
// effect may be zero at 95 %, this share is undefined, and only the verdict counts.
//
// "No difference" is supported by -s < d < s and opposed by |d| > s. A peak is supported if the
// middle is above both ends by more than s; opposite if an end is above the middle by more than s;
// not supported if the middle is not above an end by s.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/results/batch.hpp"
#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {

/// The expected share of wrong verdicts among the accepted ones.
inline constexpr double false_discovery_rate = 0.05;

enum class Verdict { supported, opposite, not_supported, too_close };
inline constexpr std::array<std::string_view, 4> verdict_names{
    "supported", "opposite", "not supported", "too close to call"};

enum class Expected { more, less, same, peak };
inline constexpr std::array<std::string_view, 4> expected_names{"more", "less", "same", "peak"};

/// p values: probabilities of such observations if the verdict were false.
struct VerdictTests {
  double supported = 1.0, opposite = 1.0, not_supported = 1.0;
};

/// Tests paired differences: the first side less the second. For a peak: the middle less the low
/// end, and the middle less the high end.
VerdictTests tests_of(Expected expected, const std::vector<std::vector<double>>& differences,
                      double smallest);

struct Judgement {
  Verdict verdict = Verdict::too_close;
  double p = 1.0;  ///< adjusted p value of the verdict; if too close to call, of the nearest
                   ///< verdict
};

/// The verdicts on many claims, with a false discovery rate over all their tests.
std::vector<Judgement> judged(const std::vector<VerdictTests>& tests);

/// What produces a verdict: a definition, a rule made for the claim (built in), or the interaction
/// of other rules (emerges).
enum class Origin { by_definition, built_in, mixed, emerges, not_tried };
inline constexpr std::array<std::string_view, 5> origin_names{"by definition", "built in", "mixed",
                                                              "emerges", "not tried"};

/// Built in: without the rules made for the claim, the verdict changes and less than this share of
/// the effect remains. Emerges: the verdict stays and at least this share remains.
inline constexpr double built_in_below = 0.1, emerges_from = 0.5;

bool could_have_failed(Origin origin);

/// A claim as stated in its result file, and its result.
struct ClaimFinding {
  std::string id, source, says, scenario, comparison, measure, unit;
  std::vector<std::string> rows;  ///< rows of the documents that state it
  int number = 0;
  Expected expected = Expected::more;
  double smallest = 0.0;
  bool never_acts = false;  ///< both sides are identical runs, bit by bit, although their settings
                            ///< differ
  std::vector<std::vector<double>> differences;  ///< as tests_of() expects them
  Estimate effect;  ///< mean difference; for a peak, to the end nearer to the middle
  std::vector<std::string> encodes;  ///< coefficients of rules made for it
  std::string by_definition;         ///< why the claim could not have failed; empty if it could
  /// The differences with those coefficients neutral; empty if these were not run.
  std::vector<std::vector<double>> neutral_differences;
  Estimate remains;  ///< share of the effect; without an interval if the effect may be zero
};

/// The origin of a verdict; `neutral` is the verdict with neutral coefficients.
Origin origin_of(const ClaimFinding& finding, Verdict verdict, Verdict neutral);

/// The claims of a result file. Throws ResultsError if it has none.
std::vector<ClaimFinding> findings_of(const Batch& batch);

}  // namespace samen::analysis
