#include "analysis/narrative/timeline.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "analysis/narrative/phrasebook.hpp"

namespace samen::analysis {

namespace {

using Lines = std::vector<TimelineEntry>;

/// Whether an event continues a line: it is of the same counted kind, the next beacon of a table,
/// or the same event in the same month.
bool continues(const TimelineEntry& line, const RunEvent& event) {
  const RunEvent& last = line.events.back();
  if (line.group != group_of(event)) return false;
  if (!listed_one_by_one(line.group)) return true;
  if (event.kind == "beacon_gained")
    return last.kind == event.kind && last.table == event.table && last.value + 1.0 == event.value;
  return event.kind != "beacon_lost" && event.month == last.month;
}

Lines grouped(const RunEvents& events) {
  Lines lines;
  for (const RunEvent& event : events) {
    const auto line = std::find_if(lines.rbegin(), lines.rend(), [&](const TimelineEntry& each) {
      return continues(each, event);
    });
    if (line == lines.rend())
      lines.push_back({group_of(event), {event}});
    else
      line->events.push_back(event);
  }
  return lines;
}

/// Merges all lines of a group into one.
void merge(Lines& lines, std::size_t group) {
  TimelineEntry all{group, {}};
  for (const TimelineEntry& line : lines)
    if (line.group == group)
      all.events.insert(all.events.end(), line.events.begin(), line.events.end());
  std::sort(all.events.begin(), all.events.end(), [](const RunEvent& a, const RunEvent& b) {
    return std::tie(a.month, a.table, a.value) < std::tie(b.month, b.table, b.value);
  });
  std::erase_if(lines, [&](const TimelineEntry& line) { return line.group == group; });
  lines.push_back(std::move(all));
}

/// Merges the longest lists of one kind until all chapters can be read in a minute.
void shorten(std::vector<Chapter>& chapters) {
  constexpr std::size_t minute_of_lines = 25;
  while (true) {
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> counts;  // by chapter and group
    std::size_t lines = 0;
    for (std::size_t c = 0; c < chapters.size(); ++c) {
      lines += chapters[c].lines.size();
      for (const TimelineEntry& line : chapters[c].lines) ++counts[{c, line.group}];
    }
    if (lines <= minute_of_lines) return;
    const auto& [longest, count] =
        *std::max_element(counts.begin(), counts.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; });
    if (count == 1) return;
    merge(chapters[longest.first].lines, longest.second);
  }
}

/// Puts lines that only count after the described ones.
void put_in_order(Lines& lines) {
  const auto rank = [](const TimelineEntry& line) {
    const bool listed = listed_one_by_one(line.group);
    return std::tuple(!listed, listed ? line.month() : 0, line.group, line.events.front().table);
  };
  std::sort(lines.begin(), lines.end(),
            [&](const TimelineEntry& a, const TimelineEntry& b) { return rank(a) < rank(b); });
}

}  // namespace

std::vector<Chapter> timeline_of(const RunNarrative& narrative, Detail detail) {
  std::vector<int> starts{0};
  for (const int period : narrative.periods())
    if (period > 0) starts.push_back(period);
  starts.push_back(static_cast<int>(narrative.batch().months().size()));
  std::vector<Chapter> chapters;
  for (std::size_t c = 0; c + 1 < starts.size(); ++c) {
    RunEvents events;
    for (const RunEvent& event : narrative.events())
      if (starts[c] <= event.month && event.month < starts[c + 1]) events.push_back(event);
    chapters.push_back({starts[c], starts[c + 1] - 1, {}});
    Lines& lines = chapters.back().lines;
    if (detail == Detail::minute) lines = grouped(events);
    if (detail == Detail::everything)
      for (const RunEvent& event : events) lines.push_back({group_of(event), {event}});
  }
  if (detail == Detail::minute) {
    shorten(chapters);
    for (Chapter& chapter : chapters) put_in_order(chapter.lines);
  }
  return chapters;
}

std::vector<std::string> gist_of(const RunNarrative& narrative, const RunEvents& events,
                                 Language language) {
  Lines lines = grouped(events);
  std::erase_if(lines, [](const TimelineEntry& line) { return !listed_one_by_one(line.group); });
  for (std::size_t group = 0; listed_one_by_one(group); ++group)
    if (std::count_if(lines.begin(), lines.end(),
                      [&](const TimelineEntry& line) { return line.group == group; }) > 1)
      merge(lines, group);
  const Phrasebook say(narrative, language);
  std::vector<std::string> sentences;
  for (const TimelineEntry& line : lines) sentences.push_back(say.sentence(line));
  return sentences;
}

}  // namespace samen::analysis
