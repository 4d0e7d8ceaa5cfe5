// `samen validate`: judges the model by patterns of published research, each in its own
// configuration, all with one common parameter set.
//
// Three options show how far the verdicts depend on that set (analysis/statistics/robustness.hpp):
// --spread varies all its parameters together; --corridors varies the fitted parameters one at a
// time; --ablate replaces the values of the set by those of another set, one by one.
#include <algorithm>
#include <cmath>
#include <iostream>

#include "analysis/output/pattern_tables.hpp"
#include "analysis/output/request.hpp"
#include "analysis/output/robustness_tables.hpp"
#include "command/batches.hpp"
#include "command/judged_sets.hpp"
#include "command/verbs.hpp"
#include "io/calibration_reader.hpp"
#include "io/doubt_design.hpp"
#include "io/hdf5.hpp"
#include "io/interruption.hpp"
#include "io/output_file.hpp"
#include "io/shipped.hpp"
#include "scenario/sampling.hpp"

namespace samen {
namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;

const std::vector<double> corridor_factors{0.5, 0.67, 0.8, 0.9, 1.1, 1.25, 1.5, 2.0};

/// Judges the patterns under the requested set and under sets around it.
class Neighbourhood {
 public:
  explicit Neighbourhood(const Request& request)
      : command_line_(request.command_line()),
        files_(request.files()),
        only_(request.texts("only")),
        base_(overrides_of(request)),
        workers_(workers_of(request)),
        quiet_(request.has("quiet")) {
    if (files_.empty()) files_.push_back(shipped("validation"));
    configurations_ = read_configurations(files_, base_, only_);
  }

  /// The common parameters, the same in all configurations.
  const Parameters& parameters() const {
    return configurations_.front().scenario.setting.parameters;
  }
  int runs() const { return runs_of(configurations_); }

  std::vector<analysis::JudgedPattern> usual(Progress& progress) const {
    return judged_runs(configurations_, only_, command_line_, workers_, progress);
  }
  analysis::Holding holding(const Words& settings, Progress& progress) const {
    Overrides overrides = base_;
    overrides.settings.insert(overrides.settings.end(), settings.begin(), settings.end());
    return holding_of(judged_runs(read_configurations(files_, overrides, only_), only_,
                                  command_line_, workers_, progress));
  }
  static analysis::Holding holding_of(const std::vector<analysis::JudgedPattern>& judged) {
    analysis::Holding holding;
    for (const analysis::JudgedPattern& one : judged) holding.push_back(one.holds());
    return holding;
  }
  Progress progress(int sets) const { return {sets * runs(), quiet_}; }

 private:
  std::string command_line_;
  Words files_, only_;
  Overrides base_;
  int workers_;
  bool quiet_;
  std::vector<Configuration> configurations_;
};

/// Varies all parameters together.
int validate_spread(const Request& request, analysis::Format format, Language language) {
  const auto spread = request.value<double>("spread");
  const int draws = request.value_or("draws", 50);
  if (!(spread > 0.0 && spread < 1.0))
    throw Misuse("--spread must lie between 0 and 1, got " + shortest_text(spread));
  if (draws < 1) throw Misuse("--draws must be 1 or more, got " + std::to_string(draws));
  const Neighbourhood around(request);
  std::vector<Assumption> all = common_parameters(around.parameters(), spread);
  const std::size_t named = all.size();
  std::erase_if(all, [](const Assumption& one) { return one.role != AssumptionRole::varied; });
  const SamplingPlan plan{
      .kind = DesignKind::sobol, .factors = all.size(), .size = static_cast<std::size_t>(draws)};
  const Sample sample = sample_of(plan);
  install_signal_handlers();
  Progress progress = around.progress(1 + draws);
  const auto patterns = around.usual(progress);
  std::vector<analysis::Holding> sets;
  for (std::size_t draw = 0; draw < plan.size; ++draw) {
    Words settings;
    for (std::size_t k = 0; k < all.size(); ++k) {
      const FactorRange range{.low = all[k].low, .high = all[k].high};
      settings.push_back(setting_of(*parameter_named(all[k].name),
                                    factor_value(range, sample.unit[draw * all.size() + k])));
    }
    sets.push_back(around.holding(settings, progress));
  }
  write(std::cout,
        tables_of(analysis::robustness_of(sets), patterns,
                  {spread, plan.seed, all.size(), named - all.size()}, language),
        format, language);
  return progress.failed() > 0 ? failed : done;
}

/// Varies each fitted parameter alone, one after another.
int validate_corridors(const Request& request, analysis::Format format, Language language) {
  struct Walk {
    const ParameterRow* row;
    double usual;
    std::vector<double> steps;
    /// Value at which the rule does nothing: 0 for a switch, otherwise the neutral value of its
    /// row.
    std::optional<double> off() const {
      if (row->whole && row->range.low == 0.0 && row->range.high == 1.0) return 0.0;
      return row->neutral;
    }
    /// The largest number of sets that the walk may need.
    int sets() const { return static_cast<int>(steps.size()) + (off().value_or(usual) != usual); }
  };
  const Neighbourhood around(request);
  std::vector<Walk> walks;
  int sets = 1;
  for (const ParameterRow* const row : fitted_parameters()) {
    const double usual = row->value(around.parameters());
    Walk walk{row, usual,
              analysis::steps_of(usual, corridor_factors, row->range.low, row->range.high)};
    if (row->whole)
      std::erase_if(walk.steps, [](double value) { return value != std::floor(value); });
    sets += walk.sets();
    walks.push_back(std::move(walk));
  }
  install_signal_handlers();
  Progress progress = around.progress(sets);
  const auto patterns = around.usual(progress);
  std::vector<analysis::NamedCorridor> corridors;
  for (const Walk& walk : walks) {
    int spared = walk.sets();
    corridors.push_back(
        {walk.row->key(), walk.usual,
         analysis::corridor_of(walk.usual, walk.steps, walk.off(),
                               Neighbourhood::holding_of(patterns), [&](double value) {
                                 --spared;
                                 return around.holding({setting_of(*walk.row, value)}, progress);
                               })});
    progress.drop(spared * around.runs());
  }
  write(std::cout, tables_of(corridors, patterns, language), format, language);
  return progress.failed() > 0 ? failed : done;
}

/// Replaces today's values by those of a file: each value alone, then all together.
int validate_ablation(const Request& request, analysis::Format format, Language language) {
  struct Swap {
    std::string parameter, usual, other, setting;
  };
  const Neighbourhood around(request);
  const std::string file = request.text("ablate");
  std::vector<Swap> swaps;
  Words all;
  for (const std::string& setting : read_common_parameters(file)) {
    const std::string key = setting.substr(0, setting.find('='));
    const ParameterRow& row = *parameter_named(key);
    const std::string usual =
        row.is_choice() ? std::string(row.choice(around.parameters()))
                        : setting_of(row, row.value(around.parameters())).substr(key.size() + 1);
    const std::string other = setting.substr(key.size() + 1);
    if (row.is_choice() ? usual == other : std::stod(other) == row.value(around.parameters()))
      continue;
    swaps.push_back({key, usual, other, setting});
    all.push_back(setting);
  }
  if (swaps.empty()) throw Misuse(file + ": states no other value than those in force");
  install_signal_handlers();
  Progress progress = around.progress(static_cast<int>(swaps.size()) + 2);
  const auto patterns = around.usual(progress);
  std::vector<analysis::Ablation> ablations;
  for (const Swap& swap : swaps)
    ablations.push_back(
        {swap.parameter, swap.usual, swap.other, around.holding({swap.setting}, progress)});
  ablations.push_back({std::string(analysis::all_values), "", "", around.holding(all, progress)});
  write(std::cout, tables_of(ablations, patterns, language), format, language);
  return progress.failed() > 0 ? failed : done;
}

int validate(const Request& request) {
  const int workers = workers_of(request);
  require_known("", request.value<std::string>("format"), format_names);
  const analysis::Format format = analysis::format_of(request);
  const Language language = analysis::language_of_tables(request);
  const bool spread = request.has("spread"), corridors = request.has("corridors");
  const bool ablate = request.has("ablate");
  if (spread + corridors + ablate > 1)
    throw Misuse(
        "--spread moves all together, --corridors one, --ablate takes the values of a file one by "
        "one: ask for one");
  if (request.has("draws") && !spread) throw Misuse("--draws needs --spread");
  if (spread || corridors || ablate)
    for (const char* const option : {"output", "mapping", "force"})
      if (request.has(option))
        throw Misuse("--" + std::string(option) + " is for one set of parameters, not for many");
  if (spread) return validate_spread(request, format, language);
  if (ablate) return validate_ablation(request, format, language);
  if (corridors) return validate_corridors(request, format, language);
  const Overrides overrides = overrides_of(request);
  const Words only = request.texts("only");
  const std::string output = request.text("output");
  Words files = request.files();
  if (files.empty()) files.push_back(shipped("validation"));

  const auto configurations = read_configurations(files, overrides, only);
  install_signal_handlers();
  TemporaryFolder passing;
  const fs::path folder = output.empty() ? passing.path() : fs::path(output);
  const Existing existing = request.existing();
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
    Progress progress(runs_of(configurations), request.has("quiet"));
    simulate(configurations, folder, request.command_line(), workers, progress, results, existing);
    failures = progress.failed();
  } catch (const Interrupted& interrupted) {
    const std::size_t kept = output.empty() ? 0 : results.size();
    throw Interrupted{interrupted.signal, files_kept(folder, kept, configurations.size())};
  } catch (const Hdf5Error& error) {
    const std::size_t kept = output.empty() ? 0 : results.size();
    throw Hdf5Error(std::string(error.what()) + "; " +
                    files_kept(folder, kept, configurations.size()));
  }
  auto judged = analysis::judged_patterns(by_layouts(configurations, results));
  keep_only(judged, only);
  write(std::cout, tables_of(judged, request.has("mapping"), language), format, language);
  return failures > 0 ? failed : done;
}

}  // namespace

Command verbs::validate() {
  return {
      .name = "validate",
      .about = "hold the model against published patterns",
      .usage = "[CONFIGURATION.toml | FOLDER]… [options]",
      .meaning =
          "Runs the configurations of the validation suite (default: scenarios/validation) "
          "and shows which\n"
          "published patterns the model holds under one common set of parameters, and which "
          "it does not.\n"
          "With --spread or --corridors also how far the parameters may move: together, or what "
          "was fitted\nalone. With --ablate what falls without each of the values: those of a "
          "file take their places,\none by one.",
      .example =
          "samen validate --only V1 --only V8\n"
          "         samen validate -o validation --format markdown\n"
          "         samen validate --spread 0.1 --draws 50\n"
          "         samen validate --corridors\n"
          "         samen validate --ablate scenarios/validation/first.toml",
      .kind = Kind::built_in,
      .most_files = -1,
      .question = "",
      .options =
          [](po::options_description_easy_init& add) {
            add("only", po::value<Words>()->composing(),
                "only the pattern of this id (V1); may be repeated");
            add("format", po::value<std::string>()->default_value("text"),
                "text, csv, json or markdown");
            add("spread", po::value<double>(),
                "move all common parameters together, by up to this share of their values");
            add("draws", po::value<int>(), "how many such sets; default: 50");
            add("corridors", "move each parameter that was fitted alone, until a pattern falls");
            add("ablate", po::value<std::string>(),
                "put each value of this TOML file alone in the place of the one in force");
            add("mapping", "also what stands for what in each configuration");
            add("output,o", po::value<std::string>(), "folder that keeps the result files");
            add("parameters", po::value<std::string>(),
                "TOML file with a set of common parameters for all patterns");
            add("set", po::value<Words>()->composing(),
                "change one common parameter for all patterns, as section.key=value; may be "
                "repeated");
            add("replicates", po::value<int>(),
                "runs per arm and design point, instead of those stated");
            add("seed", po::value<std::int64_t>(), "master seed, instead of those stated");
            add("workers", po::value<int>(),
                "threads; default: one per core; never changes a number");
            add("force", "replace result files in the folder");
            add("quiet", "no progress");
            analysis::add_language(add);
          },
      .act = samen::validate};
}

}  // namespace samen
