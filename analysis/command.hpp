// What all analyses have in common as commands: help, formats, complaints, exit codes.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <boost/program_options.hpp>

#include "batch.hpp"
#include "io/output_file.hpp"
#include "table.hpp"

namespace samen {

/// What the user typed cannot be carried out.
struct Misuse : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What was asked of an analysis.
class Request {
 public:
  Request(boost::program_options::variables_map values, std::vector<std::string> files);

  const std::vector<std::string>& files() const { return files_; }
  bool has(const std::string& option) const { return values_.count(option) > 0; }
  template <class Value>
  const Value& value(const std::string& option) const {
    return values_[option].as<Value>();
  }
  Format format() const;
  /// What --force says of files that exist.
  Existing existing() const { return has("force") ? Existing::replaced : Existing::kept; }
  /// The unit of money for whoever reads: k€ always for machines.
  Money money(const Batch& batch) const;
  /// Writes the tables to standard output in the format asked for; only those named by --only.
  void show(const std::vector<Table>& tables) const;

 private:
  boost::program_options::variables_map values_;
  std::vector<std::string> files_;
};

enum class Output { tables, files };

/// An analysis as a program of its own.
struct Command {
  std::string name;     ///< the verb
  std::string about;    ///< in one line, for the list of `samen --help`
  std::string usage;    ///< the rest of the line after "samen VERB "
  std::string meaning;  ///< what it shows, a paragraph
  std::string example;
  std::size_t most_files = 1;
  Output output = Output::tables;
  std::function<void(boost::program_options::options_description_easy_init&)> options = {};
  std::function<void(const Request&)> act;

  /// Runs it: 0 done, 1 failed, 2 misused.
  int run(int count, char** words) const;
};

/// Throws Misuse naming what was expected and the nearest known word unless `given` is known.
void require_known(const std::string& what, const std::string& given,
                   const std::vector<std::string>& known);

/// The --language asked for, en or nl.
Language language_of(const Request& request);

/// Throws Misuse where an analysis would write over the result file it reads.
void require_another_file(const std::string& output, const Batch& batch);

}  // namespace samen
