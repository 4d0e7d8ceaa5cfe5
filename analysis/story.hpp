// One run told as a story a person can follow, and where two runs that share their luck part.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "batch.hpp"
#include "language.hpp"

namespace samen {

/// An event of a run; kind and reason as the file names them, table and organisation -1 for none.
/// What `value` means depends on the kind (io/results_format.hpp). The end of the start money,
/// known from the settings, is one of them.
struct Happening {
  int month = 0;
  std::string kind, reason;
  int table = -1, organisation = -1;
  double value = 0.0;
};

/// What one board did with the open budget of its organisation, over all its seats.
struct BoardDecision {
  int month = 0, organisation = 0;
  double keep = 0.0, alone = 0.0, together = 0.0;  ///< shares; together before the gate
  bool alone_open = false, together_open = false;
  std::vector<std::string> blocks;  ///< what held its pledges back
};

/// The course of a run by month: mean progress of the goals, or where that was not recorded the
/// burden taken away; empty where neither was.
struct Course {
  std::string series;              ///< in the file
  std::string label, label_dutch;  ///< in words
  int digits = 2;
  double full = 1.0;  ///< what counts as all of it
  std::vector<double> values;
};

/// A line of the chronicle: one event, or `count` of a kind. `who`, `table` and `reason` are empty
/// where they are not the same for all; `value` is the sum.
struct ChronicleLine {
  int month = 0, until = 0;
  std::string kind, who, table, reason;
  double value = 0.0;
  std::size_t count = 1;
  std::string sentence;
};

/// The months from one policy period to the next.
struct Chapter {
  int first = 0, last = 0;
  std::vector<ChronicleLine> lines;
};

/// A month in which the course of a run bends.
struct TurningPoint {
  int month = 0;
  double before = 0.0, after = 0.0;  ///< gain a year, in the year before and the year after
  std::vector<std::string> around;   ///< what happened in the months around it
};

/// What the boards of an organisation, or of all of a kind, decided in a run.
struct Decisions {
  std::string who;
  std::size_t organisations = 1, boards = 0;
  std::size_t keep = 0, alone = 0, together = 0;          ///< boards where it had the largest share
  std::size_t alone_closed = 0, together_closed = 0;      ///< boards where it was not open
  std::vector<std::pair<std::string, std::size_t>> held;  ///< what held pledges back, how often
  int first_held = -1, last_held = -1;                    ///< months
};

enum class Detail { minute, everything };

/// What a result file knows of one run.
class Story {
 public:
  /// Throws ResultsError where the file has no such run or the run failed. The batch must outlive
  /// the story.
  Story(const Batch& batch, std::size_t run);

  const Batch& batch() const { return *batch_; }
  std::size_t run() const { return run_; }
  Treatment treatment() const { return batch_->treatment_of(run_); }
  const std::string& arm() const { return batch_->arm_name(treatment().arm); }
  const std::vector<Happening>& happenings() const { return happenings_; }
  const std::vector<BoardDecision>& decisions() const { return decisions_; }
  const Course& course() const { return course_; }
  bool has_events() const { return has_events_; }
  bool has_decisions() const { return has_decisions_; }
  /// First months of the policy periods.
  const std::vector<int>& periods() const { return periods_; }
  std::string organisation(int n) const { return organisations_.at(static_cast<std::size_t>(n)); }
  const std::vector<std::string>& organisation_kinds() const { return kinds_; }
  std::string goal(int n) const;

  /// "run 410 (together, replicate 102)"
  std::string name(Language language) const;
  /// What came of it and where that lies among the runs of its arm.
  std::string outcome(Language language) const;
  /// Told in a minute: what matters line by line, the rest counted; or every event.
  std::vector<Chapter> chronicle(Detail detail, Language language) const;
  /// Where the course bends most, at most four months.
  std::vector<TurningPoint> turning_points(Language language) const;
  /// Where the course leaves the middle half of the runs of its arm, as a sentence.
  std::string band(Language language) const;
  /// By organisation, or by kind of organisation where there are many.
  std::vector<Decisions> decided() const;
  std::string decided_in_words(Language language) const;

 private:
  void read_happenings();
  void infer_happenings();
  void read_decisions();
  void read_course();
  void add_end_of_start_money();
  std::string goals_halfway(int from, int to, Language language) const;
  /// What happened in the months around one.
  std::vector<std::string> around(int month, Language language) const;
  /// By month, of every run of the arm.
  std::vector<std::vector<double>> courses_of_arm() const;

  const Batch* batch_;
  std::size_t run_;
  std::vector<std::string> organisations_, kinds_, goal_sets_;
  std::vector<int> periods_;
  bool has_events_ = false, has_decisions_ = false;
  std::vector<Happening> happenings_;
  std::vector<BoardDecision> decisions_;
  Course course_;
  std::vector<std::pair<int, int>> halfway_;  ///< month and goal
};

/// Where two runs of the same luck part.
struct Parting {
  std::optional<int> first;         ///< first month in which anything differs
  std::vector<std::string> series;  ///< that differ in that month
  std::optional<int> first_decisions;
  /// Boards of that month that decide differently, of the one run and the other.
  std::vector<std::pair<BoardDecision, BoardDecision>> decisions;
  std::optional<int> first_events;
  std::vector<Happening> only_first, only_second;  ///< events of that month in one run alone
  std::optional<int> visible;  ///< first month with a tenth of the largest distance
  double largest = 0.0;        ///< distance of the courses, first less second
  int largest_month = 0;
};

/// Throws ResultsError where two files were made with different seeds or calendars.
void require_shared_luck(const Batch& first, const Batch& second);

/// Throws ResultsError where the two do not share their luck or their calendar.
Parting parting_of(const Story& first, const Story& second);

/// Settings of the scenarios that differ between two files: name, value in the first, in the
/// second.
struct SettingDifference {
  std::string name, first, second;
};
std::vector<SettingDifference> setting_differences(const Batch& first, const Batch& second);

/// The run in the middle of a treatment by the measure of the answer; of an even number the lower.
/// Throws ResultsError where all of them failed.
std::size_t middle_run(const Batch& batch, const Treatment& treatment);

/// The run of a treatment that has the luck of this number; none where it is not there or failed.
std::optional<std::size_t> run_of_pair(const Batch& batch, const Treatment& treatment,
                                       std::int64_t pair);

/// An event as a sentence without its month.
std::string sentence_of(const Story& story, const Happening& happening, Language language);

/// The story of a run, a paragraph after the other.
std::vector<std::string> story_paragraphs(const Story& story, Language language);
/// When two runs part and why.
std::vector<std::string> parting_paragraphs(const Story& first, const Story& second,
                                            Language language);

}  // namespace samen
