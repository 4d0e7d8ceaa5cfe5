// `samen calibrate`: which set of common parameters holds most patterns. A design proposes sets,
// round after round in narrower ranges around the best so far; each set is put to the
// configurations of the patterns it is chosen by; the rule below picks. Patterns that are held out
// have no say and are told of the finalists.
//
// The rule: most of the patterns to choose by hold; of equals, the least sum over their criteria of
// how far each is outside its band; of equals, the nearest to the defaults (distance on the ranges
// of the design). The default set takes part.
#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>
#include <tuple>

#include "analysis/statistics/judged_patterns.hpp"
#include "command/batches.hpp"
#include "command/configurations.hpp"
#include "command/verbs.hpp"
#include "experiment/runner.hpp"
#include "io/calibration_reader.hpp"
#include "io/interruption.hpp"
#include "io/output_file.hpp"
#include "scenario/design_reader.hpp"

namespace samen {
namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;

/// A set of common parameters and what came of it.
struct Proposal {
  std::string name;            ///< "default", or round and point: "2.17"
  Words settings;              ///< "section.key=value"
  double far = 0.0;            ///< from the defaults, on the ranges of the design
  std::vector<double> places;  ///< on the ranges of the design
  int held = 0;
  double outside = 0.0;
  std::vector<std::string> holding;  ///< ids of the patterns
};

bool better(const Proposal& a, const Proposal& b) {
  return std::tuple(-a.held, a.outside, a.far) < std::tuple(-b.held, b.outside, b.far);
}

/// Adds how far each criterion that counts is outside its band, in the order of the pattern.
void add_distances(const analysis::JudgedPattern& judged, double& outside) {
  if (judged.pattern.criteria.empty()) outside += analysis::farthest;  // it cannot be shown
  for (std::size_t n = 0; n < judged.findings.size(); ++n)
    if (judged.pattern.criteria[n].counts) outside += judged.findings[n].distance;
}

class Calibrator {
 public:
  Calibrator(Calibration calibration, Words files, int workers)
      : calibration_(std::move(calibration)), files_(std::move(files)), workers_(workers) {}

  Proposal usual() const {
    return {.name = "default", .settings = {}, .places = calibration_.usual, .holding = {}};
  }

  /// The sets of a round, around the best so far.
  std::vector<Proposal> proposals(int round, const Proposal& best) const {
    Design design = calibration_.design;
    const double width = std::pow(0.5, round);
    for (std::size_t k = 0; k < design.factors.size(); ++k)
      if (round > 0)
        design.factors[k].range = part_of(design.factors[k].range, best.places[k], width);
    std::vector<Proposal> all;
    for (int point = 0; point < design.points(); ++point) {
      Proposal one{.name = std::to_string(round + 1) + "." + std::to_string(point),
                   .settings = settings_at(design, point),
                   .places = {},
                   .holding = {}};
      for (std::size_t k = 0; k < design.factors.size(); ++k) {
        one.places.push_back(
            place_on(calibration_.design.factors[k].range, design.value(point, k)));
        one.far += std::pow(one.places[k] - calibration_.usual[k], 2);
      }
      one.far = std::sqrt(one.far);
      all.push_back(std::move(one));
    }
    return all;
  }

  std::vector<Configuration> configurations(const Words& settings, int replicates,
                                            const Words& only) const {
    Overrides overrides{.settings = settings};
    if (replicates > 0) overrides.replicates = replicates;
    return read_configurations(files_, overrides, only);
  }

  /// Puts a set to the patterns named, or to all; with the replicates stated where none are given.
  void try_out(Proposal& proposal, int replicates, const Words& only, Progress& progress) const {
    const TemporaryFolder folder;
    const auto configured = configurations(proposal.settings, replicates, only);
    Words files;
    simulate(configured, folder.path(), "samen calibrate", workers_, progress, files);
    proposal.held = 0;
    proposal.outside = 0.0;
    proposal.holding.clear();
    for (const analysis::JudgedPattern& judged : analysis::judged_patterns(files)) {
      const std::string& id = judged.pattern.id;
      const bool chooses =
          std::find(calibration_.fit.begin(), calibration_.fit.end(), id) != calibration_.fit.end();
      if (judged.holds()) {
        proposal.holding.push_back(id);
        proposal.held += chooses;
      }
      if (chooses) add_distances(judged, proposal.outside);
    }
  }

  const Calibration& plan() const { return calibration_; }

 private:
  Calibration calibration_;
  Words files_;
  int workers_;
};

std::string listed_ids(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : " ") + id;
  return text.empty() ? "none" : text;
}

std::string shown(double value, int digits) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

/// Every set that was tried, as CSV.
void write_trials(const std::string& path, const Calibrator& calibrator,
                  const std::vector<Proposal>& proposals, Existing existing) {
  OutputFile written(path, existing);
  std::ostream& file = written.stream();
  file << "set,held,outside,from_default,holding";
  for (const DesignFactor& factor : calibrator.plan().design.factors) file << ',' << factor.name;
  file << '\n';
  for (const Proposal& one : proposals) {
    file << one.name << ',' << one.held << ',' << shown(one.outside, 4) << ',' << shown(one.far, 4)
         << ',' << listed_ids(one.holding);
    for (std::size_t k = 0; k < calibrator.plan().design.factors.size(); ++k)
      file << ','
           << (one.settings.empty() ? "default"
                                    : one.settings[k].substr(one.settings[k].find('=') + 1));
    file << '\n';
  }
  written.publish();
}

/// The set as a file to include in a scenario, or for samen validate --parameters.
void write_pick(const std::string& path, const Calibrator& calibrator, const Proposal& best,
                Existing existing) {
  std::map<std::string, std::vector<std::string>> sections;
  for (const std::string& setting : best.settings) {
    const std::size_t dot = setting.find('.'), equals = setting.find('=');
    sections[setting.substr(0, dot)].push_back(setting.substr(dot + 1, equals - dot - 1) + " = " +
                                               setting.substr(equals + 1));
  }
  OutputFile written(path, existing);
  std::ostream& file = written.stream();
  file << "# " << calibrator.plan().title << ": set " << best.name << ", picked by "
       << listed_ids(calibrator.plan().fit) << "\n# (samen calibrate).\n";
  for (const auto& [section, lines] : sections) {
    file << "\n[" << section << "]\n";
    for (const std::string& line : lines) file << line << '\n';
  }
  written.publish();
}

void show(const Calibrator& calibrator, const std::vector<Proposal>& finalists, std::size_t tried) {
  const Calibration& plan = calibrator.plan();
  std::cout << plan.title << "\n\nchosen by " << listed_ids(plan.fit) << ": " << tried
            << " sets tried with " << plan.replicates
            << " replicates a design point, the best again with those the configurations state\n\n"
            << "set       held  outside  from default  patterns that hold (held-out ones too)\n";
  for (const Proposal& one : finalists) {
    const auto padded = [](std::string text, std::size_t width) {
      return text + std::string(text.size() < width ? width - text.size() : 1, ' ');
    };
    std::cout << padded(one.name, 10)
              << padded(std::to_string(one.held) + "/" + std::to_string(plan.fit.size()), 6)
              << padded(shown(one.outside, 3), 9) << padded(shown(one.far, 3), 14)
              << listed_ids(one.holding) << '\n';
  }
  const Proposal& best = finalists.front();
  if (best.settings.empty()) {
    std::cout << "\nThe defaults are not surpassed.\n";
    return;
  }
  std::cout << "\nPicked: set " << best.name << '\n';
  for (const std::string& setting : best.settings) std::cout << "  --set " << setting << '\n';
}

int calibrate(const Request& request) {
  const std::string& file = request.file();
  const int workers = workers_of(request);
  const Existing existing = request.existing();
  const std::string trials = request.text("output"), pick = request.text("pick");
  Words configurations = request.texts("configurations");
  std::vector<fs::path> outputs;
  for (const std::string& output : {trials, pick})
    if (!output.empty()) outputs.emplace_back(output);
  require_free(outputs, existing);
  if (configurations.empty()) {
    const fs::path folder = fs::path(file).parent_path();
    configurations.push_back(folder.empty() ? "." : folder.string());
  }
  const Calibrator calibrator(read_calibration(file), configurations, workers);
  const Calibration& plan = calibrator.plan();
  const int each =
      runs_of(calibrator.configurations({}, plan.replicates, plan.fit));  // refuses unknown ids
  const int whole = runs_of(calibrator.configurations({}, 0, {}));
  const int sets = 1 + plan.rounds * plan.design.points();
  const auto finalists = static_cast<std::size_t>(std::min(sets, plan.finalists));
  Progress progress(each * sets + whole * (static_cast<int>(finalists) + 1), request.has("quiet"));
  listen_for_signals();
  std::vector<Proposal> proposals{calibrator.usual()};
  calibrator.try_out(proposals.front(), plan.replicates, plan.fit, progress);
  for (int round = 0; round < plan.rounds; ++round) {
    for (Proposal& one : calibrator.proposals(round, proposals.front())) {
      calibrator.try_out(one, plan.replicates, plan.fit, progress);
      proposals.push_back(std::move(one));
    }
    std::stable_sort(proposals.begin(), proposals.end(), better);
  }
  if (!trials.empty()) write_trials(trials, calibrator, proposals, existing);
  std::vector<Proposal> best(proposals.begin(),
                             proposals.begin() + static_cast<std::ptrdiff_t>(finalists));
  const auto is_usual = [](const Proposal& one) { return one.settings.empty(); };
  if (std::none_of(best.begin(), best.end(), is_usual)) best.push_back(calibrator.usual());
  for (Proposal& proposal : best) calibrator.try_out(proposal, 0, {}, progress);
  std::stable_sort(best.begin(), best.end(), better);
  if (!pick.empty()) write_pick(pick, calibrator, best.front(), existing);
  show(calibrator, best, proposals.size());
  return done;
}

}  // namespace

Command verbs::calibrate() {
  return {.name = "calibrate",
          .about = "choose common parameters by published patterns",
          .usage = "CALIBRATION.toml [options]",
          .meaning =
              "Tries sets of common parameters on published patterns and picks by a rule: most "
              "patterns hold, then\n"
              "least outside their bands, then nearest to the defaults. Patterns that are held "
              "out have no say.",
          .example = "samen calibrate scenarios/validation/calibration.toml -o trials.csv",
          .kind = Kind::built_in,
          .most_files = 1,
          .question = "which calibration? Give the name of a .toml file",
          .options =
              [](po::options_description_easy_init& add) {
                add("configurations", po::value<Words>()->composing(),
                    "configuration or folder of them; default: the folder of the calibration");
                add("output,o", po::value<std::string>(), "CSV file of every set that was tried");
                add("pick", po::value<std::string>(), "TOML file for the set that is picked");
                add("workers", po::value<int>(),
                    "threads; default: one per core; never changes a number");
                add("force", "replace existing files");
                add("quiet", "no progress");
              },
          .act = samen::calibrate};
}

}  // namespace samen
