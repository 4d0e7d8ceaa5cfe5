// Two result files, run by run and value by value.
#pragma once

#include <string>
#include <vector>

#include "io/results_file.hpp"

namespace samen {

/// Names of the columns in which two runs differ by a bit, each given by its row: outcomes, series,
/// events and all else that is kept of a run but its time. Columns that only `other` has are left
/// out; events and decisions too, where `one` recorded none.
std::vector<std::string> different_columns(const ResultsFile& one, std::size_t row_of_one,
                                           const ResultsFile& other, std::size_t row_of_other);

/// Names of labels, texts and fixed numbers in which two files of one scenario differ.
std::vector<std::string> different_labels(const ResultsFile& one, const ResultsFile& other);

}  // namespace samen
