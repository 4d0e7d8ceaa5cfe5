#include "analysis/output/pattern_tables.hpp"

#include <cmath>

namespace samen::analysis {
namespace {

std::string band_of(const StatedCriterion& criterion, const TableWords& words) {
  if (!criterion.lacking.empty()) return words("cannot");
  if (criterion.sign) return words(std::isfinite(criterion.low) ? "above_zero" : "below_zero");
  const auto number = [&](double value) { return number_in(words.language(), value, 2); };
  if (!std::isfinite(criterion.low)) return "≤ " + number(criterion.high);
  if (!std::isfinite(criterion.high)) return "≥ " + number(criterion.low);
  return number(criterion.low) + " – " + number(criterion.high);
}

std::string verdict(Language language, bool holds, bool counts = true) {
  return name_in(language, counts ? (holds ? "holds" : "fails") : "told only");
}

Table table_of_patterns(const std::vector<JudgedPattern>& all, Language language) {
  const TableWords words(language, "tables.patterns");
  Table patterns = words.table("patterns", {"pattern", "what", "source", "held", "of", "verdict"});
  patterns.columns[1].key = "title";
  std::size_t holding = 0;
  for (const JudgedPattern& judged : all) {
    const StatedPattern& pattern = judged.pattern;
    holding += judged.holds();
    patterns.add({pattern.id, name_in(language, pattern.title), pattern.source,
                  static_cast<std::int64_t>(judged.held()),
                  static_cast<std::int64_t>(judged.counted()), verdict(language, judged.holds())});
  }
  patterns.notes = {words("holding", {{"n", holding}, {"all", all.size()}})};
  return patterns;
}

Table table_of_criteria(const std::vector<JudgedPattern>& all, Language language) {
  const TableWords words(language, "tables.criteria");
  Table criteria = words.table(
      "criteria", {"pattern", "criterion", "band", "value", "n", "distance", "verdict"});
  for (const JudgedPattern& judged : all) {
    const StatedPattern& pattern = judged.pattern;
    if (pattern.criteria.empty())
      criteria.add({pattern.id, words("not_shown"), "", Estimated{{std::nan(""), {}, 0}},
                    std::int64_t{0}, Number{farthest, 1}, verdict(language, false)});
    for (std::size_t n = 0; n < pattern.criteria.size(); ++n) {
      const StatedCriterion& criterion = pattern.criteria[n];
      const Finding& finding = judged.findings[n];
      criteria.add({pattern.id, name_in(language, criterion.name), band_of(criterion, words),
                    Estimated{finding.value, 3}, static_cast<std::int64_t>(finding.value.n),
                    Number{finding.distance, 2},
                    verdict(language, finding.holds, criterion.counts)});
    }
  }
  criteria.notes = {words("how")};
  return criteria;
}

Table table_of_mapping(const std::vector<JudgedPattern>& all, Language language) {
  const TableWords words(language, "tables.mapping");
  Table mapping = words.table("mapping", {"pattern", "mapping", "lacking"});
  for (const JudgedPattern& judged : all)
    mapping.add({judged.pattern.id, judged.pattern.mapping, judged.pattern.lacking});
  return mapping;
}

}  // namespace

std::vector<Table> tables_of(const std::vector<JudgedPattern>& all, bool with_mapping,
                             Language language) {
  std::vector<Table> tables{table_of_patterns(all, language), table_of_criteria(all, language)};
  if (with_mapping) tables.push_back(table_of_mapping(all, language));
  return tables;
}

}  // namespace samen::analysis
