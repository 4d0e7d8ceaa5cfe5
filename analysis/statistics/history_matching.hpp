// History matching rules out sets of parameters; it never picks one. Each set is compared with
// observations. A set is implausible if a result of the model is too far from the observation,
// given the uncertainty of both. Sets that cannot be ruled out are kept. It proceeds in waves: each
// wave is drawn from the box of the sets that the previous wave kept.
//
//   Craig, Goldstein, Seheult & Smith (1997), Case Studies in Bayesian Statistics III;
//   Vernon, Goldstein & Bower (2010), Bayesian Analysis 5(4);
//   of an agent-like model with many outputs: Andrianakis et al. (2015), PLoS Computational
//   Biology 11(1).
//
// This method departs from these sources in two ways. It has no emulator: the patterns take
// seconds, so the model itself is run. And observations are bands stated by research, not numbers
// with a variance: see implausibility().
#pragma once

#include <cstddef>
#include <vector>

#include "analysis/statistics/pattern.hpp"

namespace samen::analysis {

/// A criterion is implausible beyond this: three standard deviations, because every unimodal
/// distribution has at least 95 % of its mass within (Pukelsheim 1994, The American Statistician
/// 48(2)).
inline constexpr double implausible_from = 3.0;

/// Distance of the result of a criterion from the middle of its band, in standard deviations of the
/// uncertainty of both; 0 within the band. The standard deviation of the observation is a quarter
/// of the band, because the band is read as an interval of 95 %: an exact value just outside the
/// band has the distance 2. The standard deviation of the runs is their sampling error. A half-line
/// counts as a band as wide as the distance of its end from zero; a sign has no width. `by_seed`
/// has the results of one set under each master seed: their mean is judged, with the error within
/// the seeds or the error between them, whichever is larger. Infinite if nothing can be computed,
/// or if a sign fails without any error.
double implausibility(const StatedCriterion& criterion, const std::vector<Finding>& by_seed);

/// A set that must hold `least` of `patterns` is ruled out if more patterns are implausible than
/// the set may miss.
bool ruled_out(int implausible, int patterns, int least);

/// Positions of a set on the ranges of the parameters, each from 0 to 1.
using Places = std::vector<double>;

/// The box of the sets: the part of each range that they span, widened at either end by `margin` of
/// its own length, but not beyond the range. Expects at least one set.
std::vector<Interval> box_of(const std::vector<Places>& sets, double margin);

/// The set with the smallest sum of distances to all others (Kaufman & Rousseeuw 1990, Finding
/// Groups in Data); the first if several have the same sum.
std::size_t medoid(const std::vector<Places>& sets);

/// Chooses `members` sets that lie far apart: after `first`, always the set whose nearest chosen
/// neighbour is farthest (maximin; Kennard & Stone 1969, Technometrics 11(1)). All sets if there
/// are no more.
std::vector<std::size_t> spread_out(const std::vector<Places>& sets, std::size_t first,
                                    std::size_t members);

/// The share of each range that the sets span, divided by the expected share for as many uniform
/// draws, (n - 1) / (n + 1): about 1 if nothing was learned, 0 if the value is known.
std::vector<double> shares_left(const std::vector<Places>& sets);

/// A parameter is undetermined if at least the first share of its range is left, and narrowed if
/// less than the second is left.
inline constexpr double undetermined_from = 0.9, narrowed_below = 0.67;

}  // namespace samen::analysis
