// `samen calibrate`: history matching. It finds the sets of common parameters that are consistent
// with the published patterns. It picks no best set; wave by wave it rules out implausible sets
// (analysis/statistics/history_matching.hpp).
//
// A wave fills a box with sets and judges each set by all patterns, under each master seed. A
// pattern is implausible if one of its criteria is implausible; a set is ruled out if more patterns
// are implausible than a set may miss. The box of the next wave is the box of the sets not ruled
// out, a tenth wider at either end. After the last wave, the sets not ruled out run with the
// replicates that the configurations state, the least implausible set first. A set is kept if at
// least `least` patterns hold on average over the seeds; to demand this under every seed would keep
// only the lucky sets among many. From the kept sets a spread-out ensemble is chosen; its central
// member is the medoid of all kept sets.
#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>
#include <set>
#include <tuple>

#include "analysis/statistics/history_matching.hpp"
#include "command/batches.hpp"
#include "command/judged_sets.hpp"
#include "command/verbs.hpp"
#include "experiment/runner.hpp"
#include "io/calibration_reader.hpp"
#include "io/interruption.hpp"
#include "io/output_file.hpp"
#include "model/parameter_table.hpp"
#include "scenario/design_reader.hpp"
#include "scenario/pattern_reader.hpp"
#include "scenario/toml_text.hpp"

namespace samen {
namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;

using analysis::Places;

constexpr double margin = 0.1;

/// A set of common parameters and the results of its runs.
struct Trial {
  std::string name;  ///< "base", or wave and point: "2.17"
  Words settings{};  ///< "section.key=value", one for each factor
  Places places{};   ///< positions on the ranges of the calibration
  int implausible = 0;
  double sum = 0.0;   ///< sum of the implausibility over the patterns, at most `farthest` for each
  double held = 0.0;  ///< number of patterns that hold, mean over the seeds
  Words holding{}, failed{};  ///< patterns that hold under every seed, and the others
  bool whole = false;         ///< it ran with all replicates that the configurations state
  bool kept = false;
};

bool less_implausible(const Trial* a, const Trial* b) {
  return std::tuple(a->implausible, a->sum) < std::tuple(b->implausible, b->sum);
}

/// The result of one set on one pattern, over the seeds.
struct PatternTrial {
  double implausibility = 0.0, held = 0.0;
};

PatternTrial tried(const std::vector<std::vector<analysis::JudgedPattern>>& by_seed,
                   std::size_t n) {
  PatternTrial trial;
  const analysis::StatedPattern& pattern = by_seed.front()[n].pattern;
  if (pattern.criteria.empty())
    trial.implausibility = analysis::farthest;  // the model cannot show
                                                // this pattern
  for (std::size_t c = 0; c < pattern.criteria.size(); ++c) {
    if (!pattern.criteria[c].counts) continue;
    std::vector<analysis::Finding> findings;
    for (const auto& judged : by_seed) findings.push_back(judged[n].findings[c]);
    trial.implausibility =
        std::max(trial.implausibility, analysis::implausibility(pattern.criteria[c], findings));
  }
  for (const auto& judged : by_seed)
    trial.held += judged[n].holds() / static_cast<double>(by_seed.size());
  return trial;
}

class Matcher {
 public:
  Matcher(Calibration plan, Words files, Words base, int workers)
      : plan_(std::move(plan)),
        files_(std::move(files)),
        base_(std::move(base)),
        workers_(workers) {
    for (const std::string& setting : base_) {
      const std::size_t equals = setting.find('=');
      stated_[setting.substr(0, equals)] = setting.substr(equals + 1);
    }
  }

  const Calibration& plan() const { return plan_; }
  /// The values beside the factors, the same in all sets.
  const std::map<std::string, std::string>& stated() const { return stated_; }

  std::vector<Configuration> configurations(const Words& settings, std::int64_t seed,
                                            int replicates) const {
    Overrides overrides{.settings = base_, .seed = seed};
    overrides.settings.insert(overrides.settings.end(), settings.begin(), settings.end());
    if (replicates > 0) overrides.replicates = replicates;
    return read_configurations(files_, overrides, plan_.fit);
  }

  /// The starting set, with its values moved into the ranges.
  Trial base() const {
    Trial trial{.name = "base"};
    for (const DesignFactor& factor : plan_.design.factors) {
      const auto found = stated_.find(factor.name);
      const ParameterRow& row = *parameter_named(factor.name);
      const double value =
          found == stated_.end() ? row.value(Parameters{}) : std::stod(found->second);
      trial.settings.push_back(
          factor.name + "=" +
          (row.whole ? std::to_string(std::lround(value)) : shortest_text(value)));
      trial.places.push_back(place_on(factor.range, value));
    }
    return trial;
  }

  /// The sets of a wave in a box. Waves are numbered from 1.
  std::vector<Trial> wave(int number, const std::vector<analysis::Interval>& box) const {
    Design design = plan_.design;
    for (std::size_t k = 0; k < design.factors.size(); ++k)
      design.factors[k].range = part_of(design.factors[k].range, box[k].low, box[k].high);
    design.plan.seed += static_cast<std::uint64_t>(number) - 1;
    design.sample = sample_of(design.plan);
    std::vector<Trial> all;
    for (int point = 0; point < design.points(); ++point) {
      Trial trial{.name = std::to_string(number) + "." + std::to_string(point),
                  .settings = settings_at(design, point)};
      for (std::size_t k = 0; k < design.factors.size(); ++k)
        trial.places.push_back(place_on(plan_.design.factors[k].range, design.value(point, k)));
      all.push_back(std::move(trial));
    }
    return all;
  }

  /// Judges a set by the patterns under each seed. If `replicates` is 0, it runs as many replicates
  /// as the configurations state.
  void put(Trial& trial, int replicates, Progress& progress) const {
    std::vector<std::vector<analysis::JudgedPattern>> by_seed;
    for (const std::int64_t seed : plan_.seeds)
      by_seed.push_back(judged_runs(configurations(trial.settings, seed, replicates), plan_.fit,
                                    "samen calibrate", workers_, progress));
    trial.implausible = 0;
    trial.sum = trial.held = 0.0;
    trial.whole = replicates == 0;
    trial.holding.clear();
    trial.failed.clear();
    constexpr double always = 1.0 - 1e-9;
    for (std::size_t n = 0; n < by_seed.front().size(); ++n) {
      const PatternTrial found = tried(by_seed, n);
      trial.implausible += found.implausibility > analysis::implausible_from;
      trial.sum += std::min(found.implausibility, analysis::farthest);
      trial.held += found.held;
      (found.held > always ? trial.holding : trial.failed).push_back(by_seed.front()[n].pattern.id);
    }
  }

 private:
  Calibration plan_;
  Words files_, base_;
  std::map<std::string, std::string> stated_;
  int workers_;
};

std::string joined(const Words& words, const std::string& between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
  return text.empty() ? "none" : text;
}

std::string shown(double value, int digits) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

std::string value_in(const std::string& setting) {
  return setting.substr(setting.find('=') + 1);
}

/// Writes every tried set as CSV.
void write_trials(const std::string& path, const Matcher& matcher, const std::vector<Trial>& trials,
                  Existing existing) {
  OutputFile written(path, existing);
  std::ostream& file = written.stream();
  file << "set,held,implausible,implausibility,whole,kept,holding";
  for (const DesignFactor& factor : matcher.plan().design.factors) file << ',' << factor.name;
  file << '\n';
  for (const Trial& one : trials) {
    file << one.name << ',' << shown(one.held, 2) << ',' << one.implausible << ','
         << shown(one.sum, 4) << ',' << one.whole << ',' << one.kept << ','
         << joined(one.holding, " ");
    for (const std::string& setting : one.settings) file << ',' << value_in(setting);
    file << '\n';
  }
  written.publish();
}

/// A value as TOML: a number, or a quoted word.
std::string as_toml(const std::string& value) {
  const bool number = value.find_first_not_of("0123456789.+-e") == std::string::npos;
  return number || value == "true" || value == "false" ? value : '"' + value + '"';
}

/// The kept sets that form the ensemble.
struct Chosen {
  std::vector<const Trial*> members;  ///< the central set first
  std::vector<double> left;           ///< share of each range that the kept sets span
  std::size_t kept = 0;
};

Chosen chosen_of(const std::vector<Trial>& trials, int members) {
  Chosen chosen;
  std::vector<const Trial*> kept;
  std::vector<Places> places;
  for (const Trial& one : trials)
    if (one.kept) {
      kept.push_back(&one);
      places.push_back(one.places);
    }
  chosen.kept = kept.size();
  if (kept.empty()) return chosen;
  for (const std::size_t n :
       analysis::spread_out(places, analysis::medoid(places), static_cast<std::size_t>(members)))
    chosen.members.push_back(kept[n]);
  chosen.left = analysis::shares_left(places);
  return chosen;
}

void write_ensemble(const std::string& path, const Matcher& matcher, const Chosen& chosen,
                    int patterns, std::size_t tried, Existing existing) {
  const Calibration& plan = matcher.plan();
  OutputFile written(path, existing);
  std::ostream& file = written.stream();
  file << "# Sets of common parameters that the published patterns do not rule out, made by samen "
          "calibrate.\n# To use it: samen run SCENARIO.toml --ensemble=THIS_FILE"
       << "\n\n[ensemble]\ntitle = " << samen::written(toml::value<std::string>(plan.title))
       << "\nreason = \"" << chosen.kept << " of " << tried << " sets tried hold at least "
       << plan.least << " of " << patterns << " patterns on average over "
       << counted(static_cast<int>(plan.seeds.size()), "seed") << "; of them "
       << chosen.members.size() << " that are spread\"\ncentral = \""
       << chosen.members.front()->name << "\"\n";
  for (const Trial* one : chosen.members) {
    std::map<std::string, std::string> values = matcher.stated();
    for (const std::string& setting : one->settings)
      values[setting.substr(0, setting.find('='))] = value_in(setting);
    file << "\n[[set]]\nname = \"" << one->name << "\"\nholds = " << shown(one->held, 2)
         << "\n[set.values]\n";
    for (const auto& [key, value] : values) file << key << " = " << as_toml(value) << '\n';
  }
  written.publish();
}

/// The settings of --parameters and --set, without those that only say how often and how long.
Words base_of(const Request& request) {
  Overrides overrides;
  overrides.settings = request.texts("set");
  if (const std::string common = request.text("parameters"); !common.empty())
    lay_under(overrides, common);
  for (const std::string& setting : overrides.settings)
    if (!is_common(setting.substr(0, setting.find('='))))
      throw Misuse("--set " + setting + ": only common parameters are calibrated");
  return overrides.settings;
}

Calibration plan_of(const Request& request) {
  Calibration plan = read_calibration(request.file());
  const auto change = [&](const char* option, int& value, int least) {
    value = request.value_or(option, value);
    if (value < least)
      throw Misuse("--" + std::string(option) + " must be " + std::to_string(least) +
                   " or more, got " + std::to_string(value));
  };
  change("waves", plan.waves, 1);
  change("members", plan.members, 1);
  change("finalists", plan.finalists, 1);
  int points = plan.design.points();
  change("points", points, 1);
  plan.design.plan.size = static_cast<std::size_t>(points);
  plan.design.sample = sample_of(plan.design.plan);
  return plan;
}

std::string padded(std::string text, std::size_t width) {
  return text + std::string(text.size() < width ? width - text.size() : 1, ' ');
}

void show_set(const Trial& one, int patterns) {
  std::cout << "  " << padded(one.name, 8) << padded(shown(one.held, 1), 5) << "of " << patterns
            << " hold; implausible: " << one.implausible
            << "; not with every seed: " << joined(one.failed, " ") << '\n';
}

/// Shows which values of the parameters the patterns rule out and which they leave open.
void show_ranges(const Matcher& matcher, const Chosen& chosen) {
  constexpr std::size_t fewest = 10;
  if (chosen.kept < fewest) {
    std::cout << "\nToo few are kept to say what the patterns determine.\n";
    return;
  }
  const auto& factors = matcher.plan().design.factors;
  std::vector<std::size_t> order;
  for (std::size_t k = 0; k < factors.size(); ++k) order.push_back(k);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return chosen.left[a] < chosen.left[b]; });
  Words narrowed, open;
  for (const std::size_t k : order) {
    if (chosen.left[k] < analysis::narrowed_below)
      narrowed.push_back(factors[k].name + " (" + shown(100.0 * chosen.left[k], 0) + " % left)");
    else if (chosen.left[k] >= analysis::undetermined_from)
      open.push_back(factors[k].name);
  }
  std::cout << "\nWhat the patterns determine most: " << joined(narrowed, ", ")
            << ".\nWhat they leave undetermined, almost the whole range being left: "
            << joined(open, ", ") << ".\n";
}

/// The trials in order of implausibility, the least first.
std::vector<const Trial*> in_order_of_implausibility(const std::vector<Trial>& trials) {
  std::vector<const Trial*> order;
  for (const Trial& one : trials) order.push_back(&one);
  std::stable_sort(order.begin(), order.end(), less_implausible);
  return order;
}

int nothing_fits(const std::vector<Trial>& trials, const Calibration& plan, int patterns) {
  constexpr std::size_t nearest = 5;
  std::cout << "\nNothing fits: no set holds at least " << plan.least << " of " << patterns
            << " patterns on average over the seeds. Nearest came:\n";
  const auto order = in_order_of_implausibility(trials);
  for (std::size_t n = 0; n < std::min(nearest, order.size()); ++n) show_set(*order[n], patterns);
  return failed;
}

/// Runs the waves and reports progress; returns all tried sets.
std::vector<Trial> waves(const Matcher& matcher, int patterns, Progress& progress) {
  const Calibration& plan = matcher.plan();
  const auto out = [&](const Trial& one) {
    return analysis::ruled_out(one.implausible, patterns, plan.least);
  };
  const auto within = [](const Trial& one) {
    return std::all_of(one.places.begin(), one.places.end(),
                       [](double place) { return place >= 0.0 && place <= 1.0; });
  };
  std::vector<Trial> trials;
  if (Trial base = matcher.base(); within(base)) {
    matcher.put(base, plan.replicates, progress);
    trials.push_back(std::move(base));
  }
  std::vector<analysis::Interval> box(plan.design.factors.size(), {0.0, 1.0});
  for (int number = 1; number <= plan.waves; ++number) {
    int left = 0;
    for (Trial& one : matcher.wave(number, box)) {
      matcher.put(one, plan.replicates, progress);
      left += !out(one);
      trials.push_back(std::move(one));
    }
    double width = 0.0;
    for (const analysis::Interval& side : box)
      width += (side.high - side.low) / static_cast<double>(box.size());
    std::cout << "wave " << number << ": " << left << " of " << plan.design.plan.size
              << " sets not ruled out, in a box that takes " << shown(100.0 * width, 0)
              << " % of each range on average\n"
              << std::flush;
    std::vector<Places> places;
    for (const Trial& one : trials)
      if (!out(one)) places.push_back(one.places);
    if (places.empty()) break;
    box = analysis::box_of(places, margin);
  }
  return trials;
}

/// Judges the sets not ruled out with the full number of replicates.
void judge_finalists(std::vector<Trial>& trials, const Matcher& matcher, int patterns,
                     Progress& progress) {
  const Calibration& plan = matcher.plan();
  std::vector<Trial*> finalists;
  for (Trial& one : trials)
    if (!analysis::ruled_out(one.implausible, patterns, plan.least)) finalists.push_back(&one);
  std::stable_sort(finalists.begin(), finalists.end(), less_implausible);
  if (finalists.size() > static_cast<std::size_t>(plan.finalists))
    finalists.resize(static_cast<std::size_t>(plan.finalists));
  constexpr double rounding = 1e-9;
  for (Trial* const one : finalists) {
    matcher.put(*one, 0, progress);
    one->kept = one->held + rounding >= plan.least;
  }
}

/// Number of patterns. A pattern judged over several layouts is in several configurations and
/// counts once.
int patterns_in(const std::vector<Configuration>& configurations) {
  std::set<std::string> ids;
  for (const Configuration& one : configurations)
    for (const auto& pattern : one.scenario.patterns) ids.insert(pattern.id);
  return static_cast<int>(ids.size());
}

int calibrate(const Request& request) {
  const std::string& file = request.file();
  const int workers = workers_of(request);
  const Existing existing = request.existing();
  const std::string output = request.text("output"), ensemble = request.text("ensemble");
  Words configurations = request.texts("configurations");
  std::vector<fs::path> outputs;
  for (const std::string& one : {output, ensemble})
    if (!one.empty()) outputs.emplace_back(one);
  require_free(outputs, existing);
  if (configurations.empty()) {
    const fs::path folder = fs::path(file).parent_path();
    configurations.push_back(folder.empty() ? "." : folder.string());
  }
  const Matcher matcher(plan_of(request), configurations, base_of(request), workers);
  const Calibration& plan = matcher.plan();
  const auto of_wave = matcher.configurations({}, 1, plan.replicates);  // reports unknown ids
  const int patterns = plan.fit.empty() ? patterns_in(of_wave) : static_cast<int>(plan.fit.size());
  if (plan.least > patterns)
    throw Misuse("'calibration.least' must be at most " + std::to_string(patterns) +
                 ", as many patterns as there are, got " + std::to_string(plan.least));
  const int seeds = static_cast<int>(plan.seeds.size());
  const int sets = 1 + plan.waves * plan.design.points();
  Progress progress(
      seeds * (sets * runs_of(of_wave) +
               std::min(sets, plan.finalists) * runs_of(matcher.configurations({}, 1, 0))),
      request.has("quiet"));
  install_signal_handlers();
  std::cout << plan.title << "\n\n";
  std::vector<Trial> trials = waves(matcher, patterns, progress);
  judge_finalists(trials, matcher, patterns, progress);
  if (!output.empty()) write_trials(output, matcher, trials, existing);
  const Chosen chosen = chosen_of(trials, plan.members);
  if (chosen.members.empty()) return nothing_fits(trials, plan, patterns);
  std::cout << '\n'
            << chosen.kept << " of " << trials.size() << " sets hold at least " << plan.least
            << " of " << patterns << " patterns on average over " << counted(seeds, "seed")
            << "; an ensemble of " << chosen.members.size()
            << " that are spread, the central one first:\n";
  for (const Trial* one : chosen.members) show_set(*one, patterns);
  show_ranges(matcher, chosen);
  if (!ensemble.empty())
    write_ensemble(ensemble, matcher, chosen, patterns, trials.size(), existing);
  return done;
}

}  // namespace

Command verbs::calibrate() {
  return {
      .name = "calibrate",
      .about = "which sets of common parameters the published patterns do not rule out",
      .usage = "CALIBRATION.toml [options]",
      .meaning =
          "History matching: tries sets of common parameters on published patterns, in waves, and\n"
          "rules out what lies too far from what research found. What is left is written as an\n"
          "ensemble, under which any scenario can be run. Ends with exit code 1 where nothing\n"
          "fits, and says what came nearest.",
      .example =
          "samen calibrate scenarios/validation/calibration.toml -o trials.csv --ensemble "
          "ensemble.toml",
      .kind = Kind::built_in,
      .most_files = 1,
      .question = "which calibration? Give the name of a .toml file",
      .options =
          [](po::options_description_easy_init& add) {
            add("configurations", po::value<Words>()->composing(),
                "configuration or folder of them; default: the folder of the calibration");
            add("output,o", po::value<std::string>(), "CSV file of every set that was tried");
            add("ensemble", po::value<std::string>(), "TOML file for the ensemble");
            add("parameters", po::value<std::string>(),
                "TOML file with common parameters that hold beside those that move");
            add("set", po::value<Words>()->composing(),
                "change one of them, as section.key=value; may be repeated");
            add("waves", po::value<int>(), "waves, instead of those stated");
            add("points", po::value<int>(), "sets a wave, instead of those stated");
            add("finalists", po::value<int>(),
                "the most sets run with all replicates, instead of those stated");
            add("members", po::value<int>(),
                "the most sets of the ensemble, instead of those stated");
            add("workers", po::value<int>(),
                "threads; default: one per core; never changes a number");
            add("force", "replace existing files");
            add("quiet", "no progress");
          },
      .act = samen::calibrate};
}

}  // namespace samen
