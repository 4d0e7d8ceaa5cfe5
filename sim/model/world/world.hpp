// The state of one run: organisations, seats, pairs, tables and goals, by structure of arrays.
//
// Layout is what never changes during a run and is shared by all runs of a scenario: who sits
// where, which goals belong together, the calendar. World is what the rules change. Money is k€,
// effort is valued in k€, time is in months from the start, shares lie in [0, 1].
#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "model/core/draws.hpp"
#include "model/core/real.hpp"
#include "model/world/levers.hpp"

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
  std::vector<int> stakes{};
  std::vector<int> tables{};
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
  int funder = -1;        ///< seat of who pays, if it sits here
  /// The first table of the pool it belongs to, itself where it belongs to none; and, at that
  /// first table, all of the pool: temporary teams among which the same members regroup.
  int pool = 0;
  std::vector<int> teams{};
  bool has_waiting = false;  ///< seats whose organisations are no members at the start
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
  puller_steps_up,
  puller_burns_out,
  puller_hands_over,
  threshold_missed,
  money_enters,
  funding_lapses,
  funding_returns,
  sanction,
  agreement,
  conflict_smoothed,
  turns_to_self,
  team_forms,
  complies,
  joins,
  network_learns,
  obstacle_arises,
  obstacle_solved,
  shock,
};
inline constexpr std::array event_names = std::to_array<std::string_view>(
    {"beacon_gained", "beacon_lost", "operating", "conflict_handled", "conflict_unhandled",
     "delegate_replaced", "cut", "small_win", "goal_reached", "leaves", "table_ends", "refusal",
     // who pulls and who pays
     "puller_steps_up", "puller_burns_out", "puller_hands_over", "threshold_missed", "money_enters",
     "funding_lapses", "funding_returns",
     // boards and persons
     "sanction", "agreement", "conflict_smoothed", "turns_to_self",
     // who sits where, and what is in the way
     "team_forms", "complies", "joins", "network_learns", "obstacle_arises", "obstacle_solved",
     // what befalls them
     "shock"});

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
  branched,
  staff,
  person,
  hard_talk,
  setback,
  late_success,
  bottleneck,
  pushed_out,
};
inline constexpr std::array reason_names = std::to_array<std::string_view>(
    {"none",          "low_ownership",   "low_elan", "low_trust",    "low_value",
     "goals_reached", "too_few_members", "faded",    "money",        "white_space",
     "mandate",       "board",           "value",    "branched",     "staff",
     "person",        "hard_talk",       "setback",  "late_success", "bottleneck",
     "pushed_out"});

struct Event {
  int month = 0;
  EventKind kind{};
  Reason reason = Reason::none;
  int table = -1;
  int organisation = -1;
  double value = 0.0;  ///< beacon number, wins, goal: what the kind counts
};

/// A reason as a state variable, so that every replicate can have its own.
constexpr double code_of(Reason reason) {
  return static_cast<double>(reason);
}

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

/// The ledger of one organisation, summed from the start [k€].
template <class Real>
struct Account {
  Real effort_together = 0.0, effort_alone = 0.0, avoided = 0.0, revenue = 0.0;
  Real own() const { return effort_together + effort_alone; }
  Real net() const { return avoided + revenue - own(); }

  static constexpr std::array numbers{&Account::effort_together, &Account::effort_alone,
                                      &Account::avoided, &Account::revenue};
};

/// The ledger of one table, summed from the start [k€].
template <class Real>
struct TableAccount {
  // in
  Real own = 0.0, match = 0.0, seed = 0.0;
  // out
  Real overhead = 0.0, wage = 0.0, reflection = 0.0, work = 0.0, seed_unspent = 0.0;
  // once the start money is over: what sustains the table and what it costs
  Real income_after_seed = 0.0, cost_after_seed = 0.0;
  Real meetings = 0.0;  ///< time spent meeting: stated, in no balance (model description 7.14)
  Real gift = 0.0;      ///< in: of a lead gift
  Real lost = 0.0;      ///< out: delivered where the threshold was missed
  Real balance() const {
    return own + match + seed + gift - overhead - wage - reflection - work - seed_unspent - lost;
  }

  static constexpr std::array numbers{&TableAccount::own,
                                      &TableAccount::match,
                                      &TableAccount::seed,
                                      &TableAccount::overhead,
                                      &TableAccount::wage,
                                      &TableAccount::reflection,
                                      &TableAccount::work,
                                      &TableAccount::seed_unspent,
                                      &TableAccount::income_after_seed,
                                      &TableAccount::cost_after_seed,
                                      &TableAccount::meetings,
                                      &TableAccount::gift,
                                      &TableAccount::lost};
};

/// What one organisation or one set saw this month [k€/month].
template <class Real>
struct Flows {
  Real burden = 0.0, avoided = 0.0, revenue = 0.0, own = 0.0, match = 0.0, seed = 0.0;
  Real gift = 0.0;
  Real net() const { return avoided + revenue - own - match - seed - gift; }

  static constexpr std::array numbers{&Flows::burden, &Flows::avoided, &Flows::revenue, &Flows::own,
                                      &Flows::match,  &Flows::seed,    &Flows::gift};
};

inline constexpr double never = -1.0;

/// What was noted and where in the order of the rules.
template <class Note>
struct NoteAt {
  std::int64_t order;
  Note note;
};
/// Notes of each replicate.
template <class Real, class Note>
using Notes = std::array<std::vector<NoteAt<Note>>, lanes<Real>>;

/// The place one worker works at: scratch space, so that a month allocates nothing, and the notes
/// taken there – events and, on request, decisions – for each replicate.
template <class Real>
struct Desk {
  std::vector<Real> skill, weight, skilled, effort;  ///< a team (output.hpp)
  struct {
    std::vector<Real> per_weight, reach, pull;
  } line_ups[2];
  std::vector<Real> shares;     ///< per goal of a set
  std::vector<Real> expressed;  ///< per seat and goal of a table

  std::int64_t order = 0;  ///< of the loop and the item in it that is worked on
  bool keeps_events = true;
  bool keeps_decisions = false;
  Notes<Real, Event> events;
  Notes<Real, Decision> decisions;
};

/// Notes an event in every replicate where it happened.
template <class Real>
void note(Desk<Real>& desk, const Mask<Real>& happened, Event event, const Real& value) {
  if (!desk.keeps_events || none(happened)) return;
  for (int which = 0; which < lanes<Real>; ++which) {
    if (!lane(happened, which)) continue;
    event.value = lane(value, which);
    desk.events[which].push_back({desk.order, event});
  }
}
/// … with a reason of its own in each replicate.
template <class Real>
void note(Desk<Real>& desk, const Mask<Real>& happened, Event event, const Real& value,
          const Real& reason) {
  if (!desk.keeps_events || none(happened)) return;
  for (int which = 0; which < lanes<Real>; ++which) {
    if (!lane(happened, which)) continue;
    event.value = lane(value, which);
    event.reason = static_cast<Reason>(static_cast<int>(lane(reason, which)));
    desk.events[which].push_back({desk.order, event});
  }
}

/// Shares a loop within one large world out over threads; the model itself knows none.
class Crew {
 public:
  virtual ~Crew() = default;
  virtual int size() const = 0;
  /// Calls work(first, last, place) for ranges that make up 0 … items, place < size() being free.
  virtual void share_out(int items, const std::function<void(int, int, int)>& work) = 0;
};

template <class Real>
struct World {
  const Layout* layout = nullptr;
  Arm arm = Arm::nothing;
  int month = 0;
  std::vector<double> burden;  ///< per goal: of this month, without any progress [k€/month]

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
  std::vector<Real> self_interest;   ///< share of the eco weight that is gone for a while
  std::vector<Real> tightest_space;  ///< level of the smallest white space (SpaceLevel)
  std::vector<Real> keep_propensity;  ///< of the payoff rule; 0 before the first board
  std::vector<Account<Real>> account;
  std::vector<Flows<Real>> organisation_flows;

  // per stake (organisation × set)
  std::vector<Real> solo_pledge;   ///< S [k€/month]
  std::vector<Real> value_alone;   ///< u_alone per k€, of the last board
  std::vector<Real> delivered_in;  ///< delivered to the set since the start [k€]
  std::vector<Real> aspiration;    ///< stake × goal, sums to 1
  std::vector<Real> burden_share;  ///< stake × goal
  std::vector<Real> solo_output;   ///< stake × goal: effective k€ per k€ of working alone

  std::vector<Real> alone_propensity;           ///< 0: never tried
  std::vector<Real> alone_earned, alone_spent;  ///< since the last board, under the payoff rule

  // per seat
  std::vector<Mask<Real>> member;
  std::vector<Mask<Real>> present;
  std::vector<Real> motivation, ownership, anchoring, mandate, alignment;
  std::vector<Real> pledge;          ///< P [k€/month]
  std::vector<Real> cap;             ///< of the pledge at the last board
  std::vector<Real> delivered;       ///< share of the pledge delivered this month
  std::vector<Real> effort;          ///< P times delivered [k€/month]
  std::vector<Real> value_together;  ///< u_together per k€, of the last board
  std::vector<Real> satisfaction;
  std::vector<Mask<Real>> leaves;  ///< this month
  std::vector<Real> pressure;      ///< to deliver more, from sanctions
  std::vector<Real> disclosed;     ///< share of the true aspirations that is shown
  std::vector<Real> together_propensity;
  std::vector<Real> together_earned, together_spent;
  std::vector<Mask<Real>> waits;  ///< no member yet, may join
  std::vector<Mask<Real>> joins;  ///< this month
  std::vector<Real> expressed;    ///< seat × goal: aspirations as brought to the table

  // per ordered pair of seats
  std::vector<Real> trust, initial_trust, knowledge;

  // per table
  std::vector<Mask<Real>> alive, operating;
  std::vector<Real> method;                     ///< G
  std::vector<Real> elan;                       ///< E
  std::vector<Real> beacons;                    ///< B, 0 … 4
  std::vector<Real> plan_quality;               ///< kappa*
  std::vector<Real> integration;                ///< I, from co-operation to collaboration
  std::vector<Real> puller;                     ///< f [FTE]
  std::vector<Real> operating_since, ended_at;  ///< month, or `never`
  std::vector<Real> ended_by;                   ///< code_of the reason
  std::vector<Real> low_elan_months, unpaid_months;
  std::vector<Real> total_pledge, total_effort, matched, overhead_paid, wage_paid, work_done;
  std::vector<Real> sanction_time;              ///< taken by this month's sanctions [k€]
  std::vector<Real> ready_months;               ///< months ready to operate but for the papers
  std::vector<Real> tension;                    ///< from friction that was smoothed over
  std::vector<Real> months_without_win;         ///< at work
  std::vector<Mask<Real>> hard_talk, set_back;  ///< this month
  std::vector<Real> mission, given_mission;     ///< table × goal
  std::vector<Real> table_output;               ///< table × goal: of this month [effective k€]
  std::vector<Real> best_skill;                 ///< table × capability
  std::vector<TableAccount<Real>> table_account;
  std::vector<Mask<Real>> obstructed;  ///< a practical obstacle stands
  std::vector<Real> friction;          ///< institutional: what it adds to coordination, as a factor
  std::vector<Real> relapse;           ///< how far roles have slipped back to one decider

  // who pulls and who pays (7.19-7.23)
  std::vector<Mask<Real>> pulls, burnt_out;  ///< per seat: as puller, as volunteer
  std::vector<Real> legitimacy;              ///< of the puller, 1 for a hired one
  std::vector<Real> bias;                    ///< of a partner who pulls
  std::vector<Real> gift_left, gift_paid;    ///< of the lead gift [k€, k€/month]
  std::vector<Real> funded;                  ///< 1 while start money and match are granted
  std::vector<Real> content_time;            ///< share of the meeting left for content
  // what a funder at the table does: factors on change cost, uptake by plans and safety, and how
  // far it draws the mission
  std::vector<Real> change_eased, plan_support, safety_kept, funder_pull;

  // per goal
  std::vector<Real> progress;          ///< x
  std::vector<Real> earlier_progress;  ///< at the end of last month
  std::vector<Real> output;            ///< of this month [effective k€]
  std::vector<Real> required_mix;      ///< goal × capability
  std::vector<Real> log_of_mix;        ///< goal × capability
  std::vector<Real> reached_at;        ///< month, or `never`

  // per set
  std::vector<Flows<Real>> flows;
  std::vector<Real> delivered_to;                ///< by all, since the start [k€]
  std::vector<Real> avoided, revenue, invested;  ///< summed since the start [k€]
  std::vector<Real> net_value;                   ///< summed, discounted to the start [k€]

  /// The first law each replicate broke, and when; none in a sound run.
  struct Breach {
    const char* law = nullptr;
    int month = 0;
  };
  std::array<Breach, lanes<Real>> breaches{};

  // Not state: who works at the rules and what they noted.
  Crew* crew = nullptr;  ///< nobody: a plain loop
  std::vector<Desk<Real>> desks;
  std::int64_t loops = 0;

  /// A member of a table that has not ended.
  Mask<Real> sits(int i) const { return member[i] && alive[layout->seats[i].table]; }
  const Real& skill(int organisation, int c) const {
    return capability[organisation * layout->capabilities + c];
  }
  const Real& mix(int k, int c) const { return required_mix[k * layout->capabilities + c]; }
  const Real& log_mix(int k, int c) const { return log_of_mix[k * layout->capabilities + c]; }
  const Levers& levers(int m) const { return layout->tables[m].levers; }
  /// What the puller of table m is worth [FTE]: its size, as far as it is legitimate.
  Real pull(int m) const { return puller[m] * legitimacy[m]; }
  int organisation_of(int i) const { return layout->seats[i].organisation; }

  /// What one replicate saw happen, in the order in which the rules acted.
  std::vector<Event> events(int which = 0) const { return notes(&Desk<Real>::events, which); }
  std::vector<Decision> decisions(int which = 0) const {
    return notes(&Desk<Real>::decisions, which);
  }

 private:
  template <class Note>
  std::vector<Note> notes(Notes<Real, Note> Desk<Real>::*kind, int which) const {
    // Notes of one item lie together at the desk that worked on it.
    std::vector<std::tuple<std::int64_t, std::size_t, const Note*>> all;
    for (const Desk<Real>& desk : desks)
      for (const NoteAt<Note>& entry : (desk.*kind)[static_cast<std::size_t>(which)])
        all.emplace_back(entry.order, all.size(), &entry.note);
    if (desks.size() > 1) std::sort(all.begin(), all.end());
    std::vector<Note> in_order;
    in_order.reserve(all.size());
    for (const auto& [order, position, one] : all) in_order.push_back(*one);
    return in_order;
  }
};

/// Calls body(item, desk) for 0 … items, on all hands when the world has a crew. A body may read
/// everything and write what belongs to its item only, so that hands never matter.
template <class Real, class Body>
void each(World<Real>& world, int items, Body&& body) {
  const std::int64_t loop = world.loops++ << 32;
  const auto work = [&](int first, int last, int place) {
    Desk<Real>& desk = world.desks[static_cast<std::size_t>(place)];
    for (int item = first; item < last; ++item) {
      desk.order = loop + item;
      body(item, desk);
    }
  };
  if (world.crew)
    world.crew->share_out(items, std::ref(work));
  else
    work(0, items, 0);
}
template <class Real, class Body>
void each_table(World<Real>& world, Body&& body) {
  each(world, static_cast<int>(world.layout->tables.size()), body);
}
template <class Real, class Body>
void each_set(World<Real>& world, Body&& body) {
  each(world, static_cast<int>(world.layout->sets.size()), body);
}
template <class Real, class Body>
void each_organisation(World<Real>& world, Body&& body) {
  each(world, static_cast<int>(world.layout->organisations.size()), body);
}

/// Whether a lever is used at any table.
template <class Number>
bool any_table_with(const Layout& layout, Number Levers::*lever) {
  return std::ranges::any_of(layout.tables,
                             [&](const TableLayout& at) { return at.levers.*lever != Number{}; });
}

/// Members of the table.
template <class Real>
Real members(const World<Real>& world, int m) {
  Real n = 0.0;
  for (const int i : world.layout->seats_at(m)) n += select(world.member[i], Real(1.0), Real(0.0));
  return n;
}

/// Mean over the members of a table; 0 without members. The sum runs in the order of the seats.
template <class Real, class Value>
Real mean_over_members(const World<Real>& world, int m, Value&& value) {
  Real sum = 0.0;
  for (const int i : world.layout->seats_at(m))
    sum += select(world.member[i], Real(value(i)), Real(0.0));
  return sum / greatest(members(world, m), Real(1.0));
}

/// Mean over the other members j != i at i's table of a quantity of the pair.
template <class Real, class Value>
Real mean_over_others(const World<Real>& world, int i, Value&& value) {
  Real sum = 0.0;
  Real n = 0.0;
  for (const int j : world.layout->seats_at(world.layout->seats[i].table)) {
    if (j == i) continue;
    sum += select(world.member[j], Real(value(j)), Real(0.0));
    n += select(world.member[j], Real(1.0), Real(0.0));
  }
  return sum / greatest(n, Real(1.0));
}

template <class Real>
Real mean_trust(const World<Real>& world, int i) {
  return mean_over_others(world, i, [&](int j) { return world.trust[world.layout->pair(i, j)]; });
}

/// Mean over all ordered pairs of members.
template <class Real, class Value>
Real mean_over_pairs(const World<Real>& world, int m, Value&& value) {
  Real sum = 0.0;
  for (const int i : world.layout->seats_at(m)) {
    Real row = 0.0;
    for (const int j : world.layout->seats_at(m))
      if (i != j) row += select(world.member[j], Real(value(world.layout->pair(i, j))), Real(0.0));
    sum += select(world.member[i], row, Real(0.0));
  }
  const Real n = members(world, m);
  return sum / greatest(n * (n - 1.0), Real(1.0));
}

template <class Real>
Real mean_knowledge(const World<Real>& world, int m) {
  return mean_over_pairs(world, m, [&](int pair) { return world.knowledge[pair]; });
}

/// Burden of a goal without any progress in month t [k€/month].
inline double burden_at(const Goal& goal, int t) {
  return goal.burden * power(1.0 + goal.growth, t / 12.0);
}

/// The clock moves.
template <class Real>
void turn_to(World<Real>& world, int month) {
  world.month = month;
  for (const int k : world.layout->all_goals())
    world.burden[k] = burden_at(world.layout->goals[k], month);
}

}  // namespace samen
