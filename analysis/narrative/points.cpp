#include "analysis/narrative/points.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "analysis/statistics/paired.hpp"
#include "io/results_format.hpp"

namespace samen::analysis {

namespace {

constexpr std::size_t most_points = 12;  // told one by one

/// A point against the one others are compared with, in the arm asked about.
struct PointAgainst {
  int point = 0;
  Estimate value;         ///< in the unit shown
  Estimate difference;    ///< in the unit shown; n of 0 for the point itself
  bool as_share = false;  ///< then `difference` is a share of what the other point has
  std::size_t runs = 0;
  std::size_t never_start = 0;  ///< runs in which no table got to work, in arms that meet
};

/// Months in which tables got to work, run × table; empty where none meets in the arm asked about.
using Operating = std::vector<std::int64_t>;

Operating operating_months(const Batch& batch) {
  if (batch.tables().empty() || !batch.meets(batch.answer_arms().first)) return {};
  return batch.file().integers(results::table_operating_month);
}

struct Speech {
  Language language;
  std::string operator()(const char* english, const char* dutch) const {
    return std::string(in(language, english, dutch));
  }
};

std::vector<double> scaled(std::vector<double> values, double factor) {
  for (double& value : values) value *= factor;
  return values;
}

Paired pairs_at(const Batch& batch, int point, int other) {
  const std::string& measure = batch.answer_measure().name;
  const int arm = batch.answer_arms().first;
  return paired(batch.by_pair(measure, {arm, point}), batch.by_pair(measure, {arm, other}));
}

/// Runs of the arm asked about in which no table ever got to work.
std::size_t never_starting(const Batch& batch, int point, const Operating& operating) {
  if (operating.empty()) return 0;
  const std::size_t tables = batch.tables().size();
  const auto& runs = batch.runs_of({batch.answer_arms().first, point});
  return static_cast<std::size_t>(std::count_if(runs.begin(), runs.end(), [&](std::size_t run) {
    const auto first = operating.begin() + static_cast<std::ptrdiff_t>(run * tables);
    return std::all_of(first, first + static_cast<std::ptrdiff_t>(tables),
                       [](std::int64_t month) { return month < 0; });
  }));
}

PointAgainst point_against(const Batch& batch, int point, const Operating& operating) {
  const Display display = display_of(batch.answer_measure(), money_of(batch));
  const Treatment treatment{batch.answer_arms().first, point};
  PointAgainst found;
  found.point = point;
  found.runs = batch.runs_of(treatment).size();
  found.value =
      mean_of(scaled(batch.values(batch.answer_measure().name, treatment), display.factor));
  found.never_start = never_starting(batch, point, operating);
  const int base = batch.answer_point();
  if (point == base) return found;
  const Paired pairs = pairs_at(batch, point, base);
  found.difference = guarded(mean_of(scaled(differences(pairs), display.factor)));
  if (!batch.answer_as_share()) return found;
  Estimate ratio = guarded(ratio_of_means(pairs.first, pairs.second));
  if (!ratio.interval) return found;  // to a mean that may be zero
  found.as_share = true;
  ratio.mean -= 1.0;
  ratio.interval = Interval{ratio.interval->low - 1.0, ratio.interval->high - 1.0};
  found.difference = ratio;
  return found;
}

/// Points that no other is clearly above (sign 1) or below (-1): the paired interval of the
/// difference to the foremost holds zero.
std::vector<int> foremost(const Batch& batch, double sign) {
  const std::string& measure = batch.answer_measure().name;
  const int arm = batch.answer_arms().first;
  int first = batch.points().front();
  double best = -std::numeric_limits<double>::infinity();
  for (const int point : batch.points()) {
    const double mean = sign * mean_of(batch.values(measure, {arm, point})).mean;
    if (mean > best) {
      best = mean;
      first = point;
    }
  }
  std::vector<int> all{first};
  for (const int point : batch.points()) {
    if (point == first) continue;
    const Estimate behind = mean_of(scaled(differences(pairs_at(batch, first, point)), sign));
    if (!behind.interval || behind.interval->low <= 0.0) all.push_back(point);
  }
  return all;
}

std::string listed_points(const Batch& batch, const std::vector<int>& points, const Speech& text) {
  constexpr std::size_t few = 3;
  std::string words = "“" + batch.point_label(points.front()) + "”";
  if (points.size() > few)
    return words + text(" and ", " en ") + std::to_string(points.size() - 1) +
           text(" that cannot be told from it", " die er niet van te onderscheiden zijn");
  for (std::size_t n = 1; n < points.size(); ++n)
    words += text(" or ", " of ") + "“" + batch.point_label(points[n]) + "”";
  return words;
}

std::string percent_in(Language language, double share) {
  return number_in(language, 100.0 * share, 0);
}

/// "no backbone −56 % [−60, −52]", "plan on paper never starts in 100 of 100 runs (−103 %)"
std::string told(const Batch& batch, const PointAgainst& found, const Display& display,
                 const Speech& text) {
  const std::string label = batch.point_label(found.point);
  const std::string never = text("never starts in ", "begint nooit in ") +
                            std::to_string(found.never_start) + text(" of ", " van de ") +
                            std::to_string(found.runs) + " runs";
  const auto number = [&](double value) {
    return found.as_share ? percent_in(text.language, value)
                          : number_in(text.language, value, display.digits);
  };
  const Estimate& d = found.difference;
  std::string size = (d.mean > 0.0 ? "+" : "") + number(d.mean);
  size += found.as_share ? " %" : display.unit.empty() ? "" : " " + display.unit;
  // What never starts does not fall short by a degree: its figure is what the attempt costs.
  if (found.never_start == found.runs) return label + " " + never + " (" + size + ")";
  std::string words = label + " " + size;
  if (d.interval)
    words += " [" + number(d.interval->low) + text(", ", "; ") + number(d.interval->high) + "]";
  return words + (found.never_start > 0 ? " (" + never + ")" : "");
}

/// Every other point of a list against one.
std::string against_one(const Batch& batch, const Display& display, const Speech& text) {
  const int base = batch.answer_point();
  const Operating operating = operating_months(batch);
  std::string words;
  std::size_t least = batch.runs();
  for (const int point : batch.points()) {
    if (point == base) continue;
    const PointAgainst found = point_against(batch, point, operating);
    if (found.difference.n < least_for_interval) return "";
    least = std::min(least, found.difference.n);
    words += (words.empty() ? "" : "; ") + told(batch, found, display, text);
  }
  return text(" Against “", " Tegenover “") + batch.point_label(base) + "”: " + words +
         text(" (95 % intervals, n = ", " (95%-intervallen, n = ") + std::to_string(least) +
         text(" pairs).", " paren).");
}

/// How far the best and the worst are apart.
std::string best_less_worst(const Batch& batch, int best, int worst, const Display& display,
                            const Speech& text) {
  const Estimate apart = mean_of(scaled(differences(pairs_at(batch, best, worst)), display.factor));
  const auto number = [&](double value) { return number_in(text.language, value, display.digits); };
  std::string words = text(" Between them: ", " Verschil: ") + number(apart.mean) +
                      (display.unit.empty() ? "" : " " + display.unit);
  if (apart.interval && apart.n >= least_for_interval)
    words += text(" (95 % interval ", " (95%-interval ") + number(apart.interval->low) +
             text(" to ", " tot ") + number(apart.interval->high) +
             ", n = " + std::to_string(apart.n) + text(" pairs)", " paren)");
  return words + ".";
}

}  // namespace

std::string headline_of_points(const Batch& batch, Language language) {
  const Speech text{language};
  const Measure& measure = batch.answer_measure();
  const Display display = display_of(measure, money_of(batch));
  const std::string arm = arm_in(language, batch.arm_name(batch.answer_arms().first));
  const bool told_apart = batch.design_kind() == "list" || batch.design_kind() == "grid";
  if (!told_apart)
    return arm + text(" at ", " in ") + std::to_string(batch.points().size()) +
           text(" design points: samen sensitivity tells what drives ",
                " ontwerppunten: samen sensitivity zegt wat de uitkomst drijft: ") +
           measure_in(language, measure.name) + ".";
  const std::vector<int> best = foremost(batch, 1.0), worst = foremost(batch, -1.0);
  const auto value = [&](int point) {
    return " (" + number_in(language, point_against(batch, point, {}).value.mean, display.digits) +
           (display.unit.empty() ? "" : " " + display.unit) + ")";
  };
  std::string words = arm + ", " + measure_in(language, measure.name);
  if (best.size() == batch.points().size())
    return words + text(": no point can be told from another.",
                        ": geen punt is van een ander te onderscheiden.");
  words += text(": most with ", ": het meest met ") + listed_points(batch, best, text) +
           value(best.front()) + text(", least with ", ", het minst met ") +
           listed_points(batch, worst, text) + value(worst.front()) + ".";
  if (batch.design_kind() == "list" && batch.points().size() <= most_points)
    return words + against_one(batch, display, text);
  return words + best_less_worst(batch, best.front(), worst.front(), display, text);
}

namespace {

std::vector<Column> columns_of_points(const Batch& batch, bool meets, const Speech& text) {
  const auto [first, second] = batch.answer_arms();
  std::vector<Column> columns{
      {"point", text("design point", "ontwerppunt")},
      {batch.arm_name(first), arm_in(text.language, batch.arm_name(first))}};
  if (batch.asks_about_points())
    columns.push_back({"against", text("against “", "tegenover “") +
                                      batch.point_label(batch.answer_point()) +
                                      (batch.answer_as_share() ? "”, %" : "”")});
  if (first != second) {
    columns.push_back({batch.arm_name(second), arm_in(text.language, batch.arm_name(second))});
    columns.push_back({"difference", text("paired difference", "gepaard verschil")});
  }
  if (meets) columns.push_back({"starts", text("runs that start", "runs die beginnen")});
  columns.push_back({"n", first != second ? text("n, pairs", "n, paren") : "n, runs"});
  return columns;
}

Estimate in_percent(Estimate share) {
  constexpr double percent = 100.0;
  share.mean *= percent;
  share.interval = Interval{share.interval->low * percent, share.interval->high * percent};
  return share;
}

std::vector<Cell> row_of_point(const Batch& batch, int point, const Display& display,
                               const Operating& operating) {
  const std::string& measure = batch.answer_measure().name;
  const auto [first, second] = batch.answer_arms();
  const int base = batch.answer_point();
  const auto mean = [&](int arm) {
    return Estimated{mean_of(batch.answer_measure(),
                             scaled(batch.values(measure, {arm, point}), display.factor)),
                     display.digits};
  };
  const auto apart = [&](const Treatment& one, const Treatment& other) {
    return Estimated{mean_of(scaled(differences(paired(batch.by_pair(measure, one),
                                                       batch.by_pair(measure, other))),
                                    display.factor)),
                     display.digits};
  };
  std::vector<Cell> row{batch.point_label(point), mean(first)};
  if (batch.asks_about_points()) {
    if (const PointAgainst share = point_against(batch, point, operating); share.as_share)
      row.emplace_back(Estimated{in_percent(share.difference), 0});
    else if (point == base || batch.answer_as_share())
      row.emplace_back(Estimated{{}, display.digits}, "–");
    else
      row.emplace_back(apart({first, point}, {first, base}));
  }
  const std::size_t runs = batch.runs_of({first, point}).size();
  std::size_t n = runs;
  if (first != second) {
    const Estimated difference = apart({first, point}, {second, point});
    row.emplace_back(mean(second));
    row.emplace_back(difference);
    n = difference.estimate.n;
  }
  if (!operating.empty())
    row.emplace_back(Percentage{share_of(runs - never_starting(batch, point, operating), runs)});
  row.emplace_back(static_cast<std::int64_t>(n));
  return row;
}

}  // namespace

Table table_of_points(const Batch& batch, const Money& money, Language language) {
  const Speech text{language};
  const Measure& measure = batch.answer_measure();
  const Display display = display_of(measure, money);
  const Operating operating = operating_months(batch);
  const std::string what =
      language == Language::english
          ? display.label
          : measure_in(language, measure.name) + (display.unit.empty() ? "" : ", " + display.unit);
  Table table{"points",
              text("The design points (", "De ontwerppunten (") + batch.design_kind() + "), " +
                  what + text(": mean [95 % interval]", ": gemiddelde [95%-interval]"),
              columns_of_points(batch, !operating.empty(), text),
              {},
              {}};
  for (const int point : batch.points()) {
    if (table.rows.size() == most_points) {
      table.notes.push_back(text("… and ", "… en nog ") +
                            std::to_string(batch.points().size() - most_points) +
                            text(" more: samen compare, samen sensitivity and samen plot show all",
                                 ": samen compare, samen sensitivity en samen plot tonen alles"));
      break;
    }
    table.add(row_of_point(batch, point, display, operating));
  }
  return table;
}

}  // namespace samen::analysis
