// Who and what there is: arms, sectors, goals, organisations, seats, the calendar. They never
// change during a run.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/core/draws.hpp"

namespace samen {

/// Which options the boards have. Tables meet in `only_together` and `together`; they come on top
/// of what each does alone, which only `only_together` forbids.
enum class Arm : std::int8_t { nothing, alone, only_together, together };
inline constexpr std::array<std::string_view, 4> arm_names{"nothing", "alone", "only_together",
                                                           "together"};
constexpr bool may_go_alone(Arm arm) {
  return arm == Arm::alone || arm == Arm::together;
}
constexpr bool has_tables(Arm arm) {
  return arm == Arm::only_together || arm == Arm::together;
}

/// The level at which white space is smallest.
enum class SpaceLevel { plan, organisation, person };

/// How an organisation pays what it delivers; it only splits the account.
enum class Cheque : std::int8_t { money, staff, volunteers, in_kind };
inline constexpr std::array<std::string_view, 4> cheque_names{"money", "staff", "volunteers",
                                                              "in_kind"};

/// The six sectors of society (D32).
enum class Sector : std::int8_t {
  government,
  civil_society,
  finance,
  knowledge,
  private_particular,
  business
};
inline constexpr std::array<std::string_view, 6> sector_names{
    "government", "civil_society", "finance", "knowledge", "private_particular", "business"};

struct Goal {
  std::string name;
  double work = 150.0;       ///< effective k€ that complete it
  double burden = 40.0;      ///< cost of the unsolved problem at t = 0 [k€/month]
  double growth = 0.03;      ///< of the burden [1/year]
  double relief = 0.8;       ///< share of the burden that full progress takes away
  double revenue = 2.0;      ///< extra revenue at full progress [k€/month]
  double complexity = 0.7;   ///< chi: 0 skills substitute, 1 every skill is needed
  std::vector<int> after{};  ///< predecessors, as indices into the same layout
};

/// Goals pursued together: a range of goals. A table serves one set.
struct GoalSet {
  std::string name;
  int first_goal = 0;
  int goals = 0;
  int organisations = 0;  ///< with a stake in the set, at the start
  std::vector<int> stakes{};
  std::vector<int> tables{};
};

struct SeatLayout {
  int organisation = 0;
  int table = 0;
  int stake = 0;
  Key key = 0;
  int first_expressed = 0;  ///< into World::expressed
  bool waits = false;       ///< no member at the start, may become one
};

/// An organisation's interest in one goal set.
struct StakeLayout {
  int organisation = 0;
  int set = 0;
  int first_goal = 0;  ///< into World::aspiration and World::burden_share
};

struct OrganisationLayout {
  std::string name;
  std::string kind;
  Sector sector = Sector::civil_society;
  bool structure = true;  ///< false: a person or a group without an organisation behind it
  Key key = 0;
  std::array<double, 4> cheque{0.2, 0.6, 0.1, 0.1};  ///< split of what it delivers, by Cheque
  int first_stake = 0;
  int stakes = 0;
  std::vector<int> seats{};
};

/// A disturbance of delivery: what share of it falls away, in [0, 1], from a month on for some
/// months, at one table or (-1) of all that is done at tables and alone, of one organisation or
/// (-1) of all.
struct Shock {
  int month = 0;
  double size = 0.0;
  int table = -1;
  int organisation = -1;
  int months = 1;
};

/// A cut that is known beforehand: what it leaves of the white space until the next period, of one
/// organisation or (-1) of all.
struct ScheduledCut {
  int month = 0;
  double factor = 0.0;
  int organisation = -1;
};

struct Calendar {
  int start_year = 2013;
  int start_month = 7;  ///< 1 … 12
  int months = 150;
  std::vector<int> periods{30, 90};  ///< months in which a policy period starts
  int board_interval = 3;            ///< boards meet when t mod this is 0
};

inline constexpr double never = -1.0;

}  // namespace samen
