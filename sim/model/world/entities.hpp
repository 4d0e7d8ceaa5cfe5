// The entities of the model: arms, sectors, goals, organisations, seats and the calendar. They
// never change during a run.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "model/core/draws.hpp"

namespace samen {

/// The options of the boards. Tables meet in `only_together` and `together`. In `together`, work at
/// tables comes on top of own work; `only_together` forbids own work.
enum class Arm : std::int8_t { nothing, alone, only_together, together };
inline constexpr std::array<std::string_view, 4> arm_names{"nothing", "alone", "only_together",
                                                           "together"};
constexpr bool may_go_alone(Arm arm) {
  return arm == Arm::alone || arm == Arm::together;
}
constexpr bool has_tables(Arm arm) {
  return arm == Arm::only_together || arm == Arm::together;
}

/// The level at which white space (slack) is smallest; this level limits what can be spent.
enum class SpaceLevel { plan, organisation, person };

/// The kinds of contribution ("cheques") with which an organisation pays what it delivers. They
/// only split its account.
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
  double work = 150.0;       ///< effective k€ of work that complete the goal
  double burden = 40.0;      ///< cost of the unsolved problem at t = 0 [k€/month]
  double growth = 0.03;      ///< growth of the burden [1/year]
  double relief = 0.8;       ///< share of the burden that full progress takes away
  double revenue = 2.0;      ///< extra revenue at full progress [k€/month]
  double complexity = 0.7;   ///< chi: 0 skills substitute, 1 every skill is needed
  std::vector<int> after{};  ///< goals that come first, as indices into the same layout
  std::string needs{};       ///< those outside who must take it up; empty: nobody
  double willing = 0.3;      ///< share of what is done that they take up at the start
};

/// Goals that organisations pursue together. A table serves one set.
struct GoalSet {
  std::string name;
  int first_goal = 0;
  int goals = 0;
  int organisations = 0;  ///< organisations with a stake in the set at the start
  std::vector<int> stakes{};
  std::vector<int> tables{};
};

struct SeatLayout {
  int organisation = 0;
  int table = 0;
  int stake = 0;
  Key key = 0;
  int first_expressed = 0;  ///< first index into World::expressed
  bool waits = false;       ///< no member at the start, but may become one
};

/// An organisation's interest in one goal set.
struct StakeLayout {
  int organisation = 0;
  int set = 0;
  int first_goal = 0;  ///< first index into World::aspiration and World::burden_share
};

/// Bytes that come from memory together. Rules read a few neighbouring numbers of each of many
/// tables or organisations; these lie on one line.
inline constexpr std::size_t line_of_cache = 64;

/// Two organisations that sit at several tables together: where seat i of the first meets seat j of
/// the second, from `first_place` on in Layout::meeting_places.
struct Acquaintance {
  int first_place = 0;
  int places = 0;
};
struct MeetingPlace {
  int i = 0, j = 0;
};

struct alignas(line_of_cache) OrganisationLayout {
  static constexpr double unstated = -1.0;

  std::string name;
  std::string kind;
  Sector sector = Sector::civil_society;
  bool structure = true;  ///< false: a person or a group without an organisation
  Key key = 0;
  std::array<double, 4> cheque{0.2, 0.6, 0.1, 0.1};  ///< how the organisation pays what it
                                                     ///< delivers: the share of each Cheque
  double writes = unstated;       ///< what stands on its cheque at a step cheque [k€/month]
  std::vector<double> expects{};  ///< of each organisation, on its fiche [k€/month], or unstated;
                                  ///< empty: all unstated
  int first_stake = 0;
  int stakes = 0;
  std::vector<int> seats{};

  double expects_of(int organisation) const {
    return expects.empty() ? unstated : expects[organisation];
  }
};

/// A disturbance of delivery. For some months it takes away a share in [0, 1] of what is delivered.
/// `table` -1: at all tables and in work alone; `organisation` -1: by all organisations.
struct Shock {
  int month = 0;
  double size = 0.0;
  int table = -1;
  int organisation = -1;
  int months = 1;
};

/// A new value of a lever. `lever` is its index in lever_table(); the value of a choice is the
/// index of its setting.
struct LeverValue {
  int lever = 0;
  double value = 0.0;
};

/// An occasion that a change awaits, or none.
struct Awaited {
  int occasion = -1;    ///< its index in occasions(), or -1 for none
  double number = 0.0;  ///< the number in the name of the occasion
  explicit operator bool() const { return occasion >= 0; }
  bool operator==(const Awaited&) const = default;
};

/// A change of levers during a run (changes.hpp), at the listed tables, or at all tables if the
/// list is empty. It starts in `month`; or, separately at each table, in the first month at whose
/// beginning the occasion `when` has occurred. It holds through the month `last`; or until, at that
/// table, the occasion `until` has occurred.
struct Change {
  static constexpr int to_the_end = std::numeric_limits<int>::max();

  std::string name{};
  int month = 0;
  int last = to_the_end;
  Awaited when{}, until{};
  bool again = false;         ///< it may begin again after `until` has ended it
  bool on = true;             ///< otherwise it never begins
  std::vector<int> tables{};  ///< in ascending order
  std::vector<LeverValue> levers{};

  bool concerns(int table) const {
    return tables.empty() || std::binary_search(tables.begin(), tables.end(), table);
  }
};

/// What partners do at a step of an exercise (steps.hpp). A step of the kind `agenda` is a meeting
/// with an agenda and a chair.
enum class StepKind : std::int8_t {
  agenda,
  opportunity_circle,
  statement,
  goals,
  fiche,
  cheque,
  commitment_walk,
  looking_back
};
inline constexpr std::array<std::string_view, 8> step_kind_names{
    "agenda", "opportunity_circle", "statement",   "goals", "fiche",
    "cheque", "commitment_walk",    "looking_back"};

/// Who puts the question to the home boards before the step.
enum class Preparation : std::int8_t { nobody, delegate, puller };
inline constexpr std::array<std::string_view, 3> preparation_names{"nobody", "delegate", "puller"};

/// A step of an exercise at some tables or (empty) at all: a dated meeting that has a work form.
struct Step {
  static constexpr double of_the_table = -1.0;

  std::string name{};
  StepKind kind = StepKind::agenda;
  int month = 0;
  double days = 0.5;
  double method = of_the_table;  ///< quality of the work form
  double price = 0.0;            ///< what the table buys for it [k€]
  Preparation prepares = Preparation::nobody;
  std::vector<int> tables{};  ///< in ascending order

  bool concerns(int table) const {
    return tables.empty() || std::binary_search(tables.begin(), tables.end(), table);
  }
};

/// A cut that is known beforehand. `factor` states which share of the white space is left until the
/// next period, for one organisation or (-1) for all.
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
  int board_interval = 3;            ///< boards meet when the month is a multiple of this number
};

inline constexpr double never = -1.0;

}  // namespace samen
