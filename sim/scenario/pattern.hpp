// Patterns judge a batch of runs: findings of published research, stated so that runs of a
// configuration hold them or not (pattern-oriented modelling). A pattern holds if all its criteria
// hold.
#pragma once

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samen {

/// The statistic of the runs that a criterion tests.
enum class Statistic {
  mean,              ///< mean of a measure
  difference,        ///< difference of means: at `point` less `against`, or `months` less
                     ///< `against_months`
  ratio,             ///< ratio of means, with the same names
  effect_size,       ///< Cohen's d between individual entries: `point` less `against`
  effect_size_gap,   ///< that effect size, less the effect size between the two points in `with`
  correlation,       ///< of a measure with the one in `with`, over entries
  hazard,            ///< rate at which tables end, per table and year
  ending_share,      ///< share of the ended tables that reached their goals
  effect,            ///< standardised effect on a measure of one of two measures or of their
                     ///< product
  interior_optimum,  ///< the best design point lies above both the first and the last point
};
inline constexpr std::array<std::string_view, 10> statistic_names{
    "mean",        "difference", "ratio",        "effect_size", "effect_size_gap",
    "correlation", "hazard",     "ending_share", "effect",      "interior_optimum"};

/// How the entries of an observable (seats, tables …) reduce to one number for a run.
enum class Entries { all, lowest, highest, variation };
inline constexpr std::array<std::string_view, 4> entries_names{"all", "lowest", "highest",
                                                               "variation"};

/// The month from which months are counted.
enum class Since { start, operations };
inline constexpr std::array<std::string_view, 2> since_names{"start", "operations"};

/// The effect to estimate: of the first measure, of the second, of their product, or first less
/// second.
enum class Term { first, second, product, first_above_second };
inline constexpr std::array<std::string_view, 4> term_names{"first", "second", "product",
                                                            "first_above_second"};

/// A range of months, both ends included, counted from 1.
struct Window {
  int first = 1, last = 1;
};

struct Criterion {
  std::string name;
  std::string lacking;  ///< what the model lacks to show it; empty if it lacks nothing
  Statistic statistic = Statistic::mean;
  std::string measure;  ///< an observable or an outcome
  std::string per;      ///< an observable by which the sum over entries is divided
  /// Further measures: one for a correlation, two for an effect. For a gap: two design points.
  std::vector<std::string> with;
  Term term = Term::first;
  Entries entries = Entries::all;
  bool staying = false;  ///< only seats that are still occupied in the last of these months
  Since since = Since::start;
  std::optional<Window> months, against_months;
  std::string point, against;                             ///< names of design points
  double low = -std::numeric_limits<double>::infinity();  ///< the admissible band
  double high = std::numeric_limits<double>::infinity();
  bool sign = false;   ///< the whole interval must lie in the band, not only the value
  bool counts = true;  ///< false: reported but not counted
};

struct Pattern {
  std::string id;     ///< row of ODD.md, appendix C
  std::string title;  ///< a few words
  std::string source;
  std::string mapping;              ///< what the parts of the model stand for
  std::string lacking;              ///< what the model does not represent
  std::vector<Criterion> criteria;  ///< empty if nothing in the model could show the pattern
};

}  // namespace samen
