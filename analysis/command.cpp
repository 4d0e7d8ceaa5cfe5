#include "command.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>

#include <nlohmann/json.hpp>

#include "io/harmless_output.hpp"
#include "io/interruption.hpp"
#include "io/nearest.hpp"

namespace samen {

namespace po = boost::program_options;

namespace {

const std::vector<std::string> formats(format_names.begin(), format_names.end());

/// The request; nothing where help was wanted and shown.
std::optional<Request> parsed(const Command& command, int count, char** words) {
  std::vector<std::string> files;
  po::options_description options("options"), all;
  auto add = options.add_options();
  add("help", "show this help");
  add("about", "say in one line what this is for");
  if (command.output == Output::tables) {
    add("format", po::value<std::string>()->default_value("text"), "text, csv, json or markdown");
    add("only", po::value<std::vector<std::string>>()->composing(),
        "show only the table of this name; may be repeated");
  } else {
    add("force", "replace existing files (through a link the one it leads to)");
  }
  if (command.options) command.options(add);
  all.add(options).add_options()("file", po::value(&files));
  po::positional_options_description positions;
  positions.add("file", -1);
  po::variables_map values;
  try {
    po::store(po::command_line_parser(count, words).options(all).positional(positions).run(),
              values);
    po::notify(values);
  } catch (const po::unknown_option& error) {
    std::vector<std::string> known;
    for (const auto& option : options.options()) known.push_back("--" + option->long_name());
    throw Misuse("unknown option '" + error.get_option_name() + "'" +
                 did_you_mean(error.get_option_name(), known));
  }
  if (values.count("help")) {
    std::cout << "usage: samen " << command.name << ' ' << command.usage << "\n\n"
              << command.meaning << "\n\nexample: " << command.example << "\n\n"
              << options;
    return std::nullopt;
  }
  if (values.count("about")) {
    std::cout << command.about << '\n';
    return std::nullopt;
  }
  if (files.empty()) throw Misuse("which result file?");
  if (files.size() > command.most_files)
    throw Misuse("expected " + std::to_string(command.most_files) + " result file" +
                 (command.most_files == 1 ? "" : "s at most") + ", got " +
                 std::to_string(files.size()));
  Request request(std::move(values), std::move(files));
  if (command.output == Output::tables) request.format();
  return request;
}

}  // namespace

Request::Request(po::variables_map values, std::vector<std::string> files)
    : values_(std::move(values)), files_(std::move(files)) {}

Format Request::format() const {
  const auto& name = value<std::string>("format");
  require_known("--format", name, formats);
  return static_cast<Format>(std::find(formats.begin(), formats.end(), name) - formats.begin());
}

Money Request::money(const Batch& batch) const {
  const bool for_machines = format() == Format::csv || format() == Format::json;
  return for_machines ? Money{"k€", 1.0, 0} : money_of(batch);
}

void Request::show(const std::vector<Table>& tables) const {
  if (!has("only")) return write(std::cout, tables, format());
  std::vector<std::string> known;
  for (const Table& table : tables) known.push_back(table.key);
  std::vector<Table> chosen;
  for (const auto& name : value<std::vector<std::string>>("only")) {
    require_known("--only", name, known);
    chosen.push_back(*std::find_if(tables.begin(), tables.end(),
                                   [&](const Table& table) { return table.key == name; }));
  }
  write(std::cout, chosen, format());
}

int Command::run(int count, char** words) const {
  const HarmlessOutput shown(std::cout), told(std::cerr);
  const auto complain = [&](const std::exception& error, int exit) {
    std::cerr << "samen " << name << ": " << error.what() << '\n';
    return exit;
  };
  std::string files;
  try {
    const auto request = parsed(*this, count, words);
    if (request) {
      if (output == Output::files) listen_for_signals();
      for (const std::string& file : request->files()) files += (files.empty() ? "" : ", ") + file;
      act(*request);
    }
    errno = 0;
    std::cout.flush();
    if (!std::cout)
      throw std::runtime_error(std::string("cannot write to standard output") +
                               (errno ? ": " + std::string(std::strerror(errno)) : ""));
    return 0;
  } catch (const Misuse& error) {
    return complain(error, 2);
  } catch (const OutputRefused& error) {
    return complain(error, 2);
  } catch (const Interrupted& interrupted) {
    std::cerr << "samen " << name << ": interrupted; " << interrupted.kept << '\n';
    return 128 + interrupted.signal;
  } catch (const ResultsError& error) {
    return complain(error, 2);
  } catch (const Hdf5Error& error) {
    return complain(error, 2);
  } catch (const po::error& error) {
    return complain(error, 2);
  } catch (const nlohmann::json::exception& error) {
    return complain(ResultsError(files + ": a text in it cannot be read: " + error.what()), 2);
  } catch (const std::out_of_range& error) {
    return complain(ResultsError(files + ": damaged – what it holds does not fit together (" +
                                 error.what() + ")"),
                    2);
  } catch (const std::bad_alloc&) {
    return complain(ResultsError(files + ": not enough memory to read it"), 1);
  } catch (const std::exception& error) {
    return complain(error, 1);
  }
}

Language language_of(const Request& request) {
  static const std::vector<std::string> languages{"en", "nl"};
  const auto& given = request.value<std::string>("language");
  require_known("--language", given, languages);
  return given == "nl" ? Language::dutch : Language::english;
}

void require_known(const std::string& what, const std::string& given,
                   const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), given) != known.end()) return;
  constexpr std::size_t most_listed = 20;
  const std::vector<std::string> some(
      known.begin(),
      known.begin() + static_cast<std::ptrdiff_t>(std::min(known.size(), most_listed)));
  throw Misuse(what + ": expected " + listed(some) + (known.size() > most_listed ? " …" : "") +
               ", got '" + given + "'" + did_you_mean(given, known));
}

void require_another_file(const std::string& output, const Batch& batch) {
  std::error_code none;
  if (std::filesystem::equivalent(output, batch.file().path(), none))
    throw Misuse(output + " is the result file itself: give another name with --output");
}

}  // namespace samen
