// `samen rerun`: repeats one run of a result file and records all its series.
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "command/batches.hpp"
#include "command/stored_batch.hpp"
#include "command/verbs.hpp"
#include "experiment/runner.hpp"
#include "io/output_file.hpp"
#include "io/results_file.hpp"
#include "io/results_writer.hpp"
#include "io/run_table.hpp"
#include "io/same_runs.hpp"
#include "io/stored_rows.hpp"

namespace samen {
namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;

int rerun(const Request& request) {
  const std::string& file = request.file();
  const int workers = workers_of(request);
  const int run = request.value_or("run", -1);
  const RunTable table = whole_table_of(file);
  if (run < 0 || static_cast<std::size_t>(run) >= table.hash.size())
    throw Misuse("--run must be 0 to " + std::to_string(table.hash.size() - 1) + ", got " +
                 std::to_string(run));
  warn_of_other_version(table);
  Scenario scenario = stored_scenario(table, file);
  scenario.record.tables = scenario.record.organisations = scenario.record.pairs = true;
  scenario.record.events = scenario.record.decisions = true;
  scenario.resolved += "# run " + std::to_string(run) + " of a batch, recorded in full\n";
  std::string output = request.text("output");
  if (output.empty())
    output = fs::path(file).stem().string() + "-run-" + std::to_string(run) + ".h5";
  const Existing existing = request.existing();
  refuse_output(output, existing);
  if (existing == Existing::replaced) output = without_links(output).string();

  const PlannedRun planned = run_at(scenario, run);
  const int arms = static_cast<int>(scenario.arms.size());
  ResultsWriter writer(scenario, output, {request.command_line(), workers, instruction_set()},
                       {0, arms}, existing);
  int row = 0, written = 0;
  const auto keep = [&](const RunResult& result) {
    if (result.run.replicate != planned.replicate || result.run.point != planned.point) return;
    if (result.run.index == run) row = written;
    writer.write(result);
    ++written;
  };
  // The arms of a replicate are neighbours.
  const RunRange group = replicate_group(scenario, run);
  const int first = group.first + (run - group.first) / arms * arms;
  for (int n = first; n < first + arms;) {
    const RunRange unit = smallest_range(scenario, n);
    run_range(scenario, unit, workers, keep);
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

}  // namespace

Command verbs::rerun() {
  return {.name = "rerun",
          .about = "run one run of a result file again and record all of it",
          .usage = "RESULTS.h5 --run N [options]",
          .meaning =
              "Runs one run of a file again, with the other arms of its replicate, and records "
              "everything:\n"
              "all series, events and decisions. Says whether it is the same, bit by bit.",
          .example = "samen rerun hefboom8.h5 --run 17 && samen explain hefboom8-run-17.h5",
          .kind = Kind::built_in,
          .most_files = 1,
          .question = "which result file?",
          .options =
              [](po::options_description_easy_init& add) {
                add("run", po::value<int>(), "number of the run");
                add("output,o", po::value<std::string>(),
                    "result file; default: RESULTS-run-N.h5, here");
                add("force", "replace an existing result file");
                add("workers", po::value<int>(),
                    "threads; default: one per core; never changes a number");
              },
          .act = samen::rerun};
}

}  // namespace samen
