#include "responses.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace samen {

namespace {

void require_design(const Batch& batch, const std::string& kind) {
  if (batch.design_kind() != kind)
    throw ResultsError(batch.file().path() + ": has a design of kind '" + batch.design_kind() +
                       "', not '" + kind + "'");
}

/// Points of each block in the order of their steps.
std::map<int, std::vector<int>> points_by_block(const Batch& batch) {
  std::map<int, std::vector<int>> blocks;
  for (const int point : batch.points()) blocks[batch.block_of(point)].push_back(point);
  for (auto& [block, points] : blocks)
    std::sort(points.begin(), points.end(),
              [&](int a, int b) { return batch.step_of(a) < batch.step_of(b); });
  return blocks;
}

/// Mean over some points, replicate by replicate.
std::vector<double> means_over(const std::vector<int>& points, const Responses& responses) {
  std::vector<double> means(responses.replicates(), 0.0);
  for (const int point : points)
    for (std::size_t r = 0; r < means.size(); ++r)
      means[r] += responses.at(point)[r] / static_cast<double>(points.size());
  return means;
}

bool has_some(const std::vector<double>& values) {
  return std::any_of(values.begin(), values.end(), [](double value) { return !std::isnan(value); });
}

/// Points in the lowest and highest quarter of the range of a factor.
struct Ends {
  std::vector<int> low, high;
};
template <class Usable>
Ends ends_of(const Batch& batch, std::size_t factor, Usable&& usable) {
  constexpr double quarter = 0.25;
  double least = 1.0, most = 0.0;
  for (const int point : batch.points()) {
    least = std::min(least, batch.factor_place(point, factor));
    most = std::max(most, batch.factor_place(point, factor));
  }
  Ends ends;
  for (const int point : batch.points()) {
    if (!usable(point)) continue;
    const double place = batch.factor_place(point, factor);
    if (place <= least + quarter * (most - least)) ends.low.push_back(point);
    if (place >= most - quarter * (most - least)) ends.high.push_back(point);
  }
  return ends;
}

double mean_value(const Batch& batch, const std::vector<int>& points, std::size_t factor) {
  double sum = 0.0;
  for (const int point : points) sum += batch.factor_value(point, factor);
  return sum / static_cast<double>(points.size());
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
  std::vector<SaltelliBlock> blocks;
  for (const auto& [block, points] : points_by_block(batch)) {
    SaltelliBlock& row = blocks.emplace_back();
    row.base = row.second = missing;
    row.swapped.assign(batch.factors().size(), missing);
    for (const int point : points) {
      const int step = batch.step_of(point);
      if (step == 0) row.base = responses.at(point);
      if (step == 1) row.second = responses.at(point);
      if (step >= 2) row.swapped.at(static_cast<std::size_t>(step) - 2) = responses.at(point);
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

std::vector<MainEffect> main_effects(const Batch& batch, const Responses& responses) {
  std::vector<MainEffect> effects;
  for (std::size_t n = 0; n < batch.factors().size(); ++n) {
    if (!is_ordered(batch.factors()[n])) continue;
    Ends ends = ends_of(batch, n, [&](int point) { return !std::isnan(responses.mean_at(point)); });
    if (ends.low.empty() || ends.high.empty())
      ends = ends_of(batch, n, [&](int point) { return has_some(responses.at(point)); });
    if (ends.low.empty() || ends.high.empty()) continue;
    const auto at_low = means_over(ends.low, responses);
    const auto at_high = means_over(ends.high, responses);
    effects.push_back({n, mean_of(at_low), mean_of(at_high),
                       mean_of(differences({at_high, at_low})), mean_value(batch, ends.low, n),
                       mean_value(batch, ends.high, n)});
  }
  return effects;
}

bool is_ordered(const Factor& factor) {
  return factor.choices.size() <= 2;
}

}  // namespace samen
