// What verbs that run batches have in common.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "command/command.hpp"
#include "experiment/design.hpp"
#include "io/output_file.hpp"
#include "io/scenario_reader.hpp"

namespace samen {

/// Seconds the batch will take, from a timed sample: some replicates of each arm, or the first two
/// years of one where a world takes all workers.
double expected_seconds(const Scenario& scenario, int workers);

/// "1 goal", "7 goals"
std::string counted(int n, const std::string& thing);

/// Says on standard error what a reader may not expect.
void tell(const Words& notes);

/// " × 12 design points", where there is a design
std::string points_of(const Scenario& scenario);

/// The --workers asked for, or one per core. Throws Misuse unless so many threads can be had.
int workers_of(const Request& request);

/// What --set, --parameters, --replicates and --seed change, as far as a verb has them.
Overrides overrides_of(const Request& request);

/// Nothing but a result file is ever replaced, and that only when asked. Throws Misuse or
/// OutputRefused.
void refuse_output(const std::string& output, Existing existing);

/// What was kept of a number of result files in a folder when a program had to stop.
std::string files_kept(const std::filesystem::path& folder, std::size_t finished, std::size_t all);

/// A name of a file for a command line: none is taken for an option.
std::string operand(const std::filesystem::path& file);

}  // namespace samen
