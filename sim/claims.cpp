// `samen claims`: what documents say, put to runs with shared luck.
#include <algorithm>
#include <iostream>
#include <sstream>

#include "experiment/runner.hpp"
#include "io/calibration_reader.hpp"
#include "io/claims_reader.hpp"
#include "io/hdf5.hpp"
#include "io/results_writer.hpp"
#include "progress.hpp"
#include "verbs.hpp"

namespace samen {
namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;

constexpr int quick_replicates = 48;

/// "B25,D30" as two words.
Words split(const Words& lists) {
  Words words;
  for (const std::string& list : lists) {
    std::istringstream text(list);
    for (std::string word; std::getline(text, word, ',');) words.push_back(word);
  }
  return words;
}

int runs_in(const std::vector<ClaimsBatch>& batches) {
  int runs = 0;
  for (const ClaimsBatch& batch : batches) runs += number_of_runs(batch.scenario);
  return runs;
}

void estimate(const std::vector<ClaimsBatch>& batches, int workers) {
  double seconds = 0.0, bytes = 0.0;
  for (const ClaimsBatch& batch : batches) {
    seconds += expected_seconds(batch.scenario, workers);
    bytes += expected_bytes(batch.scenario);
  }
  std::cout << count_of(batches) << '\n'
            << (seconds < 1.0 ? "less than a second" : "about " + Progress::duration(seconds))
            << " with " << counted(std::min(workers, cores_at_hand()), "core") << '\n'
            << "about " << static_cast<long>(bytes / 1e6 + 1) << " MB of results\n";
}

/// Runs the batches into their files; how many runs failed. Counts the files that are finished.
int fill(const std::vector<ClaimsBatch>& batches, const Words& files, const Provenance& provenance,
         Existing existing, bool quiet, std::size_t& finished) {
  Progress progress(runs_in(batches), quiet);
  for (std::size_t n = 0; n < batches.size(); ++n, ++finished) {
    ResultsWriter writer(batches[n].scenario, files[n], provenance, existing);
    run_batch(batches[n].scenario, provenance.workers, [&](const RunResult& result) {
      heed_signals();
      writer.write(result);
      progress.step(result.failed);
    });
    writer.finish();
  }
  return progress.failed();
}

}  // namespace

Words notes_of(const std::vector<ClaimsBatch>& batches) {
  Words notes;
  for (const ClaimsBatch& batch : batches)
    for (const std::string& note : batch.scenario.notes)
      if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(note);
  return notes;
}

std::string count_of(const std::vector<ClaimsBatch>& batches) {
  int claims = 0, points = 0;
  for (const ClaimsBatch& batch : batches) {
    claims += static_cast<int>(batch.claims.size());
    points += batch.scenario.design.points();
  }
  return counted(claims, "claim") + ", " + counted(points, "setting") + ", " +
         counted(static_cast<int>(batches.size()), "result file") + ", " +
         counted(runs_in(batches), "run");
}

int claims(const Words& words) {
  std::string file, output, format, common;
  Words only;
  Overrides overrides;
  int workers = cores_at_hand();
  po::options_description options("options"), operands;
  operands.add_options()("file", po::value(&file));
  auto add = options.add_options();
  add("help", "show this help");
  add("output,o", po::value(&output),
      "folder of the result files and verdicts; default: the claims' name with _results, here");
  add("only", po::value(&only)->composing(),
      "only these claims, by id or row, as B25,D30; may be repeated");
  add("set", po::value(&overrides.settings)->composing(),
      "change one value of every scenario, as section.key=value; may be repeated");
  add("parameters", po::value(&common),
      "TOML file with a set of common parameters for every scenario, as samen calibrate picks "
      "them");
  add("without-remains",
      "do not run the sides once more with the coefficients made for them neutral: half the time");
  add("quick", "few replicates: a look, no verdict to publish");
  add("replicates", po::value<int>(), "pairs of runs for each claim, instead of the file's");
  add("seed", po::value<std::int64_t>(), "master seed, instead of the scenarios'");
  add("workers", po::value(&workers), "threads; default: one per core; never changes a number");
  add("format", po::value(&format)->default_value("text"), "text, csv, json or markdown");
  add("dry-run", "only say how many runs, how long and how much disk");
  add("force", "replace existing result files");
  add("quiet", "no progress");
  po::positional_options_description positions;
  positions.add("file", 1);
  const auto values = parsed(
      words, options, operands, positions,
      "usage: samen claims CLAIMS.toml [options]\n\n"
      "Runs the settings that claims speak about with shared luck and says of each claim whether\n"
      "the model supports it, with effect, paired 95 % interval and n, and whether it could have\n"
      "failed: what remains of the effect where the coefficients made for it do nothing. Writes a\n"
      "result file for each base scenario and set of arms, verdicts.csv and verdicts.json;\n"
      "samen verdicts shows them again.\n\n"
      "example: samen claims scenarios/claims.toml --only B25,D30\n"
      "         samen claims scenarios/claims.toml --set decision.keep=0.5 -o other\n");
  if (!values) return done;
  if (file.empty()) throw Misuse("which claims? Give the name of a .toml file");
  require_workers(workers);
  static const Words formats{"text", "csv", "json", "markdown"};
  require_known(format, formats);
  if (values->count("quick")) overrides.replicates = quick_replicates;
  if (values->count("replicates")) overrides.replicates = (*values)["replicates"].as<int>();
  if (values->count("seed")) overrides.seed = (*values)["seed"].as<std::int64_t>();

  if (!common.empty()) lay_under(overrides, common);
  const auto batches =
      read_claims(file, overrides, split(only), values->count("without-remains") == 0);
  if (values->count("dry-run")) {
    estimate(batches, workers);
    return done;
  }
  if (!values->count("quiet")) tell(notes_of(batches));
  if (output.empty()) output = fs::path(file).stem().string() + "_results";
  if (fs::exists(output) && !fs::is_directory(output))
    throw Misuse("'" + output + "' is no folder: name one with -o");
  Words files;
  for (const ClaimsBatch& batch : batches)
    files.push_back(operand(fs::path(output) / (batch.name + ".h5")));
  const Existing existing = existing_by(*values);
  for (const std::string& each : files) refuse_output(each, existing);
  require_free({fs::path(output) / "verdicts.csv", fs::path(output) / "verdicts.json"}, existing);
  fs::create_directories(output);
  listen_for_signals();
  int failures = 0;
  std::size_t finished = 0;
  try {
    failures =
        fill(batches, files, {quoted_command_line("claims", words), workers, instruction_set()},
             existing, values->count("quiet") > 0, finished);
  } catch (const Interrupted& interrupted) {
    throw Interrupted{interrupted.signal, files_kept(output, finished, files.size())};
  } catch (const Hdf5Error& error) {
    throw Hdf5Error(std::string(error.what()) + "; " + files_kept(output, finished, files.size()));
  }
  int shown = done;
  for (const std::string kind : {"csv", "json"}) {
    Words request = files;
    request.insert(request.end(), {"--format", kind, "--only", "verdicts"});
    OutputFile written(fs::path(output) / ("verdicts." + kind), existing);
    shown = std::max(shown, show("verdicts", request, &written));
  }
  Words request = files;
  request.insert(request.end(), {"--format", format});
  shown = std::max(shown, show("verdicts", request));
  return failures > 0 ? static_cast<int>(failed) : shown;
}

}  // namespace samen
