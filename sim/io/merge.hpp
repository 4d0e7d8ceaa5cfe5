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
/// split: the same datasets, row by row. The file grows as `output`.part and is published when
/// complete; `progress` hears the share done. Throws Hdf5Error.
void merge(const std::vector<Shard>& shards, const std::filesystem::path& output,
           const std::function<void(double)>& progress);

}  // namespace samen
