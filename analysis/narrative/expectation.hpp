// What a scenario expected, and what came out: the entries of [[scenario.expected]] put to its
// runs.
#pragma once

#include <string>
#include <vector>

#include "analysis/output/table.hpp"
#include "analysis/results/batch.hpp"
#include "words/language.hpp"

namespace samen::analysis {

enum class CameOut { as_expected, otherwise, too_close, not_run };

struct Expectation {
  std::string says;        ///< in words of the scenario
  std::string comparison;  ///< "together − alone, no backbone"
  CameOut came_out = CameOut::not_run;
  Estimate difference;  ///< first − second, or less the number it is held against
  Display display;      ///< of the difference
};

/// One for each comparison, in the order of the scenario; none where it states none.
std::vector<Expectation> expectations_of(const Batch& batch, Language language = {});

std::string came_out_in(Language language, CameOut came_out);

/// "3 of 4 came out as expected. Not as expected: …"; empty where nothing is stated.
std::string expectations_in_short(const std::vector<Expectation>& expectations, Language language);

Table table_of_expectations(const std::vector<Expectation>& expectations);

}  // namespace samen::analysis
