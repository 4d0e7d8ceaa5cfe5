// Computes the indices of the world's arrays from the members of each table.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/world/world.hpp"

namespace samen {

struct TablePlan {
  std::string name;
  Key key = 0;                  ///< stable key; 0: the key of its name
  std::vector<int> members;     ///< organisations
  std::vector<int> founders{};  ///< positions in `members` of the members at the start; if empty,
                                ///< see lay_out
  int set = 0;
  int host = 0;     ///< position in members
  int funder = -1;  ///< position in members, or -1
  Levers levers{};
  std::vector<double> dated_meetings{};
};

struct GoalSetPlan {
  std::string name;
  std::vector<Goal> goals;    ///< Goal::after counts within the set
  bool of_one_table = false;  ///< only the members of this table have a stake in it
};

struct LayoutPlan {
  Calendar calendar{};
  int capabilities = 6;
  std::vector<GoalSetPlan> sets;
  std::vector<OrganisationLayout> organisations;  ///< name, kind, sector, cheque, and key if it is
                                                  ///< not 0
  std::vector<TablePlan> tables;
  std::vector<Shock> shocks;
  std::vector<ScheduledCut> cuts;
  std::vector<Change> changes;
  std::vector<Step> steps;
};

/// Number of entries of the longest column that a plan needs; usually the column of the pairs of
/// seats.
std::int64_t largest_count(const LayoutPlan& plan);

/// The longest column that a world may have. It is below the range of an index and leaves memory
/// for working space.
inline constexpr std::int64_t largest_layout = 500'000'000;

/// Tells each table which steps of the layout are its own, and how many days they take.
void place_steps(Layout& layout);

/// Numbers the seats, stakes, pairs and their entries. An organisation has a stake in the sets of
/// its tables; an organisation that sits at no table has a stake in every set that does not belong
/// to a single table. If founders are stated, the other members wait; otherwise members without an
/// organisation wait. Tables of temporary teams with the same members, set, months, carry-over,
/// ratings and anonymity form one pool, in which nobody waits. Throws ContractViolation if an index
/// is out of range.
Layout lay_out(LayoutPlan plan);

}  // namespace samen
