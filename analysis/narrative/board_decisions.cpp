#include "analysis/narrative/board_decisions.hpp"
#include "analysis/results/recording.hpp"

#include <algorithm>

namespace samen::analysis {

Decisions sum_of(const std::vector<RunDecision>& decisions) {
  Decisions sum;
  std::vector<std::string> blocks;
  for (const RunDecision& decision : decisions) {
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
  constexpr std::size_t most_organisations = 12;  // more are not described individually
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
    std::vector<RunDecision> own;
    for (const RunDecision& decision : narrative.decisions())
      if (names[static_cast<std::size_t>(decision.organisation)] == each.who)
        own.push_back(decision);
    each.decisions = sum_of(own);
  }
  return all;
}

std::string decisions_in_words(const RunNarrative& narrative, Language language) {
  const Phrasebook say(narrative, language);
  if (!narrative.has_decisions())
    return say("boards.not_recorded",
               {{"command", "samen run … " + setting_that_records(narrative.batch().file(),
                                                                  {"events", "decisions"})}});
  const Decisions sum = sum_of(narrative.decisions());
  const auto times = [&](std::string_view key, std::size_t n) {
    return say(key, {{"times", say.times(n)}});
  };
  std::string parts = times("boards.kept", sum.keep);
  if (sum.alone_closed < sum.boards) parts += ", " + times("boards.alone", sum.alone);
  if (sum.together_closed < sum.boards) parts += ", " + times("boards.together", sum.together);
  std::string text = say("boards.decided", {{"times", say.times(sum.boards)}, {"parts", parts}});
  if (sum.alone_closed == sum.boards) text += " " + say("boards.alone_never");
  if (sum.together_closed == sum.boards)
    text += " " + say("boards.together_never");
  else if (sum.together_closed > 0)
    text += " " + times("boards.together_closed", sum.together_closed);
  std::size_t held = 0;
  for (const auto& [reason, n] : sum.held) held += n;
  if (held > 0)
    text += " " +
            say("boards.held", {{"times", say.times(held)}, {"reasons", say.how_often(sum.held)}});
  return text;
}

}  // namespace samen::analysis
