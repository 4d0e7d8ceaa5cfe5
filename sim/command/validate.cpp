// `samen validate`: the patterns published research found, each in its own configuration, all under
// one common set of parameters.
#include <iostream>

#include "analysis/output/pattern_tables.hpp"
#include "command/batches.hpp"
#include "command/configurations.hpp"
#include "command/verbs.hpp"
#include "io/hdf5.hpp"
#include "io/interruption.hpp"
#include "io/output_file.hpp"
#include "io/shipped.hpp"

namespace samen {
namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;

int validate(const Request& request) {
  const int workers = workers_of(request);
  const auto format = request.value<std::string>("format");
  require_known("", format, format_names);
  const Overrides overrides = overrides_of(request);
  const Words only = request.texts("only");
  const std::string output = request.text("output");
  Words files = request.files();
  if (files.empty()) files.push_back(shipped("validation"));

  const auto configurations = read_configurations(files, overrides, only);
  listen_for_signals();
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
  auto judged = analysis::judged_patterns(results);
  keep_only(judged, only);
  write(std::cout, tables_of(judged, request.has("mapping")), analysis::format_named(format));
  return failures > 0 ? failed : done;
}

}  // namespace

Command verbs::validate() {
  return {.name = "validate",
          .about = "hold the model against published patterns",
          .usage = "[CONFIGURATION.toml | FOLDER]… [options]",
          .meaning =
              "Runs the configurations of the validation suite (default: scenarios/validation) "
              "and shows which\n"
              "published patterns the model holds under one common set of parameters, and which "
              "it does not.",
          .example =
              "samen validate --only V1 --only V8\n"
              "         samen validate -o validation --format markdown",
          .kind = Kind::built_in,
          .most_files = -1,
          .question = "",
          .options =
              [](po::options_description_easy_init& add) {
                add("only", po::value<Words>()->composing(),
                    "only the pattern of this id (V1); may be repeated");
                add("format", po::value<std::string>()->default_value("text"),
                    "text, csv, json or markdown");
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
              },
          .act = samen::validate};
}

}  // namespace samen
