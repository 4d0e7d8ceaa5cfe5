// `samen verify`: repeats a sample of the runs of a result file and compares them bit by bit.
#include <algorithm>
#include <iostream>
#include <set>

#include "command/batches.hpp"
#include "command/stored_batch.hpp"
#include "command/verbs.hpp"
#include "experiment/runner.hpp"
#include "io/interruption.hpp"
#include "io/output_file.hpp"
#include "io/results_file.hpp"
#include "io/results_writer.hpp"
#include "io/run_table.hpp"
#include "io/same_runs.hpp"
#include "io/stored_rows.hpp"

namespace samen {
namespace {

namespace po = boost::program_options;

/// Ranges spread evenly over the runs of the file, including the first and the last run.
std::vector<RunRange> sample_of(const Scenario& scenario, int runs, int wanted) {
  std::vector<RunRange> sample;
  for (int n = 0; n < wanted; ++n) {
    const int run =
        wanted == 1 ? 0 : static_cast<int>(static_cast<double>(runs - 1) * n / (wanted - 1));
    const RunRange range = smallest_range(scenario, run);
    if (sample.empty() || sample.back() != range) sample.push_back(range);
  }
  return sample;
}

/// Repeats the sample with `workers` threads and compares everything that the file holds of each
/// run. Returns how many runs differ.
int differing(const Scenario& scenario, const ResultsFile& file,
              const std::vector<RunRange>& sample, int workers) {
  constexpr int most_listed = 5;
  int different = 0, compared = 0;
  const TemporaryFolder folder;
  const std::string path = folder.path() / "again.h5";
  for (const RunRange& range : sample) {
    ResultsWriter writer(scenario, path, {"samen verify", workers, instruction_set()}, range);
    run_range(scenario, range, workers, [&](const RunResult& result) {
      throw_if_interrupted();
      writer.write(result);
    });
    writer.finish();
    const ResultsFile again(path);
    for (int run = range.first; run < range.end(); ++run) {
      if (static_cast<std::size_t>(run) >= file.runs()) break;  // the batch stopped early
      ++compared;
      const auto columns = different_columns(file, static_cast<std::size_t>(run), again,
                                             static_cast<std::size_t>(run - range.first));
      if (!columns.empty() && ++different <= most_listed)
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

int verify(const Request& request) {
  const std::string& file = request.file();
  const int workers = workers_of(request);
  const int sample = request.value_or("sample", 8);
  if (sample < 1) throw Misuse("--sample must be 1 or more, got " + std::to_string(sample));
  const RunTable table = whole_table_of(file);
  warn_of_other_version(table);
  Scenario scenario = stored_scenario(table, file);
  install_signal_handlers();
  const ResultsFile results(file);
  require_intact(results);
  if (!results.states_checksums())
    std::cerr << "note: '" << file
              << "' is of a version without checksums: only the runs of the sample are looked at\n";
  const auto ranges = sample_of(scenario, static_cast<int>(table.hash.size()), sample);
  int different = 0;
  for (const int threads : std::set{1, 2, workers})
    different += differing(scenario, results, ranges, threads);
  return different == 0 ? done : failed;
}

}  // namespace

Command verbs::verify() {
  return {.name = "verify",
          .about = "run a sample of a result file again and compare, bit by bit",
          .usage = "RESULTS.h5 [options]",
          .meaning =
              "Runs a sample of the file again, with 1, 2 and as many workers as there are "
              "cores, and compares\n"
              "all that the file has of each run: arm, outcomes, series, events, decisions, "
              "hash. Exit code 1\n"
              "when something differs. Checks of all runs, too, that they are what was written "
              "(checksums).",
          .example = "samen verify hefboom8.h5",
          .kind = Kind::built_in,
          .most_files = 1,
          .question = "which result file?",
          .options =
              [](po::options_description_easy_init& add) {
                add("sample", po::value<int>(), "groups of runs, spread evenly; default: 8");
                add("workers", po::value<int>(), "the most threads tried; default: one per core");
              },
          .act = samen::verify};
}

}  // namespace samen
