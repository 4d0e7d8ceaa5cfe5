#include "analysis/statistics/delegates.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "analysis/results/recording.hpp"

namespace samen::analysis {
namespace {

constexpr std::array<const char*, 5> needed_of_seats{"seated", "motivation", "mandate", "pledge",
                                                     "days_given"};

/// The five series of a run, each month by month and seat by seat.
struct SeriesOfSeats {
  std::vector<double> seated, motivation, mandate, pledge, days;
};

/// Adds what one run says of a seat.
void add_run(SeatInRuns& seat, const SeriesOfSeats& series, std::size_t first, std::size_t step) {
  double months = 0.0, motivation = 0.0, mandate = 0.0, go = 0.0, days = 0.0, last = 0.0;
  for (std::size_t n = first; n < series.seated.size(); n += step) {
    last = series.seated[n];
    days += series.days[n];
    if (last == 0.0) continue;
    months += 1.0;
    motivation += series.motivation[n];
    mandate += series.mandate[n];
    go += series.pledge[n] > 0.0 ? 1.0 : 0.0;
  }
  const auto mean = [&](double sum) {
    return months > 0.0 ? sum / months : std::numeric_limits<double>::quiet_NaN();
  };
  seat.months.push_back(months);
  seat.motivation.push_back(mean(motivation));
  seat.mandate.push_back(mean(mandate));
  seat.go.push_back(mean(go));
  seat.days.push_back(days);
  seat.stayed.push_back(last);
}

}  // namespace

bool Delegates::known(const Batch& batch) {
  return std::all_of(needed_of_seats.begin(), needed_of_seats.end(),
                     [&](const char* name) { return batch.file().has(name); });
}

std::vector<std::string> Delegates::not_recorded(const Batch& batch) {
  std::vector<std::string> parts;
  if (!known(batch)) parts.emplace_back("organisations");
  if (!records_part(batch.file(), "events")) parts.emplace_back("events");
  return parts;
}

Delegates::Delegates(const Batch& batch)
    : batch_(batch),
      organisations_(batch.file().integers("seat_organisation")),
      tables_(batch.file().integers("seat_table")) {}

std::vector<SeatInRuns> Delegates::at(const Treatment& treatment) const {
  const std::vector<std::size_t>& runs = batch_.runs_of(treatment);
  std::vector<SeatInRuns> seats(organisations_.size());
  for (const std::size_t run : runs) {
    const auto row = [&](const char* name) { return batch_.file().row(name, run); };
    const SeriesOfSeats series{row("seated"), row("motivation"), row("mandate"), row("pledge"),
                               row("days_given")};
    for (std::size_t i = 0; i < seats.size(); ++i) add_run(seats[i], series, i, seats.size());
  }
  if (records_part(batch_.file(), "events")) count_events(seats, runs);
  return seats;
}

void Delegates::count_events(std::vector<SeatInRuns>& seats,
                             const std::vector<std::size_t>& runs) const {
  const ResultsFile& file = batch_.file();
  const auto kinds = file.flag_meanings("event_kind");
  const auto code_of = [&](const char* name) {
    return static_cast<double>(std::find(kinds.begin(), kinds.end(), name) - kinds.begin());
  };
  const double leaves = code_of("leaves"), replaced = code_of("delegate_replaced"),
               missed = code_of("expectation_missed");
  for (SeatInRuns& seat : seats) {
    seat.left.assign(runs.size(), 0.0);
    seat.replaced.assign(runs.size(), 0.0);
    seat.missed.assign(runs.size(), 0.0);
  }
  for (std::size_t n = 0; n < runs.size(); ++n) {
    const auto [first, count] = file.entries_of("event", runs[n]);
    if (count == 0) continue;
    const auto kind = file.rows("event_kind", first, count),
               owner = file.rows("event_organisation", first, count),
               table = file.rows("event_table", first, count);
    for (std::size_t event = 0; event < count; ++event)
      for (std::size_t i = 0; i < seats.size(); ++i) {
        if (static_cast<double>(organisations_[i]) != owner[event] ||
            static_cast<double>(tables_[i]) != table[event])
          continue;
        seats[i].left[n] += kind[event] == leaves ? 1.0 : 0.0;
        seats[i].replaced[n] += kind[event] == replaced ? 1.0 : 0.0;
        seats[i].missed[n] += kind[event] == missed ? 1.0 : 0.0;
      }
  }
}

}  // namespace samen::analysis
