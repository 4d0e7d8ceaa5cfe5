// The commitment walk of the members in one run.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "analysis/narrative/run_narrative.hpp"
#include "analysis/pictures/parts/members.hpp"
#include "io/results_format.hpp"

namespace samen::analysis {
namespace {

using picture::Picture;

std::optional<std::string> needs_seats(const Batch& batch) {
  if (const auto missing = without_tables(batch)) return missing;
  return needs(batch, {"seated", "commitment"});
}

/// For each month, the mean over the preceding year, as far as the present member held the seat; a
/// gap while the seat is empty.
std::vector<double> running_mean(const std::vector<double>& values,
                                 const std::vector<double>& seated, std::size_t seats,
                                 std::size_t seat) {
  constexpr std::size_t year = 12;
  const std::size_t months = values.size() / seats;
  std::vector<double> means(months, std::nan(""));
  std::size_t since = 0;
  for (std::size_t t = 0; t < months; ++t) {
    if (!(seated[t * seats + seat] > 0.0)) {
      since = t + 1;
      continue;
    }
    const std::size_t from = std::max(since, t + 1 > year ? t + 1 - year : 0);
    double sum = 0.0;
    for (std::size_t s = from; s <= t; ++s) sum += values[s * seats + seat];
    means[t] = sum / static_cast<double>(t + 1 - from);
  }
  return means;
}

/// The members of the first table of a run, and the end of the table.
struct Seating {
  std::vector<std::size_t> seats;    ///< seats that ever had a member, as many as a reader can
                                     ///< distinguish
  std::size_t ever = 0, stayed = 0;  ///< stayed: until the end of the run or of the table
  bool has_joiners = false;
  std::optional<std::string> end, reason;  ///< month and cause, as in the file
};

Seating seating_of(const PlotRequest& request, const std::vector<double>& seated) {
  const ResultsFile& file = request.batch.file();
  const auto table = file.integers("seat_table");
  const std::size_t seats = table.size();
  const auto ended = file.row(results::table_ended_month, request.run).at(0);
  const auto sits = [&](std::size_t t, std::size_t seat) { return seated[t * seats + seat] > 0.0; };
  const std::size_t months = request.batch.months().size();
  const std::size_t last = ended > 0.0 ? static_cast<std::size_t>(ended) - 1 : months - 1;
  Seating seating;
  for (std::size_t seat = 0; seat < seats; ++seat) {
    if (table[seat] != 0) continue;
    std::size_t first = 0;
    while (first < months && !sits(first, seat)) ++first;
    if (first == months) continue;
    ++seating.ever;
    seating.stayed += sits(last, seat) ? 1 : 0;
    seating.has_joiners = seating.has_joiners || first > 0;
    if (seating.seats.size() < most_members) seating.seats.push_back(seat);
  }
  if (ended < 0.0) return seating;
  seating.end = request.batch.months().at(static_cast<std::size_t>(ended));
  const auto cause = static_cast<std::size_t>(file.row(results::table_ended_by, request.run).at(0));
  seating.reason = file.flag_meanings(results::table_ended_by).at(cause);
  // A member who left in the month in which the table ended was present the month before.
  const RunNarrative narrative(request.batch, request.run);
  for (const RunEvent& event : narrative.events())
    if (event.kind == "table_ends" && event.table == 0 && !std::isnan(event.value))
      seating.stayed = static_cast<std::size_t>(event.value);
  return seating;
}

std::string title_of(const PlotRequest& request, const Seating& seating) {
  const PlotWords words(request);
  const Filling all{"all", seating.ever}, stayed{"n", seating.stayed};
  const std::size_t gone = seating.ever - seating.stayed;
  if (seating.end && seating.reason == "goals_reached")
    return words("walk.reached", {{"month", *seating.end}, stayed, all});
  if (seating.end)
    return words("walk.ended", {{"month", *seating.end},
                                {"reason", reason_in(request.language, *seating.reason)},
                                stayed,
                                all});
  return gone == 0 ? words("walk.all_stay", {all}) : words.counted("walk.left", gone, {all});
}

Picture walk(const PlotRequest& request) {
  const PlotWords words(request);
  const Batch& batch = request.batch;
  const auto names = seat_names(batch);
  const auto commitment = batch.file().row("commitment", request.run);
  const auto seated = batch.file().row("seated", request.run);
  const Seating seating = seating_of(request, seated);
  if (seating.seats.empty())
    throw ResultsError(batch.file().path() + ": nobody sits at the first table in run " +
                       std::to_string(request.run));
  std::vector<picture::Fan> members;
  for (const std::size_t seat : seating.seats) {
    picture::Fan member{names[seat], picture::ink_of("", members.size()), {}};
    for (const double at : running_mean(commitment, seated, names.size(), seat))
      member.months.push_back({at, at, at, at, at});
    members.push_back(std::move(member));
  }
  return picture_of(picture::Walk{
      words.caption(
          "walk", title_of(request, seating),
          words(seating.has_joiners ? "walk.about_joiners" : "walk.about",
                {{"run", run_in_words(request)}}) +
              (seating.ever > members.size() ? words("walk.drawn", {{"n", members.size()}}) : "")),
      words("walk.value"), first_month(batch), members, marks_in_time(request)});
}

}  // namespace

PictureKind walk_picture() {
  return {.place = 7,
          .name = "walk",
          .about = "the commitment walk of the members in one run",
          .missing = needs_seats,
          .drawn = walk,
          .section = Section::over_time,
          .place_in_section = 6};
}

}  // namespace samen::analysis
