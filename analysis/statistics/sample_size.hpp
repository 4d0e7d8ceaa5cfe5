// The number of pairs that a campaign needs, estimated from a pilot (power analysis). The test is
// the two-sided t test of paired differences.
#pragma once

#include <cstddef>
#include <optional>

namespace samen::analysis {

/// Probability that `pairs` pairs show a mean difference at `significance`, if differences have
/// this standard deviation: exact, from the noncentral t (Cohen 1988, Statistical Power Analysis
/// for the Behavioral Sciences), counting both tails. Differences without any spread are always
/// detected, unless they are zero. All functions here throw std::invalid_argument for fewer than
/// two pairs, a negative deviation or a probability outside (0, 1).
double power_of(std::size_t pairs, double deviation, double difference, double significance = 0.05);

/// The smallest number of pairs with at least this power; none if a thousand million are too few.
std::optional<std::size_t> pairs_to_detect(double deviation, double difference, double power = 0.8,
                                           double significance = 0.05);

/// The smallest difference above zero that `pairs` pairs detect with this power. Also throws
/// std::invalid_argument for a power that is not above the significance.
double detectable_difference(std::size_t pairs, double deviation, double power = 0.8,
                             double significance = 0.05);

/// The smallest number of pairs for which the Student t interval of the mean difference has at most
/// this half width, if the sample has this standard deviation; none if a thousand million are too
/// few. The standard deviation of a sample exceeds that of its distribution about half the time;
/// therefore plan with cautious_deviation().
std::optional<std::size_t> pairs_for_half_width(double deviation, double half_width,
                                                double confidence = 0.95);

/// The confidence that Browne (1995), Statistics in Medicine 14, advises for the upper limit of a
/// pilot's standard deviation. A campaign planned with that limit has at least the planned power in
/// eight of ten cases; planned with the estimate itself, in about half.
constexpr double pilot_confidence = 0.8;

/// One-sided upper limit of a standard deviation estimated from `pairs` differences of a pilot
/// (chi-squared).
double cautious_deviation(double deviation, std::size_t pairs,
                          double confidence = pilot_confidence);

}  // namespace samen::analysis
