// A difference over sets of assumptions, with what decides it beside.
#pragma once

#include <string>
#include <vector>

#include "picture.hpp"

namespace samen::picture {

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

}  // namespace samen::picture
