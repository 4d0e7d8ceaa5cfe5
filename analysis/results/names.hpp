// Names and sentences that scenarios state – titles, questions, goals, organisations – in the
// language of whoever reads.
#pragma once

#include <string>

#include "analysis/results/language.hpp"

namespace samen::analysis {

/// A text of a scenario in the language: as sim/words has it, or as it is where that has
/// none. Line breaks count as blanks; the number at the end of a name that stands for
/// several ("association 2") stays.
std::string name_in(Language language, const std::string& text);

/// Whether that file has the text.
bool has_dutch_name(const std::string& text);

}  // namespace samen::analysis
