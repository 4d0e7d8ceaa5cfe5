// Merges shards and reports it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "io/publish.hpp"
#include "io/shard_folder.hpp"

namespace samen {

void merge_visibly(const std::vector<Shard>& shards, const std::filesystem::path& output,
                   const std::string& stop_rule, Existing existing, bool quiet);

/// Number of failed runs in these shards, from this start or an earlier one.
int failed_in(const std::vector<Shard>& shards);

/// Prints the summary of a result file in a language.
int show_summary(const std::string& file, const std::string& language);

}  // namespace samen
