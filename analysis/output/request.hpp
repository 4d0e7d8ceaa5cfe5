// What analyses read from the request of a command, and how they answer it.
#pragma once

#include <string>
#include <vector>

#include "analysis/output/table.hpp"
#include "analysis/results/batch.hpp"
#include "command/command.hpp"

namespace samen::analysis {

Format format_of(const Request& request);

/// The --language asked for; the option, which says what there is.
Language language_of(const Request& request);
void add_language(boost::program_options::options_description_easy_init& add);

/// The unit of money for whoever reads: k€ always for machines.
Money money_for(const Request& request, const Batch& batch);

/// Writes the tables to standard output in the format asked for; only those named by --only.
void show(const Request& request, const std::vector<Table>& tables);

/// Throws Misuse where an analysis would write over the result file it reads.
void require_another_file(const std::string& output, const Batch& batch);

}  // namespace samen::analysis
