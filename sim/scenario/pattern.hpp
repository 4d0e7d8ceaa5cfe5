// Patterns a batch is judged by: what published research found, stated so that runs of a
// configuration can hold it or not. A pattern holds when each of its criteria does.
#pragma once

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samen {

/// What is worked out of the runs.
enum class Statistic {
  mean,              ///< of a measure
  difference,        ///< of means: at `point` less `against`, or `months` less `against_months`
  ratio,             ///< of means: likewise
  effect_size,       ///< Cohen's d between individual entries: `point` less `against`
  effect_size_gap,   ///< that effect size less the one between the two points in `with`
  correlation,       ///< of a measure `with` another one, over entries
  hazard,            ///< tables that end, per table and year
  ending_share,      ///< of the tables that end, those that reached their goals
  effect,            ///< standardised, of one of two measures or of their product, on a measure
  interior_optimum,  ///< the best design point above the better one of the first and the last
};
inline constexpr std::array<std::string_view, 10> statistic_names{
    "mean",        "difference", "ratio",        "effect_size", "effect_size_gap",
    "correlation", "hazard",     "ending_share", "effect",      "interior_optimum"};

/// How the entries of an observable (seats, tables …) become one number a run.
enum class Entries { all, lowest, highest, variation };
inline constexpr std::array<std::string_view, 4> entries_names{"all", "lowest", "highest",
                                                               "variation"};

/// From when months are counted.
enum class Since { start, operations };
inline constexpr std::array<std::string_view, 2> since_names{"start", "operations"};

/// Which effect of two measures: each by itself, both at once, or the first above the second.
enum class Term { first, second, product, first_above_second };
inline constexpr std::array<std::string_view, 4> term_names{"first", "second", "product",
                                                            "first_above_second"};

/// Months from one to another, both included, counted from 1.
struct Window {
  int first = 1, last = 1;
};

struct Criterion {
  std::string name;
  std::string lacking;  ///< what the model would need to show it; empty where it can
  Statistic statistic = Statistic::mean;
  std::string measure;  ///< an observable or an outcome
  std::string per;      ///< an observable: entries are summed and divided
  /// Measures: of a correlation one, of an effect two. Of a gap two design points.
  std::vector<std::string> with;
  Term term = Term::first;
  Entries entries = Entries::all;
  bool staying = false;  ///< only seats that are still taken in the last of the months
  Since since = Since::start;
  std::optional<Window> months, against_months;
  std::string point, against;                             ///< names of design points
  double low = -std::numeric_limits<double>::infinity();  ///< the band
  double high = std::numeric_limits<double>::infinity();
  bool sign = false;   ///< the whole interval must lie in the band, not the value alone
  bool counts = true;  ///< or it is only told
};

struct Pattern {
  std::string id;     ///< row of ODD.md, appendix C
  std::string title;  ///< in a few words
  std::string source;
  std::string mapping;              ///< what stands for what
  std::string lacking;              ///< what the model does not represent
  std::vector<Criterion> criteria;  ///< none: the model has nothing that could show it
};

}  // namespace samen
