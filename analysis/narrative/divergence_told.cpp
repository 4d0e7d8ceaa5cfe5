#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/narrative/divergence.hpp"
#include "analysis/narrative/phrasebook.hpp"
#include "analysis/output/numbers.hpp"
#include "analysis/results/settings.hpp"

namespace samen::analysis {

namespace {

/// A monthly series in words.
std::string series_in(Language language, const std::string& name) {
  static const std::map<std::string, std::string, std::less<>> dutch{
      {"society_burden", "last van de samenleving"},
      {"society_avoided", "weggenomen last"},
      {"society_revenue", "extra inkomsten"},
      {"society_invested", "wat wordt ingezet"},
      {"society_net", "netto opbrengst"},
      {"progress", "voortgang"},
      {"alive", "bestaande tafels"},
      {"members_at_table", "leden aan tafel"},
      {"method", "methode"},
      {"integration", "integratie"},
      {"beacons", "bakens"},
      {"puller", "trekker"},
      {"mean_alignment", "overeenstemming"},
      {"mean_anchoring", "verankering thuis"},
      {"pledged", "toegezegd"},
      {"delivered", "geleverd"},
      {"matched", "bijgelegd geld"},
      {"overhead", "coördinatie"},
      {"wage", "loon van de trekker"},
      {"mission", "missie"},
      {"open_budget", "open budget"},
      {"white_space", "witruimte"},
      {"effort_alone", "inzet alleen"},
      {"effort_together", "inzet samen"},
      {"pledge_at_tables", "toegezegd aan zijn tafels"},
      {"effort_at_tables", "inzet aan zijn tafels"},
      {"paid_in_money", "betaald in geld"},
      {"paid_in_staff", "betaald in personeel"},
      {"paid_in_volunteers", "betaald in vrijwilligers"},
      {"paid_in_kind", "betaald in natura"},
      {"avoided_by_organisation", "eigen last vermeden"},
      {"revenue_of_organisation", "eigen extra inkomsten"},
      {"net_of_organisation", "eigen nettowaarde"},
      {"ownership", "eigenaarschap"},
      {"motivation", "motivatie"},
      {"alignment", "overeenstemming per lid"},
      {"anchoring", "verankering per lid"},
      {"satisfaction", "tevredenheid"},
      {"pledge", "toezegging"},
      {"effort", "inzet per lid"},
      {"value_together", "waarde van samen"},
      {"seated", "bezette plaatsen"},
      {"commitment", "betrokkenheid"},
      {"trust", "vertrouwen per paar"},
      {"knowledge", "kennis per paar"},
  };
  const auto found = dutch.find(name);
  return language == Language::dutch && found != dutch.end() ? found->second
                                                             : measure_in(language, name);
}

/// What the boards of an arm may do.
std::string options_in(const Phrasebook& say, const std::string& arm) {
  if (arm == "nothing") return say("can only keep their money", "kunnen alleen hun geld houden");
  if (arm == "alone")
    return say("keep their money or work alone, and nobody meets at a table",
               "houden hun geld of werken alleen, en niemand komt aan een tafel bijeen");
  if (arm == "together")
    return say("keep their money or, once a table is at work, pledge it there",
               "houden hun geld of zeggen het toe aan een tafel, zodra die aan het werk is");
  return say(
      "keep their money, work alone or, once a table is at work, pledge it there",
      "houden hun geld, werken alleen of zeggen het toe aan een tafel, zodra die aan het werk is");
}

std::string with_semicolons(const std::vector<std::string>& parts) {
  std::string all;
  for (const std::string& part : parts) all += (all.empty() ? "" : "; ") + part;
  return all;
}

/// What the two runs do not share: arm, design point, settings; "" where there is nothing.
std::string cause_of(const RunNarrative& first, const RunNarrative& second, const Phrasebook& say) {
  constexpr std::size_t most_settings = 6;
  std::vector<std::string> causes;
  const auto against = [&](const std::string& one, const std::string& other) {
    return say("%1% against %2%", "%1% tegenover %2%", one, other);
  };
  if (first.arm() != second.arm())
    causes.push_back(say("under “%1%” boards %2%; under “%3%” they %4%",
                         "bij “%1%” geldt: besturen %2%; bij “%3%”: ze %4%",
                         arm_in(say.language(), first.arm()), options_in(say, first.arm()),
                         arm_in(say.language(), second.arm()), options_in(say, second.arm())));
  const std::string one = first.batch().point_label(first.treatment().point);
  const std::string other = second.batch().point_label(second.treatment().point);
  if (one != other) causes.push_back(against(one, other));
  const auto differences = setting_differences(first.batch(), second.batch());
  for (std::size_t n = 0; n < std::min(differences.size(), most_settings); ++n) {
    const auto shown = [&](const std::string& value) {
      return value.empty() ? say("nothing", "niets") : value;
    };
    const auto& [what, here, there] = differences[n];
    causes.push_back(what + " = " + against(shown(here), shown(there)));
  }
  if (differences.size() > most_settings)
    causes.push_back(say("and %1% settings more", "en nog %1% instellingen",
                         differences.size() - most_settings));
  return with_semicolons(causes);
}

std::string first_series_of(const Divergence& divergence, const Phrasebook& say) {
  std::vector<std::string> series;
  for (const std::string& name : divergence.series)
    series.push_back(series_in(say.language(), name));
  const std::string month = say.narrative().month(*divergence.first);
  if (series.empty()) return say("They part in %1%.", "Ze gaan uiteen in %1%.", month);
  return say("They part in %1%, first in %2%.", "Ze gaan uiteen in %1%, het eerst in %2%.", month,
             say.some(series, "%1% more series", "%1% andere reeksen"));
}

/// "keeps 61 % of its open budget, works alone with 39 %"
std::string shares_of(const BoardDecision& decision, const Phrasebook& say) {
  std::string text = say("keeps %1% of its open budget", "houdt %1% van haar open budget",
                         say.percent(decision.keep));
  if (decision.alone_open)
    text += say(", works alone with %1%", ", werkt alleen met %1%", say.percent(decision.alone));
  if (decision.together_open)
    text += say(", offers a table %1%", ", biedt een tafel %1%", say.percent(decision.together));
  if (!decision.blocks.empty())
    text +=
        say(", held back by %1%", ", tegengehouden door %1%", say.block(decision.blocks.front()));
  return text;
}

std::string first_decisions_of(const Divergence& divergence, const Phrasebook& say) {
  const auto& [one, other] = *std::max_element(
      divergence.decisions.begin(), divergence.decisions.end(), [](const auto& a, const auto& b) {
        return std::fabs(a.first.keep - a.second.keep) < std::fabs(b.first.keep - b.second.keep);
      });
  return say(
      " The first boards to decide otherwise are those of %1%: %2%. For example %3%: %4%; in the "
      "other run it %5%.",
      " De eerste besturen die anders beslissen zijn die van %1%: %2%. Bijvoorbeeld %3%: %4%; in "
      "de andere run: %5%.",
      say.narrative().month(*divergence.first_decisions),
      say.counted(divergence.decisions.size(), "organisation", "organisations", "organisatie",
                  "organisaties"),
      say.narrative().organisation(one.organisation), shares_of(one, say), shares_of(other, say));
}

/// What happened in one of the runs alone; "" where nothing did.
std::string only_in(const RunNarrative& narrative, const RunEvents& events, const std::string& name,
                    Language language) {
  if (events.empty()) return "";
  const Phrasebook say(narrative, language);
  std::vector<std::string> sentences;
  for (std::size_t n = 0; n < std::min(events.size(), most_named); ++n)
    sentences.push_back(say.sentence(events[n]));
  if (events.size() > most_named)
    sentences.push_back(
        say("and %1% events more", "en nog %1% gebeurtenissen", events.size() - most_named));
  return say(" Only in %1%: %2%.", " Alleen in %1%: %2%.", name, with_semicolons(sentences));
}

std::string first_events_of(const Divergence& divergence, const RunNarrative& first,
                            const RunNarrative& second, const Phrasebook& say) {
  const bool one_file = &first.batch() == &second.batch();
  const auto name = [&](const RunNarrative& narrative) {
    return one_file ? "run " + std::to_string(narrative.run()) : narrative.batch().file().path();
  };
  return say(" The first month with different events is %1%.",
             " De eerste maand met andere gebeurtenissen is %1%.",
             first.month(*divergence.first_events)) +
         only_in(first, divergence.only_first, name(first), say.language()) +
         only_in(second, divergence.only_second, name(second), say.language());
}

std::string distance_of(const Divergence& divergence, const RunNarrative& first,
                        const RunNarrative& second, const Phrasebook& say) {
  const ProgressSeries& progress_series = first.progress_series();
  const std::string label = say(progress_series.label, progress_series.label_dutch);
  const Measure& measure = first.batch().answer_measure();
  const Display display = display_of(measure, money_of(first.batch()));
  const auto shown = [&](const RunNarrative& narrative) {
    const double value = narrative.batch().column(measure.name)[narrative.run()];
    return say.number(value * display.factor, display.digits);
  };
  std::string paths;
  if (divergence.visible)
    paths = say(
        "From %1% the paths separate visibly: the distance in %2% passes a tenth of its largest, "
        "%3% (%4%). ",
        "Vanaf %1% lopen de wegen zichtbaar uiteen: het verschil in %2% komt boven een tiende van "
        "het grootste, %3% (%4%). ",
        first.month(*divergence.visible), label,
        say.number(std::fabs(divergence.largest), progress_series.digits),
        first.month(divergence.largest_month));
  else if (progress_series.series == second.progress_series().series)
    paths = say("In %1% they stay together to the end. ", "In %1% blijven ze tot het einde samen. ",
                label);
  return paths + say("In the end they have %1% against %2%%3% of %4%.",
                     "Aan het eind hebben ze %1% tegenover %2%%3% %4%.", shown(first),
                     shown(second), display.unit.empty() ? "" : " " + display.unit,
                     measure_in(say.language(), measure.name));
}

}  // namespace

std::vector<std::string> divergence_paragraphs(const RunNarrative& first,
                                               const RunNarrative& second, Language language) {
  const Phrasebook say(first, language);
  const Divergence divergence = divergence_of(first, second);
  const std::string cause = cause_of(first, second, say);
  const auto name = [&](const RunNarrative& narrative) {
    if (&first.batch() == &second.batch()) return name_of(narrative, language);
    return say("%1% of %2%", "%1% van %2%", name_of(narrative, language),
               narrative.batch().file().path());
  };
  const std::string shared =
      say("%1% and %2% share their luck. %3%", "%1% en %2% delen hun toeval. %3%",
          capitalised(name(first)), name(second),
          cause.empty() ? say("Nothing else differs either.", "Ook verder verschilt er niets.")
                        : say("What differs: %1%.", "Wat verschilt: %1%.", cause));
  if (!divergence.first)
    return {shared, say("They never part: all that was recorded is the same.",
                        "Ze gaan nergens uiteen: alles wat bewaard is, is gelijk.")};
  std::string parts = first_series_of(divergence, say);
  if (divergence.first_decisions) parts += first_decisions_of(divergence, say);
  if (divergence.first_events) parts += first_events_of(divergence, first, second, say);
  return {shared, parts, distance_of(divergence, first, second, say)};
}

}  // namespace samen::analysis
