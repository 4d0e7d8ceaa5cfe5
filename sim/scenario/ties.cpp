// What organisations state about each other: `trust` and `expects` of [[organisation]].
#include "scenario/entry_reader.hpp"

#include <algorithm>

#include "scenario/nearest.hpp"
#include "scenario/values.hpp"

namespace samen {
namespace {

bool sits_at(const TablePlan& table, int organisation) {
  return std::ranges::find(table.members, organisation) != table.members.end();
}

/// The value of an attribute that is the same in every run, or nothing.
std::optional<double> certain(const std::optional<Distribution>& stated, double usual) {
  if (!stated) return usual;
  return stated->kind == Distribution::Kind::fixed ? std::optional(stated->first) : std::nullopt;
}

}  // namespace

std::vector<int> EntryReader::organisations_named(Section& section, const std::string& name) {
  if (const auto group = groups_.find(name); group != groups_.end()) return group->second;
  std::vector<std::string> names;
  for (const OrganisationLayout& owner : plan_.organisations) names.push_back(owner.name);
  const int found = position_of(section, name, name, names, "organisation");
  return found < 0 ? std::vector<int>{} : std::vector{found};
}

void EntryReader::read_ties(Section& section) {
  const auto own = groups_.find(section.text("name"));
  if (own == groups_.end()) return;
  const std::size_t all = plan_.organisations.size();
  const auto read = [&](const char* key, Range range, const char* unit, auto&& state) {
    if (!section.has(key)) return;
    Section row = section.section(key);
    if (!row.table() || !fits(section, static_cast<int>(own->second.size()),
                              all * sizeof(std::optional<double>), "organisations with ties"))
      return;
    for (const auto& [partner, node] : *row.table()) {
      const std::string name(partner.str());
      const double value = row.number(name, 0.0, range, unit);
      const std::vector<int> others = organisations_named(row, name);
      if (others == own->second && others.size() == 1)
        row.complain(name, "'" + name + "' states '" + key + "' of itself: name its partners");
      for (const int i : own->second)
        for (const int other : others)
          if (other != i)
            state(static_cast<std::size_t>(i), static_cast<std::size_t>(other), value);
    }
  };
  read("trust", any_share, "share", [&](std::size_t i, std::size_t other, double value) {
    auto& trust = scenario_.setting.initial_values.organisations[i].trust;
    trust.resize(all);
    trust[other] = value;
  });
  read("expects", any_money, "k€/month", [&](std::size_t i, std::size_t other, double value) {
    auto& expects = plan_.organisations[i].expects;
    expects.resize(all, OrganisationLayout::unstated);
    expects[other] = value;
  });
}

bool EntryReader::share_step(int one, int other, StepKind kind) const {
  for (std::size_t m = 0; m < plan_.tables.size(); ++m) {
    if (!sits_at(plan_.tables[m], one) || !sits_at(plan_.tables[m], other)) continue;
    for (const Step& step : plan_.steps)
      if (step.kind == kind && step.days > 0.0 && step.concerns(static_cast<int>(m))) return true;
  }
  return false;
}

void EntryReader::note_idle_ties() {
  for (Section& section : root_.sections("organisation")) {
    const std::string name = section.text("name");
    const auto own = groups_.find(name);
    if (own == groups_.end() || own->second.empty()) continue;
    const int first = own->second.front();
    const OrganisationLayout& owner = plan_.organisations[static_cast<std::size_t>(first)];
    const OrganisationStart& start =
        scenario_.setting.initial_values.organisations[static_cast<std::size_t>(first)];
    const auto meets = [&](std::size_t other) {
      return std::ranges::any_of(plan_.tables, [&](const TablePlan& table) {
        return sits_at(table, first) && sits_at(table, static_cast<int>(other));
      });
    };
    for (std::size_t other = 0; other < plan_.organisations.size(); ++other) {
      const std::string& partner = plan_.organisations[other].name;
      if (!start.trust.empty() && start.trust[other] && !meets(other))
        section.note("trust", "the trust of '" + name + "' in '" + partner +
                                  "' acts nowhere: they share no table");
      if (owner.expects_of(static_cast<int>(other)) >= 0.0 &&
          !share_step(first, static_cast<int>(other), StepKind::fiche))
        section.note("expects", "what '" + name + "' expects of '" + partner +
                                    "' acts nowhere: they take no step of the kind fiche together");
    }
    if (owner.writes < 0.0) continue;
    if (!share_step(first, first, StepKind::cheque))
      section.note("cheque", "the amount on the cheque of '" + name +
                                 "' acts nowhere: it takes no step of the kind cheque");
    const Initial& usual = scenario_.setting.parameters.initial;
    const auto income = certain(start.income, usual.income);
    const auto space = certain(start.white_space, usual.white_space);
    if (income && space && owner.writes > *income / 12.0 * *space + rounding)
      section.note("cheque", "the cheque of '" + name + "', " + plain(owner.writes) +
                                 " k€ a month, is more than the room its plan leaves at the "
                                 "start, " +
                                 plain(*income / 12.0 * *space) + ": it brings what it has");
  }
}

}  // namespace samen
