#include "analysis/narrative/points.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "analysis/statistics/paired.hpp"
#include "io/results_format.hpp"

namespace samen::analysis {

namespace {

constexpr std::size_t most_points = 12;  // more are not described individually

/// A point compared with the reference point, in the arm of the question.
struct PointAgainst {
  int point = 0;
  Estimate value;         ///< in the unit shown
  Estimate difference;    ///< in the unit shown; n is 0 for the reference point itself
  bool as_share = false;  ///< `difference` is a share of the reference point's value
  std::size_t runs = 0;
  std::size_t never_start = 0;  ///< runs in which no table started to operate, in arms with tables
};

/// Months in which tables started to operate, run × table; empty if the arm has no tables.
using Operating = std::vector<std::int64_t>;

Operating operating_months(const Batch& batch) {
  if (batch.tables().empty() || !batch.meets(batch.answer_arms().first)) return {};
  return batch.file().integers(results::table_operating_month);
}

std::vector<double> scaled(std::vector<double> values, double factor) {
  for (double& value : values) value *= factor;
  return values;
}

Paired pairs_at(const Batch& batch, int point, int other) {
  const std::string& measure = batch.answer_measure().name;
  const int arm = batch.answer_arms().first;
  return paired(batch.by_pair(measure, {arm, point}), batch.by_pair(measure, {arm, other}));
}

/// Number of runs of that arm in which no table ever started to operate.
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
  const Display display = display_of(batch.answer_measure(), money_unit_of(batch));
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
  if (!ratio.interval) return found;  // the ratio is to a mean that may be zero
  found.as_share = true;
  ratio.mean -= 1.0;
  ratio.interval = Interval{ratio.interval->low - 1.0, ratio.interval->high - 1.0};
  found.difference = ratio;
  return found;
}

/// The best points (sign 1) or the worst (-1): all points whose paired interval of the difference
/// to the leading point contains zero.
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

std::string listed_points(const Batch& batch, const std::vector<int>& points, Language language) {
  constexpr std::size_t few = 3;
  std::vector<std::string> labels;
  for (const int point : points) labels.push_back("“" + batch.point_label(point) + "”");
  if (points.size() > few)
    return language("points.alike", {{"first", labels.front()}, {"n", points.size() - 1}});
  return language.listed(labels, "list.or");
}

/// "no backbone −56 % [−60, −52]", "plan on paper never starts in 100 of 100 runs (−103 %)"
std::string difference_in_words(const Batch& batch, const PointAgainst& found,
                                const Display& display, Language language) {
  const std::string label = batch.point_label(found.point) + " ";
  const std::string never =
      language("points.never", {{"n", found.never_start}, {"all", found.runs}});
  const Display shown = found.as_share ? Display{"", "%", 100.0, 0} : display;
  const double factor = found.as_share ? shown.factor : 1.0;  // other values are already in this
                                                              // unit
  const Estimate& d = found.difference;
  const std::string size = (d.mean > 0.0 ? "+" : "") + amount_in(language, factor * d.mean, shown);
  // A point that never starts does not differ by degrees; its difference is the cost of the
  // attempt.
  if (found.never_start == found.runs) return label + never + " (" + size + ")";
  std::string words = label + size;
  if (d.interval)
    words += " " + interval_in(language, {factor * d.interval->low, factor * d.interval->high},
                               shown.digits);
  return words + (found.never_start > 0 ? " (" + never + ")" : "");
}

/// Compares every other point of a list with the reference point; "" if there are too few pairs.
std::string against_one(const Batch& batch, const Display& display, Language language) {
  const int base = batch.answer_point();
  const Operating operating = operating_months(batch);
  std::string others;
  std::size_t least = batch.runs();
  for (const int point : batch.points()) {
    if (point == base) continue;
    const PointAgainst found = point_against(batch, point, operating);
    if (found.difference.n < least_for_interval) return "";
    least = std::min(least, found.difference.n);
    others += (others.empty() ? "" : "; ") + difference_in_words(batch, found, display, language);
  }
  return " " + language("points.against",
                        {{"point", batch.point_label(base)}, {"others", others}, {"n", least}});
}

/// The difference between the best and the worst point.
std::string best_less_worst(const Batch& batch, int best, int worst, const Display& display,
                            Language language) {
  const Estimate apart = mean_of(scaled(differences(pairs_at(batch, best, worst)), display.factor));
  const bool within = apart.interval && apart.n >= least_for_interval;
  const Interval range = apart.interval.value_or(Interval{});
  return " " + language(within ? "points.between_within" : "points.between",
                        {{"amount", amount_in(language, apart.mean, display)},
                         {"low", number_in(language, range.low, display.digits)},
                         {"high", number_in(language, range.high, display.digits)},
                         {"n", apart.n}});
}

}  // namespace

std::string headline_of_points(const Batch& batch, Language language) {
  const Measure& measure = batch.answer_measure();
  const Display display = display_of(measure, money_unit_of(batch));
  const Filling arm{"arm", arm_in(language, batch.arm_name(batch.answer_arms().first))};
  const Filling what{"measure", measure_in(language, measure.name)};
  const bool individually = batch.design_kind() == "list" || batch.design_kind() == "grid";
  if (!individually) return language("points.overall", {arm, what, {"n", batch.points().size()}});
  const std::vector<int> best = foremost(batch, 1.0), worst = foremost(batch, -1.0);
  if (best.size() == batch.points().size()) return language("points.level", {arm, what});
  const auto value = [&](int point) {
    return amount_in(language, point_against(batch, point, {}).value.mean, display);
  };
  const std::string words =
      language("points.most_and_least", {arm,
                                         what,
                                         {"best", listed_points(batch, best, language)},
                                         {"most", value(best.front())},
                                         {"worst", listed_points(batch, worst, language)},
                                         {"least", value(worst.front())}});
  if (batch.design_kind() == "list" && batch.points().size() <= most_points)
    return words + against_one(batch, display, language);
  return words + best_less_worst(batch, best.front(), worst.front(), display, language);
}

namespace {

/// Whether the table is a map of how many times the value of the second arm the first is worth.
bool maps_times(const Batch& batch) {
  const auto [first, second] = batch.answer_arms();
  return batch.design_kind() == "grid" && first != second &&
         batch.answer_measure().name == results::net_value;
}

/// How many times the value of the second arm of the answer the first is worth; without values
/// where a ratio has no meaning: to a mean that may be zero, or to a loss.
Estimate times_at(const Batch& batch, int point) {
  const auto [first, second] = batch.answer_arms();
  const Paired pairs = paired(batch.by_pair(results::net_value, {first, point}),
                              batch.by_pair(results::net_value, {second, point}));
  const Estimate ratio = ratio_of_means(pairs.first, pairs.second);
  const bool meant = ratio.n >= least_for_interval && ratio.interval &&
                     mean_of(pairs.second).mean > 0.0 && ratio.mean > 0.0;
  return meant ? ratio : Estimate{std::nan(""), std::nullopt, 0};
}

std::vector<Column> columns_of_points(const Batch& batch, bool meets, Language language) {
  const auto [first, second] = batch.answer_arms();
  const auto column_of = [&](int arm) {
    return Column{batch.arm_name(arm), arm_in(language, batch.arm_name(arm))};
  };
  std::vector<Column> columns{{"point", language("points.heads.point")}, column_of(first)};
  if (batch.asks_about_points())
    columns.push_back({"against", language(batch.answer_as_share() ? "points.heads.against_percent"
                                                                   : "points.heads.against",
                                           {{"point", batch.point_label(batch.answer_point())}})});
  if (first != second) {
    columns.push_back(column_of(second));
    columns.push_back({"difference", language("points.heads.difference")});
  }
  if (maps_times(batch)) columns.push_back({"times", language("points.heads.times")});
  if (meets) columns.push_back({"starts", language("points.heads.starts")});
  columns.push_back({"n", language(first != second ? "points.heads.pairs" : "points.heads.runs")});
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
  if (maps_times(batch)) row.emplace_back(Estimated{times_at(batch, point), 1});
  if (!operating.empty())
    row.emplace_back(Percentage{share_of(runs - never_starting(batch, point, operating), runs)});
  row.emplace_back(static_cast<std::int64_t>(n));
  return row;
}

}  // namespace

std::string where_ten_times(const Batch& batch, Language language) {
  if (!maps_times(batch)) return "";
  constexpr double ten = 10.0;
  std::size_t reached = 0, surely = 0;
  for (const int point : batch.points()) {
    const Estimate times = times_at(batch, point);
    reached += times.mean >= ten ? 1 : 0;
    surely += times.interval && times.interval->low >= ten ? 1 : 0;
  }
  const auto [first, second] = batch.answer_arms();
  return language("points.ten", {{"first", arm_in(language, batch.arm_name(first))},
                                 {"second", arm_in(language, batch.arm_name(second))},
                                 {"n", reached},
                                 {"all", batch.points().size()},
                                 {"surely", surely}});
}

Table table_of_points(const Batch& batch, const MoneyUnit& money, Language language) {
  const Measure& measure = batch.answer_measure();
  const Display display = display_of(measure, money);
  const Operating operating = operating_months(batch);
  Table table{"points",
              language("points.table", {{"kind", batch.design_kind()},
                                        {"what", measure_in(language, measure, display)}}),
              columns_of_points(batch, !operating.empty(), language),
              {},
              {}};
  for (const int point : batch.points()) {
    if (table.rows.size() == most_points) {
      table.notes.push_back(language("points.more", {{"n", batch.points().size() - most_points}}));
      break;
    }
    table.add(row_of_point(batch, point, display, operating));
  }
  return table;
}

}  // namespace samen::analysis
