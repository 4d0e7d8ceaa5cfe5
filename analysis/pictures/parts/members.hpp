// The members of the first table of a run, and their beliefs about each other.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/pictures/parts/captions.hpp"

namespace samen::analysis {

inline constexpr std::size_t most_members = 12;  // lines or rows that a reader can distinguish

/// Names of the seats: the organisation, and its table if there are several.
std::vector<std::string> seat_names(const Batch& batch);

std::string run_in_words(const PlotRequest& request);

std::optional<std::string> needs_pairs(const Batch& batch, const char* series);

/// A heat map of a series between pairs of members of the first table, in the last month in which
/// they still sit together. Its texts are the sentences with the name of the series.
picture::Picture heat_map(const PlotRequest& request, const std::string& series);

}  // namespace samen::analysis
