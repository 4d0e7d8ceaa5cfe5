// 7.24 Beacons are confirmed.
//
// Beacons are milestones of group development. The backbone of a collaboration grows through four
// of them: knowing each other, shared aspirations, the mission, the goals. The first needs enough
// knowledge of each other. Each later beacon needs enough members who own it and stand close to it;
// the last also needs the home boards. A later beacon falls only if support drops well below the
// level that confirmed it (hysteresis). Operations start after the beacon that the table chose to
// wait for; when to talk about operations is contested (X1). From then on, all that members deliver
// becomes work, or only the share that the backbone carries. Sources: B44–B46, B53, B66, C22;
// decision rules: Choi & Robertson (2014), JPART 24(2).
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

/// How many members must support a beacon to confirm it (Choi & Robertson 2014 compare such rules).
enum class DecisionRule { quorum, consent, unanimity };
inline constexpr std::array<std::string_view, 3> decision_rule_names{"quorum", "consent",
                                                                     "unanimity"};

namespace event {
inline constexpr EventKind beacon_gained{0}, beacon_lost{1}, operating{2};
}

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
  double graded = 0.0;

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
      Parameter{&Beacons::graded,
                "graded",
                "share",
                {0, 1},
                "how far what is missing of the four beacons is missing in what of a pledge can be "
                "worked",
                "B44, B54; assumption; 0: all of it once operations start",
                adds_nothing},
  };

  struct Levers {
    double celebrate = 1.0;
    DecisionRule rule = DecisionRule::quorum;
    double quorum = 0.75;
    int operate_after = 4;

    static constexpr std::array parameters{
        Parameter{&Levers::celebrate,
                  "celebrate",
                  "share",
                  {0, 1},
                  "how far results are celebrated",
                  "B47; assumption"},
        choice<&Levers::rule>(
            "rule", decision_rule_names,
            "decision rule that confirms a beacon: a quorum carries it, nobody objects, or all "
            "carry it",
            "C22; Choi & Robertson (2014)"),
        Parameter{&Levers::quorum,
                  "quorum",
                  "share",
                  {0, 1},
                  "share of members that must carry a beacon under the quorum rule",
                  "B53; L28"},
        Parameter{&Levers::operate_after,
                  "operate_after",
                  "beacons",
                  {0, 4},
                  "beacons (milestones) confirmed before operations start; 0 starts at once",
                  "X1, B44-B46"},
    };
  };

  template <class Real>
  struct State {
    std::vector<Real> beacons;          ///< B, 0 … 4
    std::vector<Real> plan_quality;     ///< kappa*
    std::vector<Mask<Real>> ready;      ///< ready to operate, this month
    std::vector<Mask<Real>> set_back;   ///< a beacon was lost this month
    std::vector<double> within_reach;   ///< the last beacon that can be confirmed as yet
    std::vector<double> at_most;        ///< beacons that can be confirmed in this month
    std::vector<double> strangers_may;  ///< 1 where members need not know each other first
    std::vector<double> has_goals;      ///< 0 while the goals of the table are still to be set

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {46, &State::beacons, Per::table, moving},
          {47, &State::plan_quality, Per::table, moving},
          {0, &State::ready, Per::table, scratch},
          {0, &State::set_back, Per::table, scratch},
          {0, &State::within_reach, Per::table, scratch, free, "", 4.0},
          {0, &State::at_most, Per::table, scratch, free, "", 1.0},
          {0, &State::strangers_may, Per::table, scratch},
          {0, &State::has_goals, Per::table, scratch, free, "", 1.0},
      });
    }
  };

  static constexpr std::array events{
      EventRow{event::beacon_gained, "beacon_gained", "beacon, from 1 to 4"},
      EventRow{event::beacon_lost, "beacon_lost", "beacon, from 1 to 4"},
      EventRow{event::operating, "operating", "plan quality at the start of operations"},
  };
};
template <>
struct ParametersOf<Beacons> {
  Beacons beacons;
  static constexpr auto member = &ParametersOf::beacons;
  static constexpr std::string_view name = "beacons", number = "7.24",
                                    title = "beacons (milestones) are confirmed";
};

/// Support of seat i for what the table stands for.
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

/// Confirms the next beacon of table m where it holds; returns where it did.
template <class Real>
Mask<Real> confirm_next(World<Real>& world, int m, const Beacons& p, Workspace<Real>& workspace) {
  const Real next = world.beacons[m] + 1.0;
  const Mask<Real> known =
      mean_knowledge(world, m) > p.knowledge || Mask<Real>(world.strangers_may[m] > 0.0);
  const Mask<Real> carried = agreed(world, m, beacon_threshold(next, p), p);
  const Mask<Real> home =
      mean_over_members(world, m, [&](int i) { return world.anchoring[i]; }) > p.home;
  const Mask<Real> further = carried && (next < 4.0 || home);
  const Mask<Real> holds = select(next == 1.0, known, further);
  const Mask<Real> gained = world.alive[m] && next <= world.within_reach[m] && holds;
  world.beacons[m] += select(gained, Real(1.0), Real(0.0));
  world.elan[m] = share(world.elan[m] + select(gained, p.joy * world.levers(m).celebrate, 0.0));
  note(workspace, gained, {.month = world.month, .kind = event::beacon_gained, .table = m}, next);
  return gained;
}

template <class Real>
void confirm_beacons(World<Real>& world, const Beacons& p) {
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    world.set_back[m] = false;
    world.ready[m] = false;
    if (none(world.alive[m])) return;
    Mask<Real> gained = false;
    for (double n = 0.0; n < world.at_most[m]; ++n)
      gained = confirm_next(world, m, p, workspace) || gained;
    const Real now = world.beacons[m];
    const Mask<Real> lost =
        world.alive[m] && !gained && now >= 2.0 &&
        carried_by(world, m, Real(p.falls_below * beacon_threshold(now, p))) < p.falls_share;
    world.beacons[m] = now - select(lost, Real(1.0), Real(0.0));
    note(workspace, lost, {.month = world.month, .kind = event::beacon_lost, .table = m}, now);
    world.set_back[m] = lost;
    world.ready[m] = world.alive[m] && !world.operating[m] &&
                     world.beacons[m] >= world.levers(m).operate_after &&
                     Mask<Real>(world.has_goals[m] > 0.0);
  });
}

/// Share of a pledge that can become work at table m: all of it, or the share that its beacons
/// carry.
template <class Real>
Real readiness(const World<Real>& world, int m, const Beacons& p) {
  constexpr double all = 4.0;
  return 1.0 - p.graded * (1.0 - world.beacons[m] / all);
}

/// Starts the operations of a table once it has the beacons it chose to wait for. From then on
/// pledges can become work.
template <class Real>
void start_operating(World<Real>& world, const Beacons& p) {
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    if (p.graded > 0.0) world.workable[m] = readiness(world, m, p);
    const Mask<Real> starts = world.ready[m];
    if (none(starts)) return;
    world.plan_quality[m] = select(starts, mean_knowledge(world, m), world.plan_quality[m]);
    world.operating_since[m] = select(starts, world.month, world.operating_since[m]);
    world.operating[m] = world.operating[m] || starts;
    note(workspace, starts, {.month = world.month, .kind = event::operating, .table = m},
         world.plan_quality[m]);
  });
}

}  // namespace samen
