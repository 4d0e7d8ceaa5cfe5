// From who sits where to the indices a world is stored by.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/world/world.hpp"

namespace samen {

struct TablePlan {
  std::string name;
  Key key = 0;                  ///< 0: of its name
  std::vector<int> members;     ///< organisations
  std::vector<int> founders{};  ///< positions in members of those who start; empty: see lay_out
  int set = 0;
  int host = 0;     ///< position in members
  int funder = -1;  ///< position in members, or -1
  Levers levers{};
  std::vector<double> dated_meetings{};
};

struct GoalSetPlan {
  std::string name;
  std::vector<Goal> goals;    ///< Goal::after counts within the set
  bool of_one_table = false;  ///< nobody but its members has a stake in it
};

struct LayoutPlan {
  Calendar calendar{};
  int capabilities = 6;
  std::vector<GoalSetPlan> sets;
  std::vector<OrganisationLayout> organisations;  ///< name, kind, sector, cheque; key if not 0
  std::vector<TablePlan> tables;
  std::vector<Shock> shocks;
  std::vector<ScheduledCut> cuts;
};

/// Entries of the longest column a plan would need (pairs of seats, as a rule).
std::int64_t largest_count(const LayoutPlan& plan);

/// Longest column a world can hold: below the range of an index with room for working space.
inline constexpr std::int64_t largest_layout = 500'000'000;

/// Numbers seats, stakes, pairs and their entries. An organisation has a stake in the sets of its
/// tables; one that sits nowhere, in every set that is not of one table. Where founders are stated
/// the other members wait; where not, those without a structure do. Tables of temporary teams with
/// the same members, set, months and carry-over are one pool; there nobody waits. Throws
/// ContractViolation on indices out of range.
Layout lay_out(LayoutPlan plan);

}  // namespace samen
