// `samen check`: reads files and reports everything that is wrong with them.
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "command/batches.hpp"
#include "command/claims_batches.hpp"
#include "command/configurations.hpp"
#include "command/verbs.hpp"
#include "io/calibration_reader.hpp"
#include "io/claims_reader.hpp"
#include "io/ensemble_file.hpp"
#include "io/file_kind.hpp"
#include "io/scenario_reader.hpp"
#include "scenario/nearest.hpp"

namespace samen {
namespace {

namespace fs = std::filesystem;

/// The content of a file without mistakes.
struct Checked {
  std::string what;
  std::vector<std::string> notes;
  std::vector<std::string> stated{};  ///< changes of levers and steps, a sentence each
};

int size_of(const auto& things) {
  return static_cast<int>(things.size());
}

/// "'in turn' changes puller_kind = rotating at table 'round' once beacon 4 stands"
std::string in_words(const Layout& layout, const Change& change) {
  std::string text = "'" + change.name + "' changes ";
  for (const std::string& lever : stated_levers(change))
    text += (text.ends_with("changes ") ? "" : ", ") + lever;
  if (change.tables.size() == 1)
    text +=
        " at table '" + layout.tables[static_cast<std::size_t>(change.tables.front())].name + "'";
  else if (!change.tables.empty())
    text += " at " + counted(size_of(change.tables), "table");
  return text + ' ' + stated_time(layout.calendar, change);
}

/// "the step 'promise' is 'cheque': 0.5 days in 2013-11, prepared at home by the delegate"
std::string in_words(const Layout& layout, const Step& step) {
  std::string text = "the step '" + step.name + "' is '" +
                     std::string(step_kind_names[static_cast<std::size_t>(step.kind)]) +
                     "': " + shortest_text(step.days) + " days in " +
                     month_label(layout.calendar, step.month);
  if (!step.tables.empty()) text += " at " + counted(size_of(step.tables), "table");
  if (step.prepares != Preparation::nobody)
    text += ", prepared at home by the " +
            std::string(preparation_names[static_cast<std::size_t>(step.prepares)]);
  return text;
}

Checked checked_scenario(const std::string& file) {
  const Scenario scenario = read_scenario(file);
  const Layout& layout = scenario.setting.layout;
  Words stated;
  for (const Change& change : layout.changes) stated.push_back(in_words(layout, change));
  for (const Step& step : layout.steps) stated.push_back(in_words(layout, step));
  return {counted(size_of(layout.organisations), "organisation") + ", " +
              counted(size_of(layout.tables), "table") + ", " +
              counted(size_of(layout.goals), "goal") + ", " +
              counted(size_of(scenario.arms), "arm") + " × " +
              counted(scenario.replicates, "replicate") + points_of(scenario),
          scenario.notes, stated};
}

/// Checks a calibration. It may name patterns of the configurations in its folder, if there are
/// any.
Checked checked_calibration(const std::string& file) {
  const Calibration calibration = read_calibration(file);
  const Words known = patterns_in(fs::absolute(file).parent_path());
  Words complaints;
  for (const std::string& id : calibration.fit)
    if (!known.empty() && std::find(known.begin(), known.end(), id) == known.end())
      complaints.push_back(file + ": no pattern '" + id + "' beside it" + did_you_mean(id, known));
  if (!complaints.empty()) throw ScenarioError(complaints);
  return {
      "a calibration: " + counted(size_of(calibration.design.factors), "parameter") +
          ", ruled out by " +
          (calibration.fit.empty() ? "all patterns" : counted(size_of(calibration.fit), "pattern")),
      {}};
}

Checked checked_file(const std::string& file) {
  switch (kind_of_file(file)) {
    case FileKind::claims: {
      const auto batches = read_claims(file);
      return {count_of(batches), notes_of(batches)};
    }
    case FileKind::calibration:
      return checked_calibration(file);
    case FileKind::ensemble: {
      const Ensemble ensemble = read_ensemble_file(file);
      return {"an ensemble: " + counted(size_of(ensemble.sets), "set") + " of " +
                  counted(size_of(ensemble.sets.front().values), "common parameter") +
                  ", central '" + ensemble.central + "'",
              {}};
    }
    case FileKind::parameters:
      return {
          "a parameter set: " + counted(size_of(read_common_parameters(file)), "common parameter"),
          {}};
    case FileKind::scenario:
      break;
  }
  return checked_scenario(file);
}

int check(const Request& request) {
  int result = done;
  for (const std::string& file : request.files()) {
    try {
      const Checked checked = checked_file(file);
      std::cout << file << ": fine – " << checked.what << '\n';
      for (const std::string& line : checked.stated) std::cout << "  " << line << '\n';
      for (const std::string& note : checked.notes) std::cout << "  note: " << note << '\n';
    } catch (const ScenarioError& error) {
      std::cerr << error.what() << '\n';
      result = misused;
    } catch (const std::bad_alloc&) {
      std::cerr << file << ": does not fit in the memory of this computer\n";
      result = misused;
    } catch (const std::exception& error) {
      std::cerr << file << ": " << error.what() << '\n';
      result = misused;
    }
  }
  return result;
}

}  // namespace

Command verbs::check() {
  return {.name = "check",
          .about =
              "check files – scenarios, claims, calibrations, ensembles, parameter sets – without "
              "running "
              "them",
          .usage = "FILE.toml…",
          .meaning =
              "Reads scenarios, claims, calibrations, ensembles and parameter sets, tells which a "
              "file is "
              "and lists\n"
              "everything that is wrong with it; a note where something that is stated has no "
              "effect,\n"
              "or another than one may expect.",
          .example = "samen check scenarios/*.toml",
          .kind = Kind::built_in,
          .most_files = -1,
          .question = "which files?",
          .act = samen::check};
}

}  // namespace samen
