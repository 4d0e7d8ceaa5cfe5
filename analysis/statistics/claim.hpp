// Claims put to runs, and the verdict of the runs.
//
// A claim states a direction and the smallest difference s that matters. With d the true mean
// difference within pairs, in the direction expected, exactly one of three things holds:
//
//   supported      d > s: there is a difference that matters, the way the claim says
//   opposite       d < -s: … the other way
//   not supported  -s < d < s: any difference is too small to matter
//
// Each is accepted when its contrary is rejected by one-sided t-tests (minimal effects: Murphy &
// Myors 1999, Journal of Applied Psychology 84; equivalence: Schuirmann 1987, Journal of
// Pharmacokinetics and Biopharmaceutics 15), all tests of all claims together at a false discovery
// rate of 5 % (Benjamini & Hochberg 1995). Where none is accepted it is too close to call.
//
// Whether a claim could have failed is tried by running its sides once more, under the same luck,
// with the coefficients neutral that were made for what it says. What remains of the effect is the
// ratio of the two mean differences, with the interval of Fieller over pairs; where the effect may
// be nought at 95 % there is nothing of which a share could remain, and the verdict alone counts.
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

/// How many accepted verdicts may be expected to be wrong.
inline constexpr double false_discovery_rate = 0.05;

enum class Verdict { supported, opposite, not_supported, too_close };
inline constexpr std::array<std::string_view, 4> verdict_names{
    "supported", "opposite", "not supported", "too close to call"};

enum class Expected { more, less, same, peak };
inline constexpr std::array<std::string_view, 4> expected_names{"more", "less", "same", "peak"};

/// Probabilities of what was seen if what a verdict says were not so.
struct VerdictTests {
  double supported = 1.0, opposite = 1.0, not_supported = 1.0;
};

/// Tests of differences in pairs: the first less the second; of a peak, the middle less the low and
/// the middle less the high end.
VerdictTests tests_of(Expected expected, const std::vector<std::vector<double>>& differences,
                      double smallest);

struct Judgement {
  Verdict verdict = Verdict::too_close;
  double p = 1.0;  ///< adjusted, of the verdict; of the nearest one where it is too close to call
};

/// The verdicts on many claims at a false discovery rate over all their tests.
std::vector<Judgement> judged(const std::vector<VerdictTests>& tests);

/// Where a verdict comes from.
enum class Origin { by_definition, built_in, mixed, emerges, not_tried };
inline constexpr std::array<std::string_view, 5> origin_names{"by definition", "built in", "mixed",
                                                              "emerges", "not tried"};

/// Built in: the verdict no longer stands and less than this remains of the effect. Emerges: it
/// stands with at least that.
inline constexpr double built_in_below = 0.1, emerges_from = 0.5;

bool could_have_failed(Origin origin);

/// A claim as its result file states it, with what came out.
struct ClaimFinding {
  std::string id, source, says, scenario, comparison, measure, unit;
  std::vector<std::string> rows;  ///< of the documents that say it
  int number = 0;
  Expected expected = Expected::more;
  double smallest = 0.0;
  bool never_acts = false;  ///< both sides are the same runs, bit by bit, at different settings
  std::vector<std::vector<double>> differences;  ///< as tests_of() wants them
  Estimate effect;  ///< mean difference; of a peak that to the end nearer to the middle
  std::vector<std::string> encodes;  ///< coefficients whose rules were made for it
  std::string by_definition;         ///< why it could not have failed; empty: it is not so
  /// The differences with those coefficients neutral; empty where that was not run.
  std::vector<std::vector<double>> neutral_differences;
  Estimate remains;  ///< share of the effect; no interval where there is nothing to remain
};

/// Where the verdict on a claim comes from; `neutral` is that on its sides with neutral
/// coefficients.
Origin origin_of(const ClaimFinding& finding, Verdict verdict, Verdict neutral);

/// The claims of a result file. Throws ResultsError where it has none.
std::vector<ClaimFinding> findings_of(const Batch& batch);

}  // namespace samen::analysis
