// `samen validate`: the patterns published research found, each in its own configuration, all under
// one common set of parameters.
#include "validate.hpp"

#include <algorithm>
#include <fstream>
#include <set>

#include <nlohmann/json.hpp>

#include "experiment/runner.hpp"
#include "io/calibration_reader.hpp"
#include "io/hdf5.hpp"
#include "io/nearest.hpp"
#include "io/results_writer.hpp"
#include "verbs.hpp"

namespace samen {

namespace fs = std::filesystem;
namespace po = boost::program_options;

namespace {

/// The folder of configurations of the source tree, from where it is or beside the program.
std::string usual_folder() {
  const fs::path here = fs::path("scenarios") / "validation";
  if (fs::is_directory(here)) return here;
  const fs::path of_tree = own_folder() / "../../.." / here;
  return fs::is_directory(of_tree) ? fs::weakly_canonical(of_tree).string() : here.string();
}

/// The scenario files among what was named; folders stand for those in them. Calibrations, which
/// lie there too, are none.
Words files_among(const Words& named) {
  Words files;
  for (const std::string& name : named) {
    if (!fs::is_directory(name)) {
      files.push_back(name);
      continue;
    }
    Words inside;
    for (const auto& entry : fs::directory_iterator(name)) {
      const std::string stem = entry.path().stem();
      if (entry.path().extension() == ".toml" && stem.starts_with('v'))
        inside.push_back(entry.path());
    }
    std::sort(inside.begin(), inside.end());
    files.insert(files.end(), inside.begin(), inside.end());
  }
  return files;
}

}  // namespace

Words patterns_in(const fs::path& folder) {
  Words ids;
  for (const std::string& file : files_among({folder.string()})) {
    try {
      for (const Pattern& pattern : read_scenario(file).patterns) ids.push_back(pattern.id);
    } catch (const ScenarioError&) {  // nobody asked about that file
    }
  }
  return ids;
}

std::vector<Configuration> read_configurations(const Words& named, const Overrides& overrides,
                                               const Words& only) {
  const Words files = files_among(named);
  std::vector<Configuration> all;
  std::vector<std::string> complaints, known;
  std::set<std::string> names;
  for (const std::string& file : files) {
    try {
      Configuration read{file, fs::path(file).stem(), read_scenario(file, overrides)};
      if (read.scenario.patterns.empty())
        complaints.push_back(file + ": states no [[pattern]] to be judged by");
      if (!names.insert(read.name).second)
        complaints.push_back(file + ": another configuration has the same name");
      all.push_back(std::move(read));
    } catch (const ScenarioError& error) {
      complaints.insert(complaints.end(), error.complaints.begin(), error.complaints.end());
    }
  }
  if (!complaints.empty()) throw ScenarioError(std::move(complaints));
  if (all.empty()) throw Misuse("no configuration (v*.toml) in " + listed(named));
  for (const Configuration& one : all)
    for (const Pattern& pattern : one.scenario.patterns) known.push_back(pattern.id);
  for (const std::string& id : only)
    if (std::find(known.begin(), known.end(), id) == known.end())
      throw Misuse("no pattern '" + id + "'" + did_you_mean(id, known) + "; expected " +
                   listed(known));
  if (!only.empty())
    std::erase_if(all, [&](const Configuration& one) {
      return std::none_of(one.scenario.patterns.begin(), one.scenario.patterns.end(),
                          [&](const Pattern& pattern) {
                            return std::find(only.begin(), only.end(), pattern.id) != only.end();
                          });
    });
  return all;
}

int runs_of(const std::vector<Configuration>& configurations) {
  int runs = 0;
  for (const Configuration& one : configurations) runs += number_of_runs(one.scenario);
  return runs;
}

void simulate(const std::vector<Configuration>& configurations, const fs::path& folder,
              const std::string& command_line, int workers, Progress& progress, Words& files,
              Existing existing) {
  for (const Configuration& one : configurations) {
    const std::string file = operand(folder / (one.name + ".h5"));
    ResultsWriter writer(one.scenario, file, {command_line, workers, instruction_set()}, existing);
    run_batch(one.scenario, workers, [&](const RunResult& result) {
      heed_signals();
      writer.write(result);
      progress.step(result.failed);
    });
    writer.finish();
    files.push_back(file);
  }
}

nlohmann::json judged(const Words& files, const fs::path& folder) {
  Words words = files;
  words.insert(words.end(), {"--format", "json"});
  const fs::path verdicts = folder / "verdicts.json";
  OutputFile file(verdicts, Existing::kept);
  if (show("judge", words, &file) != done) throw std::runtime_error("the judge broke off");
  std::ifstream text(verdicts);
  return nlohmann::json::parse(text);
}

int validate(const Words& words) {
  Words files, only;
  std::string output, format, common;
  Overrides overrides;
  int workers = cores_at_hand();
  po::options_description options("options"), operands;
  operands.add_options()("files", po::value(&files));
  auto add = options.add_options();
  add("help", "show this help");
  add("only", po::value(&only)->composing(), "only the pattern of this id (V1); may be repeated");
  add("format", po::value(&format)->default_value("text"), "text, csv, json or markdown");
  add("mapping", "also what stands for what in each configuration");
  add("output,o", po::value(&output), "folder that keeps the result files");
  add("parameters", po::value(&common),
      "TOML file with a set of common parameters for all patterns, as samen calibrate picks them");
  add("set", po::value(&overrides.settings)->composing(),
      "change one common parameter for all patterns, as section.key=value; may be repeated");
  add("replicates", po::value<int>(), "runs per arm and design point, instead of those stated");
  add("seed", po::value<std::int64_t>(), "master seed, instead of those stated");
  add("workers", po::value(&workers), "threads; default: one per core; never changes a number");
  add("force", "replace result files in the folder");
  add("quiet", "no progress");
  po::positional_options_description positions;
  positions.add("files", -1);
  const auto values =
      parsed(words, options, operands, positions,
             "usage: samen validate [CONFIGURATION.toml | FOLDER]… [options]\n\n"
             "Runs the configurations of the validation suite (default: scenarios/validation) and "
             "shows which\npublished patterns the model holds under one common set of parameters, "
             "and which it does not.\n\n"
             "example: samen validate --only V1 --only V8\n         samen validate -o validation "
             "--format markdown\n");
  if (!values) return done;
  require_workers(workers);
  require_known(format, {"text", "csv", "json", "markdown"});
  if (values->count("replicates")) overrides.replicates = (*values)["replicates"].as<int>();
  if (values->count("seed")) overrides.seed = (*values)["seed"].as<std::int64_t>();
  if (files.empty()) files.push_back(usual_folder());
  if (!common.empty()) lay_under(overrides, common);

  const auto configurations = read_configurations(files, overrides, only);
  listen_for_signals();
  TemporaryFolder passing;
  const fs::path folder = output.empty() ? passing.path() : fs::path(output);
  const Existing existing = existing_by(*values);
  if (!output.empty()) {
    if (fs::exists(folder) && !fs::is_directory(folder))
      throw Misuse("'" + output + "' is no folder: name another with -o");
    fs::create_directories(folder);
    for (const Configuration& one : configurations)
      refuse_output(folder / (one.name + ".h5"), existing);
  }
  Words results;
  int failures = 0;
  try {
    Progress progress(runs_of(configurations), values->count("quiet") > 0);
    simulate(configurations, folder, quoted_command_line("validate", words), workers, progress,
             results, existing);
    failures = progress.failed();
  } catch (const Interrupted& interrupted) {
    const std::size_t kept = output.empty() ? 0 : results.size();
    throw Interrupted{interrupted.signal, files_kept(folder, kept, configurations.size())};
  } catch (const Hdf5Error& error) {
    const std::size_t kept = output.empty() ? 0 : results.size();
    throw Hdf5Error(std::string(error.what()) + "; " +
                    files_kept(folder, kept, configurations.size()));
  }
  Words asked = results;
  for (const std::string& id : only) asked.insert(asked.end(), {"--pattern", id});
  asked.insert(asked.end(), {"--format", format});
  if (values->count("mapping")) asked.push_back("--mapping");
  const int shown = show("judge", asked);
  return failures > 0 ? static_cast<int>(failed) : shown;
}

}  // namespace samen
