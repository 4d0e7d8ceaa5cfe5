// Translates, into the reader's language, what files name (arms, measures, reasons) and what
// scenarios state (titles, questions, goals, organisations).
#pragma once

#include <string>

#include "words/language.hpp"

namespace samen::analysis {

/// An arm as a word within a sentence; its name in the file if the language has no word for it.
std::string arm_in(Language language, const std::string& arm);

/// A measure or monthly series in words, from the language or from the file.
std::string measure_in(Language language, const std::string& name);

/// A lever in words, and a value of it: a word for a choice, or the number as it is.
std::string lever_in(Language language, const std::string& name);
std::string choice_in(Language language, const std::string& value);

/// Why somebody held back, a table ended or a member left, in a few words.
std::string reason_in(Language language, const std::string& reason);

/// A text of a scenario in the language, or unchanged if the language does not have it. Line breaks
/// count as blanks. A name of several entries keeps its number ("association 2").
std::string name_in(Language language, const std::string& text);

/// Whether the language has the text.
bool has_name(Language language, const std::string& text);

}  // namespace samen::analysis
