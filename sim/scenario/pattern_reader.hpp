// The [[pattern]] entries of a scenario, which judge its runs. A scenario with patterns is a
// validation configuration: it may state entities, levers and the world before the first month, but
// no common parameter, so that all patterns test one and the same model.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenario/scenario.hpp"
#include "scenario/toml_section.hpp"

namespace samen {

/// Reads the entries. The rest of `scenario` must have been read; it lasts `months` months.
std::vector<Pattern> read_patterns(Section& root, const Scenario& scenario, int months);

/// Whether "section.key" (or a section) is common to all configurations: neither a lever nor part
/// of [initial].
bool is_common(std::string_view key);

/// Complains about every common parameter that a validation configuration states or varies.
void refuse_common_parameters(const toml::table& file, Complaints& complaints);

/// Returns the JSON text for the result file.
std::string json_of(const std::vector<Pattern>& patterns);

}  // namespace samen
