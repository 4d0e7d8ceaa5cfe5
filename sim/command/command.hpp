// A verb of `samen` as a declaration: help, complaints and exit codes are the same for all. It
// stands here and not in analysis because an analysis knows the command that starts it, while the
// framework knows neither results nor tables.
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

/// What the user typed cannot be carried out.
struct Misuse : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// How tables are written, for --format.
inline const Words format_names{"text", "csv", "json", "markdown"};

/// What was asked of a verb.
class Request {
 public:
  Request(boost::program_options::variables_map values, Words files, std::string command_line);

  /// What was named without an option.
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
  /// A text, or none; all texts of an option that may be repeated.
  std::string text(const std::string& option) const;
  Words texts(const std::string& option) const;
  /// What --force says of files that exist.
  Existing existing() const { return has("force") ? Existing::replaced : Existing::kept; }
  /// The command as it can be pasted into a shell again.
  const std::string& command_line() const { return command_line_; }

 private:
  boost::program_options::variables_map values_;
  Words files_;
  std::string command_line_;
};

/// A verb that is built in; an analysis, which is a program of its own, by what it gives.
enum class Kind { built_in, tables, files };

struct Command {
  std::string name;     ///< the verb
  std::string about;    ///< in one line, for the list of `samen --help`
  std::string usage;    ///< the rest of the line after "samen VERB "
  std::string meaning;  ///< what it does, a paragraph
  std::string example;
  Kind kind = Kind::tables;
  int most_files = 1;                           ///< -1: any number
  std::string question = "which result file?";  ///< where none is named; empty: none is needed
  std::function<void(boost::program_options::options_description_easy_init&)> options = {};
  std::function<int(const Request&)> act;

  /// What was asked; nothing where help was wanted and shown. Throws Misuse.
  std::optional<Request> request(const Words& words) const;

  /// Runs it as a program: 0 done, 1 failed, 2 misused.
  int run(int count, char** words) const;
};

/// Throws Misuse naming what was expected and the nearest known word unless `given` is known.
void require_known(const std::string& what, const std::string& given, const Words& known);

/// The command as it can be pasted into a shell again.
std::string quoted_command_line(const std::string& verb, const Words& words);

/// Throws where what was written to standard output did not all arrive there.
void flush_standard_output();

}  // namespace samen
