#include <algorithm>
#include <cmath>

#include "analysis/narrative/board_decisions.hpp"
#include "analysis/narrative/phrasebook.hpp"
#include "analysis/narrative/run_narrative.hpp"
#include "analysis/narrative/timeline.hpp"
#include "analysis/narrative/turning_points.hpp"
#include "analysis/results/recording.hpp"
#include "analysis/statistics/statistics.hpp"
#include "io/results_format.hpp"

namespace samen::analysis {

std::string name_of(const RunNarrative& narrative, Language language) {
  const Batch& batch = narrative.batch();
  const std::string point = batch.point_label(narrative.treatment().point);
  return language(point.empty() ? "run.name" : "run.name_at",
                  {{"run", narrative.run()},
                   {"arm", arm_in(language, narrative.arm())},
                   {"replicate", batch.replicate_of(narrative.run())},
                   {"point", point}});
}

std::string name_of(const ProgressSeries& series, Language language) {
  return language("run.series." + series.series);
}

namespace {

/// The measure of the answer, and the rank of its value among the runs of the arm.
std::string end_of(const RunNarrative& narrative, Language language) {
  const Batch& batch = narrative.batch();
  const Measure& measure = batch.answer_measure();
  const Display display = display_of(measure, money_unit_of(batch));
  const double value = batch.column(measure.name)[narrative.run()];
  const auto all = batch.values(measure.name, narrative.treatment());
  const auto above = std::count_if(all.begin(), all.end(), [&](double v) { return v > value; });
  const bool level = std::all_of(all.begin(), all.end(), [&](double v) { return v == value; });
  const auto at = [&](double share) {
    return number_in(language, quantile(all, share) * display.factor, display.digits);
  };
  std::string_view key = "run.ends_alone";
  if (all.size() > 1)
    key = level                              ? "run.ends_level"
          : all.size() >= least_for_interval ? "run.ends_within"
                                             : "run.ends_ranked";
  return language(key, {{"size", size_in(language, value * display.factor, measure, display)},
                        {"rank", above + 1},
                        {"all", all.size()},
                        {"arm", arm_in(language, narrative.arm())},
                        {"low", at(0.25)},
                        {"high", at(0.75)}});
}

}  // namespace

std::string outcome_of(const RunNarrative& narrative, Language language) {
  const Batch& batch = narrative.batch();
  const auto shown = [&](const char* name, int digits) {
    return number_in(language, batch.column(name)[narrative.run()], digits);
  };
  const std::string text = end_of(narrative, language) + " " +
                           language("run.goals", {{"reached", shown("goals_reached", 0)},
                                                  {"all", batch.goals().size()},
                                                  {"progress", shown("mean_progress", 2)}});
  if (std::isnan(batch.column(results::members)[narrative.run()]))
    return text + " " + language("run.no_table");
  return text + " " +
         language("run.members", {{"n", shown(results::members, 0)},
                                  {"all", batch.file().shape("seat_table")[0]}});
}

std::string caution_in(Language language) {
  return language("run.caution");
}

namespace {

std::string paragraph_of(const Chapter& chapter, const Phrasebook& say) {
  const RunNarrative& narrative = say.narrative();
  std::string lines;
  for (const TimelineEntry& line : chapter.lines)
    lines += (lines.empty() ? "" : "; ") + narrative.month(line.month()) +
             (line.until() > line.month() ? "–" + narrative.month(line.until()) : "") + ": " +
             say.sentence(line);
  return say("run.chapter", {{"from", narrative.month(chapter.first)},
                             {"until", narrative.month(chapter.last)},
                             {"told", lines}});
}

std::string sentence_of(const TurningPoint& point, const Phrasebook& say) {
  const ProgressSeries& series = say.narrative().progress_series();
  std::string around;
  for (const std::string& sentence : point.around)
    around += (around.empty() ? "" : "; ") + sentence;
  return say(point.after > point.before ? "run.turns_faster" : "run.turns_slower",
             {{"month", say.narrative().month(point.month)},
              {"series", name_of(series, say.language())},
              {"before", say.number(point.before, series.digits)},
              {"after", say.number(point.after, series.digits)},
              {"around", around.empty() ? "" : say("run.around", {{"what", around}})}});
}

/// The turning points of the run, and where it departs from the other runs; "" if there are none.
std::string turns_of(const Phrasebook& say) {
  std::string text;
  bool any_around = false;
  for (const TurningPoint& point : turning_points_of(say.narrative(), say.language())) {
    text += sentence_of(point, say) + " ";
    any_around = any_around || !point.around.empty();
  }
  if (any_around) text += caution_in(say.language()) + " ";
  text += band_of(say.narrative(), say.language());
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

}  // namespace

std::vector<std::string> narrative_paragraphs(const RunNarrative& narrative, Language language) {
  const Phrasebook say(narrative, language);
  std::vector<std::string> paragraphs{capitalised(name_of(narrative, language)) + ". " +
                                      outcome_of(narrative, language)};
  for (const Chapter& chapter : timeline_of(narrative, Detail::minute))
    if (!chapter.lines.empty()) paragraphs.push_back(paragraph_of(chapter, say));
  if (!narrative.has_events())
    paragraphs.push_back(
        say("run.no_events",
            {{"command",
              "samen run … " + setting_that_records(narrative.batch().file(), {"events"})}}));
  paragraphs.push_back(decisions_in_words(narrative, language));
  if (const std::string turns = turns_of(say); !turns.empty()) paragraphs.push_back(turns);
  return paragraphs;
}

}  // namespace samen::analysis
