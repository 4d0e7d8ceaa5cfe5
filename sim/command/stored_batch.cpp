#include "command/stored_batch.hpp"

#include <algorithm>
#include <iostream>

#include "command/command.hpp"
#include "io/build_identity.hpp"
#include "io/merge.hpp"
#include "io/scenario_reader.hpp"

namespace samen {

RunTable whole_table_of(const std::string& file) {
  RunTable table = run_table_of(file);
  if (!is_whole(shard_in(file)))
    throw Misuse("'" + file +
                 "' holds a part of a batch: give the file that has all of its runs, or merge its "
                 "shards first");
  return table;
}

Scenario stored_scenario(const RunTable& table, const std::string& file) {
  Scenario scenario = scenario_from(table.scenario, file + ": /scenario_resolved");
  if (table.precision.empty())
    std::cerr << "note: '" << file
              << "' was written when all runs were in double precision, and is run again in it\n";
  if (table.precision != precision_names.front()) scenario.precision = Precision::double_precision;
  return scenario;
}

void warn_of_other_version(const RunTable& table) {
  if (table.program == "samen " + program_version() && table.build == build_identity()) return;
  std::cerr << "written by " << table.program << " (" << table.build << "), this is samen "
            << program_version() << " (" << build_identity()
            << "): a difference may be one of the versions\n";
}

std::string listed_few(const std::vector<std::string>& names) {
  constexpr std::size_t most_listed = 4;
  std::string text;
  for (std::size_t n = 0; n < std::min(names.size(), most_listed); ++n)
    text += (n == 0 ? "" : ", ") + names[n];
  return text + (names.size() > most_listed ? " …" : "");
}

}  // namespace samen
