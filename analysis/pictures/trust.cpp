// Trust between the members at the end.

#include "analysis/pictures/parts/members.hpp"

namespace samen::analysis {
namespace {

using picture::Picture;

Picture trust(const PlotRequest& request) {
  return heat_map(request, "trust");
}

}  // namespace

PictureKind trust_picture() {
  return {.place = 8,
          .name = "trust",
          .about = "trust between the members at the end, as a heat map",
          .missing = [](const Batch& batch) { return needs_pairs(batch, "trust"); },
          .drawn = trust,
          .section = Section::over_time,
          .place_in_section = 7};
}

}  // namespace samen::analysis
