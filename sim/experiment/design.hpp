// From a scenario to the list of runs: arms × replicates, replicate-major, so that a batch that
// stops early is balanced and the arms of a replicate stand next to each other.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/model.hpp"
#include "model/observables.hpp"

namespace samen {

/// What to keep of every run, besides its outcomes and the monthly series of the whole.
struct Record {
  bool tables = true;          ///< monthly series of goals and tables
  bool organisations = false;  ///< monthly series of organisations and seats
  bool pairs = false;          ///< monthly series of ordered pairs
  bool events = true;
  bool decisions = false;
  bool double_precision = false;
};

/// The observables a record keeps, as indices into `observables`.
std::vector<int> recorded(const Record& record);

/// Which comparison answers the scenario's question.
struct Answer {
  Arm first = Arm::together;
  Arm second = Arm::alone;
  std::string measure = "net_value";
};

struct Scenario {
  std::string title, question, expect;
  std::vector<std::string> sources;
  Answer answer;
  Setting setting;
  std::vector<Arm> arms{Arm::nothing, Arm::alone, Arm::together, Arm::choice};
  int replicates = 100;
  std::uint64_t seed = 1;
  Record record;
  std::string text;      ///< the file as read
  std::string resolved;  ///< with includes and settings applied and every parameter stated
};

struct PlannedRun {
  int index = 0;
  Arm arm = Arm::nothing;
  int replicate = 0;
};

/// "2013-07" for month t of the calendar.
std::string month_label(const Calendar& calendar, int t);

int number_of_runs(const Scenario& scenario);
PlannedRun run_at(const Scenario& scenario, int index);

}  // namespace samen
