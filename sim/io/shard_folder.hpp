// Where a batch keeps its finished parts until they are merged: the folder OUTPUT.shards beside the
// result file. A shard is there as a whole or not at all, so a batch that is killed loses no more
// than what it was at.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "io/merge.hpp"
#include "io/publish.hpp"

namespace samen {

/// One of several tasks that share a batch: the `number`-th of `of`, from 1.
struct Task {
  int number = 1, of = 1;
};

class ShardFolder {
 public:
  explicit ShardFolder(const std::filesystem::path& output)
      : folder_(output.string() + ".shards") {}

  const std::filesystem::path& path() const { return folder_; }
  bool exists() const;

  /// Makes the folder, keeps others out (all of them, or of several tasks those with the same
  /// number) and, where nobody else may be in it, clears what a kill left half done. Throws
  /// Hdf5Error ("another run …").
  void enter(const Task& task);

  /// The finished parts, by first run. Throws MergeError when one is damaged.
  std::vector<Shard> shards() const;
  /// The same; throws MergeError also when one is of another batch.
  std::vector<Shard> shards_of(const Scenario& scenario) const;
  /// What a task still has to run: its share of the plan in stretches of at most so many runs, none
  /// across a count at which a stop rule looks, less what is finished in shards of whatever size.
  std::vector<RunRange> left_to(const Task& task, const Scenario& scenario, int most_runs) const;
  std::filesystem::path shard(const RunRange& stretch) const;
  /// Removes the folder and all in it, and lets others in.
  void remove();

 private:
  void lock(const Task& task);
  void drop_parts();

  std::filesystem::path folder_;
  std::unique_ptr<WriteLock> among_all_, among_tasks_;
};

/// As many runs as are worth keeping together: some ten seconds of work on one core, or 64 MB of
/// results.
int runs_worth_keeping(const Scenario& scenario);

}  // namespace samen
