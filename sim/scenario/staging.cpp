// How a case is played on the stage of the classroom page, [scenario.stage], and what it calls its
// levers there, [scenario.words].
#include <algorithm>

#include "model/parameter_table.hpp"
#include "scenario/entry_reader.hpp"
#include "scenario/nearest.hpp"

namespace samen {

namespace {

std::vector<std::string> known_levers() {
  std::vector<std::string> known;
  for (const ParameterRow& row : parameter_table()) known.push_back(row.key());
  for (const char* goal : {"goals.complexity", "goals.work", "goals.burden"})
    known.emplace_back(goal);
  return known;
}

}  // namespace

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
  const std::vector<std::string> known = known_levers();
  for (const std::string& name : stage.levers)
    if (std::ranges::find(known, name) == known.end())
      section.complain("levers", "'scenario.stage.levers' holds \"" + name +
                                     "\", which is no lever" + did_you_mean(name, known));
  section.finish();
}

void EntryReader::read_words() {
  Section head = root_.section("scenario");
  if (!head.has("words")) return;
  Section sections = head.section("words");
  if (!sections.table()) return;
  const std::vector<std::string> known = known_levers();
  for (const auto& [key, entries] : *sections.table()) {
    Section section = sections.section(key.str());
    if (!section.table()) continue;
    for (const auto& [name, stated] : *section.table()) {
      const std::string lever = std::string(key.str()) + "." + std::string(name.str());
      if (std::ranges::find(known, lever) == known.end()) {
        section.complain(name.str(), "'" + section.full_name(name.str()) + "' names no lever" +
                                         did_you_mean(lever, known));
      } else if (const toml::table* const languages = stated.as_table()) {
        Section texts = section.section(name.str());
        for (const auto& [language, text] : *languages)
          scenario_.words.push_back(
              {lever, std::string(language.str()), texts.required_text(language.str())});
      } else {
        scenario_.words.push_back({lever, "", section.required_text(name.str())});
      }
    }
  }
}

}  // namespace samen
