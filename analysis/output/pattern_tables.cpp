#include "analysis/output/pattern_tables.hpp"

#include <cmath>

namespace samen::analysis {
namespace {

std::string band_of(const StatedCriterion& criterion) {
  if (!criterion.lacking.empty()) return "cannot be shown";
  if (criterion.sign) return std::isfinite(criterion.low) ? "> 0, interval" : "< 0, interval";
  const int digits = 2;
  if (!std::isfinite(criterion.low)) return "≤ " + shown_number(criterion.high, digits);
  if (!std::isfinite(criterion.high)) return "≥ " + shown_number(criterion.low, digits);
  return shown_number(criterion.low, digits) + " – " + shown_number(criterion.high, digits);
}

std::string verdict(bool holds, bool counts = true) {
  return counts ? (holds ? "holds" : "fails") : "told only";
}

}  // namespace

std::vector<Table> tables_of(const std::vector<JudgedPattern>& all, bool with_mapping) {
  Table patterns{"patterns",
                 "Patterns",
                 {{"pattern", "pattern"},
                  {"title", "what"},
                  {"source", "source"},
                  {"held", "criteria that hold"},
                  {"of", "of"},
                  {"verdict", "verdict"}},
                 {},
                 {}};
  Table criteria{"criteria",
                 "What they came to",
                 {{"pattern", "pattern"},
                  {"criterion", "criterion"},
                  {"band", "band"},
                  {"value", "value"},
                  {"n", "n"},
                  {"distance", "outside by"},
                  {"verdict", "verdict"}},
                 {},
                 {}};
  Table mapping{"mapping",
                "What stands for what",
                {{"pattern", "pattern"}, {"mapping", "mapping"}, {"lacking", "not represented"}},
                {},
                {}};
  std::size_t holding = 0;
  for (const JudgedPattern& judged : all) {
    const StatedPattern& pattern = judged.pattern;
    holding += judged.holds();
    patterns.add({pattern.id, pattern.title, pattern.source,
                  static_cast<std::int64_t>(judged.held()),
                  static_cast<std::int64_t>(judged.counted()), verdict(judged.holds())});
    if (pattern.criteria.empty())
      criteria.add({pattern.id, "the model cannot show it", "", Estimated{{std::nan(""), {}, 0}},
                    std::int64_t{0}, Number{farthest, 1}, verdict(false)});
    for (std::size_t n = 0; n < pattern.criteria.size(); ++n) {
      const StatedCriterion& criterion = pattern.criteria[n];
      const Finding& finding = judged.findings[n];
      criteria.add({pattern.id, criterion.name, band_of(criterion), Estimated{finding.value, 3},
                    static_cast<std::int64_t>(finding.value.n), Number{finding.distance, 2},
                    verdict(finding.holds, criterion.counts)});
    }
    mapping.add({pattern.id, pattern.mapping, pattern.lacking});
  }
  patterns.notes.push_back(std::to_string(holding) + " of " + std::to_string(all.size()) +
                           " patterns hold: each of their criteria does.");
  criteria.notes.push_back(
      "Value with its 95 % interval (jackknife over n replicates; where a case draws several "
      "layouts, Student's t over n layouts). A band holds when it contains "
      "the value, a sign when it contains the whole interval. Outside by: in widths of the band, "
      "or half-widths of the interval.");
  std::vector<Table> tables{std::move(patterns), std::move(criteria)};
  if (with_mapping) tables.push_back(std::move(mapping));
  return tables;
}

}  // namespace samen::analysis
