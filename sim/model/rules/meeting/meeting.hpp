// 7.4 Delegates meet.
//
// Who comes depends on motivation and élan. Those who meet learn to know each other, faster with a
// good method and with informal time, and grow to like each other: trust is built by interaction,
// affection and time. Who does not meet slowly forgets. Sources: A12, B16, B42, D29; face-to-face
// talk as the strongest lever in social dilemmas, Balliet (2010), J. Conflict Resolution 54(1).
#pragma once

#include "model/rules/joining/delegation.hpp"

namespace samen {

struct Meeting {
  double attendance_boost = 1.15;
  double attendance_floor = 0.25;
  double motivation_base = 0.4;
  double formal_contact = 0.5;
  double unaided = 0.5;
  double know = 0.10;
  double affection = 0.035;
  double forget = 0.005;

  static constexpr std::array parameters{
      Parameter{&Meeting::attendance_boost,
                "attendance_boost",
                "factor",
                {0, 4},
                "makes a motivated delegate come nearly always",
                "assumption"},
      Parameter{&Meeting::attendance_floor,
                "attendance_floor",
                "share",
                {0, 1},
                "part of attendance that does not depend on motivation and élan",
                "assumption"},
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
};

/// Day-weight of this month's meeting and the chance that there is one. Dated meetings surely take
/// place and count by their length; afterwards meetings come at a rate and last a day.
inline double dated_weight(const TableLayout& at, int month) {
  return month < static_cast<int>(at.dated_meetings.size()) ? at.dated_meetings[month] : 1.0;
}
inline double meeting_chance(const TableLayout& at, int month) {
  if (month >= static_cast<int>(at.dated_meetings.size())) return at.levers.meeting_rate;
  return at.dated_meetings[month] > 0.0 ? 1.0 : 0.0;
}

/// Probability that the delegate on seat i attends a meeting that takes place with `chance`.
template <class Real>
Real attendance(const World<Real>& world, int i, double chance, const Meeting& p) {
  const Real drive =
      world.motivation[i] *
      (p.motivation_base + (1.0 - p.motivation_base) * world.elan[world.layout->seats[i].table]);
  return share(chance * p.attendance_boost *
               (p.attendance_floor + (1.0 - p.attendance_floor) * drive));
}

template <class Real>
void meet(World<Real>& world, const Meeting& p, const Draws<Real>& draws,
          const Delegation& sent = {}) {
  const Layout& layout = *world.layout;
  each_table(world, [&](int m, Desk<Real>&) {
    if (none(world.alive[m])) return;
    const TableLayout& at = layout.tables[m];
    const double chance = meeting_chance(at, world.month);
    const Real weight =
        dated_weight(at, world.month) * contact(at.levers, sent) * world.content_time[m];
    for (const int i : layout.seats_at(m))
      world.present[i] = world.sits(i) && draws.uniform({.purpose = Purpose::attendance,
                                                         .month = world.month,
                                                         .table = at.key,
                                                         .i = layout.seats[i].key}) <
                                              attendance(world, i, chance, p);
    const Real learned = weight * p.know * (p.formal_contact + at.levers.informal) *
                         (p.unaided + (1.0 - p.unaided) * world.method[m]);
    const Real liked = weight * p.affection * at.levers.informal;
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
