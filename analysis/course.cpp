#include "course.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "chronicle.hpp"
#include "settings.hpp"
#include "statistics.hpp"
#include "voice.hpp"

namespace samen {

namespace {

constexpr int months_a_year = 12;

// ---- bends --------------------------------------------------------------------------------------

/// The months with the pace of the year before and the year after.
std::vector<TurningPoint> paces(const std::vector<double>& values) {
  constexpr int least_months = 6;  // on either side of a month, to speak of a pace there
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

/// The sharpest bends, a year apart at the least, in the order of the months.
std::vector<TurningPoint> sharpest_bends(const Course& course) {
  constexpr std::size_t most = 4;
  constexpr double least_bend = 0.25;   // of the fastest year, …
  constexpr double least_share = 0.01;  // … and of all there is to gain
  auto bends = paces(course.values);
  double least = least_share * course.full;
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

/// Whether each goal of a set opens when the one before it is halfway, as far as the settings that
/// hold for all goals and design points tell: the order binds complex goals alone (ODD 7.11).
bool goals_wait_for_each_other(const Batch& batch) {
  const Settings settings = settings_of(batch);
  return setting(batch, "goals.order") == "'chain'" &&
         std::atof(setting(batch, "goals.complexity").c_str()) > 0.0 &&
         std::none_of(settings.begin(), settings.end(),
                      [](const auto& one) { return one.first.ends_with(".after"); });
}

/// Goals that open the next one of their set in some months.
std::vector<int> goals_halfway(const Story& story, int from, int to) {
  constexpr double half = 0.5;  // where a goal opens those that build on it (ODD 7.11)
  const Batch& batch = story.batch();
  if (story.course().series != "progress" || !goals_wait_for_each_other(batch)) return {};
  const auto progress = batch.file().row("progress", story.run());
  const int goals = static_cast<int>(batch.goals().size());
  const auto is_halfway = [&](int t, int k) {
    return t >= 0 && progress[static_cast<std::size_t>(t * goals + k)] >= half;
  };
  std::vector<int> halfway;
  for (int t = from; t <= std::min(to, static_cast<int>(batch.months().size()) - 1); ++t)
    for (int k = 0; k + 1 < goals; ++k)
      if (story.goal_set(k) == story.goal_set(k + 1) && is_halfway(t, k) && !is_halfway(t - 1, k))
        halfway.push_back(k);
  return halfway;
}

std::vector<std::string> around(const Story& story, int month, Language language) {
  constexpr int reach = 3;  // months before and after
  const Voice say(story, language);
  const auto near = [&](int t) { return std::abs(t - month) <= reach; };
  std::vector<std::string> sentences;
  for (const int period : story.periods())
    if (near(period))
      sentences.push_back(say("a new policy period opens in %1%",
                              "een nieuwe beleidsperiode opent in %1%", story.month(period)));
  const auto halfway = goals_halfway(story, month - reach, month + reach);
  if (halfway.size() == 1)
    sentences.push_back(say("goal %1% “%2%” is halfway, which opens what builds on it",
                            "doel %1% “%2%” is halfweg, wat daarop bouwt gaat open", halfway[0] + 1,
                            story.goal(halfway[0])));
  if (halfway.size() > 1)
    sentences.push_back(say("%1% goals are halfway, which opens what builds on it",
                            "%1% doelen zijn halfweg, wat daarop bouwt gaat open", halfway.size()));
  Happenings events;
  for (const Happening& event : story.happenings())
    if (near(event.month)) events.push_back(event);
  const auto gist = gist_of(story, events, language);
  sentences.insert(sentences.end(), gist.begin(), gist.end());
  return sentences;
}

// ---- the other runs -----------------------------------------------------------------------------

/// By month, the course of every run of the arm.
std::vector<std::vector<double>> courses_of_arm(const Story& story) {
  const ResultsFile& file = story.batch().file();
  const auto& runs = story.batch().runs_of(story.treatment());
  const std::size_t months = story.batch().months().size();
  const auto shape = file.shape(story.course().series);
  const std::size_t entries = shape.size() == 3 ? shape[2] : 1;
  std::vector<std::vector<double>> by_month(months);
  file.for_each_block(story.course().series, [&](std::size_t first, std::span<const float> block) {
    for (std::size_t at = 0; at < block.size(); at += entries) {
      if (!std::binary_search(runs.begin(), runs.end(), first + at / entries / months)) continue;
      const auto entry = block.subspan(at, entries);
      by_month[at / entries % months].push_back(std::accumulate(entry.begin(), entry.end(), 0.0) /
                                                static_cast<double>(entries));
    }
  });
  return by_month;
}

}  // namespace

std::vector<TurningPoint> turning_points_of(const Story& story, Language language) {
  auto points = sharpest_bends(story.course());
  for (TurningPoint& point : points) point.around = around(story, point.month, language);
  return points;
}

std::string band_of(const Story& story, Language language) {
  constexpr int months_on_end = 6;        // shorter trips across the line mean little
  constexpr double least_outside = 0.01;  // of all there is to gain
  if (story.batch().runs_of(story.treatment()).size() < least_for_interval) return "";
  const Voice say(story, language);
  const std::string arm = arm_in(language, story.arm());
  const Course& course = story.course();
  const auto by_month = courses_of_arm(story);
  int outside = 0, side = 0;
  for (std::size_t t = 0; t < by_month.size(); ++t) {
    const double low = quantile(by_month[t], 0.25) - least_outside * course.full;
    const double high = quantile(by_month[t], 0.75) + least_outside * course.full;
    const int now = course.values[t] < low ? -1 : course.values[t] > high ? 1 : 0;
    outside = now == 0 ? 0 : now == side ? outside + 1 : 1;
    side = now;
    if (outside == months_on_end)
      return say("From %1% its progress runs %2% the middle half of the runs of %3%.",
                 "Vanaf %1% loopt de voortgang %2% de middelste helft van de runs van %3%.",
                 story.month(static_cast<int>(t) - months_on_end + 1),
                 side > 0 ? say("above", "boven") : say("below", "onder"), arm);
  }
  return say(
      "Its progress stays within the middle half of the runs of %1% throughout.",
      "De voortgang blijft binnen de middelste helft van de runs van %1% van begin tot eind.", arm);
}

}  // namespace samen
