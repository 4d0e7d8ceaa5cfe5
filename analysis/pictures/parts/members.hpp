// Who sits at the first table of a run, and what members have of each other.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/pictures/parts/captions.hpp"

namespace samen::analysis {

inline constexpr std::size_t most_members = 12;  // lines or rows a reader can tell apart

/// Names of the seats: the organisation, and its table where there are several.
std::vector<std::string> seat_names(const Batch& batch);

std::string run_in_words(const PlotRequest& request);

std::optional<std::string> needs_pairs(const Batch& batch, const char* series);

/// What members of the first table have of each other, in the last month they still sit together:
/// a series, in the sentences of its name.
picture::Picture heat_map(const PlotRequest& request, const std::string& series);

}  // namespace samen::analysis
