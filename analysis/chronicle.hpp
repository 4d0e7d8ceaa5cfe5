// What happened in a run, line by line.
#pragma once

#include <string>
#include <vector>

#include "story.hpp"

namespace samen {

/// A line of the chronicle: one event, or several of a family.
struct ChronicleLine {
  std::size_t family;
  Happenings events;

  int month() const { return events.front().month; }
  int until() const { return events.back().month; }
};

/// The months from one policy period to the next.
struct Chapter {
  int first = 0, last = 0;
  std::vector<ChronicleLine> lines;
};

/// Told in a minute: what matters line by line, the rest counted; or every event.
enum class Detail { minute, everything };

std::vector<Chapter> chronicle_of(const Story& story, Detail detail);

/// What matters of some events, a sentence for each kind.
std::vector<std::string> gist_of(const Story& story, const Happenings& events, Language language);

}  // namespace samen
