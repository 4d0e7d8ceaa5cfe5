// The engine against an independent version of the same rules, written as plain objects.
#include <cmath>

#include <gtest/gtest.h>

#include "benchmark/plain.hpp"
#include "experiment/runner.hpp"
#include "io/scenario_reader.hpp"

namespace samen {
namespace {

struct Sample {
  double n = 0.0, sum = 0.0, squares = 0.0;
  void add(double x) {
    n += 1.0;
    sum += x;
    squares += x * x;
  }
  double mean() const { return sum / n; }
  double variance_of_mean() const { return (squares / n - mean() * mean()) / (n - 1.0); }
};

/// Standard errors between two means; 0 where both are constant and agree to rounding.
double distance(const Sample& a, const Sample& b) {
  const double gap = std::fabs(a.mean() - b.mean());
  if (gap <= 1e-9 * std::fabs(a.mean())) return 0.0;
  return gap / std::sqrt(a.variance_of_mean() + b.variance_of_mean());
}

// 480 replicates of the engine and 240 plain runs an arm. Over 15 outcomes, four arms and six
// series at three months a distance of 4.5 standard errors is a false alarm in one of 1,200 pairs
// of seeds; the seeds are fixed, so the test passes always or never.
TEST(Engine, agrees_in_distribution_with_plain_objects) {
  Scenario scenario = read_scenario(SAMEN_SCENARIOS "/hefboom8.toml", {.replicates = 480});
  scenario.record = {};  // the series of goals and tables are written twice
  const std::vector<int> kept = recorded(scenario.record);
  constexpr double far = 4.5;
  constexpr int plain_runs = 240;
  constexpr int months[] = {12, 60, 149};
  for (const Arm arm : scenario.arms) {
    Scenario one_arm = scenario;
    one_arm.arms = {arm};
    std::vector<Sample> engine(outcomes.size()), plain(outcomes.size());
    std::vector<std::array<Sample, 3>> engine_series(kept.size()), plain_series(kept.size());
    const auto add = [&](const auto& result, auto& ends, auto& series) {
      for (std::size_t n = 0; n < outcomes.size(); ++n) ends[n].add(result.outcomes[n]);
      for (std::size_t n = 0; n < kept.size(); ++n) {
        const auto entries =
            static_cast<std::size_t>(size_of(scenario.setting.layout, observables[kept[n]].axis));
        for (std::size_t t = 0; t < 3; ++t)
          series[n][t].add(result.series[n][static_cast<std::size_t>(months[t]) * entries]);
      }
    };
    run_batch(one_arm, 2, [&](const RunResult& result) { add(result, engine, engine_series); });
    for (std::uint64_t seed = 0; seed < plain_runs; ++seed)
      add(plain::run(scenario.setting, arm, seed), plain, plain_series);
    const std::string where(arm_names[static_cast<std::size_t>(arm)]);
    for (std::size_t n = 0; n < outcomes.size(); ++n) {
      ASSERT_EQ(std::isnan(engine[n].sum), std::isnan(plain[n].sum)) << outcomes[n].name;
      if (!std::isnan(engine[n].sum)) {
        EXPECT_LT(distance(engine[n], plain[n]), far) << where << ' ' << outcomes[n].name << ' '
                                                      << engine[n].mean() << ' ' << plain[n].mean();
      }
    }
    for (std::size_t n = 0; n < kept.size(); ++n)
      for (std::size_t t = 0; t < 3; ++t)
        if (!std::isnan(engine_series[n][t].sum)) {
          EXPECT_LT(distance(engine_series[n][t], plain_series[n][t]), far)
              << where << ' ' << observables[kept[n]].name << " in month " << months[t];
        }
  }
}

}  // namespace
}  // namespace samen
