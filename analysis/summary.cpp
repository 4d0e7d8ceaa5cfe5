// samen summary: what came out of a batch – the arms side by side, the goals they reach, and their
// paired differences – ending with one sentence that answers the scenario's question.
#include <algorithm>
#include <array>
#include <cmath>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <boost/program_options.hpp>

#include "io/results_format.hpp"
#include "results_file.hpp"
#include "statistics.hpp"
#include "table.hpp"

namespace samen {
namespace {

namespace po = boost::program_options;

/// One line of the table of arms. Money is shown in k€, or in M€ where it is large.
struct Measure {
  const char* name;
  const char* label;
  bool money;
  bool spread;  ///< whether the range of the runs is shown under the mean
};
constexpr std::array measures{
    Measure{"mean_progress", "progress of the goals, 0 to 1", false, true},
    Measure{"members_left", "members still in", false, false},
    Measure{"invested", "invested", true, false},
    Measure{"avoided_cost", "avoided cost", true, false},
    Measure{"extra_revenue", "extra revenue", true, false},
    Measure{"net_value", "net value", true, true},
    Measure{"value_per_keuro", "value per k€ invested, mean of runs", false, false},
    Measure{"self_financing", "income per k€ of cost once seed money is over", false, false},
};

/// The runs of a batch, by arm and replicate.
class Batch {
 public:
  explicit Batch(const ResultsFile& file)
      : file_(file),
        arm_words_(file.flag_meanings(results::arm)),
        arm_(file.integers(results::arm)),
        pair_(file.integers("pair_of_runs")),
        status_(file.integers(results::status)),
        goals_(file.texts(results::goal_name)),
        months_(file.texts(results::month_label)),
        reached_(file.integers(results::goal_reached_month)) {
    for (const auto arm : arm_)
      if (std::find(arms_.begin(), arms_.end(), arm) == arms_.end()) arms_.push_back(arm);
  }

  const std::vector<std::int64_t>& arms() const { return arms_; }
  const std::string& name(std::int64_t arm) const {
    return arm_words_.at(static_cast<std::size_t>(arm));
  }
  const std::vector<std::string>& goals() const { return goals_; }
  const std::vector<std::string>& months() const { return months_; }
  std::size_t runs() const { return arm_.size(); }
  std::size_t failed() const {
    return static_cast<std::size_t>(std::count(status_.begin(), status_.end(), 1));
  }
  /// Whether tables meet in an arm.
  bool meets(std::int64_t arm) const {
    const auto members = of_arm("members_left", arm);
    return std::any_of(members.begin(), members.end(), [](double n) { return !std::isnan(n); });
  }
  bool ran(std::size_t run) const { return status_[run] == 0; }
  std::int64_t arm_of(std::size_t run) const { return arm_[run]; }

  const std::vector<double>& column(const std::string& name) const {
    auto& values = columns_[name];
    if (values.empty()) values = file_.numbers(name);
    return values;
  }

  std::vector<double> of_arm(const std::string& measure, std::int64_t arm) const {
    const auto& all = column(measure);
    std::vector<double> values;
    for (std::size_t run = 0; run < runs(); ++run)
      if (arm_[run] == arm && ran(run)) values.push_back(all[run]);
    return values;
  }

  /// The values of two arms in every pair of which both runs came to their end.
  std::vector<std::array<double, 2>> pairs(const std::string& measure, std::int64_t first,
                                           std::int64_t second) const {
    const auto& all = column(measure);
    std::map<std::int64_t, std::array<double, 2>> by_number;
    for (std::size_t run = 0; run < runs(); ++run) {
      auto& pair =
          by_number.try_emplace(pair_[run], std::array{std::nan(""), std::nan("")}).first->second;
      if (ran(run) && arm_[run] == first) pair[0] = all[run];
      if (ran(run) && arm_[run] == second) pair[1] = all[run];
    }
    std::vector<std::array<double, 2>> complete;
    for (const auto& [number, pair] : by_number)
      if (!std::isnan(pair[0] - pair[1])) complete.push_back(pair);
    return complete;
  }

  /// first minus second within every pair.
  std::vector<double> differences(const std::string& measure, std::int64_t first,
                                  std::int64_t second) const {
    std::vector<double> differences;
    for (const auto& [a, b] : pairs(measure, first, second)) differences.push_back(a - b);
    return differences;
  }

  /// Time until goal k is reached in the runs of an arm; the end of the calendar ends the watching.
  std::vector<Duration> times_to_goal(std::size_t k, std::int64_t arm) const {
    std::vector<Duration> times;
    for (std::size_t run = 0; run < runs(); ++run) {
      if (arm_[run] != arm || !ran(run)) continue;
      const auto month = reached_[run * goals_.size() + k];
      times.push_back(month >= 0 ? Duration{static_cast<double>(month), true}
                                 : Duration{static_cast<double>(months_.size()), false});
    }
    return times;
  }

  /// Share of the goals of that name that each run of an arm reaches.
  std::vector<double> shares_reached(const std::string& goal, std::int64_t arm) const {
    std::vector<double> shares;
    for (std::size_t run = 0; run < runs(); ++run) {
      if (arm_[run] != arm || !ran(run)) continue;
      double all = 0.0, hits = 0.0;
      for (std::size_t k = 0; k < goals_.size(); ++k) {
        if (goals_[k] != goal) continue;
        all += 1.0;
        hits += reached_[run * goals_.size() + k] >= 0 ? 1.0 : 0.0;
      }
      shares.push_back(hits / all);
    }
    return shares;
  }

 private:
  const ResultsFile& file_;
  std::vector<std::string> arm_words_;
  std::vector<std::int64_t> arm_, pair_, status_;
  std::vector<std::string> goals_, months_;
  std::vector<std::int64_t> reached_;
  std::vector<std::int64_t> arms_;
  mutable std::map<std::string, std::vector<double>> columns_;
};

std::string shown(const Estimate& estimate, int digits) {
  if (estimate.n == 0) return "n/a";
  std::string text = shown_number(estimate.mean, digits);
  if (estimate.interval)
    text += " [" + shown_number(estimate.interval->low, digits) + ", " +
            shown_number(estimate.interval->high, digits) + "]";
  return text;
}

/// "92 % [87, 95]", by Wilson; 199 of 200 is not shown as all of them.
std::string percent(const Estimate& share) {
  if (share.n == 0) return "n/a";
  const double mean = 100.0 * share.mean;
  const bool nearly = (mean > 99.0 && mean < 100.0) || (mean > 0.0 && mean < 1.0);
  return shown_number(mean, nearly ? 1 : 0) + " % [" +
         shown_number(100.0 * share.interval->low, 0) + ", " +
         shown_number(100.0 * share.interval->high, 0) + "]";
}

/// "61 % [58, 64]": the mean over runs of a share within each, the t interval kept within 0 and
/// 100; 99.7 is not shown as all of them.
std::string mean_percent(const std::vector<double>& shares) {
  const Estimate estimate = mean_of(shares);
  if (estimate.n == 0) return "n/a";
  const double mean = 100.0 * estimate.mean;
  const bool nearly = (mean > 99.0 && mean < 100.0) || (mean > 0.0 && mean < 1.0);
  const auto bound = [&](double share) {
    return shown_number(100.0 * std::clamp(share, 0.0, 1.0), nearly ? 1 : 0);
  };
  std::string text = shown_number(mean, nearly ? 1 : 0) + " %";
  if (estimate.interval)
    text += " [" + bound(estimate.interval->low) + ", " + bound(estimate.interval->high) + "]";
  return text;
}

/// Share of the durations that end in their event, and the median month by Kaplan–Meier.
std::string reached(const std::vector<Duration>& times, const Batch& batch) {
  const auto hits = static_cast<std::size_t>(
      std::count_if(times.begin(), times.end(), [](const Duration& d) { return d.event; }));
  const auto median = median_time(kaplan_meier(times));
  return percent(share_of(hits, times.size())) +
         (median ? ", " + batch.months()[static_cast<std::size_t>(*median)] : ", –      ");
}

/// The unit money is shown in.
struct Money {
  const char* unit;
  double keuro;  ///< how many k€ it is worth
  int digits;
};

Money money_of(const Batch& batch) {
  constexpr double large = 1000.0;  // k€
  double most = 0.0;
  for (const auto arm : batch.arms())
    for (const double value : batch.of_arm("avoided_cost", arm)) most = std::max(most, value);
  return most >= large ? Money{"M€", 1000.0, 2} : Money{"k€", 1.0, 0};
}

std::vector<double> in_unit(std::vector<double> values, const Measure& measure,
                            const Money& money) {
  if (measure.money)
    for (double& value : values) value /= money.keuro;
  return values;
}

std::string labelled(const Measure& measure, const Money& money) {
  return measure.money ? std::string(measure.label) + ", " + money.unit : measure.label;
}

void show_arms(const Batch& batch, const Money& money) {
  std::vector<std::string> head{"mean [95 % interval of the mean]"};
  std::vector<std::string> counts{"n, runs"};
  for (const auto arm : batch.arms()) {
    head.push_back(batch.name(arm));
    counts.push_back(std::to_string(batch.of_arm("mean_progress", arm).size()));
  }
  TextTable table(head);
  for (const Measure& measure : measures) {
    const int digits = measure.money ? money.digits : 2;
    std::vector<std::string> row{labelled(measure, money)};
    std::vector<std::string> spread{"  nine runs in ten lie between"};
    for (const auto arm : batch.arms()) {
      const auto values = in_unit(batch.of_arm(measure.name, arm), measure, money);
      row.push_back(shown(mean_of(values), digits));
      spread.push_back(values.empty() ? "n/a"
                                      : shown_number(quantile(values, 0.05), digits) + " … " +
                                            shown_number(quantile(values, 0.95), digits));
    }
    table.add(row);
    if (measure.spread) table.add(spread);
  }
  table.add(counts);
  std::cout << "The arms\n";
  table.write(std::cout);
  std::cout
      << "  net value = avoided cost + extra revenue − invested (own effort, match, seed money);\n"
         "  time spent in meetings is in the file (meeting_time), not in net value\n";
}

/// Mean progress over goals and runs in each month, by arm; empty where it was not recorded.
std::map<std::int64_t, std::vector<double>> progress_over_time(const ResultsFile& file,
                                                               const Batch& batch) {
  std::map<std::int64_t, std::vector<double>> sums;
  if (!file.has("progress")) return sums;
  std::map<std::int64_t, double> counts;
  const std::size_t goals = batch.goals().size();
  constexpr std::size_t numbers_at_once = 1 << 22;
  const std::size_t rows_at_once =
      std::max<std::size_t>(1, numbers_at_once / (goals * batch.months().size()));
  for (std::size_t first = 0; first < batch.runs(); first += rows_at_once) {
    const std::size_t rows = std::min(rows_at_once, batch.runs() - first);
    const auto values = file.numbers("progress", first, rows);
    for (std::size_t row = 0; row < rows; ++row) {
      if (!batch.ran(first + row)) continue;
      const auto arm = batch.arm_of(first + row);
      auto& sum = sums[arm];
      sum.resize(batch.months().size());
      counts[arm] += static_cast<double>(goals);
      for (std::size_t t = 0; t < sum.size(); ++t)
        for (std::size_t k = 0; k < goals; ++k)
          sum[t] += values[(row * sum.size() + t) * goals + k];
    }
  }
  for (auto& [arm, sum] : sums)
    for (double& value : sum) value /= counts[arm];
  return sums;
}

void show_progress(const ResultsFile& file, const Batch& batch) {
  constexpr int width = 30;
  constexpr std::size_t months_per_block = 6;
  const auto over_time = progress_over_time(file, batch);
  TextTable table({"progress of the goals, mean of all runs",
                   "at the end, " + batch.months().back() + std::string(width - 20, ' '), "",
                   over_time.empty() ? "" : "by half-year from " + batch.months().front()});
  for (const auto arm : batch.arms()) {
    const double mean = mean_of(batch.of_arm("mean_progress", arm)).mean;
    const std::string drawn = bar(mean, 1.0, width);
    std::string line;
    if (const auto found = over_time.find(arm); found != over_time.end())
      for (std::size_t t = 0; t < found->second.size(); t += months_per_block)
        line += block(found->second[std::min(t + months_per_block, found->second.size()) - 1]);
    table.add({batch.name(arm), drawn + std::string(width - shown_width(drawn), ' '),
               shown_number(mean, 2), line});
  }
  std::cout << '\n';
  table.write(std::cout);
}

constexpr std::size_t most_listed = 12;  // goals or tables shown one by one

/// Where every table has such goals of its own: how many of each name are reached.
void show_goals_by_name(const Batch& batch) {
  std::vector<std::string> names, head{"% of the goals of that name reached, mean of runs [95 %]"};
  for (const std::string& goal : batch.goals())
    if (std::find(names.begin(), names.end(), goal) == names.end()) names.push_back(goal);
  for (const auto arm : batch.arms()) head.push_back(batch.name(arm));
  TextTable table(head);
  for (std::size_t n = 0; n < std::min(names.size(), most_listed); ++n) {
    const auto count = std::count(batch.goals().begin(), batch.goals().end(), names[n]);
    std::vector<std::string> row{names[n] + " (" + std::to_string(count) + ")"};
    const auto first = static_cast<std::size_t>(
        std::find(batch.goals().begin(), batch.goals().end(), names[n]) - batch.goals().begin());
    for (const auto arm : batch.arms())
      row.push_back(count == 1 ? reached(batch.times_to_goal(first, arm), batch)
                               : mean_percent(batch.shares_reached(names[n], arm)));
    table.add(row);
  }
  std::cout << "\nThe goals\n";
  table.write(std::cout);
  if (names.size() > most_listed)
    std::cout << "  … and " << names.size() - most_listed << " more names in the file\n";
}

void show_goals(const Batch& batch) {
  if (batch.goals().size() > most_listed) return show_goals_by_name(batch);
  std::vector<std::string> head{"% of runs that reach it [95 %], median month"};
  for (const auto arm : batch.arms()) head.push_back(batch.name(arm));
  TextTable table(head);
  for (std::size_t k = 0; k < batch.goals().size(); ++k) {
    std::vector<std::string> row{std::to_string(k + 1) + " " + batch.goals()[k]};
    for (const auto arm : batch.arms()) row.push_back(reached(batch.times_to_goal(k, arm), batch));
    table.add(row);
  }
  std::cout << "\nThe goals (– where fewer than half of the runs get there)\n";
  table.write(std::cout);
}

/// What became of the tables of a batch.
struct Tables {
  std::vector<std::string> names, words;  ///< of tables, of what ends them
  std::vector<std::int64_t> operating, ended, causes;
  std::vector<std::int64_t> arms;  ///< in which tables meet

  Tables(const ResultsFile& file, const Batch& batch)
      : names(file.texts(results::table_name)),
        words(file.flag_meanings(results::table_ended_by)),
        operating(file.integers(results::table_operating_month)),
        ended(file.integers(results::table_ended_month)),
        causes(file.integers(results::table_ended_by)) {
    for (const auto arm : batch.arms())
      if (batch.meets(arm)) arms.push_back(arm);
  }

  /// 0 for a table that did not end.
  std::size_t cause(std::size_t at) const {
    return ended[at] >= 0 ? static_cast<std::size_t>(causes[at]) : 0;
  }
  std::string fate(std::size_t cause) const {
    std::string word = words[cause];
    std::replace(word.begin(), word.end(), '_', ' ');
    return cause == 0 ? "  still there at the end" : "  ended: " + word;
  }
};

/// What became of each table. One that ended before it got to work never will: it counts as one
/// that did not, to the end of the calendar.
void list_tables(const Tables& tables, const Batch& batch, TextTable& shown_table) {
  const auto& arms = tables.arms;
  for (std::size_t m = 0; m < tables.names.size(); ++m) {
    std::vector<std::string> at_work{tables.names[m] + ": got to work, median month"};
    std::map<std::size_t, std::vector<std::size_t>> counts;  // by cause, then arm
    std::vector<std::size_t> runs;
    for (std::size_t a = 0; a < arms.size(); ++a) {
      std::vector<Duration> times;
      for (std::size_t run = 0; run < batch.runs(); ++run) {
        if (batch.arm_of(run) != arms[a] || !batch.ran(run)) continue;
        const std::size_t at = run * tables.names.size() + m;
        const bool worked = tables.operating[at] >= 0;
        times.push_back(
            {static_cast<double>(worked ? tables.operating[at]
                                        : static_cast<std::int64_t>(batch.months().size())),
             worked});
        auto& by_arm = counts[tables.cause(at)];
        by_arm.resize(arms.size());
        ++by_arm[a];
      }
      runs.push_back(times.size());
      at_work.push_back(reached(times, batch));
    }
    shown_table.add(at_work);
    for (auto& [cause, by_arm] : counts) {
      std::vector<std::string> row{tables.fate(cause)};
      for (std::size_t a = 0; a < arms.size(); ++a)
        row.push_back(percent(share_of(by_arm[a], runs[a])));
      shown_table.add(row);
    }
  }
}

/// Too many to list: the share of the tables each run brings to work, and what becomes of them.
void sum_up_tables(const Tables& tables, const Batch& batch, TextTable& shown_table) {
  const auto all = static_cast<double>(tables.names.size());
  std::map<std::size_t, std::vector<std::string>> fates;  // by cause, an arm a column
  std::set<std::size_t> seen;
  std::vector<std::string> at_work{std::to_string(tables.names.size()) + " tables: got to work"};
  for (const auto arm : tables.arms) {
    std::vector<double> worked;
    std::map<std::size_t, std::vector<double>> ends;
    for (std::size_t run = 0; run < batch.runs(); ++run) {
      if (batch.arm_of(run) != arm || !batch.ran(run)) continue;
      worked.push_back(0.0);
      for (std::size_t cause = 0; cause < tables.words.size(); ++cause) ends[cause].push_back(0.0);
      for (std::size_t m = 0; m < tables.names.size(); ++m) {
        const std::size_t at = run * tables.names.size() + m;
        worked.back() += (tables.operating[at] >= 0 ? 1.0 : 0.0) / all;
        ends[tables.cause(at)].back() += 1.0 / all;
        seen.insert(tables.cause(at));
      }
    }
    at_work.push_back(mean_percent(worked));
    for (const auto& [cause, shares] : ends) fates[cause].push_back(mean_percent(shares));
  }
  shown_table.add(at_work);
  for (auto& [cause, row] : fates) {
    if (!seen.count(cause)) continue;
    row.insert(row.begin(), tables.fate(cause));
    shown_table.add(row);
  }
}

void show_tables(const ResultsFile& file, const Batch& batch) {
  if (!file.has(results::table_name)) return;
  const Tables tables(file, batch);
  if (tables.arms.empty()) return;
  const bool listed = tables.names.size() <= most_listed;
  std::vector<std::string> head{listed ? "% of runs [95 %]"
                                       : "% of the tables, mean of runs [95 %]"};
  for (const auto arm : tables.arms) head.push_back(batch.name(arm));
  TextTable table(head);
  if (listed)
    list_tables(tables, batch, table);
  else
    sum_up_tables(tables, batch, table);
  std::cout << "\nThe tables\n";
  table.write(std::cout);
}

void show_differences(const Batch& batch, const Money& money) {
  constexpr std::array compared{measures[0], measures[2], measures[5]};
  std::vector<std::string> head{"mean difference [95 % interval of the mean]"};
  for (const Measure& measure : compared) head.push_back(labelled(measure, money));
  head.emplace_back("n, pairs");
  TextTable table(head);
  for (std::size_t second = 0; second < batch.arms().size(); ++second)
    for (std::size_t first = second + 1; first < batch.arms().size(); ++first) {
      std::vector<std::string> row{batch.name(batch.arms()[first]) + " − " +
                                   batch.name(batch.arms()[second])};
      std::size_t n = 0;
      for (const Measure& measure : compared) {
        const Estimate difference = mean_of(
            in_unit(batch.differences(measure.name, batch.arms()[first], batch.arms()[second]),
                    measure, money));
        row.push_back(shown(difference, measure.money ? money.digits : 2));
        n = difference.n;
      }
      row.push_back(std::to_string(n));
      table.add(row);
    }
  if (batch.arms().size() < 2) return;
  std::cout << "\nThe same luck, another choice: paired differences\n";
  table.write(std::cout);
}

/// The value multiplier: mean net value of together over that of alone, with the interval of a
/// ratio of paired means by linearisation (Cochran 1977, Sampling Techniques, ch. 6).
void show_multiplier(const Batch& batch) {
  std::int64_t together = -1, alone = -1;
  for (const auto arm : batch.arms()) {
    if (batch.name(arm) == "together") together = arm;
    if (batch.name(arm) == "alone") alone = arm;
  }
  if (together < 0 || alone < 0) return;
  std::vector<double> first, second;
  for (const auto& [a, b] : batch.pairs("net_value", together, alone)) {
    first.push_back(a);
    second.push_back(b);
  }
  const Estimate below = mean_of(second);
  std::cout << "\n  value multiplier, net value together over alone: ";
  // A ratio to a mean that may be zero says nothing.
  if (!below.interval || below.interval->low <= 0.0 || mean_of(first).mean <= 0.0) {
    std::cout << "n/a\n";
    return;
  }
  const double ratio = mean_of(first).mean / below.mean;
  std::vector<double> residuals;
  for (std::size_t n = 0; n < first.size(); ++n) residuals.push_back(first[n] - ratio * second[n]);
  const Estimate spread = mean_of(residuals);
  const double half = (spread.interval->high - spread.interval->low) / 2.0 / below.mean;
  std::cout << "× " << shown({ratio, Interval{ratio - half, ratio + half}, first.size()}, 1)
            << " (n = " << first.size() << " pairs)\n";
}

std::string capitalised(std::string word) {
  word[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(word[0])));
  return word;
}

/// One sentence: which of the two arms does better, by how much, and how sure that is.
std::string answer(const ResultsFile& file, const Batch& batch, const Money& money) {
  const std::string arms = file.attribute("", results::answer_arms_attribute);
  const std::string measure = file.attribute("", results::answer_measure_attribute);
  std::int64_t first = -1, second = -1;
  for (const auto arm : batch.arms()) {
    if (batch.name(arm) == arms.substr(0, arms.find(' '))) first = arm;
    if (batch.name(arm) == arms.substr(arms.find(' ') + 1)) second = arm;
  }
  if (batch.arms().size() < 2) return "one arm alone compares with nothing.";
  if (first < 0 || second < 0) {  // not run: the last arm of the batch against its first
    first = batch.arms().back();
    second = batch.arms().front();
  }
  const std::string first_name = batch.name(first);
  const std::string second_name = batch.name(second);
  const std::string in_file = file.attribute(measure, "units");
  const bool is_money = in_file == "k€";
  auto differences = batch.differences(measure, first, second);
  if (is_money)
    for (double& difference : differences) difference /= money.keuro;
  const Estimate difference = mean_of(differences);
  const int digits = is_money ? money.digits : 2;
  std::string label = measure;
  std::replace(label.begin(), label.end(), '_', ' ');
  const std::string of_what = is_money ? std::string(money.unit) + " of " + label : "of " + label;
  if (!difference.interval)
    return "too few pairs of runs for an answer: " + std::to_string(difference.n) + ".";
  const bool ahead = difference.mean > 0.0;
  const double sign = ahead ? 1.0 : -1.0;
  const std::string better = ahead ? first_name : second_name;
  const std::string worse = ahead ? second_name : first_name;
  const auto wins = static_cast<std::size_t>(std::count_if(
      differences.begin(), differences.end(), [&](double d) { return sign * d > 0.0; }));
  const Interval& interval = *difference.interval;
  const std::string range = "95 % interval " +
                            shown_number(ahead ? interval.low : -interval.high, digits) + " to " +
                            shown_number(ahead ? interval.high : -interval.low, digits) +
                            ", n = " + std::to_string(difference.n) + " pairs";
  const std::string size = shown_number(std::fabs(difference.mean), digits) + " " + of_what;
  const bool clear = interval.low > 0.0 || interval.high < 0.0;
  if (!clear)
    return "too close to call – " + better + " is ahead of " + worse + " by " + size + " (" +
           range + ").";
  if (file.attribute(measure, "better") != "more")  // more of it is neither better nor worse
    return capitalised(better) + " has more than " + worse + " by " + size + " (" + range + ").";
  return capitalised(better) + " beats " + worse + " by " + size + " (" + range +
         "); it is ahead in " +
         shown_number(100.0 * static_cast<double>(wins) / static_cast<double>(difference.n), 0) +
         " % of the pairs.";
}

void show_failures(const ResultsFile& file, const Batch& batch) {
  if (batch.failed() == 0) return;
  constexpr int shown_at_most = 4;
  std::cout << "\n"
            << batch.failed() << " of " << batch.runs() << " runs failed and are left out:\n";
  const auto messages = file.texts(results::message);
  int shown_so_far = 0;
  for (std::size_t run = 0; run < batch.runs() && shown_so_far < shown_at_most; ++run)
    if (!batch.ran(run)) {
      std::cout << "  run " << run << ": " << messages[run] << '\n';
      ++shown_so_far;
    }
}

void summarise(const std::string& path) {
  const ResultsFile file(path);
  const Batch batch(file);
  const std::string title = file.attribute("", results::title_attribute);
  const std::string question = file.attribute("", results::question_attribute);
  if (!title.empty()) std::cout << title << '\n';
  if (!question.empty()) std::cout << "Question: " << question << '\n';
  std::string expectation = file.attribute("", results::expect_attribute);
  std::replace(expectation.begin(), expectation.end(), '\n', ' ');
  if (!expectation.empty()) std::cout << "Expected: " << expectation << '\n';
  std::cout << batch.months().front() << " to " << batch.months().back() << ", " << batch.runs()
            << " runs\n\n";
  const Money money = money_of(batch);
  show_arms(batch, money);
  show_progress(file, batch);
  show_goals(batch);
  show_tables(file, batch);
  show_differences(batch, money);
  show_multiplier(batch);
  show_failures(file, batch);
  std::cout << "\nAnswer: " << answer(file, batch, money) << '\n';
  std::cout << "Results: " << path << '\n';
}

}  // namespace
}  // namespace samen

int main(int count, char** words) {
  using namespace samen;
  std::string path;
  po::options_description options("options");
  po::options_description all;
  options.add_options()("help", "show this help")("about", "say in one line what this is for");
  all.add(options).add_options()("file", po::value(&path));
  po::positional_options_description positions;
  positions.add("file", 1);
  try {
    po::variables_map values;
    po::store(po::command_line_parser(count, words).options(all).positional(positions).run(),
              values);
    po::notify(values);
    if (values.count("help")) {
      std::cout << "usage: samen summary RESULTS.h5\n\n"
                   "Shows the arms of a batch side by side: means with 95 % intervals, the goals "
                   "they reach,\ntheir paired differences, and the answer to the scenario's "
                   "question.\n\nexample: samen summary hefboom8.h5\n\n"
                << options;
      return 0;
    }
    if (values.count("about")) {
      std::cout
          << "show what came out of a batch: the arms, the goals, the differences, the answer\n";
      return 0;
    }
    if (path.empty()) throw po::error("which result file?");
    summarise(path);
    return 0;
  } catch (const ResultsError& error) {
    std::cerr << "samen summary: " << error.what() << '\n';
    return 2;
  } catch (const po::error& error) {
    std::cerr << "samen summary: " << error.what() << '\n';
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "samen summary: " << error.what() << '\n';
    return 1;
  }
}
