// How analyses read the request of a command and answer it.
#pragma once

#include <string>
#include <vector>

#include "analysis/output/table.hpp"
#include "analysis/results/batch.hpp"
#include "command/command.hpp"

namespace samen::analysis {

Format format_of(const Request& request);

/// The first returns the language that --language asks for; the second declares the option and
/// lists the languages.
Language language_of(const Request& request);
void add_language(boost::program_options::options_description_easy_init& add);

/// The unit of money for the reader; machines always get k€.
Money money_for(const Request& request, const Batch& batch);

/// Writes the tables to standard output in the requested format; with --only, just the named ones.
void show(const Request& request, const std::vector<Table>& tables);

/// Throws Misuse if an analysis would overwrite the result file that it reads.
void require_another_file(const std::string& output, const Batch& batch);

}  // namespace samen::analysis
