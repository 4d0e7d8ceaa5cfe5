#include "io/shard_folder.hpp"

#include <algorithm>
#include <cstdio>
#include <map>

#include "experiment/runner.hpp"
#include "experiment/stop_rule.hpp"
#include "io/hdf5.hpp"
#include "io/receipt.hpp"
#include "io/results_file.hpp"
#include "io/results_writer.hpp"

namespace samen {

namespace fs = std::filesystem;

namespace {

/// The parts of a range that no shard holds; `shards` are in the order of their first runs.
std::vector<RunRange> rest_of(const RunRange& range, const std::vector<Shard>& shards) {
  std::vector<RunRange> rest;
  int next = range.first;
  for (const Shard& shard : shards) {
    const int first = std::min(shard.range.first, range.end());
    if (first > next) rest.push_back({next, first - next});
    next = std::max(next, shard.range.end());
  }
  if (next < range.end()) rest.push_back({next, range.end() - next});
  return rest;
}

/// The plan in ranges, cut at the counts at which a stop rule checks.
std::vector<RunRange> ranges_between_looks(const Scenario& scenario, int most_runs) {
  auto ranges = run_ranges_of(scenario, most_runs);
  if (!scenario.until) return ranges;
  const int per_replicate = number_of_runs(scenario) / scenario.replicates;
  for (const int count : planned_counts(scenario)) {
    const int look = count * per_replicate;
    const auto across = std::find_if(ranges.begin(), ranges.end(), [&](const RunRange& range) {
      return range.first < look && look < range.end();
    });
    if (across == ranges.end()) continue;
    const RunRange after{look, across->end() - look};
    across->count = look - across->first;
    ranges.insert(across + 1, after);
  }
  return ranges;
}

constexpr const char* common_lock = "lock";

std::string shard_name(int first, int last) {
  char name[48];
  std::snprintf(name, sizeof name, "runs-%010d-%010d.h5", first, last);
  return name;
}

std::string lock_name(const Task& task) {
  return "lock-" + std::to_string(task.number) + "-of-" + std::to_string(task.of);
}

constexpr const char* growing_name = "growing-";

/// The number in the name of a file that grows; 0 for other names.
int growing_number(const std::string& name) {
  int number = 0;
  const bool reads = std::sscanf(name.c_str(), "growing-%9d", &number) == 1;
  return reads && name == growing_name + std::to_string(number) ? number : 0;
}

/// Whether a batch gives a file such a name.
bool is_ours(const std::string& name) {
  int one = 0, other = 0;
  if (std::sscanf(name.c_str(), "runs-%10d-%10d", &one, &other) == 2) {
    const std::string shard = shard_name(one, other);
    return name == shard || name == shard + ".part";
  }
  if (std::sscanf(name.c_str(), "lock-%9d-of-%9d", &one, &other) == 2)
    return name == lock_name({one, other});
  return name == common_lock || growing_number(name) > 0;
}

}  // namespace

bool ShardFolder::exists() const {
  return fs::is_directory(folder_);
}

void ShardFolder::enter(const Task& task) {
  std::error_code error;
  if (fs::is_symlink(fs::symlink_status(folder_, error)))
    throw Hdf5Error("'" + folder_.string() +
                    "' is a link: parts of a batch are kept in a folder of its own");
  if (fs::create_directory(folder_, error)) {
    const fs::path beside = folder_.parent_path();
    sync_to_disk(beside.empty() ? "." : beside);
  }
  if (error) throw Hdf5Error("making " + folder_.string() + ": " + error.message());
  try {
    lock(task);
  } catch (const Hdf5Error&) {
    fs::remove(folder_, error);  // if it is empty
    throw;
  }
  if (task.of == 1) drop_parts();
}

void ShardFolder::lock(const Task& task) {
  const bool several = task.of > 1;
  among_all_ = std::make_unique<WriteLock>(folder_ / common_lock, folder_.string(),
                                           several ? Hold::with_others : Hold::alone);
  if (several)
    among_tasks_ = std::make_unique<WriteLock>(
        folder_ / lock_name(task), folder_.string() + " as task " + std::to_string(task.number));
}

void ShardFolder::drop_parts() {
  std::vector<fs::path> parts;
  for (const auto& entry : fs::directory_iterator(folder_))
    if (entry.path().extension() == ".part" &&
        entry.path().filename().string().starts_with("runs-"))
      parts.push_back(entry.path());
  std::error_code ignored;
  for (const fs::path& part : parts) fs::remove(part, ignored);
}

std::vector<Shard> ShardFolder::shards() const {
  std::vector<Shard> shards;
  if (!exists()) return shards;
  for (const auto& entry : fs::directory_iterator(folder_)) {
    if (entry.path().extension() != ".h5") continue;
    try {
      shards.push_back(shard_in(entry.path()));
    } catch (const ResultsError& error) {
      throw MergeError(entry.path().string() + " is damaged: remove it, then --resume (" +
                       error.what() + ")");
    }
  }
  std::sort(shards.begin(), shards.end(), [](const Shard& a, const Shard& b) {
    return std::pair(a.range.first, a.path) < std::pair(b.range.first, b.path);
  });
  return shards;
}

std::vector<Shard> ShardFolder::shards_of(const Scenario& scenario) const {
  auto found = shards();
  const std::string batch = batch_name(scenario);
  for (const Shard& shard : found)
    if (shard.batch != batch)
      throw MergeError("'" + folder_.string() +
                       "' holds parts of another scenario, seed or version of samen: finish that "
                       "batch, choose another name with -o, or remove that folder");
  return found;
}

std::vector<RunRange> ShardFolder::remaining_for(const Task& task, const Scenario& scenario,
                                                 int most_runs) const {
  const auto finished = shards_of(scenario);
  std::vector<RunRange> left;
  const auto all = ranges_between_looks(scenario, most_runs);
  for (std::size_t n = 0; n < all.size(); ++n) {
    if (static_cast<int>(n) % task.of != task.number - 1) continue;
    const auto rest = rest_of(all[n], finished);
    left.insert(left.end(), rest.begin(), rest.end());
  }
  return left;
}

fs::path ShardFolder::shard(const RunRange& range) const {
  return folder_ / shard_name(range.first, range.end() - 1);
}

fs::path ShardFolder::growing(const std::vector<Shard>& shards) const {
  std::map<fs::path, std::vector<PlacedSeries::Piece>> used;
  for (const Shard& shard : shards) {
    if (shard.series_in.empty()) continue;
    const ResultsFile file = ResultsFile::again(shard.path.string());
    auto& pieces = used[shard.series_in];
    const auto receipt = receipt_in(file.handle(), file.runs());
    for (const PlacedSeries& series : receipt->series)
      pieces.insert(pieces.end(), series.pieces.begin(), series.pieces.end());
  }
  int last = 0;
  std::vector<fs::path> former;
  for (const auto& entry : fs::directory_iterator(folder_))
    if (const int number = growing_number(entry.path().filename().string()); number > 0) {
      last = std::max(last, number);
      former.push_back(entry.path());
    }
  for (const fs::path& file : former)
    if (const auto pieces = used.find(file.filename()); pieces == used.end())
      fs::remove(file);
    else
      free_but(file, pieces->second);
  return folder_ / (growing_name + std::to_string(last + 1));
}

void ShardFolder::remove() {
  // Removes only what a batch puts there. Anything else in the folder belongs to somebody and
  // stays.
  std::vector<fs::path> own;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder_, ignored))
    if (is_ours(entry.path().filename().string())) own.push_back(entry.path());
  for (const fs::path& file : own)
    if (!fs::is_directory(fs::symlink_status(file, ignored))) fs::remove(file, ignored);
  among_tasks_.reset();
  among_all_.reset();
  fs::remove(folder_, ignored);  // if it is empty; over a network only after the locks are closed
}

int runs_worth_keeping(const Scenario& scenario) {
  constexpr double most_seat_months = 64e6;  // about ten seconds on one core
  constexpr double most_bytes = 256e6;
  const Layout& layout = scenario.setting.layout;
  const double seat_months =
      static_cast<double>(std::max<std::size_t>(1, layout.seats.size())) * layout.calendar.months;
  return static_cast<int>(std::clamp(
      std::min(most_seat_months / seat_months, most_bytes / expected_bytes_per_run(scenario)), 1.0,
      1e9));
}

}  // namespace samen
