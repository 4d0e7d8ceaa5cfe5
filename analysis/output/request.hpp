// Shared by the analyses: reads the options of a command and prints the tables.
#pragma once

#include <string>
#include <vector>

#include "analysis/output/table.hpp"
#include "analysis/results/batch.hpp"
#include "command/command.hpp"

namespace samen::analysis {

Format format_of(const Request& request);

/// language_of() returns the language of --language; add_language() declares the option and lists
/// the languages.
Language language_of(const Request& request);
void add_language(boost::program_options::options_description_easy_init& add);
/// The language of a verb whose tables machines read too: their formats are always in English, and
/// a note says so.
Language language_of_tables(const Request& request);
/// Notes, if another language than English is asked for, that it changes nothing, and why.
void note_idle_language(const Request& request, const std::string& why);

/// The unit of money for the reader; machine formats always get k€.
MoneyUnit money_unit_for(const Request& request, const Batch& batch);

/// Writes the tables to standard output in the requested format, with numbers as in the requested
/// language; with --only, only the named ones.
void show(const Request& request, const std::vector<Table>& tables);

/// Throws Misuse if an analysis would overwrite its own input file.
void require_another_file(const std::string& output, const Batch& batch);

}  // namespace samen::analysis
