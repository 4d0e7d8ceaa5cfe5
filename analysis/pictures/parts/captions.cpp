#include "analysis/pictures/parts/captions.hpp"

#include <algorithm>

#include "analysis/results/changes.hpp"
#include "analysis/results/names.hpp"
#include "analysis/results/recording.hpp"
#include "analysis/results/shocks.hpp"
#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {
namespace {

std::vector<picture::Mark> period_marks(const PlotRequest& request) {
  std::vector<picture::Mark> marks;
  for (const std::size_t month : request.batch.periods())
    marks.push_back({static_cast<double>(month), PlotWords(request)("period")});
  return marks;
}

/// " (federation)", if a shock does not strike all organisations.
std::string struck(const PlotRequest& request, const StatedShock& shock) {
  std::string whom;
  if (shock.organisation >= 0)
    whom = request.batch.organisations().at(static_cast<std::size_t>(shock.organisation));
  else if (shock.table >= 0)
    whom = request.batch.tables().at(static_cast<std::size_t>(shock.table));
  return whom.empty() ? "" : " (" + whom + ")";
}

}  // namespace

std::size_t runs_drawn(const PlotRequest& request, int arm) {
  return request.batch.runs_of({arm, request.point}).size();
}

std::string last_year(const Batch& batch) {
  return batch.months().back().substr(0, 4);
}

picture::Month first_month(const Batch& batch) {
  const std::string& label = batch.months().front();
  return {std::stoi(label.substr(0, 4)), std::stoi(label.substr(5, 2))};
}

std::vector<picture::Mark> marks_in_time(const PlotRequest& request) {
  std::vector<picture::Mark> marks = period_marks(request);
  for (const StatedShock& shock : shocks_of(request.batch.file()))
    marks.push_back({static_cast<double>(shock.month),
                     PlotWords(request)("shock") + struck(request, shock),
                     static_cast<double>(shock.months)});
  for (const StatedChange& change : changes_of(request.batch.file()))
    if (change.month >= 0 && !change.varied)
      marks.push_back({static_cast<double>(change.month), name_in(request.language, change.name),
                       change.last_month < 0 ? 0.0 : change.last_month - change.month + 1.0});
  std::stable_sort(marks.begin(), marks.end(), [](const picture::Mark& a, const picture::Mark& b) {
    return a.month < b.month;
  });
  return marks;
}

double mean_of_arm(const PlotRequest& request, const char* measure, int arm) {
  return mean_of(request.batch.values(measure, {arm, request.point})).mean;
}

std::optional<std::string> nothing_missing(const Batch&) {
  return std::nullopt;
}

std::optional<std::string> needs(const Batch& batch, const std::vector<std::string>& series) {
  const std::string missing = what_was_not_recorded(batch.file(), series);
  if (missing.empty()) return std::nullopt;
  return "needs what the file does not have: " + missing;
}

std::optional<std::string> without_tables(const Batch& batch) {
  if (batch.meets(representative_arm(batch, batch.points().front()).arm)) return std::nullopt;
  return "no arm has tables that meet";
}

}  // namespace samen::analysis
