// Reads one run from its file and describes it for a reader.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/results/batch.hpp"
#include "words/language.hpp"

namespace samen::analysis {

/// An event of a run. Kind and reason are as in the file; table and organisation are -1 for none.
/// The meaning of `value` depends on the kind (io/results_format.hpp). The end of the start money,
/// which follows from the settings, is also an event.
struct RunEvent {
  int month = 0;
  std::string kind, reason;
  int table = -1, organisation = -1;
  double value = 0.0;
};
using RunEvents = std::vector<RunEvent>;

/// How one board divided the open budget of its organisation, summed over its seats.
struct RunDecision {
  int month = 0, organisation = 0;
  double keep = 0.0, alone = 0.0, together = 0.0;  ///< shares; together before the gate
  bool alone_open = false, together_open = false;
  std::vector<std::string> blocks;  ///< the limits of its pledges
};

/// The progress of a run by month: the mean progress of its goals or, if that was not recorded, the
/// share of the burden taken away.
struct ProgressSeries {
  std::string series;  ///< its name in the file
  int digits = 2;
  double full = 1.0;  ///< value at full progress
  std::vector<double> values;
};

/// All data of one run in a result file.
class RunNarrative {
 public:
  /// Throws ResultsError if the file has no such run or if the run failed. The batch must outlive
  /// the narrative.
  RunNarrative(const Batch& batch, std::size_t run);

  const Batch& batch() const { return *batch_; }
  std::size_t run() const { return run_; }
  Treatment treatment() const { return batch_->treatment_of(run_); }
  const std::string& arm() const { return batch_->arm_name(treatment().arm); }
  const RunEvents& events() const { return events_; }
  const std::vector<RunDecision>& decisions() const { return decisions_; }
  const ProgressSeries& progress_series() const { return progress_series_; }
  bool has_events() const { return has_events_; }
  bool has_decisions() const { return batch_->file().has("decision_run"); }
  /// First months of the policy periods.
  const std::vector<int>& periods() const { return periods_; }

  const std::vector<std::string>& organisations() const { return organisations_; }
  const std::vector<std::string>& organisation_kinds() const { return kinds_; }
  const std::string& organisation(int n) const { return at(organisations_, n); }
  const std::string& table(int m) const { return at(batch_->tables(), m); }
  const std::string& month(int t) const { return at(batch_->months(), t); }
  /// The name of a goal, with the name of its set if several goals have this name.
  std::string goal(int k) const;
  const std::string& goal_set(int k) const { return at(goal_sets_, k); }

 private:
  static const std::string& at(const std::vector<std::string>& names, int n) {
    return names.at(static_cast<std::size_t>(n));
  }
  void read_events();
  void infer_events();
  void read_decisions();
  void read_progress_series();
  void add_end_of_start_money();

  const Batch* batch_;
  std::size_t run_;
  std::vector<std::string> organisations_, kinds_, goal_sets_;
  std::vector<int> periods_;
  bool has_events_;
  RunEvents events_;
  std::vector<RunDecision> decisions_;
  ProgressSeries progress_series_;
};

/// The median run of a treatment by the measure of the answer; for an even number of runs, the
/// lower of the two middle runs. Throws ResultsError if all runs failed.
std::size_t middle_run(const Batch& batch, const Treatment& treatment);

/// The run of a treatment with this pair number, and therefore with these draws; nothing if it is
/// missing or failed.
std::optional<std::size_t> run_of_pair(const Batch& batch, const Treatment& treatment,
                                       std::int64_t pair);

/// "run 410 (together, replicate 102)"
std::string name_of(const RunNarrative& narrative, Language language);

/// The name of the series in words: "the burden taken away".
std::string name_of(const ProgressSeries& series, Language language);

/// The outcome of a run, and its rank among the runs of its arm.
std::string outcome_of(const RunNarrative& narrative, Language language);

/// Warns that an event near a turning point need not be its cause.
std::string caution_in(Language language);

/// Describes a run in sentences, one paragraph after the other.
std::vector<std::string> narrative_paragraphs(const RunNarrative& narrative, Language language);

/// States when two runs with the same draws begin to differ, and why. Throws ResultsError if their
/// draws are not the same.
std::vector<std::string> divergence_paragraphs(const RunNarrative& first,
                                               const RunNarrative& second, Language language);

}  // namespace samen::analysis
