#include "analysis/results/shocks.hpp"

#include "io/results_format.hpp"

namespace samen::analysis {

std::vector<StatedShock> shocks_of(const ResultsFile& file) {
  if (!file.has(results::shock_month)) return {};
  const auto first = file.integers(results::shock_month);
  const auto months = file.integers(results::shock_months);
  const auto sizes = file.numbers(results::shock_size);
  const auto tables = file.integers(results::shock_table);
  const auto owners = file.integers(results::shock_organisation);
  std::vector<StatedShock> shocks;
  for (std::size_t n = 0; n < first.size(); ++n)
    shocks.push_back({static_cast<int>(first[n]), static_cast<int>(months.at(n)), sizes.at(n),
                      static_cast<int>(tables.at(n)), static_cast<int>(owners.at(n))});
  return shocks;
}

}  // namespace samen::analysis
