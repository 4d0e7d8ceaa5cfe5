// 7.43 Levers change during a run.
//
// Examples: a board replaces its puller (convener), a funder stops, a table that has found its
// mission rotates the lead. A change gives levers other values from a month on, or from the month
// in which an occasion occurs, and restores the former values after its last month, or once another
// occasion occurs. Rules read the levers of the month and know nothing of changes. A change in
// month 0 replaces the lever itself: it also holds before the first month. If two changes set the
// same lever, the later one in the scenario wins.
//
// Each table waits for an occasion by itself, in each replicate. Levers are plain numbers that all
// replicates of a block share; therefore a world that waits for occasions holds one replicate.
#pragma once

#include "model/core/contract.hpp"
#include "model/parameter_table.hpp"
#include "model/world/mechanism.hpp"

namespace samen {

namespace event {
inline constexpr EventKind change_begins{31}, change_ends{32};
}

struct Changes {
  static constexpr std::array events{
      EventRow{event::change_begins, "change_begins", "number of the change in the scenario"},
      EventRow{event::change_ends, "change_ends", "number of the change in the scenario"},
  };
};

/// An occasion that a change may wait for, at a table that has not ended.
template <class Real>
struct Occasion {
  std::string_view name;  ///< as a scenario writes it; # is replaced by a number
  std::string_view key;   ///< of its words in the translations
  Range range;            ///< of the number
  bool whole;             ///< whole numbers only
  Mask<Real> (*holds)(const World<Real>& world, int m, double number);
  bool has_number() const { return name.find('#') != std::string_view::npos; }
};

namespace detail {

template <class Real>
Mask<Real> beacon_stands(const World<Real>& world, int m, double number) {
  return world.beacons[m] >= number;
}
template <class Real>
Mask<Real> goal_reached(const World<Real>& world, int m, double number) {
  const auto& set = world.layout->sets[world.layout->tables[m].set];
  const int k = static_cast<int>(number);
  if (k > set.goals) return Mask<Real>(false);
  return world.reached_at[set.first_goal + k - 1] >= 0.0;
}
template <class Real>
Mask<Real> table_operates(const World<Real>& world, int m, double) {
  return world.operating[m];
}
template <class Real>
Mask<Real> start_money_ends(const World<Real>& world, int m, double) {
  const auto& levers = world.levers(m);
  if (levers.seed_money == 0.0) return Mask<Real>(false);
  return Mask<Real>(world.month >= levers.seed_months) || world.funded[m] == 0.0;
}
template <class Real>
Mask<Real> budget_cut(const World<Real>& world, int m, double) {
  Mask<Real> any = false;
  for (const int i : world.layout->seats_at(m))
    any = any || (world.member[i] && world.cut[world.organisation_of(i)] < 1.0);
  return any;
}
template <class Real>
Mask<Real> few_members(const World<Real>& world, int m, double number) {
  return members(world, m) < number;
}
template <class Real>
Real trust_at(const World<Real>& world, int m) {
  return mean_over_pairs(world, m, [&](int pair) { return world.trust[pair]; });
}
template <class Real>
Mask<Real> trust_below(const World<Real>& world, int m, double number) {
  return trust_at(world, m) < number;
}
template <class Real>
Mask<Real> trust_above(const World<Real>& world, int m, double number) {
  return trust_at(world, m) > number;
}
template <class Real>
Mask<Real> elan_below(const World<Real>& world, int m, double number) {
  return world.elan[m] < number;
}
template <class Real>
Mask<Real> elan_above(const World<Real>& world, int m, double number) {
  return world.elan[m] > number;
}

}  // namespace detail

template <class Real>
constexpr auto occasions() {
  constexpr Range without{}, shares{0, 1}, counts{1, 1000};
  return std::to_array<Occasion<Real>>({
      {"beacon # stands", "beacon_stands", {1, 4}, true, detail::beacon_stands<Real>},
      {"goal # is reached", "goal_is_reached", counts, true, detail::goal_reached<Real>},
      {"table operates", "table_operates", without, false, detail::table_operates<Real>},
      {"seed money ends", "seed_money_ends", without, false, detail::start_money_ends<Real>},
      {"a budget is cut", "a_budget_is_cut", without, false, detail::budget_cut<Real>},
      {"members < #", "members_below", counts, true, detail::few_members<Real>},
      {"mean trust < #", "mean_trust_below", shares, false, detail::trust_below<Real>},
      {"mean trust > #", "mean_trust_above", shares, false, detail::trust_above<Real>},
      {"elan < #", "elan_below", shares, false, detail::elan_below<Real>},
      {"elan > #", "elan_above", shares, false, detail::elan_above<Real>},
  });
}

/// Whether any change waits for an occasion, to begin or to end. If so, each replicate has its own
/// levers. A change that is off counts too, because a design point may switch it on.
inline bool has_occasions(const auto& layout) {
  return std::ranges::any_of(layout.changes,
                             [](const Change& change) { return change.when || change.until; });
}

/// The place of change n at table m in change_since and change_ended.
inline std::size_t place_of(const auto& layout, int n, int m) {
  return static_cast<std::size_t>(n) * layout.tables.size() + static_cast<std::size_t>(m);
}

/// Whether change n holds at table m this month.
template <class Real>
bool holds(const World<Real>& world, int n, int m) {
  const std::size_t at = place_of(*world.layout, n, m);
  return world.change_since[at] >= 0 && world.change_ended[at] < 0 &&
         world.month <= world.layout->changes[n].last;
}

/// Whether an occasion has come at table m.
template <class Real>
bool has_come(const World<Real>& world, int m, const Awaited& awaited) {
  const Mask<Real> now =
      occasions<Real>()[static_cast<std::size_t>(awaited.occasion)].holds(world, m, awaited.number);
  return lane(Mask<Real>(world.alive[m] && now), 0);
}

/// Whether change n, which does not hold, begins at table m this month.
template <class Real>
bool comes(const World<Real>& world, int n, int m) {
  const Change& change = world.layout->changes[n];
  const std::size_t at = place_of(*world.layout, n, m);
  const bool may = world.change_since[at] < 0 || (change.again && world.change_ended[at] >= 0);
  if (!may || !change.on || world.month > change.last) return false;
  return change.when ? has_come(world, m, change.when) : world.month == change.month;
}

/// Starts the changes of table m whose month or occasion has come, and ends those whose end has
/// come. A change holds for a month at least.
template <class Real>
void turn_changes_at(World<Real>& world, int m) {
  const std::vector<Change>& changes = world.layout->changes;
  for (int n = 0; n < static_cast<int>(changes.size()); ++n) {
    const Awaited& until = changes[n].until;
    const std::size_t at = place_of(*world.layout, n, m);
    if (!changes[n].concerns(m)) continue;
    if (!holds(world, n, m)) {
      if (!comes(world, n, m)) continue;
      world.change_since[at] = world.month;
      world.change_ended[at] = -1;
    } else if (until && world.change_since[at] < world.month && has_come(world, m, until)) {
      world.change_ended[at] = world.month;
    }
  }
}

/// The levers of table m this month, with all active changes.
template <class Real>
auto changed_levers(const World<Real>& world, int m) {
  const auto& layout = *world.layout;
  auto levers = layout.tables[m].levers;
  for (int n = 0; n < static_cast<int>(layout.changes.size()); ++n)
    if (holds(world, n, m))
      for (const LeverValue& one : layout.changes[n].levers)
        lever_table()[static_cast<std::size_t>(one.lever)].set(levers, one.value);
  return levers;
}

/// Before the first month: applies the changes of month 0. No table lives yet, so no occasion can
/// occur.
template <class Real>
void begin_changes(World<Real>& world) {
  const auto& layout = *world.layout;
  expect(lanes<Real> == 1 || !has_occasions(layout),
         "levers that wait for an occasion need a world for each replicate");
  world.levers_now.clear();
  if (layout.changes.empty()) return;
  world.change_since.assign(layout.changes.size() * layout.tables.size(), -1);
  world.change_ended = world.change_since;
  for (const int m : layout.all_tables()) turn_changes_at(world, m);
  for (const int m : layout.all_tables()) world.levers_now.push_back(changed_levers(world, m));
}

/// Whether change n begins or ends at table m this month.
template <class Real>
bool begins(const World<Real>& world, int n, int m) {
  return world.change_since[place_of(*world.layout, n, m)] == world.month;
}
template <class Real>
bool ends(const World<Real>& world, int n, int m) {
  const std::size_t at = place_of(*world.layout, n, m);
  if (world.change_ended[at] >= 0) return world.change_ended[at] == world.month;
  return world.change_since[at] >= 0 && world.month - 1 == world.layout->changes[n].last;
}

/// Applies the changes of this month; returns whether any change began or ended.
template <class Real>
bool change_levers(World<Real>& world) {
  const auto& layout = *world.layout;
  if (layout.changes.empty()) return false;
  const int changes = static_cast<int>(layout.changes.size());
  each_table(world, [&](int m, Workspace<Real>&) { turn_changes_at(world, m); });
  bool any = false;
  for (const int m : layout.all_tables())
    for (int n = 0; n < changes; ++n) any = any || begins(world, n, m) || ends(world, n, m);
  if (!any) return false;
  world.levers_before = world.levers_now;
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    world.levers_now[m] = changed_levers(world, m);
    for (int n = 0; n < changes; ++n) {
      Event event{.month = world.month, .kind = event::change_begins, .table = m};
      note(workspace, world.alive[m] && Mask<Real>(begins(world, n, m)), event, Real(n + 1.0));
      event.kind = event::change_ends;
      note(workspace, world.alive[m] && Mask<Real>(ends(world, n, m)), event, Real(n + 1.0));
    }
  });
  return true;
}

}  // namespace samen
