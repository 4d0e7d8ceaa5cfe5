// Shards of a batch put together into one result file.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "experiment/design.hpp"
#include "io/publish.hpp"

namespace samen {

/// A shard as its file tells it.
struct Shard {
  std::filesystem::path path;
  std::string batch;     ///< names scenario and program
  int planned_runs = 0;  ///< of the whole batch
  RunRange stretch;
};

/// Whether a file holds all runs of its batch, as a merged one does.
inline bool is_whole(const Shard& shard) {
  return shard.stretch == RunRange{0, shard.planned_runs};
}

/// What a file holds. Throws ResultsError where it is no readable result file.
Shard shard_in(const std::filesystem::path& path);
/// The same; nothing where it is none.
std::optional<Shard> shard_at(const std::filesystem::path& path);

/// Shards that cannot be put together; the message says why and what to do.
struct MergeError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Shards in the order of the plan. Throws MergeError unless they are of one batch and hold each of
/// its first `runs` runs once.
std::vector<Shard> in_order(std::vector<Shard> shards, int runs);

/// Puts the shards of a batch together into one result file while the batch goes on: the same
/// datasets, row by row, as of a batch that was never split.
class Merger {
 public:
  /// The file grows as `output`.part, kept from others, and will hold so many runs. Throws
  /// Hdf5Error ("another run is writing …").
  Merger(const std::filesystem::path& output, int runs, Existing existing = Existing::replaced);
  /// Removes the part of a merge that was not finished.
  ~Merger();
  Merger(const Merger&) = delete;
  Merger& operator=(const Merger&) = delete;

  /// Brings over the runs of a finished shard, in whatever order: most of that is the work it
  /// returns, which does not call HDF5 and may be done later, on another thread, and after the
  /// shard was renamed. Throws Hdf5Error, as does the work.
  std::function<void()> add(const Shard& shard);
  /// Adds what only HDF5 can, of all shards in the order of the plan, once the work of all is done,
  /// and publishes the file. `stop_rule` says why there are fewer runs than planned; empty where
  /// there are not. Throws Hdf5Error.
  void finish(const std::vector<Shard>& shards, const std::string& stop_rule);

 private:
  class File;
  std::unique_ptr<File> file_;
};

/// The same in one go, of shards in the order of the plan. `progress` hears the share done, and
/// what it throws ends the merge.
void merge(const std::vector<Shard>& shards, const std::filesystem::path& output,
           const std::string& stop_rule, const std::function<void(double)>& progress,
           Existing existing = Existing::replaced);

}  // namespace samen
