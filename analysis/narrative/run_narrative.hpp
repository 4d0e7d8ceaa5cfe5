// One run, read from its file and told so that a person can follow it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/results/batch.hpp"
#include "words/language.hpp"

namespace samen::analysis {

/// An event of a run; kind and reason as the file names them, table and organisation -1 for none.
/// What `value` means depends on the kind (io/results_format.hpp). The end of the start money,
/// known from the settings, is one of them.
struct RunEvent {
  int month = 0;
  std::string kind, reason;
  int table = -1, organisation = -1;
  double value = 0.0;
};
using RunEvents = std::vector<RunEvent>;

/// What one board did with the open budget of its organisation, over all its seats.
struct BoardDecision {
  int month = 0, organisation = 0;
  double keep = 0.0, alone = 0.0, together = 0.0;  ///< shares; together before the gate
  bool alone_open = false, together_open = false;
  std::vector<std::string> blocks;  ///< what held its pledges back
};

/// The course of a run by month: mean progress of the goals, or where that was not recorded the
/// burden taken away.
struct ProgressSeries {
  std::string series;  ///< in the file
  int digits = 2;
  double full = 1.0;  ///< what counts as all of it
  std::vector<double> values;
};

/// What a result file knows of one run.
class RunNarrative {
 public:
  /// Throws ResultsError where the file has no such run or the run failed. The batch must outlive
  /// the narrative.
  RunNarrative(const Batch& batch, std::size_t run);

  const Batch& batch() const { return *batch_; }
  std::size_t run() const { return run_; }
  Treatment treatment() const { return batch_->treatment_of(run_); }
  const std::string& arm() const { return batch_->arm_name(treatment().arm); }
  const RunEvents& events() const { return events_; }
  const std::vector<BoardDecision>& decisions() const { return decisions_; }
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
  /// With its set where several goals have the name.
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
  std::vector<BoardDecision> decisions_;
  ProgressSeries progress_series_;
};

/// The run in the middle of a treatment by the measure of the answer; of an even number the lower.
/// Throws ResultsError where all of them failed.
std::size_t middle_run(const Batch& batch, const Treatment& treatment);

/// The run of a treatment that has the luck of this number; none where it is not there or failed.
std::optional<std::size_t> run_of_pair(const Batch& batch, const Treatment& treatment,
                                       std::int64_t pair);

/// "run 410 (together, replicate 102)"
std::string name_of(const RunNarrative& narrative, Language language);

/// "the burden taken away": its course in words.
std::string name_of(const ProgressSeries& series, Language language);

/// What came of a run and where that lies among the runs of its arm.
std::string outcome_of(const RunNarrative& narrative, Language language);

/// That what happened around a turning point need not be its cause.
std::string caution_in(Language language);

/// A run in sentences, a paragraph after the other.
std::vector<std::string> narrative_paragraphs(const RunNarrative& narrative, Language language);

/// When two runs that share their luck part and why. Throws ResultsError where they do not share
/// it.
std::vector<std::string> divergence_paragraphs(const RunNarrative& first,
                                               const RunNarrative& second, Language language);

}  // namespace samen::analysis
