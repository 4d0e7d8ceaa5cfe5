// The pictures of a batch. A picture is one file of this folder, with the same name: its data, its
// finding, its drawing and its row. CMake lists the files; nothing else knows their names.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/output/numbers.hpp"
#include "analysis/pictures/drawing/picture.hpp"
#include "analysis/results/batch.hpp"
#include "words/language.hpp"

namespace samen::analysis {

/// What to draw: a design point and one run, in a language.
struct PlotRequest {
  const Batch& batch;
  Language language = {};
  int point = 0;
  std::size_t run = 0;  ///< for pictures of a single run
};

/// The section of a report in which a picture stands.
enum class Section { points, happenings, organisations, lifetimes, factors };

struct PictureKind {
  int place = 0;      ///< position in the order in which pictures are best read
  std::string name;   ///< name of its files and for --picture
  std::string about;  ///< what it shows, in one line
  /// Why a file does not have the picture; nothing if the file has it.
  std::optional<std::string> (*missing)(const Batch& batch);
  picture::Picture (*drawn)(const PlotRequest& request);
  Section section = Section::happenings;
  int place_in_section = 0;
};

/// All pictures in the order of their places.
const std::vector<PictureKind>& picture_kinds();

/// The pictures of a section of a report, in their order.
std::vector<PictureKind> pictures_in(Section section);

/// The treatment of the run that represents a design point: the arm that answers the question or,
/// if no tables meet in that arm, an arm with tables.
Treatment representative_arm(const Batch& batch, int point);

}  // namespace samen::analysis
