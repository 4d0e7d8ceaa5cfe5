#include "verbs.hpp"

#include <algorithm>
#include <iostream>

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

}  // namespace samen
