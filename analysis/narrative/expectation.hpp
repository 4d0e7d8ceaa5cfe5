// What a scenario expected, and what came out: the entries of [[scenario.expected]] put to its
// runs.
#pragma once

#include <string>
#include <vector>

#include "analysis/output/table.hpp"
#include "analysis/results/batch.hpp"
#include "words/language.hpp"

namespace samen::analysis {

/// depends: as expected under some sets of an ensemble and not under others.
enum class CameOut { as_expected, otherwise, too_close, not_run, depends };

struct Expectation {
  std::string says;        ///< in words of the scenario
  std::string comparison;  ///< "together − alone, no backbone"
  CameOut came_out = CameOut::not_run;
  Estimate difference;  ///< first − second, or less the number it is held against
  Display display;      ///< of the difference
  /// Of an ensemble: its sets whose runs are there, and those under which it is as expected. The
  /// difference is then that of the central set; what came out is what nine sets of ten say.
  std::size_t sets = 0, sets_as_expected = 0;
};

/// One for each comparison, in the order of the scenario; none where it states none.
std::vector<Expectation> expectations_of(const Batch& batch, Language language = {});

std::string came_out_in(Language language, CameOut came_out);

/// "3 of 4 came out as expected. Not as expected: …"; empty where nothing is stated.
std::string expectations_in_short(const std::vector<Expectation>& expectations, Language language);

Table table_of_expectations(const std::vector<Expectation>& expectations);

}  // namespace samen::analysis
