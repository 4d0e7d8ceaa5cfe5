// Screening by elementary effects: finds with few runs which factors matter at all.
#pragma once

#include <optional>
#include <vector>

#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {

/// A walk through the unit cube that changes every factor once: Morris (1991), Technometrics 33.
struct Trajectory {
  std::vector<std::vector<double>> points;   ///< by point and factor; one more point than factors
  std::vector<std::vector<double>> outputs;  ///< by point and replicate
};

/// The effects of one factor, in units of the output per whole range of the factor.
struct FactorEffects {
  Estimate mean;           ///< mu; Student t interval over trajectories
  Estimate mean_absolute;  ///< mu*: Campolongo et al. (2007), Environmental Modelling & Software 22
  double deviation = 0.0;  ///< sigma: interactions and curvature; NaN for one trajectory
  double ratio = 0.0;      ///< sigma / mu*; NaN if mu* is zero
  /// mu* expected from noise alone (normal); none with one replicate.
  std::optional<double> noise_floor;
  /// True if all effects are zero, or if noise alone exceeds their mean square more often than once
  /// in twenty.
  bool indistinguishable_from_zero = true;
};

struct ElementaryEffects {
  std::vector<FactorEffects> factors;
  std::size_t trajectories = 0;  ///< used
  std::size_t dropped = 0;       ///< excluded because an output is missing or not finite
};

/// An effect is the change of the mean output divided by the change of the factor. A trajectory
/// that lacks an output is dropped whole, so that all factors use the same trajectories. Throws
/// std::invalid_argument for trajectories of different sizes, for a step that does not change
/// exactly one factor and for a factor that is changed twice.
ElementaryEffects elementary_effects(const std::vector<Trajectory>& trajectories);

}  // namespace samen::analysis
