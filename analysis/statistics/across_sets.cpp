#include "analysis/statistics/across_sets.hpp"

#include <algorithm>
#include <limits>

#include "analysis/statistics/paired.hpp"

namespace samen::analysis {

std::size_t AcrossSets::ahead() const {
  return static_cast<std::size_t>(std::count_if(
      members.begin(), members.end(), [](const Member& one) { return one.difference.mean > 0.0; }));
}

std::size_t AcrossSets::clearly_ahead() const {
  return static_cast<std::size_t>(
      std::count_if(members.begin(), members.end(), [](const Member& one) {
        return one.difference.interval && one.difference.interval->low > 0.0;
      }));
}

std::size_t AcrossSets::clearly_behind() const {
  return static_cast<std::size_t>(
      std::count_if(members.begin(), members.end(), [](const Member& one) {
        return one.difference.interval && one.difference.interval->high < 0.0;
      }));
}

Interval AcrossSets::range() const {
  Interval range{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  for (const Member& one : members) {
    range.low = std::min(range.low, one.difference.mean);
    range.high = std::max(range.high, one.difference.mean);
  }
  return range;
}

AcrossSets across_sets(const Batch& batch, const std::string& measure, const OwnTreatment& first,
                       const OwnTreatment& second) {
  const EnsembleDesign& ensemble = *batch.ensemble();
  AcrossSets found{first, second, {}};
  for (std::size_t set = 0; set < ensemble.sets.size(); ++set) {
    const auto values = [&](const OwnTreatment& one) {
      return batch.by_pair(measure, {one.arm, ensemble.point(set, one.point)});
    };
    const Estimate apart = guarded(mean_of(differences(paired(values(first), values(second)))));
    if (apart.n == 0) continue;  // a shard may lack the runs of a set
    found.members.push_back({ensemble.sets[set], set == ensemble.central_set(), apart});
  }
  return found;
}

std::vector<AcrossSets> asked_across_sets(const Batch& batch) {
  if (!batch.ensemble()) return {};
  const EnsembleDesign& ensemble = *batch.ensemble();
  const std::string& measure = batch.answer_measure().name;
  const auto [first, second] = batch.answer_arms();
  std::vector<AcrossSets> all;
  const auto add = [&](const OwnTreatment& one, const OwnTreatment& other) {
    AcrossSets found = across_sets(batch, measure, one, other);
    if (!found.members.empty()) all.push_back(std::move(found));
  };
  if (batch.asks_about_points()) {
    const auto base = static_cast<std::size_t>(batch.answer_point()) % ensemble.own_points();
    for (std::size_t own = 0; own < ensemble.own_points(); ++own)
      if (own != base) add({first, own}, {first, base});
  } else if (first != second) {
    for (std::size_t own = 0; own < ensemble.own_points(); ++own) add({first, own}, {second, own});
  }
  return all;
}

bool stands(std::size_t sets, std::size_t all) {
  return all > 0 && 10 * sets >= 9 * all;
}

}  // namespace samen::analysis
