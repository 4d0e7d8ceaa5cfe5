// The pictures of a batch. A picture is a file of this folder, named after it: its data, its
// finding, its drawing and its row. CMake lists the files; nothing else knows them by name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/output/numbers.hpp"
#include "analysis/pictures/drawing/picture.hpp"
#include "analysis/results/batch.hpp"
#include "words/language.hpp"

namespace samen::analysis {

/// What is drawn: a design point, one run told by name, in a language.
struct PlotRequest {
  const Batch& batch;
  Language language = {};
  int point = 0;
  std::size_t run = 0;  ///< for what shows a single run
};

/// The section of a report in which a picture stands.
enum class Section { points, happenings, organisations, lifetimes, factors };

struct PictureKind {
  int place = 0;      ///< in the order in which pictures are best read
  std::string name;   ///< of its files and for --picture
  std::string about;  ///< what it shows, in a line
  /// Why a file does not have it; nothing where it does.
  std::optional<std::string> (*missing)(const Batch& batch);
  picture::Picture (*drawn)(const PlotRequest& request);
  Section section = Section::happenings;
  int place_in_section = 0;
};

/// In the order of their places.
const std::vector<PictureKind>& picture_kinds();

/// Those of a section of a report, in its order.
std::vector<PictureKind> pictures_in(Section section);

/// The treatment of the run told at a design point: the arm that answers the question, or one in
/// which tables meet where it has none.
Treatment representative_arm(const Batch& batch, int point);

}  // namespace samen::analysis
