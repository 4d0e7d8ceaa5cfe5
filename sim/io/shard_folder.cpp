#include "io/shard_folder.hpp"

#include <algorithm>
#include <cstdio>

#include "experiment/runner.hpp"
#include "io/hdf5.hpp"
#include "io/results_writer.hpp"

namespace samen {

namespace fs = std::filesystem;

ShardFolder::ShardFolder(const fs::path& output, const Scenario& scenario)
    : folder_(output.string() + ".shards"), scenario_(scenario), batch_(batch_name(scenario)) {}

bool ShardFolder::exists() const {
  return fs::is_directory(folder_);
}

void ShardFolder::enter(const Task& task) {
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) throw Hdf5Error("making " + folder_.string() + ": " + error.message());
  const bool several = task.of > 1;
  among_all_ = std::make_unique<WriteLock>(folder_ / "lock", folder_.string(),
                                           several ? Hold::with_others : Hold::alone);
  if (several)
    among_tasks_ = std::make_unique<WriteLock>(
        folder_ / ("lock-" + std::to_string(task.number) + "-of-" + std::to_string(task.of)),
        folder_.string() + " as task " + std::to_string(task.number));
}

std::vector<Shard> ShardFolder::finished() const {
  std::vector<Shard> shards;
  if (!exists()) return shards;
  for (const auto& entry : fs::directory_iterator(folder_)) {
    if (entry.path().extension() != ".h5") continue;
    const auto shard = shard_at(entry.path());
    if (!shard) throw MergeError(entry.path().string() + " is damaged: remove it and --resume");
    if (shard->batch != batch_)
      throw MergeError(folder_.string() +
                       " holds shards of another scenario, seed or version of samen: finish that "
                       "batch, choose another name with -o, or replace it with --force");
    shards.push_back(*shard);
  }
  return shards;
}

std::vector<Stretch> ShardFolder::left_to(const Task& task, int most_runs) const {
  const auto shards = finished();
  std::vector<Stretch> left;
  const auto all = stretches_of(scenario_, most_runs);
  for (std::size_t n = 0; n < all.size(); ++n) {
    if (static_cast<int>(n) % task.of != task.number - 1) continue;
    const bool done = std::any_of(shards.begin(), shards.end(), [&](const Shard& shard) {
      return shard.stretch.first <= all[n].first && all[n].end() <= shard.stretch.end();
    });
    if (!done) left.push_back(all[n]);
  }
  return left;
}

fs::path ShardFolder::shard(const Stretch& stretch) const {
  char name[48];
  std::snprintf(name, sizeof name, "runs-%010d-%010d.h5", stretch.first, stretch.end() - 1);
  return folder_ / name;
}

void ShardFolder::remove() {
  among_tasks_.reset();
  among_all_.reset();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

int runs_worth_keeping(const Scenario& scenario) {
  constexpr double most_seat_months = 64e6;  // about ten seconds of a core
  constexpr double most_bytes = 256e6;
  const Layout& layout = scenario.setting.layout;
  const double seat_months =
      static_cast<double>(std::max<std::size_t>(1, layout.seats.size())) * layout.calendar.months;
  return static_cast<int>(std::clamp(
      std::min(most_seat_months / seat_months, most_bytes / expected_bytes_per_run(scenario)), 1.0,
      1e9));
}

}  // namespace samen
