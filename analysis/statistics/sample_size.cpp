#include "analysis/statistics/sample_size.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>

#include <boost/math/tools/roots.hpp>

#include "analysis/statistics/distributions.hpp"

namespace samen::analysis {
namespace {

constexpr std::size_t least_pairs = 2;  // a single difference has no spread
constexpr std::size_t most_pairs = 1'000'000'000;

void require_pairs(std::size_t pairs) {
  if (pairs < least_pairs) throw std::invalid_argument("power: at least two pairs are needed");
}

void require_deviation(double deviation) {
  if (!(deviation >= 0.0 && std::isfinite(deviation)))
    throw std::invalid_argument("power: a standard deviation is a number, not negative");
}

void require_probability(double probability) {
  if (!(probability > 0.0 && probability < 1.0))
    throw std::invalid_argument("power: a probability lies between 0 and 1");
}

double threshold_of(std::size_t pairs, double upper_tail) {
  return student_upper_quantile(static_cast<double>(pairs - 1), upper_tail);
}

/// Boost's series for the noncentral t grows with the square of the noncentrality and fails soon
/// after this value.
constexpr double largest_noncentrality = 1e4;

/// Power if the mean is so many standard errors from zero that its own variation adds less than
/// 1e-8: t then stays below its threshold only if the standard deviation of the sample is `reach`
/// times that of the distribution.
double power_by_spread(double degrees_of_freedom, double reach) {
  constexpr double certain = 1e3;  // no sample has a thousand times the standard deviation of its
                                   // distribution
  const double spread = std::min(reach, certain);
  return chi_squared_probability(degrees_of_freedom, degrees_of_freedom * spread * spread);
}

/// The smallest sufficient number of pairs, if sufficiency is monotone in the number.
template <class Enough>
std::optional<std::size_t> fewest_pairs(const Enough& enough) {
  std::size_t too_few = least_pairs - 1, plenty = least_pairs;
  while (!enough(plenty)) {
    if (plenty == most_pairs) return std::nullopt;
    too_few = plenty;
    plenty = std::min(2 * plenty, most_pairs);
  }
  while (plenty - too_few > 1) {
    const std::size_t middle = too_few + (plenty - too_few) / 2;
    if (enough(middle))
      plenty = middle;
    else
      too_few = middle;
  }
  return plenty;
}

}  // namespace

double power_of(std::size_t pairs, double deviation, double difference, double significance) {
  require_pairs(pairs);
  require_deviation(deviation);
  require_probability(significance);
  if (!std::isfinite(difference))
    throw std::invalid_argument("power: the difference is not a number");
  if (deviation == 0.0) return difference == 0.0 ? 0.0 : 1.0;
  const double noncentrality =
      std::abs(difference) / deviation * std::sqrt(static_cast<double>(pairs));
  const double degrees_of_freedom = static_cast<double>(pairs - 1);
  const double threshold = threshold_of(pairs, significance / 2.0);
  if (noncentrality > largest_noncentrality)
    return power_by_spread(degrees_of_freedom, noncentrality / threshold);
  return noncentral_t_upper_tail(degrees_of_freedom, noncentrality, threshold) +
         noncentral_t_probability(degrees_of_freedom, noncentrality, -threshold);
}

std::optional<std::size_t> pairs_to_detect(double deviation, double difference, double power,
                                           double significance) {
  require_probability(power);
  return fewest_pairs([&](std::size_t pairs) {
    return power_of(pairs, deviation, difference, significance) >= power;
  });
}

double detectable_difference(std::size_t pairs, double deviation, double power,
                             double significance) {
  require_pairs(pairs);
  require_deviation(deviation);
  require_probability(power);
  if (!(power > significance))
    throw std::invalid_argument("power: no difference has less power than the significance");
  if (deviation == 0.0) return 0.0;
  const auto excess = [&](double difference) {
    return power_of(pairs, deviation, difference, significance) - power;
  };
  double high = deviation;
  while (excess(high) < 0.0) high *= 2.0;
  constexpr int bits = 40;  // twelve digits
  std::uintmax_t iterations = 100;
  const auto [below, above] = boost::math::tools::toms748_solve(
      excess, 0.0, high, boost::math::tools::eps_tolerance<double>(bits), iterations);
  return (below + above) / 2.0;
}

std::optional<std::size_t> pairs_for_half_width(double deviation, double half_width,
                                                double confidence) {
  require_deviation(deviation);
  require_probability(confidence);
  if (!(half_width > 0.0)) throw std::invalid_argument("power: a half width is above nought");
  return fewest_pairs([&](std::size_t pairs) {
    const double n = static_cast<double>(pairs);
    return threshold_of(pairs, (1.0 - confidence) / 2.0) * deviation / std::sqrt(n) <= half_width;
  });
}

double cautious_deviation(double deviation, std::size_t pairs, double confidence) {
  require_deviation(deviation);
  require_pairs(pairs);
  require_probability(confidence);
  const double degrees_of_freedom = static_cast<double>(pairs - 1);
  return deviation *
         std::sqrt(degrees_of_freedom / chi_squared_quantile(degrees_of_freedom, 1 - confidence));
}

}  // namespace samen::analysis
