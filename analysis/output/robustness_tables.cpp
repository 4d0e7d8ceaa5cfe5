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

std::string shown(double value) {
  const Number number = three_digits(value);
  return shown_number(number.value, number.digits);
}

std::string losses_in_words(const PatternLoss& fall, const std::vector<JudgedPattern>& patterns) {
  std::string text;
  for (const std::size_t n : fall.patterns)
    text += (text.empty() ? "" : ", ") + patterns[n].pattern.id;
  return (text.empty() ? "none" : text) + " at " + shown(fall.value);
}

/// The patterns that fall on one side of the usual value; `end` is the farthest value on this side
/// without a fall.
std::string side(const std::optional<PatternLoss>& fall, double end, double usual,
                 const std::vector<JudgedPattern>& patterns) {
  if (fall) return losses_in_words(*fall, patterns);
  return end == usual ? "not tried" : "none";
}

std::string held_at_the_values(const std::vector<JudgedPattern>& patterns) {
  const auto held = std::count_if(patterns.begin(), patterns.end(),
                                  [](const JudgedPattern& one) { return one.holds(); });
  return std::to_string(held) + " of " + std::to_string(patterns.size()) +
         " hold where nothing is moved";
}

}  // namespace

std::vector<Table> tables_of(const Robustness& robustness,
                             const std::vector<JudgedPattern>& patterns,
                             const SampledSets& sampled) {
  const std::string reach = "±" + shown_number(100.0 * sampled.spread, 0) + " %";
  Table whole{"spread",
              "All parameters moved by up to " + reach,
              {{"draws", "draws"},
               {"patterns", "patterns"},
               {"held", "hold on average"},
               {"least", "at least"},
               {"all", "draws in which all hold"}},
              {},
              {}};
  whole.add({static_cast<std::int64_t>(robustness.sets), static_cast<std::int64_t>(patterns.size()),
             Number{robustness.mean, 2}, static_cast<std::int64_t>(robustness.least),
             static_cast<std::int64_t>(robustness.all)});
  whole.notes.push_back(std::to_string(sampled.parameters) +
                        " parameters moved together and evenly, Sobol' sequence with seed " +
                        std::to_string(sampled.seed) + "; " + std::to_string(sampled.stay) +
                        " stay: whole numbers, what is 0, what lies at an end of its range. " +
                        held_at_the_values(patterns) + ".");
  Table each{"patterns",
             "Draws in which a pattern holds",
             {{"pattern", "pattern"},
              {"title", "what"},
              {"usual", "nothing moved"},
              {"held", "draws in which it holds"},
              {"draws", "of"}},
             {},
             {}};
  for (std::size_t n = 0; n < patterns.size(); ++n)
    each.add({patterns[n].pattern.id, patterns[n].pattern.title,
              patterns[n].holds() ? "holds" : "fails",
              static_cast<std::int64_t>(robustness.sets_of[n]),
              static_cast<std::int64_t>(robustness.sets)});
  return {std::move(whole), std::move(each)};
}

std::vector<Table> tables_of(const std::vector<NamedCorridor>& corridors,
                             const std::vector<JudgedPattern>& patterns) {
  Table table{"corridors",
              "How far a fitted parameter may move alone",
              {{"parameter", "parameter"},
               {"usual", "value"},
               {"low", "from"},
               {"high", "to"},
               {"below", "below falls"},
               {"above", "above falls"},
               {"off", "rule off falls"}},
              {},
              {}};
  for (const NamedCorridor& one : corridors) {
    const Corridor& found = one.corridor;
    table.add({one.parameter, three_digits(one.usual), three_digits(found.low),
               three_digits(found.high), side(found.below, found.low, one.usual, patterns),
               side(found.above, found.high, one.usual, patterns),
               found.off ? losses_in_words(*found.off, patterns) : "–"});
  }
  table.notes.push_back(
      "From, to: the farthest of the value times 0.5, 0.67, 0.8, 0.9, 1.1, 1.25, 1.5 and 2, as far "
      "as admissible, with which every pattern holds that holds at the value; " +
      held_at_the_values(patterns) +
      ". Falls: the first patterns to fall and where; none: nothing falls as far as was tried; – "
      ": no off value of its own, or off already.");
  return {std::move(table)};
}

std::vector<Table> tables_of(const std::vector<Ablation>& ablations,
                             const std::vector<JudgedPattern>& patterns) {
  Table table{"ablation",
              "What falls without a value",
              {{"parameter", "parameter"},
               {"usual", "value"},
               {"other", "in its place"},
               {"held", "hold"},
               {"patterns", "of"},
               {"fall", "fall"},
               {"rise", "hold now only"}},
              {},
              {}};
  for (const Ablation& one : ablations) {
    std::string fall, rise;
    for (std::size_t n = 0; n < patterns.size(); ++n) {
      if (one.holding[n] == patterns[n].holds()) continue;
      std::string& changed = one.holding[n] ? rise : fall;
      changed += (changed.empty() ? "" : ", ") + patterns[n].pattern.id;
    }
    table.add({one.parameter, one.usual, one.other,
               static_cast<std::int64_t>(std::count(one.holding.begin(), one.holding.end(), true)),
               static_cast<std::int64_t>(patterns.size()), fall, rise});
  }
  table.notes.push_back(held_at_the_values(patterns) + ".");
  return {std::move(table)};
}

}  // namespace samen::analysis
