// Where a batch keeps its finished parts until they are merged: the folder OUTPUT.shards beside the
// result file. A shard is there completely or not at all, so that a batch that is killed loses only
// the shard it was working on.
//
// A batch that one program runs from its beginning to its end writes its result file here, as
// growing-N for the N-th start, and moves it to its place when it is whole. Its shards hold no
// series but say where in that file they lie (receipt.hpp). Shards of several tasks hold all.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "io/merge.hpp"
#include "io/publish.hpp"

namespace samen {

/// One of several tasks that share a batch: number `number` of `of`, counted from 1.
struct Task {
  int number = 1, of = 1;
};

class ShardFolder {
 public:
  explicit ShardFolder(const std::filesystem::path& output)
      : folder_(output.string() + ".shards") {}

  const std::filesystem::path& path() const { return folder_; }
  bool exists() const;

  /// Makes the folder and locks it: against everybody, or, with several tasks, against those with
  /// the same number. If nobody else may be in it, removes what a killed program left unfinished.
  /// Throws Hdf5Error ("another run …").
  void enter(const Task& task);

  /// The finished parts, in the order of their first runs. Throws MergeError if one is damaged.
  std::vector<Shard> shards() const;
  /// The same; also throws MergeError if one belongs to another batch.
  std::vector<Shard> shards_of(const Scenario& scenario) const;
  /// What a task still has to run: its share of the plan, without the finished shards of any size.
  /// Ranges have at most this many runs, and none crosses a count at which a stop rule checks.
  std::vector<RunRange> remaining_for(const Task& task, const Scenario& scenario,
                                      int most_runs) const;
  std::filesystem::path shard(const RunRange& range) const;
  /// A new name for the file into which a batch writes its series while it keeps receipts of its
  /// shards here. Of the files of earlier starts only what these shards refer to stays.
  std::filesystem::path growing(const std::vector<Shard>& shards) const;
  /// Removes the folder with its content and unlocks it.
  void remove();

 private:
  void lock(const Task& task);
  void drop_parts();

  std::filesystem::path folder_;
  std::unique_ptr<WriteLock> among_all_, among_tasks_;
};

/// How many runs are worth keeping together: about ten seconds of work on one core, or 256 MB of
/// results.
int runs_worth_keeping(const Scenario& scenario);

}  // namespace samen
