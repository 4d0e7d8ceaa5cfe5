#include "analysis/statistics/lifetimes.hpp"

#include <algorithm>

#include "io/results_format.hpp"

namespace samen::analysis {
namespace {

constexpr const char* success = "goals reached";

}  // namespace

TableLifetimes::TableLifetimes(const Batch& batch) : batch_(batch) {
  if (batch.tables().empty()) return;
  for (const int arm : batch.arms())
    if (batch.meets(arm)) arms_.push_back(arm);
  causes_ = batch.file().flag_meanings(results::table_ended_by);
  for (std::string& cause : causes_) std::replace(cause.begin(), cause.end(), '_', ' ');
  ended_month_ = batch.file().integers(results::table_ended_month);
  ended_by_ = batch.file().integers(results::table_ended_by);
}

std::vector<Lifetime> TableLifetimes::of(const Treatment& treatment, Ending counted) const {
  std::vector<Lifetime> lifetimes;
  if (std::find(arms_.begin(), arms_.end(), treatment.arm) == arms_.end()) return lifetimes;
  const std::size_t tables = batch_.tables().size();
  for (const std::size_t run : batch_.runs_of(treatment))
    for (std::size_t at = run * tables; at < (run + 1) * tables; ++at) {
      const bool ended = ended_month_[at] >= 0;
      const auto cause = static_cast<std::size_t>(ended_by_[at]);
      lifetimes.push_back({.time = ended ? static_cast<double>(ended_month_[at]) + 1.0 : horizon(),
                           .ended = ended && (counted == Ending::all || causes_[cause] != success),
                           .cause = static_cast<int>(cause),
                           .stratum = static_cast<std::size_t>(batch_.pair_of(run)),
                           .run = run});
    }
  return lifetimes;
}

std::vector<Lifetime> TableLifetimes::by_competing_cause(const Treatment& treatment) const {
  std::vector<Lifetime> lifetimes = of(treatment, Ending::all);
  for (Lifetime& lifetime : lifetimes)
    lifetime.cause =
        causes_[static_cast<std::size_t>(lifetime.cause)] == success ? reached_goals : broken_down;
  return lifetimes;
}

Estimate share_ended_by(const std::vector<Lifetime>& lifetimes, int cause, double time, Unit unit,
                        double confidence) {
  // All lifetimes are observed up to that time; so a lifetime that another cause ended counts as
  // observed until then.
  std::vector<Lifetime> known = lifetimes;
  for (Lifetime& lifetime : known) {
    lifetime.ended = lifetime.ended && lifetime.cause == cause && lifetime.time <= time;
    if (!lifetime.ended) lifetime.time = time;
  }
  Estimate share = SurvivalCurve(known, unit, confidence).at(time);
  const auto ended = std::count_if(known.begin(), known.end(),
                                   [](const Lifetime& lifetime) { return lifetime.ended; });
  share.mean = static_cast<double>(ended) / static_cast<double>(known.size());
  if (share.interval)
    share.interval = Interval{1.0 - share.interval->high, 1.0 - share.interval->low};
  return share;
}

Estimate share_spared_by(const std::vector<Lifetime>& lifetimes, int cause, double time, Unit unit,
                         double confidence) {
  Estimate share = share_ended_by(lifetimes, cause, time, unit, confidence);
  share.mean = 1.0 - share.mean;
  if (share.interval)
    share.interval = Interval{1.0 - share.interval->high, 1.0 - share.interval->low};
  return share;
}

}  // namespace samen::analysis
