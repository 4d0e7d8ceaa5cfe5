#include "command/command.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iostream>

#include <nlohmann/json.hpp>

#include "io/harmless_output.hpp"
#include "io/hdf5.hpp"
#include "io/interruption.hpp"
#include "io/results_file.hpp"
#include "scenario/nearest.hpp"

namespace samen {

namespace po = boost::program_options;

namespace {

void add_usual_options(Kind kind, po::options_description_easy_init& add) {
  add("help", "show this help");
  if (kind == Kind::built_in) return;
  add("about", "say in one line what this is for");
  if (kind == Kind::tables) {
    add("format", po::value<std::string>()->default_value("text"), "text, csv, json or markdown");
    add("only", po::value<Words>()->composing(),
        "show only the table of this name; may be repeated");
  } else {
    add("force", "replace existing files (through a link the one it leads to)");
  }
}

void require_number_of(const Words& files, const Command& command) {
  if (files.empty() && !command.question.empty()) throw Misuse(command.question);
  if (command.most_files < 0 || files.size() <= static_cast<std::size_t>(command.most_files))
    return;
  throw Misuse("expected " + std::to_string(command.most_files) + " result file" +
               (command.most_files == 1 ? "" : "s at most") + ", got " +
               std::to_string(files.size()));
}

}  // namespace

Request::Request(po::variables_map values, Words files, std::string command_line)
    : values_(std::move(values)),
      files_(std::move(files)),
      command_line_(std::move(command_line)) {}

std::string Request::text(const std::string& option) const {
  return value_or<std::string>(option, {});
}

Words Request::texts(const std::string& option) const {
  return value_or<Words>(option, {});
}

std::optional<Request> Command::request(const Words& words) const {
  Words files;
  po::options_description shown("options"), all;
  auto add = shown.add_options();
  add_usual_options(kind, add);
  if (options) options(add);
  all.add(shown).add_options()("file", po::value(&files));
  po::positional_options_description positions;
  positions.add("file", kind == Kind::built_in ? most_files : -1);
  const bool asks_for_help = std::find(words.begin(), words.end(), "--help") != words.end();
  po::variables_map values;
  try {
    po::store(po::command_line_parser(words).options(all).positional(positions).run(), values);
    po::notify(values);
  } catch (const po::unknown_option& error) {
    Words known;
    for (const auto& option : shown.options()) known.push_back("--" + option->long_name());
    throw Misuse("unknown option '" + error.get_option_name() + "'" +
                 did_you_mean(error.get_option_name(), known));
  } catch (const po::error& error) {
    if (!asks_for_help) throw Misuse(error.what());
  }
  if (asks_for_help || values.count("help")) {
    std::cout << "usage: samen " << name << ' ' << usage << "\n\n"
              << meaning << "\n\nexample: " << example << "\n\n"
              << shown;
    return std::nullopt;
  }
  if (values.count("about")) {
    std::cout << about << '\n';
    return std::nullopt;
  }
  require_number_of(files, *this);
  if (kind == Kind::tables)
    require_known("--format", values["format"].as<std::string>(), format_names);
  return Request(std::move(values), std::move(files), quoted_command_line(name, words));
}

int Command::run(int count, char** words) const {
  const HarmlessOutput output(std::cout), errors(std::cerr);
  const auto complain = [&](const std::exception& error, int exit) {
    std::cerr << "samen " << name << ": " << error.what() << '\n';
    return exit;
  };
  std::string files;
  try {
    int exit = done;
    if (const auto asked = request(Words(words + 1, words + count))) {
      if (kind == Kind::files) install_signal_handlers();
      for (const std::string& file : asked->files()) files += (files.empty() ? "" : ", ") + file;
      exit = act(*asked);
    }
    flush_standard_output();
    return exit;
  } catch (const Misuse& error) {
    return complain(error, misused);
  } catch (const OutputRefused& error) {
    return complain(error, misused);
  } catch (const Interrupted& interrupted) {
    std::cerr << "samen " << name << ": interrupted; " << interrupted.kept << '\n';
    return 128 + interrupted.signal;
  } catch (const ResultsError& error) {
    return complain(error, misused);
  } catch (const Hdf5Error& error) {
    return complain(error, misused);
  } catch (const po::error& error) {
    return complain(error, misused);
  } catch (const nlohmann::json::exception& error) {
    return complain(ResultsError(files + ": a text in it cannot be read: " + error.what()),
                    misused);
  } catch (const std::out_of_range& error) {
    return complain(ResultsError(files + ": damaged – what it holds does not fit together (" +
                                 error.what() + ")"),
                    misused);
  } catch (const std::bad_alloc&) {
    return complain(ResultsError(files + ": not enough memory to read it"), failed);
  } catch (const std::exception& error) {
    return complain(error, failed);
  }
}

void require_known(const std::string& what, const std::string& given, const Words& known) {
  if (std::find(known.begin(), known.end(), given) != known.end()) return;
  constexpr std::size_t most_listed = 20;
  const Words some(known.begin(), known.begin() + static_cast<std::ptrdiff_t>(
                                                      std::min(known.size(), most_listed)));
  throw Misuse((what.empty() ? "" : what + ": ") + "expected " + listed(some) +
               (known.size() > most_listed ? " …" : "") + ", got '" + given + "'" +
               did_you_mean(given, known));
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

void flush_standard_output() {
  errno = 0;
  std::cout.flush();
  // An earlier failure may have left errno 0; this call sets it if the output is closed.
  if (!std::cout && errno == 0) ::fcntl(STDOUT_FILENO, F_GETFD);
  if (!std::cout)
    throw std::runtime_error(std::string("cannot write to standard output") +
                             (errno ? ": " + std::string(std::strerror(errno)) : ""));
}

}  // namespace samen
