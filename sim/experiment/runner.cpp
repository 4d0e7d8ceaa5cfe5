#include "experiment/runner.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <latch>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <thread>

#include <dlfcn.h>
#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#ifdef __linux__
#include <linux/mman.h>
#include <sys/mman.h>
#endif

#include "model/hashed_months.hpp"
#include "model/world/state.hpp"

namespace samen {
namespace {

/// One recorded observable of a block: month × entry; each value holds the replicates side by side.
template <class Real>
using Series = std::vector<Real>;

template <class Real>
void observe(const World<Real>& world, const std::vector<int>& kept,
             std::vector<Series<Real>>& series) {
  for (std::size_t n = 0; n < kept.size(); ++n) {
    const Observable& observable = observables[kept[n]];
    const int entries = size_of(*world.layout, observable.axis);
    Real* const row = &series[n][static_cast<std::size_t>(world.month) * entries];
    const bool applies = has_tables(world.arm) || !at_tables(observable.axis);
    for (int entry = 0; entry < entries; ++entry)
      row[entry] = applies ? Real(observable.value(world, entry)) : Real(not_applicable);
  }
}

std::vector<std::vector<EngineNumber>>& series_of(RunResult& result) {
#ifdef SAMEN_DOUBLE
  return result.series_in_double;
#else
  return result.series;
#endif
}

/// Copies a series of a block to the results of its replicates, a few values at a time, so that
/// both source and target stay in the cache.
template <class Real>
void scatter(const Series<Real>& block, std::span<RunResult> results, std::size_t observable) {
  constexpr std::size_t values_at_a_time = 64 / sizeof(EngineNumber);  // a line of the cache
  for (RunResult& result : results) series_of(result)[observable].resize(block.size());
  for (std::size_t first = 0; first < block.size(); first += values_at_a_time) {
    const std::size_t end = std::min(first + values_at_a_time, block.size());
    for (std::size_t which = 0; which < results.size(); ++which) {
      EngineNumber* const own = series_of(results[which])[observable].data();
      for (std::size_t n = first; n < end; ++n) own[n] = lane(block[n], static_cast<int>(which));
    }
  }
}

template <class Real, class Number>
void scatter(const std::vector<Real>& column, std::vector<Number>& own, int which) {
  own.resize(column.size());
  for (std::size_t n = 0; n < column.size(); ++n)
    own[n] = static_cast<Number>(static_cast<int>(lane(column[n], which)));
}

/// Reads the summary of each run from a world at its end.
template <class Real>
void summarise(const Scenario& scenario, const World<Real>& world, const Hash<Real>& hash,
               std::span<RunResult> results) {
  std::vector<Money<Real>> values;
  for (const Outcome& outcome : outcomes) values.push_back(outcome.value(world));
  for (int which = 0; which < static_cast<int>(results.size()); ++which) {
    RunResult& result = results[static_cast<std::size_t>(which)];
    const auto& breach = world.breaches[static_cast<std::size_t>(which)];
    if (breach.law) {
      const PlannedRun run = result.run;
      result = {};
      result.run = run;
      result.failed = true;
      result.message = std::string(breach.law) + " (month " + std::to_string(breach.month) + ")";
      continue;
    }
    result.failed = false;
    result.message.clear();
    result.state_bytes = bytes_of_state(world) / lanes<Real>;
    result.trajectory_hash = lane(hash, which);
    result.outcomes.resize(values.size());
    for (std::size_t n = 0; n < values.size(); ++n) result.outcomes[n] = lane(values[n], which);
    result.organisation_net.clear();
    for (const Account<Real>& account : world.account)
      result.organisation_net.push_back(lane(account.net(), which));
    scatter(world.reached_at, result.reached_at, which);
    scatter(world.operating_since, result.operating_since, which);
    scatter(world.ended_at, result.ended_at, which);
    scatter(world.ended_by, result.ended_by, which);
    if (scenario.record.events) result.events = world.events(which);
    if (scenario.record.decisions) result.decisions = world.decisions(which);
  }
}

/// Puts what a large world reads month after month on pages of 2 MB, where the system can, so that
/// fewer addresses must be looked up.
template <class Real>
void take_large_pages([[maybe_unused]] const World<Real>& world) {
#ifdef MADV_COLLAPSE
  const auto take = [](const auto& values) {
    constexpr std::uintptr_t page = 2 << 20;
    const auto first = reinterpret_cast<std::uintptr_t>(values.data());
    const auto begin = (first + page - 1) / page * page;
    const auto end = (first + values.size() * sizeof(values[0])) / page * page;
    if (begin < end) ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_COLLAPSE);
  };
  for (const auto& column : columns<Real>()) visit_column(world, column, take);
  for_each_account(world, [&](int, const auto& rows, Per) { take(rows); });
  const Layout& layout = *world.layout;
  take(layout.tables);
  take(layout.seats);
  take(layout.organisations);
  take(layout.stakes);
  take(layout.sets);
  take(layout.goals);
  take(layout.meeting_places);
#endif
}

/// Runs the months of a block of replicates and records their observables.
template <class Real>
class RunRecorder {
 public:
  RunRecorder(const Scenario& scenario, const Setting& setting, const PlannedRun& first)
      : scenario_(scenario),
        setting_(setting),
        draws_(scenario.seed, static_cast<std::uint32_t>(first.replicate)),
        kept_(recorded(scenario.record)) {
    series().resize(kept_.size());
    for (std::size_t n = 0; n < kept_.size(); ++n)
      series()[n].resize(static_cast<std::size_t>(setting.layout.calendar.months) *
                         size_of(setting.layout, observables[kept_[n]].axis));
  }

  void start(World<Real>& world, Arm arm) const {
    samen::start(world, setting_, arm, draws_);
    if (world.executor) take_large_pages(world);
    for (Workspace<Real>& workspace : world.workspaces) {
      workspace.keeps_events = scenario_.record.events;
      workspace.keeps_decisions = scenario_.record.decisions;
    }
  }

  /// Runs until the calendar reaches `month`.
  void advance_to(World<Real>& world, int month) {
    while (world.month + 1 < month) {
      advance(world, setting_, draws_);
      if (enters_hash<Real>(world.month, setting_.layout.calendar.months))
        hash_ = fingerprint(world, hash_);
      observe(world, kept_, series());
    }
  }

  void conclude(const World<Real>& world, std::span<RunResult> results) const {
    for (RunResult& result : results) series_of(result).resize(kept_.size());
    for (std::size_t n = 0; n < kept_.size(); ++n) scatter<Real>(series()[n], results, n);
    summarise(scenario_, world, hash_, results);
  }

 private:
  /// Memory that every block reuses.
  static std::vector<Series<Real>>& series() {
    static thread_local std::vector<Series<Real>> own;
    return own;
  }

  const Scenario& scenario_;
  const Setting& setting_;
  const Draws<Real> draws_;
  const std::vector<int> kept_;
  Hash<Real> hash_{first_hash<Real>};
};

/// Runs the arms of some replicates as branches of one history. The history runs once; each arm
/// starts from a copy of it and keeps the observations before the branch.
template <class Real>
void simulate_branches(const Scenario& scenario, const Setting& setting,
                       std::span<const std::span<RunResult>> arms, World<Real>& world) {
  static thread_local World<Real> history;
  history.executor = world.executor;
  RunRecorder<Real> before(scenario, setting, arms.front().front().run);
  before.start(history, setting.branch->history);
  before.advance_to(history, setting.branch->month);
  for (const std::span<RunResult> results : arms) {
    RunRecorder<Real> recorder = before;
    world = history;
    branch_off(world, setting, results.front().run.arm);
    recorder.advance_to(world, setting.layout.calendar.months);
    recorder.conclude(world, results);
  }
}

/// Divides a range of runs into blocks. A group contains the blocks of all arms for the same
/// replicates at one design point; the narrower the blocks, the more blocks a group has.
class Blocks {
 public:
  Blocks(const Scenario& scenario, const RunRange& range)
      : arms_(static_cast<int>(scenario.arms.size())) {
    static_assert(replicates_together % block_lanes == 0);
    for (int run = range.first; run < range.end(); run = groups_.back().end())
      groups_.push_back(replicate_group(scenario, run));
    expect(groups_.empty() || groups_.back().end() == range.end(),
           "a range of the plan ends where a group does");
  }
  int groups() const { return static_cast<int>(groups_.size()); }
  int arms() const { return arms_; }
  /// First run of a group.
  int first_run(int group) const { return groups_[static_cast<std::size_t>(group)].first; }
  /// Number of replicates of a group.
  int count(int group) const { return groups_[static_cast<std::size_t>(group)].count / arms_; }

 private:
  int arms_;
  std::vector<RunRange> groups_;
};

/// The setting of a worker's current design point; it is read anew only when the point changes.
class CachedSetting {
 public:
  const Setting& at(const Scenario& scenario, int point) {
    if (!scenario.design.setting) return scenario.setting;
    if (point != point_) setting_ = setting_at(scenario.design, point);
    point_ = point;
    return setting_;
  }

 private:
  int point_ = -1;
  Setting setting_;
};

/// Runs the blocks of some arms. If an exception is thrown, its text becomes the error message of
/// their runs.
template <class Simulated>
void attempt_all(std::span<const std::span<RunResult>> arms, Simulated&& simulated) {
  const auto begin = std::chrono::steady_clock::now();
  std::string message;
  bool failed = false;
  try {
    simulated();
  } catch (const std::exception& error) {
    failed = true;
    message = error.what();
  }
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  std::size_t runs = 0;
  for (const auto& results : arms) runs += results.size();
  for (const auto& results : arms)
    for (RunResult& result : results) {
      if (failed) {
        const PlannedRun run = result.run;
        result = {};
        result.run = run;
        result.failed = true;
        result.message = message;
      }
      result.wall_seconds = seconds / static_cast<double>(runs);
    }
}

template <class Simulated>
void attempt(std::span<RunResult> results, Simulated&& simulated) {
  attempt_all(std::span(&results, 1), std::forward<Simulated>(simulated));
}

/// Runs blocks of replicates in parallel, each block on one worker.
template <class Real>
void run_in_blocks(const Scenario& scenario, const RunRange& range, int workers, const Sink& sink,
                   const Simulate<Real>& simulate_block) {
  const Blocks blocks(scenario, range);
  tbb::enumerable_thread_specific<World<Real>> worlds;
  tbb::enumerable_thread_specific<CachedSetting> settings;
  // A task is one arm; or all arms, if they branch off a common history.
  const int arms_a_task = scenario.setting.branch ? blocks.arms() : 1;
  const int tasks_a_group = blocks.arms() / arms_a_task;
  constexpr int blocks_in_flight_per_worker = 2;  // so many that the writer never waits
  const int in_flight = workers * blocks_in_flight_per_worker;
  // The runs of a group are passed on together, in the order of the plan. Blocks enter and leave
  // the pipeline in order, so two active blocks never share a place. The pipeline passes only their
  // numbers, because it does not destroy its items if a filter throws.
  const int places = (in_flight - 2) / tasks_a_group + 2;  // groups of tasks that follow each other
  std::vector<std::vector<RunResult>> groups(static_cast<std::size_t>(places));
  for (auto& group : groups)
    group.resize(static_cast<std::size_t>(blocks.arms() * replicates_together));
  const auto results_of = [&](int group, int arm) {
    return std::span(groups[static_cast<std::size_t>(group % places)])
        .subspan(static_cast<std::size_t>(arm * replicates_together),
                 static_cast<std::size_t>(blocks.count(group)));
  };
  const int total = blocks.groups() * tasks_a_group;
  int next = 0;
  const auto plan = tbb::make_filter<void, int>(tbb::filter_mode::serial_in_order,
                                                [&](tbb::flow_control& control) {
                                                  if (next == total) control.stop();
                                                  return next < total ? next++ : next;
                                                });
  const auto work = tbb::make_filter<int, int>(tbb::filter_mode::parallel, [&](int task) {
    const int group = task / tasks_a_group;
    const int first_arm = task % tasks_a_group;
    for (int arm = first_arm; arm < first_arm + arms_a_task; ++arm)
      for (int which = 0; which < blocks.count(group); ++which)
        results_of(group, arm)[static_cast<std::size_t>(which)].run =
            run_at(scenario, blocks.first_run(group) + which * blocks.arms() + arm);
    for (int which = 0; which < blocks.count(group); which += lanes<Real>) {
      const auto count =
          static_cast<std::size_t>(std::min(lanes<Real>, blocks.count(group) - which));
      const auto now = [&](int arm) {
        return results_of(group, arm).subspan(static_cast<std::size_t>(which), count);
      };
      const auto setting = [&]() -> const Setting& {
        return settings.local().at(scenario, now(first_arm).front().run.point);
      };
      if (arms_a_task == 1) {
        attempt(now(first_arm),
                [&] { simulate_block(scenario, setting(), now(first_arm), worlds.local()); });
        continue;
      }
      std::vector<std::span<RunResult>> arms;
      for (int arm = 0; arm < blocks.arms(); ++arm) arms.push_back(now(arm));
      attempt_all(arms, [&] { simulate_branches(scenario, setting(), arms, worlds.local()); });
    }
    return task;
  });
  const auto emit = tbb::make_filter<int, void>(tbb::filter_mode::serial_in_order, [&](int task) {
    if (task % tasks_a_group != tasks_a_group - 1) return;
    const int group = task / tasks_a_group;
    for (std::size_t which = 0; which < results_of(group, 0).size(); ++which)
      for (int arm = 0; arm < blocks.arms(); ++arm) sink(results_of(group, arm)[which]);
  });
  tbb::parallel_pipeline(static_cast<std::size_t>(in_flight), plan & work & emit);
}

/// Distributes the tables of one world over all workers.
class TbbExecutor : public Executor {
 public:
  explicit TbbExecutor(int workers) : workers_(workers) {}
  int size() const override { return workers_; }
  void parallel_for(int items, const std::function<void(int, int, int)>& work) override {
    constexpr int grain = 4;  // tables per task; below this TBB does not split a range
    if (items <= grain) return work(0, items, tbb::this_task_arena::current_thread_index());
    tbb::parallel_for(
        tbb::blocked_range<int>(0, items, grain), [&](const tbb::blocked_range<int>& range) {
          work(range.begin(), range.end(), tbb::this_task_arena::current_thread_index());
        });
  }

 private:
  int workers_;
};

/// Runs one world after another, each on all workers.
template <class Real>
void run_one_by_one(const Scenario& scenario, const RunRange& range, int workers,
                    const Sink& sink) {
  TbbExecutor hands(workers);
  World<Real> world;
  world.executor = &hands;
  CachedSetting settings;
  const int arms_a_task = scenario.setting.branch ? static_cast<int>(scenario.arms.size()) : 1;
  std::vector<RunResult> results(static_cast<std::size_t>(arms_a_task));
  for (int index = range.first; index < range.end(); index += arms_a_task) {
    std::vector<std::span<RunResult>> arms;
    for (int arm = 0; arm < arms_a_task; ++arm) {
      RunResult& result = results[static_cast<std::size_t>(arm)];
      result.run = run_at(scenario, index + arm);
      arms.emplace_back(&result, 1);
    }
    attempt_all(arms, [&] {
      const Setting& setting = settings.at(scenario, results.front().run.point);
      if (scenario.setting.branch)
        simulate_branches<Real>(scenario, setting, arms, world);
      else
        simulate<Real>(scenario, setting, arms.front(), world);
    });
    for (const RunResult& result : results) sink(result);
  }
}

}  // namespace

template <class Real>
void simulate(const Scenario& scenario, const Setting& setting, std::span<RunResult> results,
              World<Real>& world) {
  RunRecorder<Real> recorder(scenario, setting, results.front().run);
  recorder.start(world, results.front().run.arm);
  recorder.advance_to(world, setting.layout.calendar.months);
  recorder.conclude(world, results);
}

template void simulate(const Scenario&, const Setting&, std::span<RunResult>, World<Lone>&);
template void simulate(const Scenario&, const Setting&, std::span<RunResult>, World<Block>&);

int available_cores() {
  return tbb::this_task_arena::max_concurrency();
}

bool runs_in_blocks(const Scenario& scenario) {
  constexpr std::size_t most_state = 1 << 19;     // numbers of a replicate; a block then takes 64
                                                  // MB
  constexpr std::size_t most_recorded = 1 << 18;  // numbers of a run, 1 MB; a worker holds about 64
                                                  // runs
  constexpr int fewest_replicates = 3;            // a block takes as long as two single worlds
  const Layout& layout = scenario.setting.layout;
  std::size_t recorded_numbers = 0;
  for (const int n : recorded(scenario.record))
    recorded_numbers += static_cast<std::size_t>(layout.calendar.months) *
                        static_cast<std::size_t>(size_of(layout, observables[n].axis));
  const bool enough = scenario.replicates >= fewest_replicates || scenario.design.points() > 1;
  return enough && size_of_state(layout) <= most_state && recorded_numbers <= most_recorded;
}

const char* instruction_set() {
#ifdef SAMEN_VARIANT
  return SAMEN_VARIANT;
#else
  return "the computer it was compiled for";
#endif
}

namespace {

/// Throws std::runtime_error unless the system lets this process have `wanted` more threads,
/// because TBB aborts if it gets fewer. A number that the system once allowed is not checked again.
void require_threads(int wanted) {
  static std::atomic<int> had = 0;
  if (wanted <= had) return;
  std::latch end(1);
  std::vector<std::jthread> threads;
  try {
    while (static_cast<int>(threads.size()) < wanted) threads.emplace_back([&] { end.wait(); });
  } catch (const std::system_error& error) {
    end.count_down();
    throw std::runtime_error("expected " + std::to_string(wanted + 1) + " threads, got " +
                             std::to_string(threads.size() + 1) + " from the system (" +
                             error.code().message() + "): ask for fewer with --workers");
  }
  end.count_down();
  had = wanted;
}

#ifndef SAMEN_DOUBLE
/// The engine in double precision. It is a separate library, so that only users who ask for it
/// build or load it. Throws std::runtime_error if it is missing.
auto engine_in_double() -> decltype(&samen_run_range_in_double) {
  static const auto engine = [] {
    constexpr const char* file = "libsamen_engine_double.so";
    void* const library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    void* const function = library ? dlsym(library, "samen_run_range_in_double") : nullptr;
    if (!function)
      throw std::runtime_error(
          std::string("run.precision = \"double\" needs the engine in double ") +
          "precision: expected " + file + " beside the engine, got '" + dlerror() +
          "' (cmake --build --preset release builds it)");
    return reinterpret_cast<decltype(&samen_run_range_in_double)>(function);
  }();
  return engine;
}
#endif

void run(const SimulateBlock& simulate_block, const Scenario& scenario, const RunRange& range,
         int workers, const Sink& sink) {
#ifndef SAMEN_DOUBLE
  if (scenario.precision == Precision::double_precision)
    return engine_in_double()(scenario, range, workers, sink);
#endif
  const int at_hand = available_cores();
  const int cores = workers > 0 ? workers : at_hand;
  require_threads(cores - 1);
  // Only more threads than cores need this request; TBB 2021.8 starts none if asked twice.
  std::optional<tbb::global_control> more;
  if (cores > at_hand)
    more.emplace(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(cores));
  tbb::task_arena arena(cores);
  arena.execute([&] {
    if (!runs_in_blocks(scenario))
      run_one_by_one<Lone>(scenario, range, cores, sink);
    else if (awaits_occasions(scenario))  // each replicate has its own levers
      run_in_blocks<Lone>(scenario, range, cores, sink, simulate<Lone>);
    else
      run_in_blocks<Block>(scenario, range, cores, sink, simulate_block);
  });
}

}  // namespace

#ifdef SAMEN_DOUBLE
void samen_run_range_in_double(const Scenario& scenario, const RunRange& range, int workers,
                               const Sink& sink) {
  run_range(scenario, range, workers, sink);
}
#endif

void run_batch(const Scenario& scenario, int workers, const Sink& sink) {
  run_batch_with(simulate<Block>, scenario, workers, sink);
}

void run_batch_with(const SimulateBlock& simulate_block, const Scenario& scenario, int workers,
                    const Sink& sink) {
  run(simulate_block, scenario, {0, number_of_runs(scenario)}, workers, sink);
}

void run_range(const Scenario& scenario, const RunRange& range, int workers, const Sink& sink) {
  run(simulate<Block>, scenario, range, workers, sink);
}

void side_by_side(int workers, int items, const std::function<void(int)>& work) {
  // A thread that waits here must not take other work: another block would come before the sink has
  // returned.
  const auto all = [&] {
    tbb::this_task_arena::isolate([&] { tbb::parallel_for(0, items, work); });
  };
  const int threads = std::max(workers, 1);
  if (threads == tbb::this_task_arena::max_concurrency()) return all();
  tbb::task_arena(std::min(threads, available_cores())).execute(all);
}

RunRange smallest_range(const Scenario& scenario, int run) {
  const RunRange group = replicate_group(scenario, run);
  if (runs_in_blocks(scenario)) return group;
  const int arms = scenario.setting.branch ? static_cast<int>(scenario.arms.size()) : 1;
  return {group.first + (run - group.first) / arms * arms, arms};
}

std::vector<RunRange> run_ranges_of(const Scenario& scenario, int most_runs) {
  std::vector<RunRange> ranges;
  for (int run = 0; run < number_of_runs(scenario);) {
    const int step = smallest_range(scenario, run).count;
    if (ranges.empty() || ranges.back().count + step > most_runs) ranges.push_back({run, 0});
    ranges.back().count += step;
    run += step;
  }
  return ranges;
}

}  // namespace samen
