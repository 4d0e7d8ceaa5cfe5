// How a case is played on the stage of the classroom page: [scenario.stage].
#include <algorithm>

#include "model/parameter_table.hpp"
#include "scenario/entry_reader.hpp"
#include "scenario/nearest.hpp"

namespace samen {

void EntryReader::read_staging() {
  Section head = root_.section("scenario");
  if (!head.has("stage")) return;
  Section section = head.section("stage");
  Staging& stage = scenario_.staging;
  if (section.has("month")) stage.month = month_within(section);
  stage.unit = section.text("unit");
  stage.unit_cost = section.number("unit_cost", 0.0, {0.0, 1e6}, "k€ a year");
  if (section.has("unit_cost") && stage.unit.empty())
    section.complain("unit_cost", "'scenario.stage.unit_cost' needs a 'unit': whom does it pay?");
  stage.turn = section.text("turn");
  stage.levers = section.texts("levers");
  std::vector<std::string> known;
  for (const ParameterRow& row : parameter_table()) known.push_back(row.key());
  for (const char* goal : {"goals.complexity", "goals.work", "goals.burden"})
    known.emplace_back(goal);
  for (const std::string& name : stage.levers)
    if (std::ranges::find(known, name) == known.end())
      section.complain("levers", "'scenario.stage.levers' holds \"" + name +
                                     "\", which is no lever" + did_you_mean(name, known));
  section.finish();
}

}  // namespace samen
