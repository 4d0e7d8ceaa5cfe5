#include "command/configurations.hpp"

#include <algorithm>
#include <set>

#include "command/batches.hpp"
#include "experiment/runner.hpp"
#include "io/interruption.hpp"
#include "io/results_writer.hpp"
#include "scenario/nearest.hpp"

namespace samen {

namespace fs = std::filesystem;

namespace {

/// The scenario files among the names. A folder stands for the scenarios in it; the calibrations in
/// it are left out.
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

/// Distance between the seeds of the layouts of a configuration: so large that two consecutive
/// seeds of a user share no layout.
constexpr std::int64_t between_layouts = 1'000'000;

/// Adds a configuration once for each of its layouts.
void add_layouts(const Configuration& read, Overrides overrides, std::vector<Configuration>& all) {
  const int layouts = read.scenario.layouts;
  if (overrides.replicates)
    overrides.replicates = std::max(2, (*overrides.replicates + layouts - 1) / layouts);
  for (int layout = 0; layout < layouts; ++layout) {
    overrides.seed = static_cast<std::int64_t>(read.scenario.seed) + layout * between_layouts;
    const bool another = layout > 0;
    all.push_back({read.file, read.name + (another ? "." + std::to_string(layout + 1) : ""),
                   read_scenario(read.file, overrides), another});
  }
}

}  // namespace

Words patterns_in(const fs::path& folder) {
  Words ids;
  for (const std::string& file : files_among({folder.string()})) {
    try {
      for (const Pattern& pattern : read_scenario(file).patterns) ids.push_back(pattern.id);
    } catch (const ScenarioError&) {  // the user did not name this file
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
      if (read.scenario.layouts == 1)
        all.push_back(std::move(read));
      else
        add_layouts(read, overrides, all);
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

std::vector<Words> by_layouts(const std::vector<Configuration>& configurations,
                              const Words& files) {
  std::vector<Words> all;
  for (std::size_t n = 0; n < configurations.size(); ++n) {
    if (!configurations[n].another_layout) all.emplace_back();
    all.back().push_back(files.at(n));
  }
  return all;
}

void simulate(const std::vector<Configuration>& configurations, const fs::path& folder,
              const std::string& command_line, int workers, Progress& progress, Words& files,
              Existing existing) {
  for (const Configuration& one : configurations) {
    const std::string file = operand(folder / (one.name + ".h5"));
    ResultsWriter writer(one.scenario, file, {command_line, workers, instruction_set()}, existing);
    run_batch(one.scenario, workers, [&](const RunResult& result) {
      throw_if_interrupted();
      writer.write(result);
      progress.step(result.failed);
    });
    writer.finish();
    files.push_back(file);
  }
}

}  // namespace samen
