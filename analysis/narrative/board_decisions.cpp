#include "analysis/narrative/board_decisions.hpp"

#include <algorithm>

namespace samen::analysis {

Decisions sum_of(const std::vector<BoardDecision>& decisions) {
  Decisions sum;
  std::vector<std::string> blocks;
  for (const BoardDecision& decision : decisions) {
    ++sum.boards;
    const bool together = decision.together > std::max(decision.keep, decision.alone);
    const bool alone = !together && decision.alone > decision.keep;
    ++(together ? sum.together : alone ? sum.alone : sum.keep);
    sum.alone_closed += decision.alone_open ? 0 : 1;
    sum.together_closed += decision.together_open ? 0 : 1;
    if (decision.blocks.empty()) continue;
    if (sum.first_held < 0) sum.first_held = decision.month;
    sum.last_held = decision.month;
    blocks.insert(blocks.end(), decision.blocks.begin(), decision.blocks.end());
  }
  sum.held = by_frequency(blocks);
  return sum;
}

std::vector<DecisionsOf> decisions_by_organisation(const RunNarrative& narrative) {
  constexpr std::size_t most_organisations = 12;  // told one by one
  const auto& names = narrative.organisations().size() > most_organisations
                          ? narrative.organisation_kinds()
                          : narrative.organisations();
  std::vector<DecisionsOf> all;
  for (const std::string& who : names) {
    const auto known = std::find_if(all.begin(), all.end(),
                                    [&](const DecisionsOf& each) { return each.who == who; });
    if (known == all.end())
      all.push_back({who, 1, {}});
    else
      ++known->organisations;
  }
  for (DecisionsOf& each : all) {
    std::vector<BoardDecision> own;
    for (const BoardDecision& decision : narrative.decisions())
      if (names[static_cast<std::size_t>(decision.organisation)] == each.who)
        own.push_back(decision);
    each.decisions = sum_of(own);
  }
  return all;
}

std::string decisions_in_words(const RunNarrative& narrative, Language language) {
  const Phrasebook say(narrative, language);
  if (!narrative.has_decisions())
    return say("What each board decided was not recorded; to have it: ",
               "Wat elk bestuur besliste is niet bewaard; zo wel: ") +
           "samen run … --set 'run.record=[\"tables\",\"events\",\"decisions\"]'";
  const Decisions sum = sum_of(narrative.decisions());
  std::string text =
      say("Boards decided %1%. The largest part of the open budget: %2% kept",
          "Besturen beslisten %1%. Het grootste deel van het open budget: %2% gehouden",
          say.times(sum.boards), say.times(sum.keep));
  if (sum.alone_closed < sum.boards)
    text += say(", %1% put into working alone", ", %1% in alleen werken gestoken",
                say.times(sum.alone));
  if (sum.together_closed < sum.boards)
    text +=
        say(", %1% offered to a table", ", %1% aan een tafel aangeboden", say.times(sum.together));
  text += ".";
  if (sum.alone_closed == sum.boards)
    text += say(" Working alone was never open.", " Alleen werken kon nooit.");
  if (sum.together_closed == sum.boards)
    text += say(" Working at a table was never open.", " Aan een tafel werken kon nooit.");
  else if (sum.together_closed > 0)
    text +=
        say(" Working at a table was not open %1%: there was no table at work, or no seat at one.",
            " Aan een tafel werken kon %1% niet: er was geen tafel aan het werk, of geen plaats "
            "aan een tafel.",
            say.times(sum.together_closed));
  std::size_t held = 0;
  for (const auto& [reason, n] : sum.held) held += n;
  if (held > 0)
    text += say(" A pledge to a table was held back %1%: %2%.",
                " Een toezegging aan een tafel werd tegengehouden, %1%: %2%.", say.times(held),
                say.how_often(sum.held, &Phrasebook::reason));
  return text;
}

}  // namespace samen::analysis
