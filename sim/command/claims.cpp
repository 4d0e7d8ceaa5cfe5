// `samen claims`: tests claims of documents by paired runs, which use the same draws.
#include <algorithm>
#include <iostream>
#include <optional>
#include <sstream>
#include <utility>

#include "analysis/output/claim_tables.hpp"
#include "analysis/output/request.hpp"
#include "command/batches.hpp"
#include "command/claims_batches.hpp"
#include "command/progress.hpp"
#include "command/verbs.hpp"
#include "experiment/runner.hpp"
#include "io/ensemble_file.hpp"
#include "io/hdf5.hpp"
#include "io/interruption.hpp"
#include "io/results_writer.hpp"
#include "io/shipped.hpp"
#include "scenario/toml_text.hpp"

namespace samen {
namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;

constexpr int quick_replicates = 48;

/// Splits "B25,D30" into two words.
Words split(const Words& lists) {
  Words words;
  for (const std::string& list : lists) {
    std::istringstream text(list);
    for (std::string word; std::getline(text, word, ',');) words.push_back(word);
  }
  return words;
}

void estimate(const std::vector<ClaimsBatch>& batches, int workers) {
  double seconds = 0.0, bytes = 0.0;
  for (const ClaimsBatch& batch : batches) {
    seconds += expected_seconds(batch.scenario, workers);
    bytes += expected_bytes(batch.scenario);
  }
  std::cout << count_of(batches) << '\n'
            << (seconds < 1.0 ? "less than a second" : "about " + Progress::duration(seconds))
            << " with " << counted(std::min(workers, available_cores()), "core") << '\n'
            << "about " << static_cast<long>(bytes / 1e6 + 1) << " MB of results\n";
}

/// Runs the batches into their files and counts the finished ones.
void fill(const std::vector<ClaimsBatch>& batches, const Words& files, const Provenance& provenance,
          Existing existing, Progress& progress, std::size_t& finished) {
  for (std::size_t n = 0; n < batches.size(); ++n, ++finished) {
    ResultsWriter writer(batches[n].scenario, files[n], provenance, existing);
    run_batch(batches[n].scenario, provenance.workers, [&](const RunResult& result) {
      throw_if_interrupted();
      writer.write(result);
      progress.step(result.failed);
    });
    writer.finish();
  }
}

Words files_for(const std::vector<ClaimsBatch>& batches, const fs::path& folder) {
  Words files;
  for (const ClaimsBatch& batch : batches) files.push_back(operand(folder / (batch.name + ".h5")));
  return files;
}

/// The parameters of a set as overrides; the user's other overrides take precedence.
Overrides under(const EnsembleSet& set, Overrides overrides) {
  Words settings;
  for (const auto& [key, value] : set.values)
    settings.push_back(std::string(key.str()) + "=" + written(value));
  settings.insert(settings.end(), overrides.settings.begin(), overrides.settings.end());
  overrides.settings = std::move(settings);
  return overrides;
}

/// An ensemble, and the position of its central set.
struct AllSets {
  Ensemble ensemble;
  std::size_t central = 0;

  explicit AllSets(const std::string& file) : ensemble(read_ensemble_file(file)) {
    while (ensemble.sets[central].name != ensemble.central) ++central;
  }
};

/// Writes a table to the folder as CSV and JSON.
void keep(const analysis::Table& table, const fs::path& folder, const std::string& name,
          Existing existing) {
  for (const auto& [extension, kind] :
       {std::pair(".csv", analysis::Format::csv), std::pair(".json", analysis::Format::json)}) {
    OutputFile written(folder / (name + extension), existing);
    analysis::write(written.stream(), {table}, kind);
    written.publish();
  }
}

/// Shows for each claim whether its verdict is the same under all sets; `central` are the verdicts
/// under the central set. Deletes the runs and keeps the table in the folder.
void show_across_sets(const Request& request, const AllSets& sets, const Overrides& overrides,
                      std::vector<analysis::JudgedClaim> central, const Provenance& provenance,
                      const fs::path& folder, Progress& progress, Language language) {
  std::vector<std::vector<analysis::JudgedClaim>> by_set(sets.ensemble.sets.size());
  by_set[sets.central] = std::move(central);
  for (std::size_t n = 0; n < by_set.size(); ++n) {
    if (n == sets.central) continue;
    const auto batches = read_claims(request.file(), under(sets.ensemble.sets[n], overrides),
                                     split(request.texts("only")), false);
    const TemporaryFolder runs;
    const Words files = files_for(batches, runs.path());
    std::size_t finished = 0;
    fill(batches, files, provenance, Existing::kept, progress, finished);
    by_set[n] = analysis::judged_claims(files);
  }
  const auto claims = analysis::claims_across_sets(by_set, sets.central);
  keep(analysis::table_across_sets(claims, analysis::Format::csv, {}), folder, "sets",
       request.existing());
  const analysis::Format format = analysis::format_of(request);
  std::cout << '\n';
  analysis::write(std::cout, {analysis::table_across_sets(claims, format, language)}, format,
                  language);
}

/// Writes the verdicts to the folder as CSV and JSON, and shows them.
void show_verdicts(const Words& files, const fs::path& folder, analysis::Format format,
                   Existing existing, Language language) {
  const auto claims = analysis::judged_claims(files);
  keep(analysis::table_for_machines(claims), folder, "verdicts", existing);
  analysis::write(std::cout, analysis::tables_of(claims, format, language), format, language);
}

int claims(const Request& request) {
  const int workers = workers_of(request);
  require_known("", request.value<std::string>("format"), format_names);
  Overrides overrides = overrides_of(request);
  if (request.has("quick") && !overrides.replicates) overrides.replicates = quick_replicates;
  const std::string ensemble = std::exchange(overrides.ensemble, {});
  const auto sets = ensemble.empty() ? std::nullopt : std::optional<AllSets>(ensemble);
  const auto others = static_cast<int>(sets ? sets->ensemble.sets.size() - 1 : 0);
  const Overrides of_each = overrides;
  if (sets) overrides = under(sets->ensemble.sets[sets->central], overrides);
  const std::string& file = request.file();
  const auto batches =
      read_claims(file, overrides, split(request.texts("only")), !request.has("without-remains"));
  if (request.has("dry-run")) {
    analysis::note_idle_language(request, "--dry-run shows no table");
    estimate(batches, workers);
    return done;
  }
  const Language language = analysis::language_of_tables(request);
  if (!request.has("quiet")) show_notes(notes_of(batches));
  std::string output = request.text("output");
  if (output.empty()) output = fs::path(file).stem().string() + "_results";
  if (fs::exists(output) && !fs::is_directory(output))
    throw Misuse("'" + output + "' is no folder: name one with -o");
  const Words files = files_for(batches, output);
  const Existing existing = request.existing();
  for (const std::string& each : files) refuse_output(each, existing);
  std::vector<std::string> tables{"verdicts.csv", "verdicts.json"};
  if (sets) tables.insert(tables.end(), {"sets.csv", "sets.json"});
  for (const std::string& table : tables) require_free({fs::path(output) / table}, existing);
  fs::create_directories(output);
  install_signal_handlers();
  const Provenance provenance{request.command_line(), workers, instruction_set()};
  int runs = runs_in(batches);
  if (others > 0)
    runs += others * runs_in(read_claims(file, overrides, split(request.texts("only")), false));
  Progress progress(runs, request.has("quiet"));
  std::size_t finished = 0;
  try {
    fill(batches, files, provenance, existing, progress, finished);
  } catch (const Interrupted& interrupted) {
    throw Interrupted{interrupted.signal, files_kept(output, finished, files.size())};
  } catch (const Hdf5Error& error) {
    throw Hdf5Error(std::string(error.what()) + "; " + files_kept(output, finished, files.size()));
  }
  show_verdicts(files, output, analysis::format_of(request), existing, language);
  if (sets)
    show_across_sets(request, *sets, of_each, analysis::judged_claims(files), provenance, output,
                     progress, language);
  return progress.failed() > 0 ? failed : done;
}

}  // namespace

Command verbs::claims() {
  return {.name = "claims",
          .about = "put claims of documents to the test",
          .usage = "CLAIMS.toml [options]",
          .meaning =
              "Runs the settings that claims speak about with shared luck and says of each claim "
              "whether\n"
              "the model supports it, with effect, paired 95 % interval and n, and whether it "
              "could have\n"
              "failed: what remains of the effect where the coefficients made for it do nothing. "
              "Writes a\n"
              "result file for each base scenario and set of arms, verdicts.csv and "
              "verdicts.json, with\n"
              "--ensemble also sets.csv and sets.json; samen verdicts shows them again. Claims and "
              "comparisons\n"
              "are in the words of their file, whatever the language.",
          .example =
              "samen claims scenarios/claims.toml --only B25,D30\n"
              "         samen claims scenarios/claims.toml --set decision.keep=0.5 -o other\n"
              "         samen claims scenarios/claims.toml --ensemble --quick -o across",
          .kind = Kind::built_in,
          .most_files = 1,
          .question = "which claims? Give the name of a .toml file",
          .options =
              [](po::options_description_easy_init& add) {
                add("output,o", po::value<std::string>(),
                    "folder of the result files and verdicts; default: the claims' name with "
                    "_results, here");
                add("only", po::value<Words>()->composing(),
                    "only these claims, by id or row, as B25,D30; may be repeated");
                add("set", po::value<Words>()->composing(),
                    "change one value of every scenario, as section.key=value; may be repeated");
                add("parameters", po::value<std::string>(),
                    "TOML file with a set of common parameters for every scenario");
                add("ensemble",
                    po::value<std::string>()->implicit_value(shipped(std::string(shipped_ensemble)),
                                                             ""),
                    "the central set of an ensemble, and then of each verdict whether it stands "
                    "in nine of ten of its sets; --ensemble=FILE for another than "
                    "scenarios/validation/ensemble.toml");
                add("without-remains",
                    "do not run the sides once more with the coefficients made for them neutral: "
                    "half the time");
                add("quick", "few replicates: a look, no verdict to publish");
                add("replicates", po::value<int>(),
                    "pairs of runs for each claim, instead of the file's");
                add("seed", po::value<std::int64_t>(), "master seed, instead of the scenarios'");
                add("workers", po::value<int>(),
                    "threads; default: one per core; never changes a number");
                add("format", po::value<std::string>()->default_value("text"),
                    "text, csv, json or markdown");
                add("dry-run", "only say how many runs, how long and how much disk");
                add("force", "replace existing result files");
                add("quiet", "no progress");
                analysis::add_language(add);
              },
          .act = samen::claims};
}

}  // namespace samen
