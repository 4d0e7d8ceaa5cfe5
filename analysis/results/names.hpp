// What files name – arms, measures, reasons – and what scenarios state – titles, questions, goals,
// organisations – in the language of whoever reads.
#pragma once

#include <string>

#include "words/language.hpp"

namespace samen::analysis {

/// An arm as a word within a sentence; as the file names it where the language has no word for it.
std::string arm_in(Language language, const std::string& arm);

/// A measure or monthly series as words, of the language or of the file.
std::string measure_in(Language language, const std::string& name);

/// What held somebody back, ended a table or made a member leave, in a few words.
std::string reason_in(Language language, const std::string& reason);

/// A text of a scenario in the language, or as it is where that has none. Line breaks count as
/// blanks; the number at the end of a name that stands for several ("association 2") stays.
std::string name_in(Language language, const std::string& text);

/// Whether the language has the text.
bool has_name(Language language, const std::string& text);

}  // namespace samen::analysis
