#include "analysis/statistics/judged_patterns.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <tuple>

namespace samen::analysis {
namespace {

/// "V2" before "V10".
bool before(const JudgedPattern& a, const JudgedPattern& b) {
  const auto key = [](const std::string& id) {
    const auto digit = std::find_if(id.begin(), id.end(),
                                    [](char letter) { return letter >= '0' && letter <= '9'; });
    return std::tuple(std::string(id.begin(), digit),
                      std::atoi(std::string(digit, id.end()).c_str()), id);
  };
  return key(a.pattern.id) < key(b.pattern.id);
}

/// The mean of a statistic over the layouts of a configuration. The unit is the layout, because the
/// replicates of a layout are not independent. With a single layout the unit is the replicate.
Estimate over_layouts(const std::vector<Estimate>& layouts, bool share) {
  if (layouts.size() == 1) return layouts[0];
  std::vector<double> values;
  for (const Estimate& layout : layouts) values.push_back(layout.mean);
  if (std::any_of(values.begin(), values.end(), [](double value) { return std::isnan(value); }))
    return {.mean = std::numeric_limits<double>::quiet_NaN(), .interval = {}, .n = 0};
  const Estimate mean = mean_of(values);
  return share ? share_within(mean) : mean;
}

}  // namespace

std::size_t JudgedPattern::counted() const {
  return static_cast<std::size_t>(
      std::count_if(pattern.criteria.begin(), pattern.criteria.end(),
                    [](const StatedCriterion& criterion) { return criterion.counts; }));
}

std::size_t JudgedPattern::held() const {
  std::size_t count = 0;
  for (std::size_t n = 0; n < findings.size(); ++n)
    count += pattern.criteria[n].counts && findings[n].holds;
  return count;
}

std::vector<JudgedPattern> judged_patterns(
    const std::vector<std::vector<std::string>>& configurations) {
  std::vector<JudgedPattern> all;
  for (const auto& files : configurations) {
    std::vector<Batch> layouts;
    std::vector<PatternEvaluator> evaluators;
    for (const std::string& file : files) layouts.emplace_back(file);
    for (const Batch& layout : layouts) evaluators.emplace_back(layout);
    const auto patterns = patterns_of(layouts.at(0));
    if (patterns.empty())
      throw ResultsError(files[0] + ": its scenario states no [[pattern]] to judge it by");
    for (const StatedPattern& pattern : patterns) {
      JudgedPattern judged{pattern, {}};
      for (const StatedCriterion& criterion : pattern.criteria) {
        std::vector<Estimate> estimates;
        for (const PatternEvaluator& evaluator : evaluators)
          estimates.push_back(evaluator.value(criterion));
        judged.findings.push_back(
            finding(criterion, over_layouts(estimates, evaluators[0].is_share(criterion))));
      }
      all.push_back(std::move(judged));
    }
  }
  std::stable_sort(all.begin(), all.end(), before);
  return all;
}

void keep_only(std::vector<JudgedPattern>& all, const std::vector<std::string>& ids) {
  if (ids.empty()) return;
  std::erase_if(all, [&](const JudgedPattern& judged) {
    return std::find(ids.begin(), ids.end(), judged.pattern.id) == ids.end();
  });
}

}  // namespace samen::analysis
