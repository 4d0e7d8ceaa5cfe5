// What to do about monthly series that a result file does not have.
#pragma once

#include <string>
#include <vector>

#include "io/results_file.hpp"

namespace samen::analysis {

/// The setting with which the batch of a file records what it did, and these series too:
/// --set 'run.record=["tables", "events", "trust"]'.
std::string setting_that_records(const ResultsFile& file, const std::vector<std::string>& series);

/// Says which of these series were not recorded, and with which setting they are: "'trust' was not
/// recorded: run it with --set …"; "" if the file has them all.
std::string what_was_not_recorded(const ResultsFile& file, const std::vector<std::string>& series);

}  // namespace samen::analysis
