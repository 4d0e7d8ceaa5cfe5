// The members' knowledge of each other at the end.

#include "analysis/pictures/parts/members.hpp"

namespace samen::analysis {
namespace {

using picture::Picture;

Picture knowledge(const PlotRequest& request) {
  return heat_map(request, "knowledge");
}

}  // namespace

PictureKind knowledge_picture() {
  return {.place = 9,
          .name = "knowledge",
          .about = "what members know of each other at the end, as a heat map",
          .missing = [](const Batch& batch) { return needs_pairs(batch, "knowledge"); },
          .drawn = knowledge,
          .section = Section::over_time,
          .place_in_section = 8};
}

}  // namespace samen::analysis
