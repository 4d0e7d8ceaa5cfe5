#include "analysis/results/acting.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "io/results_format.hpp"

namespace samen::analysis {
namespace {

enum class Shown { nothing, the_same, a_difference };

/// The bits of runs: their trajectories and outcomes. Outcomes count too, because they may weigh
/// the same trajectory differently.
class Runs {
 public:
  explicit Runs(const Batch& batch)
      : batch_(batch), hashes_(batch.file().hashes(results::trajectory_hash)) {
    if (hashes_.size() != batch.runs())
      throw ResultsError(batch.file().path() + ": '" + results::trajectory_hash + "' has " +
                         std::to_string(hashes_.size()) + " values for " +
                         std::to_string(batch.runs()) + " runs");
    for (const Measure& measure : batch.measures()) columns_.push_back(&batch.column(measure.name));
  }

  Shown compared(const Treatment& first, const Treatment& second) const {
    std::map<std::int64_t, std::size_t> by_pair;
    for (const std::size_t run : batch_.runs_of(first)) by_pair[batch_.pair_of(run)] = run;
    Shown shown = Shown::nothing;
    for (const std::size_t run : batch_.runs_of(second)) {
      const auto other = by_pair.find(batch_.pair_of(run));
      if (other == by_pair.end()) continue;
      if (!alike(run, other->second)) return Shown::a_difference;
      shown = Shown::the_same;
    }
    return shown;
  }

  /// Compares two points in all arms.
  Shown compared(int first, int second) const {
    Shown shown = Shown::nothing;
    for (const int arm : batch_.arms())
      shown = std::max(shown, compared(Treatment{arm, first}, Treatment{arm, second}));
    return shown;
  }

 private:
  bool alike(std::size_t first, std::size_t second) const {
    return hashes_[first] == hashes_[second] &&
           std::all_of(columns_.begin(), columns_.end(), [&](const std::vector<double>* column) {
             const double one = (*column)[first], other = (*column)[second];
             return one == other || (std::isnan(one) && std::isnan(other));
           });
  }

  const Batch& batch_;
  std::vector<std::uint64_t> hashes_;
  std::vector<const std::vector<double>*> columns_;
};

/// Compares the points that differ only in one factor: what they show about this factor.
Shown shown_by_points(const Batch& batch, const Runs& runs, std::size_t factor) {
  std::map<std::vector<double>, int> first_of;  // by the values of the other factors
  Shown shown = Shown::nothing;
  for (const int point : batch.points()) {
    std::vector<double> others;
    for (std::size_t n = 0; n < batch.factors().size(); ++n)
      if (n != factor) others.push_back(batch.factor_value(point, n));
    const auto [known, is_new] = first_of.emplace(std::move(others), point);
    if (is_new || batch.factor_value(point, factor) == batch.factor_value(known->second, factor))
      continue;
    shown = std::max(shown, runs.compared(known->second, point));
    if (shown == Shown::a_difference) break;
  }
  return shown;
}

std::string said_of_inert(const Batch& batch, Language language, const char* key) {
  const std::vector<bool> acting = acting_factors(batch);
  std::string names;
  std::size_t count = 0;
  for (std::size_t n = 0; n < acting.size(); ++n)
    if (!acting[n]) names += (count++ ? ", " : "") + batch.factors()[n].name;
  return count == 0 ? "" : language.counted(key, count, {{"factors", names}});
}

}  // namespace

std::vector<bool> acting_factors(const Batch& batch) {
  std::vector<bool> acting(batch.factors().size(), true);
  if (acting.empty()) return acting;
  const Runs runs(batch);
  std::vector<std::string> tried;
  if (batch.file().has(results::factor_acts)) {
    const auto words = batch.file().flag_meanings(results::factor_acts);
    for (const std::int64_t code : batch.file().integers(results::factor_acts))
      tried.push_back(words.at(static_cast<std::size_t>(code)));
  }
  const std::string& kind = batch.design_kind();
  const bool points_tell = kind == "grid" || kind == "saltelli" || kind == "morris";
  for (std::size_t n = 0; n < acting.size(); ++n) {
    const Shown shown = shown_by_points(batch, runs, n);
    const bool tried_in_vain = n < tried.size() && tried[n] == "nowhere";
    if (shown != Shown::a_difference)
      acting[n] = !(tried_in_vain || (points_tell && shown == Shown::the_same));
  }
  return acting;
}

bool acts(const Batch& batch, std::size_t factor) {
  return acting_factors(batch).at(factor);
}

std::string inert_factors(const Batch& batch, Language language) {
  return said_of_inert(batch, language, "points.never_acts");
}

std::string about_inert_factors(const Batch& batch, Language language) {
  return said_of_inert(batch, language, "inert.values");
}

bool same_runs(const Batch& batch, const Treatment& first, const Treatment& second) {
  return first.arm == second.arm && Runs(batch).compared(first, second) == Shown::the_same;
}

}  // namespace samen::analysis
