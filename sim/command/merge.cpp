// `samen merge`: joins the shards of a batch.
#include <optional>

#include "analysis/output/request.hpp"
#include "command/batches.hpp"
#include "command/merging.hpp"
#include "command/verbs.hpp"
#include "io/hdf5.hpp"
#include "io/interruption.hpp"
#include "io/merge.hpp"
#include "io/results_file.hpp"
#include "io/run_table.hpp"
#include "io/scenario_reader.hpp"
#include "io/shard_folder.hpp"

namespace samen {
namespace {

namespace po = boost::program_options;

std::vector<Shard> shards_at(const Words& files) {
  std::vector<Shard> shards;
  for (const std::string& file : files) {
    try {
      shards.push_back(shard_in(file));
    } catch (const ResultsError& error) {
      throw Misuse("'" + file + "' is no shard: " + error.what());
    }
  }
  return shards;
}

/// Merges all shards of a batch; returns how many runs failed.
int merge_all(std::vector<Shard> shards, const std::string& output, Existing existing) {
  if (shards.empty()) throw Misuse("no shard is finished");
  const std::string first = shards.front().path.string();
  if (scenario_from(run_table_of(first).scenario, first + ": /scenario_resolved").until)
    throw Misuse(
        "samen merge: this batch ends by its stop rule (run.until), which merging does not know; "
        "finish it with the command that began it and --resume");
  const int runs = shards.front().planned_runs;
  shards = in_order(std::move(shards), runs);
  const int failures = failed_in(shards);
  const std::string kept = "the shards are kept: merge them again";
  try {
    merge_visibly(shards, output, "", existing, false);
  } catch (const Interrupted& interrupted) {
    throw Interrupted{interrupted.signal, kept};
  } catch (const Hdf5Error& error) {
    throw Hdf5Error(std::string(error.what()) + "; " + kept);
  }
  return failures;
}

int merge_shards(const Request& request) {
  const std::string language = analysis::language_of(request).code();
  const Words& files = request.files();
  std::string output = request.text("output");
  std::optional<ShardFolder> folder;
  std::vector<Shard> shards;
  if (output.empty()) {
    if (files.size() > 1) throw Misuse("name the result file with -o");
    output = files[0];
    folder.emplace(output);
    if (!folder->exists()) throw Misuse("there is no folder '" + folder->path().string() + "'");
    folder->enter({});
    shards = folder->shards();
  } else {
    shards = shards_at(files);
  }
  const Existing existing = request.existing();
  refuse_output(output, existing);
  if (existing == Existing::replaced) output = without_links(output).string();
  install_signal_handlers();
  const int failures = merge_all(std::move(shards), output, existing);
  if (folder && !request.has("keep")) folder->remove();
  const int shown = show_summary(output, language);
  return failures > 0 ? static_cast<int>(failed) : shown;
}

}  // namespace

Command verbs::merge() {
  return {.name = "merge",
          .about = "put the shards of a batch together",
          .usage = "RESULTS.h5 | SHARD.h5… -o RESULTS.h5",
          .meaning =
              "Puts the shards of a batch together: those in the folder RESULTS.h5.shards, or "
              "those named.\n"
              "The merged file is that of a batch that was never split.",
          .example =
              "samen run hefboom8.toml --shard 1/2 & samen run hefboom8.toml --shard 2/2 & wait\n"
              "         samen merge hefboom8.h5",
          .kind = Kind::built_in,
          .most_files = -1,
          .question = "which batch? Give the name of its result file",
          .options =
              [](po::options_description_easy_init& add) {
                add("output,o", po::value<std::string>(),
                    "result file; default: the one the folder is named after");
                add("force", "replace an existing result file");
                add("keep", "keep the shards");
                analysis::add_language(add);
              },
          .act = merge_shards};
}

}  // namespace samen
