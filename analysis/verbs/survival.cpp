// samen survival: how long tables last in each arm, design point or file, the causes of their ends,
// and whether groups differ.
#include <algorithm>
#include <array>
#include <cmath>
#include <iostream>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "analysis/output/request.hpp"
#include "analysis/output/table.hpp"
#include "analysis/results/batch.hpp"
#include "analysis/statistics/lifetimes.hpp"
#include "analysis/statistics/survival_curve.hpp"
#include "io/results_format.hpp"

namespace samen::analysis {
namespace {

constexpr double months_a_year = 12.0;

enum class Between { arms, points, files };
constexpr std::array<std::string_view, 3> between_names{"arms", "points", "files"};
constexpr std::array<std::string_view, 2> ending_names{"all", "failure"};

/// The index of an option's word in a list of words.
template <class Enum, std::size_t size>
Enum chosen(const Request& request, const std::string& option,
            const std::array<std::string_view, size>& names) {
  const auto& word = request.value<std::string>(option);
  const std::vector<std::string> known(names.begin(), names.end());
  require_known("--" + option, word, known);
  return static_cast<Enum>(std::find(known.begin(), known.end(), word) - known.begin());
}

/// One result file and its tables.
struct Source {
  Source(const std::string& path, Language language) : batch(path, language), tables(batch) {}
  Batch batch;
  TableLifetimes tables;
};
using Sources = std::vector<std::unique_ptr<Source>>;

/// The tables of one treatment in one file.
struct SurvivalGroup {
  std::size_t file = 0;
  Treatment treatment;
  std::string file_label, point_label, arm_label;  ///< for people
  std::size_t runs = 0;
  Unit unit = Unit::lifetime;
  double horizon = 0.0;
  /// The lifetimes in three forms: `all`, every end is an event; `counted`, only the requested
  /// ends; `competing`, every end is either broken down or goals reached.
  std::vector<Lifetime> all, counted, competing;
};

std::vector<SurvivalGroup> groups_of(const Sources& sources, Ending ending) {
  std::vector<SurvivalGroup> groups;
  for (std::size_t file = 0; file < sources.size(); ++file) {
    const Batch& batch = sources[file]->batch;
    const TableLifetimes& tables = sources[file]->tables;
    for (const int point : batch.points())
      for (const int arm : tables.arms()) {
        const Treatment treatment{arm, point};
        if (batch.runs_of(treatment).empty()) continue;
        groups.push_back({file, treatment, batch.file().path(), batch.point_label(point),
                          batch.arm_label(arm), batch.runs_of(treatment).size(), tables.unit(),
                          tables.horizon(), tables.of(treatment, Ending::all),
                          tables.of(treatment, ending), tables.by_competing_cause(treatment)});
      }
  }
  return groups;
}

/// The groups to compare, and the options of the report.
struct SurvivalGroups {
  Language language;
  Ending ending = Ending::failure;
  Between between = Between::arms;
  double every = months_a_year;
  double horizon = 0.0;  ///< months of the shortest calendar
  std::vector<std::string> causes;
  std::vector<SurvivalGroup> groups;

  /// A name of words or of a column that depends on which ends count.
  std::string named(const char* all, const char* failure) const {
    return ending == Ending::all ? all : failure;
  }
  std::string ends() const { return named("ended", "failed"); }
  bool several(Between kind) const;
  std::string label(const SurvivalGroup& group, const std::vector<Between>& kinds) const;
  std::string label(const SurvivalGroup& group) const {
    const std::string text = label(group, {Between::files, Between::points, Between::arms});
    return text.empty() ? group.arm_label : text;
  }
};

std::tuple<std::size_t, int, std::string> place_of(const SurvivalGroup& group) {
  return {group.file, group.treatment.point, group.arm_label};
}

bool SurvivalGroups::several(Between kind) const {
  return std::any_of(groups.begin(), groups.end(), [&](const SurvivalGroup& group) {
    const auto [file, point, arm] = place_of(group);
    const auto [first_file, first_point, first_arm] = place_of(groups.front());
    return kind == Between::files    ? file != first_file
           : kind == Between::points ? point != first_point
                                     : arm != first_arm;
  });
}

/// Labels a group by the properties that vary.
std::string SurvivalGroups::label(const SurvivalGroup& group,
                                  const std::vector<Between>& kinds) const {
  std::string text;
  for (const Between kind : kinds) {
    if (!several(kind)) continue;
    text += (text.empty() ? "" : ": ") + (kind == Between::files    ? group.file_label
                                          : kind == Between::points ? group.point_label
                                                                    : group.arm_label);
  }
  return text;
}

/// Removes the interval if there are too few runs, and every number that is unknown or not reached.
Estimate guarded(Estimate estimate, std::size_t runs) {
  const auto finite = [](double value) {
    return std::isfinite(value) ? value : std::numeric_limits<double>::quiet_NaN();
  };
  estimate.n = runs;
  estimate.mean = finite(estimate.mean);
  if (runs < least_for_interval) estimate.interval.reset();
  if (!estimate.interval) return estimate;
  const Interval found{finite(estimate.interval->low), finite(estimate.interval->high)};
  estimate.interval.reset();
  if (std::isfinite(found.low) || std::isfinite(found.high)) estimate.interval = found;
  return estimate;
}

/// A share, or nothing if observation stopped before.
Cell share_cell(const Estimate& share, std::size_t runs) {
  return Percentage{guarded(share, std::isnan(share.mean) ? 0 : runs)};
}

Cell count_cell(std::size_t count) {
  return static_cast<std::int64_t>(count);
}

std::size_t number_ended(const std::vector<Lifetime>& lifetimes) {
  return static_cast<std::size_t>(std::count_if(
      lifetimes.begin(), lifetimes.end(), [](const Lifetime& lifetime) { return lifetime.ended; }));
}

/// Mean lifetime up to a horizon; without an interval if nothing ended, because there is no spread
/// then.
Estimate mean_within(double horizon, const SurvivalCurve& curve) {
  const RestrictedMean found = curve.restricted_mean(horizon);
  Estimate mean{found.mean, found.interval, found.n};
  if (curve.points().empty()) mean.interval.reset();
  if (mean.interval) mean.interval->high = std::min(mean.interval->high, horizon);
  return mean;
}

/// Share of the tables of a group that have broken down by `time`.
Estimate breakdown(const SurvivalGroup& group, double time) {
  return share_ended_by(group.competing, broken_down, time, group.unit);
}

Table table_of_breakdown(const SurvivalGroups& survival) {
  const TableWords words(survival.language, "tables.breakdown");
  Table table = words.table(
      "breakdown", {"group", "runs", "tables", "broken_down", "not_broken_down", "reached_goals"},
      {{"months", shown_number(survival.horizon, 0)}});
  table.notes = {words("incidence"), words("incidence_ends")};
  for (const SurvivalGroup& group : survival.groups)
    table.add(
        {survival.label(group), count_cell(group.runs), count_cell(group.competing.size()),
         share_cell(breakdown(group, survival.horizon), group.runs),
         share_cell(share_spared_by(group.competing, broken_down, survival.horizon, group.unit),
                    group.runs),
         share_cell(share_ended_by(group.competing, reached_goals, survival.horizon, group.unit),
                    group.runs)});
  return table;
}

Table table_of_lifetimes(const SurvivalGroups& survival) {
  const bool all = survival.ending == Ending::all;
  const TableWords words(survival.language,
                         all ? "tables.lifetimes" : "tables.lifetimes_of_failing");
  const std::string months = shown_number(survival.horizon, 0);
  Table table = words.table("lifetimes", {"group", "runs", "tables"});
  table.columns.insert(
      table.columns.end(),
      {words.column(survival.ends()), words.column("survival", {{"months", months}}),
       words.column("median"), words.column("mean", {{"months", months}})});
  if (!all) table.notes = {words("frail"), words("watched"), words("no_share")};
  table.notes.push_back(words("not_reached"));
  for (const SurvivalGroup& group : survival.groups) {
    const SurvivalCurve curve(group.counted, group.unit);
    table.add({survival.label(group), count_cell(group.runs), count_cell(group.counted.size()),
               count_cell(number_ended(group.counted)),
               share_cell(curve.at(survival.horizon), group.runs),
               Estimated{guarded(curve.median(), group.runs), 0},
               Estimated{guarded(mean_within(survival.horizon, curve), group.runs), 1}});
  }
  return table;
}

/// A table ends at the end of a month, so an end in the last month of a period belongs to that
/// period.
Hazard hazard_within(const std::vector<Lifetime>& lifetimes, double from, double to) {
  const auto just_after = [](double time) { return std::nextafter(time, 2.0 * time + 1.0); };
  return hazard(lifetimes, from == 0.0 ? 0.0 : just_after(from), just_after(to));
}

Table table_of_periods(const SurvivalGroups& survival) {
  const TableWords words(survival.language,
                         survival.named("tables.periods", "tables.periods_of_failing"));
  Table table = words.table("periods", {"group", "from", "to", "at_risk", survival.ends(),
                                        survival.named("survival", "broken_down"), "hazard"});
  for (const SurvivalGroup& group : survival.groups) {
    const SurvivalCurve curve(group.counted, group.unit);
    for (double from = 0.0; from < group.horizon; from += survival.every) {
      const double to = std::min(from + survival.every, group.horizon);
      const auto at_risk = std::count_if(group.counted.begin(), group.counted.end(),
                                         [&](const Lifetime& one) { return one.time > from; });
      const Hazard found = hazard_within(group.counted, from, to);
      Estimate rate{found.rate * months_a_year, found.interval,
                    found.exposure > 0.0 ? group.runs : 0};
      if (rate.interval)
        rate.interval =
            Interval{rate.interval->low * months_a_year, rate.interval->high * months_a_year};
      table.add({survival.label(group), count_cell(static_cast<std::size_t>(from) + 1),
                 count_cell(static_cast<std::size_t>(to)), std::int64_t{at_risk},
                 count_cell(found.events),
                 share_cell(survival.ending == Ending::all ? curve.at(to) : breakdown(group, to),
                            group.runs),
                 Estimated{guarded(rate, rate.n), 3}});
    }
  }
  return table;
}

/// The causes that ended a table in any group, in the order of the file.
std::vector<int> causes_seen(const std::vector<SurvivalGroup>& groups) {
  std::vector<int> seen;
  for (const SurvivalGroup& group : groups)
    for (const Lifetime& lifetime : group.all)
      if (lifetime.ended) seen.push_back(lifetime.cause);
  std::sort(seen.begin(), seen.end());
  seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
  return seen;
}

Table table_of_causes(const SurvivalGroups& survival) {
  const TableWords words(survival.language, "tables.causes");
  Table table = words.table("causes", {"group", "cause", "tables", "share"});
  const std::vector<int> causes = causes_seen(survival.groups);
  for (const SurvivalGroup& group : survival.groups) {
    const std::string label = survival.label(group);
    const SurvivalCurve curve(group.all, group.unit);
    table.add({label, words("still_there"), count_cell(group.all.size() - number_ended(group.all)),
               share_cell(curve.at(group.horizon), group.runs)});
    for (const int cause : causes) {
      const auto ended = std::count_if(
          group.all.begin(), group.all.end(),
          [&](const Lifetime& lifetime) { return lifetime.ended && lifetime.cause == cause; });
      const std::string& reason = survival.causes[static_cast<std::size_t>(cause)];
      table.add(
          {label, words("ended", {{"cause", ending_in(survival.language, reason)}}),
           std::int64_t{ended},
           share_cell(share_ended_by(group.all, cause, group.horizon, group.unit), group.runs)});
    }
  }
  return table;
}

/// Groups that differ only in the property that is compared.
using Set = std::vector<const SurvivalGroup*>;
std::vector<Set> sets_of(const SurvivalGroups& survival) {
  std::map<std::tuple<std::size_t, int, std::string>, Set> sets;
  for (const SurvivalGroup& group : survival.groups) {
    auto place = place_of(group);
    if (survival.between == Between::files) std::get<0>(place) = 0;
    if (survival.between == Between::points) std::get<1>(place) = 0;
    if (survival.between == Between::arms) std::get<2>(place).clear();
    sets[place].push_back(&group);
  }
  std::vector<Set> compared;
  for (auto& [place, set] : sets)
    if (set.size() > 1) compared.push_back(std::move(set));
  std::sort(compared.begin(), compared.end(),
            [](const Set& one, const Set& other) { return one.front() < other.front(); });
  return compared;
}

/// Pairs have the same draws only in files with the same seed.
Stratification stratification_of(const Sources& sources, Between between) {
  const auto seed_of = [](const Source& source) {
    return source.batch.file().hashes(results::seed).at(0);
  };
  const bool same = std::all_of(sources.begin(), sources.end(), [&](const auto& source) {
    return seed_of(*source) == seed_of(*sources.front());
  });
  return same || between != Between::files ? Stratification::within_strata
                                           : Stratification::overall;
}

/// If fewer ends than this are expected in a group, the chi-squared approximation is rough: Cochran
/// (1954), Biometrics 10.
constexpr double least_expected = 5.0;

Table table_of_comparisons(const SurvivalGroups& survival, Stratification stratification) {
  const TableWords words(survival.language,
                         survival.named("tables.log_rank", "tables.log_rank_of_failing"));
  Table table = words.table(
      "log_rank",
      {"set", "group", "tables", "observed", "expected", "chi_squared", "degrees_of_freedom", "p"},
      {{"stratified",
        words(stratification == Stratification::within_strata ? "stratified" : "seeds_differ")}});
  table.notes = {words("expected_ends")};
  std::vector<Between> others{Between::files, Between::points, Between::arms};
  std::erase(others, survival.between);
  double fewest = least_expected;
  for (const Set& set : sets_of(survival)) {
    std::vector<std::vector<Lifetime>> lifetimes;
    for (const SurvivalGroup* group : set) lifetimes.push_back(group->counted);
    const std::string where = survival.label(*set.front(), others);
    const LogRank test = log_rank(lifetimes, stratification);
    fewest = std::min(fewest, *std::min_element(test.expected.begin(), test.expected.end()));
    for (std::size_t n = 0; n < set.size(); ++n)
      table.add(
          {where.empty() ? words(between_names[static_cast<std::size_t>(survival.between)]) : where,
           survival.label(*set[n], {survival.between}), count_cell(set[n]->counted.size()),
           count_cell(static_cast<std::size_t>(test.observed[n])), Number{test.expected[n], 1},
           Number{test.chi_squared, 2}, count_cell(test.degrees_of_freedom), PValue{test.p}});
  }
  if (fewest < least_expected)
    table.notes.push_back(words("rough", {{"n", shown_number(least_expected, 0)}}));
  return table;
}

Between between_of(const Request& request, const Sources& sources) {
  const bool files = sources.size() > 1;
  const bool points = std::any_of(sources.begin(), sources.end(), [](const auto& source) {
    return source->batch.points().size() > 1;
  });
  if (!request.has("between"))
    return files ? Between::files : points ? Between::points : Between::arms;
  const Between between = chosen<Between>(request, "between", between_names);
  if (between == Between::files && !files)
    throw Misuse("--between files needs two result files or more");
  if (between == Between::points && !points)
    throw Misuse("--between points: " + request.files().front() + " has no design, so no points");
  return between;
}

double every_of(const Request& request) {
  const int months = request.value<int>("every");
  if (months < 1)
    throw Misuse("--every: expected a number of months, 1 or more, got " + std::to_string(months));
  return months;
}

/// Arms without tables in a file, for people: "nothing, alone".
std::string arms_without_tables(const Source& source) {
  std::string names;
  const auto& with = source.tables.arms();
  for (const int arm : source.batch.arms())
    if (std::find(with.begin(), with.end(), arm) == with.end())
      names += (names.empty() ? "" : ", ") + source.batch.arm_label(arm);
  return names;
}

SurvivalGroups survival_groups_of(const Request& request, const Sources& sources) {
  SurvivalGroups survival;
  survival.language = sources.front()->batch.language();
  survival.ending = chosen<Ending>(request, "ending", ending_names);
  survival.between = between_of(request, sources);
  survival.every = every_of(request);
  survival.groups = groups_of(sources, survival.ending);
  survival.horizon = std::numeric_limits<double>::infinity();
  for (const auto& source : sources) {
    if (source->tables.arms().empty())
      throw Misuse(source->batch.file().path() + ": no tables meet in its arms (" +
                   arms_without_tables(*source) +
                   ") and what does not meet does not end: run the arm together or only_together");
    survival.horizon = std::min(survival.horizon, source->tables.horizon());
  }
  survival.causes = sources.front()->tables.causes();
  return survival;
}

/// Notes that a reader needs to judge the tables.
std::vector<std::string> notes_of(const SurvivalGroups& survival, const Sources& sources) {
  const TableWords words(survival.language, "tables.survival");
  std::vector<std::string> notes;
  for (const auto& source : sources) {
    const std::string which = sources.size() > 1 ? source->batch.file().path() + ": " : "";
    if (const auto names = arms_without_tables(*source); !names.empty())
      notes.push_back(which + words("without_tables", {{"arms", names}}));
    if (const auto failures = source->batch.failures(); !failures.empty())
      notes.push_back(which + failures);
  }
  const auto any = [&](auto condition) {
    return std::any_of(survival.groups.begin(), survival.groups.end(), condition);
  };
  if (any([](const SurvivalGroup& group) { return group.unit == Unit::run; })) {
    notes.push_back(words("share_luck"));
    notes.push_back(words("count_runs"));
    notes.push_back(words("approximate"));
  }
  if (any([](const SurvivalGroup& group) { return group.runs < least_for_interval; }))
    notes.push_back(words("too_few", {{"n", least_for_interval}}));
  if (survival.ending == Ending::failure) notes.push_back(words("ending_all"));
  return notes;
}

/// Cuts a table for people after `most` rows.
Table shortened(Table table, Format format, Language language) {
  constexpr std::size_t most = 60;
  if (format == Format::csv || format == Format::json || table.rows.size() <= most) return table;
  const std::size_t hidden = table.rows.size() - most;
  table.rows.erase(table.rows.begin() + most, table.rows.end());
  table.notes.insert(table.notes.begin(), language("tables.survival.more", {{"n", hidden}}));
  return table;
}

int report_survival(const Request& request) {
  Sources sources;
  const Language language = language_of_tables(request);
  for (const auto& path : request.files())
    sources.push_back(std::make_unique<Source>(path, language));
  const SurvivalGroups survival = survival_groups_of(request, sources);
  if (survival.groups.empty()) throw std::runtime_error("every run with tables failed");
  std::vector<Table> tables{
      table_of_periods(survival), table_of_causes(survival), table_of_lifetimes(survival),
      table_of_comparisons(survival, stratification_of(sources, survival.between))};
  // If every end is an event, no other cause competes; otherwise goals reached competes with
  // breakdown.
  if (survival.ending == Ending::all)
    std::rotate(tables.begin(), tables.begin() + 2, tables.begin() + 3);
  else
    tables.insert(tables.begin(), table_of_breakdown(survival));
  if (tables.back().rows.empty()) tables.pop_back();
  for (Table& table : tables) table = shortened(std::move(table), format_of(request), language);
  auto& notes = tables.back().notes;
  for (std::string& note : notes_of(survival, sources)) notes.push_back(std::move(note));
  show(request, tables);
  return done;
}

}  // namespace
}  // namespace samen::analysis

int main(int count, char** words) {
  namespace po = boost::program_options;
  return samen::Command{
      .name = "survival",
      .about = "how long tables last, what ends them, and whether settings differ",
      .usage = "RESULTS.h5 [MORE.h5…] [options]",
      .meaning =
          "Shows how many tables of each arm break down, which is to end with goals not reached:\n"
          "cumulative incidence (Aalen–Johansen) with 95 % intervals, at the end and period by\n"
          "period, with the hazard per year; what each cause has ended; and a log-rank test "
          "between\n"
          "arms, files or design points, stratified by replicate. A table that ends because all "
          "its\n"
          "goals are reached has done its work: it is a competing end, neither a breakdown nor\n"
          "still at risk. Kaplan–Meier survival, which takes it as still at risk, is shown as "
          "what\n"
          "it is, cause-specific. --ending all: how long tables last whatever ends them.",
      .example =
          "samen survival hefboom8.h5\n"
          "         samen survival hefboom8.h5 no_puller.h5 --ending all --every 24",
      .most_files = 100,
      .options =
          [](po::options_description_easy_init& add) {
            add("between", po::value<std::string>(),
                "arms, points (of a design) or files; default: files where there are several, "
                "else points where there are several, else arms");
            add("ending", po::value<std::string>()->default_value("failure"),
                "which ends count: all, or failure alone");
            add("every", po::value<int>()->default_value(12), "months in a period of the table");
            samen::analysis::add_language(add);
          },
      .act = samen::analysis::report_survival}
      .run(count, words);
}
