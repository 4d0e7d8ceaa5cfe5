// What is in it for each partner: one sheet an organisation, and one for each seat at a table.
#pragma once

#include <string>
#include <vector>

#include "analysis/output/table.hpp"
#include "analysis/statistics/balances.hpp"

namespace samen::analysis {

struct PartnerSheet {
  std::string name;
  Table table;                   ///< a column for each arm
  std::vector<Table> delegates;  ///< one for each seat of the organisation, with a column for each
                                 ///< arm in which tables meet; empty if seats were not recorded
};

/// The sheets of all organisations, at a design point: own balance, how often it is above zero and
/// above that of the second arm of the answer under the same luck, the monthly amount that makes
/// both equal, and how much of the own burden progress takes away. Empty if the file has no
/// balances, or more organisations than most_organisations.
std::vector<PartnerSheet> partner_sheets(const Batch& batch, int point, Language language);

/// A sentence that names the partner whose balance compares worst with that of the second arm of
/// the answer, and says how often its board would go along. "" if the answer has one arm.
std::string worst_off_partner(const Batch& batch, int point, Language language);

/// Which setting records own burden and seats, if the file lacks one of them; otherwise "".
std::string what_sheets_lack(const Batch& batch);

}  // namespace samen::analysis
