// Shards put together, and what is said of it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "io/publish.hpp"
#include "io/shard_folder.hpp"

namespace samen {

void say_merging(bool quiet);

void merge_visibly(const std::vector<Shard>& shards, const std::filesystem::path& output,
                   const std::string& stop_rule, Existing existing, bool quiet);

/// Runs of shards that failed, whichever start ran them.
int failed_in(const std::vector<Shard>& shards);

/// Shows the summary of a result file.
int show_summary(const std::string& file);

}  // namespace samen
