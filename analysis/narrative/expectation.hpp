// Compares the expectations of a scenario with the results: tests the entries of
// [[scenario.expected]] and [[scenario.found]] with its runs, and tells why they came out so.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/output/table.hpp"
#include "analysis/results/batch.hpp"
#include "words/language.hpp"

namespace samen::analysis {

/// `depends`: as expected under some sets of an ensemble and not under others.
enum class ExpectationVerdict { as_expected, otherwise, too_close, not_run, depends };

/// Why it came out so, in the words of the scenario, and what shows it: settings under which the
/// same comparison comes out otherwise, or another comparison of the same runs.
struct Reason {
  std::string says;
  std::vector<std::string> with;
  std::string name;       ///< of these settings, in words; may be empty
  std::string figures;    ///< of the other comparison
  bool told = false;      ///< it came out as the reason explains
  bool borne_out = true;  ///< false if the other comparison does not come out as the reason says
};

struct Expectation {
  std::string says;        ///< the expectation in the words of the scenario
  bool found = false;      ///< it was found in the runs, and not expected before
  std::string comparison;  ///< "together − alone, no backbone"
  ExpectationVerdict came_out = ExpectationVerdict::not_run;
  Estimate difference;  ///< first less second, or first less the number of the expectation
  Display display;      ///< how the difference is shown
  /// For an ensemble: the number of sets with runs, and the number of these in which the result is
  /// as expected. `difference` is then that of the central set, or of the first set with runs if
  /// the central one has none; `came_out` is the result in nine of ten sets.
  std::size_t sets = 0, sets_as_expected = 0;
  std::optional<Reason> why;  ///< if the scenario gives one
};

/// One entry for each comparison, in the order of the scenario; empty if the scenario states none.
std::vector<Expectation> expectations_of(const Batch& batch, Language language = {});

std::string came_out_in(Language language, ExpectationVerdict came_out);

/// "3 of 4 came out as expected. Not as expected: …"; "" if the scenario states no expectation.
std::string expectations_in_short(const std::vector<Expectation>& expectations, Language language);

/// A sentence for each reason that explains what came out: "“…”: NOT as expected. Why: …", "Found: …".
std::vector<std::string> reasons_in_words(const std::vector<Expectation>& expectations,
                                          Language language);

/// All reasons as a table, with the settings `with` which a comparison comes out otherwise.
Table table_of_reasons(const std::vector<Expectation>& expectations, Language language);

Table table_of_expectations(const std::vector<Expectation>& expectations, Language language);

}  // namespace samen::analysis
