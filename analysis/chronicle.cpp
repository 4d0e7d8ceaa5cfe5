#include "chronicle.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "voice.hpp"

namespace samen {

namespace {

using Lines = std::vector<ChronicleLine>;

/// Whether an event goes on what a line tells: one more of what is counted, the next beacon of a
/// table, or the same thing in the same month.
bool continues(const ChronicleLine& line, const Happening& event) {
  const Happening& last = line.events.back();
  if (line.family != family_of(event)) return false;
  if (!told_one_by_one(line.family)) return true;
  if (event.kind == "beacon_gained")
    return last.kind == event.kind && last.table == event.table && last.value + 1.0 == event.value;
  return event.kind != "beacon_lost" && event.month == last.month;
}

Lines grouped(const Happenings& events) {
  Lines lines;
  for (const Happening& event : events) {
    const auto line = std::find_if(lines.rbegin(), lines.rend(), [&](const ChronicleLine& each) {
      return continues(each, event);
    });
    if (line == lines.rend())
      lines.push_back({family_of(event), {event}});
    else
      line->events.push_back(event);
  }
  return lines;
}

/// One line for all of a family.
void merge(Lines& lines, std::size_t family) {
  ChronicleLine all{family, {}};
  for (const ChronicleLine& line : lines)
    if (line.family == family)
      all.events.insert(all.events.end(), line.events.begin(), line.events.end());
  std::sort(all.events.begin(), all.events.end(), [](const Happening& a, const Happening& b) {
    return std::tie(a.month, a.table, a.value) < std::tie(b.month, b.table, b.value);
  });
  std::erase_if(lines, [&](const ChronicleLine& line) { return line.family == family; });
  lines.push_back(std::move(all));
}

/// Merges the longest lists of one kind until all chapters together are read in a minute.
void shorten(std::vector<Chapter>& chapters) {
  constexpr std::size_t minute_of_lines = 25;
  while (true) {
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> counts;  // by chapter and family
    std::size_t lines = 0;
    for (std::size_t c = 0; c < chapters.size(); ++c) {
      lines += chapters[c].lines.size();
      for (const ChronicleLine& line : chapters[c].lines) ++counts[{c, line.family}];
    }
    if (lines <= minute_of_lines) return;
    const auto& [longest, count] =
        *std::max_element(counts.begin(), counts.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; });
    if (count == 1) return;
    merge(chapters[longest.first].lines, longest.second);
  }
}

/// What is only counted comes after what is told.
void put_in_order(Lines& lines) {
  const auto rank = [](const ChronicleLine& line) {
    const bool told = told_one_by_one(line.family);
    return std::tuple(!told, told ? line.month() : 0, line.family, line.events.front().table);
  };
  std::sort(lines.begin(), lines.end(),
            [&](const ChronicleLine& a, const ChronicleLine& b) { return rank(a) < rank(b); });
}

}  // namespace

std::vector<Chapter> chronicle_of(const Story& story, Detail detail) {
  std::vector<int> starts{0};
  for (const int period : story.periods())
    if (period > 0) starts.push_back(period);
  starts.push_back(static_cast<int>(story.batch().months().size()));
  std::vector<Chapter> chapters;
  for (std::size_t c = 0; c + 1 < starts.size(); ++c) {
    Happenings events;
    for (const Happening& event : story.happenings())
      if (starts[c] <= event.month && event.month < starts[c + 1]) events.push_back(event);
    chapters.push_back({starts[c], starts[c + 1] - 1, {}});
    Lines& lines = chapters.back().lines;
    if (detail == Detail::minute) lines = grouped(events);
    if (detail == Detail::everything)
      for (const Happening& event : events) lines.push_back({family_of(event), {event}});
  }
  if (detail == Detail::minute) {
    shorten(chapters);
    for (Chapter& chapter : chapters) put_in_order(chapter.lines);
  }
  return chapters;
}

std::vector<std::string> gist_of(const Story& story, const Happenings& events, Language language) {
  Lines lines = grouped(events);
  std::erase_if(lines, [](const ChronicleLine& line) { return !told_one_by_one(line.family); });
  for (std::size_t family = 0; told_one_by_one(family); ++family)
    if (std::count_if(lines.begin(), lines.end(),
                      [&](const ChronicleLine& line) { return line.family == family; }) > 1)
      merge(lines, family);
  const Voice say(story, language);
  std::vector<std::string> sentences;
  for (const ChronicleLine& line : lines) sentences.push_back(say.sentence(line));
  return sentences;
}

}  // namespace samen
