// Judges a result file by patterns: computes the value of each criterion in the runs, with its
// interval, and whether it lies in the band that published research states. The unit is the
// replicate.
#pragma once

#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/results/batch.hpp"
#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {

/// The jackknife leaves out one group of replicates at a time; this is the maximum number of
/// groups.
inline constexpr std::size_t most_jackknife_groups = 50;

/// A criterion as a scenario states it (io/results_format.hpp: patterns), in the words of the file.
struct StatedCriterion {
  struct Window {
    std::size_t first = 0, last = 0;  ///< months from 0, both included
  };
  std::string name, lacking, statistic, measure, per, term, entries, since, point, against;
  std::vector<std::string> with;
  std::optional<Window> months, against_months;
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool staying = false;
  bool sign = false;
  bool counts = true;
};

struct StatedPattern {
  std::string id, title, source, mapping, lacking;
  std::vector<StatedCriterion> criteria;  ///< empty if nothing in the model could show the pattern
};

/// The patterns of a file; empty if its scenario states none.
std::vector<StatedPattern> patterns_of(const Batch& batch);

/// The largest reported distance; larger distances are cut off.
inline constexpr double farthest = 10.0;

/// The result of a criterion.
struct Finding {
  Estimate value;  ///< NaN if nothing can be computed
  bool holds = false;
  /// Distance of the value from the band; 0 if the criterion holds. The unit is the width of the
  /// band; for a sign, half the width of the interval.
  double distance = 0.0;
};

/// Judges the value of a criterion. A band holds if it contains the value; a sign if it contains
/// the whole interval.
Finding finding(const StatedCriterion& criterion, const Estimate& value);

/// Computes criteria from the runs of one file, in the first arm in which tables meet.
///
/// The interval is that of the jackknife over replicates, in at most 50 groups (Efron & Stein 1981,
/// Annals of Statistics 9; Kott 2001, Journal of Official Statistics 17), with Student's t. It
/// suits ratios, effect sizes and regressions, and it leaves out the points of a replicate
/// together, because they have draws in common.
class PatternEvaluator {
 public:
  /// The batch must outlive this object. Throws ResultsError if tables meet in no arm.
  explicit PatternEvaluator(const Batch& batch);

  /// The value of the criterion; the mean is NaN if nothing can be computed. Throws ResultsError if
  /// the file lacks what the criterion needs.
  Estimate value(const StatedCriterion& criterion) const;

  /// Whether the criterion is a share, whose interval stays within 0 to 1. The interval of a sign
  /// may exceed this, because it has to reach 0.
  bool is_share(const StatedCriterion& criterion) const;

  Finding find(const StatedCriterion& criterion) const {
    return finding(criterion, value(criterion));
  }

 private:
  struct Series {
    std::size_t entries = 1;
    bool monthly = true;
    std::vector<double> values;  ///< run × month × entry, or run
  };
  /// The values of each replicate.
  using Rows = std::map<std::int64_t, std::vector<double>>;

  const Series& series(const std::string& name) const;
  int point_named(const std::string& label) const;
  std::vector<double> entries_of(std::size_t run, const std::string& measure,
                                 const std::string& per, const StatedCriterion& criterion,
                                 const std::optional<StatedCriterion::Window>& months) const;
  double of_run(std::size_t run, const std::string& measure, const std::string& per,
                const StatedCriterion& criterion,
                const std::optional<StatedCriterion::Window>& months) const;
  Rows of_runs(const StatedCriterion& criterion, int point,
               const std::optional<StatedCriterion::Window>& months) const;
  Rows of_entries(const StatedCriterion& criterion, int point) const;
  Rows tables_that_end(const StatedCriterion& criterion) const;

  Estimate mean(const StatedCriterion& criterion) const;
  Estimate between(const StatedCriterion& criterion) const;
  Estimate effect_size(const StatedCriterion& criterion) const;
  Estimate effect_size_gap(const StatedCriterion& criterion) const;
  Estimate correlation(const StatedCriterion& criterion) const;
  Estimate rate_of_ends(const StatedCriterion& criterion) const;
  Estimate effect(const StatedCriterion& criterion) const;
  Estimate interior_optimum(const StatedCriterion& criterion) const;

  const Batch& batch_;
  int arm_ = 0;
  mutable std::map<std::string, Series> series_;
  std::vector<std::int64_t> operating_, ended_month_, ended_by_;
};

}  // namespace samen::analysis
