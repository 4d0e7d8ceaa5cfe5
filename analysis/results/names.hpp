// Translates names in files (arms, measures, reasons) and texts of scenarios (titles, questions,
// goals, organisations) into the reader's language.
#pragma once

#include <string>

#include "words/language.hpp"

namespace samen::analysis {

/// An arm as a word within a sentence; its name in the file if the language has no word for it.
std::string arm_in(Language language, const std::string& arm);

/// A measure or monthly series in words, from the language or from the file.
std::string measure_in(Language language, const std::string& name);

/// A lever in words, and a value of it: a word for a choice, or the number unchanged.
std::string lever_in(Language language, const std::string& name);
std::string choice_in(Language language, const std::string& value);

/// What a parameter does, from the language or, in the model's English, from the file.
std::string meaning_in(Language language, const std::string& parameter, const std::string& stated);

/// The reason why a pledge was limited, a table ended or a member left, in a few words.
std::string reason_in(Language language, const std::string& reason);

/// Why a table ended, as a word of a table: in English as files name it.
std::string ending_in(Language language, const std::string& reason);

/// A text of a scenario in the language, or unchanged if the language does not have it. Line breaks
/// count as blanks. A name with a number keeps it ("association 2").
std::string name_in(Language language, const std::string& text);

/// Whether the language has the text.
bool has_name(Language language, const std::string& text);

}  // namespace samen::analysis
