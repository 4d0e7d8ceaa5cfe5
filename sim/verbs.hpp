// What the verbs of the command `samen` have in common.
#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/program_options.hpp>

#include "experiment/design.hpp"

namespace samen {

using Words = std::vector<std::string>;

enum Exit { done = 0, failed = 1, misused = 2 };

/// What the user typed cannot be carried out.
struct Misuse : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A signal asked to stop; what was kept.
struct Interrupted {
  int signal;
  std::string kept;
};

int run(const Words& words);
int merge_shards(const Words& words);
int verify(const Words& words);
int rerun(const Words& words);
int validate(const Words& words);
int calibrate(const Words& words);

/// The folder of this program and its analyses.
std::filesystem::path own_folder();

/// Parses the options of a verb and what stands without one (`operands`); prints its help and
/// returns nothing when asked for.
std::optional<boost::program_options::variables_map> parsed(
    const Words& words, const boost::program_options::options_description& options,
    const boost::program_options::options_description& operands,
    const boost::program_options::positional_options_description& positions,
    const std::string& usage);

/// "1 goal", "7 goals"
std::string counted(int n, const std::string& thing);

/// " × 12 design points", where there is a design
std::string points_of(const Scenario& scenario);

/// Throws Misuse unless so many threads can be asked for.
void require_workers(int workers);

/// The command as it can be pasted into a shell again.
std::string quoted_command_line(const std::string& verb, const Words& words);

/// Nothing but a result file is ever replaced, and that only when asked. Throws Misuse.
void refuse_output(const std::string& output, bool force);

}  // namespace samen
