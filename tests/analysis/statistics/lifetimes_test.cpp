// The lifetimes of tables in a result file are those of the runs it was written from.
#include "analysis/statistics/lifetimes.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <set>

#include <gtest/gtest.h>

#include "experiment/runner.hpp"
#include "folder.hpp"
#include "io/results_writer.hpp"
#include "io/scenario_reader.hpp"

namespace samen::analysis::lifetimes_test {
namespace {

constexpr int some_replicates = 6;

class TablesOfABatch : public InFolder {
 protected:
  TablesOfABatch() {
    scenario_ = read_scenario(
        SAMEN_SCENARIOS "/flanders.toml",
        {.settings = {R"(run.arms=["nothing", "alone", "together", "only_together"])"},
         .replicates = some_replicates});
  }

  std::unique_ptr<Batch> written(const std::function<void(RunResult&)>& spoil = {}) {
    const std::string path = (folder_ / "batch.h5").string();
    ResultsWriter writer(scenario_, path, {"samen run", 1, "as compiled"});
    run_batch(scenario_, 1, [&](const RunResult& result) {
      runs_.push_back(result);
      if (spoil) spoil(runs_.back());
      writer.write(runs_.back());
    });
    writer.finish();
    return std::make_unique<Batch>(path);
  }

  /// How many tables of the arm ended for a reason in the runs themselves; with reason::none, how
  /// many did not end.
  std::size_t ended_by(Arm arm, Reason reason) const {
    std::size_t count = 0;
    for (const RunResult& run : runs_)
      if (run.run.arm == arm && !run.failed)
        for (std::size_t m = 0; m < run.ended_at.size(); ++m)
          count += (run.ended_at[m] < 0 ? reason::none : run.ended_by[m]) == reason;
    return count;
  }

  Scenario scenario_;
  std::vector<RunResult> runs_;
};

Treatment treatment(const Batch& batch, const char* arm) {
  return {batch.arm_named(arm), batch.points().front()};
}

TEST_F(TablesOfABatch, live_to_the_close_of_the_month_in_which_they_end) {
  const auto batch = written();
  const TableLifetimes tables(*batch);
  const auto lifetimes = tables.of(treatment(*batch, "together"), Ending::all);
  std::size_t at = 0;
  for (std::size_t run = 0; run < runs_.size(); ++run) {
    if (runs_[run].run.arm != Arm::together) continue;
    for (std::size_t m = 0; m < batch->tables().size(); ++m, ++at) {
      const int month = runs_[run].ended_at[m];
      EXPECT_EQ(lifetimes.at(at).ended, month >= 0);
      EXPECT_EQ(lifetimes[at].time, month >= 0 ? month + 1 : 150);
      EXPECT_EQ(lifetimes[at].run, run);
      EXPECT_EQ(lifetimes[at].stratum, static_cast<std::size_t>(runs_[run].run.replicate));
    }
  }
  EXPECT_EQ(at, lifetimes.size());
  EXPECT_EQ(at, static_cast<std::size_t>(some_replicates) * 20);
}

TEST_F(TablesOfABatch, that_reached_their_goals_do_not_fail_but_are_watched_until_then) {
  const auto batch = written();
  const TableLifetimes tables(*batch);
  const auto all = tables.of(treatment(*batch, "together"), Ending::all);
  const auto failures = tables.of(treatment(*batch, "together"), Ending::failure);
  ASSERT_EQ(all.size(), failures.size());
  std::size_t successes = 0, failed = 0;
  for (std::size_t n = 0; n < all.size(); ++n) {
    EXPECT_EQ(all[n].time, failures[n].time);
    EXPECT_TRUE(all[n].ended || !failures[n].ended);
    successes += all[n].ended && !failures[n].ended;
    failed += failures[n].ended;
  }
  EXPECT_GT(successes, 0u);
  EXPECT_EQ(successes, ended_by(Arm::together, reason::goals_reached));
  EXPECT_EQ(all.size() - successes - failed, ended_by(Arm::together, reason::none));
}

TEST_F(TablesOfABatch, have_shares_of_causes_that_are_counts_and_sum_to_one_with_survival) {
  const auto batch = written();
  const TableLifetimes tables(*batch);
  const auto lifetimes = tables.of(treatment(*batch, "only_together"), Ending::all);
  double sum = SurvivalCurve(lifetimes, Unit::run).at(tables.horizon()).mean;
  std::size_t causes = 0;
  for (std::size_t cause = 0; cause < tables.causes().size(); ++cause) {
    const Reason reason = static_cast<Reason>(cause);
    const Estimate share =
        share_ended_by(lifetimes, static_cast<int>(cause), tables.horizon(), Unit::run);
    const auto points = cumulative_incidence(lifetimes, static_cast<int>(cause), Unit::run);
    sum += share.mean;
    if (points.empty()) {
      EXPECT_EQ(share.mean, 0.0);
      continue;
    }
    ++causes;
    EXPECT_EQ(share.mean, static_cast<double>(ended_by(Arm::only_together, reason)) /
                              static_cast<double>(lifetimes.size()));
    EXPECT_EQ(share.n, static_cast<std::size_t>(some_replicates));
    EXPECT_NEAR(share.mean, points.back().incidence, 1e-12);
    EXPECT_NEAR(share.interval->low, points.back().interval->low, 1e-12);
    EXPECT_NEAR(share.interval->high, points.back().interval->high, 1e-12);
  }
  EXPECT_GT(causes, 1u);
  EXPECT_NEAR(sum, 1.0, 1e-12);
}

TEST_F(TablesOfABatch, exist_in_arms_that_meet_alone) {
  const auto batch = written();
  const TableLifetimes tables(*batch);
  EXPECT_EQ(tables.arms(),
            (std::vector<int>{batch->arm_named("together"), batch->arm_named("only_together")}));
  EXPECT_TRUE(tables.of(treatment(*batch, "alone"), Ending::all).empty());
  EXPECT_EQ(tables.unit(), Unit::run) << "twenty tables share a run";
  EXPECT_EQ(tables.causes().at(static_cast<std::size_t>(reason::goals_reached)), "goals reached");
}

TEST_F(TablesOfABatch, are_independent_where_a_run_has_one) {
  scenario_ = read_scenario(SAMEN_SCENARIOS "/maurice4.toml", {.replicates = 2});
  const auto batch = written();
  const TableLifetimes tables(*batch);
  EXPECT_EQ(tables.unit(), Unit::lifetime);
  EXPECT_EQ(tables.horizon(), 121.0) << "December 2015 to December 2025";
  EXPECT_EQ(tables.of(treatment(*batch, "together"), Ending::all).size(), 2u);
}

TEST_F(TablesOfABatch, of_failed_runs_are_left_out) {
  const auto broken = [](RunResult& result) {
    if (result.run.replicate != 3) return;
    const PlannedRun run = result.run;
    result = {};
    result.run = run;
    result.failed = true;
  };
  const auto batch = written(broken);
  const auto lifetimes = TableLifetimes(*batch).of(treatment(*batch, "together"), Ending::all);
  EXPECT_EQ(lifetimes.size(), static_cast<std::size_t>(some_replicates - 1) * 20);
  for (const Lifetime& lifetime : lifetimes) EXPECT_NE(lifetime.stratum, 3u);
}

TEST(ShareEndedBy, of_a_cause_that_ended_none_of_twenty_has_the_exact_upper_bound) {
  // Clopper & Pearson (1934): 0 of 20 gives 0 to 1 - 0.025^(1/20) = 0.16843.
  std::vector<Lifetime> lifetimes(20, {.time = 30.0, .ended = true, .cause = 1});
  const Estimate share = share_ended_by(lifetimes, 2, 48.0, Unit::lifetime);
  EXPECT_EQ(share.mean, 0.0);
  EXPECT_NEAR(share.interval->low, 0.0, 1e-12);
  EXPECT_NEAR(share.interval->high, 0.16843, 5e-6);
  EXPECT_EQ(share_ended_by(lifetimes, 1, 48.0, Unit::lifetime).mean, 1.0);
}

}  // namespace
}  // namespace samen::analysis::lifetimes_test
