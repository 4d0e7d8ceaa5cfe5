#include "scenario/scenario_notes.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <set>

#include "model/parameter_table.hpp"
#include "scenario/setting_key.hpp"
#include "scenario/toml_section.hpp"

namespace samen {
namespace {

/// The levers of a table at one time, with its setting.
struct At {
  const Setting& setting;
  const Levers& own;
  const Levers& levers() const { return own; }
};

/// The levers of table m: at the start, and after each change alone.
std::vector<Levers> levers_over_time(const Layout& layout, int m) {
  std::vector<Levers> all{layout.tables[static_cast<std::size_t>(m)].levers};
  for (const Change& change : layout.changes) {
    if (!change.concerns(m)) continue;
    all.push_back(all.front());
    for (const LeverValue& one : change.levers)
      lever_table()[static_cast<std::size_t>(one.lever)].set(all.back(), one.value);
  }
  return all;
}

/// A lever that has no effect without another one. The conditions follow from the rules.
struct Need {
  std::string_view lever;
  std::string_view other;  ///< the lever or parameter it needs, as section.key
  bool (*met)(const At&);
  std::string_view sentence;
};

bool has_partner(const At& at) {
  return at.levers().funder_role == FunderRole::partner;
}
bool becomes_a_body(const At& at) {
  return at.levers().own_body == OwnBody::yes;
}
bool has_teams(const At& at) {
  return at.levers().team_months > 0;
}

constexpr std::array needs{
    Need{"carry_over", "levers.team_months", has_teams,
         "survives the end of temporary teams, and there are none: set team_months"},
    Need{"anonymous", "levers.team_months", has_teams,
         "is how alike those of the next team seem, and there are no temporary teams: set "
         "team_months"},
    Need{"ratings", "levers.team_months", has_teams,
         "counts in a pool of temporary teams, and there is none: set team_months"},
    Need{"role_clarity", "levers.funder_role", has_partner,
         "is that of a funder at the table: set funder_role = \"partner\", and 'funder' of the "
         "table"},
    Need{"refund", "levers.threshold", [](const At& at) { return at.levers().threshold > 0.0; },
         "gives pledges back below a threshold, and there is none: set threshold"},
    Need{"match_cap", "levers.match", [](const At& at) { return at.levers().match > 0.0; },
         "is the ceiling of a match, and there is none: set match"},
    Need{"seed_months", "levers.seed_money",
         [](const At& at) { return at.levers().seed_money > 0.0; },
         "is how long seed money flows, and there is none: set seed_money"},
    Need{"novelty", "levers.experiments",
         [](const At& at) { return at.levers().experiments > 0.0; },
         "is the share of experiments that look for what is new, and there are none: set "
         "experiments"},
    Need{"body_after", "levers.own_body", becomes_a_body,
         "is when the partnership becomes a body of its own, and it becomes none: set own_body = "
         "\"yes\""},
    Need{"body_keeps", "levers.own_body", becomes_a_body,
         "is what a body of its own keeps, and there is none: set own_body = \"yes\""},
    Need{"body_keeps", "goals.revenue",
         [](const At& at) {
           const auto& goals = at.setting.layout.goals;
           return std::any_of(goals.begin(), goals.end(),
                              [](const Goal& goal) { return goal.revenue > 0.0; });
         },
         "is a share of revenue, and no goal earns any: set goals.revenue"},
    Need{"involvement", "goals.needs",
         [](const At& at) {
           const auto& goals = at.setting.layout.goals;
           return std::any_of(goals.begin(), goals.end(),
                              [](const Goal& goal) { return !goal.needs.empty(); });
         },
         "involves those outside who must take a goal up, and no goal needs any: set 'needs' of a "
         "goal"},
    Need{"measure_use", "levers.measure", [](const At& at) { return at.levers().measure > 0.0; },
         "is what measurement serves, and nothing is measured: set measure"},
    Need{"quorum", "levers.rule",
         [](const At& at) { return at.levers().rule == DecisionRule::quorum; },
         "counts under the quorum rule alone: set rule = \"quorum\""},
    Need{"puller", "levers.puller_kind",
         [](const At& at) { return at.levers().puller_kind != PullerKind::none; },
         "is the size of a puller, and puller_kind = \"none\" says there is none"},
    Need{"neutrality", "levers.puller_kind",
         [](const At& at) {
           return at.levers().puller_kind == PullerKind::neutral ||
                  at.levers().puller_kind == PullerKind::partner;
         },
         "is that of a neutral puller or of a partner who pulls: set puller_kind"},
    Need{"network", "levers.network",
         [](const At& at) {
           const auto& tables = at.setting.layout.tables;
           return std::count_if(tables.begin(), tables.end(), [](const TableLayout& table) {
                    return table.levers.network > 0.0;
                  }) > 1;
         },
         "lets tables learn from each other, and no second one takes part"},
    Need{"open", "table.founders",
         [](const At& at) {
           const auto& seats = at.setting.layout.seats;
           return std::any_of(seats.begin(), seats.end(),
                              [](const SeatLayout& seat) { return seat.waits; });
         },
         "lets those in who wait, and everybody sits at the table from the start: name 'founders'"},
    Need{"money_free_months", "money_talk.time_lost",
         [](const At& at) {
           const MoneyTalk& talk = at.setting.parameters.money_talk;
           return talk.time_lost > 0.0 || talk.elan_lost > 0.0;
         },
         "spares the table talk about money, and that costs nothing here, so all it does is to "
         "hold back money and match: set money_talk.time_lost or elan_lost"},
};

bool is_default(std::string_view lever, const Levers& levers) {
  const auto row =
      std::ranges::find_if(lever_table(), [&](const LeverRow& one) { return one.name == lever; });
  return row->value(levers) == row->value(Levers{});
}

bool stated(const toml::table& file, std::string_view lever) {
  if (file["levers"].as_table() && file["levers"].as_table()->contains(lever)) return true;
  const auto among = [&](const toml::array* entries) {
    return entries && std::any_of(entries->begin(), entries->end(), [&](const toml::node& entry) {
             return entry.is_table() && entry.as_table()->contains(lever);
           });
  };
  return among(file["table"].as_array()) || among(file["change"].as_array());
}

/// "levers.puller" of levers.puller, table."round".puller and change."later".puller
std::string lever_of(const std::string& name) {
  const auto key = key_from(name);
  return key && (key->section == "table" || key->section == "change") ? "levers." + key->key : name;
}

void note_needs(const toml::table& file, const Scenario& scenario,
                std::vector<std::string>& notes) {
  std::set<std::string> varied;
  for (const DesignFactor& factor : scenario.design.factors) varied.insert(lever_of(factor.name));
  const Layout& layout = scenario.setting.layout;
  std::vector<Levers> all;
  for (const int m : layout.all_tables())
    std::ranges::move(levers_over_time(layout, m), std::back_inserter(all));
  for (const Need& need : needs) {
    const std::string name = "levers." + std::string(need.lever);
    if (all.empty() || varied.count(std::string(need.other)) > 0) continue;
    const auto met = [&](const Levers& levers) { return need.met({scenario.setting, levers}); };
    const auto usual = [&](const Levers& levers) { return is_default(need.lever, levers); };
    const bool used = varied.count(name) > 0 ||
                      (stated(file, need.lever) && !std::all_of(all.begin(), all.end(), usual));
    if (used && std::none_of(all.begin(), all.end(), met))
      notes.push_back("'" + name + "' " + std::string(need.sentence));
  }
}

/// Adds a note on each lever that a change sets to the value it already has at its tables.
void note_idle_changes(const Scenario& scenario, std::vector<std::string>& notes) {
  const Layout& layout = scenario.setting.layout;
  const auto touched = [&](int lever) {
    return std::ranges::count_if(layout.changes, [&](const Change& change) {
      return std::ranges::any_of(change.levers,
                                 [&](const LeverValue& one) { return one.lever == lever; });
    });
  };
  for (const Change& change : layout.changes)
    for (const LeverValue& one : change.levers) {
      const LeverRow& row = lever_table()[static_cast<std::size_t>(one.lever)];
      const bool same = std::ranges::all_of(layout.all_tables(), [&](int m) {
        return !change.concerns(m) ||
               row.value(layout.tables[static_cast<std::size_t>(m)].levers) == one.value;
      });
      const std::string key = SettingKey{"change", change.name, std::string(row.name)}.written();
      const bool varied = std::ranges::any_of(
          scenario.design.factors,
          [&](const DesignFactor& factor) { return lever_of(factor.name) == lever_of(key); });
      if (same && !varied && touched(one.lever) == 1)
        notes.push_back("'" + key + "' changes nothing: its tables have that value anyway");
    }
}

/// Notes how willing those outside are where no goal needs them.
void note_willing(const toml::table& file, const Scenario& scenario,
                  std::vector<std::string>& notes) {
  const auto& goals = scenario.setting.layout.goals;
  const bool needed =
      std::any_of(goals.begin(), goals.end(), [](const Goal& goal) { return !goal.needs.empty(); });
  const bool varied = std::ranges::any_of(scenario.design.factors, [](const DesignFactor& factor) {
    return factor.name == "goals.willing";
  });
  const toml::table* const common = file["goals"].as_table();
  if (!needed && (varied || (common && common->contains("willing"))))
    notes.push_back(
        "'goals.willing' is how willing those outside are, and no goal needs them: set 'needs' of "
        "a "
        "goal");
}

void note_cuts(const Scenario& scenario, std::vector<std::string>& notes) {
  constexpr int few = 6;  // months
  const Layout& layout = scenario.setting.layout;
  for (const ScheduledCut& cut : layout.cuts)
    for (const int period : layout.calendar.periods)
      if (period > cut.month && period - cut.month <= few) {
        const int months = period - cut.month;
        notes.push_back("the cut of " + month_label(layout.calendar, cut.month) + " acts " +
                        (months == 1 ? "1 month" : std::to_string(months) + " months") +
                        ": it ends with the policy period that begins in " +
                        month_label(layout.calendar, period));
      }
  const double hazard = scenario.setting.parameters.budget.cut_hazard;
  if (!layout.cuts.empty() && hazard > 0.0)
    notes.push_back("beside the [[cut]]s, organisations suffer random ones: budget.cut_hazard = " +
                    plain(hazard) + " a year; 0 leaves them out");
}

void note_overridden(const toml::table& file, const Scenario& scenario,
                     const std::vector<std::string>& settings, std::vector<std::string>& notes) {
  std::set<std::string> noted;
  const auto note_once = [&](const SettingKey& key) {
    const std::string sentence = about_overridden(file, key);
    if (!sentence.empty() && noted.insert(key.written()).second) notes.push_back(sentence);
  };
  for (const std::string& setting : settings)
    if (const auto parts = setting_from(setting)) note_once(parts->key);
  for (const DesignFactor& factor : scenario.design.factors)
    if (const auto key = key_from(factor.name)) note_once(*key);
  // A value for all entries is meant to be replaced by some entries. It is an error only if every
  // entry replaces it.
  for (const std::string_view section : {"levers", "goals", "initial"})
    if (const toml::table* const stated_here = file[section].as_table())
      for (const auto& [name, value] : *stated_here) {
        const SettingKey key{std::string(section), "", std::string(name.str())};
        if (overridden(file, key).everywhere()) note_once(key);
      }
}

}  // namespace

std::vector<std::string> notes_on(const toml::table& file, const Scenario& scenario,
                                  const std::vector<std::string>& settings) {
  std::vector<std::string> notes;
  note_overridden(file, scenario, settings, notes);
  note_needs(file, scenario, notes);
  note_idle_changes(scenario, notes);
  note_willing(file, scenario, notes);
  note_cuts(scenario, notes);
  if (scenario.layouts > 1)
    notes.push_back(
        "'run.layouts' acts in samen validate and samen calibrate, which draw so many worlds: a "
        "batch has the first of them");
  return notes;
}

}  // namespace samen
