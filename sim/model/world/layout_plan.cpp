#include "model/world/layout_plan.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "model/core/contract.hpp"

namespace samen {
namespace {

int number_stake(Layout& layout, int organisation, int set) {
  const auto stakes = layout.stakes_of(organisation);  // in the order of their sets
  const auto found =
      std::ranges::lower_bound(stakes, set, {}, [&](int s) { return layout.stakes[s].set; });
  expect(found != stakes.end() && layout.stakes[*found].set == set,
         "an organisation has a stake in the goals of its tables");
  return *found;
}

void add_stakes(Layout& layout, int organisation, std::vector<int> sets,
                const std::vector<int>& open_sets) {
  if (sets.empty()) sets = open_sets;
  std::sort(sets.begin(), sets.end());
  sets.erase(std::unique(sets.begin(), sets.end()), sets.end());

  OrganisationLayout& owner = layout.organisations[organisation];
  owner.first_stake = static_cast<int>(layout.stakes.size());
  owner.stakes = static_cast<int>(sets.size());
  for (const int set : sets) {
    layout.sets[set].stakes.push_back(static_cast<int>(layout.stakes.size()));
    layout.stakes.push_back({organisation, set, layout.stake_entries});
    layout.stake_entries += layout.sets[set].goals;
    ++layout.sets[set].organisations;
  }
}

void add_table(Layout& layout, const TablePlan& plan) {
  const int n = static_cast<int>(plan.members.size());
  const int goals = layout.sets[plan.set].goals;
  const int first_seat = static_cast<int>(layout.seats.size());
  expect(plan.host >= 0 && plan.host < n, "the host of a table is one of its members");
  expect(plan.funder < n, "the funder at a table is one of its members");
  layout.tables.push_back({.name = plan.name,
                           .key = plan.key != 0 ? plan.key : key_of(plan.name),
                           .set = plan.set,
                           .first_seat = first_seat,
                           .seats = n,
                           .first_pair = layout.pairs,
                           .first_mission = layout.mission_entries,
                           .host = first_seat + plan.host,
                           .funder = plan.funder < 0 ? -1 : first_seat + plan.funder,
                           .levers = plan.levers,
                           .dated_meetings = plan.dated_meetings});
  const int table = static_cast<int>(layout.tables.size()) - 1;
  layout.tables[table].pool = table;
  layout.sets[plan.set].tables.push_back(table);
  for (int position = 0; position < n; ++position) {
    const int organisation = plan.members[position];
    const bool founds = std::ranges::find(plan.founders, position) != plan.founders.end();
    const bool waits =
        plan.levers.team_months == 0 &&
        (plan.founders.empty() ? !layout.organisations[organisation].structure : !founds);
    layout.tables[table].has_waiting = layout.tables[table].has_waiting || waits;
    layout.organisations[organisation].seats.push_back(static_cast<int>(layout.seats.size()));
    layout.seats.push_back({.organisation = organisation,
                            .table = table,
                            .stake = number_stake(layout, organisation, plan.set),
                            .key = layout.organisations[organisation].key,
                            .first_expressed = layout.expressed_entries,
                            .waits = waits});
    layout.expressed_entries += goals;
  }
  layout.pairs += n * n;
  layout.mission_entries += goals;
}

/// Puts tables of temporary teams with the same members and terms into one pool.
void pool_teams(Layout& layout, const std::vector<TablePlan>& plans) {
  using Terms = std::tuple<std::vector<int>, int, int, double, double, double>;
  std::map<Terms, int> pools;
  for (const int m : layout.all_tables()) {
    TableLayout& at = layout.tables[m];
    if (at.levers.team_months == 0) continue;
    const Terms terms{plans[m].members,      at.set,
                      at.levers.team_months, at.levers.carry_over,
                      at.levers.ratings,     at.levers.anonymous};
    at.pool = pools.emplace(terms, m).first->second;
    layout.tables[at.pool].teams.push_back(m);
  }
}

/// Finds who meet at several tables, and the stakes of which an organisation has several seats.
void find_acquaintances(Layout& layout) {
  const auto sits_at_several = [&](int organisation) {
    return layout.organisations[organisation].seats.size() > 1;
  };
  for (const int first : layout.all_organisations()) {
    if (!sits_at_several(first)) continue;
    std::map<int, std::vector<MeetingPlace>> places;  // by the other organisation
    std::map<int, int> seats_of_stake;
    for (const int i : layout.organisations[first].seats) {
      ++seats_of_stake[layout.seats[i].stake];
      for (const int j : layout.seats_at(layout.seats[i].table))
        if (const int second = layout.seats[j].organisation;
            second != first && sits_at_several(second))
          places[second].push_back({i, j});
    }
    for (const auto& [second, common] : places) {
      if (common.size() < 2) continue;
      layout.acquaintances.push_back(
          {static_cast<int>(layout.meeting_places.size()), static_cast<int>(common.size())});
      layout.meeting_places.insert(layout.meeting_places.end(), common.begin(), common.end());
    }
    for (const auto& [stake, seats] : seats_of_stake)
      if (seats > 1) layout.shared_stakes.push_back(stake);
  }
}

}  // namespace

std::int64_t largest_count(const LayoutPlan& plan) {
  std::int64_t pairs = 0, entries = 0, open_goals = 0, goals = 0;
  for (const GoalSetPlan& set : plan.sets) {
    goals += static_cast<std::int64_t>(set.goals.size());
    if (!set.of_one_table) open_goals += static_cast<std::int64_t>(set.goals.size());
  }
  for (const TablePlan& table : plan.tables) {
    const auto seats = static_cast<std::int64_t>(table.members.size());
    const auto of_set = static_cast<std::int64_t>(plan.sets[table.set].goals.size());
    pairs += seats * seats;
    entries += seats * std::max<std::int64_t>(of_set, plan.capabilities);
  }
  const auto owners = static_cast<std::int64_t>(plan.organisations.size());
  return std::max({pairs, entries + owners * open_goals, owners * plan.capabilities,
                   goals * plan.capabilities});
}

void place_steps(Layout& layout) {
  for (int n = 0; n < static_cast<int>(layout.steps.size()); ++n) {
    const Step& step = layout.steps[n];
    for (const int m : layout.all_tables()) {
      if (!step.concerns(m)) continue;
      TableLayout& at = layout.tables[m];
      at.steps.push_back(n);
      if (step.month >= static_cast<int>(at.step_days.size())) at.step_days.resize(step.month + 1);
      at.step_days[step.month] += step.days;
    }
  }
}

Layout lay_out(LayoutPlan plan) {
  expect(largest_count(plan) <= largest_layout, "a world fits into its indices");
  Layout layout;
  layout.calendar = plan.calendar;
  layout.capabilities = plan.capabilities;
  layout.organisations = std::move(plan.organisations);
  layout.shocks = plan.shocks;
  layout.cuts = plan.cuts;
  layout.changes = std::move(plan.changes);
  for (const GoalSetPlan& set : plan.sets) {
    const int first = static_cast<int>(layout.goals.size());
    layout.sets.push_back(
        {.name = set.name, .first_goal = first, .goals = static_cast<int>(set.goals.size())});
    for (Goal goal : set.goals) {
      for (int& before : goal.after) before += first;
      layout.goals.push_back(std::move(goal));
    }
  }
  for (OrganisationLayout& owner : layout.organisations)
    if (owner.key == 0) owner.key = key_of(owner.name);
  std::vector<std::vector<int>> sets_of(layout.organisations.size());
  for (const TablePlan& table : plan.tables)
    for (const int member : table.members) {
      expect(member >= 0 && member < static_cast<int>(sets_of.size()), "a member exists");
      sets_of[member].push_back(table.set);
    }
  std::vector<int> open_sets;
  for (const int set : layout.all_sets())
    if (!plan.sets[set].of_one_table) open_sets.push_back(set);
  for (const int i : layout.all_organisations())
    add_stakes(layout, i, std::move(sets_of[i]), open_sets);
  for (const TablePlan& table : plan.tables) add_table(layout, table);
  pool_teams(layout, plan.tables);
  find_acquaintances(layout);
  layout.steps = std::move(plan.steps);
  place_steps(layout);
  return layout;
}

}  // namespace samen
