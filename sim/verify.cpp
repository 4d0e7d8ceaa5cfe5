// `samen verify` and `samen rerun`: runs of a result file once more, from the scenario it holds.
#include <algorithm>
#include <iostream>
#include <set>

#include "experiment/runner.hpp"
#include "io/build_identity.hpp"
#include "io/hdf5.hpp"
#include "io/merge.hpp"
#include "io/results_writer.hpp"
#include "io/run_table.hpp"
#include "io/same_runs.hpp"
#include "io/scenario_reader.hpp"
#include "io/stored_rows.hpp"
#include "validate.hpp"
#include "verbs.hpp"
#include "version.hpp"

namespace samen {
namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;

/// Says so where another version wrote the file: then other numbers prove nothing.
void warn_of_other_version(const RunTable& table) {
  if (table.program == std::string("samen ") + version && table.build == build_identity()) return;
  std::cerr << "written by " << table.program << " (" << table.build << "), this is samen "
            << version << " (" << build_identity()
            << "): a difference may be one of the versions\n";
}

/// Stretches spread evenly over the runs of the file, the first and the last among them.
std::vector<Stretch> sample_of(const Scenario& scenario, int runs, int wanted) {
  std::vector<Stretch> sample;
  for (int n = 0; n < wanted; ++n) {
    const int run =
        wanted == 1 ? 0 : static_cast<int>(static_cast<double>(runs - 1) * n / (wanted - 1));
    const Stretch stretch = unit_at(scenario, run);
    if (sample.empty() || sample.back() != stretch) sample.push_back(stretch);
  }
  return sample;
}

std::string listed_few(const std::vector<std::string>& names) {
  constexpr std::size_t most_told = 4;
  std::string text;
  for (std::size_t n = 0; n < std::min(names.size(), most_told); ++n)
    text += (n == 0 ? "" : ", ") + names[n];
  return text + (names.size() > most_told ? " …" : "");
}

/// Runs the sample again with `workers` threads and compares all that the file has of each run;
/// returns how many runs differ.
int differing(const Scenario& scenario, const ResultsFile& file, const std::vector<Stretch>& sample,
              int workers) {
  constexpr int most_told = 5;
  int different = 0, compared = 0;
  const TemporaryFolder folder;
  const std::string path = folder.path() / "again.h5";
  for (const Stretch& stretch : sample) {
    ResultsWriter writer(scenario, path, {"samen verify", workers, instruction_set()}, stretch);
    run_stretch(scenario, stretch, workers, [&](const RunResult& result) {
      heed_signals();
      writer.write(result);
    });
    writer.finish();
    const ResultsFile again(path);
    for (int run = stretch.first; run < stretch.end(); ++run) {
      if (static_cast<std::size_t>(run) >= file.runs()) break;  // a batch that stopped early
      ++compared;
      const auto columns = different_columns(file, static_cast<std::size_t>(run), again,
                                             static_cast<std::size_t>(run - stretch.first));
      if (!columns.empty() && ++different <= most_told)
        std::cerr << "run " << run << " differs with " << counted(workers, "worker") << " in "
                  << listed_few(columns) << '\n';
    }
    if (const auto labels = different_labels(file, again); !labels.empty()) {
      std::cerr << "the file names other things than its scenario, in " << listed_few(labels)
                << '\n';
      return std::max(different, 1);
    }
  }
  std::cout << counted(workers, "worker") << ": " << counted(compared, "run") << ", "
            << (different == 0 ? "all the same, bit by bit" : std::to_string(different) + " differ")
            << '\n';
  return different;
}

/// A table whose runs are those of a whole batch.
RunTable whole_table_of(const std::string& file) {
  RunTable table = run_table_of(file);
  if (!is_whole(shard_in(file)))
    throw Misuse("'" + file +
                 "' holds a part of a batch: give the file that has all of its runs, or merge its "
                 "shards first");
  return table;
}

}  // namespace

int verify(const Words& words) {
  std::string file;
  int sample = 8, workers = cores_at_hand();
  po::options_description options("options"), operands;
  operands.add_options()("file", po::value(&file));
  auto add = options.add_options();
  add("help", "show this help");
  add("sample", po::value(&sample), "groups of runs, spread evenly; default: 8");
  add("workers", po::value(&workers), "the most threads tried; default: one per core");
  po::positional_options_description positions;
  positions.add("file", 1);
  const auto values = parsed(words, options, operands, positions,
                             "usage: samen verify RESULTS.h5 [options]\n\n"
                             "Runs a sample of the file again, with 1, 2 and as many workers as "
                             "there are cores, and compares\nall that the file has of each run: "
                             "arm, outcomes, series, events, decisions, hash. Exit code 1\nwhen "
                             "something differs. Checks of all runs, too, that they are what was "
                             "written (checksums).\n\n"
                             "example: samen verify hefboom8.h5\n");
  if (!values) return done;
  if (file.empty()) throw Misuse("which result file?");
  require_workers(workers);
  if (sample < 1) throw Misuse("--sample must be 1 or more, got " + std::to_string(sample));
  const RunTable table = whole_table_of(file);
  warn_of_other_version(table);
  Scenario scenario = scenario_from(table.scenario, file + ": /scenario_resolved");
  listen_for_signals();
  const ResultsFile results(file);
  require_intact(results);
  if (!results.states_checksums())
    std::cerr << "note: '" << file
              << "' is of a version without checksums: only the runs of the sample are looked at\n";
  const auto stretches = sample_of(scenario, static_cast<int>(table.hash.size()), sample);
  int different = 0;
  for (const int threads : std::set{1, 2, workers})
    different += differing(scenario, results, stretches, threads);
  return different == 0 ? done : failed;
}

int rerun(const Words& words) {
  std::string file, output;
  int run = -1, workers = cores_at_hand();
  po::options_description options("options"), operands;
  operands.add_options()("file", po::value(&file));
  auto add = options.add_options();
  add("help", "show this help");
  add("run", po::value(&run), "number of the run");
  add("output,o", po::value(&output), "result file; default: RESULTS-run-N.h5, here");
  add("force", "replace an existing result file");
  add("workers", po::value(&workers), "threads; default: one per core; never changes a number");
  po::positional_options_description positions;
  positions.add("file", 1);
  const auto values =
      parsed(words, options, operands, positions,
             "usage: samen rerun RESULTS.h5 --run N [options]\n\n"
             "Runs one run of a file again, with the other arms of its replicate, and records "
             "everything:\n"
             "all series, events and decisions. Says whether it is the same, bit by bit.\n\n"
             "example: samen rerun hefboom8.h5 --run 17 && samen explain hefboom8-run-17.h5\n");
  if (!values) return done;
  if (file.empty()) throw Misuse("which result file?");
  require_workers(workers);
  const RunTable table = whole_table_of(file);
  if (run < 0 || static_cast<std::size_t>(run) >= table.hash.size())
    throw Misuse("--run must be 0 to " + std::to_string(table.hash.size() - 1) + ", got " +
                 std::to_string(run));
  warn_of_other_version(table);
  Scenario scenario = scenario_from(table.scenario, file + ": /scenario_resolved");
  scenario.record.tables = scenario.record.organisations = scenario.record.pairs = true;
  scenario.record.events = scenario.record.decisions = true;
  scenario.resolved += "# run " + std::to_string(run) + " of a batch, recorded in full\n";
  if (output.empty())
    output = fs::path(file).stem().string() + "-run-" + std::to_string(run) + ".h5";
  const Existing existing = existing_by(*values);
  refuse_output(output, existing);
  if (existing == Existing::replaced) output = without_links(output).string();

  const PlannedRun planned = run_at(scenario, run);
  const int arms = static_cast<int>(scenario.arms.size());
  ResultsWriter writer(scenario, output,
                       {quoted_command_line("rerun", words), workers, instruction_set()}, {0, arms},
                       existing);
  int row = 0, written = 0;
  const auto keep = [&](const RunResult& result) {
    if (result.run.replicate != planned.replicate || result.run.point != planned.point) return;
    if (result.run.index == run) row = written;
    writer.write(result);
    ++written;
  };
  // The arms of a replicate stand next to each other.
  const Stretch group = group_of(scenario, run);
  const int first = group.first + (run - group.first) / arms * arms;
  for (int n = first; n < first + arms;) {
    const Stretch unit = unit_at(scenario, n);
    run_stretch(scenario, unit, workers, keep);
    n = std::max(n + 1, unit.end());
  }
  writer.finish();
  const auto columns = different_columns(ResultsFile(file), static_cast<std::size_t>(run),
                                         ResultsFile(output), static_cast<std::size_t>(row));
  const bool same = columns.empty();
  std::cout << "run " << run << " is "
            << (same ? "the same, bit by bit" : "NOT the same, in " + listed_few(columns))
            << "; it is row " << row << " of " << output << '\n';
  return same ? done : failed;
}

}  // namespace samen
