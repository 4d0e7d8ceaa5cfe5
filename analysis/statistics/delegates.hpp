// What a seat at a table was to those who sat on it, run by run: motivation, mandate, days, what
// the home board said, and whether the organisation and its delegate stayed.
#pragma once

#include <string>
#include <vector>

#include "analysis/results/batch.hpp"

namespace samen::analysis {

/// A seat in some runs, one value for each run. Means are over the months in which the seat is
/// taken; NaN in a run in which it never is.
struct SeatInRuns {
  std::vector<double> months;      ///< in which the seat is taken at a living table
  std::vector<double> motivation;  ///< mean of the delegate's
  std::vector<double> mandate;     ///< mean of the delegate's
  std::vector<double> go;          ///< share of those months with a pledge by the home board
  std::vector<double> days;        ///< of delegates' time, all months together
  std::vector<double> stayed;      ///< 1 if the seat is taken in the last month, otherwise 0
  std::vector<double> left;        ///< how often the organisation left the table, and how often
  std::vector<double> replaced;    ///< another delegate came, and how often it was
  std::vector<double> missed;      ///< noted that it brings half or less of what others expect of
                                   ///< it; all three empty if the file has no events
};

class Delegates {
 public:
  /// Whether the file holds the series of seats that this needs.
  static bool known(const Batch& batch);
  /// The parts of `run.record` that the sheets of delegates lack; empty if they have all.
  static std::vector<std::string> not_recorded(const Batch& batch);
  /// Throws ResultsError if the file does not hold the series.
  explicit Delegates(const Batch& batch);

  /// Organisation and table of each seat.
  const std::vector<std::int64_t>& organisations() const { return organisations_; }
  const std::vector<std::int64_t>& tables() const { return tables_; }
  /// All seats, in the finished runs of a treatment.
  std::vector<SeatInRuns> at(const Treatment& treatment) const;

 private:
  void count_events(std::vector<SeatInRuns>& seats, const std::vector<std::size_t>& runs) const;

  const Batch& batch_;
  std::vector<std::int64_t> organisations_, tables_;
};

}  // namespace samen::analysis
