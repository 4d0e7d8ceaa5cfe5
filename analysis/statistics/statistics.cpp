#include "analysis/statistics/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <stdexcept>
#include <utility>

#include <boost/math/tools/roots.hpp>

#include "analysis/statistics/distributions.hpp"

namespace samen::analysis {
namespace {

struct Pairs {
  std::vector<double> first, second, difference;
};

Pairs complete_pairs(const std::vector<double>& first, const std::vector<double>& second) {
  if (first.size() != second.size())
    throw std::invalid_argument("pairs: as many values of the first as of the second are needed");
  Pairs pairs;
  for (std::size_t i = 0; i < first.size(); ++i) {
    const double difference = first[i] - second[i];
    if (std::isnan(difference)) continue;
    pairs.first.push_back(first[i]);
    pairs.second.push_back(second[i]);
    pairs.difference.push_back(difference);
  }
  return pairs;
}

/// Covariance of a sample, in two passes; not a number if there are fewer than two values.
double covariance(const std::vector<double>& first, const std::vector<double>& second) {
  if (first.size() < 2) return std::nan("");
  const double first_mean = mean_of(first).mean;
  const double second_mean = mean_of(second).mean;
  double products = 0.0;
  for (std::size_t i = 0; i < first.size(); ++i)
    products += (first[i] - first_mean) * (second[i] - second_mean);
  return products / static_cast<double>(first.size() - 1);
}

double variance(const std::vector<double>& values) {
  return covariance(values, values);
}

double two_sided_t(std::size_t n, double confidence) {
  return student_quantile(static_cast<double>(n - 1), 0.5 + confidence / 2.0);
}

/// Standard deviation; zero if the spread of the values is within their rounding error.
double deviation_beyond_rounding(const Pairs& pairs) {
  constexpr double rounding = 1e-12;
  double largest = 0.0;
  for (const auto* values : {&pairs.first, &pairs.second})
    for (const double value : *values) largest = std::max(largest, std::abs(value));
  const double deviation = std::sqrt(variance(pairs.difference));
  return deviation <= rounding * largest ? 0.0 : deviation;
}

/// The noncentrality at which t is at most this value with the given probability.
double noncentrality(double t, double degrees_of_freedom, double probability) {
  const auto excess = [&](double at) {
    return noncentral_t_probability(degrees_of_freedom, at, t) - probability;
  };
  // The excess falls as the noncentrality rises, over a width of about the standard deviation of t.
  const double width = std::sqrt(1.0 + t * t / (2.0 * degrees_of_freedom));
  double low = t - width, high = t + width;
  for (double step = width; excess(low) < 0.0; step *= 2.0) low -= step;
  for (double step = width; excess(high) > 0.0; step *= 2.0) high += step;
  constexpr int bits = 40;  // twelve digits; the distribution itself is known to about as many
  std::uintmax_t iterations = 100;
  const auto [below, above] = boost::math::tools::toms748_solve(
      excess, low, high, boost::math::tools::eps_tolerance<double>(bits), iterations);
  return (below + above) / 2.0;
}

Estimate effect_size(double mean, double deviation, std::size_t n, double confidence) {
  Estimate effect{std::nan(""), std::nullopt, n};
  if (n < 2 || deviation == 0.0) return effect;
  effect.mean = mean / deviation;
  const double root = std::sqrt(static_cast<double>(n));
  const double t = effect.mean * root;
  // The series of the noncentral t starts at half the squared noncentrality, which Boost counts in
  // an int. For so many standard errors no interval is needed.
  constexpr double largest_t = 1e4;
  if (!(std::abs(t) <= largest_t)) return effect;
  const double degrees_of_freedom = static_cast<double>(n - 1);
  effect.interval = Interval{noncentrality(t, degrees_of_freedom, 0.5 + confidence / 2.0) / root,
                             noncentrality(t, degrees_of_freedom, 0.5 - confidence / 2.0) / root};
  return effect;
}

}  // namespace

Estimate mean_of(const std::vector<double>& values, double confidence) {
  Estimate estimate;
  // Welford (1962), Technometrics 4(3).
  double squares = 0.0;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    ++estimate.n;
    const double step = value - estimate.mean;
    estimate.mean += step / static_cast<double>(estimate.n);
    squares += step * (value - estimate.mean);
  }
  if (estimate.n == 0) {
    estimate.mean = std::nan("");
    return estimate;
  }
  if (estimate.n < 2) return estimate;
  const double n = static_cast<double>(estimate.n);
  const double half = two_sided_t(estimate.n, confidence) * std::sqrt(squares / (n - 1.0) / n);
  estimate.interval = Interval{estimate.mean - half, estimate.mean + half};
  return estimate;
}

Estimate guarded(Estimate estimate) {
  if (estimate.n < least_for_interval) estimate.interval.reset();
  return estimate;
}

double quantile(std::vector<double> values, double probability) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  if (values.empty()) return std::nan("");
  const double at = probability * static_cast<double>(values.size() - 1);
  const auto below = values.begin() + static_cast<std::ptrdiff_t>(at);
  std::nth_element(values.begin(), below, values.end());
  if (below + 1 == values.end()) return *below;
  const double above = *std::min_element(below + 1, values.end());
  return *below + (at - std::floor(at)) * (above - *below);
}

double quantile_of_sorted(const std::vector<double>& values, double probability) {
  if (values.empty()) return std::nan("");
  const double at = probability * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (at - static_cast<double>(below)) * (values[above] - values[below]);
}

Estimate share_of(std::size_t hits, std::size_t n, double confidence) {
  Estimate estimate;
  estimate.n = n;
  if (n == 0) {
    estimate.mean = std::nan("");
    return estimate;
  }
  const double size = static_cast<double>(n);
  const double p = static_cast<double>(hits) / size;
  estimate.mean = p;
  const double z = normal_quantile(0.5 + confidence / 2.0);
  const double centre = (p + z * z / (2.0 * size)) / (1.0 + z * z / size);
  const double half =
      z * std::sqrt(p * (1.0 - p) / size + z * z / (4.0 * size * size)) / (1.0 + z * z / size);
  // Exactly 0 for no hits and 1 for all, independent of rounding.
  estimate.interval = Interval{hits == 0 ? 0.0 : centre - half, hits == n ? 1.0 : centre + half};
  return estimate;
}

Estimate share_within(Estimate share, double confidence) {
  if (!share.interval) return share;
  if (share.mean <= 0.0 || share.mean >= 1.0) {
    share.interval = share_of(share.mean <= 0.0 ? 0 : share.n, share.n, confidence).interval;
    return share;
  }
  const double odds = share.mean / (1.0 - share.mean);
  const double half = (share.interval->high - share.interval->low) / 2.0;
  const double factor = std::exp(half / (share.mean * (1.0 - share.mean)));
  // If the odds overflow a double, the bound is 1.
  const double high = odds * factor;
  share.interval = Interval{odds / factor / (1.0 + odds / factor),
                            std::isfinite(high) ? high / (1.0 + high) : 1.0};
  return share;
}

Estimate mean_of_shares(const std::vector<double>& values, double confidence) {
  return share_within(mean_of(values, confidence), confidence);
}

PairedComparison paired_comparison(const std::vector<double>& first,
                                   const std::vector<double>& second, double confidence) {
  const Pairs pairs = complete_pairs(first, second);
  PairedComparison comparison;
  comparison.n = pairs.difference.size();
  for (const double difference : pairs.difference) {
    comparison.ahead += difference > 0.0;
    comparison.level += difference == 0.0;
    comparison.behind += difference < 0.0;
  }
  comparison.difference = mean_of(pairs.difference, confidence);
  comparison.deviation = deviation_beyond_rounding(pairs);
  comparison.probability_ahead = share_of(comparison.ahead, comparison.n, confidence);
  comparison.effect_size =
      effect_size(comparison.difference.mean, comparison.deviation, comparison.n, confidence);
  const double paired = comparison.deviation * comparison.deviation;
  const double unpaired = variance(pairs.first) + variance(pairs.second);
  comparison.variance_saved = 1.0 - paired / unpaired;
  comparison.times_fewer_pairs = unpaired / paired;
  return comparison;
}

Estimate ratio_of_means(const std::vector<double>& first, const std::vector<double>& second,
                        double confidence) {
  const Pairs pairs = complete_pairs(first, second);
  const double above = mean_of(pairs.first).mean;
  const double below = mean_of(pairs.second).mean;
  Estimate ratio{below == 0.0 ? std::nan("") : above / below, std::nullopt, pairs.first.size()};
  if (ratio.n < 2 || below == 0.0) return ratio;
  // The ratios r at which the mean of first - r * second does not differ from zero: the roots of
  // (above - r below)^2 = s (v11 - 2 r v12 + r^2 v22), s = t^2 / n.
  const double t = two_sided_t(ratio.n, confidence);
  const double s = t * t / static_cast<double>(ratio.n);
  const double v11 = variance(pairs.first);
  const double v22 = variance(pairs.second);
  const double v12 = covariance(pairs.first, pairs.second);
  const double leading = below * below - s * v22;
  if (!(leading > 0.0)) return ratio;
  // This form avoids cancellation if the variances are small.
  const double under_root = below * below * v11 - 2.0 * above * below * v12 + above * above * v22 -
                            s * (v11 * v22 - v12 * v12);
  const double centre = above * below - s * v12;
  const double half = std::sqrt(s * std::max(0.0, under_root));
  ratio.interval = Interval{(centre - half) / leading, (centre + half) / leading};
  return ratio;
}

double p_of_mean_above(const std::vector<double>& values, double bound) {
  std::vector<double> numbers;
  for (const double value : values)
    if (!std::isnan(value)) numbers.push_back(value);
  if (numbers.size() < least_for_interval) return 1.0;
  const double n = static_cast<double>(numbers.size());
  const double distance = mean_of(numbers).mean - bound;
  const double deviation = deviation_beyond_rounding({numbers, {}, numbers});
  if (deviation == 0.0) return distance > 0.0 ? std::pow(0.5, n) : 1.0;
  return student_upper_tail(n - 1.0, distance / deviation * std::sqrt(n));
}

std::vector<double> adjusted_for_false_discovery(const std::vector<double>& p_values) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return p_values[a] > p_values[b]; });
  std::vector<double> adjusted(p_values.size());
  const double tests = static_cast<double>(p_values.size());
  double least = 1.0;
  for (std::size_t n = 0; n < order.size(); ++n) {
    const double rank = tests - static_cast<double>(n);
    least = std::min(least, p_values[order[n]] * tests / rank);
    adjusted[order[n]] = least;
  }
  return adjusted;
}

double gini(std::vector<double> values) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  std::sort(values.begin(), values.end());
  if (!values.empty() && values.front() < 0.0)
    throw std::invalid_argument("gini: a share of something cannot be negative");
  const double n = static_cast<double>(values.size());
  double total = 0.0, weighted = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    total += values[i];
    weighted += (2.0 * static_cast<double>(i + 1) - n - 1.0) * values[i];
  }
  return total > 0.0 ? weighted / (n * total) : std::nan("");
}

}  // namespace samen::analysis
