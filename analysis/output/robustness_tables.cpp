#include "analysis/output/robustness_tables.hpp"

#include <algorithm>
#include <cmath>

namespace samen::analysis {
namespace {

/// A value of a parameter with three significant digits.
Number three_digits(double value) {
  const int before = value == 0.0 ? 0 : static_cast<int>(std::floor(std::log10(std::fabs(value))));
  return {value, std::clamp(2 - before, 0, 8)};
}

/// The patterns that a change of one parameter lets fall.
class Falls {
 public:
  Falls(const std::vector<JudgedPattern>& patterns, const TableWords& words)
      : patterns_(patterns), words_(words) {}

  std::string at(const PatternLoss& fall) const {
    std::string text;
    for (const std::size_t n : fall.patterns)
      text += (text.empty() ? "" : ", ") + patterns_[n].pattern.id;
    const Number value = three_digits(fall.value);
    return words_("at", {{"patterns", text.empty() ? words_("none") : text},
                         {"value", number_in(words_.language(), value.value, value.digits)}});
  }
  /// On one side of the usual value; `end` is the farthest value on this side without a fall.
  std::string side(const std::optional<PatternLoss>& fall, double end, double usual) const {
    if (fall) return at(*fall);
    return words_(end == usual ? "not_tried" : "none");
  }

 private:
  const std::vector<JudgedPattern>& patterns_;
  const TableWords& words_;
};

/// How many patterns hold where nothing is moved, for a note.
std::size_t held_at_the_values(const std::vector<JudgedPattern>& patterns) {
  return static_cast<std::size_t>(std::count_if(
      patterns.begin(), patterns.end(), [](const JudgedPattern& one) { return one.holds(); }));
}

Table table_of_spread(const Robustness& robustness, const std::vector<JudgedPattern>& patterns,
                      const SampledSets& sampled, Language language) {
  const TableWords words(language, "tables.spread");
  Table whole =
      words.table("spread", {"draws", "patterns", "held", "least", "all"},
                  {{"reach", "±" + number_in(language, 100.0 * sampled.spread, 0) + " %"}});
  whole.add({static_cast<std::int64_t>(robustness.sets), static_cast<std::int64_t>(patterns.size()),
             Number{robustness.mean, 2}, static_cast<std::int64_t>(robustness.least),
             static_cast<std::int64_t>(robustness.all)});
  whole.notes = {words("moved", {{"n", sampled.parameters},
                                 {"seed", sampled.seed},
                                 {"stay", sampled.stay},
                                 {"held", held_at_the_values(patterns)},
                                 {"of", patterns.size()}})};
  return whole;
}

}  // namespace

std::vector<Table> tables_of(const Robustness& robustness,
                             const std::vector<JudgedPattern>& patterns, const SampledSets& sampled,
                             Language language) {
  const TableWords words(language, "tables.patterns_in_draws");
  Table each = words.table("patterns", {"pattern", "what", "usual", "held", "draws"});
  each.columns[1].key = "title";
  for (std::size_t n = 0; n < patterns.size(); ++n)
    each.add({patterns[n].pattern.id, name_in(language, patterns[n].pattern.title),
              name_in(language, patterns[n].holds() ? "holds" : "fails"),
              static_cast<std::int64_t>(robustness.sets_of[n]),
              static_cast<std::int64_t>(robustness.sets)});
  return {table_of_spread(robustness, patterns, sampled, language), std::move(each)};
}

std::vector<Table> tables_of(const std::vector<NamedCorridor>& corridors,
                             const std::vector<JudgedPattern>& patterns, Language language) {
  const TableWords words(language, "tables.corridors");
  const Falls falls(patterns, words);
  Table table =
      words.table("corridors", {"parameter", "usual", "low", "high", "below", "above", "off"});
  for (const NamedCorridor& one : corridors) {
    const Corridor& found = one.corridor;
    table.add({one.parameter, three_digits(one.usual), three_digits(found.low),
               three_digits(found.high), falls.side(found.below, found.low, one.usual),
               falls.side(found.above, found.high, one.usual),
               found.off ? falls.at(*found.off) : "–"});
  }
  table.notes = {words("how", {{"held", held_at_the_values(patterns)}, {"of", patterns.size()}})};
  return {std::move(table)};
}

std::vector<Table> tables_of(const std::vector<Ablation>& ablations,
                             const std::vector<JudgedPattern>& patterns, Language language) {
  const TableWords words(language, "tables.ablation");
  Table table =
      words.table("ablation", {"parameter", "usual", "other", "held", "patterns", "fall", "rise"});
  for (const Ablation& one : ablations) {
    std::string fall, rise;
    for (std::size_t n = 0; n < patterns.size(); ++n) {
      if (one.holding[n] == patterns[n].holds()) continue;
      std::string& changed = one.holding[n] ? rise : fall;
      changed += (changed.empty() ? "" : ", ") + patterns[n].pattern.id;
    }
    table.add({name_in(language, one.parameter), one.usual, one.other,
               static_cast<std::int64_t>(std::count(one.holding.begin(), one.holding.end(), true)),
               static_cast<std::int64_t>(patterns.size()), fall, rise});
  }
  table.notes = {
      words("held_here", {{"held", held_at_the_values(patterns)}, {"of", patterns.size()}})};
  return {std::move(table)};
}

}  // namespace samen::analysis
