// Sentences, in one language, about the events at tables and boards.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "analysis/narrative/run_narrative.hpp"
#include "analysis/narrative/timeline.hpp"
#include "analysis/output/numbers.hpp"

namespace samen::analysis {

class Phrasebook;

/// Events that are described together: all whose kind starts with `kind`.
struct EventGroup {
  const char* kind;
  const char* name;  ///< title of a line with events of several kinds
  enum class Listing { one_by_one, counted } listing;  ///< counted: only the number is shown
  std::string (*sentence)(const Phrasebook& say, const RunEvents& events);
};

/// In the order of the text. The last group contains all kinds not listed before.
std::span<const EventGroup> event_groups();
std::size_t group_of(const RunEvent& event);
inline bool listed_one_by_one(std::size_t group) {
  return event_groups()[group].listing == EventGroup::Listing::one_by_one;
}

/// Words with their numbers of occurrences, the most frequent first.
using Frequencies = std::vector<std::pair<std::string, std::size_t>>;
Frequencies by_frequency(const std::vector<std::string>& words);

/// The largest number of organisations, goals or tables that one sentence names.
constexpr std::size_t most_named = 3;

class Phrasebook {
 public:
  Phrasebook(const RunNarrative& narrative, Language language)
      : narrative_(narrative), language_(language) {}

  const RunNarrative& narrative() const { return narrative_; }
  Language language() const { return language_; }

  /// Sentences of the language.
  std::string operator()(std::string_view key, Fillings fillings = {}) const {
    return language_(key, fillings);
  }
  std::string counted(std::string_view key, std::size_t n, Fillings fillings = {}) const {
    return language_.counted(key, n, fillings);
  }
  std::string number(double value, int digits) const { return number_in(language_, value, digits); }
  std::string percent(double share) const { return number(100.0 * share, 0) + " %"; }
  /// "3 times"
  std::string times(std::size_t n) const { return counted("happened.times", n); }
  /// "a, b and c"
  std::string series(const std::vector<std::string>& parts) const {
    return language_.listed(parts, "list.and");
  }
  /// Lists the first parts; if there are more, a sentence states the number of the others.
  std::string some(std::vector<std::string> parts, std::string_view key_of_others) const;
  /// "élan (2×) and trust (1×)"
  std::string how_often(const Frequencies& reasons) const;

  /// The reason why a member left, a table ended or a pledge was limited.
  std::string reason(const std::string& name) const { return reason_in(language_, name); }
  std::string sentence(const TimelineEntry& line) const {
    return event_groups()[line.group].sentence(*this, line.events);
  }
  std::string sentence(const RunEvent& event) const {
    return sentence(TimelineEntry{group_of(event), {event}});
  }

 private:
  const RunNarrative& narrative_;
  Language language_;
};

}  // namespace samen::analysis
