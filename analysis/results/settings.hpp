// The settings of a batch, from its resolved scenario.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "analysis/results/batch.hpp"

namespace samen::analysis {

/// Name and value. The name is "section.key", or "section 2.key" for a list of tables.
using Settings = std::vector<std::pair<std::string, std::string>>;
Settings settings_of(const Batch& batch);

/// Value of a setting for all entries; "" if a table, a goal or a design point has its own.
std::string setting(const Batch& batch, const std::string& name);

/// A setting that differs between two files.
struct SettingDifference {
  std::string name, first, second;
};
std::vector<SettingDifference> setting_differences(const Batch& first, const Batch& second);

}  // namespace samen::analysis
