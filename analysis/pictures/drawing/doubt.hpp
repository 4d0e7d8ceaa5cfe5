// The picture of a doubt: a difference over sets of assumptions, and its drivers. It belongs to a
// folder of samen doubt, so it is not in the list of a batch's pictures.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/pictures/drawing/picture.hpp"
#include "analysis/statistics/doubt.hpp"
#include "words/language.hpp"

namespace samen::analysis::picture {

/// An assumption that moves the difference.
struct DoubtDriver {
  std::string meaning, key;  ///< in words, and as users set it
  double correlation = 0.0;  ///< rank correlation, -1 to 1
  std::optional<Interval> interval;
};

/// The sets under one funding of the tables.
struct DoubtPanel {
  std::string label;                 ///< "own money only: together is ahead in 2 % of 512 sets"
  std::vector<double> differences;   ///< mean of each set; NaN values are ignored
  double usual = 0.0;                ///< value of the scenario itself
  std::vector<DoubtDriver> drivers;  ///< the strongest first
};

/// Panels below each other with one scale, and bars on both sides of zero.
struct DoubtChart {
  Caption caption;
  std::string value_axis, count_axis, driver_axis;
  std::string usual_label;  ///< label of the line at the scenario's own value
  Contender first, second;  ///< the two sides of zero
  std::vector<DoubtPanel> panels;
};

Picture picture_of(const DoubtChart& chart);

}  // namespace samen::analysis::picture

namespace samen::analysis {

/// The distribution, over the sets of assumptions, of the difference that answers the question,
/// with each funding of the tables, and its drivers.
picture::Picture picture_of(const Doubt& doubt, Language language);

}  // namespace samen::analysis
