#include "command/batches.hpp"

#include <algorithm>
#include <iostream>

#include "experiment/runner.hpp"
#include "io/calibration_reader.hpp"
#include "io/results_writer.hpp"

namespace samen {

namespace fs = std::filesystem;

std::string counted(int n, const std::string& thing) {
  return std::to_string(n) + " " + thing + (n == 1 ? "" : "s");
}

std::string points_of(const Scenario& scenario) {
  if (scenario.design.factors.empty()) return "";
  return " × " + counted(scenario.design.points(), "design point");
}

void show_notes(const Words& notes) {
  for (const std::string& note : notes) std::cerr << "note: " << note << '\n';
}

int workers_of(const Request& request) {
  constexpr int most_workers = 4096;
  const int workers = request.value_or("workers", available_cores());
  if (workers < 1 || workers > most_workers)
    throw Misuse("--workers must be 1 to " + std::to_string(most_workers) + ", got " +
                 std::to_string(workers));
  return workers;
}

Overrides overrides_of(const Request& request) {
  Overrides overrides;
  overrides.settings = request.texts("set");
  if (request.has("replicates")) overrides.replicates = request.value<int>("replicates");
  if (request.has("seed")) overrides.seed = request.value<std::int64_t>("seed");
  if (const std::string common = request.text("parameters"); !common.empty())
    lay_under(overrides, common);
  if (request.has("ensemble")) overrides.ensemble = request.text("ensemble");
  return overrides;
}

void refuse_output(const std::string& output, Existing existing) {
  std::error_code none;
  const fs::file_status status = fs::status(output, none);
  if (is_stream(output))
    throw Misuse("'" + output +
                 "' is a pipe or a device, which cannot hold a result file: name a file with -o");
  if (fs::is_regular_file(status) && !is_results_file(output))
    throw Misuse("'" + output + "' exists and is no result file: choose another name with -o");
  require_free({output}, existing);
}

std::string files_kept(const fs::path& folder, std::size_t finished, std::size_t all) {
  if (finished == 0) return "nothing was kept";
  return std::to_string(finished) + " of " + std::to_string(all) +
         " result files are finished and kept in '" + folder.string() +
         "'; the same command with --force begins anew";
}

std::string operand(const fs::path& file) {
  return (file.string().starts_with('-') ? "./" : "") + file.string();
}

double expected_seconds(const Scenario& scenario, int workers) {
  Scenario sample = scenario;
  sample.design = {};  // every design point takes as long as the scenario itself
  const int points = scenario.design.points();
  double seconds = 0.0;
  const auto add = [&](const RunResult& result) { seconds += result.wall_seconds; };
  if (runs_in_blocks(scenario)) {
    sample.replicates = std::min(scenario.replicates, 2 * block_lanes);
    run_batch(sample, 1, add);
    const int blocks = static_cast<int>(scenario.arms.size()) * points *
                       ((scenario.replicates + block_lanes - 1) / block_lanes);
    return seconds * scenario.replicates * points / sample.replicates /
           std::min({workers, available_cores(), blocks});
  }
  constexpr int first_months = 24;
  int& months = sample.setting.layout.calendar.months;
  sample.replicates = 1;
  months = std::min(months, first_months);
  run_batch(sample, workers, add);
  return seconds * scenario.replicates * points * scenario.setting.layout.calendar.months / months;
}

}  // namespace samen
