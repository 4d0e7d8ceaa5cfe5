// The timeline of a run, line by line.
#pragma once

#include <string>
#include <vector>

#include "analysis/narrative/run_narrative.hpp"

namespace samen::analysis {

/// A line of the timeline: one event, or several of a group.
struct TimelineEntry {
  std::size_t group;
  RunEvents events;

  int month() const { return events.front().month; }
  int until() const { return events.back().month; }
};

/// The months from one policy period to the next.
struct Chapter {
  int first = 0, last = 0;
  std::vector<TimelineEntry> lines;
};

/// minute: the important events line by line, the rest counted. everything: every event.
enum class Detail { minute, everything };

std::vector<Chapter> timeline_of(const RunNarrative& narrative, Detail detail);

/// The important ones among some events, one sentence for each kind.
std::vector<std::string> gist_of(const RunNarrative& narrative, const RunEvents& events,
                                 Language language);

}  // namespace samen::analysis
