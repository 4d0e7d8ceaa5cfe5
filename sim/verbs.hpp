// What the verbs of the command `samen` have in common.
#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/program_options.hpp>

#include "experiment/design.hpp"
#include "io/claims_reader.hpp"
#include "io/interruption.hpp"
#include "io/output_file.hpp"

namespace samen {

using Words = std::vector<std::string>;

enum Exit { done = 0, failed = 1, misused = 2 };

/// What the user typed cannot be carried out.
struct Misuse : std::runtime_error {
  using std::runtime_error::runtime_error;
};

int run(const Words& words);
int claims(const Words& words);
int doubt(const Words& words);
int merge_shards(const Words& words);
int verify(const Words& words);
int rerun(const Words& words);
int validate(const Words& words);
int calibrate(const Words& words);

/// Starts an analysis and waits for it: its exit code. What it says goes to a file, where one is
/// named.
int show(const std::string& analysis, const Words& words, OutputFile* output = nullptr);

/// Seconds the batch will take, from a timed sample: some replicates of each arm, or the first two
/// years of one where a world takes all workers.
double expected_seconds(const Scenario& scenario, int workers);

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

/// Says on standard error what a reader may not expect.
void tell(const std::vector<std::string>& notes);
/// Those of all batches, each once.
std::vector<std::string> notes_of(const std::vector<ClaimsBatch>& batches);

/// "40 claims, 60 settings, 2 result files, 12000 runs"
std::string count_of(const std::vector<ClaimsBatch>& batches);

/// " × 12 design points", where there is a design
std::string points_of(const Scenario& scenario);

/// Throws Misuse, naming the nearest, unless a word is known.
void require_known(const std::string& given, const Words& known);

/// Throws Misuse unless so many threads can be asked for.
void require_workers(int workers);

/// The command as it can be pasted into a shell again.
std::string quoted_command_line(const std::string& verb, const Words& words);

/// What --force says of files that exist.
Existing existing_by(const boost::program_options::variables_map& values);

/// Nothing but a result file is ever replaced, and that only when asked. Throws Misuse or
/// OutputRefused.
void refuse_output(const std::string& output, Existing existing);

/// What was kept of a number of result files in a folder when a program had to stop.
std::string files_kept(const std::filesystem::path& folder, std::size_t finished, std::size_t all);

/// A name of a file for a command line: none is taken for an option.
std::string operand(const std::filesystem::path& file);

/// Throws where what was written to standard output did not all arrive there.
void flush_standard_output();

}  // namespace samen
