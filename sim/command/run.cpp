// `samen run`: runs a batch into its result file, in one go or in shards.
#include <cmath>
#include <cstdio>
#include <functional>
#include <future>
#include <iostream>
#include <optional>

#include "analysis/output/request.hpp"
#include "command/batches.hpp"
#include "command/merging.hpp"
#include "command/progress.hpp"
#include "command/tipping.hpp"
#include "command/verbs.hpp"
#include "experiment/acting.hpp"
#include "experiment/runner.hpp"
#include "experiment/stop_rule.hpp"
#include "io/hdf5.hpp"
#include "io/interruption.hpp"
#include "io/merge.hpp"
#include "io/results_file.hpp"
#include "io/results_writer.hpp"
#include "io/run_table.hpp"
#include "io/scenario_reader.hpp"
#include "io/shard_folder.hpp"
#include "io/shipped.hpp"
#include "io/stored_rows.hpp"
#include "scenario/ensemble.hpp"

namespace samen {
namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;

long megabytes(double bytes) {
  return static_cast<long>(bytes / 1e6 + 1);
}

/// Says how many runs there will be, how long they take and how much disk they need.
void estimate(const Scenario& scenario, int workers) {
  const double seconds = expected_seconds(scenario, workers);
  std::cout << (scenario.until ? "at most " : "") << counted(number_of_runs(scenario), "run")
            << ": " << counted(static_cast<int>(scenario.arms.size()), "arm") << " × "
            << counted(scenario.replicates, "replicate") << points_of(scenario) << '\n'
            << (seconds < 1.0 ? "less than a second" : "about " + Progress::duration(seconds))
            << " with " << counted(std::min(workers, available_cores()), "core") << '\n'
            << "about " << megabytes(expected_bytes(scenario))
            << " MB of results, events and decisions not counted\n";
  if (scenario.until)
    std::cout << "about " << megabytes(2.0 * expected_bytes(scenario))
              << " MB of disk meanwhile: its parts are kept until the result file is whole\n";
}

/// What the user asked of a batch.
struct RunOrder {
  const Scenario& scenario;
  std::string output;
  Provenance provenance;
  Task task;
  int shard_size = 0;  ///< runs
  bool quiet = false;
  Existing existing = Existing::kept;
};

/// Runs a range of the plan into some files.
void simulate(const RunOrder& order, const RunRange& range,
              const std::vector<ResultsWriter*>& writers, Progress& progress) {
  run_range(order.scenario, range, order.provenance.workers, [&](const RunResult& result) {
    throw_if_interrupted();
    for (ResultsWriter* const writer : writers) writer->write(result);
    progress.step(result.failed);
  });
}

/// Brings finished shards to the disk, one at a time, while the next one is simulated. This work
/// never calls HDF5, because only one thread may do so.
class FinishedShards {
 public:
  void add(std::function<void()> publish) {
    wait();
    under_way_ = std::async(std::launch::async, std::move(publish));
  }
  /// Waits until all work is done; throws its exception if it failed.
  void wait() {
    if (under_way_.valid()) under_way_.get();
  }

 private:
  std::future<void> under_way_;  ///< its destructor also waits
};

int runs_in(const std::vector<RunRange>& ranges) {
  int runs = 0;
  for (const RunRange& range : ranges) runs += range.count;
  return runs;
}

/// Runs what is left to this task, up to a run number of the plan, into shards.
void run_shards(const RunOrder& order, const ShardFolder& folder, int end, Progress& progress) {
  FinishedShards finished;
  for (const RunRange& range : folder.remaining_for(order.task, order.scenario, order.shard_size)) {
    if (range.first >= end) continue;
    ResultsWriter writer(order.scenario, folder.shard(range).string(), order.provenance, range);
    simulate(order, range, {&writer}, progress);
    finished.add(writer.close());
  }
  finished.wait();
}

/// Runs what is left of a batch straight into its result file, where the series of each shard are
/// on the disk before its receipt is. Returns how many runs failed.
int run_with_receipts(const RunOrder& order, const ShardFolder& folder, Progress& progress) {
  const auto left = folder.remaining_for(order.task, order.scenario, order.shard_size);
  const auto earlier = folder.shards_of(order.scenario);
  const Scenario brief = without_series(order.scenario);
  ResultsWriter whole(order.scenario, order.output, order.provenance, folder.growing(earlier),
                      order.existing);
  FinishedShards finished;
  auto next = earlier.begin();
  const auto adopt_until = [&](int run) {
    for (; next != earlier.end() && next->range.first < run; ++next) {
      throw_if_interrupted();
      try {
        require_intact(ResultsFile(next->path));
        whole.adopt(*next);
      } catch (const ResultsError& error) {
        throw MergeError(next->path.string() + " is damaged: remove it, then --resume (" +
                         error.what() + ")");
      }
    }
  };
  for (const RunRange& range : left) {
    adopt_until(range.first);
    ResultsWriter shard(brief, folder.shard(range).string(), order.provenance, range);
    simulate(order, range, {&whole, &shard}, progress);
    const Receipt receipt = whole.receipt();
    finished.add([publish = shard.close(&receipt), grown = whole.part()] {
      sync_to_disk(grown);
      publish();
    });
  }
  adopt_until(number_of_runs(order.scenario));
  finished.wait();
  refuse_output(order.output, order.existing);
  whole.finish();
  return failed_in(earlier) + progress.failed();
}

/// The shards that hold the first runs of the plan.
std::vector<Shard> first_shards(const ShardFolder& folder, const Scenario& scenario, int runs) {
  auto shards = folder.shards_of(scenario);
  std::erase_if(shards, [&](const Shard& shard) { return shard.range.first >= runs; });
  return in_order(std::move(shards), runs);
}

/// Adds the outcomes of the runs of a shard.
void add_outcomes(const Shard& shard, const Scenario& scenario, Differences& differences) {
  const auto values = column_of(shard.path, scenario.until->measure);
  for (std::size_t n = 0; n < values.size(); ++n)
    differences.add(run_at(scenario, shard.range.first + static_cast<int>(n)), values[n]);
}

/// How far a batch went and why it stopped; empty if it ran to its end.
struct StopReport {
  int runs = 0;
  std::string stop_rule;
};

/// Adds replicates at the planned counts until the interval is narrow enough.
StopReport run_until_known(const RunOrder& order, const ShardFolder& folder, Progress& progress) {
  const Scenario& scenario = order.scenario;
  const int per_replicate = number_of_runs(scenario) / scenario.replicates;
  Differences differences(scenario.answer);
  StopReport end;
  for (const int count : planned_counts(scenario)) {
    const int before = end.runs;
    end.runs = count * per_replicate;
    run_shards(order, folder, end.runs, progress);
    for (const Shard& shard : first_shards(folder, scenario, end.runs))
      if (shard.range.first >= before) add_outcomes(shard, scenario, differences);
    const double half_width = differences.half_width();
    end.stop_rule = stop_reason(scenario, count, half_width);
    if (!order.quiet)
      std::cerr << counted(count, "replicate") << ": " << scenario.until->measure << " known to ± "
                << half_width << " (wanted: ± " << scenario.until->half_width << ")\n";
    if (half_width <= scenario.until->half_width) break;
  }
  return end;
}

/// Runs this task's share of a batch: the whole file if there are no other tasks. Returns how many
/// runs failed.
int fill(const RunOrder& order, ShardFolder& folder) {
  const auto left = folder.remaining_for(order.task, order.scenario, order.shard_size);
  const int all = number_of_runs(order.scenario);
  const bool alone = order.task.of == 1;
  Progress progress(runs_in(left), order.quiet);
  if (!order.quiet && alone && runs_in(left) < all)
    std::cerr << counted(all - runs_in(left), "run") << " of an earlier start are kept\n";
  if (alone && !order.scenario.until) {
    const int failures = run_with_receipts(order, folder, progress);
    folder.remove();
    return failures;
  }
  if (!alone) {
    run_shards(order, folder, all, progress);
    std::cout << "task " << order.task.number << " of " << order.task.of
              << " is finished; when all are, '"
              << quoted_command_line("merge", {operand(order.output)}) << "' puts them together\n";
    return progress.failed();
  }
  const StopReport end = run_until_known(order, folder, progress);
  const auto shards = first_shards(folder, order.scenario, end.runs);
  const int failures = failed_in(shards);
  refuse_output(order.output, order.existing);
  merge_visibly(shards, order.output, end.stop_rule, order.existing, order.quiet);
  folder.remove();
  return failures;
}

/// Removes a folder without shards; says what is kept.
std::string what_is_kept(const RunOrder& order, ShardFolder& folder) {
  if (!folder.exists())
    return "'" + folder.path().string() +
           "' is no longer there: what is finished is where it went; under its old name the same "
           "command with --resume goes on";
  if (order.task.of == 1 && folder.shards().empty()) {
    folder.remove();
    return "nothing was kept";
  }
  return "what is finished is kept in '" + folder.path().string() +
         "': the same command with --resume goes on";
}

/// Runs a batch in shards. Returns how many runs failed.
int run_in_shards(const RunOrder& order) {
  ShardFolder folder(order.output);
  folder.enter(order.task);
  try {
    return fill(order, folder);
  } catch (const Interrupted& interrupted) {
    throw Interrupted{interrupted.signal, what_is_kept(order, folder)};
  } catch (const Hdf5Error& error) {
    throw Hdf5Error(std::string(error.what()) + "; " + what_is_kept(order, folder));
  }
}

/// Runs a batch that is too small to be kept in parts; returns how many runs failed.
int run_in_one_go(const RunOrder& order) {
  const RunRange all{0, number_of_runs(order.scenario)};
  Progress progress(all.count, order.quiet);
  ResultsWriter writer(order.scenario, order.output, order.provenance, order.existing);
  simulate(order, all, {&writer}, progress);
  writer.finish();
  return progress.failed();
}

Task task_of(const std::string& text) {
  Task task;
  char rest = 0;
  if (std::sscanf(text.c_str(), "%d/%d%c", &task.number, &task.of, &rest) != 2 || task.number < 1 ||
      task.of < 1 || task.number > task.of)
    throw Misuse("--shard must be i/n with i from 1 to n, for instance 3/8, got '" + text + "'");
  return task;
}

/// As many runs as are worth keeping together, but few enough that each task gets its share.
int shard_size_for(const Scenario& scenario, const Task& task) {
  const int unit = smallest_range(scenario, 0).count;
  const int units = (number_of_runs(scenario) - 1) / unit + 1;
  const int units_each = (units - 1) / task.of + 1;
  return std::min(units_each * unit, runs_worth_keeping(scenario));
}

/// Checks an existing result: it is finished, will be replaced, or belongs to somebody else.
/// Returns whether it is finished.
bool is_finished(const RunOrder& order, bool resume) {
  if (resume && fs::is_regular_file(order.output)) {
    const auto found = shard_at(order.output);
    if (found && found->batch == batch_name(order.scenario) && is_whole(*found)) return true;
    if (order.existing == Existing::kept)
      throw Misuse("'" + order.output +
                   "' holds the results of another scenario, seed or version, or a part: choose "
                   "another name with -o, or add --force to replace it");
  }
  refuse_output(order.output, order.existing);
  return false;
}

/// Removes the parts of a finished batch that was killed before it could remove them.
void remove_merged(ShardFolder& folder, const Scenario& scenario) {
  if (!folder.exists()) return;
  folder.enter({});
  folder.shards_of(scenario);  // throws if the parts belong to another batch
  folder.remove();
}

/// Refuses or removes parts of an earlier start, unless the user wants to continue with them.
void begin(const RunOrder& order, ShardFolder& folder, bool resume) {
  if (!folder.exists() || resume || order.task.of > 1) return;
  if (order.existing == Existing::kept)
    throw Misuse("'" + folder.path().string() +
                 "' holds parts of a batch: go on with --resume, or begin anew with --force");
  folder.enter(order.task);
  folder.remove();
}

/// Refuses --tips where a sheet of each partner has no place for it.
void refuse_tips(const Scenario& scenario, const Task& task) {
  if (task.of > 1) throw Misuse("--tips belongs to a whole batch, not to a part of it (--shard)");
  const auto& arms = scenario.arms;
  for (const Arm arm : {scenario.answer.first, scenario.answer.second})
    if (std::find(arms.begin(), arms.end(), arm) == arms.end())
      throw Misuse("--tips compares both arms of the answer, and '" +
                   std::string(arm_names[static_cast<std::size_t>(arm)]) + "' is not in run.arms");
  const std::size_t owners = scenario.setting.layout.organisations.size();
  if (owners > most_partners)
    throw Misuse("--tips is for partners with a sheet of their own, at most " +
                 std::to_string(most_partners) + ", got " + std::to_string(owners));
}

/// Finds what tips each partner, to be written beside the runs.
void add_tips(Scenario& scenario, int workers, bool quiet) {
  if (!quiet) {
    const auto owners = static_cast<int>(scenario.setting.layout.organisations.size());
    std::cerr << "finding what tips each of " << counted(owners, "partner") << " …\n";
    if (scenario.design.points() > 1)
      show_notes({"--tips is about the scenario without its design"});
  }
  scenario.tips = json_of(tips_of(scenario, workers), scenario.answer);
}

int run(const Request& request) {
  const std::string language = analysis::language_of(request).code();
  const int workers = workers_of(request);
  const int shard_size = request.value_or("shard-size", 0);
  if (request.has("shard-size") && shard_size < 1)
    throw Misuse("--shard-size must be 1 or more, got " + std::to_string(shard_size));
  const std::string& file = request.file();
  Scenario scenario = read_scenario(file, overrides_of(request));
  const Task task = task_of(request.value_or<std::string>("shard", "1/1"));
  if (task.of > 1 && scenario.until)
    throw Misuse("--shard needs to know how many runs there are: run.until cannot be split");
  if (request.has("tips")) refuse_tips(scenario, task);
  if (request.has("dry-run")) {
    analysis::note_idle_language(request, "--dry-run shows no table");
    estimate(scenario, workers);
    return done;
  }
  if (task.of > 1)
    analysis::note_idle_language(request, "--shard shows no table, samen merge does");
  if (!request.has("quiet")) show_notes(scenario.notes);
  std::string output = request.text("output");
  if (output.empty()) output = file == "-" ? "scenario.h5" : fs::path(file).stem().string() + ".h5";
  const Existing existing = request.existing();
  if (existing == Existing::replaced) output = without_links(output).string();
  const RunOrder order{scenario,
                       output,
                       {request.command_line(), workers, instruction_set()},
                       task,
                       shard_size > 0 ? shard_size : shard_size_for(scenario, task),
                       request.has("quiet"),
                       existing};
  const bool resume = request.has("resume");
  ShardFolder folder(output);
  if (is_finished(order, resume)) {
    remove_merged(folder, scenario);
    std::cout << "'" << output << "' is finished; nothing was left to do\n";
    return show_summary(output, language);
  }
  install_signal_handlers();
  begin(order, folder, resume);
  if (request.has("tips")) add_tips(scenario, workers, order.quiet);
  scenario.design.acting = tried_factors(scenario, workers, throw_if_interrupted);
  const bool split = order.task.of > 1 || scenario.until || folder.exists() ||
                     number_of_runs(scenario) > order.shard_size;
  const int failures = split ? run_in_shards(order) : run_in_one_go(order);
  const int shown = order.task.of > 1 ? static_cast<int>(done) : show_summary(output, language);
  return failures > 0 ? static_cast<int>(failed) : shown;
}

}  // namespace

Command verbs::run() {
  return {
      .name = "run",
      .about = "run a scenario and show what came out",
      .usage = "SCENARIO.toml [options]   (- reads standard input)",
      .meaning =
          "Runs every arm of a scenario with shared luck, writes the results and shows what "
          "came out.\n"
          "The file of a long batch grows in a folder beside it, with receipts of what is "
          "finished:\n"
          "after a kill, --resume goes on.",
      .example =
          "samen run scenarios/hefboom8.toml --set levers.puller=0 -o no_puller.h5\n"
          "         samen run scenarios/hefboom8.toml --replicates 100000 --resume\n"
          "         samen run scenarios/hefboom8.toml --ensemble --replicates 50",
      .kind = Kind::built_in,
      .most_files = 1,
      .question = "which scenario? Give the name of a .toml file",
      .options =
          [](po::options_description_easy_init& add) {
            add("output,o", po::value<std::string>(),
                "result file; default: the scenario's name with .h5, here (scenario.h5 from "
                "standard input)");
            add("set", po::value<Words>()->composing(),
                "change one value, as section.key=value; may be repeated; a list as "
                "'run.arms=[\"alone\", \"together\"]'");
            add("parameters", po::value<std::string>(),
                "TOML file with a set of common parameters");
            add("ensemble",
                po::value<std::string>()->implicit_value(shipped(std::string(shipped_ensemble)),
                                                         ""),
                "run under every set of an ensemble with shared luck; --ensemble=FILE for another "
                "than scenarios/validation/ensemble.toml");
            add("replicates", po::value<int>(), "runs per arm, instead of the scenario's");
            add("seed", po::value<std::int64_t>(), "master seed, instead of the scenario's");
            add("workers", po::value<int>(),
                "threads; default: one per core; never changes a number");
            add("resume", "go on with a batch that was stopped; start it where there is none");
            add("shard", po::value<std::string>(),
                "do only the i-th of n parts of the batch, as i/n; samen merge puts them together");
            add("shard-size", po::value<int>(),
                "runs kept together; default: about ten seconds of work; a batch of one shard "
                "keeps no "
                "parts");
            add("tips",
                "find the smallest change of one thing that tips each partner, for its sheet in "
                "samen report; takes some forty times as long as the runs");
            add("dry-run", "only say how many runs, how long and how much disk");
            add("force",
                "replace an existing result file (through a link the one it leads to), and parts "
                "of a batch "
                "unless it is to --resume");
            add("quiet", "no progress");
            analysis::add_language(add);
          },
      .act = samen::run};
}

}  // namespace samen
