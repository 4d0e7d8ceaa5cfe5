// Reads the entries of a scenario. Each kind of entry has its own file: goals, organisations, ties,
// tables, disturbances, changes, steps, items, staging, runs. Complaints are collected; no reader
// stops at the first one.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/world/formation.hpp"
#include "model/world/layout_plan.hpp"
#include "scenario/scenario.hpp"
#include "scenario/toml_section.hpp"

namespace samen {

class EntryReader {
 public:
  EntryReader(const toml::table& file, Complaints& complaints)
      : root_(&file, "", complaints), complaints_(complaints) {}

  Scenario read();
  /// Computes the layout; only for a file without complaints.
  void lay_out_setting(Scenario& scenario) { scenario.setting.layout = lay_out(std::move(plan_)); }

 private:
  // entry_reader.cpp
  void read_head();
  void read_calendar();
  void read_sections();
  /// Returns whether `number` more things of `bytes_each` bytes fit into memory; complains if not.
  bool fits(Section& section, int number, std::size_t bytes_each, const std::string& things);
  static std::string one_of_many(const std::string& name, int n, int number);
  /// Keys (hashes of names) address the draws. Names with equal keys would share their draws, so
  /// they are refused.
  void refuse_same_keys(std::vector<std::pair<Key, std::string>> named, const std::string& what);
  /// The index of the name that `key` states, or -1 if the key is absent or the name unknown.
  int named(Section& section, std::string_view key, const std::vector<std::string>& names,
            const std::string& what);
  int position_of(Section& section, std::string_view key, const std::string& given,
                  const std::vector<std::string>& names, const std::string& what);

  // goals.cpp
  Goal read_goal(Section& section, const Goal& usual);
  void read_goals();
  void read_order(Section& section, std::size_t set, std::size_t position, bool chain);
  /// Kahn (1962): goals that cannot be sorted lie on a cycle or after one.
  void refuse_cycles();

  // organisations.cpp
  void read_organisations();
  /// One organisation, or `number` of them drawn from the same distributions: "name 1", "name 2", …
  void read_organisation(Section& section);
  /// The place of an organisation, for conveners who invite the nearest.
  static std::optional<Place> read_place(Section& section);
  /// One number for each goal. Goals belong to one set, so this is refused if there are several
  /// sets.
  std::vector<double> per_goal(Section& section, std::string_view key);
  void read_cheque(Section& section, OrganisationLayout& owner);
  void refuse_same_names();
  /// Refuses organisations whose shares of a burden sum to more than 1.
  void refuse_too_much_burden();
  /// Reads the seed first, because it decides the places of organisations and the invitations.
  std::uint64_t read_seed();

  // ties.cpp
  /// What the organisations of an entry state about others: trust in them and what they expect.
  void read_ties(Section& section);
  /// Notes ties and amounts on cheques that act nowhere.
  void note_idle_ties();
  /// The organisations with this name: those of a whole entry or one of them. Complains about an
  /// unknown name.
  std::vector<int> organisations_named(Section& section, const std::string& name);
  /// Whether two organisations share a table at which such a step is held.
  bool share_step(int one, int other, StepKind kind) const;

  // tables.cpp
  void refuse_too_large();
  void read_tables();
  /// Removes goals of which every table has its own copy: they are only templates for the copies.
  void drop_patterns();
  void add_table(TablePlan table, bool own, const std::vector<double>& given);
  /// Forms `number` tables by invitation: "name 1", "name 2", …
  void form_tables(Section& section, TablePlan table, Invitation invite, int number, bool own,
                   const std::vector<double>& given);
  /// One of the sets that the scenario declares. A table's own set of goals has a name too, but no
  /// other table may use it.
  int read_set(Section& section);
  void read_members(Section& section, TablePlan& table);
  /// The index in `members` of the member that `key` names, or -1 if the key is absent or the name
  /// unknown.
  int seat_named(Section& section, const char* key, const std::vector<std::string>& names,
                 const TablePlan& table);
  /// Reads who sits at the table from the start: the founders, or, if none are stated, all members
  /// with an organisation. The others may join. The host is one of the founders.
  void read_founders(Section& section, TablePlan& table);
  void read_meetings(Section& section, TablePlan& table);

  // disturbances.cpp
  /// The month of a shock or a cut, counted from the start.
  int month_within(Section& section, std::string_view key = "month");
  /// Duration in months of a disturbance that starts in month `first`: 1, unless `until` names its
  /// last month.
  int months_until(Section& section, int first);
  void note_who_is_not_there(Section& section, const Shock& shock);
  void read_disturbances();
  void read_branch();

  // staging.cpp
  void read_staging();
  void read_words();

  // changes.cpp
  void read_changes();
  /// The start and end of a change: each a month or an occasion.
  void read_time(Section& section, Change& change);
  void read_end(Section& section, Change& change);
  /// The tables that a change or a step names: one, those of an entry that forms many, or none.
  std::vector<int> tables_named(Section& section);
  void read_levers_of(Section& section, Change& change);
  /// Refuses values that cannot change during a run at a table of this kind.
  void refuse_values(Section& section, const Change& change);
  /// Refuses an occasion that no table of a change can see.
  void refuse_goal(Section& section, std::string_view key, const Change& change,
                   const Awaited& awaited);

  // steps.cpp
  void read_steps();
  void read_step_of(Section& section, Step& step);
  /// Notes a step that a puller prepares at a table without one.
  void note_step_without_puller(Section& section, const Step& step);
  // items.cpp
  /// An entry [[item]].
  struct Item {
    std::string name, goal, whom;
    std::string_view kind;
    double amount = 0.0;  ///< at full progress, at the start [k€/month]
    int from = 0;         ///< month of the calendar
    toml::source_region place;
  };
  void read_items();
  /// Who bears an avoided cost. A single organisation must state its share, because a drawn share
  /// differs from run to run.
  void read_bearer(Section& section, Item& item);
  /// Share of the burden of a goal that falls on organisations: the same in all runs.
  double inside_share(std::size_t set, std::size_t goal) const;
  /// Refuses items that sum to more than the ledger gives at full progress.
  void refuse_too_much(const Goal& goal, std::size_t position, double inside);

  // runs.cpp
  StopRule read_stop_rule(Section section);
  void read_run();

  Section root_;
  Complaints& complaints_;
  LayoutPlan plan_;
  std::map<std::string, std::vector<int>> groups_;  ///< organisations that one entry declares, by
                                                    ///< its name
  std::map<std::string, std::vector<int>> formed_;  ///< tables that one entry forms, by its name
  std::vector<Place> places_;                       ///< per organisation
  std::set<int> patterns_;                          ///< sets of goals of which tables have their
                                                    ///< own copies
  std::uint64_t seed_ = 1;
  double memory_ = 0.0;  ///< bytes that organisations and tables need before the first month
  std::vector<std::pair<std::size_t, std::vector<double>>> mixes_;
  std::vector<Item> items_;
  Scenario scenario_;
};

}  // namespace samen
