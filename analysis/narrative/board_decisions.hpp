// The decisions of the boards in a run.
#pragma once

#include <string>
#include <vector>

#include "analysis/narrative/phrasebook.hpp"
#include "analysis/narrative/run_narrative.hpp"

namespace samen::analysis {

/// Counts of the decisions in a run.
struct Decisions {
  std::size_t boards = 0;
  std::size_t keep = 0, alone = 0, together = 0;  ///< how often each option had the largest share
  std::size_t alone_closed = 0, together_closed = 0;  ///< how often each option was not open
  Frequencies held;                                   ///< the limits of pledges, and how often each
                                                      ///< applied
  int first_held = -1, last_held = -1;                ///< months of the first and last limit
};
Decisions sum_of(const std::vector<RunDecision>& decisions);

/// The decisions of one organisation's boards or, if there are many organisations, of the boards of
/// all organisations of a kind.
struct DecisionsOf {
  std::string who;
  std::size_t organisations = 0;
  Decisions decisions;
};
std::vector<DecisionsOf> decisions_by_organisation(const RunNarrative& narrative);

/// Describes the decisions of all boards of a run in one paragraph.
std::string decisions_in_words(const RunNarrative& narrative, Language language);

}  // namespace samen::analysis
