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
  Spread spread;
};
constexpr std::array lines{
    Line{"mean_progress", Spread::shown},
    Line{"members", Spread::hidden},
    Line{"invested", Spread::hidden},
    Line{"running_costs", Spread::hidden},
    Line{"burden_of_organisations", Spread::hidden},
    Line{"burden_of_society", Spread::hidden},
    Line{"avoided_cost", Spread::hidden},
    Line{"extra_revenue", Spread::hidden},
    Line{"net_value", Spread::shown},
    Line{"value_per_keuro", Spread::hidden},
    Line{"self_financing", Spread::hidden},
    Line{"self_financing_since", Spread::hidden},
};

/// One design point of a batch, the subject of the tables below.
struct ShownPoint {
  const Batch& batch;
  MoneyUnit money;
  int point = 0;

  Language language() const { return batch.language(); }
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
  const TableWords words(shown.language(), "tables.arms");
  Table table = words.table("arms", {"measure"});
  std::vector<Cell> counts{words("n")};
  for (const int arm : batch.arms()) {
    table.columns.push_back({batch.arm_name(arm), batch.arm_label(arm)});
    counts.emplace_back(static_cast<std::int64_t>(shown.runs_of(arm).size()));
  }
  for (const Line& line : lines) {
    if (!batch.has_measure(line.measure)) continue;
    const Measure& measure = batch.measure(line.measure);
    const Display display = display_of(measure, money);
    std::vector<Cell> row{words(line.measure) + (measure.unit == "k€" ? ", " + money.unit : "")},
        range{"  " + words("between")};
    for (const int arm : batch.arms()) {
      const auto values = scaled(batch.values(line.measure, shown.treatment(arm)), display);
      row.push_back(Estimated{mean_of(measure, values), display.digits});
      const auto end = [&](double share) {
        return number_in(shown.language(), quantile(values, share), display.digits);
      };
      range.push_back(values.empty() ? shown.language()("language.not_applicable")
                                     : end(0.05) + " … " + end(0.95));
    }
    table.add(row);
    if (line.spread == Spread::shown) table.add(range);
  }
  table.add(counts);
  table.notes = {words("what_burden_is"), words("what_net_value_is"),
                 words("what_running_costs_are")};
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
  const TableWords words(shown.language(), "tables.progress");
  Table table{"progress",
              "",
              {words.column("arm"),
               words.column("drawn", {{"month", batch.months().back()}}),
               {"progress", ""},
               {"over_time", ""}},
              {},
              {}};
  if (!over_time.empty())
    table.columns.back() = words.column("over_time", {{"month", batch.months().front()}});
  for (const int arm : batch.arms()) {
    const double mean = mean_of(batch.values("mean_progress", shown.treatment(arm))).mean;
    std::string drawn = bar(mean, 1.0, width);
    drawn += std::string(width - shown_width(drawn), ' ');
    std::string line;
    if (const auto found = over_time.find(arm); found != over_time.end())
      for (std::size_t t = 0; t < found->second.size(); t += months_per_block)
        line += block(found->second[std::min(t + months_per_block, found->second.size()) - 1]);
    table.add({batch.arm_label(arm), drawn, Number{mean, 2}, line});
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
void add_columns(Table& table, const Batch& batch, int arm) {
  table.columns.push_back({batch.arm_name(arm), batch.arm_label(arm)});
  table.columns.push_back({batch.arm_name(arm) + "_median", ""});
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
  const TableWords words(shown.language(), listed ? "tables.goals" : "tables.many_goals");
  Table table = words.table("goals", {"goal"});
  for (const int arm : batch.arms()) add_columns(table, batch, arm);
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
    table.notes.push_back(words("more", {{"n", names.size() - most_listed}}));
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
  std::string ending(std::size_t cause, Language language) const {
    return "  " + (cause == 0
                       ? language("endings.still_there")
                       : language("endings.ended", {{"cause", ending_in(language, words[cause])}}));
  }
};

/// Shows how each table ended. A table that ended before it operated counts as not operating
/// until the end of the calendar.
void list_tables(const Tables& tables, const ShownPoint& shown, Table& table) {
  const Batch& batch = shown.batch;
  const GoalTimes reached(shown);
  const auto& names = batch.tables();
  for (std::size_t m = 0; m < names.size(); ++m) {
    std::vector<Cell> at_work{shown.language()("tables.tables.at_work", {{"table", names[m]}})};
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
      std::vector<Cell> row{tables.ending(cause, shown.language())};
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
  std::vector<Cell> at_work{shown.language()("tables.many_tables.at_work", {{"n", count}})};
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
    row.insert(row.begin(), tables.ending(cause, shown.language()));
    table.add(row);
  }
}

std::optional<Table> table_of_tables(const ShownPoint& shown) {
  if (shown.batch.tables().empty()) return std::nullopt;
  const Tables tables(shown.batch);
  if (tables.arms.empty()) return std::nullopt;
  const bool listed = shown.batch.tables().size() <= most_listed;
  const TableWords words(shown.language(), listed ? "tables.tables" : "tables.many_tables");
  Table table = words.table("tables", {"table"});
  for (const int arm : tables.arms) add_columns(table, shown.batch, arm);
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
  const TableWords words(shown.language(), "tables.differences");
  Table table = words.table("differences", {"arms"});
  for (const char* const name : compared)
    table.columns.push_back({name, display_of(batch.measure(name), money).label});
  table.columns.push_back(words.column("n"));
  for (std::size_t second = 0; second < batch.arms().size(); ++second)
    for (std::size_t first = second + 1; first < batch.arms().size(); ++first) {
      const Treatment one = shown.treatment(batch.arms()[first]);
      const Treatment other = shown.treatment(batch.arms()[second]);
      std::vector<Cell> row{batch.arm_label(one.arm) + " − " + batch.arm_label(other.arm)};
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
  if (const auto multiplier = value_multiplier(batch, shown.point, shown.language()))
    table.notes = {"", words("multiplier", {{"multiplier", *multiplier}})};
  return table;
}

Table table_of_failures(const Batch& batch) {
  constexpr std::size_t most = 4;
  const TableWords words(batch.language(), "tables.failures");
  Table table = words.table("failures", {"run", "message"},
                            {{"failed", batch.failed()}, {"n", batch.runs()}});
  for (std::size_t run = 0; run < batch.runs() && table.rows.size() < most; ++run)
    if (!batch.ran(run)) table.add({static_cast<std::int64_t>(run), batch.why_left_out(run)});
  return table;
}

void introduce(const Batch& batch) {
  const Language say = batch.language();
  if (!batch.title().empty()) std::cout << batch.title() << '\n';
  if (!batch.question().empty())
    std::cout << say("summary.question", {{"question", batch.question()}}) << '\n';
  if (const std::string expectation = batch.expectation(); !expectation.empty())
    std::cout << say("summary.expected", {{"expectation", expectation}}) << '\n';
  std::cout << say("summary.batch", {{"first", batch.months().front()},
                                     {"last", batch.months().back()},
                                     {"n", batch.runs()}})
            << "\n\n";
}

/// The sentences below the tables.
void conclude(const Batch& batch, const std::vector<Expectation>& expectations) {
  const Language say = batch.language();
  const std::string lead = say("summary.answer", {{"answer", ""}});
  std::cout << '\n' << lead << headline_of(batch, say) << '\n';
  const auto doubt = doubt_beside(batch);
  for (const std::string& sentence : reservations_on(batch, doubt ? &*doubt : nullptr, say))
    std::cout << std::string(shown_width(lead), ' ') << sentence << '\n';
  if (const std::string validity = validity_of(batch, say); !validity.empty())
    std::cout << say("summary.validity", {{"validity", validity}}) << '\n';
  if (const std::string what = expectations_in_short(expectations, say); !what.empty())
    std::cout << say("summary.came_out", {{"what", what}}) << '\n';
  for (const std::string& reason : reasons_in_words(expectations, say)) std::cout << reason << '\n';
  if (const std::string stop = batch.file().attribute("", results::stop_rule_attribute);
      !stop.empty())
    std::cout << say("summary.stop", {{"rule", stop}}) << '\n';
  std::cout << say("summary.file", {{"file", batch.file().path()}}) << '\n';
}

int summarise(const Request& request) {
  const Batch batch(request.files().front(), language_of_tables(request));
  const Language language = batch.language();
  const bool for_people = format_of(request) == Format::text && !request.has("only");
  const MoneyUnit money = money_unit_for(request, batch);
  std::vector<Table> tables;
  if (batch.ensemble()) tables.push_back(table_of_sets(batch, money, language));
  if (!batch.varies_nothing()) {
    tables.push_back(table_of_points(batch, money, language));
  } else {
    const ShownPoint shown{batch, money, batch.representative_point()};
    for (Table& table :
         std::array{table_of_arms(shown), table_of_progress(shown), table_of_goals(shown)})
      tables.push_back(std::move(table));
    if (batch.ensemble())
      tables[1].title = language("tables.arms.title_of_set", {{"set", batch.ensemble()->central}});
    if (auto endings = table_of_tables(shown)) tables.push_back(std::move(*endings));
    if (batch.arms().size() > 1) tables.push_back(table_of_differences(shown));
  }
  if (const std::string inert = about_inert_factors(batch, language); !inert.empty())
    tables.front().notes.push_back(inert);
  for (Table& table : tables_of_organisations(batch)) tables.push_back(std::move(table));
  for (Table& table : tables_of_items(batch, language)) tables.push_back(std::move(table));
  if (batch.varies_nothing())
    if (auto motor = table_of_motor(batch, batch.representative_point(), language))
      tables.push_back(std::move(*motor));
  const auto expectations = expectations_of(batch, language);
  if (!expectations.empty()) tables.push_back(table_of_expectations(expectations, language));
  if (Table reasons = table_of_reasons(expectations, language);
      !for_people && !reasons.rows.empty())
    tables.push_back(std::move(reasons));
  if (batch.failed() > 0) tables.push_back(table_of_failures(batch));
  if (for_people) introduce(batch);
  show(request, tables);
  if (for_people) conclude(batch, expectations);
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
      .options = samen::analysis::add_language,
      .act = samen::analysis::summarise}
      .run(count, words);
}
