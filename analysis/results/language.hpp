// The languages a report is written in.
#pragma once

#include <string>
#include <string_view>

namespace samen::analysis {

enum class Language { english, dutch };

/// The one of two texts that is in the language.
inline std::string_view in(Language language, std::string_view english, std::string_view dutch) {
  return language == Language::english ? english : dutch;
}

/// An arm as a word within a sentence: the names of the file in English, their translation in
/// Dutch where there is one.
std::string arm_in(Language language, const std::string& arm);

/// A measure or monthly series as words: those of the file in English, their translation in Dutch
/// where there is one.
std::string measure_in(Language language, const std::string& name);

/// A cause of ending or a reason in words.
std::string reason_in(Language language, const std::string& reason);

std::string capitalised(std::string word);

}  // namespace samen::analysis
