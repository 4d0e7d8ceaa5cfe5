// Monthly series of the runs of a point, arm by arm.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "analysis/pictures/parts/captions.hpp"

namespace samen::analysis {

/// By arm: one number per month for each run, the runs one after another.
using Monthly = std::map<int, std::vector<float>>;

/// Reads a series once: its mean over the entries in each month, for the runs at the point.
Monthly monthly_means(const PlotRequest& request, const std::string& series);

std::vector<picture::Fan> fans_of(const PlotRequest& request, const Monthly& monthly, double unit);

}  // namespace samen::analysis
