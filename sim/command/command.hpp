// Declares a verb of `samen`, so that help, complaints and exit codes are the same for all verbs.
// It is here and not in analysis, because every analysis is a command, while this framework knows
// nothing of results or tables.
#pragma once

#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/program_options.hpp>

#include "io/output_file.hpp"

namespace samen {

using Words = std::vector<std::string>;

enum Exit { done = 0, failed = 1, misused = 2 };

/// The user's command cannot be carried out.
struct Misuse : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The table formats, for --format.
inline const Words format_names{"text", "csv", "json", "markdown"};

/// The parsed command line of a verb.
class Request {
 public:
  Request(boost::program_options::variables_map values, Words files, std::string command_line);

  /// The words that are not options: file names.
  const Words& files() const { return files_; }
  const std::string& file() const { return files_.front(); }
  bool has(const std::string& option) const { return values_.count(option) > 0; }
  template <class Value>
  const Value& value(const std::string& option) const {
    return values_[option].as<Value>();
  }
  template <class Value>
  Value value_or(const std::string& option, const Value& otherwise) const {
    return has(option) ? value<Value>(option) : otherwise;
  }
  /// text() returns the value of an option, or ""; texts() returns all values of a repeatable
  /// option.
  std::string text(const std::string& option) const;
  Words texts(const std::string& option) const;
  /// Whether existing files are replaced (--force).
  Existing existing() const { return has("force") ? Existing::replaced : Existing::kept; }
  /// The command line, quoted so that it can be pasted into a shell.
  const std::string& command_line() const { return command_line_; }

 private:
  boost::program_options::variables_map values_;
  Words files_;
  std::string command_line_;
};

/// The kind of a verb: built in; or an analysis (a program of its own) that prints tables or writes
/// files.
enum class Kind { built_in, tables, files };

struct Command {
  std::string name;     ///< the verb
  std::string about;    ///< in one line, for the list of `samen --help`
  std::string usage;    ///< the rest of the usage line after "samen VERB "
  std::string meaning;  ///< one paragraph on what it does
  std::string example;
  Kind kind = Kind::tables;
  int most_files = 1;                           ///< -1: any number
  std::string question = "which result file?";  ///< the error if no file is named; empty: no file
                                                ///< is needed
  std::function<void(boost::program_options::options_description_easy_init&)> options = {};
  std::function<int(const Request&)> act;

  /// Parses the command line; returns nothing if it asked for help, which is then shown. Throws
  /// Misuse.
  std::optional<Request> request(const Words& words) const;

  /// Runs the verb as a program. Returns 0: done, 1: failed, 2: misused.
  int run(int count, char** words) const;
};

/// Throws Misuse unless `given` is known; the message names the expected words and the nearest one.
void require_known(const std::string& what, const std::string& given, const Words& known);

/// The command line, quoted so that it can be pasted into a shell.
std::string quoted_command_line(const std::string& verb, const Words& words);

/// Throws if not all output reached standard output.
void flush_standard_output();

}  // namespace samen
