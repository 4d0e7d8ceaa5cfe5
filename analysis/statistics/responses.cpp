#include "analysis/statistics/responses.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <map>
#include <numeric>

#include <Eigen/Core>

#include "analysis/statistics/distributions.hpp"
#include "analysis/statistics/linear_algebra.hpp"

namespace samen::analysis {

namespace {

void require_design(const Batch& batch, const std::string& kind) {
  if (batch.design_kind() != kind)
    throw ResultsError(batch.file().path() + ": has a design of kind '" + batch.design_kind() +
                       "', not '" + kind + "'");
}

/// The points of each block, in the order of their steps.
std::map<int, std::vector<int>> points_by_block(const Batch& batch) {
  std::map<int, std::vector<int>> blocks;
  for (const int point : batch.points()) blocks[batch.block_of(point)].push_back(point);
  for (auto& [block, points] : blocks)
    std::sort(points.begin(), points.end(),
              [&](int a, int b) { return batch.step_of(a) < batch.step_of(b); });
  return blocks;
}

// ---- main effects -------------------------------------------------------------------------------

/// Position of a factor's value between its ends, on the factor's scale (linear or logarithmic).
double level_of(const Batch& batch, int point, std::size_t factor) {
  const Factor& varied = batch.factors()[factor];
  const double value = batch.factor_value(point, factor);
  const std::size_t words = varied.choices.size();
  if (words > 0) return words == 1 ? 0.0 : value / static_cast<double>(words - 1);
  if (!(varied.low < varied.high)) return 0.0;
  const bool in_cells = varied.scale == "integer" || varied.scale == "choice";
  return in_cells ? (value - varied.low) / (varied.high - varied.low)
                  : batch.factor_place(point, factor);
}

/// The points and replicates without missing responses.
struct Whole {
  std::vector<int> points;
  std::vector<std::size_t> replicates;
};

Whole whole_of(const Batch& batch, const Responses& responses) {
  Whole whole;
  std::vector<int> some;
  for (const int point : batch.points()) {
    const auto& values = responses.at(point);
    const auto known = [](double value) { return std::isfinite(value); };
    if (std::all_of(values.begin(), values.end(), known)) whole.points.push_back(point);
    if (std::any_of(values.begin(), values.end(), known)) some.push_back(point);
  }
  if (whole.points.empty()) whole.points = some;
  for (std::size_t r = 0; r < responses.replicates() && !some.empty(); ++r)
    if (std::all_of(whole.points.begin(), whole.points.end(),
                    [&](int point) { return std::isfinite(responses.at(point)[r]); }))
      whole.replicates.push_back(r);
  if (whole.replicates.empty()) whole.points.clear();
  return whole;
}

/// Responses of these points: one row for each point, one column for each replicate.
Eigen::MatrixXd outputs_of(const Responses& responses, const Whole& whole) {
  Eigen::MatrixXd outputs(static_cast<Eigen::Index>(whole.points.size()),
                          static_cast<Eigen::Index>(whole.replicates.size()));
  for (Eigen::Index i = 0; i < outputs.rows(); ++i)
    for (Eigen::Index j = 0; j < outputs.cols(); ++j)
      outputs(i, j) = responses.at(
          whole.points[static_cast<std::size_t>(i)])[whole.replicates[static_cast<std::size_t>(j)]];
  return outputs;
}

/// The variance of an estimate with its degrees of freedom; 0 degrees mean that it is unknown.
struct Uncertainty {
  double variance = 0.0, degrees = 0.0;
};

/// Uncertainty of the mean of independent values.
Uncertainty of_mean(const Eigen::VectorXd& values) {
  const auto n = static_cast<double>(values.size());
  if (values.size() < 2) return {};
  return {(values.array() - values.mean()).square().sum() / (n - 1.0) / n, n - 1.0};
}

/// Uncertainty from the leave-one-out estimates; the estimate uses `fixed` degrees of freedom.
Uncertainty jackknife(const Eigen::VectorXd& without_each, double fixed) {
  const auto n = static_cast<double>(without_each.size());
  if (n - fixed < 1.0) return {};
  return {(without_each.array() - without_each.mean()).square().sum() * (n - 1.0) / n, n - fixed};
}

/// Half width of the 95 % Student t interval of the sum; none if the first variance is unknown.
std::optional<double> half_width(const Uncertainty& first, const Uncertainty& second) {
  constexpr double tail = 0.025;
  if (first.degrees < static_cast<double>(least_for_interval) - 1.0) return std::nullopt;
  const double variance = first.variance + second.variance;
  if (variance == 0.0) return 0.0;
  double squares = first.variance * first.variance / first.degrees;
  if (second.degrees > 0.0) squares += second.variance * second.variance / second.degrees;
  return student_upper_quantile(variance * variance / squares, tail) * std::sqrt(variance);
}

/// The effect over the whole range of a factor, as the response at both ends. The share `below` of
/// the effect is below the average.
MainEffect linear_effect(const Batch& batch, std::size_t factor, double average, double slope,
                         double below, const std::optional<double>& half, std::size_t n) {
  const Factor& varied = batch.factors()[factor];
  const double words = static_cast<double>(varied.choices.size());
  MainEffect effect{factor,
                    words > 0.0 ? 0.0 : varied.low,
                    words > 0.0 ? words - 1.0 : varied.high,
                    average - below * slope,
                    average + (1.0 - below) * slope,
                    {slope, std::nullopt, n},
                    {},
                    {}};
  const double reach = half.value_or(0.0);
  if (half) effect.difference.interval = Interval{slope - reach, slope + reach};
  effect.low_reach = {effect.low - below * reach, effect.low + below * reach};
  effect.high_reach = {effect.high - (1.0 - below) * reach, effect.high + (1.0 - below) * reach};
  return effect;
}

// ---- … by regression

/// Columns of a regression: a column of ones; for each ordered factor, its centred levels; for each
/// other factor, a dummy column for each word after the first.
struct Regressors {
  Eigen::MatrixXd columns;
  std::vector<std::size_t> factors;  ///< the ordered factors
  std::vector<Eigen::Index> at;      ///< the column of each ordered factor
  std::vector<double> middle;        ///< the mean level of each ordered factor
};

Regressors regressors_of(const Batch& batch, const std::vector<int>& points) {
  const auto rows = static_cast<Eigen::Index>(points.size());
  std::vector<Eigen::VectorXd> columns{Eigen::VectorXd::Ones(rows)};
  const auto column_of = [&](const auto& value_at) {
    Eigen::VectorXd column(rows);
    for (Eigen::Index i = 0; i < rows; ++i)
      column(i) = value_at(points[static_cast<std::size_t>(i)]);
    return column;
  };
  Regressors regressors;
  for (std::size_t n = 0; n < batch.factors().size(); ++n) {
    const Factor& factor = batch.factors()[n];
    if (is_ordered(factor)) {
      Eigen::VectorXd level = column_of([&](int point) { return level_of(batch, point, n); });
      regressors.factors.push_back(n);
      regressors.at.push_back(static_cast<Eigen::Index>(columns.size()));
      regressors.middle.push_back(rows > 0 ? level.mean() : 0.0);
      columns.push_back(level.array() - regressors.middle.back());
      continue;
    }
    for (std::size_t word = 1; word < factor.choices.size(); ++word)
      columns.push_back(column_of([&](int point) {
        return batch.factor_value(point, n) == static_cast<double>(word) ? 1.0 : 0.0;
      }));
  }
  regressors.columns.resize(rows, static_cast<Eigen::Index>(columns.size()));
  for (std::size_t c = 0; c < columns.size(); ++c)
    regressors.columns.col(static_cast<Eigen::Index>(c)) = columns[c];
  return regressors;
}

/// Whether a column is linearly independent of the others at these points.
bool is_separable(const Eigen::MatrixXd& columns, Eigen::Index at) {
  constexpr double rounding = 1e-9;  // share of the length of a column
  Eigen::MatrixXd others(columns.rows(), columns.cols() - 1);
  others << columns.leftCols(at), columns.rightCols(columns.cols() - 1 - at);
  const Eigen::VectorXd column = columns.col(at);
  const Eigen::VectorXd left = column - product(others, least_squares(others, column).solution);
  return left.norm() > rounding * std::max(1.0, column.norm());
}

MainEffects by_regression(const Batch& batch, const Responses& responses, const Whole& whole) {
  MainEffects effects;
  effects.resampled = Resampled::points;
  effects.n = whole.points.size();
  if (whole.points.empty()) return effects;
  const Eigen::MatrixXd outputs = outputs_of(responses, whole);
  const Eigen::VectorXd means = outputs.rowwise().mean();
  effects.average = means.mean();
  const Regressors of = regressors_of(batch, whole.points);
  const auto [inverse, rank] = pseudo_inverse(of.columns);  // coefficient × point
  const Eigen::MatrixXd coefficients = product(inverse, outputs);
  const Eigen::VectorXd residuals = means - product(of.columns, product(inverse, means));
  // Without point i, coefficient k changes by inverse(k, i) times e / (1 - h).
  const Eigen::VectorXd own_weight =
      (of.columns.array() * inverse.transpose().array()).rowwise().sum();
  for (std::size_t k = 0; k < of.factors.size(); ++k) {
    if (!is_separable(of.columns, of.at[k])) {
      effects.inseparable.push_back(of.factors[k]);
      continue;
    }
    Eigen::VectorXd changes = Eigen::VectorXd::Zero(means.size());
    for (Eigen::Index i = 0; i < means.size(); ++i) {
      constexpr double alone = 1e-9;  // a point that alone determines a coefficient has no residual
      const double left = 1.0 - own_weight(i);
      if (left > alone) changes(i) = inverse(of.at[k], i) * residuals(i) / left;
    }
    const Eigen::VectorXd slopes = coefficients.row(of.at[k]).transpose();
    effects.factors.push_back(linear_effect(
        batch, of.factors[k], effects.average, slopes.mean(), of.middle[k],
        half_width(jackknife(changes, static_cast<double>(rank)), of_mean(slopes)), effects.n));
  }
  return effects;
}

// ---- … by steps within rows or trajectories

/// A step between two points that differ in one factor.
struct Step {
  int from = 0, to = 0;
  std::size_t factor = 0;
};

/// The steps of a block if all its points are complete; otherwise none.
std::vector<Step> steps_of(const Batch& batch, const std::vector<int>& points) {
  const std::size_t factors = batch.factors().size();
  std::vector<Step> steps;
  if (batch.design_kind() == "saltelli") {
    if (points.size() < factors + 2) return steps;
    for (std::size_t n = 2; n < points.size(); ++n)
      steps.push_back({points[n < factors + 2 ? 0 : 1], points[n], (n - 2) % factors});
    return steps;
  }
  for (std::size_t n = 0; n + 1 < points.size() && points.size() == factors + 1; ++n)
    for (std::size_t factor = 0; factor < factors; ++factor)
      if (batch.factor_place(points[n], factor) != batch.factor_place(points[n + 1], factor))
        steps.push_back({points[n], points[n + 1], factor});
  return steps;
}

std::vector<std::vector<Step>> whole_blocks(const Batch& batch, const Whole& whole) {
  std::vector<std::vector<Step>> blocks;
  for (const auto& [block, points] : points_by_block(batch)) {
    const bool all = std::all_of(points.begin(), points.end(), [&](int point) {
      return std::binary_search(whole.points.begin(), whole.points.end(), point);
    });
    if (!all) continue;
    auto steps = steps_of(batch, points);
    if (!steps.empty()) blocks.push_back(std::move(steps));
  }
  return blocks;
}

MainEffects by_steps(const Batch& batch, const Responses& responses, const Whole& whole) {
  MainEffects effects;
  effects.resampled = batch.design_kind() == "saltelli" ? Resampled::rows : Resampled::trajectories;
  const auto blocks = whole_blocks(batch, whole);
  effects.n = blocks.size();
  effects.average = 0.0;
  for (const int point : whole.points)
    for (const std::size_t r : whole.replicates)
      effects.average += responses.at(point)[r] /
                         static_cast<double>(whole.points.size() * whole.replicates.size());
  const auto rows = static_cast<Eigen::Index>(blocks.size());
  const auto columns = static_cast<Eigen::Index>(whole.replicates.size());
  for (std::size_t n = 0; n < batch.factors().size() && rows > 0; ++n) {
    if (!is_ordered(batch.factors()[n])) continue;
    Eigen::MatrixXd products = Eigen::MatrixXd::Zero(rows, columns);
    Eigen::VectorXd squares = Eigen::VectorXd::Zero(rows);
    double level = 0.0;
    for (Eigen::Index i = 0; i < rows; ++i)
      for (const Step& step : blocks[static_cast<std::size_t>(i)]) {
        if (step.factor != n) continue;
        const double from = level_of(batch, step.from, n), to = level_of(batch, step.to, n);
        level += (from + to) / 2.0 / static_cast<double>(rows);
        squares(i) += (to - from) * (to - from);
        for (Eigen::Index j = 0; j < columns; ++j) {
          const std::size_t r = whole.replicates[static_cast<std::size_t>(j)];
          products(i, j) += (responses.at(step.to)[r] - responses.at(step.from)[r]) * (to - from);
        }
      }
    if (squares.sum() == 0.0) {
      effects.inseparable.push_back(n);
      continue;
    }
    const Eigen::VectorXd slopes = products.colwise().sum().transpose() / squares.sum();
    const Eigen::VectorXd own = products.rowwise().mean();
    const Eigen::VectorXd without_each =
        (own.sum() - own.array()) /
        (squares.sum() - squares.array()).max(std::numeric_limits<double>::min());
    const double places =
        static_cast<double>(blocks.front().size()) / static_cast<double>(batch.factors().size());
    effects.factors.push_back(
        linear_effect(batch, n, effects.average, slopes.mean(), level / places,
                      half_width(jackknife(without_each, 1.0), of_mean(slopes)), effects.n));
  }
  return effects;
}

// ---- … level against level

/// Pairs of points that differ in one factor only; the factor has its lowest level in the first
/// point and its highest in the second.
std::vector<std::pair<int, int>> contrasts(const Batch& batch, const Whole& whole,
                                           std::size_t factor) {
  double least = 1.0, most = 0.0;
  for (const int point : batch.points()) {
    least = std::min(least, batch.factor_place(point, factor));
    most = std::max(most, batch.factor_place(point, factor));
  }
  std::map<std::vector<double>, std::pair<int, int>> by_others;  // -1: none
  for (const int point : whole.points) {
    std::vector<double> others;
    for (std::size_t k = 0; k < batch.factors().size(); ++k)
      if (k != factor) others.push_back(batch.factor_place(point, k));
    auto& [low, high] = by_others.try_emplace(others, -1, -1).first->second;
    const double place = batch.factor_place(point, factor);
    if (place == least) low = point;
    if (place == most && most > least) high = point;
  }
  std::vector<std::pair<int, int>> pairs;
  for (const auto& [others, pair] : by_others)
    if (pair.first >= 0 && pair.second >= 0) pairs.push_back(pair);
  return pairs;
}

MainEffects by_levels(const Batch& batch, const Responses& responses, const Whole& whole) {
  MainEffects effects;
  effects.resampled = Resampled::replicates;
  effects.n = whole.replicates.size();
  const auto size = static_cast<Eigen::Index>(effects.n);
  if (effects.n > 0) effects.average = outputs_of(responses, whole).mean();
  for (std::size_t n = 0; n < batch.factors().size() && effects.n > 0; ++n) {
    if (!is_ordered(batch.factors()[n])) continue;
    const auto pairs = contrasts(batch, whole, n);
    if (pairs.empty()) {
      effects.inseparable.push_back(n);
      continue;
    }
    Eigen::VectorXd low = Eigen::VectorXd::Zero(size), high = low;
    for (Eigen::Index j = 0; j < size; ++j)
      for (const auto& [at_low, at_high] : pairs) {
        const std::size_t r = whole.replicates[static_cast<std::size_t>(j)];
        low(j) += responses.at(at_low)[r] / static_cast<double>(pairs.size());
        high(j) += responses.at(at_high)[r] / static_cast<double>(pairs.size());
      }
    const Eigen::VectorXd difference = high - low;
    const double reach = half_width(of_mean(difference), {}).value_or(0.0);
    MainEffect effect{n,
                      batch.factor_value(pairs.front().first, n),
                      batch.factor_value(pairs.front().second, n),
                      low.mean(),
                      high.mean(),
                      mean_of({difference.begin(), difference.end()}),
                      {},
                      {}};
    effect.low_reach = {effect.low - reach / 2.0, effect.low + reach / 2.0};
    effect.high_reach = {effect.high - reach / 2.0, effect.high + reach / 2.0};
    effects.factors.push_back(std::move(effect));
  }
  return effects;
}

}  // namespace

Responses::Responses(const Batch& batch, const Response& response, double unit) {
  if (batch.factors().empty())
    throw ResultsError(batch.file().path() +
                       ": nothing is varied in it; give the scenario a [design] and run it again");
  std::map<std::int64_t, std::size_t> places;
  for (std::size_t run = 0; run < batch.runs(); ++run) places[batch.pair_of(run)] = 0;
  for (auto& [pair, place] : places) place = replicates_++;
  values_.resize(static_cast<std::size_t>(batch.points().back()) + 1,
                 std::vector<double>(replicates_, std::nan("")));
  for (const int point : batch.points()) {
    auto& values = values_[static_cast<std::size_t>(point)];
    for (const auto& [pair, value] : batch.by_pair(response.measure, {response.arm, point}))
      values[places.at(pair)] = value * unit;
    if (!response.less) continue;
    const auto taken_off = batch.by_pair(response.measure, {*response.less, point});
    for (const auto& [pair, place] : places) {
      const auto found = taken_off.find(pair);
      values[place] -= found == taken_off.end() ? std::nan("") : found->second * unit;
    }
  }
}

double Responses::mean_at(int point) const {
  const auto& values = at(point);
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::vector<SaltelliBlock> saltelli_blocks(const Batch& batch, const Responses& responses) {
  require_design(batch, "saltelli");
  const std::vector<double> missing(responses.replicates(), std::nan(""));
  const auto last_swapped = static_cast<int>(batch.factors().size()) + 1;
  const bool second_order =
      std::any_of(batch.points().begin(), batch.points().end(),
                  [&](int point) { return batch.step_of(point) > last_swapped; });
  std::vector<SaltelliBlock> blocks;
  for (const auto& [block, points] : points_by_block(batch)) {
    SaltelliBlock& row = blocks.emplace_back();
    row.base = row.second = missing;
    const std::size_t factors = batch.factors().size();
    row.swapped.assign(factors, missing);
    if (second_order) row.returned.assign(factors, missing);
    for (const int point : points) {
      const int step = batch.step_of(point);
      if (step == 0) row.base = responses.at(point);
      if (step == 1) row.second = responses.at(point);
      if (step < 2) continue;
      const std::size_t place = static_cast<std::size_t>(step) - 2;
      (place < factors ? row.swapped.at(place) : row.returned.at(place - factors)) =
          responses.at(point);
    }
  }
  return blocks;
}

std::vector<Trajectory> trajectories(const Batch& batch, const Responses& responses) {
  require_design(batch, "morris");
  std::vector<Trajectory> all;
  for (const auto& [block, points] : points_by_block(batch)) {
    Trajectory& trajectory = all.emplace_back();
    for (const int point : points) {
      auto& place = trajectory.points.emplace_back();
      for (std::size_t n = 0; n < batch.factors().size(); ++n)
        place.push_back(batch.factor_place(point, n));
      trajectory.outputs.push_back(responses.at(point));
    }
  }
  return all;
}

MainEffects main_effects(const Batch& batch, const Responses& responses) {
  const Whole whole = whole_of(batch, responses);
  if (batch.design_kind() == "grid") return by_levels(batch, responses, whole);
  if (batch.design_kind() == "saltelli" || batch.design_kind() == "morris")
    return by_steps(batch, responses, whole);
  return by_regression(batch, responses, whole);
}

std::string level_label(const Factor& factor, double value) {
  if (!factor.choices.empty()) return factor.choices.at(static_cast<std::size_t>(value + 0.5));
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

bool is_ordered(const Factor& factor) {
  return factor.choices.size() <= 2;
}

}  // namespace samen::analysis
