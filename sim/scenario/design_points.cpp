#include "scenario/design_points.hpp"

#include <algorithm>
#include <memory>
#include <tuple>

#include "scenario/design_reader.hpp"
#include "scenario/entry_reader.hpp"
#include "scenario/file_layers.hpp"
#include "scenario/setting_key.hpp"

namespace samen {
namespace {

/// The names and counts that fix the axes of a result file.
auto shape_of(const Layout& layout) {
  std::vector<std::string> names;
  for (const Goal& goal : layout.goals) names.push_back(goal.name);
  for (const TableLayout& table : layout.tables) names.push_back(table.name);
  for (const OrganisationLayout& owner : layout.organisations) names.push_back(owner.name);
  return std::tuple(names, layout.seats.size(), layout.pairs, layout.mission_entries,
                    layout.calendar.months, layout.calendar.start_year,
                    layout.calendar.start_month);
}

/// The setting of a design point; `base` is the layout of the scenario.
PointSetting point_setting(const Design& design, int point, toml::table file, const Layout& base,
                           const std::string& path) {
  Complaints complaints;
  for (const std::string& setting : settings_at(design, point))
    apply_setting(file, setting, "[design] " + setting, complaints);
  EntryReader reader(file, complaints);
  Scenario scenario = reader.read();
  if (!complaints.all().empty()) return {{}, complaints.lines(path)};
  reader.lay_out_setting(scenario);
  if (shape_of(scenario.setting.layout) != shape_of(base))
    return {{},
            {path + ": [design] " + design.label(point) +
             ": a design cannot vary the calendar, nor what goals, tables and organisations there "
             "are"}};
  return {std::move(scenario.setting)};
}

/// A complaint of a design point, with the place in the file of the factor that it concerns.
Complaint placed(const std::string& line, const Design& design, int point,
                 const toml::table& section) {
  const std::vector<KeySetting> settings = settings_at(design, point);
  for (std::size_t n = 0; n < settings.size(); ++n) {
    const std::string about = "[design] " + settings[n] + ": ";
    if (!line.starts_with(about)) continue;
    const toml::source_region at = place_of(section, design, point, n);
    return {at.path ? *at.path : "", at.begin.line, at.begin.column, line.substr(about.size())};
  }
  return {"", 0, 0, line};
}

/// The complaints of the checked points, each once, in the order of the file.
std::vector<Complaint> complaints_of(const Design& design, const toml::table& section) {
  const auto place = [](const Complaint& complaint) {
    return std::tie(complaint.file, complaint.line, complaint.column);
  };
  constexpr std::size_t enough = 8;
  std::vector<Complaint> found;
  for (const int point : points_to_check(design)) {
    if (found.size() >= enough) break;
    for (const std::string& line : design.setting(point).complaints) {
      const Complaint complaint = placed(line, design, point, section);
      const auto repeated = [&](const Complaint& known) {
        return known.text == complaint.text || (known.line > 0 && place(known) == place(complaint));
      };
      if (std::none_of(found.begin(), found.end(), repeated)) found.push_back(complaint);
    }
  }
  std::sort(found.begin(), found.end(), [&](const Complaint& a, const Complaint& b) {
    return std::tuple(place(a), a.text) < std::tuple(place(b), b.text);
  });
  return found;
}

/// Complaints about factors that change nothing because every entry states its own value.
std::vector<std::string> overridden_factors(toml::table file, const Design& design,
                                            const toml::table& section) {
  Complaints complaints;
  for (const KeySetting& setting : settings_at(design, 0))
    apply_setting(file, setting, "", complaints);
  std::vector<std::string> lines;
  for (std::size_t n = 0; n < design.factors.size(); ++n) {
    const auto key = key_from(design.factors[n].name);
    if (!key || !overridden(file, *key).everywhere()) continue;
    const toml::source_region at = place_of(section, design, 0, n);
    lines.push_back(Complaint{at.path ? *at.path : "", at.begin.line, at.begin.column,
                              about_overridden(file, *key)}
                        .shown());
  }
  return lines;
}

}  // namespace

void leave_out_design(toml::table& file) {
  file.erase("design");
  file.erase("pattern");  // patterns name design points too
  if (toml::table* const head = file["scenario"].as_table()) {
    head->erase("expected");
    head->erase("found");
    if (toml::table* const answer = (*head)["answer"].as_table()) answer->erase("against");
  }
}

std::vector<std::string> lay_out_design(Scenario& scenario, toml::table file,
                                        const toml::table& section, const std::string& path) {
  leave_out_design(file);
  file.erase("item");  // items are checked against the scenario, and belong to no point
  const auto base = std::make_shared<const toml::table>(std::move(file));
  const auto design = std::make_shared<const Design>(scenario.design);
  const auto layout = std::make_shared<const Layout>(scenario.setting.layout);
  scenario.design.setting = [=](int point) {
    return point_setting(*design, point, *base, *layout, path);
  };
  auto factors = std::make_shared<Design>(*design);
  factors->sample = {};
  factors->labels.clear();
  scenario.design.setting_on = [=, factors = std::shared_ptr<const Design>(std::move(factors))](
                                   const std::vector<double>& places) {
    Design one = *factors;
    one.sample = {places.size(), places, {0}, {0}};
    return point_setting(one, 0, *base, *layout, path);
  };
  std::vector<std::string> lines = overridden_factors(*base, scenario.design, section);
  for (const Complaint& complaint : complaints_of(scenario.design, section))
    lines.push_back(complaint.shown());
  return lines;
}

}  // namespace samen
