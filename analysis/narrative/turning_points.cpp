#include "analysis/narrative/turning_points.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "analysis/narrative/phrasebook.hpp"
#include "analysis/narrative/timeline.hpp"
#include "analysis/results/settings.hpp"
#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {

namespace {

constexpr int months_a_year = 12;

// ---- bends --------------------------------------------------------------------------------------

/// For each month, the pace in the year before it and in the year after it.
std::vector<TurningPoint> paces(const std::vector<double>& values) {
  constexpr int least_months = 6;  // months needed on either side of a month to estimate a pace
  const int months = static_cast<int>(values.size());
  const auto a_year = [&](int from, int to) {
    return (values[static_cast<std::size_t>(to)] - values[static_cast<std::size_t>(from)]) *
           months_a_year / (to - from);
  };
  std::vector<TurningPoint> all;
  for (int t = least_months; t + least_months < months; ++t)
    all.push_back({t,
                   a_year(std::max(0, t - months_a_year), t),
                   a_year(t, std::min(months - 1, t + months_a_year)),
                   {}});
  return all;
}

/// The sharpest bends, at least a year apart, in chronological order.
std::vector<TurningPoint> sharpest_bends(const ProgressSeries& progress_series) {
  constexpr std::size_t most = 4;
  constexpr double least_bend = 0.25;   // share of the fastest pace
  constexpr double least_share = 0.01;  // share of the largest possible gain
  auto bends = paces(progress_series.values);
  double least = least_share * progress_series.full;
  for (const TurningPoint& bend : bends)
    least = std::max(least, least_bend * std::fabs(bend.after));
  const auto size = [](const TurningPoint& bend) { return std::fabs(bend.after - bend.before); };
  std::sort(bends.begin(), bends.end(), [&](const TurningPoint& a, const TurningPoint& b) {
    return size(a) != size(b) ? size(a) > size(b) : a.month < b.month;
  });
  std::vector<TurningPoint> points;
  for (const TurningPoint& bend : bends) {
    if (points.size() == most || size(bend) < least) break;
    if (std::none_of(points.begin(), points.end(), [&](const TurningPoint& point) {
          return std::abs(point.month - bend.month) < months_a_year;
        }))
      points.push_back(bend);
  }
  std::sort(points.begin(), points.end(),
            [](const TurningPoint& a, const TurningPoint& b) { return a.month < b.month; });
  return points;
}

// ---- what happened around them ------------------------------------------------------------------

/// Whether each goal of a set opens when the previous one is half done. Only settings for all goals
/// and design points can show this: the order binds complex goals only (ODD 7.28).
bool goals_wait_for_each_other(const Batch& batch) {
  const Settings settings = settings_of(batch);
  return setting(batch, "goals.order") == "'chain'" &&
         std::atof(setting(batch, "goals.complexity").c_str()) > 0.0 &&
         std::none_of(settings.begin(), settings.end(),
                      [](const auto& one) { return one.first.ends_with(".after"); });
}

/// Goals that become half done between two months and so open the next goal of their set.
std::vector<int> goals_halfway(const RunNarrative& narrative, int from, int to) {
  constexpr double half = 0.5;  // from this progress on, a goal opens the next goals (ODD 7.28)
  const Batch& batch = narrative.batch();
  if (narrative.progress_series().series != "progress" || !goals_wait_for_each_other(batch))
    return {};
  const auto progress = batch.file().row("progress", narrative.run());
  const int goals = static_cast<int>(batch.goals().size());
  const auto is_halfway = [&](int t, int k) {
    return t >= 0 && progress[static_cast<std::size_t>(t * goals + k)] >= half;
  };
  std::vector<int> halfway;
  for (int t = from; t <= std::min(to, static_cast<int>(batch.months().size()) - 1); ++t)
    for (int k = 0; k + 1 < goals; ++k)
      if (narrative.goal_set(k) == narrative.goal_set(k + 1) && is_halfway(t, k) &&
          !is_halfway(t - 1, k))
        halfway.push_back(k);
  return halfway;
}

std::vector<std::string> around(const RunNarrative& narrative, int month, Language language) {
  constexpr int reach = 3;  // months before and after
  const Phrasebook say(narrative, language);
  const auto near = [&](int t) { return std::abs(t - month) <= reach; };
  std::vector<std::string> sentences;
  for (const int period : narrative.periods())
    if (near(period))
      sentences.push_back(say("run.period_opens", {{"month", narrative.month(period)}}));
  const auto halfway = goals_halfway(narrative, month - reach, month + reach);
  if (halfway.size() == 1)
    sentences.push_back(
        say("run.goal_halfway", {{"n", halfway[0] + 1}, {"goal", narrative.goal(halfway[0])}}));
  if (halfway.size() > 1) sentences.push_back(say("run.goals_halfway", {{"n", halfway.size()}}));
  RunEvents events;
  for (const RunEvent& event : narrative.events())
    if (near(event.month)) events.push_back(event);
  const auto gist = gist_of(narrative, events, language);
  sentences.insert(sentences.end(), gist.begin(), gist.end());
  return sentences;
}

// ---- the other runs -----------------------------------------------------------------------------

/// The monthly series of every run of the arm.
std::vector<std::vector<double>> series_of_arm(const RunNarrative& narrative) {
  const ResultsFile& file = narrative.batch().file();
  const auto& runs = narrative.batch().runs_of(narrative.treatment());
  const std::size_t months = narrative.batch().months().size();
  const auto shape = file.shape(narrative.progress_series().series);
  const std::size_t entries = shape.size() == 3 ? shape[2] : 1;
  std::vector<std::vector<double>> by_month(months);
  file.for_each_block(
      narrative.progress_series().series, [&](std::size_t first, std::span<const float> block) {
        for (std::size_t at = 0; at < block.size(); at += entries) {
          if (!std::binary_search(runs.begin(), runs.end(), first + at / entries / months))
            continue;
          const auto entry = block.subspan(at, entries);
          by_month[at / entries % months].push_back(
              std::accumulate(entry.begin(), entry.end(), 0.0) / static_cast<double>(entries));
        }
      });
  return by_month;
}

}  // namespace

std::vector<TurningPoint> turning_points_of(const RunNarrative& narrative, Language language) {
  auto points = sharpest_bends(narrative.progress_series());
  for (TurningPoint& point : points) point.around = around(narrative, point.month, language);
  return points;
}

std::string band_of(const RunNarrative& narrative, Language language) {
  constexpr int months_on_end = 6;        // a shorter time outside the band is not reported
  constexpr double least_outside = 0.01;  // share of the largest possible gain
  if (narrative.batch().runs_of(narrative.treatment()).size() < least_for_interval) return "";
  const std::string arm = arm_in(language, narrative.arm());
  const ProgressSeries& progress_series = narrative.progress_series();
  const auto by_month = series_of_arm(narrative);
  int outside = 0, side = 0;
  for (std::size_t t = 0; t < by_month.size(); ++t) {
    const double low = quantile(by_month[t], 0.25) - least_outside * progress_series.full;
    const double high = quantile(by_month[t], 0.75) + least_outside * progress_series.full;
    const int now = progress_series.values[t] < low ? -1 : progress_series.values[t] > high ? 1 : 0;
    outside = now == 0 ? 0 : now == side ? outside + 1 : 1;
    side = now;
    if (outside == months_on_end)
      return language(
          side > 0 ? "run.above_others" : "run.below_others",
          {{"month", narrative.month(static_cast<int>(t) - months_on_end + 1)}, {"arm", arm}});
  }
  return language("run.within_others", {{"arm", arm}});
}

}  // namespace samen::analysis
