// What the boards of a run decided.
#pragma once

#include <string>
#include <vector>

#include "analysis/narrative/phrasebook.hpp"
#include "analysis/narrative/run_narrative.hpp"

namespace samen::analysis {

/// What boards decided in a run.
struct Decisions {
  std::size_t boards = 0;
  std::size_t keep = 0, alone = 0, together = 0;  ///< how often this option had the largest share
  std::size_t alone_closed = 0, together_closed = 0;  ///< how often this option was not open
  Frequencies held;                                   ///< what limited pledges, and how often
  int first_held = -1, last_held = -1;                ///< months
};
Decisions sum_of(const std::vector<BoardDecision>& decisions);

/// What the boards of one organisation decided or, if there are many organisations, the boards of
/// all organisations of a kind.
struct DecisionsOf {
  std::string who;
  std::size_t organisations = 0;
  Decisions decisions;
};
std::vector<DecisionsOf> decisions_by_organisation(const RunNarrative& narrative);

/// Describes in a paragraph what all boards of a run decided.
std::string decisions_in_words(const RunNarrative& narrative, Language language);

}  // namespace samen::analysis
