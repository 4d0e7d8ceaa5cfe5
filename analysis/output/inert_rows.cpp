#include "analysis/output/inert_rows.hpp"

#include <algorithm>

#include "analysis/results/acting.hpp"

namespace samen::analysis {

void name_inert(const Batch& batch, std::vector<Table>& tables) {
  const std::vector<bool> acting = acting_factors(batch);
  for (Table& table : tables)
    for (auto& row : table.rows)
      for (std::size_t n = 0; n < acting.size(); ++n) {
        const auto names_it = [&](const Cell& cell) {
          return cell.kind() == Cell::Kind::words && cell.words() == batch.factors()[n].name;
        };
        if (acting[n] || std::none_of(row.begin(), row.end(), names_it)) continue;
        for (std::size_t at = 1; at < row.size(); ++at) {
          const std::string& column = table.columns[at].key;
          if (row[at].kind() == Cell::Kind::p_value) row[at] = PValue{1.0};
          if (row[at].kind() == Cell::Kind::estimate && column != "low" && column != "high")
            row[at] = Cell(Estimated{{0.0, std::nullopt, row[at].estimate().n}, row[at].digits()},
                           batch.language()("inert.cell"));
        }
      }
}

}  // namespace samen::analysis
