#include "analysis/statistics/judged_patterns.hpp"

#include <algorithm>
#include <cstdlib>
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

}  // namespace

std::size_t JudgedPattern::counted() const {
  return static_cast<std::size_t>(
      std::count_if(pattern.criteria.begin(), pattern.criteria.end(),
                    [](const Criterion& criterion) { return criterion.counts; }));
}

std::size_t JudgedPattern::held() const {
  std::size_t count = 0;
  for (std::size_t n = 0; n < findings.size(); ++n)
    count += pattern.criteria[n].counts && findings[n].holds;
  return count;
}

std::vector<JudgedPattern> judged_patterns(const std::vector<std::string>& files) {
  std::vector<JudgedPattern> all;
  for (const std::string& file : files) {
    const Batch batch(file);
    const auto patterns = patterns_of(batch);
    if (patterns.empty())
      throw ResultsError(file + ": its scenario states no [[pattern]] to judge it by");
    const PatternEvaluator evaluator(batch);
    for (const StatedPattern& pattern : patterns) {
      JudgedPattern judged{pattern, {}};
      for (const Criterion& criterion : pattern.criteria)
        judged.findings.push_back(evaluator.find(criterion));
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
