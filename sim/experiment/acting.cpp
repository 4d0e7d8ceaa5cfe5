#include "experiment/acting.hpp"

#include <algorithm>
#include <cstring>
#include <set>

namespace samen {
namespace {

/// The places at which a factor is tried: every value if it has few, otherwise both ends and the
/// middle of its range.
std::vector<double> places_of(const Design& design, std::size_t factor) {
  constexpr std::size_t few = 16;
  const FactorRange& range = design.factors[factor].range;
  std::set<double> places{0.0, 0.5, 1.0};
  if (range.scale == Scale::choice && range.choices <= few)
    for (std::size_t n = 0; n < range.choices; ++n)
      places.insert(range.choices == 1
                        ? 0.5
                        : static_cast<double>(n) / static_cast<double>(range.choices - 1));
  return {places.begin(), places.end()};
}

/// Whether two places give a factor the same value; the points of a list may repeat a value.
bool same_value(const DesignFactor& factor, double one, double other) {
  const double first = factor_value(factor.range, one), second = factor_value(factor.range, other);
  if (first == second || factor.range.scale != Scale::choice) return first == second;
  const auto here = static_cast<std::size_t>(first), there = static_cast<std::size_t>(second);
  return factor.numbers.empty() ? factor.choices[here] == factor.choices[there]
                                : factor.numbers[here] == factor.numbers[there];
}

using Prints = std::vector<std::vector<std::uint64_t>>;  // one row for each run

class Trial {
 public:
  Trial(const Scenario& scenario, int workers, const std::function<void()>& step)
      : design_(scenario.design), sample_(scenario), workers_(workers), step_(step) {
    sample_.design = {};
    sample_.until.reset();
    sample_.record = {.tables = false, .events = false};
    sample_.replicates = std::min(scenario.replicates, block_lanes);
  }

  /// The design points to try, spread evenly over the design. They are so few that the trials cost
  /// little compared with the batch. Of a list whose runs are cheap all are tried, since a factor
  /// may act at one point only; a factor is not tried any more once it has acted.
  std::vector<int> points(const Scenario& scenario) const {
    constexpr double share_of_batch = 0.1;
    constexpr double cheap = 2048;  // runs of a small world; they take about two seconds
    constexpr int enough = 32;
    double moves = 1;
    for (std::size_t n = 0; n < design_.factors.size(); ++n)
      moves += static_cast<double>(places_of(design_, n).size());
    const double budget =
        std::max(share_of_batch * number_of_runs(scenario), runs_in_blocks(scenario) ? cheap : 0.0);
    const int most = std::min(enough, design_.points());
    const auto affordable =
        static_cast<int>(budget / (moves * static_cast<double>(number_of_runs(sample_))));
    const bool all = design_.plan.kind == DesignKind::list && runs_in_blocks(scenario);
    const int count = all ? most : std::clamp(affordable, 1, most);
    std::vector<int> spread;
    for (int n = 0; n < count; ++n)
      spread.push_back(static_cast<int>(static_cast<std::int64_t>(n) * design_.points() / count));
    return spread;
  }

  /// Whether a factor changes any bit at a point; `base` is the result at the point. `untold` if
  /// the point does not admit one of the factor's values.
  Acting moved(std::size_t factor, std::vector<double> places, const Prints& base) {
    const double here = places[factor];
    Acting acting = Acting::untold;
    for (const double place : places_of(design_, factor)) {
      if (same_value(design_.factors[factor], place, here)) continue;
      places[factor] = place;
      Prints bits;
      if (!outcome(places, bits)) return Acting::untold;
      if (bits != base) return Acting::somewhere;
      acting = Acting::nowhere;
    }
    return acting;
  }

  /// Runs the replicates with all factors at `places`; returns false if that setting is not
  /// admissible.
  bool outcome(const std::vector<double>& places, Prints& bits) {
    PointSetting read = design_.setting_on(places);
    if (!read.complaints.empty()) return false;
    sample_.setting = std::move(read.setting);
    run_batch(sample_, workers_, [&](const RunResult& result) {
      if (step_) step_();
      bits.push_back(bits_of(result));
    });
    return true;
  }

 private:
  const Design& design_;
  Scenario sample_;
  int workers_;
  const std::function<void()>& step_;
};

}  // namespace

std::vector<std::uint64_t> bits_of(const RunResult& result) {
  std::vector<std::uint64_t> bits{result.trajectory_hash, result.failed ? 1u : 0u};
  for (const double outcome : result.outcomes)
    std::memcpy(&bits.emplace_back(), &outcome, sizeof outcome);
  return bits;
}

std::vector<Acting> tried_factors(const Scenario& scenario, int workers,
                                  const std::function<void()>& step) {
  const Design& design = scenario.design;
  std::vector<Acting> acting(design.factors.size(), Acting::untold);
  const DesignKind kind = design.plan.kind;
  if (kind == DesignKind::grid || kind == DesignKind::saltelli || kind == DesignKind::morris ||
      !design.setting_on)
    return acting;
  Trial trial(scenario, workers, step);
  std::vector<bool> refused(acting.size(), false);
  for (const int point : trial.points(scenario)) {
    const auto open = [](Acting one) { return one != Acting::somewhere; };
    if (std::none_of(acting.begin(), acting.end(), open)) break;
    std::vector<double> places;
    for (std::size_t n = 0; n < acting.size(); ++n) places.push_back(design.place(point, n));
    Prints base;
    if (!trial.outcome(places, base)) continue;  // the batch itself reports why this point fails
    for (std::size_t n = 0; n < acting.size(); ++n) {
      if (acting[n] == Acting::somewhere || refused[n]) continue;
      acting[n] = trial.moved(n, places, base);
      refused[n] = acting[n] == Acting::untold;
    }
  }
  return acting;
}

}  // namespace samen
