// Result files with known outcomes, written as `samen run` writes them but from made-up runs; and
// the commands that read these files, as a user types them.
#pragma once

#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "experiment/runner.hpp"
#include "folder.hpp"
#include "io/results_writer.hpp"
#include "io/scenario_reader.hpp"
#include "model/observables.hpp"

namespace samen {

/// An outcome of a run, by name.
inline double& outcome(RunResult& result, std::string_view name) {
  const auto found = std::find_if(outcomes.begin(), outcomes.end(),
                                  [&](const Outcome& each) { return each.name == name; });
  if (found == outcomes.end()) throw std::invalid_argument("no outcome " + std::string(name));
  return result.outcomes.at(static_cast<std::size_t>(found - outcomes.begin()));
}

/// Makes a run look like a failed run of the runner.
inline void fail(RunResult& result) {
  const PlannedRun run = result.run;
  result = {};
  result.run = run;
  result.failed = true;
  result.message = "trust is a share (month 3)";
}

/// Sets the outcomes of a run.
using Formula = std::function<void(RunResult&)>;

/// A run without events: outcomes are zero, no goal is reached, no table operates or ends.
inline RunResult blank(const Scenario& scenario, const PlannedRun& run) {
  const Layout& layout = scenario.setting.layout;
  RunResult result;
  result.run = run;
  result.outcomes.assign(outcomes.size(), 0.0);
  result.organisation_net.assign(layout.organisations.size(), 0.0);
  result.reached_at.assign(layout.goals.size(), -1);
  result.operating_since.assign(layout.tables.size(), -1);
  result.ended_at.assign(layout.tables.size(), -1);
  result.ended_by.assign(layout.tables.size(), reason::none);
  for (const int n : recorded(scenario.record))
    result.series.emplace_back(static_cast<std::size_t>(layout.calendar.months) *
                               static_cast<std::size_t>(size_of(layout, observables[n].axis)));
  return result;
}

/// The exit code and output of a command.
struct Reply {
  int exit = -1;  ///< 128 and more: killed by a signal
  std::string text, complaint;
};

inline std::string contents_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

/// `value` in quotes for a shell.
inline std::string quoted(const std::string& value) {
  return "'" + value + "'";
}

class KnownAnswer : public InFolder {
 protected:
  /// A scenario of half a year with three organisations, two goals and a table; `more` is the rest
  /// of the section [run] and the sections after it.
  Scenario scenario(const std::string& more) const {
    const std::string file = path("scenario.toml");
    std::ofstream(file) << R"(
[scenario]
title = "known"
question = "Is the answer found?"
[calendar]
start = "2020-11"
end = "2021-04"
[[goal]]
name = "first, with a comma"
[[goal]]
name = "the \"second\""
[[organisation]]
name = "association"
number = 3
income = 500
[[table]]
name = "partnership"
[run]
)" << more;
    return read_scenario(file);
  }

  /// Writes all runs of the plan with the outcomes of a formula; returns the path.
  std::string written(const std::string& name, const Scenario& of, const Formula& formula) const {
    ResultsWriter writer(of, path(name), {"samen run", 1, "as compiled"});
    for (int index = 0; index < number_of_runs(of); ++index) {
      RunResult result = blank(of, run_at(of, index));
      formula(result);
      writer.write(result);
    }
    writer.finish();
    return path(name);
  }

  /// Runs an analysis, `samen VERB …`, with these shell words.
  Reply reply_of(const std::string& words) const { return reply_of_program("samen-" + words); }
  /// The same for the built-in verbs of `samen`.
  Reply reply_of_samen(const std::string& words) const {
    return reply_of_program("samen " + words);
  }
  Reply reply_of_program(const std::string& words) const {
    const std::string errors = path("complaint");
    const std::string command = std::string(SAMEN_BIN "/") + words + " 2>" + errors;
    Reply reply;
    FILE* const pipe = ::popen(command.c_str(), "r");
    char part[4096];
    while (const std::size_t n = std::fread(part, 1, sizeof part, pipe)) reply.text.append(part, n);
    const int status = ::pclose(pipe);
    reply.exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    reply.complaint = contents_of(errors);
    return reply;
  }
};

/// The rows of a CSV file (RFC 4180).
inline std::vector<std::vector<std::string>> rows_of_csv(const std::string& text,
                                                         char separator = ',') {
  std::vector<std::vector<std::string>> rows(1, {""});
  bool in_quotes = false;
  for (std::size_t n = 0; n < text.size(); ++n) {
    const char letter = text[n];
    if (in_quotes && letter == '"' && n + 1 < text.size() && text[n + 1] == '"') {
      rows.back().back() += '"';
      ++n;
    } else if (letter == '"') {
      in_quotes = !in_quotes;
    } else if (!in_quotes && letter == separator) {
      rows.back().emplace_back();
    } else if (!in_quotes && letter == '\n') {
      if (n + 1 < text.size()) rows.push_back({""});
    } else {
      rows.back().back() += letter;
    }
  }
  return rows;
}

/// The rows of a CSV file as maps from the names in its header.
inline std::vector<std::map<std::string, std::string>> records_of_csv(const std::string& text,
                                                                      char separator = ',') {
  const auto rows = rows_of_csv(text, separator);
  std::vector<std::map<std::string, std::string>> records;
  for (std::size_t n = 1; n < rows.size(); ++n) {
    if (rows[n].size() != rows[0].size())
      throw std::runtime_error("row " + std::to_string(n) + " has " +
                               std::to_string(rows[n].size()) + " fields, its head " +
                               std::to_string(rows[0].size()));
    auto& record = records.emplace_back();
    for (std::size_t c = 0; c < rows[0].size(); ++c) record[rows[0][c]] = rows[n][c];
  }
  return records;
}

}  // namespace samen
