// The pictures of a batch. A picture is one file of this folder with the same name; it contains the
// data, the finding, the drawing and the row of the picture. CMake lists the files; no other code
// names them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/output/numbers.hpp"
#include "analysis/pictures/drawing/picture.hpp"
#include "analysis/results/batch.hpp"
#include "words/language.hpp"

namespace samen::analysis {

/// The subject of a picture: a design point and one run, in a language.
struct PlotRequest {
  const Batch& batch;
  Language language = {};
  int point = 0;
  std::size_t run = 0;  ///< for pictures of a single run
};

/// The section of a report that contains a picture.
enum class Section { points, over_time, organisations, lifetimes, factors };

struct PictureKind {
  int place = 0;      ///< position in the recommended reading order
  std::string name;   ///< name of its files and for --picture
  std::string about;  ///< its content, in one line
  /// The reason why a file does not support the picture; nothing if it does.
  std::optional<std::string> (*missing)(const Batch& batch);
  picture::Picture (*drawn)(const PlotRequest& request);
  Section section = Section::over_time;
  int place_in_section = 0;
};

/// All pictures in the order of their places.
const std::vector<PictureKind>& picture_kinds();

/// The pictures of a section of a report, in their order.
std::vector<PictureKind> pictures_in(Section section);

/// The treatment that represents a design point: the arm that answers the question or, if no tables
/// meet in that arm, an arm with tables.
Treatment representative_arm(const Batch& batch, int point);

}  // namespace samen::analysis
