#include "analysis/pictures/parts/members.hpp"

#include <algorithm>
#include <cmath>

namespace samen::analysis {
namespace {

/// Seats of the first table, as many as a reader can distinguish.
std::vector<std::size_t> seats_of_first_table(const Batch& batch) {
  const auto table = batch.file().integers("seat_table");
  std::vector<std::size_t> seats;
  for (std::size_t n = 0; n < table.size() && seats.size() < most_members; ++n)
    if (table[n] == 0) seats.push_back(n);
  return seats;
}

}  // namespace

std::vector<std::string> seat_names(const Batch& batch) {
  const auto& owners = batch.organisations();
  const auto owner = batch.file().integers("seat_organisation");
  std::vector<std::string> names;
  for (const auto organisation : owner)
    names.push_back(owners.at(static_cast<std::size_t>(organisation)));
  return names;
}

std::string run_in_words(const PlotRequest& request) {
  const PlotWords words(request);
  return words("walk.run", {{"run", request.run},
                            {"arm", words.arm(request.batch.treatment_of(request.run).arm)}});
}

std::optional<std::string> needs_pairs(const Batch& batch, const char* series) {
  if (const auto missing = without_tables(batch)) return missing;
  return needs(batch, {"seated", series});
}

picture::Picture heat_map(const PlotRequest& request, const std::string& series) {
  const PlotWords words(request);
  const Batch& batch = request.batch;
  const auto seats = seats_of_first_table(batch);
  const auto names = seat_names(batch);
  const auto from = batch.file().integers("pair_seat");
  const auto to = batch.file().integers("pair_partner");
  const auto values = batch.file().row(series, request.run);
  const auto seated = batch.file().row("seated", request.run);
  const auto sits = [&](std::size_t t, std::size_t seat) {
    return seated[t * names.size() + seat] > 0.0;
  };
  std::size_t month = batch.months().size() - 1;
  while (month > 0 && std::none_of(seats.begin(), seats.end(),
                                   [&](std::size_t seat) { return sits(month, seat); }))
    --month;
  picture::HeatMap map;
  for (const std::size_t seat : seats) map.rows.push_back(names[seat]);
  map.columns = map.rows;
  map.values.assign(seats.size() * seats.size(), std::nan(""));
  std::vector<double> received(seats.size(), 0.0), givers(seats.size(), 0.0);
  for (std::size_t pair = 0; pair < from.size(); ++pair) {
    const auto place = [&](std::int64_t seat) {
      const auto found = std::find(seats.begin(), seats.end(), static_cast<std::size_t>(seat));
      return static_cast<std::size_t>(found - seats.begin());
    };
    const std::size_t row = place(from[pair]), column = place(to[pair]);
    if (row == seats.size() || column == seats.size() || row == column) continue;
    if (!sits(month, seats[row]) || !sits(month, seats[column])) continue;
    const double value = values[month * from.size() + pair];
    map.values[row * seats.size() + column] = value;
    received[column] += value;
    givers[column] += 1.0;
  }
  std::size_t least = seats.size(), most = seats.size();
  for (std::size_t n = 0; n < seats.size(); ++n) {
    if (givers[n] == 0.0) continue;
    received[n] /= givers[n];
    if (least == seats.size() || received[n] < received[least]) least = n;
    if (most == seats.size() || received[n] > received[most]) most = n;
  }
  const std::string what = words(series + ".value");
  std::string title = words("pairs.nobody", {{"what", what}});
  if (least < seats.size())
    title = words("pairs.title", {{"what", what},
                                  {"least", words.number(received[least], 2)},
                                  {"who_least", map.rows[least]},
                                  {"most", words.number(received[most], 2)},
                                  {"who_most", map.rows[most]}});
  map.caption = words.caption(
      series.c_str(), std::move(title),
      words(series + ".about", {{"run", run_in_words(request)}, {"month", batch.months()[month]}}));
  map.row_axis = words("pairs.row");
  map.column_axis = words(series + ".column");
  map.value_axis = what;
  map.range = Interval{0.0, 1.0};
  return picture_of(map);
}

}  // namespace samen::analysis
