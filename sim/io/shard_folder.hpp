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
  ShardFolder(const std::filesystem::path& output, const Scenario& scenario);

  const std::filesystem::path& path() const { return folder_; }
  bool exists() const;

  /// Makes the folder and keeps others out: all of them, or of several tasks those with the same
  /// number. Throws Hdf5Error ("another run …").
  void enter(const Task& task);

  /// Shards of this batch that are there. Throws MergeError when one is of another batch.
  std::vector<Shard> finished() const;
  /// What a task still has to run: its share of the plan in stretches of at most so many runs, less
  /// what is finished.
  std::vector<Stretch> left_to(const Task& task, int most_runs) const;
  std::filesystem::path shard(const Stretch& stretch) const;
  /// Removes the folder and all in it.
  void remove();

 private:
  std::filesystem::path folder_;
  const Scenario& scenario_;
  std::string batch_;
  std::unique_ptr<WriteLock> among_all_, among_tasks_;
};

/// As many runs as are worth keeping together: some ten seconds of work on one core, or a quarter
/// of a gigabyte of results.
int runs_worth_keeping(const Scenario& scenario);

}  // namespace samen
