// Shards of a batch put together into one result file.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "experiment/design.hpp"

namespace samen {

/// A shard as its file tells it.
struct Shard {
  std::filesystem::path path;
  std::string batch;     ///< names scenario and program
  int planned_runs = 0;  ///< of the whole batch
  Stretch stretch;
};

/// Whether a file holds all runs of its batch, as a merged one does.
inline bool is_whole(const Shard& shard) {
  return shard.stretch == Stretch{0, shard.planned_runs};
}

/// What a file holds; nothing where it is no readable result file.
std::optional<Shard> shard_at(const std::filesystem::path& path);

/// Shards that cannot be put together; the message says why and what to do.
struct MergeError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Shards in the order of the plan. Throws MergeError unless they are of one batch and hold each of
/// its first `runs` runs once.
std::vector<Shard> in_order(std::vector<Shard> shards, int runs);

/// Writes `output` from shards in the order of the plan, as a batch of so many runs that was never
/// split: the same datasets, row by row. `stop_rule` says why there are fewer runs than planned,
/// empty where there are not. The file grows as `output`.part and is published when complete;
/// `progress` hears the share done, and what it throws ends the merge. Throws Hdf5Error.
void merge(const std::vector<Shard>& shards, const std::filesystem::path& output,
           const std::string& stop_rule, const std::function<void(double)>& progress);

}  // namespace samen
