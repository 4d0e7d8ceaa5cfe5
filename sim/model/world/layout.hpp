// Which organisation sits at which table. The layout never changes during a run, and all runs of a
// scenario share it.
#pragma once

#include <ranges>

#include "model/world/levers.hpp"

namespace samen {

struct alignas(line_of_cache) TableLayout {
  std::string name;
  Key key = 0;
  int set = 0;
  int first_seat = 0;
  int seats = 0;
  int first_pair = 0;     ///< n² ordered pairs, row by row
  int first_mission = 0;  ///< first index into arrays over table × goal of its set
  int host = 0;           ///< a puller who is not neutral favours the aspirations of this seat
  int funder = -1;        ///< the seat of the funder, if the funder sits at this table
  /// Index of the first table of its pool, or of the table itself if it belongs to no pool. A pool
  /// is a set of temporary teams among which the same members regroup; its first table lists all
  /// its tables in `teams`.
  int pool = 0;
  std::vector<int> teams{};
  bool has_waiting = false;  ///< some seats belong to organisations that are not members at the
                             ///< start
  Levers levers{};
  /// Day-weight of the meeting in each of the first months. After these months levers.meeting_rate
  /// applies.
  std::vector<double> dated_meetings{};
  std::vector<int> steps{};         ///< of an exercise, in the order of the scenario
  std::vector<double> step_days{};  ///< days that they take in each month up to the last of them
};

struct Layout {
  Calendar calendar;
  int capabilities = 6;
  std::vector<Goal> goals;
  std::vector<GoalSet> sets;
  std::vector<OrganisationLayout> organisations;
  std::vector<StakeLayout> stakes;
  std::vector<TableLayout> tables;
  std::vector<SeatLayout> seats;
  std::vector<Shock> shocks;
  std::vector<ScheduledCut> cuts;
  std::vector<Change> changes;
  std::vector<Step> steps;
  std::vector<Acquaintance> acquaintances;  ///< who meet at several tables
  std::vector<MeetingPlace> meeting_places;
  std::vector<int> shared_stakes;  ///< stakes of which the organisation has several seats
  int pairs = 0;
  int mission_entries = 0;
  int stake_entries = 0;
  int expressed_entries = 0;

  auto goals_of(int set) const {
    return std::views::iota(sets[set].first_goal, sets[set].first_goal + sets[set].goals);
  }
  auto seats_at(int table) const {
    const auto& at = tables[table];
    return std::views::iota(at.first_seat, at.first_seat + at.seats);
  }
  auto stakes_of(int organisation) const {
    const auto& owner = organisations[organisation];
    return std::views::iota(owner.first_stake, owner.first_stake + owner.stakes);
  }
  auto all_tables() const { return std::views::iota(0, static_cast<int>(tables.size())); }
  auto all_seats() const { return std::views::iota(0, static_cast<int>(seats.size())); }
  auto all_stakes() const { return std::views::iota(0, static_cast<int>(stakes.size())); }
  auto all_sets() const { return std::views::iota(0, static_cast<int>(sets.size())); }
  auto all_goals() const { return std::views::iota(0, static_cast<int>(goals.size())); }
  auto all_organisations() const {
    return std::views::iota(0, static_cast<int>(organisations.size()));
  }
  /// Index of the ordered pair of seats i -> j of one table.
  int pair(int i, int j) const {
    const auto& at = tables[seats[i].table];
    return at.first_pair + (i - at.first_seat) * at.seats + (j - at.first_seat);
  }
  /// Index of stake s and goal k (index of the goal in the layout) in aspiration and burden_share.
  int of_stake(int s, int k) const {
    return stakes[s].first_goal + k - sets[stakes[s].set].first_goal;
  }
  int of_seat(int i, int k) const {
    return seats[i].first_expressed + k - sets[tables[seats[i].table].set].first_goal;
  }
  int of_table(int m, int k) const {
    return tables[m].first_mission + k - sets[tables[m].set].first_goal;
  }
};

}  // namespace samen
