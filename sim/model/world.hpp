// The state of one run: organisations, seats, pairs, tables and goals, by structure of arrays.
//
// Layout is what never changes during a run and is shared by all runs of a scenario: who sits
// where, which goals belong together, the calendar. World is what the rules change. Money is k€,
// effort is valued in k€, time is in months from the start, shares lie in [0, 1].
#pragma once

#include <limits>
#include <ranges>
#include <string>
#include <vector>

#include "model/draws.hpp"
#include "model/levers.hpp"
#include "model/real.hpp"

namespace samen {

/// Which options the boards have. Tables meet only in `together` and `choice`.
enum class Arm : std::int8_t { nothing, alone, together, choice };
inline constexpr std::array<std::string_view, 4> arm_names{"nothing", "alone", "together",
                                                           "choice"};
constexpr bool may_go_alone(Arm arm) {
  return arm == Arm::alone || arm == Arm::choice;
}
constexpr bool has_tables(Arm arm) {
  return arm == Arm::together || arm == Arm::choice;
}

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
};

struct TableLayout {
  std::string name;
  Key key = 0;
  int set = 0;
  int first_seat = 0;
  int seats = 0;
  int first_pair = 0;     ///< n² ordered pairs, row by row
  int first_mission = 0;  ///< into arrays over table × goal of its set
  int host = 0;           ///< seat whose aspirations a puller who is not neutral favours
  Levers levers{};
  /// Day-weight of the meeting in each of the first months; afterwards levers.meeting_rate holds.
  std::vector<double> dated_meetings{};
};

struct SeatLayout {
  int organisation = 0;
  int table = 0;
  int stake = 0;
  Key key = 0;
  int first_expressed = 0;  ///< into World::expressed
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
  Key key = 0;
  std::array<double, 4> cheque{0.2, 0.6, 0.1, 0.1};  ///< split of what it delivers, by Cheque
  int first_stake = 0;
  int stakes = 0;
  std::vector<int> seats{};
};

/// A disturbance of delivery in one month: size in [0, 1], at one table and of one organisation, or
/// (-1) at all and of all.
struct Shock {
  int month = 0;
  double size = 0.0;
  int table = -1;
  int organisation = -1;
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
  /// Index of stake s × goal k (a goal of the layout) in aspiration and burden_share.
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

enum class EventKind : std::int8_t {
  beacon_gained,
  beacon_lost,
  operating,
  conflict_handled,
  conflict_unhandled,
  delegate_replaced,
  cut,
  small_win,
  goal_reached,
  leaves,
  table_ends,
  refusal,
};
inline constexpr std::array<std::string_view, 12> event_names{
    "beacon_gained",     "beacon_lost", "operating", "conflict_handled", "conflict_unhandled",
    "delegate_replaced", "cut",         "small_win", "goal_reached",     "leaves",
    "table_ends",        "refusal"};

/// Why something happened; `none` where the kind says it all.
enum class Reason : std::int8_t {
  none,
  low_ownership,
  low_elan,
  low_trust,
  low_value,
  goals_reached,
  too_few_members,
  faded,
  money,
  white_space,
  mandate,
  board,
  value,
};
inline constexpr std::array<std::string_view, 13> reason_names{
    "none",          "low_ownership",   "low_elan", "low_trust", "low_value",
    "goals_reached", "too_few_members", "faded",    "money",     "white_space",
    "mandate",       "board",           "value"};

struct Event {
  int month = 0;
  EventKind kind{};
  Reason reason = Reason::none;
  int table = -1;
  int organisation = -1;
  double value = 0.0;  ///< beacon number, wins, goal: what the kind counts
};

/// One board's decision about one seat, kept on request.
struct Decision {
  int month = 0;
  int organisation = 0;
  int seat = -1;  ///< -1: the organisation sits at no table
  double open_budget = 0.0;
  double value_alone = 0.0, value_together = 0.0;
  double share_keep = 0.0, share_alone = 0.0, share_together = 0.0;
  double cap = 0.0;     ///< of the pledge, by home board and mandate
  double margin = 0.0;  ///< best share minus second best among the open options
  bool alone_open = false, together_open = false;
  Reason block = Reason::none;  ///< what held the pledge back
};

/// The ledger of one organisation or of one table, summed from the start [k€].
struct Account {
  Real effort_together = 0.0, effort_alone = 0.0, avoided = 0.0, revenue = 0.0;
  Real own() const { return effort_together + effort_alone; }
  Real net() const { return avoided + revenue - own(); }
};

struct TableAccount {
  // in
  Real own = 0.0, match = 0.0, seed = 0.0;
  // out
  Real overhead = 0.0, wage = 0.0, reflection = 0.0, work = 0.0, seed_unspent = 0.0;
  // once the start money is over: what sustains the table and what it costs
  Real income_after_seed = 0.0, cost_after_seed = 0.0;
  Real meetings = 0.0;  ///< time spent meeting: stated, in no balance (model description 7.14)
  Real balance() const {
    return own + match + seed - overhead - wage - reflection - work - seed_unspent;
  }
};

/// What one organisation or one set saw this month [k€/month].
struct Flows {
  Real burden = 0.0, avoided = 0.0, revenue = 0.0, own = 0.0, match = 0.0, seed = 0.0;
  Real net() const { return avoided + revenue - own - match - seed; }
};

inline constexpr double never = -1.0;

struct World {
  const Layout* layout = nullptr;
  Arm arm = Arm::nothing;
  int month = 0;

  // per organisation
  std::vector<Real> income;       ///< at t = 0 [k€/month]
  std::vector<Real> growth;       ///< of income [1/year]
  std::vector<Real> white_space;  ///< share of income a policy plan leaves open for renewal
  std::vector<Real> cut;          ///< factor on the white space, 1 without a cut
  std::vector<Real> eco;          ///< 0 ego … 1 eco
  std::vector<Real> learning;     ///< learning culture
  std::vector<Real> change_cost;
  std::vector<Real> reciprocity;     ///< phi: weight of others' delivery in one's own
  std::vector<Real> open_budget;     ///< D [k€/month]
  std::vector<Real> initial_burden;  ///< on the organisation at t = 0 without progress [k€/month]
  std::vector<Real> capability;      ///< organisation × capability, effective k€ per k€
  std::vector<Account> account;
  std::vector<Flows> organisation_flows;

  // per stake (organisation × set)
  std::vector<Real> solo_pledge;   ///< S [k€/month]
  std::vector<Real> value_alone;   ///< u_alone per k€, of the last board
  std::vector<Real> delivered_in;  ///< delivered to the set since the start [k€]
  std::vector<Real> aspiration;    ///< stake × goal, sums to 1
  std::vector<Real> burden_share;  ///< stake × goal

  // per seat
  std::vector<Mask> member;
  std::vector<Mask> present;
  std::vector<Real> motivation, ownership, anchoring, mandate, alignment;
  std::vector<Real> pledge;          ///< P [k€/month]
  std::vector<Real> cap;             ///< of the pledge at the last board
  std::vector<Real> delivered;       ///< share of the pledge delivered this month
  std::vector<Real> effort;          ///< P times delivered [k€/month]
  std::vector<Real> value_together;  ///< u_together per k€, of the last board
  std::vector<Real> satisfaction;
  std::vector<Real> expressed;  ///< seat × goal: aspirations as brought to the table

  // per ordered pair of seats
  std::vector<Real> trust, initial_trust, knowledge;

  // per table
  std::vector<Mask> alive, operating;
  std::vector<Real> method;                     ///< G
  std::vector<Real> elan;                       ///< E
  std::vector<Real> beacons;                    ///< B, 0 … 4
  std::vector<Real> plan_quality;               ///< kappa*
  std::vector<Real> integration;                ///< I, from co-operation to collaboration
  std::vector<Real> puller;                     ///< f [FTE]
  std::vector<Real> operating_since, ended_at;  ///< month, or `never`
  std::vector<Reason> ended_by;
  std::vector<Real> low_elan_months, unpaid_months;
  std::vector<Real> total_pledge, total_effort, matched, overhead_paid, wage_paid, work_done;
  std::vector<Real> mission, given_mission;  ///< table × goal
  std::vector<TableAccount> table_account;

  // per goal
  std::vector<Real> progress;      ///< x
  std::vector<Real> output;        ///< of this month [effective k€]
  std::vector<Real> required_mix;  ///< goal × capability
  std::vector<Real> reached_at;    ///< month, or `never`

  // per set
  std::vector<Flows> flows;
  std::vector<Real> avoided, revenue, invested;  ///< summed since the start [k€]
  std::vector<Real> net_value;                   ///< summed, discounted to the start [k€]

  std::vector<Event> events;
  std::vector<Decision> decisions;
  bool keep_decisions = false;

  // Working space of the rules, so that a month allocates nothing.
  std::vector<Real> work_pairs, work_seats, work_goals;

  /// A member of a table that has not ended.
  Mask sits(int i) const { return member[i] && alive[layout->seats[i].table]; }
  Real skill(int organisation, int c) const {
    return capability[organisation * layout->capabilities + c];
  }
  Real mix(int k, int c) const { return required_mix[k * layout->capabilities + c]; }
  const Levers& levers(int m) const { return layout->tables[m].levers; }
  int organisation_of(int i) const { return layout->seats[i].organisation; }
};

/// Members left at the table.
inline Real members(const World& world, int m) {
  Real n = 0.0;
  for (const int i : world.layout->seats_at(m)) n += select(world.member[i], 1.0, 0.0);
  return n;
}

/// Mean over the members of a table; 0 without members. The sum runs in the order of the seats.
template <class Value>
Real mean_over_members(const World& world, int m, Value&& value) {
  Real sum = 0.0;
  for (const int i : world.layout->seats_at(m)) sum += select(world.member[i], value(i), 0.0);
  return sum / greatest(members(world, m), 1.0);
}

/// Mean over the other members j != i at i's table of a quantity of the pair.
template <class Value>
Real mean_over_others(const World& world, int i, Value&& value) {
  Real sum = 0.0;
  Real n = 0.0;
  for (const int j : world.layout->seats_at(world.layout->seats[i].table)) {
    const Mask counts = world.member[j] && j != i;
    sum += select(counts, value(j), 0.0);
    n += select(counts, 1.0, 0.0);
  }
  return sum / greatest(n, 1.0);
}

inline Real mean_trust(const World& world, int i) {
  return mean_over_others(world, i, [&](int j) { return world.trust[world.layout->pair(i, j)]; });
}

/// Mean over all ordered pairs of members.
template <class Value>
Real mean_over_pairs(const World& world, int m, Value&& value) {
  Real sum = 0.0;
  Real n = 0.0;
  for (const int i : world.layout->seats_at(m))
    for (const int j : world.layout->seats_at(m)) {
      const Mask counts = world.member[i] && world.member[j] && i != j;
      sum += select(counts, value(world.layout->pair(i, j)), 0.0);
      n += select(counts, 1.0, 0.0);
    }
  return sum / greatest(n, 1.0);
}

inline Real mean_knowledge(const World& world, int m) {
  return mean_over_pairs(world, m, [&](int pair) { return world.knowledge[pair]; });
}

/// Burden of goal k without any progress in month t [k€/month].
inline Real burden_at(const Goal& goal, int t) {
  return goal.burden * power(1.0 + goal.growth, t / 12.0);
}

}  // namespace samen
