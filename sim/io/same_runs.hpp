// Compares two result files run by run and value by value.
#pragma once

#include <string>
#include <vector>

#include "io/results_file.hpp"

namespace samen {

/// Names of the columns in which two runs, each given by its row, differ in any bit: outcomes,
/// series, events and all other data of a run except its time. Columns that only `other` has are
/// ignored, and so are events and decisions if `one` recorded none.
std::vector<std::string> different_columns(const ResultsFile& one, std::size_t row_of_one,
                                           const ResultsFile& other, std::size_t row_of_other);

/// Names of labels, texts and fixed numbers in which two files of one scenario differ.
std::vector<std::string> different_labels(const ResultsFile& one, const ResultsFile& other);

}  // namespace samen
