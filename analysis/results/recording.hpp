// Handles monthly series that a result file does not contain.
#pragma once

#include <string>
#include <vector>

#include "io/results_file.hpp"

namespace samen::analysis {

/// Whether the batch records a part, for instance "events".
bool records_part(const ResultsFile& file, const std::string& part);

/// The setting with which the batch would record its present series and these too: --set
/// 'run.record=["tables", "events", "trust"]'.
std::string setting_that_records(const ResultsFile& file, const std::vector<std::string>& series);

/// The message on series that were not recorded, with the setting that records them: "'trust' was
/// not recorded: run it with --set …"; "" if the file has them all.
std::string what_was_not_recorded(const ResultsFile& file, const std::vector<std::string>& series);

}  // namespace samen::analysis
