#include "experiment/runner.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>

#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include "model/state.hpp"

namespace samen {
namespace {

/// One recorded observable of a block: month × entry, the replicates side by side.
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
      row[entry] = applies ? observable.value(world, entry) : Real(not_applicable);
  }
}

template <class Real>
void hand_out(const Series<Real>& block, std::span<RunResult> results, std::size_t observable) {
  std::array<double*, lanes<Real>> own{};
  for (std::size_t which = 0; which < results.size(); ++which) {
    results[which].series[observable].resize(block.size());
    own[which] = results[which].series[observable].data();
  }
  for (std::size_t n = 0; n < block.size(); ++n)
    for (std::size_t which = 0; which < results.size(); ++which)
      own[which][n] = lane(block[n], static_cast<int>(which));
}

template <class Real, class Number>
void hand_out(const std::vector<Real>& column, std::vector<Number>& own, int which) {
  own.resize(column.size());
  for (std::size_t n = 0; n < column.size(); ++n)
    own[n] = static_cast<Number>(static_cast<int>(lane(column[n], which)));
}

/// What is left of a world at its end.
template <class Real>
void conclude(const Scenario& scenario, const World<Real>& world, const Bits<Real>& hash,
              std::span<RunResult> results) {
  std::vector<Real> values;
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
    hand_out(world.reached_at, result.reached_at, which);
    hand_out(world.operating_since, result.operating_since, which);
    hand_out(world.ended_at, result.ended_at, which);
    hand_out(world.ended_by, result.ended_by, which);
    if (scenario.record.events) result.events = world.events(which);
    if (scenario.record.decisions) result.decisions = world.decisions(which);
  }
}

/// How a stretch of the plan falls into blocks. A group is the blocks of all arms for the same
/// replicates at one design point; the narrower blocks are, the more of them a group takes.
class Blocks {
 public:
  Blocks(const Scenario& scenario, const Stretch& stretch)
      : arms_(static_cast<int>(scenario.arms.size())) {
    static_assert(replicates_together % block_lanes == 0);
    for (int run = stretch.first; run < stretch.end(); run = groups_.back().end())
      groups_.push_back(group_of(scenario, run));
    expect(groups_.empty() || groups_.back().end() == stretch.end(),
           "a stretch of the plan ends where a group does");
  }
  int total() const { return static_cast<int>(groups_.size()) * arms_; }
  int arms() const { return arms_; }
  int group_of_block(int block) const { return block / arms_; }
  int arm_of(int block) const { return block % arms_; }
  /// First run of a group.
  int first_run(int group) const { return groups_[static_cast<std::size_t>(group)].first; }
  /// Its replicates.
  int count(int group) const { return groups_[static_cast<std::size_t>(group)].count / arms_; }

 private:
  int arms_;
  std::vector<Stretch> groups_;
};

/// The setting of the design point a worker is at.
class SettingAtHand {
 public:
  const Setting& at(const Scenario& scenario, int point) {
    if (!scenario.design.setting) return scenario.setting;
    if (point != point_) setting_ = scenario.design.setting(point);
    point_ = point;
    return setting_;
  }

 private:
  int point_ = -1;
  Setting setting_;
};

/// Runs one block, and keeps an exception as the message of its runs.
template <class Simulated>
void attempt(std::span<RunResult> results, Simulated&& simulated) {
  const auto begin = std::chrono::steady_clock::now();
  try {
    simulated();
  } catch (const std::exception& error) {
    for (RunResult& result : results) {
      const PlannedRun run = result.run;
      result = {};
      result.run = run;
      result.failed = true;
      result.message = error.what();
    }
  }
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  for (RunResult& result : results)
    result.wall_seconds = seconds / static_cast<double>(results.size());
}

/// Blocks of replicates, each on one worker.
void run_in_blocks(const Scenario& scenario, const Stretch& stretch, int workers, const Sink& sink,
                   const SimulateBlock& simulate_block) {
  const Blocks blocks(scenario, stretch);
  tbb::enumerable_thread_specific<World<Block>> worlds;
  tbb::enumerable_thread_specific<SettingAtHand> settings;
  constexpr int blocks_in_flight_per_worker = 2;  // enough to keep the writer from ever waiting
  const int in_flight = workers * blocks_in_flight_per_worker;
  // The runs of a group are handed on together, in the order of the plan. Blocks enter and leave in
  // order, so those under way never share a place. The pipeline only passes their numbers on: it
  // forgets to destroy what it holds when a filter throws.
  const int places = in_flight / blocks.arms() + 2;
  std::vector<std::vector<RunResult>> groups(static_cast<std::size_t>(places));
  for (auto& group : groups)
    group.resize(static_cast<std::size_t>(blocks.arms() * replicates_together));
  const auto results_of = [&](int group, int arm) {
    return std::span(groups[static_cast<std::size_t>(group % places)])
        .subspan(static_cast<std::size_t>(arm * replicates_together),
                 static_cast<std::size_t>(blocks.count(group)));
  };
  int next = 0;
  const auto plan = tbb::make_filter<void, int>(tbb::filter_mode::serial_in_order,
                                                [&](tbb::flow_control& control) {
                                                  if (next == blocks.total()) control.stop();
                                                  return next < blocks.total() ? next++ : next;
                                                });
  const auto work = tbb::make_filter<int, int>(tbb::filter_mode::parallel, [&](int block) {
    const int group = blocks.group_of_block(block);
    std::span<RunResult> results = results_of(group, blocks.arm_of(block));
    for (int which = 0; which < blocks.count(group); ++which)
      results[static_cast<std::size_t>(which)].run =
          run_at(scenario, blocks.first_run(group) + which * blocks.arms() + blocks.arm_of(block));
    while (!results.empty()) {
      const auto now =
          results.first(std::min(results.size(), static_cast<std::size_t>(block_lanes)));
      attempt(now, [&] {
        const Setting& setting = settings.local().at(scenario, now.front().run.point);
        simulate_block(scenario, setting, now, worlds.local());
      });
      results = results.subspan(now.size());
    }
    return block;
  });
  const auto hand_on =
      tbb::make_filter<int, void>(tbb::filter_mode::serial_in_order, [&](int block) {
        if (blocks.arm_of(block) != blocks.arms() - 1) return;
        const int group = blocks.group_of_block(block);
        for (std::size_t which = 0; which < results_of(group, 0).size(); ++which)
          for (int arm = 0; arm < blocks.arms(); ++arm) sink(results_of(group, arm)[which]);
      });
  tbb::parallel_pipeline(static_cast<std::size_t>(in_flight), plan & work & hand_on);
}

/// All workers at the tables of one world.
class AllHands : public Crew {
 public:
  explicit AllHands(int workers) : workers_(workers) {}
  int size() const override { return workers_; }
  void share_out(int items, const std::function<void(int, int, int)>& work) override {
    constexpr int grain = 4;  // tables worth a task; TBB makes no more tasks than it needs
    tbb::parallel_for(
        tbb::blocked_range<int>(0, items, grain), [&](const tbb::blocked_range<int>& range) {
          work(range.begin(), range.end(), tbb::this_task_arena::current_thread_index());
        });
  }

 private:
  int workers_;
};

/// One world after the other, each on all workers.
void run_one_by_one(const Scenario& scenario, const Stretch& stretch, int workers,
                    const Sink& sink) {
  AllHands hands(workers);
  World<double> world;
  world.crew = &hands;
  SettingAtHand settings;
  RunResult result;
  for (int index = stretch.first; index < stretch.end(); ++index) {
    result.run = run_at(scenario, index);
    attempt({&result, 1}, [&] {
      const Setting& setting = settings.at(scenario, result.run.point);
      simulate<double>(scenario, setting, {&result, 1}, world);
    });
    sink(result);
  }
}

}  // namespace

template <class Real>
void simulate(const Scenario& scenario, const Setting& setting, std::span<RunResult> results,
              World<Real>& world) {
  const PlannedRun& first = results.front().run;
  const Draws<Real> draws(scenario.seed, static_cast<std::uint32_t>(first.replicate));
  const int months = setting.layout.calendar.months;
  const std::vector<int> kept = recorded(scenario.record);
  start(world, setting, first.arm, draws);
  for (Desk<Real>& desk : world.desks) {
    desk.keeps_events = scenario.record.events;
    desk.keeps_decisions = scenario.record.decisions;
  }
  static thread_local std::vector<Series<Real>> series;
  series.resize(kept.size());
  for (std::size_t n = 0; n < kept.size(); ++n)
    series[n].resize(static_cast<std::size_t>(months) *
                     size_of(setting.layout, observables[kept[n]].axis));
  Bits<Real> hash{static_cast<std::uint64_t>(fingerprint_version)};
  for (int t = 0; t < months; ++t) {
    advance(world, setting, draws);
    hash = fingerprint(world, hash);
    observe(world, kept, series);
  }
  for (RunResult& result : results) result.series.resize(kept.size());
  for (std::size_t n = 0; n < kept.size(); ++n) hand_out(series[n], results, n);
  conclude(scenario, world, hash, results);
}

template void simulate<double>(const Scenario&, const Setting&, std::span<RunResult>,
                               World<double>&);
template void simulate<Block>(const Scenario&, const Setting&, std::span<RunResult>, World<Block>&);

int cores_at_hand() {
  return tbb::this_task_arena::max_concurrency();
}

bool runs_in_blocks(const Scenario& scenario) {
  constexpr std::size_t most_state = 1 << 19;     // numbers a replicate; a block has 64 MB
  constexpr std::size_t most_recorded = 1 << 17;  // numbers a run, 1 MB; some 64 runs a worker
  constexpr int fewest_replicates = 3;            // a block takes as long as two worlds alone
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

void run(const SimulateBlock& simulate_block, const Scenario& scenario, const Stretch& stretch,
         int workers, const Sink& sink) {
  const int at_hand = cores_at_hand();
  const int cores = workers > 0 ? workers : at_hand;
  // Only more threads than cores need asking for; TBB 2021.8 starts none when asked twice.
  std::optional<tbb::global_control> more;
  if (cores > at_hand)
    more.emplace(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(cores));
  tbb::task_arena arena(cores);
  arena.execute([&] {
    if (runs_in_blocks(scenario))
      run_in_blocks(scenario, stretch, cores, sink, simulate_block);
    else
      run_one_by_one(scenario, stretch, cores, sink);
  });
}

}  // namespace

void run_batch(const Scenario& scenario, int workers, const Sink& sink) {
  run_batch_with(simulate<Block>, scenario, workers, sink);
}

void run_batch_with(const SimulateBlock& simulate_block, const Scenario& scenario, int workers,
                    const Sink& sink) {
  run(simulate_block, scenario, {0, number_of_runs(scenario)}, workers, sink);
}

void run_stretch(const Scenario& scenario, const Stretch& stretch, int workers, const Sink& sink) {
  run(simulate<Block>, scenario, stretch, workers, sink);
}

std::vector<Stretch> stretches_of(const Scenario& scenario, int most_runs) {
  std::vector<Stretch> stretches;
  const bool in_groups = runs_in_blocks(scenario);
  for (int run = 0; run < number_of_runs(scenario);) {
    const int step = in_groups ? group_of(scenario, run).count : 1;
    if (stretches.empty() || stretches.back().count + step > most_runs)
      stretches.push_back({run, 0});
    stretches.back().count += step;
    run += step;
  }
  return stretches;
}

}  // namespace samen
