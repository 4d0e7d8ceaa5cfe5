#include "scenario/scenario_reader.hpp"

#include <sstream>

#include "model/parameter_table.hpp"
#include "scenario/design_points.hpp"
#include "scenario/design_reader.hpp"
#include "scenario/ensemble.hpp"
#include "scenario/entry_reader.hpp"
#include "scenario/expectation_reader.hpp"
#include "scenario/file_layers.hpp"
#include "scenario/pattern_reader.hpp"
#include "scenario/scenario_notes.hpp"
#include "scenario/toml_text.hpp"

namespace samen {
namespace {

/// The scenario as it runs: includes merged, settings applied, every parameter stated.
std::string resolved_text(toml::table file, const Scenario& scenario) {
  const Parameters& parameters = scenario.setting.parameters;
  for (const ParameterRow& row : parameter_table()) {
    if (!file.contains(row.section)) file.insert(row.section, toml::table{});
    toml::table& section = *file.get_as<toml::table>(row.section);
    if (row.is_choice())
      section.insert_or_assign(row.name, std::string(row.choice(parameters)));
    else if (row.whole)
      section.insert_or_assign(row.name, static_cast<std::int64_t>(row.value(parameters)));
    else
      section.insert_or_assign(row.name, row.value(parameters));
  }
  if (!file.contains("run")) file.insert("run", toml::table{});
  toml::table& run = *file.get_as<toml::table>("run");
  run.insert_or_assign("replicates", static_cast<std::int64_t>(scenario.replicates));
  run.insert_or_assign("seed", static_cast<std::int64_t>(scenario.seed));
  std::string design;
  if (const toml::table* const section = file["design"].as_table()) design = design_text(*section);
  file.erase("design");
  file.erase("pattern");  // patterns judge runs and do not change them
  if (toml::table* const head = file["scenario"].as_table()) {
    head->erase("expected");
    head->erase("found");
  }
  std::ostringstream text;
  text << file << '\n';
  if (!design.empty()) text << '\n' << design;
  return text.str();
}

/// The file of the ensemble that the user asks for; empty if none is, or if its name is not
/// readable.
std::string ensemble_asked(toml::table& run, const std::string& path, const Overrides& overrides,
                           const IncludedFiles& files, Complaints& complaints) {
  if (!overrides.ensemble.empty()) return overrides.ensemble;
  const toml::node* const asked = run.get("ensemble");
  if (!asked) return "";
  if (const auto name = asked->value_exact<std::string>()) return files.path(*name, path);
  const auto truth = asked->value_exact<bool>();
  if (!truth)
    complaints.add(asked->source(),
                   "'run.ensemble' must be true, false or the name of a file in quotes");
  else if (*truth && files.shipped)
    return files.shipped(std::string(shipped_ensemble));
  else if (*truth)
    complaints.add(asked->source(), "'run.ensemble' needs files, which are not at hand here");
  return "";
}

/// Makes the sets of the requested ensemble points of the design.
void apply_ensemble(toml::table& file, const std::string& path, const Overrides& overrides,
                    const std::vector<std::string>& settings, const IncludedFiles& files,
                    Complaints& complaints) {
  if (overrides.design == DesignPart::left_out) return;
  toml::table none;
  toml::table* const run = file["run"].as_table();
  const std::string asked = ensemble_asked(run ? *run : none, path, overrides, files, complaints);
  if (asked.empty()) return;
  std::string why;
  const auto text = files.text(asked, why);
  if (!text) {
    complaints.add("the ensemble '" + asked + "': " + why);
    return;
  }
  const toml::table stated = parsed(*text, asked, complaints);
  if (!complaints.all().empty()) return;
  const Ensemble ensemble = read_ensemble(stated, complaints);
  if (complaints.all().empty()) lay_ensemble(file, ensemble, settings, complaints);
}

std::vector<std::string> all_settings(const Overrides& overrides) {
  std::vector<std::string> settings = overrides.settings;
  if (overrides.replicates)
    settings.push_back("run.replicates=" + std::to_string(*overrides.replicates));
  if (overrides.seed) settings.push_back("run.seed=" + std::to_string(*overrides.seed));
  return settings;
}

}  // namespace

Reading reading_of(const std::string& text, const std::string& path, const Overrides& overrides,
                   const IncludedFiles& files) {
  Complaints complaints;
  const auto wrong = [&] { return !complaints.all().empty(); };
  const auto refused = [&] { return Reading{{}, complaints.lines(path)}; };
  toml::table file = parsed(text, path, complaints);
  if (wrong()) return refused();  // after a syntax error there is nothing to check
  const bool own_reasons = file["scenario"]["expected"] || file["scenario"]["found"];
  file = with_includes(std::move(file), path, files, complaints);
  if (wrong()) return refused();
  if (file.contains("pattern")) refuse_common_parameters(file, complaints);
  if (overrides.design != DesignPart::read) leave_out_design(file);
  const std::vector<std::string> settings = all_settings(overrides);
  for (const std::string& setting : settings)
    apply_setting(file, setting, "--set " + setting, complaints);
  for (const DatedSetting& change : overrides.changes) add_change(file, change, complaints);
  refuse_overridden(file, settings, complaints);
  apply_ensemble(file, path, overrides, settings, files, complaints);
  if (wrong()) return refused();
  if (toml::table* const run = file["run"].as_table()) run->erase("ensemble");

  EntryReader reader(file, complaints);
  Scenario scenario = reader.read();
  if (wrong()) return refused();
  reader.lay_out_setting(scenario);
  if (!scenario.design.factors.empty()) {
    auto lines = lay_out_design(scenario, file, *file["design"].as_table(), path);
    if (!lines.empty()) return {{}, std::move(lines)};
  }
  // A reason is shown for the file as it stands: with other settings it is nobody's fault that what
  // shows it cannot be set any more.
  if (own_reasons && settings.empty() && overrides.changes.empty())
    check_contrasts(scenario, file, complaints);
  if (wrong()) return refused();
  if (const std::string problem = too_many_runs(scenario); !problem.empty())
    return {{}, {path + ": " + problem}};
  scenario.notes = notes_on(file, scenario, settings);
  for (const Complaint& note : complaints.notes()) scenario.notes.push_back(note.shown());
  scenario.text = text;
  scenario.resolved = resolved_text(std::move(file), scenario);
  return {std::move(scenario)};
}

}  // namespace samen
