// Functions shared by the verbs that run batches.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "command/command.hpp"
#include "experiment/design.hpp"
#include "io/output_file.hpp"
#include "io/scenario_reader.hpp"

namespace samen {

/// Seconds that the batch will take, estimated from a timed sample: some replicates of each arm, or
/// the first two years of one run if all workers share one world.
double expected_seconds(const Scenario& scenario, int workers);

/// "1 goal", "7 goals"
std::string counted(int n, const std::string& thing);

/// Prints notes on standard error.
void show_notes(const Words& notes);

/// " × 12 design points", or "" without a design
std::string points_of(const Scenario& scenario);

/// The value of --workers, or one worker per core. Throws Misuse if the system does not allow so
/// many threads.
int workers_of(const Request& request);

/// The changes by --set, --parameters, --replicates and --seed, as far as a verb has these options.
Overrides overrides_of(const Request& request);

/// Refuses an existing output: only a result file may be replaced, and only on request. Throws
/// Misuse or OutputRefused.
void refuse_output(const std::string& output, Existing existing);

/// The message on how many result files in a folder were kept when a program had to stop.
std::string files_kept(const std::filesystem::path& folder, std::size_t finished, std::size_t all);

/// A file name that a command line cannot take for an option.
std::string operand(const std::filesystem::path& file);

}  // namespace samen
