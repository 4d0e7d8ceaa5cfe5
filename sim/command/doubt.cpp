// `samen doubt`: how far an answer depends on assumptions and on outside money.
//
// First it moves each assumption alone to both ends of its spread and drops the assumptions that
// change no run. Then it moves all others at the same time, in a Latin hypercube, and runs the
// scenario at each point, once as it stands and once with own money only.
#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "analysis/output/doubt_tables.hpp"
#include "analysis/output/request.hpp"
#include "command/batches.hpp"
#include "command/progress.hpp"
#include "command/verbs.hpp"
#include "experiment/acting.hpp"
#include "experiment/runner.hpp"
#include "io/doubt_design.hpp"
#include "io/interruption.hpp"
#include "io/results_writer.hpp"
#include "io/scenario_reader.hpp"
#include "io/shipped.hpp"
#include "scenario/ensemble.hpp"

namespace samen {
namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;

constexpr int usual_replicates = replicates_together;  // they run side by side and cost as much as
                                                       // two
constexpr std::array sizes{512, 256, 128, 64};         // numbers of sets: the largest that fits
                                                       // into the time is chosen
constexpr double patience = 60.0;                      // seconds that the sets may take
constexpr int most_points_asked = 1'000'000;

// ---- which assumptions act ----------------------------------------------------------------------

using AssumptionGroup = std::vector<Assumption>;

/// For each group of assumptions, whether moving the group to one end changes a run of the
/// scenario.
std::vector<bool> acting(const Scenario& scenario, const std::vector<AssumptionGroup>& groups,
                         RangeEnd end, int workers) {
  std::vector<bool> found(groups.size(), false);
  std::map<std::pair<int, Arm>, std::vector<std::uint64_t>> unmoved;
  run_batch(moved(scenario, groups, end), workers, [&](const RunResult& result) {
    throw_if_interrupted();
    const std::pair at{result.run.replicate, result.run.arm};
    if (result.run.point == 0)
      unmoved[at] = bits_of(result);
    else if (bits_of(result) != unmoved.at(at))
      found[static_cast<std::size_t>(result.run.point) - 1] = true;
  });
  return found;
}

/// The assumptions that change a run of the scenario when they alone move to one end, by group
/// testing: if moving a group changes nothing, none of its members acts; any other group is halved.
std::set<std::string> acting_among(std::vector<AssumptionGroup> groups, const Scenario& scenario,
                                   RangeEnd end, int workers) {
  std::set<std::string> found;
  while (!groups.empty()) {
    const std::vector<bool> acts = acting(scenario, groups, end, workers);
    std::vector<AssumptionGroup> halves;
    for (std::size_t n = 0; n < groups.size(); ++n) {
      const AssumptionGroup& group = groups[n];
      if (!acts[n]) continue;
      if (group.size() == 1) {
        found.insert(group.front().name);
        continue;
      }
      const auto middle = group.begin() + static_cast<std::ptrdiff_t>(group.size() / 2);
      halves.emplace_back(group.begin(), middle);
      halves.emplace_back(middle, group.end());
    }
    groups = std::move(halves);
  }
  return found;
}

/// Marks the assumptions that never act. Most assumptions act in the first arm of the answer, where
/// they are tried individually. The others, few of which act, are tried in groups, in all arms and
/// at both ends.
void mark_inactive(std::vector<Assumption>& assumptions, const Scenario& plain, int workers) {
  Scenario first_arm = plain;
  first_arm.arms = {plain.answer.first};
  AssumptionGroup silent;
  std::copy_if(assumptions.begin(), assumptions.end(), std::back_inserter(silent),
               [](const Assumption& each) { return each.role == AssumptionRole::varied; });
  std::vector<AssumptionGroup> groups;
  for (const Assumption& each : silent) groups.push_back({each});
  const auto leave_out = [&](const std::set<std::string>& found) {
    std::erase_if(silent, [&](const Assumption& each) { return found.count(each.name) > 0; });
    groups = {silent};
  };
  if (!silent.empty()) leave_out(acting_among(groups, first_arm, RangeEnd::high, workers));
  for (const RangeEnd end : {RangeEnd::high, RangeEnd::low})
    if (!silent.empty()) leave_out(acting_among(groups, plain, end, workers));
  for (Assumption& assumption : assumptions)
    for (const Assumption& each : silent)
      if (each.name == assumption.name) assumption.role = AssumptionRole::never_acts;
}

int count(const std::vector<Assumption>& assumptions, AssumptionRole role) {
  return static_cast<int>(std::count_if(assumptions.begin(), assumptions.end(),
                                        [&](const Assumption& each) { return each.role == role; }));
}

// ---- what is run --------------------------------------------------------------------------------

bool has_outside_money(const Scenario& scenario) {
  const auto& tables = scenario.setting.layout.tables;
  const Parameters& p = scenario.setting.parameters;
  if (p.giving.solo_match > 0.0 || p.budget.public_space > 0.0) return true;
  return std::any_of(tables.begin(), tables.end(), [](const TableLayout& table) {
    const Levers& levers = table.levers;
    return levers.match > 0.0 || levers.lead_gift > 0.0 || levers.seed_money > 0.0;
  });
}

/// The user's request.
struct DoubtOrder {
  Scenario scenario;
  double spread = 0.0;
  DoubtSize size;
  std::string size_chosen;
  std::uint64_t seed = 1;
  int workers = 1;
  bool quiet = false;
  std::string ensemble;  ///< ensemble file; empty if there is none
};

/// One result file of the experiment.
struct DoubtBatch {
  std::string file;
  Scenario scenario;
};

/// Number of pairs of runs without any change: as many as the scenario states, within limits.
int replicates_at_the_scenario(const DoubtOrder& order) {
  constexpr int most = 400, most_alone = 20;
  return std::min(order.scenario.replicates,
                  order.size.replicates < usual_replicates ? most_alone : most);
}

std::vector<DoubtBatch> batches_of(const DoubtOrder& order,
                                   const std::vector<Assumption>& assumptions) {
  std::vector<DoubtBatch> batches;
  for (const FundingCase funding : {FundingCase::as_it_stands, FundingCase::own_money}) {
    const bool own = funding == FundingCase::own_money;
    if (own && !has_outside_money(order.scenario)) continue;
    const auto add = [&](const char* part, Scenario scenario) {
      scenario.doubt = json_of({part, funding, order.spread, order.size_chosen}, assumptions);
      batches.push_back({std::string(part) + (own ? "_own_money.h5" : ".h5"), std::move(scenario)});
    };
    add("scenario", plain(order.scenario, funding, replicates_at_the_scenario(order)));
    if (!order.ensemble.empty())
      add("ensemble",
          under_ensemble(plain(order.scenario, funding, order.size.replicates), order.ensemble));
    add("sets", in_doubt(plain(order.scenario, funding, order.size.replicates), assumptions,
                         order.size.points, order.seed));
  }
  return batches;
}

/// Chooses as many sets as fit into a minute, estimated from a timed sample, with as many
/// replicates as cost no more than two.
void choose_size(DoubtOrder& order, const Request& request) {
  order.size.replicates = usual_replicates;
  Scenario sample = plain(order.scenario, FundingCase::as_it_stands, usual_replicates);
  if (!runs_in_blocks(sample)) order.size.replicates = 1;
  if (request.has("replicates")) order.size.replicates = request.value<int>("replicates");
  order.size_chosen = "asked for";
  if (request.has("points")) {
    order.size.points = request.value<int>("points");
    return;
  }
  sample.replicates = order.size.replicates;
  const double seconds =
      expected_seconds(sample, order.workers) * (has_outside_money(order.scenario) ? 2.0 : 1.0);
  const auto fits = [&](int points) { return points * seconds <= patience; };
  const auto chosen = std::find_if(sizes.begin(), sizes.end(), fits);
  order.size.points = chosen == sizes.end() ? sizes.back() : *chosen;
  order.size_chosen =
      order.size.points == sizes.front()
          ? "the usual number"
          : "fewer than the usual " + std::to_string(sizes.front()) + ", by a timed sample";
}

void estimate(const DoubtOrder& order, const std::vector<Assumption>& assumptions) {
  double seconds = 0.0, bytes = 0.0;
  int runs = 0;
  for (const DoubtBatch& batch : batches_of(order, assumptions)) {
    seconds += expected_seconds(batch.scenario, order.workers);
    bytes += expected_bytes(batch.scenario);
    runs += number_of_runs(batch.scenario);
  }
  std::cout << counted(static_cast<int>(assumptions.size()), "assumption") << ", "
            << count(assumptions, AssumptionRole::varied) << " of them can be moved; "
            << counted(order.size.points, "set") << " (" << order.size_chosen << ") × "
            << counted(order.size.replicates, "replicate") << ", " << counted(runs, "run") << '\n'
            << (seconds < 1.0 ? "less than a second" : "about " + Progress::duration(seconds))
            << " with " << counted(std::min(order.workers, available_cores()), "core")
            << ", and before that some time to find which assumptions act\n"
            << "about " << static_cast<long>(bytes / 1e6 + 1) << " MB of results\n";
}

/// The files that the experiment may write.
Words files_in(const fs::path& folder) {
  Words files;
  for (const char* const name : {"scenario.h5", "sets.h5", "ensemble.h5", "scenario_own_money.h5",
                                 "sets_own_money.h5", "ensemble_own_money.h5"})
    files.push_back(folder / name);
  return files;
}

/// Runs the batches into files that appear together when all are done, and removes all other files
/// of an earlier experiment. Returns how many runs failed.
int fill(const std::vector<DoubtBatch>& batches, const fs::path& folder,
         const Provenance& provenance, Existing existing, bool quiet) {
  int runs = 0;
  for (const DoubtBatch& batch : batches) runs += number_of_runs(batch.scenario);
  Progress progress(runs, quiet);
  std::vector<std::unique_ptr<ResultsWriter>> writers;
  for (const DoubtBatch& batch : batches) {
    writers.push_back(std::make_unique<ResultsWriter>(
        batch.scenario, (folder / batch.file).string(), provenance, existing));
    run_batch(batch.scenario, provenance.workers, [&](const RunResult& result) {
      throw_if_interrupted();
      writers.back()->write(result);
      progress.step(result.failed);
    });
  }
  if (existing == Existing::replaced)
    for (const std::string& file : files_in(folder)) fs::remove(file);
  for (const auto& writer : writers) writer->finish();
  return progress.failed();
}

/// Refuses to replace the files of an earlier experiment, unless the user asks for it.
void refuse_folder(const fs::path& folder, Existing existing) {
  if (fs::exists(folder) && !fs::is_directory(folder))
    throw Misuse("'" + folder.string() + "' is no folder: name one with -o");
  for (const std::string& file : files_in(folder)) refuse_output(file, existing);
}

void require_within(const char* option, double given, double low, double high) {
  if (given >= low && given <= high) return;
  std::ostringstream text;
  text << option << " must be " << low << " to " << high << ", got " << given;
  throw Misuse(text.str());
}

DoubtOrder order_of(const std::string& file, const Overrides& overrides, const Request& request,
                    double spread, int workers) {
  require_within("--spread", spread, 0.001, 0.9);
  if (request.has("points"))
    require_within("--points", request.value<int>("points"), 2, most_points_asked);
  if (request.has("replicates"))
    require_within("--replicates", request.value<int>("replicates"), 1, most_points_asked);
  DoubtOrder order{.scenario = read_scenario(file, overrides),
                   .spread = spread,
                   .size = {},
                   .size_chosen = {},
                   .seed = 1,
                   .workers = workers,
                   .quiet = request.has("quiet"),
                   .ensemble = {}};
  const auto& arms = order.scenario.arms;
  if (arms.size() < 2)
    throw Misuse("'" + file + "' runs one arm alone, which compares with nothing");
  if (std::find(arms.begin(), arms.end(), order.scenario.answer.first) == arms.end())
    order.scenario.answer = {
        .first = arms.back(), .second = arms.front(), .measure = order.scenario.answer.measure};
  order.seed = order.scenario.seed;
  choose_size(order, request);
  return order;
}

/// Shows the results in a folder as `samen doubts` does.
void show_doubt(const fs::path& folder, Language language) {
  const analysis::Doubt found(folder, language);
  const analysis::Batch& batch = found.as_it_stands().scenario();
  if (!batch.title().empty()) std::cout << batch.title() << "\n\n";
  analysis::write(std::cout, tables_of(found, money_unit_of(batch)), analysis::Format::text,
                  language);
}

int doubt(const Request& request) {
  const Language language = analysis::language_of(request);
  const std::string& file = request.file();
  const auto spread = request.value<double>("spread");
  const int workers = workers_of(request);
  Overrides overrides = overrides_of(request);
  overrides.replicates.reset();  // this option sets the number of runs in each set
  const std::string ensemble = std::exchange(overrides.ensemble, {});
  DoubtOrder order = order_of(file, overrides, request, spread, workers);
  order.ensemble = ensemble;
  std::vector<Assumption> assumptions = assumptions_of(order.scenario, spread);
  if (order.scenario.design.points() > 1 && !order.quiet)
    show_notes({"'" + file + "' has a design of " +
                counted(order.scenario.design.points(), "point") +
                ", which is left out: this is the doubt of the scenario without it"});
  if (request.has("dry-run")) {
    analysis::note_idle_language(request, "--dry-run shows no table");
    estimate(order, assumptions);
    return done;
  }
  std::string output = request.text("output");
  if (output.empty())
    output = (file == "-" ? "scenario" : fs::path(file).stem().string()) + ".doubt";
  const Existing existing = request.existing();
  refuse_folder(output, existing);
  install_signal_handlers();
  if (!order.quiet)
    std::cerr << "finding which of " << count(assumptions, AssumptionRole::varied)
              << " assumptions act …\n";
  mark_inactive(assumptions, plain(order.scenario, FundingCase::as_it_stands, usual_replicates),
                workers);
  if (count(assumptions, AssumptionRole::varied) == 0)
    throw Misuse("no assumption acts in '" + file + "'");
  const bool is_new = fs::create_directories(output);
  int failures = 0;
  try {
    failures = fill(batches_of(order, assumptions), output,
                    {request.command_line(), workers, instruction_set()}, existing, order.quiet);
  } catch (...) {
    std::error_code ignored;
    if (is_new) fs::remove(output, ignored);
    throw;
  }
  show_doubt(output, language);
  return failures > 0 ? failed : done;
}

}  // namespace

Command verbs::doubt() {
  return {.name = "doubt",
          .about = "how far an answer hangs on assumptions and on outside money",
          .usage = "SCENARIO.toml [options]",
          .meaning =
              "How far an answer hangs on what is assumed. Every parameter whose source is an "
              "assumption\n"
              "and that acts in the scenario is moved within its spread, all at once (a Latin "
              "hypercube);\n"
              "at each set of assumptions the arms run as the scenario stands and with own money "
              "only: no\n"
              "match (of a table or of own work), lead gift or start money. Says in which share of "
              "the sets each difference "
              "between\n"
              "arms holds and what decides; samen doubts shows it again, samen summary and samen "
              "report\n"
              "put it beside the answer.",
          .example = "samen doubt scenarios/hefboom8.toml --spread 0.3",
          .kind = Kind::built_in,
          .most_files = 1,
          .question = "which scenario? Give the name of a .toml file",
          .options =
              [](po::options_description_easy_init& add) {
                add("output,o", po::value<std::string>(),
                    "folder of the result files; default: the scenario's name with .doubt, here");
                add("spread", po::value<double>()->default_value(0.2, "0.2"),
                    "how far an assumption may be off, as a share of its value");
                add("parameters", po::value<std::string>(),
                    "TOML file with a set of common parameters");
                add("ensemble",
                    po::value<std::string>()->implicit_value(shipped(std::string(shipped_ensemble)),
                                                             ""),
                    "run every set of an ensemble as well; --ensemble=FILE for another than "
                    "scenarios/validation/ensemble.toml");
                add("set", po::value<Words>()->composing(),
                    "change one value, as section.key=value; may be repeated");
                add("points", po::value<int>(),
                    "sets of assumptions; default: 512, or fewer where a timed sample says that "
                    "those take more "
                    "than a minute");
                add("replicates", po::value<int>(), "runs of each arm in each set; default: 16");
                add("seed", po::value<std::int64_t>(), "master seed, instead of the scenario's");
                add("workers", po::value<int>(),
                    "threads; default: one per core; never changes a number");
                add("dry-run", "only say how many runs, how long and how much disk");
                add("force", "replace existing result files");
                add("quiet", "no progress");
                analysis::add_language(add);
              },
          .act = samen::doubt};
}

}  // namespace samen
