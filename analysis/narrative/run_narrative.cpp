#include "analysis/narrative/run_narrative.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "analysis/results/settings.hpp"
#include "io/results_format.hpp"
#include "io/stored_rows.hpp"

namespace samen::analysis {

namespace {

/// The columns of events or decisions of one run.
class Columns {
 public:
  Columns(const ResultsFile& file, const std::string& axis, std::size_t run)
      : file_(file), prefix_(axis + "_"), entries_(file.entries_of(axis, run)) {
    require_intact_entries(file, axis, run);
  }
  std::size_t count() const { return entries_.count; }
  std::vector<double> numbers(const std::string& name) const {
    return file_.rows(prefix_ + name, entries_.first, entries_.count);
  }
  std::vector<int> integers(const std::string& name) const {
    const auto values = numbers(name);
    return {values.begin(), values.end()};
  }
  std::vector<std::string> words(const std::string& name) const {
    const auto meanings = file_.flag_meanings(prefix_ + name);
    std::vector<std::string> words;
    for (const int value : integers(name))
      words.push_back(meanings.at(static_cast<std::size_t>(value)));
    return words;
  }

 private:
  const ResultsFile& file_;
  std::string prefix_;
  ResultsFile::Entries entries_;
};

}  // namespace

RunNarrative::RunNarrative(const Batch& batch, std::size_t run)
    : batch_(&batch),
      run_(run),
      organisations_(batch.organisations()),
      kinds_(batch.organisation_kinds()),
      goal_sets_(batch.goal_sets()),
      has_events_(setting(batch, "run.record").find("'events'") != std::string::npos) {
  if (run >= batch.runs())
    throw ResultsError(batch.file().path() + ": expected a run from 0 to " +
                       std::to_string(batch.runs() - 1) + ", got " + std::to_string(run));
  if (!batch.ran(run))
    throw ResultsError(batch.file().path() + ": run " + std::to_string(run) +
                       " failed and has no story: " + batch.file().texts(results::message)[run]);
  for (const std::size_t period : batch.periods()) periods_.push_back(static_cast<int>(period));
  if (has_events_)
    read_events();
  else
    infer_events();
  add_end_of_start_money();
  if (has_decisions()) read_decisions();
  read_progress_series();
}

void RunNarrative::read_events() {
  const Columns columns(batch_->file(), "event", run_);
  const auto months = columns.integers("month");
  const auto kinds = columns.words("kind");
  const auto reasons = columns.words("reason");
  const auto tables = columns.integers("table");
  const auto owners = columns.integers("organisation");
  const auto values = columns.numbers("value");
  for (std::size_t n = 0; n < columns.count(); ++n)
    events_.push_back({months[n], kinds[n], reasons[n], tables[n], owners[n], values[n]});
}

/// Derives events from the table of runs if events were not recorded.
void RunNarrative::infer_events() {
  const ResultsFile& file = batch_->file();
  const auto note = [&](double month, const char* kind, const std::string& reason, int table,
                        double value) {
    constexpr int nobody = -1;
    if (month >= 0.0)
      events_.push_back({static_cast<int>(month), kind, reason, table, nobody, value});
  };
  const auto reached = file.row(results::goal_reached_month, run_);
  for (std::size_t k = 0; k < reached.size(); ++k)
    note(reached[k], "goal_reached", "none", -1, static_cast<double>(k + 1));
  const auto operating = file.row(results::table_operating_month, run_);
  const auto ended = file.row(results::table_ended_month, run_);
  const auto causes = file.row(results::table_ended_by, run_);
  const auto words = file.flag_meanings(results::table_ended_by);
  for (std::size_t m = 0; m < operating.size(); ++m) {
    const int table = static_cast<int>(m);
    note(operating[m], "operating", "none", table, std::nan(""));
    note(ended[m], "table_ends", words.at(static_cast<std::size_t>(causes[m])), table,
         std::nan(""));
  }
  std::sort(events_.begin(), events_.end(), [](const RunEvent& a, const RunEvent& b) {
    return std::tie(a.month, a.kind, a.table, a.value) <
           std::tie(b.month, b.kind, b.table, b.value);
  });
}

/// Adds the end of the start money, which follows from the settings, unless tables or design points
/// have their own settings.
void RunNarrative::add_end_of_start_money() {
  const double money = std::atof(setting(*batch_, "levers.seed_money").c_str());
  const int end = std::atoi(setting(*batch_, "levers.seed_months").c_str());
  const int months = static_cast<int>(batch_->months().size());
  if (!batch_->meets(treatment().arm) || money <= 0.0 || end <= 0 || end >= months) return;
  const std::string kind = setting(*batch_, "levers.puller_kind");
  for (const char* unpaid : {"none", "volunteer"})
    if (kind.find(unpaid) != std::string::npos) return;
  const auto after = std::find_if(events_.begin(), events_.end(),
                                  [&](const RunEvent& event) { return event.month >= end; });
  events_.insert(after, {end, "start_money_ends", "none", -1, -1, 0.0});
}

void RunNarrative::read_decisions() {
  const Columns columns(batch_->file(), "decision", run_);
  const auto months = columns.integers("month");
  const auto owners = columns.integers("organisation");
  const auto keep = columns.numbers("share_keep");
  const auto alone = columns.numbers("share_alone");
  const auto together = columns.numbers("share_together");
  const auto alone_open = columns.integers("alone_open");
  const auto together_open = columns.integers("together_open");
  const auto blocks = columns.words("block");
  for (std::size_t n = 0; n < columns.count(); ++n) {
    const bool next_seat = !decisions_.empty() && decisions_.back().month == months[n] &&
                           decisions_.back().organisation == owners[n];
    if (!next_seat)
      decisions_.push_back({months[n], owners[n], keep[n], alone[n], 0.0, false, false, {}});
    RunDecision& decision = decisions_.back();
    decision.together += together[n];
    decision.alone_open = decision.alone_open || alone_open[n] != 0;
    decision.together_open = decision.together_open || together_open[n] != 0;
    if (blocks[n] != "none") decision.blocks.push_back(blocks[n]);
  }
}

void RunNarrative::read_progress_series() {
  const ResultsFile& file = batch_->file();
  if (!file.has("progress") && !file.has("society_avoided"))
    throw ResultsError(
        file.path() +
        ": holds neither 'progress' nor 'society_avoided', from which a run is told: "
        "run it with --set 'run.record=[\"summary\", \"events\"]'");
  if (!file.has("progress")) {
    progress_series_ = {"society_avoided", 1, 0.0, file.row("society_avoided", run_)};
    progress_series_.full =
        *std::max_element(progress_series_.values.begin(), progress_series_.values.end());
    return;
  }
  progress_series_ = {"progress", 2, 1.0, {}};
  const auto progress = file.row("progress", run_);
  const auto goals = static_cast<std::ptrdiff_t>(batch_->goals().size());
  for (auto at = progress.begin(); at != progress.end(); at += goals)
    progress_series_.values.push_back(std::accumulate(at, at + goals, 0.0) /
                                      static_cast<double>(goals));
}

std::string RunNarrative::goal(int k) const {
  const auto& goals = batch_->goals();
  const std::string& name = at(goals, k);
  const bool unique = std::count(goals.begin(), goals.end(), name) == 1;
  return unique ? name : name + " (" + goal_set(k) + ")";
}

std::size_t middle_run(const Batch& batch, const Treatment& treatment) {
  auto runs = batch.runs_of(treatment);
  if (runs.empty())
    throw ResultsError(batch.file().path() + ": all runs of " + batch.arm_name(treatment.arm) +
                       " failed");
  const auto& values = batch.column(batch.answer_measure().name);
  const auto rank = [&](std::size_t run) {
    const bool lacks = std::isnan(values[run]);
    return std::tuple(lacks, lacks ? 0.0 : values[run], run);
  };
  std::sort(runs.begin(), runs.end(),
            [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
  return runs[(runs.size() - 1) / 2];
}

std::optional<std::size_t> run_of_pair(const Batch& batch, const Treatment& treatment,
                                       std::int64_t pair) {
  for (const std::size_t run : batch.runs_of(treatment))
    if (batch.pair_of(run) == pair) return run;
  return std::nullopt;
}

}  // namespace samen::analysis
