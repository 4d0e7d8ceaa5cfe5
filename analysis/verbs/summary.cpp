// samen summary: shows the results of a batch – the arms side by side, the goals they reach and
// their paired differences – and ends with a headline that answers the scenario's question.
#include <algorithm>
#include <array>
#include <cmath>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "analysis/narrative/expectation.hpp"
#include "analysis/narrative/headline.hpp"
#include "analysis/narrative/points.hpp"
#include "analysis/narrative/reservations.hpp"
#include "analysis/narrative/sets.hpp"
#include "analysis/narrative/validity.hpp"
#include "analysis/output/item_tables.hpp"
#include "analysis/output/organisations.hpp"
#include "analysis/output/request.hpp"
#include "analysis/output/table.hpp"
#include "analysis/results/acting.hpp"
#include "analysis/results/batch.hpp"
#include "analysis/statistics/doubt.hpp"
#include "analysis/statistics/paired.hpp"
#include "analysis/statistics/statistics.hpp"
#include "analysis/statistics/survival_curve.hpp"
#include "io/results_format.hpp"

namespace samen::analysis {
namespace {

constexpr std::size_t most_listed = 12;  // goals, tables or design points that are shown
                                         // individually

/// A row of the table of arms. The range over the runs is shown below the mean if it is
/// informative.
enum class Spread { hidden, shown };
struct Line {
  const char* measure;
  const char* label;
  Spread spread;
};
constexpr std::array lines{
    Line{"mean_progress", "progress of the goals, 0 to 1", Spread::shown},
    Line{"members", "members at the end", Spread::hidden},
    Line{"invested", "invested", Spread::hidden},
    Line{"running_costs", "running costs of working together", Spread::hidden},
    Line{"burden_of_organisations", "burden borne by the organisations", Spread::hidden},
    Line{"burden_of_society", "burden borne by the rest of society", Spread::hidden},
    Line{"avoided_cost", "avoided cost", Spread::hidden},
    Line{"extra_revenue", "extra revenue", Spread::hidden},
    Line{"net_value", "net value", Spread::shown},
    Line{"value_per_keuro", "value per k€ put in, mean of runs", Spread::hidden},
    Line{"self_financing", "revenue and burden spared per k€ of cost, seed money over",
         Spread::hidden},
    Line{"self_financing_since", "months until tables pay for themselves, where they do",
         Spread::hidden},
};

/// One design point of a batch, the subject of the tables below.
struct ShownPoint {
  const Batch& batch;
  MoneyUnit money;
  int point = 0;

  Treatment treatment(int arm) const { return {arm, point}; }
  const std::vector<std::size_t>& runs_of(int arm) const { return batch.runs_of(treatment(arm)); }
};

std::vector<double> scaled(std::vector<double> values, const Display& display) {
  for (double& value : values) value *= display.factor;
  return values;
}

Table table_of_arms(const ShownPoint& shown) {
  const Batch& batch = shown.batch;
  const MoneyUnit& money = shown.money;
  Table table{"arms", "The arms", {{"measure", "mean [95 % interval of the mean]"}}, {}, {}};
  std::vector<Cell> counts{"n, runs"};
  for (const int arm : batch.arms()) {
    table.columns.push_back({batch.arm_name(arm), batch.arm_name(arm)});
    counts.emplace_back(static_cast<std::int64_t>(shown.runs_of(arm).size()));
  }
  for (const Line& line : lines) {
    if (!batch.has_measure(line.measure)) continue;
    const Measure& measure = batch.measure(line.measure);
    const Display display = display_of(measure, money);
    std::vector<Cell> row{line.label + (measure.unit == "k€" ? ", " + money.unit : "")},
        range{"  nine runs in ten lie between"};
    for (const int arm : batch.arms()) {
      const auto values = scaled(batch.values(line.measure, shown.treatment(arm)), display);
      row.push_back(Estimated{mean_of(measure, values), display.digits});
      range.push_back(values.empty()
                          ? "n/a"
                          : shown_number(quantile(values, 0.05), display.digits) + " … " +
                                shown_number(quantile(values, 0.95), display.digits));
    }
    table.add(row);
    if (line.spread == Spread::shown) table.add(range);
  }
  table.add(counts);
  table.notes = {
      "burden: what the unsolved part of the goals costs; avoided cost is what it is less than in "
      "nothing;",
      "net value = avoided cost + extra revenue − invested (own effort, match, seed money) − "
      "running costs;",
      "running costs: delegates' time, facilitation, openness, measuring, deals, paid beside the "
      "budgets to work with"};
  return table;
}

/// Mean progress over goals and runs in each month, by arm; empty if it was not recorded.
std::map<int, std::vector<double>> progress_over_time(const ShownPoint& shown) {
  const Batch& batch = shown.batch;
  std::map<int, std::vector<double>> means;
  if (!batch.file().has("progress")) return means;
  const std::size_t goals = batch.goals().size();
  const std::size_t months = batch.months().size();
  batch.file().for_each_block("progress", [&](std::size_t first, std::span<const float> values) {
    for (std::size_t row = 0; row < values.size() / (goals * months); ++row) {
      const Treatment treatment = batch.treatment_of(first + row);
      if (!batch.ran(first + row) || treatment.point != shown.point) continue;
      auto& sum = means[treatment.arm];
      sum.resize(months);
      for (std::size_t t = 0; t < months; ++t)
        for (std::size_t k = 0; k < goals; ++k)
          sum[t] += static_cast<double>(values[(row * months + t) * goals + k]);
    }
  });
  for (auto& [arm, sum] : means)
    for (double& value : sum) value /= static_cast<double>(goals * shown.runs_of(arm).size());
  return means;
}

Table table_of_progress(const ShownPoint& shown) {
  constexpr int width = 30;
  constexpr std::size_t months_per_block = 6;
  const Batch& batch = shown.batch;
  const auto over_time = progress_over_time(shown);
  Table table{
      "progress",
      "",
      {{"arm", "progress of the goals, mean of all runs"},
       {"drawn", "at the end, " + batch.months().back()},
       {"progress", ""},
       {"over_time", over_time.empty() ? "" : "by half-year from " + batch.months().front()}},
      {},
      {}};
  for (const int arm : batch.arms()) {
    const double mean = mean_of(batch.values("mean_progress", shown.treatment(arm))).mean;
    std::string drawn = bar(mean, 1.0, width);
    drawn += std::string(width - shown_width(drawn), ' ');
    std::string line;
    if (const auto found = over_time.find(arm); found != over_time.end())
      for (std::size_t t = 0; t < found->second.size(); t += months_per_block)
        line += block(found->second[std::min(t + months_per_block, found->second.size()) - 1]);
    table.add({batch.arm_name(arm), drawn, Number{mean, 2}, line});
  }
  return table;
}

/// The months in which goals were reached, read from the file once.
class GoalTimes {
 public:
  explicit GoalTimes(const ShownPoint& shown)
      : shown_(shown), months_(shown.batch.file().integers(results::goal_reached_month)) {}

  /// Time until goal k is reached in the runs of an arm, censored at the end of the calendar.
  std::vector<Lifetime> times_to(std::size_t k, int arm) const {
    std::vector<Lifetime> times;
    for (const std::size_t run : shown_.runs_of(arm)) times.push_back(time_to(month(run, k)));
    return times;
  }

  /// For each run of an arm, the share of the goals with this name that it reaches.
  std::vector<double> shares_of(const std::string& goal, int arm) const {
    const auto& goals = shown_.batch.goals();
    std::vector<double> shares;
    for (const std::size_t run : shown_.runs_of(arm)) {
      double all = 0.0, hits = 0.0;
      for (std::size_t k = 0; k < goals.size(); ++k) {
        if (goals[k] != goal) continue;
        all += 1.0;
        hits += month(run, k) >= 0 ? 1.0 : 0.0;
      }
      shares.push_back(hits / all);
    }
    return shares;
  }

  /// Lifetime until `month`; -1 means never.
  Lifetime time_to(std::int64_t month) const {
    const auto end = static_cast<double>(shown_.batch.months().size());
    return month >= 0 ? Lifetime{.time = static_cast<double>(month), .ended = true}
                      : Lifetime{.time = end, .ended = false};
  }

 private:
  std::int64_t month(std::size_t run, std::size_t k) const {
    return months_[run * shown_.batch.goals().size() + k];
  }

  ShownPoint shown_;
  std::vector<std::int64_t> months_;
};

/// Adds two columns for an arm: a share and a month.
void add_columns(Table& table, const std::string& arm) {
  table.columns.push_back({arm, arm});
  table.columns.push_back({arm + "_median", ""});
}

/// Adds the share of the lifetimes that end, and the median month by Kaplan–Meier.
void add_share_and_median(std::vector<Cell>& row, const std::vector<Lifetime>& times,
                          const Batch& batch) {
  const auto hits = static_cast<std::size_t>(
      std::count_if(times.begin(), times.end(), [](const Lifetime& d) { return d.ended; }));
  const double median = SurvivalCurve(times).median().mean;
  row.emplace_back(Percentage{share_of(hits, times.size())});
  row.emplace_back(std::isfinite(median) ? batch.months()[static_cast<std::size_t>(median)] : "–");
}

std::vector<std::string> names_once(const std::vector<std::string>& all) {
  std::vector<std::string> names;
  for (const std::string& name : all)
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  return names;
}

/// The goals individually, or by name if every table has its own goals with that name.
Table table_of_goals(const ShownPoint& shown) {
  const Batch& batch = shown.batch;
  const auto& goals = batch.goals();
  const bool listed = goals.size() <= most_listed;
  Table table{"goals",
              listed ? "The goals (– where fewer than half of the runs get there)" : "The goals",
              {{"goal", listed ? "% of runs that reach it [95 %], median month"
                               : "% of the goals of that name reached, mean of runs [95 %]"}},
              {},
              {}};
  for (const int arm : batch.arms()) add_columns(table, batch.arm_name(arm));
  const GoalTimes reached(shown);
  const auto names = listed ? goals : names_once(goals);
  for (std::size_t n = 0; n < std::min(names.size(), most_listed); ++n) {
    const auto count = std::count(goals.begin(), goals.end(), names[n]);
    const auto first = listed
                           ? n
                           : static_cast<std::size_t>(
                                 std::find(goals.begin(), goals.end(), names[n]) - goals.begin());
    std::vector<Cell> row{listed ? std::to_string(n + 1) + " " + names[n]
                                 : names[n] + " (" + std::to_string(count) + ")"};
    for (const int arm : batch.arms()) {
      if (listed || count == 1) {
        add_share_and_median(row, reached.times_to(first, arm), batch);
      } else {
        row.emplace_back(Percentage{mean_of_shares(reached.shares_of(names[n], arm))});
        row.emplace_back("");
      }
    }
    table.add(row);
  }
  if (names.size() > most_listed)
    table.notes.push_back("… and " + std::to_string(names.size() - most_listed) +
                          " more names in the file");
  return table;
}

/// How the tables of a batch ended.
struct Tables {
  std::vector<std::string> words;  ///< words of the causes that end them
  std::vector<std::int64_t> operating, ended, causes;
  std::vector<int> arms;  ///< arms in which tables meet

  explicit Tables(const Batch& batch)
      : words(batch.file().flag_meanings(results::table_ended_by)),
        operating(batch.file().integers(results::table_operating_month)),
        ended(batch.file().integers(results::table_ended_month)),
        causes(batch.file().integers(results::table_ended_by)) {
    for (const int arm : batch.arms())
      if (batch.meets(arm)) arms.push_back(arm);
  }

  /// 0 for a table that did not end.
  std::size_t cause(std::size_t at) const {
    return ended[at] >= 0 ? static_cast<std::size_t>(causes[at]) : 0;
  }
  std::string ending(std::size_t cause) const {
    std::string word = words[cause];
    std::replace(word.begin(), word.end(), '_', ' ');
    return cause == 0 ? "  still there at the end" : "  ended: " + word;
  }
};

/// Shows how each table ended. A table that ended before it operated counts as not operating
/// until the end of the calendar.
void list_tables(const Tables& tables, const ShownPoint& shown, Table& table) {
  const Batch& batch = shown.batch;
  const GoalTimes reached(shown);
  const auto& names = batch.tables();
  for (std::size_t m = 0; m < names.size(); ++m) {
    std::vector<Cell> at_work{names[m] + ": got to work, median month"};
    std::map<std::size_t, std::vector<std::size_t>> counts;  // by cause, then arm
    for (std::size_t a = 0; a < tables.arms.size(); ++a) {
      std::vector<Lifetime> times;
      for (const std::size_t run : shown.runs_of(tables.arms[a])) {
        const std::size_t at = run * names.size() + m;
        times.push_back(reached.time_to(tables.operating[at]));
        auto& by_arm = counts[tables.cause(at)];
        by_arm.resize(tables.arms.size());
        ++by_arm[a];
      }
      add_share_and_median(at_work, times, batch);
    }
    table.add(at_work);
    for (auto& [cause, by_arm] : counts) {
      std::vector<Cell> row{tables.ending(cause)};
      for (std::size_t a = 0; a < tables.arms.size(); ++a)
        row.insert(row.end(),
                   {Percentage{share_of(by_arm[a], shown.runs_of(tables.arms[a]).size())}, ""});
      table.add(row);
    }
  }
}

/// Summarises tables that are too many to list: the share that operates in each run, and the
/// shares by ending.
void summarise_tables(const Tables& tables, const ShownPoint& shown, Table& table) {
  const std::size_t count = shown.batch.tables().size();
  const auto all = static_cast<double>(count);
  std::map<std::size_t, std::vector<Cell>> endings;  // by cause, with one column for each arm
  std::set<std::size_t> seen;
  std::vector<Cell> at_work{std::to_string(count) + " tables: got to work"};
  for (const int arm : tables.arms) {
    std::vector<double> worked;
    std::map<std::size_t, std::vector<double>> ends;
    for (const std::size_t run : shown.runs_of(arm)) {
      worked.push_back(0.0);
      for (std::size_t cause = 0; cause < tables.words.size(); ++cause) ends[cause].push_back(0.0);
      for (std::size_t m = 0; m < count; ++m) {
        const std::size_t at = run * count + m;
        worked.back() += (tables.operating[at] >= 0 ? 1.0 : 0.0) / all;
        ends[tables.cause(at)].back() += 1.0 / all;
        seen.insert(tables.cause(at));
      }
    }
    at_work.insert(at_work.end(), {Percentage{mean_of_shares(worked)}, ""});
    for (const auto& [cause, shares] : ends)
      endings[cause].insert(endings[cause].end(), {Percentage{mean_of_shares(shares)}, ""});
  }
  table.add(at_work);
  for (auto& [cause, row] : endings) {
    if (!seen.count(cause)) continue;
    row.insert(row.begin(), tables.ending(cause));
    table.add(row);
  }
}

std::optional<Table> table_of_tables(const ShownPoint& shown) {
  if (shown.batch.tables().empty()) return std::nullopt;
  const Tables tables(shown.batch);
  if (tables.arms.empty()) return std::nullopt;
  const bool listed = shown.batch.tables().size() <= most_listed;
  Table table{"tables",
              "The tables",
              {{"table", listed ? "% of runs [95 %]" : "% of the tables, mean of runs [95 %]"}},
              {},
              {}};
  for (const int arm : tables.arms) add_columns(table, shown.batch.arm_name(arm));
  if (listed)
    list_tables(tables, shown, table);
  else
    summarise_tables(tables, shown, table);
  return table;
}

Table table_of_differences(const ShownPoint& shown) {
  constexpr std::array compared{"mean_progress", "invested", "net_value"};
  const Batch& batch = shown.batch;
  const MoneyUnit& money = shown.money;
  Table table{"differences",
              "The same luck, another choice: paired differences",
              {{"arms", "mean difference [95 % interval of the mean]"}},
              {},
              {}};
  for (const char* const name : compared)
    table.columns.push_back({name, display_of(batch.measure(name), money).label});
  table.columns.push_back({"n", "n, pairs"});
  for (std::size_t second = 0; second < batch.arms().size(); ++second)
    for (std::size_t first = second + 1; first < batch.arms().size(); ++first) {
      const Treatment one = shown.treatment(batch.arms()[first]);
      const Treatment other = shown.treatment(batch.arms()[second]);
      std::vector<Cell> row{batch.arm_name(one.arm) + " − " + batch.arm_name(other.arm)};
      std::size_t n = 0;
      for (const char* const name : compared) {
        const Display display = display_of(batch.measure(name), money);
        const Estimate difference = mean_of(scaled(
            differences(paired(batch.by_pair(name, one), batch.by_pair(name, other))), display));
        row.push_back(Estimated{difference, display.digits});
        n = difference.n;
      }
      row.emplace_back(static_cast<std::int64_t>(n));
      table.add(row);
    }
  if (const auto multiplier = value_multiplier(batch, shown.point))
    table.notes = {"", "value multiplier, net value together over alone: " + *multiplier};
  return table;
}

Table table_of_failures(const Batch& batch) {
  constexpr std::size_t most = 4;
  Table table{"failures",
              std::to_string(batch.failed()) + " of " + std::to_string(batch.runs()) +
                  " runs failed and are left out:",
              {{"run", "run"}, {"message", "why"}},
              {},
              {}};
  for (std::size_t run = 0; run < batch.runs() && table.rows.size() < most; ++run)
    if (!batch.ran(run)) table.add({static_cast<std::int64_t>(run), batch.why_left_out(run)});
  return table;
}

void introduce(const Batch& batch) {
  if (!batch.title().empty()) std::cout << batch.title() << '\n';
  if (!batch.question().empty()) std::cout << "Question: " << batch.question() << '\n';
  std::string expectation = batch.file().attribute("", results::expect_attribute);
  std::replace(expectation.begin(), expectation.end(), '\n', ' ');
  if (!expectation.empty()) std::cout << "Expected: " << expectation << '\n';
  std::cout << batch.months().front() << " to " << batch.months().back() << ", " << batch.runs()
            << " runs\n\n";
}

int summarise(const Request& request) {
  const Batch batch(request.files().front());
  const bool for_people = format_of(request) == Format::text && !request.has("only");
  std::vector<Table> tables;
  if (batch.ensemble()) tables.push_back(table_of_sets(batch, money_unit_for(request, batch)));
  if (!batch.varies_nothing()) {
    tables.push_back(table_of_points(batch, money_unit_for(request, batch), Language()));
  } else {
    const ShownPoint shown{batch, money_unit_for(request, batch), batch.representative_point()};
    for (Table& table :
         std::array{table_of_arms(shown), table_of_progress(shown), table_of_goals(shown)})
      tables.push_back(std::move(table));
    if (batch.ensemble())
      tables[1].title += ", in the central set '" + batch.ensemble()->central + "'";
    if (auto endings = table_of_tables(shown)) tables.push_back(std::move(*endings));
    if (batch.arms().size() > 1) tables.push_back(table_of_differences(shown));
  }
  if (const std::string inert = about_inert_factors(batch); !inert.empty())
    tables.front().notes.push_back(inert);
  for (Table& table : tables_of_organisations(batch)) tables.push_back(std::move(table));
  for (Table& table : tables_of_items(batch, Language())) tables.push_back(std::move(table));
  if (batch.varies_nothing())
    if (auto motor = table_of_motor(batch, batch.representative_point(), Language()))
      tables.push_back(std::move(*motor));
  const auto expectations = expectations_of(batch);
  if (!expectations.empty()) tables.push_back(table_of_expectations(expectations));
  if (batch.failed() > 0) tables.push_back(table_of_failures(batch));
  if (for_people) introduce(batch);
  show(request, tables);
  if (!for_people) return done;
  std::cout << "\nAnswer: " << headline_of(batch) << '\n';
  const auto doubt = doubt_beside(batch);
  for (const std::string& sentence : reservations_on(batch, doubt ? &*doubt : nullptr))
    std::cout << "        " << sentence << '\n';
  if (const std::string validity = validity_of(batch); !validity.empty())
    std::cout << "Validity: " << validity << '\n';
  if (!expectations.empty())
    std::cout << "Came out: " << expectations_in_short(expectations, Language()) << '\n';
  if (const std::string stop = batch.file().attribute("", results::stop_rule_attribute);
      !stop.empty())
    std::cout
        << "Stop: " << stop
        << ".\n      The stop depended on the interval, which is a little too narrow for it.\n";
  std::cout << "Results: " << batch.file().path() << '\n';
  return done;
}

}  // namespace
}  // namespace samen::analysis

int main(int count, char** words) {
  return samen::Command{
      .name = "summary",
      .about = "show what came out of a batch: the arms, the goals, the differences, the answer",
      .usage = "RESULTS.h5",
      .meaning =
          "Shows the arms of a batch side by side: means with 95 % intervals, the goals they "
          "reach,\ntheir paired differences, the balance item by item where the scenario lists it, "
          "whether "
          "tables pay\nfor themselves, and the answer to the scenario's question. Of a design it "
          "shows each point.",
      .example = "samen summary hefboom8.h5",
      .act = samen::analysis::summarise}
      .run(count, words);
}
