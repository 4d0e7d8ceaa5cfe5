// The answer under all sets of an ensemble, in words and as a table.
#pragma once

#include <string>
#include <vector>

#include "analysis/output/table.hpp"
#include "analysis/statistics/across_sets.hpp"
#include "words/language.hpp"

namespace samen::analysis {

/// "In 37 of 40 sets that fit the evidence together is ahead of alone: from −0.4 to 7.1 M€."
std::string lead_in_sets(const Batch& batch, const AcrossSets& sets, Language language = {});

/// One sentence for each comparison of the scenario, if there are few, and a sentence that explains
/// the range; "" if the batch has no ensemble.
std::string answer_across_sets(const Batch& batch, Language language = {});

/// One row for each comparison of the scenario.
Table table_of_sets(const Batch& batch, const MoneyUnit& money, Language language = {});

}  // namespace samen::analysis
