// The command `samen`: a table of verbs. A verb that is not built in is the program `samen-VERB`
// beside this one, so every analysis stays a program of its own and users learn one name.
#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>
#include <boost/program_options.hpp>

#include "describe.hpp"
#include "experiment/runner.hpp"
#include "io/hdf5.hpp"
#include "io/nearest.hpp"
#include "io/results_writer.hpp"
#include "io/scenario_reader.hpp"
#include "progress.hpp"
#include "version.hpp"

namespace samen {
namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;

using Words = std::vector<std::string>;

enum Exit { done = 0, failed = 1, misused = 2 };

struct Verb {
  std::string_view name;
  std::string_view help;
  int (*act)(const Words& words);
};

int run(const Words& words);
int check(const Words& words);
int describe_rows(const Words& words);

constexpr std::array verbs{
    Verb{"run", "run a scenario and show what came out", run},
    Verb{"check", "check scenario files without running them", check},
    Verb{"describe", "list parameters, observables or arms", describe_rows},
};

/// What the user typed cannot be carried out.
struct Misuse : std::runtime_error {
  using std::runtime_error::runtime_error;
};

fs::path own_folder() {
  return fs::read_symlink("/proc/self/exe").parent_path();
}

Words analyses() {
  Words names;
  for (const auto& entry : fs::directory_iterator(own_folder())) {
    const std::string name = entry.path().filename();
    if (name.starts_with("samen-") && ::access(entry.path().c_str(), X_OK) == 0)
      names.push_back(name.substr(6));
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// What an analysis says of itself, in one line.
std::string about(const std::string& analysis) {
  const std::string command = "'" + (own_folder() / ("samen-" + analysis)).string() + "' --about";
  std::string line;
  if (FILE* const pipe = ::popen(command.c_str(), "r")) {
    for (int letter; (letter = std::fgetc(pipe)) != EOF && letter != '\n';)
      line += static_cast<char>(letter);
    ::pclose(pipe);
  }
  return line;
}

void show_help(std::ostream& out) {
  out << "samen – what do organisations and society get from doing nothing, alone or together?\n\n"
         "usage: samen VERB [options]\n\n";
  for (const Verb& verb : verbs)
    out << "  " << verb.name << std::string(12 - verb.name.size(), ' ') << verb.help << '\n';
  for (const std::string& name : analyses())
    out << "  " << name << std::string(name.size() < 12 ? 12 - name.size() : 1, ' ') << about(name)
        << '\n';
  out << "\nexample: samen run scenarios/hefboom8.toml --replicates 50 -o hefboom8.h5\n"
         "         samen summary hefboom8.h5\n\n"
         "samen VERB --help tells more; samen --version tells which version this is.\n";
}

/// Parses the options of a verb and what stands without one (`operands`); prints its help and
/// returns nothing when asked for.
std::optional<po::variables_map> parsed(const Words& words, const po::options_description& options,
                                        const po::options_description& operands,
                                        const po::positional_options_description& positions,
                                        const std::string& usage) {
  po::variables_map values;
  po::options_description all;
  all.add(options).add(operands);
  try {
    po::store(po::command_line_parser(words).options(all).positional(positions).run(), values);
    po::notify(values);
  } catch (const po::unknown_option& error) {
    Words known;
    for (const auto& option : options.options()) known.push_back("--" + option->long_name());
    throw Misuse("unknown option '" + error.get_option_name() + "'" +
                 did_you_mean(error.get_option_name(), known));
  } catch (const po::error& error) {
    if (std::find(words.begin(), words.end(), "--help") == words.end()) throw Misuse(error.what());
  }
  if (!values.count("help") && std::find(words.begin(), words.end(), "--help") == words.end())
    return values;
  std::cout << usage << "\n" << options;
  return std::nullopt;
}

// ---- run --------------------------------------------------------------------------------------

/// The signal that asked to stop, 0 for none.
std::atomic<int> stop_signal = 0;

struct Interrupted {
  int signal;
};

/// "1 goal", "7 goals"
std::string counted(int n, const std::string& thing) {
  return std::to_string(n) + " " + thing + (n == 1 ? "" : "s");
}

/// " × 12 design points", where there is a design
std::string points_of(const Scenario& scenario) {
  if (scenario.design.factors.empty()) return "";
  return " × " + counted(scenario.design.points(), "design point");
}

/// Seconds the batch will take, from a timed sample: some replicates of each arm, or the first two
/// years of one where a world takes all workers.
double expected_seconds(const Scenario& scenario, int workers) {
  Scenario sample = scenario;
  sample.design = {};  // every point takes as long as the scenario itself
  const int points = scenario.design.points();
  double seconds = 0.0;
  const auto add = [&](const RunResult& result) { seconds += result.wall_seconds; };
  if (runs_in_blocks(scenario)) {
    sample.replicates = std::min(scenario.replicates, 2 * block_lanes);
    run_batch(sample, 1, add);
    const int blocks = static_cast<int>(scenario.arms.size()) * points *
                       ((scenario.replicates + block_lanes - 1) / block_lanes);
    return seconds * scenario.replicates * points / sample.replicates /
           std::min({workers, cores_at_hand(), blocks});
  }
  constexpr int first_months = 24;
  int& months = sample.setting.layout.calendar.months;
  sample.replicates = 1;
  months = std::min(months, first_months);
  run_batch(sample, workers, add);
  return seconds * scenario.replicates * points * scenario.setting.layout.calendar.months / months;
}

/// Says how many runs, how long and how much disk.
void estimate(const Scenario& scenario, int workers) {
  const double seconds = expected_seconds(scenario, workers);
  std::cout << counted(number_of_runs(scenario), "run") << ": "
            << counted(static_cast<int>(scenario.arms.size()), "arm") << " × "
            << counted(scenario.replicates, "replicate") << points_of(scenario) << '\n'
            << (seconds < 1.0 ? "less than a second" : "about " + Progress::duration(seconds))
            << " with " << counted(std::min(workers, cores_at_hand()), "core") << '\n'
            << "about " << static_cast<long>(expected_bytes(scenario) / 1e6 + 1)
            << " MB of results\n";
}

/// Starts the summary and waits for it.
int show_summary(const std::string& file) {
  const std::string program = own_folder() / "samen-summary";
  const pid_t child = ::fork();
  if (child == 0) {
    ::execl(program.c_str(), "samen-summary", file.c_str(), nullptr);
    std::cerr << "samen: cannot start " << program << " to show the results\n";
    std::_Exit(failed);
  }
  int status = 0;
  if (child < 0 || ::waitpid(child, &status, 0) < 0) return failed;
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  std::cerr << "samen: the summary broke off; the results are in " << file << '\n';
  return failed;
}

/// The command as it can be pasted into a shell again.
std::string quoted_command_line(const Words& words) {
  std::string line = "samen run";
  for (const std::string& word : words) {
    const bool plain_word = word.find_first_not_of(
                                "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789_-+=./:,@%") == std::string::npos;
    std::string quoted;
    for (const char letter : word)
      quoted += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
    line += plain_word && !word.empty() ? " " + word : " '" + quoted + "'";
  }
  return line;
}

/// Runs the batch into the file; returns how many runs failed.
int simulate_to_file(const Scenario& scenario, const std::string& output, int workers, bool quiet,
                     const Words& words) {
  ResultsWriter writer(scenario, output, {quoted_command_line(words), workers, instruction_set()});
  for (const int signal : {SIGINT, SIGTERM})
    std::signal(signal, [](int which) {
      stop_signal = which;          // seen when the next run is done
      std::signal(which, SIG_DFL);  // a second one does not wait
    });
  Progress progress(number_of_runs(scenario), quiet);
  run_batch(scenario, workers, [&](const RunResult& result) {
    if (const int signal = stop_signal) throw Interrupted{signal};
    writer.write(result);
    progress.step(result.failed);
  });
  writer.finish();
  return progress.failed();
}

/// Nothing but a result file is ever replaced, and that only when asked.
void refuse_output(const std::string& output, bool force) {
  std::error_code error;
  const fs::file_status status = fs::status(output, error);
  if (status.type() == fs::file_type::not_found) return;
  if (error) throw Misuse("'" + output + "': " + error.message());
  if (fs::is_directory(status)) throw Misuse("'" + output + "' is a folder: name a file with -o");
  if (!is_results_file(output))
    throw Misuse("'" + output + "' exists and is no result file: choose another name with -o");
  if (!force)
    throw Misuse("'" + output +
                 "' exists: choose another name with -o, or replace it with --force");
}

int run(const Words& words) {
  std::string file, output;
  Overrides overrides;
  int workers = cores_at_hand();
  po::options_description options("options"), operands;
  operands.add_options()("file", po::value(&file));
  auto add = options.add_options();
  add("help", "show this help");
  add("output,o", po::value(&output),
      "result file; default: the scenario's name with .h5, here (scenario.h5 from standard input)");
  add("set", po::value(&overrides.settings)->composing(),
      "change one value, as section.key=value; may be repeated; a list as "
      "'run.arms=[\"alone\", \"together\"]'");
  add("replicates", po::value<int>(), "runs per arm, instead of the scenario's");
  add("seed", po::value<std::int64_t>(), "master seed, instead of the scenario's");
  add("workers", po::value(&workers), "threads; default: one per core; never changes a number");
  add("dry-run", "only say how many runs, how long and how much disk");
  add("force", "replace an existing result file");
  add("quiet", "no progress");
  po::positional_options_description positions;
  positions.add("file", 1);
  const auto values =
      parsed(words, options, operands, positions,
             "usage: samen run SCENARIO.toml [options]   (- reads standard input)\n\n"
             "Runs every arm of a scenario with shared luck, writes the results "
             "and shows what came out.\n\n"
             "example: samen run scenarios/hefboom8.toml --set levers.puller=0 "
             "-o no_puller.h5\n");
  if (!values) return done;
  if (file.empty()) throw Misuse("samen run: which scenario? Give the name of a .toml file");
  constexpr int most_workers = 4096;
  if (workers < 1 || workers > most_workers)
    throw Misuse("--workers must be 1 to " + std::to_string(most_workers) + ", got " +
                 std::to_string(workers));
  if (values->count("replicates")) overrides.replicates = (*values)["replicates"].as<int>();
  if (values->count("seed")) overrides.seed = (*values)["seed"].as<std::int64_t>();

  const Scenario scenario = read_scenario(file, overrides);
  if (values->count("dry-run")) {
    estimate(scenario, workers);
    return done;
  }
  if (output.empty()) output = file == "-" ? "scenario.h5" : fs::path(file).stem().string() + ".h5";
  refuse_output(output, values->count("force") > 0);
  const int failures =
      simulate_to_file(scenario, output, workers, values->count("quiet") > 0, words);
  const int shown = show_summary(output);
  return failures > 0 ? static_cast<int>(failed) : shown;
}

// ---- check, describe --------------------------------------------------------------------------

int check(const Words& words) {
  Words files;
  po::options_description options("options");
  po::options_description operands;
  operands.add_options()("files", po::value(&files));
  options.add_options()("help", "show this help");
  po::positional_options_description positions;
  positions.add("files", -1);
  const auto values =
      parsed(words, options, operands, positions,
             "usage: samen check SCENARIO.toml…\n\n"
             "Reads scenario files and lists everything that is wrong with them.\n\n"
             "example: samen check scenarios/*.toml\n");
  if (!values) return done;
  if (files.empty()) throw Misuse("samen check: which files?");
  int result = done;
  for (const std::string& file : files) {
    try {
      const Scenario scenario = read_scenario(file);
      const Layout& layout = scenario.setting.layout;
      const auto size = [](const auto& things) { return static_cast<int>(things.size()); };
      std::cout << file << ": fine – " << counted(size(layout.organisations), "organisation")
                << ", " << counted(size(layout.tables), "table") << ", "
                << counted(size(layout.goals), "goal") << ", "
                << counted(size(scenario.arms), "arm") << " × "
                << counted(scenario.replicates, "replicate") << points_of(scenario) << '\n';
    } catch (const ScenarioError& error) {
      std::cerr << error.what() << '\n';
      result = misused;
    }
  }
  return result;
}

int describe_rows(const Words& words) {
  static const Words subjects{"parameters", "observables", "arms"};
  static const Words formats{"markdown", "json"};
  std::string what, format;
  po::options_description options("options");
  po::options_description operands;
  operands.add_options()("what", po::value(&what));
  options.add_options()("help", "show this help")(
      "format", po::value(&format)->default_value("markdown"), "markdown or json");
  po::positional_options_description positions;
  positions.add("what", 1);
  const auto values = parsed(words, options, operands, positions,
                             "usage: samen describe parameters|observables|arms\n\n"
                             "Lists what can be set or measured: name, unit, range, meaning and "
                             "source.\n\n"
                             "example: samen describe parameters --format json\n");
  if (!values) return done;
  const auto refuse_unknown = [](const std::string& given, const Words& known) {
    if (std::find(known.begin(), known.end(), given) == known.end())
      throw Misuse("expected " + listed(known) + ", got '" + given + "'" +
                   did_you_mean(given, known));
  };
  refuse_unknown(what, subjects);
  refuse_unknown(format, formats);
  describe(what, format, std::cout);
  return done;
}

int start_analysis(const std::string& verb, const Words& words) {
  Words known = analyses();
  if (std::find(known.begin(), known.end(), verb) == known.end()) {
    for (const Verb& built_in : verbs) known.emplace_back(built_in.name);
    throw Misuse("unknown verb '" + verb + "'" + did_you_mean(verb, known) +
                 "; samen --help lists all");
  }
  const std::string program = own_folder() / ("samen-" + verb);
  std::vector<char*> arguments{const_cast<char*>(program.c_str())};
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execv(program.c_str(), arguments.data());
  std::cerr << "samen: cannot start " << program << '\n';
  return failed;
}

int act(const Words& words) {
  if (words.empty()) {
    show_help(std::cerr);
    return misused;
  }
  if (words[0] == "--help" || words[0] == "help") {
    show_help(std::cout);
    return done;
  }
  if (words[0] == "--version") {
    std::cout << "samen " << version << " (" << git_commit << (git_dirty ? ", changed" : "")
              << "), engine for " << instruction_set() << '\n';
    return done;
  }
  const Words rest(words.begin() + 1, words.end());
  for (const Verb& verb : verbs)
    if (verb.name == words[0]) return verb.act(rest);
  return start_analysis(words[0], rest);
}

}  // namespace
}  // namespace samen

int main(int count, char** words) {
  using namespace samen;
  try {
    return act(Words(words + 1, words + count));
  } catch (const ScenarioError& error) {
    std::cerr << error.what() << '\n';
    return misused;
  } catch (const Misuse& error) {
    std::cerr << "samen: " << error.what() << '\n';
    return misused;
  } catch (const Interrupted& interrupted) {
    std::cerr << "samen: interrupted; nothing was kept\n";
    return 128 + interrupted.signal;
  } catch (const Hdf5Error& error) {
    // A file that could not be closed (a full disk) makes HDF5 crash when it tidies up at exit.
    std::cerr << "samen: " << error.what() << std::endl;
    std::_Exit(failed);
  } catch (const std::exception& error) {
    std::cerr << "samen: " << error.what() << '\n';
    return failed;
  }
}
