#include <algorithm>
#include <cmath>

#include "analysis/narrative/board_decisions.hpp"
#include "analysis/narrative/phrasebook.hpp"
#include "analysis/narrative/run_narrative.hpp"
#include "analysis/narrative/timeline.hpp"
#include "analysis/narrative/turning_points.hpp"
#include "analysis/statistics/statistics.hpp"
#include "io/results_format.hpp"

namespace samen::analysis {

std::string name_of(const RunNarrative& narrative, Language language) {
  const Batch& batch = narrative.batch();
  const std::string point = batch.point_label(narrative.treatment().point);
  return Phrasebook(narrative, language)(
      "run %1% (%2%, replicate %3%%4%)", "run %1% (%2%, herhaling %3%%4%)", narrative.run(),
      arm_in(language, narrative.arm()), batch.replicate_of(narrative.run()),
      point.empty() ? "" : ", " + point);
}

std::string outcome_of(const RunNarrative& narrative, Language language) {
  const Phrasebook say(narrative, language);
  const Batch& batch = narrative.batch();
  const std::string arm = arm_in(language, narrative.arm());
  const Measure& measure = batch.answer_measure();
  const Display display = display_of(measure, money_of(batch));
  const auto shown = [&](double value) {
    return say.number(value * display.factor, display.digits);
  };
  const auto number = [&](const char* name) { return batch.column(name)[narrative.run()]; };
  const double value = batch.column(measure.name)[narrative.run()];
  const auto all = batch.values(measure.name, narrative.treatment());
  const auto above = std::count_if(all.begin(), all.end(), [&](double v) { return v > value; });
  const bool level = std::all_of(all.begin(), all.end(), [&](double v) { return v == value; });
  std::string text =
      say("It ends with %1%%2% of %3%", "Ze eindigt met %1%%2% %3%", shown(value),
          display.unit.empty() ? "" : " " + display.unit, measure_in(language, measure.name));
  if (level && all.size() > 1)
    text += say(", as do all %1% runs of %2%", ", net als alle %1% runs van %2%", all.size(), arm);
  else if (all.size() > 1)
    text += say(": number %1% from the top of the %2% runs of %3%",
                ": nummer %1% van boven van de %2% runs van %3%", above + 1, all.size(), arm);
  if (!level && all.size() >= least_for_interval)
    text +=
        say(", half of which lie between %1% and %2%", ", waarvan de helft ligt tussen %1% en %2%",
            shown(quantile(all, 0.25)), shown(quantile(all, 0.75)));
  text += say(". Goals: %1% of %2% reached, progress %3% of 1.",
              ". Doelen: %1% van de %2% bereikt, voortgang %3% van 1.",
              say.number(number("goals_reached"), 0), batch.goals().size(),
              say.number(number("mean_progress"), 2));
  if (const double left = number(results::members); !std::isnan(left))
    return text + say(" Members: %1% of %2% are at the table at the end.",
                      " Leden: %1% van de %2% zitten aan het eind aan tafel.", say.number(left, 0),
                      batch.file().shape("seat_table")[0]);
  return text + say(" Nobody meets at a table in this arm.",
                    " Bij deze keuze komt niemand aan een tafel bijeen.");
}

std::string caution_in(Language language) {
  return std::string(in(
      language,
      "What happened around a turning point coincides with it in time and need not be its cause.",
      "Wat rond een keerpunt gebeurde valt er in de tijd mee samen en hoeft er niet de oorzaak van "
      "te zijn."));
}

namespace {

std::string paragraph_of(const Chapter& chapter, const Phrasebook& say) {
  const RunNarrative& narrative = say.narrative();
  std::string lines;
  for (const TimelineEntry& line : chapter.lines)
    lines += (lines.empty() ? "" : "; ") + narrative.month(line.month()) +
             (line.until() > line.month() ? "–" + narrative.month(line.until()) : "") + ": " +
             say.sentence(line);
  return say("%1% to %2%. %3%.", "%1% tot en met %2%. %3%.", narrative.month(chapter.first),
             narrative.month(chapter.last), lines);
}

std::string sentence_of(const TurningPoint& point, const Phrasebook& say) {
  const ProgressSeries& progress_series = say.narrative().progress_series();
  std::string around;
  for (const std::string& sentence : point.around)
    around += (around.empty() ? say("; around it: ", "; rond die tijd: ") : "; ") + sentence;
  return say(
      "From %1% %2% %3%: %4% in the year before, %5% in the year after%6%. ",
      "Vanaf %1% %3% %2%: %4% in het jaar ervoor, %5% in het jaar erna%6%. ",
      say.narrative().month(point.month), say(progress_series.label, progress_series.label_dutch),
      point.after > point.before ? say("speeds up", "versnelt") : say("slows down", "vertraagt"),
      say.number(point.before, progress_series.digits),
      say.number(point.after, progress_series.digits), around);
}

/// Where the run turned and where it leaves the others; "" where there is nothing to say.
std::string turns_of(const Phrasebook& say) {
  std::string text;
  bool any_around = false;
  for (const TurningPoint& point : turning_points_of(say.narrative(), say.language())) {
    text += sentence_of(point, say);
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
    paragraphs.push_back(say("Events were not recorded; to have them: ",
                             "Gebeurtenissen zijn niet bewaard; zo wel: ") +
                         "samen run … --set 'run.record=[\"tables\",\"events\"]'");
  paragraphs.push_back(decisions_in_words(narrative, language));
  if (const std::string turns = turns_of(say); !turns.empty()) paragraphs.push_back(turns);
  return paragraphs;
}

}  // namespace samen::analysis
