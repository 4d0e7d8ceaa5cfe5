#include "verbs.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iostream>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "experiment/runner.hpp"
#include "io/nearest.hpp"
#include "io/results_writer.hpp"

namespace samen {

namespace fs = std::filesystem;
namespace po = boost::program_options;

fs::path own_folder() {
  return fs::read_symlink("/proc/self/exe").parent_path();
}

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

std::string counted(int n, const std::string& thing) {
  return std::to_string(n) + " " + thing + (n == 1 ? "" : "s");
}

std::string points_of(const Scenario& scenario) {
  if (scenario.design.factors.empty()) return "";
  return " × " + counted(scenario.design.points(), "design point");
}

void tell(const Words& notes) {
  for (const std::string& note : notes) std::cerr << "note: " << note << '\n';
}

void require_known(const std::string& given, const Words& known) {
  if (std::find(known.begin(), known.end(), given) == known.end())
    throw Misuse("expected " + listed(known) + ", got '" + given + "'" +
                 did_you_mean(given, known));
}

void require_workers(int workers) {
  constexpr int most_workers = 4096;
  if (workers < 1 || workers > most_workers)
    throw Misuse("--workers must be 1 to " + std::to_string(most_workers) + ", got " +
                 std::to_string(workers));
}

std::string quoted_command_line(const std::string& verb, const Words& words) {
  std::string line = "samen " + verb;
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

Existing existing_by(const po::variables_map& values) {
  return values.count("force") ? Existing::replaced : Existing::kept;
}

void refuse_output(const std::string& output, Existing existing) {
  std::error_code none;
  const fs::file_status status = fs::status(output, none);
  if (is_stream(output))
    throw Misuse("'" + output +
                 "' is a pipe or a device, which cannot hold a result file: name a file with -o");
  if (fs::is_regular_file(status) && !is_results_file(output))
    throw Misuse("'" + output + "' exists and is no result file: choose another name with -o");
  require_free({output}, existing);
}

std::string files_kept(const fs::path& folder, std::size_t finished, std::size_t all) {
  if (finished == 0) return "nothing was kept";
  return std::to_string(finished) + " of " + std::to_string(all) +
         " result files are finished and kept in '" + folder.string() +
         "'; the same command with --force begins anew";
}

std::string operand(const fs::path& file) {
  return (file.string().starts_with('-') ? "./" : "") + file.string();
}

void flush_standard_output() {
  errno = 0;
  std::cout.flush();
  if (!std::cout)
    throw std::runtime_error(std::string("cannot write to standard output") +
                             (errno ? ": " + std::string(std::strerror(errno)) : ""));
}

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

int show(const std::string& analysis, const Words& words, OutputFile* output) {
  const std::string name = "samen-" + analysis;
  const std::string program = own_folder() / name;
  std::vector<char*> arguments{const_cast<char*>(name.c_str())};
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  flush_standard_output();
  const pid_t child = ::fork();
  if (child == 0) {
    const int file = output ? ::open(output->part().c_str(), O_WRONLY | O_CLOEXEC) : STDOUT_FILENO;
    if (file < 0 || ::dup2(file, STDOUT_FILENO) < 0) {
      std::cerr << "samen: cannot write "
                << (output ? output->part().string() : "to standard output") << ": "
                << std::strerror(errno) << '\n';
      std::_Exit(failed);
    }
    ::execv(program.c_str(), arguments.data());
    std::cerr << "samen: cannot start " << program << " to show the results\n";
    std::_Exit(failed);
  }
  int status = 0;
  if (child < 0 || ::waitpid(child, &status, 0) < 0) {
    std::cerr << "samen: cannot start " << name << ": " << std::strerror(errno)
              << "; the results are there\n";
    return failed;
  }
  if (WIFEXITED(status)) {
    if (output && WEXITSTATUS(status) == done) output->publish();
    return WEXITSTATUS(status);
  }
  std::cerr << "samen: " << name << " broke off; the results are there\n";
  return failed;
}

}  // namespace samen
