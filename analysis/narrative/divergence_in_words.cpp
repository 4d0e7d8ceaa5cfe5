#include <algorithm>
#include <cmath>

#include "analysis/narrative/divergence.hpp"
#include "analysis/narrative/phrasebook.hpp"
#include "analysis/output/numbers.hpp"
#include "analysis/results/settings.hpp"

namespace samen::analysis {

namespace {

std::string with_semicolons(const std::vector<std::string>& parts) {
  std::string all;
  for (const std::string& part : parts) all += (all.empty() ? "" : "; ") + part;
  return all;
}

/// The options of the boards in an arm.
std::string options_of(const std::string& arm, const Phrasebook& say) {
  const std::string* options = say.language().find("divergence.may." + arm);
  return options ? *options : say("divergence.may.together");
}

/// How the two runs differ: arm, design point, settings; "" if they do not.
std::string cause_of(const RunNarrative& first, const RunNarrative& second, const Phrasebook& say) {
  constexpr std::size_t most_settings = 6;
  std::vector<std::string> causes;
  const auto against = [&](const std::string& one, const std::string& other) {
    return say("divergence.against", {{"first", one}, {"second", other}});
  };
  if (first.arm() != second.arm())
    causes.push_back(say("divergence.arms", {{"first", arm_in(say.language(), first.arm())},
                                             {"first_may", options_of(first.arm(), say)},
                                             {"second", arm_in(say.language(), second.arm())},
                                             {"second_may", options_of(second.arm(), say)}}));
  const std::string one = first.batch().point_label(first.treatment().point);
  const std::string other = second.batch().point_label(second.treatment().point);
  if (one != other) causes.push_back(against(one, other));
  const auto differences = setting_differences(first.batch(), second.batch());
  for (std::size_t n = 0; n < std::min(differences.size(), most_settings); ++n) {
    const auto shown = [&](const std::string& value) {
      return value.empty() ? say("divergence.nothing") : value;
    };
    const auto& [what, here, there] = differences[n];
    causes.push_back(what + " = " + against(shown(here), shown(there)));
  }
  if (differences.size() > most_settings)
    causes.push_back(say("divergence.more_settings", {{"n", differences.size() - most_settings}}));
  return with_semicolons(causes);
}

std::string first_series_of(const Divergence& divergence, const Phrasebook& say) {
  std::vector<std::string> series;
  for (const std::string& name : divergence.series)
    series.push_back(measure_in(say.language(), name));
  return say(series.empty() ? "divergence.month" : "divergence.series",
             {{"month", say.narrative().month(*divergence.first)},
              {"series", say.some(series, "divergence.more_series")}});
}

/// "keeps 61 % of its open budget, works alone with 39 %"
std::string shares_of(const RunDecision& decision, const Phrasebook& say) {
  const auto part = [&](std::string_view key, double share) {
    return say(key, {{"share", say.percent(share)}});
  };
  std::string text = part("divergence.keeps", decision.keep);
  if (decision.alone_open) text += ", " + part("divergence.works_alone", decision.alone);
  if (decision.together_open) text += ", " + part("divergence.offers", decision.together);
  if (!decision.blocks.empty())
    text += ", " + say("divergence.held", {{"reason", say.reason(decision.blocks.front())}});
  return text;
}

std::string first_decisions_of(const Divergence& divergence, const Phrasebook& say) {
  const auto& [one, other] = *std::max_element(
      divergence.decisions.begin(), divergence.decisions.end(), [](const auto& a, const auto& b) {
        return std::fabs(a.first.keep - a.second.keep) < std::fabs(b.first.keep - b.second.keep);
      });
  return say.counted("divergence.decisions", divergence.decisions.size(),
                     {{"month", say.narrative().month(*divergence.first_decisions)},
                      {"who", say.narrative().organisation(one.organisation)},
                      {"first", shares_of(one, say)},
                      {"second", shares_of(other, say)}});
}

/// The events that happened in only one of the runs; "" if there are none.
std::string only_in(const RunNarrative& narrative, const RunEvents& events, const std::string& name,
                    Language language) {
  if (events.empty()) return "";
  const Phrasebook say(narrative, language);
  std::vector<std::string> sentences;
  for (std::size_t n = 0; n < std::min(events.size(), most_named); ++n)
    sentences.push_back(say.sentence(events[n]));
  if (events.size() > most_named)
    sentences.push_back(say("divergence.more_events", {{"n", events.size() - most_named}}));
  return " " + say("divergence.only_in", {{"run", name}, {"events", with_semicolons(sentences)}});
}

std::string first_events_of(const Divergence& divergence, const RunNarrative& first,
                            const RunNarrative& second, const Phrasebook& say) {
  const bool one_file = &first.batch() == &second.batch();
  const auto name = [&](const RunNarrative& narrative) {
    return one_file ? "run " + std::to_string(narrative.run()) : narrative.batch().file().path();
  };
  return say("divergence.events", {{"month", first.month(*divergence.first_events)}}) +
         only_in(first, divergence.only_first, name(first), say.language()) +
         only_in(second, divergence.only_second, name(second), say.language());
}

std::string distance_of(const Divergence& divergence, const RunNarrative& first,
                        const RunNarrative& second, const Phrasebook& say) {
  const ProgressSeries& series = first.progress_series();
  const Filling label{"series", name_of(series, say.language())};
  const Measure& measure = first.batch().answer_measure();
  const Display display = display_of(measure, money_unit_of(first.batch()));
  const auto value = [&](const RunNarrative& narrative) {
    return narrative.batch().column(measure.name)[narrative.run()] * display.factor;
  };
  std::string paths;
  if (divergence.visible)
    paths = say("divergence.visible",
                {{"month", first.month(*divergence.visible)},
                 label,
                 {"largest", say.number(std::fabs(divergence.largest), series.digits)},
                 {"largest_month", first.month(divergence.largest_month)}}) +
            " ";
  else if (series.series == second.progress_series().series)
    paths = say("divergence.together", {label}) + " ";
  return paths + say("divergence.end",
                     {{"first", say.number(value(first), display.digits)},
                      {"second", size_in(say.language(), value(second), measure, display)}});
}

}  // namespace

std::vector<std::string> divergence_paragraphs(const RunNarrative& first,
                                               const RunNarrative& second, Language language) {
  const Phrasebook say(first, language);
  const Divergence divergence = divergence_of(first, second);
  const std::string cause = cause_of(first, second, say);
  const auto name = [&](const RunNarrative& narrative) {
    if (&first.batch() == &second.batch()) return name_of(narrative, language);
    return say("run.name_of_file",
               {{"run", name_of(narrative, language)}, {"file", narrative.batch().file().path()}});
  };
  const std::string shared =
      say("divergence.shared",
          {{"first", capitalised(name(first))},
           {"second", name(second)},
           {"differs", cause.empty() ? say("divergence.alike")
                                     : say("divergence.differs", {{"what", cause}})}});
  if (!divergence.first) return {shared, say("divergence.never")};
  std::string parts = first_series_of(divergence, say);
  if (divergence.first_decisions) parts += " " + first_decisions_of(divergence, say);
  if (divergence.first_events) parts += " " + first_events_of(divergence, first, second, say);
  return {shared, parts, distance_of(divergence, first, second, say)};
}

}  // namespace samen::analysis
