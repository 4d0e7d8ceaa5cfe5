#include "analysis/statistics/bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <utility>

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_int_distribution.hpp>

#include "analysis/statistics/distributions.hpp"

namespace samen::analysis {
namespace {

constexpr Interval no_interval{std::numeric_limits<double>::quiet_NaN(),
                               std::numeric_limits<double>::quiet_NaN()};

/// Draws units with replacement. It uses 64-bit integers, so that the draws are the same on
/// machines with 32-bit sizes.
class Resampler {
 public:
  Resampler(std::size_t n, std::uint64_t seed) : random_(seed), units_(0, n - 1) {}
  std::size_t draw() { return static_cast<std::size_t>(units_(random_)); }

 private:
  boost::random::mt19937_64 random_;
  boost::random::uniform_int_distribution<std::uint64_t> units_;
};

void require_sense(const BootstrapSetting& setting) {
  if (setting.resamples == 0) throw std::invalid_argument("bootstrap: no resamples");
  if (!(setting.confidence > 0.0 && setting.confidence < 1.0))
    throw std::invalid_argument("bootstrap: the confidence lies between 0 and 1");
}

/// Skewness of the influence of each unit, divided by six (Efron & Tibshirani 1993, eq. 14.15).
/// `without_each` holds the jackknife values: the statistic without each unit.
double acceleration(const std::vector<double>& without_each) {
  const double mean = mean_of(without_each).mean;
  double squares = 0.0, cubes = 0.0;
  for (const double value : without_each) {
    if (!std::isfinite(value)) continue;
    const double influence = mean - value;
    squares += influence * influence;
    cubes += influence * influence * influence;
  }
  return squares > 0.0 ? cubes / (6.0 * std::pow(squares, 1.5)) : 0.0;
}

/// The normal quantile of the share of resamples below the estimate (eq. 14.14).
double bias_correction(const std::vector<double>& resamples, double estimate) {
  double below = 0.0;
  for (const double value : resamples)
    below += value < estimate ? 1.0 : value == estimate ? 0.5 : 0.0;
  const double count = static_cast<double>(resamples.size());
  const double share = std::clamp(below, 0.5, count - 0.5) / count;
  return normal_quantile(share);
}

/// The level of the quantile of the resamples that is the limit for the normal quantile z (eq.
/// 14.10).
double corrected_level(double z, double bias, double acceleration) {
  const double shift = bias + z;
  const double slope = 1.0 - acceleration * shift;
  if (slope <= 0.0) return shift > 0.0 ? 1.0 : 0.0;
  return normal_probability(bias + shift / slope);
}

Interval corrected_interval(double estimate, std::vector<double> resamples, double acceleration,
                            double confidence) {
  std::erase_if(resamples, [](double value) { return !std::isfinite(value); });
  if (resamples.empty() || !std::isfinite(estimate)) return no_interval;
  const double bias = bias_correction(resamples, estimate);
  const double z = normal_quantile(0.5 + confidence / 2.0);
  return {quantile(resamples, corrected_level(-z, bias, acceleration)),
          quantile(resamples, corrected_level(z, bias, acceleration))};
}

}  // namespace

Interval bca_interval(std::size_t n, const StatisticOfUnits& statistic,
                      const BootstrapSetting& setting) {
  require_sense(setting);
  if (n < 2) return no_interval;
  std::vector<std::size_t> units(n);
  std::iota(units.begin(), units.end(), 0);
  const double estimate = statistic(units);

  // Leaves out unit i: shifts the units after it by one position, one more unit in each pass.
  std::vector<std::size_t> others(units.begin() + 1, units.end());
  std::vector<double> without_each(n);
  for (std::size_t i = 0; i < n; ++i) {
    without_each[i] = statistic(others);
    if (i < others.size()) others[i] = i;
  }

  Resampler resampler(n, setting.seed);
  std::vector<double> resamples(setting.resamples);
  for (double& resample : resamples) {
    for (std::size_t& unit : units) unit = resampler.draw();
    resample = statistic(units);
  }
  return corrected_interval(estimate, std::move(resamples), acceleration(without_each),
                            setting.confidence);
}

Interval bca_of_mean(const std::vector<double>& values, const BootstrapSetting& setting) {
  require_sense(setting);
  std::vector<double> numbers = values;
  std::erase_if(numbers, [](double value) { return std::isnan(value); });
  if (numbers.size() < 2) return no_interval;
  constexpr std::size_t draws_at_most = 50'000'000;
  constexpr std::size_t resamples_at_least = 1000;
  const std::size_t affordable = std::max(resamples_at_least, draws_at_most / numbers.size());

  const double n = static_cast<double>(numbers.size());
  const double total = std::accumulate(numbers.begin(), numbers.end(), 0.0);
  std::vector<double> without_each(numbers);
  for (double& value : without_each) value = (total - value) / (n - 1.0);

  Resampler resampler(numbers.size(), setting.seed);
  std::vector<double> resamples(std::min(setting.resamples, affordable));
  for (double& resample : resamples) {
    double sum = 0.0;
    for (std::size_t i = 0; i < numbers.size(); ++i) sum += numbers[resampler.draw()];
    resample = sum / n;
  }
  return corrected_interval(total / n, std::move(resamples), acceleration(without_each),
                            setting.confidence);
}

}  // namespace samen::analysis
