// The pictures of a batch: which there are, and what each tells.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "batch.hpp"
#include "language.hpp"
#include "picture.hpp"

namespace samen {

/// What is drawn: a design point, one run told by name, in a language.
struct Scene {
  const Batch& batch;
  Language language = Language::english;
  int point = 0;
  std::size_t run = 0;  ///< for what shows a single run
};

struct ChartKind {
  std::string name;   ///< of its files and for --picture
  std::string about;  ///< what it shows, in a line
  /// Why a file does not have it; nothing where it does.
  std::optional<std::string> (*missing)(const Batch& batch);
  picture::Picture (*drawn)(const Scene& scene);
};

/// In the order in which they are best read.
const std::vector<ChartKind>& chart_kinds();

/// The treatment of the run told at a design point: the arm that answers the question, or one in
/// which tables meet where it has none.
Treatment told_treatment(const Batch& batch, int point);

}  // namespace samen
