// Joins the shards of a batch into one result file.
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

/// A shard, as stated in its file.
struct Shard {
  std::filesystem::path path;
  std::string batch;     ///< names the scenario and the program
  int planned_runs = 0;  ///< number of runs of the whole batch
  RunRange range;
  int failed = 0;                        ///< how many of these runs failed
  std::filesystem::path series_in = {};  ///< file beside it that has its series; empty: it has them
};

/// Whether a file holds all runs of its batch, as a merged file does.
inline bool is_whole(const Shard& shard) {
  return shard.range == RunRange{0, shard.planned_runs};
}

/// The content of a file as a shard. Throws ResultsError if it is no readable result file.
Shard shard_in(const std::filesystem::path& path);
/// The same; nothing if the file is no shard.
std::optional<Shard> shard_at(const std::filesystem::path& path);

/// The shards cannot be joined; the message states the reason and the remedy.
struct MergeError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Returns the shards in the order of the plan. Throws MergeError unless they belong to one batch
/// and hold each of its first `runs` runs exactly once.
std::vector<Shard> in_order(std::vector<Shard> shards, int runs);

/// Joins the shards of a batch into one result file while the batch runs. The file has the same
/// datasets, row by row, as a batch that was never split.
class Merger {
 public:
  /// The file grows as `output`.part, is locked against others, and will hold this many runs.
  /// Throws Hdf5Error ("another run is writing …"). `workers` compress.
  Merger(const std::filesystem::path& output, int runs, Existing existing = Existing::replaced,
         int workers = 1);
  /// Removes the unfinished part of a merge.
  ~Merger();
  Merger(const Merger&) = delete;
  Merger& operator=(const Merger&) = delete;

  /// Takes over the runs of a finished shard; the order of shards does not matter. Returns the
  /// larger part of the work: it does not call HDF5 and may be done later, on another thread, and
  /// after the shard was renamed. Throws Hdf5Error, as does the work.
  std::function<void()> add(const Shard& shard);
  /// Adds what only HDF5 can add, for all shards in the order of the plan, after the work of all
  /// shards is done; then publishes the file. `stop_rule` says why there are fewer runs than
  /// planned; it is empty if there are not fewer. Throws Hdf5Error.
  void finish(const std::vector<Shard>& shards, const std::string& stop_rule);

 private:
  class File;
  std::unique_ptr<File> file_;
};

/// The same in one call, for shards in the order of the plan. `progress` receives the share that is
/// done; an exception from `progress` ends the merge.
void merge(const std::vector<Shard>& shards, const std::filesystem::path& output,
           const std::string& stop_rule, const std::function<void(double)>& progress,
           Existing existing = Existing::replaced, int workers = 1);

}  // namespace samen
