// 7.12 Delegates meet.
//
// Motivation and élan (momentum) decide who comes. Delegates who meet come to know each other,
// faster with a good method and with informal time, and come to like each other: trust is built by
// interaction, affection and time. Delegates who do not meet forget slowly. Members without an
// organisation come less often. Sources: A12, B16, B42, D29; face-to-face talk as the strongest
// lever in social dilemmas, Balliet (2010), J. Conflict Resolution 54(1). How often: partners with
// staff take up 0.50 to 0.87 of their mandates in Flemish local education platforms, bodies of
// volunteers 0.24 to 0.75 (AgODi 2009); 0.74 to 0.79 of the members of coalitions are active
// (NORC 2012). Who has a seat or is active need not come each time, so both are proxies.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

namespace purpose {
inline constexpr Purpose attendance{35};
}

struct Meeting {
  double attendance_boost = 1.08;
  double attendance_floor = 0.25;
  double without_structure = 0.64;
  double motivation_base = 0.4;
  double formal_contact = 0.5;
  double unaided = 0.5;
  double know = 0.10;
  double affection = 0.035;
  double forget = 0.005;

  static constexpr std::array parameters{
      Parameter{
          &Meeting::attendance_boost,
          "attendance_boost",
          "factor",
          {0, 4},
          "scales attendance: with the default members come to 0.70 of the meetings",
          "fitted to 0.70 (0.55-0.85) in hefboom8: AgODi (2009), NORC (2012), both of proxies; "
          "assumption"}
          .plausible_between(0.85, 1.31),
      Parameter{&Meeting::attendance_floor,
                "attendance_floor",
                "share",
                {0, 1},
                "part of attendance that does not depend on motivation and élan",
                "assumption"},
      Parameter{&Meeting::without_structure,
                "without_structure",
                "factor",
                {0, 1},
                "on the attendance of who has no organisation behind them",
                "0.45 (0.25-0.65) against 0.70: AgODi (2009), of a proxy; assumption",
                leaves_as_is}
          .plausible_between(0.36, 0.93),
      Parameter{&Meeting::motivation_base,
                "motivation_base",
                "share",
                {0, 1},
                "part of motivation that works without élan",
                "assumption"},
      Parameter{&Meeting::formal_contact,
                "formal_contact",
                "share",
                {0, 1},
                "part of getting to know each other that needs no informal time",
                "assumption",
                leaves_as_is},
      Parameter{&Meeting::unaided,
                "unaided",
                "share",
                {0, 1},
                "part of getting to know each other that needs no method",
                "assumption",
                leaves_as_is},
      Parameter{&Meeting::know,
                "know",
                "1/meeting",
                {0, 1},
                "share of the unknown learned at a meeting at full method and informal time",
                "B16; assumption",
                adds_nothing},
      Parameter{&Meeting::affection,
                "affection",
                "1/meeting",
                {0, 1},
                "share of the missing trust gained in a wholly informal meeting",
                "D29; assumption",
                adds_nothing},
      Parameter{&Meeting::forget,
                "forget",
                "1/month",
                {0, 1},
                "share of knowledge lost by a pair that does not meet",
                "assumption"},
  };

  struct Levers {
    double method = 0.6;
    double meeting_rate = 0.75;
    double informal = 0.35;

    static constexpr std::array parameters{
        Parameter{&Levers::method,
                  "method",
                  "share",
                  {0, 1},
                  "quality of the method (facilitation) at the start; 0.2 is agenda and chair",
                  "B33-B34; assumption"},
        Parameter{&Levers::meeting_rate,
                  "meeting_rate",
                  "meetings/month",
                  {0, 1},
                  "meetings a month after the dated ones; 0.75 is one every 5-6 weeks",
                  "A12"},
        Parameter{&Levers::informal,
                  "informal",
                  "share",
                  {0, 1},
                  "share of the time together that is informal",
                  "B42, D29; assumption"},
    };
  };

  template <class Real>
  struct State {
    std::vector<Mask<Real>> present;    ///< at this month's meeting
    std::vector<Real> knowledge;        ///< what the seat knows of the skills of seat j
    std::vector<Real> method;           ///< G, quality of the method
    std::vector<double> contact;        ///< factor on the effect of a meeting
    std::vector<double> meeting_days;   ///< length of this month's meeting
    std::vector<double> meetings_held;  ///< expected days of meeting this month
    std::vector<Real> content_time;     ///< share of the meeting left for content

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {93, &State::present, Per::seat, moving},
          {43, &State::knowledge, Per::pair, moving, Law::share, "knowledge is a share"},
          {44, &State::method, Per::table, moving, Law::share, "quality of method is a share"},
          {0, &State::contact, Per::table, scratch, free, "", 1.0},
          {0, &State::meeting_days, Per::table, scratch, free, "", 1.0},
          {0, &State::meetings_held, Per::table, scratch, free, "", 1.0},
          {0, &State::content_time, Per::table, monthly, free, "", 1.0},
      });
    }
  };

  static constexpr std::array purposes{
      PurposeRow{purpose::attendance, "attendance"},
  };
};
template <>
struct ParametersOf<Meeting> {
  Meeting meeting;
  static constexpr auto member = &ParametersOf::meeting;
  static constexpr std::string_view name = "meeting", number = "7.12", title = "delegates meet";
};

/// Days that the steps of an exercise take this month (7.16.1).
inline double days_of_steps(const auto& at, int month) {
  return month < static_cast<int>(at.step_days.size()) ? at.step_days[month] : 0.0;
}

/// The day-weight of this month's meeting (`dated_weight`) and the chance that the meeting takes
/// place (`meeting_chance`). Dated meetings and steps are certain and count by their length. After
/// the dated meetings, meetings come at a rate and last one day; a step takes the place of one.
inline double dated_weight(const auto& at, int month) {
  const double steps = days_of_steps(at, month);
  if (month < static_cast<int>(at.dated_meetings.size())) return at.dated_meetings[month] + steps;
  return steps > 0.0 ? steps : 1.0;
}
inline double meeting_chance(const auto& at, const auto& levers, int month) {
  if (days_of_steps(at, month) > 0.0) return 1.0;
  if (month >= static_cast<int>(at.dated_meetings.size())) return levers.meeting_rate;
  return at.dated_meetings[month] > 0.0 ? 1.0 : 0.0;
}

/// Probability that the delegate on seat i attends a meeting that takes place with `chance`.
template <class Real>
Real attendance(const World<Real>& world, int i, double chance, const Meeting& p) {
  const auto& at = world.layout->seats[i];
  const double able =
      world.layout->organisations[at.organisation].structure ? 1.0 : p.without_structure;
  const Real drive =
      world.motivation[i] * (p.motivation_base + (1.0 - p.motivation_base) * world.elan[at.table]);
  return share(chance * able * p.attendance_boost *
               (p.attendance_floor + (1.0 - p.attendance_floor) * drive));
}

/// When levers change: a new method starts at the quality that the lever states.
template <class Real>
void change_method(World<Real>& world, const Meeting&) {
  each_table(world, [&](int m, Workspace<Real>&) {
    if (world.turned(m, &Meeting::Levers::method)) world.method[m] = world.levers(m).method;
  });
}

template <class Real>
void meet(World<Real>& world, const Meeting& p, const Draws<Real>& draws) {
  const auto& layout = *world.layout;
  each_table(world, [&](int m, Workspace<Real>&) {
    if (none(world.alive[m])) return;
    const auto& at = layout.tables[m];
    const auto& levers = world.levers(m);
    const double chance = meeting_chance(at, levers, world.month);
    const double days = dated_weight(at, world.month);
    world.meeting_days[m] = days;
    world.meetings_held[m] = chance * days;
    const Real weight = days * world.contact[m] * world.content_time[m];
    for (const int i : layout.seats_at(m))
      world.present[i] = world.sits(i) && draws.uniform({.purpose = purpose::attendance,
                                                         .month = world.month,
                                                         .table = at.key,
                                                         .i = layout.seats[i].key}) <
                                              attendance(world, i, chance, p);
    const Real learned = weight * p.know * (p.formal_contact + levers.informal) *
                         (p.unaided + (1.0 - p.unaided) * world.method[m]);
    const Real liked = weight * p.affection * levers.informal;
    for (const int i : layout.seats_at(m))
      for (const int j : layout.seats_at(m)) {
        if (i == j) continue;
        const Mask<Real> met = world.present[i] && world.present[j];
        const Mask<Real> counts = world.member[i] && world.member[j] && world.alive[m];
        Real& known = world.knowledge[layout.pair(i, j)];
        Real& trust = world.trust[layout.pair(i, j)];
        const Real change = select(met, learned * (1.0 - known), -p.forget * known);
        known = share(known + select(counts, change, 0.0));
        trust = share(trust + select(met, liked * (1.0 - trust), 0.0));
      }
  });
}

}  // namespace samen
