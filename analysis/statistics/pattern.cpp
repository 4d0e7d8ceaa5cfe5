#include "analysis/statistics/pattern.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <set>

#include <Eigen/Core>
#include <nlohmann/json.hpp>

#include "analysis/results/recording.hpp"
#include "analysis/statistics/distributions.hpp"
#include "analysis/statistics/linear_algebra.hpp"
#include "io/results_format.hpp"
#include "scenario/nearest.hpp"

namespace samen::analysis {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();

using Window = std::optional<StatedCriterion::Window>;

StatedCriterion criterion_of(const nlohmann::json& stated) {
  const auto window = [](const nlohmann::json& months) -> Window {
    if (months.is_null()) return {};
    return StatedCriterion::Window{months.at(0).get<std::size_t>() - 1,
                                   months.at(1).get<std::size_t>() - 1};
  };
  const auto end = [](const nlohmann::json& value, double open) {
    return value.is_null() ? open : value.get<double>();
  };
  StatedCriterion c;
  for (const auto& [key, text] : {std::pair{"name", &c.name},
                                  {"lacking", &c.lacking},
                                  {"statistic", &c.statistic},
                                  {"measure", &c.measure},
                                  {"per", &c.per},
                                  {"term", &c.term},
                                  {"entries", &c.entries},
                                  {"since", &c.since},
                                  {"point", &c.point},
                                  {"against", &c.against}})
    *text = stated.at(key).get<std::string>();
  c.with = stated.at("with").get<std::vector<std::string>>();
  c.months = window(stated.at("months"));
  c.against_months = window(stated.at("against_months"));
  c.low = end(stated.at("low"), -infinite);
  c.high = end(stated.at("high"), infinite);
  c.staying = stated.at("staying").get<bool>();
  c.sign = stated.at("sign").get<bool>();
  c.counts = stated.at("counts").get<bool>();
  return c;
}

double mean_of_all(const std::vector<double>& values) {
  double sum = 0.0, n = 0.0;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    sum += value;
    n += 1.0;
  }
  return n > 0.0 ? sum / n : nothing;
}

/// Number, mean and spread of the kept values of a few rows.
struct Moments {
  double n = 0.0, mean = 0.0, squares = 0.0;  ///< squares: summed deviations
  void add(double value) {
    if (std::isnan(value)) return;
    n += 1.0;
    const double step = value - mean;
    mean += step / n;
    squares += step * (value - mean);
  }
  double average() const { return n > 0.0 ? mean : nothing; }
};

using Kept = std::function<bool(std::int64_t replicate)>;
using Statistic = std::function<double(const Kept&)>;

/// The statistic of all replicates with its jackknife interval.
Estimate jackknifed(const std::set<std::int64_t>& replicates, const Statistic& statistic) {
  Estimate estimate;
  estimate.n = replicates.size();
  estimate.mean = statistic([](std::int64_t) { return true; });
  const std::size_t groups = std::min(most_jackknife_groups, replicates.size());
  if (groups < 2 || !std::isfinite(estimate.mean)) return estimate;
  std::map<std::int64_t, std::size_t> group;
  std::size_t at = 0;
  for (const auto replicate : replicates) group[replicate] = at++ % groups;
  Moments left_out;
  for (std::size_t g = 0; g < groups; ++g)
    left_out.add(statistic([&](std::int64_t replicate) { return group.at(replicate) != g; }));
  if (left_out.n < static_cast<double>(groups)) return estimate;
  const double error = std::sqrt(left_out.squares * (left_out.n - 1.0) / left_out.n);
  const double half = student_quantile(left_out.n - 1.0, 0.975) * error;
  estimate.interval = Interval{estimate.mean - half, estimate.mean + half};
  return estimate;
}

template <class... Maps>
std::set<std::int64_t> replicates_in(const Maps&... maps) {
  std::set<std::int64_t> all;
  const auto add = [&](const auto& map) {
    for (const auto& [replicate, row] : map) all.insert(replicate);
  };
  (add(maps), ...);
  return all;
}

template <class Rows>
Moments moments(const Rows& rows, const Kept& kept) {
  Moments all;
  for (const auto& [replicate, values] : rows)
    if (kept(replicate))
      for (const double value : values) all.add(value);
  return all;
}

/// Cohen's d (1988): difference of means over the pooled standard deviation of the entries.
double cohens_d(const Moments& one, const Moments& other) {
  const double pooled = std::sqrt((one.squares + other.squares) / (one.n + other.n - 2.0));
  return one.n > 1.0 && other.n > 1.0 && pooled > 0.0 ? (one.mean - other.mean) / pooled : nothing;
}

}  // namespace

std::vector<StatedPattern> patterns_of(const Batch& batch) {
  std::vector<StatedPattern> patterns;
  if (!batch.file().has(results::patterns)) return patterns;
  try {
    for (const auto& stated : nlohmann::json::parse(batch.file().texts(results::patterns).at(0))) {
      StatedPattern pattern;
      for (const auto& [key, text] : {std::pair{"id", &pattern.id},
                                      {"title", &pattern.title},
                                      {"source", &pattern.source},
                                      {"mapping", &pattern.mapping},
                                      {"lacking", &pattern.lacking}})
        *text = stated.at(key).get<std::string>();
      for (const auto& criterion : stated.at("criteria"))
        pattern.criteria.push_back(criterion_of(criterion));
      for (StatedCriterion& criterion : pattern.criteria)
        for (std::string* name : {&criterion.measure, &criterion.per})
          *name = batch.file().today(*name);
      patterns.push_back(std::move(pattern));
    }
  } catch (const nlohmann::json::exception& error) {
    throw ResultsError(batch.file().path() + ": the patterns cannot be read: " + error.what());
  }
  return patterns;
}

PatternEvaluator::PatternEvaluator(const Batch& batch) : batch_(batch) {
  const auto meets = std::find_if(batch.arms().begin(), batch.arms().end(),
                                  [&](int arm) { return batch.meets(arm); });
  if (meets == batch.arms().end())
    throw ResultsError(batch.file().path() + ": patterns are about tables, which meet in no arm");
  arm_ = *meets;
  operating_ = batch.file().integers(results::table_operating_month);
  ended_month_ = batch.file().integers(results::table_ended_month);
  ended_by_ = batch.file().integers(results::table_ended_by);
}

const PatternEvaluator::Series& PatternEvaluator::series(const std::string& name) const {
  const auto found = series_.find(name);
  if (found != series_.end()) return found->second;
  const ResultsFile& file = batch_.file();
  if (const std::string missing = what_was_not_recorded(file, {name}); !missing.empty())
    throw ResultsError(file.path() + ": " + missing);
  const auto shape = file.shape(name);
  if (shape.empty() || file.axis(name, 0) != "run" || (shape.size() > 1 && !file.is_series(name)))
    throw ResultsError(file.path() + ": '" + name + "' is no outcome or monthly series");
  Series read;
  read.monthly = shape.size() > 1;
  if (shape.size() > 2) read.entries = shape[2];
  read.values = file.numbers(name);
  return series_.emplace(name, std::move(read)).first->second;
}

int PatternEvaluator::point_named(const std::string& label) const {
  if (label.empty()) return batch_.points().front();
  std::vector<std::string> known;
  for (const int point : batch_.points()) {
    if (batch_.point_label(point) == label) return point;
    known.push_back(batch_.point_label(point));
  }
  throw ResultsError(batch_.file().path() + ": has no design point '" + label + "'" +
                     did_you_mean(label, known));
}

/// One number for each entry of the measure: its mean over the months, or its sum divided by the
/// sum of `per`.
std::vector<double> PatternEvaluator::entries_of(std::size_t run, const std::string& measure,
                                                 const std::string& per,
                                                 const StatedCriterion& criterion,
                                                 const Window& months) const {
  const Series& of = series(measure);
  if (!of.monthly) return {of.values.at(run)};
  const std::size_t all = batch_.months().size();
  StatedCriterion::Window window = months.value_or(StatedCriterion::Window{0, all - 1});
  if (criterion.since == "operations") {
    const std::int64_t begun = operating_.at(run * batch_.tables().size());
    if (begun < 0) return std::vector<double>(of.entries, nothing);
    window.first += static_cast<std::size_t>(begun);
    window.last += static_cast<std::size_t>(begun);
  }
  if (window.last >= all) return std::vector<double>(of.entries, nothing);
  const Series* const seated = criterion.staying ? &series("seated") : nullptr;
  if (seated && seated->entries != of.entries)
    throw ResultsError(batch_.file().path() + ": '" + measure + "' is not measured by seat");
  const Series* const below = per.empty() ? nullptr : &series(per);
  if (below && below->entries != of.entries)
    throw ResultsError(batch_.file().path() + ": '" + measure + "' has " +
                       std::to_string(of.entries) + " entries and '" + per + "' " +
                       std::to_string(below->entries));
  const auto sum = [&](const Series& from, std::size_t entry) {
    double total = 0.0;
    for (std::size_t month = window.first; month <= window.last; ++month)
      total += from.values[(run * all + month) * from.entries + entry];
    return total;
  };
  std::vector<double> values(of.entries);
  for (std::size_t entry = 0; entry < of.entries; ++entry) {
    const double divisor =
        below ? sum(*below, entry) : static_cast<double>(window.last - window.first + 1);
    const bool counts =
        !seated || seated->values[(run * all + window.last) * of.entries + entry] > 0.0;
    values[entry] = counts && divisor > 0.0 ? sum(of, entry) / divisor : nothing;
  }
  return values;
}

double PatternEvaluator::of_run(std::size_t run, const std::string& measure, const std::string& per,
                                const StatedCriterion& criterion, const Window& months) const {
  const auto values = entries_of(run, measure, per, criterion, months);
  if (criterion.entries == "lowest" || criterion.entries == "highest") {
    const double up = criterion.entries == "lowest" ? 1.0 : -1.0;
    double lowest = infinite;
    for (const double value : values)
      if (up * value < lowest) lowest = up * value;
    return std::isfinite(lowest) ? up * lowest : nothing;
  }
  if (criterion.entries == "variation") {
    Moments all;
    for (const double value : values) all.add(value);
    return all.n > 1.0 && all.mean > 0.0 ? std::sqrt(all.squares / (all.n - 1.0)) / all.mean
                                         : nothing;
  }
  if (per.empty()) return mean_of_all(values);
  // All entries together: a ratio of sums.
  const auto of = entries_of(run, measure, "", criterion, months);
  const auto below = entries_of(run, per, "", criterion, months);
  double above_line = 0.0, below_line = 0.0;
  for (std::size_t entry = 0; entry < of.size(); ++entry) {
    if (std::isnan(of[entry]) || std::isnan(below[entry])) continue;
    above_line += of[entry];
    below_line += below[entry];
  }
  return below_line > 0.0 ? above_line / below_line : nothing;
}

PatternEvaluator::Rows PatternEvaluator::of_runs(const StatedCriterion& criterion, int point,
                                                 const Window& months) const {
  Rows rows;
  for (const std::size_t run : batch_.runs_of({arm_, point})) {
    const double value = of_run(run, criterion.measure, criterion.per, criterion, months);
    if (!std::isnan(value)) rows[batch_.pair_of(run)] = {value};
  }
  return rows;
}

PatternEvaluator::Rows PatternEvaluator::of_entries(const StatedCriterion& criterion,
                                                    int point) const {
  Rows rows;
  for (const std::size_t run : batch_.runs_of({arm_, point}))
    rows[batch_.pair_of(run)] =
        entries_of(run, criterion.measure, criterion.per, criterion, criterion.months);
  return rows;
}

Estimate PatternEvaluator::mean(const StatedCriterion& criterion) const {
  const Rows rows = of_runs(criterion, point_named(criterion.point), criterion.months);
  const Estimate found = jackknifed(
      replicates_in(rows), [&](const Kept& kept) { return moments(rows, kept).average(); });
  return is_share(criterion) ? share_within(found) : found;
}

Estimate PatternEvaluator::between(const StatedCriterion& criterion) const {
  const int point = point_named(criterion.point);
  const int against = criterion.against.empty() ? point : point_named(criterion.against);
  Rows first = of_runs(criterion, point, criterion.months);
  Rows second = of_runs(criterion, against,
                        criterion.against_months ? criterion.against_months : criterion.months);
  // A replicate counts only if both were measured, so that the same replicates are compared.
  std::erase_if(first, [&](const auto& row) { return !second.count(row.first); });
  std::erase_if(second, [&](const auto& row) { return !first.count(row.first); });
  const bool ratio = criterion.statistic == "ratio";
  return jackknifed(replicates_in(first), [&](const Kept& kept) {
    const double one = moments(first, kept).average();
    const double other = moments(second, kept).average();
    if (!ratio) return one - other;
    return other > 0.0 ? one / other : nothing;
  });
}

Estimate PatternEvaluator::effect_size(const StatedCriterion& criterion) const {
  const Rows first = of_entries(criterion, point_named(criterion.point));
  const Rows second = of_entries(criterion, point_named(criterion.against));
  return jackknifed(replicates_in(first, second), [&](const Kept& kept) {
    return cohens_d(moments(first, kept), moments(second, kept));
  });
}

/// One interval for the whole gap: the jackknife leaves out the four points of a replicate
/// together.
Estimate PatternEvaluator::effect_size_gap(const StatedCriterion& criterion) const {
  const Rows first = of_entries(criterion, point_named(criterion.point));
  const Rows second = of_entries(criterion, point_named(criterion.against));
  const Rows third = of_entries(criterion, point_named(criterion.with.at(0)));
  const Rows fourth = of_entries(criterion, point_named(criterion.with.at(1)));
  return jackknifed(replicates_in(first, second, third, fourth), [&](const Kept& kept) {
    return cohens_d(moments(first, kept), moments(second, kept)) -
           cohens_d(moments(third, kept), moments(fourth, kept));
  });
}

/// Pearson's correlation over the entries of all runs.
Estimate PatternEvaluator::correlation(const StatedCriterion& criterion) const {
  StatedCriterion other = criterion;
  other.measure = criterion.with.front();
  other.per.clear();
  const int point = point_named(criterion.point);
  const Rows first = of_entries(criterion, point);
  const Rows second = of_entries(other, point);
  return jackknifed(replicates_in(first), [&](const Kept& kept) {
    std::vector<double> x, y;
    for (const auto& [replicate, values] : first) {
      if (!kept(replicate)) continue;
      const auto& partner = second.at(replicate);
      for (std::size_t entry = 0; entry < values.size(); ++entry)
        if (!std::isnan(values[entry]) && !std::isnan(partner[entry])) {
          x.push_back(values[entry]);
          y.push_back(partner[entry]);
        }
    }
    const double mx = mean_of_all(x), my = mean_of_all(y);
    double xy = 0.0, xx = 0.0, yy = 0.0;
    for (std::size_t n = 0; n < x.size(); ++n) {
      xy += (x[n] - mx) * (y[n] - my);
      xx += (x[n] - mx) * (x[n] - mx);
      yy += (y[n] - my) * (y[n] - my);
    }
    return xx > 0.0 && yy > 0.0 ? xy / std::sqrt(xx * yy) : nothing;
  });
}

/// By replicate: the number of ends that count, and its denominator.
PatternEvaluator::Rows PatternEvaluator::tables_that_end(const StatedCriterion& criterion) const {
  const auto causes = batch_.file().flag_meanings(results::table_ended_by);
  const std::size_t tables = batch_.tables().size();
  const auto from = static_cast<double>(criterion.months->first);
  const auto to = static_cast<double>(criterion.months->last + 1);
  Rows rows;
  for (const std::size_t run : batch_.runs_of({arm_, point_named(criterion.point)})) {
    std::vector<double> counts(2, 0.0);
    for (std::size_t at = run * tables; at < (run + 1) * tables; ++at) {
      const bool ended = ended_month_[at] >= 0;
      const double life = ended ? static_cast<double>(ended_month_[at]) + 1.0 : infinite;
      const bool within = ended && life > from && life <= to;
      if (criterion.statistic == "hazard") {
        counts[0] += within;
        counts[1] += std::max(0.0, std::min(life, to) - from) / 12.0;
      } else if (within) {
        counts[0] += causes.at(static_cast<std::size_t>(ended_by_[at])) == "goals_reached";
        counts[1] += 1.0;
      }
    }
    rows[batch_.pair_of(run)] = counts;
  }
  return rows;
}

Estimate PatternEvaluator::rate_of_ends(const StatedCriterion& criterion) const {
  const Rows rows = tables_that_end(criterion);
  const Estimate found = jackknifed(replicates_in(rows), [&](const Kept& kept) {
    double ends = 0.0, of = 0.0;
    for (const auto& [replicate, counts] : rows)
      if (kept(replicate)) {
        ends += counts[0];
        of += counts[1];
      }
    return of > 0.0 ? ends / of : nothing;
  });
  return is_share(criterion) ? share_within(found) : found;
}

/// Least squares of the standardised measure on two other standardised measures and their product,
/// over the runs of all design points.
Estimate PatternEvaluator::effect(const StatedCriterion& criterion) const {
  struct Row {
    std::int64_t replicate;
    double y, first, second;
  };
  std::vector<Row> rows;
  std::set<std::int64_t> replicates;
  for (const int point : batch_.points())
    for (const std::size_t run : batch_.runs_of({arm_, point})) {
      const auto of = [&](const std::string& measure) {
        return of_run(run, measure, "", criterion, criterion.months);
      };
      const Row row{batch_.pair_of(run), of(criterion.measure), of(criterion.with[0]),
                    of(criterion.with[1])};
      if (std::isnan(row.y + row.first + row.second)) continue;
      rows.push_back(row);
      replicates.insert(row.replicate);
    }
  return jackknifed(replicates, [&](const Kept& kept) {
    std::vector<const Row*> used;
    Moments y, first, second;
    for (const Row& row : rows) {
      if (!kept(row.replicate)) continue;
      used.push_back(&row);
      y.add(row.y);
      first.add(row.first);
      second.add(row.second);
    }
    const auto standard = [](const Moments& all, double value) {
      return (value - all.mean) / std::sqrt(all.squares / (all.n - 1.0));
    };
    constexpr Eigen::Index terms = 4;
    const auto count = static_cast<Eigen::Index>(used.size());
    if (count <= terms || !(y.squares > 0.0 && first.squares > 0.0 && second.squares > 0.0))
      return nothing;
    Eigen::MatrixXd x(count, terms);
    Eigen::VectorXd response(count);
    for (Eigen::Index n = 0; n < count; ++n) {
      const Row& row = *used[static_cast<std::size_t>(n)];
      const double one = standard(first, row.first), other = standard(second, row.second);
      x.row(n) << 1.0, one, other, one * other;
      response(n) = standard(y, row.y);
    }
    const Eigen::Vector4d b = least_squares(x, response).solution;
    if (criterion.term == "first") return b(1);
    if (criterion.term == "second") return b(2);
    if (criterion.term == "product") return b(3);
    return b(1) - b(2);
  });
}

Estimate PatternEvaluator::interior_optimum(const StatedCriterion& criterion) const {
  std::vector<Rows> rows;
  for (const int point : batch_.points())
    rows.push_back(of_runs(criterion, point, criterion.months));
  std::set<std::int64_t> replicates;
  for (const Rows& of_point : rows) replicates.merge(replicates_in(of_point));
  return jackknifed(replicates, [&](const Kept& kept) {
    std::vector<double> means;
    for (const Rows& of_point : rows) means.push_back(moments(of_point, kept).average());
    return *std::max_element(means.begin(), means.end()) - std::max(means.front(), means.back());
  });
}

Estimate PatternEvaluator::value(const StatedCriterion& criterion) const {
  using Work = Estimate (PatternEvaluator::*)(const StatedCriterion&) const;
  static const std::map<std::string, Work> works{
      {"mean", &PatternEvaluator::mean},
      {"difference", &PatternEvaluator::between},
      {"ratio", &PatternEvaluator::between},
      {"effect_size", &PatternEvaluator::effect_size},
      {"effect_size_gap", &PatternEvaluator::effect_size_gap},
      {"correlation", &PatternEvaluator::correlation},
      {"hazard", &PatternEvaluator::rate_of_ends},
      {"ending_share", &PatternEvaluator::rate_of_ends},
      {"effect", &PatternEvaluator::effect},
      {"interior_optimum", &PatternEvaluator::interior_optimum}};
  const auto work = works.find(criterion.statistic);
  if (work == works.end())
    throw ResultsError(batch_.file().path() + ": unknown statistic '" + criterion.statistic + "'");
  if (!criterion.lacking.empty()) return {.mean = nothing, .interval = {}, .n = 0};
  return (this->*work->second)(criterion);
}

bool PatternEvaluator::is_share(const StatedCriterion& criterion) const {
  if (criterion.sign) return false;
  if (criterion.statistic == "ending_share") return true;
  return criterion.statistic == "mean" && criterion.per.empty() &&
         criterion.entries != "variation" &&
         batch_.file().attribute(criterion.measure, "units") == "share";
}

Finding finding(const StatedCriterion& criterion, const Estimate& estimate) {
  Finding finding;
  finding.value = estimate;
  finding.distance = farthest;
  const double value = estimate.mean;
  if (std::isnan(value)) return finding;
  if (criterion.sign) {
    if (!finding.value.interval) return finding;
    const Interval& interval = *finding.value.interval;
    finding.holds = interval.low > criterion.low && interval.high < criterion.high;
    const double half = std::max((interval.high - interval.low) / 2.0, 1e-12);
    const double outside = std::max(criterion.low - value, value - criterion.high) / half + 1.0;
    finding.distance = finding.holds ? 0.0 : std::min(farthest, std::max(0.0, outside));
    return finding;
  }
  finding.holds = value >= criterion.low && value <= criterion.high;
  const bool both = std::isfinite(criterion.low) && std::isfinite(criterion.high);
  const double end = std::isfinite(criterion.low) ? criterion.low : criterion.high;
  const double width = both ? criterion.high - criterion.low : std::max(std::abs(end), 0.1);
  finding.distance =
      std::min(farthest, std::max({0.0, criterion.low - value, value - criterion.high}) / width);
  return finding;
}

}  // namespace samen::analysis
