// The picture of a doubt: a difference over sets of assumptions, with what decides it beside. It is
// one of a folder that samen doubt left, so it stands in no list of the pictures of a batch.
#pragma once

#include <string>
#include <vector>

#include "analysis/pictures/drawing/picture.hpp"
#include "analysis/statistics/doubt.hpp"
#include "words/language.hpp"

namespace samen::analysis::picture {

/// The sets under one funding of the tables.
struct DoubtPanel {
  std::string label;                ///< "own money only: together is ahead in 2 % of 512 sets"
  std::vector<double> differences;  ///< mean of each set; not-a-number does not count
  double usual = 0.0;               ///< where the scenario itself is
  std::vector<Case> drivers;        ///< rank correlations, -1 to 1, the strongest first
};

/// Panels below each other on one scale, bars on both sides of zero.
struct DoubtChart {
  Caption caption;
  std::string value_axis, count_axis, driver_axis;
  std::string usual_label;  ///< of the line at the scenario itself
  Contender first, second;  ///< of the two sides of zero
  std::vector<DoubtPanel> panels;
};

Picture picture_of(const DoubtChart& chart);

}  // namespace samen::analysis::picture

namespace samen::analysis {

/// How the difference that answers the question lies over the sets of assumptions, with each
/// funding of the tables, and what decides it.
picture::Picture picture_of(const Doubt& doubt, Language language);

}  // namespace samen::analysis
