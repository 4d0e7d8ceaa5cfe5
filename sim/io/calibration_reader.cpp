#include "io/calibration_reader.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "io/scenario_reader.hpp"
#include "io/toml_file.hpp"
#include "model/model.hpp"
#include "model/parameter_table.hpp"
#include "scenario/design_reader.hpp"
#include "scenario/nearest.hpp"
#include "scenario/pattern_reader.hpp"

namespace samen {
namespace {

bool is_common_number(const ParameterRow& row) {
  return !row.is_choice() && is_common(row.section);
}

/// Complains if the factor is not a numeric common parameter, or may leave its range.
void require_common(const DesignFactor& factor, const toml::node& at, Complaints& complaints) {
  const ParameterRow* const row = parameter_named(factor.name);
  if (row && is_common_number(*row)) {
    for (const double end : {factor.range.low, factor.range.high})
      if (!row->range.contains(end))
        complaints.add(at.source(), "'" + factor.name + "' = " + plain(end) + " is outside [" +
                                        plain(row->range.low) + ", " + plain(row->range.high) +
                                        "]");
  } else {
    std::vector<std::string> known;
    for (const ParameterRow& one : parameter_table())
      if (is_common_number(one)) known.push_back(one.key());
    complaints.add(at.source(), "'" + factor.name + "' is no common parameter" +
                                    did_you_mean(factor.name, known) +
                                    "; levers and [initial] belong to the configurations");
  }
  if (factor.range.scale == Scale::choice)
    complaints.add(at.source(), "'" + factor.name + "' must be a range, [low, high]");
}

std::vector<std::int64_t> read_seeds(Section& section) {
  if (!section.has("seeds")) return {11, 13, 17};
  std::vector<std::int64_t> seeds;
  for (const double seed : section.numbers("seeds", {0, 0x1p53}, "")) {
    if (seed != std::floor(seed))
      section.complain("seeds", "'calibration.seeds' must be whole numbers, got " + plain(seed));
    seeds.push_back(static_cast<std::int64_t>(seed));
  }
  if (seeds.empty()) section.complain("seeds", "'calibration.seeds' must name at least one seed");
  return seeds;
}

}  // namespace

double place_on(const FactorRange& range, double value) {
  if (range.scale == Scale::logarithmic)
    return std::log(value / range.low) / std::log(range.high / range.low);
  return (value - range.low) / (range.high - range.low);
}

FactorRange part_of(const FactorRange& range, double from, double to) {
  FactorRange part = range;
  if (range.scale == Scale::integer) {
    part.low = std::floor(range.low + from * (range.high - range.low));
    part.high = std::ceil(range.low + to * (range.high - range.low));
    if (part.low == part.high) (part.high < range.high ? part.high += 1.0 : part.low -= 1.0);
    return part;
  }
  part.low = factor_value(range, from);
  part.high = factor_value(range, to);
  return part;
}

Calibration read_calibration(const std::string& path) {
  Complaints complaints;
  const toml::table file = parsed(contents_of(path), path, complaints);
  refuse(complaints, path);
  Section root(&file, "", complaints);
  Calibration calibration;
  Section section = root.section("calibration");
  calibration.title = section.required_text("title");
  calibration.reason = section.text("reason");
  calibration.fit = section.texts("fit");
  calibration.least = section.whole("least", 12, {1, 1000}, "patterns");
  calibration.waves = section.whole("waves", 3, {1, 20}, "waves");
  calibration.replicates = section.whole("replicates", 16, {5, 100000}, "runs");
  calibration.seeds = read_seeds(section);
  calibration.finalists = section.whole("finalists", 120, {1, 100000}, "sets");
  calibration.members = section.whole("members", 40, {1, 10000}, "sets");
  section.finish();
  if (!root.has("design")) complaints.add("a calibration needs a [design] of common parameters");
  calibration.design = read_design(root, complaints);
  root.allow("design");
  root.finish();
  refuse(complaints, path);
  const DesignKind kind = calibration.design.plan.kind;
  if (kind != DesignKind::sobol && kind != DesignKind::lhs)
    complaints.add(file.get("design")->source(),
                   "the design of a calibration fills a box anew in each wave: expected sobol or "
                   "lhs");
  for (const DesignFactor& factor : calibration.design.factors)
    require_common(factor, *file.get("design"), complaints);
  refuse(complaints, path);
  return calibration;
}

std::vector<std::string> read_common_parameters(const std::string& path) {
  Complaints complaints;
  const toml::table file = parsed(contents_of(path), path, complaints);
  refuse(complaints, path);
  Parameters read;
  for (const SectionRow& part : sections()) {
    if (!is_common(part.name) || !file[part.name].is_table()) continue;
    Section section(file[part.name].as_table(), std::string(part.name), complaints);
    read_parameters(section, part.rows, read);
    section.finish();
  }
  std::vector<std::string> settings;
  for (const auto& [section, node] : file) {
    if (!is_common(section.str()) || !node.is_table()) {
      complaints.add(section.source(), "'" + std::string(section.str()) +
                                           "' is no section of common parameters: levers and "
                                           "[initial] belong to the configurations");
      continue;
    }
    for (const auto& [key, value] : *node.as_table()) {
      std::ostringstream written;
      if (value.is_string())
        written << *value.value<std::string>();
      else if (value.is_floating_point())
        written << shortest_text(*value.value<double>());
      else
        value.visit([&](const auto& one) { written << one; });
      settings.push_back(std::string(section.str()) + "." + std::string(key.str()) + "=" +
                         written.str());
    }
  }
  refuse(complaints, path);
  return settings;
}

void lay_under(Overrides& overrides, const std::string& path) {
  std::vector<std::string> stated = read_common_parameters(path);
  stated.insert(stated.end(), overrides.settings.begin(), overrides.settings.end());
  overrides.settings = std::move(stated);
}

}  // namespace samen
