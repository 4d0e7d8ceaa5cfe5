// 7.10 Beacons are confirmed.
//
// The backbone of a collaboration grows through four confirmed beacons: knowing each other, shared
// aspirations, the mission, the goals. Each needs enough members who own it and stand close to it;
// the last also needs the home boards. A beacon falls only well below what it took (hysteresis).
// Operations start after the beacon the table chose to wait for: the contested question of when to
// talk about operations (X1). Sources: B44–B46, B53, B66, C22; decision rules: Choi & Robertson
// (2014), JPART 24(2).
#pragma once

#include "model/rules/joining/formality.hpp"

namespace samen {

struct Beacons {
  double knowledge = 0.30;
  double aspirations = 0.20;
  double mission = 0.30;
  double goals = 0.35;
  double home = 0.35;
  double falls_below = 0.4;
  double falls_share = 0.5;
  double objection_below = 0.4;
  double joy = 0.08;

  static constexpr std::array parameters{
      Parameter{&Beacons::knowledge,
                "knowledge",
                "share",
                {0, 1},
                "first beacon: mean knowledge of each other above this",
                "B16, B53; assumption"},
      Parameter{&Beacons::aspirations,
                "aspirations",
                "share",
                {0, 1},
                "second beacon: ownership times alignment above this",
                "B53; assumption"},
      Parameter{&Beacons::mission,
                "mission",
                "share",
                {0, 1},
                "third beacon: ownership times alignment above this",
                "B53, B65; assumption"},
      Parameter{&Beacons::goals,
                "goals",
                "share",
                {0, 1},
                "fourth beacon: ownership times alignment above this",
                "B46, B53; assumption"},
      Parameter{&Beacons::home,
                "home",
                "share",
                {0, 1},
                "fourth beacon: mean anchoring at home above this",
                "B46; assumption"},
      Parameter{&Beacons::falls_below,
                "falls_below",
                "share",
                {0, 1},
                "a beacon loses a member below this share of its threshold",
                "B66; L28"},
      Parameter{&Beacons::falls_share,
                "falls_share",
                "share",
                {0, 1},
                "it falls when fewer than this share of the members still carry it",
                "B66; L28"},
      Parameter{&Beacons::objection_below,
                "objection_below",
                "share",
                {0, 1},
                "consent: a member below this share of the threshold objects",
                "C22; assumption",
                leaves_as_is},
      Parameter{&Beacons::joy,
                "joy",
                "élan",
                {0, 1},
                "élan a celebrated beacon gives",
                "B47; assumption",
                adds_nothing},
  };
};

/// How much seat i carries what the table stands for.
template <class Real>
Real support(const World<Real>& world, int i) {
  return world.ownership[i] * world.alignment[i];
}

/// Share of the members of m whose support exceeds the level.
template <class Real>
Real carried_by(const World<Real>& world, int m, const Real& level) {
  return mean_over_members(world, m,
                           [&](int i) { return select(support(world, i) > level, 1.0, 0.0); });
}

template <class Real>
Mask<Real> agreed(const World<Real>& world, int m, const Real& threshold, const Beacons& p) {
  switch (world.levers(m).rule) {
    case DecisionRule::consent:
      return mean_over_members(world, m, [&](int i) {
               return select(support(world, i) < p.objection_below * threshold, 1.0, 0.0);
             }) == 0.0;
    case DecisionRule::unanimity:
      return carried_by(world, m, threshold) == 1.0;
    case DecisionRule::quorum:
      break;
  }
  return carried_by(world, m, threshold) >= world.levers(m).quorum;
}

template <class Real>
Real beacon_threshold(const Real& beacon, const Beacons& p) {
  const Real third_or_fourth = select(beacon <= 3.0, p.mission, p.goals);
  return select(beacon <= 1.0, p.knowledge, select(beacon <= 2.0, p.aspirations, third_or_fourth));
}

/// Operations of table m start once it has the beacons it chose to wait for.
template <class Real>
void start_operating(World<Real>& world, int m, Desk<Real>& desk, const Formal& formal = {}) {
  const Mask<Real> ready =
      world.alive[m] && !world.operating[m] && world.beacons[m] >= world.levers(m).operate_after;
  if (none(ready)) return;
  const Mask<Real> starts = papers_in_order(world, m, ready, formal, desk);
  world.plan_quality[m] = select(starts, mean_knowledge(world, m), world.plan_quality[m]);
  world.operating_since[m] = select(starts, world.month, world.operating_since[m]);
  world.operating[m] = world.operating[m] || starts;
  note(desk, starts, {.month = world.month, .kind = EventKind::operating, .table = m},
       world.plan_quality[m]);
}

template <class Real>
void confirm_beacons(World<Real>& world, const Beacons& p, const Formal& formal = {}) {
  each_table(world, [&](int m, Desk<Real>& desk) {
    world.set_back[m] = false;
    if (none(world.alive[m])) return;
    const Real now = world.beacons[m];
    const Real next = now + 1.0;
    const Mask<Real> known = mean_knowledge(world, m) > p.knowledge;
    const Mask<Real> carried = agreed(world, m, beacon_threshold(next, p), p);
    const Mask<Real> home =
        mean_over_members(world, m, [&](int i) { return world.anchoring[i]; }) > p.home;
    const Mask<Real> further = carried && (next < 4.0 || home);
    const Mask<Real> holds = select(next == 1.0, known, further);
    const Mask<Real> gained = world.alive[m] && now < 4.0 && holds;
    const Mask<Real> lost =
        world.alive[m] && !gained && now >= 2.0 &&
        carried_by(world, m, Real(p.falls_below * beacon_threshold(now, p))) < p.falls_share;
    world.beacons[m] = now + select(gained, 1.0, 0.0) - select(lost, 1.0, 0.0);
    world.elan[m] = share(world.elan[m] + select(gained, p.joy * world.levers(m).celebrate, 0.0));
    Event event{.month = world.month, .kind = EventKind::beacon_gained, .table = m};
    note(desk, gained, event, next);
    event.kind = EventKind::beacon_lost;
    note(desk, lost, event, now);
    world.set_back[m] = lost;
    start_operating(world, m, desk, formal);
  });
}

}  // namespace samen
