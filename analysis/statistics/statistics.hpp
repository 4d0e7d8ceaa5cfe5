// Statistics of runs. The unit is the run; differences are taken within pairs that use the same
// draws; every interval comes with its n.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace samen::analysis {

/// The default confidence of intervals.
inline constexpr double usual_confidence = 0.95;

struct Interval {
  double low = 0.0, high = 0.0;
};

/// Mean of n runs; without an interval if there are fewer than two.
struct Estimate {
  double mean = 0.0;
  std::optional<Interval> interval;
  std::size_t n = 0;
};

/// Mean with the Student t interval at `confidence`; NaN values are excluded.
Estimate mean_of(const std::vector<double>& values, double confidence = usual_confidence);

/// The fewest runs, or pairs, for which the analyses show the interval of a mean. With four the
/// Student quantile is 3.2 and the standard deviation is known only within 0.57 to 3.73 times its
/// estimate (95 %, chi-squared): such an interval mainly shows its own variation, and skewness of a
/// result cannot be seen. mean_of() itself gives an interval from two values on.
constexpr std::size_t least_for_interval = 5;

/// The estimate as shown: without its interval if there are too few values for one.
Estimate guarded(Estimate estimate);

/// Sample quantile by linear interpolation (type 7 of Hyndman & Fan 1996, The American Statistician
/// 50(4)); NaN values are excluded.
double quantile(std::vector<double> values, double probability);

/// The same for values in ascending order without NaN.
double quantile_of_sorted(const std::vector<double>& values, double probability);

/// A share of n with the Wilson (1927) score interval.
Estimate share_of(std::size_t hits, std::size_t n, double confidence = usual_confidence);

/// Mean of shares between 0 and 1, with an interval that stays between 0 and 1: Student t on the
/// scale of the logit (delta method). If all are 0, or all 1, the Wilson interval of as many
/// yes-or-no values, which spread more. NaN values are excluded.
Estimate mean_of_shares(const std::vector<double>& values, double confidence = usual_confidence);

/// The same for any estimate of a share with a symmetric interval.
Estimate share_within(Estimate share, double confidence = usual_confidence);

/// How far the first quantity is above the second, in pairs that measured both.
struct PairedComparison {
  std::size_t n = 0;  ///< pairs in which both values apply
  /// Numbers of pairs in which the first is above, exactly equal to, and below the second.
  std::size_t ahead = 0, level = 0, behind = 0;
  Estimate difference;         ///< mean of first - second, Student t interval
  double deviation = 0.0;      ///< standard deviation of the differences; NaN if there are fewer
                               ///< than two
  Estimate probability_ahead;  ///< ahead of n, Wilson interval; a level pair is not ahead
  /// Cohen's d_z (1988): mean difference over the standard deviation of the differences. Its
  /// interval inverts the noncentral t (Steiger & Fouladi 1997, in What if there were no
  /// significance tests?; Cumming & Finch 2001, Educational and Psychological Measurement 61). NaN
  /// if all differences are equal; no interval if |t| is above 10 000.
  Estimate effect_size;
  /// 1 - var(first - second) / (var(first) + var(second)): the share of the variance of the
  /// difference that pairing removes; below zero if pairing harms.
  double variance_saved = 0.0;
  /// How many times more runs the same interval would need without pairing; infinite if all
  /// differences are equal.
  double times_fewer_pairs = 0.0;
};

/// Compares values in pairs; pairs with a NaN difference are excluded. Differences within rounding
/// error count as equal. Throws std::invalid_argument for vectors of unequal length.
PairedComparison paired_comparison(const std::vector<double>& first,
                                   const std::vector<double>& second,
                                   double confidence = usual_confidence);

/// The mean of the first divided by the mean of the second, in pairs, with the interval of Fieller
/// (1954), Journal of the Royal Statistical Society B 16. There is no interval if the mean of the
/// second may be zero at this confidence, because the confidence set is then unbounded. The result
/// is NaN if that mean is zero. Pairs with a NaN difference are excluded. Throws
/// std::invalid_argument for vectors of unequal length.
Estimate ratio_of_means(const std::vector<double>& first, const std::vector<double>& second,
                        double confidence = usual_confidence);

/// p value of a mean at least this far above `bound`, if the true mean is at most `bound`:
/// one-sided Student t. If all values are equal there is no t, and the sign test is used instead:
/// 2^-n if they are above. Returns 1 if there are fewer values than least_for_interval. NaN values
/// are excluded.
double p_of_mean_above(const std::vector<double>& values, double bound);

/// Adjusts p values for multiple testing: among those at or below q, the expected share of false
/// ones is at most q. Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57.
std::vector<double> adjusted_for_false_discovery(const std::vector<double>& p_values);

/// Gini coefficient of non-negative values, as Sen (1973), On Economic Inequality: half the mean
/// absolute difference of all n * n pairs divided by the mean, so that it is 1 - 1/n if one has
/// everything. NaN if there are no values or if their sum is zero. NaN values are excluded. Throws
/// std::invalid_argument for a negative value.
double gini(std::vector<double> values);

}  // namespace samen::analysis
