// The runs of a result file: the treatment of each run, the pairs with the same draws, and the
// outcomes. Names, units and meanings come from the file: an analysis knows observables only by
// their names.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/results/names.hpp"
#include "io/results_file.hpp"

namespace samen::analysis {

/// The properties that a group of runs shares: an arm (by its number in the file) and a design
/// point.
struct Treatment {
  int arm = 0;
  int point = 0;
  auto operator<=>(const Treatment&) const = default;
};

/// An outcome, one number for each run. Its label is in the language of the batch.
struct Measure {
  std::string name, label, unit, meaning;
  bool more_is_better = false;
  std::string shown_unit = {};  ///< in the language of the batch
};

/// A factor that the design of the batch varies.
struct Factor {
  std::string name, unit, meaning;
  double low = 0.0, high = 0.0;
  std::string scale;                 ///< linear, logarithmic, integer or choice
  std::vector<std::string> choices;  ///< words for the values 0, 1, … of a choice
};

/// A design whose points are the sets of an ensemble of parameters. The points are ordered by set,
/// each with all of the scenario's own points; if the scenario varies nothing itself, one point for
/// each set.
struct EnsembleDesign {
  std::string title, central;
  std::vector<std::string> sets;    ///< their names
  std::vector<std::string> points;  ///< labels of the scenario's own points; empty if it has none

  std::size_t own_points() const { return points.empty() ? 1 : points.size(); }
  int point(std::size_t set, std::size_t own) const {
    return static_cast<int>(set * own_points() + own);
  }
  std::size_t central_set() const;
};

class Batch {
 public:
  /// Throws ResultsError if the file cannot be used. Texts of the scenario – title, names of goals,
  /// organisations, tables and points – are translated if the language has words for them.
  explicit Batch(const std::string& path, Language language = {});
  Language language() const { return language_; }

  const ResultsFile& file() const { return file_; }
  std::size_t runs() const { return arm_.size(); }
  /// Whether a run finished with finite outcomes. All other runs are excluded everywhere.
  bool ran(std::size_t run) const { return status_[run] == 0; }
  std::size_t failed() const;
  /// Why a run is excluded: the error that it failed with, or the name of an infinite outcome.
  std::string why_left_out(std::size_t run) const;
  /// A line on the number of failed runs; empty if there are none.
  std::string failures() const;
  Treatment treatment_of(std::size_t run) const;
  std::int64_t pair_of(std::size_t run) const { return pair_[run]; }
  std::int64_t replicate_of(std::size_t run) const { return replicate_[run]; }

  /// Arms in the order of the plan.
  const std::vector<int>& arms() const { return arms_; }
  const std::string& arm_name(int arm) const {
    return arm_words_.at(static_cast<std::size_t>(arm));
  }
  /// The same for people, in the language of the batch.
  std::string arm_label(int arm) const { return name_in(language_, arm_name(arm)); }
  /// Throws ResultsError if no arm has this name; the error names the nearest arm.
  int arm_named(const std::string& name) const;
  bool has_arm(const std::string& name) const;
  /// Whether tables meet in an arm.
  bool meets(int arm) const;

  /// Design points that have runs; only 0 if nothing is varied.
  const std::vector<int>& points() const { return points_; }
  const std::vector<Factor>& factors() const { return factors_; }
  /// list, grid, lhs, sobol, saltelli or morris; "" if nothing is varied.
  const std::string& design_kind() const { return design_kind_; }
  /// Value of a factor at a design point.
  double factor_value(int point, std::size_t factor) const;
  /// Position of a factor at a design point on its range, 0 to 1.
  double factor_place(int point, std::size_t factor) const;
  /// The base row or trajectory of a design point, and its position in it.
  int block_of(int point) const { return blocks_.at(static_cast<std::size_t>(point)); }
  int step_of(int point) const { return steps_.at(static_cast<std::size_t>(point)); }
  /// "levers.puller = 0.2", or the label in the file; "" if nothing is varied.
  std::string point_label(int point) const;
  /// "0.2" or "neutral"
  std::string factor_label(int point, std::size_t factor) const;

  const std::vector<Measure>& measures() const { return measures_; }
  /// Files of an older format lack newer measures.
  bool has_measure(const std::string& name) const;
  /// Throws ResultsError if no measure has this name; the error names the nearest measure.
  const Measure& measure(const std::string& name) const;
  /// The measure and the two arms that answer the scenario's question. If one of the arms was not
  /// run: the last arm compared with the first.
  const Measure& answer_measure() const;
  std::pair<int, int> answer_arms() const;
  /// Null if the points are not sets of an ensemble.
  const EnsembleDesign* ensemble() const { return ensemble_ ? &*ensemble_ : nullptr; }
  /// The point that represents the batch where only one can be shown: the first point, or, for an
  /// ensemble, the point of the central set.
  int representative_point() const;
  /// Whether the scenario varies nothing: there is one point, or one for each set of an ensemble.
  bool varies_nothing() const {
    return points_.size() == 1 || (ensemble_ && ensemble_->own_points() == 1);
  }
  /// Whether the question compares the points of the design: because the scenario says so, or
  /// because it has too few arms.
  bool asks_about_points() const;
  /// The reference point of the answer.
  int answer_point() const;
  /// Whether differences from this point are shown as shares of its value.
  bool answer_as_share() const;

  const std::vector<double>& column(const std::string& measure) const;
  /// Finished runs of a treatment, in the order of the plan.
  const std::vector<std::size_t>& runs_of(const Treatment& treatment) const;
  /// Values of a measure in those runs; NaN where it does not apply.
  std::vector<double> values(const std::string& measure, const Treatment& treatment) const;
  /// The same values, by the number of the pair.
  std::map<std::int64_t, double> by_pair(const std::string& measure,
                                         const Treatment& treatment) const;

  const std::vector<std::string>& months() const { return months_; }
  /// Months, counted from the first, in which a policy period starts.
  std::vector<std::size_t> periods() const;
  const std::vector<std::string>& goals() const { return goals_; }
  const std::vector<std::string>& tables() const { return tables_; }
  const std::vector<std::string>& organisations() const { return organisations_; }
  /// Names of the kinds of organisations and of the sets of goals, one for each entry.
  std::vector<std::string> organisation_kinds() const { return named("organisation_kind"); }
  std::vector<std::string> goal_sets() const { return named("goal_set"); }
  std::string title() const;
  std::string question() const;
  /// The scenario's expectation, stated before the runs, in one line.
  std::string expectation() const;

 private:
  std::vector<std::string> named(const std::string& dataset) const;
  void read_measures();
  /// Marks runs with an infinite outcome as failed.
  void leave_out_infinite();
  void read_design();
  void read_ensemble();

  ResultsFile file_;
  Language language_;
  std::vector<std::string> arm_words_;
  std::vector<std::int64_t> arm_, pair_, replicate_, point_, status_;
  std::vector<int> arms_, points_;
  std::vector<std::string> months_, goals_, tables_, organisations_;
  std::vector<Measure> measures_;
  std::string design_kind_;
  std::vector<Factor> factors_;
  std::vector<double> factor_values_, factor_places_;
  std::vector<int> blocks_, steps_;
  std::vector<std::string> point_labels_;
  std::optional<EnsembleDesign> ensemble_;
  std::map<Treatment, std::vector<std::size_t>> runs_of_;
  mutable std::map<std::string, std::vector<double>> columns_;
};

/// The unit in which money is shown.
struct MoneyUnit {
  std::string unit;
  double keuro = 1.0;  ///< its value in k€
  int digits = 0;
};
/// M€ if amounts are large, otherwise k€.
MoneyUnit money_unit_of(const Batch& batch);

/// How a measure is shown: money in the unit of the batch, everything else as it is.
struct Display {
  std::string label;  ///< "net value, M€"
  std::string unit;   ///< "M€", or empty for a share or a plain number
  double factor = 1.0;
  int digits = 2;
};
Display display_of(const Measure& measure, const MoneyUnit& money);

}  // namespace samen::analysis
