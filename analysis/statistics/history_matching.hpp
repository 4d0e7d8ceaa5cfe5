// History matching: sets of parameters are ruled out, never picked. A set is put to observations;
// where what the model says lies too far from what was observed, even with all that is unsure about
// both, the set is implausible. What cannot be ruled out is kept, in waves: each is drawn from the
// box of what the one before left over.
//
//   Craig, Goldstein, Seheult & Smith (1997), Case Studies in Bayesian Statistics III;
//   Vernon, Goldstein & Bower (2010), Bayesian Analysis 5(4);
//   of an agent-like model with many outputs: Andrianakis et al. (2015), PLoS Computational
//   Biology 11(1).
//
// It departs from them in two ways. There is no emulator: the patterns take seconds, so the model
// itself is run. And observations are bands that research states, not numbers with a variance: see
// implausibility().
#pragma once

#include <cstddef>
#include <vector>

#include "analysis/statistics/pattern.hpp"

namespace samen::analysis {

/// A criterion is implausible beyond this: three standard deviations, since every distribution with
/// one peak has at least 95 % of itself within (Pukelsheim 1994, The American Statistician 48(2)).
inline constexpr double implausible_from = 3.0;

/// How far what a criterion came to lies from the middle of its band, in standard deviations of
/// what is unsure about both; 0 within the band. Of the observation that is a quarter of the band,
/// which is read as an interval of 95 %: a sure value that leaves it has 2. Of the runs it is their
/// sampling error. A half-line is a band as wide as its end is far from nought; a sign has no
/// width. `by_seed` has what one set came to under each master seed: the mean is judged, and its
/// error is that within the seeds or that between them, whichever is larger. Infinite where nothing
/// can be worked out.
double implausibility(const Criterion& criterion, const std::vector<Finding>& by_seed);

/// A set that must hold `least` of `patterns` is ruled out once more are implausible than it may
/// miss.
bool ruled_out(int implausible, int patterns, int least);

/// Places of a set on the ranges of the parameters, 0 to 1 each.
using Places = std::vector<double>;

/// The part of each range that the sets take, wider by `margin` of itself at either end and within
/// the range. Expects a set.
std::vector<Interval> box_of(const std::vector<Places>& sets, double margin);

/// The set with the least sum of distances to all others (Kaufman & Rousseeuw 1990, Finding Groups
/// in Data); of equals the first.
std::size_t medoid(const std::vector<Places>& sets);

/// So many of the sets, spread: after `first` always the one whose nearest chosen neighbour is
/// farthest (maximin; Kennard & Stone 1969, Technometrics 11(1)). All where there are no more.
std::vector<std::size_t> spread_out(const std::vector<Places>& sets, std::size_t first,
                                    std::size_t members);

/// How much of each range the sets take, over what as many sets drawn evenly over it would take on
/// average, (n - 1) / (n + 1): about 1 where nothing was learned, 0 where all is known.
std::vector<double> shares_left(const std::vector<Places>& sets);

/// A range of which so much is left is undetermined; of which less than that is left, narrowed.
inline constexpr double undetermined_from = 0.9, narrowed_below = 0.67;

}  // namespace samen::analysis
